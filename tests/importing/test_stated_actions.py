"""Actions, goals and judgements that paragraphs state by labels, outside tables, in several languages."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.plans import action_plan, is_plan, with_targets
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_cells import NOTHING
from tests.importing.test_row_names import value


def source(folder: Path, title: str, text: str, language: str) -> SourceFile:
    (folder / "plan.md").write_text(f"# {title}\n\n{text}", encoding="utf-8")
    return read_source(folder / "plan.md", None, language)


def plan(folder: Path, text: str, language: str) -> Proposal:
    read = source(folder, {"sv": "Handlingsplan", "da": "Handleplan", "nb": "Handlingsplan", "en": "Action plan",
                           "fi": "Toimenpideohjelma"}[language], text, language)  # fmt: skip
    return action_plan(read, Language(language), Asked(), NOTHING, TableAsked())


def document(folder: Path, title: str, text: str, language: str = "sv") -> tuple[SourceFile, Proposal]:
    read = source(folder, title, text, language)
    made = steering_document(read, language, Asked(), set())
    return read, with_targets(read, made, Language(language), NOTHING, TableAsked())


def asked(made: Proposal) -> set[str]:
    return {doubt.code for file in made.files for _, piece in file.pieces() for cell in piece.cells
            for doubt in cell.doubts}  # fmt: skip


def reports(made: Proposal) -> Any:
    return {file.path.rpartition("/")[2]: value(made, file.path, "targets") for file in made.files
            if file.kind == "result" and "targets" in file.fields}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "## Läxhjälp\n\nAnsvarig: Skolnämnden\n\nKlart senast: 2026-06\n\nStatus: Pågår",
         {"title": "Läxhjälp", "status": "ongoing", "responsible": "skolnamnden", "due": "2026-06"}),
        ("sv", "## Skola\n\n- Aktivitet: Läxhjälp\n- Ansvarig: Skolnämnden\n- När: Q3 2025",
         {"title": "Läxhjälp", "status": "unknown", "text": "Skola.", "responsible": "skolnamnden", "due": "2025-09"}),
        ("sv", "## Skola\n\n**Läxhjälp**\n\nAnsvarig:\n\nSkolnämnden\n\nStatus:\n\nEj påbörjad",
         {"title": "Läxhjälp", "status": "planned", "text": "Skola.", "responsible": "skolnamnden"}),
        ("da", "## Tiltag: Lektiehjælp\n\nAnsvarlig: Skoleudvalget\n\nFrist: 2026\n\nStatus: I gang",
         {"title": "Lektiehjælp", "status": "ongoing", "responsible": "skoleudvalget", "due": "2026"}),
        ("nb", "## Skole\n\n- Tiltak: Leksehjelp\n- Ansvar: Oppvekstetaten\n- Status: Ferdig",
         {"title": "Leksehjelp", "status": "done", "text": "Skole.", "responsible": "oppvekstetaten"}),
        ("en", "## Homework club\n\nStage: Completed\n\nDue date: 31 March 2026",
         {"title": "Homework club", "status": "done", "due": "2026-03-31"}),
        ("fi", "## Toimenpide: Läksykerho\n\nVastuutaho: Koulutuslautakunta\n\nTila: Käynnissä",
         {"title": "Läksykerho", "status": "ongoing", "responsible": "koulutuslautakunta"}),
    ],
)  # fmt: skip
def test_an_action_by_its_labels(tmp_path: Path, language: str, text: str, expected: dict[str, str]) -> None:
    made = plan(tmp_path, text, language)
    [activity] = value(made, "plan.md", "activities")
    assert {key: str(said) for key, said in activity.items() if key != "id"} == expected
    assert asked(made) == {"action-of-text"}
    # What became fields does not stand in the text as well.
    assert expected["title"] not in " ".join(block.text for block in made.files[0].prose)


def test_what_stands_behind_an_action_is_not_of_the_indicator_before_it(tmp_path: Path) -> None:
    text = (
        "## Skola\n\n- Indikator: Andel nöjda\n- Mål 2026: 75 %\n- Aktivitet: Läxhjälp\n- Ansvarig: Skolnämnden\n"
        "- Utfall 2024: 71,4 %"
    )
    made = plan(tmp_path, text, "sv")
    [target], [activity] = value(made, "plan.md", "targets"), value(made, "plan.md", "activities")
    assert "responsible" not in target
    assert target["values"] == {"2026": "75"}
    assert activity["responsible"] == "skolnamnden"
    assert value(made, "2024.md", "measurements") == {"andel-nojda": "71.4"}


@pytest.mark.parametrize(
    "text",
    [
        "Ansvarig: Skolnämnden\n\nStatus: Antagen",  # above all sections: of the document itself
        "## Om planen\n\nAnsvarig: Skolnämnden\n\nStatus: Antagen\n\nDiarienummer: KS 2024/12",
        "## Läxhjälp\n\nAnsvarig: Skolnämnden",
        "## Aktiviteter\n\nAnsvarig: Skolnämnden\n\nStatus: Pågår",
    ],
)
def test_other_labels_are_no_action(tmp_path: Path, text: str) -> None:
    made = plan(tmp_path, text, "sv")
    assert "activities" not in made.files[0].fields


def test_several_actions_make_a_plan_and_one_does_not(tmp_path: Path) -> None:
    one = "## Läxhjälp\n\nAnsvarig: Skolnämnden\n\nStatus: Pågår\n\n"
    assert not is_plan(source(tmp_path, "Program för skolan", one, "sv"), "sv", Asked())
    both = f"{one}{one.replace('Läxhjälp', 'Skolmat')}"
    assert is_plan(source(tmp_path, "Program för skolan", both, "sv"), "sv", Asked())
    _, made = document(tmp_path, "Program för skolan", one)
    assert [each["title"] for each in value(made, "plan.md", "activities")] == ["Läxhjälp"]


def test_numbers_below_a_heading_are_of_what_it_names(tmp_path: Path) -> None:
    _, made = document(
        tmp_path, "Miljöprogram", "## Klimat\n\n### Utsläpp\n\nMål 2030: 2,1 ton\n\nUtfall 2023: 4,3 ton"
    )
    [indicator] = value(made, "indicators.yml", "indicators")
    assert (indicator["title"], indicator["unit"]) == ("Utsläpp", "mass-tonne")
    assert [each["title"] for each in value(made, "plan.md", "themes")] == ["Klimat"]
    assert value(made, "plan.md", "targets")[0]["values"] == {"2030": "2.1"}
    assert value(made, "2023.md", "measurements") == {"utslapp": "4.3"}
    assert asked(made) == {"name-of-heading"}


@pytest.mark.parametrize(
    "text", ["- Andel nöjda: mål 2026: 75 %, utfall 2024: 71,4 %", "Andel nöjda (mål 2026: 75 %, utfall 2024: 71,4 %)"]
)
def test_numbers_behind_a_name(tmp_path: Path, text: str) -> None:
    made = plan(tmp_path, f"## Skola\n\n{text}", "sv")
    assert value(made, "indicators.yml", "indicators")[0]["title"] == "Andel nöjda"
    assert value(made, "plan.md", "targets")[0]["values"] == {"2026": "75"}
    assert value(made, "2024.md", "measurements") == {"andel-nojda": "71.4"}


def test_numbers_without_a_period_are_of_that_in_the_title_or_stay_text(tmp_path: Path) -> None:
    text = "Det här är en plan.\n\n## Skola\n\n### Andel nöjda\n\nMålvärde: 75 %, Utfall: 71 %"
    _, made = document(tmp_path, "Verksamhetsplan 2025", text)
    assert value(made, "plan.md", "targets")[0]["values"] == {"2025": "75"}
    read, made = document(tmp_path, "Verksamhetsplan", text)
    assert {file.kind for file in made.files} == {"strategy"}
    [line] = [each for each in account(read, made) if "71 %" in each.line.text]
    assert (line.fate, [doubt.code for doubt in line.doubts]) == (Fate.UNCERTAIN, ["target-in-text"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Fler läser\n\nBedömning: Delvis uppfyllt\n\nKommentar: Fler lånar.",
         {"value": "partly", "comment": "Fler lånar"}),
        ("### Fler läser\n\nMålet är uppfyllt. Fler lånar böcker.",
         {"value": "fulfilled", "comment": "Fler lånar böcker."}),
        ("### Fler läser\n\nMålet bedöms vara delvis uppfyllt.", "partly"),
        ("### Fler läser\n\nMålet bedöms delvis uppfyllas.", "partly"),
        ("### Fler läser\n\nMålet bedöms inte uppnås.", "unfulfilled"),
        ("### Fler läser\n\nMålet bedöms kunna nås under 2024.", "fulfilled"),
        ("### Fler läser\n\nMålet har inte uppnåtts vid årets slut.", "unfulfilled"),
        ("Mål: Fler läser\n\nMåluppfyllelse: Röd", "unfulfilled"),
        ("| Mål | Bedömning |\n| --- | --- |\n| Fler läser | 🟡 Delvis |", "partly"),
    ],
)  # fmt: skip
def test_a_goal_is_judged_without_a_number(tmp_path: Path, text: str, expected: object) -> None:
    _, made = document(tmp_path, "Årsredovisning 2024", f"## Kultur\n\n{text}")
    assert reports(made) == {"2024.md": {"fler-laser": {"judgement": expected}}}


@pytest.mark.parametrize(
    "text",
    [
        "### Fler läser\n\nMålet var att fler skulle läsa.",
        "### Fler läser\n\nMålet nås kanske.",
        "### Fler läser\n\nMålet beräknas nås under 2024.",
        "### Fler läser\n\nMålet kan nås under 2024.",
        "### Fler läser\n\nMålet bedöms uppfyllas till 2030.",
        "### Fler läser\n\nMålen bedöms delvis uppnås.",
        "### Fler läser\n\nBedömning: Vi lånar ut fler böcker.",
        "Målen är uppfyllda.",
    ],
)
def test_other_words_judge_nothing(tmp_path: Path, text: str) -> None:
    _, made = document(tmp_path, "Årsredovisning 2024", f"## Kultur\n\n{text}")
    assert {file.kind for file in made.files} == {"strategy"}


def test_a_quantity_at_the_beginning_of_a_paragraph_is_no_number_of_it(tmp_path: Path) -> None:
    read = source(
        tmp_path, "Plan", "## A\n\n75 % av alla\n\n12 ton\n\n3 Tredje\n\n2.1 att utreda\n\n4\\. att utreda", "sv"
    )
    assert [(each.number, each.text) for each in read.blocks[2:]] == [
        ("", "75 % av alla"), ("", "12 ton"), ("3", "Tredje"), ("2.1", "att utreda"), ("4", "att utreda"),
    ]  # fmt: skip


def test_a_table_of_labels_and_values_is_one_indicator(tmp_path: Path) -> None:
    rows = ["Indikator | Andel nöjda", "--- | ---", "Utfall 2024 | 71,4 %", "Mål 2027 | 80 %", "Ansvarig | Skolnämnden"]
    made = plan(tmp_path, "## Skola\n\n" + "\n".join(f"| {row} |" for row in rows), "sv")
    assert [each["title"] for each in value(made, "indicators.yml", "indicators")] == ["Andel nöjda"]
    [target] = value(made, "plan.md", "targets")
    assert (target["values"], target["responsible"]) == ({"2027": "80"}, "skolnamnden")
    assert value(made, "2024.md", "measurements") == {"andel-nojda": "71.4"}
    assert asked(made) == {"indicator-of-text"}


@pytest.mark.parametrize(
    "text",
    [
        "## Sammanfattning\n\nMål 2026: 75 %",
        "## Skola\n\nMål: 90 % av eleverna trivs 2026\n\nNuläge: 64 % (2024)",
        "## Skola\n\nNyckeltal: Andel nöjda: 65 % (2023), målet är 75 % 2027",
        "## Indikatorer\n\n- Andel nöjda, 75 % (2024: 71 %)",
    ],
)
def test_numbers_that_nothing_names_stay_text_and_are_asked_about(tmp_path: Path, text: str) -> None:
    read = source(tmp_path, "Handlingsplan", f"Det här är en plan.\n\n{text}", "sv")
    made = action_plan(read, Language("sv"), Asked(), NOTHING, TableAsked())
    assert [file.kind for file in made.files] == ["plan"]
    last = account(read, made)[-1]
    assert (last.fate, [doubt.code for doubt in last.doubts]) == (Fate.UNCERTAIN, ["target-in-text"])


@pytest.mark.parametrize(
    "text",
    [
        "## Kontakt\n\nAnsvarig: Skolchef\n\nStatus: Pågår",
        "## Skolmat\n\nVad: Mat\n\nVem: Alla\n\nNär: Alltid",
        "## Skolmat\n\nAnsvarig: Skolchef\n\nTid: Måndagar",
        "## Skolmat\n\nMål: God mat\n\nNuläge: 64 % (2024)\n\nDet går bra.\n\nAnsvarig: Skolchef\n\nStatus: Pågår",
    ],
)
def test_what_says_nothing_of_work_is_no_action(tmp_path: Path, text: str) -> None:
    assert "activities" not in plan(tmp_path, text, "sv").files[0].fields


def test_labels_before_dashes_and_in_bold_lines(tmp_path: Path) -> None:
    made = plan(tmp_path, "## Skolmat\n\nAnsvarig – Skolnämnden\nTidplan – 2025\nStatus – ej påbörjad", "sv")
    [activity] = value(made, "plan.md", "activities")
    assert (activity["responsible"], str(activity["due"]), activity["status"]) == ("skolnamnden", "2025", "planned")
    made = plan(tmp_path, "## Skola\n\nIndikator: Andel nöjda\n\n### Mål 2026: 75 %\n\nUtfall 2024: 71 %", "sv")
    assert value(made, "plan.md", "targets")[0]["values"] == {"2026": "75"}


def test_each_goal_has_its_own_judgement_and_indicators(tmp_path: Path) -> None:
    text = (
        "## Kultur\n\nMål: Fler läser\n\nBedömning: Gul\n\nIndikator: Antal lån\n\nUtfall 2024: 900\n\n"
        "Mål: Fler sjunger\n\nBedömning: Grön\n\nMål: Fler dansar\n\nIndikator: Antal danskurser\n\nUtfall 2024: 12"
    )
    _, made = document(tmp_path, "Årsredovisning 2024", text)
    assert reports(made) == {
        "2024.md": {"fler-laser": {"judgement": "partly"}, "fler-sjunger": {"judgement": "fulfilled"}}
    }
    assert value(made, "2024.md", "measurements") == {"antal-lan": "900", "antal-danskurser": "12"}
    texts = {each["indicator"]: each.get("text") for each in value(made, "plan.md", "targets")}
    assert texts == {"fler-laser": None, "antal-lan": "Mål: Fler läser.", "fler-sjunger": None,
                     "antal-danskurser": "Mål: Fler dansar."}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "The target was not met. Fewer homes were built.", "unfulfilled"),
        ("fi", "Tavoite toteutui osittain.", "partly"),
        ("nb", "Målet er nådd. Flere får hjelp.", "fulfilled"),
        ("da", "Målet er ikke opfyldt.", "unfulfilled"),
    ],
)
def test_a_sentence_that_judges_in_other_languages(tmp_path: Path, language: str, text: str, level: str) -> None:
    title = {
        "en": "Annual report 2024",
        "fi": "Toimintakertomus 2024",
        "nb": "Årsmelding 2024",
        "da": "Årsberetning 2024",
    }
    _, made = document(tmp_path, title[language], f"## Område\n\n### Flere boliger\n\n{text}", language)
    said = reports(made)["2024.md"]["flere-boliger"]["judgement"]
    assert (said["value"] if isinstance(said, dict) else said) == level


def test_list_items_with_labels_behind_them_are_actions(tmp_path: Path) -> None:
    text = (
        "## Klimat\n\nÅtgärder:\n\n- Bygg ut cykelvägarna. Ansvarig: Tekniska nämnden. Klart: 2027.\n"
        "- Elbilar – ansvarig: Serviceförvaltningen, status: pågår\n- Riv skjul. Ansvarig: Serviceförvaltningen.\n"
    )
    made = plan(tmp_path, text, "sv")
    found = value(made, "plan.md", "activities")
    assert [{key: str(said) for key, said in each.items() if key != "id"} for each in found] == [
        {"title": "Bygg ut cykelvägarna", "status": "unknown", "text": "Klimat.", "responsible": "tekniska-namnden",
         "due": "2027"},
        {"title": "Elbilar", "status": "ongoing", "text": "Klimat.", "responsible": "serviceforvaltningen"},
        {"title": "Riv skjul", "status": "unknown", "text": "Klimat.", "responsible": "serviceforvaltningen"},
    ]  # fmt: skip
    # The heading is in the texts of its activities, and has nothing left below it.
    assert not made.files[0].prose


def test_a_goal_with_a_label_that_gives_all_of_a_target_is_one(tmp_path: Path) -> None:
    goals = [
        "Delmål 1: Användningen av el ska vara högst 110 kWh/m² år 2027.",
        "Mål: Minska utsläppen med 70 % till 2030",
    ]
    read = source(tmp_path, "Handlingsplan", "## Energi\n\n" + "\n\n".join(goals), "sv")
    made = action_plan(read, Language("sv"), Asked(), NOTHING, TableAsked())
    [target] = value(made, "plan.md", "targets")
    assert target["values"] == {"2027": {"at_most": "110"}}
    assert value(made, "indicators.yml", "indicators")[0]["title"] == "Användningen av el"
    doubted = [[doubt.code for doubt in each.doubts] for each in account(read, made)]
    assert [codes.count("target-in-text") for codes in doubted] == [0, 0, 0, 1]


def test_what_an_activity_says_is_no_summary(tmp_path: Path) -> None:
    action = "Åtgärd: Utbilda chefer\n\nAnsvarig: Kansliet\n\nKlart senast: 2025"
    text = f"## Område\n\n{action}\n\n## Bakgrund\n\nPlanen är ny.\n"
    made = plan(tmp_path, text, "sv")
    assert value(made, "plan.md", "summary") == "Planen är ny."
