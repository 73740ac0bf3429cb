"""Settling: converts the figures of an indicator to one unit, and finds the groups that fit into their total."""
# One meaning, so one file.

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import Final

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.known_groups import KnownGroups
from publisher.importing.columns.table_notes import TableNote, TableNotes
from publisher.importing.columns.table_words import meaning, words_for
from publisher.importing.columns.units import currency_of, is_count, same_unit, unit_of, within_bounds
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import Doubt, SourceBlock
from publisher.importing.meaning.actions import ended
from publisher.importing.meaning.figures_of_rows import Figure
from publisher.importing.meaning.follow_up import TURNS, Followed, KnownIndicators, begun, put_missing, put_number
from publisher.importing.stated.relative_targets import relative_target
from publisher.language import Language
from publisher.link.confidentiality.cells import sums
from publisher.link.confidentiality.disclosure_audit import Sum
from publisher.link.rules.group_rules import groups_fit
from publisher.link.rules.plan_of_result import is_doubted, meets
from publisher.model.groups import Dimension
from publisher.model.period import Period
from publisher.model.time_period import TimePeriod
from publisher.model.unit import Unit, UnitName
from publisher.shortening import shortened

# What ≥ and ≤ become where a spreadsheet program saves in an older character set.
_LIMIT_LOST: Final = re.compile(r"[?=]\s*\d")
# Before a number that says how much something is to change.
_CHANGES: Final = ("+", "-", "\u2212", "–")
# The most series that an indicator is compared with.
_MOST_SERIES: Final = 8
# The better direction implied by a limit.
_BETTER: Final = {"at_least": "higher", "above": "higher", "at_most": "lower", "below": "lower"}


def merge(each: Followed, other: Followed) -> None:
    """Merge an indicator's facts from another table; a contradicting cell is left out and listed."""
    of_results = {when for one in (each, other) for when in _periods(one) if when not in one.apart}
    each.apart = (each.apart | other.apart) - of_results
    each.alone = each.alone and other.alone
    each.lines += other.lines
    each.left += other.left
    each.direction = each.direction or other.direction
    for name, text in other.once.items():
        for cell in other.cells.get(name, ()):
            each.set_once(name, text, cell)
    for name in other.cells.keys() - other.once.keys():
        each.cells.setdefault(name, []).extend(other.cells[name])
    for places, figures in ((each.targets, other.targets), (each.measured, other.measured)):
        for figure in figures.values():
            put_number(each, places, figure)
    for key, figure in other.compared.items():
        each.compared.setdefault(key, figure)
    for figure in other.missing.values():
        put_missing(each, figure, "said-already")
    for period, said in other.remarks.items():
        if period not in each.remarks:
            each.remarks[period] = said
        else:
            facts = {"text": shortened(each.title, 60), "period": str(period)}
            each.left += [LeftCell(cell, "place-taken", facts) for cell in said.cells]


def differ(each: Followed, other: Followed) -> bool:
    """Return whether two tables have different numbers of an indicator for the same period and group."""
    return any(
        (own[key].text, own[key].unit) != (there[key].text, there[key].unit)
        for own, there in ((each.targets, other.targets), (each.measured, other.measured))
        for key in own.keys() & there.keys()
    )


def distinguish(each: Followed, before: str, known: KnownIndicators, language: str) -> None:
    """Put what its table is about before the name of an indicator, which the publication may have by that name."""
    each.doubts.append(Doubt("distinguished", {"title": shortened(each.title, 60), "before": shortened(before, 60)}))
    each.whole = each.whole or each.title
    named = begun(f"{before}: {each.title}", known, language)
    each.id, each.title, each.held = named.id, named.title, named.held
    each.direction, each.unit = named.direction or each.direction, named.unit


