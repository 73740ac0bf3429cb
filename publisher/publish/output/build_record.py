"""The record of a build: what it was made from and what it left, so that nothing is made twice.

It is kept sealed among the caches of this machine, and stands only as long as the output does: a file that was
removed, added or changed since makes it worth nothing. It loads no more than that takes.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final

from publisher.allowed import ALLOWED
from publisher.extensions import OUTPUTS, names
from publisher.fingerprint import content_digest, inputs_digest, tree_digest
from publisher.own_cache import DiskCache, cache_folder
from publisher.problem import ProblemsFound
from publisher.publish.output.build_options import BuildOptions

# The output folder as it stands after a command, or the files and folders of it that the command makes.
EVERYTHING: Final = ("",)


@dataclass(frozen=True, slots=True)
class BuildMessages:
    """What a build said: on the stream for errors, and what is said where nothing has changed since."""

    notices: str
    last: str


@dataclass(frozen=True, slots=True)
class _Record:
    """What is kept: the digest of the inputs, what was said, and for each sort of work its names and their digest."""

    inputs: str
    messages: Mapping[str, str]
    stands: Mapping[str, tuple[Sequence[str], str]]


class BuildRecord:
    """What is known of builds into one output folder, by the sort of work: `all`, `site`, `pdf` or `data`.

    Made before anything is read, for what changes in the meantime belongs to the next build.
    """

    def __init__(self, options: BuildOptions) -> None:
        self._root, self._out = options.root.resolve(), options.out.absolute()
        self._kept = DiskCache(cache_folder("builds"))
        self._key = json.dumps([str(self._root), str(self._out), options.edition, options.crop_marks])
        # What a maintainer allows may lie anywhere, wkhtmltopdf is no package, and an output of another package may
        # read what it likes.
        self._inputs_are_known = not (ALLOWED.get() or names(OUTPUTS)) and options.engine == "typst"
        self._strict = options.strict
        # As it was given: a build without one takes the day of the last change.
        self._day = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._inputs = self._digest()

    def unchanged(self, work: str) -> BuildMessages | None:
        """Return what was said by the last build, where all that `work` would make stands as it was made."""
        known = self._known()
        if known is None or work not in known.stands:
            return None
        names, digest = known.stands[work]
        return BuildMessages(**known.messages) if self._standing(names) == digest else None

    def keep(self, messages: BuildMessages, works: Mapping[str, Sequence[str]]) -> None:
        """Keep what a build said, and what it left for each sort of work: names below the output folder."""
        # What a build that is not strict warned of is to be said again.
        if self._strict and self._inputs and self._digest() == self._inputs:
            known = self._known()
            content = cache(content_digest)  # what stands is much the same for each sort of work
            digests = {each: self._standing(each, content) for each in {*map(tuple, works.values())}}
            stands = {work: (list(names), digests[tuple(names)]) for work, names in works.items()}
            before = known.stands if known and known.messages == asdict(messages) else {}
            record = _Record(self._inputs, asdict(messages), {**before, **stands})
            self._kept.put(self._key, json.dumps(asdict(record)).encode())

    def _known(self) -> _Record | None:
        content = self._kept.get(self._key) if self._inputs else None
        known = _Record(**json.loads(content)) if content else None
        return known if known and known.inputs == self._inputs else None

    def _standing(self, names: Sequence[str], content: Callable[[str], bytes] = content_digest) -> str:
        with suppress(OSError):
            return tree_digest(self._out, names, content).hex()
        return ""

    def _digest(self) -> str:
        """Return the digest of what is read, or nothing where that is not known."""
        with suppress(OSError, ProblemsFound):
            return inputs_digest(self._root, self._day) if self._inputs_are_known else ""
        return ""
