"""What readers may type for the words of a site: their other forms, as a small file that the search page reads.

The forms come from simplemma, whose dictionaries have the Nordic languages: Pagefind's own stemmer takes `högskola` and
`högskolor` for two words, and no rule of endings leads from `böcker` to `bok`.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from typing import Final

from simplemma import lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY, SUPPORTED_LANGUAGES

from publisher.own_cache import DiskCache, cache_folder

FILE: Final = "words.json"
# More words than these nobody misspells often, and a phone has to fetch them all.
MOST: Final = 20_000
# Raise this when anything below changes: it is part of the cache's name.
RECIPE: Final = 2


def words_file(counts: Mapping[str, int], language: str) -> bytes:
    """Return the words of a site, the commonest first, as JSON.

    Each is a line of words with one lemma: those that the site has, and after a bar their other forms.
    """
    words = [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))][:MOST]
    named = sha256("\n".join(words).encode()).hexdigest()
    kept = DiskCache(cache_folder("words"))
    return kept.get_or_make(f"{language}-{version('simplemma')}-{RECIPE}-{named}", lambda: _file(words, language))


def _file(words: Iterable[str], language: str) -> bytes:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(_lemma(word, language), []).append(word)
    others = _others(groups, language)
    lines = ["|".join(filter(None, (" ".join(own), " ".join(others.get(lemma, ()))))) for lemma, own in groups.items()]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()


def _lemma(word: str, language: str) -> str:
    """Return the form of a word that stands in dictionaries; the word itself where they do not have it."""
    return str(lemmatize(word, lang=language)).lower() if language in SUPPORTED_LANGUAGES else word


def _others(groups: Mapping[str, Iterable[str]], language: str) -> dict[str, list[str]]:
    """Return the forms of each lemma that the site does not have."""
    found: dict[str, set[str]] = {}
    for form, lemma in _dictionary(language):
        if lemma in groups and form.isalpha() and form.islower() and form not in groups[lemma]:
            found.setdefault(lemma, set()).add(form)
    return {lemma: sorted(_without_genitives(forms, groups[lemma])) for lemma, forms in found.items()}


def _without_genitives(forms: Collection[str], own: Iterable[str]) -> Iterator[str]:
    """Yield forms but those that are another with an s, as the search page knows."""
    known = {*forms, *own}
    return (form for form in forms if not (form.endswith("s") and form.removesuffix("s") in known))


def _dictionary(language: str) -> Iterator[tuple[str, str]]:
    if language in SUPPORTED_LANGUAGES:
        yield from DEFAULT_DICTIONARY_FACTORY.get_dictionary(language).items()


def counted(texts: Iterable[Iterable[str]]) -> Counter[str]:
    """Return on how many pages each word stands."""
    return Counter(word for text in texts for word in set(text))
