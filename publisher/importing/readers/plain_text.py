"""Plain text: its lines by page, in UTF-8 or an encoding of Windows or older programs; or the blocks of Markdown."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from publisher.importing.form.markdown_blocks import markdown_blocks
from publisher.importing.form.source import Origin, SourceFile, SourceLine
from publisher.importing.layout.structure import structured
from publisher.importing.layout.typed_tables import with_tables, without_typed_tables
from publisher.read.scalar import CONTROL

MARKDOWN: Final = frozenset({".md", ".markdown"})


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text as a source."""
    text = decoded(path.read_bytes())
    marked = markdown_blocks(_plain(text)) if path.suffix.lower() in MARKDOWN else None
    lines, tables = ((), []) if marked else without_typed_tables(lines_of(text))
    blocks, left = marked or structured(lines, language)
    return SourceFile(path.name, digest, with_tables(blocks, tables), left)


def decoded(raw: bytes) -> str:
    """Return text decoded from UTF-8, UTF-16 with a byte order mark, or else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def lines_of(text: str) -> tuple[SourceLine, ...]:
    """Return the lines of a text by page, including empty ones; a form feed begins a page."""
    plain = _plain(text)
    # A form feed may also end the last page.
    pages = plain.rstrip().split("\f") if "\f" in plain else _pages(plain.split("\n"))
    several = len(pages) > 1
    return tuple(
        SourceLine(Origin(page if several else 0, number), CONTROL.sub("", each).rstrip())
        for page, text in enumerate(pages, start=1)
        for number, each in enumerate(text.split("\n"), start=1)
    )


def _plain(text: str) -> str:
    """Return a text with Unix line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pages(lines: Sequence[str]) -> list[str]:
    """Return the pages of a scan whose form feeds became a space at the beginning of a line."""
    starts = [number for number, line in enumerate(lines) if line[:1] == " " and line[1:2].strip()]
    if not 2 <= len(starts) <= len(lines) / 10:
        return ["\n".join(lines)]
    cuts = sorted({0, *starts, len(lines)})
    return list(_cut(lines, cuts))


def _cut(lines: Sequence[str], cuts: Sequence[int]) -> Iterator[str]:
    for start, end in pairwise(cuts):
        yield "\n".join([lines[start].removeprefix(" "), *lines[start + 1 : end]])
