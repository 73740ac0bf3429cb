"""Common parts of all documents: the title, the sections by headings, and unused ids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from slugify import slugify

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceFile


@dataclass
class SourceSection:
    """A heading with the blocks below it and its subsections."""

    heading: SourceBlock | None
    blocks: list[SourceBlock] = field(default_factory=list)
    parts: "list[SourceSection]" = field(default_factory=list)

    def walk(self) -> "Iterator[SourceSection]":
        """Yield the section and its subsections, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Asked:
    """What only people know or can decide: the document's title, if given, and the folder where it belongs."""

    title: str = ""
    folder: str = ""


def sections(blocks: Sequence[SourceBlock]) -> SourceSection:
    """Return the sections of a document. A heading before all others is its title, and begins no section."""
    root = SourceSection(None)
    path = [(0, root)]
    for block in blocks[has_title(blocks) :]:
        if block.sort is not BlockSort.HEADING:
            path[-1][1].blocks.append(block)
            continue
        while len(path) > 1 and path[-1][0] >= block.level:
            path.pop()
        section = SourceSection(block)
        path[-1][1].parts.append(section)
        path.append((block.level, section))
    return root


def has_title(blocks: Sequence[SourceBlock]) -> bool:
    """Return whether a source begins with its title."""
    return bool(blocks) and blocks[0].sort is BlockSort.HEADING and not blocks[0].number


def title_of(source: SourceFile, asked: Asked) -> ProposedValue:
    """Return the title: as given by people, or the first heading before all others, or else the file name."""
    lines = source.blocks[0].lines if has_title(source.blocks) else ()
    if asked.title:
        return ProposedValue(asked.title, lines)
    if has_title(source.blocks):
        return ProposedValue(source.blocks[0].text, lines)
    return ProposedValue(source.name.rpartition(".")[0] or source.name, (), (Doubt("title"),))


def first_paragraph(blocks: Sequence[SourceBlock], title: ProposedValue) -> ProposedValue:
    """Return the first paragraph of a document that is a sentence, marked as an unconfirmed summary."""
    paragraphs = [block for block in blocks if block.sort is BlockSort.PARAGRAPH]
    first = next((block for block in paragraphs if block.text.endswith((".", "!", "?"))), next(iter(paragraphs), None))
    if first is None:
        return replace(title, doubts=(Doubt("summary"),))
    return ProposedValue(first.text, first.lines, (Doubt("summary"),))


def levelled(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return blocks with headings shifted to begin at the second level, as on every page, without skipping levels."""
    level, made = 1, []
    highest = min((block.level for block in blocks if block.sort is BlockSort.HEADING), default=1)
    for block in blocks:
        if block.sort is BlockSort.HEADING:
            level = min(level + 1, max(block.level - highest + 2, 2), 6)
            text = f"{block.number} {block.text}" if block.number else block.text
            made.append(replace(block, level=level, text=text))
        else:
            made.append(block)
    return tuple(made)


def slug(text: str, otherwise: str) -> str:
    """Return an id made from a text, with its words in order."""
    return str(slugify(text, max_length=60, word_boundary=True, save_order=True)) or otherwise


def free(name: str, taken: set[str]) -> str:
    """Return an unused name, and mark it as used."""
    unique, count = name, 2
    while unique in taken:
        unique, count = f"{name}-{count}", count + 1
    taken.add(unique)
    return unique
