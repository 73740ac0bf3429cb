"""Organisations: a table of measures of several organisations becomes a plan for each.

This is the format of planning systems: each row has the organisation, a day within the period, the measure and its
value; so two organisations may have numbers of one measure for one period.
"""
# One meaning, so one file.

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from slugify import slugify

from publisher.importing.columns.headers import Headed, headed
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.money_columns import money_field
from publisher.importing.columns.table_words import body_kind, is_generic_body, meaning
from publisher.importing.form.proposal import LeftCell, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, LeftOut, SourceBlock, SourceCell, SourceFile, SourceRow
from publisher.importing.meaning.follow_up import HeldIndicator
from publisher.importing.meaning.leftovers import ReadTable, leftovers
from publisher.importing.meaning.tables import Present, sheets_by_plan, table_proposal
from publisher.importing.prose.sections import UNTITLED, free, own_source, slug
from publisher.importing.series.body_tables import BodyOfTable, BodyTable, body_table
from publisher.importing.sheets.budgets import AmountsByName, amounts_by_name, has_amounts_only
from publisher.importing.sheets.table_titles import is_generic, title_of
from publisher.language import Language
from publisher.model.groups import Dimension

_BODIES: Final = "plans/bodies.yml"


@dataclass
class _Part:
    """The part of a source about one organisation: its blocks, and the cells that name it."""

    blocks: list[SourceBlock] = field(default_factory=list)
    cells: list[SourceCell] = field(default_factory=list)


def proposal_of_tables(source: SourceFile, language: Language, present: Present, asked: TableAsked) -> Proposal:
    """Return the files for the tables of a source: one plan, or one for each plan or organisation that they name."""
    asked = replace(asked, file=PurePath(source.name).stem)
    tables = [(block, listed) for block in source.blocks
              if block.rows and (listed := body_table(block.rows, language.code, asked.columns))]  # fmt: skip
    if tables:
        bodies = _of_bodies(tables, present, language)
        rest = tuple(block for block in source.blocks if all(block is not one for one, _ in tables))
        then = _explained(tables, _after(present, bodies))
        made = proposal_of_tables(replace(source, blocks=rest), language, then, asked) if rest else Proposal()
        return _with_bodies(made, bodies, rest, language.code)
    budgets = [(block, table) for block in source.blocks if (table := _budget_of(block, language.code))]
    if budgets and len(budgets) < sum(bool(block.rows) for block in source.blocks):
        rest = tuple(block for block in source.blocks if _budget_of(block, language.code) is None)
        made = proposal_of_tables(replace(source, blocks=rest), language, present, asked)
        return _with_budgets(made, budgets, language.code) if made.files else _budget(source, language, present, asked)
    if budgets:
        return _budget(source, language, present, asked)
    plans = sheets_by_plan(source, language, asked)
    if len(plans) == 1:
        [title] = plans
        asked = replace(asked, title=title) if title in asked.plans.values() else asked
        made = _by_organisation(source, language, present, asked)
        return made if made.files else _budget(source, language, present, asked)
    apart = _by_plan(source, plans, language, present, asked)
    return apart or _by_organisation(source, language, present, asked)


def _of_bodies(
    tables: Sequence[tuple[SourceBlock, BodyTable]], present: Present, language: Language
) -> Proposal:  # fmt: skip
    """Return the bodies of tables as members of the register; those that it has already are not changed."""
    every: dict[str, BodyOfTable] = {}
    for _, table in tables:
        every = {**table.bodies, **every}
    ids, taken = dict(present.bodies), {*present.taken}
    for key, body in every.items():
        if key not in ids:
            ids[key] = free(slug(body.title, "organisation"), taken)
    ids |= {
        code.casefold(): ids[key] for key, body in every.items() for code in body.codes if code.casefold() not in ids
    }
    fresh = tuple(_member(body, ids) for key, body in every.items() if key not in present.bodies)
    known = [body for key, body in every.items() if key in present.bodies]
    left = [LeftCell(cell, "said-already" if at == 0 else "body-there") for body in known
            for at, cell in enumerate(body.cells)]  # fmt: skip
    left += [each for _, table in tables for each in table.left]
    heads = tuple(cell for _, table in tables for cell in table.heads)
    if not fresh:
        return Proposal((), (*left, *(LeftCell(cell, "said-already") for cell in heads)))
    return Proposal((Proposed(_BODIES, "bodies", {"bodies": fresh}, heads=heads),), tuple(left))


