"""Soft hyphens: where a long word may break on a narrow screen, by the rules of its language; addresses without any.

Browsers hyphenate Swedish on some systems only, so the hyphens are written into the page; Pyphen has LibreOffice's
patterns. They are copied along with text, so running text has them only in words wider than a phone with the text
spacing of WCAG 1.4.12. A compound breaks between its words, which the dictionaries of the search know: the patterns
know none, and allow `styrel-seförvaltningen`.
"""

import re
from functools import cache
from typing import Final

import pyphen  # type: ignore[import-untyped]

from publisher.publish.search.dictionary_pieces import is_word

SOFT: Final = "\u00ad"
LONG_IN_HEADING: Final = 12
"""The number of letters from which a word may not fit on a phone in a heading's size, or in a narrow header cell."""
LONG_IN_TEXT: Final = 16
SHORTEST_PART: Final = 4
SHORTEST_END: Final = 6
"""No fewer letters go to the next line: the patterns take *Klimatsmarta* for *klimats* and *marta*."""
SHORTEST_WORD: Final = 4
LONGEST_PART: Final = 13
"""A word of a compound with more letters is no more sure to fit on a phone, and breaks within."""
# Between two words of a compound, as in arbetsmarknads-nämnden and Arbeits-markt.
_JOINING: Final = "s"
_HEADING: Final = re.compile(r"(<(?P<name>h[1-4]|th)\b[^>]*>)(.*?)(</(?P=name)>)", re.DOTALL)
# The label before a cell where the columns of a table are stacked.
_LABEL: Final = re.compile(r'( data-label=")([^"]+)')
_IN_HEADING: Final = re.compile(rf"\w{{{LONG_IN_HEADING},}}")
_IN_TEXT: Final = re.compile(rf"\w{{{LONG_IN_TEXT},}}")
_TONGUE: Final = 'lang="'
# Text marked with its own language, possibly with link or emphasis tags before it.
_IN_TONGUE: Final = re.compile(
    r'(<\w+\b[^<>]*\blang="(?P<tag>[\w-]+)"[^<>]*>(?:<(?:a|b|em|strong|span|bdi)\b[^<>]*>)*)([^<]+)'
)
# What follows a word in a tag, an attribute, code or a drawing.
_IN_MARKUP: Final = re.compile(r"[^<>]*>|[^<]*</(?:code|pre|script|style|text|title)>")
# A copied URL must still work.
_IN_ADDRESS: Final = re.compile(r"[/@\\]|[.:]$")
_GOES_ON_AS_ADDRESS: Final = re.compile(r"[^\s<>&]*[/@\\]|[.:]\w")
_BREAK: Final = re.compile(r"[\s<>&;]")
# The text of a link that is an address itself, and where it may go on in the next line without a hyphen.
_ADDRESS: Final = re.compile(r">(?:[^\s<>&@]+@|https?://)[^\s<>&]{8,}(?=</a>)")
_PART: Final = re.compile(r"(?<=\w)(?=[@.])|(?<=\w/)(?=\w)")
OPPORTUNITY: Final = "<wbr>"


def with_soft_hyphens(html: str, language: str) -> str:
    """Return a page with soft hyphens in its long words, where its language has patterns, and breaks in addresses."""
    # Last, since the parts of an address are words of their own afterwards.
    return _ADDRESS.sub(lambda it: _PART.sub(OPPORTUNITY, it[0]), _with_soft_hyphens(html, language))


def _with_soft_hyphens(html: str, language: str) -> str:
    known = pyphen.language_fallback(language)
    if _TONGUE in html:
        html = _IN_TONGUE.sub(lambda it: it[1] + _of_tongue(it[3], it["tag"], language), html)
    if known is None:
        return html
    headed = _HEADING.sub(lambda it: it[1] + _with_words_parted(_IN_HEADING, it[3], known) + it[4], html)
    labelled = _LABEL.sub(lambda it: it[1] + _IN_HEADING.sub(lambda word: _parted(word[0], known), it[2]), headed)
    return _with_words_parted(_IN_TEXT, labelled, known)


def _of_tongue(text: str, language: str, main: str) -> str:
    """Return text in another language than the page's, with soft hyphens by its own rules."""
    known = pyphen.language_fallback(language) if language != main else None
    return _with_words_parted(_IN_HEADING, text, known) if known else text


def parted(words: str, language: str) -> str:
    """Return plain words, without markup, with soft hyphens in the long ones."""
    known = pyphen.language_fallback(language)
    return _IN_HEADING.sub(lambda it: _parted(it[0], known), words) if known else words


def _with_words_parted(words: re.Pattern[str], html: str, language: str) -> str:
    return words.sub(lambda it: _parted(it[0], language) if _is_word(it) else it[0], html)


def _is_word(found: re.Match[str]) -> bool:
    """Return whether a match is a visible word of letters, and not part of markup or a URL."""
    html, start, end = found.string, *found.span()
    if not found[0].isalpha() or html[start - 1 : start] in ("&", "#") or _IN_MARKUP.match(html, end):
        return False
    before = _BREAK.split(html[max(0, start - 200) : start])[-1]
    return not (_IN_ADDRESS.search(before) or _GOES_ON_AS_ADDRESS.match(html, end))


@cache
def _parted(word: str, language: str) -> str:
    joints = _joints(word, language)
    ends = [*joints, len(word)]
    parts = [word[start:end] for start, end in zip([0, *joints], ends, strict=True)]
    # Within one of several words only where it is longer than a line.
    return SOFT.join(
        part if joints and len(part) <= LONGEST_PART else str(_patterns(language).inserted(part, SOFT))
        for part in parts
    )


@cache
def _joints(word: str, language: str, *, joined: bool = False) -> tuple[int, ...]:
    """Return where a compound breaks between words of its language; a word that fits on a line does not.

    If it is `joined` to another word, it may end with a joining letter. The last word is the longest that is one:
    *arbetslöshet* rather than *löshet*.
    """
    spoken = language.partition("_")[0]
    is_known = _is_part(word, spoken, joined=joined)
    if is_known and len(word) <= LONGEST_PART:
        return ()
    last = len(word) - SHORTEST_WORD
    # What is in the dictionary as a whole may end like a word: tillgänglig-hets. Joined, that is one.
    ends = range(SHORTEST_WORD, last + (1 if not is_known or word[last - 1] == _JOINING else 0))
    # All beginnings of a word stand in one piece of the dictionary, and its ends in many.
    begun = [at for at in ends if _is_part(word[:at], spoken, joined=True)]
    for at in (*begun, *(at for at in ends if at not in begun)):
        first, rest = word[:at], word[at:]
        if _is_part(rest, spoken, joined=joined):
            before = _joints(first, language, joined=True)
            if before or at in begun:
                return *before, at, *(at + each for each in _joints(rest, language, joined=joined))
    return ()


def _is_part(part: str, language: str, *, joined: bool) -> bool:
    """Return whether a part of a word is one, with the letter that joins it to another if it is `joined`."""
    plain = part.lower()
    bare = plain.removesuffix(_JOINING)
    return is_word(plain, language) or (joined and bare != plain and bare[-1:] != _JOINING and is_word(bare, language))


@cache
def _patterns(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=SHORTEST_PART, right=SHORTEST_END)
