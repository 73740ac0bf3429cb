"""Numbers that make YAML unreadable: `>30` begins a block scalar, `- 41` a list, `{a: 6,5, b: 7,5}` has 5 twice.

They are mended before a file is parsed, since it cannot be parsed with them.
"""

from typing import Final

from publisher.mend.patch import Patch, applied
from publisher.mend.text import Mending, problems_of

# More than any file has; each is found only once those before it are mended.
_MOST: Final = 1000
_CODES: Final = {"yaml-limit": "mend.quoted", "yaml-minus": "mend.number", "comma-in-number": "mend.number"}


def with_readable_numbers(file: str, text: str) -> tuple[str, tuple[Mending, ...]]:
    """Return a text in which numbers that prevented parsing are mended, and what was changed."""
    changes: list[Mending] = []
    while len(changes) < _MOST and any(each in text for each in (">", ",", "- ")):
        problem = next((each for each in problems_of(file, text) if each.code in _CODES), None)
        if problem is None:
            break
        value, place = problem.facts["value"], problem.place
        at = sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1
        if not text.startswith(value, at) or '"' in value:
            break
        new = problem.facts.get("near") or f'"{value}"'
        text = applied(text, [Patch(at, at + len(value), new)])
        changes.append(Mending(_CODES[problem.code], place.line, {"old": value, "new": new}))
    return text, tuple(changes)
