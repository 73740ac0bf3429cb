"""What is remembered is used again only where nothing that matters has changed: quotation marks matter."""

import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from publisher import pipeline
from publisher.dependencies import EVERYTHING, Reads, noted
from publisher.entries import documents_of, entries_of
from publisher.link.graph.node import Reference
from publisher.link.linking import Facts
from publisher.link.rules.agreement import unsure_periods
from publisher.memory import Given, Made, Memory, Same
from publisher.model.roles import Relation
from publisher.pipeline import prepare
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.redraw.watched_fields import watched
from publisher.render.body_check import check_targets
from publisher.render.link_check import Known
from tests.program import REPOSITORY
from tests.publications import write
from tests.repository import PLAN as PLAN_FILE
from tests.repository import thread

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


class Watching(Memory):
    """Notes which fields are read for what is known from the fields of all documents alone."""

    def __init__(self) -> None:
        super().__init__()
        self.read: dict[str, Reads] = {}

    def recall(self, step: str, file: str, given: Given, make: Callable[[Given], Made], **how: bool) -> Made:
        if not any(isinstance(each, Facts) for each in (given if isinstance(given, tuple) else (given,))):
            return super().recall(step, file, given, make, **how)
        with noted(self.read.setdefault(step, Reads())):
            return super().recall(step, file, given, make, **how)


def fields_in(read: Reads) -> Iterator[str]:
    """Yield the names of the fields read, also for what was worked out on the way."""
    for each in read:
        yield from fields_in(each) if isinstance(each, Reads) else (each[1] if isinstance(each, tuple) else each,)


def test_what_is_found_in_fields_reads_no_text_below_them() -> None:
    memory = Watching()
    with watched((), {Document: ("fields", "body", "body_line")}):
        prepare(REPOSITORY / "examples" / "ekbacka", memory)
    fields = {step: {*fields_in(read)} for step, read in memory.read.items()}
    assert fields.keys() == {"references", "judgements", "overdue", "publication", "numbers"}
    assert "fields" in fields["references"]
    # Nor is anything used that was worked out before, of which nobody knows what it was made from.
    assert not any({"body", "body_line", EVERYTHING} & each for each in fields.values())


def test_what_a_publication_takes_over_is_computed_from_no_text_below_the_fields() -> None:
    linked = prepare(REPOSITORY / "examples" / "ekbacka").publication
    with watched((), {Document: ("fields", "body", "body_line")}), noted(Reads()) as read:
        publication, fresh = replace(linked), replace(linked)
        assert len(publication.ledger.lines) > 10
        assert any(publication.ledger.choices.values())
        assert any(publication.target_periods(plan.id, target) for plan in publication.plans for target in plan.targets)
    assert not {"body", "body_line", EVERYTHING} & {*fields_in(read)}
    fresh.take_over(publication)
    assert fresh.ledger is publication.ledger


def test_another_text_below_the_same_fields_changes_nothing_that_fields_say(tmp_path: Path) -> None:
    thread(tmp_path)
    memory, plan = Memory(), (tmp_path / PLAN_FILE).read_text(encoding="utf-8")
    before = prepare(tmp_path, memory)
    for text in (f"{plan}\nEn rad till.\n", f"{plan}\n[Fel](ref:finns-inte)\n", plan.replace("id: ", "# Not\nid: ", 1)):
        after, alone = (prepare(tmp_path, each, {PLAN_FILE: text}) for each in (memory, Memory()))
        assert after.problems == alone.problems
        assert after.publication.nodes == alone.publication.nodes
        same = after.publication.references is before.publication.references
        assert same == ("# Not" not in text)
        assert (after.publication.ledger is before.publication.ledger) == same
        assert after.publication.ledger.lines == alone.publication.ledger.lines


def test_a_file_is_read_again_where_it_may_have_changed(tmp_path: Path) -> None:
    read: list[str] = []
    memory, path = Memory(), tmp_path / "plan.md"

    def asked() -> str:
        def make() -> str:
            read.append(path.read_text(encoding="utf-8"))
            return read[-1]

        return memory.recall_file("text", "plan.md", path.lstat(), make)

    path.write_text("Ett", encoding="utf-8")
    # It has only just changed, so that it could have another content with the same times.
    assert [asked(), asked(), len(read)] == ["Ett", "Ett", 2]
    # Another file has changed long after that.
    memory._clock += 10_000_000_000
    assert [asked(), asked(), len(read)] == ["Ett", "Ett", 3]
    about = path.stat()
    path.write_text("Två", encoding="utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert asked() == "Två"


def test_what_is_loaded_in_a_short_way_is_what_was_saved() -> None:
    edge = Reference("plan-1", Relation.SERVES, "commitment-2", "target 3")
    pair = ["value"]
    known = {"a": (Same(pair), edge), "b": (pair, edge)}
    loaded = pickle.loads(pickle.dumps(known, pickle.HIGHEST_PROTOCOL))
    assert loaded["a"][1] == edge and loaded["a"][1] is loaded["b"][1]
    # Values are compared by identity, and what was one value is one still.
    assert loaded["a"][0] == Same(loaded["b"][0]) != Same(["value"])


def test_a_new_file_has_only_texts_with_links_looked_at_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root, memory, read = thread(tmp_path), Memory(), list[str]()
    linked, plain = "docs/om/linked.md", "docs/om/plain.md"
    head = "---\nkind: article\nid: {name}\nsection: about\ntitle: {name}\n---\n\n{text}\n"
    texts = {"linked": "Läs [mer](ref:ny).", "plain": "Ord."}
    write(root, {f"docs/om/{name}.md": head.format(name=name, text=text) for name, text in texts.items()})
    whole = pipeline._read_body

    def read_body(document: Document, parts: frozenset[str]) -> object:
        read.append(document.file)
        return whole(document, parts)

    def of_links(document: Document, known: Known) -> Iterator[Problem]:
        read.append(f"{document.file} links")
        return check_targets(document, known)

    monkeypatch.setattr(pipeline, "_read_body", read_body)
    monkeypatch.setattr("publisher.pipeline.check_targets", of_links)

    def codes() -> set[str]:
        read.clear()
        return {each.code for each in prepare(root, memory).problems if each.place.file == linked}

    assert "unknown-id" in codes()
    assert {linked, plain, f"{linked} links"} <= {*read} and f"{plain} links" not in read
    write(root, {"docs/om/ny.md": head.format(name="ny", text="Nytt.")})
    again = [each for each in read if each.endswith(" links")]
    assert "unknown-id" not in codes() and sorted(read) == sorted(["docs/om/ny.md", *again])
    (root / "docs/om/ny.md").unlink()
    assert "unknown-id" in codes() and sorted(read) == sorted(again)
