"""StratML goes out and comes in as it was; what has no place is named, and nothing that a file declares is done."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from publisher.command.imports import import_
from publisher.importing.readers.formats import read_source
from publisher.link.figures.progress import TargetPeriod
from publisher.link.publication import Publication
from publisher.pipeline import load
from publisher.problem import ProblemsFound
from publisher.publish.data.open_data import data_files
from publisher.render.data_files import stratml_name
from tests.program import REPOSITORY
from tests.publications import smallest, write

CORE = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"
PERFORMANCE = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"
SCHEMAS = {CORE: "stratml_core.xsd", PERFORMANCE: "stratml_performance.xsd"}
PART_2 = """\
<?xml version="1.0"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Strategic_Plan">
  <Name>Plan for Ekeby</Name>
  <Description>What Ekeby wants.</Description>
  <StrategicPlanCore>
    <Organization><Name>Ekeby</Name></Organization>
    <Mission><Description>To serve.</Description></Mission>
    <Goal>
      <Name>Work</Name>
      <Description>More people work.</Description>
      <Identifier>_7</Identifier>
      <SequenceIndicator>1</SequenceIndicator>
      <Objective>
        <Name>Trainees</Name>
        <Description>Ekeby shall take trainees.</Description>
        <Identifier>_Not an id</Identifier>
      </Objective>
      <Objective><Name>Guidance</Name><Identifier>_7.2</Identifier><OtherInformation>shall</OtherInformation></Objective>
    </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation><StartDate>2024-01-01</StartDate><EndDate>2027-12-31</EndDate>
    <Source>https://ekeby.example/plan</Source></AdministrativeInformation>
</PerformancePlanOrReport>
"""


AREA = """\
---
kind: focus-area
id: del
number: "1"
title: Del
summary: En del.
commitments: [{id: "1.1", title: Kurser, text: Det ska finnas kurser., modality: shall}]
---
"""


def imported(file: Path, root: Path, *more: str) -> Result:
    return CliRunner().invoke(import_, [str(file), "--into", str(root), "--name", "Ekeby", "--write", *more])


def written(name: str, folder: Path, document: int = 0) -> Path:
    """Write a steering document of one of the publications as StratML."""
    loaded = load(REPOSITORY / name)
    path = folder / "plan.xml"
    path.write_bytes(data_files(loaded.site_map)[f"data/{stratml_name(loaded.publication.documents[document].id)}"])
    return path


def facts(publication: Publication, document: int = 0) -> dict[str, Any]:
    """Return what of a steering document has a place in StratML."""
    it = publication.documents[document]
    parts = publication.tree.chapters_of(it.id)
    words = " ".join
    return {
        "title": it.title,
        "summary": words(it.summary.split()),
        "vision": words(it.vision.split()) if it.vision else None,
        "period": it.period,
        "parts": [(part.id, part.number, part.title, words(part.summary.split())) for part in parts],
        "commitments": [
            (each.id, each.shown_number, each.title, words(each.text.split()), each.modality)
            for part in parts
            for each in part.commitments
        ],
    }


def schema_of(part: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(REPOSITORY / "tests" / "publish" / "data" / SCHEMAS[part]))


@pytest.mark.parametrize(
    ("name", "document", "part"),
    [("", 0, CORE), ("examples/falkoping", 0, PERFORMANCE), ("examples/ekbacka", 0, PERFORMANCE),
     ("examples/ekbacka", 1, PERFORMANCE)],
)  # fmt: skip
def test_it_is_as_the_standard_has_it(name: str, document: int, part: str, tmp_path: Path) -> None:
    tree = etree.parse(written(name, tmp_path, document))
    assert str(tree.getroot().tag).startswith(part)
    schema_of(part).assertValid(tree)


def test_the_schemas_notice_a_fault(tmp_path: Path) -> None:
    for name, part in (("", CORE), ("examples/ekbacka", PERFORMANCE)):
        tree = etree.parse(written(name, tmp_path))
        (core,) = tree.findall(f"{part}StrategicPlanCore")
        core.append(core[0])
        assert not schema_of(part).validate(tree)


def followed(publication: Publication, document: int = 0) -> dict[str, Any]:
    """Return the targets that serve each commitment of a document, and what was measured and judged."""
    it = publication.documents[document]
    found: dict[str, Any] = {}
    for part in publication.tree.chapters_of(it.id):
        for commitment in part.commitments:
            for plan in publication.plans_serving(commitment.id):
                for target in plan.targets:
                    lines = publication.target_periods(plan.id, target)
                    if commitment.id in plan.serves_of(target):
                        key = commitment.id, plan.id, target.indicator
                        found[" ".join(key)] = [*filter(None, map(of_line, lines))]
    return found


def of_line(line: TargetPeriod) -> tuple[object, ...] | None:
    """Return a period's target, number and judgement, as far as StratML has a place for them."""
    number = line.measured.number if line.measured else None
    level = line.report.judgement.value if line.report and line.report.judgement else None
    wanted = None if line.target_value is None or line.target_value.none else line.target_value
    # What is computed from another period goes as words.
    aim = None if wanted is None else line.bounds if wanted.levels else "words"
    return (line.period.name, aim, number, level) if aim or number is not None or level else None


