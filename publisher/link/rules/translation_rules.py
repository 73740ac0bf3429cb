"""Consistency of a text and its translations: that both exist, that they match, and which changed last."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from textwrap import shorten
from typing import Final, TypeAlias

from pydantic import BaseModel

from publisher.kinds import kinds_of, tongue_of
from publisher.link.graph.node import Entry
from publisher.model.fields import Model
from publisher.model.languages import ContentLanguage
from publisher.model.roles import Path
from publisher.model.settings import Settings
from publisher.model.translation import (
    Translation,
    fingerprint,
    fingerprint_of_translated,
    key_of,
    texts_of,
    worded_fields,
)
from publisher.problem import Place, Problem, nearest
from publisher.read.field_tree import placed_texts, texts_in
from publisher.read.same_text import MARK

# Keys that identify members of lists, if they have any.
_KEYS: Final = ("id", "indicator", "period", "year", "date")
# A paragraph of prose, and how many words make it more than a name or an address; how many characters are shown.
_PARAGRAPH: Final = re.compile(r"^(?=[^\W\d_])(?!.*\{\{)[^\n]+(?:\n[^\n]+)*", re.MULTILINE)
_WORDS: Final = 10
_SHOWN: Final = 60
# A number, with what stands between its figures; and what is none: destinations of links, calls, decades, telephones.
_NUMBER: Final = re.compile(r"(?<![\w+])\d+(?:[\u00a0\u202f ]\d{3}(?!\d))*(?:[.,:]\d+)*(?!\w)")
_ELSEWHERE: Final = re.compile(
    r"\]\([^()]*\)|https?://\S+|\{\{(?:(?!\{\{).)*?\}\}|(?<!\d)\d+(?:-tal\w*|s\b)|\+\d[\d -]+"
)
_SPELLED: Final = 12
_MOST: Final = 5
Tongues: TypeAlias = Mapping[str, Mapping[str, Entry]]
"""Translations by language code, then by the file of the original."""


def parted(entries: Iterable[Entry], settings: Settings) -> tuple[list[Entry], dict[str, dict[str, Entry]]]:
    """Return the entries that are originals, and the translations by language, for the languages in the settings."""
    own: list[Entry] = []
    tongues: dict[str, dict[str, Entry]] = {each.code: {} for each in settings.publication.languages}
    for entry in entries:
        tongue = tongue_of(entry.document.file)
        if tongue is None:
            own.append(entry)
        elif tongue.code in tongues:
            tongues[tongue.code][tongue.original] = entry
    return own, tongues


def mistranslated(
    files: Iterable[str], own: Iterable[Entry], tongues: Tongues, settings: Settings
) -> Iterator[Problem]:
    """Yield the problems of translations among `files`, the names of all texts, readable or not."""
    declared = {each.code for each in settings.publication.languages}
    names = frozenset(files)
    for file in names:
        if tongue := tongue_of(file):
            if tongue.code not in declared:
                near = nearest(tongue.code, declared)
                yield Problem.at(Place(file), "language-not-declared", language=tongue.code, near=near)
            elif tongue.original not in names:
                yield Problem.at(Place(file), "translation-without-original", original=tongue.original)
    originals = {entry.document.file: entry for entry in own}
    for language in settings.publication.languages:
        for file, entry in tongues[language.code].items():
            if (original := originals.get(file)) and isinstance(entry.value, Translation):
                yield from _matching(entry, original)
                if language.base != settings.theme.language.partition("-")[0]:
                    yield from _untranslated(entry, original)
        if language.complete:
            yield from _promised(language, own, tongues[language.code])


def _matching(entry: Entry, original: Entry) -> Iterator[Problem]:
    """Yield where a translation does not match its original, and where the original has changed since."""
    value, place = original.value, entry.document.place
    assert isinstance(entry.value, Translation)
    assert isinstance(value, Model)
    kind = getattr(entry.value, "kind", None)
    if kind is not None and kind != getattr(value, "kind", None):
        facts = {
            "value": kind,
            "allowed": getattr(value, "kind", ""),
            "near": getattr(value, "kind", ""),
            "key": "kind",
        }
        yield Problem.at(place("kind"), "unknown-value", **facts)
        return
    if misfits := list(_misfitting(entry, entry.value, value, ())):
        yield from misfits
        return
    yield from _other_numbers(entry, original)
    known = fingerprint_of_translated(value, original.document.body, entry.value)
    # A mark of all texts, that of a draft, holds until one of them changes.
    marks = {known, fingerprint(value, original.document.body)}
    if entry.value.translated_from is None:
        yield Problem.notice(place(), "translation-without-mark", original=original.document.file, mark=known)
    elif entry.value.translated_from not in marks:
        yield Problem.notice(place(MARK), "translation-outdated", original=original.document.file, mark=known)


def _other_numbers(entry: Entry, original: Entry) -> Iterator[Problem]:
    """Yield a notice for each number of a translation, of very many the first, that its original does not have.

    Small numbers may be words in one of the languages.
    """
    there = {*_numbers(original.document.body), *_numbers(" ".join(texts_in(original.document.fields)))}
    kept = ((path, text) for path, text in placed_texts(entry.document.fields) if path[-1] not in (MARK, *_KEYS))
    own = [(entry.document.place(*path), number) for path, text in kept for number in _numbers(text)]
    for line, text in enumerate(entry.document.body.split("\n"), start=1):
        own += [(entry.document.body_place(line, 1), number) for number in _numbers(text)]
    for place, number in islice((each for each in own if each[1] not in there), _MOST):
        yield Problem.notice(place, "translation-number", number=number, original=original.document.file)


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers above twelve in a text, each as its figures alone: languages have other marks between them."""
    for match in _NUMBER.finditer(_ELSEWHERE.sub(" ", text)):
        figures = re.sub(r"\D", "", match[0]).lstrip("0")
        if len(figures) > 2 or (len(figures) > 1 and int(figures) > _SPELLED):
            yield figures


