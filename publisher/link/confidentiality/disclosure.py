"""Suppressed numbers in running text: a program cannot remove them from prose, so a notice gives the place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from publisher.link.graph.head_counts import head_count
from publisher.link.graph.node import Entry, Node
from publisher.model.fields import Model
from publisher.model.result import Result
from publisher.model.roles import Role, leaves
from publisher.problem import Place, Problem

# "One" is too common a word in any text: en, ett, one.
_WORDED: Final = range(2, 100)
_PAIR: Final = re.compile(r"(?<![\d.,:§-])(\d{1,9})\s+\w+\s+(\d{1,9})(?![\d:-]|[.,]\d)")


def numbers_in_texts(
    nodes: Mapping[str, Node],
    shown: Mapping[str, Node],
    language: str,
    tongues: Mapping[str, Mapping[str, Entry]] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Yield a notice for each text that may contain a number of a result that is suppressed in `shown`.

    The number is searched for in digits, in words (num2words), and as the remainder in "58 of 61": everywhere in the
    result and its plan, elsewhere where a text mentions the plan or the indicator. Translations are searched too:
    `tongues`, by language code, then by the file of the original.
    """
    for name, node in nodes.items():
        after = shown[name].value
        if isinstance(node.value, Result) and isinstance(after, Result):
            numbers = {each: found for each in after.measurements if (found := _hidden(node.value, after, each))}
            texts = [*_texts(node), *_texts(nodes.get(node.value.plan))] if numbers else []
            for hidden, found in numbers.items():
                named = _naming(nodes, [node.value.plan, hidden], except_for={name, node.value.plan})
                yield from _notices(found, hidden, [*texts, *named], language)
                files = [each.document.file for each in (node, nodes.get(node.value.plan)) if each]
                for code, entries in tongues.items():
                    translated = (text for file in files if file in entries for text in _texts_of(entries[file]))
                    yield from _notices(found, hidden, translated, code.partition("-")[0])


def _hidden(result: Result, after: Result, name: str) -> list[Decimal]:
    """Return the suppressed numbers of a measurement: value, head count, open cases and groups."""
    given, shown, numbers = result.measurements[name], after.measurements[name], []
    if shown is given:
        return []
    if shown.suppressed:
        count = head_count(result.measurements, name)
        numbers = [given.number, None if count is None else count.quantize(Decimal(1))]
    if shown.open_suppressed:
        numbers.append(given.open)
    numbers += [number for cell, number in given.groups.items() if shown.groups.get(cell) is None]
    return [number for number in numbers if number is not None]


def _notices(
    numbers: Iterable[Decimal], hidden: str, texts: Iterable[tuple[Place, str]], language: str
) -> Iterator[Problem]:
    known = {f"{number:f}" for number in numbers}
    figures = "|".join(re.escape(each) for each in sorted(known | {each.replace(".", ",") for each in known}))
    integers = {int(number) for number in numbers if number == int(number)}
    words = "|".join(sorted(_word(number, language) for number in integers if number in _WORDED)) or r"(?!)"
    found = re.compile(rf"(?<![\d.,:§-])(?:{figures})(?![\d:-]|[.,]\d)|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for place, text in texts:
        pairs = (pair[0] for pair in _PAIR.finditer(text) if int(pair[2]) - int(pair[1]) in integers - {0})
        match = found.search(text)
        if stated := match[0] if match else next(pairs, ""):
            yield Problem.notice(place, "hidden-number-told", number=stated, id=hidden)


@cache
def _word(number: int, language: str) -> str:
    # Few publications suppress a number, and the library imports sixty languages.
    from num2words import num2words

    try:
        return re.escape(str(num2words(number, lang=language)))
    except NotImplementedError:
        return "(?!)"


def _texts(node: Node | None) -> Iterator[tuple[Place, str]]:
    """Yield every text of a result or a plan with its place, the body line by line."""
    return _texts_of(Entry(node.value, node.document)) if node else iter(())


def _texts_of(entry: Entry) -> Iterator[tuple[Place, str]]:
    document = entry.document
    for role in (Role.LEAD, Role.PROSE, Role.TITLE):
        for leaf in leaves(entry.value, role) if isinstance(entry.value, Model) else ():
            if isinstance(leaf.value, str):
                yield document.place(*leaf.path), leaf.value
    for number, line in enumerate(document.body.split("\n"), 1):
        yield document.body_place(number), line


def _naming(nodes: Mapping[str, Node], names: Iterable[str], except_for: Set[str]) -> Iterator[tuple[Place, str]]:
    """Yield every text elsewhere that mentions a plan or an indicator by its title."""
    titles = [str(getattr(nodes[name].value, "title", "")).casefold() for name in names if name in nodes]
    for name, node in nodes.items():
        if name not in except_for and not isinstance(node.value, Result):
            for place, text in _texts(node):
                if any(title and title in text.casefold() for title in titles):
                    yield place, text