def annotate(each: Followed, notes: TableNotes, language: str) -> None:
    """Add to an indicator what stands below its table: the source, and the notes of marks on outcomes."""
    if notes.source and "source" not in each.once:
        each.once["source"] = notes.source.text
        each.cells["source"] = list(notes.source.cells)
    for key, figure in each.measured.items():
        note = notes.marks.get(figure.number.mark) if figure.number else None
        if note:
            doubts = tuple(doubt for doubt in figure.doubts if doubt.code != "footnote")
            preliminary = note.text.casefold().strip(" .") in words_for("preliminary", language)
            each.measured[key] = replace(
                figure, doubts=doubts, preliminary=figure.preliminary or preliminary,
                note=" ".join(filter(None, (figure.note, "" if preliminary else note.text))), note_cells=note.cells,
            )  # fmt: skip


def explain(each: Followed, note: TableNote | None) -> None:
    """Give an indicator the note of the mark on its name as its text."""
    if note and "about" not in each.once:
        each.once["about"] = note.text
        each.cells.setdefault("about", []).extend(note.cells)


def place_under(each: Followed, headings: Sequence[SourceBlock]) -> None:
    """Give an indicator the headings above its table as the aim of its target, if the table names none."""
    if headings and "goal" not in each.once:
        each.above = " ".join(ended(heading.headline) for heading in headings[:-1]) + " " * (len(headings) > 1)
        each.above += headings[-1].headline
        each.lines += [line for heading in headings for line in heading.lines]


def compare(each: Followed, others: Mapping[str, Followed], groups: KnownGroups) -> None:
    """Add the numbers of other areas to an indicator, by name; those of groups are series of their own.

    What is not declared is left out, since the publication's own indicators have the series that people have given
    them; and so are groups if there would be too many series.
    """
    series = dict.fromkeys(others, "")
    for of_groups in (False, True):
        for area, other in others.items():
            for (period, group), figure in other.measured.items():
                if bool(group) is not of_groups:
                    continue
                name = f"{area}, {_lower(groups.title(group))}" if group else area
                undeclared = each.known and name.casefold() not in each.series
                if undeclared or not figure.exact or (name not in series and len(series) >= _MOST_SERIES):
                    each.left.append(LeftCell(figure.cell, "other-area", {"area": shortened(area, 60)}))
                    continue
                series[name] = group
                each.compared.setdefault((period, name), figure)
    for area, other in others.items():
        _facts_beside(each, area, other)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _facts_beside(each: Followed, area: str, other: Followed) -> None:
    """Place what names the numbers of another area, and leave out what the indicator says itself."""
    each.left += other.left
    figures = [figure for figure in other.measured.values() if figure in each.compared.values()]
    lines = {figure.cell.line for figure in figures}
    named = [cell for cell in other.cells.get("title", ()) if cell.line in lines]
    named += [cell for figure in figures for _, cell in figure.said_by]
    each.cells.setdefault("compared", []).extend(dict.fromkeys(named))
    for name in other.once:
        why = "said-already" if each.once.get(name) == other.once[name] else "other-area"
        # What both have from one cell, such as the heading of a section, is for the indicator to place or to leave.
        own = each.cells.get(name, ())
        beside = [cell for cell in other.cells.get(name, ()) if cell.line not in each.lines and cell not in own]
        each.left += [LeftCell(cell, why, {"area": shortened(area, 60)}) for cell in beside]


def settled(each: Followed, words: Language) -> Followed:
    """Return an indicator with one unit, and only what its figures use."""
    language = words.code
    _only_exact(each)
    _only_missing(each)
    _only_levels(each, language)
    _one_unit(each, language, words.text("import.untitled.unit"))
    _only_points(each)
    each.direction = each.direction or _direction(each, language)
    _turned(each, language)
    _only_used(each)
    return each


def stand_alone(each: Followed) -> None:
    """Make all numbers of an indicator statistics, which belong to no plan."""
    each.alone = True
    for when, group in [*each.targets]:
        # Of a year to come it is a forecast or a target, and nothing says which.
        figure = each.targets.pop((when, group))
        each.left.append(LeftCell(figure.cell, "year-to-come", {"period": str(when)}))
    each.apart |= {*_periods(each)}
    # Below a year alone are numbers of that year: nothing beside them says that any are wanted.
    for figures in (each.measured, each.compared):
        for key, figure in figures.items():
            figures[key] = replace(figure, doubts=tuple(doubt for doubt in figure.doubts if doubt.code != "bare-year"))


