"""Slips in fields, which are plain text: markup, of which readers would see the signs, and days far from any other."""

import re
from collections.abc import Iterator
from typing import Final

from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import placed_texts
from publisher.render.prose import is_element

# Bold, links, HTML elements and named character references; each is rare in plain text.
_MARKS: Final = re.compile(
    r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*|\[[^\[\]\n]+\]\((?=\S)[^()\s]+\)"
    r"|</?(?P<element>[a-z][a-z0-9]*)(?: [^<>]*)?/?>|&(?:[a-z]{2,8}|#\d+);",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("*[<&")
_DAY: Final = re.compile(r"([1-9]\d{3})(-\d\d(?:-\d\d)?)")
# Decisions and plans of municipalities lie between these years; others are mostly slips: 1924 or 2204 for 2024.
_LONGEST: Final = 40
_YEARS: Final = range(1950, 2100)


def check_field_marks(document: Document) -> Iterator[Problem]:
    """Yield a notice for each field of a document with markup or a lone quotation mark in it, and for far days."""
    for path, text in placed_texts(document.fields):
        mark = next(filter(_is_mark, _MARKS.finditer(text)), None) if not _FIRST.isdisjoint(text) else None
        words = mark[0] if mark else _lone_quote(text)
        if words:
            yield Problem.notice(document.place(*path), "mark-in-field", words=words)
        elif (day := _DAY.fullmatch(text)) and int(day[1]) not in _YEARS:
            near = f"{_near_year(day[1])}{day[2]}"
            yield Problem.notice(document.place(*path), "number-doubted", value=text, near=near)


def _lone_quote(text: str) -> str:
    """Return the last word of a text that ends with its only quotation mark, or "". Inches have a number before it."""
    if not text.endswith('"') or text.count('"') > 1 or text[-2:-1].isdigit():
        return ""
    return text[text.rfind(" ") + 1 :][-_LONGEST:] if len(text) > 1 else ""


def _near_year(year: str) -> str:
    """Return the year that was probably meant: 2025 for 2205, 2024 for 1924."""
    swapped = f"{year[0]}{year[2]}{year[1]}{year[3]}"
    return swapped if swapped.startswith("20") else f"20{year[2:]}"


def _is_mark(match: re.Match[str]) -> bool:
    # A word in angle brackets that is no HTML element, as in "Ekby <kommun>", is plain text.
    return match["element"] is None or is_element(match["element"])