@pytest.mark.parametrize("document", [0, 1])
def test_targets_and_results_come_back_as_they_were(document: int, tmp_path: Path) -> None:
    before = load(REPOSITORY / "examples" / "ekbacka", draw=False).publication
    done = imported(written("examples/ekbacka", tmp_path, document), tmp_path / "new", "--language", "sv")
    assert done.exit_code == 0, done.output
    after = load(tmp_path / "new", draw=False).publication
    names = [each.title for each in after.documents]
    own = names.index(before.documents[document].title)
    expected = followed(before, document)
    assert len(expected) > 4
    assert followed(after, own) == expected
    for key in expected:
        *_, indicator = key.split()
        old, new = before.indicator(indicator), after.indicator(indicator)
        assert (new.title, new.direction) == (old.title, old.direction)
        # Of how many a share is has no place, nor have the bounds of a scale.
        named = old.unit.name is not None
        assert not named or new.unit.label == ("percent" if old.unit.is_share else old.unit.label)
    bodies = {each.id: each.title for each in before.bodies}
    served = {key.split()[0] for key in expected}
    for each in (each for each in before.commitments if each.id in served):
        (own_there,) = (other for other in after.commitments if other.id == each.id)
        # A name that does not say that it is an organisation's may be a person's.
        names = [
            bodies[name] for name in each.responsible if re.search("(?:nämnden|förvaltningen|enheten)$", bodies[name])
        ]
        assert [after.body(name).title for name in own_there.responsible] == names


def test_out_and_in_gives_the_same(tmp_path: Path) -> None:
    before = load(REPOSITORY, draw=False).publication
    done = imported(written("", tmp_path), tmp_path / "new", "--language", "sv")
    assert done.exit_code == 0, done.output
    after = load(tmp_path / "new", draw=False).publication
    own = [at for at, each in enumerate(after.documents) if each.title == before.documents[0].title]
    assert own
    assert facts(after, own[0]) == facts(before)
    assert len(facts(before)["commitments"]) > 50


def test_the_second_part_of_the_standard_is_read_and_what_has_no_place_is_named(tmp_path: Path) -> None:
    file = tmp_path / "ekeby.xml"
    file.write_text(PART_2)
    done = imported(file, tmp_path / "new", "--language", "en", "--report", str(tmp_path / "report.md"))
    assert done.exit_code == 0, done.output
    publication = load(tmp_path / "new", draw=False).publication
    (work,) = [each for each in publication.chapters if each.id == "7"]
    assert [(each.id, each.title, each.modality) for each in work.commitments] == [
        ("trainees", "Trainees", "other"),
        ("7.2", "Guidance", "shall"),
    ]
    (document,) = [each for each in publication.documents if each.title == "Plan for Ekeby"]
    assert document.period and (str(document.period.from_), str(document.period.to)) == ("2024-01-01", "2027-12-31")
    assert [each.model_dump(exclude_none=True) for each in document.sources] == [
        {"title": "Plan for Ekeby", "publisher": "Ekeby", "url": "https://ekeby.example/plan"}
    ]
    report = (tmp_path / "report.md").read_text()
    assert "To serve. → steering documents and plans have no field for it" in report and "Not an id" in report


