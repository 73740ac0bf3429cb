"""One field of a form: its title, its input element and its value."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from publisher.model.roles import Path

# The names of a member's key and value, if a mapping is shown as rows.
KEY: Final = "@key"
VALUE: Final = "@value"
# The name of the key in a cell of a table: every row has a cell for each column, and an empty one is nothing.
COLUMN: Final = "@column"
# The placeholder in a name for the position of a new member.
NEW: Final = "new"
# The beginning of the position of a row that the file does not have yet.
READY: Final = "ready"


class Widget(StrEnum):
    """The input element of a field."""

    LINE = "line"
    PROSE = "prose"
    NUMBER = "number"
    DATE = "date"
    ADDRESS = "address"
    COLOUR = "colour"
    ID = "id"
    CHOICE = "choice"
    FIXED = "fixed"
    GROUP = "group"
    LIST = "list"
    ROWS = "rows"


_IN_A_LINE: Final = frozenset({Widget.LINE, Widget.DATE})
# The keys of what tells members apart that are called the same.
_WHEN: Final = frozenset({"year", "date"})


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose, its label, and other words that it is found by."""

    value: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A row of a mapping to be filled in: its key, an explanation, and the values that its fields begin with.

    `asks` are the keys of the fields that are mostly filled in; the others are folded. Without any, all are alike.
    """

    key: str
    hint: str = ""
    values: tuple[tuple[str, str], ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: `name` in the form, `path` in the file, its title, its explanation and its value.

    `fields` are those of a group, or the members of a list or of rows; `blank` is a new member. `short` is the key of a
    group that has a short form, with this value alone. A list may be `single`: one member alone needs no list in the
    file. A field `translates` if the original has a text for it. A row is `ready` if the file does not have it yet. The
    key of a row is `unplaced` if it is empty, or if another row has it already, and so is its value if it is empty. A
    list is `parallel` if its members are those of the original, in the same order; `original` is the text of one there.
    `own` are the names of the fields for words that are no choice; the last takes what was typed.
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
    ready: bool = False
    asks: tuple[str, ...] = ()
    unplaced: bool = False
    parallel: bool = False
    original: str = ""
    own: tuple[str, ...] = ()

    @property
    def unplaced_rows(self) -> Iterator[tuple["Field", "Field"]]:
        """The key, and the field of key or value that needs to be filled in, of each row without a place."""
        for row in self.fields if self.widget is Widget.ROWS else ():
            key, value = row.fields
            if key.unplaced:
                yield key, key
            if value.unplaced:
                yield key, next((each for each in value.fields if each.key == value.short), value)

    @property
    def is_by_period(self) -> bool:
        """Whether it has a row of fields for each period, which is a table."""
        parts = self.blank.fields if self.widget is Widget.ROWS and self.blank else ()
        return bool(parts) and parts[0].widget is Widget.LINE and parts[1].widget is Widget.GROUP

    @property
    def filled(self) -> bool:
        """Whether the field has a value now."""
        return not self.ready and bool(self.value or any(field.filled for field in self.fields))

    @property
    def waiting(self) -> bool:
        """Whether rows stand ready in it to be filled in."""
        return any(field.ready or (field.widget is Widget.GROUP and field.waiting) for field in self.fields)

    @property
    def called(self) -> str:
        """What a member of a list is called by people: its title, or the title of what it is about, or ""."""
        return next(filter(None, (field.in_words for field in self.fields)), "")

    def called_among(self, members: Sequence["Field"]) -> str:
        """Return what it is called, with its year or day if another of the members is called the same."""
        called = self.called
        same = called and sum(each.called == called for each in members) > 1
        when = next((field.value for field in self.fields if field.key in _WHEN and field.value), "") if same else ""
        return f"{called} ({when})" if when and when != called else called

    @property
    def in_words(self) -> str:
        """Its value as people see it: the label of a choice, or a line of text; "" for anything else."""
        if self.widget is Widget.CHOICE:
            return next((choice.title for choice in self.choices if choice.value == self.value), "")
        return self.value if self.widget in _IN_A_LINE else ""

    @property
    def shown(self) -> bool:
        """Whether there is something to show: its own value, or the original's text."""
        return not self.ready and bool(self.value or self.translates or any(field.shown for field in self.fields))

    def holding(self, value: str) -> "Field":
        """Return the field with another value."""
        return replace(self, value=value)

    def without(self, above: str) -> "Field":
        """Return the field, and those within it, with the prefix `above` removed from their names."""
        inner = tuple(field.without(above) for field in self.fields)
        blank = self.blank and self.blank.without(above)
        own = tuple(each.removeprefix(f"{above}/") for each in self.own)
        return replace(self, name=self.name.removeprefix(f"{above}/"), fields=inner, blank=blank, own=own)


def every(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield fields and all fields within them."""
    for field in fields:
        yield field
        yield from every(field.fields)


def labels(fields: Sequence[Field], member: str, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name of each field and its label, with what it belongs to by title: "Andel med jobb, Ansvarig".

    `member` is the word before the number of a list's member that has no title.
    """
    for field in fields:
        # The value of a row has no title of its own if it has fields.
        title = "" if field.key == VALUE and field.fields else field.title
        own = ", ".join(filter(None, (above, title)))
        yield field.name, own
        if field.widget not in {Widget.LIST, Widget.ROWS}:
            yield from labels(field.fields, member, own)
            continue
        for number, each in enumerate(field.fields, 1):
            title = ", ".join(filter(None, (above, each.called or f"{field.title}, {member} {number}")))
            yield each.name, title
            yield from labels(each.fields, member, title)


def containing(fields: Iterable[Field], names: Collection[str]) -> frozenset[str]:
    """Return the names of those fields that are, or contain, one of the fields with the given names."""
    return frozenset(field.name for field in fields for name in names if f"{name}/".startswith(f"{field.name}/"))


def with_those_above(names: Iterable[str]) -> frozenset[str]:
    """Return the names of fields, and the names of all that they are in."""
    return frozenset("/".join(parts[:length]) for name in names
                     for parts in [name.split("/")] for length in range(1, len(parts) + 1))  # fmt: skip
