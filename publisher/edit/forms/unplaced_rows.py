"""Rows of a form that a mapping has no place for: without a key or a value, or with the key of another row."""

from collections.abc import Iterable, Mapping, Sequence

from publisher.read.field_tree import Fields, Tree


class PartialMapping(dict[str, Tree]):
    """A mapping filled in as rows, not all of which have a place in it.

    `rows` are all of them in order, as key and value, None if it is empty: of several with one key, the first has the
    place.
    """

    def __init__(self, rows: Sequence[tuple[str, Tree | None]]) -> None:
        self.rows = tuple(rows)
        super().__init__()
        for key, value in self.rows:
            if key and value is not None:
                self.setdefault(key, value)

    def __eq__(self, other: object) -> bool:
        """Return whether the other has the same rows: no mapping has those without a place."""
        return isinstance(other, PartialMapping) and self.rows == other.rows

    def __ne__(self, other: object) -> bool:
        """Return whether the other has other rows."""
        return not self == other

    __hash__ = None  # as every mapping that can be changed


def mapping_of(rows: Sequence[tuple[str, Tree | None]]) -> dict[str, Tree]:
    """Return rows of keys and values as a mapping: a PartialMapping if it has no place for some of them."""
    made = {key: value for key, value in rows if key and value is not None}
    return made if len(made) == len(rows) else PartialMapping(rows)


def rows_of(held: Tree | None) -> Iterable[tuple[str, Tree | None, bool]]:
    """Yield the key, the value and whether the key has a place, for each row of a mapping; nothing for anything else.

    The value is None if it is empty.
    """
    pairs = held.rows if isinstance(held, PartialMapping) else held.items() if isinstance(held, Mapping) else ()
    seen = {""}
    for key, value in pairs:
        yield str(key), value, key not in seen
        if value is not None:
            seen.add(str(key))


def placed(tree: Fields) -> dict[str, Tree]:
    """Return a tree without mappings none of whose rows have a place: a file has no empty ones."""

    def inner(value: Tree) -> Tree:
        if isinstance(value, Mapping):
            return placed(value)
        return [inner(each) for each in value] if isinstance(value, list) else value

    lost = [key for key, value in tree.items() if isinstance(value, PartialMapping) and not value]
    return {key: inner(value) for key, value in tree.items() if key not in lost}