def _member(body: BodyOfTable, ids: Mapping[str, str]) -> ProposedValue:
    """Return a body as a member of the register, with what has to be checked."""
    own = ids[body.title.casefold()]
    within = ids.get((body.within or body.beside).casefold(), "")
    value = {"id": own, "title": body.title, "kind": body.kind or "unit", "text": body.about,
             "part_of": "" if within == own else within, "url": body.url}  # fmt: skip
    asked = (
        (Doubt("body-kind"), not body.kind),
        (Doubt("body-beside", {"title": body.beside[:60]}), body.beside and not body.within and within != own),
        (Doubt("body-within", {"text": body.within[:60]}), body.within and not within),
    )
    lines = tuple(dict.fromkeys(cell.line for cell in body.cells))
    return ProposedValue({key: each for key, each in value.items() if each}, lines,
                         tuple(doubt for doubt, holds in asked if holds), tuple(body.cells))  # fmt: skip


def _explained(tables: Sequence[tuple[SourceBlock, BodyTable]], present: Present) -> Present:
    """Return what the publication has, with the abbreviations that tables of bodies explain."""
    short = {
        code.casefold(): body.title for _, table in tables for body in table.bodies.values() for code in body.codes
    }
    return replace(present, short_bodies={**short, **present.short_bodies})


def _with_bodies(made: Proposal, bodies: Proposal, rest: Sequence[SourceBlock], language: str) -> Proposal:
    """Return the files of other tables and the bodies of those of bodies; if others have none, why is said."""
    unread = (ReadTable(block.rows, None, language) for block in rest if not made.files)
    left = [*made.left, *bodies.left, *(each for read in unread for each in leftovers(read, frozenset(), ()))]
    return Proposal(tuple(_merged([*made.files, *bodies.files])), tuple(left), made.lines)


def _by_plan(
    source: SourceFile, plans: Mapping[str, tuple[SourceBlock, ...]], language: Language, present: Present,
    asked: TableAsked,
) -> Proposal | None:  # fmt: skip
    """Return the files of each plan that tables are about; None if two have statistics by one name."""
    files: list[Proposed] = []
    left: list[LeftCell] = []
    lines: list[LeftOut] = []
    for title, blocks in plans.items():
        given = title in asked.plans.values()
        named = given or any(block.text == title for block in blocks)
        own = replace(asked, title=title if named else "", doubt="" if given else "sheets-apart")
        made = _by_organisation(replace(source, blocks=blocks), language, present, own)
        present = _after(present, made)
        files += made.files
        left += made.left
        lines += made.lines
    alone = [file.path for file in files if file.kind == "statistics"]
    return Proposal(tuple(_merged(files)), tuple(left), tuple(lines)) if len(alone) == len({*alone}) else None


def _budget_of(block: SourceBlock, language: str) -> AmountsByName | None:
    """Return a table of amounts whose rows are no indicators and no activities; None for any other."""
    table = headed(block.rows, language, {}, {}) if block.rows else None
    columns = [table.first(role) for role in ("indicator", "action", "goal")] if table else []
    # A column of areas may be taken for that of goals, where nothing else has a name.
    named = any(each and meaning(each.header, (each.role,), language) for each in columns)
    named = named and table is not None and not has_amounts_only(table, language)
    return amounts_by_name(block.rows, language) if block.rows and not named else None


