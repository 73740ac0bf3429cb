"""The lemmas and forms of a site's words, cached on this machine, since most of them are also in the next site.

Loading a language's dictionary takes a third of a second, so it is only used for new words.
"""

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Final, TypeAlias

from publisher.own_cache import DiskCache, cache_folder

Lemmas: TypeAlias = dict[str, str]
Forms: TypeAlias = dict[str, list[str]]

# A version number in the cache key; increase it when anything below changes.
_RECIPE: Final = 2
# More words than these cannot all belong to one site.
_MOST: Final = 100_000


def lemmas_and_forms(words: Iterable[str], language: str) -> tuple[Lemmas, Forms]:
    """Return the lemma of each word, and all forms of these lemmas; a word of an unknown language is its own lemma."""
    kept, key = DiskCache(cache_folder("words")), f"{language}-{version('simplemma')}-{_RECIPE}"
    lemmas, forms = json.loads(kept.get(key) or b"[{}, {}]")
    asked = list(words)
    new = [word for word in asked if word not in lemmas]
    if len(lemmas) + len(new) > _MOST:
        lemmas, forms, new = {}, {}, asked
    if new:
        from publisher.publish.search.dictionary_pieces import forms_of, lemma_of

        lemmas |= {word: lemma_of(word, language) for word in new}
        forms |= {lemma: forms_of(lemma, language) for lemma in {lemmas[word] for word in new} - forms.keys()}
        kept.put(key, json.dumps([lemmas, forms], ensure_ascii=False).encode())
    return {word: lemmas[word] for word in asked}, forms
