"""Tables on paper: how wide each column is, which hold numbers, and which must lie on their side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml import html

from publisher.publish.print.vocabulary import Tree

# Millimetres: what a page holds upright and on its side, and what a letter and a cell's own edges take.
UPRIGHT: Final = 144.0
ON_ITS_SIDE: Final = 249.0
LETTER: Final = 1.72
SMALL_LETTER: Final = 1.52
BOLD: Final = 1.08
EDGES: Final = 3.4
# More columns than this never stand upright, and a word that is wider than this may be broken.
MOST_COLUMNS: Final = 6
CROWDED: Final = 1.25  # words may be broken; if a quarter of the room is lacking, that is no longer enough
WIDEST_WORD: Final = 34.0
# A column of nothing but short words such as yes and no is as narrow as its head allows.
SHORT: Final = 6
_YEAR: Final = re.compile(r"(19|20|21)\d\d")
NARROW: Final = 23.0
NARROWEST: Final = 13.0
# Letters: a row with more than this may run over to the next sheet.
LONGEST_ROW: Final = 1500


@dataclass(frozen=True, slots=True)
class Measures:
    """What a table needs: the width of each column in millimetres, and whether it is too wide to stand upright."""

    widths: tuple[float, ...]
    wide: bool
    hyphenate: bool


def measures(rows: Sequence[Sequence[str]]) -> Measures:
    """Return the measures of a table from the texts of its cells, its head first."""
    columns = list(zip(*rows, strict=False))
    upright = [_least(column, LETTER) for column in columns]
    wide = len(columns) > MOST_COLUMNS or sum(upright) > UPRIGHT * CROWDED
    least = [_least(column, SMALL_LETTER) for column in columns] if wide else upright
    widths = _shared(columns, least, ON_ITS_SIDE if wide else UPRIGHT)
    letter = SMALL_LETTER if wide else LETTER
    tight = any(_longest_word(column) * letter + EDGES > width for column, width in zip(columns, widths, strict=True))
    return Measures(tuple(round(width, 2) for width in widths), wide, tight)


def long_rows(texts: Sequence[Sequence[str]]) -> list[int]:
    """Return which rows are so long that they might need more than one sheet; the others stay whole."""
    return [number for number, row in enumerate(texts) if sum(map(len, row)) > LONGEST_ROW]


def align_numbers(body: list[list[dict[str, Any]]], texts: Sequence[Sequence[str]], decimal: str) -> list[int]:
    """Give each number in a column of numbers what it lacks behind the decimal sign; return which columns those are."""
    pattern = _number(decimal)
    columns = list(zip(*texts, strict=False))
    numeric = [at for at in range(1, len(columns)) if _is_numeric(columns[at], pattern)]
    for at in numeric:
        found = [pattern.fullmatch(text) for text in columns[at]]
        longest = max((match["decimals"] or "" for match in found if match), key=len)
        for row, match in zip(body, found, strict=True):
            row[at]["align"] = "right"
            if match and longest:
                row[at]["rest"] = longest[len(match["decimals"] or "") :]
    return numeric


def _is_numeric(column: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Say whether a column holds numbers, and beside them nothing but words for one that is missing."""
    odd = [text for text in column if not pattern.fullmatch(text)]
    if all(_YEAR.fullmatch(text) for text in column if text not in odd):
        return False
    return len(odd) < len(column) and not any(sign.isdigit() for text in odd for sign in text)


@cache
def _number(decimal: str) -> re.Pattern[str]:
    """Return the pattern of one number with its unit or without, in a language with this decimal sign."""
    groups = r"[.\u00a0\u202f ]" if decimal == "," else "[, ]"
    sign = re.escape(decimal)
    return re.compile(rf"[-−]?\d+(?:{groups}\d{{3}})*(?P<decimals>{sign}\d+)?(?:[ \u00a0]?(?:%|[^\W\d]+))?")


def texts_of(rows: Sequence[html.HtmlElement]) -> list[list[str]]:
    """Return the text of each cell of a table's rows. A status is one word, with room for its sign and its frame."""
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: html.HtmlElement) -> str:
    text = " ".join(cell.text_content().split())
    for status in cell.xpath(".//strong[@class]"):
        words = " ".join(status.text_content().split())
        text = text.replace(words, f"{words.replace(' ', '_')}___", 1)
    return text


def _shared(columns: Sequence[Sequence[str]], least: Sequence[float], room: float) -> list[float]:
    """Return the widths: what each column needs at least, and a part of the rest after how much text it has."""
    rest = room - sum(least)
    if rest < 0:
        return [width * room / sum(least) for width in least]
    # The head, which stands first, has its words below each other.
    texts = [max([*map(len, column[1:]), len(column[0]) // 3]) for column in columns]
    wanted = [max(0.1, min(text, 90) * LETTER - width) for text, width in zip(texts, least, strict=True)]
    return [width + rest * more / sum(wanted) for width, more in zip(least, wanted, strict=True)]


def _least(column: Sequence[str], letter: float) -> float:
    """Return the width that a column must have: its longest word, within reason."""
    short = max((len(text) for text in column[1:]), default=0) <= SHORT
    # The first text is the head, which is bold.
    longest = max(_longest_word(column[:1]) * BOLD, _longest_word(column[1:]))
    return max(NARROWEST, min(longest * letter + EDGES, NARROW if short else WIDEST_WORD))


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for text in column for word in re.split(r"[\s-]+", text)), default=1)


# Heading, lead, note, a sentence: what may stand before a table on a page that lies on its side.
INTRODUCTION: Final = 4


def is_landscape(kids: Sequence[Tree]) -> bool:
    """Say whether a page is nothing but wide tables and their introduction, so that its sheet is landscape."""
    tables = _tables(kids)
    return bool(tables) and all(each["wide"] for each in tables) and len(kids) <= INTRODUCTION + len(tables)


def _tables(kids: Sequence[Tree]) -> list[dict[str, Any]]:
    """Return the tables among the parts of a page, also those in a frame that lets it scroll on a screen."""
    parts = [kid for kid in kids if isinstance(kid, dict)]
    below = [table for part in parts if part["tag"] == "div" for table in _tables(part["kids"])]
    return [part for part in parts if part["tag"] == "table"] + below


def with_turned_tables(kids: Sequence[Tree]) -> list[Tree]:
    """Return the parts of a page with each table that must lie on its side together with the headings before it."""
    found: list[Tree] = []
    for kid in kids:
        group = [kid]
        if any(table["wide"] for table in _tables(group)):
            while found and isinstance(found[-1], dict) and found[-1]["tag"] == "heading":
                group.insert(0, found.pop())
            kid = {"tag": "div", "class": "turned", "kids": group}
        found.append(kid)
    return found
