from collections.abc import Mapping
from decimal import Decimal

import pytest

from publisher.link.figures.assumptions import crossed, reviews
from publisher.model.parts import Assumption, Limit
from publisher.model.result import Hiding, Result


def result(plan: str, year: int, value: object) -> Result:
    fields = {"plan": plan, "year": str(year), "summary": "S", "measurements": {"antal": value}}
    return Result.model_validate(fields)


def assumption(**limit: str) -> Assumption:
    return Assumption.model_validate({"text": "Få är utan arbete.", "indicator": "antal", "limit": limit})


def due(limit: Mapping[str, str], *results: Result) -> list[tuple[str, Decimal, int]]:
    """Return the result, value and year of each review that is due."""
    found = reviews("planen", [assumption(**limit)], lambda _: results)
    return [(each.result.plan, each.measured, each.result.year) for each in found]


@pytest.mark.parametrize(
    ("limit", "past"),
    [({"above": "8"}, [False, False, True]), ({"below": "8"}, [True, False, False])],
    ids=["above", "below"],
)
def test_limit_is_crossed_beyond_it_and_not_at_it(limit: Mapping[str, str], past: list[bool]) -> None:
    made = Limit.model_validate(limit)
    assert [crossed(made, Decimal(value)) for value in ("7.9", "8.0", "8.1")] == past


def test_latest_year_counts() -> None:
    assert due({"above": "8"}, result("a", 2022, "9"), result("a", 2023, "7")) == []
    assert due({"above": "8"}, result("a", 2022, "7"), result("a", 2023, "9")) == [("a", Decimal(9), 2023)]


def test_any_plan_may_have_measured() -> None:
    others = result("a", 2023, "7"), result("b", 2023, "9")
    assert due({"above": "8"}, *others) == [("b", Decimal(9), 2023)]


def test_the_value_farthest_beyond_is_named() -> None:
    many = result("a", 2023, "9"), result("b", 2023, "12"), result("c", 2023, "10")
    assert due({"above": "8"}, *many) == [("b", Decimal(12), 2023)]
    assert due({"below": "11"}, *many) == [("a", Decimal(9), 2023)]


def test_a_share_is_measured_in_per_cent() -> None:
    found = result("a", 2023, {"share": "19", "of": "alla"})
    assert due({"below": "20"}, found) == [("a", Decimal(19), 2023)]


def test_a_suppressed_number_calls_for_no_review() -> None:
    shown = result("a", 2023, "9")
    hidden = shown.model_copy(
        update={"measurements": {"antal": shown.measurements["antal"].without_number(Hiding.SMALL)}}
    )
    assert due({"above": "8"}, hidden) == []


def test_nothing_measured_or_no_limit_calls_for_no_review() -> None:
    assert due({"above": "8"}) == []
    without = Assumption.model_validate({"text": "Få är utan arbete."})
    assert reviews("planen", [without], lambda _: [result("a", 2023, "9")]) == ()


def test_review_knows_whose_and_which_assumption_it_is() -> None:
    given = [Assumption.model_validate({"text": "Annat."}), assumption(above="8")]
    (review,) = reviews("planen", given, lambda _: [result("a", 2023, "9")])
    assert (review.source, review.position, review.indicator, review.limit) == ("planen", 1, "antal", Decimal(8))
    assert review.assumption is given[1]
