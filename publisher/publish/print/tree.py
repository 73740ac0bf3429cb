"""Paper: a page's HTML as a plain tree that the print template can draw, in `macros/print/edition.typ`.

The tree is data (JSON), never code, so nothing that an author writes can become Typst. Every element and
class is known here; one that is not becomes a Problem, so that nothing falls out of print silently.
"""

# One meaning, so one file.

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urldefrag

from lxml import html

from publisher.problem import Place, Problem
from publisher.publish.print.qr import is_coded
from publisher.publish.print.table_layout import (
    align_numbers,
    is_landscape,
    long_rows,
    measures,
    texts_of,
    with_turned_tables,
)
from publisher.publish.print.vocabulary import BLOCK, HEADINGS, INLINE, LISTS, Tree, classes_of
from publisher.render.page import Page

_EXTERNAL: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(slots=True)
class Paper:
    """The trees of a run of pages, the labels that links may lead to, the images they need, and problems.

    `elsewhere` are the addresses of the publication's other pages, by path: empty ones where the site has none.
    `noted` are the pages whose mentions are wanted, and `mentions` the labels of these, in order, by path.
    `signs` are all characters of the pages, each with the place of the first page that has it.
    """

    elsewhere: Mapping[str, str] = field(default_factory=dict)
    noted: Set[str] = frozenset()
    decimal: str = ","
    pages: list[Tree] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    wanted: list[tuple[str, Place]] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    signs: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    mentions: dict[str, list[str]] = field(default_factory=dict)
    urls: set[str] = field(default_factory=set)

    def add(self, page: Page, content: str) -> None:
        """Add a page with its HTML. Its headings go below those of the pages here that lead to it."""
        above = sum(step.url in self.urls for step in page.trail if step.url)
        self.urls.add(page.url)
        _Reader(self, page, above + 1).read(content)

    def mention(self, path: str) -> str:
        """Return the label of another mention of a page, or nothing where nobody wants to know."""
        if path not in self.noted:
            return ""
        labels = self.mentions.setdefault(path, [])
        labels.append(f"{path}@{len(labels) + 1}")
        return labels[-1]

    def finished(self) -> tuple[list[Tree], list[Problem]]:
        """Return the trees, and the problems, among them every link to something that is not in print."""
        lost = [
            Problem.at(place, "print-link", target=label) for label, place in self.wanted if label not in self.labels
        ]
        return self.pages, [*self.problems, *lost]


