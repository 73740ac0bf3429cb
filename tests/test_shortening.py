"""Quoted words end at a word, with an ellipsis where there is more."""

import pytest

from publisher.shortening import shortened, surrounding


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Det blev klart", 14, "Det blev klart"),
        ("Det blev klart", 13, "Det blev …"),
        # A word that just has room is kept, and no mark stands before the ellipsis.
        ("Det blev, klart", 9, "Det blev …"),
        ("Det blev klart", 8, "Det blev …"),
        ("Kommunfullmäktige", 8, "Kommunfu…"),
        (" Kommunfullmäktige", 8, " Kommunf…"),
    ],
)
def test_a_long_text_ends_at_a_word(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (100, "Vi ska ha *klart och se till det"),
        (7, "… ska ha *klart och se …"),
        (6, "… ha *klart och …"),
        (0, "… *klart …"),
    ],
)
def test_words_are_shown_whole_beside_a_mark(room: int, shown: str) -> None:
    text = "Vi ska ha *klart och se till det"
    assert surrounding(text, text.index("*"), text.index(" och"), room) == shown
