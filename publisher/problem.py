"""Problems: something an editor can mend, with its kind, its place and the facts of the case.

The words are not here. `locale/<language>/problems.po` has a message and a hint for every code, so that the same
problem reads naturally in the language of the site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA


class Severity(StrEnum):
    """The severity of a problem: an error stops the build, a notice is only shown."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: file relative to the publication's root, line and column from 1.

    Line 0 stands for the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: a code from the catalogue, its place, and the facts for its message."""

    code: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def __reduce__(self) -> tuple[type["Problem"], tuple[str, Place, dict[str, str], Severity]]:
        """Return how to pickle and copy it: a mapping proxy cannot be pickled."""
        return type(self), (self.code, self.place, dict(self.facts), self.severity)

    @classmethod
    def at(cls, place: Place, code: str, **facts: object) -> Self:
        """Return the error `code` at `place`; facts are converted to text."""
        return cls(code, place, {name: str(value) for name, value in facts.items()})

    @classmethod
    def notice(cls, place: Place, code: str, **facts: object) -> Self:
        """Return the notice `code` at `place`: it is shown and stops nothing."""
        return cls(code, place, {name: str(value) for name, value in facts.items()}, Severity.NOTICE)

    @property
    def sort_key(self) -> tuple[Place, str, tuple[tuple[str, str], ...]]:
        """The key to sort problems by: file, line, column, then code and facts."""
        return self.place, self.code, tuple(sorted(self.facts.items()))


class ProblemsFound(Exception):
    """Raised when the work cannot go on; `problems` are all found so far, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(", ".join(f"{p.place}: {p.code}" for p in self.problems))

    def __reduce__(self) -> tuple[type["ProblemsFound"], tuple[tuple[Problem, ...]]]:
        """Return how to pickle it, for exceptions raised in another process."""
        return type(self), (self.problems,)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by file, line and column, without duplicates."""
    unique = {problem.sort_key: problem for problem in problems}
    return tuple(unique[key] for key in sorted(unique))


def stops(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems must stop the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that `word` was probably meant to be, or "" if none is near.

    Near means a typing error or two, or a longer form of the word; longer words may differ by more.
    """
    choices, plain = sorted(known), word.casefold()
    # By the measure below `Id` only half matches `id`, and yet there is no doubt.
    same = next((each for each in choices if each.casefold() == plain), "")
    if same:
        return same
    match = process.extractOne(plain, choices, scorer=OSA.distance, processor=str.casefold)
    if match and match[1] <= max(1, len(plain) // 3) and _agree(plain, match[0].casefold()):
        return match[0]
    further = [each for each in choices if _goes_on(each.casefold(), plain)]
    if further:
        return process.extractOne(plain, further, scorer=fuzz.ratio, processor=str.casefold)[0]
    # The first words of a long name stand for it if only one name begins with them.
    begun = [each for each in choices if len(plain) > 3 and each.casefold().startswith(f"{plain}-")]
    return begun[0] if len(begun) == 1 else ""


def _agree(one: str, other: str) -> bool:
    """Return whether no word of two phrases is another one, or one too many: "nearly done" is not "not done"."""
    short, long = sorted((one, other), key=len)
    if long.endswith(f" {short}"):
        return False
    pairs = [*zip(one.split(), other.split(), strict=False)]
    if len(one.split()) != len(other.split()) or len(pairs) < 2:
        return True
    return all(OSA.distance(here, there) <= max(1, len(here) // 2) for here, there in pairs)


def _goes_on(one: str, other: str) -> bool:
    """Return whether one of two names is the other with something added."""
    short, long = sorted((one, other), key=len)
    # A word before another may deny it: "not reached" is not "reached".
    ends = long.endswith(short) and not long.removesuffix(short).endswith(" ")
    return len(short) > 3 and (long.startswith(short) or ends) and len(long) <= 2 * len(short)
