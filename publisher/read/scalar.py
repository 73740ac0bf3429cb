"""A scalar: a YAML value as its author wrote it, as text, with a type of its own if it was unquoted.

YAML parsers guess types (`no` is False, 1.10 is 1.1, 12:30 is 750). Here every scalar is text until a model gives it a
type, and the model can see whether the author meant text (quoted) or left it open (plain).
"""

import re
from typing import Final, TypeGuard

# Invisible characters that neither HTML nor PDF may contain.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ufeff\ufffe\uffff]")
_BLANKS: Final = frozenset({"", "~", "null"})


class Plain(str):
    """An unquoted text from a YAML file."""

    __slots__ = ()


class CutOff(Plain):
    """Unquoted text followed by a #: its `rest`, at `line` and `column`, is either a comment or part of the text.

    After an id, a choice or a number it is a comment; only the model knows which fields hold texts.
    """

    rest: str
    line: int
    column: int


def cut_text(text: str, rest: str, line: int, column: int) -> CutOff:
    """Return a text that is cut off by a #, with the position of that, from 1."""
    made = CutOff(text)
    made.rest, made.line, made.column = rest, line, column
    return made


def is_plain(value: object) -> TypeGuard[Plain]:
    """Return whether `value` is an unquoted scalar."""
    return isinstance(value, Plain)


def is_blank(value: object) -> bool:
    """Return whether `value` is that of an empty key (`key:`), which counts as not given."""
    return isinstance(value, Plain) and value in _BLANKS
