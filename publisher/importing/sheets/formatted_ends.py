"""Workbooks without the cells that only have a format: whole columns of them are a million rows without a word."""

import re
import zipfile
from io import BytesIO
from typing import Final

# The elements of a sheet, whose names some programs write with a prefix: a value, a text, a formula.
_SAYING: Final = (b"v", b"is", b"f")
_PREFIX: Final = re.compile(rb"<(\w+:)?worksheet[\s>]")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
# Smaller sheets are read in no time; and so many cells behind the last text may still be of its table.
_SMALL: Final = 200_000
_BEYOND: Final = 20


def without_formatted_ends(book: BytesIO) -> BytesIO:
    """Return a workbook as bytes whose sheets end with the last row, and soon behind the last column, with a text."""
    made = BytesIO()
    with zipfile.ZipFile(book) as file, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as copy:
        for member in file.infolist():
            content = file.read(member)
            large = _SHEET.fullmatch(member.filename) and len(content) > _SMALL
            copy.writestr(zipfile.ZipInfo(member.filename), _shortened(content) if large else content)
    made.seek(0)
    return made


def _shortened(sheet: bytes) -> bytes:
    found = _PREFIX.search(sheet)
    prefix = (found[1] or b"") if found else b""
    end = sheet.rfind(b"</" + prefix + b"sheetData>")
    last = max(sheet.rfind(b"<" + prefix + name + after, 0, end) for name in _SAYING for after in (b">", b" "))
    close = b"</" + prefix + b"row>"
    cut = sheet.find(close, last, end) + len(close) if last >= 0 else sheet.find(b"<" + prefix + b"row", 0, end)
    if end < 0 or cut < len(close):
        return sheet
    return _narrowed(sheet[:cut], prefix) + sheet[end:]


def _narrowed(rows: bytes, prefix: bytes) -> bytes:
    """Return rows without the empty cells far behind the last column that says something."""
    cell = rb"<" + prefix + rb'c\s[^>]*?\br="([A-Z]+)\d+"[^>]*?'
    said = max((_number(name) for name in {*re.findall(cell + rb"(?<!/)>", rows)}), default=0)
    return re.sub(cell + rb"/>", lambda empty: empty[0] if _number(empty[1]) <= said + _BEYOND else b"", rows)


def _number(letters: bytes) -> int:
    """Return the number of a column, from 1: A, Z, AA."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
