"""Pages as trees for the print template: converts the HTML of each into the elements that print supports.

The tree is data, never code, so nothing that an author writes can become Typst. Anything unsupported becomes a Problem,
so that nothing is dropped silently.
"""

# One meaning, so one file.

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard
from urllib.parse import unquote, urldefrag

from lxml import html

from publisher.commonmark.printable import printed_words
from publisher.problem import Place, Problem
from publisher.publish.layout.elements import (
    BLOCK,
    HEADINGS,
    INLINE,
    LISTS,
    Abbreviation,
    Cell,
    Chip,
    Content,
    Element,
    Footnote,
    Heading,
    Hyperlink,
    Image,
    NumberedList,
    PageTree,
    Row,
    Table,
    classes_of,
)
from publisher.publish.layout.pdf_string import in_one_string
from publisher.publish.layout.qr import is_coded
from publisher.publish.layout.source_lines import with_source_lines
from publisher.publish.layout.table_layout import (
    is_landscape,
    is_wider,
    long_rows,
    measures,
    number_columns,
    opening,
    texts_of,
    with_landscape_tables,
    with_references,
)
from publisher.publish.layout.turned_tables import turned
from publisher.publish.layout.unbroken import joined, with_addresses, with_dates, with_names
from publisher.render.page import Page

_EXTERNAL: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

# The lowest level of a page's title: its own headings are on the two levels below, and PDF readers support six.
DEEPEST: Final = 4
LOWEST: Final = 6


@dataclass(slots=True)
class TreeBuilder:
    """Makes the trees of an edition's pages, and collects what the edition as a whole needs to know about them.

    `elsewhere` maps paths of the publication's other pages to URLs, empty if the site has no address. `noted` are the
    paths of the pages whose mentions the register lists; `mentions` are the labels of these, in order, by path.
    `decimal` is the decimal mark. `labels` are possible link targets, `targets` those that links use, `images` the
    paths of pictures, and `characters` all characters of the pages; the last and `targets` with the first page that has
    them. `entries` are the pages placed within others, by path; `notes` are the labels of footnotes by the URL in them,
    and `shortened` the paths of pages of which a part may have been left out.
    """

    elsewhere: Mapping[str, str] = field(default_factory=dict)
    noted: Set[str] = frozenset()
    decimal: str = ","
    pages: list[PageTree] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    targets: list[tuple[str, Place]] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    characters: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    mentions: dict[str, list[str]] = field(default_factory=dict)
    urls: set[str] = field(default_factory=set)
    apart: dict[str, int] = field(default_factory=dict)
    entries: Mapping[str, Page] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    shortened: set[str] = field(default_factory=set)

    def add(self, page: Page, content: str) -> None:
        """Add a page with its HTML. Its headings go below those of the pages that lead to it."""
        level = self._level(page)
        self.urls.add(page.url)
        self.pages.append(_PageReader(self, page, level).read(content))

    def _level(self, page: Page) -> int:
        """Return the level of a page's title, without skipping one (ISO 14289-1, 7.4.2), with room for its headings."""
        above = sum(step.url in self.urls for step in page.trail if step.url)
        before = self.pages[-1].level if self.pages else 0
        # Pages kept apart from their parent, such as commitments, all have the same level.
        if above > before:
            self.apart.setdefault(page.kind.name, before + 1)
        return min(above + 1, before + 1, self.apart.get(page.kind.name, DEEPEST), DEEPEST)

    def add_label(self, label: str) -> str | None:
        """Return a label that is new in the edition; None if it exists already."""
        if label in self.labels:
            return None
        self.labels.add(label)
        return label

    def add_mention(self, path: str) -> str | None:
        """Return a label for another mention of a page; None if the register does not list it."""
        if path not in self.noted:
            return None
        labels = self.mentions.setdefault(path, [])
        labels.append(f"{path}@{len(labels) + 1}")
        return labels[-1]

    def all_problems(self) -> list[Problem]:
        """Return the problems of all pages, including every link to something that is not in print."""
        lost = [
            Problem.at(place, "print-link", target=label) for label, place in self.targets if not self._is_there(label)
        ]
        return [*self.problems, *lost]

    def _is_there(self, label: str) -> bool:
        # A link to an omitted heading leads to its page.
        return label in self.labels or label.partition("#")[0] in self.shortened


