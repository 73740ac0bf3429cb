"""The tables of open data: each column once, by its name, with the value that it holds in a row."""
# One meaning, so one file.

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar

from publisher.link.figures.ledger import Line
from publisher.link.figures.passed_up import PassedUp
from publisher.link.figures.progress import TargetPeriod
from publisher.link.figures.shares import since_baseline
from publisher.link.publication import Publication
from publisher.model.money import Amounts, Money
from publisher.model.parts import Decision
from publisher.model.plan import Activity, Plan, Target
from publisher.model.register import Indicator
from publisher.model.result import Correction, Hiding, Measurement, Result
from publisher.model.statistics import Observation
from publisher.model.strategy import Chapter, DocumentLevel, Objective, SteeringDocument, section_of
from publisher.model.time_period import TimePeriod

Row = TypeVar("Row")
# The column with the address of the page of what a row is about; its value in a row is that one's id.
ADDRESS: Final = "address"


@dataclass(frozen=True, slots=True)
class DataTable(Generic[Row]):
    """A table of open data: its rows in a publication, and for each column its value in a row; None is empty."""

    rows: Callable[[Publication], Iterable[Row]]
    columns: Mapping[str, Callable[[Row], object]]

    def cells(self, publication: Publication, url: Callable[[str], str]) -> Iterator[dict[str, object]]:
        """Yield each row by the names of its columns; `url` gives the address of what has an id."""
        for row in self.rows(publication):
            cells = {name: value(row) for name, value in self.columns.items()}
            yield cells | {ADDRESS: url(str(cells[ADDRESS]))} if ADDRESS in cells else cells


def at(path: str) -> Callable[[object], object]:
    """Return what finds a value by the attributes that lead to it: `line.wanted.value`; None where one of them is."""
    names = path.split(".")

    def value(row: object) -> object:
        found: object = row
        for name in names:
            if found is None:
                return None
            found = getattr(found, name)
        return found

    return value


def _truth(value: object) -> str:
    return str(bool(value)).lower()


class _CommitmentRow(NamedTuple):
    line: Line
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


class _TargetRow(NamedTuple):
    plan: Plan
    target: Target
    indicator: Indicator
    line: TargetPeriod


class _MeasurementRow(NamedTuple):
    result: Result
    indicator: Indicator
    measurement: Measurement
    whole: Measurement | None
    corrected: Correction | None
    group: str = ""


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


def _commitments(publication: Publication) -> Iterator[_CommitmentRow]:
    for line in publication.ledger.lines:
        name = line.commitment.id
        yield _CommitmentRow(line, publication.chapter_of[name], publication.tree.document_of.get(name))


def _documents(publication: Publication) -> Iterator[_DocumentRow]:
    for document in publication.documents:
        decision = document.decisions[-1] if document.decisions else None
        yield _DocumentRow(document, decision, _below(publication, document.id))


def _objectives(publication: Publication) -> Iterator[_ObjectiveRow]:
    tree = publication.tree
    for one in tree.objectives:
        chapter, document = tree.chapter_of_objective[one.id], tree.document_of.get(one.id)
        yield _ObjectiveRow(one, tree.level_of(one), chapter, document, _below(publication, one.id))


def _below(publication: Publication, name: str) -> PassedUp:
    return publication.ledger.passed_up(publication.tree.commitments_below(name))


def _targets(publication: Publication) -> Iterator[_TargetRow]:
    for plan in publication.plans:
        for target in plan.targets:
            for line in publication.target_periods(plan.id, target):
                yield _TargetRow(plan, target, publication.indicator(target.indicator), line)


def _measurements(publication: Publication) -> Iterator[_MeasurementRow]:
    for result in publication.results:
        for name, measurement in result.measurements.items():
            whole = result.measurements.get(measurement.of or "")
            corrected = max(measurement.corrections, key=lambda correction: correction.date, default=None)
            yield _MeasurementRow(result, publication.indicator(name), measurement, whole, corrected)
            for cell in measurement.groups:
                # A group's part of another group's number is not told by itself.
                yield _MeasurementRow(result, publication.indicator(name), measurement.of_group(cell), None, None, cell)


