"""Audit of suppressed counts: those for which the published ones leave only one value, by integer programming (HiGHS).

A reader knows the sums, that people are whole, and that no count is negative. A cell is protected if those allow it
two values: its feasibility interval (A. Hundepool et al., Statistical Disclosure Control, Wiley 2012, ch. 4.2).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    import highspy

# How far beyond the largest count other values are looked for: farther away there are none that nearer ones are not.
ROOM: Final = 1000
# How often a programme is divided before a value counts as the only one. No limit on time: the outcome must not differ.
NODES: Final = 200
# What is so close to a whole number is one.
NEAR: Final = 1e-7
# As HiGHS says that the values it returns are allowed.
FEASIBLE: Final = 2

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """A parent cell and its children in one dimension; `whole` says that the children are exhaustive."""

    parent: Cell
    children: tuple[Cell, ...]
    whole: bool

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The parent and its children."""
        return (self.parent, *self.children)


@dataclass(frozen=True, slots=True)
class _Row:
    """An equation, or with `at_most` an upper bound: unknowns by number with their coefficients, and the constant."""

    weights: tuple[tuple[int, int], ...]
    constant: float
    at_most: bool


@dataclass(frozen=True, slots=True)
class _Unknown:
    """An unknown of a system: whether it is whole, and whether it can be negative."""

    whole: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class _System:
    """Everything that a reader knows of the unknown cells, without their names."""

    rows: tuple[_Row, ...]
    unknowns: tuple[_Unknown, ...]
    most: float

    def homogeneous(self) -> "_System":
        """Return the system that says which unknowns the sums would determine, whatever the numbers."""
        rows = tuple(_Row(row.weights, 0.0, row.at_most) for row in self.rows)
        free = _Unknown(whole=False, negative=True)
        return _System(rows, tuple(repeat(free, len(self.unknowns))), ROOM)


def certain(
    counts: Mapping[Cell, Decimal], lines: Sequence[Sum[Cell]], hidden: Set[Cell], asked: Set[Cell]
) -> dict[Cell, Decimal]:
    """Return those of the hidden cells `asked` for which published numbers leave one value only, with that value.

    `counts` holds every published cell, and the hidden ones as far as they are known. If the numbers contradict the
    sums, as those of rounded shares do, the cells that the sums determine by their form are returned.
    """
    names = list(dict.fromkeys(cell for line in lines for cell in line.cells if cell in hidden))
    wanted = tuple(at for at, name in enumerate(names) if name in asked)
    if not wanted:
        return {}
    at = {name: number for number, name in enumerate(names)}
    rows = [_row(counts, line, at) for line in lines if not at.keys().isdisjoint(line.cells)]
    unknowns = tuple(_unknown(counts.get(name)) for name in names)
    most = 2 * max(map(abs, counts.values()), default=Decimal(0)) + ROOM
    system = _System(tuple(dict.fromkeys(rows)), unknowns, float(most))
    found = _only_values(system, wanted)
    if found is None:
        formal = _only_values(system.homogeneous(), wanted) or ()
        return {names[number]: counts.get(names[number], Decimal(0)) for number, _ in formal}
    return {names[number]: counts.get(names[number], Decimal(value)) for number, value in found}


def _row(counts: Mapping[Cell, Decimal], line: Sum[Cell], at: Mapping[Cell, int]) -> _Row:
    """Return what a sum says: its unknown children less its parent, if unknown, are what the published ones leave."""
    weights = [(at[cell], 1) for cell in line.children if cell in at]
    known = sum((counts[cell] for cell in line.children if cell not in at), Decimal(0))
    if line.parent in at:
        return _Row((*weights, (at[line.parent], -1)), float(-known), not line.whole)
    return _Row(tuple(weights), float(counts[line.parent] - known), not line.whole)


def _unknown(count: Decimal | None) -> _Unknown:
    if count is None:
        return _Unknown(whole=True, negative=False)
    return _Unknown(count == count.to_integral_value(), count < 0)


@lru_cache(maxsize=512)
def _only_values(system: _System, wanted: tuple[int, ...]) -> tuple[tuple[int, int], ...] | None:
    """Return those of the unknowns that can have one value only, with that value, rounded; None if there is none."""
    model = _model(system)
    first = _values(model, {}, len(system.unknowns))
    if first is None:
        return None
    left = set(wanted)
    for aim in _aims(wanted):
        weights = {one: weight for one, weight in aim.items() if one in left}
        if weights and (found := _values(model, weights, len(first))):
            left = {one for one in left if abs(found[one] - first[one]) < 0.5}
    return tuple((one, round(first[one])) for one in sorted(left))


def _aims(wanted: Sequence[int]) -> Iterator[dict[int, float]]:
    """Yield weights of unknowns, whose sum is to be the least: of all together, some turned around, then one by one.

    Of any two only one is turned around in one of the first, so that those whose sum is known move as well.
    """
    for bit in range(len(wanted).bit_length() + 1):
        factors = {one: -1.0 if at >> bit & 1 else 1.0 for at, one in enumerate(wanted)}
        yield factors
        yield {one: -factor for one, factor in factors.items()}
    yield from ({one: factor} for one in wanted for factor in (1.0, -1.0))


def _values(model: "highspy.Highs", weights: Mapping[int, float], many: int) -> list[float] | None:
    """Return values of all unknowns that the system allows, with the least weighted sum; None if there are none."""
    model.changeColsCost(many, list(range(many)), [weights.get(one, 0.0) for one in range(many)])
    # The numbers that sums allow are mostly whole even if nobody asks for that, which is many times faster.
    found = _solved(model, relaxed=True)
    if found is None or all(abs(value - round(value)) < NEAR for value in found):
        return found
    return _solved(model, relaxed=False)


def _solved(model: "highspy.Highs", *, relaxed: bool) -> list[float] | None:
    """Return the solution of a programme, `relaxed` without the condition that unknowns are whole; None if none.

    The library's presolving calls some programmes infeasible that have solutions, so none is taken from it alone: a
    number would be judged by the form of its sums, and one that is certain since people are whole would be published.
    """
    model.setOptionValue("solve_relaxation", relaxed)
    for presolve in ("choose", "off"):
        model.setOptionValue("presolve", presolve)
        model.run()
        if model.getInfo().primal_solution_status == FEASIBLE:
            return list(model.getSolution().col_value)
    return None


def _model(system: _System) -> "highspy.Highs":
    """Return the programme of a system."""
    # Few publications hide anything, and the library takes time to load.
    import highspy

    model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor alone lacks a type
    for option, value in {
        "output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0, "mip_max_nodes": NODES,
    }.items():  # fmt: skip
        model.setOptionValue(option, value)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(system.unknowns), len(system.rows)
    program.col_cost_ = [0.0] * len(system.unknowns)
    program.col_lower_ = [-system.most if each.negative else 0.0 for each in system.unknowns]
    program.col_upper_ = [system.most] * len(system.unknowns)
    program.row_lower_ = [-highspy.kHighsInf if row.at_most else row.constant for row in system.rows]
    program.row_upper_ = [row.constant for row in system.rows]
    whole, any_number = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    program.integrality_ = [whole if each.whole else any_number for each in system.unknowns]
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = [0, *accumulate(len(row.weights) for row in system.rows)]
    matrix.index_ = [one for row in system.rows for one, _ in row.weights]
    matrix.value_ = [float(weight) for row in system.rows for _, weight in row.weights]
    model.passModel(program)
    return model
