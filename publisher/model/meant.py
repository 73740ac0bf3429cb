"""What an invalid value was probably meant to be: 1 200,5 for 1200.5, an address without https."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from publisher.model.quantity import DASHES, Quantity, quantity
from publisher.model.quantity_words import words_of
from publisher.model.spelled import in_list, with_margin
from publisher.model.time_meant import day_meant, days_meant, financial_years, months_meant, period_meant, swapped_day
from publisher.model.time_period import time_period
from publisher.read.scalar import is_blank

# Recognised by its beginning or end; report.pdf is not a host.
_HOST: Final = re.compile(
    r"(?:www\.(?:[\w-]+\.)+[a-z]{2,}|(?:[\w-]+\.)+(?:com|dk|eu|fi|info|net|no|nu|org|se))(?:[/?#]\S*)?", re.IGNORECASE
)
# A mark after a number that refers to a footnote of its table.
_NOTE_MARKS: Final = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079*\u2020\u2021"
# A minus sign, or what is typed for it, with a space before its number.
_MINUS_APART: Final = re.compile(rf"\A[-\u2212{DASHES}]\s+(?=\d)")
# The same behind its number, as bookkeeping has it, or in words, and a plus sign with a space.
_MINUS_BEHIND: Final = re.compile(rf"\A(\d[\d\s.,]*?)\s*[-\u2212{DASHES}]\Z")
_MINUS_WORD: Final = re.compile(r"\Amii?nus\s+(?=\d)", re.IGNORECASE)
_PLUS_APART: Final = re.compile(r"\A(?:\+|plus)\s+(?=\d)", re.IGNORECASE)
_LOOKS: Final = re.compile(r"[\dOoIl.,]+")
_FIGURES: Final = str.maketrans("OoIl", "0011")
# A number with words about it, in parentheses or after a comma: 65 (prel.), 61.5, källa SCB.
_WITH_NOTE: Final = re.compile(r"(?P<number>[^(;]*?\d[^(;]*?)(?:\s*\(.+\)|\s*[,;]\s+\D.*)", re.DOTALL)
_DIGITS: Final = re.compile(r"[\dOoIl][\dOoIl /.–-]*")
_DAY: Final = re.compile(r"(?:19|20|21)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d))?)?")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
# The beginning of a web address, misspelt: http//, htps://, https:/, hhtp;//.
_SCHEME: Final = re.compile(
    r"(?P<scheme>h{1,2}t{1,3}p{1,2}s{0,2})[ \t]*[:;.]?[/\\]{1,4}:?(?P<rest>[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?)",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def meant(code: str, value: str) -> tuple[str, dict[str, str]]:
    """Return the problem's code that fits what a value probably means, and facts that suggest the right value.

    The suggestion is the fact `near`, empty if there is none.
    """
    if code == "not-a-number":
        return number_meant(value)
    if code == "impossible-date":
        return code, {"near": swapped_day(value)}
    if code in _OF_TIME and (near := _cleared(code, value.strip())):
        return code, {"near": near}
    if code == "not-a-year" and time_period(value):
        return "year-is-period", {"near": ""}
    if code == "not-a-date":
        return _date_meant(value.strip())
    if code in {"not-a-time-period", "not-a-year"} and (years := financial_years(value)):
        return "year-either", dict(zip(("number", "ends", "begins"), years, strict=True)) | {"near": ""}
    return code, {"near": _MEANT[code](value) if code in _MEANT else ""}


def _date_meant(value: str) -> tuple[str, dict[str, str]]:
    """Return the code and the facts of what is no date as a file has it, though it probably means one."""
    if days := days_meant(value):
        return "date-either", {"right": days[0], "other": days[1], "near": ""}
    if near := day_meant(value) or _after_word(value):
        return "not-a-date", {"near": near}
    if months := months_meant(value):
        return "date-is-period", {"begin": months[0], "end": months[1], "near": ""}
    # Words and a year: hösten 2025. A week has no month that is certain.
    in_words = re.match(r"[^\W\d]{3}", value) and not re.search(r"\d(?<!20\d\d)", re.sub(_YEAR, "", value))
    return "date-in-words" if in_words else "not-a-date", {"near": ""}


def _after_word(value: str) -> str:
    """Return the date after a word for a deadline, in file format: 2025-06-30 for senast 2025-06-30; "" if unclear."""
    starts = [word for word in words_of("latest") if value.casefold().startswith(f"{word} ")]
    rest = value[max(map(len, starts), default=0) :].strip()
    return (rest if _DAY.fullmatch(rest) else day_meant(rest)) if starts else ""


def _cleared(code: str, value: str) -> str:
    """Return a date or period without a note's mark or a full stop after it, and with digits for letters, or ""."""
    bare = value.rstrip(f"{_NOTE_MARKS}.,;")
    bare = bare.translate(_FIGURES) if _DIGITS.fullmatch(bare) else bare
    if bare == value:
        return ""
    is_right = _DAY.fullmatch(bare) if code == "not-a-date" else time_period(bare)
    return bare if is_right else _MEANT[code](bare)


