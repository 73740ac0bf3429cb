"""Boxes: a named container of blocks, `/// box | facts` … `///`, for generated pages.

A box in another language than the page also names that: `/// box | untranslated sv`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from publisher.commonmark.tongues import language_attributes

BOXES: Final = frozenset(
    {
        "vision",
        "chain",
        "facts",
        "numbers",
        "cards",
        "turn",
        "unknown",
        "review",
        "ledger",
        "choices",
        "outcome",
        "older",
        "matrix",
        "side",
        "beside",
        "untranslated",
        "translated",
    }
    | {"sources"}
)
_MARK: Final = "///"
_OPENING: Final = re.compile(r"/{3,}[ ]*box[ ]*\|[ ]*(?P<name>[\w-]+)(?:[ ]+(?P<tag>[\w-]+))?[ ]*")
_CLOSING: Final = re.compile(r"/{3,}[ ]*")


def box_plugin(parser: MarkdownIt) -> None:
    """Add boxes to the parser. They may be nested; an unknown one is plain text."""
    parser.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _box(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001  # the parser's own form
    # Called for every line; few begin with a slash.
    if not state.src.startswith(_MARK, state.bMarks[first] + state.tShift[first]):
        return False
    opening = None if state.is_code_block(first) else _OPENING.fullmatch(_line(state, first))
    if opening is None or opening["name"] not in BOXES:
        return False
    if silent:
        return True
    end = _end(state, first, last)
    parent, state.parentType = state.parentType, "container"
    line_max, state.lineMax = state.lineMax, end
    token = state.push("box_open", "div", 1)
    token.attrSet("class", opening["name"])
    for name, value in language_attributes(opening["tag"]).items() if opening["tag"] else ():
        token.attrSet(name, value)
    token.block, token.map, token.meta = True, [first, end], {"closed": end < last}
    state.md.block.tokenize(state, first + 1, end)
    state.push("box_close", "div", -1).block = True
    state.parentType, state.lineMax = parent, line_max
    state.line = min(end + 1, last)
    return True


def _end(state: StateBlock, first: int, last: int) -> int:
    """Return the line that closes the box, or the last line of its container."""
    depth = 0
    for line in range(first, last):
        if not state.src.startswith(_MARK, state.bMarks[line] + state.tShift[line]):
            continue
        words = _line(state, line)
        if _OPENING.fullmatch(words):
            depth += 1
        elif _CLOSING.fullmatch(words):
            depth -= 1
            if depth == 0:
                return line
    return last
