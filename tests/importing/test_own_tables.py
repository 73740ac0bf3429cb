"""`data` → `import` → the same publication, and what somebody changes in a table is written where it stands."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random
from shutil import copyfile, copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from publisher.command.imports import import_
from publisher.importing.form.source import Origin, SourceFile, SourceLine, SourceRow
from publisher.importing.own_tables.cell_edits import CellEdits, cell_edits, is_own
from publisher.importing.own_tables.own_table import OwnTable, is_same, own_tables, rows_now
from publisher.importing.own_tables.spots import is_written, spot_of
from publisher.importing.own_tables.tree_edits import value_at, with_value
from publisher.importing.readers.formats import read_source
from publisher.memory import Memory
from publisher.pipeline import Prepared, load, prepare
from publisher.problem import ProblemsFound, stops
from publisher.publish.data.open_data import data_files
from publisher.render.data_column import ValueType
from publisher.render.data_tables import DATA_TABLES, tables_of
from tests.fuzz.inputs import Made, publications
from tests.program import REPOSITORY

PUBLICATIONS = (".", "examples/ekbacka", "examples/hoje-taastrup", "examples/falkoping")
MEMORY = Memory()


@pytest.fixture(scope="module", params=PUBLICATIONS)
def ready(request: pytest.FixtureRequest) -> Prepared:
    return prepare(REPOSITORY / request.param, MEMORY)


@pytest.fixture(scope="module")
def written(ready: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name, content in data_files(ready.site_map).items():
        if name.endswith((".csv", ".xlsx")):
            (folder / Path(name).name).write_bytes(content)
    return folder


def back(file: Path | SourceFile, ready: Prepared) -> CellEdits:
    source = read_source(file, None, "sv") if isinstance(file, Path) else file
    return cell_edits(source, ready.site_map.publication, ready.texts)


def test_tables_that_nobody_changed_change_nothing(ready: Prepared, written: Path) -> None:
    files = sorted(written.iterdir())
    assert len(files) == len(tables_of(ready.site_map.publication)) + 1
    for file in files:
        rows = len(file.read_text(encoding="utf-8").splitlines()) if file.suffix == ".csv" else 2
        if rows < 2:
            continue
        source = read_source(file, None, "sv")
        assert is_own(source), file.name
        made = back(source, ready)
        assert (made.edits, made.files, made.lost, made.missing) == ([], {}, [], 0), file.name


def test_a_workbook_has_every_table(written: Path, ready: Prepared) -> None:
    names = [table.name for table in own_tables(read_source(written / "tables.xlsx", None, "sv"))]
    filled = [name for name, table in DATA_TABLES.items() if [*table.rows(ready.site_map.publication)]]
    assert [name for name in names if name in filled] == filled


def swedish(content: bytes) -> bytes:
    """Return a table as a Swedish Excel saves it: semicolons, decimal commas, Windows-1252, true in words."""
    rows = list(csv.reader(StringIO(content.decode())))
    numbers = {at for at, name in enumerate(rows[0]) for table in DATA_TABLES.values()
               if name in table.columns and table.columns[name].type is ValueType.NUMBER}  # fmt: skip
    for row in rows[1:]:
        row[:] = [
            text.replace(".", ",") if at in numbers else {"true": "SANT", "false": "FALSKT"}.get(text, text)
            for at, text in enumerate(row)
        ]
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("cp1252", "replace")


@pytest.mark.parametrize(
    "name", ["measurements", "statistics", "money", "targets", "bodies", "activities", "milestones"]
)
def test_a_table_that_excel_has_saved_changes_nothing(name: str, tmp_path: Path) -> None:
    ready = prepare(REPOSITORY / "examples/ekbacka", MEMORY)
    file = tmp_path / f"{name}.csv"
    file.write_bytes(swedish(data_files(ready.site_map)[f"data/{name}.csv"]))
    made = back(file, ready)
    assert (made.edits, made.lost) == ([], [])


@pytest.mark.parametrize(
    ("now", "cell", "same"),
    [("false", "0", True), ("false", "", True), ("", "false", True), ("true", "1", True),
     ("true", "0", False), ("true", "", False), ("false", "1", False), ("false", "kanske", False)],
)  # fmt: skip
def test_what_is_true_as_spreadsheets_write_it(now: str, cell: str, *, same: bool) -> None:
    column = DATA_TABLES["measurements"].columns["preliminary"]
    line = SourceLine(Origin(0, 1), "")
    table = OwnTable("measurements", {0: "preliminary"}, ())
    assert is_same(now, table.cells(SourceRow((cell,), line))["preliminary"], column) is same


def changed(text: str, column: Any, random: Random) -> str:
    if column.type is ValueType.NUMBER:
        # As many decimals as there were, so that a count stays one.
        whole, dot, places = text.partition(".")
        step = random.choice([-1, 1]) if int(whole) > 0 else 1
        return f"{int(whole) + step}{dot}{places}"
    return f"{text} Ändrad."


WRITTEN = {
    "title",
    "summary",
    "text",
    "comment",
    "reason",
    "note",
    "wanted",
    "value",
    "budget",
    "outcome",
    "words",
    "translation",
    "complete",
    "analysis",
    "next_steps",
    "forecast_text",
}


def edits_of(table: OwnTable, random: Random) -> Iterator[tuple[int, str, str]]:
    """Yield cells that hold what authors write in words or numbers, with other values for them."""
    filled = [
        (number, name, cells[name])
        for number, row in enumerate(table.rows, start=1)
        for cells in [table.cells(row)]
        for name in sorted(WRITTEN & {*table.columns.values()})
        # A milestone with another title is another one.
        if cells[name] and is_written(table.name, name) and (table.name, name) != ("milestones", "title")
    ]
    for number, name, text in random.sample(filled, min(1, len(filled))):
        yield number, name, changed(text, table.kind.columns[name], random)


def test_a_changed_cell_stands_in_the_publication_and_nothing_else_does(
    ready: Prepared, written: Path, tmp_path: Path
) -> None:
    tried = [
        _tried(ready, written, name, tmp_path) for name in tables_of(ready.site_map.publication) if name != "links"
    ]
    assert sum(tried) >= 4


def _tried(ready: Prepared, written: Path, name: str, tmp_path: Path) -> int:
    """Change some cells of one table, one after the other, and return how many were written."""
    file = tmp_path / f"{name}.csv"
    rows = list(csv.reader(StringIO((written / f"{name}.csv").read_text(encoding="utf-8"))))
    if len(rows) < 2:
        return 0
    begun = read_source(written / f"{name}.csv", None, "sv")
    [table] = [each for each in own_tables(begun) if each.name == name]
    tried = 0
    for number, column, text in edits_of(table, Random(name)):
        tried += 1
        copy = [list(row) for row in rows]
        copy[number][rows[0].index(column)] = text
        out = StringIO()
        csv.writer(out).writerows(copy)
        file.write_text(out.getvalue(), encoding="utf-8")
        source = read_source(file, None, "sv")
        made = back(source, ready)
        if not made.edits:
            assert made.lost, (column, text)
            continue
        assert [(each.column, each.now) for each in made.edits] == [(column, text)] and len(made.files) == 1
        after = prepare(ready.root, MEMORY, made.files)
        assert back(source, after).edits == [], "what was written is what the table says"
        restored = back(begun, after)
        assert [each.now for each in restored.edits] == [each.was for each in made.edits]
        again = prepare(ready.root, MEMORY, {**made.files, **restored.files})
        for table in own_tables(begun):
            assert rows_now(table, again.site_map.publication) == rows_now(table, ready.site_map.publication)
    return tried


def test_a_cell_of_several_bodies_becomes_a_list(tmp_path: Path) -> None:
    ready = prepare(REPOSITORY / "examples/ekbacka", MEMORY)
    plans, results = tmp_path / "plans.csv", tmp_path / "results.csv"
    plans.write_text("id,title,responsible\njobbresor,Jobbresor,kommunstyrelsen ekbackabuss\n", encoding="utf-8")
    results.write_text(
        "id,plan,judged_by_all\njobbresor/2025,jobbresor,ekbackabuss kommunstyrelsen\n", encoding="utf-8"
    )
    made = {name: text for file in (plans, results) for name, text in back(file, ready).files.items()}
    publication = prepare(ready.root, MEMORY, made).site_map.publication
    assert publication.plan("jobbresor").responsible == ("kommunstyrelsen", "ekbackabuss")
    judged = publication.result("jobbresor", 2025).judgement
    assert judged and judged.by == ("ekbackabuss", "kommunstyrelsen")


def test_a_new_link_is_written_at_its_source_and_what_is_no_field_of_ids_is_left(tmp_path: Path) -> None:
    ready = prepare(REPOSITORY / "examples/ekbacka", MEMORY)
    file = tmp_path / "links.csv"
    fresh = [
        "jobbresor,serves,1.1,", "jobbresor,serves,1.2,", "jobbresor,partner,foretagarringen,",
        "1.1,responsible,kommunstyrelsen,", "kommunstyrelsen,part-of,kommunfullmaktige,",
    ]  # fmt: skip
    lost = ["jobbresor,decided-by,vuxenskolan-eken,", "jobbcentrum,part-of,kommunstyrelsen,", "ingen,serves,1.1,"]
    now = data_files(ready.site_map)["data/links.csv"].decode()
    file.write_text("\n".join([*now.splitlines(), *fresh, *lost]), encoding="utf-8")
    made = back(file, ready)
    begin = len(now.splitlines()) + 1 + len(fresh)
    lines = {(each.cell.line.origin.line - begin, each.why) for each in made.lost}
    assert lines == {(0, "link-elsewhere"), (0, "no-such-row"), (1, "link-elsewhere"), (1, "no-such-row"),
                     (2, "no-such-row")}  # fmt: skip
    assert all(len(made.proposal().files[0].fields) for _ in made.files)
    after = prepare(ready.root, MEMORY, made.files)
    [table] = own_tables(read_source(file, None, "sv"))
    before, there = (rows_now(table, each.site_map.publication) for each in (ready, after))
    assert {*there} == {*before} | {tuple(row.split(",")) for row in fresh}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(import_, list(arguments), catch_exceptions=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of an example that may be changed."""
    copied = tmp_path / "publikation"
    for part in ("docs", "plans"):
        copytree(REPOSITORY / "examples/ekbacka" / part, copied / part)
    copyfile(REPOSITORY / "examples/ekbacka/mkdocs.yml", copied / "mkdocs.yml")
    return copied


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_workbook_that_somebody_changed_is_shown_and_written(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "tables.xlsx"
    file.write_bytes(data_files(prepare(root).site_map)["data/tables.xlsx"])
    book = load_workbook(file)
    bodies, figures = book["Organisationer"], book["Redovisade värden"]
    names = {str(cell.value): cell.column or 0 for cell in figures[2]}
    wanted = names["indicator"]
    row = next(row for row in range(3, figures.max_row) if figures.cell(row, wanted).value == "deltagare-borjat")
    plan, year = (figures.cell(row, names[key]).value for key in ("plan", "year"))
    figures.cell(row, names["value"]).value = 61
    figures.cell(row, names["change"]).value = 7
    bodies.cell(3, 2).value = "Fullmäktige"
    bodies.append(["nya-namnden", "Nya nämnden", "board"])
    book.save(file)
    before = contents(root)
    shown = run(str(file), "--into", str(root))
    assert shown.exit_code == 0, shown.output
    assert "Fullmäktige" in shown.output and "61" in shown.output and "Nya nämnden" in shown.output
    assert "”change” räknas ut av programmet" in shown.output
    assert contents(root) == before, "nothing is written without being asked for"
    done = run(str(file), "--into", str(root), "--write")
    assert done.exit_code == 0, done.output
    after = contents(root)
    result = f"plans/{plan}/results/{year}.md"
    assert {name for name in after if before.get(name) != after[name]} == {"plans/bodies.yml", result}
    publication = prepare(root).site_map.publication
    assert publication.nodes["kommunfullmaktige"].value.title == "Fullmäktige"  # type: ignore[union-attr]
    assert str(publication.nodes[f"{plan}/{year}"].value.measurements["deltagare-borjat"].value) == "61"  # type: ignore[union-attr]
    changed = after[result].decode().splitlines()
    assert sum(one != other for one, other in zip(changed, before[result].decode().splitlines(), strict=True)) == 1
    again = run(str(file), "--into", str(root), "--write")
    assert "Tabellerna säger det som redan står. Inget ändras." in again.output and contents(root) == after


def test_what_would_not_pass_the_check_is_not_written(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    text = data_files(prepare(root).site_map)["data/bodies.csv"].decode()
    file.write_text(text.replace("Kommunfullmäktige,council", "Kommunfullmäktige,kung"), encoding="utf-8")
    before = contents(root)
    done = run(str(file), "--into", str(root), "--write")
    assert done.exit_code == 1 and "kung" in done.output and "Inget har skrivits." in done.output
    assert contents(root) == before


def test_that_a_comparison_is_preliminary_is_written_back(root: Path, tmp_path: Path) -> None:
    """Of a comparison nobody has said it until then: the cell is empty."""
    text = data_files(prepare(root).site_map)["data/statistics.csv"].decode()
    [row] = [each for each in text.splitlines() if each.startswith("utslapp-resor,2024,riket,")]
    cells = row.split(",")
    assert cells[5] == ""
    file = tmp_path / "statistics.csv"
    file.write_text(text.replace(row, ",".join([*cells[:5], "true", *cells[6:]])), encoding="utf-8")
    assert run(str(file), "--into", str(root), "--write").exit_code == 0
    seen = prepare(root).site_map.publication.indicator("utslapp-resor").statistics
    marks = {str(period): each.preliminary_series for period, each in seen.items() if each.preliminary_series}
    assert marks == {"2024": {"riket": True}}
    again = data_files(prepare(root).site_map)["data/statistics.csv"].decode()
    assert again.splitlines() == file.read_text(encoding="utf-8").splitlines()


def test_a_new_year_of_statistics_and_of_a_target(root: Path, tmp_path: Path) -> None:
    data = data_files(prepare(root).site_map)
    file = tmp_path / "statistics.csv"
    file.write_bytes(data["data/statistics.csv"] + b"utslapp-resor,2031,,1.05,mass-tonne,true,,Ny.,,\r\n")
    assert run(str(file), "--into", str(root), "--write").exit_code == 0
    seen = prepare(root).site_map.publication.indicator("utslapp-resor").statistics
    values = {str(period): (str(each.value), each.preliminary, each.note) for period, each in seen.items()}
    assert values["2031"] == ("1.05", True, "Ny.")
    file = tmp_path / "targets.csv"
    file.write_bytes(data["data/targets.csv"] + b"branschspar,,i-arbete-efter-spar,2031,75,,,,,,,2031\r\n")
    done = run(str(file), "--into", str(root), "--write")
    assert done.exit_code == 0, done.output
    [plan] = [each for each in prepare(root).site_map.publication.plans if each.id == "branschspar"]
    [target] = [each for each in plan.targets if each.indicator == "i-arbete-efter-spar"]
    assert {str(period): str(each.value) for period, each in target.values.items()}["2031"] == "75"


def test_activities_and_milestones_are_edited_and_added_in_their_tables(root: Path, tmp_path: Path) -> None:
    ready = prepare(root)
    data = data_files(ready.site_map)
    [plan] = [each for each in ready.site_map.publication.plans if each.id == "jobbresor"]
    first = plan.activities[1]
    rows = list(csv.DictReader(StringIO(data["data/activities.csv"].decode())))
    [own] = [row for row in rows if (row["plan"], row["id"]) == (plan.id, first.id)]
    own |= {"status": "delayed", "complete": "35", "due": "2027-03-31", "partners": "kommunstyrelsen"}
    rows.append({"plan": plan.id, "id": "ny-aktivitet", "title": "Ny aktivitet", "status": "planned",
                 "from": "2026-01", "after": first.id, "responsible": "kommunstyrelsen ekbackabuss"})  # fmt: skip
    file = tmp_path / "activities.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0], restval="")
        writer.writeheader()
        writer.writerows(rows)
    before = contents(root)
    done = run(str(file), "--into", str(root), "--write")
    assert done.exit_code == 0, done.output
    assert {name for name, text in contents(root).items() if before.get(name) != text} == {"plans/jobbresor/plan.md"}
    file = tmp_path / "milestones.csv"
    file.write_bytes(
        data["data/milestones.csv"]
        + b"jobbresor,ny-aktivitet,Upphandlat,2026-05,2026-04-30\r\njobbresor,finns-inte,Inget,2026-05,\r\n"
        + b"jobbresor,ny-aktivitet,Invigt,,\r\njobbresor,finns-inte,Inget,,\r\n"
    )
    done = run(str(file), "--into", str(root), "--write")
    assert done.exit_code == 0, done.output
    now = prepare(root).site_map.publication.plan("jobbresor")
    edited, new = now.activities[1], now.activities[-1]
    assert (str(edited.status), str(edited.complete), str(edited.due)) == ("delayed", "35", "2027-03-31")
    assert edited.partners == ("kommunstyrelsen",) and edited.title == first.title
    assert (new.id, new.title, str(new.status), new.after) == ("ny-aktivitet", "Ny aktivitet", "planned", (first.id,))
    assert new.responsible == ("kommunstyrelsen", "ekbackabuss") and new.period and str(new.period.from_) == "2026-01"
    assert [(each.title, str(each.due), str(each.reached)) for each in new.milestones] == [
        ("Upphandlat", "2026-05", "2026-04-30"),
        ("Invigt", "None", "None"),
    ]
    assert [each.id for each in now.activities] == [*(each.id for each in plan.activities), "ny-aktivitet"]


@given(publications())
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_tables_of_any_publication_that_passes_change_nothing(made: Made) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder, "publication")
        for name, content in made.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        try:
            if stops(load(root, draw=False, memory=Memory()).problems):
                return
        except ProblemsFound:
            return
        ready = prepare(root, Memory())
        for name, content in data_files(ready.site_map).items():
            if name.endswith(".csv") and len(content.decode().splitlines()) > 1:
                file = Path(folder, Path(name).name)
                file.write_bytes(content)
                changed = back(file, ready)
                assert (changed.edits, changed.files, changed.lost, changed.missing) == ([], {}, [], 0), name


def test_a_text_without_an_id_comes_back_to_its_position_while_the_original_is_the_same(ready: Prepared) -> None:
    publication = ready.site_map.publication
    if "branschspar" not in publication.nodes:
        return  # only Ekbacka has such texts
    original = "vuxna som vill byta yrke"
    cells = {"id": "branschspar", "field": "target_groups[2]", "language": "en", "original": original}
    spot = spot_of("translations", "translation", cells, publication)
    assert spot and (spot.file, spot.path) == ("plans/branschspar/plan.en.md", ("target_groups", 2))
    assert spot_of("translations", "translation", {**cells, "original": "Något annat"}, publication) is None
    inside = {**cells, "field": "assumptions[1].text", "original": publication.plan("branschspar").assumptions[0].text}
    within = spot_of("translations", "translation", inside, publication)
    assert within and within.path == ("assumptions", 1, "text")
    tree = {"assumptions": [{"text": "a"}, {"text": "b"}], "target_groups": ["x", "y"]}
    assert with_value(with_value(tree, within.path, "A"), spot.path, "Y") == {
        "assumptions": [{"text": "A"}, {"text": "b"}], "target_groups": ["x", "Y"]}  # fmt: skip
    assert value_at(tree, spot.path) == "y" and value_at(tree, ("target_groups", 3)) is None


def test_a_row_of_nothing_but_an_unknown_id_is_not_said_already(tmp_path: Path) -> None:
    ready = prepare(REPOSITORY / "examples/falkoping", MEMORY)
    known = ready.site_map.publication.bodies[0]
    file = tmp_path / "bodies.csv"
    file.write_text(f"id,title,kind\nokand-namnd,,\n{known.id},{known.title},{known.kind}\n", encoding="utf-8")
    made = back(file, ready)
    assert [(each.cell.line.origin.line, each.why) for each in made.lost] == [(2, "no-such-row")]
