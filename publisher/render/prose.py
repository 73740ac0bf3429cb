"""Prose: what an author's text may not contain, each with its line in the author's file."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from publisher.commonmark.attributes import LIST
from publisher.commonmark.author_classes import AUTHOR_CLASSES
from publisher.commonmark.body import ReadBody
from publisher.model.meant import address_meant
from publisher.problem import Problem, nearest
from publisher.read.authors_files import TYPES
from publisher.read.document import Document
from publisher.read.scalar import CONTROL
from publisher.render.scheme import is_file_name, is_on_computer, runs
from publisher.shortening import shortened

_HTML: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_ANGLES: Final = re.compile(r"<(?P<words>[^<>\n\"]{1,200})>")
# A file or an id in angle brackets, which only a full address may have.
_LINKED: Final = re.compile(rf"[^\s:]+(?:\.md|{'|'.join(map(re.escape, TYPES))})(?:#\S*)?|ref:\S+")
_NAMED: Final = re.compile(r"(?P<name>[^\W\d_][^\s/<>:]*)(?=\s|\Z)")
_ATTRIBUTE: Final = re.compile(r"(?P<name>[\w:-]+)\s*=")
_CLASS: Final = re.compile(r"(?<!\S)\.(?P<name>[^\s}=]+)")
_ANY_LIST: Final = re.compile(rf"(?<!\{{){LIST}")
ATTRIBUTES: Final = frozenset({"lang", "title", "alt", "start"})
# Deeper nesting has no use, costs every reader of the file, and is not parsed.
_RUNS: Final = (
    re.compile(r"[\[(!](?:[ \t]*[\[(!]){9,}"),
    re.compile(r"\*" * 40 + r"\**"),
    re.compile("_" * 40 + "_*"),
    re.compile(r">(?:[ \t]*>){19,}"),
    re.compile(r"(?:[-+*.)>])[ \t]+(?:(?:[-+*>]|\d+[.)])[ \t]+){19,}"),
)
_DEEP: Final = re.compile(r"^(?: {4}|\t){20,}\S", re.MULTILINE)
# Characters that are costly to parse if a paragraph has very many of them.
_COSTLY: Final = "[`!<~"
MANY: Final = 400
# A text with fewer of these characters than this needs no closer look.
CROWD: Final = 40
# Inline elements without others in them.
_SET_APART: Final = frozenset({"code_inline", "footnote_ref", "image", "hardbreak"})
_BREAK: Final = re.compile("\n")
_TICKS: Final = re.compile(r"`{40,}|~{40,}")
_OPENING: Final = re.compile(r"^(?:```|~~~|///)", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")


def check_crowds(document: Document) -> Iterator[Problem]:
    """Yield a Problem for excessive repetition of one of these characters: such a text is never parsed."""
    text = document.body
    yield from _runs(document, text) if len(text) > MANY else ()
    if all(text.count(character) < CROWD for character in (*_COSTLY, "/")):
        return
    for match in _TICKS.finditer(text):
        yield problem_at(document, match.start(), "too-many-signs")
    for match in _PARAGRAPH.finditer(text):
        if any(match[0].count(character) > MANY for character in _COSTLY):
            yield problem_at(document, match.start(), "too-many-signs")
    for match in [*_OPENING.finditer(text)][2 * MANY :][:1]:
        yield problem_at(document, match.start(), "too-many-signs")


def check_prose(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a Problem for everything that a body may not contain."""
    # What has very many bold words, links or the like in a paragraph is looked at no further: each look takes seconds.
    if mixed := [*_mixed(document, body)]:
        yield from mixed
        return
    lines: set[int] = set()
    for text in body.texts:
        for match in _HTML.finditer(text.content):
            problem = _in_angles(document, body, text.start + match.start())
            # An element has a beginning and an end, and what is pasted has many: one problem for each line.
            if problem.code != "raw-html" or problem.place.line not in lines:
                lines |= {problem.place.line} if problem.code == "raw-html" else set()
                yield problem
        for match in re.finditer(r"\{%", text.content):
            yield problem_at(document, text.start + match.start(), "block-statement")
        for match in _ANY_LIST.finditer(text.content):
            yield from _refused(document, match["list"], text.start + match.start("list"))
    for link in body.links:
        # A file's name with a colon, or its path on a computer, is looked up among the files.
        is_file = is_file_name(link.target) or is_on_computer(link.target)
        if not link.target.startswith("ref:") and runs(link.target) and not is_file:
            address = shortened(" ".join(link.target.split()), 40)
            near = address_meant(link.target)
            yield problem_at(document, link.start, "address-runs", address=address, near=near)
    for heading in body.headings:
        if heading.level == 1:
            yield problem_at(document, heading.start, "first-heading")
    yield from _attributes(document, body)
    yield from _runs(document, body.prose)
    yield from _unseen(document, body)


