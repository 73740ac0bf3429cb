"""Changes: what was added, changed and removed between two states, node by node and field by field.

Typed values are compared field by field, so that a field added to a model is compared too.
"""
# One meaning, so one file.

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from publisher.kinds import OWN_DOCUMENT
from publisher.link.graph.in_language import texts_in
from publisher.link.graph.node import Entry, Node
from publisher.link.publication import Publication
from publisher.model.parts import Decision
from publisher.model.roles import Members, NodeKind, Role, fields_playing
from publisher.model.translation import Way

# The Markdown body of a document, treated like a field.
PROSE: Final = "prose"
# A document's texts in another language, treated like a field; the key is the code of the language.
TRANSLATION: Final = "translation"


class Act(StrEnum):
    """The kind of a change."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldStep:
    """One step of a path to a value: the field, and the member by `key` and `title` if the field is a list.

    `prose` says that the field holds sentences, which are compared word by word.
    """

    field: str
    key: str = ""
    title: str = ""
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the path to the value from the node `id`; an empty path means that the node was added or removed."""

    act: Act
    id: str
    kind: NodeKind
    steps: tuple[FieldStep, ...] = ()
    before: Any = None
    after: Any = None

    @property
    def is_translation(self) -> bool:
        """Whether only what stands in another language is another than before."""
        return bool(self.steps) and self.steps[0].field == TRANSLATION

    @property
    def decision(self) -> Decision | None:
        """The decision that the change added, alone or with a verdict on a target; None without one."""
        found = getattr(self.after, "decision", self.after) if self.act is Act.ADDED else None
        return found if isinstance(found, Decision) else None


Found: TypeAlias = tuple[Act, tuple[FieldStep, ...], object, object]
# The translated fields of a node, and the words of its Markdown.
Texts: TypeAlias = tuple[Mapping[Way, str], list[str]]


def changes(before: Publication, after: Publication) -> tuple[Change, ...]:
    """Return the changes between two publications, in the order of the later one: removals, then translations last."""
    return (*compare(before.nodes, after.nodes), *_translations(before, after))


def _translations(before: Publication, after: Publication) -> Iterator[Change]:
    """Yield a change for each node and language with other translated texts than before, unless the node is new."""
    former = former_ids(after.nodes.values())
    earlier = {_today(name, former) if name not in after.nodes else name: name for name in before.nodes}
    for code in dict.fromkeys((*after.tongues, *before.tongues)):
        for name, node in after.nodes.items():
            if name in earlier:
                old = _texts_in(before.nodes[earlier[name]], before.tongues.get(code, {}))
                new = _texts_in(node, after.tongues.get(code, {}))
                yield from _translation(node, code, old, new)


def translated(node: Node, code: str, before: Entry | None, after: Entry | None) -> Iterator[Change]:
    """Yield the change, if any, of a node's texts between two versions of its document's translation."""
    names = (node.id, *getattr(node.value, "formerly", ()))

    def texts(entry: Entry | None) -> Texts:
        """Return the texts under whichever of its ids the node had in that version."""
        known = (replace(node, id=name) for name in names)
        return next((found for each in known if any(found := _texts_in(each, {node.document.file: entry}))), ({}, []))

    yield from _translation(node, code, texts(before), texts(after))


def _translation(node: Node, code: str, old: Texts, new: Texts) -> Iterator[Change]:
    if old != new:
        act = Act.CHANGED if any(old) and any(new) else Act.ADDED if any(new) else Act.REMOVED
        yield Change(act, node.id, node.kind, (FieldStep(TRANSLATION, code, prose=True),))


def _texts_in(node: Node, entries: Mapping[str, Entry | None]) -> Texts:
    """Return the translated fields of a node, and the words of its Markdown in the translation."""
    entry = entries.get(node.document.file)
    body = entry.document.body.split() if entry and node.kind in OWN_DOCUMENT else []
    return {way: " ".join(text.split()) for way, text in texts_in(node, entry).items()}, body