def _with_budgets(made: Proposal, budgets: Sequence[tuple[SourceBlock, AmountsByName]], language: str) -> Proposal:
    """Return a proposal whose first plan has budgets in its text, each below its title, and the only one's amounts."""
    plan, *others = made.files
    placed = {cell for file in made.files for _, piece in file.pieces() for cell in piece.cells}
    prose = list(plan.prose)
    heads = [cell for _, table in budgets for cell in table.above if cell not in placed]
    for block, table in budgets:
        lines = dict.fromkeys(cell.line for cell in table.above if cell in heads)
        named = not lines and not is_generic(block.text, language)
        titles = [(block.text, ())] if named else [(line.text, (line,)) for line in lines]
        prose += [SourceBlock(BlockSort.HEADING, text, own, level=2) for text, own in titles]
        prose.append(SourceBlock(BlockSort.TABLE, "", (), rows=tuple(_trimmed(table.rows))))
    money = money_field(budgets[0][1].total) if len(budgets) == 1 else None
    fields = dict(plan.fields)
    if money and "money" not in fields:
        sources = fields.pop("sources", None)
        fields["money"] = ProposedValue(money, (), (Doubt("money-of-total"),))
        fields |= {"sources": sources} if sources else {}
    plan = replace(plan, fields=fields, prose=tuple(prose), heads=(*plan.heads, *heads))
    return replace(made, files=(plan, *others))


def _trimmed(rows: Sequence[SourceRow]) -> Iterator[SourceRow]:
    """Yield rows without the empty columns at their end, which other tables of their sheet have."""
    width = max(at for row in rows for at, text in enumerate(row.cells, start=1) if text.strip())
    yield from (replace(row, cells=row.cells[:width]) for row in rows)


def _budget(source: SourceFile, language: Language, present: Present, asked: TableAsked) -> Proposal:
    """Return a plan whose text is the tables of amounts of a source, with the amounts of their total, if it has any.

    A budget by board is not of activities, nor of indicators: its tables stay as they are.
    """
    tables = [table for block in source.blocks if (table := amounts_by_name(block.rows, language.code))]
    if not tables:
        return Proposal()
    first = tables[0]
    said = asked.title or first.title
    name = free(slug(said, "budget"), {*present.taken})
    cells = tuple(cell for table in tables for cell in table.above)
    lines = tuple(cell.line for cell in cells)
    doubts = () if said else (Doubt(UNTITLED),)
    title = ProposedValue(said or language.text("import.untitled.plan"), lines, doubts, cells)
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        "id": ProposedValue(name),
        "title": title,
        "summary": ProposedValue(language.text("import.budget-summary"), lines, (Doubt("made-up-summary"),)),
        "status": ProposedValue("unknown", lines, (Doubt("status-unknown"),)),
    }
    if len(tables) == 1 and (money := money_field(first.total)):
        fields["money"] = ProposedValue(money, (), (Doubt("money-of-total"),))
    fields["sources"] = own_source(title)
    prose = tuple(SourceBlock(BlockSort.TABLE, "", (), rows=tuple(table.rows)) for table in tables)
    return Proposal((Proposed(f"plans/{name}/plan.md", "plan", fields, prose),))


def _by_organisation(source: SourceFile, language: Language, present: Present, asked: TableAsked) -> Proposal:
    """Return the files for the tables of one plan, or a plan for each organisation that they name."""
    parts = _parts(source, language.code, asked)
    if not parts:
        return table_proposal(source, language, present, asked)
    files: list[Proposed] = []
    left: list[LeftCell] = []
    lines: list[LeftOut] = []
    said = asked.title or title_of(source.blocks, language.code, asked.columns)
    for name, part in parts.items():
        title = f"{said or language.text('import.untitled.plan')}: {name}"
        own = replace(source, blocks=tuple(part.blocks))
        titled = replace(asked, title=title, doubt=asked.doubt if said else UNTITLED)
        made = _owned(table_proposal(own, language, present, titled), name, part, present, language)
        present = _after(present, made)
        files += made.files
        left += made.left
        lines += made.lines
    return Proposal(tuple(_merged(files)), tuple(left), tuple(lines))


def _parts(source: SourceFile, language: str, asked: TableAsked) -> dict[str, _Part]:
    """Return the part about each organisation; empty if no table of measures has a column of organisations."""
    parts: dict[str, _Part] = {}
    others = []
    for block in source.blocks:
        table = headed(block.rows, language, asked.columns, {}) if block.rows else None
        column = table.first("organisation") if table and table.first("indicator") else None
        if table is None or column is None or table.first("action"):
            others.append(block)
            continue
        for name, rows in _rows(block, table, column.at).items():
            part = parts.setdefault(name, _Part())
            part.blocks.append(replace(block, rows=(*block.rows[: table.begin], *rows)))
            part.cells += [cell for row in rows for cell in row.filled if cell.at == column.at]
    if parts:
        next(iter(parts.values())).blocks += others
    return parts


