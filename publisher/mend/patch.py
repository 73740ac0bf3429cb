"""Patches: replacements of parts of a text, and where its lines begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


class NotWritable(Exception):
    """Raised if a text's formatting makes a change impossible without touching more of it."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Replaces characters `start` up to `end` of a text by `new`; `lost` says whether comments within are lost."""

    start: int
    end: int
    new: str
    lost: bool = False


def applied(text: str, patches: Sequence[Patch]) -> str:
    """Return a text with patches applied, in any order. Raises NotWritable if two of them overlap."""
    ordered = sorted(patches, key=lambda patch: (patch.start, patch.end))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        raise NotWritable("overlap")
    made, at = [], 0
    for patch in ordered:
        made += [text[at : patch.start], patch.new]
        at = patch.end
    return "".join([*made, text[at:]])


def line_start(text: str, at: int) -> int:
    """Return the start of the line that contains the character `at`."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return the end of the line that contains the character `at`: its line break, or the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def next_line(text: str, at: int) -> int:
    """Return the start of the line after that of the character `at`."""
    return min(len(text), line_end(text, at) + 1)
