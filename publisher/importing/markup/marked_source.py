"""A source made of the parts of a document in order: texts, tables, pictures and notes, each counted as a paragraph."""

from collections.abc import Sequence

from publisher.importing.form.source import (
    BlockSort,
    Doubt,
    GivenPicture,
    LeftOut,
    Origin,
    SourceBlock,
    SourceFile,
    SourceLine,
)
from publisher.importing.markup.marked_tables import MarkedCell, marked_rows
from publisher.importing.markup.text_blocks import TextMarks, statements, text_block
from publisher.importing.prose.steering_words import words_of
from publisher.problem import Problem


class MarkedSource:
    """Collects the parts of a document; its notes come last."""

    def __init__(self, language: str) -> None:
        self._words = words_of(language)
        self._count = 0
        self._blocks: list[SourceBlock] = []
        self._left: list[LeftOut] = []
        self._notes: list[tuple[str, str]] = []

    def text(self, text: str, marks: TextMarks) -> None:
        """Add a text by its marks; one with line breaks is a paragraph, or several labelled facts."""
        for at, each in enumerate(statements(text)):
            self._count -= bool(at)  # they are one paragraph
            line = self._line(each)
            if each.casefold().strip(" :") in self._words.contents:
                self._left.append(LeftOut(line, "contents"))
            else:
                self._blocks.append(text_block(each, line, marks, self._words))

    def leave(self, text: str, why: str) -> None:
        """Add a text that is left out."""
        if text := " ".join(text.split()):
            self._left.append(LeftOut(self._line(text), why))

    def table(self, rows: Sequence[Sequence[MarkedCell]], title: str = "") -> None:
        """Add a table, with its title."""
        made = [
            row.on(self._line(row.text, (Doubt("icon-unread"),) if row.unread else ())) for row in marked_rows(rows)
        ]
        if title:
            self.text(title, TextMarks())
        if made:
            self._blocks.append(SourceBlock(BlockSort.TABLE, "", (), rows=tuple(made)))

    def picture(self, file: GivenPicture | None, words: str, why: str = "") -> None:
        """Add a picture with its alternative text; one without a file, or with a reason, is left out."""
        if file is None or why:
            self.leave(words or "–", why or "picture")
            return
        doubts = () if words else (Doubt("picture-without-words", {"file": file.name}),)
        line = self._line(words or file.name, doubts)
        self._blocks.append(SourceBlock(BlockSort.PICTURE, words, (line,), picture=file))

    def note(self, number: str, text: str) -> None:
        """Add a footnote or endnote, for the end of the source."""
        if text := " ".join(text.split()):
            self._notes.append((number, text))

    def source(self, name: str, digest: str, notices: Sequence[Problem] = ()) -> SourceFile:
        """Return the whole source."""
        for number, text in self._notes:
            self._blocks.append(SourceBlock(BlockSort.NOTE, text, (self._line(text),), number=number))
        return SourceFile(name, digest, tuple(self._blocks), tuple(self._left), notices=tuple(notices))

    def _line(self, text: str, doubts: tuple[Doubt, ...] = ()) -> SourceLine:
        self._count += 1
        return SourceLine(Origin(line=self._count, unit="paragraph"), text, doubts)
