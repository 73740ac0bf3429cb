"""The record of a build: its inputs and outputs, so that nothing is made twice.

It is stored, authenticated, in this machine's cache, and is only valid as long as the output is unchanged: any file
removed, added or changed invalidates it. This module imports no more than that takes.
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

from publisher.allowed import ALLOWED
from publisher.extensions import OUTPUTS, names
from publisher.fingerprint import inputs_digest
from publisher.own_cache import DiskCache, cache_folder
from publisher.problem import ProblemsFound
from publisher.publish.output.build_options import BuildOptions
from publisher.publish.output.seen_files import SeenFiles, known_files, seen
from publisher.read.git import is_committed

# The whole output folder, or the files and folders in it that a command makes.
EVERYTHING: Final = ("",)


@dataclass(frozen=True, slots=True)
class BuildMessages:
    """The messages of a build: those on standard error, and those to repeat if nothing has changed since."""

    notices: str
    last: str


@dataclass(frozen=True, slots=True)
class _Record:
    """What is stored: the digest of the inputs, the messages, and for each sort of work its names and their digest."""

    inputs: str
    messages: Mapping[str, str]
    stands: Mapping[str, tuple[Sequence[str], str]]


class BuildRecord:
    """The record of builds into one output folder, by the sort of work: `all`, `site`, `pdf` or `data`.

    Create it before reading anything, so that a change during the build belongs to the next one.
    """

    def __init__(self, options: BuildOptions) -> None:
        self._root, self._out = options.root.resolve(), options.out.absolute()
        self._kept = DiskCache(cache_folder("builds"))
        self._key = json.dumps([str(self._root), str(self._out), options.edition, options.crop_marks])
        # What a maintainer allows may be anywhere, wkhtmltopdf is not a package, and other packages' outputs may read
        # anything.
        self._inputs_are_known = not (ALLOWED.get() or names(OUTPUTS)) and options.engine == "typst"
        self._strict = options.strict
        # As given: a build without one uses the day of the last change.
        self._day = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._inputs = self._digest()

    def unchanged(self, work: str) -> BuildMessages | None:
        """Return the messages of the last build if everything that `work` would make is still as that build left it."""
        known = self._current_record()
        if known is None or work not in known.stands:
            return None
        names, digest = known.stands[work]
        if names != list(EVERYTHING) and is_committed(self._out.parent, self._out.name):
            # What else is in the folder may be anybody's: the build itself says so.
            return None
        found = self._seen()
        return BuildMessages(**known.messages) if found and found.digest(names) == digest else None

    def keep(self, messages: BuildMessages, works: Mapping[str, Sequence[str]]) -> None:
        """Store the messages of a build, and what it made for each sort of work: names below the output folder."""
        # Warnings of a build that is not strict must be repeated.
        if self._strict and self._inputs and self._digest() == self._inputs and (found := self._seen()):
            known = self._current_record()
            stands = {work: (list(names), found.digest(names)) for work, names in works.items()}
            before = known.stands if known and known.messages == asdict(messages) else {}
            record = _Record(self._inputs, asdict(messages), {**before, **stands})
            self._kept.put(self._key, json.dumps(asdict(record)).encode())

    def _current_record(self) -> _Record | None:
        content = self._kept.get(self._key) if self._inputs else None
        known = _Record(**json.loads(content)) if content else None
        return known if known and known.inputs == self._inputs else None

    def _seen(self) -> SeenFiles | None:
        """Return what is in the output folder, or None if it cannot be known."""
        with suppress(OSError):
            return seen(self._out, known_files(self._out))
        return None

    def _digest(self) -> str:
        """Return the digest of the inputs, or "" if it cannot be known."""
        with suppress(OSError, ProblemsFound):
            return inputs_digest(self._root, self._day) if self._inputs_are_known else ""
        return ""
