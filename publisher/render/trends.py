"""Trends: recent numbers in lists as sparklines, beside words that say the same."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import Final

from markupsafe import Markup, escape

from publisher.dependencies import tracked_property
from publisher.link.accounts import Accounts
from publisher.link.figures.progress import TargetPeriod
from publisher.link.figures.tally import Tally, tally
from publisher.link.judgements import by_numbers
from publisher.link.publication import Publication
from publisher.model.plan import Plan, Target
from publisher.model.time_period import Frequency, TimePeriod
from publisher.render.views import Views

# Fewer values show no trend, and more are indistinguishable on such a small line.
FEWEST: Final = 3
MOST: Final = 12
TOP: Final = 100


class Trends:
    """Template functions for trends."""

    def __init__(self, views: Views, accounts: Accounts) -> None:
        self._views, self._accounts = views, accounts
        self._publication: Publication = views.publication

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        return {"trending": self.trending, "change_lately": self.change_lately, "reached_lately": self.reached_lately}

    def trending(self, link: Markup, value: Plan | str, about: Collection[str] = ()) -> Markup:
        """Return a link followed by a sparkline of an indicator, or by columns of a plan's years, if there are enough.

        The share of a few targets jumps from year to year and is no curve. Both are named by their numbers. Of a plan,
        only targets that serve any of `about` count, if those are given.
        """
        words = self._views.language
        if isinstance(value, Plan):
            years = self._reached_by(value, about)[-MOST:]
            sort, line = "shares", " ".join(str(round(TOP * went.reached / went.known)) for _, went in years)
            named = [
                (name, words.text("chart.of", part=words.number(went.reached), whole=words.number(went.known)))
                for name, went in years
            ]
        else:
            known, unit = self._numbers(value)[-MOST:], self._publication.indicator(value).unit
            sort, line = "trend", as_line(number for _, number in known)
            named = [(words.period(period), self._views.figures.number(number, unit)) for period, number in known]
        if len(named) < FEWEST or not line:
            return link
        said = escape("; ".join(f"{when}: {number}" for when, number in named))
        return link + Markup(f'{{: data-{sort}="{line}" data-numbers="{said}" }}')

    def change_lately(self, indicator: str) -> str:
        """Return in words the change of an indicator's latest number from the one before, or ""."""
        known, latest = self._numbers(indicator)[-2:], self._publication.latest_reading(indicator)
        # Several plans may have measured it, each its own part.
        if len(known) < 2 or latest is None or (latest.period, latest.measurement.number) != known[1]:
            return ""
        (before, earlier), (_, now) = known
        return self._views.figures.moved_since(now - earlier, self._publication.indicator(indicator).unit, before)

    def reached_lately(self, plan: Plan, about: Collection[str] = ()) -> Sequence[tuple[str, Tally]]:
        """Return the last two years of a plan's targets, latest first, each with its name and outcomes.

        If commitments or objectives are given, only targets that serve any of these count.
        """
        return self._reached_by(plan, about)[:-3:-1]

    def _numbers(self, indicator: str) -> list[tuple[TimePeriod, Decimal]]:
        """Return the numbers of an indicator for periods of one sort, the most frequent one.

        A calendar year and one that ends in the next are of two sorts: 2023 may be the same number as 2022/23.
        """
        readings = self._publication.readings_of(indicator)
        known = [(period, each.measurement.number) for period, each in readings.items()]
        sorts = Counter((period.length, period.split) for period, number in known if number is not None)
        most = max(sorts, key=lambda each: sorts[each], default=None)
        return [
            (period, number) for period, number in known if number is not None and (period.length, period.split) == most
        ]

    def _reached_by(self, plan: Plan, about: Collection[str]) -> list[tuple[str, Tally]]:
        """Return each year in which a plan's targets have a known outcome, with its name and the outcomes."""
        found = []
        for year, own in self._lines.get(plan.id, {}).items():
            lines = [line for target, line in own if not about or not {*about}.isdisjoint(plan.serves_of(target))]
            # A year in which all outcomes are unknown is not counted.
            if (counted := tally(by_numbers(lines, self._publication))).known:
                names = {line.period.name for line in lines}
                found.append((names.pop() if len(names) == 1 else str(year), counted))
        return found

    @tracked_property
    def _lines(self) -> dict[str, dict[int, list[tuple[Target, TargetPeriod]]]]:
        """The targets due in each year, by plan."""
        found: dict[str, dict[int, list[tuple[Target, TargetPeriod]]]] = {}
        for year in sorted(self._publication.years):
            for plan, target, line in self._accounts.outcome_of_year(year):
                # A target's quarters are not targets of their own.
                if line.has_target and line.period.frequency is Frequency.YEAR:
                    found.setdefault(plan.id, {}).setdefault(year, []).append((target, line))
        return found


def as_line(numbers: Iterable[Decimal]) -> str:
    """Return numbers as heights from 0 to 100, written as digits; "" if there are too few."""
    known = [*numbers]
    if len(known) < FEWEST:
        return ""
    low, high = min(known), max(known)
    return " ".join(str(round((each - low) / (high - low) * TOP) if high > low else TOP // 2) for each in known)