def _statistics(publication: Publication) -> Iterator[_StatisticsRow]:
    for indicator in publication.indicators:
        for period, observation in sorted(indicator.statistics.items()):
            yield _StatisticsRow(indicator, period, observation, "", observation.value)
            for name, value in observation.series.items():
                yield _StatisticsRow(indicator, period, observation, name, value)


def _money(publication: Publication) -> Iterator[_MoneyRow]:
    for plan in publication.plans:
        for part in (None, *plan.activities):
            if money := (part.money if part else plan.money):
                for period, amounts in sorted(money.periods.items()):
                    yield _MoneyRow(plan, part, money, period, amounts)


PLANS: Final[DataTable[Plan]] = DataTable(
    lambda publication: publication.plans,
    {
        "id": at("id"),
        "title": at("title"),
        "summary": at("summary"),
        "status": at("status"),
        "as_of": at("as_of"),
        "from": at("period.from_"),
        "to": at("period.to"),
        "responsible": at("responsible"),
        "address": at("id"),
    },
)
COMMITMENTS: Final[DataTable[_CommitmentRow]] = DataTable(
    _commitments,
    {
        "id": at("line.commitment.id"),
        "title": at("line.commitment.title"),
        "text": at("line.commitment.text"),
        "adopted": at("line.commitment.adopted.text"),
        "modality": at("line.commitment.modality"),
        "chapter": at("chapter.id"),
        "section": lambda row: section_of(row.line.commitment, row.chapter),
        "responsible": lambda row: " ".join(row.line.commitment.responsible),
        "plans": lambda row: " ".join(plan.id for plan in row.line.plans),
        "latest": at("line.latest.id"),
        "standing": at("line.standing"),
        "review": lambda row: _truth(row.line.reviews),
        "address": at("line.commitment.id"),
        "document": at("document.id"),
        "part_of": at("line.commitment.part_of"),
        "sdg": lambda row: " ".join(row.line.commitment.sdg),
        "until": at("line.commitment.until"),
    },
)
DOCUMENTS: Final[DataTable[_DocumentRow]] = DataTable(
    _documents,
    {
        "id": at("document.id"),
        "title": at("document.title"),
        "form": at("document.called"),
        "status": at("document.status"),
        "as_of": at("document.as_of"),
        "adopted_on": lambda row: row.document.adopted_on or at("decision.date")(row),
        "reference": lambda row: row.document.reference or at("decision.reference")(row),
        "from": at("document.period.from_"),
        "to": at("document.period.to"),
        "responsible": at("document.responsible"),
        "part_of": at("document.part_of"),
        "replaces": lambda row: " ".join(row.document.replaces),
        "commitments": at("below.total"),
        "there": at("below.there"),
        "not_known": at("below.not_known"),
        "sdg": lambda row: " ".join(row.document.sdg),
        "address": at("document.id"),
    },
)
OBJECTIVES: Final[DataTable[_ObjectiveRow]] = DataTable(
    _objectives,
    {
        "id": at("objective.id"),
        "title": at("objective.title"),
        "text": at("objective.text"),
        "level": at("level.one"),
        "number": at("objective.number"),
        "part_of": at("objective.part_of"),
        "chapter": at("chapter.id"),
        "document": at("document.id"),
        "responsible": lambda row: " ".join(row.objective.responsible),
        "commitments": at("below.total"),
        "there": at("below.there"),
        "not_known": at("below.not_known"),
        "sdg": lambda row: " ".join(row.objective.sdg),
        "address": at("objective.id"),
    },
)
TARGETS: Final[DataTable[_TargetRow]] = DataTable(
    _targets,
    {
        "plan": at("plan.id"),
        "theme": at("target.theme"),
        "indicator": at("target.indicator"),
        "year": at("line.year"),
        "wanted": at("line.wanted.value"),
        "measured": at("line.measured.number"),
        "suppressed": at("line.measured.suppressed"),
        "progress": at("line.progress"),
        "verdict": at("line.regulation.verdict"),
        "reason": at("line.regulation.reason"),
        "decided": at("line.regulation.decision.date"),
        "period": at("line.period"),
        "unit": at("indicator.unit.label"),
        "at_least": at("line.bounds.low"),
        "at_most": at("line.bounds.high"),
        "words": at("line.wanted.words"),
        "serves": lambda row: " ".join(row.plan.serves_of(row.target)),
        "responsible": lambda row: row.plan.responsible_for(row.target),
        "judgement": at("line.report.judgement.value"),
        "trend": at("line.report.judgement.trend"),
        "comment": at("line.report.judgement.comment"),
        "judged_by": at("line.report.judgement.by"),
        "forecast": at("line.report.forecast.value"),
        "strict": lambda row: _truth(bool(row.line.bounds and row.line.bounds.strict)),
    },
)
MEASUREMENTS: Final[DataTable[_MeasurementRow]] = DataTable(
    _measurements,
    {
        "plan": at("result.plan"),
        "year": at("result.year"),
        "indicator": at("indicator.id"),
        "value": at("measurement.value"),
        "share": at("measurement.share"),
        "suppressed": at("measurement.suppressed"),
        "of": at("measurement.of"),
        "of_value": at("whole.value"),
        "open": at("measurement.open"),
        "within_days": at("indicator.outcome.within_days"),
        "change": lambda row: None if row.group else since_baseline(row.measurement, row.indicator),
        "preliminary": lambda row: _truth(row.measurement.preliminary),
        "was": at("corrected.was"),
        "corrected": at("corrected.date"),
        "as_of": at("result.as_of"),
        "address": at("result.id"),
        "period": lambda row: row.result.period_of(row.indicator.id),
        "unit": at("indicator.unit.label"),
        "group": at("group"),
    },
)
STATISTICS: Final[DataTable[_StatisticsRow]] = DataTable(
    _statistics,
    {
        "indicator": at("indicator.id"),
        "period": at("period"),
        "series": at("series"),
        "value": at("value"),
        "unit": at("indicator.unit.label"),
        "preliminary": lambda row: _truth(row.observation.preliminary),
        "suppressed": lambda row: Hiding.SMALL if row.observation.is_suppressed else None,
        "note": at("observation.note"),
    },
)
MONEY: Final[DataTable[_MoneyRow]] = DataTable(
    _money,
    {
        "plan": at("plan.id"),
        "activity": at("activity.id"),
        "period": at("period"),
        "currency": at("money.currency"),
        "budget": at("amounts.budget"),
        "outcome": at("amounts.outcome"),
        "note": at("amounts.note"),
    },
)
LINKS: Final[DataTable[object]] = DataTable(
    lambda publication: publication.references,
    {name: at(name) for name in ("source", "relation", "target", "detail")},
)
DATA_TABLES: Final[Mapping[str, DataTable[Any]]] = MappingProxyType(
    {
        "plans": PLANS,
        "commitments": COMMITMENTS,
        "documents": DOCUMENTS,
        "objectives": OBJECTIVES,
        "targets": TARGETS,
        "measurements": MEASUREMENTS,
        "statistics": STATISTICS,
        "money": MONEY,
        "links": LINKS,
    }
)
"""Every table, in the order in which the page on open data shows them."""
WHOLE: Final = "publication.json"
"""The file that holds everything."""


def data_file_names() -> tuple[str, ...]:
    """Return the names of all files of open data."""
    return (WHOLE, *(f"{name}.csv" for name in DATA_TABLES))


def table_columns() -> dict[str, tuple[str, ...]]:
    """Return the names of each table's columns."""
    return {name: tuple(table.columns) for name, table in DATA_TABLES.items()}
