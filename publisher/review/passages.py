"""Passages: the prose in a file, without markup and code, with the position of each character in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from publisher.commonmark.body import TextRun, read_body
from publisher.kinds import model_of
from publisher.model.roles import Role, roles_along
from publisher.problem import Place
from publisher.read.document import Document
from publisher.render.prose import position

# Parts of running text that are not prose.
_CALL: Final = re.compile(r"\{\{.*?\}\}|\{[:#.][^{}\n]*\}|https?://\S+|www\.\S+", re.DOTALL)
_CELLS: Final = frozenset({"td_open", "th_open"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of whole sentences, or else a name. `spots` pairs its offsets with offsets in the file `raw`, in order."""

    file: str
    raw: str
    text: str
    sentences: bool
    spots: tuple[tuple[int, int], ...]

    def place(self, at: int) -> Place:
        """Return the place in the file of a character of the text."""
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
    """Return the position in the file of each word of a value: folds and escapes are between words, never within."""
    spots = [(0, start)]
    for match in re.finditer(r"\S+", text):
        found = raw.find(match[0], start)
        if found >= 0:
            spots.append((match.start(), found))
            start = found + len(match[0])
    return tuple(spots)


def _body(document: Document, raw: str) -> Iterator[Passage]:
    offset = len(raw) - len(document.body)
    for _, pieces in groupby(read_body(document.body).texts, key=lambda text: text.number):
        found = list(pieces)
        if found[0].block not in _CELLS:
            yield _passage(document, raw, found, offset)


def _passage(document: Document, raw: str, pieces: Sequence[TextRun], offset: int) -> Passage:
    """Return the words of a block; code and line ends become a space between two pieces."""
    words, spots, end = "", [], pieces[0].start
    for piece in pieces:
        between = document.body[end : piece.start]
        if "\n" in between or "`" in between:
            words += " "
        spots.append((len(words), offset + piece.start))
        words += piece.content
        end = piece.start + len(piece.content)
    sentences = pieces[0].block != "heading_open"
    return Passage(document.file, raw, _CALL.sub(_spaces, words), sentences, tuple(spots))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
