"""What follows from another problem and goes away with it: said once, of its cause."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from publisher.problem import Problem

# A file in which nothing stands: what others say of it leads nowhere until it is written.
_HOLLOW: Final = frozenset({"file-empty", "no-fields"})
# What is wrong with a value that is to be another anyhow.
_OF_VALUE: Final = frozenset({"print-character", "word-too-long"})
_UNKNOWN: Final = "unknown-id"


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those that another one brings with it.

    These are an id that an empty file would have declared, and characters of a value that is to be another anyhow.
    """
    found = [*problems]
    hollow = {each.place.file for each in found if each.code in _HOLLOW}
    wrong = {each.place for each in found if each.code not in _OF_VALUE}
    return [
        each
        for each in found
        if not (each.code in _OF_VALUE and each.place in wrong)
        and not (each.code == _UNKNOWN and _would_be_known(each.place.file, hollow))
    ]


def _would_be_known(file: str, hollow: Iterable[str]) -> bool:
    """Say whether an empty file is one whose ids others name: a register, or the plan that a result is of."""
    above = str(PurePosixPath(file).parent.parent)
    return any(each.endswith(".yml") or str(PurePosixPath(each).parent) == above for each in hollow)
