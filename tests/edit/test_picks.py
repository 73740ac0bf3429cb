"""Removing what others pick from a list, an activity or a group: who refers to it is shown, and goes along if asked."""

from difflib import unified_diff
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.pipeline import load
from publisher.problem import stops
from tests.edit.filling import fields_of, open_form, refused, send

PLAN = "plans/branschspar/plan.md"
RESULTS = "plans/branschspar/results"


def _removed(before: str, after: str) -> list[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def _without(pairs: list[tuple[str, str]], member: str) -> list[tuple[str, str]]:
    return [pair for pair in pairs if not pair[0].startswith(f"{member}/")]


def test_an_activity_goes_with_what_results_and_translations_say_of_it(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("plans/**/*.md")
    }
    at = next(
        name.split("/")[1] for name, value in open_form(client, PLAN) if value == "handel" and name.endswith("/id")
    )
    pairs = _without(open_form(client, PLAN), f"activities/{at}")
    asked = send(client, pairs, "save")
    assert asked.status_code == 409 and 'value="save:clear"' in asked.text
    assert {path: (root / path).read_text(encoding="utf-8") for path in before} == before
    assert "Branschspår 2022" in refused(asked) and "Branschspår (engelska)" in refused(asked)
    saved = send(client, fields_of(asked.text), "save:clear")
    assert saved.status_code == 303, refused(saved)
    changed = {path: _removed(text, (root / path).read_text(encoding="utf-8")) for path, text in before.items()}
    changed = {path: lines for path, lines in changed.items() if lines}
    assert {*changed} == {PLAN, "plans/branschspar/plan.ar.md", "plans/branschspar/plan.en.md",
                          *(f"{RESULTS}/{year}.md" for year in (2022, 2023, 2024))}  # fmt: skip
    assert all(line.startswith("-") for lines in changed.values() for line in lines)
    assert changed[f"{RESULTS}/2022.md"] == ["-  handel: {status: ongoing, comment: Nytt spår med elva deltagare.}"]
    assert not stops(load(root, draw=False).problems)
    page = client.get(f"/.edit/form?file={PLAN}&done=saved", base_url="http://127.0.0.1").text
    assert send(client, fields_of(page), "undo").status_code == 303
    assert {path: (root / path).read_text(encoding="utf-8") for path in before} == before


@pytest.mark.parametrize("consent", ["save:follow", "save:clear"])
def test_a_renamed_activity_is_never_removed_elsewhere(desk: tuple[Path, Client, str], consent: str) -> None:
    root, client, _ = desk
    before = (root / RESULTS / "2022.md").read_text(encoding="utf-8")
    pairs = open_form(client, PLAN)
    given = [(name, "butik" if value == "handel" and name.endswith("/id") else value) for name, value in pairs]
    answer = send(client, given, "save")
    assert answer.status_code == 409 and 'value="save:clear"' not in answer.text
    assert (root / RESULTS / "2022.md").read_text(encoding="utf-8") == before
    assert send(client, given, consent).status_code == 303
    after = (root / RESULTS / "2022.md").read_text(encoding="utf-8")
    assert after == before.replace("  handel: {", "  butik: {")
    assert "id: butik" in (root / PLAN.replace(".md", ".en.md")).read_text(encoding="utf-8")
    assert "formerly" not in (root / PLAN).read_text(encoding="utf-8")
    assert not stops(load(root, draw=False).problems)


def test_a_renamed_theme_gets_no_former_id(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_text(encoding="utf-8")
    given = [(name, "arbete" if value == "till-arbete" else value) for name, value in open_form(client, PLAN)]
    assert send(client, given, "save:follow").status_code == 303
    after = (root / PLAN).read_text(encoding="utf-8")
    assert _removed(before, after) == [
        "-  - id: till-arbete", "+  - id: arbete", "-    theme: till-arbete", "+    theme: arbete"
    ]  # fmt: skip
    assert not stops(load(root, draw=False).problems)


def test_an_indicator_whose_target_alone_serves_a_commitment_can_go(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    pairs = open_form(client, "plans/indicators.yml")
    member = next(name.rpartition("/")[0] for name, value in pairs if value == "sprakpraktik" and name.endswith("/id"))
    asked = send(client, _without(pairs, member), "save")
    assert asked.status_code == 409 and "Språk och jobb" in refused(asked), refused(asked)
    assert send(client, fields_of(asked.text), "save:clear").status_code == 303
    assert not stops(load(root, draw=False).problems)
