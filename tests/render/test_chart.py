"""Charts: what a plan's targets and a result's parts become, and the file that is drawn of them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from publisher.link.figures.progress import TargetPeriod
from publisher.model.time_period import TimePeriod
from publisher.publish.site.inline_charts import inlined
from publisher.render.bars import Bar, Chart, Scale, Sort
from publisher.render.chart import charts_of
from publisher.render.drawing import WIDTH, drawn
from publisher.render.page import Picture
from publisher.render.site_map import SiteMap
from publisher.render.timeline import is_long
from tests.publications import HERE, SETTINGS, linked, page, smallest, swedish, without_problems, write

THREAD = HERE / "cases" / "thread" / "input"
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
indicators: [alla, klara, arbete]
targets: [{indicator: %s, values: %s}]
---
"""
RESULT = "---\nplan: p\nyear: %s\nsummary: S\nmeasurements: {%s}\n---\n"
QUARTER = "---\nplan: p\nperiod: 2024-Q%s\nsummary: S\nmeasurements: {kon: %s}\n---\n"
REGISTER = """\
indicators:
  - {id: kon, title: Dagar i kö, unit: days, direction: %s}
  - {id: alla, title: Alla, unit: count, direction: neither}
  - {id: klara, title: Klara, unit: count, direction: neither}
  - {id: arbete, title: I arbete, unit: share, direction: higher}
"""
SVG = "{http://www.w3.org/2000/svg}"


def charts(
    root: Path,
    values: str,
    results: dict[int, str],
    direction: str = "lower",
    of: str = "p",
    target: str = "kon",
    covers: str = "excerpt",
) -> list[Chart]:
    register = (REGISTER % direction).replace(", direction: }", "}")
    settings = SETTINGS.replace("{organisation", f"{{covers: {covers}, organisation")
    files: dict[str, Any] = {
        "mkdocs.yml": settings,
        "plans/indicators.yml": register,
        "plans/p/plan.md": PLAN % (target, values),
    }
    files |= {f"plans/p/results/{year}.md": RESULT % (year, numbers) for year, numbers in results.items()}
    publication = linked(root, smallest() | files)
    views = SiteMap(publication, swedish()).views
    return [each for each in charts_of(publication.nodes[of].value, views) if isinstance(each, Chart)]


def test_a_share_is_drawn_as_a_part_of_all_unless_all_are_small_parts() -> None:
    assert Scale.of_shares([Decimal(60), Decimal(5)]).high == 100
    assert Scale.of_shares([Decimal("9.3"), Decimal(9)]).high == 25
    assert Scale.of_shares([]).high == 100


def picture(*bars: Bar, key: str = "") -> Picture:
    return drawn(Chart("id", "Titel", bars, key), "a/id.svg", "text { fill: red }", "sv")


def test_a_chart_for_readers_from_the_right_is_drawn_from_there() -> None:
    bar = Bar(Sort.REPORTED, "2025: 65٪", "من 40", "قيل", length=0.25)
    drawing = drawn(Chart("id", "عنوان", (bar,), ""), "a/id.svg", "", "ar")
    root = etree.fromstring(drawing.draw())
    (text,) = root.iter(f"{SVG}text")
    assert (text.get("x"), text.get("text-anchor")) == (str(WIDTH), "end")
    # One isolate around figure and words, so that no program has to know how the page runs.
    assert "".join(text.itertext()) == "\u20672025: 65٪\u00a0 من 40\u2069"
    (mirrored,) = root.iter(f"{SVG}g")
    assert mirrored.get("transform") == f"matrix(-1 0 0 1 {WIDTH} 0)"
    assert [each.get("class") for each in mirrored] == ["whole", "reported"]


def classes(drawing: Picture) -> list[str]:
    return [element.get("class", "") for element in etree.fromstring(drawing.draw()).iter(f"{SVG}rect", f"{SVG}path")]


