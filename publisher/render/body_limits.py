"""Limits of a body: more of one sort than any page for people has takes minutes to read, and is told with its line."""

import re
from collections.abc import Iterator
from typing import Final

from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.prose import problem_at

# The longest page of a municipality that we know has 60,000 characters.
MOST_CHARACTERS: Final = 250_000
# What costs by the square of its number, or is worked out each time: definitions, cells, pictures, headings, calls,
# entries of lists.
MOST: Final = (
    (re.compile(r"^:[ \t]", re.MULTILINE), 600),
    (re.compile(r"\|"), 12_000),
    (re.compile(r"!\["), 1_000),
    (re.compile(r"^#{2,6} ", re.MULTILINE), 600),
    (re.compile(r"\{\{ *\w"), 100),
    (re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE), 4_000),
)
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
