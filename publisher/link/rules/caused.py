"""Consequential problems: those that disappear when another one is mended are not reported."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from publisher.problem import Problem

# Empty files: references to their contents are broken until they are filled.
_HOLLOW: Final = frozenset({"file-empty", "no-fields"})
# Files that are never opened: any missing target may be in them.
_UNOPENED: Final = frozenset({"file-too-large", "not-a-file", "symbolic-link"})
# Problems of a value that must be replaced anyway.
_OF_VALUE: Final = frozenset({"print-character", "word-too-long"})
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
    hollow = {each.place.file for each in found if each.code in _HOLLOW}
    unopened = any(each.code in _UNOPENED and each.place.file.endswith((".md", ".yml")) for each in found)
    wrong = {each.place for each in found if each.code not in _OF_VALUE}
    unsure = {each.place for each in found if each.code == "month-or-year"}
    joined = {(each.place.file, each.facts["key"]) for each in found if each.code == "key-without-colon"}
    return [
        each
        for each in found
        if not (each.code in _OF_VALUE and each.place in wrong)
        and not (each.code in _OF_PERIOD and each.place in unsure)
        and not (each.code == "missing-key" and (each.place.file, each.facts["key"]) in joined)
        and not (each.code == _UNKNOWN and (unopened or _is_somewhere(each, found, hollow)))
    ]


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
