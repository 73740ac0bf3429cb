"""Bar charts as values: the contents of a chart of horizontal bars, and its scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

# The end of the scale of shares, in per cent.
ALL: Final = Decimal(100)
# The end of the scale of shares that would be too short to be compared on the other.
SMALL: Final = Decimal(25)


class Sort(StrEnum):
    """What a bar represents."""

    REPORTED = "reported"
    COMPUTED = "computed"
    MISSING = "missing"


@dataclass(frozen=True)
class Bar:
    """One bar: `figure` and `words` are shown above it, `said` is its text alternative.

    `heading` is shown above the first bar of a panel, if a chart has several. `start`, `length` and `marks` (the
    target, or both ends of its range) are fractions of the chart's width, from 0 to 1.
    """

    sort: Sort
    figure: str
    words: str
    said: str
    start: float = 0
    length: float = 0
    marks: tuple[float, ...] = ()
    heading: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether it is the place of a period between others, of which there is nothing to say."""
        return self.sort is Sort.MISSING and not (self.words or self.marks or self.heading)


@dataclass(frozen=True)
class Chart:
    """A chart of horizontal bars. `key` explains a mark or a paler bar, or is empty.

    `limits` are lines across all bars, as fractions of the width, and `limits_said` explains them. `between` separates
    the bars in the text alternative. `better` says which direction is better; it is not drawn, but stands beside.
    """

    id: str
    title: str
    bars: tuple[Bar, ...]
    key: str
    limits: tuple[float, ...] = ()
    limits_said: tuple[str, ...] = ()
    between: str = "; "
    better: str = ""

    @property
    def caption(self) -> str:
        """What the chart shows and which direction is better, for where it stands alone."""
        return f"{self.title}. {self.better}" if self.better else self.title

    @property
    def alternative(self) -> str:
        """The whole chart in words."""
        said = (_said(bar) for bar in self.bars if not bar.is_gap)
        return f"{self.title}: {self.between.join([*said, *self.limits_said])}."


def _said(bar: Bar) -> str:
    return f"{bar.heading}: {bar.said}" if bar.heading else bar.said


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers as fractions of a chart's width. Zero is always included, since truncated bars mislead."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, numbers: Iterable[Decimal]) -> Self:
        """Return a scale that includes all numbers."""
        known = [*numbers, Decimal(0)]
        return cls(min(known), max(known))

    @classmethod
    def of_shares(cls, numbers: Iterable[Decimal]) -> Self:
        """Return the scale of shares: it ends at 100 %, or at 25 % if all are small; so none looks like the total."""
        known = [*numbers]
        return cls.over([*known, SMALL if max(known, default=ALL) < SMALL else ALL])

    def at(self, number: Decimal) -> float:
        """Return the position of a number."""
        return float((number - self.low) / (self.high - self.low or 1))
