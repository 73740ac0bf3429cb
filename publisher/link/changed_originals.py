"""The texts of an original that have changed since it was translated, with their wording then, from its history."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pydantic import BaseModel

from publisher.kinds import tongue_of
from publisher.link.graph.node import Entry
from publisher.link.time.broken_lines import changed_lines
from publisher.model.roles import Path
from publisher.model.translation import Way, fingerprint, fingerprint_of_translated, ways_of
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.same_text import MARK
from publisher.shortening import shortened

OUTDATED: Final = "translation-outdated"
_TEXT: Final = "translation-outdated-text"
_NEW: Final = "translation-outdated-new"
# A wording quoted in a message is truncated; of an original with more changes than these it is said only that it has.
_SHOWN: Final = 100
_MOST: Final = 10


def with_changed_texts(
    problems: Iterable[Problem], entries: Iterable[Entry], earlier: Callable[[str], Iterable[Entry]]
) -> Iterator[Problem]:
    """Return the problems; for an outdated translation, one Problem for each text that has changed in its original.

    `earlier` gives a file's entries in all versions that can be read. If none of these is the translated one, or most
    of the text has changed, the problem stays as it is.
    """
    found = {entry.document.file: entry for entry in entries}
    for problem in problems:
        made = found.get(problem.place.file) if problem.code == OUTDATED else None
        tongue = tongue_of(made.document.file) if made else None
        original = found.get(tongue.original) if tongue else None
        changed = [*_changed(made, original, earlier(original.document.file))] if made and original else []
        if not 0 < len(changed) <= _MOST:
            yield problem
            continue
        for place, where, was in changed:
            facts = {**problem.facts, "place": f"{where.file}:{where.line}"}
            if was:
                yield replace(problem, code=_TEXT, place=place, facts={**facts, "was": shortened(was, _SHOWN)})
            else:
                yield replace(problem, code=_NEW, place=place, facts=facts)


def _changed(made: Entry, original: Entry, versions: Iterable[Entry]) -> Iterator[tuple[Place, Place, str]]:
    """Yield the places of each text in the translation and in the original, and the wording that was translated."""
    own = made.value
    then = next((each for each in versions if getattr(own, MARK) in _marks(each, own)), None)
    if then is None:
        return
    texts, before = _texts(original.value), _texts(then.value)
    for way in _texts(own):
        if texts.get(way) != before.get(way):
            yield _place(made.document, way), _place(original.document, way), before.get(way, "")
    for where, was in changed_lines(then.document.body, original.document):
        yield made.document.body_place(1), where, was


def _texts(value: object) -> dict[Way, str]:
    return dict(ways_of(value)) if isinstance(value, BaseModel) else {}


def _marks(version: Entry, translation: object) -> set[str]:
    value, body = version.value, version.document.body
    if not isinstance(value, BaseModel) or not isinstance(translation, BaseModel):
        return set()
    return {fingerprint_of_translated(value, body, translation), fingerprint(value, body)}


def _place(document: Document, way: Way) -> Place:
    """Return the place of a text, or of what is nearest to it where it does not stand in the file."""
    path: Path = ()
    held: object = document.fields
    for step in way:
        key = _key(held, step)
        if key is None:
            break
        path, held = (*path, key), held[key]  # type: ignore[index]  # `_key` has found it
    return document.place(*path)


def _key(held: object, step: str | int | tuple[str, str]) -> str | int | None:
    """Return the key or the index of a member of a tree by one step of a way; None if it is not there."""
    if isinstance(held, Mapping):
        return step if isinstance(step, str) and step in held else None
    if not isinstance(held, list):
        return None
    if isinstance(step, int):
        return step - 1 if step <= len(held) else None
    names = [str(each.get(step[0])) if isinstance(each, Mapping) else "" for each in held]
    return names.index(step[1]) if isinstance(step, tuple) and step[1] in names else None
