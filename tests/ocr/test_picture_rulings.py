"""Ruling lines and specks in the picture of a page: they are erased, and letters, dots and dashes are not."""

import pytest
from PIL import Image, ImageChops, ImageDraw

from publisher.ocr.picture_rulings import without_ruling_lines, without_specks

SIZE = (1000, 1400)


def page(*, ruled: bool) -> Image.Image:
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    for top in range(200, 1200, 60):
        draw.rectangle((100, top, 130, top + 4), fill=0)  # a dash
        draw.rectangle((200, top, 204, top + 25), fill=0)  # the stem of a letter
    for place in (80, 500, 900) if ruled else ():
        draw.line((place, 180, place, 1250), fill=0, width=3)
        draw.line((80, place + 250, 900, place + 254), fill=0, width=3)
    return picture


@pytest.mark.parametrize("turned", [0.0, 0.4])
def test_ruling_lines_are_erased_and_strokes_of_letters_stay(turned: float) -> None:
    ruled, plain = (page(ruled=each).rotate(turned, fillcolor=255) for each in (True, False))
    erased = without_ruling_lines(ruled)
    assert erased is not None
    other = ImageChops.difference(erased, plain).point(lambda dot: 255 if dot > 128 else 0)
    # Where a line crosses a stroke, that goes with it.
    assert other.histogram()[255] < 0.02 * plain.point(lambda dot: 255 if dot < 128 else 0).histogram()[255]


def test_a_page_without_them_is_left_as_it_is() -> None:
    assert without_ruling_lines(page(ruled=False)) is None


@pytest.mark.parametrize("scale", [1, 2])
def test_specks_are_erased_and_what_is_small_beside_letters_stays(scale: int) -> None:
    def drawn(boxes: list[tuple[int, int, int, int]]) -> Image.Image:
        picture = Image.new("L", (1000 * scale, 1400 * scale), 255)
        for left, top, width, height in boxes:
            ImageDraw.Draw(picture).rectangle(
                (left * scale, top * scale, (left + width) * scale - 1, (top + height) * scale - 1), fill=0
            )
        return picture

    # The dot and the stem of an i, a letter with a full stop, a hyphen and a dash of their own.
    text = [
        (200, 200, 2, 2),
        (200, 205, 2, 10),
        (300, 300, 8, 10),
        (310, 308, 2, 2),
        (400, 400, 5, 2),
        (500, 500, 9, 1),
    ]
    specks = [(600, 600, 3, 3), (100, 900, 2, 1), (700, 203, 1, 3), (250, 206, 2, 2)]
    cleaned = without_specks(drawn([*text, *specks]))
    assert ImageChops.difference(cleaned, drawn(text)).getbbox() is None
