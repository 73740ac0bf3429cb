"""Small groups: what is hidden, and what else must be, so that nobody can work it out."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.head_counts import head_count
from publisher.link.graph.node import Node
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.roles import NodeKind
from publisher.problem import Place
from publisher.read.document import Document
from tests.publications import SETTINGS, linked, smallest

UNITS = {"kurser": "count", "dagar": "days", "andel": "share", "andel-2": "share"}
NOWHERE = Document("a.yml", {}, {})


def shown_in(periods: dict[str, dict[str, Any]], smallest: int | None = 5) -> dict[str, Result]:
    """Return a plan's results as they may be published, by period; all count people but those in UNITS."""
    fields = {
        name: {"id": name, "title": name, "unit": UNITS.get(name, "count"), "direction": "higher"}
        | ({"counts_people": "false"} if name == "kurser" else {})
        for measurements in periods.values()
        for name in measurements
    }
    values: dict[str, Any] = {name: Indicator.model_validate(each) for name, each in fields.items()}
    for period, measurements in periods.items():
        result = {"plan": "p", "period": period, "summary": "S", "measurements": measurements}
        values[f"p/{period}"] = Result.model_validate(result)
    kinds = {name: NodeKind.RESULT if name.startswith("p/") else NodeKind.INDICATOR for name in values}
    nodes = {name: Node(name, kinds[name], value, NOWHERE, Place("a.yml")) for name, value in values.items()}
    found = without_small_groups(nodes, smallest)
    results = {period: found[f"p/{period}"].value for period in periods}
    return {period: value for period, value in results.items() if isinstance(value, Result)}


def shown(measurements: dict[str, Any], smallest: int | None = 5) -> Result:
    """Return the result of one year as it may be published."""
    return shown_in({"2024": measurements}, smallest)["2024"]


def hidden(measurements: dict[str, Any], smallest: int | None = 5) -> dict[str, str]:
    """Return what is hidden, and why. No hidden measurement keeps a number."""
    found = {}
    for name, measurement in shown(measurements, smallest).measurements.items():
        assert (measurement.suppressed is None) == (measurement.number is not None)
        if measurement.suppressed:
            found[name] = str(measurement.suppressed)
    return found


def parts(**counts: str) -> dict[str, Any]:
    return {name: {"value": count, "of": "alla"} for name, count in counts.items()}


@pytest.mark.parametrize(("count", "published"), [("0", True), ("1", False), ("4", False), ("5", True)])
def test_a_group_from_one_up_to_the_limit_is_hidden(count: str, published: bool) -> None:  # noqa: FBT001
    assert hidden({"alla": count}) == ({} if published else {"alla": "small"})


def test_without_the_setting_everything_is_published() -> None:
    assert hidden({"alla": "3"}, None) == {}


def test_what_counts_no_people_is_published() -> None:
    assert hidden({"kurser": "3", "dagar": "2"}) == {}


def test_a_share_is_hidden_where_it_is_one_of_few() -> None:
    assert hidden({"alla": "60", "andel": {"share": "8", "of": "alla"}}) == {"andel": "derivable"}
    assert hidden({"alla": "60", "andel": {"share": "9", "of": "alla"}}) == {}
    assert hidden({"alla": "60", "andel": {"share": "0", "of": "alla"}}) == {}


def test_a_share_of_a_share_is_counted_too() -> None:
    numbers = {"alla": "60", "andel": {"share": "50", "of": "alla"}, "andel-2": {"share": "10", "of": "andel"}}
    assert hidden(numbers) == {"andel-2": "derivable"}


def test_a_part_that_leaves_few_over_is_hidden() -> None:
    assert hidden({"alla": "60"} | parts(de="57")) == {"de": "derivable"}
    assert hidden({"alla": "60", "andel": {"share": "95", "of": "alla"}}) == {"andel": "derivable"}
    assert hidden({"alla": "60"} | parts(de="60")) == {}, "all of them leave nobody over"


def test_one_hidden_part_hides_the_smallest_of_the_others() -> None:
    assert hidden({"alla": "60"} | parts(a="45", b="12", c="3")) == {"c": "derivable", "b": "derivable"}


def test_two_hidden_parts_that_come_to_enough_hide_no_other() -> None:
    assert hidden({"alla": "60"} | parts(a="53", b="3", c="4")) == {"b": "derivable", "c": "derivable"}


def test_two_hidden_parts_that_come_to_few_hide_another() -> None:
    assert hidden({"alla": "60"} | parts(a="50", b="7", c="1", d="2")) == {
        "b": "derivable",
        "c": "derivable",
        "d": "derivable",
    }


