"""The review: takes a publication and the texts of its files, returns measures of each file and all advice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.problem import Problem, in_order
from publisher.read.document import Document
from publisher.review.ease import Ease, ease
from publisher.review.linked_files import file_advice
from publisher.review.passages import Passage, passages
from publisher.review.plain import explained_in, hard_text, hard_words, short_names, silent_marks
from publisher.review.privacy import contact, persons, small_groups
from publisher.review.word_lists import WordLists, words_of

# Members of a smaller group may be identified by people who know them; the settings can change the number.
SMALLEST: Final = 5


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The result of a review: the measures of each file, and the advice, in order."""

    files: tuple[Ease, ...]
    advice: tuple[Problem, ...]


def review(root: Path, publication: Publication, language: Language, texts: Mapping[str, str]) -> Reviewed:
    """Return the review of a publication in the folder `root`; `texts` holds its text files by name."""
    words = words_of(language.code)
    accepted = frozenset(word.lower() for word in publication.settings.publication.accepted_words)
    documents = {node.document.file: node.document for node in publication.nodes.values()}
    pieces = {file: list(passages(document, texts[file])) for file, document in sorted(documents.items())}
    explained = explained_in(texts.values())
    measured = tuple(ease(file, found) for file, found in pieces.items())
    advice = [problem for each in measured for problem in hard_text(each)]
    for file, found in pieces.items():
        advice += _plain(documents[file], found, explained, words, accepted)
    shown = (name for name in publication.assets if Path(name).name.lower() not in accepted)
    advice += file_advice(root, shown, publication.settings.publication.organisation.name)
    return Reviewed(measured, in_order([*advice, *_private(publication, language, texts, words)]))


def _plain(
    document: Document, found: list[Passage], explained: frozenset[str], words: WordLists, accepted: frozenset[str]
) -> Iterator[Problem]:
    yield from hard_words(found, words, accepted)
    yield from short_names(found, explained, words, accepted)
    yield from silent_marks(document, words)


def _private(
    publication: Publication, language: Language, texts: Mapping[str, str], words: WordLists
) -> Iterator[Problem]:
    plans = [node.value for node in publication.nodes.values() if isinstance(node.value, Plan)]
    given = [value for plan in plans if plan.contact for value in (plan.contact.email, plan.contact.phone) if value]
    contacts = frozenset(map(contact, given))
    smallest = publication.settings.publication.smallest_group or SMALLEST
    for file, text in texts.items():
        yield from persons(file, text, language.code, words, contacts)
    for node in publication.nodes.values():
        if isinstance(node.value, Result):
            yield from small_groups(node.document, node.value, smallest)
