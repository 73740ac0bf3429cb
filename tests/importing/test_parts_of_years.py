"""Tables about a part of a year, as most follow-ups are: until August, accumulated, beside the year before."""

from pathlib import Path

import pytest

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.table_words import bodies_behind, without_collective
from publisher.importing.columns.units import unit_of
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.tables import Present
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from publisher.model.time_period import time_period
from tests.importing.test_untidy_tables import doubts, proposed, value


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Utfall jan–aug 2024", "2024-M01-M08"),
        ("Utfall T1-T2 2024", "2024-M01-M08"),
        ("Resultat jan.-sep. 2024", "2024-M01-M09"),
        ("Utfall januari–oktober 2024", "2024-M01-M10"),
        ("Ist 1.1.–31.8.2024", "2024-M01-M08"),
        ("Q1-Q3 2024/25", "2024/25-Q1-Q3"),
        ("Mål 2024-M01-M08", "2024-M01-M08"),
        ("2024-M03", "2024-03"),
        ("2024-Q1–Q2 utfall", "2024-H1"),
        ("Utfall 2024-M01-M13", None),
        ("Utfall 1/1–14/8 2024", None),
    ],
)
def test_a_time_from_one_month_to_another_is_a_period(text: str, period: str | None) -> None:
    found = dated(text, "sv")
    assert (found.period and found.period.name) == period
    assert found.outside == (period is None)


def test_a_title_until_august_makes_no_outcome_of_the_year(tmp_path: Path) -> None:
    rows = [
        ["Delårsuppföljning januari–augusti 2024"],
        ["Indikator", "Målvärde", "Utfall", "Prognos", "Bedömning"],
        ["Andel fossilfria bilar", "80 %", "71 %", "78 %", "Delvis"],
    ]
    made = proposed(tmp_path, rows)
    [target] = value(made, "plan.md", "targets")
    assert target["values"] == {"2024": "80"}
    assert value(made, "2024-M01-M08.md", "measurements") == {"andel-fossilfria-bilar": "71"}
    assert value(made, "2024-M01-M08.md", "targets") == {"andel-fossilfria-bilar": {"judgement": "partly"}}
    assert value(made, "results/2024.md", "targets") == {"andel-fossilfria-bilar": {"forecast": "78"}}
    assert "period-of-title" in doubts(made)


def test_accumulated_numbers_count_from_the_beginning_of_the_year(tmp_path: Path) -> None:
    rows = [
        ["Corporate scorecard Q2 2024/25"],
        ["Measure", "Annual target", "Q2 actual", "YTD actual", "YTD target"],
        ["Homes completed", "120", "31", "55", "60"],
    ]
    made = proposed(tmp_path, rows, "en")
    [target] = value(made, "plan.md", "targets")
    assert target["values"] == {"2024/25-H1": "60", "2024/25": "120"}
    assert value(made, "2024-25-Q2.md", "measurements") == {"homes-completed": "31"}
    assert value(made, "2024-25-H1.md", "measurements") == {"homes-completed": "55"}
    thirds = [["Nyckeltal", "Utfall T1 2024", "Ack. utfall T2 2024", "Ack. utfall 2024"], ["Resor", "9", "17", "26"]]
    made = proposed(tmp_path, thirds)
    assert value(made, "2024-M01-M08.md", "measurements") == {"resor": "17"}
    assert value(made, "results/2024.md", "measurements") == {"resor": "26"}
    assert "accumulated" in doubts(made)


def test_a_follow_up_by_a_day_compares_with_the_same_day_a_year_earlier(tmp_path: Path) -> None:
    header = ["Indikator", "Mål 2024", "Utfall", "Utfall föregående år"]
    made = proposed(tmp_path, [["Uppföljning per den 31 augusti 2024"], header, ["Klagomål, antal", "100", "61", "72"]])
    assert value(made, "2024-08-31.md", "measurements") == {"klagomal-antal": "61"}
    assert value(made, "2023-08-31.md", "measurements") == {"klagomal-antal": "72"}
    written = [["Uppföljning, uppdaterad 2025-02-14"], header, ["Klagomål, antal", "100", "61", "72"]]
    made = proposed(tmp_path, written)
    assert value(made, "results/2024.md", "measurements") == {"klagomal-antal": "61"}
    assert value(made, "results/2023.md", "measurements") == {"klagomal-antal": "72"}


