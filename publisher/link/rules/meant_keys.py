"""Keys and values in the words of readers: `sammanfattning`, the title of a field, for its key `summary`."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from publisher.language import Language
from publisher.locales import languages
from publisher.problem import Place, Problem, nearest

_UNKNOWN = "unknown-key"
_OF_VALUE = "unknown-value"
_MISSING = frozenset({"missing-choice", "missing-key", "result-without-period"})


def with_meant_keys(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with the key or value that each unknown one means; that key is not reported as missing too.

    The words of all the program's languages count, since people write as their own forms did.
    """
    found = [*problems]
    lacking = _lacking(found)
    meant: set[int] = set()
    for at, problem in enumerate(found):
        if problem.code == _OF_VALUE and (named := _named_value(problem)):
            found[at] = replace(problem, facts={**problem.facts, "near": named})
        if problem.code == _UNKNOWN and (near := _near(problem)):
            found[at] = replace(problem, facts={**problem.facts, "near": near})
            # It belongs to the last mapping of that file that begins before the unknown key and lacks it.
            places = lacking.get((problem.place.file, near), [])
            if before := bisect_right(places, problem.place, key=lambda it: it[0]):
                meant.add(places.pop(before - 1)[1])
    return [each for at, each in enumerate(found) if at not in meant]


def _lacking(problems: Iterable[Problem]) -> dict[tuple[str, str], list[tuple[Place, int]]]:
    """Return the places that lack a key, in order, each with its problem's index, by file and key."""
    found: dict[tuple[str, str], list[tuple[Place, int]]] = {}
    for at, each in enumerate(problems):
        if each.code in _MISSING:
            found.setdefault((each.place.file, each.facts["key"]), []).append((each.place, at))
    return {key: sorted(places) for key, places in found.items()}


def _near(problem: Problem) -> str:
    return problem.facts.get("near") or _meant_key(problem.facts.get("value", ""), problem.facts.get("allowed", ""))


def _meant_key(word: str, allowed: str) -> str:
    """Return the allowed key whose title in some language is the word, contains it, or resembles it."""
    keys = allowed.split(", ")
    plain = word.casefold().replace("_", " ").replace("-", " ")
    titles = {title: key for key in keys for title in _titles().get(key, ())}
    within = {key for title, key in titles.items() if plain in title.split()}
    near = titles.get(plain) or (titles.get(nearest(plain, titles)) if len(plain) > 3 else None)
    return near or (within.pop() if len(within) == 1 else "")


def _named_value(problem: Problem) -> str:
    """Return the only allowed value whose word in some language was written: annual for "hvert år"."""
    words = _words_of_values(problem.facts["words"]) if problem.facts.get("words") else {}
    named = words.get(problem.facts.get("value", "").strip().casefold(), frozenset())
    meant = [each for each in problem.facts.get("allowed", "").split(", ") if each in named]
    return meant[0] if len(meant) == 1 else ""


@cache
def _words_of_values(prefix: str) -> Mapping[str, frozenset[str]]:
    """Return the values of a closed set by their words in all languages, in lower case."""
    found: dict[str, set[str]] = {}
    for code in languages():
        for key, words in Language(code).under(f"{prefix}.").items():
            # A field's entry is its title, a colon and its explanation.
            found.setdefault(words.partition(": ")[0].casefold(), set()).add(key.rpartition(".")[2])
    return {word: frozenset(values) for word, values in found.items()}


@cache
def _titles() -> Mapping[str, frozenset[str]]:
    """Return the titles of each field in all languages, in lower case; models may give a field different titles."""
    found: dict[str, set[str]] = {}
    for code in languages():
        for key, words in Language(code).under("field.").items():
            found.setdefault(key.rpartition(".")[2], set()).add(words.partition(":")[0].casefold())
    return {key: frozenset(titles) for key, titles in found.items()}
