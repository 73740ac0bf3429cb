"""The form of statistics: a table as spreadsheets have it, whose file keeps every line that nobody changed."""

import re
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from publisher.edit.forms.grid import grid_of
from publisher.edit.web.application import Application
from publisher.mend.edited import edited
from publisher.model.statistics import Statistics
from publisher.read.csv_table import read_table
from publisher.read.scalar import Plain
from tests.edit.filling import open_form, send
from tests.program import REPOSITORY

TABLES = sorted(REPOSITORY.glob("examples/*/plans/statistics/*.csv"))


def test_a_table_is_filled_in_as_one(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = "plans/statistics/utslapp-resor.csv"

    def rows() -> list[str]:
        return (root / file).read_text(encoding="utf-8").splitlines()

    before = rows()
    page = client.get(f"/.edit/form?file={file}", base_url="http://127.0.0.1").text
    assert '<table class="grid">' in page and page.count("<tr data-member=") == len(before)  # and one to be added
    assert '<th scope="col">Länet</th>' in page and not re.search(r'aria-label="\s*"', page)
    pairs = open_form(client, file)
    assert send(client, pairs, "save").status_code == 303 and rows() == before
    assert send(client, pairs, "save", **{"periods__0__@value__value": "2,5"}).status_code == 303
    after = rows()
    assert after == [before[0], before[1].replace("2,31", "2,5"), *before[2:]]
    row = "periods/n1"
    new = {"@key": "2031", "@value/value": "1,1", "@value/series/c0/@key": "lan", "@value/series/c0/@value": "1,2"}
    fresh = [(f"{row}/{name}", value) for name, value in new.items()]
    assert send(client, [*open_form(client, file), *fresh], "save").status_code == 303
    assert rows()[:-1] == after and rows()[-1].startswith("2031;1,1;1,2;")


def written(random: Random) -> bytes:
    """Return a table as some program writes it: its marks, its ends of lines, its columns in any order."""
    apart = random.choice([",", ";", "\t"])
    names = ["value", "lanet", "note", "riket"]
    random.shuffle(names)
    rows = [["period", *names]]
    for year in range(2018, 2018 + random.randrange(1, 7)):
        cells = [
            random.choice(
                ["", f"{random.randrange(2000)}{',' if apart != ',' else '.'}{random.randrange(1, 10)}", "12"]
            )
            if name != "note"
            else random.choice(["", "Ny definition", '"Med ""citat"" här"'])
            for name in names
        ]
        rows.append([str(year), *cells])
    ends = random.choice(["\n", "\r\n"])
    text = ends.join(apart.join(row) for row in rows) + random.choice(["", ends, ends * 2])
    return random.choice([b"", b"\xef\xbb\xbf"]) + text.encode()


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_change_of_a_table_changes_its_line_alone(random: Random) -> None:
    content = random.choice(TABLES).read_bytes() if random.random() < 0.3 else written(random)
    document, problems = read_table("plans/statistics/a.csv", content.decode("utf-8-sig").replace("\r\n", "\n"))
    assert document and not problems
    assert edited(content, Statistics, document.fields) == content
    fields: Any = deepcopy(document.fields)
    period = random.choice([*fields["periods"]])
    match random.choice(["set", "remove", "add"]):
        case "set":
            fields["periods"][period] = {**fields["periods"][period], "value": Plain("98765.4")}
            changed = 1
        case "remove":
            del fields["periods"][period]
            changed = 1
        case _:
            fields["periods"]["2999"] = {"value": Plain("1.5")}
            changed = 0
    made = edited(content, Statistics, fields)
    again, _ = read_table("plans/statistics/a.csv", made.decode("utf-8-sig").replace("\r\n", "\n"))
    assert again and {str(each) for each in again.fields["periods"]} == {str(each) for each in fields["periods"]}
    has_value = b"value" in content.splitlines()[0]
    old, new = content.split(b"\n"), made.split(b"\n")
    kept = sum(line in new for line in old)
    if has_value:
        assert kept >= len(old) - changed - 1  # the last line may gain its end
    assert made.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in made) == (b"\r\n" in content) or b"\n" not in made


def test_a_table_can_be_divided_by_a_dimension_that_it_does_not_use(original: tuple[Path, Application]) -> None:
    editor = original[1].desk.editor
    file, ready = "plans/statistics/utslapp-resor.csv", editor.look()
    opened = editor.open(file)
    fields = editor.form(opened, opened.document.fields, ready)
    undivided = grid_of(file, fields, ready.publication)
    assert undivided and undivided.others
    by = next(each for each in ready.publication.dimensions if each.id == undivided.others[0].value)
    divided = grid_of(file, fields, ready.publication, {by.id})
    assert divided and [*divided.columns] == [
        *undivided.columns[:-3], *(each.title for each in by.groups), *undivided.columns[-3:]]  # fmt: skip
    assert by.id not in {each.value for each in divided.others}
