"""Size limits: content that would take minutes to parse, far beyond any real page, is a Problem with its line.

There are limits for one page and for all together, since a little on each page may be too much on thousands. Some texts
are too long for a medium: a title must fit in one string of a PDF, an id in a file name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from publisher.commonmark.body import read_body
from publisher.model.fields import LONGEST_TITLE
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.field_tree import Path, Tree
from publisher.render.prose import problem_at

# Problems of texts that are not parsed, since that could take minutes.
TOO_LARGE: Final = frozenset({"page-too-large", "publication-too-large", "too-many-signs", "word-too-long"})
# The longest municipal page that we know has 60,000 characters.
MOST_CHARACTERS: Final = 250_000
# What takes quadratic time, or is computed each time: definitions, cells, pictures, headings, calls, entries of lists,
# boxes, notes, lines.
MOST: Final = (
    (re.compile(r"^:[ \t]", re.MULTILINE), 600),
    (re.compile(r"\|"), 12_000),
    (re.compile(r"!\["), 1_000),
    (re.compile(r"^#{2,6} ", re.MULTILINE), 600),
    (re.compile(r"\{\{ *\w"), 100),
    (re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE), 4_000),
    (re.compile(r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]", re.MULTILINE), 300),
    (re.compile(r"\[\^"), 2_000),
    (re.compile(r"^[ \t>]*[^\s>]", re.MULTILINE), 12_000),
)
# Text files, and inline and block elements (paragraphs, bold words, links …) beyond one per so many characters. A plan
# with five years of results has six files and 180 elements in 6,000 characters; a thousand elements take a tenth of a
# second.
MOST_FILES: Final = 10_000
# Pages in all languages, histories and lists included: with its picture for sharing and its place in print, each takes
# some 13 milliseconds. 500 plans with five years of results make 3,900.
MOST_PAGES: Final = 6_000
# What refers to more than so many others counts as a further page for each so many of the rest: all of them are lines
# on its page and on theirs. A plan of the publications here has at most 20; 450 plans with 450 each took 115 seconds.
OWN_REFERENCES: Final = 30
REFERENCES_OF_PAGE: Final = 15
MOST_PARTS: Final = 150_000
CHARACTERS_OF_PART: Final = 40
# Characters between two spaces: a URL length that every browser accepts. Beyond it, no sheet has room for a line.
LONGEST_WORD: Final = 2_000
# Characters in a text field, two of which fit in one string of a PDF.
LONGEST_TEXT: Final = 8_000
_TITLES: Final = frozenset({"title", "name", "site_name"})
_WORD: Final = re.compile(r"[^ \t\n]+")
# A row with more cells is a mistake.
_WIDE: Final = re.compile(r"^(?:[^|\n]*\|){121}", re.MULTILINE)


def check_limits(document: Document) -> Iterator[Problem]:
    """Yield where a body exceeds a limit of length or number."""
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
    if word := _long_word(text):
        yield problem_at(document, word.start(), "word-too-long", size=len(word[0]), limit=LONGEST_WORD)


def check_lengths(document: Document, fields: Mapping[str, Tree]) -> Iterator[Problem]:
    """Yield where a text in `fields` of a document, or a word of it, is too long for a medium."""
    for path, text in _texts(fields, ()):
        most = LONGEST_TITLE if path[-1] in _TITLES else LONGEST_TEXT
        if word := _long_word(text):
            yield Problem.at(document.place(*path), "word-too-long", size=len(word[0]), limit=LONGEST_WORD)
        elif len(text) > most:
            yield Problem.at(document.place(*path), "text-too-long", size=len(text), limit=most)


def _texts(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a tree that may be too long, with their paths."""
    if isinstance(tree, str):
        if len(tree) > LONGEST_TITLE:
            yield path, tree
        return
    for key, member in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
        yield from _texts(member, (*path, key))


def _long_word(text: str) -> re.Match[str] | None:
    if len(text) <= LONGEST_WORD:
        return None
    return next((word for word in _WORD.finditer(text) if word.end() - word.start() > LONGEST_WORD), None)


@dataclass(frozen=True)
class BodyExtent:
    """The size of a body: characters, and elements that are drawn separately."""

    characters: int = 0
    parts: int = 0


def extent_of(document: Document) -> BodyExtent:
    """Return the size of the body of a document."""
    if not document.body.strip():
        return BodyExtent()
    tokens = read_body(document.body).tokens
    parts = sum(1 + sum(child.nesting >= 0 for child in token.children or ()) for token in tokens if token.nesting >= 0)
    return BodyExtent(len(document.body), parts)


def check_number(files: Iterable[str]) -> Iterator[Problem]:
    """Yield a Problem if there are more text files than can be published within a minute, before any is read."""
    for file in islice(files, MOST_FILES, MOST_FILES + 1):
        yield Problem.at(Place(file, 1, 1), "publication-too-large")


def check_pages(pages: Iterable[tuple[Place, int]]) -> Iterator[Problem]:
    """Yield a Problem if there are more pages than can be published within a minute.

    Each is given by its place, and by how many references its document makes where it is the first page of that.
    """
    sum_of_pages = 0
    for place, references in pages:
        sum_of_pages += 1 + max(references - OWN_REFERENCES, 0) // REFERENCES_OF_PAGE
        if sum_of_pages > MOST_PAGES:
            yield Problem.at(place, "publication-too-large")
            return


def check_together(extents: Iterable[tuple[str, BodyExtent]]) -> Iterator[Problem]:
    """Yield a Problem if the texts, by file, are together too large to be published within a minute."""
    characters = parts = 0
    for file, extent in extents:
        characters, parts = characters + extent.characters, parts + extent.parts
        if parts > MOST_PARTS + characters // CHARACTERS_OF_PART:
            yield Problem.at(Place(file, 1, 1), "publication-too-large")
            return
