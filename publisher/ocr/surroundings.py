"""Context: chooses between words by their neighbours, and by what else the document says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import log
from typing import Final

from publisher.locales import word_lists

_BESIDE: Final = 3.5
# What more two words before say, and the first word of a sentence.
_MORE: Final = 2.0
_NEAR: Final = 2.5
_NEARNESS: Final = 4
_COMMON: Final = 1.3
# The same for a compound that ends with such a word, or with one of the document's own.
_COMMON_END: Final = 1.0
_LEAST_ENDING: Final = 4
# The largest gain of words, and of pairs of words, that the document certainly has.
_OWN: Final = 2.5
_PAIR: Final = 2.0


@dataclass(frozen=True, slots=True)
class Cue:
    """The context in which a word occurs: words directly before or after it, or some words later.

    "-as" is an ending, "-" any word, "kvinnor och" the two words before, "#" a number that is not a year, "####" a
    year, "$" the end of a sentence. `first` are words that follow it at the beginning of a sentence.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """The contexts of a language's easily confused words."""

    common: frozenset[str]
    beside: Mapping[str, Cue]
    endings: tuple[str, ...]
    capital_nouns: bool = False
    """Whether nouns begin with a capital letter within a sentence too."""


@cache
def cues_of(language: str) -> Cues:
    """Return the contexts of a language: `locale/<language>/ocr.yml`."""
    lists = word_lists("ocr", language)
    beside = {
        word: Cue(*(tuple(str(each) for each in given.get(side, ())) for side in ("before", "after", "near", "first")))
        for word, given in lists["beside"].items()
    }
    endings = tuple(word for word in lists["common"] if len(word) > _LEAST_ENDING)
    return Cues(frozenset(lists["common"]), beside, endings, bool(lists.get("capital_nouns")))


@dataclass
class Own:
    """The certain words of a document, and its pairs of words, with their counts."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, words: Sequence[str | None]) -> "Own":
        """Return the certain words of a text; None stands for an uncertain one."""
        pairs = ((one, other) for one, other in pairwise(words) if one and other)
        return cls(Counter(word for word in words if word), Counter(pairs))


def gain(word: str, before: str, after: Sequence[str], cues: Cues, own: Own) -> float:
    """Return the evidence for a word between the one or two words `before` and those `after` it, in nats."""
    both, before = before, before.rpartition(" ")[2]
    gained = _COMMON if word in cues.common else _COMMON_END if word.endswith(cues.endings) else 0.0
    gained += min(_OWN, 0.7 * log(1 + own.words[word]))
    if any(own.words[word[at:]] for at in range(_LEAST_ENDING, len(word) - _LEAST_ENDING)):
        gained += _COMMON_END
    pairs = own.pairs[before, word] + (own.pairs[word, after[0]] if after else 0)
    gained += min(_PAIR, log(1 + pairs))
    cue = cues.beside.get(word)
    if cue is None:
        return gained
    if before and both in cue.before and both != before:
        gained += _BESIDE + _MORE
    elif before and _is_one(before, cue.before):
        gained += _BESIDE
    if not before and after and _is_one(after[0], cue.first):
        gained += _BESIDE + _MORE
    if _is_one(after[0] if after else "$", cue.after):
        gained += _BESIDE
    if any(_is_one(each, cue.near) for each in after[:_NEARNESS]):
        gained += _NEAR
    return gained


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in {"19", "20", "21"}


def _is_count(word: str) -> bool:
    """Return whether a word is a number that is not a year."""
    return word.isdigit() and not _is_year(word)


def _is_one(word: str, choices: Iterable[str]) -> bool:
    return any(_matches(word, each) for each in choices)


def _matches(word: str, choice: str) -> bool:
    match choice:
        case "#":
            return _is_count(word)
        case "####":
            return _is_year(word)
    return word.endswith(choice[1:]) if choice[0] == "-" else word == choice
