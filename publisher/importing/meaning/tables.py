"""Tables as proposed files: a workbook becomes a plan with targets and activities, its results, and registers."""
# One meaning, so one file.

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from slugify import slugify

from publisher.importing.columns.areas import OtherArea, own_rows
from publisher.importing.columns.header_words import HALF_REPORT, Dated, dated, year_reported_in_part
from publisher.importing.columns.headers import Headed, groups_of_headers, headed
from publisher.importing.columns.known_groups import KnownGroups, known_groups, with_ages_beside, with_groups_of
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.table_notes import notes_of, table_unit, without_name_marks
from publisher.importing.form.parts_said import summary_of
from publisher.importing.form.proposal import LeftCell, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock, SourceCell, SourceFile, SourceRow
from publisher.importing.meaning.actions import Acted, acted, acted_card, activity_values
from publisher.importing.meaning.follow_up import (
    Followable,
    Followed,
    HeldIndicator,
    KnownIndicators,
    followed,
    with_taken,
)
from publisher.importing.meaning.follow_up_files import (
    dimension_values,
    indicator_values,
    results,
    statistics_files,
    target_values,
)
from publisher.importing.meaning.leftovers import ReadTable, comments_of_known, facts_of_known, headings, leftovers
from publisher.importing.meaning.named_bodies import named_bodies, short_bodies
from publisher.importing.meaning.settling import (
    annotate,
    compare,
    differ,
    distinguish,
    explain,
    give_units,
    keep_within,
    merge,
    place_under,
    settled,
    stand_alone,
)
from publisher.importing.prose.sections import UNTITLED, own_source, slug
from publisher.importing.prose.steering_words import words_of
from publisher.importing.series.area_tables import with_places
from publisher.importing.series.measured_actions import MeasuredActions, measured_actions
from publisher.importing.series.statistics_alone import has_only_numbers, is_statistical, says_plan, says_target
from publisher.importing.sheets.budgets import has_amounts_only, with_budgets_wanted
from publisher.importing.sheets.cards import card_fields
from publisher.importing.sheets.inferred_periods import doubted, doubted_years
from publisher.importing.sheets.row_headings import filled_down, headings_within
from publisher.importing.sheets.subject_columns import Subject, subjects, with_parts
from publisher.importing.sheets.table_titles import (
    TitledSheet,
    is_generic,
    names_part,
    only_indicator,
    period_about,
    plans_of_sheets,
    subject_of,
    title_above,
    with_targets_ahead,
    with_year,
    with_year_beside,
)
from publisher.language import Language
from publisher.model.groups import Dimension


