"""The elements of a printed page, typed, and the JSON that the print template (`macros/print/`) renders.

All HTML elements and classes that print supports are here; any other becomes a Problem in `tree.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final, TypeAlias

from lxml import html

INLINE: Final = frozenset({"a", "abbr", "br", "code", "del", "em", "img", "ins", "span", "strong", "sub", "sup"})
BLOCK: Final = frozenset({"blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "table", "ul"})
LISTS: Final = frozenset({"dl", "ol", "ul"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "p": frozenset({"lead", "edition-note", "caption", "admonition-title", "gaps", "answer"}),
    "div": frozenset(
        {
            *("vision", "chain", "facts", "numbers", "cards", "turn", "unknown", "review", "ledger", "choices"),
            *(
                "outcome",
                "older",
                "matrix",
                "side",
                "beside",
                "untranslated",
                "translated",
                "sources",
                "table",
                "admonition",
                "footnote",
            ),
        }
    ),
    "img": frozenset({"chart"}),
    "span": frozenset({"unit"}),
    "strong": frozenset({"status", "progress", "modality", "standing", "judgement", "trend"}),
    "a": frozenset({"action", "footnote-ref"}),
    "th": frozenset({"right", "center"}),
    "td": frozenset({"right", "center"}),
}

Content: TypeAlias = "tuple[Element | str, ...]"
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A part of a page. Its attributes are common to all elements; subclasses add others.

    `tag` is the element's name in HTML or one of `heading`, `note`; `style` the class that determines its look. `label`
    is the target name of links to it, unique in the edition, and `lang` its language if it differs (BCP 47). None
    stands for an absent attribute.
    """

    tag: str
    kids: Content = ()
    style: str = ""
    label: str | None = None
    lang: str | None = None

    @property
    def parts(self) -> Content:
        """All its children, in print order."""
        return self.kids

    @property
    def text(self) -> str:
        """Its text, on one line."""
        return " ".join(_raw_text(self).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Element):
    """A heading: its level in the edition from 1, whether it is the page's own, and labels of links in it."""

    level: int
    first: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyperlink(Element):
    """A link with at most one target: a label in the edition, a URL, or a file of the site.

    `mark` labels this mention of a page, for the register. `bare` links show no page number, and are used in footnotes.
    The URL of a web link is in the footnote `note` at its first occurrence; later, `again` is the label of that
    footnote. Links in headings have neither.
    """

    to: str | None = None
    url: str | None = None
    file: str | None = None
    bare: bool = False
    mark: str | None = None
    note: str | None = None
    again: str | None = None

    def is_drawn(self, *, address: str) -> bool:
        """Whether print draws it as a link: footnotes link themselves, and files need the site's `address`."""
        return not self.bare and bool(self.to or self.url or (self.file and address))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip(Element):
    """A status or similar label: `value` is the models' name of the value, such as `ongoing`."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Element):
    """An abbreviation at its first explanation on a page: `title` is its long form."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList(Element):
    """A numbered list, with the number of its first entry."""

    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Element):
    """A picture: its path below the site, and its text alternative."""

    path: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(Element):
    """A footnote: its text at the first mention, and later a reference `to` its label."""

    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: its alignment (`right`, `center` or none), and padding that aligns its decimals.

    `rest` is what its number lacks after the decimal mark compared with the longest in the column, such as `,5`. With
    `hyphenate`, words may be hyphenated, since one of them is wider than the column.
    """

    kids: Content
    align: str = ""
    rest: str = ""
    hyphenate: bool = False


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Element):
    """A table: rows of its header and body, and its layout.

    `columns` are widths in millimetres; `wide` tables need a landscape page; `long` are the numbers of rows, from 0,
    that may break across pages. `opening` is the approximate height of caption, header and first rows, in points, which
    are kept together.
    """

    caption: Content
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    columns: tuple[float, ...]
    wide: bool
    long: tuple[int, ...] = ()
    opening: float = 0.0

    @property
    def parts(self) -> Content:
        """All its children, in the order in which links are tagged: caption, header, body."""
        cells = (kid for row in (*self.head, *self.body) for cell in row for kid in cell.kids)
        return (*self.caption, *cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTree(Element):
    """A page of the site in print: its title, its level in the table of contents from 1, and its length in characters.

    `short` is its short address below the site's, and `coded` says whether a QR code of it is printed beside the page.
    `wide` pages are entirely in landscape; an `entry` is placed within another page.
    """

    title: str
    level: int
    letters: int
    short: str
    coded: bool
    wide: bool
    entry: bool = False


def elements_in(content: Iterable[Element | str]) -> Iterator[Element]:
    """Yield every element in a content, parents before children, in print order."""
    for part in content:
        if isinstance(part, Element):
            yield part
            yield from elements_in(part.parts)


def link_texts(pages: Iterable[PageTree], *, address: str) -> list[str]:
    """Return the text of each link that print draws, in order. Links to files are drawn with a site `address`."""
    return [each.text for each in elements_in(pages) if isinstance(each, Hyperlink) and each.is_drawn(address=address)]


def heading_texts(pages: Iterable[PageTree]) -> list[str]:
    """Return the text of each heading, in order."""
    return [each.text for each in elements_in(pages) if isinstance(each, Heading)]


def as_json(value: object) -> Json:
    """Return an element, or a part of one, as JSON for the print template. None is left out."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    if isinstance(value, Element | Cell):
        facts = ((_key(each.name), getattr(value, each.name)) for each in fields(value))
        return {key: as_json(fact) for key, fact in facts if fact is not None}
    raise TypeError(value)


def _key(name: str) -> str:
    # HTML's name, a reserved word in Python.
    return "class" if name == "style" else name


def _raw_text(part: Element | str) -> str:
    if isinstance(part, str):
        return part
    return (part.alt if isinstance(part, Image) else "") + "".join(map(_raw_text, part.kids))


def classes_of(element: html.HtmlElement, tag: str) -> tuple[list[str], bool]:
    """Return an element's classes, the one that determines its look first, and whether print supports them."""
    known = CLASSES.get(tag, frozenset())
    # The language of a code block is for syntax highlighting on screen.
    names = [name for name in element.get("class", "").split() if not (tag == "code" and name.startswith("language-"))]
    decisive = [name for name in names if name in known]
    # A chip's second class is its value; an admonition's is its type.
    return decisive[:1] + [name for name in names if name not in decisive[:1]], bool(decisive or not names)
