"""Follow-ups as files: the indicators, the targets of a plan, and its result for each period."""
# One meaning, so one file.

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slugify import slugify

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.known_groups import KnownGroups
from publisher.importing.form.parts_said import parts_of_result, summary_of
from publisher.importing.form.proposal import LeftCell, Proposed, ProposedValue
from publisher.importing.form.source import Doubt, SourceCell
from publisher.importing.meaning.actions import sentences
from publisher.importing.meaning.figures_of_rows import Figure
from publisher.importing.meaning.follow_up import Followed, Remark
from publisher.importing.meaning.settling import fitting_groups
from publisher.importing.series.statistics_alone import row_of
from publisher.language import Language
from publisher.model.time_period import TimePeriod
from publisher.read.scalar import Plain

# Facts in the register of indicators; others in the row are about the target.
_OF_INDICATOR: Final = ("title", "about", "unit", "source", "direction", "kolada")


def indicator_values(found: Iterable[Followed]) -> tuple[ProposedValue, ...]:
    """Return the indicators that are new to the publication, for its register."""
    made = []
    for each in found:
        if not each.known:
            # Without the direction, nobody can tell whether a plain number is reached; those of groups are kept in
            # words.
            plain = any(figure.exact for (_, group), figure in each.targets.items() if not group)
            undirected = plain and not each.direction
            doubts = (*each.doubts, *((Doubt("direction-missing"),) if undirected else ()))
            fields: dict[str, object] = {"id": each.id, "title": each.title, "unit": each.unit}
            if each.direction:
                fields["direction"] = each.direction
            # What stands above a table of statistics has no plan to be the title of.
            if texts := [*filter(None, [each.once.get("about")]), *(one.text for one in each.comments)]:
                fields["text"] = " ".join(texts)
                doubts = (*doubts, *(Doubt("comment-of-cell", {"text": one.text[:40]}) for one in each.comments))
            if series := series_of(each):
                fields["comparisons"] = [{"id": name, "title": area} for area, name in series.items()]
                doubts = (
                    *doubts,
                    *dict.fromkeys(doubt for figure in each.compared.values() for doubt in figure.doubts),
                )
            if kolada := each.once.get("kolada"):
                fields["kolada"] = kolada
            if source := each.once.get("source"):
                fields["sources"] = [{"title": source}]
            lines = (*each.lines, *(one.line for one in each.comments))
            made.append(ProposedValue(fields, lines, doubts, _cells(each, *_OF_INDICATOR)))
    return tuple(made)


def series_of(each: Followed) -> dict[str, str]:
    """Return the ids of the areas that an indicator is compared with, by their names."""
    areas = dict.fromkeys(area for _, area in each.compared)
    return {area: each.series.get(area.casefold()) or slugify(area, max_length=40) for area in areas}


@dataclass(frozen=True, slots=True)
class StatisticsFiles:
    """The statistics of indicators, the cells of their numbers, and the dimensions that are not exhaustive."""

    files: tuple[Proposed, ...]
    groups: tuple[str, ...]
    incomplete: tuple[str, ...]


def statistics_files(found: Iterable[Followed], words: Language, groups: KnownGroups) -> StatisticsFiles:
    """Return the statistics of each indicator: its numbers for periods apart from results, and those of other areas."""
    files, used, incomplete = [], list[str](), list[str]()
    for each in found:
        series = series_of(each)
        fields: dict[str, ProposedValue] = {}
        for period in sorted({*each.apart, *(period for period, _ in each.compared)}):
            parts, short = fitting_groups(each, period, groups) if period in each.apart else ({}, frozenset())
            row, own = _own_row(each, period, parts, groups, words)
            used += parts
            incomplete += sorted(short)
            figures = {name: each.compared.get((period, area)) for area, name in series.items()}
            kept = {name: figure for name, figure in figures.items() if figure}
            cells = (*(figure.cell for figure in kept.values()), *(own.cells if own else ()))
            lines = dict.fromkeys((*(cell.line for cell in cells), *(own.lines if own else ())))
            row |= {name: _low(figure) for name, figure in kept.items()}
            if row:
                doubts = own.doubts if own and period in each.apart else ()
                compared = _cells(each, "compared") if kept else ()
                fields[period.written] = ProposedValue(row, tuple(lines), doubts, (*cells, *compared))
        if fields:
            files.append(Proposed(f"plans/statistics/{each.id}.csv", "statistics", fields))
    return StatisticsFiles(tuple(files), tuple(dict.fromkeys(used)), tuple(dict.fromkeys(incomplete)))


