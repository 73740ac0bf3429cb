"""Every field of every kind of document, with a list, a mapping or nothing where something else is meant."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

import pytest

from publisher.entries import documents_of, entries_of
from publisher.language import Language
from publisher.memory import Memory
from publisher.messages import as_text
from tests.fuzz.inputs import Steps, Text, fields_of, nodes_of

SHAPES: Final[tuple[object, ...]] = ([["a"]], [], {"a": {"b": "c"}}, {}, "")


def places() -> Iterator[tuple[str, Text, Steps]]:
    """Yield each place of a field once: a file that has it, and the way there."""
    seen = set()
    for name, text in fields_of():
        for steps, _ in nodes_of(text.fields):
            kind = text.fields.get("kind") if isinstance(text.fields, dict) else None
            about = (name.split("/")[0], kind, len(name.split("/")), *(it for it in steps if isinstance(it, str)))
            if steps and about not in seen:
                seen.add(about)
                yield name, text, steps


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
def test_a_value_of_another_shape_is_reported(shape: object) -> None:
    language, tried = Language("sv"), 0
    for name, text, steps in places():
        changed = text.copied()
        holder = changed.fields
        for step in steps[:-1]:
            holder = holder[step]
        holder[steps[-1]] = deepcopy(shape)
        documents, _ = documents_of({name: changed.written()}, Memory())
        _, problems = entries_of(documents, Memory())
        as_text(problems, language)
        tried += 1
    assert tried > 150
