"""Header words: which period, groups and unit a header names, and the rest of it."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from babel import Locale

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.table_words import words_for
from publisher.importing.columns.units import is_unit
from publisher.locales import languages, word_lists
from publisher.model.month_or_year import are_months, are_split
from publisher.model.time_period import Frequency, TimePeriod, time_period

_DAY: Final = re.compile(r"\b(?:18|19|20|21)\d\d-\d\d-\d\d\b")
# Parts of years as this program writes them: 2024-M03, 2024-M01-M08, 2024/25-Q1-Q3.
_PART: Final = re.compile(r"\b(?:19|20|21)\d\d(?:/\d\d)?-(?:M\d\d(?:[–-]M\d\d)?|([QTH])\d(?:[–-]\1\d)?)\b(?![–-])")
_DAY_FIRST: Final = re.compile(
    r"(?<![\d./-])(\d{1,2})(?:[./-](\d{1,2})[./-]|/(\d{1,2})(?:\s*[–-]\s*|\s+))((?:19|20|21)\d\d)(?!\d)"
)
# 8/2024, 1–8/2024, and as planning systems write it: 202408
_MONTH_FIRST: Final = re.compile(
    r"(?<![\d./–-])(?P<first>\d{1,2})(?:\s*[–-]\s*(?P<last>\d{1,2}))?/(?P<year>20\d\d)(?!\d)"
)
_MONTH_LAST: Final = re.compile(r"(?<![\d.,/–-])(?P<year>20\d\d)(?P<first>0[1-9]|1[0-2])(?![\d.,/–-]|\s\d)")
_BEGIN: Final = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})\.?\s*[–-]\s*$")
# From one day or month to another: 2023-09-01 – 2024-08-31, 2023-09--2024-08
_FROM_TO: Final = re.compile(
    r"(?<![\d-])(?P<first>20\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?)"
    r"(?:\s*[-–—]{1,2}\s*|\s*/\s*|\s+(?:to|till|til|bis|t\.?o\.?m\.?)\s+)"
    r"(?P<last>20\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?)(?![\d-])",
    re.IGNORECASE,
)
# A day and a month without a year, and a week.
_OF_DAYS: Final = re.compile(
    r"\d{1,2}\s*/\s*\d{1,2}|\b(?:v|vecka|uge|uke|week|wk|vko|kw)\.?\s*\d{1,2}\b", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<![\d.,])(?P<year>(?:18|19|20|21)\d\d(?:\s*[/–-]\s*\d\d(?:\d\d)?)?)(?![\d])")
# Two years in full with a dash: a span of them, or a school year.
_TWO_YEARS: Final = re.compile(r"\d{4}[–-]\d{4}")
# A financial or a school year in short, as in Q1 23/24; 11/12 may be a day.
_SHORT_YEAR: Final = re.compile(r"(?<![\d./–-])(\d\d)/(\d\d)(?![\d./–-])")
_PARTS: Final = (("Q", "quarter"), ("T", "tertial"), ("H", "half"))
_UNIT: Final = (re.compile(r"\(([^()]{1,30})\)"), re.compile(r",\s*([^,()]{1,20})$"), re.compile(r"\s(\S{1,12})$"))
# The last day of a calendar year, by month and day.
_LAST_DAY: Final = (12, 31)
HALF_REPORT: Final = "half-report"
"""The doubt about the period of a report of half a year that does not say which half."""
_EDGES: Final = " -–—,:;()/·|."


@dataclass(frozen=True, slots=True)
class Dated:
    """A period named in a text, and the text without it.

    `doubt` is the code of an uncertainty about it; `outside` says that the text names a time that is not a period, and
    `across` that this is some months of two years, or the twelve up to one; `until` is then the last one, if that is
    said.
    """

    period: TimePeriod | None
    rest: str
    doubt: str = ""
    outside: bool = False
    across: bool = False
    until: TimePeriod | None = None


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """What a header says besides the column's role: period, groups and unit; `rest` is everything else.

    `accumulated` says that its numbers count from the beginning of the year, `previous` that they are of the year
    before that of the others.
    """

    dated: Dated
    rest: str
    groups: tuple[str, ...] = ()
    everybody: bool = False
    unit: str = ""
    preliminary: bool = False
    accumulated: bool = False
    previous: bool = False


def header_words(header: str, language: str, groups: Mapping[str, str]) -> HeaderWords:
    """Return the meaning of a header's words; `groups` maps words for groups, in lower case, to ids."""
    return _header_words(header, language, tuple(groups.items()))


