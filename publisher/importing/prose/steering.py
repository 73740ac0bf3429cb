"""Steering documents: converts the blocks of a source into a strategy, its chapters and their commitments."""
# One meaning, so one file.

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from slugify import slugify

from publisher.importing.form.proposal import Proposal, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceFile, SourceLine
from publisher.importing.prose.chapters import DocumentPart, chapters_of
from publisher.importing.prose.commitments import Found, commitments, identity
from publisher.importing.prose.front_page import front_page, without_own_facts
from publisher.importing.prose.moved_notes import with_notes_moved, without_references
from publisher.importing.prose.objectives import (
    ChapterObjectives,
    has_table_of_objectives,
    unread_objectives,
    with_headings,
)
from publisher.importing.prose.sections import (
    UNTITLED,
    Asked,
    SourceSection,
    first_paragraph,
    first_sentences,
    free,
    levelled,
    named_or,
    own_source,
    sections,
    slug,
    title_of,
)
from publisher.importing.prose.steering_words import SteeringWords, words_of
from publisher.model.modality import Modality
from publisher.read.scalar import Plain

# The blocks that a vision is made of.
_SAID: Final = frozenset({BlockSort.PARAGRAPH, BlockSort.ENTRY})


def steering_document(
    source: SourceFile, language: str, asked: Asked, taken: set[str], known: Mapping[str, str] = MappingProxyType({})
) -> Proposal:
    """Return the files made from a steering document; `taken` are the ids in use.

    `known` are the ids of the publication's steering documents, by title in lower case.
    """
    words = words_of(language)
    source = replace(source, blocks=with_headings(with_notes_moved(source.blocks), words))
    root = sections(source.blocks)
    title = title_of(source, asked, language)
    stated = front_page(source.blocks, language, title, known)
    name = free(slug(named_or(title, "dokument"), "dokument"), taken)
    folder = asked.folder or f"docs/{name}"
    numbered = not any(part.heading and words.area.search(part.heading.text) for part in root.walk())
    about = _About(name, folder, words, numbered, taken, {}, {})
    chapters: list[Proposed] = []
    vision = next((part for part in root.walk() if part.heading and _plain(part.heading.text) in words.vision), None)
    prose: list[SourceBlock] = [*root.blocks, *(_beside(vision) if vision else ())]
    # Headings with nothing but chapters below them have no page of their own.
    without: list[SourceSection] = []
    for part in chapters_of(root.parts, vision, words):
        if part.members:
            above = tuple(line for each in without for line in (each.heading.lines if each.heading else ()))
            chapters.append(_chapter(part, root, about, above))
            without = []
        elif part.only_heads:
            without.append(part.section)
        else:
            heading = part.section.heading
            prose += [*([heading] if heading else []), *part.section.blocks]
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        **_kind(str(title.value), stated.fields.get("document_type"), words),
        **_own_word(title, words),
        "id": ProposedValue(name),
        "title": title,
        "summary": first_paragraph(without_own_facts(source.blocks, language), title, words),
        **_vision(vision),
        **stated.fields,
        **_levels(about.levels),
        "sources": own_source(title),
    }
    marks = (*_lone(root, words), *stated.marks, *unread_objectives(prose, words))
    document = Proposed(f"{folder}/index.md", "strategy", fields, levelled(prose), marks)
    return Proposal((document, *_in_order(chapters, folder)))


def _lone(root: SourceSection, words: SteeringWords) -> Iterator[ProposedValue]:
    """Yield the commitments above all sections, which no chapter can have."""
    # A table up there has facts about the document.
    for each in commitments([block for block in root.blocks if block.sort is not BlockSort.TABLE], words):
        yield ProposedValue(each.text, each.lines, (Doubt("no-section"),))


def _in_order(chapters: Sequence[Proposed], folder: str) -> list[Proposed]:
    """Return the chapters with files that sort as in the source: those without a number are ordered by their files."""
    names = [each.path for each in chapters if each.kind == "focus-area" and "number" not in each.fields]
    if names == sorted(names):
        return [*chapters]
    places = {path: f"{folder}/{at:02d}-{path.rpartition('/')[2]}" for at, path in enumerate(names, start=1)}
    return [replace(each, path=places.get(each.path, each.path)) for each in chapters]


