"""The place of each part of a page in a document, so that what several pages repeat is printed once.

A website repeats facts: on a page of their own, and in every list that links there. A template declares the place of
each such part in documents; the page stays one text, and each medium selects among its parts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from markupsafe import Markup

from publisher.link.graph.node import Linked


class PartPlace(StrEnum):
    """The place of a part of a page in a document."""

    OWN = "own"
    """With its page."""
    SCREEN = "screen"
    """Nowhere: it links to what only a website has, such as downloads or filters."""
    ONCE = "once"
    """On the cover or at the head, where an edition states it once for all pages."""
    FIRST = "first"
    """Only at the first occurrence: pages of a kind explain the same in the same words."""
    AGAIN = "again"
    """Only if the document lacks a page that it is about; it summarises these pages."""
    INSTEAD = "instead"
    """Only in a document that leaves out the part AGAIN before it: what that says beside its summary."""
    ENTRIES = "entries"
    """Replaced by the pages that it is about, as entries; kept only in a document that lacks them."""


@dataclass(frozen=True)
class PartSpan:
    """A part of a page's Markdown, from `start` to `end`; `about` are the paths of the pages it is about.

    `instead` is Markdown for documents that leave it out.
    """

    start: int
    end: int
    placing: PartPlace
    about: tuple[str, ...] = ()
    instead: str = ""


# Control characters, which authors' texts may not contain. Each mark is a paragraph of its own.
_OPENING: Final = "\x02{placing} {about}\x03"
_CLOSING: Final = "\x02/\x03"
_MARK: Final = re.compile("\x02(?P<placing>[a-z]+|/)(?: (?P<about>[^\x03]*))?\x03\n*")
_BETWEEN: Final = "\x1f"


def marked(placing: PartPlace, about: Iterable[str], text: str) -> Markup:
    """Return Markdown between marks that `unmarked` reads; `about` are paths of pages."""
    opening = _OPENING.format(placing=placing, about=_BETWEEN.join(dict.fromkeys(about)))
    return Markup(f"\n\n{opening}\n\n{text}\n\n{_CLOSING}\n\n")  # the text is Markdown already


def unmarked(text: str) -> tuple[str, tuple[PartSpan, ...]]:
    """Return Markdown without its marks, and the spans between them, which are never nested."""
    pieces: list[str] = []
    spans: list[PartSpan] = []
    length = at = 0
    opened: tuple[int, PartPlace, tuple[str, ...]] | None = None
    for mark in _MARK.finditer(text):
        pieces.append(text[at : mark.start()])
        length += len(pieces[-1])
        at = mark.end()
        if mark["placing"] != "/":
            if opened:
                raise ValueError(f"a part within a part: {mark['placing']}")
            opened = (length, PartPlace(mark["placing"]), tuple(filter(None, (mark["about"] or "").split(_BETWEEN))))
        elif opened:
            start, placing, about = opened
            if placing is PartPlace.INSTEAD:
                spans[-1] = replace(spans[-1], instead=pieces.pop())
                length = start
            else:
                spans.append(PartSpan(start, length, placing, about))
            opened = None
    # Templates end with a line break, and a mark may have been before it.
    return "".join([*pieces, text[at:]]).rstrip("\n") + "\n", tuple(spans)


def pieces_of(markdown: str, spans: Iterable[PartSpan]) -> Iterator[tuple[PartSpan, str]]:
    """Yield the parts of a page in order, with their texts; unmarked text has its place with its page."""
    at = 0
    for span in spans:
        if at < span.start:
            yield PartSpan(at, span.start, PartPlace.OWN), markdown[at : span.start]
        yield span, markdown[span.start : span.end]
        at = span.end
    if at < len(markdown):
        yield PartSpan(at, len(markdown), PartPlace.OWN), markdown[at:]


def part(path_of: Callable[[Linked | str], str], lists: Mapping[str, str]) -> Callable[..., Markup]:
    """Return the template function that declares the place of a part of a page in documents.

    `{% call part("again", plans) %} … {% endcall %}`; `path_of` gives the path of the page of a value or an id, and
    `lists` those of lists by name.
    """

    def mark(
        placing: str, about: Iterable[Linked | str] = (), named: Iterable[str] = (), *, caller: Callable[[], str]
    ) -> Markup:
        return marked(PartPlace(placing), [*map(path_of, about), *(lists[name] for name in named)], caller())

    return mark
