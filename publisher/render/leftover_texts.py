"""Leftovers in texts and fields: error messages of other programs, and what stands there until somebody writes it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from publisher.commonmark.body import ReadBody
from publisher.locales import word_lists
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import placed_texts
from publisher.read.placeholders import UNFINISHED
from publisher.render.prose import problem_at

# Letters for a number or a name that is not known yet: XX, 20XX, xx-xx. A full row of number signs is a narrow cell;
# at the beginning of a line, before words, it was meant for a heading.
_CROSSES: Final = r"(?<![\w./:-])(?:19|20)?[xX]{2,}(?:[-/.:][xX]{2,})*(?!\w)"
_ASKED: Final = r"\?{3,}"
_NARROW: Final = r"(?<!#)(?:(?<=[^\s#][ \t])#{5,}|#{5,}(?!#|[ \t]+[^\W\d_]))"
# What a template would have filled in: ${namn}, %NAMN%, {namn}.
_FILLED: Final = r"\$\{[\w.]+\}|(?<!\w)%[A-ZÅÄÖÆØ_]{3,}%(?!\w)|(?<![\w${*])\{(?:[^\W\d_][\w ]{1,30}|\d)\}(?!\})"
_MOST: Final = 50
# Chapters may be numbered so, and then one of them has another Roman number.
_ROMAN: Final = re.compile(r"XX|XXX")
_OTHER_ROMAN: Final = re.compile(r"\b(?:VII|VIII|IX|XI{1,3}|XI?V|XVI{1,3}|XIX|XXI{1,3})\b")


class _Leftover(NamedTuple):
    code: str
    start: int
    words: str


def body_leftovers(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield the leftovers in a body, of very many the first."""
    is_roman = bool(_OTHER_ROMAN.search(document.body))
    found = ((text, each) for text in body.texts for each in _leftovers(text.content, is_roman=is_roman))
    for text, each in islice(found, _MOST):
        yield _problem(each, problem_at(document, text.start + each.start, each.code))


def field_leftovers(document: Document) -> Iterator[Problem]:
    """Yield the leftovers in the fields of a document, the first of each field."""
    for path, text in placed_texts(document.fields):
        for found in islice(_leftovers(text, is_roman=bool(_OTHER_ROMAN.search(text))), 1):
            yield _problem(found, Problem.at(document.place(*path), found.code))


def _problem(found: _Leftover, at: Problem) -> Problem:
    """Return the problem of a leftover: an error message is an error, a placeholder a notice."""
    if found.code == UNFINISHED:
        return Problem.notice(at.place, found.code, text=found.words)
    return Problem.at(at.place, found.code, words=found.words)


def _leftovers(text: str, *, is_roman: bool) -> Iterator[_Leftover]:
    """Yield the leftovers in a text; XX and XXX are none where numbers are Roman."""
    if "://" in text and " " not in text:
        return
    for match in _pattern().finditer(text):
        if is_roman and _ROMAN.fullmatch(match[0]):
            continue
        yield _Leftover("word-error" if match["error"] else UNFINISHED, match.start(), match[0])


@cache
def _pattern() -> re.Pattern[str]:
    """Return what leftovers look like, in all languages: an author may write in another than the site's."""
    lists = {name: "|".join(map(re.escape, words)) for name, words in word_lists("slips").items()}
    errors = rf"{lists['lost_references']}|(?<![\w#])(?:{lists['program_errors']})(?!\w)|{_NARROW}"
    inner, orders = r"[^\[\]<>\n]{0,60}", lists["waiting_orders"]
    ordered = rf"(?i:[\[<](?:(?:{orders})\b{inner}|{inner}\b(?:{orders}))[\]>])"
    asked = rf"[\[<](?:{lists['waiting_verbs']})\b{inner}\b(?:{lists['waiting_places']})\b{inner}[\]>]"
    named = rf"\[(?:{lists['waiting_names']})\]"
    waiting = rf"(?i:{lists['waiting_texts']}|{asked}|{named})|\b(?:{lists['waiting_words']})\b|{ordered}"
    waiting += rf"|{_CROSSES}|{_ASKED}|{_FILLED}"
    return re.compile(rf"(?P<error>{errors})|(?:{waiting})")
