"""The layout of tables: the width of each column, which columns hold numbers, and which tables need landscape."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Final

from lxml import html

from publisher.publish.layout.column_widths import (
    BOLD,
    EDGES,
    LETTER,
    SHORT,
    STATUS,
    column_widths,
    least_width,
    longest_word,
)
from publisher.publish.layout.elements import Content, Element, Heading, Table
from publisher.publish.layout.geometry import SHEET
from publisher.publish.layout.unbroken import with_dates

# With more columns than this, a table is in portrait only if all but the first are short and all fit.
MOST_COLUMNS: Final = 6
MOST_SHORT_COLUMNS: Final = 8
CROWDED: Final = 1.25  # words may be hyphenated; if a quarter of the room is missing, that no longer suffices
# The room for the page number of a link's target.
REFERENCE: Final = " (p. 99)"
# Possible line breaks: not at the spaces between the digits of a number.
_BREAK: Final = re.compile(r"[ \t\r\n\f]+")
_YEAR: Final = re.compile(r"(19|20|21)\d\d")
# Points: a table line, the padding above and below it, a caption, and the most that is kept together.
LINE: Final = 11.5
CELL: Final = 9.0
CAPTION: Final = 18.0
HIGHEST: Final = 400.0
# Points: a table of few rows that is higher may break between them, for it would leave too much of a page empty.
LOW: Final = 160.0
# Rows, with the header, that begin a table, and rows of a table kept on one page.
FIRST_ROWS: Final = 3
FEW_ROWS: Final = 5
# Letters: a longer row may break across pages.
LONGEST_ROW: Final = 1500


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a table: the width of each column in millimetres, and whether it is too wide for portrait.

    `crowded` tables are too wide even for landscape, so that their words are hyphenated.
    """

    widths: tuple[float, ...]
    wide: bool
    crowded: bool = False


def measures(rows: Sequence[Sequence[str]]) -> Measures:
    """Return the measures of a table from the texts of its cells, header first."""
    columns = list(zip(*rows, strict=False))
    least = [least_width(column) for column in columns]
    wide = sum(least) > SHEET.text_width * (CROWDED if len(columns) <= MOST_COLUMNS else 1) or (
        len(columns) > MOST_COLUMNS and not _are_numbers(columns)
    )
    widths = column_widths(columns, least, SHEET.landscape_text_width if wide else SHEET.text_width)
    crowded = wide and sum(least) > SHEET.landscape_text_width
    return Measures(tuple(round(width, 2) for width in widths), wide, crowded)


def is_wider(text: str, width: float) -> bool:
    """Return whether any word of a cell is wider than its column (mm)."""
    return longest_word([text]) * LETTER * BOLD + EDGES > width


