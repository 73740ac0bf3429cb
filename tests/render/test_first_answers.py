"""Pages begin with how it is going, also where there is no target; what nobody has reported is said to be so."""

import re
from pathlib import Path

import pytest

from publisher.model.result import Result
from publisher.pipeline import Loaded
from publisher.render.data_tables import MEASUREMENTS
from publisher.render.page import pictures_of
from tests.publications import SETTINGS, page, smallest, without_problems, write

STRATEGY = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n"
AREA = """\
---
kind: focus-area
id: area
title: Resor
summary: S
commitments:
  - {id: c, title: C, text: Vi ska resa., modality: shall}
  - {id: d, title: D, text: Vi ska gå., modality: shall}
---
"""
PLAN = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nserves: [c]\nindicators: [a]\nTARGETS---\n"
RESULT = "---\nplan: p\nyear: 2024\nsummary: S\nMEASURED---\n"
INDICATORS = (
    "indicators: [{id: a, title: Resor i byn, unit: count, direction: higher}, {id: b, title: Besök, unit: count}]\n"
)
SILENT = "Här redovisas inga resultat."
NUMBERS = "## Hur går det? {: #hur-gar-det }\n\n[P, resultat 2024]"


def published(
    root: Path, measured: str = "measurements: {a: 3}\n", targets: str = "", covers: str = "complete"
) -> Loaded:
    files = {
        "mkdocs.yml": SETTINGS.replace("{organisation", f"{{covers: {covers}, organisation"),
        "docs/strategi/index.md": STRATEGY,
        "docs/strategi/resor.md": AREA,
        "plans/indicators.yml": INDICATORS,
        "plans/p/plan.md": PLAN.replace("TARGETS", targets),
    }
    if measured:
        files["plans/p/results/2024.md"] = RESULT.replace("MEASURED", measured)
    return without_problems(write(root, smallest(**files)))


@pytest.mark.parametrize("address", ["planer/p.md", "resultat/2024/index.md", "resultat/index.md"])
def test_without_targets_the_answer_is_the_latest_numbers(tmp_path: Path, address: str) -> None:
    text = page(published(tmp_path), address).markdown
    assert NUMBERS in text
    assert "**3** Resor i byn" in text.partition(NUMBERS)[2]
    assert SILENT not in text
    # Nothing but the title and the lead stands before it.
    assert text.index(NUMBERS) < 120


def test_a_commitment_begins_with_the_latest_number_for_it(tmp_path: Path) -> None:
    text = page(published(tmp_path), "ataganden/c.md").markdown
    assert text.index("**3** Resor i byn") < 200 and SILENT not in text


@pytest.mark.parametrize("address", ["planer/p.md", "ataganden/c.md", "ataganden/d.md"])
def test_where_nothing_is_reported_the_answer_says_so(tmp_path: Path, address: str) -> None:
    text = page(published(tmp_path, measured=""), address).markdown
    assert text.count(SILENT) == 1
    assert text.index(SILENT) < 120


def test_where_others_may_know_of_results_nothing_is_said_of_none(tmp_path: Path) -> None:
    loaded = published(tmp_path, measured="", covers="excerpt")
    assert not [each.path for each in loaded.pages if SILENT in each.markdown]


def test_a_commitment_that_no_plan_serves_has_no_answer_of_another(tmp_path: Path) -> None:
    text = page(published(tmp_path), "ataganden/d.md").markdown
    assert SILENT in text and "Resor i byn" not in text


def test_an_indicator_without_a_number_says_so(tmp_path: Path) -> None:
    loaded = published(tmp_path)
    assert "Inga siffror." in page(loaded, "nyckeltal/b.md").markdown
    assert "inga siffror" not in page(loaded, "nyckeltal/a.md").markdown


@pytest.mark.parametrize(
    ("targets", "measured", "said"),
    [
        ("", "measurements: {a: 3}\n", "Här finns inga mål med siffror."),
        ("targets: [{indicator: a, values: {2024: 3}}]\n", "", "Hur det gick med målen är inte redovisat."),
        ("targets: [{indicator: a, values: {2024: 3}}]\n", "measurements: {a: 3}\n", "Inget redovisat mål missades."),
    ],
)
def test_what_is_late_says_only_what_is_known_of_targets(
    tmp_path: Path, targets: str, measured: str, said: str
) -> None:
    loaded = published(tmp_path, measured, targets)
    text = page(loaded, "forsenat.md").markdown
    assert f"Här redovisas ingen försenad aktivitet eller plan. {said}" in text
    # The way there stands last where it leads to nothing.
    results = page(loaded, "resultat/index.md").markdown
    assert results.index("Se vad som är försenat") > results.index("Se alla nyckeltal" if measured else "# Resultat")


def test_what_is_late_is_one_step_from_the_first_answer(tmp_path: Path) -> None:
    loaded = published(tmp_path, "measurements: {a: 2}\n", "targets: [{indicator: a, values: {2024: 3}}]\n")
    results = page(loaded, "resultat/index.md").markdown
    assert results.index("0 av 1 mål nått") < results.index("Se vad som är försenat") < results.index("## [2024]")


WITHOUT_NUMBERS = "## Hur går det? {: #hur-gar-det }\n\n- [P](../planer/p.md): "


@pytest.mark.parametrize("covers", ["excerpt", "complete"])
def test_a_part_without_numbers_begins_with_its_plans_and_what_is_said_of_them(tmp_path: Path, covers: str) -> None:
    files = published(tmp_path, measured="", covers=covers)
    text = page(files, "strategi/resor.md").markdown
    assert WITHOUT_NUMBERS + "**Pågår**{ .status .status-ongoing } (odaterat)\n" in text
    assert text.index(WITHOUT_NUMBERS) < 60


