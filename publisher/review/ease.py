"""Readability of a text: its sentences, and LIX, the Scandinavian readability index."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.problem import Place
from publisher.review.passages import Passage

# In LIX, a word is long from its seventh letter.
LONG: Final = 7
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
# A sentence ends only before a capital or a number, so that `t.ex.` and `kl. 9` do not end one before a small letter.
_END: Final = re.compile(r"[.!?]+[\"”’»)]*\s+(?=[\"“”»(]?[A-ZÅÄÖÆØÉ0-9])|\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, and its position."""

    words: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Ease:
    """The measures of one file's text."""

    file: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """The number of words."""
        return sum(len(sentence.words) for sentence in self.sentences)

    @property
    def words_per_sentence(self) -> float:
        """The average number of words in a sentence."""
        return self.words / len(self.sentences) if self.sentences else 0.0

    @property
    def lix(self) -> int:
        """Words per sentence, plus the percentage of long words: below 40 is easy, above 50 is hard."""
        if not self.words:
            return 0
        long = sum(len(word) >= LONG for sentence in self.sentences for word in sentence.words)
        return round(self.words_per_sentence + 100 * long / self.words)

    @property
    def longest_words(self) -> tuple[str, ...]:
        """The longest words, without duplicates."""
        found = {word.lower() for sentence in self.sentences for word in sentence.words}
        return tuple(sorted(found, key=lambda word: (-len(word), word))[:5])


def ease(file: str, passages: Iterable[Passage]) -> Ease:
    """Return the measures of the complete sentences in a file's passages."""
    return Ease(file, tuple(found for passage in passages if passage.sentences for found in _sentences(passage)))


def _sentences(passage: Passage) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(passage.text):
        words = list(_WORD.finditer(passage.text, start, match.end()))
        if words:
            yield Sentence(tuple(word[0] for word in words), passage.place(words[0].start()))
        start = match.end()
