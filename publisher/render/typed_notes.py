"""Notes typed as plain text: `[1]` in a sentence looks like a footnote, and leads nowhere."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from publisher.commonmark.body import ReadBody
from publisher.problem import Problem, Severity
from publisher.read.document import Document
from publisher.render.prose import problem_at

_MARK: Final = re.compile(r"\[(?P<number>[1-9]\d?)\](?![\[(:])")


def typed_notes(body: ReadBody) -> list[tuple[int, int]]:
    """Return the number of each typed mark of a note and where it stands; none where they do not count from 1."""
    found = [
        (int(match["number"]), text.start + match.start())
        for text in body.texts
        if "{{" not in text.content
        for match in _MARK.finditer(text.content)
    ]
    numbers = {number for number, _ in found}
    return found if numbers == set(range(1, len(numbers) + 1)) else []


def check_typed_notes(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice at the first of the notes that are typed as plain text."""
    for number, start in typed_notes(body)[:1]:
        found = problem_at(document, start, "note-typed", label=number)
        yield replace(found, severity=Severity.NOTICE)
