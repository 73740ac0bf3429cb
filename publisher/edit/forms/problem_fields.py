"""Where a problem of a file belongs in its form."""

from typing import Final

from publisher.edit.forms.form_field import Field, every
from publisher.problem import Problem, Severity
from publisher.read.document import Document

LACKING: Final = frozenset({"missing-key", "missing-choice"})
"""The problem codes of a required field that is empty."""


def placed(problems: tuple[Problem, ...], document: Document, fields: tuple[Field, ...]) -> list[tuple[Problem, str]]:
    """Return the errors in a document, each with the name of the form field that it is about."""
    spots = {spot: path for path, spots in document.marks.items() for spot in spots}
    names = {field.path: field.name for field in every(fields)}
    found = []
    for problem in problems:
        if problem.place.file != document.file or problem.severity is not Severity.ERROR:
            continue
        path = spots.get((problem.place.line, problem.place.column), ())
        lacking = (*path, str(problem.facts.get("key", "")))
        if problem.code in LACKING and lacking in names:
            path = lacking
        while path and path not in names:
            path = path[:-1]
        in_body = document.file.endswith(".md") and problem.place.line >= document.body_line
        found.append((problem, names.get(path, "@body" if in_body else "")))
    return found
