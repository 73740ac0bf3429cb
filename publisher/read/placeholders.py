"""Placeholders: the sentences of a new publication that its authors are to replace, and where they still stand.

The templates of a new publication (`locale/<language>/publication/`) mark them by a call; no list of them is kept.
"""

import re
from functools import cache
from typing import Final

from publisher.locales import LOCALES

# The code of what is said of one.
UNFINISHED: Final = "text-to-replace"
_MARKED: Final = re.compile(r'placeholder\("([^"]+)"\)')


@cache
def placeholders(language: str) -> re.Pattern[str]:
    """Return what finds the placeholders of a language in a text, also where one was broken over lines."""
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
