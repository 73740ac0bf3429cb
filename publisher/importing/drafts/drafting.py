"""Drafts: each proposed file as the text to write, with a comment for each uncertainty."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import PurePosixPath

from publisher.importing.drafts.plain_marks import plain
from publisher.importing.form.proposal import Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine
from publisher.language import Language
from publisher.mend.dump import as_yaml
from publisher.schema.json_schema import FOLDER


def draft(file: Proposed, language: Language) -> str:
    """Return the text of a proposed file: front matter and prose, a register, or a table of statistics."""
    if PurePosixPath(file.path).suffix == ".csv":
        return _table(file)
    up = "../" * file.path.count("/")
    head = f"# yaml-language-server: $schema={up}{FOLDER}/{language.code}/{file.kind}.schema.json\n"
    fields = head + "".join(_field(key, piece, language) for key, piece in file.fields.items())
    if PurePosixPath(file.path).suffix == ".yml":
        return fields
    doubts = "".join(_comment(line, found, language) for line, found in _doubtful(file.prose))
    doubts += "".join(_comment(mark.lines[0], mark.doubts, language) for mark in file.marks if mark.lines)
    prose = markdown(file.prose)
    return f"---\n{fields}{doubts}---\n" + (f"\n{prose}" if prose else "")


def _table(file: Proposed) -> str:
    """Return statistics: a row for each period, with its own number before those of comparisons."""
    rows = {period: dict(piece.value) for period, piece in file.fields.items()
            if isinstance(piece, ProposedValue) and isinstance(piece.value, dict)}  # fmt: skip
    names = sorted({name for row in rows.values() for name in row}, key=lambda name: (name != "value", name))
    text = StringIO()
    table = csv.DictWriter(text, ["period", *names], lineterminator="\n")
    table.writeheader()
    table.writerows({"period": period, **row} for period, row in rows.items())
    return text.getvalue()


def pictures_of(file: Proposed) -> dict[str, bytes]:
    """Return the pictures that a proposed file shows or asks about, by their paths beside it."""
    folder = PurePosixPath(file.path).parent
    return {str(folder / each.picture.name): each.picture.content for each in file.prose if each.picture}


def markdown(blocks: Iterable[SourceBlock]) -> str:
    """Return blocks as Markdown, with all special characters of the source escaped."""
    parts: list[str] = []
    entries: list[str] = []
    for block in blocks:
        if block.sort is BlockSort.ENTRY:
            mark = "1." if block.number else "-"
            entries.append(f"{'    ' * block.level}{mark} {plain(block.text)}")
            continue
        parts += ["\n".join(entries)] if entries else []
        entries = []
        parts.append(_part(block))
    parts += ["\n".join(entries)] if entries else []
    return "\n\n".join(part for part in parts if part) + "\n" if parts else ""


def _part(block: SourceBlock) -> str:
    if block.sort is BlockSort.HEADING:
        return f"{'#' * min(max(block.level, 2), 6)} {plain(block.text)}"
    if block.sort is BlockSort.TABLE:
        return "\n".join(_rows(block))
    if block.sort is BlockSort.PICTURE:
        # A picture without alternative text is in a comment above the text.
        return f"![{plain(block.text)}]({block.picture.name})" if block.picture and block.text else ""
    if block.sort is BlockSort.NOTE:
        return plain(f"({block.number}) {block.text}")
    return plain(block.text)


def _rows(block: SourceBlock) -> Iterator[str]:
    width = max(len(row.cells) for row in block.rows)
    for number, row in enumerate(block.rows):
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        yield "| " + " | ".join(plain(cell) for cell in cells) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _field(key: str, piece: ProposedValue | tuple[ProposedValue, ...], language: Language) -> str:
    if isinstance(piece, ProposedValue):
        return _comments(piece, language) + as_yaml({key: piece.value})
    if not piece:
        return ""
    members = "".join(
        _indented(_comments(each, language)) + as_yaml({key: [each.value]}).partition("\n")[2] for each in piece
    )
    return f"{key}:\n{members}"


def _comments(piece: ProposedValue, language: Language) -> str:
    made: list[str] = []
    for each in piece.spread():
        made += [_comment(line, line.doubts, language) for line in each.lines]
        made += [_comment(cell.line, cell.doubts, language) for cell in each.cells]
        made.append(_comment(each.lines[0] if each.lines else None, each.doubts, language))
    return "".join(dict.fromkeys(made))


def _comment(line: SourceLine | None, doubts: Iterable[Doubt], language: Language) -> str:
    what = "; ".join(dict.fromkeys(doubt.words(language) for doubt in doubts))
    if not what:
        return ""
    origin = line.origin.words(language) if line else language.text("import.origin.none")
    return f"# {language.text('import.mark', origin=origin, what=what)}\n"


def _indented(comments: str) -> str:
    return "".join(f"  {line}\n" for line in comments.splitlines())


def _doubtful(blocks: Iterable[SourceBlock]) -> Iterator[tuple[SourceLine, tuple[Doubt, ...]]]:
    for block in blocks:
        yield from ((line, line.doubts) for line in block.lines)
        yield from ((row.line, (*row.line.doubts, *(doubt for _, doubt in row.doubts))) for row in block.rows)
