"""An incremental cache: the result of each step for each file, so that the next run only redoes what has changed.

A run has its own; a command also saves it for the next run, authenticated, in this machine's cache folder. It is stored
by pickle, which only the program that wrote it may load: the HMAC is keyed by the machine's secret, and the cache key
holds the digest of the program.
"""

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final, TypeVar, cast

from publisher.fingerprint import is_settled, program_digest, stamp_of
from publisher.own_cache import DiskCache, cache_folder

Given = TypeVar("Given")
Made = TypeVar("Made")

# Number of publications whose memory is kept.
MOST: Final = 20
# The share of new entries from which the memory is saved again; fewer are quickly recomputed.
NEW: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A value compared by identity: equal values may be written in two ways.

    Comparing it takes no time, however large it is.
    """

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)

    def __reduce__(self) -> tuple[type["Same"], tuple[object]]:
        """Return how it is loaded: in a third of the time that a dataclass with slots takes otherwise."""
        return Same, (self.value,)


class Memory:
    """Caches the latest result of each step for each file.

    Steps must be deterministic, so that a result can be reused while its input is equal.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[object, object]] = {}
        self._asked: dict[tuple[str, str], tuple[object, object]] = {}
        self._new = 0
        self._root: Path | None = None
        # The latest change of any file asked for: by then the file system's clock had come.
        self._clock = 0

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
        """Return the result of `step` for the input `given`, from the cache if the input is unchanged.

        Without `keep`, only this run caches it; without `weighs`, a new result is no reason to save the memory again.
        """
        known = self._known.get((step, file))
        if known is None or known[0] != given:
            known = self._known[step, file] = given, make(given)
            self._new += weighs
        if keep:
            self._asked[step, file] = known
        return cast(Made, known[1])

    def recall_file(self, step: str, file: str, about: os.stat_result, make: Callable[[], Made]) -> Made:
        """Return the result of `step` for the content of a file, in this run, anew if that may have changed.

        `about` is what the system knows of the file itself, not of another that it leads to.
        """
        settled = S_ISREG(about.st_mode) and is_settled(stamp_of(about), self._clock)
        self._clock = max(self._clock, about.st_ctime_ns)
        # What is equal to nothing is made again.
        given = stamp_of(about) if settled else object()
        return self.recall(step, file, given, lambda _: make(), keep=False, weighs=False)

    def last(self, step: str, file: str) -> tuple[object, object] | None:
        """Return the last input of a step for a file, and its result; None if there was none."""
        return self._known.get((step, file))

    def recall_large(self, step: str, given: bytes, make: Callable[[], Made]) -> Made:
        """Return the result of `step` for the state `given`, which seldom changes.

        It is saved at once and by itself, and with it only this state: loading it takes less time than the rest.
        """
        known = self._known.get((step, ""))
        if known is None or known[0] != given:
            known = self._known[step, ""] = given, self._saved(step, given, make)
        return cast(Made, known[1])

    def _saved(self, step: str, given: bytes, make: Callable[[], Made]) -> Made:
        if self._root is None:
            return make()
        cache, name = DiskCache(cache_folder(step), MOST), _name(self._root)
        content = cache.get(name)
        with suppress(Exception):  # what cannot be loaded counts as missing
            state, made = pickle.loads(content) if content else (None, None)
            if state == given:
                return cast(Made, made)
        made = make()
        cache.put(name, pickle.dumps((given, made), pickle.HIGHEST_PROTOCOL))
        return made

    def load(self, root: Path) -> None:
        """Load what was saved for the publication in `root`."""
        self._root = root
        content = _cache().get(_name(root))
        with suppress(Exception):  # what cannot be loaded counts as missing
            self._known = pickle.loads(content) if content else {}

    def keep(self, root: Path) -> None:
        """Save for the next run what this one used, if enough of it is new."""
        if self._new > NEW * len(self._asked):
            with suppress(Exception):  # a cache only ever saves time
                _cache().put(_name(root), pickle.dumps(self._asked, pickle.HIGHEST_PROTOCOL))


def _cache() -> DiskCache:
    return DiskCache(cache_folder("memory"), MOST)


def _name(root: Path) -> str:
    return f"{program_digest().hex()} {root.resolve()}"
