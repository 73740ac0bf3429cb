"""Figures in words: what each number is a part of, how it was worked out, and what it was before."""

from decimal import Decimal
from pathlib import Path

import pytest

from publisher.link.publication import Publication
from publisher.model.time_period import TimePeriod
from publisher.model.unit import COUNT, Unit, UnitName
from publisher.render.bars import Chart, Sort
from publisher.render.chart import charts_of
from publisher.render.figures import Figures, rounded
from publisher.render.funnel import Remainder, remainders
from publisher.render.site_map import SiteMap
from tests.publications import HERE, linked, page, smallest, swedish, without_problems

REGISTER = """\
indicators:
  - {id: alla, title: Började, unit: count, direction: neither, as_whole: som började}
  - {id: klara, title: Klara, unit: count, direction: neither, as_whole: klara}
  - {id: slutade, title: Slutade, unit: count, direction: neither}
  - {id: arbete, title: I arbete, unit: share, direction: higher, baseline: {value: 78, date: 2020}}
"""
PLAN = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nindicators: [alla, klara, slutade, arbete]\n---\n"


def figures(root: Path, measurements: str) -> tuple[Figures, Publication]:
    result = f"---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {{{measurements}}}\n---\n"
    files = {"plans/indicators.yml": REGISTER, "plans/p/plan.md": PLAN, "plans/p/results/2024.md": result}
    publication = linked(root, smallest() | files)
    return Figures(publication, swedish()), publication


def left(root: Path, measurements: str) -> list[Remainder]:
    said, publication = figures(root, measurements)
    return list(remainders(said, publication.result("p", 2024)))


def test_what_is_computed_says_how(tmp_path: Path) -> None:
    said, publication = figures(tmp_path, "alla: 142, klara: {value: 72, of: alla}, arbete: {share: 79, of: klara}")
    assert said.computed(publication.result("p", 2024), "arbete") == [
        "omkring 57 (79 % × 72)",
        "omkring 40 % av 142 som började (57 / 142)",
        "1 procentenhet högre än startvärdet 78 % (2020)",
    ]


def test_numbers_are_rounded_as_people_do(tmp_path: Path) -> None:
    assert [rounded(Decimal(number)) for number in ("0.5", "1.5", "2.5", "2.49", "-0.5")] == [1, 2, 3, 2, -1]
    said, publication = figures(tmp_path, "alla: 200, klara: {value: 13, of: alla}, slutade: {value: 5, of: alla}")
    result = publication.result("p", 2024)
    assert said.computed(result, "klara") == ["7 % av 200 som började (13 / 200)"], "6.5 goes up"
    assert said.computed(result, "slutade") == ["3 % av 200 som började (5 / 200)"], "2.5 goes up as well"


@pytest.mark.parametrize(
    ("share", "words"), [("78", "samma som startvärdet"), ("75.5", "2,5 procentenheter lägre än startvärdet")]
)
def test_a_change_is_counted_from_the_baseline(tmp_path: Path, share: str, words: str) -> None:
    said, publication = figures(tmp_path, f"alla: 200, arbete: {{share: {share}, of: alla}}")
    assert said.computed(publication.result("p", 2024), "arbete")[-1] == f"{words} 78 % (2020)"


def test_a_funnel_shows_those_left_over_and_claims_nothing_of_them(tmp_path: Path) -> None:
    assert left(tmp_path, "alla: 142, klara: {value: 72, of: alla}, arbete: {share: 79, of: klara}") == [
        Remainder("Klara", "Övriga: 70 (142\u00a0−\u00a072)."),
        Remainder("I arbete", "Övriga: omkring 15 (72\u00a0−\u00a057)."),
    ]


def test_where_a_whole_has_several_parts_the_others_are_counted_only(tmp_path: Path) -> None:
    found = left(tmp_path, "alla: 142, klara: {value: 72, of: alla}, slutade: {value: 20, of: alla}")
    assert all(each.is_known for each in found)
    assert [each.words for each in found] == ["Övriga: 70 (142\u00a0−\u00a072).", "Övriga: 122 (142\u00a0−\u00a020)."]


def test_where_everybody_came_nobody_is_left_over(tmp_path: Path) -> None:
    assert left(tmp_path, "alla: 142, klara: {value: 142, of: alla}") == []


def test_a_correction_keeps_what_the_number_was(tmp_path: Path) -> None:
    said, publication = figures(
        tmp_path,
        "alla: {value: 142, note: Preliminärt., preliminary: true, "
        "corrections: [{was: 140, date: 2023-04-01, reason: Två saknades.}]}",
    )
    result = publication.result("p", 2024)
    assert said.measured(result, "alla") == "142 (preliminär uppgift, rättad uppgift)"
    assert said.corrections(result, "alla") == ["rättad 1 april 2023, tidigare 140. Skäl: Två saknades."]


def test_a_hidden_number_has_no_bar() -> None:
    publication = without_problems(HERE / "cases" / "goals" / "input").publication
    views = SiteMap(publication, swedish()).views
    (chart,) = charts_of(publication.result("snabba", 2024), views)
    assert isinstance(chart, Chart)
    withheld = [bar for bar in chart.bars if bar.sort is Sort.MISSING]
    assert [bar.figure for bar in withheld] == ["visas inte", "visas inte"]
    assert [bar.length for bar in withheld] == [0, 0]
    assert "aldre" not in {each.id for each in charts_of(publication.plan("snabba"), views)}, "nothing to draw"


def test_a_replaced_plan_says_so_at_its_top_and_stays() -> None:
    loaded = without_problems(HERE / "cases" / "goals" / "input")
    old, new = page(loaded, "planer/langsamma.md").markdown, page(loaded, "planer/snabba.md").markdown
    assert old.index("Planen är ersatt") < old.index("/// box")
    assert "Den är ersatt av [Snabba vägar](snabba.md)." in old
    assert "Ersätter\n:   [Långsamma vägar](langsamma.md)" in new


RANK = Unit.model_validate({"name": UnitName.RANK, "from": 1, "to": 290})


@pytest.mark.parametrize(
    ("unit", "change", "said"),
    [
        (RANK, -13, "13 platser bättre än 2024"),
        (RANK, 0, "oförändrat från 2024"),
        (COUNT, 3, "upp 3 från 2024"),
    ],
)
def test_a_place_is_better_than_before_and_a_number_up_from_it(
    tmp_path: Path, unit: Unit, change: int, said: str
) -> None:
    found, _ = figures(tmp_path, "alla: 4")
    assert found.moved_since(Decimal(change), unit, TimePeriod.of_year(2024)).replace("\u00a0", " ") == said