def test_parts_that_overlap_do_not_hide_what_can_be_worked_out() -> None:
    """The third part stands for itself: whoever knows that the others make up the whole needs it not."""
    found = hidden({"alla": "60"} | parts(a="45", b="12", c="3", andra="50"))
    assert found == {"c": "derivable", "b": "derivable"}


def test_what_is_part_of_something_hidden_is_hidden() -> None:
    numbers = {"alla": "60", **parts(de="4"), "andel": {"share": "0", "of": "de"}, "dagar": {"value": "3", "of": "de"}}
    assert hidden(numbers) == {"de": "derivable", "andel": "derivable", "dagar": "derivable"}


def test_of_many_parts_every_sum_is_looked_at() -> None:
    many = {f"del-{number}": "10" for number in range(30)} | {"sist": "3"}
    whole = {"alla": str(303)}
    assert hidden(whole | parts(**many)) == {"sist": "derivable", "del-0": "derivable"}


def test_no_part_hides_another_for_nothing() -> None:
    assert hidden({"alla": "60"} | parts(a="20", b="20", c="20")) == {}
    assert hidden({"alla": "142", **parts(klara="72"), "andel": {"share": "79", "of": "klara"}}) == {}


def test_open_cases_are_hidden_by_themselves() -> None:
    numbers = {"alla": "60", "andel": {"share": "50", "of": "alla", "open": "4"}}
    (_, share) = shown(numbers).measurements.values()
    assert (share.number, share.open, share.open_suppressed) == (Decimal(50), None, True)


@pytest.mark.parametrize(("was", "published"), [("4", False), ("57", False), ("30", True)])
def test_what_a_number_was_is_hidden_by_the_same_rule(was: str, published: bool) -> None:  # noqa: FBT001
    corrections = [{"was": was, "date": "2025-01-01", "reason": "Fel."}]
    measured = shown({"alla": "60", "de": {"value": "20", "of": "alla", "corrections": corrections}}).measurements
    assert (measured["de"].corrections[0].was is not None) == published
    assert measured["de"].number == 20


def test_what_two_numbers_were_together_is_hidden_by_the_same_rule() -> None:
    def corrected(was: str) -> list[dict[str, str]]:
        return [{"was": was, "date": "2025-01-01", "reason": "Fel."}]

    # Others are 15 today; they were 8 with one of the numbers of before, or 10, and 3 with both.
    whole = {"value": "25", "corrections": corrected("18")}
    part = {"value": "10", "of": "alla", "corrections": corrected("15")}
    measured = shown({"alla": whole, "de": part}).measurements
    assert [one.number for one in measured.values()] == [25, 10]
    assert [one.corrections[0].was for one in measured.values()] == [None, None]
    # A number of before that goes with every other is published.
    assert (
        shown({"alla": {**whole, "corrections": corrected("24")}, "de": {"value": "10", "of": "alla"}})
        .measurements["alla"]
        .corrections[0]
        .was
        == 24
    )


def test_no_reason_says_which_part_of_a_year_is_the_small_one() -> None:
    results = shown_in({"2024": {"alla": "20"}, "2024-H1": {"alla": "3"}, "2024-H2": {"alla": "17"}})
    hidden_in = {period: str(of.measurements["alla"].suppressed) for period, of in results.items()}
    assert sorted(hidden_in.values()) == ["None", "derivable", "derivable"]
    assert hidden_in["2024-H1"] == "derivable"
    # One alone is what it is.
    alone = shown_in({"2024": {"alla": "20"}, "2024-H1": {"alla": "20"}, "2024-H2": {"andra": "3"}})
    assert str(alone["2024-H2"].measurements["andra"].suppressed) == "small"


@pytest.mark.parametrize(("was", "published"), [("8", False), ("9", True), ("95", False), ("0", True)])
def test_what_a_share_was_is_hidden_by_the_same_rule(was: str, published: bool) -> None:  # noqa: FBT001
    corrections = [{"was": was, "date": "2025-01-01", "reason": "Fel."}]
    measured = shown({"alla": "60", "andel": {"share": "50", "of": "alla", "corrections": corrections}}).measurements
    assert measured["andel"].corrections[0].was == (Decimal(was) if published else None)
    assert measured["andel"].number == 50


def test_what_a_hidden_number_was_is_hidden() -> None:
    corrections = [{"was": "30", "date": "2025-01-01", "reason": "Fel."}]
    (correction,) = shown({"alla": {"value": "3", "corrections": corrections}}).measurements["alla"].corrections
    assert (correction.was, correction.reason) == (None, "Fel.")