@lru_cache(maxsize=10_000)
def _header_words(header: str, language: str, groups: tuple[tuple[str, str], ...]) -> HeaderWords:
    found = dated(header, language)
    accumulated, rest = _without(found.rest, words_for("accumulated", language))
    found = since_new_year(found) if accumulated else found
    previous, rest = _without(rest, words_for("previous_year", language))
    everybody, rest = _without(rest, words_for("everybody", language))
    named, rest = _groups(rest, dict(groups))
    if everybody and len(named) > 1 and _are_both(named, dict(groups), language):
        named = ()  # those of both sexes are all
    preliminary, rest = _without(rest, words_for("preliminary", language))
    unit, rest = _unit(rest)
    first, _, others = rest.partition(" ")
    bounds = others[:1].isdecimal() and first.casefold() in words_for("below", language)  # under 18 år
    if others and not bounds and first.casefold() in words_for("filler", language):
        rest = others
    rest = rest.rstrip(" ?")  # När?
    return HeaderWords(found, rest, named, everybody and not named, unit, preliminary, accumulated,
                       previous and found.period is None)  # fmt: skip


def since_new_year(found: Dated) -> Dated:
    """Return the time from the beginning of a year to the end of a part of it: January to August for the second third.

    For a part that is the first, or that begins the year, nothing changes; a whole year may not be over yet.
    """
    part = found.period
    if part and part.frequency is Frequency.YEAR:
        return replace(found, doubt=found.doubt or "accumulated")
    if part is None or part.frequency in {Frequency.DAY, Frequency.MONTHS} or part.number == 1:
        return found
    months = part.number * {Frequency.HALF: 6, Frequency.TERTIAL: 4, Frequency.QUARTER: 3}.get(part.frequency, 1)
    until = _between(part.year_name, 1, months, found.rest)
    return replace(until, doubt=found.doubt)


def without_preliminary(text: str, language: str) -> tuple[bool, str]:
    """Return whether a text says that its number is preliminary, and the text without that: 29 (prel.)."""
    pattern = _any_of(words_for("preliminary", language))
    rest = re.sub(r"\([\s.]*\)", " ", pattern.sub(" ", text))
    return (True, " ".join(rest.split())) if pattern.search(text) else (False, text)


# A sheet's cells are looked at as headers many times.
@lru_cache(maxsize=10_000)
def dated(text: str, language: str) -> Dated:
    """Return the period named in a text, and the text without it: "utfall kvartal 3 2024" → 2024-Q3, "utfall"."""
    text = _short_months().sub(lambda each: f"{each['month']} 20{each['year']}", text)
    text = _reports(language).sub(lambda each: f"{each['part']} {each['first'] or each['last']} ", text)
    if monthly := _monthly_reports(language).search(text):
        # Its numbers may be those of the month, or those of the year until then.
        return Dated(None, _cut(text, monthly), outside=True)
    text = _years_in_words("year_until", language).sub(r"\1–\2", text)
    if span := _years_in_words("span_until", language).search(text):
        return Dated(None, _cut(text, span), outside=True)
    if (rolling := _without(text, words_for("rolling", language)))[0]:
        return _until(dated(rolling[1], language))
    if match := _FROM_TO.search(text):
        return _from_to(match, _cut(text, match))
    if (named := _across().search(text)) and named["first"] != named["last"]:
        return Dated(None, _cut(text, named), outside=True, across=True)
    if match := _DAY.search(text):
        return Dated(time_period(match[0]), _cut(text, match))
    if match := _PART.search(text):
        part = time_period(match[0].replace("–", "-"))
        return Dated(part, _cut(text, match), outside=part is None)
    if match := _DAY_FIRST.search(text):
        found = time_period(f"{match[4]}-{int(match[2] or match[3]):02d}-{int(match[1]):02d}")
        begins = _BEGIN.search(text[: match.start()])  # 1.1.–31.8.2024
        if begins and found:
            return _of_months(begins, found, _tidy(f"{text[: begins.start()]} {text[match.end() :]}"))
        return Dated(found, _cut(text, match), outside=found is None)
    if (named := _days().search(text)) and (day := day_of(named)):
        return Dated(time_period(day), _cut(text, named))
    if match := _terms(language).search(text):
        half = "H1" if match["spring"] else "H2"
        return Dated(time_period(f"{_century(match['year'])}-{half}"), _cut(text, match))
    if match := _fiscal(language).search(text):
        return _fiscal_year(text, match)
    if match := _MONTH_FIRST.search(text) or _MONTH_LAST.search(text):
        first = int(match["first"])
        return _between(match["year"], first, int(match.groupdict().get("last") or first), _cut(text, match))
    return _of_year(_SHORT_YEAR.sub(_in_full, text), language)


