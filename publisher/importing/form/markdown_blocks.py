"""Markdown as blocks: the headings, lists, tables and paragraphs that its author has marked, without the marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import yaml
from markdown_it.token import Token

from publisher.commonmark.dialect import parse
from publisher.importing.form.leading_numbers import NUMBERED_HEADING, item_number
from publisher.importing.form.source import BlockSort, LeftOut, Origin, SourceBlock, SourceLine, SourceRow

_FRONT: Final = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# A tag, but no number that is smaller than another; a line break in a cell is one.
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_CELLS: Final = frozenset({"th_open", "td_open"})


@dataclass
class _Context:
    """What is open around a token: lists, as the number of the item in each, and the note that is being read."""

    items: list[str] = field(default_factory=list)
    fresh: bool = False
    note: str = ""


def markdown_blocks(text: str) -> tuple[tuple[SourceBlock, ...], tuple[LeftOut, ...]] | None:
    """Return the blocks of a Markdown text, and the lines left out; None if it has no marked heading."""
    front = _FRONT.match(text)
    head = text[: front.end()] if front else ""
    # The line numbers stay: what is taken away leaves its line ends.
    plain = _COMMENT.sub(_line_ends, "\n" * head.count("\n") + text[len(head) :])
    tokens = parse(plain)
    if not any(token.type == "heading_open" for token in tokens):
        return None
    lines = text.split("\n")
    titled = _title_of(front[1], lines) if front else None
    blocks = list(_blocks(tokens, lines))
    if titled and not any(block.sort is BlockSort.HEADING and block.level == 1 for block in blocks):
        blocks.insert(0, titled)
    used = {line.origin.line for block in blocks for line in block.every_line}
    left = (
        LeftOut(SourceLine(Origin(line=number), line), "front-matter" if number <= head.count("\n") else "markup")
        for number, line in enumerate(lines, start=1)
        if line.strip() and number not in used
    )
    return tuple(blocks), tuple(left)


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _title_of(front: str, lines: Sequence[str]) -> SourceBlock | None:
    """Return the title that the front matter gives, as a heading."""
    try:
        fields = yaml.safe_load(front)
    except yaml.YAMLError:
        return None
    title = fields.get("title") if isinstance(fields, dict) else None
    at = next((number for number, line in enumerate(lines, start=1) if line.startswith("title:")), 0)
    if not isinstance(title, str) or not title.strip() or not at:
        return None
    line = SourceLine(Origin(line=at), lines[at - 1])
    return SourceBlock(BlockSort.HEADING, " ".join(title.split()), (line,), 1, is_title=True)


def _blocks(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[SourceBlock]:
    context = _Context()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(number for number in range(at, len(tokens)) if tokens[number].type == "table_close")
            yield SourceBlock(BlockSort.TABLE, "", (), rows=tuple(_rows(tokens[at:end])))
            at = end
        elif token.type == "heading_open":
            yield _heading(token, tokens[at + 1], lines)
            at += 1
        elif token.type in {"inline", "fence", "code_block"}:
            yield from _of_text(token, context, lines)
        else:
            _enter(token, context)
        at += 1


def _enter(token: Token, context: _Context) -> None:
    """Note which lists and notes a token opens or closes."""
    if token.type == "list_item_open":
        context.items.append(token.info)
        context.fresh = True
    elif token.type == "list_item_close":
        context.items.pop()
    elif token.type == "footnote_open":
        context.note = str(token.meta["label"])
    elif token.type == "footnote_close":
        context.note = ""


def _heading(token: Token, inline: Token, lines: Sequence[str]) -> SourceBlock:
    text = " ".join(_text(inline.children or ()).split())
    number = NUMBERED_HEADING.match(text)
    text = text[number.end() :] if number else text
    found = _lines(token, lines)
    return SourceBlock(BlockSort.HEADING, text, found, int(token.tag[1:]), number[1] if number else "")


def _of_text(token: Token, context: _Context, lines: Sequence[str]) -> Iterator[SourceBlock]:
    """Yield a paragraph, a list item or a note; only the first paragraph of a list item is the item."""
    text = " ".join((_text(token.children) if token.children else _TAG.sub("", token.content)).split())
    found = _lines(token, lines)
    if not text:
        return
    if context.note:
        yield SourceBlock(BlockSort.NOTE, text, found, number=context.note)
    elif context.items and context.fresh:
        context.fresh = False
        yield SourceBlock(BlockSort.ENTRY, text, found, len(context.items) - 1, context.items[-1])
    elif number := item_number(text):
        yield SourceBlock(BlockSort.ENTRY, text[number.end() :], found, number=number[1])
    else:
        yield SourceBlock(BlockSort.PARAGRAPH, text, found)


def _rows(tokens: Sequence[Token]) -> Iterator[SourceRow]:
    cells: list[str] = []
    number = 0
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            cells, number = [], token.map[0] + 1 if token.map else 0
        elif before.type in _CELLS:
            said = _text(token.children or ()).split("\n")
            cells.append("\n".join(filter(None, (" ".join(line.split()) for line in said))))
        elif token.type == "tr_close" and any(cells):
            shown = " | ".join(" ".join(cell.split()) for cell in cells if cell)
            yield SourceRow(tuple(cells), SourceLine(Origin(line=number), shown))


def _lines(token: Token, lines: Sequence[str]) -> tuple[SourceLine, ...]:
    first, end = token.map or (0, 0)
    return tuple(
        SourceLine(Origin(line=number), lines[number - 1].rstrip())
        for number in range(first + 1, end + 1)
        if lines[number - 1].strip()
    )


def _text(tokens: Iterable[Token]) -> str:
    """Return the text of inline tokens: links with their addresses, references to notes with their numbers."""
    made, links = "", list[tuple[int, str]]()
    for token in tokens:
        if token.type == "link_open":
            links.append((len(made), str(token.attrs.get("href", ""))))
        elif token.type == "link_close" and links:
            begin, address = links.pop()
            made += _address(made[begin:], address)
        elif token.type == "footnote_ref":
            made += f" ({token.meta['label']})"
        elif token.type == "code_inline":
            made += token.content
        elif token.type == "hardbreak":
            made += "\n"
        elif token.type == "softbreak":
            made += " "
        elif token.type != "image":
            made += _TAG.sub("", _BREAK.sub("\n", token.content))
    return made


def _address(text: str, address: str) -> str:
    """Return the address behind the words of a link, if it says more than they do."""
    plain = address.removeprefix("mailto:").rstrip("/")
    known = not plain or plain.startswith("#") or plain.casefold().partition("//")[2].removeprefix("www.") in text
    return "" if known or plain in text else f" ({plain})"
