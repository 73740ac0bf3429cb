"""Plain text as Markdown for people to edit: special characters are escaped, but as few as possible."""

import re
from typing import Final

from publisher.render.foreign_marks import FOREIGN_MARKS

# Raw HTML, character references and calls of macros cannot always be escaped by a backslash.
_ENTITY: Final = re.compile(r"[<{]|&(?=#|\w+;)")
_SPECIAL: Final = re.compile(r"[\\`*_\[\]|~^]")
_OPENING: Final = re.compile(r"^([-+>#=:/!?]|\d+(?=[.)]))")
# A line of dots, a negative number or a tick, and no entry of a list: those have become entries.
_BULLET: Final = re.compile(r"^[•‣▪◦●·–—✓✔✗✘☐☑☒□■◆◇►▶▸➢➤➔→»›]")
_ADDRESS: Final = re.compile(r"(?<=\w)@(?=\w)|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.")


def plain(text: str, *, begins_line: bool = True) -> str:
    """Return a text, on one line, as Markdown that displays exactly that text: `1.1 Syfte` in a heading as it is."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    line = _ENTITY.sub(lambda match: f"&#{ord(match[0])};", line)
    line = _ADDRESS.sub(lambda match: f"&#{ord(match[0])};", line)
    # What other programs take for a formula or a highlighted word is what it looks like.
    while match := FOREIGN_MARKS.search(line):
        line = f"{line[: match.start()]}&#{ord(match[0][0])};{line[match.start() + 1 :]}"
    if not begins_line:
        return line
    line = _BULLET.sub(lambda match: f"&#{ord(match[0])};", line)
    return _OPENING.sub(lambda match: match[1] + "\\" if match[1].isdigit() else "\\" + match[1], line)
