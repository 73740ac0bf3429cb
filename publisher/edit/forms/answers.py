"""Answers: submitted values, converted to the tree of a file.

A field with an unchanged meaning keeps its value as written in the file, including its quotation marks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Final, TypeAlias

from publisher.edit.forms.form_field import COLUMN, KEY, VALUE, Field, Widget
from publisher.edit.forms.unplaced_rows import PartialMapping, mapping_of
from publisher.read.field_tree import Fields, Tree
from publisher.read.scalar import Plain
from publisher.start.drafts import slug

Answers: TypeAlias = dict[str, "str | Answers"]
Filled: TypeAlias = dict[str, Tree]
# The hidden field of a displayed list, which distinguishes an empty list from one that was not displayed.
SHOWN: Final = "@shown"
# The field that stands for a member of a long list that is not open.
KEPT: Final = "@kept"
_NUMBER: Final = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?")
# A separator before exactly three digits; with 0 before it, it is a decimal mark.
_ONE_SEPARATOR: Final = re.compile(r"[+-]?([1-9]\d{0,2})([.,])(\d{3})")
# Marks without width that Word, web pages and PDF files put between letters: soft hyphens, and places to break a line.
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_PLAIN: Final = frozenset({Widget.NUMBER, Widget.DATE})


def two_numbers(text: str, mark: str) -> tuple[Decimal, Decimal] | None:
    """Return both numbers that a text may mean, in whole thousands and with decimals; None if it means one at most.

    `mark` is the decimal mark of the language: 1.250 is either in Swedish and 1,250 in English, but not the other way.
    """
    match = _ONE_SEPARATOR.fullmatch(text.strip())
    if match is None or match[2] == mark:
        return None
    return Decimal(f"{match[1]}{match[3]}"), Decimal(f"{match[1]}.{match[3]}").normalize()


def numbers_asked(fields: Iterable[Field], sent: Callable[[Field], str], mark: str) -> Iterator[tuple[Field, str]]:
    """Yield each field whose number, as it was `sent`, may mean two, with what was typed."""
    for field in fields:
        text = sent(field).strip() if field.widget is Widget.NUMBER else ""
        if two_numbers(text, mark):
            yield field, text


def nested(pairs: Iterable[tuple[str, str]]) -> Answers:
    """Return pairs of names and values as a tree, in order: that of the form on the screen."""
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


def filled_in(
    fields: Sequence[Field], answers: Answers, tree: Fields, taken: Set[str] = frozenset(), mark: str = ","
) -> Filled:
    """Return the tree that results from a form's answers and the tree that it was made from.

    A new list member gets an id from its title: one that no sibling has, and that is not `taken`. `mark` is the decimal
    mark of the language: a number that may mean two stays as it was typed.
    """
    return _Filling(taken, mark).group(fields, answers, tree)


@dataclass(frozen=True, slots=True)
class _Filling:
    taken: Set[str]
    mark: str

    def group(self, fields: Sequence[Field], answers: Answers, held: Fields) -> Filled:
        known = {field.key: field for field in fields}
        made: Filled = {}
        for key, value in held.items():
            if key not in known or key not in answers:
                made[key] = value
            elif (new := self.value(known[key], answers[key], value)) is not None:
                made[key] = new
        for key, field in known.items():
            if key not in held and key in answers and (new := self.value(field, answers[key], None)) is not None:
                made[key] = new
        return made

    def value(self, field: Field, answer: "str | Answers", held: Tree | None) -> Tree | None:
        """Return the new value of a field; None to remove it."""
        match field.widget:
            case Widget.GROUP:
                return self.inner(field, answer, held)
            case Widget.LIST:
                return self.members(field, answer, held)
            case Widget.ROWS:
                made = self.rows(field, answer, held)
                return made if made or isinstance(made, PartialMapping) else None
            case Widget.FIXED:
                # Nobody changes it in the form, so whatever was sent is not an answer.
                return held if held is not None else field.value or None
        text = answer if isinstance(answer, str) else ""
        return held if text == field.value and held is not None else _typed(field, text, self.mark)

    def inner(self, field: Field, answer: "str | Answers", held: Tree | None) -> Tree | None:
        long = {field.short: held} if field.short and isinstance(held, str) else held
        given = answer if isinstance(answer, dict) else {}
        made = self.group(field.fields, given, long if isinstance(long, Mapping) else {})
        # A value in short form keeps that form as long as nothing is added; a new one begins in short form.
        if field.short and list(made) == [field.short] and not isinstance(held, Mapping):
            return made[field.short]
        return made or None

    def members(self, field: Field, answer: "str | Answers", held: Tree | None) -> Tree | None:
        stood = held if isinstance(held, list) else [held] if field.single and held else []
        if not isinstance(answer, dict):
            return held or None
        made: list[Tree] = []
        used = _UsedIds(_id_key(field.blank), self.taken, stood)
        for at, each in answer.items():
            own = int(at) if at.isdecimal() and int(at) < len(stood) else None
            form = field.fields[own] if own is not None else field.blank
            if at == SHOWN or not form:
                continue
            stands = None if own is None else stood[own]
            value = stands if isinstance(each, dict) and KEPT in each else self.value(form, each, stands)
            if value is None and field.parallel and own is not None:
                # Not translated: it is shown as in the original, and those behind keep their place.
                value = {} if form.widget is Widget.GROUP else form.original or None
            if value is not None:
                made.append(value if own is not None else self.identified(form, value, used))
                used.add(made[-1])
        # A single value that had no list around it, or is the first, needs none.
        return made[0] if field.single and len(made) == 1 and not isinstance(held, list) else made or None

    def identified(self, form: Field, value: Tree, used: "_UsedIds") -> Tree:
        """Return a new list member with an id, if such members have one."""
        key = _id_key(form)
        if not key or not isinstance(value, dict) or key in value:
            return value
        words = [value[field.key] for field in form.fields if field.widget is Widget.LINE and field.key in value]
        proposed = slug(str(words[0])) if words else ""
        return {key: used.free(proposed or form.key.replace("_", "-")), **value}

    def rows(self, field: Field, answer: "str | Answers", held: Tree | None) -> Filled:
        members = list(held.items()) if isinstance(held, Mapping) else []
        waiting = {each.name.rpartition("/")[2]: each for each in field.fields if each.ready}
        if not isinstance(answer, dict):
            return dict(members)
        made: list[tuple[str, Tree | None]] = []
        for at, each in answer.items():
            if at == SHOWN or not isinstance(each, dict):
                continue
            key = str(each.get(KEY, each.get(COLUMN, ""))).strip()
            own = _position(at, key, [name for name, _ in members])
            form = field.fields[own] if own is not None else waiting.get(at, field.blank)
            if not form:
                continue
            stood = members[own][1] if own is not None and members[own][0] == key else None
            value = self.value(form.fields[1], each.get(VALUE, ""), stood)
            if value is None and stood == {}:
                value = stood  # a period without numbers, as a table of statistics may have it
            if value is not None or (key and at not in waiting and COLUMN not in each):
                made.append((key, value))
        return mapping_of(made)


def _position(at: str, key: str, names: Sequence[str]) -> int | None:
    """Return the position of a row in the mapping with these names that the form was made from; None for a new one.

    Before it in the form there may be rows that the mapping has no place for, so that its key counts first.
    """
    if at.isdecimal() and key in names:
        return names.index(key)
    return int(at) if at.isdecimal() and int(at) < len(names) else None


def _id_key(form: Field | None) -> str:
    """Return the key of the id in a list member's form, or ""."""
    return next((each.key for each in form.fields if each.widget is Widget.ID), "") if form else ""


