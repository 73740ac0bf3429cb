"""Rows of labels above their facts, as front pages of PDF files have them: Dokumenttyp Beslutad av."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import Final

from publisher.importing.form.source import BlockSort, SourceBlock, SourceFile
from publisher.importing.prose.stated_facts import day_stated, span_stated
from publisher.importing.prose.steering_words import adoption_words, fact_words, front_page_words

# How much of the beginning of a document is about itself.
BEGINNING: Final = 14
# The fields of a day, and that of a period.
_DAYS: Final = frozenset({"day", "day-of-body", "reviewed", "next_review", "from", "to"})
# A row of facts has no more words.
_WORDS: Final = 16


@cache
def known_labels(language: str) -> frozenset[str]:
    """Return the labels of facts that have a field, in lower case."""
    words = adoption_words(language)
    return frozenset({*front_page_words(language), *words.labels, *words.register_labels})


def labels_alone(text: str, language: str) -> list[str]:
    """Return the labels of a text that is nothing but labels, two at the least, each with a capital letter; or []."""
    every = sorted({*known_labels(language), *adoption_words(language).other_labels}, key=len, reverse=True)
    words = "|".join(f"{re.escape(each[0].upper())}{re.escape(each[1:])}" for each in every)
    if not re.fullmatch(rf"(?:(?:{words})[.:]*(?:\s+|$)){{2,}}", text.strip()):
        return []
    return re.findall(rf"(?<!\S)({words})[.:]*(?=\s|$)", text)


def facts_below(labels: list[str], text: str, language: str) -> list[str]:
    """Return the facts in a text below labels, as statements: Datum: 2024-05-13; [] unless there is but one way.

    A day, a period and a number in the register are known by their forms.
    """
    words = text.split()
    if not len(labels) <= len(words) <= _WORDS:
        return []
    found = [facts for facts in _divided(words, len(labels)) if all(
        _fits(label.casefold(), fact, language) for label, fact in zip(labels, facts, strict=True)
    )]  # fmt: skip
    return [f"{label}: {fact}" for label, fact in zip(labels, found[0], strict=True)] if len(found) == 1 else []


def _divided(words: list[str], count: int) -> Iterator[list[str]]:
    """Yield the ways to divide words into so many parts, in order."""
    for cuts in combinations(range(1, len(words)), count - 1):
        ends = [0, *cuts, len(words)]
        yield [" ".join(words[begin:end]) for begin, end in pairwise(ends)]


def _fits(label: str, fact: str, language: str) -> bool:
    adoption, words = adoption_words(language), fact_words(language)
    field = adoption.labels.get(label) or front_page_words(language).get(label, "")
    if field in _DAYS:
        return bool(day_stated(fact.partition(" §")[0], words))
    if field == "period":
        return bool(span_stated(fact, words) or day_stated(fact, words))
    if label in adoption.register_labels:
        match = adoption.register.search(f"{label} {fact}")
        return bool(match and match[1] == fact)
    # No day and no number is anything else.
    return not any(map(str.isdecimal, fact))


def fact_below(label: SourceBlock, below: SourceBlock | None, language: str) -> str:
    """Return a label alone with its fact in the block below, as a statement, Diarienummer: KS 2024/12; "" if none.

    Labels below each other without facts are none.
    """
    plain = " ".join(label.text.split()).rstrip(" :.")
    known = known_labels(language) | adoption_words(language).other_labels
    if below is None or label.number or below.sort is not BlockSort.PARAGRAPH or plain.casefold() not in known:
        return ""
    fact = " ".join(below.text.split())
    if not plain[0].isupper() or fact.rstrip(" :.").casefold() in known or len(fact.split()) > _WORDS // 2:
        return ""
    return f"{plain}: {fact}" if ":" not in fact and _fits(plain.casefold(), fact, language) else ""


def without_label_headings(source: SourceFile, language: str) -> SourceFile:
    """Return a source in which large labels at its beginning are no headings: their facts are below them."""

    def are_labels(block: SourceBlock, below: SourceBlock | None) -> bool:
        heading = block.sort is BlockSort.HEADING and not block.number
        return heading and bool(labels_alone(block.text, language) or fact_below(block, below, language))

    begin = [
        replace(block, sort=BlockSort.PARAGRAPH, level=0) if are_labels(block, below) else block
        for block, below in zip(source.blocks[:BEGINNING], [*source.blocks[1:], None], strict=False)
    ]
    return replace(source, blocks=(*begin, *source.blocks[BEGINNING:]))