@dataclass(frozen=True, slots=True)
class Present:
    """What the publication has: indicators and bodies by their titles in lower case, used ids, dimensions.

    `municipality` is the publisher's name; `documents` and `plans` are the ids of steering documents and of plans, by
    their titles in lower case. `short_bodies` are the full names of bodies by abbreviations that the source explains,
    and `mentioned_bodies` those that its text mentions.
    """

    indicators: Mapping[str, HeldIndicator]
    bodies: Mapping[str, str]
    taken: frozenset[str]
    dimensions: tuple[Dimension, ...] = ()
    municipality: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    short_bodies: Mapping[str, str] = field(default_factory=dict)
    mentioned_bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table of the source that is understood: its title, and the cell with the title.

    `read` is its block as it was read, `rows` are the rows to use, `left` cells about other areas, and `others` the
    parts that become comparisons. `only` is what all of it is about, if its rows have no names. `alone`: its numbers
    are statistics, and no plan's; `asked`: they may be a plan's. `code` is that of the only area of its rows, if these
    do not name it. `unit_cells` are those that say the unit of all of it.
    """

    read: SourceBlock
    block: SourceBlock
    table: Headed
    title: str
    titled: tuple[SourceCell, ...]
    about: Dated
    rows: Sequence[SourceRow]
    left: tuple[LeftCell, ...] = ()
    others: tuple[OtherArea, ...] = ()
    only: str = ""
    alone: bool = False
    asked: bool = False
    code: str = ""
    unit_cells: tuple[SourceCell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """The contents of a source's tables; `left` are the cells of indicators about which nothing else is known."""

    every: Sequence[Followed]
    activities: Sequence[Acted]
    left: tuple[LeftCell, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Whether there is more than statistics."""
        return bool(self.activities) or not self.every or not all(each.alone for each in self.every)


def table_proposal(source: SourceFile, language: Language, present: Present, asked: TableAsked) -> Proposal:
    """Return the files made from the tables of a source; empty if no table is understood."""
    sheets, groups = _understood(source, language, present, asked)
    cards = [card for block in source.blocks if (fields := card_fields(block, language.code))
             and (card := acted_card(fields, language.code, block.under))]  # fmt: skip
    if not sheets and not cards:
        return Proposal()
    planned = [each for each in sheets if not each.alone] or sheets
    said = asked.title or next((each.title for each in planned if each.title), "")
    names = dict.fromkeys(name for each in planned if not is_generic(name := each.block.text, language.code))
    unnamed = language.text("import.untitled.plan")
    title = said or (next(iter(names)) if len(names) == 1 else unnamed)
    plan = _free(slug(title.replace(unnamed, "plan"), "plan"), present.taken)
    alone = all(each.alone for each in sheets) and not cards
    taken = present.taken if alone else present.taken | {plan}
    found = _found(sheets, KnownIndicators(present.indicators, taken), groups, language, asked, source.name)
    found = replace(found, activities=(*found.activities, *cards))
    if alone:  # a cell of statistics may have a target, and its indicator the name of the plan
        plan = _free(plan, present.taken | {each.id for each in found.every})
    foreign = any(each.why == "area-not-own" for sheet in sheets for each in sheet.left)
    if not (found.every or found.activities or foreign):
        return Proposal()
    named = [(each.responsible, each.lines[:1]) for each in found.every]
    named += [(each.responsible, [each.cells[0].line]) for each in found.activities]
    explained = {**short_bodies(source.blocks, language.code), **present.short_bodies}
    mentioned = present.mentioned_bodies
    bodies = named_bodies(named, present.bodies, present.taken, language.code, explained, mentioned)
    folder = f"plans/{plan}"
    accounts = results(found.every, plan, folder, groups, language)
    statistics = statistics_files(found.every, language, groups)
    used, incomplete = ((*accounts.groups, *statistics.groups), (*accounts.incomplete, *statistics.incomplete))
    registers = {
        "dimensions": dimension_values(groups, used, incomplete),
        "indicators": indicator_values(found.every),
    }
    heads = tuple(cell for sheet in sheets for cell in sheet.titled if sheet.title == title)
    doubts = tuple(_doubts_about_title(asked, title if said else "", names))
    head = ProposedValue(title, tuple(dict.fromkeys(cell.line for cell in heads)), doubts, heads)
    files = [_plan(plan, head, found, bodies.ids, groups, language)] if found.has_plan else []
    files += [*accounts.files, *statistics.files]
    if filled := {key: values for key, values in registers.items() if values}:
        files.append(Proposed("plans/indicators.yml", "indicators", filled))
    if bodies.fresh:
        files.append(Proposed("plans/bodies.yml", "bodies", {"bodies": bodies.fresh}))
    lines = tuple(line for each in found.every for line in comments_of_known(each))
    return _accounted(Proposal(tuple(files), tuple(_left(sheets, found)), lines), source, sheets, language.code)


def _understood(
    source: SourceFile, language: Language, present: Present, asked: TableAsked
) -> tuple[list[_Sheet], KnownGroups]:
    """Return the tables of a source that are understood, reduced to the municipality's part, and the known groups."""
    groups = _groups_of_headers(source, known_groups(present.dimensions, language), language.code)
    asked = replace(asked, municipality=present.municipality)
    sheets = [
        _own_part(sheet, present.municipality, language.code)
        for block in source.blocks
        if block.rows and not card_fields(block, language.code)
        for sheet in _sheets(block, language.code, asked, groups)
    ]
    return _with_statistics(sheets, asked, source.name, language.code), _with_groups(groups, sheets, language.code)


def _left(sheets: Sequence[_Sheet], found: _Found) -> Iterator[LeftCell]:
    """Yield the cells of tables that are understood and have no place."""
    yield from (each for sheet in sheets for each in sheet.left)
    yield from found.left
    yield from (each for one in found.every for each in one.left)
    yield from (each for one in found.activities for each in one.left)
    yield from (cell for each in found.every for cell in facts_of_known(each))


def _groups_of_headers(source: SourceFile, groups: KnownGroups, language: str) -> KnownGroups:
    """Return the known groups with those that the headers of tables name."""
    for block in source.blocks:
        groups = groups_of_headers(block.rows, language, groups)
    return groups


def _with_groups(groups: KnownGroups, sheets: Sequence[_Sheet], language: str) -> KnownGroups:
    """Return the known groups with those in the columns of groups that tables have."""
    for sheet in sheets:
        for column in sheet.table.all("group"):
            body = [row for row in sheet.rows[sheet.table.begin :] if len(row.filled) > 1]
            texts = [row.text(cell) for row in body for cell in row.filled if cell.at == column.at]
            groups = with_groups_of(groups, column.header, texts, language)
        named = sheet.table.first("indicator") or sheet.table.first("goal")
        rows = sheet.rows[sheet.table.begin :] if named and not sheet.table.first("action") else ()
        groups = with_ages_beside(groups, [row.text(cell) for row in rows for cell in row.filled[:1]], language)
    return groups


def _with_statistics(sheets: Sequence[_Sheet], asked: TableAsked, name: str, language: str) -> list[_Sheet]:
    """Return tables with whether they are statistics and no plan's."""
    # People who say the title of a plan for a table have a plan.
    given = not asked.in_document and says_plan(asked.title, language)
    titles = [(each.title, each.block.text, asked.title, name) for each in sheets]
    aimed = any(_says_target(each, language) for each in sheets)
    alone = [
        not (given or aimed) and is_statistical(each.table, said, language)
        for each, said in zip(sheets, titles, strict=True)
    ]
    # Outcomes of which no table says what is wanted, and no title whose they are, may be a plan's or nobody's.
    named = any(words_of(language).names_plan(title) for said in titles for title in said)
    may_be = not (asked.title or named or aimed) and all(
        one or has_only_numbers(each.table, said, language)
        for one, each, said in zip(alone, sheets, titles, strict=True)
    )
    return [
        replace(each, alone=one or may_be, asked=may_be and not one) for each, one in zip(sheets, alone, strict=True)
    ]


def _says_target(sheet: _Sheet, language: str) -> bool:
    """Return whether a cell of a table has a target beside its number: there is a plan that wants it."""
    rows = sheet.rows[sheet.table.begin :]
    columns = {each.at for each in sheet.table.all("outcome")}
    texts = (row.text(cell) for row in rows for cell in row.filled if cell.at in columns)
    return says_target(texts, sheet.table.decimal, language)


def _doubts_about_title(asked: TableAsked, said: str, names: Mapping[str, None]) -> Iterator[Doubt]:
    """Yield the doubts about a plan's title: nobody has `said` it, or sheets with `names` of their own share it."""
    if asked.doubt:
        yield Doubt(asked.doubt)
    elif not said:
        yield Doubt("name-of-sheet" if len(names) == 1 else UNTITLED)
    if len(names) > 1 and not asked.title and not asked.plans:
        yield Doubt("sheets-together", {"names": ", ".join(names)[:120]})


def _found(
    sheets: Sequence[_Sheet], known: KnownIndicators, groups: KnownGroups, language: Language, asked: TableAsked,
    name: str,
) -> _Found:  # fmt: skip
    found: dict[str, Followed] = {}
    names: dict[str, str] = {}
    activities: list[Acted] = []
    several = len({each.block.text for each in sheets if not each.table.first("action")}) > 1
    unnamed = language.text("import.untitled.indicator")
    for sheet in sheets:
        rows = filled_down(sheet.table, sheet.rows)
        both = None
        if sheet.table.first("action"):
            made, both = _acted_and_measured(sheet, rows, language.code)
            activities += made
            if both is None:
                continue
            sheet, rows = replace(sheet, table=both.table), both.measures
        only = sheet.only or only_indicator(sheet.table, sheet.title, sheet.block.text, name, unnamed)
        notes = notes_of(sheet.block, sheet.table, language.code)
        rows, marked = without_name_marks(rows, sheet.table, notes)
        table = Followable(sheet.table, rows, sheet.about, only, headed=bool(sheet.only))
        own = followed(table, with_taken(known, found), groups, language.code, asked)
        for each in own.values():
            annotate(each, notes, language.code)
            explain(each, marked.get(each.title))
            place_under(each, sheet.block.under)
            each.doubts += [Doubt("area-by-code", {"code": sheet.code})] if sheet.code else []
            each.doubts += [Doubt("measure-of-action")] if both else []
        give_units([*own.values()], sheet.table.unit, language.code)
        others: dict[str, dict[str, Followed]] = {}
        for area in sheet.others:
            beside = Followable(area.table, area.rows, sheet.about, only)
            for title, each in followed(beside, known, groups, language.code, asked).items():
                others.setdefault(title, {})[area.name] = each
        alone = sheet.alone and not any(each.is_aimed for each in own.values())
        for title, each in own.items():
            compare(each, others.get(title, {}), groups)
            if alone:
                _stand_alone(each, sheet, only)
            if several and not alone and not each.theme and not is_generic(sheet.block.text, language.code):
                each.once["theme"] = sheet.block.text
            name = subject_of(sheet.title, language.code) or subject_of(sheet.block.text, language.code)
            _put(found, each, name, names, known, language.code)
    every = [settled(each, language) for each in found.values()]
    if asked.plan_period:
        for each in every:
            keep_within(each, asked.plan_period, aimed=each.has_target or each.id in asked.plan_targets)
    left = tuple(cell for each in every if not each.says_anything for cell in each.left)
    return _Found([each for each in every if each.says_anything], activities, left)


def _stand_alone(each: Followed, sheet: _Sheet, only: str) -> None:
    """Make an indicator one of statistics, with the title of its table, which may be its own name: `only`."""
    stand_alone(each)
    each.doubts += [Doubt("outcomes-alone")] if sheet.asked else []
    if sheet.title:
        named = "title" if only == sheet.title else "about"
        each.cells.setdefault(named, []).extend(sheet.titled)
        each.once |= {"about": sheet.title} if named == "about" else {}


def _acted_and_measured(
    sheet: _Sheet, rows: Sequence[SourceRow], language: str
) -> tuple[list[Acted], MeasuredActions | None]:
    """Return the actions of a table, and what they are measured by if their rows say it."""
    headings = headings_within(sheet.table, rows, language).keys()
    both = measured_actions(sheet.table, rows, headings, sheet.about, language)
    return acted(sheet.table, both.actions if both else rows, language, sheet.block.under, sheet.about), both


def _put(
    found: dict[str, Followed], each: Followed, name: str, names: dict[str, str], known: KnownIndicators, language: str
) -> None:
    """Put an indicator of a table among those found; `names` say what the first table with each title is about.

    One with the same title on another sheet, perhaps for another period, is the same: everything is kept. With other
    numbers for the same period it is that of what its table is about: Skola: Sjukfrånvaro, Omsorg: Sjukfrånvaro.
    """
    title, there = each.title, found.get(each.title)
    apart = there is None and title in names
    if there and not each.known and "" != name != names[title] != "" and differ(there, each):
        del found[title]
        distinguish(there, names[title], with_taken(known, found), language)
        found[there.title], apart = there, True
    if apart and name:
        distinguish(each, name, with_taken(known, found), language)
    names.setdefault(title, name)
    if each.title in found:
        merge(found[each.title], each)
    else:
        found[each.title] = each


def _accounted(proposal: Proposal, source: SourceFile, sheets: Sequence[_Sheet], language: str) -> Proposal:
    """Return a proposal that accounts for each cell of the source: its target, or why it is left out."""
    placed = {cell for file in proposal.files for _, piece in file.pieces() for cell in piece.cells}
    tables: dict[int, Headed] = {}
    for sheet in sheets:
        before = tables.get(id(sheet.read))
        tables[id(sheet.read)] = _together(before, sheet.table) if before else sheet.table
    reads = [ReadTable(block.rows, tables.get(id(block)), language) for block in source.blocks if block.rows]
    heads = tuple(cell for read in reads for cell in headings(read, placed))
    heads += tuple(cell for sheet in sheets for cell in sheet.unit_cells if cell not in placed)
    first, *others = proposal.files
    more = [each for read in reads for each in leftovers(read, placed | {*heads}, proposal.left)]
    return replace(proposal, files=(replace(first, heads=heads), *others), left=(*proposal.left, *more))


def _together(one: Headed, other: Headed) -> Headed:
    """Return a table with the columns of two parts of it, each as the part that uses it has it."""
    pairs = zip(one.columns, other.columns, strict=True)
    return replace(one, columns=tuple(own if own.role else there for own, there in pairs))


def columns_of(source: SourceFile, language: Language, asked: TableAsked) -> dict[str, str]:
    """Return the detected role of each header of a source, for people to check; "" if unknown."""
    groups = _groups_of_headers(source, known_groups((), language), language.code)
    sheets = [sheet for block in source.blocks if block.rows for sheet in _sheets(block, language.code, asked, groups)]
    return {column.header: column.role for sheet in sheets for column in sheet.table.columns if column.header}


def sheets_by_plan(source: SourceFile, language: Language, asked: TableAsked) -> dict[str, tuple[SourceBlock, ...]]:
    """Return the tables of a source by the plan that they are about, in order; all under "" if it has one plan.

    Tables that are not understood, and those without a name of their own, are with the first plan.
    """
    if asked.title:
        return {"": source.blocks}
    groups = _groups_of_headers(source, known_groups((), language), language.code)
    sheets = [next(_sheets(block, language.code, asked, groups), None) if block.rows else None
              for block in source.blocks]  # fmt: skip
    titled = [TitledSheet(each.block.text, each.title, bool(each.table.first("action"))) for each in sheets if each]
    found = iter(plans_of_sheets(titled, language.code))
    named = [next(found) if each else "" for each in sheets]
    if asked.plans:
        named = [asked.plans.get(block.text, "") for block in source.blocks]
    first = next(filter(None, named), "")
    plans: dict[str, list[SourceBlock]] = {first: []}
    for block, name in zip(source.blocks, named, strict=True):
        plans.setdefault(name or first, []).append(block)
    return {title: tuple(blocks) for title, blocks in plans.items() if blocks}


def _sheets(block: SourceBlock, language: str, asked: TableAsked, groups: KnownGroups) -> Iterator[_Sheet]:
    read, rows = block, with_year(block.rows, block.text, asked.title, language, asked.period)
    beside: Set[int] = frozenset()
    if rows == block.rows and not asked.period:
        rows, beside = with_year_beside(rows, language, asked.year)
    block = replace(block, rows=rows)
    table = headed(block.rows, language, asked.columns, groups.words)
    if table and has_amounts_only(table, language):
        return
    if table and not asked.columns:
        table = with_places(table, block.rows[table.begin :], asked.municipality, language)
    parts = subjects(block.rows, table, language, asked.columns, groups, asked.municipality) or (
        (Subject("", table),) if table else ()
    )
    for part in parts:
        above = [row for row in block.rows[: part.table.begin - part.table.height] if sum(map(bool, {*row.cells})) <= 2]
        said = [row.text(cell) for row in above for cell in row.filled]
        title = title_above(said, language)
        titled = tuple(cell for row in above for cell in row.filled if row.text(cell) == title)
        about = period_about((*said, block.text, asked.title), language)
        if not about.period and names_part(block.text, language):
            # Kvartal 1, on a sheet whose headers name one year.
            years = {each.period.year_name for each in part.table.columns if each.period}
            about = dated(f"{block.text} {years.pop()}", language) if len(years) == 1 else about
        sure = about.doubt != HALF_REPORT
        if about.period:
            about = replace(about, doubt="period-of-title" if sure else HALF_REPORT)
        elif (named := dated(asked.file, language)).period:
            about = Dated(named.period, "", named.doubt if named.doubt == HALF_REPORT else "period-of-file")
        about = Dated(asked.period, "") if asked.period else about
        texts = (*said, block.text, asked.title, asked.file)
        years = {year for text in texts if (year := year_reported_in_part(text, language))}
        part = part if asked.period else replace(part, table=doubted_years(part.table, about, years))
        ahead = with_targets_ahead(with_parts(part.table, block.rows, language, asked.columns), asked.year)
        ahead = doubted(ahead, beside)
        said_unit = table_unit(block, ahead, language)
        ahead = with_budgets_wanted(replace(ahead, unit=said_unit.unit), language)
        yield _Sheet(read, block, ahead, title, titled, about, block.rows, only=part.name, unit_cells=said_unit.cells)


def _own_part(sheet: _Sheet, municipality: str, language: str) -> _Sheet:
    """Return a table reduced to the municipality's own part; a table of actions is entirely its own."""
    if sheet.table.first("action"):
        return sheet
    own = own_rows(sheet.table, sheet.rows, municipality, language)
    return replace(sheet, table=own.table, rows=own.rows, left=own.left, others=own.others, code=own.code)


def _plan(
    plan: str, title: ProposedValue, found: _Found, bodies: Mapping[str, str | list[str]],
    groups: KnownGroups, language: Language,
) -> Proposed:  # fmt: skip
    themes = _themes(found.every)
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        "id": ProposedValue(plan),
        "title": title,
        "summary": ProposedValue(_summary(found, str(title.value), language), title.lines, (Doubt("made-up-summary"),)),
        "status": ProposedValue("unknown", title.lines, (Doubt("status-unknown"),)),
    }
    targets = target_values(found.every, themes, bodies, groups)
    with_target = {str(each.value["indicator"]) for each in targets if isinstance(each.value, dict)}
    if plain := [each for each in found.every if each.id not in with_target and not each.alone]:
        lines = tuple(line for each in plain for line in each.lines)
        fields["indicators"] = ProposedValue([each.id for each in plain], lines)
    if found.activities:
        fields["activities"] = activity_values(found.activities, bodies)
    aimed = {each.theme for each in found.every if each.id in with_target}
    if used := [theme for theme in themes if theme in aimed]:
        fields["themes"] = tuple(_theme(themes[theme], theme, found.every) for theme in used)
    if targets:
        fields["targets"] = targets
    fields["sources"] = own_source(title)
    return Proposed(f"plans/{plan}/plan.md", "plan", fields)