def _plain(heading: str) -> str:
    """Return a heading in small letters without the year that it is for: Målbild 2030."""
    return re.sub(r"\s+(?:[^\W\d]{1,4}\s+)?(?:19|20)\d\d$", "", heading.casefold().strip(" .:"))


def _kind(
    title: str, said: ProposedValue | tuple[ProposedValue, ...] | None, words: SteeringWords
) -> dict[str, ProposedValue]:
    """Return the form of the document, by its title or by what it is `said` to be; another one if neither says it."""
    names = [title, str(said.value) if isinstance(said, ProposedValue) else ""]
    named = (form for name in names for form in words.forms_of(name))
    form = next(named, "other")
    if form == "strategy":
        return {"kind": ProposedValue(Plain("strategy"))}
    return {"kind": ProposedValue(Plain("steering-document")), "form": ProposedValue(Plain(form))}


def _own_word(title: ProposedValue, words: SteeringWords) -> dict[str, ProposedValue]:
    """Return what a document calls itself in its title, which says more than its form; empty if it has no such word."""
    word = "" if Doubt(UNTITLED) in title.doubts else words.own_word(str(title.value))
    return {"document_type": ProposedValue(word, title.lines)} if word else {}


def _vision(vision: SourceSection | None) -> dict[str, ProposedValue]:
    said = [block for block in vision.blocks if block.sort in _SAID] if vision else []
    text = " ".join(block.text for block in said)
    if not vision or not vision.heading or not text:
        return {}
    return {"vision": ProposedValue(text, (*vision.heading.lines, *(line for block in said for line in block.lines)))}


def _levels(found: Mapping[str, tuple[int, tuple[SourceLine, ...]]]) -> dict[str, tuple[ProposedValue, ...]]:
    """Return the levels of a document's objectives, the highest first; empty if it has none."""
    ordered = sorted(found.items(), key=lambda each: each[1][0])
    levels = tuple(ProposedValue({"id": slugify(word), "one": word}, lines) for word, (_, lines) in ordered)
    return {"levels": levels} if levels else {}


def _beside(vision: SourceSection) -> Iterator[SourceBlock]:
    """Yield what stands in the section of the vision and is no text of it: tables, pictures, notes."""
    return (block for block in vision.blocks if block.sort not in _SAID)


@dataclass(frozen=True, slots=True)
class _About:
    """What the chapters of a document share: its id and folder, its language's words, used ids, objectives' levels.

    `numbered`: whether the numbers of its sections are those of its focus areas; they are not if the focus areas have
    numbers of their own ("Område 1"). `tabled` are the objectives of its tables, by level and title in lower case.
    """

    document: str
    folder: str
    words: SteeringWords
    numbered: bool
    taken: set[str]
    levels: dict[str, tuple[int, tuple[SourceLine, ...]]]
    tabled: dict[tuple[str, str], str]


def _chapter(part: DocumentPart, root: SourceSection, about: _About, above: tuple[SourceLine, ...]) -> Proposed:
    """Return the file of a section with those below it; `above` are the lines of the headings directly above its own.

    The sections below it are its text, with their lists, since a list without its heading says less.
    """
    section = part.section
    assert section.heading
    heading = section.heading
    named = about.words.area.search(heading.text)
    title = heading.text.casefold()
    carried_out = any(word in title for word in about.words.implementation) or _within(section, root, about.words)
    kind = "implementation" if carried_out and not named else "focus-area"
    slug = slugify(heading.text, max_length=50, word_boundary=True, save_order=True)
    name = free(slug or f"{about.document}-{heading.number}", about.taken)
    # A section's number may also be that of a strategy: "2.1" is both.
    prefix = name if named or not heading.number else heading.number
    found = [(each, list(commitments(each.blocks, about.words, each.heading))) for each in part.members]
    objectives = ChapterObjectives()
    objectives.read(section, part.members, about.words, about.taken, about.tabled)
    for word, level in objectives.levels.items():
        about.levels.setdefault(word, level)
    blocks = _without_entries(section.blocks, found[0][1])
    for each in part.members[1:]:
        blocks += [*([each.heading] if each.heading else []), *each.blocks]
    blocks = [block for block in blocks if id(block) not in objectives.placed]
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        "kind": ProposedValue(Plain(kind)),
        "id": ProposedValue(name),
        **_numbers(heading, kind, named[1] if named else "", about),
        "title": ProposedValue(heading.text, (*heading.lines, *above)),
        "summary": _first_words(
            [block for each in part.members for block in each.blocks if id(block) not in objectives.placed],
            heading,
            about.words,
        ),
        "document": ProposedValue(about.document),
        **({"objectives": tuple(objectives.values)} if objectives.values else {}),
        "commitments": tuple(
            _member(one, own or prefix, within, objectives.of_commitment(one, each), about.taken)
            for (each, many), within in zip(found, _sections_of(part.members), strict=True)
            for own in [each.heading.number if each.heading and each is not section else ""]
            for one in many
        ),
    }
    unread = [each for each in blocks if not has_table_of_objectives(each, about.words)]
    asked = unread_objectives(unread, about.words)
    return Proposed(f"{about.folder}/{name}.md", kind, fields, levelled(blocks), asked)


