"""The watcher: reports changed files below some folders, in batches."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

# An editor saves a file in several steps; events in such quick succession are one change.
PAUSE_SECONDS = 0.05
# Opening a file to read it changes nothing. The system is not asked for such events: reading a large publication again
# causes thousands of them, which would take as long to receive as the reading itself.
CHANGES: Final[list[type[FileSystemEvent]]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirModifiedEvent, DirMovedEvent, DirDeletedEvent),
]


class Watcher(FileSystemEventHandler):
    """Watches some files, even when they are replaced, and everything in `folders`, which may come and go."""

    def __init__(self, files: Iterable[Path], folders: Callable[[], set[Path]]) -> None:
        self._files, self._folders = frozenset(files), folders
        self._changes: SimpleQueue[Path] = SimpleQueue()
        self._watched: dict[Path, ObservedWatch] = {}
        self._observer = Observer()
        self._observer.daemon = True
        for folder in {file.parent for file in self._files}:
            self._observer.schedule(self, str(folder), recursive=False, event_filter=CHANGES)
        self._keep_up()
        self._observer.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record a change."""
        for path in filter(None, (event.src_path, event.dest_path)):
            self._changes.put(Path(str(path)))

    def changes(self) -> Iterator[set[Path]]:
        """Yield the changed files, batch by batch."""
        while True:
            changed = {self._changes.get(), *self._soon()}
            self._keep_up()
            below = tuple(self._watched)
            if found := {path for path in changed if path in self._files or any(map(path.is_relative_to, below))}:
                yield found

    def _soon(self) -> Iterator[Path]:
        while True:
            try:
                yield self._changes.get(timeout=PAUSE_SECONDS)
            except Empty:
                return

    def _keep_up(self) -> None:
        """Watch the folders that exist now."""
        there = self._folders()
        for gone in self._watched.keys() - there:
            self._observer.unschedule(self._watched.pop(gone))
        for new in there - self._watched.keys():
            self._watched[new] = self._observer.schedule(self, str(new), recursive=True, event_filter=CHANGES)
