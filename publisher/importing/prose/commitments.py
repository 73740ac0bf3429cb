"""Commitments in a section: numbered and listed ones, and each sentence of its prose with ska, bör or kan."""
# One meaning, so one file.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from slugify import slugify

from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine
from publisher.importing.prose.moved_notes import without_references
from publisher.importing.prose.objective_tables import other_cells
from publisher.importing.prose.steering_words import QUOTES, SteeringWords
from publisher.model.modality import Modality
from publisher.shortening import shortened

_LONGEST_TITLE: Final = 90
# The most words of a label, and of a value that is a word for a target.
_LABEL, _VALUE = 3, 4
# The address behind a link, as readers write it; a title does without.
_ADDRESS: Final = re.compile(r"\s*\((?:https?://|www\.)[^\s)]+\)")
_END: Final = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“”(]?[A-ZÅÄÖÆØ])")


@dataclass(frozen=True, slots=True)
class Found:
    """One commitment in a source: its number there, its words, its modality, and doubts.

    `verb` is its modal verb as it stands there, if pages would show another word for the modality. `listed` says that
    it is a list item, not a sentence in running text.
    """

    number: str
    title: str
    text: str
    modality: Modality
    lines: tuple[SourceLine, ...]
    doubts: tuple[Doubt, ...] = ()
    listed: bool = True
    verb: str = ""


def commitments(
    blocks: Sequence[SourceBlock], words: SteeringWords, heading: SourceBlock | None = None
) -> Iterator[Found]:
    """Yield every commitment in a section's own blocks, in order; titles do not refer to its notes.

    Below a `heading` for assignments, such as Uppdrag till nämnderna, items like *att utreda* are commitments.
    """
    notes = [block.number for block in blocks if block.sort is BlockSort.NOTE]
    for each in _found(blocks, words, heading):
        yield replace(each, title=without_references(each.title, notes)) if notes else each


def _found(blocks: Sequence[SourceBlock], words: SteeringWords, heading: SourceBlock | None) -> Iterator[Found]:
    lead: SourceBlock | None = None
    label: tuple[SourceLine, ...] = ()
    binding = _binding_lists(blocks, words)
    for at, (block, after) in enumerate(zip(blocks, [*blocks[1:], None], strict=False)):
        if block.sort is BlockSort.ENTRY:
            assigns = any(each and words.names_assignments(each.text) for each in (heading, lead))
            yield from _entry(block, lead, label, words, among=at in binding, assigned=assigns)
            continue
        leads = (
            after is not None and after.sort is BlockSort.ENTRY and not block.text.rstrip().endswith((".", "!", "?"))
        )
        # "Strategier:" above "Kommunen ska verka för" belongs to the list, too.
        label = lead.lines if leads and lead and _is_label(lead) else ()
        lead = block if block.sort is BlockSort.PARAGRAPH and (leads or _is_label(block)) else None
        for row, text in other_cells(block, words):
            yield from _in_cell(row.line, text, words)
        if block.sort is BlockSort.PARAGRAPH and not _is_quoted(block.text):
            yield from _sentences(block, words, skip_last=leads and bool(words.modals(_last_sentence(block, words))))


def _is_quoted(text: str) -> bool:
    """Return whether a paragraph is a quotation as a whole: somebody's words, which commit nobody by themselves."""
    plain = text.strip(" .–-")
    return plain[:1] in QUOTES and plain[-1:] in QUOTES


def _is_label(block: SourceBlock) -> bool:
    return block.sort is BlockSort.PARAGRAPH and block.text.endswith(":") and len(block.text.split()) <= 3


def _binding_lists(blocks: Sequence[SourceBlock], words: SteeringWords) -> frozenset[int]:
    """Return the positions of list items in lists of which another item says what shall or should be done."""
    found: set[int] = set()
    for entries, run in groupby(enumerate(blocks), key=lambda pair: pair[1].sort is BlockSort.ENTRY):
        listed = list(run) if entries else []
        if any(_modality(block.text, words) in {Modality.SHALL, Modality.SHOULD} for _, block in listed):
            found |= {at for at, _ in listed}
    return frozenset(found)


