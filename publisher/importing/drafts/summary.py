"""The summary of an import: short for the terminal, and line by line as a report in Markdown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from publisher.importing.drafts.placing import Placing
from publisher.importing.form.accounting import (
    HARMLESS,
    HEADER,
    MIXED,
    PROSE,
    Accounted,
    AccountedCell,
    Fate,
    cells_of,
    counts,
)
from publisher.importing.form.grids import letters
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import Origin, SourceFile
from publisher.importing.own_tables.cell_edits import CellEdits
from publisher.kinds import KINDS
from publisher.language import Language
from publisher.render.escape import escape

# How much of a source the terminal shows; the report has everything.
_SHOWN: Final = 8
_WIDTH: Final = 90


def brief(
    source: SourceFile, proposal: Proposal, placed: Iterable[Placing], lines: Sequence[Accounted], words: Language
) -> str:
    """Return a summary of what an import would do, in some twenty lines."""
    output = [words.plural("import.read", len(lines), name=source.name)]
    output += [f"  {_placing_words(each, words)}" for each in placed]
    output += [f"  {line}" for line in _first_members(proposal, words)]
    output += [words.text("import.untitled", title=title) for title in _unnamed(proposal)]
    output += [_fates(lines, words), *_cells(lines, words)]
    if source.repaired:
        unsure = sum(not each.sure for each in source.repaired)
        output.append(words.plural("import.repaired", len(source.repaired), unsure=unsure))
    out = [each for each in lines if each.fate is Fate.LEFT_OUT]
    output += [f"  {_left_out(each, words)}" for each in out[:_SHOWN]]
    if len(out) > _SHOWN:
        output.append("  " + words.plural("import.more", len(out) - _SHOWN))
    output += _lost([each for each in lines if each.places], words)
    return "\n".join(output)


def _unnamed(proposal: Proposal) -> Iterator[str]:
    """Yield the titles that are only the name of a file or of a sheet."""
    for file in proposal.files:
        title = file.fields.get("title")
        if isinstance(title, ProposedValue) and {each.code for each in title.doubts} & {"title", "name-of-sheet"}:
            yield str(title.value)


def brief_of_edits(source: SourceFile, made: CellEdits, lines: Sequence[Accounted], words: Language) -> str:
    """Return a summary of the changes in the program's own tables."""
    output = [words.plural("import.read", len(lines), name=source.name)]
    if made.edits:
        output.append(words.plural("import.edits", len(made.edits), files=words.number(len(made.files))))
        output += [f"  {file}" for file in made.files]
    else:
        output.append(words.text("import.edits.none"))
    if made.missing:
        output.append(words.plural("import.edits.missing", made.missing))
    lost = {each.cell for each in made.lost}
    rows = [each for each in lines if any(cell.line == each.line for cell in lost)]
    return "\n".join([*output, *_lost(rows, words)])


def report(source: SourceFile, lines: Iterable[Accounted], words: Language) -> str:
    """Return the full report: each line of the source once, and each word that was corrected."""
    every = list(lines)
    parts = [f"# {words.text('import.report.title', name=escape(source.name))}", _fates(every, words)]
    parts += _cells(every, words)
    for fate in (Fate.UNCERTAIN, Fate.LEFT_OUT, Fate.PLACED):
        rows = [each for each in every if each.fate is fate]
        if rows:
            parts += [f"## {_fate(fate, words)}", "\n".join(_row(each, words) for each in rows)]
    if source.repaired:
        parts += [f"## {words.text('import.report.repaired')}", "\n".join(_repaired(source, words))]
    return "\n\n".join(parts) + "\n"


def _repaired(source: SourceFile, words: Language) -> Iterator[str]:
    heads = ("import.report.where", "import.report.stood", "import.report.read", "import.report.sure")
    yield f"| {' | '.join(words.text(head) for head in heads)} |"
    yield "|---|---|---|---|"
    for each in source.repaired:
        sure = words.text("import.sure" if each.sure else "import.unsure")
        yield f"| {each.origin.words(words)} | {escape(each.before)} | {escape(each.after)} | {sure} |"


