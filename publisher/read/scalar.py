"""A scalar is a YAML value as its author wrote it: text, of a type of its own where it stood without quotes.

YAML readers guess types (`no` is False, 1.10 is 1.1, 12:30 is 750). Here every scalar is text until a
model types it, and the model can see whether the author meant text (quotes) or left it open (plain).
"""

import re
from typing import Final, TypeGuard

# Characters that no reader can see, and that neither HTML nor PDF can contain.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ufeff\ufffe\uffff]")
_BLANKS: Final = frozenset({"", "~", "null"})


class Plain(str):
    """Text from a YAML file that was written without quotes."""

    __slots__ = ()


class CutOff(Plain):
    """Plain text with a # behind it: its `rest`, from `line` and `column` on, is a comment, or what it goes on with.

    Behind an id, a choice or a number it is a comment; only the model knows which fields hold texts.
    """

    rest: str
    line: int
    column: int


def cut_text(text: str, rest: str, line: int, column: int) -> CutOff:
    """Return a text that a # cuts off, and where that stands, from 1."""
    made = CutOff(text)
    made.rest, made.line, made.column = rest, line, column
    return made


def is_plain(value: object) -> TypeGuard[Plain]:
    """Return whether `value` is a scalar that was written without quotes."""
    return isinstance(value, Plain)


def is_blank(value: object) -> bool:
    """Return whether `value` is a key left empty (`key:`), which means that nothing is given."""
    return isinstance(value, Plain) and value in _BLANKS
