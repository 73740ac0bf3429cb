"""The workbook: all tables of open data as sheets for office users, with an explanatory first sheet (XLSX).

XlsxWriter writes every text as text, never as a formula, and no creation time.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from publisher.publish.data.open_data_source import OpenData
from publisher.render.data_column import ADDRESS, DataColumn, ValueType
from publisher.render.data_tables import DATA_TABLES, tables_of
from publisher.render.sender import sender

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Excel's limit; a longer text is complete in the CSV file.
LONGEST_CELL: Final = 32_767
MOST_LINKS: Final = 65_000
LONGEST_NAME: Final = 31
# The calendar of spreadsheets begins here.
FIRST_YEAR: Final = 1901
WIDTHS: Final = {ValueType.NUMBER: 12, ValueType.INTEGER: 10, ValueType.BOOLEAN: 10}
NARROW, WIDE = 18, 48
WIDE_COLUMNS: Final = frozenset(
    {"title", "text", "summary", "adopted", "adopted_summary", "adopted_vision", "reason", "comment", "note", ADDRESS}
    | {"analysis", "next_steps", "forecast_text"}
)
# A sheet's first row explains the columns; the second has their names, as in the CSV file.
NAMES: Final = 1


def workbook(source: OpenData) -> bytes:
    """Return the workbook of a publication."""
    # Only data builds need it, and it is slow to import.
    from xlsxwriter import Workbook

    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        settings = source.publication.settings
        epoch = datetime.fromtimestamp(source.publication.epoch, UTC).replace(tzinfo=None)
        author = sender(settings.publication, source.language).name
        book.set_properties({"title": settings.site_name, "author": author, "created": epoch})
        looks = _looks(book)
        _explain(book.add_worksheet(_sheet_name(source, "explained")), source, looks)
        for name in tables_of(source.publication):
            _fill(book.add_worksheet(_sheet_name(source, name)), name, source, looks)
    return target.getvalue()


def _looks(book: "Workbook") -> dict[str, object]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "name": book.add_format({"bold": True, "bottom": 1}),
        "about": book.add_format({"text_wrap": True, "valign": "top", "italic": True}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "top": book.add_format({"valign": "top"}),
        "day": book.add_format({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"}),
        "link": book.add_format({"valign": "top", "font_color": "#0b5cad", "underline": 1}),
    }


def _sheet_name(source: OpenData, name: str) -> str:
    return source.language.text(f"data.table.{name}")[:LONGEST_NAME]


def _explain(sheet: "Worksheet", source: OpenData, looks: Mapping[str, object]) -> None:
    """Write an introduction to the workbook, then each sheet with its columns."""
    settings, text = source.publication.settings, source.language.text
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 80)
    sheet.write_string(0, 0, settings.site_name, looks["title"])
    lines = [
        source.example,
        settings.site_description,
        sender(settings.publication, source.language).name,
        settings.site_url,
    ]
    licence = settings.publication.licence
    lines += [*([f"{licence.title} ({licence.url})"] if licence else []), text("data.workbook.about")]
    row = 1
    for line in filter(None, lines):
        sheet.write_string(row, 0, line, looks["top"])
        row += 1
    row += 1
    for at, key in enumerate(("data.sheet", "data.column", "data.holds")):
        sheet.write_string(row, at, text(key), looks["name"])
    for name, column, about in _columns(source):
        row += 1
        for at, words in enumerate((name, column, about)):
            sheet.write_string(row, at, words, looks["text"])


def _columns(source: OpenData) -> Iterator[tuple[str, str, str]]:
    """Yield each sheet with a description of its rows, then each of its columns with theirs."""
    for name, table in tables_of(source.publication).items():
        sheet = _sheet_name(source, name)
        yield sheet, "", source.language.text(f"data.{name}.csv")
        yield from ((sheet, column, source.language.text(f"data.column.{column}")) for column in table.columns)


def _fill(sheet: "Worksheet", name: str, source: OpenData, looks: Mapping[str, object]) -> None:
    """Write one table: the columns' descriptions, their names, then the rows."""
    columns = DATA_TABLES[name].columns
    for at, (title, column) in enumerate(columns.items()):
        width = WIDE if title in WIDE_COLUMNS else WIDTHS.get(column.type, NARROW)
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, source.language.text(f"data.column.{title}"), looks["about"])
        sheet.write_string(NAMES, at, title, looks["name"])
    row = NAMES
    for cells in DATA_TABLES[name].cells(source.publication, source.url):
        row += 1
        for at, (title, value) in enumerate(cells.items()):
            _write(sheet, (row, at), columns[title], value, looks, link=title == ADDRESS and row < MOST_LINKS)
    sheet.autofilter(NAMES, 0, row, len(columns) - 1)
    sheet.freeze_panes(NAMES + 1, 1)


def _whole_day(value: object) -> datetime | None:
    """Return a date that is known to the day; None for a month or a year, and for what a workbook cannot hold."""
    text = str(value)
    try:
        found = datetime.fromisoformat(text) if len(text) == len("2024-12-31") else None
    except ValueError:
        return None
    return found if found and found.year >= FIRST_YEAR else None


def _write(
    sheet: "Worksheet",
    at: tuple[int, int],
    column: DataColumn,
    value: object,
    looks: Mapping[str, object],
    *,
    link: bool,
) -> None:
    """Write one cell with its type; empty values are left out."""
    if value is None or value == "":
        return
    if column.type is ValueType.BOOLEAN:
        sheet.write_boolean(*at, value == "true", looks["top"])
    elif column.type in (ValueType.NUMBER, ValueType.INTEGER):
        assert isinstance(value, Decimal | int)
        sheet.write_number(*at, float(value), looks["top"])
    elif column.day and (whole := _whole_day(value)):
        sheet.write_datetime(*at, whole, looks["day"])
    elif link and str(value).startswith("http"):
        sheet.write_url(*at, str(value), looks["link"])
    else:
        sheet.write_string(*at, str(value)[:LONGEST_CELL], looks["text"])
