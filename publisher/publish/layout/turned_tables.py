"""Turned tables: a table with too many columns of words for any sheet is printed with its rows as columns."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import html

from publisher.publish.layout.table_layout import MOST_COLUMNS, measures, number_columns, texts_of


def turned(table: html.HtmlElement, decimal: str) -> html.HtmlElement:
    """Return a table as it fits a sheet: its rows as columns, if its words fit so only; else the table itself.

    `decimal` is the decimal mark: columns of numbers are compared downwards, and so never turned.
    """
    heads, rows = table.findall("thead/tr"), table.findall("tbody/tr")
    texts = texts_of([*heads, *rows])
    is_even = len(heads) == 1 and len(rows) > 1 and {len(row) for row in texts} == {len(texts[0])}
    if not is_even or len(texts[0]) <= MOST_COLUMNS:
        return table
    # The header is repeated on each page, and may not contain links (PDF/UA).
    if any(row[0].xpath(".//a") for row in rows) or number_columns(texts[1:], decimal):
        return table
    is_better = measures(texts).crowded and not measures(list(zip(*texts, strict=True))).wide
    return _turned(table, heads[0], rows) if is_better else table


def _turned(table: html.HtmlElement, head: html.HtmlElement, rows: Sequence[html.HtmlElement]) -> html.HtmlElement:
    found = deepcopy(table)
    columns = [
        list(column) for column in zip(*([deepcopy(cell) for cell in row] for row in (head, *rows)), strict=True)
    ]
    for part in found.iterchildren("thead", "tbody"):
        is_head = part.tag == "thead"
        _fill(part, columns[:1] if is_head else columns[1:], "th" if is_head else "td")
    return found


def _fill(part: html.HtmlElement, columns: Sequence[Sequence[html.HtmlElement]], tag: str) -> None:
    """Replace the rows of a part of a table by columns; alignments were those of columns, and go."""
    for row in list(part):
        part.remove(row)
    for cells in columns:
        row = html.Element("tr")
        for cell in cells:
            cell.tag = tag
            cell.attrib.pop("class", None)
            row.append(cell)
        part.append(row)
