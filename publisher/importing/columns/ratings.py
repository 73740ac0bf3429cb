"""Ratings: columns that judge by colours, as words, symbols or RAG letters, even if no header says so."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final
from unicodedata import category

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.table_words import meaning_and_rest, table_words

# Red, amber and green; G alone may be yellow in other languages.
_LETTERS: Final = MappingProxyType({"r": "unfulfilled", "a": "partly", "g": "fulfilled"})
_TICKS: Final = frozenset({"x", "☒", "☑", "✓", "✔", "✅", "●", "•"})
# What a symbol says of work, wherever it stands; the colour of a light says how it goes, not how far it has come.
_SYMBOLS: Final = MappingProxyType(
    dict.fromkeys("✅✔✓☑", "done")
    | dict.fromkeys("⏳⌛🔄🚧🏗▶", "ongoing")
    | dict.fromkeys("⏸", "paused")
    | dict.fromkeys("⏹🛑", "stopped")
)
LEVELS: Final = ("fulfilled", "partly", "unfulfilled", "unclear")
"""How a goal is judged: the roles of the words for it in tables."""
_STOPS: Final = " .:,;*–-"
_EMPTY: Final = frozenset({"☐", "□", "-", "–", "—", "○"})
# Words and symbols; a symbol may be followed by a variation selector.
_PARTS: Final = re.compile(r"\w+|[^\w\s\ufe0f]")
_FIRST_MARK: Final = re.compile(r"\s*[:;,.(/\n]\s*|\s+[-–—]\s+|\s*[–—]\s*")
# What a negated or a halved level is: not reached, partly reached; yellow says the same. Nothing else is one.
_MODIFIED: Final = MappingProxyType(
    {("fulfilled", True): "unfulfilled", ("fulfilled", False): "partly", ("partly", False): "partly"}
)
_NAMED: Final = re.compile(r"\bb?rag\b", re.IGNORECASE)


def rates_by_letters(header: str, texts: Collection[str], language: str) -> bool:
    """Return whether the cells of a column are RAG letters: its header says so, or every cell is one.

    Without such a header there must be two different ones, including that of amber, which is unambiguous.
    """
    letters = {_letter(text) for text in texts if not is_missing(text)}
    alone = {"a"} < letters <= _LETTERS.keys()
    return alone or bool(_NAMED.search(header) and letters & _LETTERS.keys())


def letter_meaning(text: str) -> str:
    """Return the meaning of a RAG letter, or ""."""
    return _LETTERS.get(_letter(text), "")


def is_ticked(text: str, language: str) -> bool:
    """Return whether a cell is a tick: a cross, a box with one, a check mark, or yes."""
    return text.strip().casefold() in {*_TICKS, *table_words(language).get("says_true", ())}


def is_true(text: str, language: str) -> bool:
    """Return whether a cell of a column of yes and no says yes: a tick, or the 1 that a program saves in its place."""
    return is_ticked(text, language) or text.strip() == "1"


def said_level(text: str, levels: Sequence[str], language: str) -> tuple[str, bool]:
    """Return the level that a judgement in words says, or "", and whether it says nothing else.

    The words before the first mark have to say it alone: *Grön – fler deltar* does, *Uppfyllt till stor del* does not.
    A negation or a word like *delvis* counts wherever it stands, and what follows must not take the level back.
    """
    if (plain := " ".join(text.casefold().split()).strip(" .:*")) in {*_level_words(language, levels)}:
        return _level_words(language, levels)[plain], True
    first, _, rest = _FIRST_MARK.sub("\0", plain, count=1).partition("\0")
    own, after = (_read_level(part, levels, language) for part in (first, rest))
    # What follows may say the same in other words, or something else altogether.
    agrees = after.level == own.level or not (after.levels or after.modified)
    level = own.level if agrees and not own.unknown else ""
    return level, bool(level) and not after.unknown


def hints_at_level(text: str, levels: Sequence[str], language: str) -> bool:
    """Return whether words of levels occur in a judgement, whatever it says of them."""
    return bool(_read_level(text.casefold(), levels, language).levels)


@dataclass(frozen=True, slots=True)
class _LevelWords:
    """The levels that words name, whether other words modify them, whether some are unknown, and what all say."""

    levels: frozenset[str]
    modified: bool
    unknown: bool
    level: str


def _read_level(plain: str, levels: Sequence[str], language: str) -> _LevelWords:
    known = table_words(language)
    if alone := _level_words(language, levels).get(plain.strip(_STOPS)):
        return _LevelWords(frozenset({alone}), modified=False, unknown=False, level=alone)
    negations, halves = {*known.get("negation", ())}, {*known.get("not_quite", ())} - {*known.get("negation", ())}
    words = {word: level for word, level in _level_words(language, levels).items() if word not in negations | halves}
    found = [words[match[0]] for match in _phrases(tuple(words)).finditer(plain)]
    left = _phrases(tuple(words)).sub(" ", plain)
    halved = _phrases(tuple(halves)).search(left) is not None
    parts = _PARTS.findall(_phrases(tuple(halves)).sub(" ", left))
    negated = any(part in negations for part in parts)
    unknown = any(part not in negations and part not in known.get("about_a_target", ()) for part in parts)
    whole = {*known.get("wholly", ())} & {*_PARTS.findall(plain)}
    said = frozenset(found)
    level = ""
    if len(said) == 1 and not (negated and (halved or whole)):
        level = found[0] if not negated and not halved else _MODIFIED.get((found[0], negated), "")
    return _LevelWords(said, negated or halved, unknown, level)


@cache
def _level_words(language: str, levels: Sequence[str]) -> Mapping[str, str]:
    """Return the levels that words and symbols say, by these."""
    words = table_words(language)
    return MappingProxyType({word: level for level in levels for word in words.get(level, ())})


@cache
def _phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for words and symbols, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    # A symbol ends where a word begins: 🟢Grön.
    parts = (rf"(?<!\w){re.escape(word)}(?!\w)" if word[-1].isalnum() else re.escape(word) for word in ordered)
    return re.compile("|".join(parts) or r"(?!)")


def without_symbols(text: str) -> str:
    """Return the words of a cell: Klar, for 🟢 Klar."""
    return " ".join("".join(" " if _is_symbol(each) else each for each in text).split())


def said_status(text: str, statuses: Sequence[str], language: str) -> tuple[str, bool]:
    """Return the status that a cell says, or "", and whether it says nothing else.

    Words are heeded before the symbols beside them: 🔴 Försenad. A symbol alone says a status only if it is of work.
    """
    words = without_symbols(text)
    symbols = {_SYMBOLS.get(each, "") for each in text if _is_symbol(each) and each != "\ufe0f"}
    if words.strip(_STOPS):
        status, rest = meaning_and_rest(words, statuses, language)
        if rest.endswith("?"):
            return "", False  # a question says nothing
        if not status and meaning_and_rest(words, ("as_planned",), language)[0]:
            return "ongoing", False  # what it says beside that is kept
        status = _qualified(status, rest.strip(_STOPS), language)
        return status, bool(status) and not rest.strip(_STOPS) and symbols <= {status}
    status = symbols.pop() if len(symbols) == 1 else ""
    return status, bool(status)


def _qualified(status: str, rest: str, language: str) -> str:
    """Return the status that words after it leave: Avslutad – ej aktuell is stopped, Genomförd delvis is unknown."""
    if status != "done" or not rest:
        return status
    known = table_words(language)
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", rest) for word in known.get("stopped", ())):
        return "stopped"
    doubtful = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", rest) for word in known.get("not_quite", ()))
    return "" if doubtful else status


def _is_symbol(character: str) -> bool:
    return category(character) in {"So", "Sk", "Mn", "Cf"} or character in _SYMBOLS


def is_for_ticks(texts: Collection[str], language: str) -> bool:
    """Return whether all cells of a column are ticks or boxes without one; the last one may count them."""
    # A cross says in a column of numbers that there is none.
    texts = [text for text in texts if is_ticked(text, language) or not is_missing(text)]
    if len(texts) > 1 and {text.strip() for text in texts} == {"0", "1"}:
        return True  # as programs save yes and no
    texts = texts[:-1] if len(texts) > 1 and texts[-1].strip().isdigit() else texts
    empty = {*_EMPTY, *table_words(language).get("says_false", ())}
    return bool(texts) and all(is_ticked(text, language) or text.strip().casefold() in empty for text in texts)


def rates_by_colours(texts: Collection[str], language: str) -> bool:
    """Return whether all cells of a column are traffic light colours, each with or without a symbol, or faces."""
    words = table_words(language)
    symbols = {word for level in LEVELS for word in words.get(level, ()) if not any(map(str.isalnum, word))}
    known = {*words.get("colour", ()), *(part for word in symbols for part in _PARTS.findall(word))} - _TICKS
    shown = [text for text in texts if not is_missing(text)]
    return bool(shown) and all(part in known for text in shown for part in _PARTS.findall(text.casefold()))


def _letter(text: str) -> str:
    return text.strip(" .()").casefold()
