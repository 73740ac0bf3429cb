"""Where a problem of a file belongs in its form."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from publisher.edit.forms.form_field import Field, Widget, every
from publisher.problem import Problem
from publisher.read.comments import UNCHECKED
from publisher.read.document import Document
from publisher.read.field_tree import Path, text_at

LACKING: Final = frozenset({"missing-key", "missing-choice", "result-without-period"})
"""The problem codes of a required field that is empty."""


Words: TypeAlias = Mapping[str, str]
"""A problem in words: its message, its hint, and its place if no form can correct it."""
Named: TypeAlias = list[tuple[dict[str, str], str]]
"""Problems in words, each with the name of its field."""


def by_field(errors: Named, notices: Named) -> dict[str, dict[str, list[Words]]]:
    """Return the `errors` and the `notices` of each field that has any, by the name of the field."""
    found: dict[str, dict[str, list[Words]]] = {}
    for sort, problems in (("errors", errors), ("notices", notices)):
        for words, name in problems:
            found.setdefault(name, {}).setdefault(sort, []).append(words)
    return found


def placed(problems: Iterable[Problem], document: Document, fields: tuple[Field, ...]) -> list[tuple[Problem, str]]:
    """Return the problems of a document, each with the name of the form field that it is about."""
    spots = {spot: path for path, spots in document.marks.items() for spot in spots}
    names = {field.path: _input(field, document) for field in every(fields)}
    found = []
    for problem in problems:
        if problem.place.file != document.file:
            continue
        path = spots.get((problem.place.line, problem.place.column), ())
        if problem.code == UNCHECKED:
            path = _below(document, problem.place.line)
        if problem.code in LACKING:
            # A mapping in a list begins where its first key does.
            key = str(problem.facts.get("key", ""))
            path = next((each for each in ((*path, key), (*path[:-1], key)) if each in names), path)
        while path and path not in names:
            path = path[:-1]
        # A question of an import below all fields is about the text.
        below = problem.place.line >= document.body_line or (problem.code == UNCHECKED and not path)
        in_body = document.file.endswith(".md") and below
        found.append((problem, names.get(path, "@body" if in_body else "")))
    return found


def _below(document: Document, line: int) -> Path:
    """Return the path of the first value below a comment in this line; () if there is none."""
    begins = ((spots[0], len(path), path) for path, spots in document.marks.items() if path and spots[0][0] > line)
    return min(begins, key=lambda it: it[:2], default=((0, 0), 0, ()))[2]


def _input(field: Field, document: Document) -> str:
    """Return the name of a field, or of the one within it that stands for it in a short form."""
    is_short = field.widget is Widget.GROUP and field.short and text_at(document.fields, field.path)
    return f"{field.name}/{field.short}" if is_short else field.name
