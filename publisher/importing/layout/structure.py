"""Structure: finds headings, list items and paragraphs among lines, by their layout and numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from rapidfuzz import fuzz

from publisher.importing.form.source import BlockSort, LeftOut, Origin, SourceBlock, SourceLine
from publisher.importing.layout.chunks import PLAIN, Chunk, LineShape, chunks, width_of, without_furniture
from publisher.importing.prose.sections import LABELLED
from publisher.importing.prose.steering_words import SteeringWords, adoption_words, words_of

_LONGEST_HEADING: Final = 90
# How many chunks at the start may be facts about the document.
_FIRST: Final = 10
# The dot leader between a title and its page number in a table of contents.
_LEADER: Final = re.compile(r"(?:\.\s?){5,}\s*\d{1,4}\b|…{2,}\s*\d{1,4}\b")
_ALIKE: Final = 80


def structured(
    lines: Sequence[SourceLine], language: str, shapes: Mapping[SourceLine, LineShape] = MappingProxyType({}),
    tables: Set[Origin] = frozenset(),
) -> tuple[tuple[SourceBlock, ...], tuple[LeftOut, ...]]:  # fmt: skip
    """Return the blocks made of lines, and the lines left out: page numbers, table of contents, web page.

    `shapes` are those of lines with unusual typography, if known; `tables` are the lines that a table stands behind.
    """
    words = words_of(language)
    kept, left = without_furniture(lines, shapes)
    found = chunks(kept, words, shapes)
    contents = _contents(found, words)
    left += [LeftOut(line, "contents") for number in contents for line in found[number].lines]
    rest = [chunk for number, chunk in enumerate(found) if number not in contents]
    text = _without_web_page(rest, words)
    left += [LeftOut(line, "web-page") for chunk in rest if chunk not in text for line in chunk.lines]
    return tuple(_blocks(text, words, width_of(kept), shapes, adoption_words(language).begins, tables)), tuple(left)


def _without_web_page(found: Sequence[Chunk], words: SteeringWords) -> Sequence[Chunk]:
    """Return the chunks without those before and after the text that come from the web page it was copied from.

    A file of nothing else keeps them.
    """
    own = [at for at, chunk in enumerate(found) if not words.is_of_web_page(chunk.text)]
    return found[own[0] : own[-1] + 1] if own else found


def _contents(found: Sequence[Chunk], words: SteeringWords) -> set[int]:
    """Return which chunks are a table of contents: a run of numbered lines whose titles occur again elsewhere.

    Titles that follow each other there, too, are the same list once more.
    """
    taken: set[int] = set()
    for run in _runs(found):
        outside = [number for number, chunk in enumerate(found) if number not in run and chunk.number]
        again = [at for number in run for at in outside if _same_title(found[number], found[at])]
        listed = all(other - one == 1 for one, other in pairwise(sorted({*again})))
        titles = sum(any(_same_title(found[number], found[at]) for at in again) for number in run)
        if len(run) >= 3 and titles >= 0.6 * len(run) and not listed:
            taken |= set(run)
    taken |= {number for number, chunk in enumerate(found) if _LEADER.search(chunk.text)}
    for number, chunk in enumerate(found):
        if chunk.text.casefold().strip(" :") in words.contents and number + 1 in taken:
            taken.add(number)
    return taken


def _runs(found: Sequence[Chunk], tables: Set[Origin] = frozenset()) -> Iterator[range]:
    """Yield the positions of consecutive numbered chunks, as far as they count up and no table is between them."""
    start: int | None = None
    for number, chunk in enumerate([*found, Chunk((), "")]):
        before = found[number - 1].number if number else ""
        goes_on = bool(chunk.number and before) and _parts(chunk.number) >= _parts(before)
        goes_on = goes_on and not {line.origin for line in found[number - 1].lines} & tables
        if start is not None and not goes_on:
            yield range(start, number)
            start = None
        if start is None and chunk.number:
            start = number


def _same_title(one: Chunk, other: Chunk) -> bool:
    if one.number != other.number:
        return False
    length = min(len(one.text), len(other.text))
    return fuzz.ratio(one.text[:length].casefold(), other.text[:length].casefold()) >= _ALIKE or (
        fuzz.token_set_ratio(one.text.casefold(), other.text.casefold()) >= _ALIKE
    )


def _blocks(
    found: Sequence[Chunk],
    words: SteeringWords,
    width: int,
    shapes: Mapping[SourceLine, LineShape],
    adopted: re.Pattern[str],
    tables: Set[Origin],
) -> Iterator[SourceBlock]:
    entries = {number for run in _runs(found, tables) for number in _entries(found, run)}
    large = any(shape.level for shape in shapes.values())
    last: tuple[int, ...] = ()
    level = 0
    for number, chunk in enumerate(found):
        shape = shapes.get(chunk.lines[0], PLAIN)
        if shape.level and _can_head(chunk):
            last, level = _parts(chunk.number) or last, shape.level
            yield SourceBlock(BlockSort.HEADING, chunk.text, chunk.lines, level, chunk.number, label=chunk.label)
        elif chunk.bullet or number in entries:
            yield SourceBlock(BlockSort.ENTRY, chunk.text, chunk.lines, number=chunk.number, label=chunk.label)
        elif chunk.number and (not large or shape.bold) and _is_section(chunk, last, width):
            last = _parts(chunk.number)
            level = len(last)
            yield SourceBlock(BlockSort.HEADING, chunk.text, chunk.lines, level, chunk.number, label=chunk.label)
        elif chunk.number:
            yield SourceBlock(BlockSort.ENTRY, chunk.text, chunk.lines, number=chunk.number, label=chunk.label)
        elif (
            (not large or shape.bold)
            and _is_heading(found, number, words, width)
            # By whom and when a document was adopted is a fact about it.
            and not (number < _FIRST and adopted.match(chunk.text))
        ):
            depth = 1 if _is_capitals(chunk.text) else level + 1
            yield SourceBlock(BlockSort.HEADING, chunk.text, chunk.lines, depth)
        else:
            yield SourceBlock(BlockSort.PARAGRAPH, chunk.text, chunk.lines)


def _can_head(chunk: Chunk) -> bool:
    """Return whether a chunk in large type is a heading, and not a lead paragraph or a large number."""
    text = chunk.text
    letters = any(character.isalpha() for character in text)
    return letters and len(text) <= (_LONGEST_HEADING if text.endswith(".") else 2 * _LONGEST_HEADING)


def _entries(found: Sequence[Chunk], run: range) -> set[int]:
    """Return which chunks in a numbered run are items of one list: those next to another of their level.

    A section directly followed by its first subsection is next to a deeper number, and not an item.
    """
    depth = {number: len(_parts(found[number].number)) for number in run}
    return {number for number in run if depth[number] in {depth.get(number - 1), depth.get(number + 1)}}


def _is_section(chunk: Chunk, last: tuple[int, ...], width: int) -> bool:
    parts = _parts(chunk.number)
    short = (
        len(chunk.text) <= max(_LONGEST_HEADING, width)
        and len(chunk.lines) <= 2
        and not chunk.text.endswith((".", ","))
    )
    return bool(parts) and short and parts > last


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdigit())


def _is_heading(found: Sequence[Chunk], number: int, words: SteeringWords, width: int) -> bool:
    chunk = found[number]
    before = found[number - 1] if number else None
    after = found[number + 1] if number + 1 < len(found) else None
    if words.begins_area(chunk.text) and not chunk.ended:
        return len(chunk.text) <= _LONGEST_HEADING
    if LABELLED.match(chunk.text) and len(chunk.text) < _LONGEST_HEADING and number < _FIRST:
        return False  # a fact about the document, with its label
    if (
        len(chunk.lines) > (3 if _is_capitals(chunk.text) else 2)
        or not chunk.gap
        or after is None
        or len(chunk.text) > min(_LONGEST_HEADING, width)
    ):
        return False
    if _is_capitals(chunk.text):
        return True
    if after.bullet and after.text[:1].islower():
        return False  # the beginning of a sentence that the list continues
    stands_apart = before is None or before.ended or before.bullet or bool(before.number) or len(before.lines) == 1
    plain = chunk.text[:1].isupper() and not chunk.text.endswith((".", ",", ";", ":", "!", "-"))
    whole = len(chunk.lines) == 1 or words.goes_on_below(chunk.lines[0].text)
    return stands_apart and plain and whole and not words.modal.search(chunk.text)


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and sum(character.isupper() for character in letters) >= 0.9 * len(letters)
