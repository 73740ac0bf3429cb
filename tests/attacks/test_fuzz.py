"""A short hunt with made-up publications; the long one is `python -m tests.fuzz --minutes N`."""

import pytest

from publisher.problem import Place, Problem, ProblemsFound
from tests.fuzz import trial
from tests.fuzz.hunt import Hunt, shown, size
from tests.fuzz.inputs import Made

INPUTS = 100


def test_no_made_up_publication_makes_a_fault() -> None:
    hunt = Hunt()
    hunt.go(INPUTS, seconds=600)
    assert hunt.count >= INPUTS * 0.9
    assert {kind: (about, shown(made)) for kind, (made, about) in hunt.found.items()} == {}


def test_the_hunt_finds_a_fault_and_makes_its_input_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hunt is one: a program that fails at a heading is caught, with a small input."""

    def fails_at_a_fence(made: Made) -> tuple[str, str]:
        return ("planted", "") if any(b"```" in content for content in made.files.values()) else ("", "")

    hunt, lines = Hunt(fails_at_a_fence), list[str]()
    hunt.go(100, seconds=60, say=lines.append)
    assert list(hunt.found) == ["planted"]
    assert size(hunt.found["planted"][0]) < 8_000
    assert "```" in lines[0]
    monkeypatch.setattr(trial, "load", lambda *_, **__: 1 / 0)
    kind, about = trial.fault_of(Made({"mkdocs.yml": b"site_name: A\n"}, (), 0))
    assert kind.startswith("ZeroDivisionError")
    assert "Traceback" in about


def test_a_hang_and_a_raw_message_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made({"mkdocs.yml": b"site_name: A\n"}, (), 0)

    def waits(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr(trial, "PATIENCE", 0.1)
    monkeypatch.setattr(trial, "load", waits)
    assert trial.fault_of(made)[0] == "hang"
    monkeypatch.undo()

    def raw(*_: object, **__: object) -> None:
        raise ProblemsFound([Problem.at(Place("a"), "site-failed", reason="KeyError: 'x'")])

    monkeypatch.setattr(trial, "load", raw)
    assert trial.fault_of(made)[0] == "raw message: site-failed"
