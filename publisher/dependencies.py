"""Dependencies: which fields of which values a page is drawn from, noted while it is drawn.

Whatever is read through a field of a document, or of a value with an id, is noted for the page that is being drawn.
What is worked out once for many pages (`tracked_property`, `TrackedCache`) notes what it was made from, and who asks
for it depends on that. What was worked out while nobody took notes counts as if it had been made from everything.
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

# The identity of what was read and the name of a field of it; or the name of something that no object holds.
Read: TypeAlias = tuple[int, str] | str
EVERYTHING: Final = "everything"
"""The name of what is noted where it is not known what was read."""


class Reads(set["Read | Reads"]):
    """What was read, and the notes of what was worked out before.

    Of a property or a method, `holder` and `name` say which, and `asked` what a method was given: whoever knows the
    holder can compare the answer instead.
    """

    holder: object = None
    name: str = ""
    asked: tuple[object, ...] | None = None

    __hash__ = object.__hash__  # type: ignore[assignment]  # each is one by itself, whatever it holds
    __eq__ = object.__eq__


Taken = TypeVar("Taken", bound=Reads | None)


NOTES: Final[ContextVar[Reads | None]] = ContextVar("notes", default=None)
"""Where notes are taken at the moment, if anywhere: in each thread by itself."""


@contextmanager
def noted(notes: Taken) -> Iterator[Taken]:
    """Note in `notes` what is read meanwhile, and nowhere else; nowhere at all where it is None."""
    before = NOTES.set(notes)
    try:
        yield notes
    finally:
        NOTES.reset(before)


@contextmanager
def compared() -> Iterator[None]:
    """Note for nobody what is read meanwhile, since what is made of it is compared itself."""
    with noted(None if NOTES.get() is None else Reads()):
        yield


def note(read: "Read | Reads") -> None:
    """Note that something is read."""
    if (notes := NOTES.get()) is not None:
        notes.add(read)


class _Kept(Generic[Made]):
    """What was worked out, and from what; nothing is known of that where nobody took notes."""

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
        """Note of whom and by what name it can be asked for again."""
        if isinstance(self.notes, Reads):
            self.notes.holder, self.notes.name, self.notes.asked = holder, name, asked


class TrackedCache(Generic[Key, Made]):
    """Answers by what was asked. Who asks depends on what the answer was made from."""

    def __init__(self) -> None:
        self._known: dict[Key, _Kept[Made]] = {}

    def recall(self, asked: Key, make: Callable[[], Made]) -> Made:
        """Return the answer that is known, or make it."""
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = _Kept(make)
        note(known.notes)
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
                known.named(holder, self._name)
            note(known.notes)
            return known.made

        def __set__(self, holder: Holder, value: Made) -> None:
            raise AttributeError(self._name)


def tracked_method(
    make: Callable[Concatenate[Holder, Asked], Made],
) -> Callable[Concatenate[Holder, Asked], Made]:
    """Return a method that works out the answer to each question once; questions are texts, given by position.

    Who asks depends on the answer to that question alone.
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
