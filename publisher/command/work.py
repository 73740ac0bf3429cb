"""The way of most commands: load the publication, show its problems, and go on where nothing stops it."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from publisher.command.terminal import Terminal
from publisher.language import Language
from publisher.pipeline import Loaded, load
from publisher.problem import ProblemsFound, Severity, stops
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.settings_file import read_settings


def run(options: BuildOptions, publish: Callable[[Loaded, BuildOptions, Listener], None] | None) -> None:
    """Load the publication, show its problems, and publish it where that is asked for and nothing stops it."""
    terminal = Terminal()
    loaded = loaded_or_exit(options.root, terminal, draw=publish is not None)
    stop_for_problems(loaded, terminal)
    words = loaded.language
    set_date(loaded)
    terminal.say(words.text("command.checked", pages=loaded.count))
    if publish is None:
        return
    try:
        publish(loaded, options, terminal)
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        terminal.errors.print(words.text("command.kept"), markup=False)
        sys.exit(1)


def stop_for_problems(loaded: Loaded, terminal: Terminal) -> None:
    """Show the publication's problems, and exit with 1 where one of them must be mended first."""
    words = loaded.language
    terminal.problems(loaded.problems, words)
    if stops(loaded.problems):
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        terminal.errors.print(words.plural("command.problems", len(errors)), markup=False)
        sys.exit(1)


def loaded_or_exit(root: Path, terminal: Terminal, *, draw: bool) -> Loaded:
    """Return the publication in `root`; where its settings cannot be used, show why and exit with 1."""
    # What is read stays to the end. To look it over for waste, on the way and once more at the end, finds none
    # and takes a third of the time that it takes to check a large publication.
    gc.set_threshold(100_000, 50, 50)
    try:
        loaded = load(root.resolve(), draw=draw)
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