def _are_numbers(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether a table has, beside its first column, only a few columns of short numbers: portrait will do."""
    cells = [text for column in columns[1:] for text in column[1:]]
    return len(columns) <= MOST_SHORT_COLUMNS and all(
        len(text) <= SHORT and (text == "–" or text.lstrip("+-−–<>≤≥ ")[:1].isdigit()) for text in cells
    )


def opening(rows: Sequence[Sequence[str]], widths: Sequence[float], caption: str = "") -> float:
    """Return the approximate height of caption, header and two rows, in points; of the whole table if it is low."""
    above = CAPTION + LINE * (_lines(caption, sum(widths) / (LETTER * BOLD)) - 1)
    room = [max(width - EDGES, LETTER) for width in widths]
    heights = [_most_lines(row, room) * LINE + CELL for row in rows[:FEW_ROWS]]
    is_kept = len(rows) <= FIRST_ROWS + 1 or (len(rows) <= FEW_ROWS and above + sum(heights) <= LOW)
    return round(min(above + sum(heights if is_kept else heights[:FIRST_ROWS]), HIGHEST), 1)


def _most_lines(row: Sequence[str], room: Sequence[float]) -> int:
    return max((_lines(text, each / LETTER) for text, each in zip(row, room, strict=False)), default=1)


def _lines(text: str, letters: float) -> int:
    """Return how many lines a text takes that has room for so many letters in each, of which only long words break."""
    lines, left = 1, letters
    for word in text.split(" "):
        if len(word) > left and left < letters:
            lines, left = lines + 1, letters
        beyond = max(0, ceil(len(word) / letters) - 1)
        lines, left = lines + beyond, left + beyond * letters - len(word) - 1
    return lines


def long_rows(texts: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the numbers of the rows, from 0, that are so long that they may need more than one page."""
    return tuple(number for number, row in enumerate(texts) if sum(map(len, row)) > LONGEST_ROW)


def number_columns(texts: Sequence[Sequence[str]], decimal: str) -> dict[int, list[str]]:
    """Return the numeric columns of a table body, each with the decimals that its cells lack for alignment.

    An author's own table has only the texts of its cells, so these decide for all tables alike.
    """
    pattern = _number(decimal)
    columns = list(zip(*texts, strict=False))
    return {
        at: _lacking([pattern.fullmatch(text) for text in columns[at]])
        for at in range(1, len(columns))
        if _is_numeric(columns[at], pattern)
    }


def _lacking(numbers: Sequence[re.Match[str] | None]) -> list[str]:
    """Return the decimals that each number lacks compared with the longest; "" for other texts."""
    longest = max((number["decimals"] or "" for number in numbers if number), key=len)
    return [longest[len(number["decimals"] or "") :] if number else "" for number in numbers]


def _is_numeric(column: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Return whether a column holds only numbers and words for missing numbers."""
    odd = [text for text in column if not pattern.fullmatch(text)]
    if all(_YEAR.fullmatch(text) for text in column if text not in odd):
        return False
    return len(odd) < len(column) and not any(character.isdigit() for text in odd for character in text)


@cache
def _number(decimal: str) -> re.Pattern[str]:
    """Return the pattern of a number with or without a unit, in a language with this decimal mark."""
    groups = r"[.\u00a0\u202f ]" if decimal == "," else r"[,\u00a0\u202f ]"
    mark = re.escape(decimal)
    return re.compile(rf"[-−]?\d+(?:{groups}\d{{3}})*(?P<decimals>{mark}\d+)?(?:[ \u00a0\u202f]?(?:%|[^\W\d]+))?")


def with_references(
    rows: Sequence[html.HtmlElement], texts: Sequence[Sequence[str]], is_numbered: Callable[[str], bool]
) -> list[list[str]]:
    """Return the texts of cells with room for the page number that print adds to each link for which `is_numbered`."""
    return [
        [text + REFERENCE * sum(map(is_numbered, cell.xpath(".//a/@href"))) for cell, text in pairs]
        for pairs in (zip(row, each, strict=True) for row, each in zip(rows, texts, strict=True))
    ]


def texts_of(rows: Sequence[html.HtmlElement]) -> list[list[str]]:
    """Return the text of each cell of a table's rows. A status is one word, with room for its symbol and border."""
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: html.HtmlElement) -> str:
    text = _on_one_line(cell)
    for status in cell.xpath(".//strong[@class]"):
        words = _on_one_line(status)
        text = text.replace(words, f"{words.replace(' ', '_')}{STATUS}", 1)
    return text


def _on_one_line(element: html.HtmlElement) -> str:
    """Return an element's text on one line, with non-breaking spaces kept."""
    return with_dates(_BREAK.sub(" ", element.text_content()).strip())


# Heading, lead, note, a sentence: what may precede a table on a landscape page.
INTRODUCTION: Final = 4


# Letters: what may follow a table on its landscape page.
LITTLE: Final = 500


def is_landscape(kids: Content) -> bool:
    """Return whether a page consists of wide tables and their introduction only, so that all of it is landscape."""
    tables = _tables(kids)
    return bool(tables) and all(table.wide for table in tables) and len(kids) <= INTRODUCTION + len(tables)


def _tables(kids: Content) -> list[Table]:
    """Return the tables among the parts of a page, including those in a scrolling frame."""
    parts = [kid for kid in kids if isinstance(kid, Element)]
    below = [table for part in parts if part.tag == "div" for table in _tables(part.kids)]
    return [part for part in parts if isinstance(part, Table)] + below


def with_landscape_tables(kids: Content) -> Content:
    """Return the parts of a page with each wide table, and the headings before it, on a landscape page."""
    found: list[Element | str] = []
    for number, kid in enumerate(kids):
        if not any(table.wide for table in _tables((kid,))):
            found.append(kid)
            continue
        group = [kid]
        while found and _leads_on(found):
            group.insert(0, found.pop())
        rest = kids[number + 1 :]
        if _is_little(rest):
            return (*found, Element(tag="div", style="landscape", kids=(*group, *rest)))
        found.append(Element(tag="div", style="landscape", kids=tuple(group)))
    return tuple(found)


def _is_little(kids: Sequence[Element | str]) -> bool:
    """Return whether the end of a page is short enough to go on the preceding sheet instead of one of its own."""
    return not _tables(tuple(kids)) and len("".join(map(_words_of, kids))) <= LITTLE


def _words_of(kid: Element | str) -> str:
    return kid if isinstance(kid, str) else "".join(map(_words_of, kid.kids))


def _leads_on(found: Sequence[Element | str]) -> bool:
    """Return whether the last part is a heading, or a few words right below one, to be kept with what follows."""
    last = found[-1]
    if isinstance(last, Heading):
        return True
    return isinstance(last, Element) and last.tag == "p" and len(found) > 1 and isinstance(found[-2], Heading)
