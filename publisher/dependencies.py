"""Dependency tracking: records which fields of which values a page is drawn from.

Reading a field of a document, or of any value with an id, is recorded for the page being drawn. A value computed once
for many pages (`tracked_property`, `TrackedCache`) carries its own record, and whatever uses it depends on that. A
value computed while nothing was recording counts as if it depended on everything.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, Final, Generic, ParamSpec, TypeAlias, TypeVar

__all__ = [
    "EVERYTHING",
    "NOTES",
    "Read",
    "Reads",
    "TrackedCache",
    "TrackedMapping",
    "compared",
    "note",
    "noted",
    "tracked_method",
    "tracked_property",
]  # fmt: skip

Holder = TypeVar("Holder")
Made = TypeVar("Made")
Key = TypeVar("Key")
Asked = ParamSpec("Asked")

# A field that was read, as (identity of its object, field name); or the name of something that belongs to no object.
Read: TypeAlias = tuple[int, str] | str
EVERYTHING: Final = "everything"
"""The entry recorded where the dependencies are unknown."""


class Reads(set["Read | Reads"]):
    """What was read: fields, and the records of values computed earlier.

    For a property or a method, `holder` and `name` say which one and `asked` holds the method's arguments: with these
    the value itself can be recomputed and compared.
    """

    holder: object = None
    name: str = ""
    asked: tuple[object, ...] | None = None

    __hash__ = object.__hash__  # type: ignore[assignment]  # each is one by itself, whatever it holds
    __eq__ = object.__eq__


Taken = TypeVar("Taken", bound=Reads | None)


NOTES: Final[ContextVar[Reads | None]] = ContextVar("notes", default=None)
"""The current record, if any; each thread has its own."""


@contextmanager
def noted(notes: Taken) -> Iterator[Taken]:
    """Record reads in `notes` only, within the block; record nothing if it is None."""
    before = NOTES.set(notes)
    try:
        yield notes
    finally:
        NOTES.reset(before)


@contextmanager
def compared() -> Iterator[None]:
    """Discard what is read within the block, since its result is compared directly."""
    with noted(None if NOTES.get() is None else Reads()):
        yield


def note(read: "Read | Reads") -> None:
    """Record a read."""
    if (notes := NOTES.get()) is not None:
        notes.add(read)


class _Kept(Generic[Made]):
    """A computed value and its dependencies, which are unknown if nothing was recording."""

    __slots__ = ("made", "notes")

    def __init__(self, make: Callable[[], Made]) -> None:
        if NOTES.get() is None:
            self.notes: Reads | str = EVERYTHING
            self.made = make()
            return
        self.notes = notes = Reads()
        with noted(notes):
            self.made = make()

    def named(self, holder: object, name: str, asked: tuple[object, ...] | None = None) -> None:
        """Record the holder, name and arguments by which the value can be asked for again."""
        if isinstance(self.notes, Reads):
            self.notes.holder, self.notes.name, self.notes.asked = holder, name, asked


class TrackedCache(Generic[Key, Made]):
    """A cache by key. A reader of an entry depends on whatever the entry was computed from."""

    def __init__(self) -> None:
        self._known: dict[Key, _Kept[Made]] = {}

    def recall(self, asked: Key, make: Callable[[], Made]) -> Made:
        """Return the cached value, computing it first if necessary."""
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = _Kept(make)
        note(known.notes)
        return known.made


if TYPE_CHECKING:
    from functools import cached_property as tracked_property
else:

    class tracked_property:  # noqa: N801  # it stands where functools' own would
        """A cached property. Its readers depend on whatever it was computed from."""

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
                known.named(holder, self._name)
            note(known.notes)
            return known.made

        def __set__(self, holder: Holder, value: Made) -> None:
            raise AttributeError(self._name)


def carry(known: object, holder: object, name: str) -> None:
    """Let one holder have the tracked property that another has, or will have, if both compute it from equal values."""
    if holder is not known:
        getattr(known, name)
        vars(holder)[name] = vars(known)[name]


def tracked_method(
    make: Callable[Concatenate[Holder, Asked], Made],
) -> Callable[Concatenate[Holder, Asked], Made]:
    """Return a method that caches its answers by its arguments, which are strings given by position.

    A caller depends only on the answer that it asked for.
    """
    name = make.__name__
    kept = f"{name} by what was asked"

    @wraps(make)
    def answer(holder: Holder, /, *asked: Asked.args, **named: Asked.kwargs) -> Made:
        if named:
            return make(holder, *asked, **named)
        answers: dict[object, _Kept[Made]] = holder.__dict__.setdefault(kept, {})
        known = answers.get(asked)
        if known is None:
            known = answers[asked] = _Kept(partial(make, holder, *asked))
            known.named(holder, name, asked)
        note(known.notes)
        return known.made

    return answer


class TrackedMapping(Mapping[str, Made]):
    """A mapping that records each lookup, as `name` and the key; or just `name`, if it is iterated over."""

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
