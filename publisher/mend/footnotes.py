"""Converts footnotes typed as plain text into real ones, if a list at the end of the text has each of them, once."""

import re
from typing import Final

from publisher.commonmark.body import read_body
from publisher.mend.text import Mending
from publisher.read.document import read_document
from publisher.render.prose import position
from publisher.render.typed_notes import typed_notes

# After a sentence: below a heading or a single word the list may be something else, or leave it empty.
_LIST: Final = re.compile(r"(?<=[.!?)\]])\n\n(?P<list>(?:\[[1-9]\d?\][ \t]+\S[^\n]*\n+)+)\Z")
_BEGINNING: Final = re.compile(r"^\[(?P<number>\d+)\][ \t]+", re.MULTILINE)


def with_footnotes(file: str, text: str) -> tuple[str, list[Mending]] | None:
    """Return a text with its typed notes as footnotes, and what was changed; None if it is uncertain."""
    document, problems = read_document(file, text)
    if document is None or problems or "[1]" not in document.body or "[^" in document.body:
        return None
    body = document.body.rstrip("\n") + "\n"
    marks, below = typed_notes(read_body(document.body)), _LIST.search(body)
    if not marks or not below:
        return None
    start = below.start("list")
    above = {number: at for number, at in reversed(marks) if at < start}
    listed = [int(match["number"]) for match in _BEGINNING.finditer(below["list"])]
    # Each note is listed once, and none refers to another.
    if sorted(above) != sorted(listed) or sum(at >= start for _, at in marks) != len(listed):
        return None
    made = body[:start]
    for _, at in sorted((each for each in marks if each[1] < start), key=lambda each: -each[1]):
        made = f"{made[: at + 1]}^{made[at + 1 :]}"
    made += _BEGINNING.sub(r"[^\g<number>]: ", below["list"])
    changes = [
        Mending(
            "mend.note", document.body_line + position(body, at)[0] - 1, {"old": f"[{number}]", "new": f"[^{number}]"}
        )
        for number, at in sorted(above.items())
    ]
    return text[: len(text) - len(document.body)] + made, changes
