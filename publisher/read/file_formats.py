"""Files with the wrong extension: a text that would be passed over, or a document of Word that was saved as plan.md."""

import posixpath
import re
from typing import Final

from publisher.problem import Place, Problem

# Where CSV files are read as tables; elsewhere they are downloads that the author offers.
TABLES: Final = "plans/statistics/"
# Extensions that texts and tables are sometimes given by mistake, and the right ones.
MEANT: Final = {".md": ".md", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".yml": ".yml", ".yaml": ".yml"}
_TABLE_MEANT: Final = {".csv": ".csv", ".tsv": ".csv", ".txt": ".csv"}
_SHEETS: Final = frozenset({".xls", ".xlsx", ".ods", ".numbers"})
_PLAN_NAME: Final = re.compile(r"plans/[^/]+/(?:plan|results/[^/]+)\.[^./]+", re.IGNORECASE)
# Bytes within which a ZIP file of an Office program names its first parts.
OPENING: Final = 50_000
# How such files begin, and what people call their formats. A ZIP file has the format of what is in it.
_FORMATS: Final = (
    (re.compile(rb"PK\x03\x04.*?(?:word/|wordprocessingml)", re.DOTALL), "Word"),
    (re.compile(rb"PK\x03\x04.*?(?:xl/|spreadsheetml)", re.DOTALL), "Excel"),
    (re.compile(rb"PK\x03\x04.{0,60}opendocument", re.DOTALL), "OpenDocument"),
    (re.compile(rb"PK\x03\x04"), "ZIP"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "Office 97–2003"),
    (re.compile(rb"\s*%PDF-"), "PDF"),
    (re.compile(rb"\s*\{\\rtf"), "RTF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html[ >])", re.IGNORECASE), "HTML"),
    (re.compile(rb"\x89PNG"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
)


def format_of(opening: bytes) -> str:
    """Return the name of a file's format by its first `OPENING` bytes; empty for a text."""
    # Nearly all texts begin with front matter or a letter: one look is enough.
    if opening.startswith(b"---") or (opening[:1].isalnum() and not opening.startswith(b"PK")):
        return ""
    return next((called for pattern, called in _FORMATS if pattern.match(opening)), "")


def wrong_extension(name: str) -> Problem | None:
    """Return a Problem for a text with the wrong extension, which would be ignored."""
    stem, extension = posixpath.splitext(posixpath.basename(name))
    end = extension.lower()
    # How a plain-text editor may save plan.md.
    inner, before = posixpath.splitext(stem) if end == ".txt" else (stem, "")
    if name.startswith(TABLES):
        if end in _SHEETS:
            return Problem.at(Place(name), "table-not-csv", right=f"{stem}.csv")
        inner, right = (inner, ".csv") if before == ".csv" else (stem, _TABLE_MEANT.get(end))
    elif before:
        right = MEANT.get(before)
    else:
        right = ".md" if end in {".txt", ".yaml", ".yml"} and _PLAN_NAME.fullmatch(name) else MEANT.get(end)
    return Problem.at(Place(name), "wrong-extension", extension=extension, right=inner + right) if right else None
