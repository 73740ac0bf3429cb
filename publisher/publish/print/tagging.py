"""Tagging: adds what Typst's binding cannot yet write to a PDF's structure, such as row headers and link texts."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf

from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.layout.geometry import POINTS_PER_MILLIMETRE, SHEET
from publisher.publish.layout.pdf_string import in_one_string

# Typst itself describes links here: the table of contents names the heading, a footnote its number.
DESCRIBED: Final = frozenset({"/TOC", "/Lbl"})
CONTENTS_MARK: Final = ""
"""Among headings, stands for the table of contents, whose bookmark has its words already."""


def tagged(
    path: Path, links: Sequence[str], headings: Sequence[str] = (), *, trimmed: bool = False, place: Place
) -> bytes:
    """Return a PDF file with row headers marked and each link described; `links` are the texts of all links, in order.

    `headings` are the texts for the bookmarks of the pages' headings: without footnotes. If the sheet is larger than
    the page (`trimmed`), each page gets a trim box. Raises ProblemsFound at `place` if the file has another number of
    links than `links`.
    """
    result = BytesIO()
    with pikepdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        tables, places = _tables_and_links(root)
        if len(places) != len(links):
            facts = {"written": len(links), "printed": len(places)}
            raise ProblemsFound([Problem.at(place, "print-links", **facts)])
        ids: dict[str, pikepdf.Object] = {}
        for number, table in enumerate(tables):
            for row_number, row in enumerate(_rows(table)):
                ids |= _name_row(row, f"T{number:04}R{row_number:04}")
        _add_ids(pdf, root, ids)
        for element, words in zip(places, links, strict=True):
            _describe(element, words)
        _name_bookmarks(pdf, headings)
        for page in pdf.pages if trimmed else ():
            _say_where_to_cut(page)
        pdf.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()


def _tables_and_links(root: pikepdf.Object) -> tuple[list[pikepdf.Object], list[pikepdf.Object]]:
    """Return the tables and the undescribed links, in reading order. The tree is long: one walk."""
    tables, links = [], []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kind = str(element.get("/S", ""))
        if kind == "/Table":
            tables.append(element)
        elif kind == "/Link":
            links.append(element)
        if kind not in DESCRIBED:
            waiting += reversed(list(_children(element)))
    return tables, links


def _rows(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the rows of a table, or of its head or body."""
    for child in _children(element):
        # The last rows of a long table are set as its footer, to keep them together.
        if child.S == "/TFoot":
            child.S = pikepdf.Name.TBody
        if child.S == "/TR":
            yield child
        else:
            yield from _rows(child)


def _name_bookmarks(pdf: pikepdf.Pdf, headings: Sequence[str]) -> None:
    # Those after the headings belong to the back matter.
    for mark, words in zip(_bookmarks(pdf.Root.get("/Outlines")), headings, strict=False):
        if words != CONTENTS_MARK:
            mark.Title = pikepdf.String(in_one_string(words))


def _bookmarks(parent: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield the bookmarks below one, in order."""
    mark = parent.get("/First") if parent is not None else None
    while mark is not None:
        yield mark
        yield from _bookmarks(mark)
        mark = mark.get("/Next")


def _say_where_to_cut(page: pikepdf.Page) -> None:
    left, bottom, right, top = map(float, page.mediabox)
    slug, bleed = SHEET.slug * POINTS_PER_MILLIMETRE, SHEET.bleed * POINTS_PER_MILLIMETRE
    for name, inset in (("/TrimBox", slug + bleed), ("/BleedBox", slug)):
        page.obj[name] = pikepdf.Array([left + inset, bottom + inset, right - inset, top - inset])


def _name_row(row: pikepdf.Object, name: str) -> dict[str, pikepdf.Object]:
    """Make the first cell of a table row its header, and refer to it in the others; return it by its id."""
    first, *others = list(_children(row))
    if first.get("/S") != "/TD":
        return {}
    columns = [attribute.Headers for attribute in _attributes(first) if "/Headers" in attribute]
    first.S = pikepdf.Name.TH
    first.ID = pikepdf.String(name)
    first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    if columns:
        first.A.Headers = columns[0]
    for cell in others:
        for attribute in _attributes(cell):
            if "/Headers" in attribute:
                attribute.Headers.append(pikepdf.String(name))
    return {name: first}


def _add_ids(pdf: pikepdf.Pdf, root: pikepdf.Object, ids: dict[str, pikepdf.Object]) -> None:
    """Add an index of elements by id to the tree. A name tree may be a single sorted list (ISO 32000-1, 7.9.6)."""
    known = dict(pikepdf.NameTree(root.IDTree).items()) if "/IDTree" in root else {}
    names = sorted((known | ids).items())
    if names:
        pairs = [part for name, element in names for part in (pikepdf.String(name), element)]
        root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))


def _describe(element: pikepdf.Object, words: str) -> None:
    """Describe the target of each area of a link: its text, then the page or the URL that Typst gave."""
    for reference in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(reference, pikepdf.Dictionary) and reference.get("/Type") == "/OBJR":
            target = str(reference.Obj.get("/Contents", "")).rpartition(", ")[2]
            said = f"{words}, {target}" if target and target != words else words
            reference.Obj.Contents = pikepdf.String(in_one_string(said))


def _attributes(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    attributes = element.get("/A")
    yield from attributes if isinstance(attributes, pikepdf.Array) else [attributes] if attributes is not None else []


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the structure elements directly below one, without marked content and objects."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
