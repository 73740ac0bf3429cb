"""A text being mended: its lines, its parsed document, and the changes so far.

Changes are made in the text itself, at positions given by the parser, so that everything else stays byte for byte, and
each is accepted only if the file then parses to the same tree with every comment.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Self

from pydantic import BaseModel

from publisher.kinds import model_of
from publisher.mend.patch import Patch, applied
from publisher.model.meant import comma_parts
from publisher.model.quantity import quantity
from publisher.problem import Problem
from publisher.read.comments import comments_of
from publisher.read.csv_table import read_table
from publisher.read.document import Document, read_document, read_register

BOM: Final = b"\xef\xbb\xbf"
SHORT_DATE: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Mending:
    """One correction: its code, the original line number, and the facts of its message."""

    code: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file without problems, as lines and as a document of a known kind."""

    document: Document
    model: type[BaseModel]
    lines: tuple[str, ...]
    changes: tuple[Mending, ...] = ()

    @classmethod
    def read(cls, file: str, text: str) -> Self | None:
        """Return the text of a file, or None if its problems make changes unsafe."""
        document = _read(file, text)
        if document is None:
            return None
        model = model_of(document)
        return cls(document, model, tuple(text.split("\n"))) if model else None

    @property
    def yaml_lines(self) -> int:
        """The number of lines at the top that are YAML, including delimiters."""
        return self.document.body_line - 1 if self.document.file.endswith(".md") else len(self.lines)

    def changed(
        self, lines: Sequence[str], *changes: Mending, instead: Mapping[str, str] = MappingProxyType({})
    ) -> Self | None:
        """Return the text with other lines, or None if their meaning would not be exactly the same.

        `instead` maps values that are meant to change to new ones: 1,2 mnkr to 1200000.
        """
        document = _read(self.document.file, "\n".join(lines))
        if document is None or same(document.fields, instead) != same(self.document.fields, instead):
            return None
        if _words(document.body) != _words(self.document.body):
            return None
        new = replace(self, document=document, lines=tuple(lines), changes=(*self.changes, *changes))
        return new if new.comments == self.comments else None

    def patched(
        self, patch: Patch, *changes: Mending, instead: Mapping[str, str] = MappingProxyType({})
    ) -> Self | None:
        """Return the text with one patch applied, or None if its meaning would not be exactly the same."""
        return self.changed(applied("\n".join(self.lines), [patch]).split("\n"), *changes, instead=instead)

    @property
    def comments(self) -> list[str]:
        """Every comment in the front matter, in an order that does not depend on position."""
        if self.document.file.endswith(".csv"):
            return []
        return sorted(comments_of("\n".join(self.lines[: self.yaml_lines])))


def same(tree: object, instead: Mapping[str, str] = MappingProxyType({})) -> object:
    """Return a tree in which different spellings of a value are equal: 2022-2-3 and 2022-02-03, 0,7 and 0.7."""
    if isinstance(tree, dict):
        return {instead.get(str(key), str(key)): same(value, instead) for key, value in _joined(tree).items()}
    if isinstance(tree, list):
        return [same(value, instead) for value in tree]
    text = instead.get(str(tree), str(tree))
    typed = quantity(text)
    return full_date(text) or (typed.in_full.text if typed else text)


def _joined(fields: Mapping[str, object]) -> dict[str, object]:
    """Return a mapping in which numbers that a comma in braces has cut in two are rejoined."""
    cut = dict(comma_parts(fields))
    rest = {part for parts in cut.values() for part in parts}
    return {
        str(key): ",".join([str(value), *cut[key]]) if key in cut else value
        for key, value in fields.items()
        if key not in rest
    }


def full_date(text: str) -> str:
    """Return a date with leading zeros (year-month-day), or "" if the text is not a date."""
    match = SHORT_DATE.fullmatch(text)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else ""


def problems_of(file: str, text: str) -> list[Problem]:
    """Return the problems that prevent a file from being parsed."""
    return _reader(file)(file, text)[1]


def _reader(file: str) -> Callable[[str, str], tuple[Document | None, list[Problem]]]:
    return read_table if file.endswith(".csv") else read_register if file.endswith(".yml") else read_document


def _read(file: str, text: str) -> Document | None:
    document, problems = _reader(file)(file, text)
    return None if problems else document


def _words(body: str) -> list[str]:
    """Return the significant part of a body's lines: without trailing space, except a line break of two spaces."""
    return [line.rstrip(" \t") + ("  " if line.strip() and line.endswith("  ") else "") for line in body.split("\n")]