def test_a_target_beside_quarters_of_two_years_is_for_the_last_ones_year(tmp_path: Path) -> None:
    header = ["Measure", "Target", "Q3 2023/24", "Q4 2023/24", "Q1 2024/25", "RAG", "Commentary"]
    made = proposed(tmp_path, [header, ["Missed bins", "40", "61", "44", "39", "Green", "New routes."]], "en")
    [target] = value(made, "plan.md", "targets")
    assert target["values"] == {"2024/25": "40"}
    said = {"missed-bins": {"judgement": {"value": "fulfilled", "comment": "New routes."}}}
    assert value(made, "2024-25-Q1.md", "targets") == said
    assert "period-latest" in doubts(made)


def test_comments_are_about_the_last_numbers_and_not_about_a_target_far_ahead(tmp_path: Path) -> None:
    header = ["Indikator", "2022", "Status 1. halvår 2024", "Status 2. halvår 2024", "Måltal 2025", "Bemærkning"]
    made = proposed(tmp_path, [header, ["Ledige, %", "5,2", "4,9", "4,6", "4,0", "Ungeindsats"]], "da")
    assert value(made, "2024-H2.md", "targets") == {"ledige": {"analysis": "Ungeindsats"}}
    header = ["Nyckeltal", "Utfall 2022", "Utfall 2023", "Mål 2030", "Bedömning"]
    made = proposed(tmp_path, [header, ["Solceller, antal", "31", "36", "60", "Delvis"]])
    assert value(made, "2023.md", "targets") == {"solceller-antal": {"judgement": "partly"}}


def test_counts_behind_a_share_are_its_note(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Kolada-id", "Antal 2024", "Av totalt 2024", "Andel 2024", "Mål 2024"],
        ["Behöriga elever", "N15436", "412", "489", "84,3", "86 %"],
    ]
    made = proposed(tmp_path, rows)
    [indicator] = value(made, "indicators.yml", "indicators")
    assert indicator == {"id": "behoriga-elever", "title": "Behöriga elever", "unit": "percent", "kolada": "N15436"}
    measured = {"value": "84.3", "note": "Antal 2024: 412. Av totalt 2024: 489."}
    assert value(made, "2024.md", "measurements") == {"behoriga-elever": measured}
    assert "count-beside" in doubts(made)
    rows = [["Nyckeltal", "Täljare", "Nämnare", "Utfall 2024 (%)"], ["Behöriga elever", "412", "489", "84,3"]]
    made = proposed(tmp_path, [["Nyckeltal", "Täljare 2024", "Nämnare 2024", "Utfall 2024 (%)"], *rows[1:]])
    measured = {"value": "84.3", "note": "Täljare 2024: 412. Nämnare 2024: 489."}
    assert value(made, "2024.md", "measurements") == {"behoriga-elever": measured}


def test_a_scale_has_the_bounds_that_its_words_say(tmp_path: Path) -> None:
    assert unit_of("Andel som trivs (skala 1–5)", "", "sv") == ({"name": "scale", "from": "1", "to": "5"}, [])
    assert unit_of("Nöjdhet", "index 0-100", "sv") == ({"name": "index", "from": "0", "to": "100"}, [])
    assert unit_of("Andel unge 16-24 år", "", "da") == ("percent", [])
    rows = [
        ["Nyckeltal", "Skala/typ", "Enhet", "2023"],
        ["Nöjdhet", "index 0-100", "", "84"],
        ["Resor", "", "ton", "3"],
    ]
    units = [each["unit"] for each in value(proposed(tmp_path, rows), "indicators.yml", "indicators")]
    assert units == [{"name": "index", "from": "0", "to": "100"}, "mass-tonne"]
    beyond = [["Nyckeltal", "2023"], ["Nöjdhet (index 0-100)", "104"]]
    assert value(proposed(tmp_path, beyond), "indicators.yml", "indicators")[0]["unit"] == "index"


