"""What is remembered is used again only where nothing that matters has changed: quotation marks matter."""

from pathlib import Path

from publisher.entries import documents_of, entries_of
from publisher.link.rules.agreement import unsure_periods
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


def test_a_table_that_gets_a_month_that_may_be_a_year_is_looked_at_again() -> None:
    memory, table = Memory(), "plans/statistics/resor.csv"

    def asked(period: str) -> list[int]:
        documents, _ = documents_of({table: f"period,value\n2009,1\n{period},2\n"}, memory)
        return [each.place.line for each in unsure_periods(entries_of(documents, memory)[0], memory)]

    assert [asked(period) for period in ("2010", "2010-11", "2011")] == [[], [3], []]


def test_a_large_result_is_saved_by_itself_and_loaded_only_for_the_same_state(tmp_path: Path) -> None:
    made: list[bytes] = []

    def asked(state: bytes) -> str:
        def make() -> str:
            made.append(state)
            return state.decode()

        memory = Memory()
        memory.load(tmp_path)
        return memory.recall_large("history", state, make)

    assert [asked(state) for state in (b"1", b"1", b"2", b"2", b"1")] == ["1", "1", "2", "2", "1"]
    assert made == [b"1", b"2", b"1"]
