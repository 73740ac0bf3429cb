"""Parts: the macros that authors may call as `{{ part(…) }}`, and nothing else of the template language.

Jinja parses an author's text but never runs it: only calls of known parts with literal arguments are evaluated, one by
one, so that each error has the author's line and no text can loop.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, UndefinedError, nodes

from publisher.problem import Problem, nearest
from publisher.read.document import Document


class PartError(Exception):
    """Raised by a part with invalid arguments; `code` and `facts` become the Problem."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


@dataclass(slots=True)
class Expansion:
    """An author's text with its parts expanded, and the problems found."""

    text: str
    problems: list[Problem] = field(default_factory=list)


# Stands for a part with no content, until it is known whether its heading has other text below it.
_NOTHING: Final = "\x00"
_LEFT: Final = re.compile(r"^(#{1,6})[ \t][^\n]*\n(?:\s*\x00)+\s*(?=(#{1,6})[ \t]|\Z)", re.MULTILINE)
_EMPTY: Final = re.compile(r"\n[ \t]*\n[ \t\n]*\n")
# Only calls are recognised in an author's text: no blocks, and no comments, whose delimiter also begins `{#id}`.
_READER: Final = Environment(  # only parses, never renders
    block_start_string="\x00%",
    block_end_string="%\x00",
    comment_start_string="\x00#",
    comment_end_string="#\x00",
    keep_trailing_newline=True,
)


def expand(document: Document, parts: Mapping[str, Callable[..., str]], *, bare_headings: bool = False) -> Expansion:
    """Return the body of a document with every `{{ part(…) }}` replaced by the part's output.

    A heading with nothing but empty parts below it is left out, unless `bare_headings` is set.
    """
    if "{{" not in document.body:
        return Expansion(document.body)
    expansion = Expansion("")
    try:
        tree = _parsed(document.body)
    except TemplateSyntaxError as error:
        expansion.problems.append(Problem.at(document.body_place(error.lineno), "macro-syntax"))
        return expansion
    except RecursionError:
        line = document.body.count("\n", 0, document.body.index("{{")) + 1
        expansion.problems.append(Problem.at(document.body_place(line), "macro-syntax"))
        return expansion
    for piece in _pieces(tree, document, parts, expansion.problems):
        expansion.text = _joined(expansion.text, piece)
    expansion.text = _without_empty_parts(expansion.text, bare_headings=bare_headings)
    return expansion


@lru_cache(maxsize=1024)
def _parsed(text: str) -> nodes.Template:
    """Return a text as Jinja reads it, which takes longer than most parts do: a preview asks for it at each change."""
    return _READER.parse(text)


def _without_empty_parts(text: str, *, bare_headings: bool) -> str:
    if _NOTHING not in text:
        return text
    if not bare_headings:
        text = _LEFT.sub(lambda it: it[0] if it[2] and len(it[2]) > len(it[1]) else "", text)
    return re.sub(rf"\n*{_NOTHING}", "", text)


def _joined(before: str, after: str) -> str:
    """Return two pieces of text joined; if both leave blank lines, one is enough."""
    above, below = before.rstrip("\n"), after.lstrip("\n")
    empty = len(before) - len(above) + len(after) - len(below)
    return above + "\n" * min(empty, 2) + below


def _pieces(
    tree: nodes.Template, document: Document, parts: Mapping[str, Callable[..., str]], problems: list[Problem]
) -> Iterator[str]:
    for statement in tree.body:
        assert isinstance(statement, nodes.Output)  # the lexer has no statements
        for node in statement.nodes:
            if isinstance(node, nodes.TemplateData):
                yield node.data
                continue
            try:
                found = _call(node, parts)
                yield found if found.strip() else _NOTHING
            except PartError as error:
                problems.append(Problem.at(document.body_place(node.lineno), error.code, **error.facts))


def _call(node: nodes.Expr, parts: Mapping[str, Callable[..., str]]) -> str:
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        raise PartError("macro-not-a-call")
    name = node.node.name
    if name not in parts:
        raise PartError("macro-unknown", name=name, near=nearest(name, parts))
    positional, named = _arguments(node)
    try:
        return _EMPTY.sub("\n\n", str(parts[name](*positional, **named)))
    except (TypeError, UndefinedError):
        # Jinja raises this for unknown or missing arguments of a macro.
        raise PartError("macro-arguments", name=name) from None


def _arguments(node: nodes.Call) -> tuple[list[object], dict[str, object]]:
    if node.dyn_args or node.dyn_kwargs:
        raise PartError("macro-not-a-call")
    return [_constant(argument) for argument in node.args], {
        argument.key: _constant(argument.value) for argument in node.kwargs
    }


def _constant(node: nodes.Expr) -> object:
    """Return a literal value. Expressions and filters are not evaluated: 10 ** 10 ** 10 would never end."""
    if not isinstance(node, nodes.Const):
        raise PartError("macro-not-a-call")
    return node.value
