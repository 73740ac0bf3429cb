"""Memory: what was made of each file the last time, so that a second look only reads what has changed."""

from collections.abc import Callable
from typing import TypeVar, cast

Given = TypeVar("Given")
Made = TypeVar("Made")


class Memory:
    """Remembers the last answer of each step for each file.

    A step must make the same from the same, so its answer is used again as long as it is given the same.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[object, object]] = {}

    def recall(self, step: str, file: str, given: Given, make: Callable[[Given], Made]) -> Made:
        """Return what `step` makes of what is given, from memory where it was given the same before."""
        known = self._known.get((step, file))
        if known is None or known[0] != given:
            known = self._known[step, file] = given, make(given)
        return cast(Made, known[1])
