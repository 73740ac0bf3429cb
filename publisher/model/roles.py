"""Field roles, declared with each field: `responsible: Annotated[Id | None, Names(BODY, RESPONSIBLE)]`.

Whatever needs to know a field's meaning reads it here: references, locks, changes, reviews and schemas keep no lists of
field names. A single walk over a value yields every place where a role occurs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, get_args

from pydantic import BaseModel

from publisher.model.pools import Picks

Path: TypeAlias = tuple[str | int, ...]


class NodeKind(StrEnum):
    """The kind of a node, as a target of references. Both sorts of chapter are one kind here."""

    STRATEGY = "strategy"
    CHAPTER = "chapter"
    OBJECTIVE = "objective"
    COMMITMENT = "commitment"
    PLAN = "plan"
    RESULT = "result"
    BODY = "body"
    INDICATOR = "indicator"
    ARTICLE = "article"


class Relation(StrEnum):
    """What a reference says about its source."""

    BELONGS_TO = "belongs-to"
    SERVES = "serves"
    RESPONSIBLE = "responsible"
    PARTNER = "partner"
    MEASURED_BY = "measured-by"
    ACCOUNTS_FOR = "accounts-for"
    REPLACES = "replaces"
    PART_OF = "part-of"
    DECIDED_BY = "decided-by"
    JUDGED_BY = "judged-by"
    JUDGES = "judges"
    TAKEN_OVER_BY = "taken-over-by"


class Role(Enum):
    """The role of a field for readers of a publication, beside its type."""

    LEAD = "lead"
    """A text that says briefly what something is. It counts as prose too."""
    PROSE = "prose"  # whole sentences
    TITLE = "title"  # a name or heading
    TERM = "term"
    """A word that is translated but neither a name nor a sentence: the name of a unit or a group of readers."""
    QUOTED = "quoted"
    """Quoted text, whose style is not the author's."""
    PROMISE = "promise"
    """Part of what was decided, and locked with it."""
    LATER = "later"
    """Inside a decided part: what is decided or reported later, and not locked."""
    INCIDENTAL = "incidental"
    """Irrelevant to changes of its owner: its own id, its former ids, its date."""
    KEY = "key"
    """Identifies a member of a list."""
    PAST = "past"
    """A day in the past: never later than the publication itself."""


@dataclass(frozen=True, slots=True)
class Names:
    """The field holds the ids of other nodes: of which kind, and what the reference means.

    `detail` is the field beside it that names which part of the source refers. With `keys`, the ids are the keys of a
    mapping. `also` is a second kind that the field may refer to.
    """

    kind: NodeKind
    relation: Relation
    detail: str = ""
    keys: bool = False
    also: NodeKind | None = None

    @property
    def kinds(self) -> tuple[NodeKind, ...]:
        """All kinds that the field may refer to, the usual one first."""
        return (self.kind, self.also) if self.also else (self.kind,)


@dataclass(frozen=True, slots=True)
class Repeats:
    """The field repeats ids that another field refers to, such as the total of a share; not a reference of its own."""

    kind: NodeKind
    keys: bool = False

    @property
    def kinds(self) -> tuple[NodeKind, ...]:
        """The kind that the field may refer to."""
        return (self.kind,)


@dataclass(frozen=True, slots=True)
class Members:
    """The field is a list of members with ids of their own: nodes of the publication, if `nodes` is set."""

    nodes: bool = True


class Leaf(NamedTuple):
    """A value that has a role: its path in the file, the role, and the models that contain it, innermost last."""

    path: Path
    value: Any
    role: Any
    holders: tuple[BaseModel, ...]


class _Field(NamedTuple):
    name: str
    key: str
    roles: tuple[object, ...]


def leaves(value: BaseModel, role: object) -> Iterator[Leaf]:
    """Yield each value in a model, at any depth, whose field has a role: a member of Role, or a class such as Names.

    Members of lists and keys of mappings are yielded one by one, in field order; None is skipped.
    """
    yield from _leaves(value, role, (), (value,))


def _leaves(value: BaseModel, role: object, path: Path, holders: tuple[BaseModel, ...]) -> Iterator[Leaf]:
    for field in _leading(type(value), role):
        held = getattr(value, field.name)
        if held is None or held == () or held == {}:
            continue
        here = (*path, field.key)
        for played in field.roles:
            yield from _played(held, played, here, holders)
        yield from _within(held, role, here, holders)


