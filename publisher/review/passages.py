"""Passages are the pieces of prose in a file, without marks and code; each sign of one knows its place in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from publisher.kinds import model_of
from publisher.model.roles import Role, roles_along
from publisher.problem import Place
from publisher.read.document import Document
from publisher.render.prose import position, without_code

# What is no prose is blanked out; what ends a passage becomes an empty line. Every sign keeps its place.
_BLANK: Final = re.compile(
    r"\{\{.*?\}\}|\{[:#.][^{}\n]*\}|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]|!\[|<[^>\s]+>|https?://\S+"
    r"|^ {0,3}\[[^\]\n]+\]:.*$|^\*\[[^\]\n]+\]:.*$|^///.*$|\[\^[^\]\n]+\]|^[ >]*(?:[-*+]|\d+[.)])[ ]|^[ ]*>|[*_`\[\]]",
    re.MULTILINE | re.DOTALL,
)
_HEADING: Final = re.compile(r"^#+[ ]+(?P<text>.*)$", re.MULTILINE)
_TABLE: Final = re.compile(r"^[ ]*\|.*$", re.MULTILINE)
_BLOCK: Final = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
_ITEM: Final = re.compile(r"^[ >]*(?:[-*+]|\d+[.)])[ ]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of whole sentences, or else a name. `spots` pairs signs of it with signs of the file `raw`, in order."""

    file: str
    raw: str
    text: str
    sentences: bool
    spots: tuple[tuple[int, int], ...]

    def place(self, at: int) -> Place:
        """Return the place in the file of a sign of the text."""
        own, start = self.spots[bisect_right(self.spots, at, key=lambda spot: spot[0]) - 1]
        return Place(self.file, *position(self.raw, start + at - own))


def passages(document: Document, raw: str) -> Iterator[Passage]:
    """Yield the passages of a document: those of its fields, then those of its body. `raw` is the whole file."""
    yield from _fields(document, raw)
    yield from _body(document, raw)


def _fields(document: Document, raw: str) -> Iterator[Passage]:
    starts = [0, *(match.end() for match in re.finditer(r"\n", raw))]
    model = model_of(document)
    for path, (_, (line, column)) in document.marks.items():
        roles, above = roles_along(model, path) if model else (frozenset(), frozenset())
        if not roles & {Role.PROSE, Role.TITLE} or Role.QUOTED in above:
            continue
        value: object = document.fields
        for part in path:
            value = value[part]  # type: ignore[index]  # a mark's path leads to a value
        if isinstance(value, str):
            spots = _spots(value, raw, starts[line - 1] + column - 1)
            yield Passage(document.file, raw, str(value), Role.PROSE in roles, spots)


def _spots(text: str, raw: str, start: int) -> tuple[tuple[int, int], ...]:
    """Return where each word of a value stands in the file: folded lines and quotes lie between words, never within."""
    spots = [(0, start)]
    for match in re.finditer(r"\S+", text):
        found = raw.find(match[0], start)
        if found >= 0:
            spots.append((match.start(), found))
            start = found + len(match[0])
    return tuple(spots)


def _body(document: Document, raw: str) -> Iterator[Passage]:
    offset = len(raw) - len(document.body)
    text = without_code(document.body)
    blank = _BLANK.sub(_spaces, text)
    ends = {match.start() for match in _ITEM.finditer(text)}
    for match in _HEADING.finditer(text):
        heading = blank[match.start("text") : match.end("text")]
        yield Passage(document.file, raw, heading, sentences=False, spots=((0, offset + match.start("text")),))
    prose = _TABLE.sub(_spaces, _HEADING.sub(_spaces, blank))
    for block in _BLOCK.finditer(prose):
        cuts = sorted({block.start(), *(end for end in ends if block.start() < end < block.end()), block.end()})
        for start, end in pairwise(cuts):
            yield Passage(document.file, raw, prose[start:end], sentences=True, spots=((0, offset + start),))


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
