"""PartPlace: where each part of a page stands in a document, so that what pages repeat is printed once.

A website repeats facts: on a page with an address of its own, and in every list that links there. A template declares
what each such part is in a document; the page stays one text, and each medium chooses among its parts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from markupsafe import Markup

from publisher.link.graph.node import Linked


class PartPlace(StrEnum):
    """Where a part of a page stands in a document."""

    OWN = "own"
    """Where its page stands."""
    SCREEN = "screen"
    """Nowhere: it leads to what only a website has, such as files to fetch or a choice."""
    ONCE = "once"
    """On the cover or at its head, where the edition says it for all pages."""
    FIRST = "first"
    """Where it comes first: pages of a kind explain the same in the same words."""
    AGAIN = "again"
    """Where the document lacks a page that it is about; it only says in short what stands on these."""
    ENTRIES = "entries"
    """Here stand the pages that it is about, as entries; it is itself what a document says that lacks them."""


@dataclass(frozen=True, slots=True)
class PartSpan:
    """A part of a page's Markdown, from `start` to `end`; `about` are the paths of pages."""

    start: int
    end: int
    placing: PartPlace
    about: tuple[str, ...] = ()


# Control characters, which no text of an author's may hold. Each mark is a paragraph of its own.
_OPENING: Final = "\x02{placing} {about}\x03"
_CLOSING: Final = "\x02/\x03"
_MARK: Final = re.compile("\x02(?P<placing>[a-z]+|/)(?: (?P<about>[^\x03]*))?\x03\n*")
_BETWEEN: Final = "\x1f"


def marked(placing: PartPlace, about: Iterable[str], text: str) -> Markup:
    """Return Markdown with marks around it that `unmarked` reads; `about` are the paths of pages."""
    opening = _OPENING.format(placing=placing, about=_BETWEEN.join(dict.fromkeys(about)))
    return Markup(f"\n\n{opening}\n\n{text}\n\n{_CLOSING}\n\n")  # the text is Markdown already


def unmarked(text: str) -> tuple[str, tuple[PartSpan, ...]]:
    """Return Markdown without the marks in it, and the spans that they marked, none within another."""
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
            spans.append(PartSpan(start, length, placing, about))
            opened = None
    # Templates end with one line end, and a mark may have stood before it.
    return "".join([*pieces, text[at:]]).rstrip("\n") + "\n", tuple(spans)


def pieces_of(markdown: str, spans: Iterable[PartSpan]) -> Iterator[tuple[PartSpan, str]]:
    """Yield every part of a page in its order with its text; what no span marks stands with its page."""
    at = 0
    for span in spans:
        if at < span.start:
            yield PartSpan(at, span.start, PartPlace.OWN), markdown[at : span.start]
        yield span, markdown[span.start : span.end]
        at = span.end
    if at < len(markdown):
        yield PartSpan(at, len(markdown), PartPlace.OWN), markdown[at:]


def part(path_of: Callable[[Linked | str], str], lists: Mapping[str, str]) -> Callable[..., Markup]:
    """Return the template function that declares where a part of a page stands in a document.

    `{% call part("again", plans) %} … {% endcall %}`; `path_of` gives the path of the page of a value or an id,
    and `lists` those of lists by their names.
    """

    def mark(
        placing: str, about: Iterable[Linked | str] = (), named: Iterable[str] = (), *, caller: Callable[[], str]
    ) -> Markup:
        return marked(PartPlace(placing), [*map(path_of, about), *(lists[name] for name in named)], caller())

    return mark
