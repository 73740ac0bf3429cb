"""What a printed edition says to somebody who cannot see it: its text by the structure tree, in reading order.

Running heads are artifacts and belong to no structure, so they are not here. Notes are given apart, because on
paper they stand at the foot of a page and on the web at the end of an article.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import html

WORD = re.compile(r"\w+")
# pdfium gives U+0002 or U+FFFE for a hyphen that a line break made; Typst itself writes U+00AD.
BROKEN = re.compile("[\u00ad\u0002\ufffe]\\s*")
# The least distance between two lines, in points; a raised figure is nearer.
_LINE = 7.0
WITHIN = re.compile(r"(?<=\w)-(?=\w)")
APART = frozenset(
    {"/P", "/LI", "/Lbl", "/LBody", "/TD", "/TH", "/Caption", "/Note", "/Figure", "/Title", "/TOCI", "/Div"}
)


@dataclass(slots=True)
class Printed:
    """The words of a PDF in reading order; its contents, notes and alternative texts apart."""

    words: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)


def printed(content: bytes) -> Printed:
    """Return what a PDF says."""
    texts = _marked_texts(content)
    pieces: dict[str, list[str]] = {"words": [], "contents": [], "notes": []}
    result = Printed()
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for role, piece, alternative in _walk(pdf.Root.StructTreeRoot, pages, texts, "words"):
            pieces[role].append(piece)
            if alternative:
                result.alternatives.append(alternative)
    for role, text in pieces.items():
        setattr(result, role, words("".join(text)))
    return result


def headings(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the headings of a PDF in reading order: the level and the words of each."""
    texts = _marked_texts(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        found = []
        for element in _headings(pdf.Root.StructTreeRoot):
            pieces = [piece for _, piece, _ in _walk(element, pages, texts, "words")]
            found.append((int(str(element.S)[2:]), words("".join(pieces))))
        return found


def lists(content: bytes) -> list[list[tuple[int, list[str]]]]:
    """Return the lists of a PDF in reading order: of each item the sheet that it begins on, from 1, and its words."""
    texts = _marked_texts(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        found = []
        for each in _of_kind(pdf.Root.StructTreeRoot, "/L"):
            items = [
                (pages[page] + 1, words("".join(piece for _, piece, _ in _walk(item, pages, texts, "words"))))
                for item in _of_kind(each, "/LI", below=False)
                if (page := _first_page(item)) is not None
            ]
            found.append(items)
        return found


def _of_kind(element: pikepdf.Object, kind: str, *, below: bool = True) -> Iterator[pikepdf.Object]:
    """Yield the elements of a kind in one, in reading order; `below` says whether also those within others."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) == kind:
                yield kid
            if below or str(kid.S) != kind:
                yield from _of_kind(kid, kind, below=below)


def _first_page(element: pikepdf.Object) -> tuple[int, int] | None:
    if "/Pg" in element:
        number, generation = element.Pg.objgen
        return number, generation
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and (page := _first_page(kid)) is not None:
            return page
    return None


def _headings(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if re.fullmatch(r"/H\d", str(kid.S)):
                yield kid
            else:
                yield from _headings(kid)


def words(text: str) -> list[str]:
    """Return the words of a text, without hyphens, since a line may break at one, and with ligatures taken apart."""
    return WORD.findall(unicodedata.normalize("NFKC", WITHIN.sub("", BROKEN.sub("", text))))


def article_words(content: str) -> list[str]:
    """Return the words of a page's HTML in reading order, without its footnotes and the references to them."""
    root = html.fragment_fromstring(content, create_parent="article")
    notes = ".//div[@class='footnote'] | .//sup[a[contains(@class, 'footnote-ref')]]"
    # What opens a fold is for a screen: on paper nothing is folded.
    for element in root.xpath(f"{notes} | .//details/summary"):
        element.drop_tree()
    return words(" ".join(_texts(root)))


def missing(wanted: Iterable[str], found: Iterable[str]) -> list[str]:
    """Return the first words that do not follow in the same order in `found`, with those before them; or nothing.

    A word may stand there in two halves: for a hyphen at the end of a line pdfium at times gives a space.
    """
    rest, at = list(found), 0
    context: list[str] = []
    for word in wanted:
        context.append(word)
        while at < len(rest) and word not in (rest[at], "".join(rest[at : at + 2])):
            at += 1
        if at == len(rest):
            return context[-8:]
        at += 1 if rest[at] == word else 2
    return []


def added(wanted: Iterable[str], found: Iterable[str]) -> list[str]:
    """Return the words in `found` that stand between the `wanted` ones: what only paper says."""
    rest = iter(wanted)
    awaited = next(rest, None)
    extra = []
    for word in found:
        if word == awaited:
            awaited = next(rest, None)
        else:
            extra.append(word)
    return extra


def _texts(element: html.HtmlElement) -> Iterator[str]:
    """Yield the texts of an element; what stands in different blocks is different words."""
    inline = element.tag in {"a", "abbr", "code", "del", "em", "ins", "span", "strong", "sub", "sup"}
    text = "".join((element.text or "", *(f"{''.join(_texts(child))}{child.tail or ''}" for child in element)))
    yield text if inline else f" {text} "


def _walk(
    element: pikepdf.Object, pages: Mapping[Any, int], texts: dict[tuple[int, int], str], role: str
) -> Iterator[tuple[str, str, str]]:
    kind = str(element.get("/S", ""))
    role = {"/TOC": "contents", "/Note": "notes"}.get(kind, role)
    apart = kind in APART or kind.startswith("/H")
    yield role, " " if apart else "", str(element.get("/Alt", ""))
    if kind == "/Figure":
        return  # its alternative text is read in the place of what is drawn
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield role, texts.get((pages[element.Pg.objgen], kid), ""), ""
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            page = kid.Pg if "/Pg" in kid else element.Pg
            yield role, texts.get((pages[page.objgen], int(kid.MCID)), ""), ""
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _walk(kid, pages, texts, role)
    yield role, " " if apart else "", ""


@lru_cache(maxsize=1)
def _marked_texts(content: bytes) -> dict[tuple[int, int], str]:
    """Return the text of every piece of marked content, by page and number."""
    texts: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(content)
    try:
        for number, page in enumerate(document):
            text_page, line = page.get_textpage(), 0.0
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
                part = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                if part < 0:
                    continue  # decoration, which is not read
                before, line = line, item.get_matrix().f
                # Typst leaves out a space after a box at the end of a line: every reader sees that a line ends there.
                apart = " " if abs(line - before) > _LINE else ""
                texts[number, part] = texts.get((number, part), "") + apart + _text(item, text_page)
            text_page.close()
            page.close()
    finally:
        document.close()
    return texts


def _text(item: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(size * 2)
    pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size * 2)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
