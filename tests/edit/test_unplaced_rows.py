"""Rows without a key, or with that of another row: nothing of them is lost, and nothing else is overwritten."""

import json
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.files.merging import merged_fields
from publisher.edit.forms.unplaced_rows import PartialMapping, mapping_of, placed
from publisher.mend.rewrite import rewritten
from publisher.read.scalar import Plain
from tests.edit.filling import fields_of, open_form, refused, send

RESULT = "plans/branschspar/results/2025.md"
TABLE = "plans/statistics/utan-arbete.csv"
PLAN = "plans/branschspar/plan.md"


@pytest.mark.parametrize(
    ("file", "rows", "value"),
    [
        (RESULT, "measurements/2/@value/groups", "@value"),
        (PLAN, "targets/0/values", "@value/value"),
        (TABLE, "periods", "@value/value"),
    ],
)
def test_rows_that_have_no_place_are_said_and_stay(
    desk: tuple[Path, Client, str], file: str, rows: str, value: str
) -> None:
    root, client, _ = desk
    before = (root / file).read_bytes()
    key, other = ("kvinnor", "man") if file == RESULT else ("2025", "2026")
    typed = [
        (f"{rows}/n1", key, "23"),
        (f"{rows}/n2", key, "11"),
        (f"{rows}/n3", "", "12"),
        (f"{rows}/n4", other, "17"),
    ]
    fresh = [
        (f"{name}/{part}", given) for name, *both in typed for part, given in zip(("@key", value), both, strict=True)
    ]
    pairs = [*open_form(client, file), *fresh]
    live = json.loads(send(client, pairs, "", "live").text)
    first = "n2" if file == RESULT else "n1"  # the file itself has a row for 2025
    names = {each["name"] for each in live["problems"]}
    assert names >= {f"{rows}/{first}/@key", f"{rows}/n2/@key", f"{rows}/n3/@key"}
    answer = send(client, pairs, "save")
    assert answer.status_code == 422 and (root / file).read_bytes() == before
    assert "står redan på en annan rad" in refused(answer) and "Fyll i fältet" in refused(answer)
    again = fields_of(answer.text)
    held = [given for name, given in again if name.startswith(f"{rows}/") and name.endswith(f"/{value}")]
    assert [each for each in held if each in {"23", "11", "12", "17"}] == ["23", "11", "12", "17"]
    # Each row that had no place gets one, and the others stay as they were.
    free = iter(["2031", "2032", "2033"] if file != RESULT else ["kvinnor+unga", "kvinnor+mitt"])
    wrong = sorted(names & {name for name in names if name.endswith("/@key")})
    mended = {f"{rows}/{at}/@key": next(free) for at in _positions(again, rows, key, other)}
    assert len(mended) == len(wrong)
    saved = send(client, [(name, mended.get(name, given)) for name, given in again], "save")
    assert saved.status_code == 303, refused(saved)
    text, old = (root / file).read_text(encoding="utf-8"), before.decode()
    assert all(line in text for line in old.splitlines() if file == TABLE)
    for number in ("23", "11", "12", "17"):
        assert number in text.replace(old, "")


def _positions(pairs: list[tuple[str, str]], rows: str, key: str, other: str) -> list[int]:
    """Return the positions of rows without a key or with that of an earlier one."""
    keys = [given for name, given in pairs if name.startswith(f"{rows}/") and name.count("/") == rows.count("/") + 2
            and name.endswith("/@key")]  # fmt: skip
    assert key in keys and other in keys
    return [at for at, each in enumerate(keys) if not each or each in keys[:at]]


def test_what_is_added_loses_no_row_either(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / "plans" / "indicators.yml").read_bytes()
    page = client.get("/.edit/new?kind=indicators.indicator", base_url="http://127.0.0.1").text
    rows = [("statistics/n1/@key", "2024"), ("statistics/n1/@value/value", "901"), ("statistics/n2/@key", ""),
            ("statistics/n2/@value/value", "902")]  # fmt: skip
    answer = send(client, [*fields_of(page), *rows], "save", "new", title="Resor", unit__name="count")
    assert answer.status_code == 422 and "Fyll i fältet" in refused(answer)
    assert {"901", "902"} <= {given for _, given in fields_of(answer.text)}
    assert (root / "plans" / "indicators.yml").read_bytes() == before