def _untranslated(entry: Entry, original: Entry) -> Iterator[Problem]:
    """Yield a notice at the first paragraph of a translation that stands in its original in the same words.

    Quotations, code, tables and calls may be the same in all languages.
    """
    known = {" ".join(each.split()) for each in original.document.body.split("\n\n")}
    body = entry.document.body
    for match in _PARAGRAPH.finditer(body):
        words = " ".join(match[0].split())
        if words in known and len(words.split()) >= _WORDS:
            line = body.count("\n", 0, match.start()) + 1
            yield Problem.notice(
                entry.document.body_place(line, 1), "translation-same", words=shorten(words, _SHOWN, placeholder=" …")
            )
            return


def _misfitting(entry: Entry, given: BaseModel, value: BaseModel, path: Path) -> Iterator[Problem]:
    """Yield each member of a translation that the original does not have, and lists of different lengths."""
    for name in worded_fields(type(value)):
        yield from _members_misfitting(entry, getattr(given, name, None), getattr(value, name), (*path, name))


def _members_misfitting(entry: Entry, given: object, held: object, path: Path) -> Iterator[Problem]:
    if not given or isinstance(given, str):
        return
    if isinstance(given, BaseModel):
        if isinstance(held, BaseModel):
            yield from _misfitting(entry, given, held, path)
        else:
            yield Problem.at(entry.document.key_place(*path), "translation-adds", key=path[-1])
    elif isinstance(given, Mapping):
        known = held if isinstance(held, Mapping) else {}
        for key, each in given.items():
            if key not in known:
                facts = {"id": key, "near": nearest(str(key), map(str, known))}
                yield Problem.at(entry.document.key_place(*path, str(key)), "unknown-id", **facts)
            else:
                yield from _members_misfitting(entry, each, known[key], (*path, str(key)))
    elif isinstance(given, tuple):
        yield from _list_misfitting(entry, given, held if isinstance(held, tuple) else (), path)


def _list_misfitting(entry: Entry, given: Sequence[object], held: Sequence[object], path: Path) -> Iterator[Problem]:
    key = next((key_of(type(each)) for each in held if isinstance(each, BaseModel)), "")
    if not key and len(given) != len(held):
        facts = {"key": path[-1], "count": len(given), "expected": len(held)}
        yield Problem.at(entry.document.key_place(*path), "translation-length", **facts)
        return
    known = {str(getattr(each, key)): each for each in held} if key else {}
    for at, each in enumerate(given):
        if not key:
            yield from _members_misfitting(entry, each, held[at], (*path, at))
        elif (name := str(getattr(each, key))) not in known:
            yield Problem.at(entry.document.place(*path, at, key), "unknown-id", id=name, near=nearest(name, known))
        else:
            yield from _members_misfitting(entry, each, known[name], (*path, at))


def _promised(language: ContentLanguage, own: Iterable[Entry], entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield each text that is missing in a language whose settings promise completeness."""
    for original in own:
        file, value = original.document.file, original.value
        if not isinstance(value, Model) or not any(kind.translated for kind in kinds_of(file)):
            continue
        texts = texts_of(value)
        if not (texts or original.document.body.strip()):
            continue
        facts = {"original": file, "language": language.code}
        name, _, ending = file.rpartition(".")
        entry = entries.get(file)
        if entry is None:
            yield Problem.notice(Place(file), "translation-missing", file=f"{name}.{language.code}.{ending}", **facts)
            continue
        assert isinstance(entry.value, Model)
        for key in _lacking(texts, texts_of(entry.value) if isinstance(entry.value, Translation) else texts):
            yield Problem.notice(entry.document.place(), "translation-lacks", key=key, **facts)
        if original.document.body.strip() and not entry.document.body.strip():
            yield Problem.notice(entry.document.place(), "translation-lacks-text", **facts)


def _lacking(texts: object, given: object, path: str = "") -> Iterator[str]:
    """Yield the paths of the texts that a translation lacks."""
    if isinstance(texts, str):
        if not given:
            yield path
    elif isinstance(texts, Mapping):
        held = given if isinstance(given, Mapping) else {}
        for key, each in texts.items():
            if key in _KEYS:
                continue
            yield from _lacking(each, held.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(texts, list):
        others = given if isinstance(given, list) else []
        for at, each in enumerate(texts):
            yield from _lacking(each, _counterpart(each, others, at), f"{path}[{_name_of(each, at)}]")


def _counterpart(each: object, others: Sequence[object], at: int) -> object:
    name = _key(each)
    if name is None:
        return others[at] if at < len(others) else None
    return next((other for other in others if _key(other) == name), None)


def _key(each: object) -> object:
    return next((each[name] for name in _KEYS if name in each), None) if isinstance(each, Mapping) else None


def _name_of(each: object, at: int) -> object:
    name = _key(each)
    return at + 1 if name is None else name