def keep_within(each: Followed, period: Period, *, aimed: bool) -> None:
    """Make the numbers for periods outside the plan's statistics, except those of its history.

    What a target of the plan is about is history if it was measured in the years before: the plan's own results have a
    place for it. A series that the indicator has already or that begins long before, and what was measured after the
    plan, belong to no plan. They keep their groups, notes and reasons; remarks on a target are left out.
    """
    outside = {when for when in _periods(each) if not meets(period, when)}
    before = {when for when in outside if period.is_after(when)}
    has_series = each.held is not None and each.held.has_statistics
    is_history = aimed and not has_series and not any(is_doubted(period, when) for when in before)
    for when in sorted(outside & each.remarks.keys() if aimed else ()):
        facts = {"period": str(when)}
        each.left += [LeftCell(cell, "outside-plan", facts) for cell in each.remarks.pop(when).cells]
    each.apart |= outside - before if is_history else outside
    for when in [when for when in each.missing if when in outside and is_missing(each.missing[when].text)]:
        each.left.append(LeftCell(each.missing.pop(when).cell, "says-none"))


def _periods(each: Followed) -> Iterator[TimePeriod]:
    """Yield the periods of which something is said of an indicator."""
    yield from (when for when, _ in each.measured)
    yield from each.missing
    yield from each.remarks


def _only_points(each: Followed) -> None:
    """Keep a change in percentage points as words if the indicator is not in per cent."""
    for key, figure in each.targets.items():
        if any(name == "change" for name, _ in figure.change) and each.unit != UnitName.PERCENT.value:
            doubt = Doubt("target-other-unit", {"text": figure.text[:60]})
            each.targets[key] = replace(figure, change=(), doubts=(doubt,))


def _only_used(each: Followed) -> None:
    """Keep the cells that say the unit of a figure that is kept."""
    forecasts = [said.forecast for said in each.remarks.values() if said.forecast]
    figures = [*each.targets.values(), *each.measured.values(), *forecasts]
    each.cells["unit"] = [cell for figure in figures for name, cell in figure.said_by if name == "unit"]


def _only_exact(each: Followed) -> None:
    """Keep an approximate outcome only if it is not compared with a target: "ca 81", in its own words.

    If there is a target value, and for limits and ranges, the words replace the number: nobody can compute with it.
    """
    for key, figure in [(key, figure) for key, figure in each.measured.items() if not figure.exact]:
        doubt = Doubt("inexact", {"text": figure.text[:60]})
        aimed = key in each.targets or (key[0], "") in each.targets
        if figure.about and not aimed:
            each.measured[key] = replace(figure, doubts=(*figure.doubts, doubt))
            continue
        del each.measured[key]
        put_missing(each, replace(figure, doubts=(*figure.doubts, doubt)), "no-number")


def _only_levels(each: Followed, language: str) -> None:
    """Read a target that says a change as one, or keep it in its own words: -10 % of 118 kWh, 20 % lägre."""
    units = {same_unit(figure.unit) for figure in each.measured.values()}
    for key, figure in each.targets.items():
        if figure.number is None and _LIMIT_LOST.match(figure.text.strip()):
            doubt = Doubt("target-sign", {"text": figure.text[:60]})
            each.targets[key] = replace(figure, doubts=(*figure.doubts, doubt))
            continue
        if change := relative_target(figure.text, UnitName.PERCENT.value, language):
            fields = () if key[1] else tuple(change.fields.items())  # those of groups are words
            doubts = (*(doubt for doubt in figure.doubts if doubt.code != "number-or-year"), change.doubt)
            asked = figure.doubts if figure.number is None and figure.doubts else doubts
            each.targets[key] = replace(figure, number=None, change=fields, doubts=asked)
            continue
        is_change = figure.number is not None and figure.number.unit == "%" and figure.text.strip()[:1] in _CHANGES
        if is_change and units and "%" not in units:
            doubt = Doubt("target-change", {"text": figure.text[:60]})
            each.targets[key] = replace(figure, number=None, doubts=(*figure.doubts, doubt))


