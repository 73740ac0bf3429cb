"""Ratings: columns that judge by colours, as words, symbols or RAG letters, even if no header says so."""

import re
from collections.abc import Collection, Sequence
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
_STOPS: Final = " .:,;*–-"
_EMPTY: Final = frozenset({"☐", "□", "-", "–", "—", "○"})
# Words and symbols; a symbol may be followed by a variation selector.
_PARTS: Final = re.compile(r"\w+|[^\w\s\ufe0f]")
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
    texts = [text for text in texts if not is_missing(text)]
    texts = texts[:-1] if len(texts) > 1 and texts[-1].strip().isdigit() else texts
    empty = {*_EMPTY, *table_words(language).get("says_false", ())}
    return bool(texts) and all(is_ticked(text, language) or text.strip().casefold() in empty for text in texts)


def rates_by_colours(texts: Collection[str], language: str) -> bool:
    """Return whether all cells of a column are traffic light colours, each with or without a symbol."""
    colours = table_words(language).get("colour", ())
    shown = [text for text in texts if not is_missing(text)]
    return bool(shown) and all(part in colours for text in shown for part in _PARTS.findall(text.casefold()))


def _letter(text: str) -> str:
    return text.strip(" .()").casefold()