def test_a_mapping_with_rows_without_a_place_is_no_other() -> None:
    rows = [("a", "1"), ("a", "2"), ("", "3"), ("b", "4")]
    partial = mapping_of(rows)
    assert (
        isinstance(partial, PartialMapping)
        and list(partial.items()) == [("a", "1"), ("b", "4")]
        and partial.rows == tuple(rows)
    )
    assert partial != {"a": "1", "b": "4"} and {"x": partial} != {"x": dict(partial)}
    assert type(mapping_of(rows[:1])) is dict
    lost = mapping_of([("", "3")])
    assert placed({"x": lost, "y": [{"z": lost, "v": "1"}]}) == {"y": [{"v": "1"}]}
    # Nobody's change takes their place.
    made, clashes = merged_fields({"x": {"a": "1"}}, {"x": partial}, {"x": {"a": "1"}})
    assert made["x"] is partial and not clashes
    made, clashes = merged_fields({"x": {"a": "1"}}, {"x": partial}, {"x": {"a": "5"}})
    assert made["x"] is partial and [each.theirs for each in clashes] == [{"a": "5"}]


def test_a_new_year_is_written_as_the_years_beside_it() -> None:
    new = {"2026": Plain("72"), "2027-T1": Plain("3"), "2027/28": Plain("4")}
    assert rewritten("a: {2021: 60}\n", {"a": {"2021": Plain("60"), **new}}) == (
        "a: {2021: 60, 2026: 72, 2027-T1: 3, 2027/28: 4}\n"
    )
    assert rewritten("a:\n  2021: 60\n", {"a": {"2026": Plain("60")}}) == "a:\n  2026: 60\n"
    assert rewritten("b: 1\n", {"b": Plain("1"), "a": {"2026": Plain("72")}}) == "b: 1\na: {2026: 72}\n"


@pytest.mark.parametrize(
    ("file", "rows", "key", "value"),
    [
        (RESULT, "measurements/2/@value/groups", "kvinnor", "@value"),
        (PLAN, "targets/0/values", "2031", "@value/value"),
        (TABLE, "periods", "2031", "@value/value"),
    ],
)
def test_a_row_with_a_key_alone_is_asked_about_and_stays(
    desk: tuple[Path, Client, str], file: str, rows: str, key: str, value: str
) -> None:
    root, client, _ = desk
    before = (root / file).read_bytes()
    pairs = [*open_form(client, file), (f"{rows}/n1/@key", key), (f"{rows}/n1/{value}", "")]
    live = json.loads(send(client, pairs, "", "live").text)
    assert f"{rows}/n1/{value}" in {each["name"] for each in live["problems"]}
    answer = send(client, pairs, "save")
    assert answer.status_code == 422 and (root / file).read_bytes() == before
    assert "har inget värde. Fyll i det, eller ta bort raden." in refused(answer)
    again = fields_of(answer.text)
    row = next(name.removesuffix("/@key") for name, given in again if given == key and name.startswith(f"{rows}/"))
    filled = [(name, "23" if name == f"{row}/{value}" else given) for name, given in again]
    saved = send(client, filled, "save")
    assert saved.status_code == 303, refused(saved)
    # Nor does a number that is wiped out take its row with it.
    at = (root / file).read_bytes()
    assert at != before
    held = dict(open_form(client, file))
    row = next(name.removesuffix("/@key") for name, given in held.items() if given == key and name.startswith(rows))
    wiped = [(name, "" if name == f"{row}/{value}" else given) for name, given in held.items()]
    assert send(client, wiped, "save").status_code == 422 and (root / file).read_bytes() == at
    removed = [(name, given) for name, given in held.items() if not name.startswith(f"{row}/")]
    assert send(client, removed, "save").status_code == 303 and (root / file).read_bytes() == before


def test_an_empty_cell_is_nothing_and_an_empty_period_stays(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = "plans/statistics/utslapp-resor.csv"
    path = root / file
    path.write_bytes(path.read_bytes() + b"2030;;;;;;\n")
    pairs = open_form(client, file)
    cells = [name for name, _ in pairs if name.startswith("periods/0/@value/series/") and name.endswith("/@value")]
    before = path.read_text(encoding="utf-8")
    first, *_ = before.splitlines()[1:]
    assert len(cells) == 2 and first == "1990;2,31;2,2;2,3;;;"
    assert send(client, pairs, "save", **{cells[0].replace("/", "__"): ""}).status_code == 303
    assert path.read_text(encoding="utf-8") == before.replace(first, "1990;2,31;;2,3;;;")
