"""Dependencies: which fields of which values a page is drawn from, noted while it is drawn.

Whatever is read through a field of a document, or of a value with an id, is noted for the page that is being drawn.
What is worked out once for many pages (`tracked_property`, `TrackedCache`) notes what it was made from, and who asks
for it depends on that. What was worked out while nobody took notes counts as if it had been made from everything.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar, overload

__all__ = [
    "EVERYTHING",
    "Read",
    "Reads",
    "TrackedCache",
    "TrackedMapping",
    "compared",
    "note",
    "noted",
    "tracked_property",
    "watched",
]  # fmt: skip

Holder = TypeVar("Holder")
Made = TypeVar("Made")
Key = TypeVar("Key")

# The identity of what was read and the name of a field of it; or the name of something that no object holds.
Read: TypeAlias = tuple[int, str] | str
EVERYTHING: Final = "everything"
"""The name of what is noted where it is not known what was read."""


class Reads(set["Read | Reads"]):
    """What was read, and the notes of what was worked out before.

    Of a property, `holder` and `name` say which: whoever knows the holder can compare the answer instead.
    """

    holder: object = None
    name: str = ""

    __hash__ = object.__hash__  # type: ignore[assignment]  # each is one by itself, whatever it holds
    __eq__ = object.__eq__


Taken = TypeVar("Taken", bound=Reads | None)


class _Desk:
    """Where notes are taken at the moment, if anywhere. A process draws one publication at a time with notes."""

    notes: Reads | None = None


@contextmanager
def noted(notes: Taken) -> Iterator[Taken]:
    """Note in `notes` what is read meanwhile, and nowhere else; nowhere at all where it is None."""
    before, _Desk.notes = _Desk.notes, notes
    try:
        yield notes
    finally:
        _Desk.notes = before


@contextmanager
def compared() -> Iterator[None]:
    """Note for nobody what is read meanwhile, since what is made of it is compared itself."""
    with noted(None if _Desk.notes is None else Reads()):
        yield


def note(read: "Read | Reads") -> None:
    """Note that something is read."""
    if _Desk.notes is not None:
        _Desk.notes.add(read)


class _Kept(Generic[Made]):
    """What was worked out, and from what; nothing is known of that where nobody took notes."""

    __slots__ = ("made", "notes")

    def __init__(self, make: Callable[[], Made]) -> None:
        if _Desk.notes is None:
            self.notes: Reads | str = EVERYTHING
            self.made = make()
            return
        self.notes = notes = Reads()
        with noted(notes):
            self.made = make()


class TrackedCache(Generic[Key, Made]):
    """Answers by what was asked. Who asks depends on what the answer was made from."""

    def __init__(self) -> None:
        self._known: dict[Key, _Kept[Made]] = {}

    def recall(self, asked: Key, make: Callable[[], Made]) -> Made:
        """Return the answer that is known, or make it."""
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = _Kept(make)
        if _Desk.notes is not None:
            _Desk.notes.add(known.notes)
        return known.made


if TYPE_CHECKING:
    from functools import cached_property as tracked_property
else:

    class tracked_property:  # noqa: N801  # it stands where functools' own would
        """A property that is worked out once. Who asks for it depends on what it was made from."""

        def __init__(self, make: Callable[[Holder], Made]) -> None:
            self._make, self.__doc__ = make, make.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, holder: Holder | None, owner: type) -> Made:
            if holder is None:
                return self
            known = holder.__dict__.get(self._name)
            if known is None:
                known = holder.__dict__[self._name] = _Kept(lambda: self._make(holder))
                if known.notes is not EVERYTHING:
                    known.notes.holder, known.notes.name = holder, self._name
            if _Desk.notes is not None:
                _Desk.notes.add(known.notes)
            return known.made

        def __set__(self, holder: Holder, value: Made) -> None:
            raise AttributeError(self._name)


class TrackedMapping(Mapping[str, Made]):
    """A mapping of which is noted what was looked up, under `name` and the key; `name` alone where all is read."""

    def __init__(self, name: str, held: Mapping[str, Made]) -> None:
        self._name, self._held = name, held

    def __getitem__(self, key: str) -> Made:
        note(f"{self._name} {key}")
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        note(self._name)
        return iter(self._held)

    def __len__(self) -> int:
        note(self._name)
        return len(self._held)


class _Field:
    """Notes each read of one field of a model, whose values lie in the dictionary of the instance."""

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
        if _Desk.notes is not None:
            _Desk.notes.add((id(value), self._name))
        try:
            return value.__dict__[self._name]
        except KeyError:
            raise AttributeError(self._name) from None

    def __set__(self, value: object, given: object) -> None:
        raise AttributeError(self._name)


class _Slot:
    """Notes each read of one slot of a frozen dataclass."""

    __slots__ = ("_name", "_slot")

    def __init__(self, name: str, slot: object) -> None:
        self._name, self._slot = name, slot

    def __get__(self, value: object, owner: type) -> object:
        if value is not None and _Desk.notes is not None:
            _Desk.notes.add((id(value), self._name))
        return self._slot.__get__(value, owner)  # type: ignore[attr-defined]  # a slot has one

    def __set__(self, value: object, given: object) -> None:
        self._slot.__set__(value, given)  # type: ignore[attr-defined]


@contextmanager
def watched(models: Iterable[type], slots: Mapping[type, Iterable[str]]) -> Iterator[None]:
    """Have reads noted of all fields of these models, and of these slots of dataclasses.

    Models are those whose `model_fields` name what their instances hold; to compare two reads all fields of both.
    """
    found: list[tuple[type, str, object]] = []
    try:
        for model in models:
            fields: Mapping[str, object] = model.model_fields  # type: ignore[attr-defined]
            for name in fields:
                found.append((model, name, model.__dict__.get(name, found)))
                setattr(model, name, _Field(name))
            for name in ("__eq__", "__iter__", "model_dump", "model_copy", "__repr_args__"):
                found.append((model, name, model.__dict__.get(name, found)))
                setattr(model, name, _reading_all(getattr(model, name), tuple(fields)))
        for kind, names in slots.items():
            for name in names:
                slot = kind.__dict__[name]
                found.append((kind, name, slot))
                setattr(kind, name, _Slot(name, slot))
        yield
    finally:
        for kind, name, before in reversed(found):
            if before is found:
                delattr(kind, name)
            else:
                setattr(kind, name, before)


def _reading_all(method: Callable[..., Made], names: Iterable[str]) -> Callable[..., Made]:
    """Return a method that notes all fields of its value, and of those that it is given, before it does its work."""

    def reading(*values: object, **named: object) -> Made:
        if _Desk.notes is not None and not (len(values) == 2 and values[0] is values[1]):
            _Desk.notes.update((id(value), name) for value in values for name in names)
        return method(*values, **named)

    return reading
