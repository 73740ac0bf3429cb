"""Each steering document in StratML, the standard format for strategic plans and their results (ISO 17469).

A chapter becomes a goal, and a commitment an objective; ids get a leading underscore, since an XML name cannot begin
with a digit. A document without targets is a strategic plan (part 1 of the standard). With targets it is a performance
plan or report (part 2): each target that serves a commitment is a performance indicator of it. What the standard has no
element for is left out: levels in between, activities, groups, sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

from lxml import etree

from publisher.link.figures.progress import TargetPeriod
from publisher.model.period import Day
from publisher.model.plan import Plan, Target
from publisher.model.strategy import Chapter, Commitment, SteeringDocument
from publisher.model.time_period import TimePeriod
from publisher.model.unit import PERCENT
from publisher.publish.data.open_data_source import OpenData
from publisher.render.data_files import stratml_name
from publisher.render.document_words import level_word, verb_of
from publisher.render.figures import Figures
from publisher.render.target_words import TargetWords

_Served: TypeAlias = tuple[Plan, Target, tuple[TargetPeriod, ...]]
"""A target of a plan that serves a commitment, with its periods."""
PART_1: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PART_2: Final = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"


def stratml_files(source: OpenData) -> dict[str, bytes]:
    """Return a file for each steering document that has chapters, by name."""
    tree = source.publication.tree
    return {
        stratml_name(document.id): _file(document, tree.chapters_of(document.id), source)
        for document in source.publication.documents
        if tree.chapters_of(document.id)
    }


def _file(document: SteeringDocument, chapters: Iterable[Chapter], source: OpenData) -> bytes:
    served = {each.id: [*_served(each, source)] for chapter in chapters for each in chapter.commitments}
    followed = any(served.values())
    writer = _Writer(source, PART_2 if followed else PART_1)
    name = writer.named("PerformancePlanOrReport" if followed else "StrategicPlan")
    root = etree.Element(name, nsmap={None: writer.namespace})
    if followed:
        lines = (line for of in served.values() for _, _, every in of for line in every)
        root.set("Type", "Performance_Report" if any(map(_is_reported, lines)) else "Performance_Plan")
    writer.add(root, "Name", document.title)
    writer.add(root, "Description", document.summary)
    if source.example:
        writer.add(root, "OtherInformation", source.example)
    core = writer.add(root, "StrategicPlanCore")
    writer.add(writer.add(core, "Organization"), "Name", source.publication.settings.publication.organisation.name)
    if document.vision:
        writer.add(writer.add(core, "Vision"), "Description", document.vision)
    for chapter in chapters:
        goal = writer.add(core, "Goal")
        writer.facts(goal, chapter.title, chapter.summary, chapter.id, chapter.number)
        for commitment in chapter.commitments:
            writer.objective(goal, commitment, served[commitment.id])
    writer.about(root, document)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _served(commitment: Commitment, source: OpenData) -> Iterator[_Served]:
    """Yield the targets that serve a commitment itself, each with its plan and its periods."""
    for plan in source.publication.plans_serving(commitment.id):
        for target in plan.targets:
            lines = source.publication.target_periods(plan.id, target)
            if commitment.id in plan.serves_of(target) and (lines or target.text):
                yield plan, target, lines


def _is_reported(line: TargetPeriod) -> bool:
    """Return whether a result says something of a target's period."""
    return line.measured is not None or line.report is not None


