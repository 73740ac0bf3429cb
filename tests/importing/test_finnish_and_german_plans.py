"""Action plans and their reports in German and in Finnish: every cell in its field, under the headers used there."""

from pathlib import Path

import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.followed_plans import HeldPlan, plans_followed
from publisher.importing.form.accounting import account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.actions import day_in
from publisher.importing.meaning.tables import table_proposal
from publisher.importing.table_readers.delimited import read
from publisher.language import Language
from tests.importing.test_cells import NOTHING, lost, value


def proposed(folder: Path, language: str, rows: list[list[str]]) -> tuple[SourceFile, Proposal]:
    file = folder / "taulukko.csv"
    file.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    source = read(file, "", language)
    return source, table_proposal(source, Language(language), NOTHING, TableAsked())


def test_a_german_table_of_actions(tmp_path: Path) -> None:
    rows = [
        ["Nr.", "Maßnahme", "Zuständigkeit", "Beginn", "Umsetzung bis", "Sachstand", "Beteiligte", "Bemerkungen"],
        ["M1", "Radweg bauen", "Tiefbauamt", "01.03.2025", "31.12.2026", "in Umsetzung", "Landkreis", "Zwei km."],
        ["M2", "Autos umstellen", "Bauamt", "2025", "4. Quartal 2027", "noch nicht begonnen", "", ""],
    ]
    source, made = proposed(tmp_path, "de", rows)
    assert value(made, "plan.md", "activities") == [
        {"id": "radweg-bauen", "title": "M1 Radweg bauen", "status": "ongoing",
         "text": "Zwei km. Beteiligte: Landkreis.", "responsible": "tiefbauamt",
         "period": {"from": "2025-03-01", "to": "2026-12-31"}},
        {"id": "autos-umstellen", "title": "M2 Autos umstellen", "status": "planned", "responsible": "bauamt",
         "period": {"from": "2025", "to": "2027-12"}},
    ]  # fmt: skip
    assert lost(account(source, made)) == {}


def test_a_finnish_table_of_actions(tmp_path: Path) -> None:
    rows = [
        ["Nro", "Toimenpide", "Vastuutahot", "Aikataulu", "Tila", "Huomiot"],
        ["1.1", "Avataan sali", "Vapaa-aikalautakunta", "2025–2026", "käynnissä", "Sali on pieni."],
        ["1.2", "Palkataan psykologi", "Sivistyslautakunta", "31.8.2025 mennessä", "toteutunut", ""],
    ]
    source, made = proposed(tmp_path, "fi", rows)
    first, second = value(made, "plan.md", "activities")
    assert (first["title"], first["status"], first["period"]) == (
        "1.1 Avataan sali",
        "ongoing",
        {"from": "2025", "to": "2026"},
    )
    assert (first["text"], first["responsible"]) == ("Sali on pieni.", "vapaa-aikalautakunta")
    assert (second["status"], second["due"]) == ("done", "2025-08-31")
    assert lost(account(source, made)) == {}


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [("vuoden 2025 loppuun mennessä", "fi", ""), ("2025 loppuun mennessä", "fi", "2025"), ("senast 2027", "sv", "2027"),
     ("elokuu 2025 mennessä", "fi", "2025-08")],
)  # fmt: skip
def test_words_for_a_deadline_stand_before_it_or_behind(text: str, language: str, day: str) -> None:
    assert day_in(text, language, last=True) == day


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("2025–2027", "2026"), [{"from": "2025", "to": "2027"}, "2026"]),
        (("2025", "2026"), [None, None]),
    ],
)
def test_a_column_of_periods_says_when_actions_go_on_if_one_is_a_span(
    tmp_path: Path, cells: tuple[str, str], found: list[object]
) -> None:
    rows = [["Maßnahme", "Zeitraum", "Status"], ["Dächer", cells[0], "geplant"], ["Beratung", cells[1], "geplant"]]
    _, made = proposed(tmp_path, "de", rows)
    activities = value(made, "plan.md", "activities")
    assert [each.get("period", each.get("due")) for each in activities] == found
    assert ["Zeitraum" in each.get("text", "") for each in activities] == [each is None for each in found]


@pytest.mark.parametrize(
    ("language", "title", "header", "judged"),
    [
        ("de", "Fortschrittsbericht 2025 zum Klimaplan 2025–2028",
         ["Indikator", "Ist 2024", "Ist 2025", "Ziel 2026", "Bewertung"], "teilweise erreicht"),
        ("fi", "Hyvinvointisuunnitelman 2025–2028 seuranta 2025",
         ["Mittari", "Toteuma 2024", "Toteuma 2025", "Tavoite 2026", "Arvio"], "osittain toteutunut"),
        ("sv", "Uppföljning 2025 av klimatplanen 2025–2028",
         ["Indikator", "Utfall 2024", "Utfall 2025", "Mål 2026", "Bedömning"], "delvis uppfyllt"),
    ],
)  # fmt: skip
def test_a_judgement_in_a_report_is_of_its_year(
    tmp_path: Path, language: str, title: str, header: list[str], judged: str
) -> None:
    _, made = proposed(tmp_path, language, [[title], header, ["Anteil (%)", "36", "39", "45", judged]])
    assert value(made, "/2025.md", "targets") == {"anteil": {"judgement": "partly"}}
    assert value(made, "/2025.md", "measurements") == {"anteil": "39"}
    assert not any(file.path.endswith("2026.md") for file in made.files)


def test_a_german_report_on_the_state_of_actions_names_its_plan() -> None:
    held = HeldPlan("p", "Klimaplan der Stadt Ekbach 2025–2028", "plans/p", None, {}, frozenset(), {})
    title = "Umsetzungsstand der Maßnahmen im Klimaplan der Stadt Ekbach, Stand 31.08.2025"
    assert plans_followed(title, [held], "de") == [held]
