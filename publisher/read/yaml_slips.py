"""Editing slips that make YAML unreadable or change its meaning: reports the slip itself, not its consequence.

libyaml says at which character it gave up. The cause is usually earlier: an unclosed quotation mark, a colon without a
space. Each slip has a code, a place and facts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

# libyaml's parser takes a tenth of the time; every scalar is text.
EVENT_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# libyaml's messages for the most common slips, and our codes for them.
SYNTAX: Final = {
    "while scanning an alias": "yaml-sign",
    "while scanning an anchor": "yaml-sign",
    "found character that cannot start any token": "yaml-character",
    "found a tab character": "yaml-tab",
    "mapping values are not allowed": "yaml-colon",
    "could not find expected ':'": "yaml-key",
    "found unexpected end of stream": "yaml-quote",
    "did not find expected ',' or": "yaml-comma",
    "did not find expected": "yaml-indent",
    "found unknown escape character": "yaml-escape",
}
HARD_SPACES: Final = "\u00a0\u2007\u202f"
_KEY: Final = r"[ ]*(?:-[ ]+)*(?P<key>[\w-]+):"
_NO_SPACE: Final = re.compile(rf"{_KEY}(?P<value>[^\s/:][^\n]*)")
_HARD: Final = re.compile(rf"{_KEY}(?=[{HARD_SPACES}])|[ ]*(?=[{HARD_SPACES}])")
# Characters of other writing, and of keyboards for them, that look like a colon.
_OTHER_COLON: Final = re.compile(
    r"[ ]*(?:-[ ]+)*[\"']?(?P<key>[\w-]+)[\"']?[ ]*(?P<colon>[\uff1a\ufe55\ufe13\u2236\ua789])"
)
# To YAML > begins a text of several lines.
_LIMIT: Final = re.compile(r"(?:^|[{,])[ ]*(?:-[ ]+)?[\w-]+:[ ]+(?P<value>>=?[ ]*-?\d(?:(?![ ]#)[^,}\n])*)")
# To YAML a minus sign and a space begin an item of a list.
_MINUS_APART: Final = re.compile(
    r"(?:^|[{,])[ ]*(?:-[ ]+)?[\w-]+:[ ]+(?P<value>-[ ]+\d(?:[ ]?[\d.]|,\d)*%?)[ ]*(?=#|[,}]|$)"
)
_NO_DASH_SPACE: Final = re.compile(r"[ ]*-(?P<value>[^\s\d-][^\n]*)")
_KEY_LINE: Final = re.compile(r"\n[ ]*(?:-[ ]+)?[\w-]+:(?:[ ]|$)", re.MULTILINE)
_NAMED: Final = re.compile(r"[ ]+(?P<key>[a-z][a-z_-]*)[ ]*:(?:[ ]|$)")
_ALONE: Final = re.compile(r"[ ]*(?:-[ ]+)?(?P<key>[a-z][a-z_-]*)[ ]*")
# What follows a value after #: a comment, or the rest of the text. After an id, a number or a day it is a comment; a
# sentence may continue.
_CUT: Final = re.compile(r"[ \t]+(?P<rest>#(?:[^\s#!]|[ ]*\d)[^\n]*)")
_REST: Final = re.compile(r"[ \t]+(?P<rest>#[^\n]*)")
# Within brackets or braces a comment swallows the closing one.
_CUT_WITHIN: Final = re.compile(
    r"[^\"'#\n]*[{\[](?:[^\"'#}\]\n]|\"[^\"\n]*\"|'[^'\n]*')*[ \t](?P<rest>#[^\n]*[}\]][^\n]*)"
)
# The same of a number alone: {2024: #98}.
_NUMBER_WITHIN: Final = re.compile(
    r"[^\"'#\n]*[{\[](?:[^\"'#}\]\n]|\"[^\"\n]*\"|'[^'\n]*')*[:,\[][ \t]+"
    r"(?P<value>#\d{1,9}(?:[.,]\d{1,10})?)[ \t]*[,}\]]"
)
# Beginnings of values that YAML reads as something else: a block scalar, a list, brackets.
_FORM: Final = re.compile(
    rf"(?:{_KEY}|[ ]*-)[ ]+(?P<value>!(?=[^\s!])|[|>](?![-+\d]*[ ]*(?:#|$))|-(?:[ ]|$)|\[[^\]]*\][ ]*[^\s,#\]}}]"
    rf"|\{{[^}}]*\}}[ ]*[^\s,#\]}}])"
)
_CLOSING: Final = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the code of its problem, its line and column from 0, and its facts."""

    code: str
    line: int
    column: int
    facts: Mapping[str, str] = field(default_factory=dict)