def _own_row(
    each: Followed, period: TimePeriod, parts: Mapping[str, Figure], groups: KnownGroups, words: Language
) -> tuple[dict[str, object], ProposedValue | None]:
    """Return an indicator's own part of a row of statistics, with what it is made of.

    Of a period that a result has, it is the number alone, for comparison.
    """
    whole = each.measured.get((period, ""))
    if period not in each.apart:
        own = ProposedValue(_low(whole), (), (), (whole.cell,)) if whole and whole.exact else None
        return ({"value": own.value} if own else {}), own
    measured = _measured(each, period, parts, groups) if whole or parts else None
    if period in each.missing:
        measured = _with_reason(measured, _missing(each, each.missing[period], words))
    return ((row_of(measured) or {}) if measured else {}), measured


def dimension_values(groups: KnownGroups, used: Iterable[str], incomplete: Iterable[str]) -> tuple[ProposedValue, ...]:
    """Return the used dimensions that the publication does not declare yet.

    `used` are cells, and `incomplete` the ids of dimensions whose groups do not add up to the total, so that there must
    be others.
    """
    fresh = {each.id: each for cell in used for each in groups.dimensions_of(cell)}
    short = {*incomplete}
    made = []
    for name, dimension in fresh.items():
        if name in groups.fresh:
            fields: dict[str, object] = {"id": name, "title": dimension.title}
            fields["groups"] = [{"id": each.id, "title": each.title} for each in dimension.groups]
            if name in short:
                fields["exhaustive"] = Plain("false")
            doubts = [Doubt("groups-incomplete")] if name in short else []
            doubts += [Doubt("groups-of-column", {"column": dimension.title})] if name in groups.of_columns else []
            if column := groups.of_headers.get(name):
                doubts.append(Doubt("groups-of-headers", {"column": column[:60]}))
            made.append(ProposedValue(fields, (), tuple(doubts)))
    return tuple(made)


def target_values(
    found: Iterable[Followed], themes: Mapping[str, str], bodies: Mapping[str, str | list[str]], groups: KnownGroups
) -> tuple[ProposedValue, ...]:
    """Return the targets of a plan: the target values of an indicator, and the aim in words."""
    made = []
    for each in found:
        targets = {
            period: _target_value(each, period, groups) for period in sorted({period for period, _ in each.targets})
        }
        if not each.has_target:
            continue
        fields: dict[str, object] = {"indicator": each.id}
        names = ["title"]
        places: tuple[tuple[str, Mapping[str, object] | None, str], ...] = (
            ("theme", themes, "theme"),
            ("text", None, "goal"),
            ("responsible", bodies, "responsible"),
        )
        for key, of, name in places:
            cell = each.once.get(name, "")
            if cell and (of is None or cell in of):
                fields[key] = cell if of is None else of[cell]
                names.append(name)
        if each.above and "text" not in fields:
            fields["text"] = each.above
        figures = [each.targets[key] for key in sorted(each.targets)]
        if notes := [figure.note for figure in figures if figure.note]:
            fields["text"] = " ".join(filter(None, (str(fields.get("text", "")), *notes)))
        if targets:
            fields["values"] = {period.written: value.value for period, value in targets.items()}
        doubts = tuple(dict.fromkeys(doubt for value in targets.values() for doubt in value.doubts))
        beside = (cell for figure in figures for name, cell in figure.said_by if name != "unit")
        cells = (*_cells(each, *names), *beside, *(cell for value in targets.values() for cell in value.cells))
        lines = (*each.lines, *(line for figure in figures for line in figure.note_lines))
        made.append(ProposedValue(fields, lines, doubts, cells))
    return tuple(made)


def _cells(each: Followed, *names: str) -> tuple[SourceCell, ...]:
    return tuple(cell for name in names for cell in each.cells.get(name, ()))


