"""The dialect: CommonMark with GitHub's extensions, as previews show it, and a few of our own.

All code uses this parser. Our extensions are definition lists, admonitions, abbreviations, boxes and attribute lists,
which generated pages need. Raw HTML is plain text.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, autolink, backtick, entity, escape, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_ref
from mdit_py_plugins.gfm import gfm_plugin
from mdit_py_plugins.gfm_autolink.index import _protocol_rule

from publisher.commonmark.abbreviations import abbreviation_plugin
from publisher.commonmark.attributes import attribute_plugin
from publisher.commonmark.boxes import box_plugin

Rule: TypeAlias = Callable[[StateInline, bool], bool]
Span: TypeAlias = tuple[int, int]

# The deepest nesting of blocks and inline elements. A check rejects anything that is deeper than the parser reads.
DEEPEST: Final = 100
_PLACED: Final[dict[str, Rule]] = {
    "backticks": backtick,
    "escape": escape,
    "entity": entity,
    "link": link,
    "image": image,
    "autolink": autolink,
    "footnote_ref": footnote_ref,
}
_PROTOCOLS: Final = ("http", "https", "mailto", "xmpp")
_OWN: Final = frozenset({"code_inline", "text_special", "link_open", "image", "footnote_ref"})


def parse(text: str) -> list[Token]:
    """Return the tokens of a text."""
    return _parser(placing=False).parse(text, {})


def parse_placed(text: str) -> tuple[list[Token], EnvType]:
    """Return the tokens of a text and the parser's environment: footnotes and references.

    Inline tokens other than text have a `span`, their start and end in the text of their block; links and images with
    an inline target also have the span of that.
    """
    known: EnvType = {}
    return _parser(placing=True).parse(text, known), known


@lru_cache(maxsize=2)
def _parser(*, placing: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = _Inline()
    parser.configure("commonmark", {"html": False, "maxNesting": DEEPEST, "inline_definitions": placing})
    parser.use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    parser.inline.ruler.at("gfm_autolink_protocol", _after_protocol)
    parser.use(box_plugin).use(abbreviation_plugin).use(attribute_plugin)
    # URLs stay as written: forbidden ones are reported, never hidden as text.
    parser.normalizeLink = _address  # type: ignore[method-assign, assignment]
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    if placing:
        # Escaped characters stay separate from the text around them, since they are no slips.
        parser.core.ruler.disable("text_join")
        for name, rule in _PLACED.items():
            parser.inline.ruler.at(name, _placed(rule))
    return parser


class _Inline(ParserInline):
    """The inline parser, which only parses texts that contain markup characters; most cells do not."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of a text to `tokens`, and return them."""
        if not src or self.terminator_re.search(src):
            return super().parse(src, md, env, tokens)
        tokens.append(Token("text", "", 0, content=src, level=0))
        return tokens


def _after_protocol(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own form
    """Match a bare URL at a colon. The rule itself searches all text before each colon, and there may be many."""
    return state.pending.endswith(_PROTOCOLS) and _protocol_rule(state, silent)


def _address(address: str) -> str:
    return address.replace(" ", "%20")


def _placed(rule: Rule) -> Rule:
    """Return an inline rule that also records the span of its token."""

    def placing(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own form
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next((token for token in state.tokens[count:] if token.type in _OWN), None)
            if token is not None:
                token.meta["span"] = (start, state.pos)
                # As written; an attribute list may say otherwise, and is rejected.
                token.meta["address"] = str(token.attrs.get("href", token.attrs.get("src", "")))
                if target := _target(state, token, start):
                    token.meta["target"] = target
        return True

    return placing


def _target(state: StateInline, token: Token, start: int) -> Span | None:
    """Return the span of the target of a link or an image, if it is inline."""
    if token.type not in {"link_open", "image"} or token.info == "auto":
        return None
    opening = start + (token.type == "image")
    end = state.md.helpers.parseLinkLabel(state, opening, token.type == "link_open")
    if not state.src.startswith("(", end + 1):
        return None
    begin = end + 2
    while state.src[begin : begin + 1].isspace():
        begin += 1
    found = state.md.helpers.parseLinkDestination(state.src, begin, len(state.src))
    angled = state.src.startswith("<", begin)
    return (begin + angled, found.pos - angled) if found.ok else (begin, begin)
