"""The example publications are whole: each builds without problems, in its own language, and in every medium."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from publisher.link.publication import Publication
from publisher.model.modality import Modality
from publisher.model.plan import ActivityStatus, Status, Verdict
from publisher.model.register import Direction
from publisher.pipeline import Loaded, load
from publisher.problem import stops
from publisher.publish.site.theme_values import search_pages
from publisher.render.volumes import volumes
from tests.conftest import built_once
from tests.program import REPOSITORY
from tests.publications import page
from tests.publish.accessible import assert_accessible
from tests.publish.built import lost_links, pages_below
from tests.publish.document import contents_of
from tests.publish.verapdf.runner import validate

EXAMPLES: Final = REPOSITORY / "examples"
LANGUAGES: Final = {"hoje-taastrup": "da", "falkoping": "sv", "ekbacka": "sv"}
# The notices that an example has on purpose: code and file.
NOTICES: Final[dict[str, set[tuple[str, str]]]] = {
    # A copy by somebody else names no authority to complain to.
    "hoje-taastrup": {("statement-lacks", "docs/om/tilgaengelighed.md")},
    # It has nobody to turn to, and says so.
    "falkoping": {("statement-lacks", "docs/om/tillganglighet.md")},
    "ekbacka": {
        # A year without a result, and so without a verdict.
        ("target-unreported", "plans/fanga-upp-unga/plan.md"),
        ("target-without-verdict", "plans/fanga-upp-unga/plan.md"),
        # The board has put off its verdicts, since a review is due.
        ("target-without-verdict", "plans/egen-forsorjning/plan.md"),
        # Unemployment has passed the limit that two plans were made under.
        ("review-due", "plans/branschspar/plan.md"),
        ("review-due", "plans/egen-forsorjning/plan.md"),
    },
}
# Targets for later years are not reached or missed yet; in later years there will be notices.
LAST_YEAR: Final = 2025


@pytest.fixture(scope="session", params=LANGUAGES)
def name(request: pytest.FixtureRequest) -> str:
    """The folder of an example."""
    return str(request.param)


@pytest.fixture(scope="session")
def loaded(name: str) -> Loaded:
    """An example, loaded."""
    return load(EXAMPLES / name)


@pytest.fixture(scope="session")
def built(name: str, shared_folder: Path) -> Path:
    """An example's site, built once by the front door."""
    return built_once(EXAMPLES / name, shared_folder / name)


@pytest.fixture(scope="session")
def ekbacka() -> Publication:
    """The complete example."""
    return load(EXAMPLES / "ekbacka", draw=False).publication


def test_nothing_is_reported_but_what_is_intended(name: str, loaded: Loaded) -> None:
    found = [problem for problem in loaded.problems if int(problem.facts.get("year", LAST_YEAR)) <= LAST_YEAR]
    assert {(problem.code, problem.place.file) for problem in found} == NOTICES[name]
    assert not stops(loaded.problems)


def test_every_page_stands_on_the_site_and_every_link_leads_somewhere(built: Path, loaded: Loaded) -> None:
    pages = {page.url + "index.html" for page in [*loaded.every_page, *search_pages(loaded.site_map)]}
    assert pages == pages_below(built)
    assert lost_links(built) == []


def test_every_page_and_table_says_that_it_is_an_example(built: Path, loaded: Loaded) -> None:
    note = loaded.publication.settings.publication.note
    assert note
    for one in (loaded, *loaded.versions):
        own = one.publication.settings.publication.note
        pages = [built / page.url / "index.html" for page in one.pages]
        assert [page for page in pages if not own or own not in page.read_text(encoding="utf-8")] == []
    assert note in json.loads((built / "data" / "publication.json").read_text(encoding="utf-8"))["example"]
    for table in (built / "data").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            assert "example" in (rows.fieldnames or [])
            assert all(note in row["example"] for row in rows)


def test_every_edition_is_accessible(built: Path, loaded: Loaded) -> None:
    for volume in volumes(loaded.publication):
        assert_accessible(loaded, (built / volume.path).read_bytes(), contents_of(loaded, volume))


def test_every_edition_is_valid(built: Path, loaded: Loaded) -> None:
    failed = validate(*(built / volume.path for volume in volumes(loaded.publication)))
    assert {name: checks for name, checks in failed.items() if checks} == {}


def test_the_data_holds_every_plan(built: Path, loaded: Loaded) -> None:
    plans = {plan.id for plan in loaded.publication.plans}
    with (built / "data" / "plans.csv").open(encoding="utf-8") as file:
        assert {row["id"] for row in csv.DictReader(file)} == plans
    assert json.loads((built / "data" / "publication.json").read_text(encoding="utf-8"))


def test_the_language_is_the_readers(name: str, loaded: Loaded) -> None:
    assert loaded.language.code == LANGUAGES[name]


def test_plain_mkdocs_builds_an_example(tmp_path: Path) -> None:
    settings = EXAMPLES / "hoje-taastrup" / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings), "--site-dir", str(tmp_path)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "handlingsplaner" / "aarlige-maal" / "index.html").is_file()


