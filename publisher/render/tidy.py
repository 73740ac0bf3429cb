"""Tidying of generated Markdown."""


def tidy(markdown: str) -> str:
    """Return Markdown without the runs of blank lines that templates leave."""
    # By line feeds only: other characters that end a line in Python do not in Markdown.
    lines = [*map(str.rstrip, markdown.split("\n"))]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip() + "\n"
