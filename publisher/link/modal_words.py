"""Commitments whose words are of another modality than is declared: *bör* in the text of what *shall* be done."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import yaml

from publisher.link.graph.node import Node
from publisher.locales import LOCALES
from publisher.model.strategy import Commitment, Modality
from publisher.problem import Problem

# The others have words of these within them.
_PLAIN: Final = (Modality.SHALL, Modality.SHOULD, Modality.MAY)


def contradicted(nodes: Mapping[str, Node], language: str) -> Iterator[Problem]:
    """Yield a notice for each commitment with modal verbs of one modality only, and that not its own.

    The adopted words are what counts, if they are given; a text without modal verbs says nothing about it.
    """
    for node in nodes.values():
        if isinstance(node.value, Commitment) and node.value.modality in _PLAIN:
            text = node.value.adopted.text if node.value.adopted else node.value.text
            found = {each: match[0] for each, words in _modal(language).items() if (match := words.search(text))}
            if len(found) == 1 and node.value.modality not in found:
                facts = {"id": node.id, "word": next(iter(found.values())), "modality": node.value.modality.value}
                yield Problem.notice(node.place, "modality-differs", **facts)


@cache
def _modal(language: str) -> Mapping[Modality, re.Pattern[str]]:
    """Return the modal verbs of a language, by modality."""
    path = LOCALES / language / "steering.yml"
    lists = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    words = {each: "|".join(map(re.escape, lists.get(each.value, ()))) for each in _PLAIN}
    return MappingProxyType(
        {each: re.compile(rf"\b(?:{found})\b", re.IGNORECASE) for each, found in words.items() if found}
    )
