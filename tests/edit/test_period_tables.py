"""What there is for each period is a table in a form: what is wanted of a target beside what came of it."""

import re
from difflib import ndiff
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import html
from werkzeug.test import Client

from publisher.edit.web.application import Application
from publisher.edit.web.saving import content_of
from publisher.edit.web.submitted_work import work_of
from tests.edit.filling import fields_of, send

HERE = "http://127.0.0.1"
PLAN = "plans/jobbresor/plan.md"
CELL = re.compile(r"targets/\d+/values/(\d+)/@value/\w+")


def table_of(page: str, name: str) -> Any:
    (found,) = html.fromstring(page).xpath(f"//*[@data-list='{name}']//table")
    return found


def cells(row: Any) -> list[str]:
    """Return what is read in the cells of a row: its period, what is filled in, and what came of it."""
    period, wanted, *came, _ = row.xpath("./th | ./td")
    inputs = wanted.xpath(".//input[not(ancestor::details[@class='more'])]")
    filled = [each.get("value") for each in inputs if each.get("value")]
    said = ["".join(each.xpath(".//text()[not(parent::span)]")).strip() for each in came]
    return [period.xpath(".//input/@value")[0], ", ".join(filled), *said]


def test_the_years_of_a_target_are_a_table_of_what_is_wanted_measured_and_judged(
    desk: tuple[Path, Client, str],
) -> None:
    _, client, _ = desk
    page = client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text
    table = table_of(page, "targets/0/values")
    assert [each.text_content() for each in table.xpath("./thead//th")] == [
        "År eller period", "Mål", "Redovisat", "Bedömning"]  # fmt: skip
    assert [cells(row) for row in table.xpath("./tbody/tr")] == [
        ["2024", "1,4, 0,1", "1,44 ton per invånare (preliminär uppgift)", "Delvis uppfyllt"],
        ["2030", "-50, 2010", "–", "–"],
        ["2045", "0", "–", "–"],
    ]
    linked = table.xpath("./tbody//a/@href")
    assert linked == ["/.edit/form?file=plans/statistics/utslapp-resor.csv"]
    # A table says what it is about, also where it is shown as blocks, and so does each group of fields in it.
    assert table.get("role") == "table" and {each.get("role") for each in table.xpath(".//tr")} == {"row"}
    assert table.xpath("./tbody/tr/td[1]/div/@aria-label") == ["Målvärden 2024", "Målvärden 2030", "Målvärden 2045"]
    assert html.fromstring(page).xpath(f"//*[@id='{table.get('aria-labelledby')}']")[0].text == "Målvärden"


def test_a_new_row_has_as_many_cells_as_the_others(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    page = html.fromstring(client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text)
    rows = page.xpath("//*[@data-list='targets/0/values' or @data-list='targets/new/values']//tr[@data-member]")
    assert {len(row.xpath("./*")) for row in rows} == {5}
    (money,) = page.xpath("//*[@data-list='activities/0/money/periods']//table")
    assert {len(row.xpath("./*")) for row in money.xpath(".//tr")} == {3}


def changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    lines = [*ndiff(before.decode().splitlines(), after.decode().splitlines())]
    return [each[2:] for each in lines if each[0] == "-"], [each[2:] for each in lines if each[0] == "+"]


@pytest.mark.parametrize("seed", range(12))
def test_a_cell_changes_its_value_and_no_other_line(original: tuple[Path, Application], seed: int) -> None:
    root, application = original
    random, desk, client = Random(seed), application.desk, Client(application)
    plans = sorted(each.relative_to(root).as_posix() for each in root.glob("plans/*/plan.md"))
    pairs: list[tuple[str, str]] = []
    while not any(CELL.fullmatch(name) and value for name, value in pairs):
        file = random.choice(plans)
        pairs = fields_of(client.get(f"/.edit/form?file={file}", base_url=HERE).text)
    name = random.choice([name for name, value in pairs if CELL.fullmatch(name) and re.fullmatch(r"-?[\d,]+", value)])
    row = name.partition("/@value/")[0]
    match random.choice(("set", "remove", "add")):
        case "set":
            sent = [(each, "987,5" if each == name else value) for each, value in pairs]
        case "remove":
            sent = [pair for pair in pairs if not pair[0].startswith(f"{row}/")]
        case _:
            new = f"{row.rpartition('/')[0]}/n1"
            sent = [*pairs, (f"{new}/@key", "2099"), (f"{new}/@value/value", "987,5")]
    before = (root / file).read_bytes()
    work = work_of(desk.editor, dict(pairs), pairs)
    assert content_of(desk, work) == before
    after = content_of(desk, work_of(desk.editor, dict(sent), sent))
    removed, added = changed(before, after)
    # A mapping in one line is one line; one of its own lines is that line, or goes with its mapping.
    assert len(removed) <= 2 and len(added) <= 2 and removed + added
    assert all("values" in line or re.search(r"\b(?:19|20)\d\d: ", line) for line in added)
    # Nothing but the values of this target differs.
    old, new_tree = work.tree, work_of(desk.editor, dict(sent), sent).tree
    at = int(name.split("/")[1])

    def rest(tree: Any) -> Any:
        targets = [
            {key: value for key, value in each.items() if (here, key) != (at, "values")}
            for here, each in enumerate(tree["targets"])
        ]
        return {**tree, "targets": targets}

    assert rest(old) == rest(new_tree) and old != new_tree


def test_a_row_added_without_a_script_is_saved(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    pairs = fields_of(client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text)
    more = fields_of(send(client, pairs, "add:targets/0/values").text)
    assert {name for name, _ in more} > {"targets/0/values/new/@key", "targets/0/values/new/@value/value"}
    given = {"targets/0/values/new/@key": "2035", "targets/0/values/new/@value/at_most": "0,7"}
    assert send(client, [(name, given.get(name, value)) for name, value in more], "save").status_code == 303
    removed, added = changed(before, (root / PLAN).read_bytes())
    assert removed == [] and [each.strip() for each in added] == ["2035: {at_most: 0.7}"]
