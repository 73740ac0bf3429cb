"""The words by which an import understands tables: `locale/<language>/tables.yml`, those of every language together.

A Danish table may stand in a Swedish publication, and a word seldom has different meanings in two languages of tables.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

import yaml

from publisher.locales import LOCALES, languages

# What columns hold whose headers are often compounds, and how long the last word of one is at least.
_COMPOUNDED: Final = ("indicator", "theme", "action", "comment", "forecast", "judgement")
_LEAST_PART: Final = 5


@cache
def table_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each role of a column and of each sort of value, those of `language` first."""
    found: dict[str, dict[str, None]] = {}
    for code in sorted(languages(), key=lambda code: code != language):
        path = LOCALES / code / "tables.yml"
        lists = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        for role, words in lists.items():
            found.setdefault(role, {}).update(dict.fromkeys(str(word).casefold() for word in words))
    return MappingProxyType({role: tuple(words) for role, words in found.items()})


def words_for(role: str, language: str) -> tuple[str, ...]:
    """Return the words of one role, the longest first, as they are looked for within a text."""
    return tuple(sorted(table_words(language).get(role, ()), key=len, reverse=True))


def meaning(text: str, roles: Iterable[str], language: str) -> str:
    """Return which of the roles a text has by its words, or nothing: the whole text before its longest beginning."""
    return meaning_and_rest(text, roles, language)[0]


def meaning_and_rest(text: str, roles: Iterable[str], language: str) -> tuple[str, str]:
    """Return which of the roles a text has by its words, and what of it stands behind the word that says so."""
    words, plain = table_words(language), " ".join(text.casefold().split()).strip(" .:*")
    if not plain:
        return "", ""
    known = tuple(roles)
    for role in known:
        if plain in words.get(role, ()):
            return role, ""
    starts = [(len(word), role) for role in known for word in words.get(role, ()) if _begins(plain, word)]
    length, role = max(starts, default=(0, ""))
    return (role, plain[length:].strip()) if role else (_last_part(plain, known, words), "")


def _last_part(plain: str, known: Sequence[str], words: Mapping[str, tuple[str, ...]]) -> str:
    """Return the role of the word that one compound ends with, or nothing: måleindikator, politikområde."""
    if not plain.isalpha():
        return ""
    ends = ((len(word), role) for role in _COMPOUNDED for word in words.get(role, ()) if plain.endswith(word))
    return max(((length, role) for length, role in ends if length >= _LEAST_PART and role in known), default=(0, ""))[1]


def is_total(text: str, language: str) -> bool:
    """Return whether a text is only the name of a sum, or with its number, and no name of something that is counted."""
    plain, words = " ".join(text.casefold().split()).strip(" .:*"), table_words(language).get("total", ())
    return plain in words or any(re.match(rf"{re.escape(word)}:? \d", plain) for word in words)


def body_kind(name: str, language: str) -> str:
    """Return what sort of organisation a name says that it is, by how it ends, or nothing."""
    words, plain = table_words(language), name.casefold()
    kinds = ("board", "administration", "council")
    # The longest ending says most: "kommunestyre" of "styre".
    ends = ((len(word), kind) for kind in kinds for word in words.get(kind, ()) if plain.endswith(word))
    return max(ends, default=(0, ""))[1]


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not (word[-1].isalnum() and text[len(word) : len(word) + 1].isalnum())
