"""What is remembered is used again only where nothing that matters has changed: quotation marks matter."""

from publisher.entries import documents_of, entries_of
from publisher.memory import Memory

FILE = "plans/vagen/plan.md"
PLAN = "---\nid: vagen\ntitle: Vägen\nsummary: Kort.\nstatus: ongoing\nserves: [{serves}]\n---\n"


def problems(memory: Memory, serves: str) -> list[str]:
    documents, _ = documents_of({FILE: PLAN.format(serves=serves)}, memory)
    return [problem.code for problem in entries_of(documents, memory)[1]]


def test_a_value_that_lost_its_quotation_marks_is_looked_at_again() -> None:
    memory = Memory()
    assert problems(memory, '"1.1"') == []
    assert problems(memory, "1.1") == ["unquoted-id"]
    assert problems(memory, '"1.1"') == []
