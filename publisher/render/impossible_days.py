"""Days in texts that do not exist, 31 February, and those that were no Monday."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from babel.dates import get_day_names, get_month_names

from publisher.problem import Place, Problem
from publisher.render.prose import position

# What may be a day: a number, a word and a year, in either order.
_LIKE_A_DAY: Final = re.compile(r"\d{1,2}\.? [^\W\d_]{3,20} \d{4}|(?<![^\W\d_])[^\W\d_]{3,20} \d{1,2}, \d{4}")

_MOST: Final = 100


class _Names(NamedTuple):
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    pattern: re.Pattern[str]


def impossible_days(file: str, text: str, language: str) -> Iterator[Problem]:
    """Yield a notice for each day in a text that no calendar has, and for each with another weekday than its own.

    Of a text with very many, the first ones are enough.
    """
    yield from islice(_days(file, text, language) if _LIKE_A_DAY.search(text) else (), _MOST)


def _days(file: str, text: str, language: str) -> Iterator[Problem]:
    names = _names(language.partition("-")[0])
    for match in names.pattern.finditer(text):
        number = match["date"] or match["number"]
        month = names.months[(match["month"] or match["first"]).casefold()]
        place = Place(file, *position(text, match.start()))
        try:
            day = date(int(match["year"] or match["last"]), month, int(number))
        except ValueError:
            yield Problem.notice(place, "day-impossible", words=match[0])
            continue
        said = names.weekdays.get((match["weekday"] or "").casefold())
        if said is not None and said != day.weekday():
            right = next(name for name, at in names.weekdays.items() if at == day.weekday())
            yield Problem.notice(place, "weekday-differs", words=match[0], near=right)


@cache
def _names(language: str) -> _Names:
    # Finnish has other forms within a date.
    both = (get_month_names("wide", "format", language), get_month_names("wide", "stand-alone", language))
    months = {name.casefold(): at for names in both for at, name in names.items()}
    weekdays = {name.casefold(): at for at, name in get_day_names("wide", "stand-alone", language).items()}
    month, weekday = ("|".join(map(re.escape, names)) for names in (months, weekdays))
    # måndagen den 4 november 2024, tirsdag den 5. marts 2024, Monday, 4 November 2024, November 4, 2024
    before = rf"(?:\b(?P<weekday>{weekday})(?:en|na)?,? (?:den )?)?"
    return _Names(
        months,
        weekdays,
        re.compile(
            rf"{before}(?:\b(?P<date>\d{{1,2}})\.? (?P<month>{month}) (?P<year>\d{{4}})\b"
            rf"|\b(?P<first>{month}) (?P<number>\d{{1,2}}), (?P<last>\d{{4}})\b)",
            re.IGNORECASE,
        ),
    )
