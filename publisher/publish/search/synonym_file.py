"""The search page's word files for a language: synonyms, including a publication's own, and question words."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Final

from publisher.locales import word_lists
from publisher.model.synonyms import Synonym, Synonyms
from publisher.publish.search.word_forms import typed_forms

PATH: Final = "assets/synonyms.json"
ASKING: Final = "assets/asking.json"


def synonym_files(own: Iterable[Synonym], language: str, tag: str = "") -> dict[str, bytes]:
    """Return the files: pairs of what readers type and what the texts have, and the words used only in questions.

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


def asking_words(language: str) -> list[str]:
    """Return the question words of a language, from its `asking.yml`."""
    return [*map(str, word_lists("asking", language).get("asking", ()))]


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
