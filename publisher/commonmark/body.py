"""A parsed Markdown body: its links, headings, texts and blocks, each with its position in the body."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from markdown_it.token import Token

from publisher.commonmark.dialect import parse_placed
from publisher.commonmark.places import Lines, Stretch
from publisher.commonmark.printable import INVISIBLE

_DEFINED: Final = re.compile(r"\[[^\]]*\]:\s*<?(?P<target>[^\s>]+)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image: its target after decoding, and its first and last character in the source.

    `image` says that it is an image; `written` says that its target can be replaced at that position.
    """

    target: str
    start: int
    end: int
    image: bool = False


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of plain text, without code and markup: the position of its first character, and its block.

    `opening` says that it begins a line of its block; `number` identifies the block.
    """

    content: str
    start: int
    number: int
    block: str
    opening: bool


@dataclass(frozen=True, slots=True)
class BodyHeading:
    """A heading: its level, its text, its explicit id if any, and its position.

    `empty` says that it has no visible words: nothing, invisible characters, or images only.
    """

    level: int
    words: str
    empty: bool
    id: str
    start: int


class ReadBody:
    """The body of a document: `text` is the source, `tokens` the output of the parser."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.tokens, self.known = parse_placed(text)

    @cached_property
    def blocks(self) -> tuple[tuple[Token, Token, Stretch], ...]:
        """Each text block: its opening token, its inline token, and its position."""
        found = []
        for before, token in zip([None, *self.tokens], self.tokens, strict=False):
            if token.type == "inline" and token.map and before is not None:
                cell = before.type in {"td_open", "th_open"}
                found.append((before, token, self.lines.find(token.content, token.map[0], cell=cell)))
        return tuple(found)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links and images, in order, and the link reference definitions."""
        found = [*self._links(), *self._definitions()]
        return tuple(sorted(found, key=lambda link: link.start))

    def _links(self) -> Iterator[Link]:
        for _, token, stretch in self.blocks:
            for child in token.children or ():
                if child.type not in {"link_open", "image"} or "span" not in child.meta:
                    continue
                image = child.type == "image"
                start, end = child.meta.get("target", child.meta["span"])
                target = child.meta["address"]
                if "target" in child.meta:
                    yield Link(target, stretch.at(start), stretch.at(max(start, end - 1)) + (end > start), image)
                elif child.info == "auto":
                    yield Link(target, stretch.at(start) + 1, stretch.at(end - 1), image)

    def _definitions(self) -> Iterator[Link]:
        for token in self.tokens:
            if token.type == "definition" and token.map:
                start = self.lines.start(token.map[0])
                match = _DEFINED.search(self.text, start, self.lines.start(token.map[1]))
                if match:
                    yield Link(str(token.meta["url"]), match.start("target"), match.end("target"))

    @cached_property
    def link_words(self) -> tuple[tuple[str, int], ...]:
        """The text of each link, if it has any, and its position."""
        found = []
        for _, token, stretch in self.blocks:
            children = token.children or []
            for at, child in enumerate(children):
                if child.type == "link_open" and child.info != "auto" and "span" in child.meta:
                    end = next(n for n in range(at, len(children)) if children[n].type == "link_close")
                    found.append((words_of(children[at + 1 : end]), stretch.at(child.meta["span"][0] + 1)))
        return tuple(found)

    @cached_property
    def unseen_links(self) -> tuple[int, ...]:
        """The positions of links with neither text nor image."""
        found = []
        for _, token, stretch in self.blocks:
            children = token.children or []
            for at, child in enumerate(children):
                if child.type == "link_open" and "span" in child.meta:
                    end = next(n for n in range(at, len(children)) if children[n].type == "link_close")
                    within = children[at + 1 : end]
                    if not seen_words(within) and all(each.type != "image" for each in within):
                        found.append(stretch.at(child.meta["span"][0]))
        return tuple(found)

    @cached_property
    def images(self) -> tuple[tuple[str, int], ...]:
        """The alternative text of each image, and its position."""
        return tuple(
            (str(child.attrs.get("alt") or words_of(child.children or ())), stretch.at(child.meta["span"][0]))
            for _, token, stretch in self.blocks
            for child in token.children or ()
            if child.type == "image"
        )

    @cached_property
    def prose(self) -> str:
        """The text with code blocks blanked out, so that other characters keep their positions."""
        rows = list(self.lines.rows)
        for token in self.tokens:
            if token.type in {"fence", "code_block"} and token.map:
                for row in range(*token.map):
                    rows[row] = " " * len(rows[row])
        return "\n".join(rows)

    @cached_property
    def texts(self) -> tuple[TextRun, ...]:
        """All plain text, run by run, in order."""
        return tuple(
            text
            for number, (block, token, stretch) in enumerate(self.blocks)
            for text in _texts(number, block, token, stretch)
        )

    @cached_property
    def headings(self) -> tuple[BodyHeading, ...]:
        """The headings, in order."""
        return tuple(
            BodyHeading(
                int(block.tag[1]),
                words_of(token.children or ()).strip(),
                not seen_words(token.children or ()),
                str(block.attrs.get("id", "")),
                self.lines.start(block.map[0]),
            )
            for block, token, _ in self.blocks
            if block.type == "heading_open" and block.map
        )

    @property
    def notes(self) -> Mapping[str, int]:
        """The footnotes by label; one that is never referenced has a negative number."""
        refs: Mapping[str, int] = self.known.get("footnotes", {}).get("refs", {})
        return {label[1:]: number for label, number in refs.items()}

    def lists(self) -> Iterator[tuple[Token, str, int]]:
        """Yield each attribute list with its token and its position."""
        passed = 0
        for block, token, stretch in self.blocks:
            outer = [block] if block.type != "paragraph_open" or not block.hidden else []
            for owner in (*(token.children or ()), *outer, *self._entry(block)):
                for words in owner.meta.get("lists", ()):
                    found = self.text.find(words, max(passed, stretch.at(0)))
                    passed = found if found >= 0 else passed
                    yield owner, words, max(found, stretch.at(0))

    def _entry(self, block: Token) -> list[Token]:
        """Return the list item that a hidden paragraph belongs to."""
        if not block.hidden:
            return []
        before = self._before.get(id(block))
        return [before] if before else []

    @cached_property
    def _before(self) -> Mapping[int, Token]:
        """The token before each token, by the latter's identity: searching each time would be quadratic."""
        return {id(token): before for before, token in pairwise(self.tokens)}


@lru_cache(maxsize=256)
def read_body(text: str) -> ReadBody:
    """Return a parsed body, cached because several checks use it."""
    return ReadBody(text)


def _texts(number: int, block: Token, token: Token, stretch: Stretch) -> Iterator[TextRun]:
    at, opening = 0, True
    for child in token.children or ():
        if child.type == "text" and child.content:
            found = token.content.find(child.content, at)
            at = max(found, at)
            yield TextRun(child.content, stretch.at(min(at, len(token.content))), number, block.type, opening)
            at, opening = at + len(child.content), False
        elif child.type in {"softbreak", "hardbreak"}:
            at, opening = token.content.find("\n", at) + 1 or at, True
        elif "span" in child.meta:
            start, end = child.meta["span"]
            at, opening = (end if child.nesting == 0 else start), False


def seen_words(tokens: Iterable[Token]) -> str:
    """Return the visible text of tokens, without images and invisible characters."""
    words = words_of(token for token in tokens if token.type != "image")
    return "".join(each for each in words if ord(each) not in INVISIBLE).strip()


def words_of(tokens: Iterable[Token]) -> str:
    """Return the text of tokens."""
    pieces = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(words_of(token.children or ()))
    return "".join(pieces)