def _only_missing(each: Followed) -> None:
    """Keep the reason for a missing number only where no other cell has the number."""
    for period in [period for period in each.missing if (period, "") in each.measured]:
        each.left.append(LeftCell(each.missing.pop(period).cell, "said-already"))


def fitting_groups(each: Followed, period: TimePeriod, groups: KnownGroups) -> tuple[dict[str, Figure], frozenset[str]]:
    """Return the figures of groups that are consistent with the total, and the dimensions that do not add up to it.

    Inconsistent ones are left out: more people than there are, or a total average outside those of the groups. A sum of
    groups without a given total is never computed.
    """
    figures = {cell: figure for (when, cell), figure in each.measured.items() if when == period}
    numbers = {cell: _number(figure) for cell, figure in figures.items()}
    parts = {cell: figure for cell, figure in figures.items() if cell}
    unit, short = Unit.model_validate(each.unit), set[str]()
    while wrong := _not_fitting(unit, numbers, _with_others(groups.dimensions, short)):
        divided = _dividing(wrong, groups) - short
        guessed = divided & ({*groups.of_columns} | {*groups.of_headers}) or divided & groups.fresh
        fits = groups_fit(unit, numbers[wrong.parent], [numbers[cell] for cell in wrong.children], every=False)
        if guessed and fits:
            short |= guessed
            continue
        for cell in wrong.children:
            del numbers[cell]
            facts = {"whole": figures[wrong.parent].text, "period": str(period)}
            each.left.append(LeftCell(parts.pop(cell).cell, "groups-do-not-fit", facts))
    return parts, frozenset(short)


def _not_fitting(unit: Unit, numbers: Mapping[str, Decimal], dimensions: Sequence[Dimension]) -> Sum[str] | None:
    """Return the first sum of cells whose numbers are not consistent; None if all are."""
    for line in sums([cell for cell in numbers if cell], dimensions):
        if line.parent in numbers and not groups_fit(
            unit, numbers[line.parent], [numbers[cell] for cell in line.children], every=line.whole
        ):
            return line
    return None


def _with_others(dimensions: Sequence[Dimension], short: Set[str]) -> tuple[Dimension, ...]:
    """Return dimensions of which those that are `short` do not have everybody in their groups."""
    return tuple(each.model_copy(update={"exhaustive": False}) if each.id in short else each for each in dimensions)


def _dividing(line: Sum[str], groups: KnownGroups) -> set[str]:
    """Return the ids of the dimensions that the children of a sum divide its parent by."""
    of = {dimension.id for cell in line.children for dimension in groups.dimensions_of(cell)}
    return of - {dimension.id for dimension in groups.dimensions_of(line.parent)}


def _number(figure: Figure) -> Decimal:
    assert figure.number is not None  # figures that are not numbers have been left out
    return Decimal(figure.number.low)


def _direction(each: Followed, language: str) -> str:
    """Return the better direction if all targets agree: a lower or an upper limit, or an increase."""
    ways = {
        _BETTER.get(figure.number.limit, "") if figure.number else meaning(figure.text, ("higher", "lower"), language)
        for figure in each.targets.values()
    }
    return ways.pop() if len(ways) == 1 else ""


def _turned(each: Followed, language: str) -> None:
    """Take an arrow up for an improvement if higher is better; else it may mean either, and stays in words."""
    for said in each.remarks.values():
        if said.turn is None:
            continue
        rises = meaning(said.turn.text, TURNS, language) == "rising"
        if each.direction == "higher" and not said.trend:
            said.trend = "improving" if rises else "worsening"
        else:
            said.comment.append(f"{said.turn.header}: {said.turn.text}.")
            said.doubts.append(Doubt("turn", {"text": said.turn.text[:40]}))
        said.turn = None


