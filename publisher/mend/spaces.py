"""Space at the ends of lines, which nobody sees and which says nothing; but two end a line of Markdown."""

import re
from typing import Final

from publisher.mend.text import Mending, Text

_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
CODE: Final = "mend.space"


def mend_spaces(text: Text) -> Text:
    """Return the text without space at the ends of lines where that changes nothing of what it says."""
    fields = [line.rstrip(" \t") for line in text.lines[: text.yaml_lines]]
    trimmed = (*fields, *_trimmed(text.lines[text.yaml_lines :]))
    at = [number for number, (old, new) in enumerate(zip(text.lines, trimmed, strict=True)) if old != new]
    if not at:
        return text
    if changed := text.changed(trimmed, *(Mending(CODE, number + 1) for number in at)):
        return changed
    # In a block of text the ends of lines belong to the value; there, line by line shows which.
    for number in at:
        lines = list(text.lines)
        lines[number] = trimmed[number]
        text = text.changed(lines, Mending(CODE, number + 1)) or text
    return text


def _trimmed(lines: tuple[str, ...]) -> list[str]:
    """Return lines of Markdown without space at their ends. Code is left as it is."""
    fence = ""
    trimmed = []
    for line in lines:
        match = _FENCE.match(line)
        code = bool(fence) or (line.startswith(("    ", "\t")) and bool(line.strip()))
        trimmed.append(line if code or match else _ended(line))
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not line[match.end() :].strip():
            fence = ""
    return trimmed


def _ended(line: str) -> str:
    bare = line.rstrip(" \t")
    return bare + "  " if bare and line.endswith("  ") else bare
