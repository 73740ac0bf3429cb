"""The synonyms of a site as a file that its search page reads: the language's own, and those of a publication."""

import json
from collections.abc import Iterable
from typing import Final

import yaml

from publisher.locales import LOCALES
from publisher.model.synonyms import Synonym, Synonyms

PATH: Final = "assets/synonyms.json"


def synonym_files(own: Iterable[Synonym], language: str) -> dict[str, bytes]:
    """Return the file: pairs of what readers type and what the texts have; words for the same stand both ways."""
    pairs = [pair for each in (*own, *of_language(language)) for pair in _pairs(each)]
    return {PATH: json.dumps([*dict.fromkeys(pairs)], ensure_ascii=False, separators=(",", ":")).encode()}


def of_language(language: str) -> tuple[Synonym, ...]:
    """Return the synonyms that the program knows for a language, from its `synonyms.yml`."""
    path = LOCALES / language / "synonyms.yml"
    return Synonyms.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).synonyms if path.is_file() else ()


def _pairs(synonym: Synonym) -> list[tuple[str, str]]:
    words = [word.casefold() for word in synonym.words]
    if synonym.finds:
        return [(word, found.casefold()) for word in words for found in synonym.finds]
    return [(word, other) for word in words for other in words if word != other]
