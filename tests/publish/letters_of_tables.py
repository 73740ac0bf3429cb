"""The size of the letters in the tables of a PDF, which readers compare line by line."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf

from tests.publish.pdf_text import elements
from tests.publish.sheets import chars, name_of

LEAST = 9.45


def small_in_tables(content: bytes, least: float = LEAST) -> list[str]:
    """Return the words of tables that are set below so many points, by the sheet."""
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {name_of(page.obj): number for number, page in enumerate(pdf.pages, 1)}
    marked: set[tuple[int, int]] = set()
    for kind, table, _ in elements(content):
        if kind == "/Table":
            marked |= {(numbers[page], mark) for page, mark in _marks(table, None)}
    small: dict[tuple[int, int], str] = {}
    for number, sheet in enumerate(chars(content), 1):
        for char in sheet:
            if (number, char.mark) in marked and char.text.strip() and char.size < least:
                small[number, char.mark] = small.get((number, char.mark), "") + char.text
    return [f"{number}: {said}" for (number, _), said in small.items()]


def _marks(element: pikepdf.Dictionary, page: tuple[int, int] | None) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the marked content of an element: its page and its number there; notes stand at the foot."""
    own = name_of(element.Pg) if "/Pg" in element else page
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S not in ("/Note", "/Lbl"):
                yield from _marks(kid, own)
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield name_of(kid.Pg) if "/Pg" in kid else own or (0, 0), int(kid.MCID)
        elif isinstance(kid, int) and own:
            yield own, kid
