"""What pages say of a plan that another one has replaced, or is to replace."""

from itertools import pairwise
from pathlib import Path

import pytest

from publisher.pipeline import load
from tests.publications import SETTINGS, page, smallest, write

PLAN = "---\nid: %s\ntitle: Plan %s\nsummary: S\nstatus: %s\n%s---\n"
WORDS = ("Ersatt av", "Ska ersättas av")


def markdown(root: Path, own: str, successors: dict[str, str], covers: str = "excerpt") -> str:
    """Return the page of plan p, given its status and those of the plans that replace it."""
    plans = {"p": PLAN % ("p", "P", own, "")}
    plans |= {name: PLAN % (name, name.upper(), status, "replaces: [p]\n") for name, status in successors.items()}
    settings = SETTINGS.replace("publication: {", f"publication: {{covers: {covers}, ")
    files = smallest() | {f"plans/{name}/plan.md": text for name, text in plans.items()} | {"mkdocs.yml": settings}
    return page(load(write(root, files)), "planer/p.md").markdown


@pytest.mark.parametrize(
    ("own", "successor", "words"),
    [
        ("ongoing", "proposed", "Ska ersättas av"),
        ("ongoing", "decided", "Ska ersättas av"),
        ("ongoing", "ongoing", "Ersatt av"),
        ("ongoing", "done", "Ersatt av"),
        ("ongoing", "replaced", "Ersatt av"),
        ("replaced", "decided", "Ersatt av"),
    ],
)
def test_the_status_of_the_successor_decides(tmp_path: Path, own: str, successor: str, words: str) -> None:
    text = markdown(tmp_path, own, {"q": successor})
    assert [each for each in WORDS if each in text] == [words]


def test_of_two_successors_each_has_its_own_words(tmp_path: Path) -> None:
    lines = [line for line in markdown(tmp_path, "done", {"q": "ongoing", "r": "proposed"}).splitlines() if line]
    facts = {name.strip(): value for name, value in pairwise(lines) if name.strip() in WORDS}
    assert {name: ("Plan Q" in value, "Plan R" in value) for name, value in facts.items()} == {
        "Ersatt av": (True, False),
        "Ska ersättas av": (False, True),
    }


@pytest.mark.parametrize(("covers", "said"), [("excerpt", False), ("complete", True)])
def test_only_a_complete_publication_says_that_a_successor_is_not_given(
    tmp_path: Path, covers: str, *, said: bool
) -> None:
    text = markdown(tmp_path, "replaced", {}, covers)
    assert "Planen gäller inte längre." in text
    assert ("Uppgift saknas om vad som har ersatt den" in text) is said
