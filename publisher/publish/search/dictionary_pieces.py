"""A language's dictionary in pieces, cached on this machine, so that a few new words need not load all of it.

The words come from simplemma, whose dictionaries cover the Nordic languages but unpack a million forms at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import Final
from zlib import crc32

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import (
    DEFAULT_DICTIONARY_FACTORY,
    SUPPORTED_LANGUAGES,
    DictionaryFactory,
)

from publisher.own_cache import DiskCache, cache_folder

# A version number in the cache keys; increase it when anything below changes.
_RECIPE: Final = 2
_PIECES: Final = 64
# Words are assigned to pieces by their prefix, since endings vary.
_BEGINNING: Final = 3
_KEPT: Final = 2_000


def lemma_of(word: str, language: str) -> str:
    """Return the dictionary form (lemma) of a word; the word itself if unknown."""
    return _lemmatizer().lemmatize(word, language).lower() if language in SUPPORTED_LANGUAGES else word


def is_word(word: str, language: str) -> bool:
    """Return whether a language's dictionary has a word, in lower case, in any form."""
    return language in SUPPORTED_LANGUAGES and _pieces(language, "lemmas").get(word) is not None


def forms_of(lemma: str, language: str) -> list[str]:
    """Return all forms of a word that readers may type."""
    return _pieces(language, "forms").get(lemma) or [] if language in SUPPORTED_LANGUAGES else []


class _Factory(DictionaryFactory):
    """Provides dictionaries for simplemma."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return _Lemmas(lang)


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_Factory()))


@cache
def _release() -> str:
    return f"{version('simplemma')}-{_RECIPE}"


def _key(language: str, name: str) -> str:
    return f"{language}-{_release()}-{name}"


@cache
def _piece_of(beginning: str) -> int:
    return crc32(beginning.encode()) % _PIECES


class _Pieces:
    """One of the two dictionaries of a language: `lemmas` by form, or `forms` by lemma."""

    def __init__(self, language: str, sort: str) -> None:
        self._language, self._sort = language, sort
        self._cache = DiskCache(cache_folder("word-forms"), _KEPT)
        self._read: dict[int, dict[str, list[str]]] = {}

    def get(self, word: str) -> list[str] | None:
        """Return the entry of a word."""
        piece = _piece_of(word[:_BEGINNING])
        if piece not in self._read:
            content = self._cache.get(_key(self._language, f"{self._sort}-{piece}"))
            lines = (content.decode() if content else self._make(piece)).split("\n")
            self._read[piece] = {key: entry for key, *entry in (line.split("\t") for line in lines)}
        return self._read[piece].get(word)

    def _make(self, asked: int) -> str:
        """Cache every piece, and return the one asked for."""
        pieces = _all_pieces(self._language)[self._sort]
        names = (_key(self._language, f"{self._sort}-{number}") for number in range(len(pieces)))
        self._cache.put_all(dict(zip(names, (piece.encode() for piece in pieces), strict=True)))
        return pieces[asked]


class _Lemmas(Mapping[str, str]):
    """A mapping from form to lemma, as simplemma expects."""

    def __init__(self, language: str) -> None:
        self._language, self._pieces = language, _pieces(language, "lemmas")

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
def _pieces(language: str, sort: str) -> _Pieces:
    return _Pieces(language, sort)


@cache
def _all_pieces(language: str) -> dict[str, list[str]]:
    """Return both dictionaries of a language in pieces: on each line a word and, after tabs, its entry.

    Forms are those that readers may type for a word of a text.
    """
    lemmas: list[list[str]] = [[] for _ in range(_PIECES)]
    typed = defaultdict(list)
    for form, lemma in DEFAULT_DICTIONARY_FACTORY.get_dictionary(language).items():
        lemmas[_piece_of(form[:_BEGINNING])].append(f"{form}\t{lemma}")
        if form.isalpha() and form.islower():
            typed[lemma].append(form)
    forms: list[list[str]] = [[] for _ in range(_PIECES)]
    for lemma, own in typed.items():
        forms[_piece_of(lemma[:_BEGINNING])].append("\t".join((lemma, *own)))
    return {"lemmas": ["\n".join(lines) for lines in lemmas], "forms": ["\n".join(lines) for lines in forms]}
