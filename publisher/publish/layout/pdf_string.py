"""Words that stand in one string of a PDF: descriptions of pictures and links, titles of bookmarks."""

from typing import Final

# Units of UTF-16: PDF/A-2 takes 32,767 bytes in one string.
LONGEST_STRING: Final = 16_000


def in_one_string(words: str) -> str:
    """Return words that PDF/A holds in one string; the numbers of a series that is cut stand in its table, too."""
    if len(words) <= LONGEST_STRING // 2:
        return words
    begun = words.encode("utf-16-be")[: 2 * LONGEST_STRING].decode("utf-16-be", "ignore")
    return words if begun == words else f"{begun.rpartition(' ')[0] or begun} …"