class _PageReader:
    """Reads the HTML of one page, keeping track of earlier footnotes, URLs and labels."""

    def __init__(self, builder: TreeBuilder, page: Page, level: int) -> None:
        self.builder = builder
        self.page = page
        self.place = Place(page.source or page.path)
        self.level = level
        self.latest = level
        self.marks: list[str] | None = None
        self.notes: dict[str, html.HtmlElement] = {}
        self.explained: set[str] = set()

    def read(self, content: str) -> PageTree:
        return self._read(html.fragment_fromstring(content, create_parent="article"))

    def _read(self, root: html.HtmlElement, *, entry: bool = False) -> PageTree:
        # A footnote's backlink is only for screens.
        for way_back in root.xpath(".//a[@class='footnote-backref']"):
            way_back.drop_tree()
        # A level of the judgement scale may begin with an emoji, which print replaces by its shape.
        for word in root.xpath(".//strong[contains(@class, 'judgement')]"):
            word.text = printed_words(word.text or "")
        unfold(root)
        with_source_lines(root)
        text = root.text_content()
        if self.page.spans:
            self.builder.shortened.add(self.page.path)
        for character in set(text):
            self.builder.characters.setdefault(character, self.place)
        # In print, footnotes are at the foot of the page with their mark, numbered together with those of URLs.
        for notes in root.xpath("./div[@class='footnote']"):
            self.notes = {f"#{note.get('id')}": note for note in notes.iterfind("ol/li")}
            notes.drop_tree()
        self.builder.labels.add(self.page.path)
        kids = self._kids(root)
        wide = not entry and is_landscape(kids)
        return PageTree(
            tag="page",
            label=self.page.path,
            title=self.page.title,
            level=self.level,
            letters=len(text),
            short=self.page.short,
            coded=is_coded(self.page) and not entry,
            wide=wide,
            entry=entry,
            kids=kids if wide else with_landscape_tables(kids),
        )

    def _kids(self, element: html.HtmlElement, *, pre: bool = False) -> Content:
        """Return an element's children; white space between blocks is dropped."""
        blocks = element.tag in LISTS or any(child.tag not in INLINE for child in element)
        pieces: list[Element | str] = [element.text or ""]
        for child in element:
            after = child.tail or ""
            pieces += [*self._element(child), after.lstrip() if child.tag == "br" else after]
        texts = (
            piece if pre or not isinstance(piece, str) else with_dates(re.sub(r"[ \t\n\r]+", " ", piece))
            for piece in pieces
        )
        kept = [piece for piece in texts if piece and not (blocks and piece == " ")]
        return tuple(joined(part for piece in _with_own_spaces(kept) for part in _with_addresses(piece, pre=pre)))

    def _element(self, element: html.HtmlElement) -> Iterator[Element]:
        """Yield the print element, or nothing if print does not support it."""
        # Nothing is folded in print.
        tag = "div" if element.tag == "details" else str(element.tag)
        if tag == "summary":
            return
        if tag == "section" and element.get("data-page", "") in self.builder.entries:
            yield self._entry(element)
            return
        if tag not in INLINE | BLOCK | HEADINGS:
            self._refuse(f"<{tag}>")
            return
        names = self._classes(element, tag)
        if tag == "sup" and (reference := element.find("a[@class='footnote-ref']")) is not None:
            yield self._footnote(reference.get("href", ""))
            return
        name = element.get("id")
        label = self.builder.add_label(f"{self.page.path}#{name}") if name else None
        found = self._content(element, tag, names)
        yield replace(found, style=names[0] if names else "", label=label, lang=element.get("lang") or None)

    def _entry(self, element: html.HtmlElement) -> PageTree:
        """Return a page placed within this one, one level below the heading above it."""
        page = self.builder.entries[element.get("data-page", "")]
        root = copy(element)
        root.tail = None
        return _PageReader(self.builder, page, min(self.latest + 1, LOWEST))._read(root, entry=True)

    def _content(self, element: html.HtmlElement, tag: str, names: list[str]) -> Element:
        """Return the element with the attributes of its type."""
        match tag:
            case "table":
                return self._table(element)
            case "img":
                return self._image(element)
            case "a":
                return self._link(self._kids(element), element.get("href", ""), names)
            case "strong" if names:
                value = next((name.partition("-")[2] for name in names[1:]), "")
                return Chip(tag=tag, kids=self._kids(element), value=value)
            case "abbr" if element.get("title", "") not in self.explained:
                return self._abbreviation(element)
            case "ol":
                return NumberedList(tag=tag, kids=self._kids(element), start=int(element.get("start", "1")))
            case _ if tag in HEADINGS:
                return self._heading(element, tag)
            case _:
                return Element(tag=tag, kids=self._kids(element, pre=tag in {"pre", "code"}))

    def _footnote(self, target: str) -> Footnote:
        """Return a footnote at its first mention, and later a reference to it."""
        label = f"{self.page.path}{target}"
        if target not in self.notes or self.builder.add_label(label) is None:
            self.builder.targets.append((label, self.place))
            return Footnote(tag="note", to=label)
        note = self.notes[target]
        # A footnote with one paragraph is on the line of its number.
        alone = note[0] if len(note) == 1 and note[0].tag == "p" else note
        return Footnote(tag="note", label=label, kids=self._kids(alone))

    def _abbreviation(self, element: html.HtmlElement) -> Abbreviation:
        kids, title = self._kids(element), element.get("title", "")
        self.explained.add(title)  # once a page is enough
        return Abbreviation(tag="abbr", kids=kids, title=title)

    def _heading(self, element: html.HtmlElement, tag: str) -> Heading:
        # Headings are repeated in the table of contents, so labels for their links come after them.
        self.marks = []
        read = self._kids(element)
        kids = tuple(part for kid in read for part in (with_names(kid) if isinstance(kid, str) else (kid,)))
        marks, self.marks = self.marks, None
        # The table of contents lists pages; headings within pages are found by bookmarks.
        level = min(self.level + int(tag[1]) - 1, LOWEST)
        self.latest = level
        return Heading(tag="heading", kids=kids, level=level, first=tag == "h1", marks=tuple(marks))

    def _classes(self, element: html.HtmlElement, tag: str) -> list[str]:
        names, known = classes_of(element, tag)
        if not known:
            self._refuse(f'<{tag} class="{" ".join(names)}">')
        return names

    def _link(self, kids: Content, address: str, names: list[str]) -> Element:
        if not address:
            return Element(tag="span", kids=kids)
        if _EXTERNAL.match(address):
            return self._web_link(kids, address)
        path, anchor = self._target(address)
        if path and not path.endswith(".md"):
            return Hyperlink(tag="a", kids=kids, file=path)
        mark = self._mention_label(path)
        if path in self.builder.elsewhere:
            url = self.builder.elsewhere[path]
            return self._web_link(kids, url, mark, own=True) if url else Hyperlink(tag="span", kids=kids, mark=mark)
        if path == self.page.path and not anchor:
            # A page number beside the words would be that of this very page.
            return Hyperlink(tag="span", kids=kids, mark=mark)
        label = (path or self.page.path) + (f"#{anchor}" if anchor else "")
        self.builder.targets.append((label, self.place))
        return Hyperlink(tag="a", kids=kids, to=label, bare="footnote-ref" in names, mark=mark)

    def _target(self, address: str) -> tuple[str, str]:
        """Return the path that a relative link leads to, "" for its own page, and the anchor there."""
        target, anchor = urldefrag(unquote(address))
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), target)) if target else "", anchor

    def _is_numbered(self, address: str) -> bool:
        """Return whether a link shows the page number of its target: it leads to another page of the edition."""
        if _EXTERNAL.match(address):
            return False
        path, anchor = self._target(address)
        is_here = path.endswith(".md") and path not in self.builder.elsewhere
        return (is_here and path != self.page.path) or bool(anchor and not path)

    def _mention_label(self, path: str) -> str | None:
        """Return the label of a mention of a page; in a heading it is placed after it, with the heading's marks."""
        label = self.builder.add_mention(path)
        if label is not None and self.marks is not None:
            self.marks.append(label)
            return None
        return label

    def _web_link(self, kids: Content, url: str, mark: str | None = None, *, own: bool = False) -> Hyperlink:
        """Return a web link; its URL is in a footnote, once in the edition.

        The site's own address is given once, on the cover: links to it get no footnote.
        """
        words = "".join(part if isinstance(part, str) else part.text for part in kids)
        # If the text is the URL itself, no footnote is needed.
        if self.marks is not None or own or words.strip() in {url, url.partition(":")[2].lstrip("/")}:
            return Hyperlink(tag="a", kids=kids, url=url, mark=mark)
        notes = self.builder.notes
        if url in notes:
            return Hyperlink(tag="a", kids=kids, url=url, mark=mark, again=notes[url])
        notes[url] = f"{self.page.path}|{len(notes) + 1}"
        return Hyperlink(tag="a", kids=kids, url=url, mark=mark, note=notes[url])

    def _image(self, element: html.HtmlElement) -> Image:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), unquote(element.get("src", ""))))
        alt = element.get("alt", "").strip()
        if not alt:
            self.builder.problems.append(Problem.at(self.place, "print-alt", target=element.get("src", "")))
        self.builder.images.add(path)
        return Image(tag="img", path=path, alt=in_one_string(alt))

    def _table(self, element: html.HtmlElement) -> Table:
        element = turned(element, self.builder.decimal)
        caption = element.find("caption")
        # A header is repeated on each page of the table, and repeated content may not contain links (PDF/UA).
        for link in element.xpath("thead//a"):
            link.attrib.pop("href", None)
        heads, rows = element.findall("thead/tr"), element.findall("tbody/tr")
        texts = texts_of(rows)
        numbers = number_columns(texts, self.builder.decimal)
        head = tuple(self._row(row, dict.fromkeys(numbers, "")) for row in heads)
        lacking = ({at: column[number] for at, column in numbers.items()} for number in range(len(rows)))
        body = tuple(self._row(row, rests) for row, rests in zip(rows, lacking, strict=True))
        shown = [*texts_of(heads), *with_references(rows, texts, self._is_numbered)]
        measured = measures(shown)
        title = "" if caption is None else " ".join(caption.text_content().split())
        return Table(
            tag="table",
            caption=self._kids(caption) if caption is not None else (),
            head=_breaking(head, shown[: len(head)], measured.widths),
            body=_breaking(body, shown[len(head) :], measured.widths),
            long=long_rows(texts),
            columns=measured.widths,
            wide=measured.wide,
            opening=opening(shown, measured.widths, title),
        )

    def _row(self, row: html.HtmlElement, rests: Mapping[int, str]) -> Row:
        """Return a row's cells. `rests` are the missing decimals, by column number; such columns are aligned."""
        return tuple(self._cell(cell, rests.get(at)) for at, cell in enumerate(row))

    def _cell(self, cell: html.HtmlElement, rest: str | None) -> Cell:
        kids, align = self._kids(cell), "".join(self._classes(cell, str(cell.tag))[:1])
        return Cell(kids=kids, align=align if rest is None else "right", rest=rest or "")

    def _refuse(self, what: str) -> None:
        self.builder.problems.append(Problem.at(self.place, "unprintable", what=what, page=self.page.path))


