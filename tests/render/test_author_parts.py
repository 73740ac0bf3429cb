from typing import Any

import pytest

from publisher.read.document import read_document
from publisher.render.author_parts import Expansion, expand


def expanded(body: str) -> Expansion:
    document, _ = read_document("a.md", f"---\ntitle: A\n---\n{body}")
    assert document
    return expand(document, {"eko": eko, "tyst": lambda: "\n"})


def eko(*positional: Any, **named: Any) -> str:
    return f"<{positional}{named}>"


def test_call_is_replaced_and_the_rest_is_left_alone() -> None:
    body = "## A {#a}\n\n{{ eko() }} och {{eko(1, 'två', tre=None)}}\n{# x #} {% y %} }} {\n"
    assert expanded(body).text == "## A {#a}\n\n<(){}> och <(1, 'två'){'tre': None}>\n{# x #} {% y %} }} {\n"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{{ eko }}", "macro-not-a-call"),
        ("{{ eko().__class__ }}", "macro-not-a-call"),
        ("{{ eko.__globals__ }}", "macro-not-a-call"),
        ("{{ ''.__class__.__mro__ }}", "macro-not-a-call"),
        ("{{ eko() | safe }}", "macro-not-a-call"),
        ("{{ eko(10 ** 10 ** 10) }}", "macro-not-a-call"),
        ("{{ eko('a' * 10 ** 10) }}", "macro-not-a-call"),
        ("{{ eko('a' | center(10000000000)) }}", "macro-not-a-call"),
        ("{{ eko(eko()) }}", "macro-not-a-call"),
        ("{{ eko(*'ab') }}", "macro-not-a-call"),
        ("{{ eko(**{}) }}", "macro-not-a-call"),
        ("{{ range(10 ** 9) }}", "macro-unknown"),
        ("{{ ekko() }}", "macro-unknown"),
        ("{{ eko( }}", "macro-syntax"),
        ("{{", "macro-syntax"),
        ("{{" * 5000, "macro-syntax"),
    ],
)
def test_anything_else_is_a_problem_on_the_authors_line(body: str, code: str) -> None:
    (problem,) = expanded(f"Text.\n\n{body}\n").problems
    assert (problem.code, problem.place.line) == (code, 6)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("Först.\n\n## A\n\n{{ tyst() }}\n\n## B\n\nText.\n", "Först.\n\n## B\n\nText.\n"),
        ("Först.\n\n## A {#a}\n{{ tyst() }} {{ tyst() }}\n\n# B\n", "Först.\n\n# B\n"),
        ("Först.\n\n## A\n\n{{ tyst() }}\n", "Först.\n\n"),
        ("## A\n\n{{ tyst() }}\n\n### Under A\n\nText.\n", "## A\n\n### Under A\n\nText.\n"),
        ("## A\n\nText.\n\n{{ tyst() }}\n\n## B\n", "## A\n\nText.\n\n## B\n"),
        ("## A\n\n{{ tyst() }}\n\nText.\n", "## A\n\nText.\n"),
    ],
)
def test_a_heading_of_nothing_but_parts_that_show_nothing_is_left_out(body: str, left: str) -> None:
    assert expanded(body).text == left
