import shutil
from datetime import date
from pathlib import Path

import pytest

from publisher.link.promised_values import fingerprint
from publisher.link.publication import Publication
from publisher.link.time.locking import covered
from publisher.link.time.new_locks import locked, with_lock
from publisher.model.locks import Lock
from publisher.pipeline import load
from publisher.problem import Problem, ProblemsFound
from publisher.publish.build.lock_register import write_locks
from tests.publications import earlier, page, problems_in, without_problems
from tests.repository import PLAN, SETTINGS, THREAD, changed, commit, thread

NEW = {"date": "2024-02-09", "body": "arbetsnamnden", "paragraph": "12"}


def read(root: Path) -> Publication:
    return earlier(root, SETTINGS)


def lock(root: Path, name: str, **given: str) -> Lock:
    new = locked(read(root), name, given)
    assert new is not None
    write_locks(root, (*read(root).every_lock, new), "Låsta texter.")
    return new


def about_locks(root: Path) -> list[Problem]:
    # The commits are of 2023, and the result is about 2024.
    return [problem for problem in problems_in(root) if problem.code != "day-to-come"]


def codes(root: Path) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in about_locks(root)]


def refused(publication: Publication, name: str, **given: str) -> tuple[str, str]:
    with pytest.raises(ProblemsFound) as found:
        locked(publication, name, given)
    (problem,) = found.value.problems
    return problem.code, problem.place.file


@pytest.mark.parametrize(
    "change",
    [
        ("tio veckor. Den", "tio\r\n   veckor.  Den"),
        ("status: ongoing\nserves", "status: done\nserves"),
        ("2023: 60, 2024: 70", "2024: 70.0, 2023: 60"),
        ("formerly: [vagen-2022]", "updated: 2024-01-01\nas_of: 2024-01-01"),
        (
            "      - {year: 2023, verdict: kept, reason: Kursen hade just börjat.}",
            "      - {year: 2024, verdict: kept, reason: x}",
        ),
        ("title: Kurs i svenska, status: ongoing", "title: Kurs i svenska, status: done"),
    ],
)
def test_what_is_no_promise_may_change(tmp_path: Path, change: tuple[str, str]) -> None:
    root = thread(tmp_path)
    before = fingerprint(read(root).nodes["vagen"])
    changed(root, PLAN, change)
    assert fingerprint(read(root).nodes["vagen"]) == before


@pytest.mark.parametrize(
    "change",
    [
        ("2024: 70", "2024: 71", "18:30", "70"),
        ("tio veckor", "elva veckor", "27:1", "Kursen tar tio veckor. Den följer [strategin](../../docs/strategi.md)."),
        ('["1.10"]', "[]", "6:9", "1.10"),
    ],
)
def test_what_is_promised_may_not(tmp_path: Path, change: tuple[str, str, str, str]) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    assert not codes(root)
    old, new, place, was = change
    changed(root, PLAN, (old, new))
    (problem,) = about_locks(root)
    code = "locked-line" if was else "locked-new-line"
    assert (problem.code, str(problem.place), problem.facts.get("was", "")) == (code, f"{PLAN}:{place}", was)
    # Without a history nobody knows what stood there, only where it is another.
    (root / ".git").rename(tmp_path / "elsewhere")
    assert codes(root) == [("locked-part", f"{PLAN}:{place if was else '6:9'}")]
    # A lock of earlier versions of the program has no parts: the text is another, and no more is known.
    (old_lock,) = read(root).every_lock
    write_locks(root, [old_lock.model_copy(update={"parts": {}})], "Låsta texter.")
    assert codes(root) == [("locked-changed", f"{PLAN}:2:5")]


