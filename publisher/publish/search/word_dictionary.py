"""The lemmas and forms of the words of a site, kept on this machine: most of them stand on the next one.

What knows a language takes a third of a second to load, and is asked only for new words.
"""

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Final, TypeAlias

from publisher.own_cache import DiskCache, cache_folder

Lemmas: TypeAlias = dict[str, str]
Forms: TypeAlias = dict[str, list[str]]

# Raise this when anything below changes: it is part of the name of what is kept.
_RECIPE: Final = 2
# More words than these are no longer those of one site.
_MOST: Final = 100_000


def lemmas_and_forms(words: Iterable[str], language: str) -> tuple[Lemmas, Forms]:
    """Return the lemma of each word, and all forms of these lemmas; a word of an unknown language is its own."""
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
