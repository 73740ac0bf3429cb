"""Which measurements count people, and how many of them."""

from decimal import Decimal
from typing import Any

import pytest

from publisher.link.graph.head_counts import head_count, strictest, sums_of
from publisher.model.register import Indicator
from publisher.model.result import Measurement


def indicator(name: str, unit: str, *, people: bool, **more: Any) -> Indicator:
    fields = {"id": name, "title": name, "unit": unit, "direction": "higher", "counts_people": str(people).lower()}
    return Indicator.model_validate({**fields, **more})


def test_an_indicator_counts_people_if_any_register_says_so() -> None:
    now = [indicator("a", "count", people=False), indicator("b", "days", people=False)]
    then = [indicator("a", "count", people=True), indicator("b", "count", people=True)]
    for registers in ((now, then), (then, now)):
        found = strictest(registers)
        assert {name: (each.counts_people, str(each.unit.name)) for name, each in found.items()} == {
            "a": (True, "count"), "b": (True, "count")
        }  # fmt: skip


def test_an_indicator_is_known_by_its_former_ids_too() -> None:
    found = strictest([[indicator("ny", "count", people=True, formerly=["gammal"])]])
    assert [found[name].id for name in ("ny", "gammal")] == ["ny", "ny"]


def test_what_counts_people_in_days_has_no_head_count() -> None:
    found = strictest([[indicator("a", "count", people=False)], [indicator("a", "days", people=True)]])
    assert (found["a"].counts_people, found["a"].unit.name) == (True, "count")


@pytest.mark.parametrize(("name", "count"), [("alla", 60), ("de", 30), ("av-dem", 15), ("av-inga", None)])
def test_a_share_of_a_share_is_so_many_people(name: str, count: int | None) -> None:
    fields: dict[str, Any] = {
        "alla": "60",
        "de": {"share": "50", "of": "alla"},
        "av-dem": {"share": "50", "of": "de"},
        "av-inga": {"share": "50", "of": "okand"},
    }
    measurements = {key: Measurement.model_validate(each) for key, each in fields.items()}
    assert head_count(measurements, name) == (None if count is None else Decimal(count))


def test_sums_are_those_of_all_subsets_and_what_is_no_head_count_adds_nothing() -> None:
    counts = [Decimal(2), Decimal(0), Decimal(-3), Decimal("4.5")]
    assert [total for total in range(10) if sums_of(counts) >> total & 1] == [0, 2, 5, 7]
    assert sums_of([Decimal(0)]) == 1
