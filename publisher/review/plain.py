"""Advice on plain language: long sentences, officialese, abbreviations, vague times and promises, unclear links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from publisher.commonmark.body import read_body
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.prose import position
from publisher.review.ease import Ease
from publisher.review.passages import Passage
from publisher.review.word_lists import WordLists

HARD_LIX: Final = 50
# With fewer words than this, a measure says little.
ENOUGH_WORDS: Final = 80
LONG_SENTENCE: Final = 28
_SHORT_NAME: Final = re.compile(r"(?<![\w/.-])(?:[A-ZÅÄÖÆØ][A-ZÅÄÖÆØ0-9]+(?:-[A-Z0-9]+)*)(?![\w/-]|\.\w)")
_EXPLAINED: Final = re.compile(
    r"\((?P<after>[A-ZÅÄÖÆØ][\w-]*)\)|(?P<before>[A-ZÅÄÖÆØ][\w-]*) (?=\()|^\*\[(?P<listed>[^\]]+)\]:", re.M
)


def hard_text(ease: Ease) -> Iterator[Problem]:
    """Yield advice on what makes a file's text hard to read."""
    if ease.words >= ENOUGH_WORDS and ease.lix >= HARD_LIX:
        facts = {"lix": ease.lix, "limit": HARD_LIX, "words": ", ".join(ease.longest_words)}
        yield Problem.notice(ease.sentences[0].place, "hard-text", **facts)
    for sentence in ease.sentences:
        if len(sentence.words) > LONG_SENTENCE:
            start = " ".join(sentence.words[:4])
            yield Problem.notice(sentence.place, "long-sentence", words=len(sentence.words), start=start)


def hard_words(passages: Iterable[Passage], words: WordLists, accepted: frozenset[str]) -> Iterator[Problem]:
    """Yield advice on each word of officialese, with a plain one, and on each vague time.

    That is a time that depends on the year of reading, or a promise without a date, to which nobody can be held.
    """
    for passage in passages:
        for match in words.hard.finditer(passage.text):
            form = " ".join(match[0].split())
            if form.lower() not in accepted and form.lower() in words.plain:
                plain = words.plain[form.lower()]
                yield Problem.notice(passage.place(match.start()), "officialese", word=form, plain=plain)
        promises = list(words.promises.finditer(passage.text))
        times = [each for each in words.times.finditer(passage.text) if not any(map(partial(_within, each), promises))]
        for code, found in (("vague-time", times), ("vague-promise", promises)):
            for match in found:
                yield Problem.notice(passage.place(match.start()), code, word=" ".join(match[0].split()))


def _within(match: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= match.start() and match.end() <= other.end()


def short_names(
    passages: Sequence[Passage], explained: frozenset[str], words: WordLists, accepted: frozenset[str]
) -> Iterator[Problem]:
    """Yield the first use in a file of each abbreviation that is explained nowhere."""
    seen = set(words.known | explained)
    for passage in passages:
        for match in _SHORT_NAME.finditer(passage.text):
            if match[0] not in seen and match[0].lower() not in accepted:
                seen.add(match[0])
                yield Problem.notice(passage.place(match.start()), "short-name", name=match[0])


def explained_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the abbreviations given with their long form: `Long Name (LN)`, `LN (long name)`, `*[LN]: …`."""
    found = (match for text in texts for match in _EXPLAINED.finditer(text))
    return frozenset(next(filter(None, match.groups())) for match in found)


def silent_marks(document: Document, words: WordLists) -> Iterator[Problem]:
    """Yield links whose text says nothing out of context."""
    for said, start in read_body(document.body).link_words:
        if " ".join(said.split()).strip(".:!>» ").lower() in words.links:
            place = document.body_place(*position(document.body, start))
            yield Problem.notice(place, "bare-link", words=" ".join(said.split()).strip(".:!>» "))
