"""A form filled in as a browser would send it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from werkzeug.test import Client, TestResponse

from publisher.edit.forms.answers import SHOWN
from publisher.edit.forms.form import form_of
from publisher.edit.forms.form_field import Field, Option, Widget
from publisher.kinds import KINDS, kinds_of, model_of, translations
from publisher.language import Language
from publisher.read.document import Document, read_document, read_register
from tests.program import REPOSITORY

PLAN = "plans/branschspar/plan.md"
ROOTS = (REPOSITORY, *sorted(each.parent for each in (REPOSITORY / "examples").glob("*/mkdocs.yml")))
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
    known = {
        **{kind.model: name for name, kind in KINDS.items()},
        **{own: name for name, own in translations().items()},
    }
    kind = known[model]
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


def fields_of(page: str) -> list[tuple[str, str]]:
    """Return what a browser would send of a page's form."""
    form = re.sub(r"<template>.*?</template>", "", page[page.index('<form id="form"') :], flags=re.DOTALL)
    pairs = []
    control = r'<(?P<tag>input|textarea|select)[^>]*? name="(?P<name>[^"]+)"(?P<rest>[^>]*)>'
    for match in re.finditer(control + r"(?P<inner>.*?)(?=<(?:input|textarea|select|/form)\b)", form, re.DOTALL):
        if match["tag"] == "input":
            value = re.search(r'value="([^"]*)"', match["rest"])
            pairs.append((match["name"], unescape(value[1]) if value else ""))
        elif match["tag"] == "textarea":
            pairs.append((match["name"], unescape(match["inner"].split("</textarea>")[0]).removeprefix("\n")))
        else:
            chosen = re.search(r'<option value="([^"]*)" selected', match["inner"])
            pairs.append((match["name"], unescape(chosen[1]) if chosen else ""))
    return pairs


def send(client: Client, pairs: list[tuple[str, str]], do: str, where: str = "form", /, **changes: str) -> TestResponse:
    """Send a form with some fields changed: `/` of a name is `__`, `@` is left out."""
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(changes.pop(name.replace("/", "__").lstrip("@"), value))
    assert not changes, "every changed field is on the form"
    return client.post(f"/.edit/{where}", data={**data, "@do": do}, base_url="http://127.0.0.1")


def open_form(client: Client, file: str = PLAN) -> list[tuple[str, str]]:
    response = client.get(f"/.edit/form?file={file}", base_url="http://127.0.0.1")
    assert response.status_code == 200
    return fields_of(response.text)


def refused(response: TestResponse) -> str:
    """Return why a form was not saved, as its page says; nothing where it was."""
    found = re.findall(r'<section class="summary"[^>]*(?<!hidden)>(.*?)</section>', response.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).split()) or re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text[:3000])
    )
