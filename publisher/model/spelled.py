"""Comparisons that are misspelt or spelled out in words: mnst 70, minst70, minst sjuttio, sjuttio procent."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from publisher.model.quantity import limit_words, per_cent, quantity
from publisher.model.quantity_words import number_words, words_of

# In a short word, one letter added, one or two missing, or two swapped; less similar ones are different words.
_ALIKE: Final = 74
_PLUS_MINUS: Final = re.compile(r"([^±]*?)\s?(?:\+\s?/\s?[-\u2212]|\+[-\u2212]|±)\s?(\d.*)")
_DIGITS: Final = re.compile(r"[-+\u2212]?\d")
_RUN_ON: Final = re.compile(r"([^\W\d_]{3,})(\d.*)")


def comparison(text: str) -> str:
    """Return the comparison that a text probably means, in file format; "" if it is just words.

    A number alone counts only if spelled out and greater than one: in many languages "one" is also an ordinary word.
    """
    words = text.split()
    if run_on := _RUN_ON.fullmatch(words[0]) if words else None:
        words = [run_on[1], run_on[2], *words[1:]]
    for length in range(min(3, len(words) - 1), 0, -1):
        lead, rest = " ".join(words[:length]), words[length:]
        if (limit := _limit(lead, certain=not _DIGITS.match(rest[0]))) and (number := _number(rest)):
            return f"{limit} {number}"
    alone = number_words().get(words[0].casefold(), 1) if words else 1
    return str(alone) if alone > 1 and " ".join(words[1:]).casefold() in {"", *per_cent()} else ""


def relative(text: str) -> str:
    """Return the fields of a relative change described in a text, in file format, or "".

    "minst 30 % lägre än 2018" counts from that year, "minska med 5 % per år" from year to year.
    """
    if not (change := relative_change(text)):
        return ""
    number, since = change
    return f"{{change_percent: {number}, {f'since: {since}' if since else 'yearly: true'}}}"


def relative_change(text: str) -> tuple[str, str] | None:
    """Return the change in per cent that a text describes, and the year that it counts from, "" if from year to year.

    None if it describes no change.
    """
    bare = text.strip()
    match = _relative().fullmatch(bare)
    if not match:
        match = _changing().fullmatch(bare)
        # "At least 2 % a year" may be a level, for a share that is measured each year.
        if not match or (match["limit"] and not (match["less"] or match["more"])):
            return None
    return f"{'-' if match['less'] else ''}{match['number'].replace(',', '.')}", match["year"] or ""


def plus_minus(text: str) -> str:
    """Return the range around zero in a text (+/- 2 %), in file format, or ""."""
    match = _PLUS_MINUS.fullmatch(text.strip())
    typed = quantity(match[2]) if match and not match[1] else None
    return f"{{at_least: -{typed.low}, at_most: {typed.low}}}" if typed and typed.is_number else ""


def with_margin(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the number and the margin around it in a text (90 ± 2), or None."""
    match = _PLUS_MINUS.fullmatch(text.strip())
    typed = [quantity(part) for part in match.groups()] if match else []
    known = [each.in_full.low for each in typed if each and each.is_number and not each.is_either]
    return (Decimal(known[0]), Decimal(known[1])) if len(known) == len(typed) > 0 else None


def place_in_list(text: str) -> str:
    """Return the limit set by a rank in a text (better than place 100, top 10), or ""."""
    match = _places().fullmatch(text.strip())
    if not match:
        return ""
    return f"{{below: {match['below']}}}" if match["below"] else f"{{at_most: {match['top'] or match['best']}}}"


def in_list(text: str) -> tuple[str, str] | None:
    """Return a number that stands as a rank, an index or a mark, and the highest one named: 98:e av 290, index 104.

    The highest is "" if it is not named. None for any other text, and for a number alone.
    """
    match = _in_list().fullmatch(text.strip())
    if not match or not any(match[name] for name in ("lead", "end", "called", "top")):
        return None
    return match["number"].replace(",", "."), match["top"] or ""


@cache
def _in_list() -> re.Pattern[str]:
    leads = [*words_of("place"), *words_of("before_index")]
    marks = _one_of(lead for lead in leads if not lead[-1].isalpha())
    words = _one_of(lead for lead in leads if lead[-1].isalpha())
    return re.compile(
        rf"(?P<lead>(?:{marks})\s?|(?:{words})\s)?(?P<number>\d{{1,9}}(?:[.,]\d{{1,10}})?)"
        rf"(?P<end>\.|\s?(?:{_one_of(words_of('ordinal'))}))?(?P<called>\s(?:{_one_of(words_of('place'))}))?"
        rf"(?:(?:\s?/\s?|\s(?:{_one_of(words_of('out_of'))})\s)(?P<top>\d{{1,9}}))?",
        re.IGNORECASE,
    )


@cache
def _relative() -> re.Pattern[str]:
    limits, percent = _one_of(limit_words()), _one_of(per_cent())
    # With a single word, as in "under 2018", it would be the year that something precedes.
    less, more = (_one_of(word for word in words_of(name) if " " in word) for name in ("below", "above"))
    return re.compile(
        rf"(?:(?:{limits})\s+)?(?P<number>\d+(?:[.,]\d+)?)\s?(?:{percent})\s+"
        rf"(?:(?P<less>{less})|(?:{more}))\s+(?P<year>(?:19|20|21)\d\d)",
        re.IGNORECASE,
    )


@cache
def _changing() -> re.Pattern[str]:
    less, more = (_one_of(words_of(name)) for name in ("decrease", "increase"))
    yearly, since, percent = _one_of(words_of("yearly")), _one_of(words_of("since")), _one_of(per_cent())
    return re.compile(
        rf"(?:(?P<less>[-\u2212]\s?|(?:{less})\s+)|(?P<more>\+\s?|(?:{more})\s+))?"
        rf"(?:(?P<limit>{_one_of(limit_words())})\s+)?"
        rf"(?P<number>\d+(?:[.,]\d+)?)\s?(?:{percent})"
        rf"(?:\s*(?P<yearly>{yearly})|\s+(?:{since})\s+(?P<year>(?:19|20|21)\d\d))",
        re.IGNORECASE,
    )


@cache
def _places() -> re.Pattern[str]:
    better, top, best = (_one_of(words_of(name)) for name in ("better_rank", "top", "best"))
    return re.compile(
        rf"(?:{better})\s+(?P<below>\d+)|(?:{top})[\s-]+(?:(?P<top>\d+)|(?P<best>\d+)\s+(?:{best}))", re.IGNORECASE
    )


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _limit(lead: str, *, certain: bool) -> str:
    """Return the comparison word before a number, also if misspelt."""
    known, plain = _sorted_limit_words(), lead.casefold()
    if plain in known:
        return plain
    if certain or len(plain) < 4:
        return ""
    near = process.extractOne(plain, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return near[0] if near else ""


@cache
def _sorted_limit_words() -> tuple[str, ...]:
    return tuple(sorted(limit_words()))


def _number(words: list[str]) -> str:
    """Return the number that the words begin with, in digits."""
    spelled = number_words().get(words[0].casefold())
    if spelled is not None:
        return str(spelled)
    typed = quantity(" ".join(words))
    return typed.in_full.low if typed and typed.is_number and not typed.is_either else ""