@cache
def _reports(language: str) -> re.Pattern[str]:
    """Return a pattern for a numbered report of a part of a year, before the year: tertialrapport nr 2."""
    roles = ("quarter", "tertial", "half", "part_of_year")
    parts = _one_of(word for role in roles for word in words_for(role, language) if len(word) > 2)
    reports = _one_of(words_for("part_report", language))
    return re.compile(
        rf"\b(?:(?P<first>[1-4])(?::?[ea])?\.?\s?)?\b(?P<part>{parts})(?:s|ly)?(?:[\s-]?(?:{reports})){{1,2}}\b"
        rf"(?(first)|\s*(?:n(?:r|o|ummer)\b\.?\s*)?(?P<last>[1-4]))\s?[,:/–-]?\s?(?=(?:19|20)\d\d)",
        re.IGNORECASE,
    )


@cache
def _part_reports(language: str) -> re.Pattern[str]:
    """Return a pattern for a report of a part of a year that does not say which: halvårsrapport, kvartalsrapport."""
    half = _one_of(words_for("half", language))
    others = _one_of(word for role in ("quarter", "tertial") for word in words_for(role, language) if len(word) > 2)
    reports = _one_of(words_for("part_report", language))
    return re.compile(rf"\b(?:(?P<half>{half})|{others})(?:e?s|ly)?(?:[\s-]?(?:{reports})){{1,2}}\b", re.IGNORECASE)


def year_reported_in_part(text: str, language: str) -> str:
    """Return the year of a report that is about a part of it and does not say which: Kvartalsrapport 2024; or ""."""
    found = dated(text, language)
    if not _part_reports(language).search(text) or (found.period and found.doubt != HALF_REPORT):
        return ""
    year = _YEAR.search(text)
    return re.sub(r"\s", "", year["year"]) if year else ""


@cache
def _monthly_reports(language: str) -> re.Pattern[str]:
    """Return a pattern for a report of a month before its year, as one word: augustirapport 2024."""
    names = _one_of(name for name in sorted(_month_names(), key=len, reverse=True) if len(name) > 2)
    reports = _one_of(words_for("part_report", language))
    return re.compile(rf"\b(?P<month>{names})s?-?(?:{reports})\b\s?(?:19|20)\d\d\b", re.IGNORECASE)


@cache
def _years_in_words(role: str, language: str) -> re.Pattern[str]:
    """Return a pattern for 2024 to 2025, a span or a financial year; not for a change from one year to another.

    `role` is that of the words between the years: in English they may be a financial year, elsewhere they are a span.
    """
    until = "|".join(map(re.escape, words_for(role, language)))
    no_change = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words_for("year_from", language))
    year = r"((?:19|20)\d\d)"
    return re.compile(rf"{no_change}\b{year}\s+(?:{until})\s+{year}\b", re.IGNORECASE)


def _until(end: Dated) -> Dated:
    """Return the twelve months up to the end of a period: a calendar year, or months of two years."""
    last = end.period.last if end.period and end.period.frequency is not Frequency.YEAR else None
    if last and (last.month, last.day) == _LAST_DAY:
        return Dated(TimePeriod.of_year(last.year), end.rest)
    return Dated(None, end.rest, outside=True, across=True, until=end.period if last else None)


def _from_to(match: re.Match[str], rest: str) -> Dated:
    """Return the time from a day or a month to another, which is a period only if it is some months of one year."""
    first, last = time_period(match["first"]), time_period(match["last"])
    if first is None or last is None or first.first > last.last:
        return Dated(None, rest, outside=True)
    ends = first.first.day == 1 and (last.last + timedelta(days=1)).day == 1
    if ends and first.first.year == last.last.year:
        return _between(str(first.first.year), first.first.month, last.last.month, rest)
    return Dated(None, rest, outside=True, across=ends, until=time_period(f"{last.last:%Y}-M{last.last:%m}"))


