"""Ordinals of list items as they are shown: 3, c, C, iii, III."""

from typing import Final

_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS: Final = 26
_MOST_ROMAN: Final = 39


def ordinal(number: int, form: str) -> str:
    """Return an ordinal in a form: 1, a, A, i or I."""
    if form in {"a", "A"} and 0 < number <= _LETTERS:
        return chr(ord(form) + number - 1)
    if form in {"i", "I"} and 0 < number <= _MOST_ROMAN:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text.upper() if form == "I" else text
    return str(number)
