"""Markup that is half there: a mark that pairs with nothing, and boxes of tasks that are none."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from markdown_it.token import Token

from publisher.commonmark.body import ReadBody, TextRun
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.prose import position, problem_at
from publisher.shortening import shortened, surrounding

# What stands where the box of a task would be: without a space, with one too many, or with another mark than x.
_BOX: Final = re.compile(r"-?\[[ \t\u00a0]*[xX]?[ \t\u00a0]*\](?![(\[:])(?=[ \t\u00a0]*[^\s\]])")
_TICK: Final = re.compile(r"\[[ \t]*[vV✓✔√✗✘_–-][ \t]*\](?![(\[:])(?=[ \t\u00a0]*[^\s\]])")
_PAIRED: Final = re.compile(r"~~|`+")
# The folder of a disk may well end a text: C:\.
_FOLDER: Final = re.compile(r"(?:\w:|\\\S*)\\\Z")
_MOST: Final = 20
_SHOWN: Final = 30


def boxes_unread(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield the first box of a task in each block that is plain text."""
    blocks: set[int] = set()
    for text in body.texts:
        if text.opening and text.block == "paragraph_open" and text.number not in blocks and (box := _box(text, body)):
            blocks.add(text.number)
            yield problem_at(
                document, text.start + box.start(), "task-mark", words=shortened(text.content.strip(), _SHOWN)
            )


def marks_shown(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for the first mark of each block that pairs with nothing, so that readers see it."""
    found = ((stretch.at(at), mark, words) for _, token, stretch in body.blocks for at, mark, words in _shown(token))
    for start, mark, words in islice(found, _MOST):
        place = document.body_place(*position(document.body, start))
        yield Problem.notice(place, "mark-shown", mark=mark, words=words)


def _box(text: TextRun, body: ReadBody) -> re.Match[str] | None:
    """Return what looks like the box of a task at the beginning of a text; other marks than x only in a list."""
    row = body.lines.rows[body.lines.row_of(text.start)].lstrip(" >\t")
    in_list = bool(re.match(r"(?:[-*+]|\d+[.)])[ \t]", row))
    return _BOX.match(text.content) or (_TICK.match(text.content) if in_list else None)


def _shown(token: Token) -> Iterator[tuple[int, str, str]]:
    """Yield the position, the mark and the words of the first mark in a block that pairs with nothing."""
    children, content = token.children or [], token.content
    if "{{" in content:
        return
    for at, child in enumerate(children):
        if child.type != "text":
            continue
        if mark := _left_over(children, at):
            yield _position(children, at, content), mark, _words(children, at)
            return
        if match := _PAIRED.search(child.content):
            yield (
                max(content.find(child.content), 0) + match.start(),
                match[0],
                shortened(child.content[match.start() :], _SHOWN),
            )
            return
    last = children[-1] if children else None
    if last and last.type == "text" and last.content.endswith("\\") and not _FOLDER.search(content):
        yield (
            max(len(content.rstrip()) - 1, 0),
            "\\",
            surrounding(last.content, len(last.content) - 1, len(last.content), _SHOWN),
        )


def _left_over(children: Sequence[Token], at: int) -> str:
    """Return the mark that stands beside bold or italic words and was to be one of theirs, or ""."""
    text = children[at].content
    before, after = children[at - 1] if at else None, children[at + 1] if at + 1 < len(children) else None
    if before and before.type in {"em_close", "strong_close"} and text.startswith(before.markup[0]):
        # An asterisk after bold words may lead to a note below a table: **Antal***.
        is_note = before.type == "strong_close" and re.match(r"\*(?:\s|\Z)", text)
        return "" if is_note else before.markup[0]
    opens = after is not None and after.type in {"em_open", "strong_open"}
    return after.markup[0] if opens and after and text.endswith(after.markup[0]) else ""


def _words(children: Sequence[Token], at: int) -> str:
    near = children[max(at - 2, 0) : at + 3]
    return shortened("".join(f"{each.content}{each.markup if each.nesting else ''}" for each in near), _SHOWN)


def _position(children: Sequence[Token], at: int, content: str) -> int:
    """Return where in the source of a block a left-over mark stands: beside the words that it was to belong to."""
    words = next((each.content for each in children[at - 1 :: -1] if each.type == "text" and each.content), "")
    found = content.find(words) if at and words else 0
    return max(found, 0)