def compare(
    before: Mapping[str, Node], after: Mapping[str, Node], renamed: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Return the changes between two sets of nodes, under current ids; renamed nodes are matched by their former ids.

    `renamed` maps former ids to current ones for nodes outside these sets. A reference that only follows a renaming is
    no change.
    """
    former = {**(renamed or {}), **former_ids(after.values())}
    earlier = {_today(name, former) if name not in after else name: node for name, node in before.items()}
    found = []
    for name, node in after.items():
        now = _today(name, former)
        if name in earlier:
            differing = _compare_nodes(earlier[name], node, former)
            found += [Change(act, now, node.kind, steps, old, new) for act, steps, old, new in differing]
        else:
            found.append(Change(Act.ADDED, now, node.kind, (), None, node))
    gone = [(_today(name, former), node) for name, node in earlier.items() if name not in after]
    return (*found, *(Change(Act.REMOVED, name, node.kind, (), node, None) for name, node in gone))


def details(change: Change) -> tuple[Change, ...]:
    """Return a change of single values: for a node or a model that was added or removed, each of its values.

    A change of a value that is single already, or a node without values of its own, is returned as it is.
    """
    if change.act is Act.CHANGED:
        return (change,)
    value = change.before if change.act is Act.REMOVED else change.after
    passed: frozenset[str] = frozenset()
    if isinstance(value, Node):
        value = value.value
        passed = frozenset((*fields_playing(type(value), Role.INCIDENTAL), *fields_playing(type(value), Members)))
    found = _single(value, change.steps, passed)
    if change.act is Act.REMOVED:
        return tuple(replace(change, steps=steps, before=each) for steps, each in found) or (change,)
    return tuple(replace(change, steps=steps, after=each) for steps, each in found) or (change,)


def _single(
    value: object, steps: tuple[FieldStep, ...], passed: frozenset[str] = frozenset()
) -> Iterator[tuple[tuple[FieldStep, ...], object]]:
    """Yield each single value in a value, with its path; empty ones are left out."""
    if _is_nothing(value):
        return
    if isinstance(value, BaseModel) and not _is_one_value(value):
        prose, keys = fields_playing(type(value), Role.PROSE), fields_playing(type(value), Role.KEY)
        for name in type(value).model_fields:
            held = getattr(value, name)
            # The id of a member is in the step to it; a title or text that identifies it is words of its own.
            is_id = name in keys and bool(steps) and str(held) == steps[-1].key and str(held) != steps[-1].title
            if name not in passed and not is_id:
                yield from _single(held, (*steps, FieldStep(name, prose=name in prose)))
    elif isinstance(value, tuple | Mapping):
        members = _members(value, {}) if isinstance(value, tuple) else {str(key): each for key, each in value.items()}
        for key, each in members.items():
            yield from _single(each, (*steps[:-1], _member_step(steps[-1], key, each)))
    else:
        yield steps, value


def former_ids(nodes: Iterable[Node]) -> dict[str, str]:
    """Return the current id for each former id."""
    return {old: node.id for node in nodes for old in getattr(node.value, "formerly", ())}


def _today(name: str, former: Mapping[str, str]) -> str:
    """Return the current id; that of a result begins with its plan's."""
    plan, slash, rest = name.partition("/")
    return former.get(name) or f"{former.get(plan, plan)}{slash}{rest}"


def _renamed(value: object, former: Mapping[str, str]) -> object:
    """Return the current id for a former one, and any other value as it is."""
    return _today(value, former) if former and type(value) is str else value


def _compare_nodes(before: Node, after: Node, former: Mapping[str, str]) -> Iterator[Found]:
    # Fields that say nothing about the node itself, or are nodes of their own.
    model = type(after.value)
    passed = frozenset((*fields_playing(model, Role.INCIDENTAL), *fields_playing(model, Members)))
    yield from _compare_models(before.value, after.value, (), former, passed)
    if after.kind in OWN_DOCUMENT and before.document.body.split() != after.document.body.split():
        yield Act.CHANGED, (FieldStep(PROSE, prose=True),), before.document.body, after.document.body


def _compare_models(
    before: BaseModel,
    after: BaseModel,
    steps: tuple[FieldStep, ...],
    former: Mapping[str, str],
    passed: frozenset[str] = frozenset(),
) -> Iterator[Found]:
    for name in dict.fromkeys((*type(before).model_fields, *type(after).model_fields)):
        if name not in passed:
            old, new = getattr(before, name, None), getattr(after, name, None)
            prose = any(name in fields_playing(type(value), Role.PROSE) for value in (before, after))
            yield from _compare(old, new, (*steps, FieldStep(name, prose=prose)), former)


def _compare(before: object, after: object, steps: tuple[FieldStep, ...], former: Mapping[str, str]) -> Iterator[Found]:
    """Yield the changes in one value: member by member of a list, field by field of a model."""
    before, after = _renamed(before, former), _renamed(after, former)
    if before == after:
        return
    if isinstance(before, tuple) or isinstance(after, tuple):
        old, new = (_members(each, former) if isinstance(each, tuple) else {} for each in (before, after))
        yield from _compare_members(old, new, steps, former)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        old, new = ({_today(str(key), former): value for key, value in values.items()} for values in (before, after))
        yield from _compare_members(old, new, steps, former)
    elif isinstance(before, BaseModel) and isinstance(after, BaseModel) and not _is_one_value(after):
        yield from _compare_models(before, after, steps, former)
    else:
        act = Act.ADDED if _is_nothing(before) else Act.REMOVED if _is_nothing(after) else Act.CHANGED
        yield act, steps, before, after


def _compare_members(
    before: Mapping[str, object],
    after: Mapping[str, object],
    steps: tuple[FieldStep, ...],
    former: Mapping[str, str],
) -> Iterator[Found]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        last = _member_step(steps[-1], key, old if new is None else new)
        if old is None or new is None:
            yield Act.ADDED if old is None else Act.REMOVED, (*steps[:-1], last), old, new
        else:
            yield from _compare(old, new, (*steps[:-1], last), former)


def _member_step(step: FieldStep, key: str, value: object) -> FieldStep:
    """Return the step to a member of a list or mapping; a plain member, such as an id, is its own value."""
    return step if key == value else FieldStep(step.field, key, _title(value))


def keyed(values: Iterable[object]) -> dict[str, object]:
    """Return the members of a list by the keys that steps to them have."""
    return _members(values, {})


def _members(values: Iterable[object], former: Mapping[str, str]) -> dict[str, object]:
    """Return the members of a list by their keys; their order is ignored."""
    seen: Counter[str] = Counter()
    found: dict[str, object] = {}
    for value in values:
        key = _today(_key(value), former)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} {seen[key]}"] = _renamed(value, former)
    return found


def _key(value: object) -> str:
    if not isinstance(value, BaseModel):
        return str(value)
    if isinstance(value, Decision):
        return f"{value.body} {value.date or value.paragraph or value.reference or ''}"
    return next((str(getattr(value, name)) for name in fields_playing(type(value), Role.KEY)), "")


def _title(value: object) -> str:
    return str(getattr(value, "title", None) or getattr(value, "text", None) or "")


def _is_one_value(value: BaseModel) -> bool:
    """Return whether a model is a single value to readers, such as a unit, and so is not compared field by field."""
    return bool(getattr(value, "is_one_value", False))


def _is_nothing(value: object) -> bool:
    return value is None or value == () or value == {}
