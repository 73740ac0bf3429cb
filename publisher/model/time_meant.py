"""What a date or period in another format probably means: 31 december 2024, kvartal 3 2024, 2023–2025."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from babel.dates import get_month_names

from publisher.locales import languages
from publisher.model.quantity_words import words_of
from publisher.model.time_period import Frequency, time_period

_YEAR: Final = r"(?:19|20|21)\d\d"
_PARTS: Final = {"half": "H", "tertial": "T", "quarter": "Q"}
_DAY: Final = r"\d{4}(?:-\d{1,2}(?!\d)(?:-\d{1,2}(?!\d))?)?"
_SPAN: Final = re.compile(rf"({_DAY})(?:\s*(?:[–—-]|\w+)\s*({_DAY})?)?")
# 2019-22: years of which the second is no month.
_SHORT_YEARS: Final = re.compile(r"(?P<century>19|20|21)(?P<start>\d\d)\s*[/–—‑-]\s*(?P<end>1[3-9]|[2-9]\d)")
_IN_NUMBERS: Final = re.compile(rf"(\d{{1,2}})[./](\d{{1,2}})[./ ]\s*({_YEAR})")
# Without hyphens, or with the dashes that Word turns them into.
_CLOSE: Final = re.compile(rf"({_YEAR})[–—‑.]?(\d{{2}})[–—‑.]?(\d{{2}})")
# FY24, FY24/25: financial years with two-digit years.
_TWO_FIGURES: Final = re.compile(r"(?<=fy)\s*(?P<start>\d\d)(?P<end>\s*[/–—‑-]\s*\d\d)?(?![\d/–—‑-])")
# Q1 23/24
_SHORT_SPLIT: Final = re.compile(r"(?<=q[1-4]\s)(?=\d\d/\d\d(?!\d))")
# A year that ends in the next calendar year, with any sign between: 2023/24, 2023 – 2024.
_SPLIT_YEAR: Final = re.compile(rf"(?<![\d–—‑/-])({_YEAR})\s*[/–—‑-]\s*(\d\d(?:\d\d)?)(?![\d–—‑/-])")
# The year first, with other signs between: 2024/3/15, 2024 - 03 - 15.
_YEAR_FIRST: Final = re.compile(rf"({_YEAR})\s*[-–—‑/.]\s*(\d{{1,2}})\s*[-–—‑/.]\s*(\d{{1,2}})")
# A month and its year: 8/2022, 12.2024.
_MONTH_FIRST: Final = re.compile(rf"(\d{{1,2}})\s*[./-]\s*({_YEAR})")
# The year first, and a month: 2023-2, 2023/02.
_YEAR_AND_MONTH: Final = re.compile(rf"({_YEAR})\s*[-–—‑/.]\s*(\d{{1,2}})")
# A spreadsheet's short form of a month: jan-23, dec 24.
_SHORT_MONTH: Final = re.compile(r"([^\W\d_]{3,})\.?[ -](\d\d)")
_WITH_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:[+-]\d\d:?\d\d|\D*)")
_SHEET_BEGINS: Final = date(1899, 12, 30)
# From one part of a year to another: kvartal 1-3 2024, januari–augusti 2024, 1–8.2024.
_FROM_TO: Final = re.compile(r"(?:([^\W\d_]+)\.? ?)?(\d{1,2})? ?[–—‑-] ?(?:([^\W\d_]+)\.? ?)?(\d{1,2})?")
# Before the day may be a short word: den 15 april 2026, am 15. April 2026.
_IN_WORDS: Final = re.compile(
    rf"(?:(?:([^\W\d_]{{1,3}})\.?\s+)?(\d{{1,2}})(?:\.|st|nd|rd|th|:e)?\s+)?([^\W\d_]+)\.?,?\s+({_YEAR})",
    re.IGNORECASE,
)


def day_meant(value: str) -> str:
    """Return the date that is probably meant, in file format, or "" if unclear."""
    text = value.strip()
    if match := _IN_WORDS.fullmatch(text):
        before, day, word, year = match.groups()
        month = _months().get(word.casefold())
        if not month or (before and before.casefold() in _months()):
            return ""
        return _in_calendar(f"{year}-{month:02d}-{int(day):02d}") if day else f"{year}-{month:02d}"
    match = _IN_NUMBERS.fullmatch(text)
    # 5/6 is the 5th of June in one country and the 6th of May in another; 5/5 is the same day in all.
    if match and int(match[1]) == int(match[2]) <= 12:
        return _in_calendar(f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}")
    if match and int(match[1]) > 12 >= int(match[2]):
        return _in_calendar(f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}")
    if match and int(match[2]) > 12 >= int(match[1]):
        return _in_calendar(f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}")
    match = _YEAR_AND_MONTH.fullmatch(text)
    # 2010/11 may be a school year.
    if match and 1 <= int(match[2]) <= 12 and int(match[2]) != (int(match[1]) + 1) % 100:
        return f"{match[1]}-{int(match[2]):02d}"
    if (match := _SHORT_MONTH.fullmatch(text)) and (month := _months().get(match[1].casefold())):
        return f"20{match[2]}-{month:02d}"
    if (match := _MONTH_FIRST.fullmatch(text)) and 1 <= int(match[1]) <= 12:
        return f"{match[2]}-{int(match[1]):02d}"
    if match := _CLOSE.fullmatch(text):
        return _in_calendar("-".join(match.groups()))
    if match := _YEAR_FIRST.fullmatch(text):
        return _in_calendar(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
    if match := _WITH_TIME.fullmatch(text):
        return _in_calendar(match[1])
    # A spreadsheet's serial number of a day.
    return (_SHEET_BEGINS + timedelta(days=int(text))).isoformat() if re.fullmatch(r"[345]\d{4}", text) else ""


def swapped_day(value: str) -> str:
    """Return a date whose month and day were swapped, in file format: 2023-01-18 for 2023-18-01; "" if it is none."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value.strip())
    return _in_calendar(f"{match[1]}-{match[3]}-{match[2]}") if match else ""


