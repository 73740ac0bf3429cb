"""The page of history: what changed when, by which decision, and what is said where nobody knows."""

import shutil
from pathlib import Path

from tests.publications import page, without_problems
from tests.repository import PLAN, THREAD, changed, commit, git, thread

HISTORY = "planer/vagen/historik.md"
DECISION = '  - {body: arbetsnamnden, date: 2023-01-18, paragraph: "7", reference: AN 2023/12}\n'


def history(root: Path, path: str = HISTORY) -> str:
    return page(without_problems(root), path).markdown


def test_each_day_says_what_changed_and_by_which_decision(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(
        root, PLAN, (DECISION, f"{DECISION}  - {{body: arbetsnamnden, date: 2024-02-01}}\n"), ("2024: 70", "2024: 75")
    )
    commit(root, "2024-02-03")
    changed(root, "plans/vagen/results/2024.md", ("Kön blev längre.", "Kön blev kortare."))
    commit(root, "2024-03-01")
    days = history(root).split("\n## ")
    assert [day.split(" {")[0] for day in days[1:]] == ["1 mars 2024", "3 februari 2024", "10 januari 2023"]
    assert (
        "- [Vägen till arbete, resultat 2024](../../resultat/2024/vagen.md): **Ändrat:** den löpande texten" in days[1]
    )
    assert "Beslut som kom till:\n\n- [Arbetsnämnden](../../ansvar/arbetsnamnden.md), 1 februari 2024" in days[2]
    assert "- **Ändrat:** mål Klara som fick arbete, år 2024 från 70 % till 75 %" in days[2]
    assert "- **Publicerad första gången**\n- [Vägen till arbete, resultat 2024]" in days[3]
    assert "Datumen visar när ändringarna publicerades." in days[0]


def test_several_commits_of_a_day_are_one_change(tmp_path: Path) -> None:
    root = thread(tmp_path)
    for words in (("2024: 70", "2024: 72"), ("2024: 72", "2024: 75")):
        changed(root, PLAN, words)
        commit(root, "2024-02-03")
    changed(root, PLAN, ("2024: 75", "2024: 80"))
    commit(root, "2024-02-04")
    changed(root, PLAN, ("2024: 80", "2024: 75"))
    commit(root, "2024-02-04")
    text = history(root)
    assert "från 70 % till 75 %" in text
    assert "72" not in text
    assert "4 februari" not in text, "what was taken back the same day never changed"


def test_drafts_from_before_the_publication_are_no_history(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(root, PLAN, ("2024: 70", "2024: 75"))
    commit(root, "2024-02-03")
    changed(root, "mkdocs.yml", ("  publication:\n", "  publication:\n    published: 2024-03-01\n"))
    commit(root, "2024-02-28")
    changed(root, PLAN, ("2024: 75", "2024: 80"))
    commit(root, "2024-03-05")
    loaded = without_problems(root)
    days = page(loaded, HISTORY).markdown.split("\n## ")
    assert [day.split(" {")[0] for day in days[1:]] == ["5 mars 2024", "1 mars 2024"]
    assert "från 75 % till 80 %" in days[1]
    assert "**Publicerad första gången**" in days[2]
    assert "70 %" not in "".join(days)
    assert set(loaded.site_map.publication.changed.values()) == {"2024-03-01", "2024-03-05"}


def test_strategy_is_followed_with_its_parts(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(root, "docs/omrade.md", ("modality: shall", "modality: should"))
    commit(root, "2024-02-03")
    text = history(root, "strategi/historik.md")
    assert "- [1.10 Korta vägar till arbete](../ataganden/1.10.md): **Ändrat:** ordval från ska till bör" in text


def test_a_state_that_nobody_can_read_today_is_said_to_be_so(tmp_path: Path) -> None:
    root = thread(tmp_path)
    sound = (root / PLAN).read_text(encoding="utf-8")
    commit(root, "2024-02-03", {PLAN: "no front matter"})
    commit(root, "2024-02-05", {PLAN: sound})
    assert "den äldre versionen" in history(root).lower()


def test_without_git_or_with_some_of_it_the_history_is_not_known(tmp_path: Path) -> None:
    shutil.copytree(THREAD, tmp_path / "plain")
    assert "Historiken visas inte," in history(tmp_path / "plain")
    thread(tmp_path / "origin")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'origin'}", "shallow")
    assert "Historiken visas inte," in history(tmp_path / "shallow")


def test_what_is_not_committed_yet_has_no_history(tmp_path: Path) -> None:
    root = thread(tmp_path)
    shutil.copytree(root / "plans/vagen", root / "plans/ny")
    changed(root, "plans/ny/plan.md", ("id: vagen\n", "id: ny\n"), ("formerly: [vagen-2022]\n", ""))
    changed(root, "plans/ny/results/2024.md", ("plan: vagen", "plan: ny"))
    assert "Historiken visas inte," in history(root, "planer/ny/historik.md")


def test_nobody_is_named(tmp_path: Path) -> None:
    assert "a@example.se" not in history(thread(tmp_path))


def test_plan_and_history_lead_to_each_other_on_the_site_only(tmp_path: Path) -> None:
    loaded = without_problems(thread(tmp_path))
    assert "](vagen/historik.md)" in page(loaded, "planer/vagen.md").markdown
    assert "[Tillbaka till Vägen till arbete](../vagen.md)" in page(loaded, HISTORY).markdown
    assert [each.path for each in loaded.pages if each.kind.name == "history" and not each.printed] == [
        "strategi/historik.md",
        "planer/vagen/historik.md",
        "planer/gamla-vagen/historik.md",
    ]


def test_the_same_commits_give_the_same_page(tmp_path: Path) -> None:
    first, second = thread(tmp_path / "a"), thread(tmp_path / "b")
    assert history(first) == history(second)


def test_a_suppressed_group_is_not_disclosed_by_its_past(tmp_path: Path) -> None:
    root, result = thread(tmp_path), "plans/vagen/results/2024.md"
    changed(root, "mkdocs.yml", ("  publication:\n", "  publication:\n    smallest_group: 5\n"))
    for number, (before, after) in enumerate([("72", "4"), ("4,", "3,"), ("3,", "61,")], 1):
        changed(root, result, (f"klara: {{value: {before}", f"klara: {{value: {after}"))
        commit(root, f"2024-03-0{number}")
    text = history(root)
    assert "blev klara" not in text, "what it changed from and to is hidden, or would give away what is"
    assert "2024-03-0" not in text, "no day without an entry"