def _rows(block: SourceBlock, table: Headed, at: int) -> dict[str, list[SourceRow]]:
    """Return the rows of each organisation; one without a name belongs to that of the row above."""
    found: dict[str, list[SourceRow]] = {}
    name = ""
    for row in block.rows[table.begin :]:
        name = (" ".join(row.cells[at].split()) if at < len(row.cells) else "") or name
        if name:
            found.setdefault(name, []).append(row)
    return found


def _owned(proposal: Proposal, name: str, part: _Part, present: Present, language: Language) -> Proposal:
    """Return a proposal whose plan has its responsible body."""
    if not proposal.files or proposal.files[0].kind != "plan":
        return proposal
    plan, *others = proposal.files
    body, lines = present.bodies.get(name.casefold(), ""), tuple(dict.fromkeys(cell.line for cell in part.cells))
    if not body and is_generic_body(name, language.code):
        title = plan.fields["title"]
        assert isinstance(title, ProposedValue)
        doubt = Doubt("body-generic", {"text": name})
        asked = replace(title, lines=(*title.lines, *lines), cells=(*title.cells, *part.cells),
                        doubts=(*title.doubts, doubt))  # fmt: skip
        return replace(proposal, files=(replace(plan, fields={**plan.fields, "title": asked}), *others))
    if not body:
        body, kind = slugify(name, max_length=60, save_order=True) or "organisation", body_kind(name, language.code)
        value = {"id": body, "title": name, "kind": kind or "unit"}
        doubts = () if kind else (Doubt("body-kind"),)
        others.append(Proposed(_BODIES, "bodies", {"bodies": (ProposedValue(value, lines[:1], doubts),)}))
    fields = {**plan.fields, "responsible": ProposedValue(body, lines, (), tuple(part.cells))}
    columns = {each.at for each in part.cells}
    heads = tuple(cell for block in part.blocks for row in block.rows[:1] for cell in row.filled if cell.at in columns)
    return replace(proposal, files=(replace(plan, fields=fields, heads=(*plan.heads, *heads)), *others))


def _after(present: Present, made: Proposal) -> Present:
    """Return what the publication has once a proposal is included."""
    indicators, bodies, dimensions = dict(present.indicators), dict(present.bodies), list(present.dimensions)
    taken = set(present.taken)
    for key, value in _members(made):
        name, title = str(value["id"]), str(value["title"]).casefold()
        taken.add(name)
        if key == "indicators":
            given = value.get("sources", [])
            sources = tuple(str(each["title"]) for each in given) if isinstance(given, list) else ()
            indicators[title] = HeldIndicator(
                name, str(value.get("direction", "")), value["unit"], text=str(value.get("text", "")), sources=sources
            )
        elif key == "bodies":
            bodies[title] = name
        elif key == "dimensions":
            dimensions.append(Dimension.model_validate(value))
    plans = {file.path.split("/")[1] for file in made.files if file.kind == "plan"}
    return replace(
        present, indicators=indicators, bodies=bodies, taken=frozenset(taken | plans), dimensions=tuple(dimensions)
    )


def _members(made: Proposal) -> Iterator[tuple[str, dict[str, object]]]:
    for file in made.files:
        for key, piece in file.fields.items():
            if file.path.endswith(".yml") and not isinstance(piece, ProposedValue):
                yield from ((key, each.value) for each in piece if isinstance(each.value, dict))


def _merged(files: list[Proposed]) -> Iterator[Proposed]:
    """Yield each file once, merging the lists of a register that several parts add to."""
    for path in dict.fromkeys(file.path for file in files):
        first, *more = [file for file in files if file.path == path]
        fields = dict(first.fields)
        for other in more:
            for key, piece in other.fields.items():
                there = fields.get(key, ())
                assert not isinstance(there, ProposedValue) and not isinstance(piece, ProposedValue)
                fields[key] = (*there, *piece)
        heads = (*first.heads, *(cell for other in more for cell in other.heads))
        yield replace(first, fields=fields, heads=heads)