class _Reader:
    """Reads the HTML of one page."""

    def __init__(self, paper: Paper, page: Page, level: int) -> None:
        self.paper = paper
        self.page = page
        self.place = Place(page.source or page.path)
        self.level = level
        self.told: dict[str, str] = {}
        self.marks: list[str] | None = None
        self.notes: dict[str, html.HtmlElement] = {}
        self.explained: set[str] = set()

    def read(self, content: str) -> None:
        root = html.fragment_fromstring(content, create_parent="article")
        # The way back from a footnote is only for a screen: on paper the eye finds it.
        for way_back in root.xpath("//a[@class='footnote-backref']"):
            way_back.drop_tree()
        text = root.text_content()
        for sign in set(text):
            self.paper.signs.setdefault(sign, self.place)
        # On paper a note stands at the foot of the page that leads to it, in one series with the addresses.
        for notes in root.xpath("./div[@class='footnote']"):
            self.notes = {f"#{note.get('id')}": note for note in notes.iterfind("ol/li")}
            notes.drop_tree()
        self.paper.labels.add(self.page.path)
        kids = self.kids(root)
        wide = is_landscape(kids)
        self.paper.pages.append(
            {
                "tag": "page",
                "label": self.page.path,
                "title": self.page.title,
                "level": self.level,
                "letters": len(text),
                "short": self.page.short,
                "coded": is_coded(self.page),
                "wide": wide,
                "kids": kids if wide else with_turned_tables(kids),
            }
        )

    def kids(self, element: html.HtmlElement, *, pre: bool = False) -> list[Tree]:
        """Return what an element holds; the white space between blocks means nothing."""
        blocks = element.tag in LISTS or any(child.tag not in INLINE for child in element)
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
        if tag in HEADINGS:
            return self._heading(element, tag)
        content: dict[str, Any] = {"kids": self.kids(element, pre=tag == "pre")}
        if tag == "a":
            content |= self._link(element.get("href", ""), names)
        elif tag == "strong" and names:
            content["value"] = next((name.partition("-")[2] for name in names[1:]), "")
        elif tag == "abbr" and (title := element.get("title", "")) not in self.explained:
            self.explained.add(title)  # once a page is enough
            content["title"] = title
        elif tag == "ol":
            content["start"] = int(element.get("start", "1"))
        return content

    def _heading(self, element: html.HtmlElement, tag: str) -> dict[str, Any]:
        # What a heading holds stands in the contents too, so labels for its links come after it.
        self.marks = []
        kids = self.kids(element)
        marks, self.marks = self.marks, None
        # The contents list pages; what stands within a page is found by its bookmarks.
        about = {"tag": "heading", "level": self.level + int(tag[1]) - 1, "first": tag == "h1"}
        return {**about, "kids": kids, "marks": marks}

    def _classes(self, element: html.HtmlElement, tag: str) -> list[str]:
        names, known = classes_of(element, tag)
        if not known:
            self._refuse(f'<{tag} class="{" ".join(names)}">')
        return names

    def _link(self, address: str, names: list[str]) -> dict[str, Any]:
        if not address:
            return {"tag": "span"}
        if _EXTERNAL.match(address):
            return self._outside(address)
        target, anchor = urldefrag(unquote(address))
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), target)) if target else ""
        if path and not path.endswith(".md"):
            return {"file": path}
        mark = self._mark(path)
        if path in self.paper.elsewhere:
            url = self.paper.elsewhere[path]
            return mark | (self._outside(url) if url else {"tag": "span"})
        label = (path or self.page.path) + (f"#{anchor}" if anchor else "")
        self.paper.wanted.append((label, self.place))
        return mark | {"to": label, "bare": "footnote-ref" in names}

    def _mark(self, path: str) -> dict[str, Any]:
        """Return what marks the mention of a page, in a link or after the heading that holds it."""
        label = self.paper.mention(path)
        if label and self.marks is not None:
            self.marks.append(label)
            return {}
        return {"mark": label} if label else {}

    def _outside(self, url: str) -> dict[str, Any]:
        """Return a link to the web: its address is told at the foot of the page, once for each page of the site."""
        if self.marks is not None:
            return {"url": url}
        if url in self.told:
            return {"url": url, "again": self.told[url]}
        self.told[url] = f"{self.page.path}|{len(self.told) + 1}"
        return {"url": url, "note": self.told[url]}

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
        heads, rows = element.findall("thead/tr"), element.findall("tbody/tr")
        head, body = [self._row(row) for row in heads], [self._row(row) for row in rows]
        texts = texts_of(rows)
        measured = measures([*texts_of(heads), *texts])
        for at in align_numbers(body, texts, self.paper.decimal):
            for row in head:
                row[at]["align"] = "right"
        return {
            "kids": [],
            "caption": self.kids(caption) if caption is not None else [],
            "head": head,
            "body": body,
            "long": long_rows(texts),
            "columns": measured.widths,
            "wide": measured.wide,
            "hyphenate": measured.hyphenate,
        }

    def _row(self, row: html.HtmlElement) -> list[dict[str, Any]]:
        return [{"kids": self.kids(cell), "align": "".join(self._classes(cell, str(cell.tag))[:1])} for cell in row]

    def _refuse(self, what: str) -> None:
        self.paper.problems.append(Problem.at(self.place, "unprintable", what=what, page=self.page.path))
