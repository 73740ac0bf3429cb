"""Marks of Markdown and HTML in fields, which are plain text: every reader would see the marks themselves."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import Path, Tree

# Bold, links, elements of HTML and characters by their names; each is rare in a text that means itself.
_MARKS: Final = re.compile(
    r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*|\[[^\[\]\n]+\]\((?=\S)[^()\s]+\)"
    r"|</?(?P<element>[a-z][a-z0-9]*)(?: [^<>]*)?/?>|&(?:[a-z]{2,8}|#\d+);",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("*[<&")


def check_field_marks(document: Document) -> Iterator[Problem]:
    """Yield a notice for each field of a document whose text has a mark in it."""
    for path, text in _texts(document.fields, ()):
        if mark := next(filter(_is_mark, _MARKS.finditer(text)), None):
            yield Problem.notice(document.place(*path), "mark-in-field", words=mark[0])


def _is_mark(match: re.Match[str]) -> bool:
    if match["element"] is None:
        return True
    # Loaded only where somebody writes so.
    from lxml.html import defs

    # A word in angle brackets that HTML does not know, as in "Ekby <kommun>", means itself.
    return match["element"].lower() in defs.tags


def _texts(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a tree that may have a mark in them, with their paths."""
    if isinstance(tree, str):
        if not _FIRST.isdisjoint(tree):
            yield path, tree
        return
    for key, member in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
        yield from _texts(member, (*path, key))
