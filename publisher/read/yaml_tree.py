"""A YAML text as a tree of mappings, lists and scalars, with the position of every key and value.

The tree is built from the parser's event stream with a stack of our own, so that depth, aliases and
tags are refused before they can cost anything.
"""

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from publisher.problem import Place, Problem
from publisher.read.scalar import CONTROL, Plain

Path: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = dict[str, Any] | list[Any] | str
Spot: TypeAlias = tuple[int, int]

MAX_DEPTH: Final = 20

# libyaml's own words for what an editor most often gets wrong, and the code under which we explain it.
SYNTAX: Final = {
    "while scanning an alias": "yaml-sign",
    "while scanning an anchor": "yaml-sign",
    "found character that cannot start any token": "yaml-character",
    "found a tab character": "yaml-tab",
    "mapping values are not allowed": "yaml-colon",
    "could not find expected ':'": "yaml-key",
    "found unexpected end of stream": "yaml-quote",
    "did not find expected": "yaml-indent",
    "found unknown escape character": "yaml-escape",
}

# What ends the reading: the rest of such a text would only give problems that are none.
REFUSED: Final = frozenset({"yaml-alias", "yaml-tag", "yaml-depth", "yaml-second"})

STARTS: Final = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
ENDS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being filled."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    skip: bool = False


@dataclass(slots=True)
class YamlReader:
    """Reads one YAML text; `marks` maps a path to the line and column of its key and of its value.

    Bare numbers, because few of them are ever told: a large publication has a quarter of a million.
    """

    file: str
    first_line: int = 1
    marks: dict[Path, tuple[Spot, Spot]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _root: Tree | None = None
    _key_spot: Spot = (1, 1)

    def read(self, text: str) -> Tree | None:
        """Return the tree of `text`, or None where it is empty or cannot be read."""
        try:
            for event in yaml.parse(text, Loader=_Loader):
                self._take(event)
                if self.problems and self.problems[-1].code in REFUSED:
                    return None
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax_problem(error, text))
            return None
        except yaml.reader.ReaderError as error:
            place = self._place_at(text, error.position)
            self.problems.append(Problem.at(place, "yaml-character"))
            return None
        return self._root

    def _spot(self, mark: Any) -> Spot:
        return mark.line + self.first_line, mark.column + 1

    def _place(self, mark: Any) -> Place:
        return Place(self.file, *self._spot(mark))

    def _place_at(self, text: str, position: int) -> Place:
        before = text[:position]
        return Place(self.file, before.count("\n") + self.first_line, position - before.rfind("\n"))

    def _syntax_problem(self, error: yaml.MarkedYAMLError, text: str) -> Problem:
        words = f"{error.context or ''} {error.problem or ''}"
        code = next((code for phrase, code in SYNTAX.items() if phrase in words), "yaml-syntax")
        # To libyaml a tab is a character like any other that cannot begin a value.
        if code == "yaml-character" and _begins_with_tab(text, error.problem_mark):
            code = "yaml-tab"
        # An unclosed quote is best shown where it opens, which libyaml calls the context.
        mark = (error.context_mark if code in {"yaml-quote", "yaml-key"} else None) or error.problem_mark
        return Problem.at(self._place(mark) if mark else Place(self.file), code)

    def _take(self, event: Any) -> None:
        # By type and not by pattern: a large publication has a third of a million events.
        kind = type(event)
        if kind is yaml.ScalarEvent or kind in STARTS:
            if event.anchor or (event.tag and event.tag != "!"):
                self._refuse_marked(event)
            elif kind is yaml.ScalarEvent:
                self._take_scalar(event)
            else:
                self._open(event)
        elif kind in ENDS:
            self._stack.pop()
        elif kind is yaml.AliasEvent:
            self._refuse(event, "yaml-alias", sign="*", name=event.anchor)
        elif kind is yaml.DocumentStartEvent and self._root is not None:
            self._refuse(event, "yaml-second")

    def _refuse_marked(self, event: Any) -> None:
        if event.anchor:
            self._refuse(event, "yaml-alias", sign="&", name=event.anchor)
        else:
            self._refuse(event, "yaml-tag", tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _refuse(self, event: yaml.Event, code: str, **facts: object) -> None:
        self.problems.append(Problem.at(self._place(event.start_mark), code, **facts))

    def _take_scalar(self, event: Any) -> None:
        style = event.style
        text = event.value
        mark = event.start_mark
        spot = (mark.line + self.first_line, mark.column + 1)
        # Within double quotes a sign may be written by its number: "\x07".
        if style == '"' and CONTROL.search(text):
            self._refuse(event, "control-character")
        top = self._stack[-1] if self._stack else None
        if top and top.key is None and isinstance(top.value, dict):
            self._take_key(top, text, spot)
        else:
            self._put(text if style else Plain(text), spot)

    def _take_key(self, top: _Open, key: str, spot: Spot) -> None:
        top.key, top.skip = key, key in top.value
        self._key_spot = spot
        if top.skip:
            first_line, _ = self.marks[(*top.path, key)][0]
            self.problems.append(Problem.at(Place(self.file, *spot), "duplicate-key", key=key, first=first_line))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event, "yaml-depth", limit=MAX_DEPTH)
            return
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self._refuse(event, "yaml-tag", tag="? [ ]")
            return
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._put(value, self._spot(event.start_mark))
        self._stack.append(_Open(value, path))

    def _put(self, value: Any, spot: Spot) -> Path:
        """Put a value where the stack says that it belongs and return its path."""
        if not self._stack:
            self._root = value
            self.marks[()] = (spot, spot)
            return ()
        top = self._stack[-1]
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            top.value.append(value)
            self.marks[path] = (spot, spot)
            return path
        assert top.key is not None  # a mapping takes its key first
        path = (*top.path, top.key)
        if not top.skip:
            top.value[top.key] = value
            self.marks[path] = (self._key_spot, spot)
        top.key = None
        return path


def _begins_with_tab(text: str, mark: Any) -> bool:
    return bool(mark) and "".join(text.split("\n")[mark.line : mark.line + 1]).startswith("\t")
