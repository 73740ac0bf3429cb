"""Front pages of drafts: facts that have a field are not repeated in the text, those that have none stay in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from publisher.importing.form.proposal import Proposal, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceCell, SourceFile, SourceLine
from publisher.importing.prose.front_page import TableStatement, front_tables, label_parts, labelled, table_statements
from publisher.importing.prose.label_rows import BEGINNING, known_labels
from publisher.importing.prose.steering_words import adoption_words

# The words of a fact behind a label; a longer one is a sentence, which may say more than its field.
_FACT: Final = 6


def without_read_facts(source: SourceFile, proposal: Proposal, language: str) -> Proposal:
    """Return a proposal whose first file repeats no fact of a front page that one of its fields has.

    Facts of tables that are no fields stay in its text in place of their table, in a list: Version: 1.2.
    """
    if not proposal.files:
        return proposal
    first, *others = proposal.files
    tables = [block for block in front_tables(source.blocks, language) if len(block.rows) <= BEGINNING]
    stated = {block.rows[0].line: [*table_statements(block, language)] for block in tables}
    read = {each for of in stated.values() for each in of if _is_read(each.text, each.lines, first, language)}

    def with_cells(piece: ProposedValue) -> ProposedValue:
        own = (cell for each in read if {*each.lines} & {*piece.lines} for cell in each.cells)
        return replace(piece, cells=tuple(dict.fromkeys((*piece.cells, *sorted(own, key=_place)))))

    fields = {key: with_cells(each) if isinstance(each, ProposedValue) else tuple(map(with_cells, each))
              for key, each in first.fields.items()}  # fmt: skip
    prose, heads = list[SourceBlock](), [*first.heads]
    for block in first.prose:
        there = stated.get(block.rows[0].line, []) if block.rows else []
        if read & {*there}:
            empty = _labels_alone(block, there, language)
            prose += _entries(block, [each for each in there if each not in read], [*_cells(there), *empty])
            heads += empty
        elif not _is_read_label(block, first, language):
            prose.append(block)
    return replace(proposal, files=(replace(first, fields=fields, prose=tuple(prose), heads=tuple(heads)), *others))


def _is_read_label(block: SourceBlock, file: Proposed, language: str) -> bool:
    """Return whether a paragraph is only a label and its fact, which a field of a file has: Datum: 2024-05-13."""
    _, colon, fact = block.text.partition(":")
    alone = bool(colon) and len(fact.split()) <= _FACT and not fact.rstrip().endswith(".")
    return block.sort is BlockSort.PARAGRAPH and alone and _is_read(block.text, block.lines, file, language)


def _is_read(text: str, lines: Sequence[SourceLine], file: Proposed, language: str) -> bool:
    """Return whether a field of a file has a statement of a front page."""
    words, (field, _) = adoption_words(language), labelled(text, language)
    keys = {"from": {"period"}, "to": {"period"}, "appendices": {"appendices", "documents"}}.get(field, {field})
    label = text.partition(":")[0].casefold().strip()
    if {label, *label_parts(label)} & {*words.labels, *words.register_labels}:
        keys = {*keys, "decisions", "adopted_on", "reference"}
    pieces = [piece for way, piece in file.pieces() if way.partition(" ")[0] in keys]
    return any({*lines} & {*piece.lines} for piece in pieces)


def _labels_alone(block: SourceBlock, stated: Sequence[TableStatement], language: str) -> list[SourceCell]:
    """Return the labels of a table that have no fact."""
    known, facts = known_labels(language) | adoption_words(language).other_labels, {*_cells(stated)}
    alone = [(row, cell) for row in block.rows for cell in row.filled if cell not in facts]
    return [cell for row, cell in alone if row.text(cell).casefold().rstrip(" :.") in known]


def _entries(
    block: SourceBlock, unread: Sequence[TableStatement], accounted: Sequence[SourceCell]
) -> list[SourceBlock]:
    """Return the statements of a table that no field has, and its cells that are not `accounted`, as list entries."""
    rows = {row.line: row for row in block.rows}
    found: list[tuple[str, tuple[SourceCell, ...]]] = [(each.text, each.cells) for each in unread]
    for row in block.rows:
        found += [(row.text(cell), (cell,)) for cell in row.filled if cell not in accounted]

    def entry(text: str, cells: Sequence[SourceCell]) -> SourceBlock:
        own = [rows[line] for line in dict.fromkeys(cell.line for cell in cells)]
        places = {(cell.line, cell.at) for cell in cells}
        only = (
            replace(row, cells=tuple(each if (row.line, at) in places else "" for at, each in enumerate(row.cells)))
            for row in own
        )
        return SourceBlock(BlockSort.ENTRY, text, (), rows=tuple(only))

    return [entry(text, cells) for text, cells in sorted(found, key=lambda each: _place(each[1][0]))]


def _cells(stated: Sequence[TableStatement]) -> list[SourceCell]:
    return [cell for each in stated for cell in each.cells]


def _place(cell: SourceCell) -> tuple[Origin, int]:
    return cell.line.origin, cell.at