def _of_year(text: str, language: str) -> Dated:
    """Return the year that a text names, or the part of it; a part that is not understood is no period."""
    if not (match := _YEAR.search(text)):
        return Dated(None, text)
    year, rest = re.sub(r"\s", "", match["year"]), _cut(text, match)
    found = _part_of(year, rest, language) or Dated(time_period(year), rest)
    numbered = found.period is not None and found.period.frequency is not Frequency.YEAR
    if not numbered and (report := _part_reports(language).search(rest)):
        # That of a half-year is most often about the first one; of quarters nobody knows.
        half = time_period(f"{year}-H1") if report["half"] else None
        return Dated(half, found.rest, HALF_REPORT if half else "", outside=half is None)
    # The months of a quarter may stand behind its number: Q1 (Apr–Jun).
    left = re.sub(r"\([^()]*\)", " ", found.rest) if numbered else found.rest
    unclear = _unclear(language, numbered=numbered)
    if found.period is None or unclear.search(left) or _OF_DAYS.search(left) or _months().search(left):
        return Dated(None, found.rest, outside=True)
    whole = found.period is not None and found.period.frequency is Frequency.YEAR and not found.doubt
    # In English a financial year is written like that.
    return replace(found, doubt="two-years") if whole and _TWO_YEARS.fullmatch(year) and language != "en" else found


def _part_of(year: str, rest: str, language: str) -> Dated | None:
    """Return the part of a year that the rest of a text names, or None."""
    for letter, role in _PARTS:
        if several := _several(letter, role, language).search(rest):
            return _spanned(year, letter, int(several[1]), int(several[2]), _cut(rest, several))
        if part := _numbered(letter, role, language).search(rest):
            return Dated(time_period(f"{year}-{letter}{part[1] or part[2]}"), _cut(rest, part))
        if part := _ordinal(role, language).search(rest):
            return Dated(time_period(f"{year}-{letter}{_ordinals()[part[1].casefold()]}"), _cut(rest, part))
    if months := _months().search(rest):
        return _months_of(year, rest, months)
    for number, role in (("1", "spring"), ("2", "autumn")):
        if season := _any_of(words_for(role, language)).search(rest):
            return Dated(time_period(f"{year}-H{number}"), _cut(rest, season), doubt="season")
    return None


def _spanned(year: str, letter: str, first: int, last: int, rest: str) -> Dated:
    """Return the time from one numbered part of a year to another: Q1–Q2 is its first half."""
    length = {"Q": 3, "T": 4, "H": 6}[letter]
    return _between(year, (first - 1) * length + 1, last * length, rest)


def _between(year: str, first: int, last: int, rest: str) -> Dated:
    """Return the time from one month of a year to another."""
    if first == last:
        found = time_period(f"{year}-M{first:02d}")
    elif "/" in year:
        # Which month the first of a split year is, nobody has said: its parts have no months.
        unit = next((each for each in (3, 4) if not (first - 1) % each and not last % each), 0)
        letter = {3: "Q", 4: "T"}.get(unit)
        found = time_period(f"{year}-{letter}{(first - 1) // unit + 1}-{letter}{last // unit}") if letter else None
    else:
        found = time_period(f"{year}-M{first:02d}-M{last:02d}")
    return Dated(found, rest, outside=found is None)


def _of_months(begins: re.Match[str], until: TimePeriod, rest: str) -> Dated:
    """Return the time between two days of a year; it is a period only if both are at the ends of months."""
    after = until.last + timedelta(days=1)
    if begins["day"] == "1" and after.day == 1:
        return _between(str(until.year), int(begins["month"]), until.last.month, rest)
    return Dated(None, rest, outside=True)


def _in_full(match: re.Match[str]) -> str:
    """Return two years after each other with their century, 2023/24 for 23/24; anything else as it is."""
    first, then = int(match[1]), int(match[2])
    return f"20{match[0]}" if then == first + 1 and then > 12 else match[0]


def settled(found: Dated, others: Iterable[TimePeriod]) -> Dated:
    """Return a period with what it means beside `others`, if it may be a month or a split year, or with that doubt."""
    known = [*others]
    if found.period is None or not found.period.is_either or are_months(known):
        return found
    if are_split(known):
        return replace(found, period=time_period(found.period.as_split))
    return replace(found, doubt=found.doubt or "month-or-year")


def is_figure(cell: str, language: str) -> bool:
    """Return whether a cell is a number but not a year, since years occur in headers."""
    said = dated(cell, language)
    return cell_number(cell, language) is not None and not (said.period and not said.rest)


