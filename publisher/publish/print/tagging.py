"""Tagging: what Typst's binding cannot yet say in a PDF's structure: row headers, and what a link leads to."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

# Points: the edge of a printer's sheet that holds the marks, and what is printed beyond the cut (7 and 3 mm).
SLUG: Final = 7 * 72 / 25.4
BLEED: Final = 3 * 72 / 25.4
# A link here is described by Typst itself: the contents name the heading, a footnote its number.
DESCRIBED: Final = frozenset({"/TOC", "/Lbl"})


def tagged(path: Path, links: Sequence[str], headings: Sequence[str] = (), *, trimmed: bool = False) -> bytes:
    """Return a PDF file with row headers marked and each link described; `links` are the words of all links, in order.

    `headings` are the words of the pages' headings, as the bookmarks shall say them: without notes. Where the sheet
    is larger than the page, each says where the printer cuts (`trimmed`).
    """
    result = BytesIO()
    with pikepdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        tables, places = _tables_and_links(root)
        if len(places) != len(links):
            raise ValueError(f"{len(links)} links were written, {len(places)} are in print")
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
    """Return the tables and the links that are not described yet, each in reading order. The tree is long: one walk."""
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
        if child.S == "/TR":
            yield child
        else:
            yield from _rows(child)


def _name_bookmarks(pdf: pikepdf.Pdf, headings: Sequence[str]) -> None:
    # The first bookmark is that of the contents; those after the headings belong to the back.
    marks = list(_bookmarks(pdf.Root.get("/Outlines")))[1:]
    for mark, words in zip(marks, headings, strict=False):
        mark.Title = pikepdf.String(words)


def _bookmarks(parent: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield the bookmarks below one in their order."""
    mark = parent.get("/First") if parent is not None else None
    while mark is not None:
        yield mark
        yield from _bookmarks(mark)
        mark = mark.get("/Next")


def _say_where_to_cut(page: pikepdf.Page) -> None:
    left, bottom, right, top = map(float, page.mediabox)
    for name, inset in (("/TrimBox", SLUG + BLEED), ("/BleedBox", SLUG)):
        page.obj[name] = pikepdf.Array([left + inset, bottom + inset, right - inset, top - inset])


def link_words(trees: Sequence[Any], *, address: str) -> list[str]:
    """Return the words of each link in the pages' trees, in the order of print. Files count with an address."""
    return [words for tree in trees for words in _link_words(tree, address=address)]


def _link_words(tree: Any, *, address: str) -> Iterator[str]:
    if isinstance(tree, str):
        return
    if tree["tag"] == "a" and not tree.get("bare") and ("file" not in tree or address):
        yield " ".join(_text(tree).split())
    cells = [cell for row in [*tree.get("head", ()), *tree.get("body", ())] for cell in row]
    for part in [*tree.get("caption", ()), *(kid for cell in cells for kid in cell["kids"]), *tree["kids"]]:
        yield from _link_words(part, address=address)


def heading_words(trees: Sequence[Any]) -> list[str]:
    """Return the words of each heading in the pages' trees, in order."""
    found = []
    for tree in trees:
        if isinstance(tree, dict):
            found += [" ".join(_text(tree).split())] if tree["tag"] == "heading" else heading_words(tree["kids"])
    return found


def _text(tree: Any) -> str:
    return tree if isinstance(tree, str) else tree.get("alt", "") + "".join(map(_text, tree["kids"]))


def _name_row(row: pikepdf.Object, name: str) -> dict[str, pikepdf.Object]:
    """Make the first cell of a table's row its header, and name it in the others; return it by its id."""
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
    """Let the tree find its elements by their ids. A name tree may be one sorted list (ISO 32000-1, 7.9.6)."""
    known = dict(pikepdf.NameTree(root.IDTree).items()) if "/IDTree" in root else {}
    names = sorted((known | ids).items())
    if names:
        pairs = [part for name, element in names for part in (pikepdf.String(name), element)]
        root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))


def _describe(element: pikepdf.Object, words: str) -> None:
    """Say in each of a link's areas what it leads to: its words, then the page or the address that Typst gave."""
    for reference in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(reference, pikepdf.Dictionary) and reference.get("/Type") == "/OBJR":
            goal = str(reference.Obj.get("/Contents", "")).rpartition(", ")[2]
            reference.Obj.Contents = pikepdf.String(f"{words}, {goal}" if goal and goal != words else words)


def _attributes(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    attributes = element.get("/A")
    yield from attributes if isinstance(attributes, pikepdf.Array) else [attributes] if attributes is not None else []


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the structure elements directly below one; marked content and objects are none."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
