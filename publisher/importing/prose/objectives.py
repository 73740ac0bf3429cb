"""Objectives: the goals of a chapter by their headings, on all levels, and those listed below a heading such as Mål."""
# One meaning, so one file.

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from slugify import slugify

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceCell, SourceLine, SourceRow
from publisher.importing.prose.commitments import Found, commitments, sentences
from publisher.importing.prose.objective_tables import ObjectiveTable, is_measured, objective_table, tabled
from publisher.importing.prose.sections import LABELLED, SourceSection, free
from publisher.importing.prose.steering_words import SteeringWords
from publisher.shortening import shortened

# A title of an objective that is longer is cut, and stands in full as its text; a paragraph of so many letters is none.
_LONGEST: Final = 160
# A heading such as Våra mål, and nothing else.
_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class NamedObjective:
    """What a heading or an entry says of an objective: the word for its level, its number, and its title."""

    label: str
    number: str
    title: str


def objective_named(block: SourceBlock, words: SteeringWords) -> NamedObjective | None:
    """Return the objective that a block names, as in Delmål 1.1.2 Tidigt stöd, or None.

    Without a number, only a heading names one: Effektmål: Fler läser.
    """
    text = block.headline if block.sort in {BlockSort.HEADING, BlockSort.ENTRY} else block.text
    if block.sort not in {BlockSort.HEADING, BlockSort.ENTRY, BlockSort.PARAGRAPH}:
        return None
    match = words.objective.fullmatch(text.strip())
    if match is None or match["label"].casefold().split()[-1] in words.other_objectives:
        return None
    number, apart, title = match["number"] or "", match["apart"], (match["title"] or "").strip()
    begins = title[:1].isupper() or title[:1] in "\"”“«»’'" or title[:1].isdigit()
    if title and not (begins if not apart else any(map(str.isalpha, title))):
        return None
    if not number and not (apart and title and begins and block.sort is BlockSort.HEADING):
        return None
    # A letter may also be a word: Mål I kommunen.
    if number.isalpha() and not apart:
        return None
    return NamedObjective(_capitalised(match["label"]), number, title)


def is_objective(section: SourceSection, words: SteeringWords) -> bool:
    """Return whether the heading of a section names an objective."""
    return section.heading is not None and objective_named(section.heading, words) is not None


def has_objectives(section: SourceSection, words: SteeringWords) -> bool:
    """Return whether a section itself is an objective, or lists some, or has a table of them."""
    tables = any(has_table_of_objectives(block, words) for block in section.blocks)
    return is_objective(section, words) or tables or any(True for _ in _listed(section, words))


def has_table_of_objectives(block: SourceBlock, words: SteeringWords) -> bool:
    """Return whether a block is a table whose cells are objectives: by its header, or by what they say themselves."""
    return objective_table(block, words) is not None or any(True for _ in _named_cells(block, words))


def _named_cells(
    block: SourceBlock, words: SteeringWords
) -> Iterator[tuple[SourceRow, SourceCell, NamedObjective, str]]:
    """Yield the cells of a table that name an objective themselves, Delmål 1.1 Ren luft, and what else they say."""
    if block.sort is not BlockSort.TABLE or objective_table(block, words) or is_measured(block):
        return
    for row in block.rows:
        for cell in row.filled:
            first, _, more = row.cells[cell.at].strip().partition("\n")
            # A merged cell is read once.
            again = row.cells[cell.at] in row.cells[: cell.at]
            named = objective_named(SourceBlock(BlockSort.HEADING, first.strip(), ()), words)
            if named and named.title and not again:
                yield row, cell, named, " ".join(more.split())


def with_headings(blocks: Sequence[SourceBlock], words: SteeringWords) -> tuple[SourceBlock, ...]:
    """Return blocks in which paragraphs that name an objective, with something below them, are headings.

    Two beside each other with the same label are a list; a sentence, or what says what shall be done, is none.
    """
    named = [each if (each := _heads(block, words)) else None for block in blocks]
    made, level = list[SourceBlock](), 0
    for at, (block, own) in enumerate(zip(blocks, named, strict=True)):
        level = block.level if block.sort is BlockSort.HEADING else level
        beside = (named[at - 1] if at else None, named[at + 1] if at + 1 < len(blocks) else None)
        if own is None or at + 1 == len(blocks) or any(each and each.label == own.label for each in beside):
            made.append(block)
        else:
            deeper = 1 + own.number.count(".")
            made.append(replace(block, sort=BlockSort.HEADING, level=level + deeper))
    return tuple(made)