def _row(each: Accounted, words: Language) -> str:
    where = "; ".join(f"{file}: {_field(way, words)}" for file, way in each.places)
    why = _reason(each, words, escape) if each.why else where
    doubts = "; ".join(dict.fromkeys(doubt.words(words) for doubt in each.doubts))
    text = f"- {each.line.origin.words(words)}: {escape(each.line.text.strip())} → {why}"
    text = f"{text} ({doubts})" if doubts else text
    out = [cell for cell in each.cells if cell.why] if each.places or each.why == MIXED else []
    return "\n".join([text, *(f"    - {_cell(cell, each.line.origin, words, escape)}" for cell in out)])


def _field(way: str, words: Language) -> str:
    return words.text({PROSE: "import.prose", HEADER: "import.header"}[way]) if way in {PROSE, HEADER} else way


def _reason(each: Accounted | AccountedCell, words: Language, written: Callable[[str], str] = str) -> str:
    """Return why something has no place; `written` puts the words of the source into the report's Markdown."""
    facts = each.facts if isinstance(each, AccountedCell) else each.cells[0].facts if each.cells else {}
    return words.text(f"import.why.{each.why}", **{key: written(text) for key, text in facts.items()})


def _cell(cell: AccountedCell, origin: Origin, words: Language, written: Callable[[str], str] = str) -> str:
    why = _reason(cell, words, written)
    if origin.unit == "column":
        return words.text("import.cell-in-row", row=cell.at + 1, text=written(_short(cell.text)), why=why)
    return words.text("import.cell", column=letters(cell.at), text=written(_short(cell.text)), why=why)


def _cells(lines: Sequence[Accounted], words: Language) -> list[str]:
    """Return how the cells of tables are accounted for, if there are tables."""
    number = counts(cells_of(lines))
    facts = {"placed": number[Fate.PLACED], "uncertain": number[Fate.UNCERTAIN], "left": number[Fate.LEFT_OUT]}
    return [words.text("import.cells", **facts)] if any(number.values()) else []


def _lost(lines: Sequence[Accounted], words: Language) -> list[str]:
    """Return the first unplaced cells in partly placed rows, and the number of others."""
    out = [
        (each, cell) for each in lines if each.places for cell in each.cells if cell.why and cell.why not in HARMLESS
    ]
    output = [
        f"  {each.line.origin.words(words)}, {_cell(cell, each.line.origin, words)}" for each, cell in out[:_SHOWN]
    ]
    return output + (["  " + words.plural("import.more", len(out) - _SHOWN)] if len(out) > _SHOWN else [])


def _fates(lines: Iterable[Accounted], words: Language) -> str:
    number: Mapping[Fate, int] = counts(lines)
    return words.text(
        "import.fates", placed=number[Fate.PLACED], uncertain=number[Fate.UNCERTAIN], left=number[Fate.LEFT_OUT]
    )


def _fate(fate: Fate, words: Language) -> str:
    return words.text(f"import.fate.{fate}")


def _placing_words(placed: Placing, words: Language) -> str:
    return f"{placed.path}: {words.text(f'import.way.{placed.way}')}"


def _left_out(each: Accounted, words: Language) -> str:
    return f"{each.line.origin.words(words)}: {_short(each.line.text)} ({_reason(each, words)})"


def _first_members(proposal: Proposal, words: Language) -> Iterator[str]:
    """Yield the first members of the lists in the proposal, and the number in each list."""
    members: dict[str, list[ProposedValue]] = {}
    for file in proposal.files:
        model = KINDS[file.kind].model.__name__
        for key, piece in file.fields.items():
            if not isinstance(piece, ProposedValue) and key != "sources":
                members.setdefault(words.field_title(key, model) or key, []).extend(piece)
    for key, pieces in members.items():
        yield words.text("import.found", key=key, number=words.number(len(pieces)))
        for piece in pieces[:_SHOWN]:
            value = piece.value if isinstance(piece.value, Mapping) else {"title": piece.value}
            name = value.get("id") or value.get("indicator") or value.get("body", "")
            yield f"  {name}  {_short(str(value.get('title', '')))}".rstrip()


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDTH else plain[: _WIDTH - 2].rstrip() + " …"
