"""Common parts of all documents: the title, the sections by headings, and unused ids."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from slugify import slugify

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceFile, SourceLine
from publisher.importing.prose.commitments import sentences
from publisher.importing.prose.moved_notes import without_references
from publisher.importing.prose.steering_words import SteeringWords, words_of
from publisher.language import Language
from publisher.locales import languages

LEAD: Final = 300
"""The characters that a lead has room for."""

# So many facts stand above a title at the most.
_FACTS: Final = 10
# Forms of document whose words stand in few headings of parts; a part may be called Vision, or Budget.
_OF_DOCUMENTS: Final = frozenset({"plan", "employment-plan", "strategy", "programme", "policy", "guidelines"})
UNTITLED: Final = "title"
"""The doubt about a title that the source does not say."""
# The words of a line that names the municipality or the kind of document.
_NAMED: Final = 4
# Those of a title that is no heading.
_LONG: Final = 12
LABELLED: Final = re.compile(r"[A-ZÅÄÖÆØ][^\W\d]+(?: [^\W\d]+){0,3}:\s+\S")
"""Finds a label with its fact behind it: Beslutad av: Kommunfullmäktige."""


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
    for block in without_title(blocks):
        if block.sort is not BlockSort.HEADING:
            path[-1][1].blocks.append(block)
            continue
        while len(path) > 1 and path[-1][0] >= block.level:
            path.pop()
        section = SourceSection(block)
        path[-1][1].parts.append(section)
        path.append((block.level, section))
    return root


def titled(blocks: Sequence[SourceBlock]) -> SourceBlock | None:
    """Return the title at the start of a source, perhaps after labelled facts about it; None without one.

    What the source itself calls its title is it, whatever stands above or below it on a cover. After a line such as
    the municipality's name, it is the heading that has facts or sections below it, and no text, or is above all others,
    or that says what the document is: Handlingsplan för jämställdhet 2025–2027.
    """
    if said := next((block for block in blocks[:_FACTS] if block.is_title), None):
        return said
    named, typed = False, None
    for block, after in zip(blocks[:_FACTS], [*blocks[1:], None], strict=False):
        if block.sort is BlockSort.HEADING:
            above = not named or _is_above_facts(after) or _is_highest(block, blocks) or _names_document(block.text)
            found = block if above and not block.number else None
            return found if found and (typed is None or _names_document(found.text)) else typed
        if block.sort is not BlockSort.PARAGRAPH:
            return typed
        if not LABELLED.match(block.text):
            # Typed above all headings, perhaps in bold: Åtgärdsplan energi och klimat.
            names = _names_document(block.text) and not typed
            if len(block.text.split()) > (_LONG if names else _NAMED) or block.text.endswith((".", ":", "!", "?")):
                return typed
            named, typed = True, block if names else typed
    return None


def _is_highest(heading: SourceBlock, blocks: Sequence[SourceBlock]) -> bool:
    """Return whether a heading is above all others and has no sentence right below it: a title in the largest type."""
    others = [each.level for each in blocks if each.sort is BlockSort.HEADING and each is not heading]
    below = next((each for each in blocks[blocks.index(heading) + 1 :]), None)
    sentence = below is not None and below.sort is BlockSort.PARAGRAPH and below.text.endswith((".", "!", "?"))
    return bool(others) and heading.level < min(others) and not sentence


def _names_document(text: str) -> bool:
    """Return whether a heading says which plan, strategy or the like it is the title of, in any language."""
    named = any({*words_of(language).forms_of(text)} & _OF_DOCUMENTS for language in languages())
    return named and len(text.split()) > 1


def _is_above_facts(after: SourceBlock | None) -> bool:
    """Return whether what follows a heading is a heading, a table, or a labelled fact."""
    if after is None or after.sort in {BlockSort.HEADING, BlockSort.TABLE}:
        return after is not None
    return after.sort is BlockSort.PARAGRAPH and bool(LABELLED.match(after.text))


def without_title(blocks: Sequence[SourceBlock]) -> list[SourceBlock]:
    """Return the blocks of a source but for its title."""
    title = titled(blocks)
    return [block for block in blocks if block is not title]


def title_of(source: SourceFile, asked: Asked, language: str) -> ProposedValue:
    """Return the title: as given by people, or the first heading before all others, or else the words for none.

    Without such a heading it is the running head, if that says what the document is.

    The name of a file is no title: nobody has called the document that.
    """
    title = titled(source.blocks)
    lines = title.lines if title else ()
    if asked.title:
        return ProposedValue(asked.title, lines)
    if title:
        typed = title.sort is BlockSort.PARAGRAPH
        return ProposedValue(title.text, lines, (Doubt("title-of-line"),) if typed else ())
    if head := _head_of_pages(source, language):
        return ProposedValue(head.text, (head,), (Doubt("title-of-head"),))
    return ProposedValue(Language(language).text("import.untitled.document"), (), (Doubt(UNTITLED),))


def _head_of_pages(source: SourceFile, language: str) -> SourceLine | None:
    """Return the line above all others on the first page, if it is a running head that names a kind of document."""
    words = words_of(language)
    heads = [each.line for each in source.left if each.why == "running-head" and each.line.origin.page == 1]
    first = next((line for line in heads if line.origin.line == 1), None)
    return first if first and words.names_plan(first.text) else None


def named_or(title: ProposedValue, otherwise: str) -> str:
    """Return the words of a title from which an id is made: `otherwise` if the source has none."""
    return otherwise if Doubt(UNTITLED) in title.doubts else str(title.value)


def own_source(title: ProposedValue) -> tuple[ProposedValue, ...]:
    """Return the source that a document names: the imported one by its title, or none if it has no title."""
    return () if Doubt(UNTITLED) in title.doubts else (ProposedValue({"title": title.value}),)


def first_paragraph(blocks: Sequence[SourceBlock], title: ProposedValue, words: SteeringWords) -> ProposedValue:
    """Return the first paragraph of a document that is a sentence, marked as an unconfirmed summary.

    Of a long one these are its first sentences: the text, which stays whole, would be read twice.
    """
    paragraphs = [block for block in blocks if block.sort is BlockSort.PARAGRAPH]
    first = next((block for block in paragraphs if block.text.endswith((".", "!", "?"))), next(iter(paragraphs), None))
    notes = {block.number for block in blocks if block.sort is BlockSort.NOTE}
    text = without_references(first.text, notes) if first else ""
    if first is None or not text.strip():
        return replace(title, doubts=(Doubt("summary"),))
    return ProposedValue(first_sentences(text, words), first.lines, (Doubt("summary"),))


def first_sentences(text: str, words: SteeringWords) -> str:
    """Return as many sentences of a text as a lead has room for, at least the first."""
    first, *others = sentences(text, words) if len(text) > LEAD else [text]
    for each in others:
        if len(first) + len(each) >= LEAD:
            break
        first = f"{first} {each}"
    return first


def levelled(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return blocks with headings shifted to begin at the second level, as on every page, without skipping levels."""
    made, above = [], list[int]()
    for block in blocks:
        if block.sort is BlockSort.HEADING:
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            made.append(replace(block, level=min(len(above) + 1, 6), text=block.headline))
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
