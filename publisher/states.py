"""The states of a publication: as it is, and as it would be with other contents of files."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, local
from typing import Final, TypeAlias, TypeVar

from publisher.entries import documents_of, entries_of
from publisher.fingerprint import FileDigests, unsaved_digest
from publisher.link.graph.node import Entry
from publisher.memory import Memory
from publisher.pipeline import Prepared, prepare
from publisher.problem import Problem, ProblemsFound, Severity
from publisher.read.files import as_text
from publisher.settings_file import SETTINGS

Made = TypeVar("Made")

# As it is, as it would be, and as it was before: each takes 13 MB with 500 plans.
_MOST_STATES: Final = 3

Contents: TypeAlias = Mapping[str, bytes | None]
"""New contents of files by their names; None for a deleted file."""

Asked: TypeAlias = tuple[tuple[str, bytes | None], ...]
"""The same, as what a state is called."""


class StateReader:
    """Reads one publication in its present state, or in another before that is written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._memory = Memory()
        self._memory.load(root)
        self._digests = FileDigests()
        self._looked: dict[bytes, Prepared] = {}
        self._problems: dict[bytes, tuple[Problem, ...]] = {}
        self._lock = RLock()
        self._moment = local()

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Read the names and times of all files once for each state that is asked for within, in this thread.

        What is asked for is then of one state, and with thousands of files each look at them takes a part of a second.
        Nothing within may change a file of the publication.
        """
        outer = getattr(self._moment, "states", None)
        self._moment.states = {} if outer is None else outer
        try:
            yield
        finally:
            self._moment.states = outer

    def look(self, changed: Contents | None = None) -> Prepared:
        """Return the publication as it is, or as it would be with other contents of files, by their names.

        One request asks for the same state many times, so the latest are kept. Raises ProblemsFound if the settings
        cannot be used.
        """
        given = (changed or {}).items()
        texts = {file: None if content is None else as_text(content) or "" for file, content in given}
        with self._lock:
            state = self._state(dict(given))
            first = not self._looked
            ready = _recalled(self._looked, state, lambda: prepare(self.root, self._memory, texts))
            if first:
                # So that the next start takes seconds with hundreds of plans, also where nobody ever builds the site.
                self._memory.keep(self.root)
            return ready

    def entries(self, ready: Prepared) -> list[Entry]:
        """Return the valid entries of a publication's files."""
        documents, _ = documents_of(ready.texts, self._memory)
        return entries_of(documents, self._memory)[0]

    def errors(self, changed: Contents | None = None) -> tuple[Problem, ...]:
        """Return all errors of the publication, as it is or as it would be with other contents of files."""
        return tuple(each for each in self.problems(changed) if each.severity is Severity.ERROR)

    def problems(self, changed: Contents | None = None) -> tuple[Problem, ...]:
        """Return all errors and notices of the publication, as it is or as it would be with other contents of files."""
        try:
            ready = self.look(changed)
        except ProblemsFound as found:
            if SETTINGS in (changed or {}):
                return tuple(found.problems)
            raise
        return _recalled(self._problems, self._state(changed or {}), lambda: _problems_of(ready))

    def _state(self, changed: Contents) -> bytes:
        """Return what distinguishes a state of the publication from all others."""
        states: dict[Asked, bytes] | None = getattr(self._moment, "states", None)
        if states is None:
            return unsaved_digest(self.root, changed, self._digests.of)
        asked = tuple(changed.items())
        if asked not in states:
            states[asked] = unsaved_digest(self.root, changed, self._digests.of)
        return states[asked]


def _recalled(known: dict[bytes, Made], state: bytes, make: Callable[[], Made]) -> Made:
    """Return what is known of a state, making it first if needed; only those that were asked for last are kept."""
    # The present state is asked for again with each change of a form, and stays.
    made = known[state] = known.pop(state) if state in known else make()
    for old in [*known][:-_MOST_STATES]:
        del known[old]
    return made


def _problems_of(ready: Prepared) -> tuple[Problem, ...]:
    if ready.renderer is None:
        return ready.problems
    ready.renderer.check()
    return (*ready.problems, *ready.renderer.problems)
