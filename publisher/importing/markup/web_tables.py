"""Tables of web pages: their cells with the colours of their own styles, and what their only pictures say."""

import re
from typing import TYPE_CHECKING, Final

from coloraide import Color

from publisher.importing.form.lights import light
from publisher.importing.layout.word_icons import judged_by_pictures
from publisher.importing.markup.marked_tables import MarkedCell
from publisher.importing.markup.web_pictures import WebPictures
from publisher.importing.markup.web_text import WebRun, WebText

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLED: Final = re.compile(r"(?:^|;)\s*(background(?:-color)?|color)\s*:\s*([^;!]+)", re.IGNORECASE)
_MOST_SPANNED: Final = 1000
_CELLS: Final = frozenset({"td", "th"})


class WebTable:
    """A table: its rows, its title, and the pictures and texts of its cells that are no part of these."""

    def __init__(self, element: "Element", text: WebText, pictures: WebPictures, language: str) -> None:
        self._text = text
        self.cells = [[each for each in row if each.tag in _CELLS] for row in element.iter("tr")
                      if table_of(row) is element]  # fmt: skip
        caption = element.find("caption")
        self.caption = WebRun()
        self.title = "" if caption is None else " ".join(text.inner(caption, self.caption).split())
        self._runs = {cell: WebRun() for row in self.cells for cell in row}
        self._texts = {cell: text.lines(cell, run) for cell, run in self._runs.items()}
        self._icons = self._judged(pictures, language)

    @property
    def rows(self) -> list[list[MarkedCell]]:
        """Its rows."""
        return [[self._cell(cell) for cell in row] for row in self.cells]

    @property
    def runs(self) -> list[WebRun]:
        """What stands in its cells besides their texts and icons."""
        icons = {cell for cell, text in self._icons.items() if text}
        return [WebRun([], run.left) if cell in icons else run for cell, run in self._runs.items()]

    def _judged(self, pictures: WebPictures, language: str) -> "dict[Element, str]":
        """Return what the only pictures of cells say: their alternative texts, or the lights of their colours."""
        alone = {cell: run.pictures[0] for cell, run in self._runs.items()
                 if len(run.pictures) == 1 and not self._texts[cell]}  # fmt: skip
        said = {cell: " ".join(str(each.get("alt") or "").split()) for cell, each in alone.items()}
        drawn = {cell: ("", pictures.content(each) or b"") for cell, each in alone.items() if not said[cell]}
        return {**judged_by_pictures(drawn, language), **{cell: text for cell, text in said.items() if text}}

    def _cell(self, cell: "Element") -> MarkedCell:
        fill = _light(cell, "background", "background-color") or light(_hex(str(cell.get("bgcolor") or "")))
        inks = {
            _light(each, "color") for each in cell.iter() if isinstance(each.tag, str) and (each.text or "").strip()
        }
        ink = inks.pop() if len(inks) == 1 else ""
        across, down = (_number(cell.get(name)) for name in ("colspan", "rowspan"))
        return MarkedCell(self._texts[cell], across, down, ink or fill, fill, self._icons.get(cell))


def is_web_layout(element: "Element") -> bool:
    """Return whether a table only lays out what is in it: one cell, or other tables in one row or one column."""
    cells = [[each for each in row if each.tag in _CELLS] for row in element.iter("tr") if table_of(row) is element]
    nested = bool(inner_tables(element))
    alone = len(cells) == 1 and len(cells[0]) == 1
    in_one = nested and (len(cells) == 1 or all(len(row) == 1 for row in cells))
    return element.get("role") in {"presentation", "none"} or alone or in_one


def inner_tables(element: "Element") -> "list[Element]":
    """Return the tables right in a table's cells."""
    return [each for each in element.iter("table") if table_of(each.getparent()) is element]


def table_of(element: "Element | None") -> "Element | None":
    """Return the table that an element is, or is in."""
    while element is not None and element.tag != "table":
        element = element.getparent()
    return element


def _light(element: "Element", *names: str) -> str:
    """Return the traffic light of a colour in an element's own style, or ""."""
    styled = dict(_STYLED.findall(str(element.get("style") or "").casefold()))
    return next((found for name in names if (found := light(_hex(styled.get(name, ""))))), "")


def _hex(colour: str) -> str:
    """Return a colour of CSS as six hexadecimal digits, "" if it is none."""
    text = colour.strip()
    text = f"#{text}" if re.fullmatch("[0-9a-fA-F]{6}", text) else text
    try:
        return str(Color(text).convert("srgb").fit().to_string(hex=True, alpha=False))[1:] if text else ""
    except ValueError:
        return ""


def _number(text: str | None) -> int:
    return max(1, min(int(text), _MOST_SPANNED)) if text and text.strip().isdigit() else 1
