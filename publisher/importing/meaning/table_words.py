"""The words by which an import understands tables: `locale/<language>/tables.yml`, those of every language together.

A Danish table may stand in a Swedish publication, and words of two languages seldom mean different things in a table.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import yaml

from publisher.locales import LOCALES, languages


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


def meaning(text: str, roles: tuple[str, ...], language: str) -> str:
    """Return which of the roles a text has by its words, or nothing: the whole text before its longest beginning."""
    words, plain = table_words(language), " ".join(text.casefold().split()).strip(" .:*")
    if not plain:
        return ""
    for role in roles:
        if plain in words.get(role, ()):
            return role
    starts = [(len(word), role) for role in roles for word in words.get(role, ()) if _begins(plain, word)]
    return max(starts, default=(0, ""))[1]


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()
