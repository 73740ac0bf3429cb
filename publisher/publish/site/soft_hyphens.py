"""Soft hyphens in headings: where a long word may part on a narrow screen, by the rules of its language.

Browsers know where Swedish words part on some systems and not on others, so it is written into the page; Pyphen has the
patterns that LibreOffice uses.
"""

import re
from functools import cache
from typing import Final

import pyphen  # type: ignore[import-untyped]

SOFT: Final = "\u00ad"
LONGEST: Final = 13
"""Letters of a word that fits a telephone in a heading's type."""
SHORTEST_PART: Final = 4
_HEADING: Final = re.compile(r"(<h(?P<level>[1-4])\b[^>]*>)(.*?)(</h(?P=level)>)", re.DOTALL)
_WORD: Final = re.compile(rf"(?<![&#<\w])[^\W\d_]{{{LONGEST},}}(?![^<>]*>)")


def with_soft_hyphens(html: str, language: str) -> str:
    """Return a page with soft hyphens in the long words of its headings; as it is, where no patterns are known."""
    known = pyphen.language_fallback(language)
    if known is None:
        return html
    return _HEADING.sub(
        lambda heading: heading[1] + _WORD.sub(lambda it: _parted(it[0], known), heading[3]) + heading[4], html
    )


@cache
def _parted(word: str, language: str) -> str:
    return str(_patterns(language).inserted(word, SOFT))


@cache
def _patterns(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=SHORTEST_PART, right=SHORTEST_PART)
