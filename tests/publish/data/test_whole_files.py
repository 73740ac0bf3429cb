"""All open data of one publication by value: each file as a whole, and the workbook cell by cell with its looks.

`REWRITE_EXPECTED=1 pytest tests/publish/data/test_whole_files.py` writes what is given now: read every line of the
difference before it is committed.
"""

import re
import shutil
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from publisher.publish.data.open_data import data_files
from publisher.publish.data.publication_schema import publication_schema
from tests.publications import REWRITE, without_problems, write
from tests.publish.data.test_columns import FILES

EXPECTED = Path(__file__).parent / "whole"
WORKBOOK = "data/tables.xlsx"
# The catalogue says the same in both its forms.
ELSEWHERE = frozenset({"data/catalogue.rdf"})
MORE = (
    "smallest_group: 5, catalogue: {publisher_type: local-authority, area: 'https://example.org/area', themes: [soci], "
    "keywords: [prov], frequency: three-times-a-year, availability: stable, "
    "contact: {name: Data, email: data@prov.example}}, "
    "licence: {title: CC0, url: 'https://creativecommons.org/publicdomain/zero/1.0/'}"
)
# What is explained in words is in the locale, and sizes and digests are of files with such words.
EXPLAINED = re.compile(
    r'(?<="description": ").*(?=")|(?<="title": ").*(?=")|'
    r'(?<=dcterms:description ").*(?="@)|(?<=dcterms:title ").*(?="@)|'
    r'(?<=spdx:checksumValue ").*(?=")|(?<=dcat:byteSize )"?[0-9]+'
)


def cells(content: bytes) -> Iterator[str]:
    """Yield a line for each sheet, each of its columns and each of its cells: what it holds and how it looks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content))
    about = book.properties
    yield f"{about.title} | {about.creator} | {about.created}"
    for sheet in book:
        yield f"# {sheet.title} | {sheet.freeze_panes} | {sheet.auto_filter.ref}"
        yield from (f"{name} {column.width:g}" for name, column in sheet.column_dimensions.items())
        for cell in (cell for row in sheet for cell in row if cell.value is not None):
            font, place = cell.font, cell.alignment
            looks = (
                font.b, font.i, font.u, font.sz, font.color and font.color.rgb, place.wrap_text, place.vertical,
                cell.border.bottom.style, cell.hyperlink and cell.hyperlink.target,
            )  # fmt: skip
            text = " ".join(str(look) for look in looks if isinstance(look, str | float | int) and look is not False)
            explained = cell.value if cell.row > 1 and cell.column_letter != "C" else "…"
            yield f"{cell.coordinate} {explained!r} | {text}"


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    """Return every file of open data as text, by name."""
    changed = FILES | {"mkdocs.yml": FILES["mkdocs.yml"].replace("smallest_group: 5", MORE)}
    files = data_files(without_problems(write(tmp_path, changed)).site_map)
    book = files.pop(WORKBOOK)
    found = {name.removeprefix("data/"): text.decode() for name, text in files.items() if name not in ELSEWHERE}
    found |= {name: EXPLAINED.sub("…", found[name]) for name in ("datapackage.json", "catalogue.ttl")}
    # As it is made now: a build takes it from the cache of this version of the program.
    found["publication.schema.json"] = publication_schema().decode()
    return {**found, "tables.txt": "\n".join(cells(book)) + "\n"}


def test_open_data_is_this(texts: dict[str, str]) -> None:
    if REWRITE:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in texts.items():
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_bytes().decode()
        for path in EXPECTED.rglob("*")
        if path.is_file()
    }
    assert texts.keys() == expected.keys()
    for name, text in texts.items():
        assert text == expected[name], name
