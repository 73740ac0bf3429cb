"""The tables of open data: each column is declared once, by its name, with the value it has in a row."""
# One meaning, so one file.

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from publisher.link.figures.ledger import Line
from publisher.link.figures.passed_up import PassedUp
from publisher.link.figures.progress import TargetPeriod
from publisher.link.figures.shares import since_baseline
from publisher.link.publication import Publication
from publisher.link.time.activity_states import activity_state
from publisher.model.correction import Correction
from publisher.model.judgement import Judgement
from publisher.model.money import Amounts, Money
from publisher.model.parts import Decision
from publisher.model.plan import Activity, Milestone, Plan, Target
from publisher.model.register import Body, Indicator
from publisher.model.result import ActivityReport, Hiding, Measurement, Result
from publisher.model.roles import NodeKind
from publisher.model.statistics import Observation
from publisher.model.strategy import Chapter, DocumentLevel, Objective, SteeringDocument, section_of
from publisher.model.target_value import TargetValue
from publisher.model.time_period import TimePeriod
from publisher.model.translation import way_name, ways_of
from publisher.render.data_column import (
    AnyTable,
    DataColumn,
    DataTable,
    ParentRow,
    ValueType,
    all_of,
    at,
    day,
    first_of,
    number,
    one_of,
    several,
    truth,
)


class _Judged(NamedTuple):
    period: TimePeriod
    judgement: Judgement


class _CommitmentRow(NamedTuple):
    line: Line
    chapter: Chapter
    document: SteeringDocument | None
    judged: _Judged | None


class _ChapterRow(NamedTuple):
    chapter: Chapter
    document: SteeringDocument | None


class _DocumentRow(NamedTuple):
    document: SteeringDocument
    decision: Decision | None
    below: PassedUp


class _ObjectiveRow(NamedTuple):
    objective: Objective
    level: DocumentLevel | None
    chapter: Chapter
    document: SteeringDocument | None
    below: PassedUp
    judged: _Judged | None


class _TargetRow(NamedTuple):
    plan: Plan
    target: Target
    indicator: Indicator
    line: TargetPeriod

    @property
    def period(self) -> TimePeriod:
        return self.line.period


class _ResultRow(NamedTuple):
    result: Result
    plan: Plan

    @property
    def period(self) -> TimePeriod:
        return self.result.period


class _MeasurementRow(NamedTuple):
    plan: Plan
    result: Result
    indicator: Indicator
    measurement: Measurement
    whole: Measurement | None
    corrected: Correction | None
    group: str = ""

    @property
    def period(self) -> TimePeriod:
        """The period of the number: that of its result, or its own."""
        return self.result.period_of(self.indicator.id)


class _ActivityRow(NamedTuple):
    plan: Plan
    activity: Activity
    # What a result says of it, if that is newer than the plan.
    reported_in: Result | None = None
    reported: ActivityReport | None = None


class _MilestoneRow(NamedTuple):
    plan: Plan
    activity: Activity
    milestone: Milestone


class _MoneyRow(NamedTuple):
    plan: Plan
    activity: Activity | None
    money: Money
    period: TimePeriod
    amounts: Amounts


class _StatisticsRow(NamedTuple):
    indicator: Indicator
    period: TimePeriod
    observation: Observation
    series: str
    value: object
    group: str = ""

    @property
    def corrected(self) -> Correction | None:
        """The latest correction of the indicator's own number, or None."""
        own = () if self.series or self.group else self.observation.corrections
        return max(own, key=lambda correction: correction.date, default=None)

    @property
    def suppressed(self) -> Hiding | None:
        """The reason why a number is suppressed: one for the whole observation, so that no small cell is identified."""
        if self.group:
            return Hiding.DERIVABLE if self.value is None else None
        return Hiding.DERIVABLE if self.observation.is_suppressed and not self.series else None


class _TranslationRow(NamedTuple):
    name: str
    field: str
    language: str
    text: str
    original: str


def _commitments(publication: Publication) -> Iterator[_CommitmentRow]:
    for line in publication.ledger.lines:
        name = line.commitment.id
        document = publication.tree.document_of.get(name)
        yield _CommitmentRow(line, publication.chapter_of[name], document, _judged(publication, name))


