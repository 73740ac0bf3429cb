"""Abbreviations: `*[SFI]: svenska för invandrare` explains each SFI of a text."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_DEFINITION: Final = re.compile(r"\*\[(?P<name>[^\]\n]+)\]:[ ]*(?P<words>[^\n]+)")
KEY: Final = "abbreviations"


def abbreviation_plugin(parser: MarkdownIt) -> None:
    """Add abbreviations to the parser."""
    parser.block.ruler.before("reference", KEY, _definition, {"alt": ["paragraph", "reference"]})
    # Before the last rule, which merges escaped characters with their surroundings.
    parser.core.ruler.before("text_join", KEY, _explain)


def _definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    start = state.bMarks[first] + state.tShift[first]
    match = _DEFINITION.fullmatch(state.src, start, state.eMarks[first])
    if match is None or state.is_code_block(first):
        return False
    if not silent:
        state.env.setdefault(KEY, {})[match["name"]] = match["words"].strip()
        state.line = first + 1
    return True


def _explain(state: StateCore) -> None:
    """Wrap each abbreviation that the text defines in an element."""
    known = state.env.get(KEY)
    if not known:
        return
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    for token in state.tokens:
        if token.type == "inline" and pattern.search(token.content):
            token.children = [
                piece
                for child in token.children or ()
                for piece in (_pieces(child, pattern, known) if child.type == "text" else [child])
            ]


def _pieces(token: Token, pattern: re.Pattern[str], known: dict[str, str]) -> list[Token]:
    found: list[Token] = []
    end = 0
    for match in pattern.finditer(token.content):
        found.append(_text(token.content[end : match.start()], token.level))
        title = known[match[0]]
        found.append(Token("abbr_open", "abbr", 1, {"title": title}, level=token.level))
        found.append(_text(match[0], token.level + 1))
        found.append(Token("abbr_close", "abbr", -1, level=token.level))
        end = match.end()
    rest = _text(token.content[end:], token.level)
    return [piece for piece in (*found, rest) if piece.type != "text" or piece.content]


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
