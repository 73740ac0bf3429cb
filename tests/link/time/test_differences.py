from pathlib import Path

from publisher.earlier import histories_of
from publisher.link.time.differences import Act, Change, FieldStep, changes
from publisher.model.roles import NodeKind
from publisher.pipeline import load
from publisher.read.history import read_log
from tests.publications import earlier, smallest, write
from tests.repository import PLAN, SETTINGS, THREAD, changed, commit, thread

RESULT = "plans/vagen/results/2024.md"


def between(tmp_path: Path, **replaced: tuple[str, str] | str | None) -> tuple[Change, ...]:
    """Return the changes that it makes to replace words in files, or whole files, of the thread's publication."""
    files: dict[str, str | None] = {}
    for name, words in replaced.items():
        path = {"plan": PLAN, "result": RESULT, "area": "docs/omrade.md"}.get(name, name)
        text = (THREAD / path).read_text(encoding="utf-8") if (THREAD / path).is_file() else ""
        files[path] = text.replace(*words) if isinstance(words, tuple) else words
    everything = {path.relative_to(THREAD).as_posix(): path for path in THREAD.rglob("*") if path.is_file()}
    texts = {name: path.read_text(encoding="utf-8") for name, path in everything.items()} | files
    return changes(earlier(THREAD, SETTINGS), earlier(write(tmp_path, texts), SETTINGS))


def as_rows(found: tuple[Change, ...]) -> list[tuple[str, str, str, object, object]]:
    return [
        (
            str(change.act),
            change.id,
            "/".join(step.key or step.field for step in change.steps),
            change.before,
            change.after,
        )
        for change in found
    ]


def test_the_same_publication_has_no_changes(tmp_path: Path) -> None:
    assert between(tmp_path) == ()


def test_a_target_goes_from_one_value_to_another(tmp_path: Path) -> None:
    (change,) = between(tmp_path, plan=("2023: 60", "2023: 75"))
    assert (change.act, change.id, change.kind) == (Act.CHANGED, "vagen", NodeKind.PLAN)
    assert [(step.field, step.key) for step in change.steps] == [("targets", "i-arbete"), ("values", "2023")]
    assert (change.before.value, change.after.value) == (60, 75)


def test_each_step_says_what_it_is_about(tmp_path: Path) -> None:
    (change,) = between(
        tmp_path, plan=("title: Kurs i svenska, status: ongoing", "title: Kurs i svenska, status: done")
    )
    assert [(step.field, step.key, step.title, step.prose) for step in change.steps] == [
        ("activities", "kurs", "Kurs i svenska", False),
        ("status", "", "", False),
    ]
    (change,) = between(tmp_path / "2", plan=("tio veckor. Den", "elva veckor. Den"))
    assert [(step.field, step.prose) for step in change.steps] == [("prose", True)]
    assert "tio veckor" in change.before
    assert "elva veckor" in change.after


def test_a_member_of_a_member_is_removed_at_its_own_steps(tmp_path: Path) -> None:
    (change,) = between(tmp_path, plan=("2023: 60, 2024: 70", "2024: 70"))
    assert [(step.field, step.key) for step in change.steps] == [("targets", "i-arbete"), ("values", "2023")]
    assert (change.act, change.before.value, change.after) == (Act.REMOVED, 60, None)


def test_white_space_and_order_are_no_changes(tmp_path: Path) -> None:
    assert not between(tmp_path, plan=("tio veckor. Den", "tio\nveckor.   Den"))
    assert not between(tmp_path, plan=("[borjade, klara]", "[klara, borjade]"))
    assert not between(tmp_path, plan=("60, 2024", "60.0, 2024"))


def test_members_are_added_and_removed_by_their_keys(tmp_path: Path) -> None:
    found = as_rows(between(tmp_path, plan=("indicators: [borjade, klara]", "indicators: [borjade, vantan]")))
    assert found == [
        ("added", "vagen", "indicators", None, "vantan"),
        ("removed", "vagen", "indicators", "klara", None),
    ]
    (change,) = between(tmp_path / "2", plan=("id: kurs, title: Kurs i svenska", "id: kurs, title: Svenska"))
    assert [step.field for step in change.steps] == ["activities", "title"]


def test_an_id_that_stands_for_something_else_now_loses_what_only_the_former_had(tmp_path: Path) -> None:
    fields = "id: x, title: X, unit: count, counts_people: false, direction: higher, statistics: {2023: 4}"
    registers = {
        "indicators": f"indicators:\n  - {{{fields}}}\n",
        "bodies": "bodies:\n  - {id: x, title: X, kind: unit}\n",
    }
    states = [
        earlier(write(tmp_path / name, smallest() | {f"plans/{name}.yml": text}), SETTINGS)
        for name, text in registers.items()
    ]
    acts = {what: act for act, name, what, _, _ in as_rows(changes(*states)) if name == "x"}
    assert acts["statistics"] == "removed"


def test_a_decision_that_was_added_is_known_as_such(tmp_path: Path) -> None:
    first = "  - {body: arbetsnamnden, date: 2023-01-18"
    (change,) = between(tmp_path, plan=(first, f"  - {{body: arbetsnamnden, date: 2024-02-02}}\n{first}"))
    assert change.decision is not None
    assert str(change.decision.date) == "2024-02-02"


