"""Prose is what an author wrote: where its code, links and marks stand, and what it may not hold.

Positions are found in the author's own text, with code blanked out in the way that Python-Markdown
reads it, so that a problem always names the line in the author's file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.scheme import runs

# As Python-Markdown's fenced_code reads it: what it does not take for code is prose, and must be checked.
_FENCED: Final = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ ]*(?:hl_lines=[^\n]*)?)\n(?P<code>.*?)^(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_SPAN: Final = re.compile(r"(?<!\\)(?P<ticks>`+)(?P<code>(?:[^\n]|\n(?![ \t]*\n))+?)(?<!`)(?P=ticks)(?!`)")
_LINK: Final = re.compile(
    r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    # An address may hold brackets in pairs, and single spaces, as in a careless `[a](my file (1).pdf)`.
    r"\(\s*<?(?P<target>(?:[^\s()<>]|\((?:[^\s()]|\([^\s()]*\))*\)|\s(?![\s)\"']))*)>?(?:\s+[\"'][^)\n]*[\"'])?\s*\)"
)
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)[^\[\]]+\]:\s*<?(?P<target>[^\s>]+)", re.MULTILINE)
_AUTOLINK: Final = re.compile(r"<(?P<target>(?:https?|mailto):[^\s>]+|[^\s<>@]+@[^\s<>]+)>", re.IGNORECASE)
_HTML: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_ATTRIBUTES: Final = re.compile(r"(?<!\{)\{:?(?P<list>[^{}\n]*)\}")
_ATTRIBUTE: Final = re.compile(r"(?P<name>[\w:-]+)\s*=")
_FIRST_HEADING: Final = re.compile(r"^(?:[ \t]*(?:>|[-*+][ ]|\d+\.[ ]))*[ ]*#(?!#)|^[^\n]+\n=+[ \t]*$", re.MULTILINE)
ATTRIBUTES: Final = frozenset({"lang", "title", "alt", "start"})
# Python-Markdown needs 60 seconds for 20,000 brackets in a row, and no sentence has ten.
# Each pattern begins with signs that are written out, or a set of signs, which is what makes the search for it quick.
_RUNS: Final = (
    re.compile(r"[\[(!](?:[ \t]*[\[(!]){9,}"),
    re.compile(r"\*" * 40 + r"\**"),
    re.compile("_" * 40 + "_*"),
    re.compile(r">(?:[ \t]*>){19,}"),
    re.compile(r"[-+*.][ \t]+(?:(?:[-+*]|\d+\.)[ \t]+){19,}"),
)
_DEEP: Final = re.compile(r"^(?: {4}|\t){20,}\S", re.MULTILINE)
# Signs that cost Python-Markdown, and us, time by the square of their number in a paragraph.
_COSTLY: Final = "[`!<~"
MANY: Final = 400
# Fewer of such signs than this in a whole text are no crowd of any kind.
CROWD: Final = 40
_TICKS: Final = re.compile(r"`{40,}|~{40,}")
_OPENING: Final = re.compile(r"^(?:```|~~~|///)", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image in prose: its target and the character where it begins."""

    target: str
    start: int
    image: bool


def without_code(text: str) -> str:
    """Return the text with the inside of code replaced by spaces, every character in its old position."""
    if "`" not in text and "~~~" not in text:
        return text
    return _SPAN.sub(_blank, _FENCED.sub(_blank_fenced, text))


def _blank_fenced(match: re.Match[str]) -> str:
    # The fences go too, or their ticks would pair with those of code in the next line. What stands beside one stays.
    start = match.start("code") - match.start()
    return re.sub(r"[`~]", " ", match[0][:start]) + re.sub(r"[^\n]", " ", match[0][start:])


def _blank(match: re.Match[str]) -> str:
    start, end = (offset - match.start() for offset in match.span("code"))
    whole = match[0]
    return whole[:start] + re.sub(r"[^\n]", " ", whole[start:end]) + whole[end:]


def links(text: str) -> Iterator[Link]:
    """Yield the links and images of a text without code."""
    for match in _LINK.finditer(text):
        yield _link(match)
        # An image may itself be the text of a link.
        yield from map(_link, _LINK.finditer(text, match.start("text"), match.end("text")))
    for match in _DEFINITION.finditer(text) if "]:" in text else ():
        yield Link(match["target"], match.start("target"), image=False)
    for match in _AUTOLINK.finditer(text) if "<" in text else ():
        address = match["target"] if ":" in match["target"] else f"mailto:{match['target']}"
        yield Link(address, match.start("target"), image=False)


def _link(match: re.Match[str]) -> Link:
    return Link(match["target"], match.start("target"), match.string.endswith("!", 0, match.start()))


def check_crowds(document: Document) -> Iterator[Problem]:
    """Yield where a body has more signs in one place than any text needs: to read it would take minutes."""
    text = document.body
    if all(text.count(sign) < CROWD for sign in (*_COSTLY, "/")):
        return
    for match in _TICKS.finditer(text):
        yield _problem(document, text, match.start(), "too-many-signs")
    for match in _PARAGRAPH.finditer(text):
        if any(match[0].count(sign) > MANY for sign in _COSTLY):
            yield _problem(document, text, match.start(), "too-many-signs")
    for match in [*_OPENING.finditer(text)][2 * MANY :][:1]:
        yield _problem(document, text, match.start(), "too-many-signs")


def check_prose(document: Document, text: str, found: Iterable[Link]) -> Iterator[Problem]:
    """Yield what the body of a document may not hold; `text` is the body without code, `found` its links."""
    for match in _HTML.finditer(text) if "<" in text else ():
        if not _AUTOLINK.match(text, match.start()):
            yield _problem(document, text, match.start(), "raw-html")
    for match in _ATTRIBUTES.finditer(text) if "{" in text else ():
        for attribute in _ATTRIBUTE.finditer(match["list"]):
            if attribute["name"].lower() not in ATTRIBUTES:
                start = match.start("list") + attribute.start()
                yield _problem(document, text, start, "attribute-refused", name=attribute["name"])
    for link in found:
        if not link.target.startswith("ref:") and runs(link.target):
            yield _problem(document, text, link.start, "address-runs", address=" ".join(link.target[:40].split()))
    for match in _FIRST_HEADING.finditer(text) if "#" in text or "\n=" in text else ():
        yield _problem(document, text, match.start(), "first-heading")
    for match in re.finditer(r"\{%", text):
        yield _problem(document, text, match.start(), "block-statement")
    for run in (*_RUNS, _DEEP) if "\t" in text or " " * 80 in text else _RUNS:
        for match in run.finditer(text):
            yield _problem(document, text, match.start(), "too-many-signs")


def position(text: str, start: int) -> tuple[int, int]:
    """Return the line and column, from 1, of a character of the text."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _problem(document: Document, text: str, start: int, code: str, **facts: object) -> Problem:
    return Problem.at(document.body_place(*position(text, start)), code, **facts)