def is_day(cell: str, language: str) -> bool:
    """Return whether a cell is a date and nothing else."""
    said = dated(cell, language)
    return said.period is not None and said.period.frequency is Frequency.DAY and not said.rest


def period_in(text: str, language: str) -> tuple[TimePeriod | None, str]:
    """Return the period named in a text, or None, and the text without it."""
    return (found := dated(text, language)).period, found.rest


def _fiscal_year(text: str, match: re.Match[str]) -> Dated:
    """Return the fiscal year of a text: FY2023-24, or FY2024, most often named after the year in which it ends."""
    first, then = int(_century(match["year"])), match["then"]
    year, rest = f"{first}/{then}" if then else f"{first - 1}/{first % 100:02d}", _cut(text, match)
    for letter, role in _PARTS:
        if part := _numbered(letter, role, "en").search(rest):
            year, rest = f"{year}-{letter}{part[1] or part[2]}", _cut(rest, part)
            break
    found = time_period(year)
    return Dated(found, rest, doubt="" if then else "fiscal-year", outside=found is None)


def _months_of(year: str, rest: str, match: re.Match[str]) -> Dated:
    first = _month_names()[match["first"].casefold()]
    last = _month_names()[match["last"].casefold()] if match["last"] else first
    return _between(year, first, last, _cut(rest, match))


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _cut(text: str, match: re.Match[str]) -> str:
    return _tidy(f"{text[: match.start()]} {text[match.end() :]}")


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"\(\s*\)", " ", text).strip(_EDGES.replace("(", "").replace(")", "")).split())


@cache
def _terms(language: str) -> re.Pattern[str]:
    """Return a pattern for half a school year, also with a two-digit year: VT25, höstterminen 2025."""
    spring, autumn = (_one_of(words_for(role, language)) for role in ("spring_term", "autumn_term"))
    return re.compile(rf"\b(?:(?P<spring>{spring})|{autumn})\s*[-–]?\s*(?P<year>20\d\d|\d\d)\b", re.IGNORECASE)


@cache
def _fiscal(language: str) -> re.Pattern[str]:
    """Return a pattern for a fiscal year: FY2024, FY24, fiscal year 2023-24."""
    words = _one_of(words_for("fiscal", language))
    return re.compile(
        rf"\b(?:{words})\s*-?\s*(?P<year>(?:19|20)\d\d|\d\d)(?:\s*[/–-]\s*(?P<then>\d\d(?:\d\d)?))?(?!\d)",
        re.IGNORECASE,
    )


@cache
def _numbered(letter: str, role: str, language: str) -> re.Pattern[str]:
    """Return a pattern for a numbered part of a year: Q3, kvartal 3, 3:e kvartalet."""
    words = _one_of([letter, *words_for(role, language)])
    return re.compile(
        rf"\b(?:{words})\s*\.?\s*([1-4])\b|\b([1-4])(?::?[ea])?\.?\s*(?:{words})(?:et|en|al|alet)?\b", re.IGNORECASE
    )


@cache
def _several(letter: str, role: str, language: str) -> re.Pattern[str]:
    """Return a pattern for several numbered parts of a year: Q1–Q3, kvartal 1-2."""
    words = _one_of([letter, *words_for(role, language)])
    return re.compile(rf"\b(?:{words})\s*\.?\s*([1-4])\s*[-–]\s*(?:{words})?\s*\.?\s*([1-4])\b", re.IGNORECASE)


@cache
def _ordinal(role: str, language: str) -> re.Pattern[str]:
    """Return a pattern for a part of a year with its number as a word: första halvåret."""
    words = _one_of(words_for(role, language))
    return re.compile(rf"\b({_one_of(_ordinals())})\s+(?:{words})(?:et|en|al|alet)?\b", re.IGNORECASE)


@cache
def _ordinals() -> Mapping[str, int]:
    """Return the numbers of the words for the first to the fourth part of a year, in all languages, and as III."""
    lists = [word_lists("tables", code)["ordinal"] for code in languages()]
    # The first letter alone is a word: i kvartal 2.
    roman = {f"{word}{end}": number for number, word in enumerate(("i", "ii", "iii", "iv"), start=1)
             for end in (".", "") if (word, end) != ("i", "")}  # fmt: skip
    return roman | {word: number for words in lists for number, word in enumerate(words, start=1)}