def unread_objectives(blocks: Sequence[SourceBlock], words: SteeringWords) -> tuple[ProposedValue, ...]:
    """Return the paragraphs that may name an objective and stay text, each with a question: Delmål: Fler läser.

    A label alone asks about the list below it. What has a number may be a target, and is asked about as one. A table
    with several columns of goals, Målområde and Delmål, is asked about as a whole.
    """
    made = [*_tables_of_objectives(blocks, words)]
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        label, colon, title = block.text.partition(":")
        names = words.objectives_heading.fullmatch(label.strip())
        if block.sort not in {BlockSort.PARAGRAPH, BlockSort.ENTRY} or not (colon and names):
            continue
        is_list = not title.strip() and after is not None and after.sort is BlockSort.ENTRY
        is_named = any(map(str.isalpha, title)) and not any(map(str.isdigit, title)) and not words.modals(block.text)
        known = label.casefold().split()[-1] not in words.other_objectives
        if known and (is_list or is_named):
            made.append(
                ProposedValue(
                    block.text, block.lines, (Doubt("objective-in-text", {"text": shortened(block.text, 80)}),)
                )
            )
    return tuple(made)


def _tables_of_objectives(blocks: Sequence[SourceBlock], words: SteeringWords) -> Iterator[ProposedValue]:
    """Yield each table with a column of goals beside one of other goals or of areas, with a question."""
    for block in blocks:
        heads = block.rows[0].cells if block.sort is BlockSort.TABLE and block.rows else ()
        table = objective_table(block, words)
        if named := [each.label for _, _, each, _ in _named_cells(block, words)]:
            doubt = Doubt("objectives-in-table", {"text": ", ".join(dict.fromkeys(named))})
            yield ProposedValue(block.text, (block.rows[0].line,), (doubt,))
        if table:
            doubt = Doubt("objectives-in-table", {"text": table.names})
            yield ProposedValue(block.text, (block.rows[0].line,), (doubt,))
            continue
        goals = [head for head in heads if words.objectives_heading.fullmatch(head.strip(" :."))]
        areas = [head for head in heads if words.named_area.match(f"{head}: {head}")]
        if goals and len({*goals, *areas}) > 1:
            doubt = Doubt("objectives-in-table", {"text": ", ".join([*areas, *goals])})
            yield ProposedValue(block.text, (block.rows[0].line,), (doubt,))


def _heads(block: SourceBlock, words: SteeringWords) -> NamedObjective | None:
    if block.sort not in {BlockSort.PARAGRAPH, BlockSort.ENTRY} or len(block.text) > _LONGEST:
        return None
    ends = block.text.endswith((".", ",", ";", ":", "!", "?"))
    return None if ends or words.modals(block.text) else objective_named(block, words)


def _listed(section: SourceSection, words: SteeringWords) -> Iterator[tuple[SourceBlock, NamedObjective, bool]]:
    """Yield the objectives among a section's own blocks, and whether only the heading above says that they are some."""
    heading = section.heading.text.strip(" :.") if section.heading else ""
    match = words.objectives_heading.fullmatch(heading)
    below = match is not None and len(heading.split()) <= _WORDS
    below = below and heading.casefold().split()[-1] not in words.other_objectives
    found = {line for each in commitments(section.blocks, words, section.heading) for line in each.lines}
    for block in section.blocks:
        if block.sort not in {BlockSort.ENTRY, BlockSort.PARAGRAPH} or found & {*block.lines}:
            continue
        if (named := objective_named(block, words)) and named.title:
            yield block, named, False
        elif below and block.sort is BlockSort.ENTRY and any(map(str.isalpha, block.text)):
            yield block, NamedObjective(_capitalised(heading), block.number, block.text), True


