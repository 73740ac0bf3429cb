"""Notes at a table: the source of its numbers, the words of its footnote marks, and the unit of all its amounts."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from publisher.importing.columns.cell_numbers import MARKS
from publisher.importing.columns.header_words import header_words
from publisher.importing.columns.headers import Headed
from publisher.importing.columns.table_words import words_for
from publisher.importing.columns.units import currency_of
from publisher.importing.form.source import BlockSort, SourceBlock, SourceCell, SourceRow

_MARK: Final = re.compile(rf"(?P<mark>{MARKS})\)?\s*[:.]?\s*(?P<text>\S.*)", re.DOTALL)
_LONGEST_UNIT: Final = 60
# A name with a mark at its end, behind a word and no short unit.
_MARKED: Final = re.compile(rf"(?P<name>.*[^\W\d]{{3}}\)?|.*[)%])\s?(?P<mark>{MARKS})\)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TableNote:
    """The text of a note, and its cell in a spreadsheet."""

    text: str
    cells: tuple[SourceCell, ...] = ()


@dataclass(frozen=True, slots=True)
class TableNotes:
    """The source of a table's numbers, if it is unambiguous, and the notes by their marks."""

    source: TableNote | None = None
    marks: Mapping[str, TableNote] = field(default_factory=lambda: MappingProxyType({}))


def noted(blocks: Sequence[SourceBlock], language: str) -> tuple[SourceBlock, ...]:
    """Return blocks in which each table has the notes directly below it, and the unit directly above.

    They also remain as paragraphs.
    """
    made = []
    for at, block in enumerate(blocks):
        if block.sort is BlockSort.TABLE:
            below = takewhile(lambda each: _is_note(each, language), blocks[at + 1 :])
            units = [each for each in blocks[max(at - 1, 0) : at] if _says_unit_alone(each, language)]
            made.append(replace(block, notes=tuple(each.text for each in (*units, *below))))
        else:
            made.append(block)
    return tuple(made)


def source_notes(
    blocks: Sequence[SourceBlock], tables: Sequence[SourceBlock], sources: Collection[str], language: str
) -> list[SourceBlock]:
    """Return the paragraphs at `tables` that name one of `sources`, or the unit of all amounts."""
    found = []
    for at, block in enumerate(blocks):
        if block in tables:
            found += [each for each in blocks[max(at - 1, 0) : at] if _says_unit_alone(each, language)]
            below = takewhile(lambda each: _is_note(each, language), blocks[at + 1 :])
            found += [each for each in below if _source(each.text, language) in sources or
                      _says_unit_alone(each, language)]  # fmt: skip
    return found


def _says_unit_alone(block: SourceBlock, language: str) -> bool:
    return block.sort is BlockSort.PARAGRAPH and bool(unit_said(block.text, language))


def notes_of(block: SourceBlock, table: Headed, language: str) -> TableNotes:
    """Return the notes below a table, paragraphs or rows with a single cell, and the source named above it."""
    alone = [
        (row, row.filled[0]) for row in block.rows[table.begin :] if len({row.text(cell) for cell in row.filled}) == 1
    ]
    found = [TableNote(text) for text in block.notes] + [TableNote(row.text(cell), row.filled) for row, cell in alone]
    above = [row for row in block.rows[: table.begin - table.height] if len({*filter(None, row.cells)}) == 1]
    found += [
        TableNote(row.text(row.filled[0]), row.filled) for row in above if _source(row.text(row.filled[0]), language)
    ]
    sources = {}
    marks: dict[str, TableNote] = {}
    for note in found:
        if said := _source(note.text, language):
            sources[said] = replace(note, text=said)
        elif match := _MARK.fullmatch(note.text):
            marks[match["mark"].strip("()")] = replace(note, text=match["text"].strip())
    return TableNotes(next(iter(sources.values())) if len(sources) == 1 else None, marks)


def without_name_marks(
    rows: Sequence[SourceRow], table: Headed, notes: TableNotes
) -> tuple[tuple[SourceRow, ...], Mapping[str, TableNote]]:
    """Return rows whose names are without the marks of known notes, and these by name: Bostäder¹, but not Yta, m²."""
    named = table.first("indicator") or table.first("goal")
    found: dict[str, TableNote] = {}
    if named is None or not notes.marks:
        return tuple(rows), found
    made = [*rows[: table.begin]]
    for row in rows[table.begin :]:
        text = row.cells[named.at] if named.at < len(row.cells) else ""
        match = _MARKED.fullmatch(text.strip())
        if match and (note := notes.marks.get(match["mark"].strip("()"))):
            found[match["name"]] = note
            cells = (match["name"] if at == named.at else cell for at, cell in enumerate(row.cells))
            row = replace(row, cells=tuple(cells))
        made.append(row)
    return tuple(made), found


def _is_note(block: SourceBlock, language: str) -> bool:
    plain = block.sort is BlockSort.PARAGRAPH
    said = _source(block.text, language) or _MARK.fullmatch(block.text) or _is_labelled(block.text, language)
    return plain and bool(said or unit_said(block.text, language))


def _source(text: str, language: str) -> str:
    """Return the source that a note names, or ""."""
    return _behind(text, words_for("source", language))


def _is_labelled(text: str, language: str) -> bool:
    return bool(_behind(text, words_for("note", language)))


def _behind(text: str, labels: Iterable[str]) -> str:
    label, colon, said = text.partition(":")
    return said.strip(" .") if colon and label.strip().casefold() in {*labels} else ""


@dataclass(frozen=True, slots=True)
class TableUnit:
    """The unit of the numbers of a table that have none of their own, "" if nothing says it, and the cells with it."""

    unit: str = ""
    cells: tuple[SourceCell, ...] = ()


def unit_said(text: str, language: str) -> str:
    """Return the unit of money that a line says and nothing else: tkr for Belopp i tkr; or "".

    Only money: of anything else nobody says it for a whole table, whose rows are of different units.
    """
    plain = " ".join(text.split()).strip(" .()[]*:")
    if not plain or len(plain) > _LONGEST_UNIT:
        return ""
    words = "|".join(re.escape(word) for word in words_for("amounts_in", language))
    rest = re.sub(rf"^(?:(?:{words})\b[:.]?\s*)+", "", plain, flags=re.IGNORECASE) if words else plain
    return rest if rest and currency_of(rest, language) else ""


def table_unit(block: SourceBlock, table: Headed, language: str) -> TableUnit:
    """Return the unit that lines of a table say, or paragraphs at it; none if they differ."""
    rows = (*block.rows[: table.begin - table.height], *block.rows[table.begin :])
    alone = [(row, row.filled) for row in rows if len({row.text(cell) for cell in row.filled}) == 1]
    lines = [(unit, cells) for row, cells in alone if (unit := unit_said(row.text(cells[0]), language))]
    noted = [unit for text in block.notes if (unit := unit_said(text, language))]
    above = [row for row in block.rows[: table.begin - table.height] if row.filled]
    titles = [unit for row in above for cell in row.filled if (unit := _behind_title(row.text(cell), language))]
    units = dict.fromkeys((*(unit for unit, _ in lines), *noted, *titles))
    if len(units) != 1:
        return TableUnit()
    return TableUnit(next(iter(units)), tuple(cell for _, cells in lines for cell in cells))


def _behind_title(text: str, language: str) -> str:
    """Return the unit of money behind the words of a title: Driftbudget, tkr; Driftbudget (mnkr)."""
    if unit_said(text, language):
        return ""
    unit = header_words(text, language, {}).unit
    last = text.rpartition(",")[2].strip()
    return next((each for each in (unit, last) if each and each != text and unit_said(each, language)), "")
