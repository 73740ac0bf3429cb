"""Attribute lists: `{: #id .class lang=en }` behind what they belong to, as Python-Markdown places them.

Behind a heading, a cell or a term; on a paragraph's last line; or just behind a link, an image, code or emphasis.
Why not the attribute plugins of the parser: theirs stand before a block or lack the colon, and would change what every
page means. And what reads Python-Markdown's needs its whole package, which a check has no other use for.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LIST: Final = r"\{:?[ ]*(?P<list>[^{}\n ][^{}\n]*)\}"
_AT_END: Final = re.compile(rf"(?:^|[ ]+){LIST}[ ]*$")
_ALONE: Final = re.compile(rf"[ ]*{LIST}[ ]*")
_BEHIND: Final = re.compile(LIST)
_VALUE: Final = r"\"[^\"]*\"|'[^']*'|[^\s=]+"
_ATTRIBUTE: Final = re.compile(rf"(?P<name>[\w:.-]+)=(?P<value>{_VALUE})|(?P<word>[^\s=]+)")
_ATTRIBUTE_LIST: Final = re.compile(rf"(?:[ ]*(?:[\w:.-]+=(?:{_VALUE})|[^\s=]+)(?=[ ]|$))+[ ]*")
_ON_ONE_LINE: Final = frozenset({"heading_open", "th_open", "td_open", "dt_open"})


def attribute_plugin(parser: MarkdownIt) -> None:
    """Let the parser read attribute lists. Each is noted with what it belongs to, as `lists`."""
    # What is escaped is a token of its own until the texts are joined, and no list.
    parser.core.ruler.before("text_join", "attributes", _read)


def _read(state: StateCore) -> None:
    for at, token in enumerate(state.tokens):
        if token.type == "inline" and token.children and "{" in token.content:
            _within(token.children)
            _of_block(state.tokens, at, token)


def _within(children: Sequence[Token]) -> None:
    """Give the marks within a text the lists that stand just behind them."""
    for token, text in pairwise(children):
        if text.type == "text" and text.content.startswith("{") and (match := _BEHIND.match(text.content)):
            opening = _opening(children, token)
            if opening is not None and _assign(opening, match["list"]):
                text.content = text.content[match.end() :]


def _opening(children: Sequence[Token], token: Token) -> Token | None:
    """Return the token that begins what this one ends."""
    if token.type in {"image", "code_inline"}:
        return token
    if token.nesting != -1:
        return None
    before = children[: next(at for at, child in enumerate(children) if child is token)]
    return next((child for child in reversed(before) if child.nesting == 1 and child.level == token.level), None)


def _of_block(tokens: Sequence[Token], at: int, inline: Token) -> None:
    """Give a block the list that stands at its end."""
    children = inline.children or []
    last = children[-1]
    block = tokens[at - 1] if at else None
    if last.type != "text" or block is None:
        return
    if block.type in _ON_ONE_LINE:
        match = _AT_END.search(last.content)
        if match and _assign(block, match["list"]):
            last.content = last.content[: match.start()]
            if block.type == "heading_open":
                last.content = last.content.rstrip("#").rstrip()
    elif len(children) > 1 and children[-2].type in {"softbreak", "hardbreak"}:
        match = _ALONE.fullmatch(last.content)
        if match and _assign(_outer(tokens, at), match["list"]):
            del children[-2:]


def _outer(tokens: Sequence[Token], at: int) -> Token:
    """Return the block that a list at the end of a paragraph belongs to: a tight list's entry has no paragraph."""
    paragraph = tokens[at - 1]
    return tokens[at - 2] if paragraph.hidden and at > 1 and tokens[at - 2].nesting == 1 else paragraph


def _assign(token: Token, text: str) -> bool:
    """Give a token the attributes of a list; say whether it is one."""
    if not _ATTRIBUTE_LIST.fullmatch(text):
        return False
    token.meta.setdefault("lists", []).append(text)
    for match in _ATTRIBUTE.finditer(text):
        if match["name"]:
            token.attrSet(match["name"], match["value"].strip(match["value"][:1] if match["value"][0] in "\"'" else ""))
        elif match["word"].startswith("."):
            token.attrJoin("class", match["word"][1:])
        elif match["word"].startswith("#"):
            token.attrSet("id", match["word"][1:])
    return True