def test_each_year_has_its_bar_and_a_year_without_data_is_a_gap(tmp_path: Path) -> None:
    (chart,) = charts(tmp_path, "{2020: 30, 2022: 20}", {2020: "kon: 40"})
    assert [(bar.sort, bar.figure, bar.words) for bar in chart.bars] == [
        (Sort.REPORTED, "2020: 40 dagar", "mål\u00a030\u00a0dagar"),
        (Sort.MISSING, "2021", ""),
        (Sort.MISSING, "2022", "mål\u00a020\u00a0dagar"),
    ]
    assert [(bar.length, bar.marks) for bar in chart.bars] == [(1, (0.75,)), (0, ()), (0, (0.5,))]
    # Of a year with neither a target nor a number there is nothing to say.
    assert chart.alternative == "Dagar i kö, mål och utfall: 2020: 40 dagar, mål 30 dagar; 2022, mål 20 dagar."


def test_years_of_which_there_is_nothing_to_say_make_a_time_axis_and_not_a_row_each(tmp_path: Path) -> None:
    assert charts(tmp_path, "{2020: 30, 2023: 20}", {2020: "kon: 40"}) == []
    apart = [[TargetPeriod(TimePeriod.of_year(year)) for year in years] for years in ((2020, 2023), (2020, 2022, 2024))]
    assert [is_long(lines) for lines in apart] == [True, False]


def test_a_number_is_missing_where_it_was_due_in_a_publication_of_everything(tmp_path: Path) -> None:
    values, results = "{2020: 30, 2022: 20, 2024: 10}", {2020: "kon: 40", 2023: "alla: 4"}
    facts = [["mål 30 dagar"], [], ["mål 20 dagar"], [], ["mål 10 dagar"]]
    for covers, missing in (("excerpt", []), ("complete", ["uppgift saknas"])):
        (chart,) = charts(tmp_path / covers, values, results, covers=covers)
        said = [bar.words.replace("\u00a0", " ").split(", ") if bar.words else [] for bar in chart.bars]
        assert said == [*facts[:2], missing + facts[2], *facts[3:]]


def test_a_number_that_was_only_reported_on_is_missing_in_a_publication_of_everything_or_if_a_source_says_so(
    tmp_path: Path,
) -> None:
    for covers, report, said in (
        ("excerpt", "judgement: fulfilled", "mål 20 dagar"),
        ("excerpt", "forecast: 30", "mål 20 dagar"),
        ("excerpt", "missing: Enkäten ställdes in.", "uppgift saknas, mål 20 dagar"),
        ("complete", "judgement: fulfilled", "uppgift saknas, mål 20 dagar"),
    ):
        results = {2020: "kon: 40", 2021: f"alla: 4}}\ntargets: {{kon: {{{report}}}"}
        (chart,) = charts(tmp_path / f"{covers}-{report[:4]}", "{2020: 30, 2021: 20}", results, covers=covers)
        assert chart.bars[1].words.replace("\u00a0", " ") == said, report
        assert chart.alternative.replace("\u00a0", " ").endswith(f"; 2021, {said}.")


def test_the_words_for_those_who_cannot_see_it_hold_every_number(tmp_path: Path) -> None:
    (chart,) = charts(tmp_path, "{2020: 30, 2021: 1200.5}", {2020: "kon: {value: 40, preliminary: true}"})
    assert chart.alternative == (
        "Dagar i kö, mål och utfall: 2020: 40 dagar, preliminär uppgift, mål 30 dagar; 2021, mål 1\u00a0200,5 dagar."
    )


@pytest.mark.parametrize(
    ("direction", "caption"),
    [
        ("lower", "Dagar i kö, mål och utfall. Lägre är bättre"),
        ("higher", "Dagar i kö, mål och utfall. Högre är bättre"),
        ("neither", "Dagar i kö, mål och utfall"),
        ("", "Dagar i kö, mål och utfall"),
    ],
)
def test_which_way_is_better_stands_beside_the_chart(direction: str, caption: str, tmp_path: Path) -> None:
    (chart,) = charts(tmp_path, "{2020: 30}", {2020: "kon: 40"}, direction)
    assert chart.key == "Strecket är målet."
    assert drawn(chart, "a.svg", "", "sv").caption == caption


def test_values_below_zero_begin_at_the_same_line(tmp_path: Path) -> None:
    (chart,) = charts(tmp_path, "{2020: 0, 2021: 30}", {2020: "kon: -10", 2021: "kon: 20"})
    assert [(bar.start, bar.length, bar.marks) for bar in chart.bars] == [(0, 0.25, (0.25,)), (0.25, 0.5, (1,))]