def test_finnish_closing_accounts_are_outcomes_and_euros_have_endings(tmp_path: Path) -> None:
    rows = [["Mittari", "TP 2022", "TP 2023", "Tavoite 2025"], ["Vuosikate, euroa/asukas", "412", "388", "500"]]
    made = proposed(tmp_path, rows, "fi")
    assert value(made, "2023.md", "measurements") == {"vuosikate-euroa-asukas": "388"}
    assert value(made, "indicators.yml", "indicators")[0]["unit"] == {"name": "EUR", "per": "asukas"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Utred en ny simhall (Kultur- och fritidsnämnden)", "Kultur- och fritidsnämnden"),
        ("Ta fram en plan (KS, SBN)", "KS, SBN"),
        ("Se över taxorna (samtliga nämnder)", "samtliga nämnder"),
        ("Inför signering (HR-avdelningen (alla förvaltningar))", "HR-avdelningen (alla förvaltningar)"),
        ("Bygg cykelväg (etapp 2)", ""),
        ("Byt armaturer (LED)", ""),
        ("Inför en pott (ansvarig nämnd beslutar)", ""),
    ],
)
def test_bodies_in_brackets_behind_an_assignment_are_responsible(text: str, found: str, tmp_path: Path) -> None:
    assert bodies_behind(text, "sv")[1] == found
    assert without_collective("HR-avdelningen (alla förvaltningar)", "sv") == "HR-avdelningen"
    made = proposed(tmp_path, [["Uppdrag", "Status"], [text, "Pågår"]])
    [activity] = value(made, "plan.md", "activities")
    assert ("responsible" in activity, "body-behind" in doubts(made)) == (bool(found), bool(found))
    assert activity["title"] == (text.partition(" (")[0] if found else text)


@pytest.mark.parametrize("text", ["jan-24", "Jan.-24", "jan '24", "januari 2024"])
def test_a_month_may_have_the_end_of_its_year(text: str) -> None:
    found = dated(text, "sv").period
    assert found is not None
    assert found.name == "2024-01"


def test_a_day_of_a_month_is_no_year() -> None:
    assert dated("March 24", "en").period is None


def test_parts_below_their_year_are_of_that_one_and_boards_share_the_title(tmp_path: Path) -> None:
    rows = [
        ["Uppföljning av nämndernas mål, tertial 2 2024"],
        ["Nämnd", "Indikator", "2023", "2024", "2024", "2024"],
        ["Nämnd", "Indikator", "Utfall", "Mål", "T1", "T2"],
        ["Vårdnämnden", "Fallskador, antal", "51", "40", "24", "22"],
    ]
    file = tmp_path / "mal.csv"
    file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    made = proposal_of_tables(read_source(file, None, "sv"), Language("sv"), Present({}, {}, frozenset()), TableAsked())
    assert value(made, "2024-T1.md", "measurements") == {"fallskador-antal": "24"}
    assert value(made, "2024-T2.md", "measurements") == {"fallskador-antal": "22"}
    assert value(made, "plan.md", "title") == "Uppföljning av nämndernas mål, tertial 2 2024: Vårdnämnden"


