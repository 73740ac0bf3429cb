"""Action plans with running text: their prose, and the actions, targets and outcomes in their tables."""
# One meaning, so one file.

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Final

from publisher.importing.columns.headers import are_numbers, headed
from publisher.importing.columns.known_groups import known_groups
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.ratings import LEVELS, said_level
from publisher.importing.columns.table_notes import noted, source_notes
from publisher.importing.form.proposal import Fields, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceFile, SourceLine
from publisher.importing.meaning.named_bodies import mentioned_bodies, short_bodies
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.meaning.text_facts import goals_of_lists, marked, tables_of_text, with_all_lines
from publisher.importing.prose.commitments import commitments
from publisher.importing.prose.front_page import front_page, front_tables, without_own_facts
from publisher.importing.prose.objective_tables import objective_table
from publisher.importing.prose.sections import (
    UNTITLED,
    Asked,
    SourceSection,
    first_paragraph,
    free,
    levelled,
    named_or,
    own_source,
    sections,
    slug,
    title_of,
    without_title,
)
from publisher.importing.prose.steering_words import words_of
from publisher.importing.series.tables_on_side import turned
from publisher.importing.sheets.budgets import has_amounts_only
from publisher.importing.sheets.cards import card_fields
from publisher.importing.sheets.subject_columns import subjects
from publisher.importing.stated.generic_headings import names_facts
from publisher.importing.stated.listed_actions import ActionList, listed_actions
from publisher.importing.stated.stated_actions import StatedAction, stated_actions
from publisher.importing.stated.stated_labels import label_table
from publisher.language import Language
from publisher.model.modality import Modality
from publisher.model.period import Period
from publisher.model.plan import Plan

# A table with one of these is more than statistics.
_OTHER: Final = frozenset({"action", "target", "judgement", "forecast"})
# What the columns of a plan say of its actions, besides by whom.
_PLANNED: Final = frozenset({"start", "due", "status", "percent", "scheduled", "ticked"})
# So many actions outside tables make a document a plan.
_LEAST: Final = 2


def is_plan(source: SourceFile, language: str, asked: Asked) -> bool:
    """Return whether a source is an action plan: by its title, or because it has a table of actions, or several.

    In a strategy, goals with what is done about them beside them are that; nothing says of whom or when. A document
    whose sections say what shall and should be done is no plan, but has one in its tables.
    """
    title = named_or(title_of(source, asked, language), source.name)
    if any(part in title.casefold() for part in words_of(language).plan):
        return True
    if _tables_of_plan(source, title, language) and not _binds(source, title, language):
        return True
    return len(stated_actions(without_title(source.blocks), language)) >= _LEAST


def is_called_steering(title: str, language: str) -> bool:
    """Return whether a title calls its document a strategy, a programme or the like, and no plan."""
    found = {*words_of(language).forms_of(title)}
    return bool(found) and not found & {"plan", "employment-plan", "budget"}


def _tables_of_plan(source: SourceFile, title: str, language: str) -> list[SourceBlock]:
    """Return the tables of actions that are a plan's, and not those of the goals of a strategy."""
    steers = is_called_steering(title, language)
    found = _tables_of_actions(source, language)
    return [block for block in found if not (steers and _is_of_goals(block, language))]


def _binds(source: SourceFile, title: str, language: str) -> bool:
    """Return whether sections of a document say, outside its tables, what shall or should be done.

    Its title calls it a strategy or the like, or else a plan: then these sections have numbers.
    """
    words = words_of(language)
    steers = is_called_steering(title, language)
    if not words.forms_of(title) or (not steers and words.own_word(title).casefold() in words.own_words):
        return False
    parts = [part for part in sections(without_title(source.blocks)).walk()
             if part.heading and (steers or part.heading.number)]  # fmt: skip
    said = (each for part in parts for each in commitments(_outside_tables(part), words, part.heading))
    return sum(each.modality is not Modality.MAY for each in said) >= _LEAST


def _outside_tables(section: SourceSection) -> list[SourceBlock]:
    return [block for block in section.blocks if block.sort is not BlockSort.TABLE]


def _is_only_by_table(source: SourceFile, title: str, language: str) -> bool:
    """Return whether only a table of actions says that a source is a plan, and its title or all of these may not."""
    tables = _tables_of_actions(source, language)
    named = words_of(language).called_plan.search(title.casefold())
    of_goals = all(_is_of_goals(block, language) for block in tables)
    return bool(tables) and not named and (is_called_steering(title, language) or of_goals)


