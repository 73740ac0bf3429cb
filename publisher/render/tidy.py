"""Tidying: Markdown as a careful writer would have left it."""


def tidy(markdown: str) -> str:
    """Return Markdown without the runs of empty lines that templates leave."""
    lines = [*map(str.rstrip, markdown.splitlines())]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip() + "\n"
