"""A document: one file of the publication, with its fields, their positions and its Markdown body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.field_tree import Path, Tree
from publisher.read.yaml_tree import Spot, YamlReader

FENCE: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)
# A fact directly below the end of the front matter.
_FACT: Final = re.compile(r"\n{1,2}(?P<words>[a-z][a-z_]*:)(?=[ \n])")
# Hyphens and dashes, with any invisible characters around them.
_DASHES: Final = re.compile(r"^([^\S\n]*(?:[-‐‑–—−]{2,}|[–—])[^\S\n]*)$", re.MULTILINE)
# What other programs begin front matter with, and a fact below: +++ of TOML, and a code block.
_OTHER_OPENING: Final = re.compile(
    r"\s*(?P<line>\+{3}|`{3,}[ ]*(?:ya?ml|toml)?|~{3,}[ ]*(?:ya?ml|toml)?)[ \t]*\n(?:---[ \t]*\n)?[a-z_]+[ ]*[:=]"
)
# YAML's own end of a document, which other programs take for the end of front matter.
_DOTS: Final = re.compile(r"^(\.{3,})[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed but not yet validated file: `fields` from YAML, `body` in Markdown from line `body_line` on."""

    file: str
    fields: Mapping[str, Tree]
    marks: Mapping[Path, tuple[Spot, Spot]]
    body: str = ""
    body_line: int = 1

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at `path`, or of its nearest ancestor in the file."""
        return Place(self.file, *self._mark(path)[1])

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key at `path`, or of its nearest ancestor in the file."""
        return Place(self.file, *self._mark(path)[0])

    def _mark(self, path: Path) -> tuple[Spot, Spot]:
        for length in range(len(path), 0, -1):
            if mark := self.marks.get(path[:length]):
                return mark
        return (1, 1), (1, 1)

    def body_place(self, line: int, column: int = 1) -> Place:
        """Return the place in the file of a line of the body; lines count from 1 within the body."""
        return Place(self.file, self.body_line + line - 1, column)


def read_register(file: str, text: str) -> tuple[Document | None, list[Problem]]:
    """Return the YAML register in `text` as a document, with its problems."""
    reader = YamlReader(file)
    tree = reader.read(text)
    return _document(reader, tree, "", 1)


def read_document(file: str, text: str) -> tuple[Document | None, list[Problem]]:
    """Return the Markdown file in `text`, split into front matter and body, with its problems."""
    opening = FENCE.match(text)
    if not opening:
        return None, [_meant_dashes(file, text, 0) or Problem.at(Place(file, 1, 1), "front-matter-missing")]
    closing = FENCE.search(text, opening.end())
    if not closing:
        return None, [
            _meant_dashes(file, text, opening.end() + 1) or Problem.at(Place(file, 1, 1), "front-matter-open")
        ]
    if early := _closed_early(file, text, closing):
        return None, [early]
    reader = YamlReader(file, first_line=2)
    tree = reader.read(text[opening.end() + 1 : closing.start()])
    body = text[closing.end() + 1 :]
    return _document(reader, tree, body, text.count("\n", 0, closing.end()) + 2)


def _meant_dashes(file: str, text: str, start: int) -> Problem | None:
    """Return a Problem for a line that was meant as ---: other dashes, too many, or not at the top."""
    other = None if start else _OTHER_OPENING.match(text)
    if other:
        line = text.count("\n", 0, other.start("line")) + 1
        return Problem.at(Place(file, line, 1), "front-matter-dashes", line=other["line"].strip())
    match = _DASHES.search(text, start) or (_DOTS.search(text, start) if start else None)
    if not match or (not start and text[: match.start()].strip()):
        return None
    line, written = text.count("\n", 0, match.start(1)) + 1, match[1].strip()
    if written == "---" and not start:
        return Problem.at(Place(file, line, 1), "front-matter-late")
    return Problem.at(Place(file, line, 1), "front-matter-dashes", line=written)


def _closed_early(file: str, text: str, closing: re.Match[str]) -> Problem | None:
    """Return a Problem for a --- in the middle of the front matter: a fact stands right below it, and --- again."""
    fact = _FACT.match(text, closing.end())
    if fact is None or not FENCE.search(text, fact.end()):
        return None
    return Problem.at(
        Place(file, text.count("\n", 0, closing.start()) + 1, 1), "front-matter-closed", words=fact["words"]
    )


def front_matter(text: str) -> str:
    """Return the front matter of a file with all lines before it, so that line numbers are those of the file."""
    opening = FENCE.match(text)
    closing = FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return text
    return "\n" * text.count("\n", 0, opening.end() + 1) + text[opening.end() + 1 : closing.start()]


def _document(reader: YamlReader, tree: object, body: str, body_line: int) -> tuple[Document | None, list[Problem]]:
    if reader.problems and tree is None:
        return None, reader.problems
    if tree is None:
        return None, [Problem.at(Place(reader.file, 1, 1), "no-fields")]
    if not isinstance(tree, dict):
        return None, [*reader.problems, Problem.at(Place(reader.file, *reader.marks[()][1]), "not-a-mapping")]
    return Document(reader.file, tree, reader.marks, body, body_line), reader.problems
