"""A language's dictionary in pieces that are kept on this machine, so that a few new words need not load all of it.

The words come from simplemma, which unpacks a million forms at once. What was found for the words of a site is kept
too: most of them stand on the next one.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import Final, TypeAlias
from zlib import crc32

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import (
    DEFAULT_DICTIONARY_FACTORY,
    SUPPORTED_LANGUAGES,
    DictionaryFactory,
)

from publisher.own_cache import DiskCache, cache_folder

Lemmas: TypeAlias = dict[str, str]
Forms: TypeAlias = dict[str, list[str]]

# Raise this when anything below changes: it is part of the names of what is kept.
_RECIPE: Final = 1
_PIECES: Final = 64
# The endings of words vary, and their beginnings lead to the same piece.
_BEGINNING: Final = 3
# More words than these are no longer those of one site.
_MOST: Final = 100_000
_KEPT: Final = 2_000


def lemmas_and_forms(words: Iterable[str], language: str) -> tuple[Lemmas, Forms]:
    """Return the lemma of each word, and all forms of these lemmas; a word of an unknown language is its own."""
    if language not in SUPPORTED_LANGUAGES:
        own = {word: word for word in words}
        return own, {word: [] for word in own}
    kept, key = DiskCache(cache_folder("word-forms"), _KEPT), _key(language, "known")
    lemmas, forms = json.loads(kept.get(key) or b"[{}, {}]")
    wanted = list(words)
    new = [word for word in wanted if word not in lemmas]
    if new:
        if len(lemmas) + len(new) > _MOST:
            lemmas, forms, new = {}, {}, wanted
        lemmatizer = _lemmatizer(language)
        lemmas |= {word: lemmatizer.lemmatize(word, language).lower() for word in new}
        by_lemma = _Pieces(language, "forms")
        for word in new:
            if lemmas[word] not in forms:
                forms[lemmas[word]] = by_lemma.get(lemmas[word]) or []
        kept.put(key, json.dumps([lemmas, forms], ensure_ascii=False).encode())
    return {word: lemmas[word] for word in wanted}, forms


def _lemmatizer(language: str) -> Lemmatizer:
    class Kept(DictionaryFactory):
        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return _Lemmas(lang)

    assert language in SUPPORTED_LANGUAGES
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=Kept()))


def _key(language: str, name: str) -> str:
    return f"{language}-{version('simplemma')}-{_RECIPE}-{name}"


def _piece_of(word: str) -> int:
    return crc32(word[:_BEGINNING].encode()) % _PIECES


class _Pieces:
    """One of the two dictionaries of a language: `lemmas` by form, or `forms` by lemma."""

    def __init__(self, language: str, sort: str) -> None:
        self._language, self._sort = language, sort
        self._cache = DiskCache(cache_folder("word-forms"), _KEPT)
        self._read: dict[int, dict[str, list[str]]] = {}

    def get(self, word: str) -> list[str] | None:
        """Return what stands under a word."""
        piece = _piece_of(word)
        if piece not in self._read:
            content = self._cache.get(_key(self._language, f"{self._sort}-{piece}"))
            self._read[piece] = json.loads(content) if content else self._make(piece)
        return self._read[piece].get(word)

    def _make(self, wanted: int) -> dict[str, list[str]]:
        """Keep every piece, and return the wanted one."""
        pieces = _all_pieces(self._language)[self._sort]
        for number, piece in enumerate(pieces):
            self._cache.put(
                _key(self._language, f"{self._sort}-{number}"), json.dumps(piece, ensure_ascii=False).encode()
            )
        return pieces[wanted]


class _Lemmas(Mapping[str, str]):
    """The lemma of each form, as simplemma asks for it."""

    def __init__(self, language: str) -> None:
        self._language, self._pieces = language, _lemma_pieces(language)

    def __getitem__(self, form: str) -> str:
        found = self._pieces.get(form)
        if found is None:
            raise KeyError(form)
        return found[0]

    def __iter__(self) -> Iterator[str]:
        return iter(DEFAULT_DICTIONARY_FACTORY.get_dictionary(self._language))

    def __len__(self) -> int:
        return len(DEFAULT_DICTIONARY_FACTORY.get_dictionary(self._language))


@cache
def _lemma_pieces(language: str) -> _Pieces:
    return _Pieces(language, "lemmas")


@cache
def _all_pieces(language: str) -> dict[str, list[dict[str, list[str]]]]:
    """Return both dictionaries of a language in pieces; forms are those that readers may type for a word of a text."""
    lemmas: list[dict[str, list[str]]] = [{} for _ in range(_PIECES)]
    forms: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(_PIECES)]
    for form, lemma in DEFAULT_DICTIONARY_FACTORY.get_dictionary(language).items():
        lemmas[_piece_of(form)][form] = [lemma]
        if form.isalpha() and form.islower():
            forms[_piece_of(lemma)][lemma].append(form)
    return {"lemmas": lemmas, "forms": forms}
