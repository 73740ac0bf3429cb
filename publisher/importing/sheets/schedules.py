"""Schedules: columns of years or parts of them, with marks below those in which an action goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.importing.columns.headers import Headed
from publisher.importing.columns.ratings import is_ticked
from publisher.importing.form.source import SourceCell, SourceRow
from publisher.model.time_period import Frequency, TimePeriod


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What a row has below the columns of a schedule: its marked cells, with their headers, and the other cells.

    `days` are the first and the last month or year; empty if the marks have gaps between them.
    """

    marked: tuple[SourceCell, ...]
    headers: tuple[str, ...]
    others: tuple[SourceCell, ...]
    days: tuple[str, str] | tuple[()]


def scheduled(table: Headed, row: SourceRow, language: str) -> Scheduled:
    """Return what a row says in the columns of a schedule."""
    columns = {each.at: each for each in table.all("scheduled")}
    cells = [cell for cell in row.filled if cell.at in columns]
    marked = tuple(cell for cell in cells if is_ticked(row.text(cell), language))
    periods = [period for cell in marked if (period := columns[cell.at].period)]
    ordered = sorted(columns)
    at = [ordered.index(cell.at) for cell in marked]
    joined = at == [*range(at[0], at[0] + len(at))] if at else False
    return Scheduled(
        marked,
        tuple(columns[cell.at].header for cell in marked),
        tuple(cell for cell in cells if cell not in marked),
        _days(periods) if joined else (),
    )


def _days(periods: Sequence[TimePeriod]) -> tuple[str, str]:
    """Return the first and the last month of periods, or year, if all are calendar years."""
    years = all(each.frequency is Frequency.YEAR and not each.split for each in periods)
    length = 4 if years else 7
    return (min(each.first for each in periods).isoformat()[:length],
            max(each.last for each in periods).isoformat()[:length])  # fmt: skip