def found_slip(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """Return the slip that made a text unreadable."""
    lines = text.split("\n")
    words = f"{error.context or ''} {error.problem or ''}"
    code = next((code for phrase, code in SYNTAX.items() if phrase in words), "yaml-syntax")
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Slip(code, 0, 0)
    # To libyaml a tab is just another character that cannot start a token.
    if code == "yaml-character" and _line(lines, mark.line).startswith("\t"):
        return Slip("yaml-tab", mark.line, mark.column)
    first = error.context_mark if code in {"yaml-quote", "yaml-key"} and error.context_mark else mark
    return (
        next(_on_lines(lines, first.line, mark.line), None)
        or (_bare_key(lines, mark.line - 1) or _indented(lines, mark) if code == "yaml-colon" else None)
        or next(_quotes(error, text, mark), None)
        or _bracket(error, text, lines)
        or _unexpected(code, text, mark)
        or Slip(code, first.line, first.column)
    )


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _on_lines(lines: list[str], first: int, last: int) -> Iterator[Slip]:
    """Yield slips on the lines from one before `first` to `last`, since a slip may show only on the next line."""
    for number in range(max(first - 1, 0), last + 1):
        line = _line(lines, number)
        if match := _OTHER_COLON.match(line):
            facts = {"key": match["key"], "colon": match["colon"]}
            yield Slip("yaml-other-colon", number, match.start("colon"), facts)
        elif match := _HARD.match(line):
            yield Slip("yaml-hard-space", number, match.end(), {"key": match["key"] or ""})
        elif match := _NO_SPACE.match(line):
            yield Slip("yaml-colon-space", number, match.start("key"), _facts(match))
        elif match := _LIMIT.search(line):
            yield Slip("yaml-limit", number, match.start("value"), {"value": match["value"].strip()})
        elif match := _MINUS_APART.search(line):
            facts = {"value": match["value"], "near": re.sub(r"\A-[ ]+", "-", match["value"])}
            yield Slip("yaml-minus", number, match.start("value"), facts)
        elif match := _NO_DASH_SPACE.match(line):
            yield Slip("yaml-dash-space", number, match.start("value") - 1, {"value": match["value"]})
        elif match := _NUMBER_WITHIN.match(line):
            facts = {"value": match["value"], "near": match["value"][1:].replace(",", ".")}
            yield Slip("yaml-number-cut", number, match.start("value"), facts)
        elif match := _CUT_WITHIN.match(line):
            yield Slip("yaml-comment-cut", number, match.start("rest"), {"rest": match["rest"]})
        elif match := _FORM.match(line):
            code = "yaml-dash-alone" if match["value"] == line[match.start("value") :].rstrip() == "-" else ""
            yield Slip(code or "yaml-character", number, match.start("value"))


def _bare_key(lines: list[str], number: int) -> Slip | None:
    """Return a slip for a name alone on a line without its colon, which YAML joins with the next line."""
    match = _ALONE.fullmatch(_line(lines, number)) if number >= 0 else None
    return Slip("yaml-key", number, match.start("key")) if match else None


def _indented(lines: list[str], mark: yaml.Mark) -> Slip | None:
    """Return a slip for a name with its colon that is indented below a value, which YAML joins with that."""
    match = _NAMED.match(_line(lines, mark.line))
    is_first = match is not None and mark.column == match.end("key")
    return Slip("yaml-indent", mark.line, match.start("key")) if match and is_first else None


def _facts(match: re.Match[str]) -> dict[str, str]:
    return {"key": match["key"], "value": match["value"].strip()}


def _quotes(error: yaml.MarkedYAMLError, text: str, mark: yaml.Mark) -> Iterator[Slip]:
    """Yield slips of quotation marks: one that is never closed, or one that closes too early."""
    in_braces = "while parsing a flow" in str(error.context)
    for token in _tokens(text):
        if token.start_mark.index >= mark.index:
            return
        if not isinstance(token, yaml.ScalarToken) or token.style not in {'"', "'"}:
            continue
        start, end = token.start_mark, token.end_mark
        if _KEY_LINE.search(text, start.index, end.index):
            yield Slip("yaml-quote", start.line, start.column)
        # Only if words follow: a missing comma in braces is another slip.
        elif (
            not in_braces
            and not text[end.index : mark.index].strip(" ")
            and text[mark.index : mark.index + 1].isalnum()
        ):
            yield Slip("yaml-after-quote", end.line, end.column - 1)


def _tokens(text: str) -> Iterator[yaml.Token]:
    try:
        yield from yaml.scan(text, Loader=EVENT_LOADER)
    except yaml.YAMLError:
        return


def _bracket(error: yaml.MarkedYAMLError, text: str, lines: list[str]) -> Slip | None:
    """Return a slip for a bracket that is not closed before the next line that is outside it."""
    opening, mark = error.context_mark, error.problem_mark
    if opening is None or mark is None or "while parsing a flow" not in str(error.context):
        return None
    indent = len(_line(lines, opening.line)) - len(_line(lines, opening.line).lstrip())
    within = [_line(lines, opening.line)[opening.column :]]
    for line in lines[opening.line + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        within.append(line)
    if _CLOSING.get(text[opening.index : opening.index + 1], "") in "\n".join(within)[1:]:
        return None
    return Slip("yaml-quote", opening.line, opening.column)


def _unexpected(code: str, text: str, mark: yaml.Mark) -> Slip | None:
    """Return a slip for a comma or a closing bracket after a value that is in no brackets."""
    codes = {",": "yaml-comma-outside", "]": "yaml-bracket", "}": "yaml-bracket"}
    character = text[mark.index : mark.index + 1]
    if code != "yaml-indent" or character not in codes:
        return None
    return Slip(codes[character], mark.line, mark.column, {} if character == "," else {"mark": character})


def key_slip(key: str) -> Slip | None:
    """Return the slip in a key: no space after its colon in braces, or a leading hard space. It has no place itself."""
    if _HARD.match(key):
        return Slip("yaml-hard-space", 0, 0, {"key": ""})
    match = _NO_SPACE.fullmatch(key)
    return Slip("yaml-colon-space", 0, 0, _facts(match)) if match else None


def cut_off(value: str, line: str, end: int) -> tuple[int, str, bool] | None:
    """Return the comment after a value on its line, its column, and whether it is probably part of the text."""
    match = _REST.match(line, end)
    if match is None:
        return None
    certain = value[:1].isupper() or value.count(" ") > 4 or bool(_CUT.match(line, end))
    return match.start("rest"), match["rest"], certain
