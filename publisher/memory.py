"""Memory: what was made of each file the last time, so that a second look only reads what has changed.

A run remembers for itself; a command also keeps it for the next run, sealed among the caches of this machine. It is
kept as Python's own objects, which only the program that wrote them may read back: the seal is that of the machine, and
the key names the program to the byte.
"""

import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar, cast

from publisher.fingerprint import program_digest
from publisher.own_cache import DiskCache, cache_folder

Given = TypeVar("Given")
Made = TypeVar("Made")

# Publications of which the memory is kept.
MOST: Final = 20
# Of so much that is new, the memory is kept anew; less is soon made again.
NEW: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A value that is the same only where it is one and the same: equal ones may be written in two ways.

    To compare it takes no time, however large it is.
    """

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


class Memory:
    """Remembers the last answer of each step for each file.

    A step must make the same from the same, so its answer is used again as long as it is given the same.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[object, object]] = {}
        self._asked: dict[tuple[str, str], tuple[object, object]] = {}
        self._new = 0

    def recall(
        self,
        step: str,
        file: str,
        given: Given,
        make: Callable[[Given], Made],
        *,
        keep: bool = True,
        weighs: bool = True,
    ) -> Made:
        """Return what `step` makes of what is given, from memory where it was given the same before.

        Without `keep` this run alone remembers it; what does not weigh is no reason to keep everything anew.
        """
        known = self._known.get((step, file))
        if known is None or known[0] != given:
            known = self._known[step, file] = given, make(given)
            self._new += weighs
        if keep:
            self._asked[step, file] = known
        return cast(Made, known[1])

    def load(self, root: Path) -> None:
        """Remember what was kept of the publication in `root`."""
        content = _kept().get(_name(root))
        with suppress(Exception):  # what cannot be read back is as if it were not there
            self._known = pickle.loads(content) if content else {}

    def keep(self, root: Path) -> None:
        """Keep for the next run what this one has asked for, where much of it is new."""
        if self._new > NEW * len(self._asked):
            with suppress(Exception):  # a cache changes nothing but time
                _kept().put(_name(root), pickle.dumps(self._asked, pickle.HIGHEST_PROTOCOL))


def _kept() -> DiskCache:
    return DiskCache(cache_folder("memory"), MOST)


def _name(root: Path) -> str:
    return f"{program_digest().hex()} {root.resolve()}"
