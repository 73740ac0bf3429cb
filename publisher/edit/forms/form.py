"""Forms: the fields of a kind of document, with their current values.

They are generated from the models' schemas, so that a new field of a model appears automatically.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, TypeAlias

from pydantic import BaseModel

from publisher.edit.forms.form_field import KEY, NEW, READY, VALUE, Field, Option, Widget
from publisher.edit.forms.ready_rows import NO_ROWS, Ready
from publisher.edit.forms.unplaced_rows import rows_of
from publisher.language import Language
from publisher.model.pools import Picks
from publisher.model.roles import Names, Path, Repeats, Role, models_in, roles_along
from publisher.model.translation import name_of_original
from publisher.read.field_tree import Fields, Tree
from publisher.read.scalar import Plain
from publisher.schema.examples import ID, SchemaPart, resolved
from publisher.schema.json_schema import schema

DATE: Final = "^([0-9]"
ADDRESS: Final = "^https?"
COLOUR: Final = "^#"

Reference: TypeAlias = Names | Repeats | Picks
Choices: TypeAlias = Callable[[Reference], Sequence[Option]]
"""Returns the choices for a reference: ids by title."""


def form_of(
    kind: str, model: type[BaseModel], tree: Fields, language: Language, choices: Choices, ready: Ready = NO_ROWS
) -> tuple[Field, ...]:
    """Return the fields of a document, in the order of its schema, with the values of `tree` and its `ready` rows."""
    made = _schema(kind, model, language.code)
    builder = _Builder(model, made.get("definitions", {}), language, choices, ready)
    return tuple(builder.fields(made, tree, "", ()))


@cache  # One request asks for the same schema several times, and it takes as long as all the rest of a form.
def _schema(kind: str, model: type[BaseModel], code: str) -> SchemaPart:
    return schema(kind, model, Language(code))


@dataclass(frozen=True, slots=True)
class _Builder:
    model: type[BaseModel]
    parts: SchemaPart
    language: Language
    choices: Choices
    ready: Ready

    def fields(self, made: SchemaPart, tree: Tree | None, name: str, path: Path) -> Iterator[Field]:
        """Yield the fields of one mapping."""
        required = made.get("required", ())
        for key, each in made["properties"].items():
            held = tree.get(key) if isinstance(tree, Mapping) else None
            below = f"{name}/{key}" if name else key
            field = self.field(each, key, held, below, (*path, key))
            made_up = key == "id" and NEW in below.split("/")
            yield replace(field, required=key in required and not made_up)

    def field(self, made: SchemaPart, key: str, held: Tree | None, name: str, path: Path) -> Field:
        """Return a field by its schema."""
        inner = resolved(made, self.parts)
        # A list of one or several always offers one more.
        several = next((form for form in made.get("anyOf", ()) if form.get("type") == "array"), None)
        single = several is not None and several["items"] in made["anyOf"]
        inner = several if several is not None and single else inner
        bare = Field(key, name, path, str(made.get("title", "")), self.hint(made, key, path), Widget.LINE)
        bare = replace(bare, single=single)
        if "properties" in inner:
            return self.group(bare, made, inner, held)
        if inner.get("type") == "array":
            return self.list(bare, inner, held)
        if inner.get("type") == "object":
            return self.rows(bare, inner, held)
        return self.scalar(bare, inner, held)

    def hint(self, made: SchemaPart, key: str, path: Path) -> str:
        """Return the explanation of a field; what the schema says about file syntax is left out."""
        named = self._named(path, keys=False)
        if named is not None and not self.choices(named):
            return self.language.text("edit.nothing-to-choose")
        own = self.language.field_key(key, _holder(self.model, path)).replace("field.", "edit.hint.", 1)
        if self.language.has(own):
            return self.language.text(own)
        return str(made.get("description", "")) if named is None else ""

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
        """Return what a schema refers to, before one of its alternatives is chosen."""
        if "allOf" in made:
            made = made["allOf"][0]
        found: SchemaPart = self.parts[made["$ref"].rpartition("/")[2]] if "$ref" in made else made
        return found

    def list(self, bare: Field, inner: SchemaPart, held: Tree | None) -> Field:
        members = held if isinstance(held, list) else [held] if bare.single and held else []

        def member(at: int | str, value: Tree | None) -> Field:
            place = at if isinstance(at, int) else 0
            return self.field(inner["items"], bare.key, value, f"{bare.name}/{at}", (*bare.path, place))

        fields = tuple(member(at, value) for at, value in enumerate(members))
        return replace(bare, widget=Widget.LIST, fields=fields, blank=member(NEW, None))

    def rows(self, bare: Field, inner: SchemaPart, held: Tree | None) -> Field:
        ((_, each),) = inner.get("patternProperties", {"": inner["additionalProperties"]}).items()
        members = list(rows_of(held))
        named = self._named(bare.path, keys=True)

        def member(at: int | str, key: str, value: Tree | None, has_place: bool = True) -> Field:  # noqa: FBT001, FBT002
            name, path = f"{bare.name}/{at}", (*bare.path, key)
            widget = Widget.LINE if named is None else Widget.CHOICE
            choices = () if named is None else _also(self.choices(named), key)
            called = self.language.text(f"edit.key.{_sort(named)}")
            first = Field(KEY, f"{name}/{KEY}", path, called, "", widget, required=True, value=key, choices=choices)
            first = replace(first, unplaced=not has_place)
            second = self.field(each, VALUE, value, f"{name}/{VALUE}", path)
            title = second.title or self.language.text("edit.value")
            return Field(bare.key, name, path, "", "", Widget.GROUP, fields=(first, replace(second, title=title)))

        def held_row(at: int, key: str, value: Tree | None, has_place: bool) -> Field:  # noqa: FBT001
            row = member(at, key, value, has_place)
            empty = replace(row.fields[1], unplaced=value is None)
            return replace(row, fields=(row.fields[0], empty))

        fields = [held_row(at, *row) for at, row in enumerate(members)]
        known = {key for key, *_ in members}
        waiting = [row for row in (self.ready(named, bare.path) if named else ()) if row.key not in known]
        for at, row in enumerate(waiting):
            made = member(f"{READY}{at}", row.key, dict(row.values) or None)
            fields.append(replace(made, hint=row.hint, ready=True, asks=row.asks))
        return replace(bare, widget=Widget.ROWS, fields=tuple(fields), blank=member(NEW, "", None))

    def scalar(self, bare: Field, inner: SchemaPart, held: Tree | None) -> Field:
        value = held if isinstance(held, str) else ""
        if "const" in inner:
            return replace(bare, widget=Widget.FIXED, value=value or str(inner["const"]))
        named = self._named(bare.path, keys=False)
        if named is not None:
            above = bare.name.rpartition("/")[0]
            own = tuple(f"{above}/{key}" for key in (named.own if isinstance(named, Picks) else ()))
            choices = _also(self.choices(named), value)
            return replace(bare, widget=Widget.CHOICE, value=value, choices=choices, own=own)
        if "enum" in inner:
            if "enumDescriptions" not in inner:
                # Values that only files use, such as a document's kind, are no choices.
                return replace(bare, widget=Widget.FIXED, value=value)
            titles = inner["enumDescriptions"]
            choices = tuple(Option(str(each), title) for each, title in zip(inner["enum"], titles, strict=True))
            return replace(bare, widget=Widget.CHOICE, value=value, choices=_also(choices, value))
        if inner.get("type") == "boolean":
            yes, no = (Option(each, self.language.text(f"edit.{each}")) for each in ("true", "false"))
            return replace(bare, widget=Widget.CHOICE, value=value.lower(), choices=(yes, no))
        if bare.key == "id" and NEW in bare.name.split("/"):
            # A new member gets its id from its title.
            return replace(bare, widget=Widget.ID, hint=self.language.text("edit.hint.new-id"))
        return replace(bare, widget=self._widget(bare.path, inner, held), value=self._as_written(inner, value))

    def _widget(self, path: Path, inner: SchemaPart, held: Tree | None) -> Widget:
        pattern = str(inner.get("pattern", ""))
        by_pattern = {DATE: Widget.DATE, ADDRESS: Widget.ADDRESS, COLOUR: Widget.COLOUR, ID: Widget.ID}
        found = next((widget for start, widget in by_pattern.items() if pattern.startswith(start)), None)
        if found:
            return found
        if inner.get("type") in {"number", "integer"}:
            return Widget.NUMBER
        prose = Role.PROSE in roles_along(self.model, path)[0] or "\n" in str(held or "")
        return Widget.PROSE if prose else Widget.LINE

    def _as_written(self, inner: SchemaPart, value: str) -> str:
        """Return a value as people write it: a number with the language's decimal separator."""
        if inner.get("type") == "number" and isinstance(value, Plain):
            return value.replace(".", self.language.decimal)
        return str(value)

    def _named(self, path: Path, *, keys: bool) -> Reference | None:
        """Return what a field refers to, or None."""
        roles, _ = roles_along(self.model, path)
        return next((role for role in roles if isinstance(role, Reference) and role.keys == keys), None)


def _also(choices: Sequence[Option], value: str) -> tuple[Option, ...]:
    """Return choices including the current value, even if it is no longer a choice."""
    known = not value or any(choice.value == value for choice in choices)
    if known:
        return tuple(choices)
    # An author may have written the title instead of the id.
    others = (choice for choice in choices if choice.title.casefold() != value.casefold())
    return (*others, Option(value, value))


def _sort(reference: Reference | None) -> str:
    """Return the sort of keys of rows: nodes of a kind, values of a pool, or periods."""
    if reference is None:
        return "period"
    return reference.pool if isinstance(reference, Picks) else reference.kind


@cache
def _holder(model: type[BaseModel], path: Path) -> str:
    """Return the name of the model that contains the last field on a path in a file."""
    name, models = "", [model]
    for key in path:
        for each in models:
            field = next((f for n, f in each.model_fields.items() if key in (n, f.alias)), None)
            if field is not None:
                name, models = name_of_original(each), [*models_in(field.annotation)]
                break
    return name