@dataclass(frozen=True)
class _Writer:
    """Writes elements of one file in the `namespace` of a part of the standard.

    `identified` are the indicators that have had their id: an id stands once in a file.
    """

    source: OpenData
    namespace: str
    identified: set[str] = field(default_factory=set)

    def named(self, name: str) -> str:
        """Return an element's name in the namespace."""
        return f"{{{self.namespace}}}{name}"

    def add(self, parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
        """Return a new last element of a parent."""
        element = etree.SubElement(parent, self.named(name))
        element.text = text
        return element

    def facts(self, element: etree._Element, name: str, about: str, identifier: str, number: str | None) -> None:
        """Add the elements that goals and objectives have in common."""
        self.add(element, "Name", name)
        self.add(element, "Description", about)
        self.add(element, "Identifier", f"_{identifier}")
        if number:
            self.add(element, "SequenceIndicator", number)

    def objective(self, goal: etree._Element, commitment: Commitment, served: Iterable[_Served]) -> None:
        """Add a commitment, with the targets that serve it."""
        objective = self.add(goal, "Objective")
        self.facts(objective, commitment.title, commitment.text, commitment.id, commitment.shown_number)
        for name in commitment.responsible:
            self.add(self.add(objective, "Stakeholder"), "Name", self.source.publication.body(name).title)
        # How binding a commitment is has no element of its own, but is what makes it a commitment.
        self.add(objective, "OtherInformation", verb_of(commitment, self.source.language))
        for plan, target, lines in served:
            self._indicator(objective, plan, target, lines)

    def _indicator(
        self, objective: etree._Element, plan: Plan, target: Target, lines: Iterable[TargetPeriod]
    ) -> None:  # fmt: skip
        """Add a target as a performance indicator, related to its plan, with an instance for each period."""
        indicator = self.source.publication.indicator(target.indicator)
        words = TargetWords(Figures(self.source.publication, self.source.language))
        element = self.add(objective, "PerformanceIndicator")
        self.add(element, "MeasurementDimension", indicator.title)
        unit = PERCENT if indicator.unit.is_share else indicator.unit
        self.add(element, "UnitOfMeasurement", unit.in_full)
        if indicator.id not in self.identified:
            self.add(element, "Identifier", f"_{indicator.id}")
            self.identified.add(indicator.id)
        else:
            self.add(self.add(element, "Relationship"), "ReferentIdentifier", f"_{indicator.id}")
        relation = self.add(element, "Relationship")
        self.add(relation, "ReferentIdentifier", f"_{plan.id}")
        self.add(relation, "Name", plan.title)
        if target.text:
            result = self.add(self.add(element, "MeasurementInstance"), "TargetResult")
            self.add(result, "Description", target.text)
        for line in lines:
            instance = self.add(element, "MeasurementInstance")
            if line.target_value and not line.target_value.none:
                number = line.target_value.levels[0] if len(line.target_value.levels) == 1 else None
                said = words.target_value(line.target_value, indicator)
                # A plain number needs no words.
                said = "" if number is not None and said == words.figures.number(number, indicator.unit) else said
                self._result(instance, "TargetResult", line.period, number=number, description=said)
            self._actual(instance, line)
            if not len(instance):
                element.remove(instance)
        if better := words.better(indicator):
            self.add(element, "OtherInformation", better)

    def _actual(self, instance: etree._Element, line: TargetPeriod) -> None:
        """Add what was measured, or why there is no number, and how people judge it."""
        measured, report = line.measured, line.report
        judgement = report.judgement if report else None
        said = [measured.note or measured.missing if measured else None, report.missing if report else None]
        said += [judgement.comment if judgement else None, report.analysis if report else None]
        sentences = (text if text[-1] in ".!?" else f"{text}." for text in said if text)
        number, description = measured.number if measured else None, " ".join(sentences)
        level = self.source.publication.level(judgement.value) if judgement and judgement.value else None
        rating = level_word(level, self.source.language) if level else ""
        if number is not None or description or rating:
            self._result(instance, "ActualResult", line.period, number=number, rating=rating, description=description)

    def _result(
        self, instance: etree._Element, name: str, period: TimePeriod, *, number: Decimal | None,
        rating: str = "", description: str = "",
    ) -> None:  # fmt: skip
        """Add a target or an actual result, in the order of the standard."""
        result = self.add(instance, name)
        self.add(result, "StartDate", str(period.first))
        self.add(result, "EndDate", str(period.last))
        if number is not None:
            self.add(result, "NumberOfUnits", f"{number:f}")
        if rating:
            descriptor = self.add(result, "Descriptor")
            self.add(descriptor, "DescriptorName", self.source.language.text("judgement"))
            self.add(descriptor, "DescriptorValue", rating)
        if description:
            self.add(result, "Description", description)

    def about(self, root: etree._Element, document: SteeringDocument) -> None:
        """Add the first and last day, if known to the day, and the URL of the page."""
        days: dict[str, Day | None] = {}
        if document.period:
            days = {"StartDate": document.period.from_, "EndDate": document.period.to}
        about = self.add(root, "AdministrativeInformation")
        for name, day in days.items():
            if day and day.day:
                self.add(about, name, str(day))
        self.add(about, "Source", self.source.url(document.id))
