"""Targets that are changes: −20 % sedan 2015, halveras jämfört med 2010, +5 procentenheter sedan 2020, öka."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from publisher.importing.columns.table_words import meaning, words_for
from publisher.importing.form.source import Doubt
from publisher.model.quantity_words import words_of
from publisher.model.spelled import relative_change
from publisher.read.scalar import Plain

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"


@dataclass(frozen=True, slots=True)
class RelativeTarget:
    """A target that is a change: its fields in file format, none if its text does not say all of them; its question."""

    doubt: Doubt
    fields: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def relative_target(text: str, unit: object, language: str) -> RelativeTarget | None:
    """Return the change that the text of a target says, for an indicator in a `unit`; None if it says none.

    A change without the period that it counts from, and one of a number that is not said, have no fields: they stay
    words, with the question.
    """
    said = {"text": text[:60]}
    plain = _base_year(language).sub(r"\g<year>", " ".join(text.split()).strip(" ."))
    if change := relative_change(plain):
        number, since = change
        return _in_per_cent(number, since, said)
    if match := _by_words(language).fullmatch(plain):
        return _in_per_cent("-50" if match["half"] else "100", match["year"], said)
    if (match := _points(language).fullmatch(plain)) and unit == "percent":
        number = f"{'-' if match['less'] else ''}{match['number'].replace(',', '.')}"
        doubt = Doubt("target-since", {**said, "number": f"{number} {match['unit']}", "since": match["year"]})
        return RelativeTarget(doubt, {"change": Plain(number), "since": Plain(match["year"])})
    if _is_change(plain, language):
        return RelativeTarget(Doubt("target-change", said))
    if meaning(plain, ("higher", "lower", "maintained"), language):
        return RelativeTarget(Doubt("target-turn", said))
    return None


def _in_per_cent(number: str, since: str, said: Mapping[str, str]) -> RelativeTarget:
    fields: dict[str, object] = {"change_percent": Plain(number)}
    fields |= {"since": Plain(since)} if since else {"yearly": Plain("true")}
    facts = {**said, "number": f"{number} %"}
    doubt = Doubt("target-since", {**facts, "since": since}) if since else Doubt("target-yearly", facts)
    return RelativeTarget(doubt, fields)


@cache
def _base_year(language: str) -> re.Pattern[str]:
    """Return a pattern for what may stand around the year that a change counts from: basåret 2015, 2015 års nivå."""
    before, after = _any_of(words_for("base_year", language)), _any_of(words_for("level_of", language))
    return re.compile(rf"(?:(?:{before})\s+)?\(?{_YEAR}\)?(?:\s+(?:{after}))?$", re.IGNORECASE)


@cache
def _by_words(language: str) -> re.Pattern[str]:
    """Return a pattern for half, or twice, of what was since a year."""
    half, double = (_any_of(words_for(role, language)) for role in ("halved", "doubled"))
    will, since = _any_of(words_for("sentence_will", language)), _any_of(words_of("since"))
    pattern = rf"(?:(?:{will})\s+)?(?:(?P<half>{half})|(?:{double}))\s+(?:{since})\s+{_YEAR}"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _points(language: str) -> re.Pattern[str]:
    """Return a pattern for a change in percentage points since a year."""
    less, more = (_any_of(words_of(name)) for name in ("decrease", "increase"))
    units = _any_of(words_for("points_unit", language))
    return re.compile(
        rf"(?:(?P<less>[-\u2212–]\s?|(?:{less})\s+)|(?:\+\s?|(?:{more})\s+))(?P<number>\d+(?:[.,]\d+)?)\s?"
        rf"(?P<unit>{units})\s+(?:{_any_of(words_of('since'))})\s+{_YEAR}",
        re.IGNORECASE,
    )


@cache
def _changes(language: str) -> re.Pattern[str]:
    """Return a pattern for a part by which something changes, whatever it counts from: 20 % lägre, minska med 20 %."""
    turns = {word.split()[0] for name in ("above", "below") for word in words_of(name) if " " in word}
    ways = {word for name in ("decrease", "increase") for word in words_of(name)} | {
        word for role in ("higher", "lower", "halved", "doubled", "rising", "falling", "sentence_rise", "sentence_fall")
        for word in words_for(role, language)
    }  # fmt: skip
    percent = _any_of((*words_of("per_cent"), "%", *words_for("points_unit", language)))
    amount = rf"\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?\s?(?:{percent})"
    whole = _any_of((*words_for("halved", language), *words_for("doubled", language)))
    return re.compile(
        rf"{amount}[-\s]*(?:{_any_of(turns | ways)})(?!\w)|(?<!\w)(?:{_any_of(ways - {'-', '+'})})(?!\w).*?{amount}"
        rf"|(?<!\w)(?:{whole})(?!\w)",
        re.IGNORECASE,
    )


def _is_change(text: str, language: str) -> bool:
    """Return whether a text says by how much something changes, and not to what level: not öka till 80 %."""
    match = _changes(language).search(text)
    to = _any_of(words_for("sentence_to", language))
    return match is not None and not re.search(rf"(?<!\w)(?:{to})\s+\S*\d", match[0], re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for one of some words, the longest first."""
    return "|".join(map(re.escape, sorted({*words}, key=lambda word: (-len(word), word)))) or "(?!)"
