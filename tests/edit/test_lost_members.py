"""What is removed in a form goes with all that it leads to elsewhere, if asked, and comes back to the byte."""

from difflib import unified_diff
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.consequences import parallel_lists
from publisher.edit.consequences.parallel_lists import aligned
from publisher.mend.patch import NotWritable
from publisher.pipeline import load
from publisher.problem import stops
from publisher.read.field_tree import Tree
from tests.edit.filling import fields_of, open_form, refused, send
from tests.edit.test_additions import texts

PLAN = "plans/branschspar/plan.md"
INDICATORS = "plans/indicators.yml"
TABLE = "plans/statistics/utan-arbete.csv"
RESULTS = "plans/branschspar/results"


def _without(pairs: list[tuple[str, str]], member: str) -> list[tuple[str, str]]:
    return [pair for pair in pairs if not pair[0].startswith(f"{member}/") and pair[0] != member]


def _lines(before: str, after: str) -> list[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


@pytest.mark.parametrize(
    ("file", "member", "also"),
    [
        # A column of statistics and numbers of results.
        (INDICATORS, "dimensions/0", {TABLE, "plans/en-vag-in/results/2025.md"}),
        # What is left of a split that had been whole goes too.
        (INDICATORS, "dimensions/1/groups/0", {TABLE}),
        # The numbers that results measure.
        (PLAN, "indicators/0", {f"{RESULTS}/2021.md", f"{RESULTS}/2025.md"}),
        (PLAN, "targets/0", {f"{RESULTS}/2024.md", "plans/branschspar/plan.en.md"}),
        # What the same file refers to.
        (PLAN, "themes/0", set()),
        ("docs/lika-villkor/arbetsliv.md", "objectives/0", set()),
        (f"{RESULTS}/2021.md", "measurements/1", set()),
        # Texts that translations have at the same place.
        (PLAN, "assumptions/0", {"plans/branschspar/plan.en.md", "plans/branschspar/plan.ar.md"}),
        ("docs/om/tillganglighet.md", "statement/faults/0", {"docs/om/tillganglighet.en.md"}),
    ],
)
def test_what_is_removed_goes_with_all_that_refers_to_it(
    desk: tuple[Path, Client, str], file: str, member: str, also: set[str]
) -> None:
    root, client, _ = desk
    before = texts(root)
    asked = send(client, _without(open_form(client, file), member), "save")
    assert asked.status_code == 409 and 'value="save:clear"' in asked.text, refused(asked)
    assert texts(root) == before
    question = asked.text.partition('id="follows"')[2].partition("</section>")[0]
    named = {each for each in before if f"/.edit/form?file={each}" in question}
    assert named >= also, named
    saved = send(client, fields_of(asked.text), "save:clear")
    assert saved.status_code == 303, refused(saved)
    after = texts(root)
    changed = {each for each in before if after.get(each) != before[each]}
    assert changed == {file, *named} and changed >= {file, *also}
    assert not stops(load(root, draw=False).problems)
    page = client.get(f"/.edit/form?file={file}&done=saved", base_url="http://127.0.0.1").text
    assert send(client, fields_of(page), "undo").status_code == 303
    assert texts(root) == before


def test_the_right_translation_goes_with_a_member(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file, english = "docs/om/tillganglighet.md", "docs/om/tillganglighet.en.md"
    before = (root / english).read_text(encoding="utf-8")
    asked = send(client, _without(open_form(client, file), "statement/faults/1"), "save")
    assert send(client, fields_of(asked.text), "save:clear").status_code == 303
    lines = _lines(before, (root / english).read_text(encoding="utf-8"))
    # Only the second is gone, whatever it takes in lines.
    assert lines and all(line.startswith("-") for line in lines)
    first = before.index("faults:")
    assert lines[0][1:] not in before[first:].splitlines()[1:2]


def test_translations_follow_what_is_added_and_moved_unasked(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file, english = "docs/om/tillganglighet.md", root / "docs/om/tillganglighet.en.md"
    before = english.read_text(encoding="utf-8")
    moved = fields_of(send(client, open_form(client, file), "down:statement/faults/0").text)
    assert send(client, moved, "save").status_code == 303
    lines = _lines(before, english.read_text(encoding="utf-8"))
    assert sorted(line[1:] for line in lines if line[0] == "+") == sorted(line[1:] for line in lines if line[0] == "-")
    before = english.read_text(encoding="utf-8")
    new = [("statement/faults/new1/text", "Ett nytt fel."), ("statement/faults/new1/reason", "Det är nytt.")]
    assert send(client, [*open_form(client, file), *new], "save").status_code == 303
    # What is not translated yet is shown as in the original.
    assert _lines(before, english.read_text(encoding="utf-8")) == ["+    - {}"]
    translated = root / "plans/branschspar/plan.en.md"
    before = translated.read_text(encoding="utf-8")
    saved = send(client, [*open_form(client, PLAN), ("target_groups/new1", "Den som pendlar")], "save")
    assert saved.status_code == 303, refused(saved)
    assert "Den som pendlar" in "".join(_lines(before, translated.read_text(encoding="utf-8")))
    assert not stops(load(root, draw=False).problems)


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        (["a", "b"], ["b"], [1]),
        (["a", "b"], ["b", "a"], [1, 0]),
        (["a", "b"], ["a", "c", "b"], [0, None, 1]),
        (["a", "a"], ["a"], [0]),
        # Changed and removed at once: the one that it is like.
        (["Bilder saknar text", "Formulär utan etikett"], ["Formulär utan etiketter"], [1]),
        # All changed: by the order.
        (["x", "y"], ["x", "z"], [0, 1]),
        ([], ["a"], [None]),
    ],
)
def test_members_are_found_again(before: list[Tree], after: list[Tree], places: list[int | None]) -> None:
    assert aligned(before, after) == places


def test_a_group_with_another_id_renames_its_columns(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / TABLE).read_text(encoding="utf-8")
    given = [(name, "yngre" if value == "unga" else value) for name, value in open_form(client, INDICATORS)]
    asked = send(client, given, "save")
    assert asked.status_code == 409 and 'value="save:follow"' in asked.text, refused(asked)
    assert send(client, fields_of(asked.text), "save:follow").status_code == 303
    after = (root / TABLE).read_text(encoding="utf-8")
    assert after == before.replace("+unga", "+yngre")
    assert not stops(load(root, draw=False).problems)


def test_a_theme_with_another_id_is_followed_by_its_targets(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_text(encoding="utf-8")
    pairs = open_form(client, PLAN)
    given = [(name, "arbete" if (name, value) == ("themes/0/id", "till-arbete") else value) for name, value in pairs]
    asked = send(client, given, "save")
    assert asked.status_code == 409 and 'value="save:follow"' in asked.text, refused(asked)
    assert send(client, fields_of(asked.text), "save:follow").status_code == 303
    assert (root / PLAN).read_text(encoding="utf-8") == before.replace("till-arbete", "arbete")


def test_a_translation_that_no_form_can_write_stops_the_save_with_its_own_error(
    desk: tuple[Path, Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, client, _ = desk
    before = texts(root)

    def refuse(*_: object) -> bytes:
        raise NotWritable("line ends")

    monkeypatch.setattr(parallel_lists, "edited", refuse)
    answer = send(client, _without(open_form(client, "docs/om/tillganglighet.md"), "statement/faults/0"), "save")
    assert answer.status_code == 422 and "Listan Brister har 2 i översättningen" in answer.text
    assert texts(root) == before
