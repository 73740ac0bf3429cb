"""Size limits: far more of one kind than any real page has would take minutes to parse, and is a Problem with its line.

There are limits for one page and for all together: little on each may be too much on thousands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.commonmark.body import read_body
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.render.prose import problem_at

# The longest page of a municipality that we know has 60,000 characters.
MOST_CHARACTERS: Final = 250_000
# What costs by the square of its number, or is worked out each time: definitions, cells, pictures, headings, calls,
# entries of lists, boxes, notes.
MOST: Final = (
    (re.compile(r"^:[ \t]", re.MULTILINE), 600),
    (re.compile(r"\|"), 12_000),
    (re.compile(r"!\["), 1_000),
    (re.compile(r"^#{2,6} ", re.MULTILINE), 600),
    (re.compile(r"\{\{ *\w"), 100),
    (re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE), 4_000),
    (re.compile(r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]", re.MULTILINE), 300),
    (re.compile(r"\[\^"), 2_000),
)
# Files with text, and parts of texts (blocks, words in bold, links …) beside one for so many characters. A plan with
# five years of results has six files and 180 parts in 6,000 characters; a thousand parts take a tenth of a second.
MOST_FILES: Final = 10_000
MOST_PARTS: Final = 150_000
CHARACTERS_OF_PART: Final = 40
# A row of more cells is a mistake.
_WIDE: Final = re.compile(r"^(?:[^|\n]*\|){121}", re.MULTILINE)


def check_limits(document: Document) -> Iterator[Problem]:
    """Yield where a body reaches a limit of length or number."""
    text = document.body
    if len(text) > MOST_CHARACTERS:
        yield problem_at(document, MOST_CHARACTERS, "page-too-large")
        return
    for pattern, most in MOST:
        for number, match in enumerate(pattern.finditer(text)):
            if number == most:
                yield problem_at(document, match.start(), "page-too-large")
                break
    if wide := _WIDE.search(text):
        yield problem_at(document, wide.start(), "page-too-large")


@dataclass(frozen=True, slots=True)
class BodyExtent:
    """The size of a body: characters, and parts that are drawn separately."""

    characters: int = 0
    parts: int = 0


def extent_of(document: Document) -> BodyExtent:
    """Return the size of the body of a document."""
    if not document.body.strip():
        return BodyExtent()
    tokens = read_body(document.body).tokens
    parts = sum(1 + sum(child.nesting >= 0 for child in token.children or ()) for token in tokens if token.nesting >= 0)
    return BodyExtent(len(document.body), parts)


def check_together(extents: Iterable[tuple[str, BodyExtent]]) -> Iterator[Problem]:
    """Yield where texts, by their file, are together more than can be published within a minute."""
    characters = parts = 0
    for number, (file, extent) in enumerate(extents):
        characters, parts = characters + extent.characters, parts + extent.parts
        if number == MOST_FILES or parts > MOST_PARTS + characters // CHARACTERS_OF_PART:
            yield Problem.at(Place(file, 1, 1), "publication-too-large")
            return
