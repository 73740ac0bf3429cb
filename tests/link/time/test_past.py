"""The history of a document, from the versions of its files: what each day changed, by value."""

from collections.abc import Mapping
from dataclasses import replace

from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.link.time.differences import Act, Change
from publisher.link.time.past import Edit, History, files_of, histories, several
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.pipeline import load
from publisher.problem import Place
from publisher.read.document import Document
from publisher.read.history import Log, Version
from tests.repository import SETTINGS, THREAD

PLAN, RESULT = "plans/a/plan.md", "plans/a/results/2024.md"


def plan(title: str) -> Node:
    value = Plan.model_validate({"id": "a", "title": title, "summary": "S", "status": "ongoing"})
    return Node("a", NodeKind.PLAN, value, Document(PLAN, {}, {}), Place(PLAN))


def result(summary: str) -> Node:
    value = Result.model_validate({"plan": "a", "year": "2024", "summary": summary})
    return Node("a/2024", NodeKind.RESULT, value, Document(RESULT, {}, {}), Place(RESULT))


# A file is first of all about the first that it declares.
TODAY = {"a": plan("Tre"), "a/2024": result("R"), "b": replace(plan("Tre"), id="b")}
PUBLICATION = Publication(SETTINGS, TODAY, ())
# The contents by their hashes; what is "?" cannot be read any more.
TEXTS = {"1": "Ett", "2": "Två", "3": "Tre", "both": "Båda", "bad": "?"}


def understand(file: str, text: str) -> Mapping[str, Node] | None:
    if text == "?":
        return None
    if text == "Båda":
        return {"a": plan(text), "b": replace(plan(text), id="b")}
    return {"a": plan(text)} if file == PLAN else {"a/2024": result(text)}


def history(*versions: Version, of_result: tuple[Version, ...] = (), complete: bool = True) -> History:
    log = Log({PLAN: versions, RESULT: of_result}, complete=complete)
    return histories(PUBLICATION, log, TEXTS, files_of(PUBLICATION), understand)["a"]


def added(node: Node) -> Change:
    return Change(Act.ADDED, node.id, node.kind, after=node)


def titles(edit: Edit) -> list[tuple[object, object]]:
    return [(change.before, change.after) for change in edit.changes]


def test_the_files_of_a_plan_are_its_own_and_those_of_its_results() -> None:
    assert files_of(PUBLICATION)["a"] == (PLAN, RESULT)


def test_the_files_of_a_strategy_are_its_own_and_those_of_its_chapters() -> None:
    strategy = files_of(load(THREAD).publication)["strategin"]
    assert strategy == ("docs/strategi.md", "docs/omrade.md")


def test_a_file_that_the_log_does_not_know_has_no_edits() -> None:
    files = {"a": ("nowhere.md", PLAN)}
    log = Log({PLAN: (Version("2024-01-01", "", "1"),)}, complete=True)
    assert [edit.day for edit in histories(PUBLICATION, log, TEXTS, files, understand)["a"].edits] == ["2024-01-01"]


def test_what_has_not_changed_since_it_was_added_is_as_it_is_today() -> None:
    assert history(Version("2024-01-01", "", "nobody-reads-it")) == History(
        (Edit("2024-01-01", (added(TODAY["a"]),)),), known=True
    )


def test_what_was_removed_in_its_only_known_version_was_not_added() -> None:
    (edit,) = history(Version("2024-01-01", "1", "")).edits
    assert [(change.act, change.id) for change in edit.changes] == [(Act.REMOVED, "a")]


def test_what_a_removed_file_was_about_stands_for_all_that_it_held() -> None:
    found = history(
        Version("2024-03-03", "both", ""), Version("2024-02-02", "2", "both"), Version("2024-01-01", "", "2")
    )
    assert [[(change.act, change.id) for change in edit.changes] for edit in found.edits] == [
        [(Act.REMOVED, "a")],
        [(Act.CHANGED, "a"), (Act.ADDED, "b")],
        [(Act.ADDED, "a")],
    ]


def test_each_day_goes_from_its_first_state_to_its_last_the_latest_day_first() -> None:
    first, third = Version("2024-01-01", "", "1"), Version("2024-02-02", "2", "3")
    found = history(third, Version("2024-02-02", "1", "2"), first)
    assert [edit.day for edit in found.edits] == ["2024-02-02", "2024-01-01"]
    assert titles(found.edits[0]) == [("Ett", "Tre")]
    assert [(change.act, change.before) for change in found.edits[1].changes] == [(Act.ADDED, None)]


def test_a_day_on_which_everything_was_taken_back_has_no_edit() -> None:
    found = history(Version("2024-02-02", "2", "1"), Version("2024-02-02", "1", "2"), Version("2024-01-01", "", "1"))
    assert [edit.day for edit in found.edits] == ["2024-01-01"]


def test_the_files_of_a_day_are_one_edit() -> None:
    versions = (Version("2024-02-02", "1", "2"), Version("2024-01-01", "", "1"))
    found = history(*versions, of_result=(Version("2024-02-02", "", "x"),))
    assert [(change.act, change.id) for change in found.edits[0].changes] == [(Act.CHANGED, "a"), (Act.ADDED, "a/2024")]
    assert not found.edits[0].unread


def test_what_cannot_be_read_is_said_to_be_so() -> None:
    unread = history(Version("2024-02-02", "1", "bad"), Version("2024-01-01", "", "1"))
    assert unread.edits[0] == Edit("2024-02-02", (), unread=True)
    for one, other in (("bad", "2"), ("2", "bad"), ("gone", "2"), ("2", "gone")):
        found = history(
            Version("2024-02-02", one, other),
            Version("2024-01-01", "", "1"),
            of_result=(Version("2024-02-02", "", "x"),),
        )
        assert found.edits[0] == Edit("2024-02-02", (added(TODAY["a/2024"]),), unread=True)


def test_without_the_whole_log_or_any_version_the_history_is_not_known() -> None:
    version = Version("2024-01-01", "", "1")
    assert [history(version).known, history(version, complete=False).known, history().known] == [True, False, False]
    assert history() == History()


def test_only_the_contents_of_what_has_several_versions_are_read() -> None:
    log = Log(
        {PLAN: (Version("2024-02-02", "1", "2"), Version("2024-01-01", "", "1")), RESULT: (Version("d", "", "9"),)}
    )
    assert several(log, {"a": (PLAN, RESULT, "elsewhere.md")}) == ["1", "2", "", "1"]
