"""Front pages: the facts that a document states about itself at its beginning, in a table of labels or line by line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine
from publisher.importing.prose.steering_words import front_page_words
from publisher.model.time_meant import day_meant
from publisher.model.time_period import Frequency, time_period
from publisher.read.scalar import Plain

# How much of the beginning of a document is about itself; later sections mention other documents.
_BLOCKS: Final = 14
# Separators between statements: sentence ends, and separators on a line. A full stop after a day of the month ends no
# sentence: 12. Mai 2024.
_APART: Final = re.compile(
    r"(?<=[.;])\s+(?=[A-ZÅÄÖÆØ])(?!\w+\.?\s+\d{4})|\s{3,}|\n|(?<=\d)\s+(?=[A-ZÅÄÖÆØ][a-zåäöæø]+:)"
)
_YEARS: Final = re.compile(r"((?:19|20|21)\d{2})\s*[-–—]\s*((?:19|20|21)\d{2})")
# A fact on a front page is short; a longer text is a sentence that begins with the same word.
_LONGEST: Final = 160

Stated: TypeAlias = tuple[str, tuple[SourceLine, ...]]
"""A statement of a document, with its lines."""


def statements(blocks: Sequence[SourceBlock]) -> Iterator[Stated]:
    """Yield the statements at the beginning of a document, each with its line; a row of two cells is one statement."""
    for block in blocks[:_BLOCKS]:
        if block.sort is BlockSort.TABLE:
            for row in block.rows[:_BLOCKS]:
                cells = [" ".join(cell.split()) for cell in row.cells]
                pairs = zip(cells[::2], cells[1::2], strict=False)
                yield from ((f"{label.rstrip(' :')}: {fact}", (row.line,)) for label, fact in pairs if label and fact)
        else:
            yield from ((part.strip(), block.lines) for part in _APART.split(block.text) if part.strip())


def front_page(blocks: Sequence[SourceBlock], language: str) -> dict[str, ProposedValue]:
    """Return the fields of a steering document that its front page gives; contradictory ones are left out."""
    labels = front_page_words(language)
    found: dict[str, list[ProposedValue]] = {}
    for text, lines in statements(blocks):
        label, _, fact = text.partition(":")
        field, fact = labels.get(" ".join(label.casefold().split()), ""), fact.strip(" .")
        if field and fact and len(fact) <= _LONGEST and (made := _field(field, fact, lines)):
            found.setdefault(field, []).append(made)
    return {field: made[0] for field, made in found.items() if all(each.value == made[0].value for each in made)}


def _field(field: str, fact: str, lines: tuple[SourceLine, ...]) -> ProposedValue | None:
    """Return the value of a field; None if a date or a range of years cannot be parsed."""
    doubts = (Doubt("front-page"),)
    if field in {"reviewed", "next_review"}:
        when = time_period(day_meant(fact) or fact)
        known = when and when.frequency in {Frequency.DAY, Frequency.MONTH, Frequency.YEAR} and not when.split
        return ProposedValue(Plain(when.name), lines, doubts) if when and known else None
    if field == "period":
        years = _YEARS.search(fact)
        return ProposedValue({"from": Plain(years[1]), "to": Plain(years[2])}, lines, doubts) if years else None
    if field == "appendices":
        parts = (part.strip() for part in re.split(r"[;\n]", fact))
        return ProposedValue([{"title": part} for part in parts if part], lines, doubts)
    return ProposedValue(fact, lines, doubts)
