"""The audit: which hidden counts the published ones determine, by value."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from publisher.link.confidentiality import disclosure_audit
from publisher.link.confidentiality.disclosure_audit import Sum, certain

LINES = [Sum("t", ("a", "b", "c"), whole=True), Sum("a", ("x", "y"), whole=True)]


def found(counts: Mapping[str, str], hidden: str, lines: list[Sum[str]] = LINES) -> dict[str, Decimal]:
    return certain({name: Decimal(count) for name, count in counts.items()}, lines, {*hidden}, {*hidden})


@pytest.mark.parametrize(
    ("counts", "hidden", "expected"),
    [
        ({"t": "20", "b": "8", "c": "9", "x": "1", "y": "2"}, "a", {"a": 3}),
        ({"t": "20", "b": "8", "c": "9", "x": "1", "y": "2"}, "axy", {"a": 3}),
        ({"t": "20", "a": "10", "b": "7", "c": "3", "x": "1", "y": "9"}, "bc", {}),
        # Nobody is left for either, and no count is negative.
        ({"t": "10", "a": "10", "b": "0", "c": "0", "x": "1", "y": "9"}, "bc", {"b": 0, "c": 0}),
        ({"t": "10", "b": "4", "c": "3", "x": "1", "y": "2"}, "ay", {"a": 3, "y": 2}),
    ],
)
def test_a_count_is_certain_if_the_sums_allow_one_value(
    counts: Mapping[str, str], hidden: str, expected: Mapping[str, int]
) -> None:
    assert found(counts, hidden) == expected


def test_people_are_whole() -> None:
    # Twice as many as those in c are three or four, so that they are one or two; with three there is one, alone.
    lines = [Sum("t", ("b", "c"), whole=True), Sum("b", ("c", "d"), whole=True), Sum("u", ("d",), whole=False)]
    assert found({"t": "5", "u": "1", "b": "3", "c": "2", "d": "1"}, "bcd", lines) == {"b": 3, "c": 2, "d": 1}
    assert found({"t": "4", "u": "2", "b": "2", "c": "2", "d": "0"}, "bcd", lines) == {}


def test_a_change_can_be_negative_and_a_count_of_a_rounded_share_is_not_whole() -> None:
    line = [Sum("t", ("b", "c"), whole=True)]
    assert found({"t": "0", "b": "-3", "c": "3"}, "bc", line) == {}
    assert found({"t": "0.4", "b": "0.1", "c": "0.3"}, "b", line) == {"b": Decimal("0.1")}


def test_numbers_that_contradict_the_sums_are_judged_by_the_form_of_the_sums() -> None:
    assert found({"t": "20.3", "b": "8", "c": "9", "a": "3", "x": "1", "y": "2"}, "ax") == {"a": 3, "x": 1}
    assert found({"t": "3", "a": "5", "b": "8", "c": "9", "x": "1", "y": "4"}, "abc") == {"a": 5}


def test_a_cell_that_is_in_no_sum_is_open(capfd: pytest.CaptureFixture[str]) -> None:
    assert found({"t": "20", "b": "8", "c": "9", "x": "1", "y": "2", "a": "3"}, "z") == {}
    found({"t": "20", "b": "8", "c": "9", "x": "1", "y": "2"}, "a")
    assert capfd.readouterr() == ("", ""), "the solver prints nothing"


def test_a_programme_that_presolving_calls_infeasible_is_solved() -> None:
    """HiGHS 1.15 says so of this one, which 18, 47 and 10 people in four quarters made: it has many solutions."""
    sums = [
        ({2: 1, 3: -1}, 0), ({10: 1}, 8), ({0: -1, 1: -1}, -17), ({2: -1, 6: -1, 10: -1}, -18),
        ({3: -1, 7: -1, 13: -1}, -47), ({4: -1, 8: -1, 11: -1}, -10), ({1: 1, 5: -1, 9: -1, 12: -1, 14: -1}, 0),
    ]  # fmt: skip
    parts = [(2, 4), (3, 5), (6, 8), (7, 9), (13, 14)]
    rows = [disclosure_audit._Row((*weights.items(),), constant, at_most=False) for weights, constant in sums]
    rows += [disclosure_audit._Row(((whole, -1), (part, 1)), 0.0, at_most=True) for whole, part in parts]
    people = disclosure_audit._Unknown(whole=True, negative=False)
    model = disclosure_audit._model(disclosure_audit._System((*rows,), (people,) * 15, 2000.0))
    found = disclosure_audit._solved(model, relaxed=False)
    assert found is not None
    assert all(abs(value - round(value)) < 1e-6 for value in found)
    assert [round(sum(weight * found[at] for at, weight in weights.items())) for weights, _ in sums] == [
        constant for _, constant in sums
    ]
    assert all(found[part] <= found[whole] + 1e-6 for whole, part in parts)
