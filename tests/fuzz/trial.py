"""Take one input through the program, in this process, and find what no publication may make it do.

A fault is a traceback, a hang, a raw message from another program, a problem that `check` lets through and a later step
finds, or a word that is on the web but missing in print.
"""

import re
import signal
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from publisher.language import Language
from publisher.memory import Memory
from publisher.messages import as_text
from publisher.messages.machine import FORMATS
from publisher.model.settings import EditionKind
from publisher.pipeline import Loaded, load
from publisher.problem import Problem, ProblemsFound, stops
from publisher.publish.print.editions import edition_files, volumes_of
from publisher.publish.print.selection import pages_of
from publisher.publish.site.website import pages_plugin, render_site
from publisher.render.volumes import Volume
from tests.fuzz.inputs import Made
from tests.publish.document import contents_of, lost_facts
from tests.publish.printed import article_words, missing, printed
from tests.repository import commit, git

# Seconds of work: next to other programs the same work takes longer. What only waits is given longer, too.
PATIENCE = 5.0
WAITING = 60.0
# Codes whose message is another program's.
FOREIGN = frozenset({"site-failed", "site-warning", "print-failed", "search-failed"})
RAW = re.compile(
    r"Traceback|\b\w+(?:Error|Exception)\b|NoneType|object at 0x|\bNone\b|<class|pydantic|line \d+, column"
)

# Facts that quote what an author wrote, which may be anything.
AUTHORS = frozenset({"value", "text", "target", "character", "id", "near", "key", "words", "title"})


WHOLE = Volume("allt", EditionKind.COMPLETE, "Allt")


class Hang(Exception):
    """Something took longer than anybody would wait."""


@cache
def _memory(_base: int) -> Memory:
    """Return a cache of what inputs of the same base have in common, as in a preview."""
    return Memory()


def fault_of(made: Made) -> tuple[str, str]:
    """Return the kind of fault of an input, and its details; nothing if all is well."""
    with TemporaryDirectory(prefix="fuzz-") as folder:
        root = Path(folder) / "input"
        _write(root, made)
        begun = time.process_time()
        try:
            with _patience():
                found = next(_faults(root, made.depth, _memory(made.base)), ("", ""))
        except Hang:
            return "hang", traceback.format_exc()
        except Exception as error:  # whatever it is, it is what is looked for
            return f"{type(error).__name__} in {_where(error)}", traceback.format_exc()
        took = time.process_time() - begun
        return found if took < PATIENCE else ("hang", f"{took:.1f} s")


def _write(root: Path, made: Made) -> None:
    for number, files in enumerate((made.files, *made.later)):
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        if made.later:
            if number == 0:
                git(root, "init", "--quiet", "--initial-branch=main")
            commit(root, f"2024-01-0{number + 1}") if not number or git(root, "status", "--porcelain") else None


def _faults(root: Path, depth: int, memory: Memory) -> Iterator[tuple[str, str]]:
    language = Language("sv")
    try:
        loaded = load(root, draw=depth <= 2, memory=memory)
    except ProblemsFound as found:
        yield from _raw(found.problems, language)
        return
    yield from _raw(loaded.problems, loaded.language)
    for form in FORMATS.values():
        form(loaded.problems, loaded.language, "")
    if stops(loaded.problems):
        return
    if depth > 1:
        return
    try:
        plugin = pages_plugin(loaded.site_map, loaded.pages, root, {})
        warned = render_site(root, root.parent / "site", plugin, strict=False)
        yield from ((f"site: {problem.code}", as_text([problem], language)) for problem in warned)
        yield from (("fact lost", repr(fact)) for fact in lost_facts(loaded, pages_of(loaded, WHOLE)))
        if depth == 0:
            yield from _lost(loaded)
    except ProblemsFound as found:
        yield f"late: {found.problems[0].code}", as_text(found.problems, language)


def _lost(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Yield the words that are on the web but not on paper."""
    volumes = volumes_of(loaded)[:1]
    for volume, content in zip(volumes, edition_files(loaded, volumes).values(), strict=True):
        # What pages repeat is printed once: what an edition must say is composed from its pages.
        wanted = [word for part in contents_of(loaded, volume) for word in article_words(part)]
        if lacking := missing(wanted, printed(content).words):
            yield "word lost in print", " ".join(lacking)


def _raw(problems: Sequence[Problem], language: Language) -> Iterator[tuple[str, str]]:
    for problem in problems:
        facts = {name: "" if name in AUTHORS else fact for name, fact in problem.facts.items()}
        bare = Problem(problem.code, problem.place, facts)
        text = as_text([bare], language)
        if problem.code in FOREIGN or RAW.search(text):
            yield f"raw message: {problem.code}", text
    as_text(problems, language)


@contextmanager
def _patience() -> Iterator[None]:
    """Raise Hang if the work takes too long."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Hang

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, PATIENCE), (signal.SIGALRM, signal.ITIMER_REAL, WAITING))
    before = [signal.signal(number, end) for number, _, _ in timers]
    for _, timer, seconds in timers:
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for (number, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def _where(error: Exception) -> str:
    """Return the last place in our own code that an error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/publisher/" in frame.filename] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].name}"
