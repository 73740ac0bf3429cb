"""What several publications have in common: indicators, goals of Agenda 2030, focus areas. Nothing is ranked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publisher.hub.facts import Area, FollowedNumber, KnownIndicator, KnownPublication, Promises
from publisher.model.time_period import TimePeriod
from publisher.model.unit import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a comparison: a publication, its indicator, and one of the series of numbers."""

    publication: KnownPublication
    indicator: KnownIndicator
    followed: FollowedNumber


@dataclass(frozen=True, slots=True)
class SharedIndicator:
    """An indicator that several publications follow, in one unit: numbers in different units are never compared.

    `key` is the Kolada id, or the id that all of them use.
    """

    key: str
    kolada: str
    title: str
    unit: Unit
    rows: tuple[Row, ...]
    periods: tuple[str, ...]

    @property
    def publishers(self) -> frozenset[str]:
        """The ids of the publications that follow it."""
        return frozenset(row.publication.id for row in self.rows)

    @property
    def latest(self) -> str:
        """The latest period with numbers from more than one publication, else the latest with any number."""
        shared = [each for each in self.periods if sum(each in row.followed.numbers for row in self.rows) > 1]
        return (shared or [*self.periods])[-1]

    def at(self, period: str) -> Iterator[tuple[Row, Decimal]]:
        """Yield each row that has a number for a period, with the number."""
        yield from ((row, row.followed.numbers[period]) for row in self.rows if period in row.followed.numbers)


def shared_indicators(publications: Sequence[KnownPublication], most: int) -> tuple[SharedIndicator, ...]:
    """Return the indicators that several publications follow, by title, with their `most` latest periods."""
    found: dict[tuple[str, str], list[Row]] = {}
    for publication in publications:
        for indicator in publication.indicators:
            key = (indicator.kolada or indicator.id, repr(indicator.unit.model_dump(mode="json")))
            found.setdefault(key, []).extend(Row(publication, indicator, each) for each in indicator.followed)
    shared = [
        _shared(key, rows, most) for (key, _), rows in found.items() if len({row.publication.id for row in rows}) > 1
    ]
    return tuple(sorted((each for each in shared if each.periods), key=lambda it: (it.title.casefold(), it.key)))


def _shared(key: str, rows: Sequence[Row], most: int) -> SharedIndicator:
    periods = {each for row in rows for each in (*row.followed.numbers, *row.followed.hidden)}
    ordered = sorted(map(TimePeriod.parse, periods), key=lambda it: (it.last, it.name))
    first = rows[0].indicator
    ids = {row.indicator.id for row in rows}
    names = tuple(each.name for each in ordered[-most:])
    return SharedIndicator(
        min(ids) if len(ids) == 1 else key.casefold(), first.kolada, first.title, first.unit, tuple(rows), names
    )


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """A goal of Agenda 2030, with the commitments of each publication that serve it."""

    goal: str
    rows: tuple[tuple[KnownPublication, Promises], ...]

    @property
    def count(self) -> int:
        """The number of commitments that serve it."""
        return sum(promises.count for _, promises in self.rows)


def goals(publications: Iterable[KnownPublication]) -> tuple[SharedGoal, ...]:
    """Return the goals of Agenda 2030 that something serves, in their order."""
    found: dict[str, list[tuple[KnownPublication, Promises]]] = {}
    for publication in publications:
        for goal, promises in publication.goals.items():
            found.setdefault(goal, []).append((publication, promises))
    return tuple(SharedGoal(goal, tuple(rows)) for goal, rows in sorted(found.items(), key=lambda it: int(it[0])))


def areas(publications: Iterable[KnownPublication]) -> tuple[tuple[KnownPublication, Area], ...]:
    """Return every focus area with its publication, by title and then by publisher."""
    found = [(publication, area) for publication in publications for area in publication.areas]
    return tuple(sorted(found, key=lambda it: (it[1].title.casefold(), it[0].publisher.casefold())))
