"""The tables of a printed page: by their ruling lines, by the tags of the file, or by the space between the words."""

from collections.abc import Callable, Iterable, Sequence, Set
from typing import TYPE_CHECKING

from publisher.importing.printed.column_extents import Extents
from publisher.importing.printed.drawn_shapes import Lights, rules_of
from publisher.importing.printed.printed_tables import PrintedTable, ruled_table
from publisher.importing.printed.printed_words import Box, Word, is_within
from publisher.importing.printed.spaced_tables import spaced_tables
from publisher.importing.printed.tagged_tables import tagged_tables

if TYPE_CHECKING:
    from pdfplumber.page import Page


def page_tables(
    page: "Page", words: Sequence[Word], joining: Set[str], two: Callable[[str, str], bool], before: Extents = (),
    lights: Lights = (), is_header: Callable[[Sequence[str]], bool] = lambda _: False,
) -> list[PrintedTable]:  # fmt: skip
    """Return the tables of a page from above; `words` have the letters that they are made of, as `chars`.

    `joining` and `two` decide how the lines of a cell are joined. `before` are the columns of the last table of the
    page before, if that has no ruling lines; `lights` are the coloured areas of the page,
    and `is_header` decides what may be the header of two columns.
    """
    ruled = [table for table in page.find_tables() if len(table.rows[0].cells) > (1 if len(table.rows) > 1 else 2)]
    found = [ruled_table(table.cells, words, joining, two, lights) for table in ruled]
    # Header cells may have a frame or a ground, and the rows below them have none.
    whole = [made for table, made in zip(ruled, found, strict=True) if made.rows and len(table.rows) > 1]
    heads = [made for table, made in zip(ruled, found, strict=True) if made.rows and len(table.rows) == 1]
    tagged = tagged_tables(page, words, joining, two)
    whole = [next((made for made in tagged if divides(table, made)), table) for table in whole]
    whole += [made for made in tagged if not _overlaps(made, whole)]
    rules = rules_of(page)
    spaced = spaced_tables(_outside(words, whole), rules, joining, two, before, is_header)
    whole += (alone := [head for head in heads if not _overlaps(head, [*whole, *spaced])])
    if alone:
        spaced = spaced_tables(_outside(words, whole), rules, joining, two, before, is_header)
    return sorted((*whole, *spaced), key=lambda table: table.box[1])


def divides(ruled: PrintedTable, tagged: PrintedTable) -> bool:
    """Return whether a table by its lines has rows that are lines of one cell in the same table by its tags.

    A ground may be drawn behind each line of a cell. The judgements that are colours are those of the ruled one.
    """
    alike = len(ruled.rows) > len(tagged.rows) and not any(ruled.doubts)
    return alike and _meet(ruled.box, tagged.box) and _words(ruled) == _words(tagged)


def _words(table: PrintedTable) -> set[str]:
    return {word for row in table.rows for cell in row for word in cell.split()}


def _outside(words: Iterable[Word], tables: Sequence[PrintedTable]) -> list[Word]:
    return [word for word in words if not any(is_within(word, table.box) for table in tables)]


def _overlaps(table: PrintedTable, others: Iterable[PrintedTable]) -> bool:
    return any(_meet(table.box, other.box) for other in others)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
