"""Progress is computed from measurement, target and direction; nobody types it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from publisher.model.plan import Regulation, Target
from publisher.model.register import Direction
from publisher.model.result import Measurement, Result


class Progress(StrEnum):
    """How a measurement stands against the target for its year."""

    REACHED = "reached"
    MISSED = "missed"
    SUPPRESSED = "suppressed"
    UNREPORTED = "unreported"
    UNTARGETED = "untargeted"


@dataclass(frozen=True, slots=True)
class TargetYear:
    """A target in one year: the value wanted, the measurement, how it went, and what was decided then."""

    year: int
    wanted: Decimal | None
    measured: Measurement | None
    progress: Progress
    regulation: Regulation | None


def progress(wanted: Decimal | None, measured: Decimal | None, direction: Direction) -> Progress:
    """Return how `measured` stands against `wanted`. Where no direction is better, the values must agree."""
    if wanted is None:
        return Progress.UNTARGETED
    if measured is None:
        return Progress.UNREPORTED
    reached = {
        Direction.HIGHER: measured >= wanted,
        Direction.LOWER: measured <= wanted,
        Direction.NEITHER: measured == wanted,
    }
    return Progress.REACHED if reached[direction] else Progress.MISSED


def _progress(wanted: Decimal | None, measured: Measurement | None, direction: Direction) -> Progress:
    # Whether a hidden number reached its target would tell something of it.
    if wanted is not None and measured and measured.suppressed:
        return Progress.SUPPRESSED
    return progress(wanted, measured.number if measured else None, direction)


def target_years(target: Target, results: Mapping[int, Result], direction: Direction) -> tuple[TargetYear, ...]:
    """Return the line of a target through the years: each year with a target, a measurement or a verdict."""
    measured = {
        year: result.measurements[target.indicator]
        for year, result in results.items()
        if target.indicator in result.measurements
    }
    regulations = {regulation.year: regulation for regulation in target.regulations}
    return tuple(
        TargetYear(
            year,
            target.values.get(year),
            measured.get(year),
            _progress(target.values.get(year), measured.get(year), direction),
            regulations.get(year),
        )
        for year in sorted({*target.values, *measured, *regulations})
    )


def every_year(lines: Sequence[TargetYear]) -> tuple[TargetYear, ...]:
    """Return the line of a target with the years between its own, so that a year that nobody spoke of is seen."""
    known = {line.year: line for line in lines}
    years = range(min(known), max(known) + 1) if known else ()
    return tuple(known.get(year) or TargetYear(year, None, None, Progress.UNTARGETED, None) for year in years)
