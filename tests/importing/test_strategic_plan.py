"""StratML goes out and comes in as it was; what has no place is named, and nothing that a file declares is done."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from publisher.command.imports import import_
from publisher.importing.readers.formats import read_source
from publisher.link.publication import Publication
from publisher.pipeline import load
from publisher.problem import ProblemsFound
from publisher.publish.data.open_data import data_files
from tests.program import REPOSITORY

CORE = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"
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
  <AdministrativeInformation><StartDate>2024-01-01</StartDate><EndDate>2027-12-31</EndDate></AdministrativeInformation>
</PerformancePlanOrReport>
"""


def imported(file: Path, root: Path, *more: str) -> Result:
    return CliRunner().invoke(import_, [str(file), "--into", str(root), "--name", "Ekeby", "--write", *more])


def written(name: str, folder: Path, document: int = 0) -> Path:
    """Write a steering document of one of the publications as StratML."""
    files = data_files(load(REPOSITORY / name).site_map)
    names = sorted(each for each in files if each.startswith("data/stratml-"))
    path = folder / "plan.xml"
    path.write_bytes(files[names[document]])
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
            (each.id, each.title, words(each.text.split()), each.modality)
            for part in parts
            for each in part.commitments
        ],
    }


@pytest.mark.parametrize("name", ["", "examples/ekbacka", "examples/falkoping"])
def test_it_is_as_the_standard_has_it(name: str, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(REPOSITORY / "tests" / "publish" / "data" / "stratml_core.xsd"))
    schema.assertValid(etree.parse(written(name, tmp_path)))


def test_the_schema_notices_a_fault(tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(REPOSITORY / "tests" / "publish" / "data" / "stratml_core.xsd"))
    tree = etree.parse(written("", tmp_path))
    (core,) = tree.findall(f"{CORE}StrategicPlanCore")
    core.append(core[0])
    assert not schema.validate(tree)


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
    report = (tmp_path / "report.md").read_text()
    assert "To serve." in report and "Not an id" in report


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
