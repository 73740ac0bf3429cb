"""Titles made of texts that are longer than a title may be."""


def shortened(text: str, most: int) -> str:
    """Return a text, or, if it has more than `most` characters, its first words within these and an ellipsis."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-(") + " …"
