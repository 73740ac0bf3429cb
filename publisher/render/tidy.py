"""Tidying: Markdown as a careful writer would have left it."""


def tidy(markdown: str) -> str:
    """Return Markdown without the runs of empty lines that templates leave."""
    lines = [line.rstrip() for line in markdown.splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip() + "\n"
