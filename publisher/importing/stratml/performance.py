"""Performance indicators of StratML's second part: indicators, the targets of plans, and their results.

An indicator is related to its plan by that plan's name; those that name none belong to one plan, which is made for
them. Nothing is guessed: a number without a period is left out, and so is what contradicts an earlier element.
"""
# One meaning, so one file.

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.ratings import LEVELS, said_level
from publisher.importing.columns.units import unit_of
from publisher.importing.form.parts_said import parts_of_result, summary_of
from publisher.importing.form.proposal import Proposed, ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock, SourceLine
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import free, own_source, slug
from publisher.language import Language
from publisher.model.register import Direction
from publisher.model.time_period import TimePeriod, time_period
from publisher.model.unit import BOUNDED, UnitName, is_unit_name
from publisher.read.scalar import Plain

_INDICATOR: Final = re.compile(
    r"(?P<path>(?P<objective>/.+/Objective(?:\[\d+\])?)/PerformanceIndicator(?:\[\d+\])?)/.+"
)
_RESULT: Final = re.compile(r"/MeasurementInstance(?:\[\d+\])?/(?P<kind>Target|Actual)Result(?:\[\d+\])?")
_RELATION: Final = re.compile(r"/Relationship(?:\[\d+\])?")
_ID: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,20}(?:\.[0-9]{1,20})?")
# count per 100 000 invånare, percent of deltagare
_UNIT: Final = re.compile(r"(?P<name>\S+?)(?: per (?P<per>.+?))?(?: of (?P<of>.+))?")

_NamedPlan: TypeAlias = tuple[str, str, tuple[SourceLine, ...]]
UNNAMED: Final = (Doubt("title"),)
NO_PLAN: Final[_NamedPlan] = ("", "", ())

Texts = Mapping[str, SourceBlock]


