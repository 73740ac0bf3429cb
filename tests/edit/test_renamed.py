"""Whether a member of a list was given another id or is gone is known by what it says, never by its place."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.consequences.following import renamed
from publisher.pipeline import load
from publisher.problem import stops
from publisher.read.document import Document
from publisher.read.field_tree import Tree
from tests.edit.filling import fields_of, open_form, refused, send
from tests.edit.test_additions import texts
from tests.edit.test_lost_members import PLAN, RESULTS

ONE: dict[str, Tree] = {"id": "a", "one": "Mål"}
OTHER: dict[str, Tree] = {"id": "b", "one": "Delmål"}
BARE: list[Tree] = [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([ONE, OTHER], [OTHER], {}),
        ([ONE, OTHER], [ONE], {}),
        ([ONE, OTHER], [{**ONE, "id": "c"}, OTHER], {"a": "c"}),
        ([ONE, OTHER], [OTHER, {**ONE, "id": "c"}], {"a": "c"}),
        # One is gone and the other has another id.
        ([ONE, OTHER], [{**OTHER, "id": "c"}], {"b": "c"}),
        # One is gone, another is new.
        ([ONE, OTHER], [OTHER, {"id": "c", "one": "Syfte"}], {}),
        ([{**ONE, "title": "Kön"}], [{"id": "c", "title": "Kön"}], {"a": "c"}),
        # Nobody can say which.
        ([{**ONE, "id": "x"}, ONE], [{**ONE, "id": "c"}], {}),
        (BARE, [{"id": "c"}], {}),
        (BARE, [{"id": "b"}], {}),
        # Members of a member.
        ([{"id": "d", "groups": [ONE, OTHER]}], [{"id": "d", "groups": [{**OTHER, "id": "c"}]}], {"b": "c"}),
    ],
)
def test_a_member_is_known_by_what_it_says(before: list[Tree], after: list[Tree], found: dict[str, str]) -> None:
    assert renamed(Document("a.md", {"levels": before}, {}), {"levels": after}) == found


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_level_that_is_removed_is_not_renamed(desk: tuple[Path, Client, str], at: int) -> None:
    _, client, _ = desk
    file = "docs/lika-villkor/index.md"
    response = send(client, fields_of(send(client, open_form(client, file), f"remove:levels/{at}").text), "save")
    assert 'value="save:follow"' not in response.text
    assert 'value="save:clear"' in response.text, refused(response)


def test_what_is_renamed_and_what_is_removed_go_in_one_save(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    pairs = [(name, value) for name, value in open_form(client, PLAN) if not name.startswith("targets/0/")]
    first = next(name for name, _ in pairs if name.startswith("activities/") and name.endswith("/id"))
    asked = send(client, [(name, "nytt-namn" if name == first else value) for name, value in pairs], "save")
    assert asked.status_code == 409 and 'value="save:follow"' in asked.text, refused(asked)
    again = send(client, fields_of(asked.text), "save:follow")
    assert again.status_code == 409 and 'value="save:clear"' in again.text, refused(again)
    assert texts(root) == before
    saved = send(client, fields_of(again.text), "save:clear")
    assert saved.status_code == 303, refused(saved)
    after = texts(root)
    old = dict(pairs)[first]
    assert not stops(load(root, draw=False).problems)
    changed = {file for file in before if after.get(file) != before[file]}
    assert f"{RESULTS}/2024.md" in changed, "its numbers of the removed target are gone"
    assert not any(f"id: {old}\n" in after.get(file, "") for file in changed)