def test_the_bar_of_a_share_is_the_part_of_all_that_it_says(tmp_path: Path) -> None:
    numbers = "alla: 80, klara: {value: 40, of: alla}, arbete: {share: 25, of: klara}"
    (chart,) = charts(tmp_path, "{2020: 50}", {2020: numbers}, target="arbete")
    assert [(bar.start, bar.length, bar.marks) for bar in chart.bars] == [(0, 0.25, (0.5,))]


def test_nothing_but_zero_divides_nothing(tmp_path: Path) -> None:
    (chart,) = charts(tmp_path, "{2020: 0}", {2020: "kon: 0"})
    assert [(bar.length, bar.marks) for bar in chart.bars] == [(0, (0,))]


def test_nothing_measured_gives_no_chart(tmp_path: Path) -> None:
    assert charts(tmp_path, "{2020: 30, 2021: 20}", {2020: "alla: 4"}) == []


def test_parts_are_drawn_of_their_whole_and_what_is_computed_is_said_to_be(tmp_path: Path) -> None:
    numbers = "alla: 142, klara: {value: 72, of: alla}, arbete: {share: 79, of: klara}"
    (chart,) = charts(tmp_path, "{2020: 30}", {2020: numbers}, of="p/2020")
    assert [(bar.sort, bar.figure, bar.words) for bar in chart.bars] == [
        (Sort.REPORTED, "142", "Alla"),
        (Sort.REPORTED, "72 av 142", "Klara"),
        (Sort.COMPUTED, "79 % av 72", "I arbete, omkring 57, beräknat"),
    ]
    assert [round(bar.length, 3) for bar in chart.bars] == [1, 0.507, 0.401]
    assert chart.alternative.endswith("Alla: 142; Klara: 72 av 142; I arbete: 79 % av 72, omkring 57, beräknat.")


def test_two_numbers_need_no_picture(tmp_path: Path) -> None:
    assert charts(tmp_path, "{2020: 3}", {2020: "alla: 9, klara: {value: 5, of: alla}"}, of="p/2020") == []


def test_bar_and_mark_stand_where_they_should() -> None:
    root = etree.fromstring(picture(Bar(Sort.REPORTED, "5", "ord", "5", 0.25, 0.5, marks=(0.1,))).draw())
    whole, bar, mark = root.iter(f"{SVG}rect")
    assert (whole.get("class"), float(whole.get("width", "nan"))) == ("whole", WIDTH)
    assert (bar.get("class"), float(bar.get("x", "nan")), float(bar.get("width", "nan"))) == ("reported", 150, 300)
    assert (mark.get("class"), float(mark.get("x", "nan")) + float(mark.get("width", "nan")) / 2) == ("mark", 60)
    assert float(mark.get("height", "nan")) > float(bar.get("height", "nan"))


def test_a_gap_has_no_bar_but_can_have_a_mark() -> None:
    assert classes(picture(Bar(Sort.MISSING, "2020", "", ""))) == ["missing"]
    assert classes(picture(Bar(Sort.MISSING, "2020", "", "", marks=(0.5,)), key="K")) == ["missing", "mark", "mark"]


def test_long_words_go_on_below_and_nothing_stands_outside() -> None:
    drawing = picture(Bar(Sort.REPORTED, "5", "ord " * 40, "5", length=1, marks=(1,)), key="ord " * 30)
    root = etree.fromstring(drawing.draw())
    lines = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert max(map(len, lines)) <= 42
    assert " ".join(lines).split() == ["5", *["ord"] * 70]
    shapes = root.iter(f"{SVG}rect", f"{SVG}text")
    heights = [float(each.get("y", "nan")) + float(each.get("height") or 0) for each in shapes]
    assert max(heights) <= drawing.height
    assert (root.get("width"), root.get("height")) == (str(drawing.width), str(drawing.height))


def test_same_chart_same_bytes() -> None:
    bar = Bar(Sort.REPORTED, "5", "ord", "5", length=1 / 3)
    assert picture(bar) == picture(bar)
    assert b"0.3333" not in picture(bar).draw()


