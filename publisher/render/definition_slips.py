"""Slips in what a text defines: footnotes and addresses of links that nothing refers to, or that stand twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from publisher.commonmark.body import ReadBody
from publisher.problem import Problem, Severity
from publisher.read.document import Document
from publisher.render.prose import problem_at

_DEFINED: Final = re.compile(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:", re.MULTILINE)
_USED: Final = re.compile(r"\[(?P<label>[^\[\]\n]+)\](?!:)")
_WORD: Final = re.compile(r"\w")


def definition_slips(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield footnotes and addresses that nothing in the text refers to, and those that stand twice."""
    for label, number in body.notes.items():
        if number < 0:
            start = body.prose.find(f"[^{label}]:")
            yield problem_at(document, max(start, 0), "note-unused", label=label)
    for before, token, after in zip(body.tokens, body.tokens[1:], body.tokens[2:], strict=False):
        # A footnote without words has nothing but its mark back.
        if (before.type, token.type, after.type) == ("footnote_open", "footnote_anchor", "footnote_close"):
            label = str(before.meta["label"])
            yield problem_at(document, max(body.prose.find(f"[^{label}]:"), 0), "note-empty", label=label)
    seen: set[str] = set()
    rows = {row for each in body.tokens if each.type == "definition" and each.map for row in range(*each.map)}
    used = {_key(match["label"]) for match in _USED.finditer(body.prose)} if rows else set()
    for match in _DEFINED.finditer(body.prose):
        label, is_note = _key(match["label"]), match["label"].startswith("^")
        if is_note and " " in label:
            # The parser reads it as a link reference of that name.
            yield problem_at(document, match.start(), "note-name", **named(match["label"].removeprefix("^")))
            continue
        # No reader sees the line of an address that no link has. [//]: # (…) is a comment.
        if not (is_note or label in used) and _WORD.search(label) and body.lines.row_of(match.start()) in rows:
            found = problem_at(document, match.start("label") - 1, "definition-unused", label=match["label"])
            yield replace(found, severity=Severity.NOTICE)
        if label in seen:
            yield problem_at(document, match.start(), "defined-twice", label=match["label"])
        seen.add(label)


def _key(label: str) -> str:
    return " ".join(label.casefold().split())


def named(label: str) -> dict[str, str]:
    """Return the name of a footnote and the right way to write it."""
    return {"label": label.strip(), "right": "-".join(label.split())}