def give_units(every: Sequence[Followed], unit: str, language: str) -> None:
    """Give the unit of a whole table to its indicators that are measured in nothing else."""
    mixed = any(_says_other_unit(each, language) for each in every)
    for each in every:
        _give_unit(each, unit, language, mixed=mixed)


def _says_other_unit(each: Followed, language: str) -> bool:
    """Return whether an indicator is measured in something that is no money, by its name or by its numbers."""
    figures = [*each.measured.values(), *each.targets.values()]
    said = [figure.unit or (figure.number.unit if figure.number else "") for figure in figures]
    _, doubts = unit_of(each.measured_as, "", language, "?")
    named = not any(doubt.code == "unit-missing" for doubt in doubts)
    return named or any(unit and not currency_of(unit, language) for unit in said)


def _give_unit(each: Followed, unit: str, language: str, *, mixed: bool) -> None:
    """Give the unit of a whole table to the numbers of an indicator, if neither they nor its name say another one.

    One that the publication has already is in money only if its own unit is. In a `mixed` table, whose other numbers
    are no money, its name has to say that it is: Alla belopp i tkr says nothing of the number of inhabitants.
    """
    figures = [*each.measured.values(), *each.targets.values(), *each.compared.values()]
    if mixed and not any(word in each.title.casefold() for word in words_for("money_name", language)):
        return
    if not unit or any(figure.unit or (figure.number and figure.number.unit) for figure in figures):
        return
    found = currency_of(unit, language)
    _, doubts = unit_of(each.measured_as, "", language, "?")
    unsaid = any(doubt.code == "unit-missing" for doubt in doubts) and not _are_counted(figures, language)
    if (each.unit == found[0] if each.known and found else unsaid) is False:
        return
    for of_each in (each.targets, each.measured, each.compared):
        of_each.update({key: replace(figure, unit=unit) for key, figure in of_each.items()})
    for said in each.remarks.values():
        said.forecast = replace(said.forecast, unit=unit) if said.forecast else None
    if found and not unit.isalpha():
        # No word that stands behind a number: 1 000 kr, tusental kronor.
        _change(each, lambda figure: _in_ones(figure, language), "unit-not-said")
        for of_each in (each.targets, each.measured, each.compared):
            of_each.update({key: replace(figure, unit=found[0]) for key, figure in of_each.items()})
        for said in each.remarks.values():
            said.forecast = replace(said.forecast, unit=found[0]) if said.forecast else None
        each.doubts.append(Doubt("amounts-of-table", {"units": unit, "unit": found[0]}))


