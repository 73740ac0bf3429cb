"""Trailing white space, which is invisible and meaningless, except for the two spaces of a Markdown line break."""

import re
from typing import Final

from publisher.mend.text import Mending, Text

_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
CODE: Final = "mend.space"


def mend_spaces(text: Text) -> Text:
    """Return the text without trailing white space where that does not change its meaning."""
    fields = [line.rstrip(" \t") for line in text.lines[: text.yaml_lines]]
    trimmed = (*fields, *_trimmed(text.lines[text.yaml_lines :]))
    at = [number for number, (old, new) in enumerate(zip(text.lines, trimmed, strict=True)) if old != new]
    if not at:
        return text
    if changed := text.changed(trimmed, *(Mending(CODE, number + 1) for number in at)):
        return changed
    # In a block scalar, line ends belong to the value; trying line by line shows which.
    for number in at:
        lines = list(text.lines)
        lines[number] = trimmed[number]
        text = text.changed(lines, Mending(CODE, number + 1)) or text
    return text


def _trimmed(lines: tuple[str, ...]) -> list[str]:
    """Return lines of Markdown without trailing white space. Code is left as it is."""
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