@pytest.mark.parametrize("said", ["Ekeby, the plan", "ftp:plan"])
def test_a_source_that_is_no_address_is_left_out(said: str, tmp_path: Path) -> None:
    file = tmp_path / "ekeby.xml"
    file.write_text(PART_2.replace("https://ekeby.example/plan", said))
    done = imported(file, tmp_path / "new", "--language", "en", "--report", str(tmp_path / "report.md"))
    assert done.exit_code == 0, done.output
    (document,) = [each for each in load(tmp_path / "new", draw=False).publication.documents if each.sources]
    assert [(each.publisher, each.url) for each in document.sources] == [("Ekeby", None)]
    assert f"{said} → steering documents" in (tmp_path / "report.md").read_text()


INDICATORS = """\
        <Stakeholder><Name>Eke Ekesson</Name></Stakeholder>
        <Stakeholder><Name>Trainee Department</Name>
          <Role><Name>Host</Name><RoleType>Performer</RoleType></Role></Stakeholder>
        <Stakeholder><Name>Youth Department</Name><Role><RoleType>Beneficiary</RoleType></Role></Stakeholder>
        <PerformanceIndicator>
          <MeasurementDimension>Trainees</MeasurementDimension><UnitOfMeasurement>Number</UnitOfMeasurement>
          <Identifier>_t-1</Identifier>
          <MeasurementInstance>
            <TargetResult><StartDate>2023-07-01</StartDate><EndDate>2024-06-30</EndDate>
              <NumberOfUnits>40</NumberOfUnits><Description>at least 40</Description></TargetResult>
            <ActualResult><StartDate>2023-07-01</StartDate><EndDate>2024-06-30</EndDate><NumberOfUnits>38.0</NumberOfUnits>
              <Descriptor><DescriptorName>Status</DescriptorName><DescriptorValue>partly</DescriptorValue></Descriptor>
              <Description>Two hosts left.</Description></ActualResult>
            <ActualResult><StartDate>2023-07-01</StartDate><EndDate>2024-06-30</EndDate><NumberOfUnits>39</NumberOfUnits></ActualResult>
            <ActualResult><NumberOfUnits>77</NumberOfUnits></ActualResult>
            <ActualResult><StartDate>9999-12-31</StartDate><NumberOfUnits>78</NumberOfUnits></ActualResult>
            <ActualResult><StartDate>2025-01-01</StartDate><NumberOfUnits>1e99999999</NumberOfUnits></ActualResult>
            <ActualResult><StartDate>2025-02-30</StartDate><NumberOfUnits>79</NumberOfUnits></ActualResult>
          </MeasurementInstance>
        </PerformanceIndicator>
        <PerformanceIndicator>
          <MeasurementDimension>Wages</MeasurementDimension><UnitOfMeasurement>USD</UnitOfMeasurement>
          <Identifier>_t-1</Identifier>
          <MeasurementInstance>
            <TargetResult><Description>Trainees are paid.</Description></TargetResult>
            <ActualResult><EndDate>2024-03-31</EndDate><Description>All were paid.</Description></ActualResult>
            <TargetResult><StartDate>2024-01-01</StartDate><EndDate>2026-12-31</EndDate><NumberOfUnits>1500</NumberOfUnits></TargetResult>
            <TargetResult><StartDate>2024-01-01</StartDate><EndDate>2024-08-31</EndDate>
              <Description>more than 2023</Description></TargetResult>
          </MeasurementInstance>
        </PerformanceIndicator>
      </Objective>
"""