@cache
def _unclear(language: str, *, numbered: bool) -> re.Pattern[str]:
    """Return a pattern for words of parts of a year that say nothing more exact: kvartal, månader, delår.

    Beside a `numbered` part, delår is what that is called: Delår T2 2025.
    """
    roles = ("quarter", "tertial", "half", "months", *(() if numbered else ("part_of_year",)))
    words = [word for role in roles for word in words_for(role, language) if len(word) > 1]
    return re.compile(rf"\b(?:[QTH]\d|(?:{_one_of(words)})(?:et|en|al|alet)?)\b", re.IGNORECASE)


@cache
def _month_names() -> dict[str, int]:
    found: dict[str, int] = {}
    for code in languages():
        months = Locale.parse(code).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= {str(name).casefold().rstrip("."): number for number, name in months[form][width].items()}
    return {name: number for name, number in found.items() if name.isalpha()}


def begins_with_month(text: str) -> bool:
    """Return whether a text begins with the name of a month and a year, in any language: aug 2024."""
    return bool(re.match(r"[^\W\d]+\.? (?:19|20)\d\d\b", text)) and bool(_months().match(text))


def day_of(match: re.Match[str]) -> str:
    """Return the date in a text with a month's name, or "" if it does not exist."""
    day, month = (match["day"], match["month"]) if match["day"] else (match["own"], match["named"])
    try:
        return date(int(match["year"]), _month_names()[month.casefold()], int(day)).isoformat()
    except ValueError:
        return ""


@cache
def _days() -> re.Pattern[str]:
    """Return a pattern for a date with a month's name: 1 juni 2024, den 1. juni 2024, June 1st, 2024."""
    names = _one_of(sorted(_month_names(), key=len, reverse=True))
    number = r"\d{1,2}"
    return re.compile(
        rf"(?<![\d.,])(?:(?P<day>{number})(?:\.|:?[ea]|st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{names})"
        rf"|(?P<named>{names})\.?\s+(?P<own>{number})(?:st|nd|rd|th)?,)\.?\s+(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )


@cache
def _short_months() -> re.Pattern[str]:
    """Return a pattern for a month with the end of its year, as spreadsheets show it: jan-24, Jan '24."""
    names = _one_of(sorted(_month_names(), key=len, reverse=True))
    return re.compile(rf"\b(?P<month>{names})\b\.?\s?(?:[-–]\s?['’]?|['’])(?P<year>\d\d)(?![\d.:/–-])", re.IGNORECASE)


@cache
def _months() -> re.Pattern[str]:
    names = _one_of(sorted(_month_names(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<first>{names})\b\.?(?:(?:\s*[-–]\s*|\s+(?:to|till|til|bis)\s+)(?P<last>{names})\b\.?)?", re.IGNORECASE
    )


@cache
def _across() -> re.Pattern[str]:
    """Return a pattern for the months between two that each have their year: sep 2023–aug 2024."""
    names = _one_of(sorted(_month_names(), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{names})\b\.?\s+(?P<first>20\d\d)(?:\s*[-–—]\s*|\s+(?:to|till|til|bis)\s+)"
        rf"(?:{names})\b\.?\s+(?P<last>20\d\d)(?!\d)",
        re.IGNORECASE,
    )


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_one_of(words)})(?!\w)", re.IGNORECASE)


def _one_of(words: Iterable[str]) -> str:
    # A pattern that matches nothing, if a language has no such words.
    return "|".join(map(re.escape, words)) or r"(?!)"


def _without(text: str, words: tuple[str, ...]) -> tuple[bool, str]:
    match = _any_of(words).search(text)
    return bool(match), _cut(text, match) if match else text


def _groups(text: str, groups: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the ids of the groups named in a text, in order, and the text without them."""
    pattern = _any_of(tuple(sorted(groups, key=len, reverse=True)))
    found = [groups[match[0].casefold()] for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(found)), _tidy(pattern.sub(" ", text)) if found else text


def _are_both(named: Sequence[str], groups: Mapping[str, str], language: str) -> bool:
    """Return whether groups are those of both sexes, by their ids."""
    pairs = (("women", "men"), ("girls", "boys"))
    ids = ({groups.get(word, "") for role in roles for word in words_for(role, language)} for roles in pairs)
    return any({*named} <= each for each in ids)


def _unit(text: str) -> tuple[str, str]:
    for pattern in _UNIT:
        for match in pattern.finditer(text):
            if is_unit(match[1]):
                return match[1].strip(), _tidy(f"{text[: match.start()]} {text[match.end() :]}")
    return "", text
