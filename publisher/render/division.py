"""Pagination: splits long lists and tables over pages of their own, by the first letters of their rows.

A page too heavy for a phone keeps its headings and replaces a long list by links to its parts: by first letter, and by
further letters where those have too many. The address of a letter stays when its rows are split again: its page then
links on. Printed editions keep the undivided page.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import takewhile
from typing import Final
from unicodedata import normalize

from publisher.render.escape import escape

LONGEST: Final = 60_000
"""Bytes of Markdown; the page's HTML is up to twice as large, plus its shell."""
FOLDER: Final = "a-z"
"""A folder below the page, with a name that no other subpage has."""
# Smaller than the limit for splitting, so that rows can be added before a part is split again.
_PART: Final = 40_000
# Shorter lists stay where they are.
_LEAST: Final = 6_000
_HEADING: Final = re.compile(r"## (?P<words>.*?)(?: \{: #(?P<id>\S+) \})?$")
_TITLE_LINK: Final = re.compile(r"!?\[(?P<words>[^\]]*)\]\([^)]*\)(?:\{[^}]*\})?")
_MARKUP: Final = re.compile(r"\*\*|(?<!\\)\{:?[^}]*\}")
_LINK: Final = re.compile(r"(?<=\]\()(?![a-z][a-z0-9+.-]*:|//|#)[^)\s#]+", re.IGNORECASE)
_BOX: Final = "/// box | "
# The marks of a page's parts for documents.
_MARK: Final = re.compile("\x02[^\x03]*\x03")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: its Markdown file, its title, and its Markdown."""

    path: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A long list or table in a page: its lines from `start` to `end`, and what must be repeated around its rows."""

    start: int
    end: int
    rows: tuple[str, ...]
    head: tuple[str, ...]
    caption: str
    section: str
    anchor: str
    box: str

    @property
    def size(self) -> int:
        return _size(self.rows)


def divided(path: str, title: str, text: str) -> tuple[str, tuple[Part, ...]]:
    """Return the Markdown of the page at `path` and its parts; unchanged and without parts if it is short enough.

    `text` is a template's output, with every link as a path from the page.
    """
    if len(text) * 4 <= LONGEST or len(_MARK.sub("", text).encode()) <= LONGEST:
        return text, ()
    lines = text.split("\n")
    kept: list[str] = []
    parts: list[Part] = []
    at = 0
    taken: set[str] = set()
    for run in _runs(lines):
        words = f"{title}: {run.section}" if run.section else title
        found = _Divider(path, words, run, taken)
        top = found.of(run.rows, "")
        kept += [*lines[at : run.start], *([run.caption, ""] if run.caption else []), *found.list_of(top, path)]
        parts += found.parts
        at = run.end
    return "\n".join([*kept, *lines[at:]]), tuple(parts)


def _size(rows: Sequence[str]) -> int:
    return sum(len(row.encode()) + 1 for row in rows)


def _runs(lines: Sequence[str]) -> Iterator[_Run]:
    """Yield the long lists and tables of a page that can be split."""
    section = anchor = box = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        if heading := _HEADING.match(line):
            section, anchor = _plain(heading["words"]), heading["id"] or ""
        elif line.startswith(_BOX):
            box = line
        elif line == "///":
            box = ""
        end = _end(lines, at)
        if end > at:
            head = 2 if line.startswith("|") else 0
            captioned = head and at >= 3 and lines[at - 2] == "{: .caption }"
            start = at - 3 if captioned else at
            run = _Run(start, end, _rows(lines[at + head : end]), tuple(lines[at : at + head]),
                       lines[at - 3] if captioned else "", section, anchor, box)  # fmt: skip
            if run.size > _LEAST and len(run.rows) > 1:
                yield run
        at = max(end, at + 1)


def _end(lines: Sequence[str], at: int) -> int:
    """Return the line after a list or a table that begins at a line; the line itself if none does."""
    opening = next((mark for mark in ("- ", "|") if lines[at].startswith(mark)), "")
    end = at
    while opening and end < len(lines) and lines[end].startswith((opening, "    ")):
        end += 1
    return end


