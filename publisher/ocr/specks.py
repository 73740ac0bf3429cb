"""Specks: words joined by a spot on the page, or by a lost space that is read as a character."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import log
from typing import Final

from publisher.ocr.decoding import candidates
from publisher.ocr.lexicon import Lexicon
from publisher.ocr.noise import Noise
from publisher.ocr.tokens import Apart, Token

# The log frequency from which a word may stand alone: one of a letter, of few, any other; and one that ends no
# compound.
_SINGLE: Final = log(5e-3)
_SHORT: Final = log(5e-4)
_OF_THREE: Final = log(1e-5)
_KNOWN: Final = log(5e-7)
_PLAIN: Final = log(1.5e-4)
_SMALL: Final = log(2.5e-3)
# And that of one which a hyphen joins to nothing: och, att, på; but vi-känsla.
_EVERYWHERE: Final = log(1.2e-2)
# And that of a word that is hardly a name, but begins many sentences.
_BEGINNING: Final = log(1e-3)
# Top-level domains, some of which are words.
_DOMAINS: Final = frozenset({"se", "nu", "dk", "no", "fi", "de", "eu", "com", "org", "net", "info", "gov", "pdf"})
# And that of two words which a hyphen would hardly join.
_FREQUENT: Final = log(2e-5)
_NEVER: Final = -99.0
# The most letters of a word that only joins others.
_FEW: Final = 4
# The most letters of an abbreviation.
_SHORTENED: Final = 2
_STROKES: Final = "-/–"


def specks(words: Lexicon, how: Noise, joining: Collection[str]) -> Apart:
    """Return a function that tells two words with a speck between them from one word: if both are words."""
    often = _frequencies(words, how)

    @cache
    def is_word(read: str) -> bool:
        """Return whether what was read is a word of some length, perhaps a compound."""
        best = next(iter(candidates(read.casefold(), words, how)), None)
        return len(read) > _FEW and best is not None and words.accepts(best.word)

    def begins_apart(one: str, other: str, least: float) -> bool:
        """Return whether the first of two words is so common and short that it begins no compound."""
        return often(one) > least and len(one) <= _FEW and other.islower() and is_word(other)

    def are_two(one: str, other: str) -> bool:
        """Return whether two frequent words with a hyphen between them do not make a compound: planen-varje."""
        long = min(len(one), len(other)) >= _FEW and one.islower() and other.islower()
        return long and not how.slight and min(often(one), often(other)) > _FREQUENT and not is_word(one + other)

    def apart(one: str, between: str, other: str) -> str | None:
        if one.isupper() or other.casefold() in _DOMAINS or other[1:] != other[1:].lower():
            return None
        if between in _STROKES:
            if other in joining:
                return "-" if between == "-" else None
            small = between == "-" and other.islower() and often(other) > _SMALL and often(one) > _KNOWN
            space = small or (between == "-" and (begins_apart(one, other, _EVERYWHERE) or are_two(one, other)))
            return "" if space else None
        if begins_apart(one, other, _SMALL) or (often(other) > _SMALL and other.islower() and is_word(one)):
            return ""
        if len(one) < 2 or min(often(one), often(other)) == _NEVER:
            return None
        return between[0] if other[0].isupper() and between[0] in ".:" else ""

    return apart


def without_stops(found: Sequence[Token], words: Lexicon, how: Noise) -> list[Token]:
    """Return the tokens without full stops that are specks: after a common word, before a lower-case letter."""
    often = _frequencies(words, how)
    made = list(found)
    for at, (token, after) in enumerate(pairwise(found)):
        beside = token.line == after.line and token.after == "." and not after.before and after.read[:1].islower()
        if beside and len(token.read) > _SHORTENED and not token.plain and often(token.read) > _PLAIN:
            made[at] = replace(token, after="", together=f"{token.read}. {after.read}")
    return made


def with_stops(found: Sequence[Token], words: Lexicon, how: Noise) -> list[Token]:
    """Return the tokens with full stops that were read as commas.

    A comma is one before a very common word with a capital letter, or at the end of a paragraph that has sentences.
    """
    often = _frequencies(words, how)
    made = list(found)
    for at, (token, after) in enumerate(pairwise(found)):
        ends = after.line > token.line + 1
        if token.after != "," or token.plain or after.before or not after.read[:1].isupper() or after.read.isupper():
            continue
        if often(after.read) > _BEGINNING or (ends and _has_sentence(found, at)):
            made[at] = replace(token, after=".", together=f"{token.read}, {after.read}")
    return made


def _has_sentence(found: Sequence[Token], at: int) -> bool:
    """Return whether a sentence ends earlier in the paragraph of a token."""
    for token, after in zip(found[at - 1 :: -1] if at else (), found[at::-1], strict=False):
        if after.line > token.line + 1:
            return False
        if token.after == "." and not token.plain and token.read.isalpha() and len(token.read) > _SHORTENED:
            return True
    return False


def titled(found: Sequence[Token], words: Lexicon, how: Noise) -> dict[int, Token]:
    """Return, by position, the words that begin a sentence and have a letter that was misread as a capital: DA, PA.

    In lower case they are among the most common words, and what follows is in lower case.
    """
    made: dict[int, Token] = {}
    for at, (token, after) in enumerate(pairwise(found)):
        begins = at == 0 or found[at - 1].after[-1:] in {".", "!", "?", ":"} or found[at - 1].line + 1 < token.line
        short = token.plain and token.read.isupper() and 1 < len(token.read) <= _FEW and token.read.isalpha()
        if how.slight or not begins or not short or token.after or not after.read[:1].islower():
            continue
        best = next(iter(candidates(token.read.casefold(), words, how)), None)
        if best and best.word != token.read.casefold() and words.log_frequency(best.word) > _BEGINNING:
            made[at] = replace(token, plain=False)
    return made


def _frequencies(words: Lexicon, how: Noise) -> Callable[[str], float]:
    @cache
    def often(read: str) -> float:
        """Return the log frequency of the most probable word for what was read; a low one if there is none."""
        best = next(iter(candidates(read.casefold(), words, how)), None)
        known = best is not None and best.parts == 1 and words.accepts(best.word)
        if best is None or not known:
            return _NEVER
        frequency = words.log_frequency(best.word)
        least = {1: _SINGLE, 2: _SHORT, 3: _OF_THREE}.get(len(best.word), _KNOWN)
        return frequency if frequency > least else _NEVER

    return often