@pytest.mark.parametrize("number", [3, 12, 13, 40])
def test_any_parts_that_together_leave_few_over_are_found_however_many(number: int) -> None:
    # Two of them leave three over.
    counts = {"a": "40", "b": "57"} | {f"c{at}": "60" for at in range(number - 2)}
    found = hidden({"alla": "100"} | parts(**counts))
    assert found == {"a": "derivable"}


def test_what_counts_no_people_keeps_what_it_was_before() -> None:
    corrected = {"value": "30", "corrections": [{"was": "3", "date": "2024-05-01", "reason": "R"}]}
    (kept,) = shown({"kurser": corrected}).measurements["kurser"].corrections
    (hides,) = shown({"alla": corrected}).measurements["alla"].corrections
    assert (kept.was, hides.was) == (Decimal(3), None)


def test_a_ring_of_parts_is_followed_once() -> None:
    ring = {
        "a": Measurement.model_validate({"share": "10", "of": "b"}),
        "b": Measurement.model_validate({"share": "5", "of": "a"}),
    }
    assert head_count(ring, "a") is None
    assert hidden({"a": {"share": "10", "of": "b"}, "andel": {"share": "10", "of": "andel"}}) == {}


REGISTER = """\
indicators:
  - {id: alla, title: Alla, unit: count, direction: higher, statistics: {2021: 4, 2022: 5, 2023: 70, 2024: 70}}
  - {id: de, title: De, unit: count, direction: higher, statistics: {2022: 66, 2023: 66},
     comparisons: [{id: lanet, title: Länet}]}
  - {id: andel, title: Andel, unit: share, direction: higher, statistics: {2023: 3}}
  - {id: kurser, title: Kurser, unit: count, direction: higher, counts_people: false, statistics: {2023: 3}}
"""
STATISTICS = "period;value;lanet\n2024;80;3\n2025;90;100\n"


def test_statistics_hold_no_number_that_is_small_or_hidden_in_a_result(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": SETTINGS.replace("}}}", "}, smallest_group: 5}}"),
        "plans/indicators.yml": REGISTER,
        "plans/statistics/de.csv": STATISTICS,
        "plans/p/plan.md": "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nindicators: [alla, de]\n---\n",
        "plans/p/results/2023.md": (
            "---\nplan: p\nyear: 2023\nsummary: S\nmeasurements: {alla: 70, de: {value: 66, of: alla}}\n---\n"
        ),
    }
    publication = linked(tmp_path, smallest() | files)
    numbers = {
        each.id: {str(at): (seen.value, seen.is_suppressed) for at, seen in each.statistics.items()}
        for each in publication.indicators
    }
    assert numbers == {
        "alla": {"2021": (None, True), "2022": (5, False), "2023": (70, False), "2024": (70, False)},
        # 66 of 70 leaves four over, so that the result hides it; in 2022 nobody says of what it is a part.
        "de": {"2022": (66, False), "2023": (None, True), "2024": (80, False), "2025": (90, False)},
        "andel": {"2023": (3, False)},
        "kurser": {"2023": (3, False)},
    }
    series = {str(period): each.series for period, each in publication.indicator("de").statistics.items()}
    assert series == {"2022": {}, "2023": {}, "2024": {}, "2025": {"lanet": 100}}


def test_what_a_number_of_an_indicator_was_is_no_way_to_a_small_one(tmp_path: Path) -> None:
    register = """\
indicators:
  - {id: alla, title: Alla, unit: count, direction: higher}
  - {id: andel, title: Andel, unit: share, direction: higher}
  - {id: delad, title: Delad, unit: count, direction: higher}
dimensions: [{id: kon, title: Kön, groups: [{id: kvinnor, title: Kvinnor}, {id: man, title: Män}]}]
"""
    cell = "2024-01-01: {was} (Rättat)"
    files = {
        "mkdocs.yml": SETTINGS.replace("}}}", "}, smallest_group: 5}}"),
        "plans/indicators.yml": register,
        "plans/statistics/alla.csv": f"period,value,corrections\n2022,70,{cell.format(was=3)}\n"
        f"2023,70,{cell.format(was=60)}\n",
        "plans/statistics/andel.csv": f"period,value,corrections\n2022,70,{cell.format(was=3)}\n",
        "plans/statistics/delad.csv": f"period,value,kvinnor,man,corrections\n2022,70,40,30,{cell.format(was=60)}\n",
    }
    publication = linked(tmp_path, smallest() | files)
    was = {
        each.id: [once.was for seen in each.statistics.values() for once in seen.corrections]
        for each in publication.indicators
    }
    assert was == {"alla": [None, 60], "andel": [3], "delad": [None]}
