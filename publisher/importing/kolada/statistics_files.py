"""Tables: numbers from Kolada as the statistics files of indicators, with what was revised since the last time."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from publisher.importing.kolada.client import KoladaValue
from publisher.language import Language
from publisher.model.kolada_settings import KoladaSettings
from publisher.model.register import Indicator


@dataclass(frozen=True, slots=True)
class StatisticsFile:
    """The statistics of one indicator as they are to be: their path and text, and how many years are new or revised."""

    indicator: str
    path: str
    text: str
    new: int
    revised: int

    @property
    def changed(self) -> bool:
        """Whether anything differs from what there is."""
        return bool(self.new or self.revised)


def statistics_file(
    indicator: Indicator, values: Iterable[KoladaValue], settings: KoladaSettings, language: Language, day: str
) -> StatisticsFile:
    """Return the file of an indicator. What stands there and Kolada has no number for stays; a revision is noted."""
    series = {settings.municipality: "value"}
    declared = {each.id for each in indicator.comparisons}
    series |= {code: name for name, code in settings.comparisons.items() if name in declared}
    rows: dict[str, dict[str, str]] = {
        period.name: {
            **({"value": f"{seen.value:f}"} if seen.value is not None else {}),
            **{name: f"{number:f}" for name, number in seen.series.items()},
            **({"note": seen.note} if seen.note else {}),
            **({"preliminary": "true"} if seen.preliminary else {}),
        }
        for period, seen in indicator.statistics.items()
    }
    new, revised = set(), set()
    for value in values:
        name = series.get(value.municipality)
        if name is None or value.gender != "T":
            continue
        row = rows.setdefault(str(value.year), {})
        now, before = f"{value.value:f}", row.get(name)
        if before is None:
            new.add(value.year)
        elif Decimal(before) != value.value:
            revised.add(value.year)
            if name == "value":
                facts = {"date": language.date(day), "was": language.number(Decimal(before))}
                row["note"] = " ".join(filter(None, [row.get("note", ""), language.text("kolada.revised", **facts)]))
        if before is None or Decimal(before) != value.value:
            row[name] = now
    text = _csv(rows, list(series.values()))
    return StatisticsFile(indicator.id, f"plans/statistics/{indicator.id}.csv", text, len(new), len(revised))


def _csv(rows: Mapping[str, Mapping[str, str]], series: list[str]) -> str:
    used = list(dict.fromkeys([*series, *(key for row in rows.values() for key in row)]))
    others = [name for name in ("preliminary", "note") if name in used]
    names = ["period", *(name for name in used if name not in others and any(name in row for row in rows.values()))]
    text = StringIO()
    table = csv.DictWriter(text, [*names, *others], lineterminator="\n")
    table.writeheader()
    table.writerows({"period": period, **rows[period]} for period in sorted(rows))
    return text.getvalue()
