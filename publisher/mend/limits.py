"""Limits that YAML cannot read as they stand: to it `>30` begins a text of several lines, and so it needs quoting."""

from typing import Final

from publisher.mend.patch import Patch, applied
from publisher.mend.text import Mending, problems_of

# More than any file has; each is found only once those before it are mended.
_MOST: Final = 1000


def quoted_limits(file: str, text: str) -> tuple[str, tuple[Mending, ...]]:
    """Return a text with quotation marks around the limits that keep it from being read, and what was changed."""
    changes: list[Mending] = []
    while len(changes) < _MOST and ">" in text:
        problem = next((each for each in problems_of(file, text) if each.code == "yaml-limit"), None)
        if problem is None:
            break
        value, place = problem.facts["value"], problem.place
        at = sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1
        if not text.startswith(value, at) or '"' in value:
            break
        text = applied(text, [Patch(at, at + len(value), f'"{value}"')])
        changes.append(Mending("mend.quoted", place.line, {"old": value, "new": f'"{value}"'}))
    return text, tuple(changes)
