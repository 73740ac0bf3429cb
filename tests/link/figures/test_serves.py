"""Two targets of one plan that serve two commitments, one reached and one missed, count as one of each everywhere."""

import csv
import io
import re
from pathlib import Path

import pytest

from publisher.link.accounts import Accounts
from publisher.link.figures.progress import Progress
from publisher.model.plan import Status
from publisher.pipeline import Loaded, load
from publisher.publish.data.open_data import data_files
from tests.program import REPOSITORY
from tests.publications import START, page, without_problems, write
from tests.publish.accessible import editions_of
from tests.publish.printed import printed

SETTINGS = """\
site_name: P
theme: {language: sv}
extra:
  publication:
    organisation: {name: P}
    editions: [{id: allt, title: Allt}, {id: aret, title: Året, kind: year}]
"""
AREA = """\
---
kind: focus-area
id: omrade-%s
number: "%s"
title: Område %s
summary: S
commitments:
  - {id: "%s.1", title: Åtagande %s, text: T, modality: shall}
---
"""
PLAN = """\
---
id: planen
title: Planen
summary: S
status: ongoing
serves: %s
themes:
  - {id: rent, title: Rent vatten, serves: ["2.1"]}
targets:
  - {indicator: buller, serves: ["1.1"], values: {2024: 50}}
  - {indicator: vatten, theme: rent, values: {2024: 90}}
---
"""
RESULT = """\
---
plan: planen
year: 2024
summary: Bullret minskade, vattnet nådde inte målet.
measurements: {buller: 48, vatten: 85}
---
"""
INDICATORS = """\
indicators:
  - {id: buller, title: Buller, unit: count, direction: lower}
  - {id: vatten, title: Rent vatten, unit: percent, direction: higher}
"""


def publication_files(serves: str) -> dict[str, str]:
    """Return the files of a publication whose plan serves those commitments."""
    return {
        "mkdocs.yml": SETTINGS,
        "docs/index.md": START,
        "docs/strategi.md": "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\nvision: V\n---\n",
        **{f"docs/omrade-{n}.md": AREA % (n, n, n, n, n) for n in ("1", "2")},
        "plans/planen/plan.md": PLAN % serves,
        "plans/planen/results/2024.md": RESULT,
        "plans/indicators.yml": INDICATORS,
    }


@pytest.fixture(params=["[]", '["1.1", "2.1"]'])
def loaded(tmp_path: Path, request: pytest.FixtureRequest) -> Loaded:
    return without_problems(write(tmp_path, publication_files(request.param)))


def test_ledger_and_data(loaded: Loaded) -> None:
    standings = {line.commitment.id: str(line.standing) for line in loaded.publication.ledger.lines}
    assert standings == {"1.1": "reached", "2.1": "missed"}
    tables = data_files(loaded.site_map)
    published = {
        row["id"]: row["standing"] for row in csv.DictReader(io.StringIO(tables["data/commitments.csv"].decode()))
    }
    assert published == standings
    targets = [*csv.DictReader(io.StringIO(tables["data/targets.csv"].decode()))]
    assert [(row["indicator"], row["serves"], row["progress"]) for row in targets] == [
        ("buller", "1.1", "reached"), ("vatten", "2.1", "missed"),
    ]  # fmt: skip


def test_areas(loaded: Loaded) -> None:
    areas = Accounts(loaded.publication).by_chapter(2024)
    found = {
        chapter.id: [(target.indicator, str(line.progress)) for account in accounts for target, line in account.targets]
        for chapter, accounts in areas
    }
    assert found == {"omrade-1": [("buller", "reached")], "omrade-2": [("vatten", "missed")]}


