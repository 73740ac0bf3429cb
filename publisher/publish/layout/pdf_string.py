"""Texts that must fit in one PDF string: alternatives of pictures and links, titles of bookmarks."""

from typing import Final

# UTF-16 code units: PDF/A-2 allows 32,767 bytes in a string.
LONGEST_STRING: Final = 16_000


def in_one_string(words: str) -> str:
    """Return words cut to fit in a PDF/A string; the numbers of a series that is cut are in its table too."""
    if len(words) <= LONGEST_STRING // 2:
        return words
    begun = words.encode("utf-16-be")[: 2 * LONGEST_STRING].decode("utf-16-be", "ignore")
    return words if begun == words else f"{begun.rpartition(' ')[0] or begun} …"