def _summary(found: _Found, title: str, language: Language) -> str:
    """Return what the tables of a plan have, in words; its title if they have nothing of a plan."""
    every = [each for each in found.every if not each.alone]
    parts = {
        "targets": any(each.targets or each.once.get("goal") for each in every),
        "outcomes": any(each.measured for each in every),
        "activities": found.activities,
        "comments": any(each.remarks for each in every),
    }
    held = [name for name, has in parts.items() if has]
    return summary_of(held, language) if held else title


def _themes(every: Iterable[Followed]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in every:
        if each.theme and each.theme not in found:
            name = slugify(each.theme, max_length=50, word_boundary=True, save_order=True) or "tema"
            found[each.theme] = _free(name, frozenset(found.values()))
    return found


def _theme(name: str, theme: str, every: Iterable[Followed]) -> ProposedValue:
    """Return a theme. Of areas within areas it has the title of the lowest; the text says those above it, and asks."""
    first = next(each for each in every if each.theme == theme)
    *above, lowest = first.levels or (("", theme),)
    if not above:
        return ProposedValue({"id": name, "title": theme})
    fields = {"id": name, "title": lowest[1], "text": ". ".join(f"{header}: {said}" for header, said in above)}
    columns = ", ".join(header[:40] for header, _ in first.levels)
    doubt = Doubt("levels-of-themes", {"columns": columns})
    return ProposedValue(fields, tuple(first.lines), (doubt,), _of_theme(first))


def _of_theme(each: Followed) -> tuple[SourceCell, ...]:
    return tuple(each.cells.get("theme", ()))


def _free(name: str, taken: frozenset[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique
