"""Suppressed numbers in running text: a program cannot remove them from prose, so a notice gives the place."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from publisher.kinds import KINDS
from publisher.link.graph.head_counts import head_count
from publisher.link.graph.in_language import texts_in
from publisher.link.graph.node import Entry, Linked, Node
from publisher.model.fields import Model
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import Role, leaves
from publisher.model.statistics import Observation
from publisher.problem import Place, Problem

# "One" is too common a word in any text: en, ett, one.
_WORDED: Final = range(2, 100)
# num2words calls Norwegian by the code of both its written languages.
_NAMES: Final = {"nb": "no", "nn": "no"}
_PAIR: Final = re.compile(r"(?<![\d.,:§-])(\d{1,9})\s+\w+\s+(\d{1,9})(?![\d:-]|[.,]\d)")

PlacedText: TypeAlias = tuple[Place, str]
"""A text and its place."""


def numbers_in_texts(
    nodes: Mapping[str, Node], shown: Mapping[str, Node], languages: Mapping[str, Mapping[str, Entry]]
) -> Iterator[Problem]:
    """Yield a notice for each text that may contain a number of a result or an indicator that `shown` suppresses.

    The number is searched for in digits, in words (num2words), and as the remainder in "58 of 61": everywhere in the
    result and its plan, elsewhere where a text mentions the plan or the indicator. `languages` are the texts in each
    language, its own and others, by language code, then by the file of the original.
    """
    hidden = [(name, *each) for name, node in nodes.items() for each in _hidden_in(node.value, shown[name].value)]
    texts = {code: _Texts(nodes, entries) for code, entries in languages.items()} if hidden else {}
    for name, indicator, plan, found in hidden:
        files = [nodes[each].document.file for each in (name, plan) if each in nodes] if plan else [_table(name)]
        for code, every in texts.items():
            given = every.mentions(files, (plan, indicator))
            yield from _notices(found, indicator, given, code.partition("-")[0])


def _hidden_in(given: Linked, shown: Linked) -> Iterator[tuple[str, str, list[Decimal]]]:
    """Yield each indicator with numbers suppressed in a result or its own statistics, the plan, and the numbers."""
    match given, shown:
        case Result(), Result():
            for name in shown.measurements:
                if found := _hidden(given, shown, name):
                    yield name, given.plan, found
        case Indicator(), Indicator() if given is not shown:
            pairs = ((seen, shown.statistics[period]) for period, seen in given.statistics.items())
            if found := [number for seen, left in pairs for number in _suppressed(seen, left)]:
                yield given.id, "", found


def _table(indicator: str) -> str:
    return KINDS["statistics"].pattern.replace("*", indicator)


def _suppressed(seen: Observation, left: Observation) -> Iterator[Decimal]:
    """Yield the suppressed numbers of one period."""
    if left.is_suppressed and seen.value is not None:
        yield seen.value
    yield from (number for name, number in seen.groups.items() if number is not None and left.groups.get(name) is None)


class _Texts:
    """All texts in one language: `entries`, by the file of the original."""

    def __init__(self, nodes: Mapping[str, Node], entries: Mapping[str, Entry]) -> None:
        self._nodes, self._entries = nodes, entries
        self._of = {file: [*_texts_of(entry)] for file, entry in entries.items()}
        results = {node.document.file for node in nodes.values() if isinstance(node.value, Result)}
        # What stands in no result, and the same without capitals.
        files = [file for file in self._of if file not in results]
        self._elsewhere = [(file, text, text[1].casefold()) for file in files for text in self._of[file]]
        self._naming: dict[str, list[tuple[str, PlacedText]]] = {}

    def mentions(self, files: Collection[str], names: Iterable[str]) -> Iterator[PlacedText]:
        """Yield every text of some files, and those elsewhere that mention something by its title, given by id."""
        for file in files:
            yield from self._of.get(file, ())
        named = (self._nodes[name] for name in names if name in self._nodes)
        titles = dict.fromkeys(title for node in named for title in self._titles(node))
        yield from dict.fromkeys(
            text for title in titles for file, text in self._naming_title(title) if file not in files
        )

    def _naming_title(self, title: str) -> list[tuple[str, PlacedText]]:
        if title not in self._naming:
            self._naming[title] = [(file, text) for file, text, folded in self._elsewhere if title in folded]
        return self._naming[title]

    def _titles(self, node: Node) -> Iterator[str]:
        """Yield the titles of a node in the publication's language and in this one, without capitals."""
        given = texts_in(node, self._entries.get(node.document.file)).get(("title",), "")
        for title in (str(getattr(node.value, "title", "")), given):
            if title:
                yield title.casefold()


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


def _notices(numbers: Iterable[Decimal], hidden: str, texts: Iterable[PlacedText], language: str) -> Iterator[Problem]:
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
        return re.escape(str(num2words(number, lang=_NAMES.get(language, language))))
    except NotImplementedError:
        return "(?!)"


def _texts_of(entry: Entry) -> Iterator[PlacedText]:
    """Yield every text of a document with its place, the body line by line."""
    document = entry.document
    for role in (Role.LEAD, Role.PROSE, Role.TITLE):
        for leaf in leaves(entry.value, role) if isinstance(entry.value, Model) else ():
            if isinstance(leaf.value, str):
                yield document.place(*leaf.path), leaf.value
    for number, line in enumerate(document.body.split("\n"), 1):
        yield document.body_place(number), line
