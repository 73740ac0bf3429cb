"""Front pages: the facts that a document states about itself at its beginning, in a table of labels or line by line."""
# One meaning, so one file.

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceCell, SourceLine, SourceRow
from publisher.importing.prose.label_rows import BEGINNING as _BLOCKS
from publisher.importing.prose.label_rows import fact_below, facts_below, known_labels, labels_alone
from publisher.importing.prose.sections import titled
from publisher.importing.prose.stated_facts import (
    day_stated,
    documents_named,
    replaced_stated,
    span_stated,
    years_stated,
)
from publisher.importing.prose.steering_words import adoption_words, fact_words, front_page_words
from publisher.read.scalar import Plain
from publisher.shortening import shortened

# Separators between statements: sentence ends, and separators on a line. A full stop after a day of the month ends no
# sentence: 12. Mai 2024.
_APART: Final = re.compile(
    r"(?<=[.;])\s+(?=[A-ZÅÄÖÆØ])(?!\w+\.?\s+\d{4})|\s{3,}|\n|(?<=\d)\s+(?=[A-ZÅÄÖÆØ][a-zåäöæø]+:)"
)
# An owner is an office; a first and a last name are a person's.
_PERSON: Final = re.compile(r"[A-ZÅÄÖÆØ][^\W\d_]+(?:[ -][A-ZÅÄÖÆØ][^\W\d_]+)+")
# A fact on a front page is short; a longer text is a sentence that begins with the same word.
_LONGEST: Final = 160
# A paragraph of labels and facts has so many labels at the least, and is no longer.
_LEAST: Final = 3
_PARAGRAPH: Final = 400
# Between the labels of two facts that stand in one place.
_BOTH: Final = re.compile(r"\s*[/,&+]\s*|\s+(?:och|og|and|und|ja)\s+")
# The fields of days, whose labels need no colon.
_OF_DAYS: Final = frozenset({"reviewed", "next_review", "from", "to", "period"})

Stated: TypeAlias = tuple[str, tuple[SourceLine, ...]]
"""A statement of a document, with its lines."""


def statements(blocks: Sequence[SourceBlock], language: str) -> Iterator[Stated]:
    """Yield the statements at the beginning of a document, each with its line.

    In a table they are two cells beside each other, or, below a row of labels, a label and the cell below it.
    """
    heads_of_facts: list[str] = []
    paired, rest = _with_fact_below(blocks, language)
    yield from paired
    for block in rest:
        labels, heads_of_facts = heads_of_facts, labels_alone(block.text, language)
        if block.sort is BlockSort.TABLE:
            yield from ((each.text, each.lines) for each in table_statements(block, language))
        elif labels and (facts := facts_below(labels, block.text, language)):
            yield from ((part, block.lines) for part in facts)
        elif together := _run_together(block.text, language):
            yield from ((part, block.lines) for part in together)
        else:
            yield from ((part.strip(), block.lines) for part in _APART.split(block.text) if part.strip())


@dataclass(frozen=True, slots=True)
class TableStatement:
    """A label and a fact of a table, as "label: fact", with the lines of their rows and their two cells."""

    text: str
    lines: tuple[SourceLine, ...]
    cells: tuple[SourceCell, SourceCell]


def table_statements(block: SourceBlock, language: str) -> Iterator[TableStatement]:
    """Yield the statements of a table: a label and a fact beside each other, or below each other in rows of labels."""
    rows = [row for row in block.rows[:_BLOCKS] if any(row.cells)]
    heads: list[int] = []
    for at, row in enumerate(rows):
        if at - 1 not in heads and _is_of_labels(row, language, again=at - 2 in heads):
            heads.append(at)
    for at, row in enumerate(rows):
        pairs = [((row, place), (row, place + 1)) for place in range(0, len(row.cells) - 1, 2)]
        if at - 1 in heads:
            continue
        if at in heads and at + 1 < len(rows):
            below = rows[at + 1]
            pairs = [((row, place), (below, place)) for place in range(min(len(row.cells), len(below.cells)))]
        for label, fact in pairs:
            texts = [" ".join(of.cells[place].split()) for of, place in (label, fact)]
            cells = SourceCell(label[0].line, label[1]), SourceCell(fact[0].line, fact[1])
            lines = tuple(dict.fromkeys(cell.line for cell in cells))
            if all(texts):
                yield TableStatement(f"{texts[0].rstrip(' :')}: {texts[1]}", lines, cells)


def _with_fact_below(blocks: Sequence[SourceBlock], language: str) -> tuple[list[Stated], list[SourceBlock]]:
    """Return the labels that have a paragraph of their own above their fact, and the other blocks at the beginning."""
    found, rest, at = list[Stated](), list[SourceBlock](), 0
    while at < len(blocks) and len(found) + len(rest) < _BLOCKS:
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if below and (said := fact_below(blocks[at], below, language)):
            found.append((said, (*blocks[at].lines, *below.lines)))
            at += 1
        else:
            rest.append(blocks[at])
        at += 1
    return found, rest


