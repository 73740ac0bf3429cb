"""Divided numbers as charts: single groups, and where groups cross a panel for each, with the numbers of the table."""

from pathlib import Path

import pytest
from lxml import etree

from publisher.link.publication import Publication
from publisher.render.bars import Chart, Sort
from publisher.render.chart import charts_of
from publisher.render.drawing import drawn
from publisher.render.site_map import SiteMap
from tests.publications import SETTINGS, linked, page, problems_in, smallest, swedish, without_problems, write

REGISTER = """\
dimensions:
  - {id: kon, title: Kön, groups: [{id: kvinnor, title: Kvinnor}, {id: man, title: Män}]}
  - {id: alder, title: Ålder, groups: [{id: unga, title: Unga}, {id: aldre, title: Äldre}]}
indicators:
  - {id: utan, title: Utan arbete, unit: count, direction: lower, comparisons: [{id: riket, title: Riket}]}
"""
TABLE = """\
period;value;riket;kvinnor;man;kvinnor+unga;kvinnor+aldre;man+unga;man+aldre
2023;90;900;50;40;20;30;10;30
2024;80;;44;36;18;26;6;30
2025;70;700;41;29;;;;
"""
RESULT = (
    "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements:\n"
    "  utan: {value: 80, groups: {kvinnor: 44, man: 36,\n"
    "    kvinnor+unga: 18, aldre+kvinnor: 26, unga+man: 6, man+aldre: 30}}\n---\n"
)
PLAN = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nindicators: [utan]\n---\n"


def files(settings: str = SETTINGS) -> dict[str, str | bytes]:
    return smallest() | {
        "mkdocs.yml": settings,
        "plans/indicators.yml": REGISTER,
        "plans/statistics/utan.csv": TABLE,
        "plans/p/plan.md": PLAN,
        "plans/p/results/2024.md": RESULT,
    }


def charts(publication: Publication, of: str) -> dict[str, Chart]:
    views = SiteMap(publication, swedish()).views
    found = charts_of(publication.nodes[of].value, views)
    return {each.id: each for each in found if isinstance(each, Chart)}


def bars(chart: Chart) -> list[tuple[str, str, str, float]]:
    return [(bar.heading, bar.words, bar.figure, round(bar.length, 2)) for bar in chart.bars]


def test_statistics_have_a_chart_for_each_way_of_dividing_them(tmp_path: Path) -> None:
    found = charts(linked(tmp_path, files()), "utan")
    assert found.keys() == {"utan.groups.kon", "utan.groups.kon-alder"}
    assert bars(found["utan.groups.kon"]) == [
        ("", "Samtliga", "70", 1.0),
        ("", "Kvinnor", "41", 0.59),
        ("", "Män", "29", 0.41),
    ]
    # The latest year that is divided so; one scale for all panels.
    assert bars(found["utan.groups.kon-alder"]) == [
        ("Kvinnor", "Unga", "18", 0.6),
        ("", "Äldre", "26", 0.87),
        ("Män", "Unga", "6", 0.2),
        ("", "Äldre", "30", 1.0),
    ]
    assert found["utan.groups.kon-alder"].alternative == (
        "Utan arbete 2024, efter kön och ålder: Kvinnor: Unga: 18; Äldre: 26; Män: Unga: 6; Äldre: 30."
    )
    assert found["utan.groups.kon"].key == "Diagrammet gäller 2025."


def test_a_result_has_a_chart_of_single_groups_and_one_of_those_that_cross(tmp_path: Path) -> None:
    found = charts(linked(tmp_path, files()), "p/2024")
    assert found.keys() == {"utan.groups", "utan.groups.kon-alder"}
    assert [(bar.heading, bar.words, bar.figure) for bar in found["utan.groups.kon-alder"].bars][2] == (
        "Män",
        "Unga",
        "6",
    )
    drawing = etree.fromstring(drawn(found["utan.groups.kon-alder"], "a.svg", "", "sv").draw())
    assert "".join(drawing.itertext()).count("Kvinnor") == 2, "as a heading and in what stands for the picture"


