"""Words that people write for an enumeration value: completed, på gång, on hold; in all the program's languages."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from publisher.locales import languages, word_lists

# Values for which the lists for tables use another name.
_ALSO: Final = {"dropped": "stopped"}
# The word lists in `locale/<language>/`, by value: for imports, of statuses and modalities, and of other closed sets.
_OWN: Final = "values"
_LISTS: Final = ("tables", "steering", _OWN)
_SORTS: Final = ("own", "others")


def word_meant(value: str, allowed: Iterable[str]) -> str:
    """Return the allowed value that a word means, or "" if it means none of them, or several."""
    known = tuple(allowed)
    # What a word means in the columns of a table may be another value: of work, "each year" is continuous.
    for lists in ((_OWN,), _LISTS):
        means = _values(lists).get(_plain(value), frozenset())
        found = [each for each in known if {each, _ALSO.get(each, each)} & means]
        if len(found) == 1:
            return found[0]
    return ""


@cache
def _values(lists: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code in languages():
        for name in lists:
            for value, words in word_lists(name, code).items():
                for word in _every(words):
                    found.setdefault(_plain(str(word)), set()).add(str(value))
    return {word: frozenset(values) for word, values in found.items()}


def _every(words: object) -> list[object]:
    """Return the words of a value, which are also listed by sort: the verbs of a modality."""
    if isinstance(words, dict):
        return [word for sort in _SORTS for word in words.get(sort, ())]
    return words if isinstance(words, list) else []


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split()) or word
