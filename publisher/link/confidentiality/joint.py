"""Joint disclosure control: what a plan's counts reveal together, by sums over groups, periods and parts.

Each sum is examined elsewhere by itself. Here all are combined, as a reader with the data files could: counts are
narrowed and the sums solved, and if that recovers a small group, one more number is suppressed.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Final

from publisher.link.confidentiality.cells import Sum, narrowed, sums
from publisher.model.groups import Dimension
from publisher.model.result import Measurement, Result
from publisher.model.time_period import parts_of

# A count: its result, its measurement and its group; "" stands for the number itself.
Count = tuple[str, str, str]
# With more missing groups than this, they are not considered.
MOST_UNSAID: Final = 400


def one_more_of_all(
    given: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> set[Count]:
    """Return one more count to suppress for each plan in which a small group can still be derived; empty if none.

    `people` holds the measurements that count people, by result.
    """
    by_plan: dict[str, dict[str, Result]] = {}
    for name, result in given.items():
        by_plan.setdefault(result.plan, {})[name] = result
    return {more for results in by_plan.values() if (more := _one_more(results, shown, dimensions, smallest, people))}


def _one_more(
    results: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> Count | None:
    counts = {key: count for name in results for key, count in _counts(name, results[name], people[name])}
    published = {key for key in counts if _number(shown[key[0]].measurements[key[1]], key[2]) is not None}
    if published == counts.keys():
        return None
    unsaid = _unsaid(counts)
    every = {**dict.fromkeys(unsaid, Decimal(0)), **counts}
    lines = [line for line in _sums(results, every, dimensions) if _holds(line, every, unsaid)]
    at_most = {key: whole for key in every if (whole := _whole(results, key)) in every and whole}
    found = narrowed(every, lines, every.keys() - published, at_most)
    for key in sorted(each for each, count in found.items() if 0 < count < smallest):
        beside = {each for line in lines for each in _within(line) if key in _within(line)}
        for near in (beside, {each for line in lines for each in _within(line) if beside & _within(line)}, published):
            if choice := [each for each in near & published if counts[each] > 0]:
                return min(choice, key=lambda each: (counts[each], each))
    return None


def _unsaid(counts: Mapping[Count, Decimal]) -> set[Count]:
    """Return the groups that some measurements of a plan lack and others have: cells of unknown value."""
    cells = {cell for _, _, cell in counts}
    measured = {(name, one) for name, one, _ in counts}
    found = {(name, one, cell) for name, one in measured for cell in cells} - counts.keys()
    return found if len(found) <= MOST_UNSAID else set()


def _counts(name: str, result: Result, people: Sequence[str]) -> Iterator[tuple[Count, Decimal]]:
    for one in people:
        measurement = result.measurements[one]
        if measurement.value is not None:
            yield (name, one, ""), measurement.value
            yield from (
                ((name, one, cell), number) for cell, number in measurement.groups.items() if number is not None
            )


def _number(measurement: Measurement, cell: str) -> Decimal | None:
    return measurement.groups.get(cell) if cell else measurement.value


def _whole(results: Mapping[str, Result], key: Count) -> Count | None:
    name, one, cell = key
    of = results[name].measurements[one].of
    return (name, of, cell) if of else None


def _sums(
    results: Mapping[str, Result], counts: Mapping[Count, Decimal], dimensions: Sequence[Dimension]
) -> Iterator[Sum[Count]]:
    """Yield the sums over groups, over periods, and over parts."""
    measured = sorted({(name, one) for name, one, _ in counts})
    for name, one in measured:
        cells = [cell for each, other, cell in counts if (each, other) == (name, one) and cell]
        for line in sums(cells, dimensions):
            yield Sum((name, one, line.parent), tuple((name, one, cell) for cell in line.children), line.whole)
    at = {(one, results[name].period_of(one)): name for name, one in measured}
    for (one, period), name in at.items():
        for parts in parts_of(str(period)):
            names = [found for (other, each), found in at.items() if other == one and str(each) in parts]
            for cell in {cell for each, other, cell in counts if (each, other) == (name, one)}:
                if len(names) == len(parts):
                    yield Sum((name, one, cell), tuple((each, one, cell) for each in names), whole=True)
    yield from _parts(results, counts)


def _parts(results: Mapping[str, Result], counts: Mapping[Count, Decimal]) -> Iterator[Sum[Count]]:
    """Yield each total with all its parts; if they add up to it, readers take them to be exhaustive."""
    by_whole: dict[Count, list[Count]] = {}
    for key in counts:
        if whole := _whole(results, key):
            by_whole.setdefault(whole, []).append(key)
    for whole, parts in by_whole.items():
        if len(parts) > 1:
            yield Sum(whole, tuple(parts), whole=True)


def _holds(line: Sum[Count], counts: Mapping[Count, Decimal], unsaid: Set[Count]) -> bool:
    """Return whether a sum holds, or may hold: people counted in several quarters may count once in the year."""
    if not _within(line) <= counts.keys():
        return False
    if _within(line) & unsaid:
        return True
    rest = counts[line.parent] - sum(counts[each] for each in line.children)
    return rest == 0 or (rest > 0 and not line.whole)


def _within(line: Sum[Count]) -> Set[Count]:
    return {line.parent, *line.children}
