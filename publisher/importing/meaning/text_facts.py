"""What paragraphs state as facts: as tables to be read, with all their lines, and with marks for what stays text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publisher.importing.columns.header_words import dated
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock
from publisher.importing.stated.stated_indicators import stated_indicators, unread_numbers
from publisher.importing.stated.target_sentences import listed_goals, sentence_targets, unread_targets
from publisher.language import Language


def tables_of_text(
    text: Sequence[SourceBlock], title: ProposedValue, language: Language
) -> tuple[tuple[SourceBlock, ...], tuple[ProposedValue, ...]]:
    """Return the indicators and targets that paragraphs state, as tables, and what may be one and stays in the text."""
    stated = stated_indicators(text, language.code, dated=dated(str(title.value), language.code).period is not None)
    tables = (*stated, *sentence_targets(text, language.code))
    left = [*unread_numbers(text, language.code), *unread_targets(text, language.code)]
    used = {line for table in stated for line in table.lines}
    return tables, tuple(
        ProposedValue(said, lines[:1], (Doubt("target-in-text", {"text": said[:80]}),))
        for said, lines in left
        if not used & {*lines}
    )


def goals_of_lists(text: Sequence[SourceBlock], language: str) -> Iterator[ProposedValue]:
    """Yield a question for each list below a heading that says that goals follow, if any of them is not read."""
    for heading, items in listed_goals(text, language):
        facts = {"heading": heading.text.strip(" :"), "text": items[0].text[:60]}
        yield ProposedValue(items[0].text, items[0].lines[:1], (Doubt("goals-in-list", facts),))


def marked(document: Proposal, marks: Sequence[ProposedValue]) -> Proposal:
    """Return a document with marks, each in the file that has its line, or in the first one."""
    homes = {line: file.path for file in reversed(document.files)
             for line in (*(line for block in file.prose for line in block.every_line),
                          *(line for _, piece in file.pieces() for line in piece.lines))}  # fmt: skip
    first = document.files[0].path
    files = (
        replace(file, marks=(*file.marks, *(each for each in marks if homes.get(each.lines[0], first) == file.path)))
        for file in document.files
    )
    return replace(document, files=tuple(files))


def with_all_lines(proposal: Proposal, tables: Sequence[SourceBlock]) -> Proposal:
    """Return a proposal whose values also have the other lines of the paragraphs that were read as tables."""
    lines = {table.rows[0].line: table.lines for table in tables}

    def with_all(piece: ProposedValue) -> ProposedValue:
        parts = tuple(map(with_all, piece.parts))
        own = {*piece.lines, *(cell.line for cell in piece.cells)}
        others = dict.fromkeys(line for cell in piece.cells for line in lines.get(cell.line, ()) if line not in own)
        # What is asked of all of it is asked at its first line.
        return replace(piece, parts=(*parts, *([ProposedValue(piece.value, tuple(others))] if others else [])))

    files = [
        replace(file, fields={key: with_all(piece) if isinstance(piece, ProposedValue) else tuple(map(with_all, piece))
                              for key, piece in file.fields.items()})
        for file in proposal.files
    ]  # fmt: skip
    return replace(proposal, files=tuple(files))
