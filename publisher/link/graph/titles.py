"""Ids by title, for authors who wrote a title where an id belongs."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from publisher.model.fields import is_id
from publisher.problem import Problem, nearest
from publisher.read.document import Document

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Problems about an id, and the fact that holds it.
_OF_IDS = {"bad-id": "value", "unknown-id": "id"}
# Fields that give an id; in all others it refers to one that exists.
_GIVING = frozenset({"id", "formerly"})
# What people write between several ids.
_BETWEEN = re.compile(r"\s*[,;/&]\s*|\s+(?:och|og|and|ja|und)\s+|\s+")


def with_ids_of_titles(problems: Iterable[Problem], documents: Iterable[Document]) -> list[Problem]:
    """Return the problems; if an unknown id is a title, the hint suggests the id that has it."""
    found = list(problems)
    if not any(problem.code in _OF_IDS for problem in found):
        return found
    documents = [*documents]
    named = [pair for document in documents for pair in _titled(document.fields)]
    ids = {name: name for _, name in named if name == _plain(name)}
    ids |= {_plain(title): name for title, name in named}
    ids |= {document.file: str(document.fields["id"]) for document in documents if "id" in document.fields}
    return [_named(problem, ids) if problem.code in _OF_IDS else problem for problem in found]


def _named(problem: Problem, ids: Mapping[str, str]) -> Problem:
    written = problem.facts[_OF_IDS[problem.code]]
    meant = ids.get(_plain(written)) or _of_file(written, problem.place.file, ids) or _within(written, ids)
    meant = meant or ids.get("".join(_plain(written).split())) or _several(written, ids)
    if (meant is None or meant == written) and problem.code == "bad-id":
        # It takes time to import, and most publications have no such problem.
        from slugify import slugify

        # Never suggest an invalid id; use the nearest valid one.
        meant = slugify(_plain(written))
        if problem.facts.get("key", "id") not in _GIVING:
            meant = nearest(meant, filter(is_id, ids.values()))
    return replace(problem, facts={**problem.facts, "near": meant}) if meant else problem


def _of_file(written: str, file: str, ids: Mapping[str, str]) -> str | None:
    """Return the id in the file whose path was written, or the id that its folder or its name is."""
    path = written.strip().replace("\\", "/")
    if "/" not in path and not path.endswith((".md", ".yml", ".csv")):
        return None
    near = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    for each in (posixpath.normpath(path.lstrip("/")), near):
        if found := ids.get(each) or ids.get(f"{each}/plan.md"):
            return found
    parts = [part.rpartition(".")[0] or part for part in reversed(path.strip("/").split("/"))]
    return next((ids[part.casefold()] for part in parts if part.casefold() in ids), None)


def _within(written: str, ids: Mapping[str, str]) -> str | None:
    """Return the only id that stands as a number in what was written: "1.10" for "Åtagande 1,10."."""
    numbers = {number.replace(",", ".") for number in _NUMBER.findall(written)}
    known = {ids[number] for number in numbers if number in ids}
    return known.pop() if len(known) == 1 else None


def _several(written: str, ids: Mapping[str, str]) -> str | None:
    """Return the list of ids that was written as one text: [a, b] for "a, b"."""
    names = [ids.get(each) for each in _BETWEEN.split(_plain(written)) if each]
    known = [name for name in names if name]
    return f"[{', '.join(known)}]" if len(names) == len(known) > 1 else None


def _titled(fields: object) -> Iterator[tuple[str, str]]:
    """Yield (title, id) for every mapping with both, in the raw fields of a document."""
    if isinstance(fields, dict):
        title, name = fields.get("title"), fields.get("id")
        if isinstance(title, str) and isinstance(name, str):
            yield title, name
        for value in fields.values():
            yield from _titled(value)
    elif isinstance(fields, list):
        for value in fields:
            yield from _titled(value)


def _plain(words: str) -> str:
    # Full width figures, and characters that do not show.
    seen = "".join(each for each in unicodedata.normalize("NFKC", words) if unicodedata.category(each) != "Cf")
    return " ".join(seen.casefold().split())
