"""Checks of authors' prose before anything is drawn, so that all problems are reported in one run."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from publisher.commonmark.body import ReadBody, read_body
from publisher.commonmark.printable import printed_words, unprintable
from publisher.model.roles import Path
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import value_at
from publisher.render.author_parts import expand
from publisher.render.body_limits import check_limits
from publisher.render.foreign_marks import check_foreign_marks, garbled
from publisher.render.link_check import Known, check_links, may_link
from publisher.render.prose import check_crowds, check_prose, problem_at
from publisher.render.slips import check_slips
from publisher.render.typed_notes import check_typed_notes

# Bullets as Word copies them.
_BULLETS: Final = frozenset({"\uf0b7", "\uf0a7"})
# The settings that are printed.
PRINTED_SETTINGS: Final = frozenset({"site_name", "extra"})


def check_characters(document: Document, fields: Collection[str] | None = None) -> Iterator[Problem]:
    """Yield each run of characters in a document, in its body or the given fields, that no print font supports."""
    for start, run in unprintable(document.body):
        if run in _BULLETS and document.body[:start].rpartition("\n")[2].strip(" \t>") == "":
            continue  # reported as a list that is none
        yield problem_at(document, start, "print-character", character=_shown(run))
    for path in (path for path in document.marks if fields is None or (path[:1] and path[0] in fields)):
        # Under a duplicate key the first value may have had a path that the second does not.
        value = value_at(document.fields, path)
        if isinstance(value, str) and not _is_judged(path, value):
            for _, run in unprintable(value):
                yield Problem.at(document.place(*path), "print-character", character=_shown(run))


def _shown(run: str) -> str:
    """Return characters as they can be shown in a message: those without any form by their numbers."""
    return "".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in run)


def _is_judged(path: Path, value: str) -> bool:
    """Return whether a text is a level of the judgement scale, as printed without its symbol, or names one."""
    if path[1:3] == ("publication", "judgements") and path[-1] == "title":
        return bool(printed_words(value).strip(" .-"))
    last = path[:-1] if path[-1] == "value" else path
    return bool(last) and (last[-1] == "judgement" or (last[:1] == ("commitments",) and len(last) == 2))  # a result's


def check_body(document: Document, parts: Iterable[str]) -> tuple[tuple[Problem, ...], bool]:
    """Return the problems in the body of a document by itself, and whether `check_targets` has anything to look at.

    These are problems of its marks and of the parts that it calls. A body that is too large is not parsed.
    """
    # What repeats itself without end exceeds a limit too: one problem, at the first place.
    crowds = (*check_crowds(document),) or (*check_limits(document),)
    if crowds or not document.body.strip():
        return (*garbled(document), *crowds), False
    body = read_body(document.body)
    return (*garbled(document), *_of_marks(document, body, parts)), may_link(body)


def check_targets(document: Document, known: Known) -> Iterator[Problem]:
    """Yield the problems of the links and images in a body: they depend on what else there is."""
    yield from check_links(document, read_body(document.body), known)


def _of_marks(document: Document, body: ReadBody, parts: Iterable[str]) -> Iterator[Problem]:
    refused = list(check_prose(document, body))
    yield from refused
    if any(problem.code == "too-many-signs" for problem in refused):
        return
    # A text with forbidden markup reads differently from what its author sees.
    lines = {problem.place.line for problem in refused}
    slips = list(check_slips(document, body, lines))
    yield from slips
    wrong = {problem.place.line for problem in slips} | lines
    yield from (each for each in check_typed_notes(document, body) if each.place.line not in wrong)
    yield from (each for each in check_foreign_marks(document, body) if each.place.line not in lines)
    # Checks only that calls are well formed; their output is drawn when everything else is valid.
    yield from expand(document, dict.fromkeys(parts, _nothing)).problems


def _nothing(*_positional: object, **_named: object) -> str:
    return ""
