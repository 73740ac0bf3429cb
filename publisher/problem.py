"""A problem is something an editor can mend: what kind it is, where it stands and the facts about it.

The words are not here. `locale/<language>/problems.po` holds a message and a hint for every code,
so that the same problem reads naturally in the language of the site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a notice is only shown."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file relative to the publication's root, line and column from 1.

    Line 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: a code from the catalogue, its place and the facts its message needs."""

    code: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def __reduce__(self) -> tuple[type["Problem"], tuple[str, Place, dict[str, str], Severity]]:
        """Return how a copy is made, for caches and other processes: a view of a mapping cannot travel."""
        return type(self), (self.code, self.place, dict(self.facts), self.severity)

    @classmethod
    def at(cls, place: Place, code: str, **facts: object) -> Self:
        """Return the problem `code` at `place`; facts become text."""
        return cls(code, place, {name: str(value) for name, value in facts.items()})

    @classmethod
    def notice(cls, place: Place, code: str, **facts: object) -> Self:
        """Return the notice `code` at `place`: it is shown, and stops nothing."""
        return cls(code, place, {name: str(value) for name, value in facts.items()}, Severity.NOTICE)

    @property
    def sort_key(self) -> tuple[Place, str, tuple[tuple[str, str], ...]]:
        """The key by which problems are sorted: file, line, column, then what it is."""
        return self.place, self.code, tuple(sorted(self.facts.items()))


class ProblemsFound(Exception):
    """Raised where the work cannot go on; `problems` holds everything found so far, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(", ".join(f"{p.place}: {p.code}" for p in self.problems))

    def __reduce__(self) -> tuple[type["ProblemsFound"], tuple[tuple[Problem, ...]]]:
        """Return how a copy is made, for what is raised in another process."""
        return type(self), (self.problems,)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and column, each once."""
    unique = {problem.sort_key: problem for problem in problems}
    return tuple(unique[key] for key in sorted(unique))


def stops(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems must stop the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant by `word`, or nothing where none is near.

    Near is what differs by a slip or two of the fingers, or only goes on further: a longer word may differ by more.
    """
    choices, plain = sorted(known), word.casefold()
    # `Id` is only half of `id` to the measure below, and yet no question.
    same = next((each for each in choices if each.casefold() == plain), "")
    if same:
        return same
    match = process.extractOne(plain, choices, scorer=OSA.distance, processor=str.casefold)
    if match and match[1] <= max(1, len(plain) // 3):
        return match[0]
    further = [each for each in choices if _goes_on(each.casefold(), plain)]
    if further:
        return process.extractOne(plain, further, scorer=fuzz.ratio, processor=str.casefold)[0]
    # The first words of a long name mean it where only one name begins so.
    begun = [each for each in choices if len(plain) > 3 and each.casefold().startswith(f"{plain}-")]
    return begun[0] if len(begun) == 1 else ""


def _goes_on(one: str, other: str) -> bool:
    """Return whether one of two names is the other with something more."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and (long.startswith(short) or long.endswith(short)) and len(long) <= 2 * len(short)
