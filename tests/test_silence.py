"""What is missing is said once on a page, in the words of the page's own language, on every page of both sites."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from publisher.locales import LOCALES
from tests.words import lines_of

# The program's words for what is missing, apart from those that are a value of a list: "Ingen plan" of a commitment.
PHRASES = (
    *("not-reported", "progress.unreported", "progress.none", "progress.untargeted", "progress.uncomputable"),
    *("progress.empty", "target.none", "target.untold", "standing.unknown", "status.unknown", "figure.of-nothing"),
    *("decision.no-date", "verdict.no-decision", "questions.no-values", "questions.not-asked", "funnel.unknown"),
    *("outcome.unknown", "untold", "plans.empty", "results.empty", "bodies.empty", "plan.is-replaced-unknown"),
    *("without.responsible", "without.period", "without.target_groups", "without.decisions", "without.activities"),
    *("without.targets", "matrix.empty"),
)
_FACTS = re.compile(r"\{\w+\}")


def phrases_in(language: str) -> Iterator[str]:
    """Yield the phrases in a language, each the longest run of words between its facts, in lower case."""
    folder = LOCALES / language
    told = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message.string
        for path in sorted(folder.glob("*.po"))
        for message in read_po(BytesIO(path.read_bytes()), locale=language)
    }
    for name in PHRASES:
        words = told.get(name, ())
        for each in (words,) if isinstance(words, str) else words or ():
            longest = max(_FACTS.split(each), key=len).strip(" .:").casefold()
            if len(longest.split()) > 1:
                yield longest


def repeated(page: str, phrases: frozenset[str]) -> dict[str, int]:
    """Return the phrases that a page has more than once, with how often."""
    said = "\n".join(lines_of(page)).replace("\u00ad", "").casefold()
    often = [each for each in phrases if said.count(each) > 1]
    counts = {each: len(re.findall(rf"(?<!\w){re.escape(each)}(?!\w)", said)) for each in often}
    return {each: count for each, count in counts.items() if count > 1}


def test_each_page_says_once_what_is_missing(site: Path, large: Path) -> None:
    phrases = {language: frozenset(phrases_in(language)) for language in ("sv", "en", "ar")}
    found = {}
    for folder in (site, large):
        for path in folder.rglob("*.html"):
            page = path.read_text(encoding="utf-8")
            language = re.search(r'<html[^>]* lang="(\w+)', page)
            if "<article" in page and language and (again := repeated(page, phrases[language[1]])):
                found[path.relative_to(folder).as_posix()] = again
    assert not found


@pytest.mark.parametrize(("language", "phrase"), [("sv", "uppgift saknas"), ("en", "not stated")])
def test_a_phrase_that_comes_again_is_found(language: str, phrase: str) -> None:
    page = f"<html><main><p>{phrase.capitalize()}</p><p>{phrase} om ansvarig</p></main></html>"
    assert repeated(page, frozenset(phrases_in(language))) == {phrase: 2}
