"""Markdown and HTML markup in fields, which are plain text: readers would see the markup itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import Path, Tree

# Bold, links, HTML elements and named character references; each is rare in plain text.
_MARKS: Final = re.compile(
    r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*|\[[^\[\]\n]+\]\((?=\S)[^()\s]+\)"
    r"|</?(?P<element>[a-z][a-z0-9]*)(?: [^<>]*)?/?>|&(?:[a-z]{2,8}|#\d+);",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("*[<&")


def check_field_marks(document: Document) -> Iterator[Problem]:
    """Yield a notice for each field of a document with markup in its text."""
    for path, text in _texts(document.fields, ()):
        if mark := next(filter(_is_mark, _MARKS.finditer(text)), None):
            yield Problem.notice(document.place(*path), "mark-in-field", words=mark[0])


def _is_mark(match: re.Match[str]) -> bool:
    if match["element"] is None:
        return True
    # Imported only if needed.
    from lxml.html import defs

    # A word in angle brackets that is no HTML element, as in "Ekby <kommun>", is plain text.
    return match["element"].lower() in defs.tags


def _texts(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a tree that may contain markup, with their paths."""
    if isinstance(tree, str):
        if not _FIRST.isdisjoint(tree):
            yield path, tree
        return
    for key, member in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
        yield from _texts(member, (*path, key))
