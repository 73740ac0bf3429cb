"""The data package describes every table as it is: frictionless reads the tables by it and finds no fault."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from frictionless import Package
from frictionless.resources import TableResource

from publisher.pipeline import Loaded, load
from publisher.publish.data.open_data import data_files
from publisher.render.data_tables import tables_of
from tests.program import REPOSITORY
from tests.publications import MODULE, without_problems, write
from tests.publish.data.test_columns import FILES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what frictionless is made from
PUBLICATIONS = ("", "examples/ekbacka")


def written(loaded: Loaded, folder: Path) -> Path:
    """Write the files of open data below a folder, and return the data package."""
    for name, content in data_files(loaded.site_map).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "data" / "datapackage.json"


@pytest.fixture(scope=MODULE, params=PUBLICATIONS)
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, Path]:
    """A publication, and its data package."""
    loaded = load(REPOSITORY / request.param)
    return loaded, written(loaded, tmp_path_factory.mktemp("package"))


@pytest.fixture(scope=MODULE)
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data package of a publication with a value in every column."""
    folder = tmp_path_factory.mktemp("whole")
    return written(without_problems(write(folder / "in", FILES)), folder)


def faults(package: Path) -> list[list[object]]:
    """Return what frictionless finds wrong in a data package and its tables."""
    report = Package(str(package)).validate()
    found: list[list[object]] = report.flatten(["type", "fieldName", "rowNumber", "note"])
    return found + [[error.note] for error in report.errors]


def keys(schema: Mapping[str, object]) -> list[str]:
    """Return the columns by which the package says that a row is known."""
    unique = schema.get("uniqueKeys") or [[]]
    assert isinstance(unique, list)
    found: list[str] = schema.get("primaryKey") or unique[0]  # type: ignore[assignment]  # both are lists of names
    return found


def repeated(package: Path) -> list[tuple[str, ...]]:
    """Return each key of a table that two rows have, or that a primary key has empty, with the table's name."""
    found = []
    for each in json.loads(package.read_bytes())["resources"]:
        with (package.parent / each["path"]).open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
        columns = keys(each["schema"])
        assert columns, each["name"]
        known = Counter(tuple(row[column] for column in columns) for row in rows)
        empty = "primaryKey" in each["schema"]
        found += [(each["name"], *key) for key, count in known.items() if count > 1 or (empty and not all(key))]
    return found


def test_two_results_of_a_plan_may_measure_one_period(tmp_path: Path) -> None:
    result = str(FILES["plans/p/results/2023.md"])
    again = result.replace("year: 2023", "period: 2023-Q4")
    assert again != result
    files = FILES | {"plans/p/results/2023-q4.md": again}
    package = written(without_problems(write(tmp_path / "in", files)), tmp_path)
    assert len(_rows(package, "results")) > 1
    assert repeated(package) == []


def test_every_table_is_as_the_package_says(package: tuple[Loaded, Path]) -> None:
    loaded, path = package
    assert faults(path) == []
    assert repeated(path) == []
    assert [each.name for each in Package(str(path)).resources] == [*tables_of(loaded.publication)]
    assert _rows(path, "plans")


def test_a_publication_with_a_value_in_every_column_too(whole: Path) -> None:
    assert faults(whole) == []
    (row,) = [row for row in _rows(whole, "measurements") if row["share"] is not None]
    assert (row["share"], row["year"], row["preliminary"]) == (79, 2023, True)
    assert [key["reference"] for key in _schema(whole, "bodies")["foreignKeys"]] == [{"fields": ["id"]}]
    # A milestone belongs to an activity of its plan, which has its id within the plan only.
    assert _schema(whole, "milestones")["foreignKeys"][-1] == {
        "fields": ["plan", "activity"],
        "reference": {"resource": "activities", "fields": ["plan", "id"]},
    }


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("plans", b"\r\nq,", b"\r\np,", "primary-key"),
        ("commitments", b",omrade,", b",ingen,", "foreign-key"),
        ("results", b"p/2023,p,", b"p/2023,x,", "foreign-key"),
        ("targets", b",82.5,", b",mycket,", "type-error"),
        ("plans", b",2023-05,", b",i maj,", "constraint-error"),
    ],
)
def test_a_fault_in_a_table_is_noticed(
    table: str, old: bytes, new: bytes, fault: str, whole: Path, tmp_path: Path
) -> None:
    package = shutil.copytree(whole.parent, tmp_path / "data") / whole.name
    path = package.parent / f"{table}.csv"
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    assert fault in {each[0] for each in faults(package)}


@pytest.mark.parametrize("package", ["examples/ekbacka"], indirect=True)
def test_it_says_whose_it_is(package: tuple[Loaded, Path]) -> None:
    content = package[1].read_bytes()
    described = json.loads(content)
    assert described["contributors"] == [{"title": "Ekbacka kommun (påhittad)", "roles": ["publisher"]}]
    licence = {"path": "http://creativecommons.org/publicdomain/zero/1.0/", "title": "CC0 1.0"}
    assert described["licenses"] == [licence]
    assert "Ekbacka kommun (påhittad)".encode() in content, "people read it, too"
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    fields = {field["name"] for field in described["resources"][0]["schema"]["fields"]}
    assert "example" in fields


def _rows(package: Path, table: str) -> list[dict[str, object]]:
    resource = Package(str(package)).get_resource(table)
    assert isinstance(resource, TableResource)
    return [row.to_dict() for row in resource.read_rows()]


def _schema(package: Path, table: str) -> dict[str, list[dict[str, dict[str, object]]]]:
    made = json.loads(package.read_bytes())
    found: dict[str, list[dict[str, dict[str, object]]]] = next(
        each["schema"] for each in made["resources"] if each["name"] == table
    )
    return found
