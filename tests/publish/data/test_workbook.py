"""The workbook has every row of every table, typed, and nothing in it is a formula."""

import csv
import warnings
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from publisher.language import Language
from publisher.locales import languages
from publisher.publish.data.open_data import data_files
from publisher.render.data_tables import DATA_TABLES
from tests.publications import MODULE, without_problems, write
from tests.publish.data.test_columns import FILES

SV = Language("sv")


@pytest.fixture(scope=MODULE)
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    changed = FILES | {
        "plans/q/plan.md": "---\nid: q\ntitle: =HYPERLINK(\"http://x\")\nsummary: '@SUM(1)'\nstatus: proposed\n---\n"
    }
    return data_files(without_problems(write(tmp_path_factory.mktemp("workbook"), changed)).site_map)


def opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(content))


@pytest.fixture(scope=MODULE)
def book(files: dict[str, bytes]) -> Workbook:
    return opened(files["data/tables.xlsx"])


@pytest.mark.parametrize("name", DATA_TABLES)
def test_each_sheet_has_the_rows_of_its_table(name: str, book: Workbook, files: dict[str, bytes]) -> None:
    sheet = book[SV.text(f"data.table.{name}")]
    about, names, *rows = sheet.iter_rows(values_only=True)
    table = list(csv.reader(StringIO(files[f"data/{name}.csv"].decode())))
    assert list(names) == table[0] == [*DATA_TABLES[name].columns]
    assert list(about) == [SV.text(f"data.column.{column}") for column in table[0]]
    assert len(rows) == len(table) - 1
    for row, texts in zip(rows, table[1:], strict=True):
        for value, text in zip(row, texts, strict=True):
            _same(value, text)


def _same(value: object, text: str) -> None:
    if isinstance(value, bool):
        assert text == str(value).lower()
    elif isinstance(value, int | float):
        assert float(text) == value
    elif isinstance(value, datetime):
        assert f"{value:%Y-%m-%d}" == text
    else:
        # A text that a spreadsheet takes for a formula has an apostrophe in CSV, where all is text.
        assert (value or "") == text.removeprefix("'")


def test_a_day_is_a_date_and_a_month_or_a_year_is_none(book: Workbook) -> None:
    sheet = book[SV.text("data.table.plans")]
    names = [cell.value for cell in sheet[2]]
    first, last = names.index("from"), names.index("to")
    row = next(row for row in sheet.iter_rows(min_row=3) if row[0].value == "p")
    assert (row[first].value, row[first].data_type) == (datetime(2023, 2, 1), "d")
    assert row[first].number_format == "yyyy-mm-dd"
    assert row[last].value == "2026-11"


def test_numbers_are_numbers_and_truth_values_are_such(book: Workbook) -> None:
    sheet = book[SV.text("data.table.measurements")]
    names = [cell.value for cell in sheet[2]]
    row = dict(zip(names, next(row for row in sheet.iter_rows(min_row=3) if row[4].value == 79), strict=True))
    assert (row["share"].data_type, row["year"].data_type, row["preliminary"].data_type) == ("n", "n", "b")
    assert row["period"].data_type == "s"
    assert row["address"].hyperlink and row["address"].hyperlink.target == row["address"].value


def test_nothing_is_a_formula(book: Workbook, files: dict[str, bytes]) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    with ZipFile(BytesIO(files["data/tables.xlsx"])) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    titles = [row[1] for row in book[SV.text("data.table.plans")].iter_rows(min_row=3, values_only=True)]
    assert titles == ["Plan P", '=HYPERLINK("http://x")']


def test_the_first_sheet_explains_every_column(book: Workbook) -> None:
    sheet = book.worksheets[0]
    assert sheet.title == "Förklaringar"
    said = {(row[0], row[1]) for row in sheet.iter_rows(values_only=True)}
    for name, table in DATA_TABLES.items():
        assert {(SV.text(f"data.table.{name}"), column) for column in table.columns} <= said


def test_the_names_of_sheets_are_possible_in_every_language() -> None:
    for code in languages():
        names = [Language(code).text(f"data.table.{name}") for name in (*DATA_TABLES, "explained")]
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
        assert len({name.casefold() for name in names}) == len(names)


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    made = [data_files(without_problems(write(tmp_path / name, FILES)).site_map) for name in "ab"]
    assert made[0]["data/tables.xlsx"] == made[1]["data/tables.xlsx"]
