"""Rows whose name alone does not say what they are about, and cells that say no number or no level of a scale."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.header_words import dated
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.ratings import LEVELS, said_level
from publisher.importing.columns.units import unit_of
from publisher.importing.form.accounting import account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.pieces import field_of


def proposed(
    folder: Path, rows: list[list[str]], language: str = "sv", mapping: Mapping[str, str] | None = None, title: str = ""
) -> tuple[SourceFile, Proposal]:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    file = folder / "tabell.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    source = read_source(file, None, language)
    return source, table_proposal(
        source, Language(language), Present({}, {}, frozenset()), TableAsked(columns=mapping or {}, title=title)
    )


def value(proposal: Proposal, path: str, key: str) -> Any:
    return field_of(proposal, path, key)


def doubts(proposal: Proposal) -> list[str]:
    return [doubt.code for file in proposal.files for _, piece in file.pieces() for doubt in piece.doubts]


def lost(source: SourceFile, proposal: Proposal) -> dict[str, str]:
    return {cell.text: cell.why for line in account(source, proposal) for cell in line.cells if cell.why}


@pytest.mark.parametrize(
    ("language", "said", "level"),
    [
        ("sv", "Uppnås inte", "unfulfilled"),
        ("sv", "Målet uppnås inte", "unfulfilled"),
        ("sv", "Målet uppnås", "fulfilled"),
        ("sv", "Uppnås delvis", "partly"),
        ("sv", "Till viss del uppnått", "partly"),
        ("sv", "Går ej att bedöma", "unclear"),
        ("sv", "🟢Grön", "fulfilled"),
        ("en", "Target not met", "unfulfilled"),
        ("en", "No, target missed", "unfulfilled"),
        ("da", "Målet er ikke nået", "unfulfilled"),
        ("fi", "Tavoitetta ei saavutettu", "unfulfilled"),
        # No level of the scale, or none without a person's judgement.
        ("sv", "Uppfyllt i låg grad", ""),
        ("sv", "Inte helt uppfyllt", ""),
        ("sv", "Förväntas uppnås", ""),
        ("sv", "Ja, delvis", ""),
        ("sv", "Grön – uppnås inte", ""),
        ("sv", "Gul/röd", ""),
        ("en", "No data", ""),
        ("en", "No target", ""),
        ("en", "Not yet met", ""),
    ],
)
def test_a_judgement_in_words_is_what_all_its_words_say(language: str, said: str, level: str) -> None:
    assert said_level(said, LEVELS, language)[0] == level


def test_words_beside_a_judgement_are_its_comment(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Mål 2024", "Utfall 2024", "Måluppfyllelse"],
        ["Resor", "≥ 80", "81", "Grön – fler reser"],
        ["Betyg", "≥ 7", "6", "Uppnås inte"],
        ["Svar", "≥ 9", "8", "Uppfyllt i låg grad"],
    ]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "targets") == {
        "resor": {"judgement": {"value": "fulfilled", "comment": "Grön – fler reser"}},
        "betyg": {"judgement": "unfulfilled"},
        "svar": {"analysis": "Uppfyllt i låg grad"},
    }
    assert doubts(made).count("judgement-words") == 1


def test_two_years_in_short_are_a_financial_year(tmp_path: Path) -> None:
    rows = [
        ["Performance report Quarter 2 2023/24"],
        ["Performance indicator", "Q4 22/23", "Q1 23/24", "Q2 23/24", "Target 23/24"],
        ["Claims (days)", "18.7", "21.2", "22.0", "20.0"],
        ["Major applications in 13 weeks (%)", "95", "88", "91", "90"],
        ["Numerator", "19", "15", "20", ""],
        ["Denominator", "20", "17", "22", ""],
    ]
    source, made = proposed(tmp_path, rows, "en")
    assert [each["values"] for each in value(made, "plan.md", "targets")] == [{"2023/24": "20.0"}, {"2023/24": "90"}]
    assert value(made, "2022-23-Q4.md", "measurements") == {
        "claims-days": "18.7",
        "major-applications-in-13-weeks": "95",
    }
    assert value(made, "2023-24-Q2.md", "measurements")["claims-days"] == "22.0"
    assert {each.why for each in account(source, made) if each.line.text.startswith(("Num", "Den"))} == {"of-fraction"}
    assert str(dated("läsåret 24/25", "sv").period) == "2024/25"
    assert dated("11/12", "en").period is None  # it may be a day
    assert dated("3/4", "en").period is None


def test_a_part_of_a_row_is_a_group_of_it_or_has_its_name(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Utfall 2023"],
        ["Antal anställda", "820"],
        ["- varav kvinnor", "645"],
        ["- varav män", "175"],
        ["Elever", "90"],
        ["varav i kommunal regi", "80"],
        ["varav flickor", "41"],
    ]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "measurements") == {
        "antal-anstallda": {"value": "820", "groups": {"kvinnor": "645", "man": "175"}},
        "elever": "90",
        "elever-varav-i-kommunal-regi": "80",
        # Of all pupils, or of those above: nobody says.
        "elever-varav-flickor": "41",
    }


def test_rows_with_one_name_and_other_numbers_are_distinguishing(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Utfall 2023", "Mål 2024"],
        ["Skolnämnden"],
        ["Sjukfrånvaro, %", "7,9", "7,0"],
        ["Socialnämnden"],
        ["Sjukfrånvaro, %", "9,1", "8,5"],
    ]
    source, made = proposed(tmp_path, rows)
    titles = [(each["title"], each["unit"]) for each in value(made, "indicators.yml", "indicators")]
    assert titles == [("Skolnämnden: Sjukfrånvaro, %", "percent"), ("Socialnämnden: Sjukfrånvaro, %", "percent")]
    assert doubts(made).count("distinguished") == 2
    assert not lost(source, made)


def test_areas_in_two_columns_are_one_within_the_other(tmp_path: Path) -> None:
    rows = [
        ["Perspektiv", "Kommunmål", "Indikator", "Mål 2024"],
        ["Invånare", "Trygg kommun", "Brott", "5"],
        ["Invånare", "Grön kommun", "Resor", "7"],
        ["Medarbetare", "Grön kommun", "Tåg", "9"],
    ]
    source, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "themes") == [
        {"id": "invanare-trygg-kommun", "title": "Trygg kommun", "text": "Perspektiv: Invånare"},
        {"id": "invanare-gron-kommun", "title": "Grön kommun", "text": "Perspektiv: Invånare"},
        {"id": "medarbetare-gron-kommun", "title": "Grön kommun", "text": "Perspektiv: Medarbetare"},
    ]
    assert doubts(made).count("levels-of-themes") == 3
    targets = value(made, "plan.md", "targets")
    assert [each["theme"] for each in targets] == [each["id"] for each in value(made, "plan.md", "themes")]
    assert not lost(source, made)


def test_no_error_of_a_formula_and_no_day_is_a_reason_for_a_missing_number(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Utfall 2022", "Utfall 2023", "Mål 2025"],
        ["Resor", "#DIV/0!", "4", "#REF!"],
        ["Svar", "#VÄRDEFEL!", "mättes inte", "9"],
        ["Sista mätdag", "2022-11-30", "2023-11-30", ""],
    ]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "measurements") == {"resor": "4", "svar": {"missing": "mättes inte"}}
    why = {"formula-error", "no-number"}
    assert {lost(source, made)[text] for text in ("#DIV/0!", "#REF!", "#VÄRDEFEL!", "2022-11-30")} == why


def test_of_two_columns_that_were_read_as_one_no_number_is_taken(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2023", "Mål 2024 2026"], ["Fall", "398", "380 350"], ["Svar", "70", "75"]]
    source, made = proposed(tmp_path, rows)
    assert [each["indicator"] for each in value(made, "plan.md", "targets")] == ["svar"]
    assert lost(source, made)["380 350"] == "two-periods"


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Utfall kvartal 1–2 2024", "2024-H1"),
        ("T1–T3 2024", "2024"),
        ("Utfall första halvåret 2024", "2024-H1"),
        ("2024K3", "2024-Q3"),
        ("period 202408", "2024-08"),
        ("Utfall 31/8 2024", "2024-08-31"),
        ("April to June 2023", "2023-Q2"),
        ("Quarter 1 (Apr - Jun) 2023/24", "2023/24-Q1"),
        ("H1 FY24", "2023/24-H1"),
        ("8/2024", "2024-08"),
        ("Åk 9 2024", "2024"),
        ("Delår T2 2025", "2025-T2"),
        ("Utfall Q1-Q3 2024", "2024-M01-M09"),
        ("T1-T2 2024", "2024-M01-M08"),
        ("1–8/2024", "2024-M01-M08"),
        ("1.1.–31.8.2024", "2024-M01-M08"),
        # No period that a result can be about, and above all not the year.
        ("v. 34 2024", None),
        ("Delår 2024", None),
        ("12 months to March 2023", None),
        ("Befolkning 202 408", None),
    ],
)
def test_a_part_of_a_year_is_never_that_year(header: str, period: str | None) -> None:
    found = dated(header, "sv")
    assert (str(found.period) if found.period else None) == period


def test_a_comment_alone_below_a_row_is_about_it(tmp_path: Path) -> None:
    rows = [
        ["Måluppföljning T2 2024"],
        ["", "Utfall T1", "Utfall T2", "Utfall 2023", "Mål 2024", "Status"],
        ["Kommunen ska vara trygg 2030"],
        ["Trygghet (%)", "58", "60", "57", "65", "Gul"],
        ["Kommentar: Färre har svarat."],
        ["Brott", "101", "98", "99", "90", "Röd"],
    ]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024-T2.md", "measurements") == {"trygghet": "60", "brott": "98"}
    # The light and the comment are of the report's period, and not of the year that its numbers are compared with.
    assert value(made, "2024-T2.md", "targets") == {
        "trygghet": {"judgement": {"value": "partly", "comment": "Färre har svarat."}},
        "brott": {"judgement": "unfulfilled"},
    }
    assert value(made, "plan.md", "themes")[0]["title"] == "Kommunen ska vara trygg 2030"
    assert not lost(source, made)


def test_a_column_of_levels_is_that_of_indicators(tmp_path: Path) -> None:
    rows = [["Styrkort / Mål / Indikator", "Utfall 2023", "Mål 2024"], ["Resor", "3", "4"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets") == [{"indicator": "resor", "values": {"2024": "4"}}]


def test_a_short_name_behind_a_body_is_that_body(tmp_path: Path) -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Klart", "Status", "Indikator"],
        ["Bygga", "Tekniska nämnden (TN)", "31/12 2025", "Klar?", "Antal byggen"],
        ["Måla", "TN", "2025", "Klar", ""],
    ]
    source, made = proposed(tmp_path, rows)
    bodies = value(made, "bodies.yml", "bodies")
    assert [(each["title"], each["kind"]) for each in bodies] == [("Tekniska nämnden", "board")]
    first, second = value(made, "plan.md", "activities")
    assert first["responsible"] == second["responsible"] == "tekniska-namnden"
    assert (first["status"], str(first["due"])) == ("unknown", "2025-12-31")
    assert first["text"] == "Status: Klar? Indikator: Antal byggen."
    assert not lost(source, made)


def test_an_appendix_is_no_title(tmp_path: Path) -> None:
    rows = [["Bilaga 3"], ["Nyckeltal till program 2021–2030"], ["Nyckeltal", "Utfall 2023"], ["Resor", "3"]]
    assert value(proposed(tmp_path, rows)[1], "plan.md", "title") == "Nyckeltal till program 2021–2030"


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1 200 €", "1200", "EUR"),
        ("5 %-enheter", "5", "points"),
        ("12 %", "12", "percent"),
        ("5 m²", "5", "area-square-meter"),
    ],
)
def test_units_behind_a_number(text: str, number: str, unit: str) -> None:
    found = cell_number(text, "sv")
    assert found is not None
    assert (found.low, unit_of("Tal", found.unit, "sv")[0]) == (number, unit)


def test_a_half_is_no_unit() -> None:
    assert cell_number("5½", "sv") is None
    assert cell_number("10 ²⁾", "sv") is None


@pytest.mark.parametrize(("encoding", "first"), [("cp850", ""), ("cp1252", "sep=;\r\n"), ("mac_roman", "")])
def test_a_table_of_an_old_program(tmp_path: Path, encoding: str, first: str) -> None:
    text = first + "Nyckeltal;Utfall 2023\r\nÅkare från Växjö;3\r\n"
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    source = read_source(tmp_path / "t.csv", None, "sv")
    assert [row.cells for row in source.blocks[0].rows] == [("Nyckeltal", "Utfall 2023"), ("Åkare från Växjö", "3")]


def test_a_target_beside_the_year_before_is_of_the_reports_year(tmp_path: Path) -> None:
    rows = [["Uppföljning T2 2024"], ["Indikator", "Utfall 2023", "Mål", "Utfall"], ["Resor", "3", "5", "4"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets") == [{"indicator": "resor", "values": {"2024": "5"}}]
    assert value(made, "2024-T2.md", "measurements") == {"resor": "4"}
    assert doubts(made).count("period-of-title") == 2


@pytest.mark.parametrize(
    ("language", "cell", "asked"),
    [
        ("sv", "Fler än 2024", ["number-or-year"]),
        ("sv", "<2024", ["number-or-year"]),
        ("da", "flere end 2024", ["number-or-year"]),
        ("en", "more than 2024", ["number-or-year"]),
        ("sv", "Fler än 2024 st", []),
        ("sv", "Fler än 900", []),
        ("sv", "minst 2024", []),
    ],
)
def test_a_target_that_compares_with_a_year_or_a_number_stays_in_words_and_is_asked_about(
    tmp_path: Path, language: str, cell: str, asked: list[str]
) -> None:
    headers = {"sv": ["Indikator", "Mål 2025"], "da": ["Indikator", "Mål 2025"], "en": ["Indicator", "Target 2025"]}
    _, made = proposed(tmp_path, [headers[language], ["Besök på museet", cell]], language)
    [target] = value(made, "plan.md", "targets")
    assert ("words" in target["values"]["2025"]) == bool(asked)
    assert [code for code in doubts(made) if code == "number-or-year"] == asked


def test_groups_above_their_parts_are_no_years(tmp_path: Path) -> None:
    rows = [["", "Kvinnor", "Kvinnor", "Män"], ["Indikator", "16–24", "25–64", "16–24"], ["Lediga, %", "8", "5", "9"]]
    _, made = proposed(tmp_path, rows)
    # The header of the second row is no indicator, and nothing says of when the numbers are.
    assert [each["title"] for each in value(made, "indicators.yml", "indicators")] == ["Lediga, %"]
    assert [each.why for each in made.left if each.cell.line.text.startswith("Lediga")] == ["period-unclear"] * 3
    assert not any(file.kind == "result" for file in made.files)


def test_the_period_of_a_number_that_stands_already_is_left_out_as_that_is(tmp_path: Path) -> None:
    rows = [
        ["Period", "Mått", "Värde"],
        ["2023", "Nöjdhet, index", "61"],
        ["2024", "Nöjdhet, index", "64"],
        ["2024", "Nöjdhet, index", "64"],
        ["2024", "Nöjdhet, index", "67"],
    ]
    source, made = proposed(tmp_path, rows)
    left = [(cell.text, cell.why) for line in account(source, made) for cell in line.cells if cell.why]
    same, taken = "said-already", "place-taken"
    assert left == [("2024", same), ("64", same), ("2024", taken), ("67", taken)]


def test_what_is_measured_in_different_units_is_no_part_of_one_number(tmp_path: Path) -> None:
    rows = [
        ["Namn", "Målvärde", "Utfall", "Period"],
        ["Nöjd region-index", "65", "62", "2024"],
        ["Andel som rekommenderar", "60 %", "66 %", "2024"],
        ["Soliditet", "40 %", "42,1 %", "2024"],
    ]
    source, made = proposed(tmp_path, rows)
    titles = [each["title"] for each in value(made, "indicators.yml", "indicators")]
    assert titles == ["Nöjd region-index", "Andel som rekommenderar", "Soliditet"]
    assert value(made, "2024.md", "measurements") == {
        "nojd-region-index": "62", "andel-som-rekommenderar": "66", "soliditet": "42.1"
    }  # fmt: skip
    assert lost(source, made) == {}
