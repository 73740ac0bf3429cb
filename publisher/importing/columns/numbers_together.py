"""Several numbers in one cell, as the header names them, Utfall (mål), or the cell itself does: 91 % (mål 95 %)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import dated, header_words
from publisher.importing.columns.table_words import meaning_and_rest, table_words, words_for
from publisher.importing.columns.units import is_unit
from publisher.model.time_period import TimePeriod

# The roles of numbers, in order of preference for a word with two meanings.
_ROLES: Final = ("target", "outcome", "forecast")
# A slash between digits may be within a period: 2024/25.
_IN_HEADER: Final = re.compile(r"\s*[()\[\];,+&|\n]\s*|(?<![\d\s])\s*/\s*|\s*/\s*(?![\d\s])")
_IN_CELL: Final = re.compile(r"\s*[()\[\];|\n]\s*|\s*/\s*|,\s+|\s+[-–—]\s+")
_EDGES: Final = " :=.,"
# The most numbers that a cell says apart: outcome, target, and the outcome of another year.
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class NumberPart:
    """One of several numbers: its role ("" if nothing says it), its period (None for its column's), and its text."""

    role: str
    period: TimePeriod | None
    text: str = ""


def named_together(header: str, language: str) -> tuple[NumberPart, ...]:
    """Return what a header says of two numbers in each cell below it, in their order; empty for one number.

    A part that only names a period is of the role before it: Utfall 2024 (2023). A period that one part names is that
    of both if the other names none, as is one that the whole header names: Q2 actual (target) 2024/25.
    """
    own = header_words(header, language, {})
    return _named(header, language) or (_named(own.rest, language) if own.dated.period else ())


def _named(header: str, language: str) -> tuple[NumberPart, ...]:
    between = "|".join(map(re.escape, words_for("versus", language)))
    parts = [part for each in _IN_HEADER.split(header) for part in re.split(rf"\s+(?:{between})\s+", each, flags=re.I)]
    found: list[NumberPart] = []
    for text in filter(None, (part.strip(_EDGES) for part in parts)):
        words = header_words(text, language, {})
        if is_unit(words.rest):
            continue
        role, rest = meaning_and_rest(words.rest, _ROLES, language)
        other = rest or (words.rest and not role) or words.rest.casefold() in words_for("baseline", language)
        if words.dated.outside or words.groups or other:
            return ()
        if role:
            found.append(NumberPart(role, words.dated.period))
        elif found and found[-1].period and words.dated.period:
            found.append(NumberPart(found[-1].role, words.dated.period))
    named = {each.period for each in found if each.period}
    if len(named) == 1:
        found = [NumberPart(each.role, None) for each in found]
    return tuple(found) if len(found) == 2 and found[0] != found[1] else ()  # two numbers


def numbers_together(
    text: str, named: Sequence[NumberPart], role: str, language: str, decimal: str
) -> tuple[NumberPart, ...]:
    """Return the numbers of a cell with their roles and periods; empty for any cell that does not say what each is.

    `named` are those that the header names, and `role` is that of its column, which a number without a word has.
    """
    texts = [part for each in _IN_CELL.split(text.strip()) if (part := each.strip(_EDGES))]
    if not 1 < len(texts) <= _MOST:
        return ()
    parts = [_read(each, language, decimal) for each in texts]
    if all(part and not (part.role or part.period) for part in parts):
        if len(parts) != len(named):
            return ()
        found = [NumberPart(own.role, own.period, each) for own, each in zip(named, texts, strict=True)]
    else:
        found = [NumberPart(part.role or role, part.period, part.text) for part in parts if part]
    distinct = len({(each.role, each.period) for each in found}) == len(texts)
    kept = tuple(each for each in found if not is_missing(each.text))
    return kept if distinct and len(found) == len(texts) else ()


def _read(text: str, language: str, decimal: str) -> NumberPart | None:
    """Return a number with the role or the period that stands beside it; None if it is none, or more is said."""
    if is_missing(text) or cell_number(text, language, decimal):
        return NumberPart("", None, text)
    for role, rest in _labelled(text, language):
        if cell_number(rest, language, decimal):
            return NumberPart(role, None, rest)
    when = dated(text, language)
    if when.period and not when.doubt and cell_number(when.rest, language, decimal):
        return NumberPart("", when.period, when.rest)
    return None


def _labelled(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the roles that words before a number, or behind it, say, with the rest of the text."""
    plain, about = text.casefold(), "|".join(map(re.escape, table_words(language).get("about_a_target", ())))
    for role in _ROLES:
        for word in words_for(role, language):
            if plain.startswith(word) and not plain[len(word) : len(word) + 1].isalnum():
                rest = text[len(word) :].strip(_EDGES)
                yield role, re.sub(rf"^(?:{about})\s+(?=\S)", "", rest, flags=re.IGNORECASE)
            if plain.endswith(f" {word}"):
                yield role, text[: -len(word)].strip(_EDGES)
    if match := re.match(rf"(?:(?:{about})\s+)*(?:{about})\b[\s:=]*", plain):
        yield "target", text[match.end() :]
