"""A YAML text as a tree of mappings, lists and scalars, with the position of every key and value.

The tree is built from the parser's event stream, so that excessive depth, aliases and tags are rejected before they can
cost anything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from publisher.problem import Place, Problem
from publisher.read.field_tree import Path, Tree
from publisher.read.scalar import CONTROL, Plain, cut_text
from publisher.read.yaml_slips import EVENT_LOADER, HARD_SPACES, Slip, cut_off, found_slip, key_slip

Spot: TypeAlias = tuple[int, int]

MAX_DEPTH: Final = 20
_HARD_ENDS: Final = tuple(HARD_SPACES)
# A colour without quotation marks is reported as that.
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}\s*")
# A number in a list as people type it, #98, instead of a value.
_NUMBER_BEHIND: Final = re.compile(r"#(?P<number>\d{1,9}(?:[.,]\d{1,10})?)\s*")
_EMPTY_LIMIT: Final = re.compile(r">\d+")
_LINE_ENDS: Final = dict.fromkeys((0x85, 0x2028, 0x2029), " ")


class _Refused(Exception):
    """Raised to stop parsing, since the rest would only give misleading problems."""


@dataclass(slots=True)
class YamlReader:
    """A parser of one YAML text; `marks` maps a path to the line and column of its key and of its value.

    They are bare tuples, because few are ever shown: a large publication has a quarter of a million.
    """

    file: str
    first_line: int = 1
    marks: dict[Path, tuple[Spot, Spot]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _next: Callable[[], yaml.Event] = field(init=False)
    _lines: list[str] = field(default_factory=list)
    _cuts: list[str] = field(default_factory=list)

    def read(self, text: str) -> Tree | None:
        """Return the tree of `text`, or None if it is empty or invalid."""
        try:
            # Ordinary characters that YAML alone treats as line breaks.
            text = text.translate(_LINE_ENDS)
            self._lines = text.split("\n") if " #" in text or ">" in text else []
            self._cuts = self._lines if " #" in text else []
            self._next = EVENT_LOADER(text).get_event
            return self._document()
        except _Refused:
            return None
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._slip(found_slip(error, text)))
            return None
        except yaml.reader.ReaderError as error:
            place = self._place_at(text, error.position)
            self.problems.append(Problem.at(place, "yaml-character"))
            return None

    def _spot(self, event: yaml.Event) -> Spot:
        mark = event.start_mark
        assert mark  # every parser event has one
        return mark.line + self.first_line, mark.column + 1

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.file, *self._spot(event))

    def _place_at(self, text: str, position: int) -> Place:
        before = text[:position]
        return Place(self.file, before.count("\n") + self.first_line, position - before.rfind("\n"))

    def _slip(self, slip: Slip) -> Problem:
        place = Place(self.file, slip.line + self.first_line, slip.column + 1)
        return Problem.at(place, slip.code, **slip.facts)

    def _document(self) -> Tree | None:
        root: Tree | None = None
        # By type instead of `match`, here and below: a large publication has a third of a million events.
        for event in iter(self._next, None):
            if type(event) is yaml.DocumentStartEvent:
                if root is not None:
                    raise self._refused(event, "yaml-second")
            elif isinstance(event, yaml.NodeEvent):
                spot = self._spot(event)
                self.marks[()] = (spot, spot)
                root = self._value(event, ())
        return root

    def _value(self, event: yaml.Event, path: Path) -> Tree:
        """Return the value at `path` that begins with an event."""
        if type(event) is yaml.ScalarEvent:
            text = self._text(event)
            if event.style:
                if event.style == ">" and not text.strip():
                    self._check_limit(event)
                return text
            return self._checked_end(event, text.rstrip(HARD_SPACES))
        self._check_mark(event)
        if len(path) >= MAX_DEPTH:
            raise self._refused(event, "yaml-depth", limit=MAX_DEPTH)
        return self._mapping(path) if type(event) is yaml.MappingStartEvent else self._list(path)

    def _check_limit(self, event: yaml.ScalarEvent) -> None:
        """Add a Problem for `>5`, which YAML reads as the header of an empty block scalar."""
        mark = event.start_mark
        assert mark
        if match := _EMPTY_LIMIT.match(self._lines[mark.line], mark.column):
            raise self._refused(event, "yaml-limit", value=match[0])

    def _checked_end(self, event: yaml.ScalarEvent, text: str) -> Plain:
        """Return plain text; add a Problem if a # cuts it off or it ends with an invisible space."""
        mark = event.end_mark
        assert mark
        if event.value.endswith(_HARD_ENDS):
            self.problems.append(self._slip(Slip("yaml-hard-space", mark.line, mark.column - 1, {"key": ""})))
        if self._cuts and (found := cut_off(event.value, self._cuts[mark.line], mark.column)):
            column, rest, certain = found
            number = _NUMBER_BEHIND.fullmatch(rest) if not text and not self._is_colour(rest) else None
            if number:
                facts = {"value": rest.rstrip(), "near": number["number"].replace(",", ".")}
                self.problems.append(self._slip(Slip("yaml-number-cut", mark.line, column, facts)))
                return Plain(facts["near"])
            if not text and (not certain or _COLOUR.fullmatch(rest)):
                return Plain(text)
            if not certain:
                return cut_text(text, rest, mark.line + self.first_line, column + 1)
            self.problems.append(self._slip(Slip("yaml-comment-cut", mark.line, column, {"rest": rest})))
            # What was meant stands in for an empty value, which would be reported as missing.
            text = text or rest
        return Plain(text)

    def _is_colour(self, rest: str) -> bool:
        """Return whether a number behind a # may be a colour: only the settings have any."""
        return self.file.rpartition("/")[2] == "mkdocs.yml" and bool(_COLOUR.fullmatch(rest))

    def _mapping(self, path: Path) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        # Several keys that stand twice are one slip: a block pasted again, or an entry whose dash is lost.
        is_repeated = False
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key, spot = self._key(event), self._spot(event)
            if slip := key_slip(key) if ":" in key or key[:1] in HARD_SPACES else None:
                raise self._refused(event, slip.code, **slip.facts)
            here = (*path, key)
            event = self._next()
            if key in found and (cut := self._cut(path, found, key, event)):
                self.problems.append(cut)
                self._value(event, here)
            elif key in found:
                if not is_repeated:
                    first = self.marks[here][0][0]
                    self.problems.append(Problem.at(Place(self.file, *spot), "duplicate-key", key=key, first=first))
                is_repeated = True
                self._value(event, here)
            else:
                self.marks[here] = (spot, self._spot(event))
                found[key] = self._value(event, here)
        return found

    def _cut(self, path: Path, found: dict[str, Tree], key: str, event: yaml.Event) -> Problem | None:
        """Return the problem of a decimal comma in braces that repeats the same decimals: {a: 6,5, b: 7,5}."""
        last = next(reversed(found))
        before = found[last]
        empty = type(event) is yaml.ScalarEvent and not event.value and not event.style
        if not (empty and key.isdecimal() and isinstance(before, str) and before[-1:].isdecimal()):
            return None
        line, column = self.marks[(*path, last)][1]
        facts = {"key": last, "value": f"{before},{key}", "near": f"{before}.{key}"}
        return Problem.at(Place(self.file, line, column), "comma-in-number", **facts)

    def _list(self, path: Path) -> list[Tree]:
        found: list[Tree] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            here, spot = (*path, len(found)), self._spot(event)
            self.marks[here] = (spot, spot)
            found.append(self._value(event, here))
        return found

    def _key(self, event: yaml.Event) -> str:
        if type(event) is yaml.ScalarEvent:
            return self._text(event)
        self._check_mark(event)
        raise self._refused(event, "yaml-tag", tag="? [ ]")

    def _text(self, event: yaml.ScalarEvent) -> str:
        if event.anchor or event.tag:
            self._check_mark(event)
        text = event.value
        # In double quotes a character may be written as an escape: "\x07".
        if event.style == '"' and CONTROL.search(text):
            self.problems.append(Problem.at(self._place(event), "control-character"))
        return text

    def _check_mark(self, event: yaml.Event) -> None:
        """Reject anchors, aliases and tags."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            indicator = "*" if type(event) is yaml.AliasEvent else "&"
            raise self._refused(event, "yaml-alias", sign=indicator, name=anchor)
        if tag and tag != "!":
            raise self._refused(event, "yaml-tag", tag=tag.replace("tag:yaml.org,2002:", "!!"))

    def _refused(self, event: yaml.Event, code: str, **facts: object) -> _Refused:
        self.problems.append(Problem.at(self._place(event), code, **facts))
        return _Refused(code)
