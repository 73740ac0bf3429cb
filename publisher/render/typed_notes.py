"""Footnotes typed as plain text: `[1]` in a sentence looks like a reference, but leads nowhere."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from publisher.commonmark.body import ReadBody
from publisher.problem import Problem, Severity
from publisher.read.document import Document
from publisher.render.prose import problem_at

# Superscript digits after a word, with a line that begins with them, so that m² is not one.
_RAISED: Final = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[.,;:)”]))[\u00b9\u00b2\u00b3](?!\w)")
_RAISED_LINE: Final = re.compile(r"[\u00b9\u00b2\u00b3][ \t]*(?=\S)")
_MARK: Final = re.compile(r"\[(?P<number>[1-9]\d?)\](?![\[(:])")


def typed_notes(body: ReadBody) -> list[tuple[int, int]]:
    """Return the number and position of each typed footnote mark; empty if they do not count up from 1."""
    found = [
        (int(match["number"]), text.start + match.start())
        for text in body.texts
        if "{{" not in text.content
        for match in _MARK.finditer(text.content)
    ]
    numbers = {number for number, _ in found}
    return found if numbers == set(range(1, len(numbers) + 1)) else []


def check_typed_notes(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice at the first footnote typed as plain text."""
    found = [(start, f"[{number}]", str(number)) for number, start in typed_notes(body)] or _raised(body)
    for start, mark, label in found[:1]:
        yield replace(problem_at(document, start, "note-typed", mark=mark, label=label), severity=Severity.NOTICE)


def _raised(body: ReadBody) -> list[tuple[int, str, str]]:
    """Return the position, the digit and the number of superscripts that refer to lines beginning with them."""
    below = {text.content[0] for text in body.texts if text.opening and _RAISED_LINE.match(text.content)}
    return [
        (text.start + match.start(), match[0], unicodedata.normalize("NFKC", match[0]))
        for text in body.texts
        for match in (_RAISED.finditer(text.content) if below else ())
        if match[0] in below
    ]