def _chapters(publication: Publication) -> Iterator[_ChapterRow]:
    for chapter in publication.chapters:
        yield _ChapterRow(chapter, publication.tree.document_of.get(chapter.id))


def _documents(publication: Publication) -> Iterator[_DocumentRow]:
    for document in publication.documents:
        decision = document.decisions[-1] if document.decisions else None
        yield _DocumentRow(document, decision, _below(publication, document.id))


def _objectives(publication: Publication) -> Iterator[_ObjectiveRow]:
    tree = publication.tree
    for one in tree.objectives:
        chapter, document = tree.chapter_of_objective[one.id], tree.document_of.get(one.id)
        yield _ObjectiveRow(
            one, tree.level_of(one), chapter, document, _below(publication, one.id), _judged(publication, one.id)
        )


def _judged(publication: Publication, name: str) -> _Judged | None:
    """Return the latest judgement of a commitment or an objective."""
    return next((_Judged(*pair) for pair in publication.judgements_of(name)), None)


def _below(publication: Publication, name: str) -> PassedUp:
    return publication.ledger.passed_up(publication.tree.commitments_below(name))


def _targets(publication: Publication) -> Iterator[_TargetRow]:
    for plan in publication.plans:
        for target in plan.targets:
            for line in publication.target_periods(plan.id, target):
                yield _TargetRow(plan, target, publication.indicator(target.indicator), line)


def _results(publication: Publication) -> Iterator[_ResultRow]:
    for result in publication.results:
        yield _ResultRow(result, publication.plan(result.plan))


def _before_plan(row: _ResultRow | _MeasurementRow | _TargetRow) -> str | None:
    """Return whether a row's period ended before its plan began; None if nobody says when that was."""
    begun = row.plan.period
    return None if begun is None else str(begun.is_after(row.period)).lower()


def _adopted(path: str, name: str = "adopted") -> dict[str, DataColumn]:
    """Return the columns of a text as decided, with its section and page in the source."""
    return {name: at(f"{path}.text"), f"{name}_section": at(f"{path}.section"), f"{name}_page": at(f"{path}.page")}


def _forecast_period(row: _TargetRow) -> object:
    """Return the period that a forecast is for: its own, or the year of the result."""
    forecast = row.line.report.forecast if row.line.report else None
    return forecast and (forecast.period or row.line.period.year_name)


def _base(target: TargetValue | None) -> object:
    """Return the period that a relative target counts from."""
    return target and (target.since or target.increase_since or target.decrease_since)


def _measurements(publication: Publication) -> Iterator[_MeasurementRow]:
    for result in publication.results:
        plan = publication.plan(result.plan)
        for name, measurement in result.measurements.items():
            whole = result.measurements.get(measurement.of or "")
            corrected = max(measurement.corrections, key=lambda correction: correction.date, default=None)
            indicator = publication.indicator(name)
            yield _MeasurementRow(plan, result, indicator, measurement, whole, corrected)
            for cell in measurement.groups:
                # A group's part of another group's number is not published by itself.
                yield _MeasurementRow(plan, result, indicator, measurement.of_group(cell), None, None, cell)


def _change(row: _MeasurementRow) -> object:
    return None if row.group else since_baseline(row.measurement, row.indicator)


def _statistics(publication: Publication) -> Iterator[_StatisticsRow]:
    for indicator in publication.indicators:
        for period, observation in sorted(indicator.statistics.items()):
            yield _StatisticsRow(indicator, period, observation, "", observation.value)
            for name, value in observation.series.items():
                yield _StatisticsRow(indicator, period, observation, name, value)
            for cell, amount in observation.groups.items():
                yield _StatisticsRow(indicator, period, observation, "", amount, cell)


def _preliminary(row: _StatisticsRow) -> str | None:
    """Return whether a number is preliminary; None of a comparison of which nobody says it."""
    said = row.observation.preliminary_series.get(row.series) if row.series else row.observation.preliminary
    return None if said is None else str(said).lower()


def _activities(publication: Publication) -> Iterator[_ActivityRow]:
    for plan in publication.plans:
        for activity in plan.activities:
            state = activity_state(publication, plan, activity)
            result = state.result if state.is_reported_by_result else None
            yield _ActivityRow(plan, activity, result, result.activities[activity.id] if result else None)


