"""Commitments whose words have another modal verb than the one that is declared: *bör* where pages would say *ska*."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from publisher.link.graph.node import Node
from publisher.model.modality import Modality, modal_verbs, modality_of
from publisher.model.strategy import Commitment
from publisher.problem import Problem

# The others have words of these within them.
_PLAIN: Final = (Modality.SHALL, Modality.SHOULD, Modality.MAY)


def contradicted(nodes: Mapping[str, Node], language: str) -> Iterator[Problem]:
    """Yield a notice for each commitment with modal verbs of one modality only, and none that its pages would show.

    The adopted words are what counts, if they are given, and the plain ones may not be of another modality; a text
    without modal verbs says nothing about it. A word of its own that is one of the program's would stand twice among
    the choices of the ledger, and is an error.
    """
    for node in nodes.values():
        if isinstance(node.value, Commitment):
            own = node.value.modal_word
            if own and (known := modality_of(own, language)):
                yield Problem.at(node.place, "modal-word-known", word=own, modality=known.value)
            else:
                adopted = node.value.adopted
                found = [*_differing(node, node.value, adopted.text if adopted else node.value.text, language)]
                # Beside an adopted text the plain one may do without modal verbs, but promise nothing else.
                plain = _differing(node, node.value, node.value.text, language) if adopted and not found else ()
                yield from (*found, *(each for each in plain if each.code == "modality-differs"))


def _differing(node: Node, commitment: Commitment, text: str, language: str) -> Iterator[Problem]:
    found = {each: match[0] for each, words in _verbs(language).items() if (match := words.search(text))}
    facts = {"id": node.id, "word": next(iter(found.values()), ""), "modality": commitment.modality.value}
    own = modal_verbs(language).get(commitment.modality)
    if commitment.modal_word:
        if len(found) == 1 and not _one_of([commitment.modal_word]).search(text):
            yield Problem.notice(node.place, "modal-word-differs", **facts, own=commitment.modal_word)
    elif not own or _one_of(own.own).search(text):
        return
    elif own.others and (said := _one_of(own.others).search(text)):
        yield Problem.notice(node.place, "modality-without-word", **facts | {"word": said[0]}, shown=own.own[0])
    elif commitment.modality in _PLAIN and len(found) == 1:
        yield Problem.notice(node.place, "modality-differs", **facts)


@cache
def _verbs(language: str) -> Mapping[Modality, re.Pattern[str]]:
    """Return the modal verbs of a language, by modality."""
    verbs = modal_verbs(language)
    return MappingProxyType({each: _one_of(verbs[each].every) for each in _PLAIN if each in verbs})


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