def number_meant(value: str) -> tuple[str, dict[str, str]]:
    """Return the code and the facts of what is no number as a file has it, though it probably means one."""
    # Full width, as some keyboards have them, and letters that look like figures.
    if value.strip().casefold() in words_of("missing"):
        return "number-missing", {"near": ""}
    value = unicodedata.normalize("NFKC", value.strip().rstrip(_NOTE_MARKS))
    value = re.sub(r"(?<=\d)\.\Z", "", value)  # the full stop of a sentence
    value = _PLUS_APART.sub("", _MINUS_WORD.sub("-", _MINUS_BEHIND.sub(r"-\1", with_minus(value))))
    if _LOOKS.fullmatch(value) and re.search(r"\d", value):
        value = value.translate(_FIGURES)
    if margin := with_margin(value):
        return "margin-in-number", {"number": str(margin[0]), "near": ""}
    if is_part_of_whole(value):
        return "number-of-whole", {"near": ""}
    if (bare := without_note(value)) != value:
        code, facts = number_meant(bare)
        return ("number-with-note" if code == "not-a-number" and facts["near"] else code), facts
    typed = quantity(value)
    if typed is None:
        return "not-a-number", {"near": ""}
    if not typed.is_number:
        return "number-inexact", {"near": ""}
    return amount_meant(typed, "not-a-number")


def is_part_of_whole(value: str) -> bool:
    """Return whether a value is a count of a whole, or a fraction: 16 av 20, 1/3."""
    match = re.fullmatch(r"\d+\s*(/|[^\W\d][^\d]*?)\s*\d+", value.strip())
    return match is not None and match[1].casefold() in {"/", *words_of("out_of")}


def without_note(value: str) -> str:
    """Return the number of a value with a note's mark, or words about it, behind: 65 for 65 (prel.). Others as is."""
    match = _WITH_NOTE.fullmatch(value)
    bare = (match["number"] if match else value).strip().rstrip(_NOTE_MARKS).strip()
    return bare if quantity(bare) else value


def with_minus(value: str) -> str:
    """Return a value whose minus sign, or the dash typed for one, stands by its number."""
    return _MINUS_APART.sub("-", value)


def has_letters_for_digits(value: str) -> bool:
    """Return whether a value is a number but for letters that look like digits: 7O, l0."""
    bare = value.strip()
    return bool(_LOOKS.fullmatch(bare) and re.search(r"\d", bare) and re.search(r"[OoIl]", bare))


def amount_meant(typed: Quantity, code: str) -> tuple[str, dict[str, str]]:
    """Return the code and the facts for a quantity that is not in file format; `code` if nothing is ambiguous."""
    full = typed.in_full
    if typed.is_either:
        return "number-either", {"number": in_thousands(typed).in_full.text, "near": "", "other": full.text}
    if typed.scale != 1 and full.unit:
        return "number-in-full", {"number": full.text, "unit": full.unit, "near": ""}
    return code, {"near": full.text}


def in_thousands(typed: Quantity) -> Quantity:
    """Return a quantity whose comma separated thousands."""
    return replace(typed, low=_in_thousands(typed.low), high=_in_thousands(typed.high), is_either=False)


def _in_thousands(number: str) -> str:
    """Return a number whose comma separated thousands."""
    return number.replace(".", "") if re.search(r"\.\d{3}$", number) else number


def comma_parts(fields: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Yield each key whose value was cut by a comma in braces, and the keys made of the rest: for 0,7 the key 7.

    A key that is a year may be one that has no value yet.
    """
    known, at = [*fields], 0
    while at < len(known):
        key, at = known[at], at + 1
        parts: list[str] = []
        while at < len(known) and is_blank(fields[known[at]]) and not _YEAR.fullmatch(str(known[at])):
            typed = ",".join([str(fields[key]), *parts, str(known[at])])
            if not (quantity(with_minus(typed)) or with_margin(typed) or in_list(typed)):
                break
            parts.append(str(known[at]))
            at += 1
        if parts:
            yield str(key), parts


def address_meant(value: str) -> str:
    """Return the full address of an incomplete one: a web page's with https, a person's with mailto."""
    bare = value.strip()
    if _MAIL.fullmatch(bare):
        return f"mailto:{bare}"
    if (match := _SCHEME.fullmatch(bare)) and not bare.startswith(("http://", "https://")):
        return f"{'https' if 's' in match['scheme'].lower() else 'http'}://{match['rest']}"
    return f"https://{bare}" if _HOST.fullmatch(bare) else ""


_OF_TIME: Final = frozenset({"not-a-date", "not-a-time-period"})
# Suggestions for an invalid value, by the code of the problem.
_MEANT: Final[Mapping[str, Callable[[str], str]]] = {
    "bad-address": address_meant,
    "not-a-date": day_meant,
    "not-a-time-period": period_meant,
    "not-a-year": period_meant,
}
