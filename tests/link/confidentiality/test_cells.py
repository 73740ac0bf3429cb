"""Divided numbers: whoever knows every sum and all published cells can derive no hidden one."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.link.confidentiality.cells import WHOLE, hidden_cells, sums
from publisher.model.groups import Dimension

SMALLEST = 5


def dimension(name: str, groups: str, *, exhaustive: bool = True) -> Dimension:
    members = [{"id": f"{name}{each}", "title": each} for each in groups]
    return Dimension.model_validate(
        {"id": name, "title": name, "groups": members, "exhaustive": str(exhaustive).lower()}
    )


SEX, AGE = dimension("s", "kmx"), dimension("a", "abc")
PART = dimension("d", "ab", exhaustive=False)


def counts(whole: int, **cells: int) -> dict[str, Decimal]:
    return {WHOLE: Decimal(whole)} | {name: Decimal(count) for name, count in cells.items()}


def test_one_small_group_hides_another() -> None:
    assert hidden_cells(counts(30, sk=3, sm=20, sx=7), [SEX], SMALLEST) == {"sk", "sx"}


def test_two_that_are_few_together_hide_a_third() -> None:
    # From 26 of 29 a reader would know that the two are 1 and 2.
    assert hidden_cells(counts(29, sk=1, sm=2, sx=26), [SEX], SMALLEST) == {"sk", "sm", "sx"}


def test_those_in_no_group_are_people_too() -> None:
    assert hidden_cells(counts(30, da=18, db=10), [PART], SMALLEST) == {"db"}
    assert hidden_cells(counts(30, da=10, db=10), [PART], SMALLEST) == frozenset()


def test_where_nobody_is_few_nothing_is_hidden() -> None:
    assert hidden_cells(counts(30, sk=10, sm=20, sx=0), [SEX], SMALLEST) == frozenset()


def test_cells_of_two_dimensions_add_up_to_the_total_with_no_sums_between() -> None:
    sex, school = dimension("s", "km"), dimension("a", "ab")
    given = counts(100, **{"aa+sk": 3, "ab+sk": 40, "aa+sm": 30, "ab+sm": 27})
    assert hidden_cells(given, [sex, school], SMALLEST) == {"aa+sk", "ab+sm"}
    # With one missing, those in it are what the others leave of the total.
    given = counts(100, **{"ab+sk": 40, "aa+sm": 30, "ab+sm": 27})
    assert hidden_cells(given, [sex, school], SMALLEST) == {"ab+sm"}


def test_cells_of_three_dimensions_add_up_to_the_sums_of_one() -> None:
    dimensions = [dimension("s", "km"), dimension("a", "ab"), dimension("d", "xy")]
    rest = {f"a{a}+d{d}+s{s}": 10 for a, d, s in product("ab", "xy", "km")}
    given = counts(73, sk=33, sm=40, **{**rest, "aa+dx+sk": 3})
    hidden = hidden_cells(given, dimensions, SMALLEST)
    assert "aa+dx+sk" in hidden
    assert len([cell for cell in hidden if cell.endswith("sk")]) > 1, "or the women less the others are it"


def possible(
    published: Mapping[str, Decimal], hidden: set[str], lines: list[tuple[str, tuple[str, ...]]]
) -> dict[str, bool]:
    """Return for each hidden cell whether the sums alone leave it open, by elimination over fractions."""
    names = sorted(hidden)
    rows = []
    for parent, children in lines:
        row = [Fraction(0)] * len(names)
        for cell, factor in [(parent, 1), *((child, -1) for child in children)]:
            if cell in hidden:
                row[names.index(cell)] += factor
        rows.append(row)
    rank = _rank(rows)
    # A cell is open where its number would add information.
    return {name: _rank([*rows, [Fraction(int(each == name)) for each in names]]) > rank for name in names}


def _rank(rows: list[list[Fraction]]) -> int:
    left, rank = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is not None:
            left.remove(pivot)
            rank += 1
            left = [[a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)] for row in left]
    return rank


# All beside a cell are hidden, and it follows from sums farther off.
@example([5, 2, 0, 2, 0, 5, 0, 5, 0])
@example([7, 12, 0, 7, 0, 3, 0, 0, 12])
@given(st.lists(st.integers(0, 12), min_size=9, max_size=9))
def test_a_table_of_two_dimensions_gives_nothing_away(numbers: list[int]) -> None:
    cells = dict(zip(product("kmx", "abc"), numbers, strict=True))
    table = {f"s{s}+a{a}": count for (s, a), count in cells.items()}
    table |= {f"s{s}": sum(cells[s, a] for a in "abc") for s in "kmx"}
    table |= {f"a{a}": sum(cells[s, a] for s in "kmx") for a in "abc"}
    whole = sum(numbers)
    if 0 < whole < SMALLEST:
        return  # then nothing of it is published at all
    given_counts = counts(whole, **table)
    hidden = set(hidden_cells(given_counts, [SEX, AGE], SMALLEST))
    assert WHOLE not in hidden, "the total is published"
    assert hidden >= {name for name, count in table.items() if 0 < count < SMALLEST}
    lines = [(line.parent, line.children) for line in sums([*table], [SEX, AGE])]
    assert all(possible(given_counts, hidden, lines).values())
    for parent, children in lines:
        unknown = [given_counts[child] for child in children if child in hidden]
        assert parent in hidden or not unknown or sum(unknown) >= SMALLEST