@dataclass
class ChapterObjectives:
    """The objectives of one chapter: `values`, in order; `above` is the objective of each section, by the section's id.

    `placed` are the ids of blocks that the objectives have in full; `levels` are the words for their levels, with how
    deep each is and the lines that it first has. `of_rows` is the lowest objective of each row of a table, "" if it has
    several.
    """

    values: list[ProposedValue] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    levels: dict[str, tuple[int, tuple[SourceLine, ...]]] = field(default_factory=dict)
    of_rows: dict[SourceLine, str] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _depths: dict[str, int] = field(default_factory=dict)

    def of_commitment(self, found: Found, section: SourceSection) -> str:
        """Return the objective that a commitment of a section is part of: that of its row, or of its headings."""
        above = self.above.get(id(section), "")
        return next((self.of_rows[line] for line in found.lines if line in self.of_rows), "") or above

    def read(
        self, section: SourceSection, members: Sequence[SourceSection], words: SteeringWords, taken: set[str],
        tabled: dict[tuple[str, str], str],
    ) -> None:  # fmt: skip
        """Read the objectives of a chapter: a `section` with those of its `members` that are below it.

        `tabled` are those of the document's tables up to here, by level and title in lower case.
        """
        context = _Context(words, taken, frozenset(map(id, members)), tabled)
        own = ""
        if section.heading and (named := objective_named(section.heading, words)):
            # Its text is the chapter's.
            own = self._add(named, section.heading, (), "", context)
        self._below(section, own, context, alone=True)

    def _below(self, section: SourceSection, own: str, context: "_Context", *, alone: bool) -> None:
        """Read what stands below the heading of a section, which belongs to the objective `own`.

        `alone`: whether nothing but objectives stands above it, so that its text says no more than they do.
        """
        self.above[id(section)] = own
        self._lists(section, own, context, alone=alone)
        for block in section.blocks:
            if table := objective_table(block, context.words):
                self._table(table, own, context)
            self._cells(block, own, context)
        beside = ("", "")
        for part in section.parts:
            if id(part) not in context.members:
                continue
            named = objective_named(part.heading, context.words) if part.heading else None
            if part.heading is None or named is None:
                self._below(part, own, context, alone=alone and not part.parts)
                continue
            bare = alone and _is_bare(part, context)
            text = [block for block in part.blocks if bare and not _is_said(block, context.words)]
            above = self._above(named, own, beside, context.words)
            name = self._add(named, part.heading, text, above, context)
            self.placed |= {id(block) for block in (part.heading, *part.blocks) if bare}
            self._below(part, name, context, alone=alone)
            beside = (name, named.label) if not _is_lower(named.label, context.words) else beside

    def _lists(self, section: SourceSection, own: str, context: "_Context", *, alone: bool) -> None:
        """Read the objectives that a section lists."""
        listed = [*_listed(section, context.words)]
        for block, named, asked in listed:
            above = self._above(named, own, ("", ""), context.words)
            self._add(named, block, (), above, context, asked=asked)
            self.placed |= {id(block)} if alone else set()
        heading = section.heading
        is_all = listed and len(listed) == len(section.blocks) and not section.parts
        if alone and is_all and heading and not is_objective(section, context.words):
            # Nothing is left below the heading of the list.
            self.placed.add(id(heading))
            first = self.values[-len(listed)]
            self.values[-len(listed)] = replace(first, lines=(*first.lines, *heading.lines))

    def _cells(self, block: SourceBlock, own: str, context: "_Context") -> None:
        """Read the objectives that cells of a table name themselves; the table stays in the text."""
        beside, before = ("", ""), ""
        for row, cell, named, more in _named_cells(block, context.words):
            above = self._above(named, own, beside, context.words)
            entry = SourceBlock(BlockSort.ENTRY, named.title, (row.line,))
            name = self._add(named, entry, [replace(entry, text=more)] if more else [], above, context)
            doubt = Doubt("objective-in-table", {"text": before or named.label})
            self.values[-1] = replace(self.values[-1], lines=entry.lines, doubts=(doubt,), cells=(cell,))
            self.of_rows[row.line] = name
            beside = (name, named.label) if not _is_lower(named.label, context.words) else beside
            before = before or named.label
        name = ""
        for row in block.rows if before else ():
            name = self.of_rows.setdefault(row.line, name)

    def _table(self, table: ObjectiveTable, own: str, context: "_Context") -> None:
        """Read the objectives of a table, which stays in the text; those of a row are part of each other by column."""
        path: dict[int, str] = {}
        doubt = Doubt("objective-in-table", {"text": table.names})
        for each in tabled(table):
            above = next((path[level] for level in reversed(range(each.level)) if path.get(level)), own)
            said = (each.column.label.casefold(), each.title.casefold())
            if each.lone and (before := context.tabled.get(said)):
                # The same objective again, with what is said of it in another table.
                path[each.level] = self.of_rows[each.row.line] = before
                continue
            block = SourceBlock(BlockSort.ENTRY, each.title, (each.row.line,))
            text = [replace(block, text=each.text)] if each.text else []
            named = NamedObjective(each.column.label, each.number, each.title)
            name = self._add(named, block, text, above, context)
            self.values[-1] = replace(self.values[-1], lines=block.lines, doubts=(doubt,), cells=(each.cell,))
            # Of several in one cell nobody knows which of them the others of the row are part of.
            path[each.level] = self.of_rows[each.row.line] = name if each.lone else ""
            path = {level: name for level, name in path.items() if level <= each.level}
            context.tabled.setdefault(said, name)
        for above_it, row in pairwise(table.rows):
            # An empty cell has the objective above it; across the table stands a heading.
            if row.line not in self.of_rows and not (row.band or above_it.band):
                self.of_rows[row.line] = self.of_rows.get(above_it.line, "")

    def _above(self, named: NamedObjective, above: str, beside: tuple[str, str], words: SteeringWords) -> str:
        """Return the objective that one is part of: by its number, by its label, or by the headings above it."""
        number = named.number
        while "." in number:
            number = number.rpartition(".")[0]
            if number in self._numbers:
                return self._numbers[number]
        name, _ = beside
        return name if name and _is_lower(named.label, words) else above

    def _add(
        self, named: NamedObjective, block: SourceBlock, text: Sequence[SourceBlock], above: str, context: "_Context",
        *, asked: bool = False,
    ) -> str:  # fmt: skip
        """Add an objective, and return its id."""
        first, *_ = [*text, None]
        title = named.title or (first.text.rstrip(".") if first else "") or block.headline
        said = " ".join(each.text for each in text) if named.title else ""
        short = shortened(title, _LONGEST)
        said = " ".join(filter(None, (title if short != title else "", said)))
        level = slugify(named.label)
        name = free(
            f"{level}-{named.number.casefold()}" if named.number else slugify(short, max_length=50, word_boundary=True),
            context.taken,
        )
        depth = self._depths.get(above, 0) + 1
        self._depths[name] = depth
        self.levels.setdefault(named.label, (depth, block.lines))
        if named.number:
            self._numbers.setdefault(named.number, name)
        value = {
            "id": name,
            "title": short,
            **({"text": said} if said else {}),
            "level": level,
            **({"number": named.number} if named.number else {}),
            **({"part_of": above} if above else {}),
        }
        lines = (*block.lines, *(line for each in text for line in each.lines))
        # A page may have run a heading and the paragraph below it together.
        joined = named.title.endswith((".", "!")) and block.sort is BlockSort.HEADING
        found = (("objective-listed", asked), ("objective-joined", joined))
        self.values.append(ProposedValue(value, lines, tuple(Doubt(code) for code, holds in found if holds)))
        return name