def _is_of_labels(row: SourceRow, language: str, *, again: bool) -> bool:
    """Return whether the cells of a row are labels, the second one, too, where a fact would stand.

    `again`: rows of labels and rows of facts have alternated above it, so that any may be the one that is known.
    """
    known = known_labels(language) | (adoption_words(language).other_labels if again else set())
    cells = [_plain(cell) for cell in row.cells if cell.strip()]
    half = sum(cell in known for cell in cells) * 2 >= len(cells)
    return len(cells) > 1 and half and (again or cells[1] in known)


def _plain(label: str) -> str:
    return " ".join(label.casefold().split()).rstrip(" :.")


def front_tables(blocks: Sequence[SourceBlock], language: str) -> list[SourceBlock]:
    """Return the tables at the beginning of a document that state facts of it: who adopted it, when, its number.

    They are tables of labels and facts, at the least a quarter of whose cells are known labels; one of them says that
    it is about a document, or its adoption.
    """
    words, known, fields = adoption_words(language), known_labels(language), front_page_words(language)
    of_documents = {label for label, role in words.labels.items() if role != "day-of-body"} | words.register_labels
    of_documents |= {label for label, field in fields.items() if field == "document_type"}
    of_documents |= {
        label for label in fields if any(label.startswith(word) for word in fact_words(language).documents)
    }
    found = []
    for block in blocks[:_BLOCKS]:
        cells = [_plain(cell) for row in block.rows for cell in row.cells if cell.strip()]
        labels = [cell for cell in cells if _parts(cell) & known]
        others = [cell for cell in cells if cell in words.other_labels]
        about = any(_parts(cell) & of_documents for cell in cells)
        if block.sort is BlockSort.TABLE and about and len(labels) > 1 and 4 * len([*labels, *others]) >= len(cells):
            found.append(block)
    return found


def _parts(label: str) -> set[str]:
    """Return a label with its parts: Beslutad av/datum is of both."""
    return {label, *label_parts(label)}


def label_parts(label: str) -> list[str]:
    """Return the labels that one label consists of, in lower case: Beslutad av/datum, Beslutad av, datum."""
    return [part for each in _BOTH.split(label.casefold()) if (part := _plain(each))]


def _run_together(text: str, language: str) -> list[str]:
    """Return the statements of a paragraph that has three labels or more, with a colon behind each.

    Tabs and line breaks between them are lost in many files: Beslutad av Kommunfullmäktige Datum 2024-05-13. Without
    colons the paragraph begins with a label, and a fact stands behind each: two labels beside each other may be the
    heads of two facts that follow.
    """
    labels = sorted({*known_labels(language), *adoption_words(language).other_labels}, key=len, reverse=True)
    # Behind another fact, a label has a capital letter.
    words = "|".join(f"[{re.escape(each[0].upper())}]{re.escape(each[1:])}" for each in labels)
    found = [*re.finditer(rf"(?<!\S)(?P<label>{words})(?:(?P<colon>\.?:)|(?=[\s.]))\.?\s*", text)]
    marked = [each for each in found if each["colon"]]
    found = marked if len(marked) >= _LEAST else found
    if len(text) > _PARAGRAPH or len(found) < _LEAST or len({each["label"] for each in found}) < len(found):
        return []
    ends = [*(each.start() for each in found[1:]), len(text)]
    pairs = [(each["label"], text[each.end() : end].strip()) for each, end in zip(found, ends, strict=True)]
    if found is not marked and (found[0].start() or not all(fact for _, fact in pairs)):
        return []
    return [f"{label}: {fact}" for label, fact in pairs if fact]


