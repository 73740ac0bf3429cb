"""Indicators stated in paragraphs, Indikator: … Baseline: … Måltal: …, as tables of one row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, rough_number
from publisher.importing.columns.header_words import dated
from publisher.importing.columns.table_words import table_words, words_for
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine, SourceRow
from publisher.model.time_period import TimePeriod

# The roles of labels; a word with two meanings has the first of them.
_ROLES: Final = ("baseline", "target", "outcome", "indicator", "source", "responsible")
_TEXTS: Final = frozenset({BlockSort.PARAGRAPH, BlockSort.ENTRY})
_EDGES: Final = " .,;"


@dataclass
class _Stated:
    """An indicator as paragraphs state it: its name, its numbers by role and period, other facts, and its lines.

    `rest` are the statements that have no number with a period.
    """

    name: str
    lines: list[SourceLine]
    numbers: dict[tuple[str, TimePeriod], str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def stated_indicators(blocks: Sequence[SourceBlock], language: str) -> list[SourceBlock]:
    """Return a table of one row for each indicator that paragraphs state with a baseline, a target or an outcome.

    The last heading above it is its area. Each is asked about, since it was read from running text.
    """
    return [_table(each, heading, language) for each, heading in _found(blocks, language) if each.numbers or each.rest]


def _found(blocks: Sequence[SourceBlock], language: str) -> Iterator[tuple[_Stated, str]]:
    heading, now = "", None
    for block in blocks:
        if block.sort not in _TEXTS:
            if now:
                yield now, heading
            now = None
            heading = block.headline if block.sort is BlockSort.HEADING and not block.is_title else heading
            continue
        statements = _statements(block.text, language)
        if not statements and now:
            yield now, heading
            now = None
        for role, label, when, said in statements:
            if role == "indicator":
                if now:
                    yield now, heading
                now = _Stated(said, list(block.lines))
            elif now:
                now.lines += [line for line in block.lines if line not in now.lines]
                _add(now, role, label, when, said, language)
    if now:
        yield now, heading


def _statements(text: str, language: str) -> list[tuple[str, str, str, str]]:
    """Return the labelled statements of a paragraph: role, label, the time behind the label, and what it says.

    A paragraph that does not begin with a label has none.
    """
    found = [*_labels(language).finditer(text)]
    if not found or found[0].start():
        return []
    ends = [*(each.start() for each in found[1:]), len(text)]
    roles = _roles(language)
    return [
        (roles[each["label"].casefold()], each["label"], (each["when"] or "").strip(" ()"), said)
        for each, end in zip(found, ends, strict=True)
        if (said := text[each.end() : end].strip(_EDGES))
    ]


def _add(stated: _Stated, role: str, label: str, when: str, said: str, language: str) -> None:
    """Add a statement to an indicator: as a number with its period, as a fact, or in words."""
    if role in {"source", "responsible"}:
        stated.facts.setdefault(role, said)
        return
    time = dated(f"{said} {when}" if when else said, language)
    words = time.rest.strip(_EDGES).split()
    while words and words[-1].casefold() in words_for("before_year", language):
        words.pop()
    number = " ".join(words)
    held = "target" if role == "target" else "outcome"
    exact = cell_number(number, language) or rough_number(number, language)
    if exact and time.period and not time.doubt and (held, time.period) not in stated.numbers:
        stated.numbers[held, time.period] = number
    else:
        stated.rest.append(f"{label}{f' {when}' if when else ''}: {said}.")


def _table(stated: _Stated, heading: str, language: str) -> SourceBlock:
    """Return an indicator as a table of a header and a row, whose line is the first of the indicator's."""
    words = table_words(language)
    pairs = [(words["indicator"][0], stated.name), (words["theme"][0] if heading else "", heading)]
    pairs += [(f"{words[role][0]} {period.written}", text) for (role, period), text in stated.numbers.items()]
    pairs += [(words[role][0], text) for role, text in stated.facts.items()]
    pairs += [(words["goal"][0], " ".join(stated.rest))] if stated.rest else []
    kept = [pair for pair in pairs if all(pair)]
    doubt = Doubt("indicator-of-text", {"text": stated.name[:60]})
    line = stated.lines[0]
    rows = (
        SourceRow(tuple(header.capitalize() for header, _ in kept), line),
        SourceRow(tuple(text for _, text in kept), line, doubts=((0, doubt),)),
    )
    return SourceBlock(BlockSort.TABLE, "", tuple(stated.lines), rows=rows)


@cache
def _roles(language: str) -> Mapping[str, str]:
    return {word: role for role in reversed(_ROLES) for word in table_words(language).get(role, ())}


@cache
def _labels(language: str) -> re.Pattern[str]:
    """Return a pattern for a label with its colon, at the beginning or, with a capital letter, behind another fact."""
    every = sorted(_roles(language), key=len, reverse=True)
    first = "|".join(map(re.escape, every))
    later = "|".join(f"{re.escape(each[0].upper())}{re.escape(each[1:])}" for each in every)
    when = r"(?P<when>\s*\(?(?:19|20)\d\d(?:/\d\d)?\)?)?\s*:\s*"
    return re.compile(rf"(?P<label>(?<![^\n])(?i:{first})|(?<=\s)(?:{later})){when}")