def _target_value(each: Followed, period: TimePeriod, groups: KnownGroups) -> ProposedValue:
    """Return the target value for a period, as the table gives it; those of groups are kept in words."""
    figures = {group: figure for (when, group), figure in each.targets.items() if when == period}
    parts = [f"{groups.title(group)}: {figure.text}" for group, figure in figures.items() if group]
    cells = tuple(figure.cell for figure in figures.values())
    doubts = tuple(doubt for figure in figures.values() for doubt in figure.doubts)
    lines = tuple(cell.line for cell in cells)
    value = _of_all(figures[""]) if "" in figures else {}
    if not parts:
        return ProposedValue(value, lines, doubts, cells)
    fields = dict(value) if isinstance(value, dict) else {"value": value}
    fields["words"] = "; ".join(filter(None, [str(fields.get("words", "")), *parts]))
    # A target has no groups: nothing is reckoned for those, and people may make indicators of them.
    doubts += (Doubt("target-of-groups", {"text": "; ".join(parts)[:60]}),)
    return ProposedValue(fields, lines, doubts, cells)


def _of_all(figure: Figure) -> object:
    number = figure.number
    if figure.change:
        return dict(figure.change)
    if number is None or figure.about:
        return {"words": figure.text}
    if number.high:
        return {"at_least": Plain(number.low), "at_most": Plain(number.high)}
    return {number.limit: Plain(number.low)} if number.limit else Plain(number.low)


@dataclass(frozen=True, slots=True)
class ResultFiles:
    """The results of a plan, the cells of their numbers, and the dimensions that are not exhaustive."""

    files: tuple[Proposed, ...]
    groups: tuple[str, ...]
    incomplete: tuple[str, ...]


def results(found: Sequence[Followed], plan: str, folder: str, groups: KnownGroups, words: Language) -> ResultFiles:
    """Return the plan's result for each period with a number, a remark, or the reason for a missing number."""
    periods = sorted({period for each in found for period in _accounted_for(each) if period not in each.apart})
    _only_accounted_for(found, periods)
    used: list[str] = []
    incomplete: list[str] = []
    files = []
    for period in periods:
        within = [each for each in found if period not in each.apart]
        having = [each for each in within if any(when == period for when, _ in each.measured)]
        measured = [(each, *fitting_groups(each, period, groups)) for each in having]
        for _, parts, short in measured:
            used += parts
            incomplete += sorted(short)
        numbers = {
            each.id: _measured(each, period, parts, groups)
            for each, parts, _ in measured
            if parts or (period, "") in each.measured
        }
        for each in (each for each in within if period in each.missing):
            numbers[each.id] = _with_reason(numbers.get(each.id), _missing(each, each.missing[period], words))
        said = {
            each.id: _target_report(each, each.remarks[period])
            for each in within
            if each.has_target and period in each.remarks
        }
        fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {"plan": ProposedValue(plan)}
        fields["year" if period.name.isdecimal() else "period"] = ProposedValue(Plain(period.written))
        text = summary_of(parts_of_result(numbers, said) or {"comments"}, words, words.period(period))
        fields["summary"] = ProposedValue(text, (), (Doubt("made-up-summary"),))
        fields |= {key: _joined(of) for key, of in (("measurements", numbers), ("targets", said)) if of}
        if numbers or said:
            files.append(Proposed(f"{folder}/results/{period.slug}.md", "result", fields))
    return ResultFiles(tuple(files), tuple(dict.fromkeys(used)), tuple(dict.fromkeys(incomplete)))


def _accounted_for(each: Followed) -> Iterator[TimePeriod]:
    """Yield the periods of which a table says something of an indicator; a dash alone does not."""
    yield from (when for when, _ in each.measured)
    yield from each.remarks
    yield from (period for period, figure in each.missing.items() if not is_missing(figure.text))


def _only_accounted_for(found: Sequence[Followed], periods: Sequence[TimePeriod]) -> None:
    """Leave out the cells without a number for periods of which the table says nothing else."""
    for each in found:
        for period in [when for when in each.missing if when not in periods and when not in each.apart]:
            each.left.append(LeftCell(each.missing.pop(period).cell, "says-none"))