def days_meant(value: str) -> tuple[str, str] | None:
    """Return the two dates that a day and a month in numbers may mean, the day first and the month first: 5/6 2024.

    None if it means one at most.
    """
    match = _IN_NUMBERS.fullmatch(value.strip())
    if match is None or match[1] == match[2]:
        return None
    first, second, year = int(match[1]), int(match[2]), match[3]
    days = _in_calendar(f"{year}-{second:02d}-{first:02d}"), _in_calendar(f"{year}-{first:02d}-{second:02d}")
    return days if all(days) and days[0] != days[1] else None


def _in_calendar(day: str) -> str:
    """Return a date if it exists, else "": suggesting the 31st of April would not help."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def period_meant(value: str) -> str:
    """Return the time period that is probably meant, in file format, or "" if unclear."""
    if (known := time_period(value)) and known.is_either:
        return ""
    text = value.strip().casefold()
    text = _TWO_FIGURES.sub(lambda found: f" 20{found['start']}{found['end'] or ''}", text)
    text = re.sub(rf"(?<=[a-z][1-4])[-–—‑](?={_YEAR})", " ", _SHORT_SPLIT.sub("20", text))
    # Alone, 2010-11 is a month; beside the word year, or a quarter, it is not.
    text = _SPLIT_YEAR.sub(_split, text)
    year = re.search(rf"(?<!\d){_YEAR}(?:/\d\d)?(?!\d)", text)
    rest = text.replace(year[0], " ").split() if year else []
    if year and (" ".join(rest) in words_of("year") or (not rest and "/" in year[0])):
        return year[0] if time_period(year[0]) else ""
    rest = [word for word in rest if word not in words_of("year")]
    match = re.fullmatch(r"(?:([1-4])(?:\.|:a|:e|:dje|st|nd|rd|th)? ?)?([^\W\d_]+)\.? ?([1-4])?", " ".join(rest))
    number = match and (match[1] or match[3])
    letter = _letter(match[2]) if match else ""
    found = f"{year[0]}-{letter}{number}" if year and letter and number else day_meant(value)
    if not found and year and (part := _part_meant(" ".join(rest))):
        known = time_period(year[0] + part)
        return known.written if known else ""
    return found if time_period(found) else ""


def months_meant(value: str) -> tuple[str, str] | None:
    """Return the first and the last month of a part of a year, or both years of one that ends in the next.

    2025-07 and 2025-09 for kvartal 3 2025. None for anything else.
    """
    found = time_period(period_meant(value) or value)
    if found is None or found.is_either or found.frequency in {Frequency.DAY, Frequency.MONTH}:
        return None
    if found.split:
        return (str(found.year - 1), str(found.year)) if found.frequency is Frequency.YEAR else None
    return (f"{found.first:%Y-%m}", f"{found.last:%Y-%m}") if found.frequency is not Frequency.YEAR else None


def period_line(name: str) -> str:
    """Return the line of a result for the period that its file is named after, as T1-2024; "" if that is unclear."""
    period = time_period(period_meant(name) or name)
    if period is None or period.is_either:
        return ""
    return f"{'year' if period.frequency is Frequency.YEAR and not period.split else 'period'}: {period.name}"


def _letter(word: str) -> str:
    """Return the letter for parts of a year with a name: Q for kvartal; "" for other words."""
    return next((symbol for name, symbol in _PARTS.items() if word in words_of(name)), "")


def _part_meant(text: str) -> str:
    """Return the months or parts of a year from one to another, in file format: -M01-M08 for jan–aug; "" if unclear."""
    match = _FROM_TO.fullmatch(text)
    if match is None:
        return ""
    word, first, other, last = match.groups()
    letter = _letter(word or "")
    if letter and first and last and (other is None or _letter(other) == letter):
        return f"-{letter}{first}-{letter}{last}"
    months = [_months().get(each or "") for each in (word, other)]
    return f"-M{months[0]:02d}-M{months[1]:02d}" if all(months) and not first and not last else ""


def financial_years(value: str) -> tuple[str, str, str] | None:
    """Return what a financial year with one number may be, or a part of it: FY2024 for 2024, 2023/24 and 2024/25.

    None if it names both years or is none.
    """
    found = time_period(period_meant(value)) if "fy" in value.casefold() else None
    if found is None or found.split:
        return None
    year, part = found.year, found.name[4:]
    ends, begins = (f"{start}/{(start + 1) % 100:02d}{part}" for start in (year - 1, year))
    return found.name, ends, begins


def _split(found: re.Match[str]) -> str:
    """Return two years after each other as one that ends in the next, and any others unchanged."""
    start, end = found.groups()
    return f"{start}/{end[-2:]}" if int(end) == (int(start) + 1) % 10 ** len(end) else found[0]


def span_meant(value: str) -> str:
    """Return the fields of a period between two dates, or within one year; empty if unclear."""
    text = value.strip()
    if (period := time_period(text)) and (period.split or period.is_either):
        return ""  # one year that ends in the next, or two years
    if (years := _SHORT_YEARS.fullmatch(text)) and years["start"] < years["end"]:
        return f"{{from: {years['century']}{years['start']}, to: {years['century']}{years['end']}}}"
    match = _SPAN.fullmatch(text)
    return f"{{from: {match[1]}, to: {match[2] or match[1]}}}" if match else ""


@cache
def _months() -> dict[str, int]:
    """Return the numbers of the months by their names, full or abbreviated, in every language of the program."""
    found: dict[str, int] = {}
    for language in languages():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language)
                found |= {names[month].casefold().rstrip("."): month for month in range(1, 13)}
    return found
