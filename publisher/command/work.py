"""The way of most commands: load the publication, show its problems, and go on where nothing stops it."""

import gc
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from publisher.command.terminal import Terminal
from publisher.language import Language
from publisher.memory import Memory
from publisher.messages import as_text
from publisher.pipeline import Beside, Loaded, load
from publisher.problem import Place, Problem, ProblemsFound, Severity, stops
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.build_record import BuildMessages
from publisher.read.history import without_git
from publisher.settings_file import SETTINGS, read_settings

# It returns what stands in the output folder then, by the sort of work.
Publish: TypeAlias = Callable[[Loaded, BuildOptions, Listener], Mapping[str, Sequence[str]]]

Weighed: TypeAlias = Callable[[Sequence[Problem]], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Made:
    """What a build said, and what it left in the output folder for each sort of work."""

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
    """Load the publication, show its problems, and publish it where that is asked for and nothing stops it.

    Without `draw` it is published without pages; `beside` makes files that go with these. `weighed` may make problems
    weigh more than they do by themselves.
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
    """Return a notice that the last change is of a day to come by the time of this machine; None where it is not."""
    last, today = (datetime.fromtimestamp(each, UTC).date() for each in (epoch, time.time()))
    facts = {"day": last.isoformat(), "today": today.isoformat()}
    # Where the sun rises first it is a day later.
    return Problem.notice(Place(SETTINGS), "commit-ahead", **facts) if last - today > timedelta(days=1) else None


def stop_for_problems(loaded: Loaded, terminal: Terminal) -> None:
    """Show the publication's problems, and exit with 1 where one of them must be mended first."""
    words = loaded.language
    terminal.problems(loaded.problems, words)
    if stops(loaded.problems):
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        terminal.errors.print(words.plural("command.problems", len(errors)), markup=False)
        sys.exit(1)


def stop_for_errors(loaded: Loaded, terminal: Terminal) -> None:
    """Show what must be mended first, and exit with 1 where there is any; what is only to be thought of is kept back.

    For commands whose own answer would drown in it.
    """
    errors = tuple(problem for problem in loaded.problems if problem.severity is Severity.ERROR)
    stop_for_problems(replace(loaded, problems=errors), terminal)


def loaded_or_exit(root: Path, terminal: Terminal, *, draw: bool, beside: Beside | None = None) -> Loaded:
    """Return the publication in `root`; where its settings cannot be used, show why and exit with 1."""
    # What is read stays to the end. To look it over for waste, on the way and once more at the end, finds none
    # and takes a third of the time that it takes to check a large publication.
    gc.set_threshold(100_000, 50, 50)
    try:
        memory = Memory()
        memory.load(root)
        loaded = load(root.resolve(), draw=draw, memory=memory, redraw=False, beside=beside)
        memory.keep(root)
    except ProblemsFound as found:
        # Without settings nobody knows the site's language.
        terminal.problems(found.problems, Language("sv"))
        sys.exit(1)
    gc.freeze()
    return loaded


def set_date(loaded: Loaded) -> None:
    """Let everything that dates a file use the day of the last change, so that the clock plays no part."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(loaded.publication.epoch))


def words_of(root: Path) -> Language:
    """Return the language of the publication in `root`; Swedish where there is none yet."""
    try:
        return Language(read_settings(root).theme.language)
    except ProblemsFound:
        return Language("sv")