def test_the_page_has_the_numbers_of_the_chart_in_its_tables(tmp_path: Path) -> None:
    text = page(without_problems(write(tmp_path, files())), "nyckeltal/utan.md").markdown
    assert "| 2025 | 41 | 29 |" in text
    assert "| 2024 | 18 | 26 | 6 | 30 |" in text
    assert "| 2025 | 70 | 700 |" in text
    assert "| 2024 | 80 | – |" in text, "the comparison that nobody gave"


def test_small_groups_of_statistics_are_hidden_with_others_and_as_in_the_result(tmp_path: Path) -> None:
    few = files(SETTINGS.replace("}}}", "}, smallest_group: 10}}"))
    publication = linked(tmp_path, few)
    year = {str(period): each for period, each in publication.indicator("utan").statistics.items()}["2024"]
    result = publication.results[0].measurements["utan"]
    hidden = {cell for cell, number in year.groups.items() if number is None}
    assert "man+unga" in hidden
    assert len(hidden) >= 2
    assert year.value == 80
    published = {frozenset(cell.split("+")): number for cell, number in result.groups.items()}
    assert {cell for cell, number in published.items() if number is None} == {
        frozenset(cell.split("+")) for cell in hidden
    }
    missing = charts(publication, "utan")["utan.groups.kon-alder"].bars
    assert [bar.sort for bar in missing].count(Sort.MISSING) == len(hidden)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2023;90;900;50;40", "2023;90;900;50;45", "groups-do-not-add-up"),
        ("kvinnor+unga", "kvinnor+barn", "unknown-series"),
        ("kvinnor+unga", "kvinnor+man", "group-twice"),
    ],
)
def test_groups_in_a_table_are_checked(tmp_path: Path, old: str, new: str, code: str) -> None:
    wrong = {**files(), "plans/statistics/utan.csv": TABLE.replace(old, new)}
    assert code in {problem.code for problem in problems_in(write(tmp_path, wrong))}


@pytest.mark.parametrize(
    ("groups", "answer"),
    [
        (
            "norr: 44, soder: 72, vast: 66, ost: 61, mitt: 70",
            "2024: [44 (Norr) till 72 (Söder), efter stadsdel](#grupper)",
        ),
        # The same number of each, or groups of two dimensions: which of them is lowest says nothing.
        ("norr: 9, soder: 9, vast: 9, ost: 9, mitt: 9", "2024: [redovisas efter stadsdel](#grupper)"),
        (
            "norr: 44, soder: 36, kvinnor: 20, man: 60, unga: 5",
            "2024: [redovisas efter kön, ålder och stadsdel](#grupper)",
        ),
    ],
)
def test_numbers_of_many_groups_are_answered_by_the_lowest_and_the_highest(
    tmp_path: Path, groups: str, answer: str
) -> None:
    named = {"norr": "Norr", "soder": "Söder", "vast": "Väst", "ost": "Öst", "mitt": "Mitt"}
    districts = ", ".join(f"{{id: {each}, title: {title}}}" for each, title in named.items())
    dimension = f"  - {{id: stadsdel, title: Stadsdel, exhaustive: false, groups: [{districts}]}}\n"
    own = files() | {"plans/p/results/2024.md": APART.format(2024, groups)}
    del own["plans/statistics/utan.csv"]
    assert REGISTER.count("indicators:\n") == 1
    own["plans/indicators.yml"] = REGISTER.replace("indicators:\n", f"{dimension}indicators:\n")
    assert answer in page(without_problems(write(tmp_path, own)), "nyckeltal/utan.md").markdown


