"""Texts shortened at a word, with an ellipsis: long titles, and the words that a message quotes."""


def shortened(text: str, most: int) -> str:
    """Return a text, or, if it has more than `most` characters, its first words within these and an ellipsis."""
    if len(text) <= most:
        return text
    words, space, _ = text[: most + 1].rpartition(" ")
    return words.rstrip(" ,;:–-(") + " …" if space and words.strip() else text[:most] + "…"


def surrounding(text: str, start: int, end: int, room: int) -> str:
    """Return a part of a text with the whole words that stand within `room` characters before and after it."""
    first, last = max(start - room, 0), min(end + room, len(text))
    before, after = text[first:start], text[end:last]
    if first and not text[first - 1].isspace():
        before = before.partition(" ")[2] if " " in before else before
    if last < len(text) and not text[last].isspace():
        after = after.rpartition(" ")[0] if " " in after else after
    more = text[: start - len(before)].strip(), text[end + len(after) :].strip()
    return f"{'… ' if more[0] else ''}{f'{before}{text[start:end]}{after}'.strip()}{' …' if more[1] else ''}"