@dataclass(frozen=True, slots=True)
class _Element:
    """A target or an actual result: its number, its description and its rating, each with its line, and its period."""

    period: TimePeriod | None
    number: SourceBlock | None
    about: SourceBlock | None
    rating: SourceBlock | None
    lines: tuple[SourceLine, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Measure:
    """A performance indicator: its id in the file with its title and unit, its objective's commitment, and its results.

    `plan` are the id and the name of its plan, as the file has them, with their lines; all are empty if it names none.
    """

    key: tuple[str, ...]
    commitment: str
    title: ProposedValue
    unit: SourceBlock | None
    better: SourceBlock | None
    plan: _NamedPlan
    lines: tuple[SourceLine, ...]
    targets: tuple[_Element, ...]
    actual: tuple[_Element, ...]


@dataclass
class _Indicator:
    """An indicator with its id, and the performance indicators that are about it."""

    id: str
    fresh: bool
    measures: list[_Measure] = field(default_factory=list)


def performance_files(
    texts: Texts, commitments: Mapping[str, str], title: ProposedValue, language: Language, present: Present,
    taken: set[str],
) -> tuple[Proposed, ...]:  # fmt: skip
    """Return the plans, their results and the new indicators; `commitments` are the ids of objectives, by path."""
    measures = [*_measures(texts, commitments)]
    if not measures:
        return ()
    indicators = _indicators(measures, present, taken)
    plans = dict.fromkeys(each.plan[:2] for each in measures)
    files = [file for plan in plans for file in _plan_files(plan, title, indicators.values(), language, taken)]
    fresh = tuple(_registered(each, language) for each in indicators.values() if each.fresh)
    register = (Proposed("plans/indicators.yml", "indicators", {"indicators": fresh}),) if fresh else ()
    return (*files, *register)


def _measures(texts: Texts, commitments: Mapping[str, str]) -> Iterator[_Measure]:
    """Yield the performance indicators of a file, in order."""
    every: dict[tuple[str, str], dict[str, SourceBlock]] = {}
    for name, block in texts.items():
        if match := _INDICATOR.fullmatch(name):
            every.setdefault((match["path"], match["objective"]), {})[name.removeprefix(match["path"])] = block
    own = {block.text for path, block in texts.items() if path.endswith("/Identifier")}
    for (path, objective), within in every.items():
        relations = dict.fromkeys(found[0] for name in within if (found := _RELATION.match(name)))
        pairs = [(within.get(f"{each}/ReferentIdentifier"), within.get(f"{each}/Name")) for each in relations]
        same = next((to for to, _ in pairs if to and to.text in own), None)
        plan = next(((to, name) for to, name in pairs if to and name and to.text not in own), None)
        identity = within.get("/Identifier") or same
        title, unit = within.get("/MeasurementDimension"), within.get("/UnitOfMeasurement")
        named = title or texts.get(f"{objective}/Name")
        results = dict.fromkeys((each[0], each["kind"]) for name in within if (each := _RESULT.match(name)))
        elements = [(kind, _element(result, within)) for result, kind in results]
        yield _Measure(
            # Files have the same id for different indicators too.
            key=(identity.text.removeprefix("_") if identity else path, *_texts(named, unit)),
            commitment=commitments[objective],
            title=ProposedValue(named.text if named else "–", title.lines if title else (), () if title else UNNAMED),
            unit=unit,
            better=within.get("/OtherInformation"),
            plan=(plan[0].text.removeprefix("_"), plan[1].text, (*plan[0].lines, *plan[1].lines)) if plan else NO_PLAN,
            lines=tuple(line for block in (identity, title, unit) if block for line in block.lines),
            targets=tuple(each for kind, each in elements if kind == "Target"),
            actual=tuple(each for kind, each in elements if kind == "Actual"),
        )


def _texts(*blocks: SourceBlock | None) -> tuple[str, ...]:
    return tuple(block.text if block else "" for block in blocks)


def _element(path: str, within: Texts) -> _Element:
    start, end, number, about, rating = (
        within.get(f"{path}/{name}")
        for name in ("StartDate", "EndDate", "NumberOfUnits", "Description", "Descriptor/DescriptorValue")
    )
    name = within.get(f"{path}/Descriptor/DescriptorName")
    period, doubts = _period(start.text if start else "", end.text if end else "")
    said = (start, end, number, about, rating, name if rating else None)
    return _Element(
        period, number if number and _number(number) is not None else None, about, rating,
        tuple(line for block in said if block for line in block.lines), doubts,
    )  # fmt: skip


def _period(start: str, end: str) -> tuple[TimePeriod | None, tuple[Doubt, ...]]:
    """Return the time from one day to another: a day, months of a year, or a split year; of several years the last."""
    try:
        days = [date.fromisoformat(day) for day in (start, end) if day]
    except ValueError:
        return None, ()
    if not days or days[0] > days[-1] or days[-1] == date.max:
        return None, ()
    first, after = days[0], days[-1] + timedelta(days=1)
    if first == days[-1]:
        return time_period(str(first)), ()
    months = (after.year - first.year) * 12 + after.month - first.month
    whole = first.day == after.day == 1
    if whole and months == 12 and first.month > 1:
        return time_period(f"{first.year}/{(first.year + 1) % 100:02d}"), ()
    if whole and first.year == days[-1].year:
        return time_period(f"{first.year}-M{first.month:02d}-M{days[-1].month:02d}"), ()
    doubt = Doubt("period-of-days", {"from": str(first), "to": str(days[-1])})
    return time_period(str(days[-1].year) if after - first > timedelta(days=366) else str(days[-1])), (doubt,)


def _number(block: SourceBlock) -> Decimal | None:
    """Return a number as XML writes decimals: with a point, and no exponent."""
    return Decimal(block.text) if _DECIMAL.fullmatch(block.text) else None


def _indicators(measures: Iterable[_Measure], present: Present, taken: set[str]) -> dict[tuple[str, ...], _Indicator]:
    """Return the indicators by the keys that the file has for them; those of the publication keep their ids."""
    found: dict[tuple[str, ...], _Indicator] = {}
    for measure in measures:
        if measure.key not in found:
            given, title = measure.key[0], str(measure.title.value)
            held = present.indicators.get(given) or present.indicators.get(title.casefold())
            kept = bool(_ID.fullmatch(given)) and given not in taken
            name = held.id if held else given if kept else free(slug(title, "nyckeltal"), taken)
            taken.add(name)
            found[measure.key] = _Indicator(name, held is None)
        found[measure.key].measures.append(measure)
    return found


def _registered(indicator: _Indicator, language: Language) -> ProposedValue:
    """Return an indicator for the register."""
    first = indicator.measures[0]
    title = str(first.title.value)
    unit, doubts = _unit(first.unit.text if first.unit else "", title, language)
    words = {language.text(f"direction.{each}").casefold(): each for each in Direction}
    stated = [each.better for each in indicator.measures if each.better and each.better.text.casefold() in words]
    plain = any(each.number for measure in indicator.measures for each in measure.targets)
    fields: dict[str, object] = {"id": indicator.id, "title": title, "unit": unit}
    if stated:
        fields["direction"] = str(words[stated[0].text.casefold()])
    elif plain:
        doubts = [*doubts, Doubt("direction-missing")]
    lines = [line for each in indicator.measures for line in each.lines]
    lines += [line for block in stated if block.text == stated[0].text for line in block.lines]
    return ProposedValue(fields, tuple(dict.fromkeys(lines)), (*doubts, *first.title.doubts))


def _unit(text: str, title: str, language: Language) -> tuple[object, list[Doubt]]:
    """Return a unit in file format: by its name here, or as a table would name it."""
    match = _UNIT.fullmatch(text)
    name = match["name"] if match else ""
    # Of how many a share is, and the bounds of a scale, are not in the file.
    name = UnitName.PERCENT.value if name == UnitName.SHARE else name
    if not match or not is_unit_name(name) or name in BOUNDED:
        return unit_of(title, text, language.code, language.text("import.untitled.unit"))
    more = {key: match[key] for key in ("per", "of") if match[key] and (key == "per" or name == UnitName.PERCENT)}
    return {"name": name, **more} if more else name, []


def _plan_files(
    named: tuple[str, str], title: ProposedValue, indicators: Collection[_Indicator], language: Language,
    taken: set[str],
) -> Iterator[Proposed]:  # fmt: skip
    """Yield a plan with its targets, and its result for each period."""
    own = [
        (each, measures)
        for each in indicators
        if (measures := [measure for measure in each.measures if measure.plan[:2] == named])
    ]
    lines = tuple(line for _, measures in own for measure in measures for line in measure.plan[2])
    given, words = named
    head = ProposedValue(words, lines) if words else ProposedValue(title.value, title.lines, (Doubt("plan-of-tables"),))
    kept = _ID.fullmatch(given) and given not in taken
    plan = given if kept else free(slug(str(head.value), "plan"), taken)
    taken.add(plan)
    targets = [(each.id, measures, _target(each.id, measures, language)) for each, measures in own]
    yield Proposed(
        f"plans/{plan}/plan.md",
        "plan",
        {
            "id": ProposedValue(plan),
            "title": head,
            "summary": ProposedValue(summary_of(["targets"], language), head.lines, (Doubt("made-up-summary"),)),
            "status": ProposedValue("unknown", head.lines, (Doubt("status-unknown"),)),
            "targets": tuple(value for _, _, value in targets),
            "sources": own_source(title),
        },
    )
    yield from _results(plan, [(name, measures) for name, measures, _ in targets], language)


def _target(indicator: str, measures: Sequence[_Measure], language: Language) -> ProposedValue:
    """Return a plan's target for an indicator, which serves the commitments of all its objectives."""
    values: dict[str, object] = {}
    aims: dict[str, None] = {}
    lines: list[SourceLine] = []
    doubts: list[Doubt] = []
    for element in (each for measure in measures for each in measure.targets):
        value, aim = _target_value(element, language.code)
        if element.period is None and value is not None:
            continue
        written = element.period.written if element.period else ""
        if value is not None and values.setdefault(written, value) != value:
            continue
        aims |= dict.fromkeys(filter(None, [aim]))
        lines += element.lines
        doubts += element.doubts
    fields: dict[str, object] = {"indicator": indicator}
    if aims:
        fields["text"] = " ".join(aims)
    fields["serves"] = [*dict.fromkeys(measure.commitment for measure in measures)]
    if values:
        fields["values"] = dict(sorted(values.items()))
    own = tuple(line for measure in measures for line in measure.lines)
    return ProposedValue(fields, tuple(dict.fromkeys((*own, *lines))), tuple(dict.fromkeys(doubts)))


def _target_value(element: _Element, language: str) -> tuple[object, str]:
    """Return a target value in file format, or None, and the aim in words, if the description says more than that."""
    words = element.about.text if element.about else ""
    stated = _number(element.number) if element.number else None
    read = cell_number(words, language) if words else None
    if read and stated is None and not read.unit and time_period(read.low):
        read = None  # more than in 2023
    # What stands behind the number of an element is a remark on it.
    limit, _, remark = words.partition(" (")
    if stated is not None and remark and (limited := cell_number(limit, language)) and Decimal(limited.low) == stated:
        return ({limited.limit: Plain(limited.low)} if limited.limit else Plain(limited.low)), words
    if read and stated in {None, Decimal(read.low)}:
        if read.high:
            return {"at_least": Plain(read.low), "at_most": Plain(read.high)}, ""
        return ({read.limit: Plain(read.low)} if read.limit else Plain(read.low)), ""
    if stated is not None:
        return Plain(f"{stated:f}"), words
    return ({"words": words}, "") if words and element.period else (None, words)


def _results(plan: str, own: Sequence[tuple[str, Sequence[_Measure]]], language: Language) -> Iterator[Proposed]:
    """Yield the result of a plan for each period of which the file says something."""
    said: dict[TimePeriod, dict[str, list[_Element]]] = {}
    for name, measures in own:
        for element in (each for measure in measures for each in measure.actual):
            if element.period:
                said.setdefault(element.period, {}).setdefault(name, []).append(element)
    for period in sorted(said):
        numbers = {name: value for name, of in said[period].items() if (value := _measured(of))}
        reports = {name: value for name, of in said[period].items() if (value := _reported(of, language.code))}
        summary = summary_of(parts_of_result(numbers, reports) or {"comments"}, language, language.period(period))
        yield Proposed(
            f"plans/{plan}/results/{period.slug}.md",
            "result",
            {
                "plan": ProposedValue(plan),
                "year" if period.name.isdecimal() else "period": ProposedValue(Plain(period.written)),
                "summary": ProposedValue(summary, (), (Doubt("made-up-summary"),)),
                **({"measurements": _joined(numbers)} if numbers else {}),
                **({"targets": _joined(reports)} if reports else {}),
            },
        )


def _joined(of: Mapping[str, ProposedValue]) -> ProposedValue:
    return ProposedValue({name: one.value for name, one in of.items()}, parts=tuple(of.values()))


def _measured(elements: Sequence[_Element]) -> ProposedValue | None:
    """Return the first number; an element with another one is left out."""
    numbers = [(each, number) for each in elements if each.number and (number := _number(each.number)) is not None]
    if not numbers:
        return None
    same = [each for each, number in numbers if number == numbers[0][1]]
    doubts = tuple(dict.fromkeys(doubt for each in same for doubt in each.doubts))
    return ProposedValue(Plain(f"{numbers[0][1]:f}"), tuple(line for each in same for line in _of_number(each)), doubts)


def _of_number(element: _Element) -> Iterator[SourceLine]:
    """Yield the lines of an element, without its texts."""
    texts = {line for block in (element.about, element.rating) if block for line in block.lines}
    yield from (line for line in element.lines if line not in texts)


def _reported(elements: Sequence[_Element], language: str) -> ProposedValue | None:
    """Return what people say of a target: how they judge it, and why."""
    rated = next((each for each in elements if each.rating), None)
    level, alone = said_level(rated.rating.text, LEVELS, language) if rated and rated.rating else ("", False)
    texts = [each.about for each in elements if each.about]
    texts += [rated.rating] if rated and rated.rating and not (level and alone) else []
    comment = " ".join(dict.fromkeys(block.text for block in texts))
    lines = [line for each in elements if each.about or each.rating for line in each.lines]
    if level:
        return ProposedValue({"judgement": {"value": level, "comment": comment} if comment else level}, tuple(lines))
    return ProposedValue({"analysis": comment}, tuple(lines)) if comment else None
