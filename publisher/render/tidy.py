"""Tidying: Markdown as a careful writer would have left it."""


def tidy(markdown: str) -> str:
    """Return Markdown without the runs of empty lines that templates leave."""
    # By line ends alone: other characters that end a line for Python end none for Markdown.
    lines = [*map(str.rstrip, markdown.split("\n"))]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip() + "\n"