def test_performance_indicators_are_targets_and_results_and_nothing_is_guessed(tmp_path: Path) -> None:
    file = tmp_path / "ekeby.xml"
    file.write_text(PART_2.replace("      </Objective>\n", INDICATORS, 1))
    done = imported(file, tmp_path / "new", "--language", "en", "--report", str(tmp_path / "report.md"))
    assert done.exit_code == 0, done.output
    publication = load(tmp_path / "new", draw=False).publication
    (plan,) = [each for each in publication.plans if each.targets]
    # The file has one id for two indicators.
    own = [each for each in publication.indicators if each.id in {"t-1", "wages"}]
    assert [(each.title, each.unit.name) for each in own] == [("Trainees", "count"), ("Wages", "USD")]
    trainees, wages = plan.targets
    values = [{period.name: value.model_dump() for period, value in each.values.items()} for each in plan.targets]
    assert values == [
        {"2023/24": {"at_least": Decimal(40)}},
        {"2026": Decimal(1500), "2024-M01-M08": {"words": "more than 2023"}},
    ]
    assert [trainees.text, wages.text] == [None, "Trainees are paid."]
    assert trainees.serves == wages.serves == ("trainees",)
    results = {each.period.name: each for each in publication.results}
    assert str(results["2023/24"].measurements["t-1"].number) == "38.0"
    report = results["2023/24"].targets["t-1"]
    assert report.judgement and (report.judgement.value, report.judgement.comment) == ("partly", "Two hosts left.")
    assert results["2024-03-31"].targets["wages"].analysis == "All were paid."
    (commitment,) = [each for each in publication.commitments if each.id == "trainees"]
    assert [publication.body(each).title for each in commitment.responsible] == ["Trainee Department"]
    account = (tmp_path / "report.md").read_text()
    for left in ("Eke Ekesson", "Youth Department", "77", "39", "78", "1e99999999", "79"):
        assert left in account
    assert "2024-01-01–2026-12-31" in (tmp_path / "new" / "plans" / plan.id / "plan.md").read_text()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<!DOCTYPE StrategicPlan [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<StrategicPlan><Name>&x;</Name></StrategicPlan>',
         "import-other-content"),
        ('<!DOCTYPE z [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<StrategicPlan><Name>&b;</Name></StrategicPlan>',
         "import-other-content"),
        ("<StrategicPlan><Name>x</Nam></StrategicPlan>", "import-damaged"),
        ("<html><body>x</body></html>", "import-other-content"),
    ],
)  # fmt: skip
def test_what_is_hostile_or_something_else_is_refused(content: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text(content)
    with pytest.raises(ProblemsFound) as found:
        read_source(file, None, "sv")
    assert [problem.code for problem in found.value.problems] == [code]


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("{from: 2024-01-01}", {"StartDate": "2024-01-01"}),
        ("{from: 2024, to: 2027-12-31}", {"EndDate": "2027-12-31"}),
        ("{from: 2024-01-01, to: 2027-12-31}", {"StartDate": "2024-01-01", "EndDate": "2027-12-31"}),
        ("", {}),
    ],
)
def test_a_plan_has_the_days_that_are_known_to_the_day(period: str, days: dict[str, str], tmp_path: Path) -> None:
    within = f"period: {period}\n" if period else ""
    fields = f"kind: steering-document\nid: plan\ntitle: Plan\nsummary: En plan.\nform: plan\n{within}"
    loaded = load(write(tmp_path, smallest() | {"docs/plan/index.md": f"---\n{fields}---\n", "docs/plan/a.md": AREA}))
    (document,) = loaded.publication.documents
    root = etree.fromstring(data_files(loaded.site_map)[f"data/{stratml_name(document.id)}"])
    dated = {str(each.tag).rpartition("}")[2]: each.text for each in root.iter() if str(each.tag).endswith("Date")}
    assert {name: day for name, day in dated.items() if name in {"StartDate", "EndDate"}} == days
