"""Icons in tables of Word documents, which judge by their alternative text or by their colour, and are asked about."""

from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw

from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.readers.formats import read_source

GREEN, YELLOW, RED, GREY = "#2e9e3f", "#f2c200", "#c8102e", "#888888"


def icon(folder: Path, name: str, colour: str, mark: str = "") -> Path:
    """Return a picture of a disc on a transparent ground, perhaps with a mark on it."""
    picture = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((4, 4, 56, 56), fill=colour)
    if mark:
        draw.text((22, 22), mark, fill="black")
    picture.save(folder / f"{name}.png")
    return folder / f"{name}.png"


def source(folder: Path, icons: list[Path], words: list[str] | None = None, width: int = 5) -> SourceFile:
    document = docx.Document()
    table = document.add_table(len(icons) + 1, 2)
    for cell, text in zip(table.rows[0].cells, ("Mål", "Bedömning"), strict=True):
        cell.text = text
    for at, path in enumerate(icons, start=1):
        table.cell(at, 0).text = f"Mål {at}"
        shape = table.cell(at, 1).paragraphs[0].add_run().add_picture(str(path), width=Mm(width))
        if words:
            shape._inline.docPr.set("descr", words[at - 1])
    document.save(str(folder / "plan.docx"))
    return read_source(folder / "plan.docx", None, "sv")


def read(found: SourceFile) -> list[tuple[str, list[str]]]:
    """Return what stands in the second column of each row, with the doubts about its cells and about the row."""
    [table] = [block for block in found.blocks if block.sort is BlockSort.TABLE]
    return [
        (row.cells[1], [doubt.code for _, doubt in row.doubts] + [doubt.code for doubt in row.line.doubts])
        for row in table.rows[1:]
    ]


def test_icons_judge_by_their_colours(tmp_path: Path) -> None:
    icons = [
        icon(tmp_path, "a", GREEN),
        icon(tmp_path, "b", YELLOW),
        icon(tmp_path, "c", RED),
        icon(tmp_path, "a", GREEN),
    ]
    found = source(tmp_path, icons)
    assert read(found) == [(light, ["icon-alone"]) for light in ("🟢", "🟡", "🔴", "🟢")]
    assert not [each for each in found.left if each.why == "picture"]


def test_icons_judge_by_their_words_first(tmp_path: Path) -> None:
    icons = [icon(tmp_path, "a", GREY), icon(tmp_path, "b", GREEN)]
    assert read(source(tmp_path, icons, ["Delvis uppfyllt", "En grön cirkel"])) == [
        ("Delvis uppfyllt", ["icon-alone"]), ("🟢", ["icon-alone"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "icons",
    [
        [(GREY, "")],
        [(YELLOW, ":)"), (YELLOW, ":(")],  # two faces of one colour say nothing by it
    ],
)
def test_an_icon_that_is_not_understood_is_asked_about(tmp_path: Path, icons: list[tuple[str, str]]) -> None:
    paths = [icon(tmp_path, f"{at}", colour, mark) for at, (colour, mark) in enumerate(icons)]
    found = source(tmp_path, paths)
    assert read(found) == [("", ["icon-unread"])] * len(icons)
    assert [each.why for each in found.left] == ["picture"] * len(icons)


def test_a_larger_picture_or_one_beside_words_is_no_icon(tmp_path: Path) -> None:
    assert read(source(tmp_path, [icon(tmp_path, "a", GREEN)], width=30)) == [("", [])]
    document = docx.Document(str(tmp_path / "plan.docx"))
    document.tables[0].cell(1, 1).paragraphs[0].add_run("Karta")
    document.save(str(tmp_path / "plan.docx"))
    assert read(read_source(tmp_path / "plan.docx", None, "sv")) == [("Karta", [])]
