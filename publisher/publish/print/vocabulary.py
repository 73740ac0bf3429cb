"""Elements: every element and class of a page's HTML that print knows; nothing else falls out of print silently."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from lxml import html

Tree: TypeAlias = dict[str, Any] | str

INLINE: Final = frozenset({"a", "abbr", "br", "code", "del", "em", "img", "ins", "span", "strong", "sub", "sup"})
BLOCK: Final = frozenset({"blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "table", "ul"})
LISTS: Final = frozenset({"dl", "ol", "ul"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "p": frozenset({"lead", "edition-note", "caption", "admonition-title"}),
    "div": frozenset(
        {
            *("vision", "chain", "facts", "numbers", "cards", "turn", "unknown", "review", "ledger", "choices"),
            *("table", "admonition", "footnote"),
        }
    ),
    "img": frozenset({"chart"}),
    "strong": frozenset({"status", "progress", "modality", "standing"}),
    "a": frozenset({"action", "footnote-ref"}),
    "th": frozenset({"right", "center"}),
    "td": frozenset({"right", "center"}),
}


def classes_of(element: html.HtmlElement, tag: str) -> tuple[list[str], bool]:
    """Return an element's classes, the one that decides its look first, and whether print knows them."""
    known = CLASSES.get(tag, frozenset())
    # The language of a code block is for a screen's colours.
    names = [name for name in element.get("class", "").split() if not (tag == "code" and name.startswith("language-"))]
    decisive = [name for name in names if name in known]
    # A chip's second class is its value; an admonition's says of what sort it is.
    return decisive[:1] + [name for name in names if name not in decisive[:1]], bool(decisive or not names)
