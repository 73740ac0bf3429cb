"""A steering document: blocks of a source → the strategy, its sections and their commitments, as proposed files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from slugify import slugify

from publisher.importing.form.proposal import Piece, Proposal, Proposed
from publisher.importing.form.source import Block, Doubt, Line, Sort, Source
from publisher.importing.meaning.commitments import Found, commitments, identity
from publisher.importing.meaning.steering_words import Words, words_of
from publisher.read.scalar import Plain


@dataclass
class Section:
    """A heading with the blocks below it and the sections within it."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)
    parts: "list[Section]" = field(default_factory=list)

    def walk(self) -> "Iterator[Section]":
        """Yield the section and those within it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Asked:
    """What only people know or may decide: the document's title, if they said it, and the folder where it belongs."""

    title: str = ""
    folder: str = ""


def steering_document(source: Source, language: str, asked: Asked, taken: set[str]) -> Proposal:
    """Return the files that a steering document would become; `taken` are the ids that are in use already."""
    words = words_of(language)
    whole = _sections(source.blocks)
    title = _title(source, whole, asked)
    name = _free(slugify(title.value, max_length=60, word_boundary=True, save_order=True) or "dokument", taken)
    folder = asked.folder or f"docs/{name}"
    chapters: list[Proposed] = []
    prose: list[Block] = []
    vision: Section | None = None
    for section in whole.walk():
        if vision is None and section.heading and section.heading.text.casefold().strip(" .:") in words.vision:
            vision = section
            continue
        found = list(commitments(section.blocks, words)) if section.heading else []
        if found:
            chapters.append(_chapter(section, found, folder, words, taken, whole))
        else:
            prose += [*([section.heading] if section.heading else []), *section.blocks]
    fields: dict[str, Piece | tuple[Piece, ...]] = {"kind": Piece(Plain("strategy")), "id": Piece(name), "title": title}
    fields |= {"summary": _summary(whole, title), "vision": _vision(vision, whole, title), "sources": _sources(source)}
    lone = tuple(Piece(each.text, each.lines, (Doubt("no-section"),)) for each in commitments(whole.blocks, words))
    document = Proposed(f"{folder}/index.md", "strategy", fields, _levelled(prose), lone)
    return Proposal((document, *chapters))


def _sections(blocks: Sequence[Block]) -> Section:
    """Return the sections of a document. A heading above everything is its title, and begins no section."""
    whole = Section(None)
    path = [(0, whole)]
    for block in blocks[_has_title(blocks) :]:
        if block.sort is not Sort.HEADING:
            path[-1][1].blocks.append(block)
            continue
        while len(path) > 1 and path[-1][0] >= block.level:
            path.pop()
        section = Section(block)
        path[-1][1].parts.append(section)
        path.append((block.level, section))
    return whole


def _has_title(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[0].sort is Sort.HEADING and not blocks[0].number


def _title(source: Source, whole: Section, asked: Asked) -> Piece:
    """Return the title: as people gave it, or the first heading above everything, or else the file's name."""
    if asked.title:
        return Piece(asked.title, source.blocks[0].lines if _has_title(source.blocks) else ())
    if _has_title(source.blocks):
        return Piece(source.blocks[0].text, source.blocks[0].lines)
    return Piece(source.name.rpartition(".")[0] or source.name, (), (Doubt("title"),))


def _summary(whole: Section, title: Piece) -> Piece:
    """Return the first paragraph of the document, which nobody has said to be its summary."""
    first = next((block for section in whole.walk() for block in section.blocks if block.sort is Sort.PARAGRAPH), None)
    return Piece(first.text, first.lines, (Doubt("summary"),)) if first else replace(title, doubts=(Doubt("summary"),))


def _vision(vision: Section | None, whole: Section, title: Piece) -> Piece:
    blocks = vision.blocks if vision else []
    text = " ".join(block.text for block in blocks if block.sort in {Sort.PARAGRAPH, Sort.ENTRY})
    lines: tuple[Line, ...] = tuple(line for block in blocks for line in block.every_line)
    if vision and vision.heading and text:
        return Piece(text, (*vision.heading.lines, *lines))
    return replace(_summary(whole, title), doubts=(Doubt("vision"),))


def _sources(source: Source) -> tuple[Piece, ...]:
    return (Piece({"title": source.name}),)


def _chapter(
    section: Section, found: Sequence[Found], folder: str, words: Words, taken: set[str], whole: Section
) -> Proposed:
    assert section.heading
    heading = section.heading
    named = words.area.search(heading.text)
    carried_out = any(part in heading.text.casefold() for part in words.implementation) or _within(
        section, whole, words
    )
    kind = "implementation" if carried_out and not named else "focus-area"
    name = _free(
        slugify(heading.text, max_length=50, word_boundary=True, save_order=True) or f"avsnitt-{heading.number}", taken
    )
    number = named[1] if named else heading.number or str(len(taken))
    numbered = all("." in each.number for each in found if each.number)
    members = tuple(_member(each, heading.number or name, taken, numbered=numbered) for each in found)
    fields: dict[str, Piece | tuple[Piece, ...]] = {
        "kind": Piece(Plain(kind)),
        "id": Piece(name),
        "number": Piece(number, heading.lines),
        "title": Piece(heading.text, heading.lines),
        "summary": _first_words(section, heading),
        "commitments": members,
    }
    return Proposed(f"{folder}/{name}.md", kind, fields, _levelled(_without_entries(section.blocks, found)))


def _first_words(section: Section, heading: Block) -> Piece:
    first = next((block for block in section.blocks if block.sort is Sort.PARAGRAPH and block.text.endswith(".")), None)
    return Piece(first.text, first.lines) if first else Piece(heading.text, heading.lines, (Doubt("summary"),))


def _within(section: Section, whole: Section, words: Words) -> bool:
    """Say whether a section stands in a part that tells how the document is carried out."""
    return any(
        part.heading is not None
        and any(word in part.heading.text.casefold() for word in words.implementation)
        and any(each is section for each in part.walk())
        for part in whole.walk()
    )


def _member(found: Found, section: str, taken: set[str], *, numbered: bool) -> Piece:
    value = {
        "id": identity(found, section, taken),
        "title": found.title,
        "text": found.text,
        "modality": Plain(found.modality.value),
    }
    return Piece(value, found.lines, found.doubts)


def _without_entries(blocks: Sequence[Block], found: Sequence[Found]) -> list[Block]:
    """Return the prose of a section without its lists of commitments and what leads to them: those are fields."""
    listed = [each for each in found if each.listed]
    placed = {line for each in listed for line in each.lines}
    return [block for block in blocks if not (block.lines and set(block.lines) <= placed)]


def _levelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks whose headings begin at the second level, as on every page, and skip none."""
    level, made = 1, []
    highest = min((block.level for block in blocks if block.sort is Sort.HEADING), default=1)
    for block in blocks:
        if block.sort is Sort.HEADING:
            level = min(level + 1, max(block.level - highest + 2, 2), 6)
            text = f"{block.number} {block.text}" if block.number else block.text
            made.append(replace(block, level=level, text=text))
        else:
            made.append(block)
    return tuple(made)


def _free(name: str, taken: set[str]) -> str:
    unique, count = name, 2
    while unique in taken:
        unique, count = f"{name}-{count}", count + 1
    taken.add(unique)
    return unique
