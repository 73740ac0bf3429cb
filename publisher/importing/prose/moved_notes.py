"""Notes: a document's foot- and endnotes, moved to the end of each section that refers to them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from publisher.importing.form.source import BlockSort, SourceBlock


def with_notes_moved(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return blocks with each note at the end of the sections that refer to it; others stay where they are.

    Readers refer to notes as numbers in brackets, "(2)". Headings lose them, since they become titles and ids.
    """
    notes = {block.number: block for block in blocks if block.sort is BlockSort.NOTE}
    moved = {number for number in notes if any(_refers(block, number) for block in blocks)}
    made: list[SourceBlock] = []
    for section in _sections(
        [block for block in blocks if block.sort is not BlockSort.NOTE or block.number not in moved]
    ):
        for block in section:
            heads = block.sort is BlockSort.HEADING
            made.append(replace(block, text=without_references(block.text, moved)) if heads else block)
        made += [notes[number] for number in notes if any(_refers(block, number) for block in section)]
    return tuple(made)


def without_references(text: str, numbers: Collection[str]) -> str:
    """Return a text without its references to the notes with these numbers."""
    for number in numbers:
        text = re.sub(rf"\s?\({re.escape(number)}\)", "", text)
    return text


def _sections(blocks: Sequence[SourceBlock]) -> Iterator[list[SourceBlock]]:
    """Yield the blocks of each section, its heading first."""
    section: list[SourceBlock] = []
    for block in blocks:
        if block.sort is BlockSort.HEADING and section:
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _refers(block: SourceBlock, number: str) -> bool:
    if block.sort is BlockSort.NOTE:
        return False
    return any(f"({number})" in text for text in (block.text, *(cell for row in block.rows for cell in row.cells)))
