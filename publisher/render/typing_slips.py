"""Slips of the keyboard: a word typed twice, a space that is missing or one too many, a bracket that is not closed."""

import operator
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Final

from publisher.commonmark.body import ReadBody
from publisher.locales import word_lists
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import placed_texts
from publisher.render.prose import position
from publisher.shortening import shortened

# A sentence that begins without a space, a space before a comma or a full stop, and two of them.
_PUNCTUATION: Final = re.compile(
    r"(?<=[^\W\d_]{3})[.,!?](?=[A-ZÅÄÖÆØ][a-zåäöæøü]{2})(?!\w+[.@])"
    r"|(?<=\w) +[,;.](?=\s|$)(?! \.)|,,|(?<!\.)\.\.(?=\s|$)(?! \d)"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_BROKEN_MAIL: Final = re.compile(
    r"(?<![\w.:-])[\w.-]{2,40}(?:@[\w-]+,[a-z]{2,}| @[\w-]+\.[a-z]{2,}|@ [\w-]+\.[a-z]{2,})\b"
)
_SUSPECT: Final = re.compile(r"[.,!?][A-ZÅÄÖÆØ.,]| [,;.]")
_LETTERS: Final = re.compile(r"\w+")
_MOST: Final = 20
# Words before and after a slip, and characters of what is in a bracket, that are shown.
_WORDS: Final = 2
_SHOWN: Final = 30
# Characters of a sentence that was probably pasted twice.
_REPEATED: Final = 20


def typing_slips(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each slip of the keyboard in a body, of very many the first."""
    found = ((text.start + start, code, words) for text in body.texts for start, code, words in _slips(text.content))
    for start, code, words in islice(found, _MOST):
        yield Problem.notice(document.body_place(*position(document.body, start)), code, words=words)
    for before, token, stretch in body.blocks:
        is_text = before.type == "paragraph_open" and "{{" not in token.content
        if is_text and (at := _open_bracket(token.content)) is not None:
            place = document.body_place(*position(document.body, stretch.at(at)))
            yield Problem.notice(place, "bracket-open", words=shortened(token.content[at:].partition("\n")[0], _SHOWN))


def field_slips(document: Document) -> Iterator[Problem]:
    """Yield a notice for the first slip of the keyboard in each field that holds words."""
    for path, text in placed_texts(document.fields):
        for _, code, words in islice(_slips(text) if " " in text else (), 1):
            yield Problem.notice(document.place(*path), code, words=words)


def _slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the position, the code and the words of each slip in a text."""
    if "{{" in text or "://" in text:
        return
    words = text.split()
    # Most texts have neither, and the patterns take ten times as long.
    if any(map(operator.eq, words, words[1:])):
        for match in _doubled().finditer(text):
            yield match.start(), "word-twice", match[0]
    for before, after in pairwise(_SENTENCE_END.split(text)):
        if before == after and len(after) > _REPEATED:
            yield text.find(after), "word-twice", after
    for match in _BROKEN_MAIL.finditer(text) if "@" in text else ():
        yield match.start(), "mail-broken", match[0]
    for match in _PUNCTUATION.finditer(text) if _SUSPECT.search(text) else ():
        before = " ".join(text[: match.start()].split("\n")[-1].split(" ")[-_WORDS:])
        after = " ".join(text[match.start() :].split("\n")[0].split(" ")[: _WORDS + 1])
        yield match.start(), "punctuation", before + after


@cache
def _doubled() -> re.Pattern[str]:
    """Return what a word looks like that is never doubled and was typed twice, in all languages."""
    words = "|".join(word_lists("slips")["never_doubled"])
    return re.compile(rf"(?<![\w-])({words})[ \n]+\1(?![\w-])")


def _open_bracket(text: str) -> int | None:
    """Return the position of the first bracket of a text that is not closed: a closed one too many may be a list."""
    opened: list[int] = []
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[0] if opened and _LETTERS.search(text, opened[0]) else None
