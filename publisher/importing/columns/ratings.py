"""Ratings: columns that judge by colours, in words, signs or the letters of RAG, also where no header says so."""

import re
from collections.abc import Collection
from types import MappingProxyType
from typing import Final

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.table_words import table_words

# Red, amber and green; G alone may be yellow in other languages.
_LETTERS: Final = MappingProxyType({"r": "unfulfilled", "a": "partly", "g": "fulfilled"})
# Words and signs; a sign may be followed by one that says how it is drawn.
_PARTS: Final = re.compile(r"\w+|[^\w\s\ufe0f]")
_NAMED: Final = re.compile(r"\bb?rag\b", re.IGNORECASE)


def rates_by_letters(header: str, texts: Collection[str], language: str) -> bool:
    """Return whether the cells of a column are RAG letters: its header says so, or every cell is one.

    Without a header that says so there have to be two of them, one of them amber's, which no other language has.
    """
    letters = {_letter(text) for text in texts if not is_missing(text)}
    alone = {"a"} < letters <= _LETTERS.keys()
    return alone or bool(_NAMED.search(header) and letters & _LETTERS.keys())


def letter_meaning(text: str) -> str:
    """Return which judgement a letter of RAG is; nothing where a text is none."""
    return _LETTERS.get(_letter(text), "")


def rates_by_colours(texts: Collection[str], language: str) -> bool:
    """Return whether all cells of a column are colours of traffic lights, each with or without its sign."""
    colours = table_words(language).get("colour", ())
    shown = [text for text in texts if not is_missing(text)]
    return bool(shown) and all(part in colours for text in shown for part in _PARTS.findall(text.casefold()))


def _letter(text: str) -> str:
    return text.strip(" .()").casefold()
