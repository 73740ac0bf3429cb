"""Small trends and limit lines: what stands beside a list's numbers, and across a chart."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from publisher.pipeline import Loaded
from publisher.publish.site.inline_charts import with_drawings
from publisher.render.chart import charts_of
from publisher.render.page import Picture
from publisher.render.trends import as_line
from tests.publications import page, smallest, without_problems, write

INDICATOR = "indicators: [{id: stod, title: Hushåll med stöd, unit: count, direction: lower}]\n"
PLAN = (
    "---\nid: p\ntitle: Planen\nsummary: Om planen.\nstatus: ongoing\nperiod: {from: 2021-01-01}\n"
    "targets: [{indicator: stod, values: {2021: 50, 2022: 45, 2023: 40}}]\n"
    "assumptions: [{text: Det är lugnt., indicator: stod, limit: {above: 60}}]\n---\n"
)
RESULT = "---\nplan: p\nyear: {0}\nsummary: Om året.\nmeasurements: {{stod: {1}}}\n---\n"


def published(root: Path, numbers: dict[int, int]) -> Loaded:
    files = {f"plans/p/results/{year}.md": RESULT.format(year, number) for year, number in numbers.items()}
    return without_problems(
        write(root, smallest(**files, **{"plans/indicators.yml": INDICATOR, "plans/p/plan.md": PLAN}))
    )


@pytest.mark.parametrize(
    ("numbers", "line"),
    [((3, 5, 4), "0 100 50"), ((-2, 0, 2), "0 50 100"), ((7, 7, 7), "50 50 50"), ((1, 2), ""), ((), "")],
)
def test_numbers_become_heights_from_the_least_to_the_most(numbers: tuple[int, ...], line: str) -> None:
    assert as_line(map(Decimal, numbers)) == line


def test_lists_have_a_trend_and_say_in_words_how_it_went(tmp_path: Path) -> None:
    loaded = published(tmp_path, {2021: 55, 2022: 44, 2023: 52})
    indicators = page(loaded, "nyckeltal/index.md").markdown
    assert (
        '[Hushåll med stöd](stod.md){: data-trend="100 0 73" data-numbers="2021: 55; 2022: 44; 2023: 52" }'
        in indicators
    )
    assert "upp 8 från 2022)" in indicators
    plans = page(loaded, "planer/index.md").markdown
    reached = "2021: 0 av 1; 2022: 1 av 1; 2023: 0 av 1"
    assert f'[Planen](p.md){{: data-shares="0 100 0" data-numbers="{reached}" }}' in plans
    assert "[0 av 1 mål nått 2023](../resultat/2023/p.md) ([2022](../resultat/2022/p.md): 1 av 1)" in plans


def test_two_numbers_are_no_trend(tmp_path: Path) -> None:
    indicators = page(published(tmp_path, {2021: 55, 2022: 44}), "nyckeltal/index.md").markdown
    assert "data-trend" not in indicators
    assert "ned 11 från 2021)" in indicators


def test_a_calendar_year_is_no_change_from_a_school_year(tmp_path: Path) -> None:
    def said(year: str) -> str:
        statistics = f"period,value\n2021/22,55\n2022/23,44\n{year},44\n"
        files = {"plans/indicators.yml": INDICATOR, "plans/statistics/stod.csv": statistics}
        return page(without_problems(write(tmp_path / year[-2:], smallest(**files))), "nyckeltal/stod.md").markdown

    assert "oförändrat från 2022/23" in said("2023/24")
    assert "från 2022/23" not in said("2023")


def test_the_limit_of_an_assumption_is_drawn_and_said(tmp_path: Path) -> None:
    loaded = published(tmp_path, {2021: 55, 2022: 44, 2023: 52})
    (chart,) = charts_of(loaded.publication.indicator("stod"), loaded.site_map.views)
    assert chart.alternative.endswith("; streckad linje: gränsen 60, då en förutsättning prövas.")
    (picture,) = page(loaded, "nyckeltal/stod.md").pictures
    assert picture.draw().count(b'class="limit"') == 3


def test_charts_and_trends_are_drawn_within_the_page() -> None:
    svg = b'<svg width="600" height="9"><style>a {}</style><title>T</title><desc>D</desc>\n<rect x="0"/></svg>'
    picture = Picture("a/diagram/x.svg", 600, 9, "Alla tal", lambda: svg)
    image = '<img alt="Alla tal" class="chart" height="9" src="diagram/x.svg" width="600" />'
    drawn = with_drawings(f"<p>{image}</p>", [picture])
    assert 'role="img" aria-label="Alla tal"' in drawn
    assert "<style>" not in drawn
    assert '<rect x="0"/></svg></p>' in drawn
    assert with_drawings(image, []) == image
    trend = with_drawings('<a href="x/" data-numbers="2021: 1; 2022: 3; 2023: 2" data-trend="0 100 50">Ord</a>', [])
    assert trend.startswith('<a href="x/">Ord</a> <svg class="trend-line"')
    assert 'role="img" aria-label="2021: 1; 2022: 3; 2023: 2"' in trend
    assert 'points="3.0,17.0 32.0,3.0 61.0,10.0"' in trend


def test_shares_of_a_few_targets_are_columns_and_no_curve() -> None:
    drawn = with_drawings('<a href="x/" data-numbers="2021: 0 av 2; 2022: 1 av 2" data-shares="0 50 100">Ord</a>', [])
    assert "polyline" not in drawn
    assert drawn.count("<rect") == 3
    assert [part.partition('"')[0] for part in drawn.split(' height="')[2:]] == ["0.0", "9.2", "18.5"]
    assert 'aria-label="2021: 0 av 2; 2022: 1 av 2"' in drawn


def test_they_are_drawn_on_the_pages_of_a_site(large: Path) -> None:
    plans, indicators = ((large / name / "index.html").read_text(encoding="utf-8") for name in ("planer", "nyckeltal"))
    for html, mark in ((plans, "<rect"), (indicators, "<polyline")):
        drawn = [part for part in html.split('<svg class="trend-line"')[1:] if mark in part.partition("</svg>")[0]]
        assert len(drawn) > 5
        assert all(re.search(r'aria-label="[^"]+: ', part) for part in drawn)
        assert "data-numbers" not in html
