"""The hunt: inputs are generated until time is up, and the smallest input of each kind of fault is kept."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky

from tests.fuzz.inputs import Made, publications
from tests.fuzz.trial import fault_of

ROUND = 500
# Report progress after so many rounds.
EVERY = 10
# Attempts to shrink an input that fails.
SMALLER = 120


class Failed(Exception):
    """An input has a new kind of fault."""


@dataclass
class Hunt:
    """What was found so far: the number of inputs, and of each kind of fault the smallest input and its message."""

    try_out: Callable[[Made], tuple[str, str]] = fault_of
    count: int = 0
    clean: int = 0
    found: dict[str, tuple[Made, str]] = field(default_factory=dict)

    def go(self, inputs: int, seconds: float, first: int = 0, say: Callable[[str], object] = print) -> None:
        """Try `inputs` inputs, or as many as time allows; report what is found."""
        end, rounds = time.monotonic() + seconds, 0
        while self.count < inputs and time.monotonic() < end:
            known = set(self.found)
            self._round(min(ROUND, inputs - self.count), first + rounds, end, known)
            rounds += 1
            for kind in self.found.keys() - known:
                say(f"{kind}\n{self.found[kind][1]}\n{shown(self.found[kind][0])}")
            if rounds % EVERY == 0:
                say(f"{self.count} inputs, {self.clean} without fault")

    def _round(self, examples: int, number: int, end: float, known: set[str]) -> None:
        fresh: list[str] = []
        tries = 0

        @seed(number)
        @settings(max_examples=examples, database=None, deadline=None, suppress_health_check=list(HealthCheck),
                  phases=[Phase.generate, Phase.shrink], report_multiple_bugs=False)  # fmt: skip
        @given(publications())
        def attempt(made: Made) -> None:
            nonlocal tries
            tries += bool(fresh)
            if tries > SMALLER or time.monotonic() > end:
                return
            self.count += not fresh
            kind, about = self.try_out(made)
            self.clean += not kind and not fresh
            if kind and kind not in known and kind in (fresh or [kind]):
                fresh[:] = [kind]
                if kind not in self.found or size(made) <= size(self.found[kind][0]):
                    self.found[kind] = made, about
                raise Failed(kind)

        # What is found is kept; an input stops failing after enough attempts, which is how shrinking ends.
        with suppress(Failed, Flaky):
            attempt()


def size(made: Made) -> int:
    """Return how many bytes an input has."""
    return sum(len(content) for files in (made.files, *made.later) for content in files.values())


def shown(made: Made) -> str:
    """Return an input as readable text."""
    versions = []
    for number, files in enumerate((made.files, *made.later)):
        texts = [f"== {name}\n{content.decode(errors='backslashreplace')}" for name, content in files.items()]
        versions.append("\n".join((f"version {number}, depth {made.depth}", *texts)))
    return "\n".join(versions)