def _one_unit(each: Followed, language: str, missing: str) -> None:
    """Convert all numbers of an indicator to one unit: multiples of a currency to that; other units are left out.

    A unit that nothing says has the words `missing` in its place: that numbers are counts is said, too.
    """
    forecasts = (said.forecast for said in each.remarks.values() if said.forecast)
    # What is measured says the unit; a target may say a share of it.
    every = (*each.measured.values(), *each.targets.values(), *each.compared.values(), *forecasts)
    figures = [figure for figure in every if figure.number]
    named = list(dict.fromkeys(figure.unit for figure in figures if figure.unit))
    units = list(dict.fromkeys(map(same_unit, named)))
    amounts = [currency_of(name, language) for name in named]
    currencies = {each[0] if each else "" for each in amounts}
    currency = currencies.pop() if len(currencies) == 1 else ""
    many = {each[1] for each in amounts if each}
    if currency and (len(many) > 1 or each.unit == currency):
        _change(each, lambda figure: _in_ones(figure, language) if figure.unit else None, "unit-not-said")
        unit: object = currency
        doubts = [Doubt("kronor-counted", {"units": ", ".join(named), "unit": currency})] if many != {1} else []
    else:
        if len(units) > 1:
            _change(each, lambda figure: figure if same_unit(figure.unit) in {"", units[0]} else None, "other-unit")
        if _is_of_few(figures) and unit_of(each.measured_as, named[0], language) != unit_of(
            each.measured_as, "", language
        ):
            _change(each, lambda figure: None if figure.unit else figure, "other-unit")
            figures, named = [figure for figure in figures if not figure.unit], []
        unit, doubts = unit_of(each.measured_as, named[0] if named else "", language, missing)
        if any(doubt.code == "unit-missing" for doubt in doubts) and _are_counted(figures, language):
            unit, doubts = "count", []
        numbers = (Decimal(figure.number.low) for figure in figures if figure.number)
        if any(doubt.code == "unit-missing" for doubt in doubts) and _may_say_yes(figures):
            doubts = [*doubts, Doubt("yes-or-number")]
        unit, doubts = within_bounds(unit, doubts, numbers, missing)
        if unit == UnitName.PERCENT.value and (text := _part_of_one(figures)):
            doubts = [*doubts, Doubt("part-or-percent", {"text": text})]
    if each.known:
        # The publication's unit is authoritative; numbers in another unit of a table do not fit.
        if named and unit != each.unit:
            each.unit_doubts = (Doubt("unit-of-publication", {"unit": named[0]}),)
    else:
        each.unit = unit
        each.doubts += doubts


def _part_of_one(figures: Sequence[Figure]) -> str:
    """Return the first number with decimals if all that do not say per cent are 1 at the most: 0,45; or ""."""
    numbers = [(figure.text, Decimal(figure.number.low)) for figure in figures
               if figure.number and not figure.number.unit]  # fmt: skip
    if any(abs(number) > 1 for _, number in numbers):
        return ""
    return next((text for text, number in numbers if number % 1), "")


def _may_say_yes(figures: Sequence[Figure]) -> bool:
    """Return whether all numbers, two at the least, are 1 or 0: a yes or a no, or as many."""
    return len(figures) > 1 and all(figure.number and figure.number.low in {"0", "1"} for figure in figures)


def _are_counted(figures: Sequence[Figure], language: str) -> bool:
    """Return whether the headers of all numbers say that these are counts: Antal, Utfall 2024 (antal)."""
    return bool(figures) and all(is_count(figure.header, language) for figure in figures)


def _is_of_few(figures: Sequence[Figure]) -> bool:
    """Return whether most numbers have no unit, so that the unit of a few is not that of all."""
    return 0 < 2 * sum(bool(figure.unit) for figure in figures) < len(figures)


def _change(each: Followed, changed: Callable[[Figure], Figure | None], why: str) -> None:
    """Change the numbers of an indicator; one that has no such change is left out, and a target is kept in words."""
    for figures in (each.targets, each.measured, each.compared):
        for key, figure in list(figures.items()):
            made = changed(figure) if figure.number else figure
            if made is None and figures is each.targets:
                doubt = Doubt("target-other-unit", {"text": figure.text[:60]})
                figures[key] = replace(figure, number=None, doubts=(*figure.doubts, doubt))
            elif made is None:
                del figures[key]
                each.left.append(LeftCell(figure.cell, why, {"text": figure.text[:60]}))
            else:
                figures[key] = made
    for said in each.remarks.values():
        if said.forecast and (made := changed(said.forecast)):
            said.forecast = made


def _in_ones(figure: Figure, language: str) -> Figure | None:
    found = currency_of(figure.unit, language)
    if figure.number is None or found is None:
        return None
    many = found[1]
    low, high = (f"{Decimal(text) * many:f}" if text else "" for text in (figure.number.low, figure.number.high))
    text = figure.text if figure.number.unit else f"{figure.text} {figure.unit}"
    return replace(figure, text=text, number=replace(figure.number, low=_without_zeros(low), high=_without_zeros(high)))


def _without_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
