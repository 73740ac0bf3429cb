"""Following a publication: after every change the newest preview, or the last good one beside what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from traceback import extract_tb

from publisher.language import HOUSE, Language, forget
from publisher.memory import Memory
from publisher.pipeline import Prepared, prepare
from publisher.problem import Place, Problem, ProblemsFound, in_order, stops
from publisher.publish.preview.preview import Preview
from publisher.render.palette import theme_tokens


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to see: the last good preview, if there ever was one, what is wrong now, in which language.

    `number` goes up by one with every look.
    """

    number: int
    preview: Preview | None
    problems: tuple[Problem, ...]
    language: Language


class Follower:
    """Looks at a publication again whenever it is told to; others may wait for the next sight."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._memory = Memory()
        self._news = Condition()
        self.sight = Sight(0, None, (), Language("sv"))

    def look(self, changed: Iterable[Path] = ()) -> Sight:
        """Return what there is to see after a change of these files, and tell those who wait."""
        if any(path.is_relative_to(HOUSE) for path in changed):
            # The program's own words and colours, which a run otherwise reads but once.
            forget()
            theme_tokens.cache_clear()
        preview, problems, language = self._looked()
        with self._news:
            last = self.sight
            self.sight = Sight(last.number + 1, preview or last.preview, problems, language or last.language)
            self._news.notify_all()
        return self.sight

    def wait(self, number: int, seconds: float) -> Sight:
        """Return the sight as soon as it is another than `number`, or after so many seconds as it is."""
        with self._news:
            self._news.wait_for(lambda: self.sight.number != number, seconds)
            return self.sight

    def failed(self, error: Exception) -> Problem:
        """Return what nobody foresaw as a problem, at the line of the template that was being drawn if it was one."""
        frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.endswith(".py")]
        place = Place("macros")
        for frame in frames[-1:]:
            path = Path(frame.filename)
            near = next((folder for folder in (self._root, HOUSE) if path.is_relative_to(folder)), None)
            place = Place(path.relative_to(near).as_posix() if near else path.name, frame.lineno or 1, 1)
        return Problem.at(place, "preview-failed", reason=f"{type(error).__name__}: {error}")

    def _looked(self) -> tuple[Preview | None, tuple[Problem, ...], Language | None]:
        ready: Prepared | None = None
        try:
            ready = prepare(self._root, self._memory)
            if ready.renderer is None:
                return None, ready.problems, ready.language
            ready.renderer.check()
            problems = in_order([*ready.problems, *ready.renderer.problems])
            return None if stops(problems) else Preview(ready, ready.renderer), problems, ready.language
        except ProblemsFound as found:
            return None, found.problems, ready.language if ready else None
        except Exception as error:  # an editor in the middle of a change never meets a traceback
            return None, (self.failed(error),), ready.language if ready else None
