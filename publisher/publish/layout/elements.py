"""The elements of a printed page, typed, and their form in JSON that the print template (`macros/print/`) draws.

Every element and class of HTML that print knows stands here; what does not becomes a Problem in `tree.py`.
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
    """A part of a page. Its facts are those of any element; the classes below add what only some have.

    `tag` is the element's name in HTML or one of `heading`, `note`; `style` the class that decides its look. `label` is
    the name that links lead to it by, unique in the edition, and `lang` its language where that is another (BCP 47).
    None is for what an element does not have.
    """

    tag: str
    kids: Content = ()
    style: str = ""
    label: str | None = None
    lang: str | None = None

    @property
    def parts(self) -> Content:
        """All that it holds, in the order of print."""
        return self.kids

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return " ".join(_raw_text(self).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Element):
    """A heading: its level in the edition from 1, whether it is the page's own, and labels of links in it."""

    level: int
    first: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyperlink(Element):
    """A link that leads to one place at most: a label in the edition, an address on the web, or a file of the site.

    `mark` labels this mention of a page, for the registers. `bare` links show no page number, and are footnotes' own.
    The address of a link to the web stands in the footnote `note` where it comes first on a page; `again` is the label
    of that footnote afterwards. Neither is there in a heading.
    """

    to: str | None = None
    url: str | None = None
    file: str | None = None
    bare: bool = False
    mark: str | None = None
    note: str | None = None
    again: str | None = None

    def is_drawn(self, *, address: str) -> bool:
        """Whether print has a link for it: footnotes link themselves, and files need the site's `address`."""
        return not self.bare and bool(self.to or self.url or (self.file and address))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip(Element):
    """A status and its like: `value` is the value as the models name it, such as `ongoing`."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Element):
    """An abbreviation where it is first explained on a page: `title` is what it stands for."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList(Element):
    """A numbered list, with the number of its first entry."""

    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Element):
    """A picture: its path below the site, and what it shows, in words."""

    path: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(Element):
    """A footnote: its text where it is first led to, and afterwards a reference `to` its label."""

    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: how it is aligned (`right`, `center` or not), and the digits that align its decimals.

    `rest` is what its number lacks behind the decimal mark against the longest of the column, such as `,5`. In a
    `hyphenate` one words may be broken, for one of them is wider than the column.
    """

    kids: Content
    align: str = ""
    rest: str = ""
    hyphenate: bool = False


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Element):
    """A table: rows of its head and its body, and how it is laid out.

    `columns` are widths in millimetres; `wide` tables need a sheet in landscape; `long` are the numbers of rows, from
    0, that may run over to the next sheet. `opening` is about how high caption, head and the first rows are, in
    points, which stand on one sheet.
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
        """All that it holds, in the order that links are tagged in: caption, head, body."""
        cells = (kid for row in (*self.head, *self.body) for cell in row for kid in cell.kids)
        return (*self.caption, *cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTree(Element):
    """A page of the site in print: its title, its level in the contents from 1, and how many characters it has.

    `short` is its short address below the site's, and `coded` says whether a QR code of it stands beside the page.
    `wide` pages are in landscape altogether; an `entry` stands within another page.
    """

    title: str
    level: int
    letters: int
    short: str
    coded: bool
    wide: bool
    entry: bool = False


def elements_in(content: Iterable[Element | str]) -> Iterator[Element]:
    """Yield every element in a content, each before those within it, in the order of print."""
    for part in content:
        if isinstance(part, Element):
            yield part
            yield from elements_in(part.parts)


def link_texts(pages: Iterable[PageTree], *, address: str) -> list[str]:
    """Return the words of each link that print draws, in order. Links to files are drawn with a site `address`."""
    return [each.text for each in elements_in(pages) if isinstance(each, Hyperlink) and each.is_drawn(address=address)]


def heading_texts(pages: Iterable[PageTree]) -> list[str]:
    """Return the words of each heading, in order."""
    return [each.text for each in elements_in(pages) if isinstance(each, Heading)]


def as_json(value: object) -> Json:
    """Return an element, or a part of one, in the form that the print template reads. What is None is left out."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    if isinstance(value, Element | Cell):
        facts = ((_key(each.name), getattr(value, each.name)) for each in fields(value))
        return {key: as_json(fact) for key, fact in facts if fact is not None}
    raise TypeError(value)


def _key(name: str) -> str:
    # HTML's word for it, which Python keeps for itself.
    return "class" if name == "style" else name


def _raw_text(part: Element | str) -> str:
    if isinstance(part, str):
        return part
    return (part.alt if isinstance(part, Image) else "") + "".join(map(_raw_text, part.kids))


def classes_of(element: html.HtmlElement, tag: str) -> tuple[list[str], bool]:
    """Return an element's classes, the one that decides its look first, and whether print knows them."""
    known = CLASSES.get(tag, frozenset())
    # The language of a code block is for a screen's colours.
    names = [name for name in element.get("class", "").split() if not (tag == "code" and name.startswith("language-"))]
    decisive = [name for name in names if name in known]
    # A chip's second class is its value; an admonition's says of what sort it is.
    return decisive[:1] + [name for name in names if name not in decisive[:1]], bool(decisive or not names)
