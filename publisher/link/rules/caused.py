"""Consequential problems: those that disappear when another one is mended are not reported."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from publisher.problem import Problem

# Files that are empty, or without anything to read: references to their contents are broken until they are filled.
_HOLLOW: Final = frozenset(
    {"file-empty", "no-fields", "front-matter-missing", "front-matter-dashes", "not-utf-8", "control-character"}
)
# Slips that leave the rest of a text readable; all others in YAML end it.
_READ_ON: Final = frozenset({"yaml-comment-cut", "yaml-hard-space"})
# Files that are never opened: any missing target may be in them.
_UNOPENED: Final = frozenset({"file-too-large", "not-a-file", "symbolic-link"})
# Problems of a value that must be replaced anyway.
_OF_VALUE: Final = frozenset({"print-character", "word-too-long"})
# Problems of a value that a # has cut off, so that nothing or a part of it is left.
_OF_CUT: Final = frozenset({"bad-id", "not-a-number", "not-a-date", "not-a-time-period", "unknown-value", "unknown-id"})
# Problems of a period that may not be what it is taken for.
_OF_PERIOD: Final = frozenset({"year-differs", "year-outside-period"})
_UNKNOWN: Final = "unknown-id"
_KEYS: Final = frozenset({"missing-key", "unknown-key"})


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those that another one causes.

    These are unknown ids that may be declared in a file or a list that could not be read, characters in a value that
    must be replaced anyway, periods that may be others, and keys that are missing since their colon is.
    """
    found = [*problems]
    hollow = {each.place.file for each in found if _is_hollow(each)}
    unopened = any(each.code in _UNOPENED and each.place.file.endswith((".md", ".yml")) for each in found)
    wrong = {each.place for each in found if each.code not in _OF_VALUE}
    unsure = {each.place for each in found if each.code == "month-or-year"}
    cut = {(each.place.file, each.place.line) for each in found if each.code == "yaml-comment-cut"}
    joined = {(each.place.file, each.facts["key"]) for each in found if each.code == "key-without-colon"}
    return [
        each
        for each in found
        if not (each.code in _OF_VALUE and each.place in wrong)
        and not (each.code in _OF_PERIOD and each.place in unsure)
        and not (each.code in _OF_CUT and (each.place.file, each.place.line) in cut)
        and not (each.code == "missing-key" and (each.place.file, each.facts["key"]) in joined)
        and not (each.code == _UNKNOWN and (unopened or _is_somewhere(each, found, hollow)))
    ]


def _is_hollow(problem: Problem) -> bool:
    """Return whether nothing is known of what a file declares, or not of all: a register ends at a slip in YAML."""
    file, code = problem.place.file, problem.code
    ends = code.startswith("yaml-") and code not in _READ_ON and file.startswith("plans/") and file.endswith(".yml")
    whole = code == "missing-key" and problem.facts["key"] == PurePosixPath(file).stem
    return code in _HOLLOW or ends or whole


def _is_somewhere(unknown: Problem, problems: Iterable[Problem], hollow: Iterable[str]) -> bool:
    """Return whether an unknown id will be known once the list or key that declares it is mended."""
    near, name = unknown.facts.get("near", ""), unknown.facts.get("id")
    nameless = not near and any("id" in (each.facts.get("near"), each.facts.get("key")) for each in problems
                                if each.code in _KEYS)  # fmt: skip
    return nameless or near == name or _would_be_known(unknown.place.file, hollow)


def _would_be_known(file: str, hollow: Iterable[str]) -> bool:
    """Return whether an empty file is one that declares ids: a register, or the plan that a result refers to."""
    above = str(PurePosixPath(file).parent.parent)
    return any(each.endswith(".yml") or str(PurePosixPath(each).parent) == above for each in hollow)
