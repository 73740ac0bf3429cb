"""CommonMark's own specification: each of its examples has the structure that it says, or a Problem with its line.

The specification comes from npm (`commonmark-spec`), for its text has a licence of its own.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.commonmark.test_dialect import ours, problems, reference, structure
from tests.program import REPOSITORY

SPECIFICATION: Final = REPOSITORY / "node_modules" / "commonmark-spec" / "spec.txt"
_EXAMPLE: Final = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)


def examples(path: Path) -> list[tuple[str, str]]:
    """Return the examples: Markdown, and the HTML that it is."""
    text = path.read_text(encoding="utf-8").replace("→", "\t")
    return [(match[1], match[2]) for match in _EXAMPLE.finditer(text)]


def is_same(text: str, html: str) -> bool:
    """Say whether a text has the structure of this HTML; where GitHub goes further (a bare address is a link), its."""
    if not re.search(r"<\w", html):
        return ours(text) == [("main", {}), "/main"]
    read = ours(text)
    return read in (structure(html), reference(text))


def test_examples_read_as_the_specification_says_or_are_reported() -> None:
    if not SPECIFICATION.is_file():
        pytest.skip("the specification is not here: npm ci --ignore-scripts")
    found = examples(SPECIFICATION)
    assert len(found) > 640
    same = [is_same(text, html) for text, html in found]
    assert [text for (text, _), each in zip(found, same, strict=True) if not each and not problems(text)] == []
    # Were most of them refused, that would be no dialect of CommonMark.
    assert sum(same) > len(found) * 0.8