def test_the_complete_example_is_complete(ekbacka: Publication) -> None:
    assert len(ekbacka.plans) == 13
    assert len(ekbacka.bodies) >= 12
    assert len(ekbacka.indicators) >= 20
    assert ekbacka.years == (2025, 2024, 2023, 2022, 2021)
    # What a document only mentions has nothing to show, and Ekbacka knows where each plan and activity stands.
    assert {plan.status for plan in ekbacka.plans} == {*Status} - {Status.MENTIONED, Status.UNKNOWN}
    states = {activity.status for plan in ekbacka.plans for activity in plan.activities}
    assert states == {*ActivityStatus} - {ActivityStatus.UNKNOWN}
    assert set(verdicts(ekbacka)) == set(Verdict)
    assert {commitment.modality for commitment in ekbacka.commitments} == set(Modality)
    assert {indicator.unit.name for indicator in ekbacka.indicators} >= {
        "count",
        "share",
        "days",
        "kronor",
        "mass-tonne",
    }
    assert {indicator.direction for indicator in ekbacka.indicators} == {*Direction, None}
    assert [plan.id for plan in ekbacka.plans if plan.replaces] == ["sprak-och-jobb"]
    assert [lock.id for lock in ekbacka.every_lock] == ["arbete-at-fler"]
    assert any(plan.themes for plan in ekbacka.plans)
    assert ekbacka.settings.publication.smallest_group


def verdicts(publication: Publication) -> Iterator[Verdict]:
    for plan in publication.plans:
        for target in plan.targets:
            yield from (regulation.verdict for regulation in target.regulations)


def test_its_adopted_words_stand_beside_the_plain_ones_and_alone() -> None:
    pages = {page.path: page.markdown for page in load(EXAMPLES / "ekbacka").pages}
    words = "> Kommunen bör möjliggöra distansstudier vid högskola och yrkeshögskola, med studiestöd inom kommunen."
    for path in ("ataganden/1.4.md", "strategi/antagen-text.md"):
        assert words in pages[path]
    assert "Antagen text (avsnitt 3.1, sidan 7):" in pages["ataganden/1.4.md"]
    assert "med hjälp på plats" not in pages["strategi/antagen-text.md"]


def test_each_commitment_of_one_source_has_the_modal_word_of_that_source() -> None:
    """The sources say »målet är«, »vil være vigtigt« and »må«: no ska, bør or skal."""
    words = {
        str(commitment.id): commitment.modal_word or str(commitment.modality)
        for name in ("falkoping", "hoje-taastrup")
        for commitment in load(EXAMPLES / name, draw=False).publication.commitments
    }
    assert words == {
        "1-nittio-dagar": "other",
        "1-forsorjningsstod": "shall",
        "2-samla-insatserna": "shall",
        "2-samordna": "shall",
        "2-perspektiv": "shall",
        "2-naringslivet": "shall",
        "2-arbetsplan": "shall",
        "1-etaarige-maal": "shall",
        "1-opfoelgning": "other",
        "1-konjunktur": "må",
    }


def test_what_a_source_does_not_say_is_not_said_to_come() -> None:
    """»Not yet« says that it will be, and »now« of a source of 2016 that it still is."""
    hasty = [
        f"{file.relative_to(EXAMPLES)}: {word}"
        for name in ("falkoping", "hoje-taastrup")
        for file in sorted((EXAMPLES / name).rglob("*"))
        if file.suffix in {".md", ".yml"}
        for word in ("ännu inte redovisa", "endnu ikke oplyst", "Nu ska ", "Hvert år ")
        if word in file.read_text(encoding="utf-8")
    ]
    assert hasty == []


def test_plans_of_a_news_item_have_no_status_that_it_does_not_give() -> None:
    """It describes one plan and says nothing of its status; the other is to be drawn up."""
    publication = load(EXAMPLES / "falkoping", draw=False).publication
    assert {plan.id: str(plan.status) for plan in publication.plans} == {
        "handlingsplan": "unknown",
        "arbetsplan": "mentioned",
    }
    assert {str(line.standing) for line in publication.ledger.lines} == {"unknown"}


def test_words_of_a_source_are_not_said_to_be_those_of_the_document() -> None:
    """What a news item or a web page says of a strategy is told in their words; what was adopted is quoted."""
    lists = {"falkoping": "ataganden", "hoje-taastrup": "forpligtelser", "ekbacka": "ataganden"}
    leads = {name: page(load(EXAMPLES / name), f"{path}/index.md").markdown for name, path in lists.items()}
    assert {name: text.split("\n{: .lead }")[0].splitlines()[-1] for name, text in leads.items()} == {
        "falkoping": "7 åtaganden, räknade efter källans egna ord.",
        "hoje-taastrup": "3 indsatser, talt efter kildens egne ord.",
        "ekbacka": "24 åtaganden, räknade efter styrdokumentens egna ord.",
    }


def test_a_plan_is_mentioned_by_the_source_that_mentions_it() -> None:
    text = page(load(EXAMPLES / "falkoping"), "ataganden/2-arbetsplan.md").markdown
    assert "Plan som källan nämner\n:   [Arbetsplan för den nya organisationen]" in text


def test_who_only_adopted_a_document_is_not_responsible_for_it() -> None:
    for name, council in (("falkoping", "kommunfullmaktige"), ("hoje-taastrup", "kommunalbestyrelsen")):
        publication = load(EXAMPLES / name, draw=False).publication
        duties = publication.duties_of(council)
        assert (duties.strategies, duties.steps) == ((), ())


def test_its_shares_are_those_of_whole_persons(ekbacka: Publication) -> None:
    """A share of 58 % of 31 is 18 persons; 58 % of 30 would be nobody's number."""
    odd = []
    for result in ekbacka.results:
        for name, measurement in result.measurements.items():
            whole = result.measurements[measurement.of].value if measurement.of else None
            if measurement.share is None or whole is None:
                continue
            digits = max(0, -int(measurement.share.as_tuple().exponent))
            if measurement.share not in {round(100 * count / whole, digits) for count in range(int(whole) + 1)}:
                odd.append(f"{result.id}: {name}")
    assert odd == []