def _missing(each: Followed, figure: Figure, words: Language) -> ProposedValue:
    """Return a measurement that says why it has no number, in the words of its cell."""
    said = figure.text if any(map(str.isalnum, figure.text)) else words.text("import.missing", text=figure.text)
    known = is_missing(figure.text) or any(doubt.code == "inexact" for doubt in figure.doubts)
    doubts = (*figure.doubts, *(() if known else (Doubt("inexact", {"text": figure.text[:60]}),)))
    beside = (cell for name, cell in figure.said_by if name != "unit")
    cells = (*_cells(each, "title"), *beside, figure.cell)
    return ProposedValue({"missing": said}, (figure.cell.line, *figure.note_lines), doubts, cells)


def _with_reason(groups: ProposedValue | None, missing: ProposedValue) -> ProposedValue:
    """Return why there is no number of all, with the numbers of groups if there are any."""
    if groups is None:
        return missing
    assert isinstance(groups.value, dict) and isinstance(missing.value, dict)  # without a number of all they are
    lines = tuple(dict.fromkeys((*groups.lines, *missing.lines)))
    cells = tuple(dict.fromkeys((*groups.cells, *missing.cells)))
    return ProposedValue({**groups.value, **missing.value}, lines, (*groups.doubts, *missing.doubts), cells)


def _joined(of: Mapping[str, ProposedValue]) -> ProposedValue:
    return ProposedValue({name: one.value for name, one in of.items()}, parts=tuple(of.values()))


def _measured(each: Followed, period: TimePeriod, parts: Mapping[str, Figure], groups: KnownGroups) -> ProposedValue:
    whole = each.measured.get((period, ""))
    figures = (*((whole,) if whole else ()), *parts.values())
    value: object = _low(whole) if whole else None
    preliminary = whole.preliminary if whole else any(figure.preliminary for figure in figures)
    # Without a target, comments are about the number.
    remark = each.remarks.get(period) if not each.has_target else None
    note = sentences(_notes(whole, parts, groups, remark))
    if parts or preliminary or note:
        long: dict[str, object] = {"value": value} if whole else {}
        if parts:
            long["groups"] = {group: _low(figure) for group, figure in parts.items()}
        if preliminary:
            long["preliminary"] = Plain("true")
        if note:
            long["note"] = note
        value = long
    about = (cell for figure in figures for _, cell in figure.said_by)
    cells = (*_cells(each, "title"), *about, *(figure.cell for figure in figures))
    cells += tuple(remark.cells) if remark else ()
    cells += tuple(cell for figure in figures for cell in figure.note_cells)
    doubts = (*(doubt for figure in figures for doubt in figure.doubts), *each.unit_doubts)
    lines = (line for figure in figures for line in (figure.cell.line, *figure.note_lines))
    return ProposedValue(value, tuple(dict.fromkeys(lines)), doubts, cells)


def _notes(
    whole: Figure | None, parts: Mapping[str, Figure], groups: KnownGroups, remark: Remark | None
) -> tuple[str, ...]:
    """Return the words of cells with approximate numbers, then other comments."""
    named = {**({"": whole} if whole else {}), **parts}
    rough = "; ".join(
        f"{groups.title(group)}: {figure.text}" if group else figure.text
        for group, figure in named.items()
        if figure.about
    )
    said = (
        *dict.fromkeys(figure.note for figure in named.values() if figure.note),
        *((*remark.comment, *remark.measures) if remark else ()),
    )
    return (f"{rough}." if said else rough, *said) if rough else said


def _low(figure: Figure) -> Plain:
    assert figure.number is not None  # figures that are not numbers have been left out
    return Plain(figure.number.low)


def _target_report(each: Followed, said: Remark) -> ProposedValue:
    """Return the report on a target. Comments without a judgement are the explanation."""
    judgement: dict[str, object] = {key: text for key, text in (("value", said.value), ("trend", said.trend)) if text}
    comment = sentences(said.comment)
    fields: dict[str, object] = {}
    if judgement:
        judgement |= {"comment": comment} if comment else {}
        fields["judgement"] = said.value if [*judgement] == ["value"] else judgement
    if said.forecast:
        fields["forecast"] = _low(said.forecast) if said.forecast.exact else {"text": said.forecast.text}
    if comment and not judgement:
        fields["analysis"] = comment
    if said.measures:
        fields["next_steps"] = sentences(said.measures)
    lines = tuple(dict.fromkeys((*(cell.line for cell in said.cells), *said.lines)))
    return ProposedValue(fields, lines, tuple(said.doubts), (*_cells(each, "title"), *said.cells))
