"""Paper: a page's HTML as a plain tree that the print template can draw, in `macros/print/edition.typ`.

The tree is data (JSON), never code, so nothing that an author writes can become Typst. Every element and
class is known here; one that is not becomes a Problem, so that nothing falls out of print silently.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urldefrag

from lxml import html

from publisher.problem import Place, Problem
from publisher.render.page import Page, url_of

Tree: TypeAlias = dict[str, Any] | str

INLINE: Final = frozenset({"a", "abbr", "br", "code", "del", "em", "img", "ins", "span", "strong", "sub", "sup"})
BLOCK: Final = frozenset({"blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "table", "ul"})
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
_EXTERNAL: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(slots=True)
class Paper:
    """The trees of a run of pages, the labels that links may lead to, the images they need, and problems.

    `unprinted` are the paths of pages that only a screen has: a link to one of them is its words. A link to one
    of `elsewhere`, pages of a site that the edition is no print of, is followed by its address.
    `signs` are all characters of the pages, each with the place of the first page that has it.
    """

    unprinted: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    pages: list[Tree] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    wanted: list[tuple[str, Place]] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    signs: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, page: Page, content: str) -> None:
        """Add a page with its HTML. Its headings go below those of the pages that lead to it."""
        _Reader(self, page).read(content)

    def finished(self) -> tuple[list[Tree], list[Problem]]:
        """Return the trees, and the problems, among them every link to something that is not in print."""
        lost = [
            Problem.at(place, "print-link", target=label) for label, place in self.wanted if label not in self.labels
        ]
        return self.pages, [*self.problems, *lost]


class _Reader:
    """Reads the HTML of one page."""

    def __init__(self, paper: Paper, page: Page) -> None:
        self.paper = paper
        self.page = page
        self.place = Place(page.source or page.path)
        self.level = max(1, len(page.trail))
        self.notes: dict[str, html.HtmlElement] = {}
        self.explained: set[str] = set()

    def read(self, content: str) -> None:
        root = html.fragment_fromstring(content, create_parent="article")
        # The way back from a footnote is only for a screen: on paper the eye finds it.
        for way_back in root.xpath("//a[@class='footnote-backref']"):
            way_back.drop_tree()
        for sign in set(root.text_content()):
            self.paper.signs.setdefault(sign, self.place)
        # On paper a note stands at the foot of the page that leads to it, in one series with the addresses.
        for notes in root.xpath("./div[@class='footnote']"):
            self.notes = {f"#{note.get('id')}": note for note in notes.iterfind("ol/li")}
            notes.drop_tree()
        self.paper.labels.add(self.page.path)
        about = {"tag": "page", "kind": self.page.kind, "short": self.page.short}
        self.paper.pages.append({**about, "label": self.page.path, "level": self.level, "kids": self.kids(root)})

    def kids(self, element: html.HtmlElement, *, pre: bool = False) -> list[Tree]:
        """Return what an element holds; the white space between blocks means nothing."""
        blocks = any(child.tag not in INLINE for child in element)
        pieces: list[Tree] = [element.text or ""]
        for child in element:
            pieces += [*self.node(child), child.tail or ""]
        texts = (piece if pre or not isinstance(piece, str) else re.sub(r"[ \t\n\r]+", " ", piece) for piece in pieces)
        return [piece for piece in texts if piece and not (blocks and piece == " ")]

    def node(self, element: html.HtmlElement) -> Iterator[Tree]:
        """Yield the tree of one element, or nothing for what only a screen needs."""
        tag = str(element.tag)
        if tag not in INLINE | BLOCK | HEADINGS:
            self._refuse(f"<{tag}>")
            return
        names = self._classes(element, tag)
        if tag == "sup" and (reference := element.find("a[@class='footnote-ref']")) is not None:
            yield self._note(reference.get("href", ""))
            return
        node: dict[str, Any] = {"tag": tag, "class": names[0] if names else "", "kids": []}
        if (name := element.get("id")) and f"{self.page.path}#{name}" not in self.paper.labels:
            node["label"] = f"{self.page.path}#{name}"
            self.paper.labels.add(node["label"])
        if language := element.get("lang"):
            node["lang"] = language
        yield node | self._content(element, tag, names)

    def _note(self, target: str) -> dict[str, Any]:
        """Return a note where it is first led to, and after that a reference to it."""
        label = f"{self.page.path}{target}"
        if label in self.paper.labels or target not in self.notes:
            self.paper.wanted.append((label, self.place))
            return {"tag": "note", "to": label, "kids": []}
        self.paper.labels.add(label)
        return {"tag": "note", "label": label, "kids": self.kids(self.notes[target])}

    def _content(self, element: html.HtmlElement, tag: str, names: list[str]) -> dict[str, Any]:
        if tag == "table":
            return self._table(element)
        if tag == "img":
            return self._image(element)
        content: dict[str, Any] = {"kids": self.kids(element, pre=tag == "pre")}
        if tag in HEADINGS:
            # The contents list pages; what stands within a page is found by its bookmarks.
            content |= {"tag": "heading", "level": self.level + int(tag[1]) - 1, "first": tag == "h1"}
        elif tag == "a":
            content |= self._link(element.get("href", ""), names)
        elif tag == "strong" and names:
            content["value"] = next((name.partition("-")[2] for name in names[1:]), "")
        elif tag == "abbr" and (title := element.get("title", "")) not in self.explained:
            self.explained.add(title)  # once a page is enough
            content["title"] = title
        elif tag == "ol":
            content["start"] = int(element.get("start", "1"))
        return content

    def _classes(self, element: html.HtmlElement, tag: str) -> list[str]:
        """Return an element's classes, the one that decides its look first."""
        known = CLASSES.get(tag, frozenset())
        # The language of a code block is for a screen's colours.
        names = [
            name for name in element.get("class", "").split() if not (tag == "code" and name.startswith("language-"))
        ]
        decisive = [name for name in names if name in known]
        # A chip's second class is its value; an admonition's says of what sort it is.
        if names and not decisive:
            self._refuse(f'<{tag} class="{" ".join(names)}">')
        return decisive[:1] + [name for name in names if name not in decisive[:1]]

    def _link(self, address: str, names: list[str]) -> dict[str, Any]:
        if not address:
            return {"tag": "span"}
        if _EXTERNAL.match(address):
            return {"url": address}
        target, anchor = urldefrag(unquote(address))
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), target)) if target else ""
        if path in self.paper.elsewhere:
            return {"file": url_of(path)}
        if path and not path.endswith(".md"):
            return {"file": path}
        if path in self.paper.unprinted:
            return {"tag": "span"}
        label = (path or self.page.path) + (f"#{anchor}" if anchor else "")
        self.paper.wanted.append((label, self.place))
        return {"to": label, "bare": "footnote-ref" in names}

    def _image(self, element: html.HtmlElement) -> dict[str, Any]:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), unquote(element.get("src", ""))))
        alt = element.get("alt", "").strip()
        if not alt:
            self.paper.problems.append(Problem.at(self.place, "print-alt", target=element.get("src", "")))
        self.paper.images.add(path)
        return {"path": path, "alt": alt}

    def _table(self, element: html.HtmlElement) -> dict[str, Any]:
        caption = element.find("caption")
        # A head is repeated on each page that the table runs over, and what is repeated may hold no links (PDF/UA).
        for link in element.xpath("thead//a"):
            link.attrib.pop("href", None)
        head = [self._row(row) for row in element.iterfind("thead/tr")]
        body = [self._row(row) for row in element.iterfind("tbody/tr")]
        return {
            "kids": [],
            "caption": self.kids(caption) if caption is not None else [],
            "head": head,
            "body": body,
            "columns": _columns(element),
        }

    def _row(self, row: html.HtmlElement) -> list[dict[str, Any]]:
        return [{"kids": self.kids(cell), "align": "".join(self._classes(cell, str(cell.tag))[:1])} for cell in row]

    def _refuse(self, what: str) -> None:
        self.paper.problems.append(Problem.at(self.place, "unprintable", what=what, page=self.page.path))


def _columns(table: html.HtmlElement) -> list[float]:
    """Return how wide each column wants to be: enough for its longest word, and more where it has more text."""
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]
    weights = []
    for column in zip(*rows, strict=False):
        longest_word = max((len(word) for text in column for word in text.split()), default=1)
        longest_text = max((len(text) for text in column), default=1)
        weights.append(float(max(4, longest_word, min(longest_text, 60) ** 0.75)))
    return weights
