"""What stands beside names and above units: footnote marks, headers in two rows, words below Progress, initials."""

from pathlib import Path

import pytest

from publisher.importing.columns.header_words import dated
from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceLine
from publisher.importing.prose.commitments import commitments
from publisher.importing.prose.steering_words import words_of
from tests.importing.test_untidy_tables import doubts, proposed, value


def test_the_mark_of_a_note_is_no_part_of_a_name(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2024", "Mål 2028"], ["Bostäder¹", "1 312", "1 500"], ["Kötid (år)*", "8,1", "6"],
            ["Yta, m²", "12", "14"], ["Träd³", "9", "10"], ["¹ Enligt SCB"], ["* Medelvärde"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    found = {each["title"]: each.get("text") for each in value(made, "indicators.yml", "indicators")}
    # Nobody says what the last mark means.
    assert found == {"Bostäder": "Enligt SCB", "Kötid (år)": "Medelvärde", "Yta, m²": None, "Träd³": None}
    assert value(made, "2024.md", "measurements")["bostader"] == "1312"


def test_a_unit_below_its_name_is_one_header(tmp_path: Path) -> None:
    rows = [
        ["", "", "Kostnad", "Andel"],
        ["Åtgärd", "Ansvarig", "(tkr)", "(%)"],
        ["Byt lampor", "Nämnden A", "350", "4"],
    ]
    [activity] = value(proposed(tmp_path, rows), "plan.md", "activities")
    assert activity["text"] == "Kostnad (tkr): 350. Andel (%): 4."


def test_progress_in_words_is_a_status(tmp_path: Path) -> None:
    rows = [["Action", "Lead officer", "Progress"], ["Plant trees", "J. Smith", "In progress"],
            ["Open a library", "", "Complete"], ["Paint a bridge", "", "Not started"]]  # fmt: skip
    made = proposed(tmp_path, rows, "en")
    assert [each["status"] for each in value(made, "plan.md", "activities")] == ["ongoing", "done", "planned"]
    assert "body-person" in doubts(made)
    rows[1][2] = "We have planted most of them"
    made = proposed(tmp_path, rows, "en")
    assert {each["status"] for each in value(made, "plan.md", "activities")} == {"unknown"}


def test_the_year_of_a_target_may_be_in_its_header(tmp_path: Path) -> None:
    rows = [["Indikator", "Basår (2020)", "Nuläge 2024", "Målår 2030"], ["Utsläpp (ton)", "1 250", "890", "625"],
            ["Ekologisk mat", "32 %", "41 %", "minst 60 %"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert [each["values"] for each in value(made, "plan.md", "targets")] == [
        {"2030": "625"}, {"2030": {"at_least": "60"}},
    ]  # fmt: skip
    assert value(made, "2024.md", "measurements") == {"utslapp-ton": "890", "ekologisk-mat": "41"}


def test_yes_below_uppfyllt_is_a_judgement(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Mål 2024", "Utfall 2024", "Uppfyllt"], ["Trygghet (%)", "≥ 75", "71", "Delvis"],
            ["Brott (antal)", "< 850", "845", "Ja"], ["Olyckor (antal)", "0", "2", "Nej"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert [each["judgement"] for each in value(made, "2024.md", "targets").values()] == [
        "partly", "fulfilled", "unfulfilled",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("de", "III. Quartal 2025", "2025-Q3"),
        ("de", "I. Quartal 2026", "2026-Q1"),
        ("sv", "i kvartal 2 2025", "2025-Q2"),
    ],
)
def test_quarters_have_roman_numbers(language: str, text: str, period: str) -> None:
    assert str(dated(text, language).period) == period


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mål 2: alla barn ska lära sig simma.", "Alla barn ska lära sig simma"),
        ("Delmål: Nämnden bör öppna badet.", "Nämnden bör öppna badet"),
        ("Mål: 2027 ska badet vara öppet.", "2027 ska badet vara öppet"),
        ("Nämnden ska nå sitt mål: ett bad.", "Nämnden ska nå sitt mål: ett bad"),
    ],
)
def test_a_title_is_without_the_word_for_a_goal(text: str, title: str) -> None:
    [found] = commitments([SourceBlock(BlockSort.PARAGRAPH, text, (SourceLine(Origin(line=1), text),))], words_of("sv"))
    assert (found.title, found.text) == (title, text)


def test_names_beside_who_and_when_are_actions(tmp_path: Path) -> None:
    rows = [["Etapp", "Sträcka", "Ansvarig", "Byggstart", "Färdig"],
            ["1", "Storgatan", "Gatuenheten", "2025-03-01", "2025-10-15"],
            ["2", "Ringvägen", "Gatuenheten", "2026-04-01", "2026-09-30"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert [(each["title"], each["responsible"], each["period"]) for each in value(made, "plan.md", "activities")] == [
        ("Storgatan", "gatuenheten", {"from": "2025-03-01", "to": "2025-10-15"}),
        ("Ringvägen", "gatuenheten", {"from": "2026-04-01", "to": "2026-09-30"}),
    ]
    assert "action-of-column" in doubts(made)
    # Two rows of one name are no actions, and neither are numbers.
    rows[2][1] = "Storgatan"
    assert not [file for file in proposed(tmp_path, rows).files if "activities" in file.fields]


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (["Indikator", "Status 2024", "Resultatmål 2026"], "da"),
        (["Indikator", "Utgångsläge 2024", "Etappmål 2026"], "sv"),
        (["Indikator", "Nåsituasjon 2024", "Resultatmål 2026"], "nb"),
    ],
)
def test_a_compound_that_ends_as_a_goal_is_a_target_beside_a_year(
    tmp_path: Path, headers: list[str], language: str
) -> None:
    made = proposed(tmp_path, [headers, ["Besatte job (%)", "68", "80"]], language)
    assert value(made, "plan.md", "targets")[0]["values"] == {"2026": "80"}
    assert value(made, "2024.md", "measurements") == {"besatte-job": "68"}


@pytest.mark.parametrize(
    ("cell", "titles"),
    [
        ("Kompisar i varje skola\nLedare på rasterna", ["Kompisar i varje skola", "Ledare på rasterna"]),
        ("- Kompisar i varje skola\n- Ledare på rasterna", ["Kompisar i varje skola", "Ledare på rasterna"]),
        ("Kompisar i varje skola\nDe väljs av eleverna.", ["Kompisar i varje skola De väljs av eleverna."]),
        ("Kompisar i varje\nskola och på rasterna", ["Kompisar i varje skola och på rasterna"]),
    ],
)
def test_lines_of_a_cell_are_actions_if_each_is_one(tmp_path: Path, cell: str, titles: list[str]) -> None:
    made = proposed(tmp_path, [["Åtgärder", "Ansvarig", "Klart"], [cell, "Skolnämnden", "2026"]])
    found = value(made, "plan.md", "activities")
    assert [(each["title"], each["responsible"], str(each["due"])) for each in found] == [
        (title, "skolnamnden", "2026") for title in titles
    ]
    assert ("actions-in-cell" in doubts(made)) == (len(titles) > 1)
