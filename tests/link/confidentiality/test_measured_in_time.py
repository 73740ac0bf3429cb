"""Which sums over time hold for an indicator that several plans measure."""

from decimal import Decimal

from publisher.link.confidentiality.measured_in_time import Count, sums_in_time
from publisher.model.result import Result


def equal_numbers(numbers: dict[str, dict[str, int]]) -> set[frozenset[str]]:
    """Return the results whose numbers are taken to be of the same people, by the numbers of each plan and period."""
    results = {
        f"{plan}/{period}": Result.model_validate(
            {"plan": plan, "period": period, "summary": "S", "measurements": {"unga": {"value": number}}}
        )
        for plan, its in numbers.items()
        for period, number in its.items()
    }
    counts: dict[Count, Decimal] = {
        (f"{plan}/{period}", "unga", ""): Decimal(number)
        for plan, its in numbers.items()
        for period, number in its.items()
    }
    lines = sums_in_time(results, [(name, "unga") for name in results], counts, [""], 0)
    pairs = (frozenset(cell[0] for cell in line.cells) for line in lines)
    return {pair for pair in pairs if len({name.partition("/")[2] for name in pair}) == 1}


def test_plans_with_the_same_numbers_count_the_same_people() -> None:
    assert equal_numbers({"a": {"2024": 10}, "b": {"2024": 10}}) == {frozenset({"a/2024", "b/2024"})}
    assert equal_numbers({"a": {"2024": 10}, "b": {"2024": 11}}) == set()


def test_plans_whose_periods_cannot_add_up_together_count_others() -> None:
    # Of ten in the year, eleven cannot have come in its first half.
    assert equal_numbers({"a": {"2024": 10, "2024-T1": 3}, "b": {"2024-T1": 3, "2024-H1": 11}}) == set()


def test_a_plan_that_does_not_add_up_itself_may_count_the_same_people_all_the_same() -> None:
    # Whoever came in both halves counts in each of them.
    twice = {"2024": 10, "2024-H1": 7, "2024-H2": 6}
    assert equal_numbers({"a": {"2024": 10}, "b": twice}) == {frozenset({"a/2024", "b/2024"})}
