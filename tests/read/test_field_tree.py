"""A tree is asked by a path, and changed in a copy."""

import pytest

from publisher.read.field_tree import Tree, fields_at, members_at, text_at, value_at, with_value, without_value

TREE: dict[str, Tree] = {"a": {"b": ["x", {"c": "y"}]}, "d": "z"}


def test_what_stands_at_a_path_is_found() -> None:
    assert value_at(TREE, ()) == TREE
    assert text_at(TREE, ("a", "b", 1, "c")) == "y"
    assert members_at(TREE, ("a", "b")) == ["x", {"c": "y"}]
    assert fields_at(TREE, ("a", "b", 1)) == {"c": "y"}


@pytest.mark.parametrize("path", [("x",), ("a", "b", 2), ("a", "b", -1), ("a", "b", "0"), ("d", "e"), ("a", 0)])
def test_nothing_stands_where_a_path_leads_nowhere(path: tuple[str | int, ...]) -> None:
    assert (value_at(TREE, path), text_at(TREE, path), members_at(TREE, path), fields_at(TREE, path)) == (
        None,
        "",
        [],
        {},
    )


def test_another_value_stands_in_a_copy() -> None:
    assert with_value(TREE, ("a", "b", 0), "w") == {"a": {"b": ["w", {"c": "y"}]}, "d": "z"}
    assert with_value(TREE, ("a", "b", 1, "c"), ["v"]) == {"a": {"b": ["x", {"c": ["v"]}]}, "d": "z"}
    assert TREE == {"a": {"b": ["x", {"c": "y"}]}, "d": "z"}
    with pytest.raises(KeyError):
        with_value(TREE, ("d", "e"), "")


def test_what_goes_takes_what_it_was_all_of_with_it() -> None:
    assert without_value(TREE, ("a", "b", 1, "c")) == {"a": {"b": ["x"]}, "d": "z"}
    assert without_value({"a": {"b": ["x"]}, "d": "z"}, ("a", "b", 0)) == {"d": "z"}
