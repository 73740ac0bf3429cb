"""Headers: which row of a table names its columns, and what each column holds, also for which period."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic_core import PydanticCustomError

from publisher.importing.form.source import SourceRow
from publisher.importing.meaning.cell_numbers import cell_number
from publisher.importing.meaning.table_words import meaning, table_words
from publisher.model.time_period import TimePeriod

# What a column may hold, in the order in which a word that means two things is understood.
ROLES: Final = (
    "indicator", "target", "outcome", "judgement", "trend", "forecast", "comment", "period", "unit", "direction",
    "source", "action", "status", "responsible", "start", "due", "percent", "id", "organisation", "theme", "goal",
    "body_kind", "value",
)  # fmt: skip
LOOKED_AT: Final = 25
_YEARS: Final = r"(?P<year>(?:18|19|20|21)\d\d(?:\s*[/–-]\s*\d\d(?:\d\d)?)?)"
_PERIOD: Final = re.compile(rf"\b{_YEARS}\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where it stands, its header, what it holds ("" where that is not known), and its period."""

    at: int
    header: str
    role: str
    period: TimePeriod | None = None


@dataclass(frozen=True, slots=True)
class Headed:
    """A table with its columns: `begin` is the row after its header."""

    columns: tuple[Column, ...]
    begin: int

    def first(self, role: str) -> Column | None:
        """Return the first column that holds something and is about no certain period."""
        return next((each for each in self.columns if each.role == role and each.period is None), None)

    def all(self, role: str) -> tuple[Column, ...]:
        """Return every column that holds something."""
        return tuple(each for each in self.columns if each.role == role)


def headed(rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]) -> Headed | None:
    """Return a table with its columns; None where no row looks like a header.

    `mapping` says of headers what their columns hold, where people have said so.
    """
    scored = []
    for number, row in enumerate(rows[:LOOKED_AT]):
        columns = _columns(row.cells, language, mapping)
        known = sum(bool(column.role) for column in columns)
        scored.append((known, -number, columns))
    known, at, columns = max(scored, key=lambda each: each[:2], default=(0, 0, ()))
    if known < 2:
        return None
    return Headed(_decided(columns, rows[1 - at :], language), 1 - at)


def _columns(cells: Sequence[str], language: str, mapping: Mapping[str, str]) -> tuple[Column, ...]:
    found = []
    for at, cell in enumerate(cells):
        header = " ".join(cell.split())
        period, rest = period_in(header, language)
        role = mapping.get(header, meaning(rest, ROLES, language))
        if not role and period and not rest:
            # A year alone heads the outcome of that year.
            role = "outcome"
        if role == "goal" and period:
            role = "target"
        found.append(Column(at, header, role, period if role in _DATED else None))
    return tuple(found)


_DATED: Final = frozenset({"target", "outcome", "judgement", "trend", "forecast", "comment", "value"})


def _decided(columns: tuple[Column, ...], rows: Sequence[SourceRow], language: str) -> tuple[Column, ...]:
    """Return columns of which a header's word may mean two things, decided by what stands in them."""
    made = []
    for column in columns:
        role = column.role
        if role in {"target", "goal"} and column.period is None:
            texts = [row.cells[column.at] for row in rows if column.at < len(row.cells) and row.cells[column.at]]
            numbers = sum(cell_number(text, language) is not None for text in texts)
            role = "target" if texts and numbers * 2 >= len(texts) else "goal"
        if role == "value":
            role = "outcome"
        made.append(Column(column.at, column.header, role, column.period))
    # Of two columns for one thing the first holds it; a second target without numbers is words.
    return tuple(made)


def period_in(text: str, language: str) -> tuple[TimePeriod | None, str]:
    """Return the period that a text names, and the text without it: "utfall kvartal 3 2024" → 2024-Q3, "utfall"."""
    match = _PERIOD.search(text)
    if not match:
        return None, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    year, part = re.sub(r"\s", "", match["year"]), ""
    for letter, role in (("Q", "quarter"), ("T", "tertial"), ("H", "half")):
        words = "|".join(map(re.escape, [letter, *table_words(language).get(role, ())]))
        if found := re.search(rf"\b(?:{words})\s*\.?\s*([1-4])\b", rest, re.IGNORECASE):
            part, rest = f"-{letter}{found[1]}", rest[: found.start()] + rest[found.end() :]
            break
    try:
        return TimePeriod.parse(year + part), " ".join(rest.strip(" -–,:()").split())
    except PydanticCustomError:
        return None, text
