"""The block of a text whose document marks what it is, a heading, an item of a list or a paragraph, and its links."""

from dataclasses import dataclass
from typing import Final

from publisher.importing.form.leading_numbers import NUMBERED_HEADING, item_number
from publisher.importing.form.source import BlockSort, SourceBlock, SourceLine
from publisher.importing.prose.sections import LABELLED
from publisher.importing.prose.steering_words import SteeringWords

_OUTSIDE: Final = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class TextMarks:
    """How a text is marked: as a heading of a level from 1, or an item at a depth of a list; the automatic number.

    `ranked`: a heading by its typography alone; its own number then counts as its depth.
    """

    heading: int = 0
    ranked: bool = False
    title: bool = False
    listed: bool = False
    depth: int = 0
    number: str = ""


def text_block(text: str, line: SourceLine, marks: TextMarks, words: SteeringWords) -> SourceBlock:
    """Return the block of a text, with its number: the automatic one, or that at its beginning."""
    number, label = marks.number, ""
    plain = words.unlabelled(text)
    numbered = NUMBERED_HEADING.match if marks.heading or plain != text else item_number
    if own := numbered(plain) if not number and (not marks.listed or plain != text) else None:
        label, number, text = words.label_of(text), own[1], plain[own.end() :]
    if marks.heading:
        level = marks.heading + (number.count(".") if marks.ranked else 0)
        return SourceBlock(BlockSort.HEADING, text, (line,), level, number, is_title=marks.title, label=label)
    if marks.listed or number:
        return SourceBlock(BlockSort.ENTRY, text, (line,), marks.depth, number, label=label)
    return SourceBlock(BlockSort.PARAGRAPH, text, (line,))


def statements(text: str) -> list[str]:
    """Return the text of a paragraph on one line, or its lines if each of them is a labelled fact."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    labelled = len(lines) > 1 and all(LABELLED.match(line) for line in lines)
    return lines if labelled else [" ".join(lines)] if lines else []


def with_address(text: str, address: str) -> str:
    """Return the text of a link, with its address if that adds anything; one within the document adds nothing."""
    plain = address.strip().removeprefix("mailto:").rstrip("/")
    bare = (plain.partition("//")[2] or plain).removeprefix("www.").casefold()
    if not address.strip().startswith(_OUTSIDE) or not text.strip() or bare in text.casefold():
        return text
    return f"{text.rstrip()} ({plain}){' ' * text[-1:].isspace()}"
