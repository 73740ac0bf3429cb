"""The language of a text: whether most of its words are of another language than the one that it is read in.

By the dictionaries of simplemma, with which words are searched as well.
"""

import re
from typing import Final

from simplemma import langdetect

from publisher.importing.form.source import SourceFile
from publisher.language import Language
from publisher.locales import languages
from publisher.problem import Place, Problem

# Fewer words say little, and names and numbers much among few.
_LEAST: Final = 40
_MOST: Final = 2000
# From this share of known words on nobody asks: a scan that lost its letters has 0.86 of them, neighbours 0.5 to 0.8.
_ENOUGH: Final = 0.85
# How much larger the share of the other language must be.
_MARGIN: Final = 0.12
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def other_language(source: SourceFile, language: str) -> tuple[Problem, ...]:
    """Return a notice if the words of a source are plainly of another of the program's languages."""
    words = [word for line in source.lines() for word in _WORD.findall(line.text)][:_MOST]
    if len(words) < _LEAST:
        return ()
    text = " ".join(words)
    if _shares(text, language)[language] >= _ENOUGH:
        return ()
    shares = _shares(text, *languages())
    best = max(languages(), key=lambda each: (shares[each], each))
    if shares[best] < shares[language] + _MARGIN:
        return ()
    called = Language(language).called(best)
    return (Problem.notice(Place(source.name), "import-other-language", language=called, short=best),)


def _shares(text: str, *among: str) -> dict[str, float]:
    """Return the share of a text's words that each language has."""
    return dict(langdetect(text, lang=among))
