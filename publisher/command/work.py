"""The common steps of most commands: load the publication, show its problems, and continue unless one stops it."""

import gc
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from publisher.command.help_texts import language_of_help
from publisher.command.terminal import Terminal
from publisher.language import Language
from publisher.memory import Memory
from publisher.messages import as_text
from publisher.pipeline import Beside, Loaded, load
from publisher.problem import Place, Problem, ProblemsFound, Severity, stops
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.build_record import BuildMessages
from publisher.read.history import without_git
from publisher.settings_file import SETTINGS, language_of

# Returns the names in the output folder afterwards, by the sort of work.
Publish: TypeAlias = Callable[[Loaded, BuildOptions, Listener], Mapping[str, Sequence[str]]]

Weighed: TypeAlias = Callable[[Sequence[Problem]], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Made:
    """The result of a build: its messages, and the names in the output folder for each sort of work."""

    messages: BuildMessages
    stands: Mapping[str, Sequence[str]]


def run(
    options: BuildOptions,
    publish: Publish | None,
    *,
    draw: bool = True,
    weighed: Weighed | None = None,
    beside: Beside | None = None,
) -> Made | None:
    """Load the publication, show its problems, and publish it if requested and possible.

    Without `draw` it is published without pages; `beside` makes files that accompany these. `weighed` may raise the
    severity of problems.
    """
    terminal = Terminal()
    loaded = loaded_or_exit(options.root, terminal, draw=draw and publish is not None, beside=beside)
    if weighed:
        loaded = replace(loaded, problems=weighed(loaded.problems))
    if publish and (unkept := without_git(loaded.root)):
        loaded = replace(loaded, problems=(unkept, *loaded.problems))
    if early := ahead(loaded.publication.epoch):
        loaded = replace(loaded, problems=(early, *loaded.problems))
    stop_for_problems(loaded, terminal)
    words = loaded.language
    set_date(loaded)
    terminal.say(words.text("command.checked", pages=loaded.count))
    if publish is None:
        return None
    try:
        stands = publish(loaded, options, terminal)
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        terminal.errors.print(words.text("command.kept"), markup=False)
        sys.exit(1)
    last = words.text("command.unchanged", pages=loaded.count, path=options.out)
    return Made(BuildMessages(as_text(loaded.problems, words), last), stands)


def ahead(epoch: int) -> Problem | None:
    """Return a notice if the last change is dated in the future by this machine's clock, else None."""
    last, today = (datetime.fromtimestamp(each, UTC).date() for each in (epoch, time.time()))
    facts = {"day": last.isoformat(), "today": today.isoformat()}
    # In the easternmost time zones the date is one day later.
    return Problem.notice(Place(SETTINGS), "commit-ahead", **facts) if last - today > timedelta(days=1) else None


def stop_for_problems(loaded: Loaded, terminal: Terminal) -> None:
    """Show the publication's problems, and exit with 1 if there are errors."""
    words = loaded.language
    terminal.problems(loaded.problems, words)
    if stops(loaded.problems):
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        terminal.errors.print(words.plural("command.problems", len(errors)), markup=False)
        sys.exit(1)


def stop_for_errors(loaded: Loaded, terminal: Terminal) -> None:
    """Show errors, and exit with 1 if there are any; notices are not shown.

    For commands whose own output would drown in them.
    """
    errors = tuple(problem for problem in loaded.problems if problem.severity is Severity.ERROR)
    stop_for_problems(replace(loaded, problems=errors), terminal)


def loaded_or_exit(root: Path, terminal: Terminal, *, draw: bool, beside: Beside | None = None) -> Loaded:
    """Return the publication in `root`; if its settings cannot be used, show why and exit with 1."""
    # Loaded values stay to the end. Garbage collection passes over them would find nothing and take a third of the time
    # of checking a large publication.
    gc.disable()
    try:
        memory = Memory()
        memory.load(root)
        loaded = load(root.resolve(), draw=draw, memory=memory, redraw=False, beside=beside)
        memory.keep(root)
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    gc.enable()
    return loaded


def set_date(loaded: Loaded) -> None:
    """Set SOURCE_DATE_EPOCH to the last change for everything that dates files, so that the clock plays no part."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(loaded.publication.epoch))


def words_of(root: Path) -> Language:
    """Return the language of the publication in `root`, even if its settings cannot be used.

    Where there is none, it is the system's or, if that is unknown, the language of a new publication.
    """
    own = language_of(root)
    return Language(own) if (root / SETTINGS).is_file() else language_of_help(sys.argv, own)
