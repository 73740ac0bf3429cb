"""Patches: pieces of a text that become others, and where its lines begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


class NotWritable(Exception):
    """Raised where a text is written in a way in which it cannot be changed without touching more of it."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Characters `start` up to `end` of a text become `new`; `lost` says whether comments within go too."""

    start: int
    end: int
    new: str
    lost: bool = False


def applied(text: str, patches: Sequence[Patch]) -> str:
    """Return a text with patches in any order. Raises NotWritable where two of them meet."""
    ordered = sorted(patches, key=lambda patch: (patch.start, patch.end))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        raise NotWritable("overlap")
    made, at = [], 0
    for patch in ordered:
        made += [text[at : patch.start], patch.new]
        at = patch.end
    return "".join([*made, text[at:]])


def line_start(text: str, at: int) -> int:
    """Return where the line begins that has the character `at`."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line ends that has the character `at`: at its line break, or at the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def next_line(text: str, at: int) -> int:
    """Return where the line after that of the character `at` begins."""
    return min(len(text), line_end(text, at) + 1)
