"""Following a publication: after every change, the newest preview, or the last good one with the current problems."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Condition
from traceback import extract_tb

from publisher.language import Language, forget
from publisher.locales import HOUSE
from publisher.memory import Memory
from publisher.pipeline import Prepared, prepare
from publisher.problem import Place, Problem, ProblemsFound, in_order, stops
from publisher.publish.preview.preview import Preview
from publisher.render.palette import theme_tokens
from publisher.settings_file import language_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a publication for its preview: the last good preview or None, the problems, and the language.

    `number` increases by one with every refresh.
    """

    number: int
    preview: Preview | None
    problems: tuple[Problem, ...]
    language: Language


class Follower:
    """Reloads a publication whenever it is refreshed; other threads may wait for the next snapshot.

    `look` reads it: an editor of the same publication puts its own here, so that both read it once.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._own_look = partial(prepare, root, Memory())
        self.look: Callable[[], Prepared] = self._own_look
        self._changed = Condition()
        self.snapshot = Snapshot(0, None, (), Language(language_of(root)))

    def refresh(self, changed: Iterable[Path] = ()) -> Snapshot:
        """Return the snapshot after these files changed, and wake waiting threads."""
        if any(path.is_relative_to(HOUSE) for path in changed):
            # The program's own words and colours, which are otherwise read once per run, also by an editor.
            self.look = self._own_look
            forget()
            theme_tokens.cache_clear()
        preview, problems, language = self._read()
        with self._changed:
            last = self.snapshot
            self.snapshot = Snapshot(last.number + 1, preview or last.preview, problems, language or last.language)
            self._changed.notify_all()
        return self.snapshot

    def wait(self, number: int, seconds: float) -> Snapshot:
        """Return the first snapshot with another number, or the current one after a timeout in seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.snapshot.number != number, seconds)
            return self.snapshot

    def failed(self, error: Exception) -> Problem:
        """Return an unexpected exception as a problem, at the line of the template being rendered, if any."""
        frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.endswith(".py")]
        place = Place("macros")
        for frame in frames[-1:]:
            path = Path(frame.filename)
            near = next((folder for folder in (self._root, HOUSE) if path.is_relative_to(folder)), None)
            place = Place(path.relative_to(near).as_posix() if near else path.name, frame.lineno or 1, 1)
        return Problem.at(place, "preview-failed", reason=f"{type(error).__name__}: {error}")

    def _read(self) -> tuple[Preview | None, tuple[Problem, ...], Language | None]:
        ready: Prepared | None = None
        try:
            ready = self.look()
            if ready.renderer is None:
                return None, ready.problems, ready.language
            ready.renderer.check()
            problems = in_order([*ready.problems, *ready.renderer.problems])
            return None if stops(problems) else Preview(ready, ready.renderer), problems, ready.language
        except ProblemsFound as found:
            return None, found.problems, ready.language if ready else None
        except Exception as error:  # nobody who is editing sees a traceback
            return None, (self.failed(error),), ready.language if ready else None
