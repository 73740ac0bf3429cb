"""A scanned page: words by their places, level however the sheet lay, and tables by their lines or their gaps."""

from dataclasses import replace

import pytest

from publisher.importing.form.source import SourceFile
from publisher.importing.readers.scan import source_of_pages
from publisher.ocr.hocr import read_page, with_dashes

ROWS = (
    ("Mått", "2025", "2028"),
    ("Elever som känner sig", "78", "85"),
    ("trygga, andel", "", ""),
    ("Behöriga", "81,2", "86"),
)
COLUMNS = (100, 600, 900)
HEIGHTS = (400, 450, 480, 530)


def hocr(*, across: bool = True, down: bool = True, askew: float = 0.0, torn: bool = False) -> bytes:
    """Return a page of two paragraphs around a table, as an engine gives it; its lines rise by `askew`, and `torn` ones
    are seen in part."""
    made: list[str] = []

    def box(x0: float, y0: float, x1: float, y1: float) -> str:
        low, high = y0 + askew * x0, y1 + askew * x1
        return f"bbox {x0:.0f} {min(low, y0 + askew * x1):.0f} {x1:.0f} {max(high, y1 + askew * x0):.0f}"

    def line(y: float, cells: tuple[str, ...], places: tuple[int, ...]) -> None:
        words = []
        for text, place in zip(cells, places, strict=True):
            left = float(place)
            for word in text.split():
                right = left + 12 * len(word)
                words.append(f"<span class='ocrx_word' title='{box(left, y, right, y + 22)}'>{word}</span>")
                left = right + 8
        title = f"{box(100, y, 1100, y + 22)}; baseline {askew} {-abs(askew) * 1000 if askew < 0 else 0:.0f}; x_size 24"
        # The baseline begins at the lower left corner of the line's box.
        title = title.replace(f"{askew} 0", f"{askew} {-askew * 1000:.0f}") if askew > 0 else title
        made.append(f"<p class='ocr_par'><span class='ocr_line' title='{title}'>{''.join(words)}</span></p>")

    def ruling(x0: float, y0: float, x1: float, y1: float) -> None:
        made.append(f"<div class='ocr_separator' title='{box(x0, y0, x1, y1)}'></div>")

    line(300, ("Nämnden ska varje år mäta hur eleverna trivs.",), (100,))
    for cells, y in zip(ROWS, HEIGHTS, strict=True):
        line(y, cells, COLUMNS)
    line(700, ("Rektor bör delta i arbetet med trygghet.",), (100,))
    for y in (390, 440, 520, 570) if across else ():
        ruling(90, y, 800 if torn and y == 440 else 1150, y + 3)
    for x in (90, 590, 890, 1150) if down else ():
        ruling(x, 500 if torn and x == 590 else 390, x + 3, 570)
    return f"<html><body><div class='ocr_page' title='bbox 0 0 1240 1754'>{''.join(made)}</div></body></html>".encode()


def tables(source: SourceFile) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in block.rows] for block in source.blocks if block.rows]


@pytest.mark.parametrize("page", [hocr(), hocr(down=False), hocr(torn=True), hocr(askew=0.012), hocr(askew=-0.012)])
def test_a_table_of_a_scan_is_one_by_its_lines_or_its_gaps(page: bytes) -> None:
    source = source_of_pages("skola.pdf", "0", "sv", [read_page(page)])
    assert tables(source) == [
        [("Mått", "2025", "2028"), ("Elever som känner sig trygga, andel", "78", "85"), ("Behöriga", "81,2", "86")]
    ]
    assert [block.text for block in source.blocks if not block.rows] == [
        "Nämnden ska varje år mäta hur eleverna trivs.", "Rektor bör delta i arbetet med trygghet."
    ]  # fmt: skip
    doubts = [[doubt.code for doubt in row.line.doubts] for block in source.blocks for row in block.rows]
    assert doubts == [["scanned-numbers"]] * 3


def test_a_table_without_lines_is_one_by_its_columns() -> None:
    source = source_of_pages("skola.pdf", "0", "sv", [read_page(hocr(across=False, down=False))])
    assert tables(source)[0][0] == ("Mått", "2025", "2028")


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(ValueError):
        read_page(b"<html><body></body></html>")


def line_of(*words: tuple[str, int, int]) -> bytes:
    """Return a page of one line; each word has its text, its width and its height."""
    spans, left = [], 100
    for text, width, height in words:
        box = f"bbox {left} {330 - height} {left + width} 330"
        spans.append(f"<span class='ocrx_word' title='{box}'>{text}</span>")
        left += width + 12
    title = f"bbox 100 290 {left} 330; baseline 0 0; x_size 36"
    line = f"<p class='ocr_par'><span class='ocr_line' title='{title}'>{''.join(spans)}</span></p>"
    return f"<html><body><div class='ocr_page' title='bbox 0 0 1655 2339'>{line}</div></body></html>".encode()


def test_what_is_smaller_than_any_mark_is_a_speck() -> None:
    page = read_page(line_of(("d", 2, 2), ("Skolan", 110, 26), (":", 3, 4), ("växer", 80, 20), ("-", 13, 2)))
    assert [line.text for line in page.lines] == ["Skolan växer -"]


def test_dashes_between_words_are_dashes() -> None:
    read = (("-", 13, 2), ("elever", 90, 20), ("—", 20, 2), ("och", 50, 20), ("-", 13, 2), ("lärare", 90, 20),
            ("2023", 60, 20), ("-", 13, 2), ("2025", 60, 20), ("-", 13, 2))  # fmt: skip
    page = with_dashes(read_page(line_of(*read)))
    # At an edge it may begin an item or break a word, and between numbers it may be a minus sign.
    assert [line.text for line in page.lines] == ["- elever – och – lärare 2023 - 2025 -"]
    assert [(each.before, each.word["text"], each.sure) for each in page.reread] == [("—", "–", True), ("-", "–", True)]


def test_a_mark_far_behind_a_line_is_a_speck() -> None:
    page = read_page(line_of(("Mål", 60, 26), ("och", 50, 20), ("medel", 90, 26), ("-", 13, 2)))
    [line] = page.lines
    moved = [*line.words[:-1], {**line.words[-1], "x0": 400.0, "x1": 404.0}]
    for words, text in ((line.words, "Mål och medel -"), (moved, "Mål och medel")):
        source = source_of_pages("s.pdf", "", "sv", [replace(page, lines=(replace(line, words=tuple(words)),))])
        assert [each.text for each in source.lines() if each.text] == [text]
