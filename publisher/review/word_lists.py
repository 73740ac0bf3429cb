"""The word lists of the review, one for each language: `locale/<language>/officialese.yml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from publisher.locales import word_lists


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words to look for in a language: officialese with plain alternatives, vague times and promises, and more."""

    plain: Mapping[str, str]
    hard: re.Pattern[str]
    times: re.Pattern[str]
    promises: re.Pattern[str]
    links: frozenset[str]
    known: frozenset[str]
    mailboxes: tuple[str, ...]


@cache
def words_of(language: str) -> WordLists:
    """Return the lists of a language."""
    lists = word_lists("officialese", language)
    plain = {form.strip(): words for forms, words in lists["words"].items() for form in forms.split(",")}
    return WordLists(
        plain=plain,
        hard=_pattern_of_any(plain),
        times=_pattern_of_any(lists["times"]),
        promises=_pattern_of_any(lists["promises"]),
        links=frozenset(lists["links"]),
        known=frozenset(lists["known"]),
        mailboxes=tuple(lists["mailboxes"]),
    )


def _pattern_of_any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches each phrase as whole words, longest first, also across line ends."""
    forms = (r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)
