"""Statistics files: numbers from Kolada for each indicator, with revisions since the last fetch."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Final

from publisher.importing.kolada.client import KoladaValue
from publisher.language import Language
from publisher.link.rules.group_rules import groups_fit
from publisher.model.groups import Dimension, DimensionGroup
from publisher.model.kolada_settings import KoladaSettings
from publisher.model.register import Indicator
from publisher.read.csv_table import OF_SERIES

# Kolada's codes of the sexes, in the order of the roles of `known_groups.SEXES`.
GENDERS: Final = ("K", "M")


@dataclass(frozen=True, slots=True)
class StatisticsFile:
    """The new statistics file of one indicator: path and text, and how many years are new or revised.

    `divided` says that some numbers are divided by sex; `unfit` are years whose numbers by sex are inconsistent with
    the total, and are left out.
    """

    indicator: str
    path: str
    text: str
    new: int
    revised: int
    divided: bool = False
    unfit: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything differs from the existing file."""
        return bool(self.new or self.revised)


@dataclass(frozen=True, slots=True)
class Fetching:
    """What all files of a fetch share: the settings, the language, the date, and the dimension of the sexes."""

    settings: KoladaSettings
    language: Language
    day: str
    sexes: Dimension

    @property
    def groups(self) -> Mapping[str, DimensionGroup]:
        """The groups by Kolada's codes."""
        return dict(zip(GENDERS, self.sexes.groups, strict=False))


def statistics_file(
    indicator: Indicator, values: Iterable[KoladaValue], now: Mapping[str, Mapping[str, str]], fetching: Fetching
) -> StatisticsFile:
    """Return the file of an indicator. Existing numbers that Kolada does not have are kept; revisions are noted.

    `now` has the cells of the existing file, by period.
    """
    made = _Rows(indicator, fetching, {period: dict(cells) for period, cells in now.items()})
    own = [value for value in values if value.municipality in made.series]
    for value in own:
        if value.gender == "T":
            made.put(value, made.series[value.municipality])
    for year, parts in made.divided(own).items():
        if made.fits(year, parts):
            for part in parts:
                made.put(part, fetching.groups[part.gender].id)
        else:
            made.unfit.append(str(year))
    groups = [each.id for each in fetching.groups.values()]
    text = _csv(made.rows, [*made.series.values(), *groups])
    divided = any(group in row for group in groups for row in made.rows.values())
    path = f"plans/statistics/{indicator.id}.csv"
    return StatisticsFile(indicator.id, path, text, len(made.new), len(made.revised), divided, tuple(made.unfit))


class _Rows:
    """The rows of a file by period, with additions."""

    def __init__(self, indicator: Indicator, fetching: Fetching, rows: dict[str, dict[str, str]]) -> None:
        settings = fetching.settings
        declared = {each.id for each in indicator.comparisons}
        compared = {code: name for name, code in settings.comparisons.items() if name in declared}
        self.series = {settings.municipality: "value"} | compared
        self.indicator, self.fetching, self.rows = indicator, fetching, rows
        self.new: set[int] = set()
        self.revised: set[int] = set()
        self.unfit: list[str] = []

    def put(self, value: KoladaValue, name: str) -> None:
        row = self.rows.setdefault(str(value.year), {})
        now, before = f"{value.value:f}", row.get(name)
        if before is None:
            self.new.add(value.year)
        elif Decimal(before) != value.value:
            self.revised.add(value.year)
            self._note(row, name, before)
        if before is None or Decimal(before) != value.value:
            row[name] = now

    def _note(self, row: dict[str, str], name: str, before: str) -> None:
        """Note the value of the municipality's own number before its revision; for a group, in words."""
        words = self.fetching.language
        groups = {each.id: each.title for each in self.fetching.groups.values()}
        if name == "value":
            corrected = f"{self.fetching.day}: {before} ({words.text('kolada.revised-there')})"
            row["corrections"] = "; ".join(filter(None, [row.get("corrections", ""), corrected]))
        elif name in groups:
            was = f"{words.number(Decimal(before))} ({groups[name]})"
            revised = words.text("kolada.revised", date=words.date(self.fetching.day), was=was)
            row["note"] = " ".join(filter(None, [row.get("note", ""), revised]))

    def divided(self, values: Sequence[KoladaValue]) -> Mapping[int, list[KoladaValue]]:
        """Return the municipality's own numbers by sex, by year."""
        found: dict[int, list[KoladaValue]] = defaultdict(list)
        for value in values:
            if value.gender in self.fetching.groups and value.municipality == self.fetching.settings.municipality:
                found[value.year].append(value)
        return found

    def fits(self, year: int, parts: Sequence[KoladaValue]) -> bool:
        """Return whether numbers by sex are consistent with the total, if that is known."""
        whole = self.rows.get(str(year), {}).get("value")
        every = self.fetching.sexes.exhaustive and len(parts) == len(self.fetching.groups)
        numbers = [part.value for part in parts]
        return whole is None or groups_fit(self.indicator.unit, Decimal(whole), numbers, every=every)


def _csv(rows: Mapping[str, Mapping[str, str]], series: list[str]) -> str:
    used = list(dict.fromkeys([*series, *(key for row in rows.values() for key in row)]))
    unsure = [name for name in used if name.startswith(OF_SERIES)]
    others = [name for name in ("preliminary", *unsure, "note", "corrections") if name in used]
    names = ["period", *(name for name in used if name not in others and any(name in row for row in rows.values()))]
    text = StringIO()
    table = csv.DictWriter(text, [*names, *others], lineterminator="\n")
    table.writeheader()
    table.writerows({"period": period, **rows[period]} for period in sorted(rows))
    return text.getvalue()