def _sections_of(members: Sequence[SourceSection]) -> Iterator[str]:
    """Yield the number of the section that each part of a chapter stands in; "" if it is the chapter's.

    The number of a goal, as in Delmål 1.2.1, is none: chapter 1.2 of the same document may be another.
    """
    path: list[tuple[int, str]] = []
    for at, each in enumerate(members):
        level = each.heading.level if each.heading else 0
        path = [one for one in path if one[0] < level]
        if at and each.heading and each.heading.number and not each.heading.label:
            path.append((level, each.heading.number))
        yield path[-1][1] if path else ""


def _numbers(heading: SourceBlock, kind: str, own: str, about: _About) -> dict[str, ProposedValue]:
    """Return a chapter's own number, and that of its section if the two may differ."""
    said = ProposedValue(heading.number, heading.lines)
    section = {"section": said} if heading.number and not heading.label else {}
    if kind == "implementation":
        return {"number": said, **section} if heading.number else {}
    number = own or (heading.number if about.numbered else "")
    return {
        **({"number": ProposedValue(number, heading.lines)} if number else {}),
        **section,
    }


def _first_words(blocks: Sequence[SourceBlock], heading: SourceBlock, words: SteeringWords) -> ProposedValue:
    first = next((block for block in blocks if block.sort is BlockSort.PARAGRAPH and block.text.endswith(".")), None)
    notes = {block.number for block in blocks if block.sort is BlockSort.NOTE}
    return (
        ProposedValue(first_sentences(without_references(first.text, notes), words), first.lines)
        if first
        else ProposedValue(heading.text, heading.lines, (Doubt("summary"),))
    )


def _within(section: SourceSection, root: SourceSection, words: SteeringWords) -> bool:
    """Return whether a section belongs to a part about the implementation of the document."""
    return any(
        part.heading is not None
        and any(word in part.heading.text.casefold() for word in words.implementation)
        and any(each is section for each in part.walk())
        for part in root.walk()
    )


def _member(found: Found, prefix: str, section: str, objective: str, taken: set[str]) -> ProposedValue:
    """Return a commitment of an `objective`, or of none; `section` is that of its section, if not its chapter's."""
    name = identity(found, prefix, taken)
    value = {
        "id": name,
        "title": found.title,
        "text": found.text,
        **({"number": found.number} if "." in found.number and found.number != name else {}),
        "modality": Plain((Modality.OTHER if found.verb else found.modality).value),
        **({"modal_word": found.verb} if found.verb else {}),
        **({"section": section} if section else {}),
        **({"part_of": objective} if objective else {}),
    }
    return ProposedValue(value, found.lines, found.doubts)


def _without_entries(blocks: Sequence[SourceBlock], found: Sequence[Found]) -> list[SourceBlock]:
    """Return the prose of a section without its lists of commitments and their introductions, which become fields."""
    listed = [each for each in found if each.listed]
    placed = {line for each in listed for line in each.lines}
    return [block for block in blocks if not (block.lines and set(block.lines) <= placed)]
