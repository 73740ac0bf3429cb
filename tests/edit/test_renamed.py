"""Whether a member of a list was given another id or is gone is known by what it says, never by its place."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.consequences.following import renamed
from publisher.read.document import Document
from publisher.read.field_tree import Tree
from tests.edit.filling import fields_of, open_form, refused, send

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
