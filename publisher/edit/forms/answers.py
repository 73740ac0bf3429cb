"""Answers: what somebody filled in, as the tree that the file is to hold.

A field that says the same as before keeps its value as it stands in the file, down to its quotation marks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from publisher.edit.forms.form import KEY, VALUE, Field, Widget
from publisher.read.field_tree import Fields, Tree
from publisher.read.scalar import Plain

Answers: TypeAlias = dict[str, "str | Answers"]
# A hidden field of a list that is shown, to distinguish an empty list from one that was not shown.
SHOWN: Final = "@shown"
_NUMBER: Final = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?")
_PLAIN: Final = frozenset({Widget.NUMBER, Widget.DATE})


def nested(pairs: Iterable[tuple[str, str]]) -> Answers:
    """Return pairs of names and values as a tree, in the order in which they come: that of the form on the screen."""
    tree: Answers = {}
    for name, value in pairs:
        *above, last = name.split("/")
        holder = tree
        for part in above:
            inner = holder.setdefault(part, {})
            if not isinstance(inner, dict):
                break
            holder = inner
        else:
            holder[last] = value.replace("\r\n", "\n")
    return tree


def filled_in(fields: Sequence[Field], answers: Answers, tree: Fields) -> dict[str, Tree]:
    """Return the tree that the answers to a form make of the tree that it was made from."""
    return _group(fields, answers, tree)


def _group(fields: Sequence[Field], answers: Answers, held: Fields) -> dict[str, Tree]:
    known = {field.key: field for field in fields}
    made: dict[str, Tree] = {}
    for key, value in held.items():
        if key not in known or key not in answers:
            made[key] = value
        elif (new := _value(known[key], answers[key], value)) is not None:
            made[key] = new
    for key, field in known.items():
        if key not in held and key in answers and (new := _value(field, answers[key], None)) is not None:
            made[key] = new
    return made


def _value(field: Field, answer: "str | Answers", held: Tree | None) -> Tree | None:
    """Return what a field is to hold; None where it is to go."""
    match field.widget:
        case Widget.GROUP:
            return _inner(field, answer, held)
        case Widget.LIST:
            return _list(field, answer, held) or None
        case Widget.ROWS:
            return _rows(field, answer, held) or None
    text = answer if isinstance(answer, str) else ""
    return held if text == field.value and held is not None else _typed(field, text)


def _inner(field: Field, answer: "str | Answers", held: Tree | None) -> Tree | None:
    long = {field.short: held} if field.short and isinstance(held, str) else held
    given = answer if isinstance(answer, dict) else {}
    made = _group(field.fields, given, long if isinstance(long, Mapping) else {})
    # A value that stood alone stays alone as long as nothing is added; a new one begins so.
    if field.short and list(made) == [field.short] and not isinstance(held, Mapping):
        return made[field.short]
    return made or None


def _list(field: Field, answer: "str | Answers", held: Tree | None) -> list[Tree]:
    members = held if isinstance(held, list) else []
    if not isinstance(answer, dict):
        return members
    made = []
    for at, each in answer.items():
        own = int(at) if at.isdecimal() and int(at) < len(members) else None
        form = field.fields[own] if own is not None else field.blank
        if at != SHOWN and form:
            made.append(_value(form, each, None if own is None else members[own]))
    return [each for each in made if each is not None]


def _rows(field: Field, answer: "str | Answers", held: Tree | None) -> dict[str, Tree]:
    members = list(held.items()) if isinstance(held, Mapping) else []
    if not isinstance(answer, dict):
        return dict(members)
    made: dict[str, Tree] = {}
    for at, each in answer.items():
        own = int(at) if at.isdecimal() and int(at) < len(members) else None
        form = field.fields[own] if own is not None else field.blank
        if at == SHOWN or not form or not isinstance(each, dict):
            continue
        key, value = str(each.get(KEY, "")).strip(), _value(form.fields[1], each.get(VALUE, ""), None)
        if own is not None and members[own][0] == key:
            value = _value(form.fields[1], each.get(VALUE, ""), members[own][1])
        if key and value is not None:
            made[key] = value
    return made


def _typed(field: Field, text: str) -> str | None:
    """Return what somebody typed as the value of a field: a number with its decimal point, a line without breaks."""
    if field.widget is Widget.PROSE:
        return text.strip("\n") or None
    line = " ".join(text.split())
    if not line:
        return None
    if field.widget is Widget.NUMBER:
        line = _number(line)
    plain = field.widget in _PLAIN or (line in {"true", "false"} and field.widget is Widget.CHOICE)
    return Plain(line) if plain else line


def _number(text: str) -> str:
    """Return a number as files have it: 19 625 and 79,5 as 19625 and 79.5; anything else as it was typed."""
    match = _NUMBER.fullmatch(re.sub(r"[\s\u00a0\u202f]", "", text.replace("\u2212", "-")))
    if not match:
        return text
    minus, integer, decimals = match.groups()
    return minus + integer + (f".{decimals}" if decimals else "")
