"""Slips in what is said: pictures without a real description, leftovers, bare headings."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from publisher.commonmark.body import ReadBody
from publisher.locales import word_lists
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.leftover_texts import body_leftovers
from publisher.render.prose import position, problem_at

# File names that a camera or a program gives pictures, which say nothing about them.
_FILE_NAME: Final = re.compile(
    r"\S+\.(?:avif|gif|jpe?g|png|svg|webp)|(?:dsc[fn]?|img|image|p|pict?|picture|screenshot)[-_ ]?\d{2,}", re.IGNORECASE
)


def word_slips(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield the pictures whose words do not describe them, and what other programs or forms have left in the text."""
    yield from _images(document, body)
    yield from body_leftovers(document, body)


def headings_alone(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each heading with nothing below it, not even a heading of a lower level."""
    own = [token for token in body.tokens if token.level == 0]
    for opening, closing, after in zip(own, own[1:], [*own[2:], None], strict=False):
        if opening.type != "heading_open" or closing.type != "heading_close" or not opening.map:
            continue
        if after is None or (after.type == "heading_open" and after.tag <= opening.tag):
            start = body.lines.start(opening.map[0])
            yield Problem.notice(document.body_place(*position(document.body, start)), "heading-alone")


def _images(document: Document, body: ReadBody) -> Iterator[Problem]:
    for words, start in body.images:
        if not words.strip():
            yield problem_at(document, start, "image-without-text")
        elif code := says_nothing(words.strip()):
            yield problem_at(document, start, code, words=words.strip())


def says_nothing(words: str) -> str:
    """Return the code of the problem with a picture's description that says nothing of the picture, or ""."""
    if _FILE_NAME.fullmatch(words):
        return "image-text-is-name"
    return "image-text-empty" if re.sub(r"[\s\d.:]+$", "", words.casefold()) in _lists()["picture_words"] else ""


@cache
def _lists() -> dict[str, list[str]]:
    """Return the words of all languages, since an author may write in another than the site's."""
    lists: dict[str, list[str]] = word_lists("slips")
    return lists