def test_a_part_of_whose_plans_nothing_is_said_begins_with_its_words(tmp_path: Path) -> None:
    for name, plan in (
        ("unknown", PLAN.replace("ongoing", "unknown")),
        ("mentioned", PLAN.replace("ongoing", "mentioned")),
    ):
        files = smallest(
            **{
                "docs/strategi/index.md": STRATEGY,
                "docs/strategi/resor.md": AREA,
                "plans/indicators.yml": INDICATORS,
                "plans/p/plan.md": plan.replace("TARGETS", ""),
            }
        )
        assert "Hur går det?" not in page(without_problems(write(tmp_path / name, files)), "strategi/resor.md").markdown


def test_of_many_plans_a_part_names_five(tmp_path: Path) -> None:
    files = {"docs/strategi/index.md": STRATEGY, "docs/strategi/resor.md": AREA, "plans/indicators.yml": INDICATORS}
    for each in "abefghij":
        text = PLAN.replace("id: p\ntitle: P", f"id: p{each}\ntitle: {each.upper()}").replace(
            "TARGETS", "as_of: 2024-05\n"
        )
        files[f"plans/p{each}/plan.md"] = text.replace("indicators: [a]\n", "")
    text = page(without_problems(write(tmp_path, smallest(**files))), "strategi/resor.md").markdown
    answer = text.partition("## Hur går det?")[2].partition("## Åtaganden")[0]
    assert answer.count("(maj 2024)") == 5
    assert "\n- och 3 till\n" in answer


@pytest.mark.parametrize("share", ["share: 0, ", "share: 50, ", ""])
def test_a_share_of_nothing_is_no_number_that_a_page_begins_with(tmp_path: Path, share: str) -> None:
    indicators = INDICATORS.replace("{id: b, title: Besök, unit: count}", "{id: b, title: Nöjda, unit: share}")
    shared = page_files(share)
    loaded = without_problems(write(tmp_path, smallest(**{**shared, "plans/indicators.yml": indicators})))
    assert [each.numbered for each in loaded.publication.results] == [("a",)]
    for address in ("planer/p.md", "ataganden/c.md", "resultat/2024/index.md"):
        text = page(loaded, address).markdown
        assert "**0** Resor i byn" in text and "** Nöjda" not in text
    assert "Nöjda" in page(loaded, "resultat/2024/p.md").markdown


@pytest.mark.parametrize("share", ["share: 0, ", "share: 50, groups: {kvinnor: 0}, ", ""])
def test_a_share_of_nothing_is_no_percentage_anywhere(tmp_path: Path, share: str) -> None:
    dimensions = "dimensions: [{id: kon, title: Kön, groups: [{id: kvinnor, title: Kvinnor}]}]\n"
    indicators = INDICATORS.replace("{id: b, title: Besök, unit: count}", "{id: b, title: Nöjda, unit: share}")
    files = page_files(share) | {"plans/indicators.yml": dimensions + indicators}
    targets = "targets: [{indicator: b, values: {2023: at_least 40, 2024: at_least 60}}]\n"
    files["plans/p/plan.md"] = PLAN.replace("TARGETS", targets.replace("at_least", "minst"))
    files["plans/p/results/2023.md"] = RESULT.replace("2024", "2023").replace(
        "MEASURED", "measurements: {a: 10, b: {share: 50, of: a}}\n"
    )
    loaded = without_problems(write(tmp_path, smallest(**files)))
    addresses = ("planer/p.md", "ataganden/c.md", "resultat/2024/index.md", "resultat/2024/p.md", "nyckeltal/b.md")
    for address in addresses:
        found = page(loaded, address)
        text = found.markdown + b"".join(pictures_of([found]).values()).decode()
        assert not re.search(r"(?<!\d)0\s%|av\s0", text.replace("&nbsp;", " ")), address
        assert address == "ataganden/c.md" or "det fanns inget att räkna" in text
    rows = [row for row in MEASUREMENTS.cells(loaded.publication, str) if str(row["period"]) == "2024"]
    assert [(row["indicator"], row["value"], row["share"], row["of_value"]) for row in rows] == [
        ("a", 0, None, None),
        ("b", None, None, 0),
    ]


def test_a_share_of_a_group_of_nobody_is_left_out() -> None:
    """The share of those in the other group stands."""
    measurements = {
        "alla": {"value": "10", "groups": {"kvinnor": "0", "man": "10"}},
        "nojda": {"share": "50", "of": "alla", "groups": {"kvinnor": "0", "man": "50"}},
    }
    result = Result.model_validate({"plan": "p", "year": "2024", "summary": "S", "measurements": measurements})
    assert result.measurements["nojda"].groups == {"man": 50}
    assert result.measurements["nojda"].share == 50


def page_files(share: str) -> dict[str, str]:
    """Return the files of a plan that reports a total of none, and a share of it."""
    return {
        "mkdocs.yml": SETTINGS,
        "docs/strategi/index.md": STRATEGY,
        "docs/strategi/resor.md": AREA,
        "plans/p/plan.md": PLAN.replace("[a]", "[a, b]").replace("TARGETS", ""),
        "plans/p/results/2024.md": RESULT.replace("MEASURED", f"measurements: {{a: 0, b: {{{share}of: a}}}}\n"),
    }