def test_pages(loaded: Loaded) -> None:
    first, second = (page(loaded, f"ataganden/{n}.1.md").markdown for n in (1, 2))
    assert "Mål nått" in first or "Målet nått" in first or "standing-reached" in first
    assert "standing-missed" in second
    assert "| 48 |" in first and "85" not in first
    assert re.search(r"\| 85\s% \|", second) and "48" not in second
    assert "Bullret minskade" not in first + second, "a summary of both says nothing of one alone"
    areas = page(loaded, "resultat/2024/per-omrade.md").markdown
    one, _, other = areas.partition("{: #omrade-2 }")
    assert "progress-reached" in one and "progress-missed" not in one
    assert "progress-missed" in other and "progress-reached" not in other


def test_year(loaded: Loaded) -> None:
    year = page(loaded, "resultat/2024/index.md").markdown
    assert "1 av 2 mål nådda 2024" in year
    rows = {row.split("](")[0].strip("| *["): row for row in year.splitlines() if row.startswith("| **[")}
    assert {name: ("progress-reached" in row, "progress-missed" in row) for name, row in rows.items()} == {
        "Buller": (True, False),
        "Rent vatten": (False, True),
    }


def test_print(loaded: Loaded) -> None:
    editions = {name: " ".join(printed(content).words) for name, (content, _) in editions_of(loaded).items()}
    # The entry of each commitment, in its own area, has the number of its own target and where it stands by that.
    entries = editions["allt"].split(" Åtaganden ")
    first, second = entries[1].partition("Område 2")[0], entries[2].partition("Alla åtaganden")[0]
    assert "Åtagande 1 T 1 av 1 mål nått 2024" in first and "Målet nått 1" not in first
    assert "Genomförande Mål nått" in first and "inte nått" not in first
    assert "Åtagande 2 T 0 av 1 mål nått 2024" in second and "Målet inte nått 1" not in second
    assert "Genomförande Mål inte nått" in second and "Mål nått" not in second
    year = editions["aret/2024"]
    assert "1 av 2 mål nådda 2024 Målet nått 1 Målet inte nått 1" in year
    assert "Rent vatten Planen 90 85 Målet inte nått Buller Planen 50 48 Målet nått" in year
    areas = year.partition("per område")[2]
    assert "Buller Målet nått Område 2" in areas and "Rent vatten Målet inte nått Planen" in areas


@pytest.mark.parametrize("later", ["2025-Q1", "2024/25", "2025"])
def test_a_missed_target_stays_missed_when_a_later_result_is_about_another(tmp_path: Path, later: str) -> None:
    both = '["1.1", "2.1"]'
    own = {
        "plans/planen/plan.md": (PLAN % both)
        .replace(', serves: ["1.1"]', "")
        .replace(", theme: rent", "")
        .replace("{2024: 50}", f"{{2024: 50, {later}: 45}}"),
        f"plans/planen/results/{later.replace('/', '-')}.md": RESULT.replace("year: 2024", f"period: {later}").replace(
            "{buller: 48, vatten: 85}", "{buller: 40}"
        ),
    }
    loaded = without_problems(write(tmp_path, publication_files(both) | own))
    first = page(loaded, "ataganden/1.1.md").markdown
    assert "1 av 2 mål nådda när de senast redovisades" in first
    assert "standing-missed" in first, "what the page counts as missed is missed in the ledger, too"
    line = loaded.publication.ledger.line("1.1")
    assert (str(line.decided_in), line.as_of) == ("2024", None), "the later result says nothing of that"
    assert "**Mål inte nått**{ .standing .standing-missed } (2024)" in first


@pytest.mark.parametrize("name", [".", "examples/ekbacka", "examples/falkoping", "examples/hoje-taastrup"])
def test_standings_agree_with_the_outcomes_on_the_same_page(name: str) -> None:
    publication = load(REPOSITORY / name).publication
    accounts = Accounts(publication)
    for line in publication.ledger.lines:
        missed = [
            each for plan, _, each in accounts.outcome_of({line.commitment.id})
            if each.progress is Progress.MISSED and plan.status is Status.ONGOING
        ]  # fmt: skip
        assert not missed or str(line.standing) == "missed", line.commitment.id
