"""Percent in scans: what another reading of the same picture says, and nothing else of it."""

import pytest

from publisher.importing.readers.scan import source_of_pages
from publisher.ocr.hocr import PlacedWord, ReadLine, ReadPage
from publisher.ocr.percent import may_have_percent, with_percent

Placed = tuple[str, float, float]


def page(*lines: tuple[Placed, ...]) -> ReadPage:
    """Return a page of words, each with its text and where it begins and ends."""
    made = []
    for at, words in enumerate(lines, start=4):
        placed: list[PlacedWord] = [
            {"text": text, "x0": x0, "x1": x1, "top": at * 20.0, "bottom": at * 20.0 + 10} for text, x0, x1 in words
        ]
        made.append(ReadLine(tuple(placed), begins=True))
    return ReadPage(tuple(made), (), 842.0)


@pytest.mark.parametrize(
    ("read", "other", "text", "sure"),
    [
        ((("71", 10, 20), ("0", 22, 30)), (("71", 10, 20), ("%", 22, 27)), "71 %", True),
        ((("6,8", 10, 20), ("No.", 22, 32)), (("6,8", 10, 20), ("%.", 22, 32)), "6,8 %.", True),
        ((("5,5", 10, 20), ("HN", 22, 30)), (("55%", 10, 30),), "5,5 %", True),
        ((("9096", 10, 40),), (("90%", 10, 40),), "90%", False),
        ((("38", 10, 20), ("246", 22, 34)), (("33", 10, 20), ("%", 22, 34)), "38 %", True),
    ],
)
def test_only_percent_is_taken_from_another_reading(
    read: tuple[Placed, ...], other: tuple[Placed, ...], text: str, *, sure: bool
) -> None:
    assert may_have_percent(page(read))
    made = with_percent(page(read), page(other))
    assert [line.text for line in made.lines] == [text]
    assert [(each.before, each.sure) for each in made.reread] == [(read[-1][0], sure)]


@pytest.mark.parametrize(
    ("read", "other"),
    [
        ((("71", 10, 20), ("till", 22, 34)), (("71", 10, 20), ("%", 22, 34))),
        ((("71", 10, 20), ("platser", 22, 50)), (("71", 10, 20), ("%", 22, 50))),
        ((("9096", 10, 40),), (("80%", 10, 40),)),
        ((("1,5", 10, 20), ("26", 22, 30)), (("25%", 10, 30),)),
        ((("71", 10, 20), ("0", 22, 30)), (("71", 10, 20), ("0", 22, 30))),
        ((("71", 10, 20), ("%", 22, 30)), (("71", 10, 20), ("%", 22, 30))),
        ((("71", 10, 20), ("0", 22, 30)), (("%", 60, 70),)),
    ],
)
def test_a_word_or_another_number_stays(read: tuple[Placed, ...], other: tuple[Placed, ...]) -> None:
    made = with_percent(page(read), page(other))
    assert [line.words for line in made.lines] == [line.words for line in page(read).lines] and not made.reread


def test_a_page_of_words_is_not_read_twice() -> None:
    assert not may_have_percent(page((("Antal", 10, 40), ("120", 50, 60), ("platser", 70, 90)), (("2024", 10, 30),)))


def test_the_report_says_what_was_read_again_and_asks_about_the_unsure() -> None:
    read = page(
        (("Andelen", 60, 100), ("ska", 104, 120), ("vara", 124, 140), ("71", 144, 154), ("0", 156, 164)),
        (("Minst", 60, 100), ("9096", 104, 130), ("ska", 134, 150), ("delta", 154, 180)),
    )
    other = page((("71", 144, 154), ("%", 156, 164)), (("90%", 104, 130),))
    source = source_of_pages("a.png", "0", "sv", [with_percent(read, other)])
    assert [(each.before, each.after, each.sure) for each in source.repaired[:2]] == [
        ("0", "%", True), ("9096", "90%", False),
    ]  # fmt: skip
    assert "71 %" in " ".join(block.text for block in source.blocks)
    asked = [(doubt.code, dict(doubt.facts)) for line in source.lines() for doubt in line.doubts]
    assert ("word", {"word": "90%", "read": "9096"}) in asked
