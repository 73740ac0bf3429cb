"""Soft hyphens: where a long word may part on a narrow screen, by the rules of its language.

Browsers know where Swedish words part on some systems and not on others, so it is written into the page; Pyphen has the
patterns that LibreOffice uses. Who copies a text copies them too, so that running text has them only in words that are
wider than a telephone with the text spacing of WCAG 1.4.12.
"""

import re
from functools import cache
from typing import Final

import pyphen  # type: ignore[import-untyped]

SOFT: Final = "\u00ad"
LONG_IN_HEADING: Final = 12
"""Letters of a word that may not fit a telephone in a heading's type, or a narrow column in a header's."""
LONG_IN_TEXT: Final = 16
SHORTEST_PART: Final = 4
_HEADING: Final = re.compile(r"(<(?P<name>h[1-4]|th)\b[^>]*>)(.*?)(</(?P=name)>)", re.DOTALL)
# What stands before a cell where the columns of its table do not fit.
_LABEL: Final = re.compile(r'(?<=\bdata-label=")[^"]+')
_IN_HEADING: Final = re.compile(rf"\w{{{LONG_IN_HEADING},}}")
_IN_TEXT: Final = re.compile(rf"\w{{{LONG_IN_TEXT},}}")
# Text that says itself which language it is in, with the marks of links or weight before it.
_IN_TONGUE: Final = re.compile(
    r'(<\w+\b[^<>]*\blang="(?P<tag>[\w-]+)"[^<>]*>(?:<(?:a|b|em|strong|span|bdi)\b[^<>]*>)*)([^<]+)'
)
# What follows a word of a tag or an attribute, of code or of a drawing.
_IN_MARKUP: Final = re.compile(r"[^<>]*>|[^<]*</(?:code|pre|script|style|text|title)>")
# An address that is copied has to lead somewhere.
_IN_ADDRESS: Final = re.compile(r"[/@\\]|[.:]$")
_GOES_ON_AS_ADDRESS: Final = re.compile(r"[^\s<>&]*[/@\\]|[.:]\w")
_BREAK: Final = re.compile(r"[\s<>&;]")


def with_soft_hyphens(html: str, language: str) -> str:
    """Return a page with soft hyphens in its long words; those of a language without patterns stay as they are."""
    known = pyphen.language_fallback(language)
    html = _IN_TONGUE.sub(lambda it: it[1] + _of_tongue(it[3], it["tag"], language), html)
    if known is None:
        return html
    headed = _HEADING.sub(lambda it: it[1] + _with(_IN_HEADING, it[3], known) + it[4], html)
    labelled = _LABEL.sub(lambda it: _IN_HEADING.sub(lambda word: _parted(word[0], known), it[0]), headed)
    return _with(_IN_TEXT, labelled, known)


def _of_tongue(text: str, language: str, main: str) -> str:
    """Return text in another language than the page, with soft hyphens by its own rules."""
    known = pyphen.language_fallback(language) if language != main else None
    return _with(_IN_HEADING, text, known) if known else text


def parted(words: str, language: str) -> str:
    """Return words that are no markup, with soft hyphens in the long ones."""
    known = pyphen.language_fallback(language)
    return _IN_HEADING.sub(lambda it: _parted(it[0], known), words) if known else words


def _with(words: re.Pattern[str], html: str, language: str) -> str:
    return words.sub(lambda it: _parted(it[0], language) if _is_word(it) else it[0], html)


def _is_word(found: re.Match[str]) -> bool:
    """Return whether it is a word of letters that is read, and no part of markup or of an address."""
    html, start, end = found.string, *found.span()
    if not found[0].isalpha() or html[start - 1 : start] in ("&", "#") or _IN_MARKUP.match(html, end):
        return False
    before = _BREAK.split(html[max(0, start - 200) : start])[-1]
    return not (_IN_ADDRESS.search(before) or _GOES_ON_AS_ADDRESS.match(html, end))


@cache
def _parted(word: str, language: str) -> str:
    return str(_patterns(language).inserted(word, SOFT))


@cache
def _patterns(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=SHORTEST_PART, right=SHORTEST_PART)
