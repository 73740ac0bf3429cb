"""Forms: what a document of a kind may hold as fields to fill in, with what it holds now.

They are made from the schemas of the models, so that a field that a model gains tomorrow has its place here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pydantic import BaseModel

from publisher.language import Language
from publisher.model.roles import Names, Path, Repeats, Role, roles_along
from publisher.read.field_tree import Fields, Tree
from publisher.read.scalar import Plain
from publisher.schema.examples import ID, SchemaPart, resolved
from publisher.schema.json_schema import schema

DATE: Final = "^([0-9]"
ADDRESS: Final = "^https?"
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
    group for which its value alone may stand.
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

    @property
    def filled(self) -> bool:
        """Whether the field holds anything now."""
        return bool(self.value or any(field.filled for field in self.fields))

    def holding(self, value: str) -> "Field":
        """Return the field with another value."""
        return replace(self, value=value)

    def without(self, above: str) -> "Field":
        """Return the field, and those within it, by names that do not begin with `above`."""
        inner = tuple(field.without(above) for field in self.fields)
        blank = self.blank and self.blank.without(above)
        return replace(self, name=self.name.removeprefix(f"{above}/"), fields=inner, blank=blank)


Choices = Callable[[Names | Repeats], Sequence[Option]]
"""Returns the choices for a reference: ids by title."""


def form_of(kind: str, model: type[BaseModel], tree: Fields, language: Language, choices: Choices) -> tuple[Field, ...]:
    """Return the fields of a document, in the order of its schema, with what `tree` holds."""
    made = schema(kind, model, language)
    builder = _Builder(model, made.get("definitions", {}), language, choices)
    return tuple(builder.fields(made, tree, "", ()))


@dataclass(frozen=True, slots=True)
class _Builder:
    model: type[BaseModel]
    parts: SchemaPart
    language: Language
    choices: Choices

    def fields(self, made: SchemaPart, tree: Tree | None, name: str, path: Path) -> Iterator[Field]:
        """Yield the fields of one mapping."""
        required = made.get("required", ())
        for key, each in made["properties"].items():
            held = tree.get(key) if isinstance(tree, Mapping) else None
            below = f"{name}/{key}" if name else key
            yield replace(self.field(each, key, held, below, (*path, key)), required=key in required)

    def field(self, made: SchemaPart, key: str, held: Tree | None, name: str, path: Path) -> Field:
        """Return a field by its schema."""
        inner = resolved(made, self.parts)
        if isinstance(held, list):
            # Of one or several, the file has several.
            inner = next((form for form in made.get("anyOf", ()) if form.get("type") == "array"), inner)
        bare = Field(key, name, path, str(made.get("title", "")), self.hint(made, key, path), Widget.LINE)
        if "properties" in inner:
            return self.group(bare, made, inner, held)
        if inner.get("type") == "array":
            return self.list(bare, inner, held)
        if inner.get("type") == "object":
            return self.rows(bare, inner, held)
        return self.scalar(bare, inner, held)

    def hint(self, made: SchemaPart, key: str, path: Path) -> str:
        """Return what a field means; what the schema says of how a file is written is nothing for a form."""
        own = f"edit.hint.{key}"
        if self.language.has(own):
            return self.language.text(own)
        return "" if self._named(path, keys=False) else str(made.get("description", ""))

    def group(self, bare: Field, made: SchemaPart, inner: SchemaPart, held: Tree | None) -> Field:
        short = ""
        if inner is not self._parts_of(made):
            # Of several forms this is the long one; the short one is the value of its first field.
            short = next(iter(inner["properties"]))
        if short and isinstance(held, str):
            held = {short: held}
        fields = tuple(self.fields(inner, held, bare.name, bare.path))
        return replace(bare, widget=Widget.GROUP, fields=fields, short=short)

    def _parts_of(self, made: SchemaPart) -> SchemaPart:
        """Return what a schema refers to, before one of its forms is chosen."""
        if "allOf" in made:
            made = made["allOf"][0]
        found: SchemaPart = self.parts[made["$ref"].rpartition("/")[2]] if "$ref" in made else made
        return found

    def list(self, bare: Field, inner: SchemaPart, held: Tree | None) -> Field:
        members = held if isinstance(held, list) else []

        def member(at: int | str, value: Tree | None) -> Field:
            place = at if isinstance(at, int) else 0
            return self.field(inner["items"], bare.key, value, f"{bare.name}/{at}", (*bare.path, place))

        fields = tuple(member(at, value) for at, value in enumerate(members))
        return replace(bare, widget=Widget.LIST, fields=fields, blank=member(NEW, None))

    def rows(self, bare: Field, inner: SchemaPart, held: Tree | None) -> Field:
        ((_, each),) = inner.get("patternProperties", {"": inner["additionalProperties"]}).items()
        members = held.items() if isinstance(held, Mapping) else ()

        def member(at: int | str, key: str, value: Tree | None) -> Field:
            name, path = f"{bare.name}/{at}", (*bare.path, key)
            known = self._named(bare.path, keys=True)
            widget = Widget.CHOICE if known else Widget.LINE
            choices = self._with(known, key)
            first = Field(KEY, f"{name}/{KEY}", path, bare.title, "", widget, required=True, value=key, choices=choices)
            second = self.field(each, VALUE, value, f"{name}/{VALUE}", path)
            title = second.title or self.language.text("edit.value")
            return Field(bare.key, name, path, "", "", Widget.GROUP, fields=(first, replace(second, title=title)))

        fields = tuple(member(at, str(key), value) for at, (key, value) in enumerate(members))
        return replace(bare, widget=Widget.ROWS, fields=fields, blank=member(NEW, "", None))

    def scalar(self, bare: Field, inner: SchemaPart, held: Tree | None) -> Field:
        value = held if isinstance(held, str) else ""
        if "const" in inner:
            return replace(bare, widget=Widget.FIXED, value=value or str(inner["const"]))
        if "enum" in inner:
            titles = inner.get("enumDescriptions", inner["enum"])
            choices = tuple(Option(str(each), title) for each, title in zip(inner["enum"], titles, strict=True))
            return replace(bare, widget=Widget.CHOICE, value=value, choices=_also(choices, value))
        if inner.get("type") == "boolean":
            yes, no = (Option(each, self.language.text(f"edit.{each}")) for each in ("true", "false"))
            return replace(bare, widget=Widget.CHOICE, value=value.lower(), choices=(yes, no))
        if known := self._named(bare.path, keys=False):
            return replace(bare, widget=Widget.CHOICE, value=value, choices=self._with(known, value))
        return replace(bare, widget=self._widget(bare.path, inner, held), value=self._shown(inner, value))

    def _widget(self, path: Path, inner: SchemaPart, held: Tree | None) -> Widget:
        pattern = str(inner.get("pattern", ""))
        by_pattern = {DATE: Widget.DATE, ADDRESS: Widget.ADDRESS, ID: Widget.ID}
        found = next((widget for start, widget in by_pattern.items() if pattern.startswith(start)), None)
        if found:
            return found
        if inner.get("type") in {"number", "integer"}:
            return Widget.NUMBER
        prose = Role.PROSE in roles_along(self.model, path)[0] or "\n" in str(held or "")
        return Widget.PROSE if prose else Widget.LINE

    def _shown(self, inner: SchemaPart, value: str) -> str:
        """Return a value as people write it: a number with the decimal separator of the language."""
        if inner.get("type") == "number" and isinstance(value, Plain):
            return value.replace(".", self.language.decimal)
        return str(value)

    def _named(self, path: Path, *, keys: bool) -> Sequence[Option]:
        roles, _ = roles_along(self.model, path)
        names = next((role for role in roles if isinstance(role, Names | Repeats) and role.keys == keys), None)
        return self.choices(names) if names else ()

    @staticmethod
    def _with(known: Sequence[Option], value: str) -> tuple[Option, ...]:
        return _also(tuple(known), value)


def _also(choices: tuple[Option, ...], value: str) -> tuple[Option, ...]:
    """Return choices with the value that stands there now, also where nobody may choose it any more."""
    known = not value or any(choice.value == value for choice in choices)
    return choices if known else (*choices, Option(value, value))


def every(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield fields and all fields within them."""
    for field in fields:
        yield field
        yield from every(field.fields)
