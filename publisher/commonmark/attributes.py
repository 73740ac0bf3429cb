"""Attribute lists: `{: #id .class lang=en }` after the element they belong to, as in Python-Markdown.

They follow a heading, a cell or a term; end the last line of a paragraph; or directly follow a link, an image, code or
emphasis. The parser's own attribute plugins expect them before a block or without the colon, which would change the
meaning of every page; and reusing Python-Markdown's would import its whole package, which checks do not otherwise need.
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
    """Add attribute lists to the parser. Each is recorded in `lists`, with the token that it belongs to."""
    # Escaped characters are tokens of their own until texts are merged, and not a list.
    parser.core.ruler.before("text_join", "attributes", _read)


def _read(state: StateCore) -> None:
    for at, token in enumerate(state.tokens):
        if token.type == "inline" and token.children and "{" in token.content:
            _within(token.children)
            _of_block(state.tokens, at, token)


def _within(children: Sequence[Token]) -> None:
    """Assign attribute lists to the inline elements directly before them."""
    for token, text in pairwise(children):
        if text.type == "text" and text.content.startswith("{") and (match := _BEHIND.match(text.content)):
            opening = _opening(children, token)
            if opening is not None and _assign(opening, match["list"]):
                text.content = text.content[match.end() :]


def _opening(children: Sequence[Token], token: Token) -> Token | None:
    """Return the opening token of a closing token."""
    if token.type in {"image", "code_inline"}:
        return token
    if token.nesting != -1:
        return None
    before = children[: next(at for at, child in enumerate(children) if child is token)]
    return next((child for child in reversed(before) if child.nesting == 1 and child.level == token.level), None)


def _of_block(tokens: Sequence[Token], at: int, inline: Token) -> None:
    """Assign to a block the attribute list at its end."""
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
    """Return the block that a list at the end of a paragraph belongs to: in a tight list, the list item."""
    paragraph = tokens[at - 1]
    return tokens[at - 2] if paragraph.hidden and at > 1 and tokens[at - 2].nesting == 1 else paragraph


def _assign(token: Token, text: str) -> bool:
    """Assign the attributes of a list to a token; return whether the text is an attribute list."""
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
