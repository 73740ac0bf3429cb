"""Texts that mislead: links named "here" or with another address, lists that get other numbers, tables without rows."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Final, NamedTuple

from markdown_it.token import Token

from publisher.commonmark.body import ReadBody, seen_words
from publisher.locales import word_lists
from publisher.model.time_meant import day_meant
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.prose import position
from publisher.shortening import shortened

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_BEFORE_HOST: Final = re.compile(r"^(?:https?://)?(?:www\.)?")
# What takes the sign at the beginning of a line, and where that ends.
_TAKING: Final = {
    "blockquote_open": "blockquote_close",
    "bullet_list_open": "bullet_list_close",
    "ordered_list_open": "ordered_list_close",
}
_SHARE: Final = re.compile(
    r"[>+-][ \t]+\d+(?:[.,]\d+)?[ \t\u00a0\u202f]*(?:%|procent|prosent|percent|per cent|Prozent)"
)
_DAY: Final = re.compile(r"(?P<day>\d{1,2})\.[ \t]+(?P<month>[^\W\d_]{3,})\b")
_SHOWN: Final = 60
_MOST: Final = 20


def misleading_texts(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each link, list and table that readers would take for something else than it is."""
    for find in (_links, _renumbered, _without_rows, _without_headers, _same_headers, _empty_rows, _lost_at_line):
        yield from islice(find(document, body), _MOST)


def _links(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield links whose words say nothing by themselves, as a list of links is read aloud, or are another address."""
    for _, token, stretch in body.blocks:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type != "link_open" or "target" not in child.meta:
                continue
            end = next(n for n in range(at, len(children)) if children[n].type == "link_close")
            words, target = _words(children[at + 1 : end]), str(child.meta["address"])
            facts = {"words": shortened(words, _SHOWN), "target": shortened(target, _SHOWN)}
            is_empty = words.casefold().strip(" .:!»>→") in _empty_words()
            if is_empty or (_ADDRESS.fullmatch(words) and _bare(words) != _bare(target)):
                place = document.body_place(*position(document.body, stretch.at(child.meta["span"][0])))
                yield Problem.notice(place, "link-words" if is_empty else "link-other-address", **facts)


def _words(within: list[Token]) -> str:
    return seen_words(within) and " ".join("".join(each.content for each in within).split())


def _bare(address: str) -> str:
    return _BEFORE_HOST.sub("", address).rstrip("/").casefold()


@cache
def _empty_words() -> frozenset[str]:
    """Return the words that do not tell where a link leads, in all languages."""
    return frozenset(word_lists("slips")["empty_link_words"])


def _renumbered(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield the first item of each numbered list that gets another number than the one that was typed.

    Markdown counts from the first number on. A list with the same number throughout is meant to be counted.
    """
    lists: list[list[tuple[str, int]]] = []
    for token in body.tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info and lists and token.map:
            lists[-1].append((token.info, token.map[0]))
        elif token.type == "ordered_list_close" and lists:
            yield from _first_renumbered(document, body, lists.pop())


def _first_renumbered(document: Document, body: ReadBody, items: list[tuple[str, int]]) -> Iterator[Problem]:
    if len({number for number, _ in items}) <= 1:
        return
    for at, (number, row) in enumerate(items):
        if int(number) != (shown := int(items[0][0]) + at):
            place = document.body_place(*position(document.body, body.lines.start(row)))
            yield Problem.notice(place, "list-renumbered", number=number, shown=shown)
            return


def _without_rows(document: Document, body: ReadBody) -> Iterator[Problem]:
    row = 0
    for before, token in pairwise(body.tokens):
        if before.type == "thead_open" and before.map:
            row = before.map[0]
        elif (before.type, token.type) == ("thead_close", "table_close"):
            place = document.body_place(*position(document.body, body.lines.start(row)))
            yield Problem.notice(place, "table-empty")


def _without_headers(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each table with a column of values below no header, but for the first: its cells are headers.

    Where no column has a header, the first one has none either.
    """
    for table in _tables(body.tokens):
        heads, *rows = table.rows
        bare = [at for at, words in enumerate(heads) if not words and any(row[at : at + 1] != [""] for row in rows)]
        if bare and (bare != [0] or len(heads) == 1):
            place = document.body_place(*position(document.body, body.lines.start(table.line)))
            yield Problem.notice(place, "table-header-missing", number=bare[-1] + 1)


def _same_headers(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each table in which two columns have the same header: a cell is read aloud with its own."""
    for table in _tables(body.tokens):
        named = [words for words in table.rows[0] if re.search(r"\w", words)]
        heads = [words.casefold() for words in named]
        twice = next((words for words in named if heads.count(words.casefold()) > 1), "")
        if twice:
            place = document.body_place(*position(document.body, body.lines.start(table.line)))
            yield Problem.notice(place, "table-header-twice", words=shortened(twice, _SHOWN))


def _empty_rows(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for the first empty row of each table, as they separate groups of rows in a spreadsheet."""
    for table in _tables(body.tokens):
        at = next((at for at, cells in enumerate(table.rows) if at and not any(cells)), 0)
        if at:
            # The row of hyphens below the headers is none of the table's.
            place = document.body_place(*position(document.body, body.lines.start(table.line + at + 1)))
            yield Problem.notice(place, "table-row-empty")


def _lost_at_line(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each line whose first character is markup where it was meant: > 5 %, + 5 %, 1. maj 2025.

    Quotations and lists of one item seldom begin so, and readers would not see it, or see a date as an item.
    """
    opened: list[tuple[Token, int]] = []
    for token in body.tokens:
        if token.type in _TAKING:
            opened.append((token, 0))
        elif token.type == "list_item_open" and opened:
            opened[-1] = (opened[-1][0], opened[-1][1] + 1)
        elif token.type in _TAKING.values() and opened:
            first, items = opened.pop()
            row = body.lines.rows[first.map[0]].strip() if first.map else ""
            if items <= 1 and (_SHARE.match(row) or _is_date(row)):
                place = document.body_place(*position(document.body, body.lines.start((first.map or [0])[0])))
                yield Problem.notice(place, "sign-taken", words=shortened(row, _SHOWN), sign=row.split()[0])


def _is_date(row: str) -> bool:
    """Return whether a line begins with a day and a month: 1. maj, in languages that write them so."""
    match = _DAY.match(row)
    return match is not None and bool(day_meant(f"{match['day']}. {match['month']} 2024"))


class _Table(NamedTuple):
    line: int
    rows: list[list[str]]


def _tables(tokens: Iterable[Token]) -> Iterator[_Table]:
    """Yield each table of a text with the words of its cells."""
    table = _Table(0, [])
    is_cell = False
    for token in tokens:
        if token.type == "table_open":
            table = _Table(token.map[0] if token.map else 0, [])
        elif token.type == "tr_open":
            table.rows.append([])
        elif token.type in {"th_open", "td_open"}:
            is_cell = True
        elif is_cell and token.type == "inline":
            table.rows[-1].append(token.content.strip())
            is_cell = False
        elif token.type == "table_close":
            yield table
