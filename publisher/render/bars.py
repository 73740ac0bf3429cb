"""Bars as values: what stands in a chart of horizontal bars, and the scale that they are drawn on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

# Of a share's scale, in per cent.
ALL: Final = Decimal(100)
# Bars shorter than this part of the whole nobody can compare.
SMALL: Final = Decimal(25)


class Sort(StrEnum):
    """What a bar stands for."""

    REPORTED = "reported"
    COMPUTED = "computed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `figure` and `words` stand above it, `said` is the text alternative.

    `heading` stands above the first bar of a panel, where a chart has several. `start`, `length` and `marks` (the
    target, or both ends of one) are parts of the chart's width, from 0 to 1.
    """

    sort: Sort
    figure: str
    words: str
    said: str
    start: float = 0
    length: float = 0
    marks: tuple[float, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of horizontal bars. `key` says what a mark or a paler bar means, or is empty.

    `limits` are lines across all bars, as parts of the width, and `limits_said` what they mean.
    """

    id: str
    title: str
    bars: tuple[Bar, ...]
    key: str
    limits: tuple[float, ...] = ()
    limits_said: tuple[str, ...] = ()

    @property
    def alternative(self) -> str:
        """The whole chart in words."""
        return f"{self.title}: {'; '.join([*map(_said, self.bars), *self.limits_said])}."


def _said(bar: Bar) -> str:
    return f"{bar.heading}: {bar.said}" if bar.heading else bar.said


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers as parts of a chart's width. Zero is always on it, for a bar that begins elsewhere misleads."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, numbers: Iterable[Decimal]) -> Self:
        """Return the scale that holds all numbers."""
        known = [*numbers, Decimal(0)]
        return cls(min(known), max(known))

    @classmethod
    def of_shares(cls, numbers: Iterable[Decimal]) -> Self:
        """Return the scale of shares: each is read as a part of all, unless all of them are small parts of it."""
        known = [*numbers]
        return cls.over(known if max(known, default=ALL) <= SMALL else [*known, ALL])

    def at(self, number: Decimal) -> float:
        """Return where a number stands."""
        return float((number - self.low) / (self.high - self.low or 1))
