"""Cells with more than one number or none: those of two groups, a change in per cent, a forecast or a colour."""

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from publisher.command.imports import import_
from publisher.pipeline import load
from publisher.problem import stops
from tests.importing.test_row_names import doubts, lost, proposed, value


@pytest.mark.parametrize(
    ("language", "name", "cell"),
    [
        ("sv", "Sjukfrånvaro, %", "8,1 (K: 8,9 / M: 5,2)"),
        ("sv", "Sjukfrånvaro, %", "8,1 (kvinnor 8,9, män 5,2)"),
        ("sv", "Sjukfrånvaro, %", "8,1 % [8,9 % kv; 5,2 % m]"),
        ("sv", "Sjukfrånvaro, % (K/M)", "8,1 (8,9/5,2)"),
        ("sv", "Sjukfrånvaro, % (män/kvinnor)", "8,1 (5,2/8,9)"),
        ("da", "Sygefravær, % (K/M)", "8,1 (8,9/5,2)"),
        ("en", "Sickness absence, %", "8.1 (F 8.9 / M 5.2)"),
        ("fi", "Sairauspoissaolot, %", "8,1 (N 8,9 / M 5,2)"),
    ],
)
def test_the_numbers_of_two_groups_behind_that_of_all(tmp_path: Path, language: str, name: str, cell: str) -> None:
    header = {"sv": ["Indikator", "Utfall 2024"], "da": ["Indikator", "Resultat 2024"],
              "en": ["Indicator", "Actual 2024"], "fi": ["Mittari", "Toteuma 2024"]}[language]  # fmt: skip
    source, made = proposed(tmp_path, [header, [name, cell]], language)
    [measured] = value(made, "2024.md", "measurements").values()
    assert measured["value"] == "8.1" and sorted(measured["groups"].values()) == ["5.2", "8.9"]
    [dimension] = value(made, "indicators.yml", "dimensions")
    women, _ = [group["id"] for group in dimension["groups"]]
    assert measured["groups"][women] == "8.9"
    assert lost(source, made) == {}


@pytest.mark.parametrize("header", ["Utfall 2024 (kv/m)", "Utfall 2024 (K/M)", "Utfall 2024 kvinnor/män"])
def test_the_header_says_which_groups_are_behind_the_number_of_all(tmp_path: Path, header: str) -> None:
    rows = [["Indikator", "2023", header, "Mål 2024"], ["Sjukfrånvaro, %", "7,2", "8,1 (8,9/5,2)", "7"]]
    source, made = proposed(tmp_path, rows)
    measured = value(made, "2024.md", "measurements")["sjukfranvaro"]
    assert measured == {"value": "8.1", "groups": {"kvinnor": "8.9", "man": "5.2"}}
    assert value(made, "2023.md", "measurements") == {"sjukfranvaro": "7.2"} and lost(source, made) == {}
    _, made = proposed(tmp_path, [["Indikator", header], ["Sjukfrånvaro, %", "8,9/5,2"]])
    assert [*value(made, "2024.md", "measurements").values()] == [{"groups": {"kvinnor": "8.9", "man": "5.2"}}]


@pytest.mark.parametrize("cell", ["8,1 (8,9/5,2)", "8,1 (K 8,9 / P 5,2)", "8,1 (K 8,9)", "8,1 (K hög / M låg)"])
def test_numbers_in_brackets_that_nothing_names_are_asked_about(tmp_path: Path, cell: str) -> None:
    _, made = proposed(tmp_path, [["Indikator", "Utfall 2024"], ["Sjukfrånvaro, %", cell]])
    assert value(made, "2024.md", "measurements") == {"sjukfranvaro": {"missing": cell}}
    assert "inexact" in doubts(made)


def test_a_change_in_per_cent_of_another_unit_stays_in_words(tmp_path: Path) -> None:
    rows = [["Indikator", "Basår 2018", "2023", "Mål 2030"], ["Elanvändning", "118 kWh/m²", "111", "-10 %"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets")[0]["values"] == {"2030": {"words": "-10 %"}}
    assert value(made, "2018.md", "measurements") == {"elanvandning": "118"}
    assert value(made, "2023.md", "measurements") == {"elanvandning": "111"}
    [indicator] = value(made, "indicators.yml", "indicators")
    assert indicator["unit"] != "percent"
    assert "target-change" in doubts(made) and lost(source, made) == {}


def test_a_change_in_points_is_the_number_that_it_is(tmp_path: Path) -> None:
    _, made = proposed(tmp_path, [["Indikator", "Utfall 2023", "Mål 2024"], ["Resultat i procent", "-3 %", "-1 %"]])
    assert value(made, "plan.md", "targets")[0]["values"] == {"2024": "-1"}
    assert "target-change" not in doubts(made)


def test_colours_below_a_year_are_judgements(tmp_path: Path) -> None:
    rows = [["Perspektiv", "Strategiska mål", "2024"], ["Skola", "Alla trivs", "🟡"], ["Ekonomi", "I balans", "🟢"]]
    _, made = proposed(tmp_path, rows)
    reports = value(made, "2024.md", "targets")
    assert reports == {"alla-trivs": {"judgement": "partly"}, "i-balans": {"judgement": "fulfilled"}}
    assert not any(file.kind == "result" and "measurements" in file.fields for file in made.files)


def test_a_forecast_in_words_is_one_and_needs_no_number(tmp_path: Path) -> None:
    rows = [["Indikator", "Mål 2024", "Prognos 2024"], ["Nöjda, %", "90", "Uppnås ej"], ["Trygga, %", "80", "82"]]
    source, made = proposed(tmp_path, rows)
    reports = value(made, "2024.md", "targets")
    assert reports == {"nojda": {"forecast": {"text": "Uppnås ej"}}, "trygga": {"forecast": "82"}}
    assert lost(source, made) == {}


def test_a_report_with_forecasts_alone_is_no_strategy(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Delårsrapport 2024", level=1)
    document.add_heading("Uppföljning", level=2)
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("Indikator", "Mål 2024", "Prognos 2024", "Nöjda brukare, %", "≥ 90", "85")):
        table.cell(at // 3, at % 3).text = text
    document.save(str(tmp_path / "rapport.docx"))
    root = tmp_path / "publication"
    arguments = [
        str(tmp_path / "rapport.docx"),
        "--into",
        str(root),
        "--name",
        "Ekbacka",
        "--language",
        "sv",
        "--write",
    ]
    done = CliRunner().invoke(import_, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    loaded = load(root, draw=False)
    assert not stops(loaded.problems)
    [written] = loaded.publication.documents
    assert (written.title, str(written.form)) == ("Delårsrapport 2024", "other")
    [plan] = loaded.publication.plans
    assert plan.targets[0].text is None, "the heading says only what the table is for"
    [result] = loaded.publication.results
    assert {name: each.forecast and each.forecast.value for name, each in result.targets.items()} == {
        "nojda-brukare": 85
    }


def test_years_alone_are_those_of_statistics_if_the_names_say_their_units(tmp_path: Path) -> None:
    rows = [["", "2024", "2023"], ["Resultat i relation till skatter (%)", "2,9", "-0,8"], ["Lån (mkr)", "26,3", "30"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "measurements") == {"resultat-i-relation-till-skatter": "-0.8", "lan-mkr": "30"}
    assert value(made, "2024.md", "measurements") == {"resultat-i-relation-till-skatter": "2.9", "lan-mkr": "26.3"}
    _, made = proposed(tmp_path, [["", "2024", "2023"], ["Intäkter", "29", "8"], ["Kostnader", "-26", "-30"]])
    assert not made.files
