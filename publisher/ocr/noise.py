"""How printed letters are misread: what each may become, and how often, estimated from the text itself.

The OCR engine may not have known the page's language, so that letters lost their diacritics or became digits, or it
knew it and only confused shapes (rn for m, l for I). The remaining share of such letters in a text shows which.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from string import ascii_lowercase
from typing import Final
from unicodedata import normalize

from publisher.locales import word_lists

_PAIR: Final = 0.002
_SLIGHT: Final = 0.15
_SOUND: Final = 0.985
_SPECK: Final = 0.002
_SLACK: Final = 0.8
_LEAST_LETTERS: Final = 400
# So many certain misreadings of a letter in a text weigh as much as those of other texts.
_TRUST: Final = 10


@dataclass(frozen=True, slots=True)
class Noise:
    """What may have been printed for each piece that is read: the printed piece, and the cost in nats."""

    printed: Mapping[str, tuple[tuple[str, float], ...]]
    longest: int
    lost: Mapping[str, float]

    @property
    def slight(self) -> bool:
        """Whether the engine knew the language's own letters."""
        return max(self.lost.values(), default=0.0) < _SLIGHT

    def least(self, character: str) -> float:
        """Return the cost of a character being read correctly."""
        return self.cost(character, character)

    def cost(self, printed: str, read: str) -> float:
        """Return the cost of one misreading; a high one if it is unknown."""
        return next((cost for each, cost in self.printed.get(read, ()) if each == printed), 9.0)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a language: its share of all letters, and the shares of its misreadings."""

    share: float
    read: Mapping[str, float]


@cache
def letters_of(language: str) -> Mapping[str, Letter]:
    """Return the letters of a language that an OCR engine may not know: `locale/<language>/ocr.yml`."""
    lists = word_lists("ocr", language)
    return {
        letter: Letter(
            given["share"],
            {**{one + other: _PAIR for one in given["pairs"] for other in given["pairs"]}, **given["read"]},
        )
        for letter, given in lists["letters"].items()
    }


@cache
def _shapes() -> tuple[tuple[str, str, float], ...]:
    lists = word_lists("shapes")
    return tuple((str(printed), str(read), float(often)) for printed, read, often in lists["shapes"])


def noise(text: str, language: str, seen: Mapping[tuple[str, str], int] | None = None) -> Noise:
    """Return the misreadings of letters in a text; `seen` are those that are certain, with their counts."""
    characters = [character for character in text.casefold() if character.isalpha()]
    known = letters_of(language)
    lost = {letter: _loss(letter, characters, each.share) for letter, each in known.items()}
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for letter, each in known.items():
        for read, part in _parts(letter, each.read, seen or {}).items():
            weights[read][letter] = part * lost[letter]
        weights[letter][letter] = 1 - lost[letter]
    for character in ascii_lowercase:
        weights[character][character] = _SOUND
    if max(lost.values(), default=0.0) < _SLIGHT:
        # Specks above a letter, as read by an engine that knows the language's diacritics.
        for letter in known:
            plain = normalize("NFD", letter)[0]
            if plain != letter:
                weights[letter][plain] = _SPECK
    for printed, read, often in _shapes():
        weights[read][printed] = max(weights[read].get(printed, 0), often)
    costs = {read: _costs(options) for read, options in weights.items()}
    return Noise(costs, max(map(len, costs)), lost)


def _costs(options: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(((printed, -log(often)) for printed, often in options.items()), key=lambda it: (it[1], it[0])))


def _loss(letter: str, letters: list[str], share: float) -> float:
    """Return the share of a letter's occurrences that were misread, by comparing with its expected number."""
    if len(letters) < _LEAST_LETTERS:
        return 0.5
    left = letters.count(letter) / len(letters)
    # No text has exactly the average share of each letter.
    return min(0.995, max(0.005, 1 - left / (_SLACK * share)))


def _parts(letter: str, readings: Mapping[str, float], seen: Mapping[tuple[str, str], int]) -> Mapping[str, float]:
    """Return the shares of a letter's misreadings, averaging general shares with those in this text."""
    own = Counter({read: count for (printed, read), count in seen.items() if printed == letter and read != letter})
    total = sum(own.values())
    if total < 10:
        return readings
    trust = total / (total + _TRUST)
    return {read: (1 - trust) * readings.get(read, 0.0005) + trust * own[read] / total for read in {*readings, *own}}
