"""A form filled in as a browser would send it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from publisher.edit.answers import SHOWN
from publisher.edit.form import Field, Option, Widget, form_of
from publisher.kinds import KINDS, kinds_of, model_of
from publisher.language import Language
from publisher.read.document import Document, read_document, read_register
from tests.conftest import REPOSITORY

ROOTS = (REPOSITORY, *sorted((REPOSITORY / "examples").iterdir()))
FILES = sorted(
    (root, path.relative_to(root).as_posix())
    for root in ROOTS
    for place in ("docs", "plans")
    for path in (root / place).rglob("*")
    if path.suffix in {".md", ".yml"} and kinds_of(path.relative_to(root).as_posix())
)


def document_of(root: Path, file: str) -> Document:
    read = read_register if file.endswith(".yml") else read_document
    document, problems = read(file, (root / file).read_text(encoding="utf-8"))
    assert document and not problems
    return document


def form(document: Document, tree: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
    model = model_of(document)
    assert model
    kind = next(name for name, kind in KINDS.items() if kind.model is model)
    fields = document.fields if tree is None else tree
    return form_of(kind, model, fields, Language("sv"), lambda names: [Option("a", "A")])


def sent(fields: Iterable[Field]) -> Iterator[tuple[str, str]]:
    """Yield what a browser sends of a form that nobody has touched."""
    for field in fields:
        if field.widget in {Widget.LIST, Widget.ROWS}:
            yield f"{field.name}/{SHOWN}", "1"
        if field.widget in {Widget.LIST, Widget.ROWS, Widget.GROUP}:
            yield from sent(field.fields)
        else:
            yield field.name, field.value.replace("\n", "\r\n")