@pytest.mark.parametrize(
    ("title", "language", "period"),
    [
        ("Tertialrapport 2 2024", "sv", "2024-T2"),
        ("Tertialrapport nr 2/2024", "sv", "2024-T2"),
        ("2:a kvartalsuppföljningen 2024", "sv", "2024-Q2"),
        ("Halvårsrapport 2 2024", "sv", "2024-H2"),
        ("3. kvartalsrapport 2024", "da", "2024-Q3"),
        ("Tertialrapport 1, 2024", "nb", "2024-T1"),
        ("Quarterly monitoring report 3 2024/25", "en", "2024/25-Q3"),
        ("Quartalsbericht 3 2024", "de", "2024-Q3"),
        # Which part, or whether the numbers are those of a month alone, nobody has said.
        ("Delårsrapport 2 2024", "sv", None),
        ("Augustirapport 2024", "sv", None),
        # A number behind something else is none of a part of a year.
        ("Kvartalsmål 3 2024", "sv", "2024"),
        ("Årsrapport 2024", "sv", "2024"),
    ],
)
def test_a_report_that_is_numbered_is_of_that_part_of_the_year(title: str, language: str, period: str | None) -> None:
    found = dated(title, language)
    assert (found.period and found.period.name) == period
    assert found.outside == (period is None)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Halvårsrapport 2024", "sv"),
        ("Halvårsuppföljning av målen 2024", "sv"),
        ("Halvårsrapport 2024", "da"),
        ("Half-year report 2024", "en"),
        ("Halbjahresbericht 2024", "de"),
    ],
)
def test_a_report_of_half_a_year_is_asked_about_as_the_first_half(tmp_path: Path, title: str, language: str) -> None:
    heads = {"sv": ["Indikator", "Utfall"], "da": ["Indikator", "Resultat"], "en": ["Indicator", "Actual"]}
    rows = [[title], heads.get(language, ["Indikator", "Ergebnis"]), ["A", "52"], ["B", "7"]]
    made = proposed(tmp_path, rows, language)
    assert value(made, "2024-H1.md", "measurements") == {"a": "52", "b": "7"}
    assert doubts(made).count("half-report") == 2
    assert not [file for file in made.files if file.path.endswith("2024.md")]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Kvartalsrapport 2024", "sv"),
        ("Tertialuppföljning 2024", "sv"),
        ("Kvartalsrapport 2024", "da"),
        ("Quarterly report 2024", "en"),
    ],
)
def test_a_report_of_a_part_that_it_does_not_say_has_no_period(title: str, language: str) -> None:
    assert (dated(title, language).period, dated(title, language).outside) == (None, True)
    # The reports of all of them are of the year.
    assert dated("Kvartalsrapporter 2024", "sv").period == time_period("2024")
    assert dated("Halvårsrapport 2 2024", "sv") == dated("Halvår 2 2024", "sv")


@pytest.mark.parametrize("title", ["Kvartalsrapport 2024", "Halvårsrapport 2024", "Tertialrapport 2 2024"])
@pytest.mark.parametrize(
    ("heads", "asked"),
    [
        (["Mål 2024", "Utfall 2024", "Utfall 2023"], 1),
        # Beside the part the year is what it says.
        (["Utfall T1 2024", "Utfall 2024", "Utfall 2023"], 0),
    ],
)
def test_the_outcome_of_a_year_in_a_report_of_a_part_of_it_is_asked_about(
    tmp_path: Path, title: str, heads: list[str], asked: int
) -> None:
    made = proposed(tmp_path, [[title], ["Indikator", *heads], ["Besök", "100", "52", "49"]])
    assert value(made, "2024.md", "measurements") == {"besok": "52"}
    assert value(made, "2023.md", "measurements") == {"besok": "49"}
    assert doubts(made).count("year-in-part") == asked


def test_quarters_have_the_year_of_a_title_that_names_the_years_of_a_plan_too(tmp_path: Path) -> None:
    rows = [
        ["Council Plan 2024-2028 - Quarterly performance report Q2 2024/25"],
        ["KPI", "Target", "Q1", "Q2", "RAG", "Direction"],
        ["Household waste recycled (%)", "50.0%", "47.3%", "48.9%", "Amber", "Higher is better"],
        ["Missed bins", "30", "42", "28", "Green", "Lower is better"],
    ]
    made = proposed(tmp_path, rows, "en")
    assert value(made, "2024-25-Q1.md", "measurements") == {"household-waste-recycled": "47.3", "missed-bins": "42"}
    assert value(made, "2024-25-Q2.md", "measurements") == {"household-waste-recycled": "48.9", "missed-bins": "28"}
    assert [each["values"] for each in value(made, "plan.md", "targets")] == [{"2024/25": "50.0"}, {"2024/25": "30"}]
    assert [each["direction"] for each in value(made, "indicators.yml", "indicators")] == ["higher", "lower"]


@pytest.mark.parametrize("said", ["Up", "Improving", "Higher than last year"])
def test_a_column_of_directions_that_does_not_say_what_is_better_is_none(tmp_path: Path, said: str) -> None:
    rows = [["KPI", "Target 2024", "Actual 2024", "Direction"], ["Missed bins", "30", "28", said]]
    [made] = value(proposed(tmp_path, rows, "en"), "indicators.yml", "indicators")
    assert "direction" not in made
