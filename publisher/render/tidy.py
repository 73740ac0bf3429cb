"""Tidying of generated Markdown."""

import re
from typing import Final

# Its border would be drawn around nothing.
_EMPTY_BOX: Final = re.compile(r"^/// box \|[^\n]*\n+///\n+", re.MULTILINE)


def tidy(markdown: str) -> str:
    """Return Markdown without the runs of blank lines and the empty boxes that templates leave."""
    # By line feeds only: other characters that end a line in Python do not in Markdown.
    lines = [*map(str.rstrip, markdown.split("\n"))]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return _EMPTY_BOX.sub("", "\n".join(kept)).strip() + "\n"