def test_measurements_of_a_result_are_compared_one_by_one(tmp_path: Path) -> None:
    found = as_rows(between(tmp_path, result=("borjade: 142\n", "borjade: 143\n")))
    assert [each[:3] for each in found] == [("changed", "vagen/2024", "borjade/value")]


def test_nodes_come_and_go_complete(tmp_path: Path) -> None:
    area = '  - id: "1.11"\n    title: Nytt\n    text: Kommunen bör mer.\n    modality: should\n---'
    (change,) = [change for change in between(tmp_path, **{"plans/gamla-vagen/plan.md": None}) if not change.steps]
    assert (change.act, change.id, change.kind, change.steps) == (Act.REMOVED, "gamla-vagen", NodeKind.PLAN, ())
    found = between(tmp_path / "2", area=("[arbetsnamnden]\n---", f"[arbetsnamnden]\n{area}"))
    assert [(each.act, each.id, each.kind) for each in found] == [(Act.ADDED, "1.11", NodeKind.COMMITMENT)]


def test_a_renamed_node_is_the_same_node(tmp_path: Path) -> None:
    found = between(
        tmp_path, **{"plans/gamla-vagen/plan.md": ("id: gamla-vagen", "id: aldre\nformerly: [gamla-vagen]")}
    )
    assert [each for each in found if each.id == "aldre"] == []


def test_a_renamed_indicator_changes_nothing_within_the_measurements_of_a_result(tmp_path: Path) -> None:
    found = between(
        tmp_path,
        **{
            "plans/indicators.yml": ("id: borjade, ", "id: borjat, formerly: [borjade], "),
            "plan": ("[borjade, klara]", "[borjat, klara]"),
            "result": (
                "borjade: 142\n  klara: {value: 72, of: borjade}",
                "borjat: 142\n  klara: {value: 72, of: borjat}",
            ),
        },
    )
    assert as_rows(found) == []


def test_what_only_follows_a_renaming_is_no_change(
    tmp_path: Path,
) -> None:
    root = thread(tmp_path)
    commit(root, "2023-02-01", {PLAN: (root / PLAN).read_text(encoding="utf-8").replace("tio veckor", "elva veckor")})
    changed(root, PLAN, ("id: vagen\n", "id: stigen\n"), ("[vagen-2022]", "[vagen-2022, vagen]"))
    changed(root, PLAN, ("responsible: vagvisarna\n", "responsible: visarna\n"))
    changed(root, PLAN, ("responsible: vagvisarna}", "responsible: visarna}"))
    changed(root, "plans/bodies.yml", ("{id: vagvisarna,", "{id: visarna,"), ("[lotsarna]", "[lotsarna, vagvisarna]"))
    changed(root, "plans/vagen/results/2024.md", ("plan: vagen", "plan: stigen"))
    commit(root, "2023-03-01")
    loaded = load(root, draw=False)
    history = histories_of(root, loaded.publication, read_log(root))["stigen"]
    found = [(edit.day, each.act, each.id, each.steps) for edit in history.edits for each in edit.changes]
    prose = (FieldStep("prose", prose=True),)
    assert found == [
        ("2023-02-01", Act.CHANGED, "stigen", prose),
        ("2023-01-10", Act.ADDED, "stigen", ()),
        ("2023-01-10", Act.ADDED, "stigen/2024", ()),
    ]


def test_a_translation_that_only_follows_a_renaming_is_no_change(tmp_path: Path) -> None:
    def words(name: str, text: str) -> str:
        member = f'{{id: "{name}", title: Short, text: {text}}}'
        return f"---\nkind: focus-area\ntitle: More in work\ncommitments: [{member}]\n---\n"

    root = thread(tmp_path)
    changed(root, "mkdocs.yml", ("  publication:\n", "  publication:\n    languages: [{code: en}]\n"))
    commit(root, "2023-01-15", {"docs/omrade.en.md": words("1.10", "Open short ways.")})
    commit(root, "2023-01-20", {"docs/omrade.en.md": words("1.10", "Open a short way.")})
    changed(root, "docs/omrade.md", ('id: "1.10"', 'id: "1.9"\n    formerly: ["1.10"]'))
    changed(root, PLAN, ('serves: ["1.10"]', 'serves: ["1.9"]'))
    commit(root, "2023-02-01", {"docs/omrade.en.md": words("1.9", "Open a short way.")})
    commit(root, "2023-03-01", {"docs/omrade.en.md": words("1.9", "Open shorter ways.")})
    loaded = load(root, draw=False)
    history = histories_of(root, loaded.publication, read_log(root))["strategin"]
    found = [(edit.day, each.act, each.id, each.steps) for edit in history.edits for each in edit.changes if each.steps]
    english = (FieldStep("translation", "en", prose=True),)
    assert found == [
        ("2023-03-01", Act.CHANGED, "1.9", english),
        ("2023-01-20", Act.CHANGED, "1.9", english),
        ("2023-01-15", Act.ADDED, "omrade-1", english),
        ("2023-01-15", Act.ADDED, "1.9", english),
    ]


def test_a_decision_is_another_one_on_another_day_whatever_its_paragraph(tmp_path: Path) -> None:
    before = '  - {body: arbetsnamnden, date: 2022-02-01, paragraph: "7"}\n'
    (change,) = between(tmp_path, plan=("decisions:\n", f"decisions:\n{before}"))
    assert (change.act, change.id, change.steps[0].field) == (Act.ADDED, "vagen", "decisions")
    assert str(change.after.date) == "2022-02-01"
