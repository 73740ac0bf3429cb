"""Numbering: the order of numbers such as 1.10."""


def natural(number: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key that sorts numbers as people do: 1.2 before 1.10, 2 before A."""
    return tuple((0, int(part)) if part.isdecimal() and len(part) < 10 else (1, part) for part in number.split("."))
