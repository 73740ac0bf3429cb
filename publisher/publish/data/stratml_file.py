"""Each steering document in StratML, the standard format for strategic plans (ISO 17469-1).

A chapter becomes a goal, and a commitment an objective; ids get a leading underscore, since an XML name cannot begin
with a digit. What the standard has no element for is left out: levels in between, plans, results, sources.
"""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from publisher.model.period import Day
from publisher.model.strategy import Chapter, Commitment, SteeringDocument
from publisher.publish.data.open_data_source import OpenData
from publisher.render.data_files import stratml_name
from publisher.render.document_words import verb_of

NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"


def stratml_files(source: OpenData) -> dict[str, bytes]:
    """Return a file for each steering document that has chapters, by name."""
    tree = source.publication.tree
    return {
        stratml_name(document.id): _file(document, tree.chapters_of(document.id), source)
        for document in source.publication.documents
        if tree.chapters_of(document.id)
    }


def _file(document: SteeringDocument, chapters: Iterable[Chapter], source: OpenData) -> bytes:
    root = etree.Element(_named("StrategicPlan"), nsmap={None: NAMESPACE})
    _add(root, "Name", document.title)
    _add(root, "Description", document.summary)
    if source.example:
        _add(root, "OtherInformation", source.example)
    core = etree.SubElement(root, _named("StrategicPlanCore"))
    organisation = etree.SubElement(core, _named("Organization"))
    _add(organisation, "Name", source.publication.settings.publication.organisation.name)
    if document.vision:
        _add(etree.SubElement(core, _named("Vision")), "Description", document.vision)
    for chapter in chapters:
        goal = etree.SubElement(core, _named("Goal"))
        _facts(goal, chapter.title, chapter.summary, chapter.id, chapter.number)
        for commitment in chapter.commitments:
            _objective(goal, commitment, source)
    _about(root, document, source)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _objective(goal: etree._Element, commitment: Commitment, source: OpenData) -> None:
    objective = etree.SubElement(goal, _named("Objective"))
    _facts(objective, commitment.title, commitment.text, commitment.id, None)
    for name in commitment.responsible:
        stakeholder = etree.SubElement(objective, _named("Stakeholder"))
        _add(stakeholder, "Name", source.publication.body(name).title)
    # How binding a commitment is has no element of its own, but is what makes it a commitment.
    _add(objective, "OtherInformation", verb_of(commitment, source.language))


def _facts(element: etree._Element, name: str, about: str, identifier: str, number: str | None) -> None:
    _add(element, "Name", name)
    _add(element, "Description", about)
    _add(element, "Identifier", f"_{identifier}")
    if number:
        _add(element, "SequenceIndicator", number)


def _about(root: etree._Element, document: SteeringDocument, source: OpenData) -> None:
    """Add the first and last day, if known to the day, and the URL of the page."""
    facts: dict[str, Day | None] = {}
    if document.period:
        facts = {"StartDate": document.period.from_, "EndDate": document.period.to}
    about = etree.SubElement(root, _named("AdministrativeInformation"))
    for name, day in facts.items():
        if day and day.day:
            _add(about, name, str(day))
    _add(about, "Source", source.url(document.id))


def _named(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(element: etree._Element, name: str, text: str) -> None:
    etree.SubElement(element, _named(name)).text = text
