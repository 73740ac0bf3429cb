"""One field of a form: what it is called, how it is filled in, and what it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from publisher.model.roles import Path

# The names of a member's key and value, where a mapping is shown as rows.
KEY: Final = "@key"
VALUE: Final = "@value"
# The place in a name where the position of a new member goes.
NEW: Final = "new"


class Widget(StrEnum):
    """How a field is filled in."""

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
    """One value to choose, and what it is called."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: `name` in the form, `path` in the file, what it is called and means, and what it holds.

    `fields` are those of a group, or the members of a list or of rows; `blank` is a new member. `short` is the key of a
    group for which its value alone may stand. A list may be `single`: its one member needs no list in the file.
    A field `translates` where the original of a translation says something.
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
        """Whether the field holds anything now."""
        return bool(self.value or any(field.filled for field in self.fields))

    @property
    def shown(self) -> bool:
        """Whether there is something to see: what the field holds, or what its original says."""
        return bool(self.value or self.translates or any(field.shown for field in self.fields))

    def holding(self, value: str) -> "Field":
        """Return the field with another value."""
        return replace(self, value=value)

    def without(self, above: str) -> "Field":
        """Return the field, and those within it, by names that do not begin with `above`."""
        inner = tuple(field.without(above) for field in self.fields)
        blank = self.blank and self.blank.without(above)
        return replace(self, name=self.name.removeprefix(f"{above}/"), fields=inner, blank=blank)


def every(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield fields and all fields within them."""
    for field in fields:
        yield field
        yield from every(field.fields)
