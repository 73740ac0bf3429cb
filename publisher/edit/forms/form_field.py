"""One field of a form: its title, its input element and its value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from publisher.model.roles import Path

# The names of a member's key and value, if a mapping is shown as rows.
KEY: Final = "@key"
VALUE: Final = "@value"
# The placeholder in a name for the position of a new member.
NEW: Final = "new"


class Widget(StrEnum):
    """The input element of a field."""

    LINE = "line"
    PROSE = "prose"
    NUMBER = "number"
    DATE = "date"
    ADDRESS = "address"
    ID = "id"
    CHOICE = "choice"
    FIXED = "fixed"
    GROUP = "group"
    LIST = "list"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose, and its label."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: `name` in the form, `path` in the file, its title, its explanation and its value.

    `fields` are those of a group, or the members of a list or of rows; `blank` is a new member. `short` is the key of a
    group that has a short form, with this value alone. A list may be `single`: one member alone needs no list in the
    file. A field `translates` if the original has a text for it.
    """

    key: str
    name: str
    path: Path
    title: str
    hint: str
    widget: Widget
    required: bool = False
    value: str = ""
    choices: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    blank: "Field | None" = None
    short: str = ""
    single: bool = False
    translates: bool = False

    @property
    def filled(self) -> bool:
        """Whether the field has a value now."""
        return bool(self.value or any(field.filled for field in self.fields))

    @property
    def shown(self) -> bool:
        """Whether there is something to show: its own value, or the original's text."""
        return bool(self.value or self.translates or any(field.shown for field in self.fields))

    def holding(self, value: str) -> "Field":
        """Return the field with another value."""
        return replace(self, value=value)

    def without(self, above: str) -> "Field":
        """Return the field, and those within it, with the prefix `above` removed from their names."""
        inner = tuple(field.without(above) for field in self.fields)
        blank = self.blank and self.blank.without(above)
        return replace(self, name=self.name.removeprefix(f"{above}/"), fields=inner, blank=blank)


def every(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield fields and all fields within them."""
    for field in fields:
        yield field
        yield from every(field.fields)
