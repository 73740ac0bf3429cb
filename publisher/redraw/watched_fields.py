"""Watched fields: model fields that record reads while pages are drawn."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, TypeVar, overload

from publisher.dependencies import NOTES

Made = TypeVar("Made")


class _Field:
    """Records each read of one field of a model, whose values are in the `__dict__` of the instance."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, value: None, owner: type) -> "_Field": ...
    @overload
    def __get__(self, value: object, owner: type) -> object: ...
    def __get__(self, value: object, owner: type) -> object:
        if value is None:
            raise AttributeError(self._name)
        if (notes := NOTES.get()) is not None:
            notes.add((id(value), self._name))
        try:
            return value.__dict__[self._name]
        except KeyError:
            raise AttributeError(self._name) from None

    def __set__(self, value: object, given: object) -> None:
        raise AttributeError(self._name)


class _Slot:
    """Records each read of one slot of a frozen dataclass."""

    __slots__ = ("_name", "_slot")

    def __init__(self, name: str, slot: object) -> None:
        self._name, self._slot = name, slot

    def __get__(self, value: object, owner: type) -> object:
        if value is not None and (notes := NOTES.get()) is not None:
            notes.add((id(value), self._name))
        return self._slot.__get__(value, owner)  # type: ignore[attr-defined]  # a slot has one

    def __set__(self, value: object, given: object) -> None:
        self._slot.__set__(value, given)  # type: ignore[attr-defined]


@dataclass(slots=True)
class _Watched:
    """A class with watched fields: by how many watchers, and the replaced attributes (None: nothing)."""

    watchers: int = 0
    before: dict[str, object | None] = field(default_factory=dict)


_LOCK: Final = Lock()
_WATCHED: Final[dict[type, _Watched]] = {}


@contextmanager
def watched(models: Iterable[type], slots: Mapping[type, Iterable[str]]) -> Iterator[None]:
    """Record reads of all fields of these models, and of these slots of dataclasses, within the block.

    The models' `model_fields` must list all their attributes; comparing two values reads all fields of both. Other
    threads are unaffected, and may watch at the same time.
    """
    kinds = {**{model: _of_model(model) for model in models}, **{kind: _of_slots(kind, slots[kind]) for kind in slots}}
    with _LOCK:
        for kind, noting in kinds.items():
            _watch(kind, noting)
    try:
        yield
    finally:
        with _LOCK:
            for kind in kinds:
                _leave(kind)


def _watch(kind: type, noting: Mapping[str, object]) -> None:
    held = _WATCHED.setdefault(kind, _Watched())
    held.watchers += 1
    for name, each in noting.items():
        if name not in held.before:
            held.before[name] = kind.__dict__.get(name)
            setattr(kind, name, each)


def _leave(kind: type) -> None:
    held = _WATCHED[kind]
    held.watchers -= 1
    if held.watchers:
        return
    del _WATCHED[kind]
    for name, before in held.before.items():
        if before is None:
            delattr(kind, name)
        else:
            setattr(kind, name, before)


def _of_model(model: type) -> dict[str, object]:
    names: tuple[str, ...] = tuple(model.model_fields)  # type: ignore[attr-defined]
    methods = ("__eq__", "__iter__", "model_dump", "model_copy", "__repr_args__")
    fields: dict[str, object] = {name: _Field(name) for name in names}
    return fields | {name: _reading_all(getattr(model, name), names) for name in methods}


def _of_slots(kind: type, names: Iterable[str]) -> dict[str, object]:
    return {name: _Slot(name, kind.__dict__[name]) for name in names}


def _reading_all(method: Callable[..., Made], names: Iterable[str]) -> Callable[..., Made]:
    """Return a method that first records reads of all fields of `self` and of its arguments."""

    def reading(*values: object, **named: object) -> Made:
        if (notes := NOTES.get()) is not None and not (len(values) == 2 and values[0] is values[1]):
            notes.update((id(value), name) for value in values for name in names)
        return method(*values, **named)

    return reading
