"""Actions in lists below headings that say that actions follow: by whom and when, and what they serve."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal
from tests.importing.test_row_names import value
from tests.importing.test_stated_actions import document, plan, source


def shown(made: Proposal) -> list[dict[str, str]]:
    return [{key: str(said) for key, said in each.items() if key not in {"id", "status"}}
            for each in value(made, "plan.md", "activities")]  # fmt: skip


def texts(made: Proposal) -> list[str]:
    return [block.text for block in made.files[0].prose]


def asked(made: Proposal) -> set[tuple[str, str]]:
    return {(doubt.code, str(doubt.facts.get("heading", ""))) for file in made.files for _, piece in file.pieces()
            for cell in piece.cells for doubt in cell.doubts}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "heading", "entry", "expected"),
    [
        ("sv", "Aktiviteter", "Laga broar – tekniska nämnden – 2026",
         {"responsible": "tekniska-namnden", "due": "2026"}),
        ("sv", "Det här ska vi göra", "Laga broar (tekniska nämnden, 2025–2026)",
         {"responsible": "tekniska-namnden", "period": "{'from': '2025', 'to': '2026'}"}),
        ("sv", "Prioriterade åtgärder 2026", "Laga broar. Ansvarig: Tekniska nämnden",
         {"responsible": "tekniska-namnden"}),
        ("sv", "Aktiviteter och insatser", "Laga broar (klart: juni 2026)", {"due": "2026-06"}),
        ("sv", "Så når vi målet", "Laga broar. Minst två varje år.", {"text": "Minst två varje år."}),
        ("sv", "Aktiviteter", "Laga broar – löpande", {"text": "Tidplan: löpande."}),
        ("sv", "Aktiviteter", "Laga broar – etapp 2 – södra delen", {"title": "Laga broar – etapp 2 – södra delen"}),
        ("sv", "Aktiviteter", "Laga broar (även på Östra holmen)", {"title": "Laga broar (även på Östra holmen)"}),
        ("da", "Indsatser", "Laga broar – Teknikudvalget – marts 2026",
         {"responsible": "teknikudvalget", "due": "2026-03"}),
        ("nb", "Dette skal vi gjøre", "Laga broar (Teknisk etat, 2027)",
         {"responsible": "teknisk-etat", "due": "2027"}),
        ("en", "Key actions", "Laga broar (Lead: Highways, by March 2027)",
         {"responsible": "highways", "due": "2027-03"}),
        ("fi", "Toimenpiteet", "Laga broar – tekninen lautakunta – 2026",
         {"responsible": "tekninen-lautakunta", "due": "2026"}),
    ],
)  # fmt: skip
def test_an_entry_is_an_activity(
    tmp_path: Path, language: str, heading: str, entry: str, expected: dict[str, str]
) -> None:
    made = plan(tmp_path, f"## {heading}\n\n- {entry}\n- Riva skjul", language)
    assert shown(made) == [{"title": "Laga broar", **expected}, {"title": "Riva skjul"}]
    assert asked(made) == {("actions-of-list", heading)}
    # The entries are fields now, and a heading without them says nothing.
    assert texts(made) == []


def test_what_an_activity_serves_is_the_goal_above_its_heading(tmp_path: Path) -> None:
    made = plan(tmp_path, "## Mål 1: Säkra broar\n\nBroarna är gamla.\n\n### Aktiviteter\n\n- Laga broar", "sv")
    assert shown(made) == [{"title": "Laga broar", "text": "Mål 1: Säkra broar."}]
    assert texts(made) == ["Mål 1: Säkra broar", "Broarna är gamla."]


def test_deeper_entries_are_said_of_the_one_above(tmp_path: Path) -> None:
    made = plan(tmp_path, "## Aktiviteter\n\n- Laga broar\n    - Norrbron\n    - Söderbron\n- Riva skjul", "sv")
    assert shown(made) == [{"title": "Laga broar", "text": "Norrbron; Söderbron"}, {"title": "Riva skjul"}]


@pytest.mark.parametrize("line", ["Aktiviteter:", "Åtgärder under 2026:", "Det här ska vi göra:"])
def test_a_line_with_a_colon_says_it_as_well(tmp_path: Path, line: str) -> None:
    made = plan(tmp_path, f"## Broar\n\nBroarna är gamla.\n\n{line}\n\n- Laga broar\n- Riva skjul", "sv")
    assert [each["title"] for each in shown(made)] == ["Laga broar", "Riva skjul"]
    assert texts(made) == ["Broar", "Broarna är gamla."]


def test_who_is_responsible_in_a_table_is_known_in_a_list(tmp_path: Path) -> None:
    table = "| Measure | Target 2026 | Lead |\n| --- | --- | --- |\n| Safe bridges | 80% | Highways Team |"
    made = plan(tmp_path, f"## Actions\n\n- Mend bridges – Highways Team – 2026\n\n## Measures\n\n{table}", "en")
    assert shown(made) == [{"title": "Mend bridges", "responsible": "highways-team", "due": "2026"}]


@pytest.mark.parametrize("heading", ["Lokaler", "Mål och aktiviteter", "Genomförda åtgärder", "Åtgärdernas kostnad"])
def test_other_lists_have_no_activities(tmp_path: Path, heading: str) -> None:
    made = plan(tmp_path, f"## {heading}\n\n- Laga broar\n- Riva skjul", "sv")
    assert "activities" not in made.files[0].fields
    assert [text for text in texts(made) if text != heading] == ["Laga broar", "Riva skjul"]


def test_every_line_is_accounted_for(tmp_path: Path) -> None:
    read = source(tmp_path, "Handlingsplan", "## Aktiviteter\n\n- Laga broar – 2026\n- Riva skjul", "sv")
    made = plan(tmp_path, "## Aktiviteter\n\n- Laga broar – 2026\n- Riva skjul", "sv")
    fates = {each.line.text.strip("#- "): each.fate for each in account(read, made)}
    assert {key: fates[key] for key in ("Aktiviteter", "Laga broar – 2026", "Riva skjul")} == {
        "Aktiviteter": Fate.UNCERTAIN, "Laga broar – 2026": Fate.UNCERTAIN, "Riva skjul": Fate.UNCERTAIN,
    }  # fmt: skip


def activities(made: Proposal) -> Any:
    return [
        each["title"] for file in made.files if file.kind == "plan" for each in value(made, file.path, "activities")
    ]


def test_a_steering_document_keeps_its_list_and_has_a_plan_if_it_says_by_whom(tmp_path: Path) -> None:
    text = "## Vision\n\nKommunen ska ha säkra broar.\n\n## Åtgärder\n\n- Laga broar{}\n- Riva skjul"
    _, made = document(tmp_path, "Brostrategi", text.format(" – tekniska nämnden"))
    assert activities(made) == ["Laga broar", "Riva skjul"]
    assert "Laga broar – tekniska nämnden" in {block.text for file in made.files for block in file.prose}
    _, made = document(tmp_path, "Brostrategi", text.format(""))
    assert activities(made) == []
    assert [doubt.code for file in made.files for mark in file.marks for doubt in mark.doubts] == ["actions-in-list"]