def _rows(lines: Sequence[str]) -> tuple[str, ...]:
    """Return rows, each with the lines that belong to it."""
    rows: list[str] = []
    for line in lines:
        if line.startswith("    ") and rows:
            rows[-1] += f"\n{line}"
        else:
            rows.append(line)
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows with the same prefix: their page, their label in the list that links there, and their number."""

    path: str
    label: str
    count: int


class _Divider:
    """Splits one list or table into parts, which are collected on the way."""

    def __init__(self, path: str, title: str, run: _Run, taken: set[str]) -> None:
        self._stem = path.removesuffix(".md").removesuffix("/index") if path != "index.md" else ""
        self._path, self._title, self._run, self._taken = path, title, run, taken
        self.parts: list[Part] = []

    def of(self, rows: Sequence[str], beginning: str) -> list[_Group]:
        """Make one or several parts of rows with the same prefix, and return the links to them."""
        keyed = [(_plain(_first_cell(row)), row) for row in rows]
        shared = _shared([key.casefold() for key, _ in keyed])
        found: dict[str, list[tuple[str, str]]] = {}
        for key, row in keyed:
            found.setdefault(key.casefold()[: shared + 1], []).append((key, row))
        if len(found) < 2:  # rows that no letters distinguish
            pieces = _pieces(rows)
            return [self._leaf(piece, f"{beginning} {number}".strip()) for number, piece in enumerate(pieces, 1)]
        return [self._group(each[0][0][: shared + 1], [row for _, row in each]) for _, each in sorted(found.items())]

    def _group(self, label: str, rows: Sequence[str]) -> _Group:
        if _size(rows) <= _PART:
            return self._leaf(rows, label)
        path, at = self._address(label), len(self.parts)
        below = self.of(rows, label)
        title = f"{self._title}, {label}"
        self.parts.insert(at, Part(path, title, _text(title, self.list_of(below, path))))
        return _Group(path, label, len(rows))

    def _leaf(self, rows: Sequence[str], label: str) -> _Group:
        run, path, title = self._run, self._address(label), f"{self._title}, {label}"
        caption = [run.caption, "{: .caption }", ""] if run.caption else []
        held = [*caption, *run.head, *(_moved(row, self._path, path) for row in rows)]
        boxed = [run.box, "", *held, "", "///"] if run.box else held
        if caption:
            boxed = [_moved(line, self._path, path) if line == run.caption else line for line in boxed]
        self.parts.append(Part(path, title, _text(title, boxed)))
        return _Group(path, label, len(rows))

    def list_of(self, groups: Sequence[_Group], page: str) -> list[str]:
        """Return the lines of a list on `page` that links to parts."""
        folder = posixpath.dirname(page)
        return [
            f"- [{escape(group.label)}]({posixpath.relpath(group.path, folder or '.')}) ({group.count})"
            for group in groups
        ]

    def _address(self, label: str) -> str:
        name = "-".join(filter(None, (self._run.anchor, _slug(label))))
        while name in self._taken:
            name += "-2"
        self._taken.add(name)
        return posixpath.join(self._stem, FOLDER, f"{name}.md")


def _shared(keys: Sequence[str]) -> int:
    """Return the length of the common prefix of all keys, in letters."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(min(keys), max(keys), strict=False)))


def _pieces(rows: Sequence[str]) -> Iterator[list[str]]:
    piece: list[str] = []
    for row in rows:
        if piece and _size([*piece, row]) > _PART:
            yield piece
            piece = []
        piece.append(row)
    if piece:
        yield piece


def _text(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"# {escape(title)}", "", *lines]) + "\n"


def _first_cell(row: str) -> str:
    return row.removeprefix("- ").removeprefix("| ").partition(" | ")[0].partition("\n")[0]


def _plain(markdown: str) -> str:
    """Return the plain text of a heading or a cell."""
    return unescape(_MARKUP.sub("", _TITLE_LINK.sub(lambda it: it["words"], markdown))).strip()


def _slug(label: str) -> str:
    """Return the prefix of rows in a form for URLs.

    Only its last letter is significant: if it is not from a to z, its code point is used.
    """
    before, last = label.casefold()[:-1], label.casefold()[-1:]
    simple = re.sub("[^a-z0-9]+", "-", normalize("NFKD", before).encode("ascii", "ignore").decode())
    own = last if re.fullmatch("[a-z0-9]?", last) else f"{ord(last):x}"
    return f"{simple}{own}".strip("-") or "0"


def _moved(markdown: str, page: str, other: str) -> str:
    """Return Markdown of one page with its links relative to another page."""
    folder, new = posixpath.dirname(page), posixpath.dirname(other)
    return _LINK.sub(
        lambda it: posixpath.relpath(posixpath.normpath(posixpath.join(folder, it[0])), new or "."), markdown
    )
