"""Generate a publication: a valid one, changed in a few places, with or without a history.

Changes follow the structure of a file: a value is replaced, removed, duplicated or taken from elsewhere, a key that a
schema knows is added, a text becomes other Markdown, a line is broken.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.fuzz import markdown
from tests.program import REPOSITORY

HERE = Path(__file__).parent
EDITION = {"id": "allt", "title": "Allt"}
Steps = tuple[Any, ...]


class _Quoted(str):
    """A text in quotes."""


class _Reader(yaml.BaseLoader):
    """Reads every scalar as text, and records which were in quotes."""

    def construct_scalar(self, node: Any) -> Any:
        return (_Quoted if node.style in {"'", '"'} else str)(super().construct_scalar(node))


class _Plain(
    yaml.emitter.Emitter, yaml.serializer.Serializer, yaml.representer.SafeRepresenter, yaml.resolver.BaseResolver
):
    """Writes every scalar as people do: without quotes where possible."""

    def __init__(self, stream: Any, **_: Any) -> None:
        yaml.emitter.Emitter.__init__(self, stream, allow_unicode=True, width=120)
        yaml.serializer.Serializer.__init__(self)
        yaml.representer.SafeRepresenter.__init__(self, sort_keys=False)
        yaml.resolver.BaseResolver.__init__(self)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Reader.add_constructor("tag:yaml.org,2002:str", _Reader.construct_scalar)
_Plain.add_representer(_Quoted, lambda it, text: it.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'))


@dataclass(frozen=True)
class Made:
    """An input: its files, each version of them after the first, and how far it goes.

    `depth` 0 goes on to print, 1 to a site, 2 to pages. What is not changed is the same in all inputs of one `base`.
    """

    files: dict[str, bytes]
    later: tuple[dict[str, bytes], ...]
    depth: int
    base: int = 0


@dataclass
class Text:
    """A parsed file: fields and the Markdown below them; it is serialised once, and changes are made to a copy."""

    fields: Any
    body: str | None
    text: str | None = None

    def written(self) -> str:
        """Return the file."""
        if self.text is None:
            fields = yaml.dump(self.fields, Dumper=_Plain) if self.fields is not None else ""
            self.text = fields if self.body is None else f"---\n{fields}---\n{self.body}"
        return self.text

    def copied(self) -> "Text":
        """Return a copy that may be changed."""
        return Text(deepcopy(self.fields), self.body)


def _read(name: str, text: str) -> Text | str:
    if name.endswith(".yml"):
        return Text(yaml.load(text, _Reader), None)
    if name.endswith(".md") and text.startswith("---\n"):
        fields, _, body = text[4:].partition("\n---\n")
        return Text(yaml.load(fields, _Reader), body)
    return text


@cache
def bases() -> list[dict[str, Text | str]]:
    """Return the publications to change: those of the cases, each with an edition so that it is printed."""
    found = []
    for folder in sorted((REPOSITORY / "tests/cases").glob("*/input")):
        paths = [path for path in sorted(folder.rglob("*")) if path.suffix in {".md", ".yml", ".csv"}]
        texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig") for path in paths}
        files = {name: _read(name, text) for name, text in texts.items()}
        settings = files.get("mkdocs.yml")
        if isinstance(settings, Text):
            settings.fields["extra"]["publication"].setdefault("editions", [EDITION])
            found.append(files)
    # The largest is changed most often.
    return [found[-1], *found]


def fields_of() -> Iterator[tuple[str, Text]]:
    """Yield each file with fields, by its name."""
    for files in bases():
        yield from ((name, text) for name, text in files.items() if isinstance(text, Text) and text.fields)


@cache
def _values() -> list[tuple[str, Any]]:
    """Return every key with a value that occurs somewhere, and every key that a schema knows."""
    found = [(step[-1], value) for files in bases() for text in files.values() if isinstance(text, Text)
             for step, value in nodes_of(text.fields) if step and isinstance(step[-1], str)]  # fmt: skip
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((REPOSITORY / "schemas/sv").iterdir())]
    keys = {key for schema in schemas for key in _keys(schema)}
    return found + [(key, "x") for key in sorted(keys - {key for key, _ in found})]


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for each in schema.values():
            yield from _keys(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _keys(each)


def nodes_of(tree: Any, at: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Yield each value in a tree with its path."""
    yield at, tree
    for step, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from nodes_of(value, (*at, step))