def _entry(
    block: SourceBlock, lead: SourceBlock | None, label: tuple[SourceLine, ...], words: SteeringWords, *, among: bool,
    assigned: bool,
) -> Iterator[Found]:  # fmt: skip
    own = _modality(block.text, words)
    said = _last_sentence(lead, words) if lead else ""
    led = _modality(said, words) if said else None
    title = _title(words.without_infinitive(block.text), words)
    # What continues the sentence above it may say what it can lead to: att se över hur lokaler kan användas.
    continues = own is Modality.MAY and led not in {None, Modality.MAY} and block.text[:1].islower()
    if lead and led and (not own or continues):
        if led is not Modality.MAY or _binds(said, words):
            lines = (*label, *_lines_of(said, lead), *block.lines)
            text, verb = f"{said.rstrip(' :')}: {block.text}", _verb(said, led, words)
            yield Found(block.number, title, text, led, lines, verb=verb)
    elif own and (own is not Modality.MAY or _binds(block.text, words)):
        yield Found(block.number, title, block.text, own, block.lines, verb=_verb(block.text, own, words))
    elif own and among and not led:
        # One of several: what may be done stands beside what shall.
        doubts, verb = (Doubt("may-listed"),), _verb(block.text, own, words)
        yield Found(block.number, title, block.text, own, block.lines, doubts, verb=verb)
    elif assigned and not own and words.without_infinitive(block.text) != block.text:
        lines, text = ((*lead.lines, *block.lines), f"{said.rstrip(' :')}: {block.text}") if lead and said else (
            block.lines, block.text)  # fmt: skip
        yield Found(block.number, title, text, Modality.OTHER, lines, (Doubt("assignment"),))
    elif "." in block.number and not led and not words.objectives_heading.fullmatch(block.label):
        # A numbered aim without a modal verb: the number shows that it is a commitment, but not how binding it is.
        yield Found(block.number, title, block.text, Modality.OTHER, block.lines, (Doubt("modality"),))


def _sentences(block: SourceBlock, words: SteeringWords, *, skip_last: bool) -> Iterator[Found]:
    said = sentences(block.text, words)
    for sentence in said[: len(said) - skip_last]:
        if _is_value(sentence, words):
            continue
        lines, doubts = _lines_of(sentence, block), _doubts(sentence, words)
        for modality in _modalities(sentence, words):
            verb = _verb(sentence, modality, words)
            yield Found("", _title(sentence, words), sentence, modality, lines, doubts, listed=False, verb=verb)


def _in_cell(line: SourceLine, text: str, words: SteeringWords) -> Iterator[Found]:
    """Yield the commitments of a line in a cell, each with a question; one without a subject says not who commits."""
    cell = SourceBlock(BlockSort.PARAGRAPH, text, (line,))
    for each in _sentences(cell, words, skip_last=False):
        if not words.modal.match(each.text):
            yield replace(each, lines=(line,), doubts=(*each.doubts, Doubt("commitment-in-table")))


def _is_value(sentence: str, words: SteeringWords) -> bool:
    """Return whether a sentence is a label with a short value that begins with a modal verb: Målvärde: Ska minska."""
    label, _, value = sentence.partition(":")
    begins = words.modal.match(value.strip())
    is_short = 0 < len(label.split()) <= _LABEL and len(value.split()) <= _VALUE
    return bool(begins) and is_short and label.split()[-1].casefold() not in words.bodies


def _modalities(sentence: str, words: SteeringWords) -> Sequence[Modality]:
    """Return the modality of a sentence; both, if it has ska and bör."""
    found = {words.modality[match[0].casefold()] for match in _binding(sentence, words)}
    if found:
        return [each for each in Modality if each in found]
    may = any(words.modality[match[0].casefold()] is Modality.MAY for match in words.modals(sentence))
    return [Modality.MAY] if may and _binds(sentence, words) else []


def _binding(sentence: str, words: SteeringWords) -> list[re.Match[str]]:
    """Return the verbs of a sentence that say what shall or should be done: those of its main clauses, if there are."""
    found = [match for match in words.modals(sentence) if words.modality[match[0].casefold()] is not Modality.MAY]
    return [match for match in found if not _is_subordinate(sentence, match, words)] or found