def _in_angles(document: Document, body: ReadBody, start: int) -> Problem:
    """Return the problem of a less-than sign: an address that lacks its beginning, or HTML."""
    match = _ANGLES.match(body.prose, start)
    words = match["words"].strip() if match else ""
    spaced = quote(words, safe="/:?&=#%+,;@") if words.startswith(("http://", "https://")) else ""
    near = (
        address_meant(words) or spaced or next((each for each in map(address_meant, words.split()) if "@" in each), "")
    )
    if near:
        return problem_at(document, start, "broken-link", target=words, near=f"<{near.removeprefix('mailto:')}>")
    if _LINKED.fullmatch(words):
        return problem_at(document, start, "broken-link", target=words, near=f"[…]({words})")
    if match and _are_words(words, body):
        return problem_at(document, start, "words-in-angles", words=match[0])
    return problem_at(document, start, "raw-html")


def is_element(name: str) -> bool:
    """Return whether a name is that of an HTML element."""
    # Imported only if needed.
    from lxml.html import defs

    return name.lower() in defs.tags


def _are_words(words: str, body: ReadBody) -> bool:
    """Return whether what stands in angle brackets is no element, comment or declaration: <fyll i>, <namn>."""
    match = _NAMED.match(words)
    if match is None or "=" in words or words.endswith("/"):
        return False
    return not is_element(match["name"]) and f"</{match['name']}" not in body.prose


def _mixed(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield paragraphs of very many bold words, links and the like: setting them takes the square of their number."""
    for _, token, stretch in body.blocks:
        children = token.children or ()
        if sum(child.nesting > 0 or child.type in _SET_APART for child in children) > MANY:
            yield problem_at(document, stretch.at(0), "too-many-signs")


def _unseen(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield control characters written as an entity: &#x202e; would turn the words after it around."""
    for _, token, stretch in body.blocks:
        for child in token.children or ():
            if child.type == "text_special" and CONTROL.search(child.content):
                yield problem_at(document, stretch.at(child.meta["span"][0]), "control-character")


def _attributes(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield the attributes and classes that content may not have, on inline elements, blocks and code fences."""
    for owner, words, start in body.lists():
        yield from _refused(document, words, start)
        known = AUTHOR_CLASSES.get(owner.tag, frozenset())
        for match in _CLASS.finditer(words):
            if match["name"] not in known:
                near = nearest(match["name"], known)
                facts = {"name": match["name"], "near": near, "known": ", ".join(sorted(known)) or "–"}
                yield problem_at(document, start + match.start(), "unknown-class", **facts)
    for token in body.tokens:
        if token.type == "fence" and token.map and "{" in token.info:
            start = body.text.find(token.info.strip(), body.lines.start(token.map[0]))
            yield from _refused(document, token.info.strip(), max(start, 0))


def _refused(document: Document, words: str, start: int) -> Iterator[Problem]:
    for match in _ATTRIBUTE.finditer(words):
        if match["name"].lower() not in ATTRIBUTES:
            yield problem_at(document, start + match.start(), "attribute-refused", name=match["name"])


def _runs(document: Document, text: str) -> Iterator[Problem]:
    for run in (*_RUNS, _DEEP) if "\t" in text or " " * 80 in text else _RUNS:
        for match in run.finditer(text):
            yield problem_at(document, match.start(), "too-many-signs")


def position(text: str, start: int) -> tuple[int, int]:
    """Return the line and column, from 1, of a character of the text."""
    ends = _line_ends(text)
    above = bisect_left(ends, start)
    return above + 1, start - (ends[above - 1] if above else -1)


@lru_cache(maxsize=2)  # A text with many problems is asked for all of them in turn.
def _line_ends(text: str) -> Sequence[int]:
    """Return the offset of each line break, in order."""
    return [match.start() for match in _BREAK.finditer(text)]


def problem_at(document: Document, start: int, code: str, **facts: object) -> Problem:
    """Return a Problem at a character offset of the body of a document."""
    return Problem.at(document.body_place(*position(document.body, start)), code, **facts)