scalars = st.one_of(st.sampled_from(markdown.ODD), st.text(max_size=12), st.integers().map(str), markdown.inline)
keys = st.sampled_from(["id", "title", "x", "2024", "values"])
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=4,
)
# One in forty has a history. Of 121, one is printed, three become a site, and 17 have their pages drawn.
HISTORIES = 39
SAMPLE = 120
DEPTHS = (0, 1, 8)
COPIES = ("docs/x.md", "docs/å b.md", "plans/x/plan.md", "plans/x.yml", "plans/vagen/results/x.md")


def _change(draw: Callable[[Any], Any], text: Text) -> None:
    """Change one place of a file's fields."""
    nodes = list(nodes_of(text.fields))
    steps, value = nodes[draw(st.integers(0, len(nodes) - 1))]
    if not steps:
        text.fields = draw(trees) if draw(st.integers(0, 9)) == 9 else text.fields
        return
    holder = text.fields
    for step in steps[:-1]:
        holder = holder[step]
    what = draw(st.sampled_from(["value", "value", "tree", "other", "other", "remove", "double", "key", "key"]))
    if what == "value":
        holder[steps[-1]] = draw(scalars)
    elif what == "tree":
        holder[steps[-1]] = draw(trees)
    elif what == "other":
        same = [found for key, found in _values() if key == steps[-1]] or [value]
        holder[steps[-1]] = deepcopy(draw(st.sampled_from(same)))
    elif what == "remove":
        del holder[steps[-1]]
    elif isinstance(holder, list):
        holder.append(deepcopy(value))
    else:
        key, found = draw(st.sampled_from(_values()))
        holder[key] = deepcopy(found) if what == "key" else deepcopy(value)


def _edit(draw: Callable[[Any], Any], files: dict[str, Text | str]) -> None:
    """Change one file in one way."""
    name = draw(st.sampled_from(sorted(files)))
    text = files[name]
    if isinstance(text, Text):
        text = files[name] = text.copied()
    what = draw(st.sampled_from(["fields"] * 6 + ["body"] * 6 + ["raw", "gone", "copy"]))
    if what == "fields" and isinstance(text, Text) and text.fields is not None:
        _change(draw, text)
    elif what == "body" and isinstance(text, Text) and text.body is not None:
        text.body = draw(markdown.body)
    elif what == "gone" and name != "mkdocs.yml":
        del files[name]
    elif what == "copy":
        files[draw(st.sampled_from(COPIES))] = text
    else:
        whole = text.written() if isinstance(text, Text) else text
        at = draw(st.integers(0, len(whole)))
        until = min(len(whole), at + draw(st.integers(0, 3)))
        files[name] = whole[:at] + draw(st.sampled_from(markdown.ODD)) + whole[until:]


def _bytes(files: dict[str, Text | str]) -> dict[str, bytes]:
    texts = {name: text.written() if isinstance(text, Text) else text for name, text in files.items()}
    return {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}


@st.composite
def publications(draw: Callable[[Any], Any]) -> Made:
    """Draw an input."""
    base = draw(st.integers(0, len(bases()) - 1))
    files = dict(bases()[base])
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 2, 3, 5]))):
        _edit(draw, files)
    first, later = _bytes(files), []
    if draw(st.integers(0, HISTORIES)) == HISTORIES:
        for _ in range(draw(st.integers(1, 3))):
            _edit(draw, files)
            later.append(_bytes(files))
    far = draw(st.integers(0, SAMPLE))
    # Hypothesis prefers both ends of a range, and most inputs should only be checked.
    middle = abs(far - SAMPLE // 2)
    return Made(first, tuple(later), next((at for at, most in enumerate(DEPTHS) if middle <= most), len(DEPTHS)), base)
