"""What follows from another problem and goes away with it: said once, of its cause."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from publisher.problem import Problem

# A file in which nothing stands: what others say of it leads nowhere until it is written.
_HOLLOW: Final = frozenset({"file-empty", "no-fields"})
# A file that is never opened: whatever others lead to may stand in it.
_UNOPENED: Final = frozenset({"file-too-large", "not-a-file", "symbolic-link"})
# What is wrong with a value that is to be another anyhow.
_OF_VALUE: Final = frozenset({"print-character", "word-too-long"})
_UNKNOWN: Final = "unknown-id"
_KEYS: Final = frozenset({"missing-key", "unknown-key"})


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those that another one brings with it.

    These are an id that is declared where a file or a list could not be read, and characters of a value that is to be
    another anyhow.
    """
    found = [*problems]
    hollow = {each.place.file for each in found if each.code in _HOLLOW}
    unopened = any(each.code in _UNOPENED and each.place.file.endswith((".md", ".yml")) for each in found)
    wrong = {each.place for each in found if each.code not in _OF_VALUE}
    return [
        each
        for each in found
        if not (each.code in _OF_VALUE and each.place in wrong)
        and not (each.code == _UNKNOWN and (unopened or _is_somewhere(each, found, hollow)))
    ]


def _is_somewhere(unknown: Problem, problems: Iterable[Problem], hollow: Iterable[str]) -> bool:
    """Return whether an unknown id will be known once the list or key that declares it is mended."""
    near, name = unknown.facts.get("near", ""), unknown.facts.get("id")
    nameless = not near and any("id" in (each.facts.get("near"), each.facts.get("key")) for each in problems
                                if each.code in _KEYS)  # fmt: skip
    return nameless or near == name or _would_be_known(unknown.place.file, hollow)


def _would_be_known(file: str, hollow: Iterable[str]) -> bool:
    """Return whether an empty file is one whose ids others name: a register, or the plan that a result is of."""
    above = str(PurePosixPath(file).parent.parent)
    return any(each.endswith(".yml") or str(PurePosixPath(each).parent) == above for each in hollow)