class _UsedIds:
    """The ids that are used, by members with it under a key or elsewhere, and the last number behind each proposed one.

    Of ten thousand new members with one title, each would otherwise be compared with all before it, again and again.
    """

    def __init__(self, key: str, taken: Set[str], members: Iterable[Tree]) -> None:
        self._key, self._taken, self._own = key, taken, set[str]()
        self._last: dict[str, int] = {}
        for each in members:
            self.add(each)

    def add(self, member: Tree) -> None:
        """Note the id of a list member."""
        name = member.get(self._key) if isinstance(member, Mapping) else None
        if isinstance(name, str):
            self._own.add(name)

    def free(self, proposed: str) -> str:
        """Return the proposed id, or the first with a number behind it that is not used."""
        for at in count(self._last.get(proposed, 0) + 1):
            name = f"{proposed}-{at}" if at > 1 else proposed
            if name not in self._own and name not in self._taken:
                self._last[proposed] = at
                return name
        raise AssertionError


def _typed(field: Field, text: str, mark: str) -> str | None:
    """Return typed text as the value of a field: a number with a decimal point, a line without breaks."""
    text = text.translate(_UNSEEN)
    if field.widget is Widget.PROSE:
        return text.strip("\n") or None
    line = " ".join(text.split())
    if not line:
        return None
    if field.widget is Widget.NUMBER:
        if two_numbers(line, mark):
            return line
        line = _number(line)
    plain = field.widget in _PLAIN or (line in {"true", "false"} and field.widget is Widget.CHOICE)
    return Plain(line) if plain else line


def _number(text: str) -> str:
    """Return a number in file format: 19625 and 79.5 for 19 625 and 79,5; anything else as it was typed."""
    match = _NUMBER.fullmatch(re.sub(r"[\s\u00a0\u202f]", "", text.replace("\u2212", "-")))
    if not match:
        return text
    minus, integer, decimals = match.groups()
    return minus + integer + (f".{decimals}" if decimals else "")
