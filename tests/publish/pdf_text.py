"""What a PDF says, read from the file itself: its words in order, and its structure tree."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2

# Between two words of a text may stand a page reference, a footnote, a running head or a repeated table head.
GAP = 150


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, without hyphens: those of line ends look the same (pdfium's U+FFFE)."""
    return re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=\w)[-\ufffe\u00ad](?=\w)", "", text))


def words_of(content: bytes) -> list[str]:
    """Return the words of a PDF in the order of its content."""
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return words("\n".join(pages))


def missing_from(wanted: list[str], found: list[str], start: int) -> tuple[str, int]:
    """Return what is missing when `wanted` is read in order from `start` on, or nothing, and where reading ended."""
    at = start
    for number, word in enumerate(wanted):
        window = found[at : at + GAP] if number else found[at:]
        # The number of a footnote stands close behind a word, and behind a number it looks like more of it.
        fits = (
            each for each, other in enumerate(window) if other == word or (word.isdigit() and other.startswith(word))
        )
        step = next(fits, None)
        if step is None:
            return " ".join(wanted[max(0, number - 5) : number + 5]), at
        at += step + 1
    return "", at


def places_of(phrase: list[str], found: list[str]) -> list[int]:
    """Return where a run of words stands."""
    return [at for at in range(len(found)) if found[at : at + len(phrase)] == phrase]


@cache
def _opened(content: bytes) -> pikepdf.Pdf:
    """Keep a PDF open: its elements end with it."""
    return pikepdf.open(BytesIO(content))


def elements(content: bytes) -> Iterator[tuple[str, pikepdf.Dictionary, int]]:
    """Yield the kind, the element and the depth of everything in a PDF's structure tree, in reading order."""
    pdf = _opened(content)

    def below(parent: pikepdf.Object, depth: int) -> Iterator[tuple[str, pikepdf.Dictionary, int]]:
        kids = parent.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S), kid, depth
                yield from below(kid, depth + 1)

    yield from below(pdf.Root.StructTreeRoot, 0)


def children(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Return the structure elements directly below one."""
    kids = element.get("/K")
    every = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def attribute(element: pikepdf.Dictionary, name: str) -> str:
    """Return a structure attribute of an element, or nothing."""
    given = element.get("/A")
    for each in given if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(each, pikepdf.Dictionary) and name in each:
            return str(each[name])
    return ""


def bookmarks(content: bytes) -> list[tuple[int, str]]:
    """Return the bookmarks of a PDF with their depth, from 1."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:

        def below(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
            for item in items:
                yield depth, item.title
                yield from below(item.children, depth + 1)

        return list(below(outline.root, 1))


def steps(levels: list[int]) -> list[tuple[int, int]]:
    """Return each step between neighbouring heading levels that goes more than one down."""
    return [(above, below) for above, below in pairwise([0, *levels]) if below > above + 1]
