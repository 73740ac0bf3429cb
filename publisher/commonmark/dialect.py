"""The dialect: CommonMark with the extensions of GitHub, as previews show it, and a few of ours.

One parser reads it for everybody. Ours are definition lists, admonitions, abbreviations, boxes and attribute lists,
which the pages of the program are made of. Raw HTML is text.
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

# The deepest nesting of blocks and marks. What is deeper than the parser reads is refused where it is checked.
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
    """Return the tokens of a text and what the parser knows of it: notes and references.

    The inline tokens that are not text have a `span`, their first and last place in the text of their block; links
    and images that name a `target` have the span of that, too.
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
    # Addresses stay as they are written: what may not be an address is refused, never hidden as text.
    parser.normalizeLink = _address  # type: ignore[method-assign, assignment]
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    if placing:
        # What is escaped stays apart from the text around it, for it is no slip.
        parser.core.ruler.disable("text_join")
        for name, rule in _PLACED.items():
            parser.inline.ruler.at(name, _placed(rule))
    return parser


class _Inline(ParserInline):
    """The parser of what stands within a block, which reads only texts that hold a mark; most cells hold none."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Put the tokens of a text into `tokens`, and return them."""
        if not src or self.terminator_re.search(src):
            return super().parse(src, md, env, tokens)
        tokens.append(Token("text", "", 0, content=src, level=0))
        return tokens


def _after_protocol(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own form
    """Find an address at a colon. The rule itself looks through all text before each colon, and there may be many."""
    return state.pending.endswith(_PROTOCOLS) and _protocol_rule(state, silent)


def _address(address: str) -> str:
    return address.replace(" ", "%20")


def _placed(rule: Rule) -> Rule:
    """Return an inline rule that also notes where its token stands."""

    def placing(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own form
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next((token for token in state.tokens[count:] if token.type in _OWN), None)
            if token is not None:
                token.meta["span"] = (start, state.pos)
                # As it was written here: an attribute list may say otherwise, and is refused.
                token.meta["address"] = str(token.attrs.get("href", token.attrs.get("src", "")))
                if target := _target(state, token, start):
                    token.meta["target"] = target
        return True

    return placing


def _target(state: StateInline, token: Token, start: int) -> Span | None:
    """Return where a link or an image names its target, if it does so itself."""
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
