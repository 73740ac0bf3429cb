"""Long lists of choices that stand once on a page, however many fields of a form have them."""

from collections.abc import Iterable, Iterator
from typing import Final

from publisher.edit.forms.form_field import Field, Option

# As many have a search in the browser, which takes them from where they stand.
_LEAST: Final = 10


class SharedChoices:
    """The lists of choices of a form's `fields` that stand apart from them, and their names on the page.

    A field whose value is in no list has one of its own.
    """

    def __init__(self, fields: Iterable[Field]) -> None:
        # A form has the same tuple for all fields of one reference; to compare them would take as long as to draw them.
        self._names: dict[int, str] = {}
        self.lists: list[tuple[str, tuple[Option, ...]]] = []
        for field in _with_blanks(fields):
            if len(field.choices) >= _LEAST and id(field.choices) not in self._names:
                self._names[id(field.choices)] = name = f"choices-{len(self.lists) + 1}"
                self.lists.append((name, field.choices))

    def name_of(self, field: Field) -> str:
        """Return the name of the list that a field has its choices from, or "" if it has them itself."""
        return self._names.get(id(field.choices), "")


def _with_blanks(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _with_blanks(field.fields)
        if field.blank:
            yield from _with_blanks((field.blank,))
