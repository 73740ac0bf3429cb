"""Front pages: the facts that a document states about itself at its beginning, in a table of labels or line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine, SourceRow
from publisher.importing.prose.steering_words import adoption_words, front_page_words, latest_words
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
# An owner is an office; a first and a last name are a person's.
_PERSON: Final = re.compile(r"[A-ZÅÄÖÆØ][^\W\d_]+(?:[ -][A-ZÅÄÖÆØ][^\W\d_]+)+")
# A fact on a front page is short; a longer text is a sentence that begins with the same word.
_LONGEST: Final = 160

Stated: TypeAlias = tuple[str, tuple[SourceLine, ...]]
"""A statement of a document, with its lines."""


def statements(blocks: Sequence[SourceBlock], language: str) -> Iterator[Stated]:
    """Yield the statements at the beginning of a document, each with its line.

    In a table they are two cells beside each other, or, below a row of labels, a label and the cell below it.
    """
    for block in blocks[:_BLOCKS]:
        if block.sort is BlockSort.TABLE:
            rows = [row for row in block.rows[:_BLOCKS] if any(row.cells)]
            heads = [at for at, row in enumerate(rows) if _is_of_labels(row, language)]
            for at, row in enumerate(rows):
                if at in heads and at + 1 < len(rows):
                    pairs = zip(row.cells, rows[at + 1].cells, strict=False)
                    lines: tuple[SourceLine, ...] = (row.line, rows[at + 1].line)
                elif at - 1 in heads:
                    continue
                else:
                    pairs, lines = zip(row.cells[::2], row.cells[1::2], strict=False), (row.line,)
                yield from ((f"{' '.join(label.split()).rstrip(' :')}: {' '.join(fact.split())}", lines)
                            for label, fact in pairs if label.strip() and fact.strip())  # fmt: skip
        else:
            yield from ((part.strip(), block.lines) for part in _APART.split(block.text) if part.strip())


def _is_of_labels(row: SourceRow, language: str) -> bool:
    """Return whether the cells of a row are labels, the second one, too, where a fact would stand."""
    known = {*front_page_words(language), *adoption_words(language).labels, *adoption_words(language).register_labels}
    cells = [" ".join(cell.casefold().split()).rstrip(" :") for cell in row.cells if cell.strip()]
    return len(cells) > 1 and cells[1] in known and sum(cell in known for cell in cells) * 2 >= len(cells)


def without_own_facts(blocks: Sequence[SourceBlock], language: str) -> list[SourceBlock]:
    """Return the blocks without the paragraphs that only say who adopted the document, or give a labelled fact of it.

    What is left is for its readers, and may be its summary.
    """
    labels, begins = front_page_words(language), adoption_words(language).begins

    def is_fact(text: str) -> bool:
        label = " ".join(text.partition(":")[0].casefold().split()).rstrip(". ")
        return (":" in text and label in labels) or bool(begins.match(text))

    return [
        block
        for block in blocks
        if block.sort is not BlockSort.PARAGRAPH or not all(map(is_fact, filter(None, _APART.split(block.text))))
    ]


def front_page(blocks: Sequence[SourceBlock], language: str) -> dict[str, ProposedValue]:
    """Return the fields of a steering document that its front page gives; contradictory ones are left out."""
    labels = front_page_words(language)
    found: dict[str, list[ProposedValue]] = {}
    for text, lines in statements(blocks, language):
        label, _, fact = text.partition(":")
        field, fact = labels.get(" ".join(label.casefold().split()).rstrip(". "), ""), fact.strip(" .")
        if field and fact and len(fact) <= _LONGEST and (made := _field(field, fact, lines, language)):
            found.setdefault(field, []).append(made)
    certain = {field: made[0] for field, made in found.items() if all(each.value == made[0].value for each in made)}
    begins, ends = certain.pop("from", None), certain.pop("to", None)
    if begins and "period" not in found:
        both = [each for each in (begins, ends) if each]
        days = dict(zip(("from", "to"), (each.value for each in both), strict=False))
        certain["period"] = replace(begins, value=days, lines=tuple(line for each in both for line in each.lines))
    return certain


def _field(field: str, fact: str, lines: tuple[SourceLine, ...], language: str) -> ProposedValue | None:
    """Return the value of a field; None if a date or a range of years cannot be parsed, and for a person's name."""
    doubts = (Doubt("front-page"),)
    if field == "owner" and _PERSON.fullmatch(fact):
        return None
    if field in {"reviewed", "next_review", "from", "to"}:
        latest = next((word for word in latest_words(language) if fact.casefold().startswith(f"{word} ")), "")
        fact = fact[len(latest) :].strip()
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