@dataclass(frozen=True, slots=True)
class _Context:
    """What all objectives of a chapter share: words, used ids, the ids of its sections, and objectives in tables."""

    words: SteeringWords
    taken: set[str]
    members: frozenset[int]
    tabled: dict[tuple[str, str], str]


def _capitalised(label: str) -> str:
    """Return the word for a level with one capital letter: MÅL, mål."""
    return label[:1].upper() + (label[1:].lower() if label.isupper() else label[1:])


def _is_lower(label: str, words: SteeringWords) -> bool:
    return label.casefold() in words.lower_objectives


def _is_bare(section: SourceSection, context: _Context) -> bool:
    """Return whether a section, with all below it, is an objective with at most one paragraph of text."""
    plain = all(
        block.sort is BlockSort.PARAGRAPH
        and block.text.endswith((".", "!", "?"))
        and not LABELLED.match(block.text)
        and not objective_named(block, context.words)
        for block in section.blocks
    )
    below = all(id(part) in context.members and _is_bare(part, context) for part in section.parts)
    return plain and below and len(section.blocks) <= 1 and is_objective(section, context.words)


def _is_said(block: SourceBlock, words: SteeringWords) -> bool:
    """Return whether all sentences of a paragraph are commitments, which have them in full."""
    found = {each.text for each in commitments([block], words)}
    return all(sentence in found for sentence in sentences(block.text, words))
