"""The language of a text: whether most of its words are of another language than the one that it is read in.

By the dictionaries of simplemma, with which words are searched as well. All of them take seconds and 800 MB: only those
of two languages are read, and only if the words of the program itself, in each language, say that it may be another.
"""

import re
from functools import cache
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
    common = [word.casefold() for word in words]
    best = max(languages(), key=lambda each: (sum(word in _own_words(each) for word in common), each == language))
    if best == language:
        return ()
    shares = dict(langdetect(" ".join(words), lang=(language, best)))
    if shares[language] >= _ENOUGH or shares[best] < shares[language] + _MARGIN:
        return ()
    called = Language(language).called(best)
    return (Problem.notice(Place(source.name), "import-other-language", language=called, short=best),)


@cache
def _own_words(language: str) -> frozenset[str]:
    """Return the words of what the program says in a language, in lower case: thousands, with the commonest."""
    texts = Language(language).under("").values()
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))
