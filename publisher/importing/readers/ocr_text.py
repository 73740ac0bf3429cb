"""OCR text: the text of a scan, repaired before its structure is analysed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from publisher.importing.form.source import Doubt, LeftOut, Repaired, SourceFile, SourceLine
from publisher.importing.layout.structure import structured
from publisher.importing.printed.parted_tables import PlacedTable, with_tables
from publisher.importing.prose.steering_words import words_of
from publisher.importing.readers.plain_text import decoded, lines_of
from publisher.ocr.lexicon import available
from publisher.ocr.repair import RepairedText, repair
from publisher.problem import Place, Problem, ProblemsFound


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text as a source. Raises ProblemsFound if the packages for the repair are missing."""
    return repaired_source(path.name, digest, language, lines_of(decoded(path.read_bytes())))


def repaired_source(
    name: str, digest: str, language: str, lines: Sequence[SourceLine], tables: Sequence[PlacedTable] = (),
    reread: Sequence[Repaired] = (),
) -> SourceFile:  # fmt: skip
    """Return the lines and tables of a scan as a source, repaired, with the words that were `reread` before.

    Raises ProblemsFound if the packages are missing.
    """
    if not available():
        raise ProblemsFound([Problem.at(Place(name), "import-needs", package="roda-traden[ocr]")])
    cells = [(line.origin, cell) for each in tables for row, line in each.printed for cell in row]
    texts = [*(line.text for line in lines), *(cell for _, cell in cells)]
    made = repair(texts, language, tuple(words_of(language).joining))
    mended = _with_doubts([*lines, *(SourceLine(*cell) for cell in cells)], made)
    placed, rest = [], iter(mended[len(lines) :])
    for each in tables:
        placed.append(_repaired(each, rest))
    kept, empty = [], []
    for line, new in zip(lines, mended, strict=False):
        says = any(character.isalnum() for character in new.text)
        kept.append(new if says else SourceLine(line.origin, ""))
        if line.text.strip() and not says:
            empty.append(LeftOut(line, "specks" if new.text else "joined"))
    behind = frozenset(each.before for each in tables if each.before)
    blocks, left = structured(kept, language, tables=behind)
    origins = [*(line.origin for line in lines), *(origin for origin, _ in cells)]
    repaired = tuple(Repaired(origins[each.line], each.read, each.word, each.sure) for each in made.readings)
    return SourceFile(name, digest, tuple(with_tables(blocks, placed, kept)), (*left, *empty), (*reread, *repaired))


def _repaired(table: PlacedTable, cells: Iterator[SourceLine]) -> PlacedTable:
    """Return a table with its cells from `cells`, row by row, and their doubts."""
    rows = [[next(cells) for _ in row] for row in table.table.rows]
    texts = tuple(tuple(cell.text for cell in row) for row in rows)
    lines = [
        SourceLine(
            line.origin,
            " | ".join(dict.fromkeys(filter(None, row))),
            (*line.doubts, *_counted(row), *dict.fromkeys(doubt for cell in found for doubt in cell.doubts)),
        )
        for line, row, found in zip(table.lines, texts, rows, strict=True)
    ]
    return replace(table, table=replace(table.table, rows=texts), lines=lines)


def _counted(row: Sequence[str]) -> Iterator[Doubt]:
    """Yield a doubt about a row with numbers: no dictionary vouches for a digit."""
    if any(character.isdigit() for cell in row for character in cell):
        yield Doubt("scanned-numbers")


def _with_doubts(lines: Sequence[SourceLine], made: RepairedText) -> list[SourceLine]:
    """Return the repaired lines, each with its words that a person has to check."""
    doubtful: dict[int, list[Doubt]] = {}
    for each in made.readings:
        if not each.sure:
            code = "word-kept" if each.read == each.word else "word"
            doubtful.setdefault(each.line, []).append(Doubt(code, {"word": each.word, "read": each.read}))
    return [
        SourceLine(line.origin, text, (*line.doubts, *doubtful.get(number, ())))
        for number, (line, text) in enumerate(zip(lines, made.lines, strict=True))
    ]