def without_own_facts(blocks: Sequence[SourceBlock], language: str) -> list[SourceBlock]:
    """Return the blocks without the paragraphs that only say who adopted the document, or give a labelled fact of it.

    What is left is for its readers, and may be its summary.
    """
    begins, register = adoption_words(language).begins, adoption_words(language).register

    def is_fact(text: str) -> bool:
        numbered = register.search(text) and not register.sub("", text).strip(" .,;")
        return bool(labelled(text, language)[0] or begins.match(text) or numbered)

    return [
        block
        for block in blocks
        if block.sort is not BlockSort.PARAGRAPH or not all(map(is_fact, filter(None, _APART.split(block.text))))
    ]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What a document states of itself: its fields, and in `marks` the statements that a person has to look at."""

    fields: Mapping[str, ProposedValue]
    marks: tuple[ProposedValue, ...] = ()


def front_page(
    blocks: Sequence[SourceBlock], language: str, title: ProposedValue, known: Mapping[str, str]
) -> FrontPage:
    """Return what a document states of itself at its beginning; contradictory facts are left out.

    `title` is its title, whose years are its period if it states none. `known` are the ids of the publication's
    documents of its sort, by title in lower case: what it replaces has a field only if it is one of them.
    """
    found: dict[str, list[ProposedValue]] = {}
    late = _in_later_sections(blocks)
    for text, lines in statements(blocks, language):
        field, fact = labelled(text, language)
        # Below the second heading an owner is that of something else: Owner: Parks team.
        if field == "owner" and late & {*lines}:
            continue
        if field and fact and len(fact) <= _LONGEST:
            for name, made in _fields(field, fact, lines, language, known).items():
                found.setdefault(name, []).append(made)
    certain = {field: made[0] for field, made in found.items() if all(each.value == made[0].value for each in made)}
    begins, ends = certain.pop("from", None), certain.pop("to", None)
    marks = [certain.pop(field) for field in ("replaces-unknown",) if field in certain]
    if begins and "period" not in found:
        both = [each for each in (begins, ends) if each]
        days = dict(zip(("from", "to"), (each.value for each in both), strict=False))
        certain["period"] = replace(begins, value=days, lines=tuple(line for each in both for line in each.lines))
    elif "period" not in found and "from" not in found:
        certain |= _by_years(title, ends)
    if ends and "period" not in {*certain, *found}:
        marks.append(replace(ends, doubts=(Doubt("valid-until", {"day": str(ends.value)}),)))
    return FrontPage(certain, tuple(marks))


def _in_later_sections(blocks: Sequence[SourceBlock]) -> set[SourceLine]:
    """Return the lines below the second heading that is not the title."""
    heads = [at for at, block in enumerate(blocks) if block.sort is BlockSort.HEADING and block is not titled(blocks)]
    return {line for block in (blocks[heads[1] :] if len(heads) > 1 else ()) for line in block.every_line}


def _by_years(title: ProposedValue, ends: ProposedValue | None) -> dict[str, ProposedValue]:
    """Return the period of the years in a title, which ends on the day that the document gives, if it gives one.

    Where people have given another title, it is that of the document.
    """
    years = years_stated(str(title.value)) or years_stated(" ".join(line.text for line in title.lines))
    if not years or (ends and not str(ends.value).startswith(years[1])):
        return {}
    days = _span((years[0], str(ends.value) if ends else years[1]))
    return {"period": ProposedValue(days, (*title.lines, *(ends.lines if ends else ())), (Doubt("years-of-title"),))}


def labelled(text: str, language: str) -> tuple[str, str]:
    """Return the field of a statement and its fact: behind a colon, a label for days, or a verb; "" without any."""
    labels, words = front_page_words(language), fact_words(language)
    label, colon, fact = text.partition(":")
    plain = " ".join(label.casefold().split()).rstrip(". ")
    if colon and plain in labels:
        return labels[plain], fact.strip(" .")
    for name in sorted(labels, key=len, reverse=True):
        rest = text[len(name) :].strip(" .")
        if labels[name] in _OF_DAYS and text.casefold().startswith((f"{name} ", f"{name}. ")):
            days = labels[name] in {"from", "period"} and span_stated(rest, words)
            return (labels[name], rest) if days or day_stated(rest, words) else ("", "")
    subject, _, rest = text.partition(" ")
    if rest and any(word in subject.casefold() for word in words.documents):
        # Planen gäller 2025–2028.
        field, said = labelled(rest, language)
        if field in {"period", "from", "to"}:
            return field, said
    replaced = replaced_stated(text, words)
    return ("replaces", replaced) if replaced else ("", "")


def _fields(
    field: str, fact: str, lines: tuple[SourceLine, ...], language: str, known: Mapping[str, str]
) -> dict[str, ProposedValue]:
    """Return the values of a field, by name; none if a date or a range of days cannot be parsed, or for a person."""
    doubts, words = (Doubt("front-page"),), fact_words(language)
    if field == "owner" and _PERSON.fullmatch(fact):
        return {}
    if field in {"from", "period"} and (days := span_stated(fact, words) or years_stated(fact)):
        return {"period": ProposedValue(_span(days), lines, doubts)}
    if field in _OF_DAYS:
        day = day_stated(fact, words) if field != "period" else ""
        return {field: ProposedValue(Plain(day), lines, doubts)} if day else {}
    if field == "replaces":
        if fact.casefold() in words.replaces_none or not any(map(str.isalpha, fact)):
            return {}
        if names := documents_named(fact, known):
            return {"replaces": ProposedValue(names, lines, doubts)}
        return {"replaces-unknown": ProposedValue(fact, lines, (Doubt("replaces", {"text": shortened(fact, 80)}),))}
    if field == "appendices":
        parts = (part.strip() for part in re.split(r"[;\n]", fact))
        return {field: ProposedValue([{"title": part} for part in parts if part], lines, doubts)}
    return {field: ProposedValue(fact, lines, doubts)}


def _span(days: tuple[str, str]) -> dict[str, Plain]:
    return {"from": Plain(days[0]), "to": Plain(days[1])}
