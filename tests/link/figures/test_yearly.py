"""What became of a plan's targets in each year, up to the last that something was said of."""

from pathlib import Path

from publisher.link.figures.progress import Progress
from publisher.model.plan import Verdict
from tests.publications import linked, smallest

REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name}, unit: count, direction: higher}}\n" for name in ("a", "b", "c")
)
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: a, values: {2021: 5, 2022: 5, 2023: 5, 2024: 5}, regulations: [
      {year: 2022, verdict: kept, reason: Så.}, {year: 2020, verdict: added, reason: Ny.}]}
  - {indicator: b, values: {2022: 9, 2023: 9}}
  - {indicator: c, values: {2019: 1}}
---
"""


def test_each_year_says_how_it_went_and_what_was_decided(tmp_path: Path) -> None:
    files = {"plans/indicators.yml": REGISTER, "plans/p/plan.md": PLAN}
    for year, measurements in ((2022, "a: 6, b: 8"), (2023, "a: 5")):
        result = f"---\nplan: p\nyear: {year}\nsummary: S\nmeasurements: {{{measurements}}}\n---\n"
        files[f"plans/p/results/{year}.md"] = result
    publication = linked(tmp_path, smallest() | files)
    years = {each.year: each for each in publication.yearly(publication.plan("p"))}
    # The last year that something was said of is 2023, so that 2024 is still to come.
    assert list(years) == [2023, 2022, 2021, 2020, 2019]
    went = {year: {kind: names for kind, names in each.went.items() if names} for year, each in years.items()}
    assert went == {
        2023: {Progress.REACHED: ("a",), Progress.UNREPORTED: ("b",)},
        2022: {Progress.REACHED: ("a",), Progress.MISSED: ("b",)},
        2021: {Progress.UNREPORTED: ("a",)},
        2020: {},
        2019: {Progress.UNREPORTED: ("c",)},
    }
    assert {year: (each.with_target, each.reported) for year, each in years.items()} == {
        2023: (2, 1),
        2022: (2, 2),
        2021: (1, 0),
        2020: (0, 0),
        2019: (1, 0),
    }
    assert years[2022].verdicts[Verdict.KEPT] == ("a",)
    assert years[2020].verdicts[Verdict.ADDED] == ("a",)
    assert {year: each.unjudged for year, each in years.items()} == {
        2023: ("a", "b"),
        2022: ("b",),
        2021: ("a",),
        2020: (),
        2019: ("c",),
    }