def test_text_is_text_and_nothing_runs_or_is_fetched() -> None:
    hostile = '</text><script>alert(1)</script> & "x" ]]>'
    root = etree.fromstring(picture(Bar(Sort.REPORTED, hostile, hostile, hostile), key=hostile).draw())
    assert {str(element.tag).removeprefix(SVG) for element in root.iter()} <= {
        "svg", "style", "defs", "title", "desc", "text", "tspan", "rect", "path",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if "href" in name or name.startswith("on")]
    assert hostile in root.xpath("string(*[local-name() = 'text'])")


def test_page_shows_its_chart_with_size_and_words() -> None:
    loaded = without_problems(THREAD)
    plan = page(loaded, "planer/vagen.md")
    paths = [each.path for each in plan.pictures]
    assert paths == ["planer/vagen/diagram/i-arbete.svg", "planer/vagen/diagram/vantan.svg"]
    for each in plan.pictures:
        root = etree.fromstring(each.draw())
        assert root.findtext(f"{SVG}desc") == each.alternative
        assert "prefers-color-scheme: dark" in root.findtext(f"{SVG}style", "")
        assert "url(" not in each.draw().decode()
        assert f']({each.path.removeprefix("planer/")}){{: .chart width="{each.width}"' in plan.markdown
    assert page(loaded, "planer/gamla-vagen.md").pictures == ()


def test_publications_own_colours_are_those_of_its_charts(tmp_path: Path) -> None:
    own = "extra: {publication: {organisation: {name: Prov}, colours: {brand: '#7a1f3d'}}}\n"
    files = smallest() | {"mkdocs.yml": "site_name: Prov\ntheme: {language: sv}\n" + own}
    files |= {"plans/indicators.yml": REGISTER % "lower", "plans/p/plan.md": PLAN % ("kon", "{2020: 30}")}
    files |= {"plans/p/results/2020.md": RESULT % (2020, "kon: 40")}
    (drawing,) = page(without_problems(write(tmp_path, files)), "planer/p.md").pictures
    assert b".reported { fill: #7a1f3d }" in drawing.draw()


def test_a_target_for_the_year_is_drawn_with_the_year_however_many_quarters_are_measured(tmp_path: Path) -> None:
    quarters = {f"plans/p/results/2024-Q{n}.md": QUARTER % (n, n) for n in (1, 2, 3)}
    files: dict[str, Any] = {
        "plans/indicators.yml": REGISTER % "lower",
        "plans/p/plan.md": PLAN % ("kon", "{2024: 30}"),
        "plans/p/results/2024.md": RESULT % (2024, "kon: 31"),
        **quarters,
    }
    publication = linked(tmp_path, smallest() | files)
    (chart,) = charts_of(publication.nodes["p"].value, SiteMap(publication, swedish()).views)
    assert isinstance(chart, Chart)
    assert [bar.figure for bar in chart.bars] == ["2024: 31 dagar"]
    assert chart.bars[0].marks


@pytest.mark.parametrize(("language", "example"), [("sv", "Det här är ett exempel."), ("ar", "هذا مثال.")])
def test_the_file_of_an_example_says_so_and_its_picture_in_a_page_does_not(language: str, example: str) -> None:
    bars = (Bar(Sort.REPORTED, "2024", "79 %", "2024: 79 %", 0, 0.79),)
    chart = Chart("x", "Titel", bars, "Högre är bättre.")
    plain, labelled = (drawn(chart, "x.svg", "text {}", language, words) for words in ("", example))
    one, other = (etree.fromstring(each.draw()) for each in (plain, labelled))
    assert example not in "".join(one.itertext())
    shown = [each for each in other.iter(f"{SVG}text") if example in "".join(each.itertext())]
    # Below all that the chart has, within the file's own height.
    (label,) = shown
    assert labelled.height == plain.height < float(str(label.get("y"))) < float(str(other.get("height")))
    assert (other.findtext(f"{SVG}desc") or "").endswith(example)
    # A page and a printed edition are labelled themselves.
    assert example not in inlined(labelled, "").partition("<svg")[2]
    assert labelled.draw_on_paper and example.encode() not in labelled.draw_on_paper()
    # Whoever has drawn it without the label draws it anew.
    assert labelled.digest != plain.digest