def sentences(text: str, words: SteeringWords) -> list[str]:
    """Return the sentences of a text; the full stop of an abbreviation ends none."""
    made: list[str] = []
    for part in _END.split(text):
        if made and _last_word(made[-1]) in words.abbreviations:
            made[-1] = f"{made[-1]} {part}"
        else:
            made.append(part)
    return [each.strip() for each in made if each.strip()]


def _last_word(text: str) -> str:
    return re.split(r"[\s(]", text.rstrip(". "))[-1].casefold()


def _last_sentence(block: SourceBlock, words: SteeringWords) -> str:
    said = sentences(block.text, words)
    return said[-1] if said else ""


def _modality(text: str, words: SteeringWords) -> Modality | None:
    """Return the strongest modality in a text: what shall be done may also say what it can lead to."""
    found = {words.modality[match[0].casefold()] for match in words.modals(text)}
    # What somebody is assigned may also say what it can lead to.
    ordered = (*(each for each in Modality if each is not Modality.MAY), Modality.MAY)
    return next((each for each in ordered if each in found), None)


def _verb(text: str, modality: Modality, words: SteeringWords) -> str:
    """Return the first verb of a modality in a text, if pages show another word for it; "" if one is theirs.

    What may not be done is no permission, so that its verb is shown with the word that forbids.
    """
    found = [match for match in words.modals(text) if words.modality[match[0].casefold()] is modality]
    if modality is Modality.MAY and found and (no := words.negated(text, found[0])):
        return no
    verbs = [match[0].casefold() for match in found]
    return "" if any(verb in words.shown for verb in verbs) else next(iter(verbs), "")


def _binds(text: str, words: SteeringWords) -> bool:
    """Return whether a sentence with "may" begins with a subject that commits itself."""
    return any(words.permits(text, verb) or words.forbids(text, verb) for verb in words.modals(text)[:1])


def _doubts(sentence: str, words: SteeringWords) -> tuple[Doubt, ...]:
    binding = _binding(sentence, words)
    doubts = []
    if {Modality.SHALL, Modality.SHOULD} <= {words.modality[match[0].casefold()] for match in binding}:
        doubts.append(Doubt("two-modalities"))
    if binding and _is_subordinate(sentence, binding[0], words):
        doubts.append(Doubt("subordinate"))
    return tuple(doubts)


def _is_subordinate(sentence: str, verb: re.Match[str], words: SteeringWords) -> bool:
    """Return whether the word that begins the clause of a verb makes it subordinate: how it shall, which shall."""
    return not words.is_main(sentence, verb) and any(
        word in words.subordinate for word in words.clause_before(sentence, verb)[-5:]
    )


def _title(text: str, words: SteeringWords) -> str:
    """Return the words of a commitment as its title, without the word for a goal before them: Mål 2: Alla ska …."""
    named = words.objective.fullmatch(text.strip())
    if named and named["title"] and (named["apart"] or "").strip() == ":" and words.modal.search(named["title"]):
        text = named["title"][:1].upper() + named["title"][1:]
    return shortened(_ADDRESS.sub("", text).strip(" .,:;"), _LONGEST_TITLE)


def _lines_of(sentence: str, block: SourceBlock) -> tuple[SourceLine, ...]:
    """Return the lines of a block that contain a sentence, as far as they can be determined."""
    at = block.text.find(sentence)
    if at < 0 or not block.lines:
        return block.lines
    # Lines were joined to one text; each accounts for its own length, give or take a hyphen.
    end, position, found = at + len(sentence), 0, []
    for line in block.lines:
        length = len(line.text.strip()) + 1
        if position < end and position + length > at:
            found.append(line)
        position += length
    return tuple(found) or block.lines


def identity(found: Found, section: str, taken: set[str]) -> str:
    """Return an id for a commitment: its own number, or its section's name with its first words; none in `taken`."""
    words = slugify(found.title, max_length=40, word_boundary=True, save_order=True) or "x"
    name = found.number if "." in found.number and found.number not in taken else f"{section}-{words}"
    unique, count = name, 2
    while unique in taken:
        unique, count = f"{name}-{count}", count + 1
    taken.add(unique)
    return unique