def _tables_of_actions(source: SourceFile, language: str) -> list[SourceBlock]:
    own = front_tables(source.blocks, language)
    return [block for block in source.blocks if block not in own and _has(block, language, "action")]


def _is_of_goals(block: SourceBlock, language: str) -> bool:
    """Return whether a table of actions is one of goals, Mål and Så gör vi, without days and how far they are."""
    table = headed(block.rows, language, {}, {})
    roles = {each.role for each in table.columns} if table else set()
    return objective_table(block, words_of(language)) is not None and not roles & _PLANNED


def actions_in_text(source: SourceFile, title: str, language: str) -> Iterator[ProposedValue]:
    """Yield a question for each table of a steering document whose actions stay text, and may be those of a plan."""
    read = _tables_of_plan(source, title, language)
    for block in (each for each in _tables_of_actions(source, language) if each not in read):
        table = headed(block.rows, language, {}, {})
        header = table.all("action")[0].header if table else ""
        yield ProposedValue(block.text, (block.rows[0].line,), (Doubt("actions-in-text", {"column": header[:60]}),))


def action_plan(
    source: SourceFile, language: Language, asked: Asked, present: Present, mapping: TableAsked
) -> Proposal:
    """Return the plan made from a source, with additions to the registers from its tables."""
    title = title_of(source, asked, language.code)
    if _is_only_by_table(source, str(title.value), language.code):
        title = replace(title, doubts=(*title.doubts, Doubt("plan-by-table")))
    stated = front_page(source.blocks, language.code, title, present.plans)
    # What a steering document calls its appendices are the documents of a plan.
    known = {"documents" if key == "appendices" else key: piece for key, piece in stated.fields.items()}
    facts = {key: piece for key, piece in known.items() if key in Plan.model_fields}
    source = replace(source, blocks=noted(source.blocks, language.code))
    tables = _tables(source.blocks, language.code, mapping)
    asked_of_tables = replace(_titled(mapping, title), plan_period=_period(facts.get("period")) or mapping.plan_period)
    below = {id(block): _above(without_title(source.blocks), tables, block, language.code) for block in tables}
    under = tuple(replace(block, under=below[id(block)]) for block in tables)
    text = without_title(source.blocks)
    in_text, asked_of_text = tables_of_text(text, title, language)
    actions = _stated(text, listed_actions(text, language.code), language.code)
    series = (block for block in text if _is_series(block, language.code, mapping))
    read = (*under, *in_text, *(each.table for each in actions), *series, *_turned(text, text, language.code))
    present = _with_bodies(present, source, language.code)
    proposal = table_proposal(replace(source, blocks=read), language, present, asked_of_tables)
    proposal = with_all_lines(proposal, (*in_text, *(each.table for each in actions)))
    # A table of which nothing was understood remains in the text.
    placed = {cell for file in proposal.files for _, piece in file.pieces() for cell in piece.cells}
    tables = tuple(each for each in tables if any(cell in placed for row in each.rows for cell in row.filled))
    acted = [each for each in actions if all(cell in placed for cell in each.table.rows[-1].filled)]
    tables = (*tables, *(block for each in acted for block in each.blocks if block is not each.heading))
    marks = (*stated.marks, *_not_placed(asked_of_text, acted), *goals_of_lists(text, language.code))
    prose = [block for block in text if not any(block is each for each in tables)]
    status = ProposedValue("unknown", title.lines, (Doubt("status-unknown"),))
    summary = _summary(source.blocks, acted, title, language.code)
    about = {"title": title, "summary": summary, "status": status, **facts}
    if any(file.kind == "plan" for file in proposal.files):
        plan, *others = proposal.files
        # The source of indicators is a field of theirs.
        moved = source_notes(source.blocks, tables, _sources(proposal), language.code)
        alone = [*moved, *_alone(without_title(source.blocks), (*tables, *moved))]
        said = {id(heading) for headings in below.values() for heading in headings}
        said |= {id(heading) for each in acted for heading in (each.heading, *each.table.under)}
        bare = [block for block in alone if block in moved or names_facts(block, language.code)]
        alone = [block for block in alone if block in bare or id(block) in said]
        filled = _headed({**plan.fields, **about}, tuple(line for block in bare for line in block.lines))
        left = levelled([block for block in prose if block not in alone])
        return replace(proposal, files=(replace(plan, fields=filled, prose=left, marks=marks), *others))
    name = free(slug(named_or(title, "plan"), "plan"), {*present.taken})
    fields: Fields = {"id": ProposedValue(name), **about, "sources": own_source(title)}
    made = Proposed(f"plans/{name}/plan.md", "plan", fields, levelled(prose), marks)
    return replace(proposal, files=(made, *proposal.files))


