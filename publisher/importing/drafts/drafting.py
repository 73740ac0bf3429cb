"""Drafts: each proposed file as the text to write, with a comment for each uncertainty."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from publisher.importing.drafts.plain_marks import plain
from publisher.importing.form.proposal import Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, Origin, SourceBlock, SourceLine
from publisher.kinds import KINDS
from publisher.language import Language
from publisher.mend.dump import as_yaml
from publisher.model.typed import keys_at
from publisher.schema.json_schema import FOLDER

_Asked: TypeAlias = tuple[SourceLine | None, tuple[Doubt, ...]]
# Before an entry of a list that is one line here; in a cell, semicolons separate them.
_BULLETS: Final = re.compile(r"\s*[•‣▪◦●·]\s+")
# Doubts about so many lines of one field are asked about once; two numbers beside each other are no span.
_MANY: Final = 2
_PAIR: Final = 2


def draft(file: Proposed, language: Language) -> str:
    """Return the text of a proposed file: front matter and prose, a register, or a table of statistics."""
    if PurePosixPath(file.path).suffix == ".csv":
        return _table(file)
    up = "../" * file.path.count("/")
    head = f"# yaml-language-server: $schema={up}{FOLDER}/{language.code}/{file.kind}.schema.json\n"
    fields = head + "".join(_field(key, file.fields[key], language) for key in _in_order(file))
    if PurePosixPath(file.path).suffix == ".yml":
        return fields
    doubts = "".join(_comment(line, found, language) for line, found in _doubtful(file.prose))
    doubts += "".join(_comment(mark.lines[0], mark.doubts, language) for mark in file.marks if mark.lines)
    prose = markdown(file.prose)
    return f"---\n{fields}{doubts}---\n" + (f"\n{prose}" if prose else "")


def _in_order(file: Proposed) -> list[str]:
    """Return the keys of a proposed file in the order of the schema; those that it does not know come last."""
    known = keys_at(KINDS[file.kind].model, ())
    return sorted(file.fields, key=lambda key: known.index(key) if key in known else len(known))


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
    levels: list[int] = []
    for block in blocks:
        if block.sort is BlockSort.ENTRY or (block.sort is BlockSort.PARAGRAPH and _BULLETS.match(block.text)):
            mark = "1." if block.number and not block.label else "-"
            # An entry of a deeper level stands below one that there is: a list may begin with it.
            levels = [level for level in levels if level < block.level]
            named = f"{block.label} {block.number}: {block.text}" if block.label else block.text
            entries += [f"{'    ' * len(levels)}{mark} {plain(text)}" for text in _entries(named)]
            levels.append(block.level)
            continue
        parts += ["\n".join(entries)] if entries else []
        entries, levels = [], []
        parts.append(_part(block))
    parts += ["\n".join(entries)] if entries else []
    return "\n\n".join(part for part in parts if part) + "\n" if parts else ""


def _entries(text: str) -> list[str]:
    """Return the entries of a text that begins with a bullet; any other text is one."""
    return [*filter(None, _BULLETS.split(text))] if _BULLETS.match(text) else [text]


def _part(block: SourceBlock) -> str:
    if block.sort is BlockSort.HEADING:
        return f"{'#' * min(max(block.level, 2), 6)} {plain(block.text, begins_line=False)}"
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
        yield "| " + " | ".join(plain("; ".join(_entries(cell))) for cell in cells) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _field(key: str, piece: ProposedValue | tuple[ProposedValue, ...], language: Language) -> str:
    pieces = (piece,) if isinstance(piece, ProposedValue) else piece
    if not pieces:
        return ""
    asked = [each for one in pieces for each in _asked(one)]
    once = _asked_of_many(asked, language)
    top = "".join(_mark(_origins(lines, language), what, language) for what, lines in once.items())
    if isinstance(piece, ProposedValue):
        return top + _comments(piece, once, language) + as_yaml({key: piece.value})
    members = "".join(
        _indented(_comments(each, once, language)) + as_yaml({key: [each.value]}).partition("\n")[2] for each in piece
    )
    return f"{top}{key}:\n{members}"


def _asked(piece: ProposedValue) -> Iterator[_Asked]:
    """Yield the doubts about a piece, each with the line that it is about."""
    for each in piece.spread():
        yield from ((line, line.doubts) for line in each.lines)
        yield from ((cell.line, cell.doubts) for cell in each.cells)
        yield (each.lines[0] if each.lines else None), each.doubts


def _asked_of_many(asked: Iterable[_Asked], language: Language) -> dict[str, list[SourceLine]]:
    """Return the words of the doubts about so many lines that they are asked once, with the lines in order."""
    found: dict[str, dict[SourceLine, None]] = {}
    for line, doubts in asked:
        for doubt in doubts if line else ():
            found.setdefault(doubt.words(language), {})[line] = None  # type: ignore[index]
    return {what: sorted(lines, key=lambda line: line.origin) for what, lines in found.items() if len(lines) >= _MANY}


def _comments(piece: ProposedValue, once: Collection[str], language: Language) -> str:
    """Return the comments about a piece, without what is asked `once` of many."""
    made = (_comment(line, doubts, language, once) for line, doubts in _asked(piece))
    return "".join(dict.fromkeys(made))


def _comment(line: SourceLine | None, doubts: Iterable[Doubt], language: Language, once: Collection[str] = ()) -> str:
    every = dict.fromkeys(doubt.words(language) for doubt in doubts)
    what = "; ".join(each for each in every if each not in once)
    origin = line.origin.words(language) if line else language.text("import.origin.none")
    return _mark(origin, what, language) if what else ""


def _mark(origin: str, what: str, language: Language) -> str:
    return f"# {language.text('import.mark', origin=origin, what=what)}\n"


def _origins(lines: Iterable[SourceLine], language: Language) -> str:
    """Return the origins of lines in words, those of one sheet or page together: blad Mål, rad 5–8, 10."""
    made: dict[Origin, list[int]] = {}
    for line in lines:
        made.setdefault(replace(line.origin, line=0), []).append(line.origin.line)
    return ", ".join(where.words(language, _spans(numbers)) for where, numbers in made.items())


def _spans(numbers: Iterable[int]) -> str:
    """Return numbers in order as text, consecutive ones as a span: 5–8, 10."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = (", ".join(map(str, span)) if len(span) <= _PAIR else f"{span[0]}–{span[-1]}" for span in spans)
    return ", ".join(parts)


def _indented(comments: str) -> str:
    return "".join(f"  {line}\n" for line in comments.splitlines())


def _doubtful(blocks: Iterable[SourceBlock]) -> Iterator[tuple[SourceLine, tuple[Doubt, ...]]]:
    for block in blocks:
        yield from ((line, line.doubts) for line in block.lines)
        yield from ((row.line, (*row.line.doubts, *(doubt for _, doubt in row.doubts))) for row in block.rows)
