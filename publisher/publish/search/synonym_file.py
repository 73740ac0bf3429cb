"""The search page's word files for a language: synonyms, including a publication's own, and the words of questions."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Final, TypedDict

from publisher.locales import word_lists
from publisher.model.synonyms import Synonym, Synonyms
from publisher.publish.search.word_forms import typed_forms

PATH: Final = "assets/synonyms.json"
ASKING: Final = "assets/asking.json"


class PageWords(TypedDict, total=False):
    """Words that mean pages of a kind, the kinds of pages that list those, and the kinds of each of them."""

    words: list[str]
    lists: list[str]
    one: list[str]


class QuestionWords(TypedDict):
    """The words of questions: those that only ask, that say how far something is, and that mean kinds of pages."""

    asking: list[str]
    states: list[str]
    pages: list[PageWords]


def synonym_files(own: Iterable[Synonym], language: str, tag: str = "") -> dict[str, bytes]:
    """Return the files: pairs of what readers type and what the texts have, and the words of questions.

    Synonyms work in both directions, and for all forms of a typed word. `tag` names the files if the language is not
    the main one.
    """
    pairs = [pair for each in (*own, *of_language(language)) for pair in _pairs(each)]
    forms = typed_forms({typed for typed, _ in pairs if " " not in typed}, language)
    pairs += [(form, found) for typed, found in pairs for form in forms.get(typed, ()) if form != found]
    made = {PATH: _json([*dict.fromkeys(pairs)]), ASKING: _json(asking_words(language))}
    return {path.replace(".json", f"-{tag}.json") if tag else path: content for path, content in made.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def asking_words(language: str) -> QuestionWords:
    """Return the words of questions of a language, from its `asking.yml`; none if it has no such file."""
    lists = word_lists("asking", language)
    return {"asking": lists.get("asking", []), "states": lists.get("states", []), "pages": lists.get("pages", [])}


@cache
def of_language(language: str) -> tuple[Synonym, ...]:
    """Return the program's synonyms for a language, from its `synonyms.yml`."""
    lists = word_lists("synonyms", language)
    return Synonyms.model_validate(lists).synonyms if lists else ()


def _pairs(synonym: Synonym) -> list[tuple[str, str]]:
    words = [word.casefold() for word in synonym.words]
    if synonym.finds:
        return [(word, found.casefold()) for word in words for found in synonym.finds]
    return [(word, other) for word in words for other in words if word != other]
