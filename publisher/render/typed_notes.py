"""Footnotes typed as plain text: `[1]`, ¹ or an asterisk in a sentence looks like a reference, but leads nowhere."""

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
# An asterisk after a word, with a list of one entry below that begins with one: the list shows another mark.
_STAR: Final = re.compile(r"(?<=[\w.,;:)”])\*(?=[\s.,;:)”]|\Z)")
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
    found = (
        [(start, f"[{number}]", str(number)) for number, start in typed_notes(body)] or _raised(body) or _starred(body)
    )
    for start, mark, label in found[:1]:
        facts = {"mark": mark, "label": label, "plain": r"\*" if mark == "*" else rf"\[{label}\]"}
        yield replace(problem_at(document, start, "note-typed", **facts), severity=Severity.NOTICE)


def _raised(body: ReadBody) -> list[tuple[int, str, str]]:
    """Return the position, the digit and the number of superscripts that refer to lines beginning with them."""
    below = {text.content[0] for text in body.texts if text.opening and _RAISED_LINE.match(text.content)}
    return [
        (text.start + match.start(), match[0], unicodedata.normalize("NFKC", match[0]))
        for text in body.texts
        for match in (_RAISED.finditer(text.content) if below else ())
        if match[0] in below
    ]


def _starred(body: ReadBody) -> list[tuple[int, str, str]]:
    """Return the position of the first asterisk after a word that refers to a line beginning with one, if any."""
    stars = (text.start + match.start() for text in body.texts for match in _STAR.finditer(text.content))
    first = next(stars, None)
    notes = (body.lines.start(row) for row in _single_entries(body)) if first is not None else ()
    return [(first, "*", "1")] if first is not None and any(first < start for start in notes) else []


def _single_entries(body: ReadBody) -> Iterator[int]:
    """Yield the line of each list of one entry that has an asterisk for its mark."""
    opened: list[list[int]] = []
    for token in body.tokens:
        if token.type == "bullet_list_open":
            opened.append([])
        elif token.type == "list_item_open" and opened and token.map:
            opened[-1].append(token.map[0] if token.markup == "*" else -1)
        elif token.type == "bullet_list_close":
            rows = opened.pop()
            yield from rows if len(rows) == 1 and rows[0] >= 0 else ()