@pytest.mark.parametrize(("value", "merged"), [("80", True), ("81", False)])
def test_groups_of_a_result_remain_beside_those_of_the_statistics(tmp_path: Path, value: str, merged: bool) -> None:  # noqa: FBT001
    rest = 80 - 44 if merged else 81 - 44
    mixed = files() | {
        "plans/statistics/utan.csv": f"period;value;riket;kvinnor;man\n2024;{value};;44;{rest}\n",
        "plans/p/results/2024.md": RESULT.partition("groups:")[0] + "groups: {unga: 24, aldre: 56}}\n---\n",
    }
    found = charts(linked(tmp_path, mixed), "utan")
    assert found.keys() == {"utan.groups.kon", *(("utan.groups.alder",) if merged else ())}


APART = "---\nplan: p\nyear: {0}\nsummary: S\nmeasurements:\n  utan: {{groups: {{{1}}}}}\n---\n"


@pytest.mark.parametrize(
    ("groups", "answer", "drawn"),
    [
        ("kvinnor: 44, man: 36", "2024: Kvinnor: 44; Män: 36", set[str]()),
        # Crossed groups are in the picture and the table.
        (
            "kvinnor+unga: 18, aldre+kvinnor: 26, unga+man: 6, man+aldre: 30",
            "2024: [redovisas efter kön och ålder](#grupper)",
            {"utan.groups.kon-alder"},
        ),
    ],
)
def test_numbers_by_group_alone_that_the_answer_gives_are_in_the_table_and_no_picture(
    tmp_path: Path, groups: str, answer: str, drawn: set[str]
) -> None:
    own = files() | {"plans/p/results/2024.md": APART.format(2024, groups)}
    del own["plans/statistics/utan.csv"]
    assert set(charts(linked(tmp_path, own), "utan")) == drawn
    text = page(without_problems(write(tmp_path, own)), "nyckeltal/utan.md").markdown
    assert answer in text
    assert text.count("36") == (0 if drawn else 2)


@pytest.mark.parametrize(
    ("table", "reported"),
    [
        ("period;kvinnor;man\n2023;50;40\n2024;44;36\n", "Kvinnor: 44; Män: 36"),
        ("period;kvinnor+unga;man+unga\n2023;50;40\n2024;44;36\n", "redovisas efter kön och ålder"),
        # A number of all is known for another year.
        ("period;value;kvinnor;man\n2023;90;50;40\n2024;;44;36\n", "Kvinnor: 44; Män: 36"),
    ],
)
def test_statistics_by_group_alone_are_reported_numbers(tmp_path: Path, table: str, reported: str) -> None:
    target = "targets: [{indicator: utan, values: {2024: 70}}]\n"
    own = files() | {"plans/statistics/utan.csv": table}
    own["plans/p/plan.md"] = PLAN.replace("indicators: [utan]\n", target)
    del own["plans/p/results/2024.md"]
    loaded = without_problems(write(tmp_path, own))
    rows = [line for line in page(loaded, "planer/p.md").markdown.splitlines() if "| 70 |" in line]
    assert rows and all(f"| {reported} |" in row for row in rows)
    text = page(loaded, "nyckeltal/utan.md").markdown
    link = "(#grupper)"
    assert f"2024: {reported}\n" in text or f"2024: [{reported}]{link}\n" in text
    assert (link in text) == ("#grupper }" in text) == reported.startswith("redovisas")


def test_statistics_that_are_all_hidden_have_no_line(tmp_path: Path) -> None:
    """A publication of such numbers was not built at all."""
    own = files() | {"plans/statistics/utan.csv": "period;value\n2022;3\n2023;4\n2024;2\n"}
    del own["plans/p/results/2024.md"]
    own["mkdocs.yml"] = SETTINGS.replace("{organisation", "{smallest_group: 5, organisation")
    loaded = without_problems(write(tmp_path, own))
    assert not charts(loaded.publication, "utan")
    assert "färre än 5" in page(loaded, "nyckeltal/utan.md").markdown
