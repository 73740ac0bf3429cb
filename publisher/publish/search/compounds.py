"""The parts of compound words, so that a search for `spår` finds `jobbspår`: Scandinavian compounds hide them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

WORD = re.compile(r"[^\W\d_]{3,}")
SHORTEST = 8
SHORTEST_HEAD = 3
SHORTEST_TAIL = 4
# What remains after a word's own stem is often an inflection and not a word.
ENDING = re.compile(
    r"(s?k?[aeo]r?n?[aes]?s?|(e|a|o)r?n[ae]s?|ande[nt]?s?|ende[nst]*|a?re?ns?|arens?|[ae]ren?s?|n?ing(en|ar|arna|er|erne)?s?"
    r"|h[ea][td](en|er|erna|erne)?s?|lig[aet]?s?|isk[ae]?|ad[ea]s?|ation(en|er|erna)?s?|tion(en|er|erna)?s?|else[rn]*s?|er(a|ad|ade|ar|at|ing|ingar|ingen)s?)"
)
VOWEL = re.compile(r"[aeiouyåäöæø]")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case, including repetitions."""
    return (word.lower() for word in WORD.findall(text))


class Splitter:
    """Splits compounds by the words that occur alone in the same publication; no dictionary is needed."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._known = frozenset(vocabulary)
        self.tails = cache(self._tails)

    def _tails(self, word: str) -> tuple[str, ...]:
        """Return the later parts of a compound; the first part is found anyway, as a prefix."""
        if len(word) < SHORTEST:
            return ()
        splits = ((word[:at], word[at:]) for at in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1))
        return tuple(tail for head, tail in splits if self._is_part(head, tail))

    def _is_part(self, head: str, tail: str) -> bool:
        """Return whether two halves are words: the first known, the second known or at least not a mere ending."""
        forms = {head, head.removesuffix("s")}
        known = not forms.isdisjoint(self._known)
        if not known and {form + vowel for form in forms for vowel in "ae"}.isdisjoint(self._known):
            return False
        if ENDING.fullmatch(tail) or not VOWEL.search(tail[:3]):
            return False
        return tail in self._known or (known and len(head) >= SHORTEST_TAIL)