def _breaking(rows: tuple[Row, ...], texts: Sequence[Sequence[str]], widths: Sequence[float]) -> tuple[Row, ...]:
    """Return rows in which the cells with a word wider than their column may be hyphenated."""
    return tuple(
        tuple(
            replace(cell, hyphenate=is_wider(text, width))
            for cell, text, width in zip(row, words, widths, strict=False)
        )
        for row, words in zip(rows, texts, strict=True)
    )


def unfold(root: html.HtmlElement) -> None:
    """Move table rows that are folded on screen back to their tables."""
    for folded in root.xpath(".//details"):
        _unfold(folded)


def _unfold(folded: html.HtmlElement) -> None:
    held = [each for each in folded if each.tag != "summary"]
    table = _table_of(held[0]) if len(held) == 1 else None
    if table is None:
        return
    for beside, is_before in ((folded.getnext(), True), (folded.getprevious(), False)):
        other = _table_of(beside) if beside is not None else None
        body = other.find("tbody") if other is not None else None
        if other is not None and body is not None and _head_of(other) == _head_of(table):
            at = 0 if is_before else len(body)
            body[at:at] = table.findall("tbody/tr")
            folded.drop_tree()
            return


def _table_of(element: html.HtmlElement) -> html.HtmlElement | None:
    """Return the table that an element is, or wraps."""
    return element if element.tag == "table" else element.find("table")


def _head_of(table: html.HtmlElement) -> list[str]:
    return [cell.text_content() for cell in table.iterfind("thead/tr/th")]


def _with_addresses(piece: Element | str, *, pre: bool) -> Iterator[Element | str]:
    """Yield a text with its URLs as separate elements; code and elements stay as they are."""
    if isinstance(piece, str) and not pre:
        yield from with_addresses(piece)
    else:
        yield piece


def _with_own_spaces(pieces: Sequence[Element | str]) -> list[Element | str]:
    """Return pieces with the space after an emphasis moved into it, since it would be lost at a line end."""
    found: list[Element | str] = []
    for piece in pieces:
        if found and _is_emphasis(found[-1]) and isinstance(piece, str) and piece.startswith(" "):
            found[-1] = replace(found[-1], kids=(*found[-1].kids, " "))
            piece = piece[1:]
        if piece:
            found.append(piece)
    return found


def _is_emphasis(piece: Element | str) -> TypeGuard[Element]:
    return isinstance(piece, Element) and piece.tag in {"em", "strong"} and not piece.style
