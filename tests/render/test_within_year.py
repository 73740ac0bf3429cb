"""The page of a year has all periods of the year: the last in its table, those before it below."""

from pathlib import Path

from tests.publications import page, smallest, without_problems, write

REGISTER = """\
indicators:
  - {id: svar, title: Svarstid, unit: days, direction: lower}
  - {id: antal, title: Antal, unit: count, counts_people: false, direction: higher}
  - {id: sen, title: Senare, unit: percent, direction: higher}
"""
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: svar, values: {2024-Q1: 5, 2024-Q2: 5, 2024-Q3: 4, 2024-Q4: 4}}
  - {indicator: antal, values: {2024: 80}}
  - {indicator: sen, values: {2025: 50}}
---
"""
RESULTS = {
    "2024-Q1": "svar: 7, antal: 15, sen: 40",
    "2024-Q2": "svar: 5, antal: 20",
    "2024-Q3": "svar: 3, antal: 22",
    "2024": "antal: 79",
    "2023-Q4": "svar: 9",
}


def _rows(markdown: str) -> list[str]:
    rows = [line.split("|") for line in markdown.splitlines() if line.startswith("| **[")]
    return [" | ".join((row[1].split("]")[0].strip(" *["), *(each.strip() for each in row[2:5]))) for row in rows]


def test_a_year_has_a_row_for_each_of_its_periods(tmp_path: Path) -> None:
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER}
    for period, numbers in RESULTS.items():
        key = "year" if period == "2024" else "period"
        text = f"---\nplan: p\n{key}: {period}\nsummary: S\nmeasurements: {{{numbers}}}\n---\n"
        files[f"plans/p/results/{period}.md"] = text
    loaded = without_problems(write(tmp_path, smallest() | files))
    above, _, below = page(loaded, "resultat/2024/index.md").markdown.partition("/// box | older")
    assert _rows(above) == [
        "Antal | 2024 | 80 | 79",
        "Svarstid | kvartal 3 2024 | 4 dagar | 3 dagar",
        "Senare | kvartal 1 2024 | 50 % (2025) | 40 %",
    ]
    assert _rows(below) == [
        "Svarstid | kvartal 1 2024 | 5 dagar | 7 dagar",
        "Svarstid | kvartal 2 2024 | 5 dagar | 5 dagar",
        "Antal | kvartal 1 2024 | 80 (2024) | 15",
        "Antal | kvartal 2 2024 | 80 (2024) | 20",
        "Antal | kvartal 3 2024 | 80 (2024) | 22",
    ]
    assert "\nMål under 2024: vad som mättes i årets övriga perioder.\n" in below
    assert "**Målet inte nått**" in below and "data-trend" not in below
    # The one number of 2023 has no other period beside it.
    assert "box | older" not in page(loaded, "resultat/2023/index.md").markdown


def test_a_result_says_what_is_wanted_later_of_what_it_measures_and_how_it_has_changed(tmp_path: Path) -> None:
    """A number of an earlier period stands beside why there is none of its own."""
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER}
    why = "targets: {antal: {missing: Det räknas i maj.}}\n"
    for period, fields in {
        "2022": "measurements: {sen: 30, antal: 70}\n",
        "2023": "measurements: {sen: 35, antal: {value: 75, period: 2022}, svar: 6}\n" + why,
        "2024": "measurements: {sen: 41, antal: 79}\n",
    }.items():
        files[f"plans/p/results/{period}.md"] = f"---\nplan: p\nyear: {period}\nsummary: S\n{fields}---\n"
    files["plans/p/plan.md"] = PLAN.replace("2024-Q1: 5,", "2023: 6, 2024-Q1: 5,")
    loaded = without_problems(write(tmp_path, smallest() | files))
    text = page(loaded, "resultat/2023/p.md").markdown
    lines = [line.replace(" \x10", "<br>").split("|") for line in text.splitlines() if "nyckeltal/" in line]
    assert [" | ".join(each.strip() for each in line[2:5]) for line in lines] == [
        "6 dagar | 6 dagar | –",
        "80 (2024) | 75 (2022)<br>Det räknas i maj. | –",
        "50 % (2025) | 35 % | upp 5 procentenheter",
    ]
    year = page(loaded, "resultat/2023/index.md").markdown
    assert "| 75 (2022)<br>Det räknas i maj. |" in year.replace(" \x10", "<br>")


def test_a_forecast_says_in_which_follow_up_it_was_made(tmp_path: Path) -> None:
    """Made in a tertial, for the year: it is no forecast for the tertial."""
    files = {"plans/p/plan.md": PLAN.replace("2024-Q1: 5,", "2024: 6,"), "plans/indicators.yml": REGISTER}
    for name, period, fields in (
        ("2024", "2024", "measurements: {svar: 7}\n"),
        ("2024-t2", "2024-T2", "measurements: {svar: 5}\ntargets: {svar: {forecast: 6.5}}\n"),
    ):
        files[f"plans/p/results/{name}.md"] = f"---\nplan: p\nperiod: {period}\nsummary: S\n{fields}---\n"
    loaded = without_problems(write(tmp_path, smallest() | files))
    year = page(loaded, "resultat/2024/index.md").markdown
    assert "Prognos: 6,5 dagar (gjord vid uppföljningen av tertial 2 2024)" in year


def test_why_statistics_have_no_number_stands_on_the_plan_s_page(tmp_path: Path) -> None:
    """For a period with a target, and for one that nothing was wanted of; a reported number needs no reason."""
    files = {
        "plans/p/plan.md": PLAN.replace("2024-Q1: 5,", "2023: 6, 2024: 5,"),
        "plans/indicators.yml": REGISTER,
        "plans/p/results/2023.md": "---\nplan: p\nyear: 2023\nsummary: S\nmeasurements: {svar: 7}\n---\n",
        "plans/statistics/svar.csv": "period;value;missing\n2020;8;\n2021;;Ingen mätning.\n2021-Q1;;Inte heller.\n"
        "2022;9;\n2023;;Saknas i källan.\n2024;;Mäts inte längre.\n",
    }
    loaded = without_problems(write(tmp_path, smallest() | files))
    text = page(loaded, "planer/p.md").markdown
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in text.splitlines() if line.startswith("| 202")]
    assert [row for row in rows if row[0] in {"2020", "2021", "2022"}] == [
        ["2020", "–", "8 dagar"],
        ["2021", "–", "Ingen mätning."],
        ["2022", "–", "9 dagar"],
    ]
    assert ["2024", "5 dagar", "Mäts inte längre."] in rows and ["2023", "6 dagar", "7 dagar"] in rows
    assert "Inte heller." not in text and "Saknas i källan." not in text
    lines = loaded.publication.target_periods("p", loaded.publication.plan("p").targets[0])
    assert "2021" not in {str(line.period) for line in lines}, "it is no period of the target"
