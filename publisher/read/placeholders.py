"""Placeholders: sentences in a new publication for its authors to replace, and where they are left.

The templates of a new publication (`locale/<language>/publication/`) mark them by a call; no list of them is kept.
"""

import re
from functools import cache
from typing import Final

from publisher.locales import LOCALES

# The code of the notice about a placeholder.
UNFINISHED: Final = "text-to-replace"
_MARKED: Final = re.compile(r'placeholder\("([^"]+)"\)')


@cache
def placeholders(language: str) -> re.Pattern[str]:
    """Return a pattern for the placeholders of a language, also if wrapped over lines."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((LOCALES / language / "publication").rglob("*.md")))
    marked = sorted({sentence for text in texts for sentence in _MARKED.findall(text)})
    return re.compile("|".join(r"\s+".join(map(re.escape, sentence.split())) for sentence in marked) or r"(?!)")


def placeholders_in(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Return line and column, from 1, of each placeholder in a text, and its sentence."""
    found = []
    for match in placeholders(language).finditer(text):
        start = match.start()
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        found.append((line, column, " ".join(match[0].split())))
    return tuple(found)