def test_each_changed_line_is_reported(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    changed(
        root,
        PLAN,
        ("2024: 70", "2024: 71"),
        ("2024: 30", "2024: 31"),
        ("status: ongoing\nserves", "status: done\nserves"),
    )
    assert codes(root) == [("locked-line", f"{PLAN}:18:30"), ("locked-line", f"{PLAN}:22:20")]


def test_of_a_list_of_ids_the_changed_one_is_reported(tmp_path: Path) -> None:
    root = thread(tmp_path)
    new = '\n  - {id: "1.11", title: Fler vägar, text: Kommunen ska öppna fler vägar., modality: shall}'
    changed(root, "docs/omrade.md", ("    responsible: [arbetsnamnden]", f"    responsible: [arbetsnamnden]{new}"))
    changed(root, PLAN, ('serves: ["1.10"]', 'serves: ["1.10", "1.11"]'))
    commit(root, "2023-09-01")
    lock(root, "vagen", **NEW)
    assert not codes(root)
    changed(root, PLAN, ('serves: ["1.10", "1.11"]', 'serves: ["1.11"]'))
    (problem,) = about_locks(root)
    assert (problem.code, str(problem.place), problem.facts["was"]) == ("locked-line", f"{PLAN}:6:9", "1.10")


def test_a_changed_line_is_reported_beside_errors_of_other_lines(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    changed(root, PLAN, ("2024: 70", "2024: 71"), ("responsible: vagvisarna\nreplaces", "responsible: x\nreplaces"))
    assert codes(root) == [("unknown-id", f"{PLAN}:8:14"), ("locked-line", f"{PLAN}:18:30")]
    # One slip is one message: markup that was left open within a decided line.
    changed(root, PLAN, ("2024: 71", "2024: 70"), ("Kursen tar tio", "Kursen **tar tio"))
    assert [code for code, _ in codes(root)] == ["unknown-id", "emphasis-open"]


def test_a_lock_is_not_replaced_by_another_of_the_same_decision(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "strategin", **NEW)
    changed(root, "docs/omrade.md", ("modality: shall", "modality: may"))
    covers = covered(read(root), "strategin")
    first = read(root).every_lock[0]
    for texts in (covers, {"strategin": covers["strategin"]}):
        for decision in (first.decision, first.decision.model_copy(update={"paragraph": None})):
            weaker = Lock(id="strategin", decision=decision, texts=texts)
            write_locks(root, (first, weaker), "Låsta texter.")
            found = [place for code, place in codes(root) if code == "lock-same-decision"]
            line = (root / "plans/locks.yml").read_text(encoding="utf-8").splitlines()[int(found[0].split(":")[1]) - 1]
            assert "strategin" in line


def test_a_lock_that_the_register_held_and_holds_no_more_is_noticed(tmp_path: Path) -> None:
    root = thread(tmp_path)
    first = lock(root, "vagen", **NEW)
    commit(root, "2023-02-01")
    assert not codes(root)
    changed(root, PLAN, ("2024: 70", "2024: 71"))
    second = first.model_copy(update={"texts": covered(read(root), "vagen")})
    write_locks(root, (second,), "Låsta texter.")
    assert codes(root) == [("lock-lost", "plans/locks.yml:3:7")]
    # A later decision stands beside the earlier one; and a day that was mistyped is no loss.
    later = second.model_copy(update={"decision": first.decision.model_copy(update={"date": date(2024, 6, 1)})})
    for kept in ((first, later), (first.model_copy(update={"decision": later.decision}), later)):
        write_locks(root, kept, "Låsta texter.")
        assert "lock-lost" not in {code for code, _ in codes(root)}
    (root / "plans/locks.yml").unlink()
    assert codes(root) == [("lock-lost", "plans/locks.yml")]
    shutil.rmtree(root / "plans/vagen")
    assert "lock-lost" not in {code for code, _ in codes(root)}


def test_fingerprint_stays_what_it_was() -> None:
    """A new version of the program must not break the locks of the old."""
    known = {
        "strategin": "e46a7e770011d9db2a7d0849a20a88a2d6485e1b1ac775ad239d351e2afd4efc",
        "omrade-1": "203c06ab2318b6181a5a79ff9711fdb4656c8a90a1e4334f10c7f20d2e74675e",
    }
    assert covered(read(THREAD), "strategin") == known
    assert covered(read(THREAD), "vagen") == {
        "vagen": "b9578459c15853b29964f535417339354e67407c8fedbd0165aadec066d43259"
    }


def test_a_new_decision_locks_the_new_text(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    changed(root, PLAN, ("2024: 70", "2024: 71"))
    assert refused(read(root), "vagen", **NEW) == ("lock-same-decision", PLAN)
    with pytest.raises(ProblemsFound) as found:
        locked(read(root), "vagen", NEW)
    assert found.value.problems[0].facts == {"id": "vagen"}
    lock(root, "vagen", **{**NEW, "date": "2024-06-01"})
    assert not codes(root)
    assert [each.decision.date and each.decision.date.month for each in read(root).every_lock] == [2, 6]


def test_the_same_lock_twice_is_one(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    assert locked(read(root), "vagen", NEW) is None


def test_a_strategy_is_locked_with_its_parts(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "strategin", **NEW)
    changed(root, "docs/omrade.md", ("modality: shall", "modality: may"))
    asked = ("modality-differs", "docs/omrade.md:8:9")
    assert codes(root) == [asked, ("locked-line", "docs/omrade.md:11:15")]


def test_parts_that_came_and_went_are_reported_without_a_history(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    lock(root, "strategin", **NEW)
    (root / ".git").rename(tmp_path / "elsewhere")
    new = '\n  - {id: "1.11", title: Fler vägar, text: Kommunen ska öppna fler vägar., modality: shall}'
    changed(root, "docs/omrade.md", ("    responsible: [arbetsnamnden]", new.lstrip("\n")))
    changed(root, PLAN, ("Kursen tar tio", "Nytt stycke.\n\nKursen tar tio"))
    text = (root / PLAN).read_text(encoding="utf-8")
    (root / PLAN).write_text(text.replace("  - indicator: vantan\n", "  - indicator: borjade\n"), encoding="utf-8")
    found = [(problem.code, problem.facts.get("part")) for problem in about_locks(root) if "lock" in problem.code]
    # A responsible body that is gone and a commitment that came, a paragraph, and a target of another indicator.
    assert found == [
        ("locked-part", "commitments[1.10].responsible"),
        ("locked-new-line", None),
        ("locked-part", "targets[vantan]"),
        ("locked-new-line", None),
        ("locked-new-line", None),
    ]


def test_the_names_of_parts_are_those_of_the_file(tmp_path: Path) -> None:
    lock(thread(tmp_path), "vagen", **NEW)
    (made,) = read(tmp_path).every_lock
    targets = ["targets[i-arbete].indicator", "targets[i-arbete].values.2023", "targets[i-arbete].values.2024"]
    more = ["targets[vantan].indicator", "targets[vantan].values.2024", "text[1]", "text[2]"]
    names = ["title", "summary", "serves", "period.from", "period.to", *targets, *more]
    assert [*made.parts["vagen"]] == names


def test_a_lock_without_parts_is_made_anew_with_them(tmp_path: Path) -> None:
    root = thread(tmp_path)
    first = lock(root, "vagen", **NEW)
    bare = first.model_copy(update={"parts": {}})
    assert with_lock([bare], first) == (first,)
    write_locks(root, [bare], "Låsta texter.")
    assert not codes(root)
    assert locked(read(root), "vagen", NEW) == first
    later = first.model_copy(update={"decision": first.decision.model_copy(update={"date": date(2024, 6, 1)})})
    assert with_lock([bare, later], first) == (later, first)


def test_what_is_gone_is_quoted_with_all_that_it_held(tmp_path: Path) -> None:
    root = thread(tmp_path)
    target = "  - indicator: borjade\n    values: {2024: 30, 2025: 40}\n---"
    changed(root, PLAN, ("{2024: 30}\n---", f"{{2024: 30}}\n{target}"))
    changed(
        root, "docs/omrade.md", ("    responsible: [arbetsnamnden]", "    responsible: [arbetsnamnden, vagvisarna]")
    )
    commit(root, "2024-01-01")
    for name in ("vagen", "strategin"):
        lock(root, name, **NEW)
    changed(root, PLAN, (target, "---"))
    changed(root, "docs/omrade.md", ("    responsible: [arbetsnamnden, vagvisarna]\n", ""))
    assert [each.facts["was"] for each in about_locks(root) if each.code == "locked-line"] == [
        "arbetsnamnden, vagvisarna",
        "indicator: borjade, values: 2024: 30, 2025: 40",
    ]


def test_adopted_words_are_locked_in_place_of_the_plain_ones(tmp_path: Path) -> None:
    root = thread(tmp_path)
    plain = "text: Kommunen ska öppna korta vägar till arbete."
    changed(root, "docs/omrade.md", (plain, f"{plain}\n    adopted: {{text: Korta vägar ska öppnas., page: '4'}}"))
    lock(root, "strategin", **NEW)
    changed(root, "docs/omrade.md", (plain, "text: Kommunen ska öppna vägar som är korta."), ("page: '4'", "page: '5'"))
    assert not codes(root)
    changed(root, "docs/omrade.md", ("Korta vägar ska öppnas.", "Vägar ska öppnas."))
    (problem,) = about_locks(root)
    assert (problem.code, str(problem.place)) == ("locked-part", "docs/omrade.md:11:21")
    assert problem.facts["part"] == "commitments[1.10].adopted.text"


def test_the_register_keeps_the_comments_that_it_begins_with(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    path = root / "plans" / "locks.yml"
    before = path.read_text(encoding="utf-8")
    assert before.startswith("# Låsta texter.\nlocks:\n")
    path.write_text(f"# yaml-language-server: $schema=locks.json\n{before}", encoding="utf-8")
    lock(root, "gamla-vagen", **NEW)
    after = path.read_text(encoding="utf-8")
    assert after.startswith("# yaml-language-server: $schema=locks.json\n# Låsta texter.\nlocks:\n- id: vagen\n")
    assert after.count("#") == 2


def test_a_day_alone_names_a_decision_of_the_text(tmp_path: Path) -> None:
    new = lock(thread(tmp_path), "vagen", date="2023-01-18")
    assert (new.decision.body, new.decision.paragraph, new.decision.reference) == ("arbetsnamnden", "7", "AN 2023/12")


def test_what_cannot_be_locked_is_refused() -> None:
    publication = load(THREAD, draw=False).publication
    assert refused(publication, "vagn", **NEW) == ("unknown-id", "lock")
    assert refused(publication, "arbetsnamnden", **NEW) == ("not-lockable", "lock")
    assert refused(publication, "vagen", date="2024-02-09") == ("lock-decision-unknown", PLAN)
    assert refused(publication, "vagen", **{**NEW, "date": "2024-02-31"}) == ("impossible-date", "--decision")
    assert refused(publication, "vagen", **{**NEW, "body": "namnden"}) == ("unknown-id", "--body")


def test_a_refusal_says_what_is_meant_and_what_is_known(tmp_path: Path) -> None:
    publication = read(thread(tmp_path))

    def facts(name: str, **given: str) -> dict[str, str]:
        with pytest.raises(ProblemsFound) as found:
            locked(publication, name, given)
        return dict(found.value.problems[0].facts)

    assert facts("vagn", **NEW) == {"id": "vagn", "near": "vagen"}
    assert facts("omrade-1", **NEW) == {"id": "omrade-1"}
    assert facts("vagen", **{**NEW, "body": "arbetsnamden"}) == {"id": "arbetsnamden", "near": "arbetsnamnden"}
    assert facts("vagen", date="2024-02-09") == {"id": "vagen", "date": "2024-02-09", "known": "2023-01-18"}
    assert facts("gamla-vagen", date="2024-02-09") == {"id": "gamla-vagen", "date": "2024-02-09", "known": "–"}


@pytest.mark.parametrize(
    ("name", "code", "facts"),
    [
        ("vagen-2022", "renamed-id", {"id": "vagen-2022", "new": "vagen"}),
        ("vagn", "unknown-id", {"id": "vagn", "near": "vagen"}),
        ("omrade-1", "wrong-kind", {"id": "omrade-1", "kind": "chapter", "expected": "plan"}),
    ],
)
def test_a_lock_on_nothing_is_a_problem_at_its_id(tmp_path: Path, name: str, code: str, facts: dict[str, str]) -> None:
    root = thread(tmp_path)
    lock(root, "vagen", **NEW)
    register = root / "plans/locks.yml"
    register.write_text(register.read_text(encoding="utf-8").replace("id: vagen", f"id: {name}"), encoding="utf-8")
    (problem,) = about_locks(root)
    assert (problem.code, dict(problem.facts)) == (code, facts)
    line = register.read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert (problem.place.file, line[problem.place.column - 1 :]) == ("plans/locks.yml", name)


def test_a_part_that_came_and_one_that_went_break_the_lock_of_their_strategy(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "strategin", **NEW)
    area = (root / "docs/omrade.md").read_text(encoding="utf-8")
    more = area.replace("id: omrade-1", "id: omrade-2").replace('id: "1.10"', 'id: "1.20"').replace('"1"', '"2"')
    (root / "docs/mer.md").write_text(more, encoding="utf-8")
    assert codes(root) == [("locked-added", "docs/mer.md:3:5")]
    (root / "docs/mer.md").unlink()
    changed(root, "docs/omrade.md", ("id: omrade-1", "id: omrade-9"))
    found = [(problem.code, problem.facts.get("text"), problem.facts.get("date")) for problem in about_locks(root)]
    assert found == [("locked-added", None, "2024-02-09"), ("locked-removed", "omrade-1", "2024-02-09")]


def test_pages_of_a_locked_text_say_by_which_decision(tmp_path: Path) -> None:
    root = thread(tmp_path)
    lock(root, "strategin", **NEW)
    lock(root, "vagen", date="2023-01-18")
    loaded = without_problems(root)
    words = "Texten är låst genom beslut: [Arbetsnämnden]"
    assert words in page(loaded, "strategi.md").markdown
    assert words in page(loaded, "omrade.md").markdown
    # The plan has the decision among its facts already.
    assert "låst genom beslutet 18 januari 2023. Den får" in page(loaded, "planer/vagen.md").markdown
    assert page(loaded, "planer/vagen.md").markdown.count("18 januari 2023, § 7") == 1
    assert words not in page(loaded, "planer/gamla-vagen.md").markdown
