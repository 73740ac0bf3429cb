"""Action plans with running text: their prose, and the actions, targets and outcomes in their tables."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Final

from publisher.importing.columns.headers import are_numbers, headed
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.table_notes import noted, source_notes
from publisher.importing.columns.table_words import meaning
from publisher.importing.form.proposal import Fields, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceFile, SourceLine
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.prose.front_page import front_page, front_tables, without_own_facts
from publisher.importing.prose.sections import (
    UNTITLED,
    Asked,
    first_paragraph,
    free,
    levelled,
    named_or,
    own_source,
    slug,
    title_of,
    without_title,
)
from publisher.importing.prose.steering_words import words_of
from publisher.importing.sheets.budgets import has_amounts_only
from publisher.importing.sheets.cards import card_fields
from publisher.importing.sheets.stated_indicators import stated_indicators
from publisher.language import Language
from publisher.model.period import Period

# What a heading that says no more than its table has names, and the words of one that says it with an adjective.
_LISTED: Final = ("indicator", "goal", "target", "action", "follow_up", "outcome")
_FEW: Final = 2


def is_plan(source: SourceFile, language: str, asked: Asked) -> bool:
    """Return whether a source is an action plan: by its title, or because it has a table of actions."""
    title = named_or(title_of(source, asked, language), source.name).casefold()
    named = any(part in title for part in words_of(language).plan)
    own = front_tables(source.blocks, language)
    return named or any(_has(block, language, "action") for block in source.blocks if block not in own)


def action_plan(
    source: SourceFile, language: Language, asked: Asked, present: Present, mapping: TableAsked
) -> Proposal:
    """Return the plan made from a source, with additions to the registers from its tables."""
    title = title_of(source, asked, language.code)
    stated = front_page(source.blocks, language.code, title, present.plans)
    facts = {key: stated.fields[key] for key in ("period", "replaces") if key in stated.fields}
    expected = ("action", "target", "outcome")
    source = replace(source, blocks=noted(source.blocks, language.code))
    own = front_tables(source.blocks, language.code)
    tables = tuple(
        block
        for block in source.blocks
        if block not in own
        and (card_fields(block, language.code) or any(_has(block, language.code, role, mapping) for role in expected))
    )
    asked_of_tables = replace(_titled(mapping, title), plan_period=_period(facts.get("period")))
    below = {id(block): _above(without_title(source.blocks), tables, block, language.code) for block in tables}
    under = tuple(replace(block, under=below[id(block)]) for block in tables)
    in_text = stated_indicators(without_title(source.blocks), language.code)
    proposal = table_proposal(replace(source, blocks=(*under, *in_text)), language, present, asked_of_tables)
    # A table of which nothing was understood remains in the text.
    placed = {cell for file in proposal.files for _, piece in file.pieces() for cell in piece.cells}
    tables = tuple(each for each in tables if any(cell in placed for row in each.rows for cell in row.filled))
    prose = [block for block in without_title(source.blocks) if block not in tables]
    status = ProposedValue("unknown", title.lines, (Doubt("status-unknown"),))
    summary = first_paragraph(without_own_facts(source.blocks, language.code), title)
    about = {"title": title, "summary": summary, "status": status, **facts}
    if proposal.files:
        plan, *others = proposal.files
        # The source of indicators is a field of theirs.
        moved = source_notes(source.blocks, tables, _sources(proposal), language.code)
        alone = [*moved, *_alone(without_title(source.blocks), (*tables, *moved))]
        said = {id(heading) for headings in below.values() for heading in headings}
        bare = [block for block in alone if block in moved or _is_generic(block, language.code)]
        alone = [block for block in alone if block in bare or id(block) in said]
        filled = _headed({**plan.fields, **about}, tuple(line for block in bare for line in block.lines))
        described = replace(
            plan, fields=filled, prose=levelled([block for block in prose if block not in alone]), marks=stated.marks
        )
        return replace(proposal, files=(described, *others))
    name = free(slug(named_or(title, "plan"), "plan"), {*present.taken})
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        "id": ProposedValue(name),
        **about,
        "sources": own_source(title),
    }
    return Proposal((Proposed(f"plans/{name}/plan.md", "plan", fields, levelled(prose), stated.marks),))


def _titled(mapping: TableAsked, title: ProposedValue) -> TableAsked:
    """Return what people say of tables that stand in a document with a title, or with none of its own."""
    doubt = UNTITLED if Doubt(UNTITLED) in title.doubts else mapping.doubt
    return replace(mapping, title=str(title.value), doubt=doubt)


def _sources(proposal: Proposal) -> frozenset[str]:
    """Return the titles of the sources of the indicators in a proposal."""
    members = [piece.value for file in proposal.files if file.kind == "indicators" for _, piece in file.pieces()]
    given = [each.get("sources") for each in members if isinstance(each, dict)]
    return frozenset(str(source["title"]) for of in given if isinstance(of, list) for source in of)


def _period(stated: ProposedValue | None) -> Period | None:
    return Period.model_validate(stated.value) if stated else None


def with_targets(
    source: SourceFile, document: Proposal, language: Language, present: Present, mapping: TableAsked
) -> Proposal:
    """Return a steering document with a plan of the targets in its tables, which remain in its text as well.

    A table has targets if its rows are about indicators or goals, and a column has targets or outcomes: with a year,
    or as numbers. The heading above it is the aim of its targets.
    """
    blocks = noted(source.blocks, language.code)
    own = front_tables(blocks, language.code)
    found = tuple(block for block in blocks if block not in own and _has_targets(block, language.code, mapping))
    below = without_title(blocks)
    tables = tuple(replace(block, under=_above(below, found, block, language.code)[-1:]) for block in found)
    # What stands in paragraphs remains in them as well.
    tables = (*tables, *stated_indicators(below, language.code))
    if not tables:
        return document
    title = document.files[0].fields["title"]
    assert isinstance(title, ProposedValue)  # every document has one
    asked = _titled(mapping, title)
    proposal = table_proposal(replace(source, blocks=tables), language, present, asked)
    if not proposal.files:
        return document
    plan, *others = proposal.files
    named = ProposedValue(title.value, title.lines, (*title.doubts, Doubt("plan-of-tables")))
    plan = replace(plan, fields={**plan.fields, "title": named})
    return replace(proposal, files=(*document.files, plan, *others), left=(*document.left, *proposal.left))


def _has_targets(block: SourceBlock, language: str, mapping: TableAsked) -> bool:
    """Return whether a block is a table of targets or outcomes, by year or in numbers, of indicators or goals."""
    if block.sort is not BlockSort.TABLE:
        return False
    table = headed(block.rows, language, mapping.columns, {})
    if table is None or has_amounts_only(table, language) or not (table.first("indicator") or table.first("goal")):
        return False
    columns = [column for role in ("target", "outcome") for column in table.all(role)]
    texts = {each.at: [row.cells[each.at] for row in block.rows[table.begin :] if row.cells[each.at : each.at + 1]]
             for each in columns}  # fmt: skip
    dated = table.first("indicator") and any(column.period for column in columns)
    return bool(dated or any(are_numbers(texts[column.at], language) for column in columns))


def _alone(blocks: Sequence[SourceBlock], tables: Sequence[SourceBlock]) -> list[SourceBlock]:
    """Return the headings that have nothing left below them, since their tables became fields."""
    found: list[SourceBlock] = []
    for at in reversed(range(len(blocks))):
        block = blocks[at]
        if block.sort is not BlockSort.HEADING:
            continue
        below = list(takewhile(partial(_goes_on, block.level), blocks[at + 1 :]))
        if below and all(each in tables or each in found for each in below):
            found.append(block)
    return found[::-1]


def _above(
    blocks: Sequence[SourceBlock], tables: Sequence[SourceBlock], table: SourceBlock, language: str
) -> tuple[SourceBlock, ...]:
    """Return the headings above a table that say something of its rows: not only what they are, as in Åtgärder.

    They are those of its section, and of the sections around it that have nothing else.
    """
    at = next(number for number, block in enumerate(blocks) if block is table)
    path: list[SourceBlock] = []
    for block in reversed(blocks[:at]):
        if block.sort is BlockSort.HEADING and (not path or block.level < path[0].level):
            path.insert(0, block)
    notes = [block for block in blocks if any(block.text in each.notes for each in tables)]
    alone = _alone(blocks, (*tables, *notes))
    kept = [block for block in path if block in alone or block is path[-1]]
    return tuple(block for block in kept if not _is_generic(block, language))


def _is_generic(heading: SourceBlock, language: str) -> bool:
    """Return whether a heading only says what its table has: Handlingsplan, Mål och indikatorer, Key actions."""
    known = words_of(language)
    words = [word for word in re.findall(r"[^\W\d_]+", heading.text) if word.casefold() not in known.joining]
    said = [
        bool(meaning(word, _LISTED, language)) or any(part in word.casefold() for part in known.plan) for word in words
    ]
    few = len(words) <= _FEW and bool(words) and bool(meaning(words[-1], _LISTED, language))
    return not heading.number and not heading.label and (all(said) or few)


def _goes_on(level: int, block: SourceBlock) -> bool:
    """Return whether a block belongs to a section of a level: it is no heading, or a deeper one."""
    return block.sort is not BlockSort.HEADING or block.level > level


def _headed(fields: Fields, lines: tuple[SourceLine, ...]) -> Fields:
    """Return fields whose first list also gets the lines of headings: a page has its own heading above that list."""
    lists = {key: piece for key, piece in fields.items() if not isinstance(piece, ProposedValue) and key != "sources"}
    if not lines or not lists:
        return fields
    key, (first, *others) = next(iter(lists.items()))
    return {**fields, key: (replace(first, lines=(*first.lines, *lines)), *others)}


def _has(block: SourceBlock, language: str, role: str, mapping: TableAsked | None = None) -> bool:
    """Return whether a block is a table with a column of a given role."""
    if block.sort is not BlockSort.TABLE:
        return False
    table = headed(block.rows, language, mapping.columns if mapping else {}, {})
    return table is not None and bool(table.all(role)) and not has_amounts_only(table, language)
