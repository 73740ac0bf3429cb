"""Tidying of generated Markdown."""

import re
from typing import Final

from publisher.render.empty_columns import without_empty_columns

# Its borders would be drawn around nothing. Other empty boxes stand where the theme puts something.
_EMPTY_FACTS: Final = re.compile(r"^/// box \| facts\n+///\n+", re.MULTILINE)


def tidy(markdown: str) -> str:
    """Return Markdown without the runs of blank lines, empty boxes of facts and empty columns that templates leave."""
    # By line feeds only: other characters that end a line in Python do not in Markdown.
    lines = [*map(str.rstrip, markdown.split("\n"))]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return without_empty_columns(_EMPTY_FACTS.sub("", "\n".join(kept)).strip() + "\n")