def _played(held: object, role: object, path: Path, holders: tuple[BaseModel, ...]) -> Iterator[Leaf]:
    """Yield the values of one field that has the role itself."""
    if isinstance(held, Mapping):
        yield from (Leaf((*path, key), key, role, holders) for key in held)
    elif isinstance(held, tuple):
        yield from (Leaf((*path, at), each, role, holders) for at, each in enumerate(held))
    else:
        yield Leaf(path, held, role, holders)


def _within(held: object, role: object, path: Path, holders: tuple[BaseModel, ...]) -> Iterator[Leaf]:
    """Yield the values with the role inside the models that a field holds."""
    if isinstance(held, BaseModel):
        yield from _leaves(held, role, path, (*holders, held))
    elif isinstance(held, tuple | Mapping):
        for key, each in held.items() if isinstance(held, Mapping) else enumerate(held):
            if isinstance(each, BaseModel):
                yield from _leaves(each, role, (*path, key if isinstance(key, int) else str(key)), (*holders, each))


@cache  # A large publication has thousands of values of a few models, and most of their fields contain no role.
def _leading(model: type[BaseModel], role: object) -> tuple[_Field, ...]:
    """Return the fields of a model that have a role, or hold models in which one occurs."""
    found = []
    for name, field in model.model_fields.items():
        roles = tuple(each for each in field.metadata if _plays(each, role))
        if roles or any(_leading(inner, role) for inner in models_in(field.annotation)):
            found.append(_Field(name, field.alias or name, roles))
    return tuple(found)


def _plays(role: object, asked: object) -> bool:
    if role is Role.LEAD and asked is Role.PROSE:
        return True
    return isinstance(role, asked) if isinstance(asked, type) else role is asked


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models that a field of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


@cache
def fields_playing(model: type[BaseModel], role: object) -> tuple[str, ...]:
    """Return the names of a model's own fields that have a role, in order."""
    return tuple(
        name for name, field in model.model_fields.items() if any(_plays(each, role) for each in field.metadata)
    )


def roles_along(model: type[BaseModel], path: Path) -> tuple[frozenset[object], frozenset[object]]:
    """Return the roles of the last field on a path in a file, and those of all its ancestors."""
    last: frozenset[object] = frozenset()
    above: frozenset[object] = frozenset()
    models: tuple[type[BaseModel], ...] = (model,)
    for key in path:
        # Or else it is an index of a list, or a key of a mapping.
        if found := next((field for each in models if (field := _keyed(each).get(key))), None):
            above |= last
            last, models = found
    return (last | {Role.PROSE} if Role.LEAD in last else last), above


@cache
def _keyed(model: type[BaseModel]) -> dict[str | int, tuple[frozenset[object], tuple[type[BaseModel], ...]]]:
    """Return the roles of each field of a model and the models that it can hold, by its name and its key in files."""
    kinds = Role | Names | Repeats | Picks | Members
    return {key: (frozenset(one for one in field.metadata if isinstance(one, kinds)), (*models_in(field.annotation),))
            for name, field in model.model_fields.items() for key in (field.alias or name, name)}  # fmt: skip


_Words = TypeVar("_Words", bound=type[StrEnum])
_WORDS: Final[dict[type[StrEnum], str]] = {}


def worded(prefix: str) -> Callable[[_Words], _Words]:
    """Declare the prefix of the catalogue keys for the values of an enumeration."""

    def register(values: _Words) -> _Words:
        _WORDS[values] = prefix
        return values

    return register


def word_key(value: StrEnum) -> str:
    """Return the catalogue key for an enumeration value. Raises KeyError if its type has none."""
    return f"{_WORDS[type(value)]}.{value}"


def words_prefix(annotation: object) -> str:
    """Return the prefix of the catalogue keys for the enumeration that a field takes, or ""."""
    if isinstance(annotation, type):
        return _WORDS.get(annotation, "")
    return next((found for part in get_args(annotation) if (found := words_prefix(part))), "")


def has_words(values: type[object]) -> bool:
    """Return whether the catalogues have words for the values of a type."""
    return values in _WORDS