def _not_placed(marks: Sequence[ProposedValue], acted: Sequence[StatedAction]) -> list[ProposedValue]:
    """Return the questions about what stays in the text: an action may have a number and a year, as a target has."""
    placed = {line for each in acted for line in each.lines}
    return [each for each in marks if not placed & {*each.lines}]


def _stated(text: Sequence[SourceBlock], lists: Sequence[ActionList], language: str) -> list[StatedAction]:
    """Return the actions that paragraphs and lists state, in order."""
    every = (*stated_actions(text, language), *(each for one in lists for each in one.actions))
    return sorted(every, key=lambda each: each.table.rows[0].line.origin)


def _summary(
    blocks: Sequence[SourceBlock], acted: Sequence[StatedAction], title: ProposedValue, language: str
) -> ProposedValue:
    """Return the first paragraph that is no fact of the document; what an activity says is no summary of them all."""
    unread = [block for block in blocks if not any(block is one for each in acted for one in each.blocks)]
    return first_paragraph(without_own_facts(unread, language), title, words_of(language))


def _tables(blocks: Sequence[SourceBlock], language: str, mapping: TableAsked) -> tuple[SourceBlock, ...]:
    """Return the tables of a plan that are read: of actions, of targets or outcomes, of judged goals, and cards."""
    own, expected = front_tables(blocks, language), ("action", "target", "outcome")
    return tuple(
        block
        for block in blocks
        if block not in own
        and not label_table(block, language)
        and (
            card_fields(block, language)
            or any(_has(block, language, role, mapping) for role in expected)
            or _has_targets(block, language, mapping)
        )
        and not _is_series(block, language, mapping)
        and turned(block, language) is block
    )


def _with_bodies(present: Present, source: SourceFile, language: str) -> Present:
    """Return what the publication has, with the bodies that a document explains and mentions."""
    short, mentioned = short_bodies(source.blocks, language), mentioned_bodies(source.blocks, language)
    return replace(present, short_bodies=short, mentioned_bodies=mentioned)


def _titled(mapping: TableAsked, title: ProposedValue) -> TableAsked:
    """Return what people say of tables that stand in a document with a title, or with none of its own."""
    doubt = UNTITLED if Doubt(UNTITLED) in title.doubts else mapping.doubt
    return replace(mapping, title=str(title.value), doubt=doubt, in_document=True)


def _sources(proposal: Proposal) -> frozenset[str]:
    """Return the titles of the sources of the indicators in a proposal."""
    members = [piece.value for file in proposal.files if file.kind == "indicators" for _, piece in file.pieces()]
    given = [each.get("sources") for each in members if isinstance(each, dict)]
    return frozenset(str(source["title"]) for of in given if isinstance(of, list) for source in of)


def actions_in_lists(lists: Sequence[ActionList], document: Proposal) -> Iterator[ProposedValue]:
    """Yield a question for each list of a steering document below a heading that only says Aktiviteter or Åtgärder.

    Lists whose items have become something else, such as commitments, are not asked about.
    """
    for each in lists:
        if len(each.actions) >= _LEAST and not _is_placed(each, document):
            doubt = Doubt("actions-in-list", {"heading": each.heading.headline[:60]})
            yield ProposedValue(each.heading.text, each.actions[0].blocks[-1].lines[:1], (doubt,))


def _is_placed(actions: ActionList, document: Proposal) -> bool:
    """Return whether items of a list have become something in a document."""
    placed = {line for file in document.files for _, piece in file.pieces() for line in piece.lines}
    return any({*each.lines} & placed for each in actions.actions)


def _period(stated: ProposedValue | None) -> Period | None:
    return Period.model_validate(stated.value) if stated else None