def _milestones(publication: Publication) -> Iterator[_MilestoneRow]:
    for plan, activity, *_ in _activities(publication):
        for milestone in activity.milestones:
            yield _MilestoneRow(plan, activity, milestone)


def _money(publication: Publication) -> Iterator[_MoneyRow]:
    for plan in publication.plans:
        for part in (None, *plan.activities):
            if money := (part.money if part else plan.money):
                for period, amounts in sorted(money.periods.items()):
                    yield _MoneyRow(plan, part, money, period, amounts)


def _translations(publication: Publication) -> Iterator[_TranslationRow]:
    for language in publication.settings.publication.languages:
        for name, node in publication.nodes.items():
            originals = dict(ways_of(node.value))
            for way, text in publication.texts_in(name, language).items():
                yield _TranslationRow(name, way_name(way), language.tag, text, originals.get(way, ""))


_BEFORE_PLAN: Final = DataColumn(_before_plan, ValueType.BOOLEAN)
_JUDGED: Final = MappingProxyType(
    {
        "judgement": at("judged.judgement.value"),
        "trend": at("judged.judgement.trend"),
        "comment": at("judged.judgement.comment"),
        "judged_by": first_of("bodies", "judged.judgement.by"),
        "judged_for": at("judged.period"),
        "judged_by_all": all_of("judged.judgement.by"),
    }
)
FOLLOWED: Final = (NodeKind.STRATEGY, NodeKind.CHAPTER, NodeKind.PLAN, NodeKind.RESULT)
"""The kinds of nodes that decide where a commitment stands; commitments and objectives are in the files of these."""
PLANS: Final[DataTable[Plan]] = DataTable(
    lambda publication: publication.plans,
    {
        "id": at("id"),
        "title": at("title"),
        "summary": at("summary"),
        "status": at("status"),
        "as_of": day("as_of"),
        "from": day("period.from_"),
        "to": day("period.to"),
        "responsible": several(lambda row: row.responsible),
        "address": at("id"),
        "document_type": at("document_type"),
        "applies_to": at("applies_to"),
        "owner": at("owner"),
        "reviewed": day("reviewed"),
        "next_review": day("next_review"),
    },
    key=("id",),
    made_of=(NodeKind.PLAN,),
)
ACTIVITIES: Final[DataTable[_ActivityRow]] = DataTable(
    _activities,
    {
        "plan": one_of("plans", "plan.id"),
        "id": at("activity.id"),
        "title": at("activity.title"),
        "text": at("activity.text"),
        "status": at("activity.status"),
        # Its own, as in its file: the plan's are in the table of plans.
        "responsible": several(lambda row: row.activity.responsible),
        "partners": several(lambda row: row.activity.partners),
        "serves": several(lambda row: row.activity.serves),
        "from": day("activity.period.from_"),
        "to": day("activity.period.to"),
        "due": day("activity.due"),
        "complete": number("activity.complete"),
        "after": several(lambda row: row.activity.after),
        "as_of": day("plan.as_of"),
        "address": at("plan.id"),
        "reported_in": one_of("results", "reported_in.id"),
        "reported_status": at("reported.status"),
        "reported_complete": number("reported.complete"),
    },
    key=("plan", "id"),
    made_of=(NodeKind.PLAN, NodeKind.RESULT),
)
MILESTONES: Final[DataTable[_MilestoneRow]] = DataTable(
    _milestones,
    {
        "plan": one_of("plans", "plan.id"),
        "activity": at("activity.id"),
        "title": at("milestone.title"),
        "due": day("milestone.due"),
        "reached": day("milestone.reached"),
    },
    key=("plan", "activity", "title"),
    parent=ParentRow("activities", ("plan", "activity"), ("plan", "id")),
    made_of=(NodeKind.PLAN,),
)
CHAPTERS: Final[DataTable[_ChapterRow]] = DataTable(
    _chapters,
    {
        "id": at("chapter.id"),
        "title": at("chapter.title"),
        "number": at("chapter.number"),
        "summary": at("chapter.summary"),
        "document": one_of("documents", "document.id"),
        "address": at("chapter.id"),
        **_adopted("chapter.adopted.summary", "adopted_summary"),
        **_adopted("chapter.adopted.text"),
    },
    key=("id",),
    made_of=(NodeKind.CHAPTER,),
)
COMMITMENTS: Final[DataTable[_CommitmentRow]] = DataTable(
    _commitments,
    {
        "id": at("line.commitment.id"),
        "title": at("line.commitment.title"),
        "text": at("line.commitment.text"),
        "adopted": at("line.commitment.adopted.text"),
        "modality": at("line.commitment.modality"),
        "chapter": one_of("chapters", "chapter.id"),
        "section": DataColumn(lambda row: section_of(row.line.commitment, row.chapter)),
        "responsible": several(lambda row: row.line.commitment.responsible),
        "plans": several(lambda row: (plan.id for plan in row.line.plans)),
        "latest": one_of("results", "line.latest.id"),
        "standing": at("line.standing"),
        "review": truth(lambda row: row.line.reviews),
        "address": at("line.commitment.id"),
        "document": one_of("documents", "document.id"),
        "part_of": one_of("objectives", "line.commitment.part_of"),
        "sdg": several(lambda row: row.line.commitment.sdg),
        "until": day("line.commitment.until"),
        **_JUDGED,
        "adopted_section": at("line.commitment.adopted.section"),
        "adopted_page": at("line.commitment.adopted.page"),
        "modal_word": at("line.commitment.modal_word"),
        "number": DataColumn(lambda row: row.line.commitment.shown_number),
    },
    key=("id",),
    made_of=FOLLOWED,
    counted=True,
)
DOCUMENTS: Final[DataTable[_DocumentRow]] = DataTable(
    _documents,
    {
        "id": at("document.id"),
        "title": at("document.title"),
        "form": at("document.called"),
        "status": at("document.status"),
        "as_of": day("document.as_of"),
        "adopted_on": DataColumn(lambda row: row.document.adopted_on or at("decision.date")(row), day=True),
        "reference": DataColumn(lambda row: row.document.reference or at("decision.reference")(row)),
        "from": day("document.period.from_"),
        "to": day("document.period.to"),
        "responsible": several(lambda row: row.document.responsible),
        "part_of": one_of("documents", "document.part_of"),
        "replaces": several(lambda row: row.document.replaces),
        "commitments": at("below.total", ValueType.INTEGER),
        "there": at("below.there", ValueType.INTEGER),
        "not_known": at("below.not_known", ValueType.INTEGER),
        "sdg": several(lambda row: row.document.sdg),
        "address": at("document.id"),
        "applies_to": at("document.applies_to"),
        "owner": at("document.owner"),
        "reviewed": day("document.reviewed"),
        "next_review": day("document.next_review"),
        "document_type": at("document.document_type"),
        **_adopted("document.adopted.summary", "adopted_summary"),
        **_adopted("document.adopted.vision", "adopted_vision"),
        **_adopted("document.adopted.text"),
    },
    key=("id",),
    made_of=FOLLOWED,
    counted=True,
)
OBJECTIVES: Final[DataTable[_ObjectiveRow]] = DataTable(
    _objectives,
    {
        "id": at("objective.id"),
        "title": at("objective.title"),
        "text": at("objective.text"),
        "level": at("level.one"),
        "number": at("objective.number"),
        "part_of": one_of("objectives", "objective.part_of"),
        "chapter": one_of("chapters", "chapter.id"),
        "document": one_of("documents", "document.id"),
        "responsible": several(lambda row: row.objective.responsible),
        "commitments": at("below.total", ValueType.INTEGER),
        "there": at("below.there", ValueType.INTEGER),
        "not_known": at("below.not_known", ValueType.INTEGER),
        "sdg": several(lambda row: row.objective.sdg),
        "address": at("objective.id"),
        **_JUDGED,
    },
    key=("id",),
    made_of=FOLLOWED,
    counted=True,
)
TARGETS: Final[DataTable[_TargetRow]] = DataTable(
    _targets,
    {
        "plan": one_of("plans", "plan.id"),
        "theme": at("target.theme"),
        "indicator": one_of("indicators", "target.indicator"),
        "year": at("line.year", ValueType.INTEGER),
        "wanted": number("line.target_value.value"),
        "measured": number("line.measured.number"),
        "suppressed": at("line.measured.suppressed"),
        "progress": at("line.progress"),
        "verdict": at("line.regulation.verdict"),
        "reason": at("line.regulation.reason"),
        "decided": day("line.regulation.decision.date"),
        "period": at("line.period"),
        "unit": at("indicator.unit.in_full"),
        "at_least": number("line.bounds.low"),
        "at_most": number("line.bounds.high"),
        "words": at("line.target_value.words"),
        "serves": several(lambda row: row.plan.serves_of(row.target)),
        "responsible": several(lambda row: row.plan.responsible_for(row.target)),
        "judgement": at("line.report.judgement.value"),
        "trend": at("line.report.judgement.trend"),
        "comment": at("line.report.judgement.comment"),
        "judged_by": first_of("bodies", "line.report.judgement.by"),
        "forecast": number("line.report.forecast.value"),
        "strict": truth(lambda row: row.line.bounds and row.line.bounds.strict),
        "missing": at("line.report.missing"),
        "average": at("line.target_value.average", ValueType.INTEGER),
        "compared": number("line.compared"),
        "judged_by_all": all_of("line.report.judgement.by"),
        "wanted_change": number("line.target_value.change"),
        "wanted_change_percent": number("line.target_value.change_percent"),
        "wanted_since": DataColumn(lambda row: _base(row.line.target_value)),
        "wanted_yearly": truth(lambda row: row.line.target_value and row.line.target_value.yearly),
        "tolerance": number("line.target_value.tolerance"),
        "tolerance_percent": number("line.target_value.tolerance_percent"),
        "before_plan": _BEFORE_PLAN,
        "forecast_period": DataColumn(_forecast_period),
        "forecast_text": at("line.report.forecast.text"),
        "analysis": at("line.report.analysis"),
        "next_steps": at("line.report.next_steps"),
    },
    key=("plan", "indicator", "period"),
    made_of=(NodeKind.PLAN, NodeKind.RESULT, NodeKind.INDICATOR),
    counted=True,
)
RESULTS: Final[DataTable[_ResultRow]] = DataTable(
    _results,
    {
        "id": at("result.id"),
        "plan": one_of("plans", "plan.id"),
        "year": at("result.year", ValueType.INTEGER),
        "period": at("period"),
        "summary": at("result.summary"),
        "as_of": day("result.as_of"),
        "judgement": at("result.judgement.value"),
        "trend": at("result.judgement.trend"),
        "comment": at("result.judgement.comment"),
        "judged_by": first_of("bodies", "result.judgement.by"),
        "address": at("result.id"),
        "judged_by_all": all_of("result.judgement.by"),
        "before_plan": _BEFORE_PLAN,
    },
    key=("id",),
    made_of=(NodeKind.RESULT, NodeKind.PLAN),
)
MEASUREMENTS: Final[DataTable[_MeasurementRow]] = DataTable(
    _measurements,
    {
        "plan": one_of("plans", "result.plan"),
        "year": at("result.year", ValueType.INTEGER),
        "indicator": one_of("indicators", "indicator.id"),
        "value": number("measurement.value"),
        "share": number("measurement.share"),
        "suppressed": at("measurement.suppressed"),
        "of": one_of("indicators", "measurement.of"),
        "of_value": number("whole.value"),
        "open": number("measurement.open"),
        "within_days": at("indicator.outcome.within_days", ValueType.INTEGER),
        "change": DataColumn(_change, ValueType.NUMBER),
        "preliminary": truth(lambda row: row.measurement.preliminary),
        "was": number("corrected.was"),
        "corrected": day("corrected.date"),
        "as_of": day("result.as_of"),
        "address": at("result.id"),
        "period": at("period"),
        "unit": at("indicator.unit.in_full"),
        "group": at("group"),
        "missing": at("measurement.missing"),
        "before_plan": _BEFORE_PLAN,
    },
    # Two results of a plan may measure the same period.
    unique=("address", "indicator", "group"),
    known_by=("plan", "indicator", "year", "period", "group"),
    made_of=(NodeKind.RESULT, NodeKind.PLAN, NodeKind.INDICATOR),
)
STATISTICS: Final[DataTable[_StatisticsRow]] = DataTable(
    _statistics,
    {
        "indicator": one_of("indicators", "indicator.id"),
        "period": at("period"),
        "series": at("series"),
        "value": number("value"),
        "unit": at("indicator.unit.in_full"),
        "preliminary": DataColumn(_preliminary, ValueType.BOOLEAN),
        "suppressed": at("suppressed"),
        # It is about the indicator's own number.
        "note": DataColumn(lambda row: None if row.series else row.observation.note),
        "group": at("group"),
        "was": number("corrected.was"),
        "corrected": day("corrected.date"),
        "missing": DataColumn(lambda row: None if row.series or row.group else row.observation.missing),
    },
    unique=("indicator", "period", "series", "group"),
    made_of=(NodeKind.INDICATOR,),
    counted=True,
)
MONEY: Final[DataTable[_MoneyRow]] = DataTable(
    _money,
    {
        "plan": one_of("plans", "plan.id"),
        "activity": at("activity.id"),
        "period": at("period"),
        "currency": at("money.currency"),
        "budget": number("amounts.budget"),
        "outcome": number("amounts.outcome"),
        "note": at("amounts.note"),
        "missing": at("amounts.missing"),
    },
    unique=("plan", "activity", "period"),
    made_of=(NodeKind.PLAN,),
)
BODIES: Final[DataTable[Body]] = DataTable(
    lambda publication: publication.bodies,
    {
        "id": at("id"),
        "title": at("title"),
        "kind": at("kind"),
        "part_of": one_of("bodies", "part_of"),
        "until": day("until"),
        "address": at("id"),
    },
    key=("id",),
    made_of=(NodeKind.BODY,),
)
INDICATORS: Final[DataTable[Indicator]] = DataTable(
    lambda publication: publication.indicators,
    {
        "id": at("id"),
        "title": at("title"),
        "unit": at("unit.in_full"),
        "direction": at("direction"),
        "kolada": at("kolada"),
        "sdg": several(lambda row: row.sdg),
        "address": at("id"),
        "scale_from": number("unit.from_"),
        "scale_to": number("unit.to"),
    },
    key=("id",),
    made_of=(NodeKind.INDICATOR,),
)
LINKS: Final[DataTable[object]] = DataTable(
    lambda publication: publication.references,
    {name: at(name) for name in ("source", "relation", "target", "detail")},
    unique=("source", "relation", "target", "detail"),
)
TRANSLATIONS: Final[DataTable[_TranslationRow]] = DataTable(
    _translations,
    {
        "id": at("name"),
        "field": at("field"),
        "language": at("language"),
        "translation": at("text"),
        "original": at("original"),
    },
    key=("id", "field", "language"),
)
DATA_TABLES: Final[Mapping[str, AnyTable]] = MappingProxyType(
    {
        "plans": PLANS,
        "activities": ACTIVITIES,
        "milestones": MILESTONES,
        "commitments": COMMITMENTS,
        "documents": DOCUMENTS,
        "chapters": CHAPTERS,
        "objectives": OBJECTIVES,
        "targets": TARGETS,
        "results": RESULTS,
        "measurements": MEASUREMENTS,
        "statistics": STATISTICS,
        "indicators": INDICATORS,
        "money": MONEY,
        "bodies": BODIES,
        "links": LINKS,
        "translations": TRANSLATIONS,
    }
)
"""Every table, in the order in which the page on open data shows them."""


_IF_FILLED: Final = (ACTIVITIES, MILESTONES)


def tables_of(publication: Publication) -> dict[str, AnyTable]:
    """Return the tables of a publication; those of activities and milestones only if it has any.

    The one of translated texts is only there if it has other languages.
    """
    without: list[AnyTable] = [] if publication.settings.publication.languages else [TRANSLATIONS]
    without += [table for table in _IF_FILLED if next(iter(table.rows(publication)), None) is None]
    return {name: table for name, table in DATA_TABLES.items() if not any(table is each for each in without)}


def table_columns(publication: Publication) -> dict[str, tuple[str, ...]]:
    """Return the names of each table's columns."""
    return {name: tuple(table.columns) for name, table in tables_of(publication).items()}


def column_letter(table: str, column: str) -> str:
    """Return a column's letter in a spreadsheet. Raises ValueError if the table has no such column."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(DATA_TABLES[table].columns).index(column)]