def with_targets(
    source: SourceFile, document: Proposal, language: Language, present: Present, mapping: TableAsked
) -> Proposal:
    """Return a steering document with a plan of the targets and actions in its tables, which remain in its text.

    A table has targets if its rows are about indicators or goals, and a column has targets or outcomes: with a year,
    or as numbers; or judgements. The heading above it is the aim of its targets.
    """
    blocks = noted(source.blocks, language.code)
    own = front_tables(blocks, language.code)
    title = document.files[0].fields["title"]
    assert isinstance(title, ProposedValue)  # every document has one
    acted = _tables_of_plan(replace(source, blocks=blocks), str(title.value), language.code)
    found = tuple(
        block
        for block in blocks
        if block not in own and not label_table(block, language.code) and turned(block, language.code) is block
        and (block in acted or _has_targets(block, language.code, mapping)
             or _is_series(block, language.code, mapping))
    )  # fmt: skip
    below = without_title(blocks)
    tables = tuple(replace(block, under=_above(below, found, block, language.code)[-1:]) for block in found)
    # What stands in paragraphs remains in them as well.
    in_text, asked_of_text = tables_of_text(below, title, language)
    lists = listed_actions(below, language.code)
    # A plan has activities; those of a strategy are a plan's if it says by whom or when.
    planned = {*words_of(language.code).forms_of(str(title.value))} & {"plan", "employment-plan"}
    listed = [each for each in lists if each.is_work or planned]
    worked = [each for each in listed if not _is_placed(each, document)]
    unread = actions_in_lists([each for each in lists if each not in listed], document)
    document = marked(document, (*asked_of_text, *actions_in_text(source, str(title.value), language.code), *unread))
    acted_in_text = _stated(below, worked, language.code)
    in_text = (*in_text, *(each.table for each in acted_in_text))
    tables = (*tables, *in_text, *_turned(below, found, language.code))
    if not tables:
        return document
    asked = _titled(mapping, title)
    present = _with_bodies(present, source, language.code)
    proposal = with_all_lines(table_proposal(replace(source, blocks=tables), language, present, asked), in_text)
    if not proposal.files:
        return document
    plan, *others = proposal.files
    if plan.kind == "plan":
        named = ProposedValue(title.value, title.lines, (*title.doubts, Doubt("plan-of-tables")))
        plan = replace(plan, fields={**plan.fields, "title": named})
    return replace(proposal, files=(*document.files, plan, *others), left=(*document.left, *proposal.left))


def _has_targets(block: SourceBlock, language: str, mapping: TableAsked) -> bool:
    """Return whether a block is a table of targets, outcomes or judgements, of indicators or goals."""
    if block.sort is not BlockSort.TABLE:
        return False
    table = headed(block.rows, language, mapping.columns, {})
    if table is None or has_amounts_only(table, language) or not (table.first("indicator") or table.first("goal")):
        return False
    columns = [column for role in ("target", "outcome") for column in table.all(role)]
    texts = {each.at: [row.cells[each.at] for row in block.rows[table.begin :] if row.cells[each.at : each.at + 1]]
             for each in columns}  # fmt: skip
    with_year = table.first("indicator") and any(column.period for column in columns)
    judged = [row.cells[each.at] for each in table.all("judgement") for row in block.rows[table.begin :]
              if "".join(row.cells[each.at : each.at + 1]).strip()]  # fmt: skip
    if judged and 2 * sum(bool(said_level(text, LEVELS, language)[0]) for text in judged) >= len(judged):
        return True
    return bool(with_year or any(are_numbers(texts[column.at], language) for column in columns))


def _is_series(block: SourceBlock, language: str, mapping: TableAsked) -> bool:
    """Return whether a block is a table of statistics over time: years down or across, and no column of names.

    It stays in the text, which it is a part of, beside the series that its numbers become.
    """
    if block.sort is not BlockSort.TABLE:
        return False
    table, groups = headed(block.rows, language, mapping.columns, {}), known_groups((), Language(language))
    if table and (has_amounts_only(table, language) or {each.role for each in table.columns} & _OTHER):
        return False
    found = subjects(block.rows, table, language, mapping.columns, groups)
    periods = [{*each.table.periods, *(column.period for column in each.table.columns if column.period)}
               for each in found]  # fmt: skip
    return bool(found) and all(len(each) > 1 for each in periods)


def _turned(blocks: Sequence[SourceBlock], tables: Sequence[SourceBlock], language: str) -> Iterator[SourceBlock]:
    """Yield the tables on their side as tables of rows; as they are they stay in the text."""
    for block in blocks:
        if block.rows and (made := turned(block, language)) is not block:
            yield replace(made, under=_above(blocks, tables, block, language)[-1:])


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
    return tuple(block for block in kept if not names_facts(block, language))


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
