"""Years that stand beside numbers in columns of their own: of the baseline, of each outcome, and of the target."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import account, cells_of
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_untidy_tables import doubts, made_of, proposed, value


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["Nyckeltal", "Utfall", "År", "Mål", "Målår"], ["Resor (km)", "57", "2023", "65", "2026"]),
        (["Nyckeltal", "Utfall", "År", "Mål", "År"], ["Resor (km)", "57", "2023", "65", "2026"]),
        (["Nyckeltal", "År", "Utfall", "År", "Mål"], ["Resor (km)", "2023", "57", "2026", "65"]),
        (["Nyckeltal", "Senaste utfall", "Mätår", "Mål 2026"], ["Resor (km)", "57", "2023", "65"]),
        (["Nyckeltal", "Basår", "Basvärde", "Mål 2026"], ["Resor (km)", "2023", "57", "65"]),
        (["Nyckeltal", "Basvärde", "Basår", "Mål 2026"], ["Resor (km)", "57", "2023", "65"]),
        (["Measure", "Outcome", "Base year", "Target", "Target year"], ["Resor (km)", "57", "2023", "65", "2026"]),
    ],
)
def test_each_number_is_of_the_year_beside_it(tmp_path: Path, header: list[str], row: list[str]) -> None:
    made = proposed(tmp_path, [header, row])
    assert value(made, "2023.md", "measurements") == {"resor-km": "57"}
    assert value(made, "plan.md", "targets") == [{"indicator": "resor-km", "values": {"2026": "65"}}]
    source = read_source(tmp_path / "tabell.csv", None, "sv")
    assert [each.text for each in cells_of(account(source, made_of(source))) if each.why] == []


@pytest.mark.parametrize(("before", "own"), [("Basår", "Basvärde"), ("Basvärde", "Basår")])
def test_a_year_is_no_outcome_and_a_baseline_is_not_of_another_year(tmp_path: Path, before: str, own: str) -> None:
    cells = {"Basår": "2015", "Basvärde": "120"}
    rows = [
        ["Nyckeltal", before, own, "Utfall 2023", "Mål 2030"],
        ["Resor (km)", cells[before], cells[own], "100", "60"],
    ]
    made = proposed(tmp_path, rows)
    assert value(made, "2015.md", "measurements") == {"resor-km": "120"}
    assert value(made, "2023.md", "measurements") == {"resor-km": "100"}


@pytest.mark.parametrize("header", ["Nuläge", "Utgångsläge", "Baseline"])
def test_a_baseline_without_a_year_is_asked_about(tmp_path: Path, header: str) -> None:
    for other in (["Mål 2030"], ["Utfall 2023", "Mål 2030"]):
        made = proposed(tmp_path, [["Nyckeltal", header, *other], ["Resor (km)", "120", *(["100"] * len(other))]])
        assert [(each.why, each.facts.get("column")) for each in made.left if each.why == "period-unclear"] == [
            ("period-unclear", header)
        ]
        assert not any("2030.md" in each.path for each in made.files)


def test_names_below_the_word_for_years_are_names(tmp_path: Path) -> None:
    rows = [["År", "2021", "2022"], ["Befolkning", "12000", "12100"], ["Födda (antal)", "120", "121"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2021.md", "measurements") == {"befolkning": "12000", "fodda-antal": "120"}
    assert "name-of-column" in doubts(made)


@pytest.mark.parametrize(
    ("sheets", "header", "periods"),
    [
        (("Kvartal 1", "Kvartal 2"), ["Nyckeltal", "Mål 2024", "Utfall"], ("2024-Q1", "2024-Q2")),
        (("T1", "T2"), ["Nyckeltal", "Mål 2024", "Utfall"], ("2024-T1", "2024-T2")),
        (("2023", "2024"), ["Nyckeltal", "Utfall"], ("2023", "2024")),
    ],
)
def test_the_name_of_a_sheet_is_the_period_and_no_theme(
    tmp_path: Path, sheets: tuple[str, str], header: list[str], periods: tuple[str, str]
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, number in zip(sheets, (12, 30), strict=True):
        sheet = book.create_sheet(name)
        sheet.append(header)
        sheet.append(["Besök (st)", *([60] if len(header) > 2 else []), number])
    book.save(tmp_path / "besok.xlsx")
    made = made_of(read_source(tmp_path / "besok.xlsx", None, "sv"))
    for period, outcome in zip(periods, ("12", "30"), strict=True):
        assert value(made, f"{period}.md", "measurements") == {"besok-st": outcome}
    assert doubts(made).count("period-of-title") == 2
    assert "themes" not in made.files[0].fields


@pytest.mark.parametrize("header", ["Förändring från föregående år (%)", "Förändring mot föregående år"])
def test_a_change_from_the_year_before_is_of_its_own_year(tmp_path: Path, header: str) -> None:
    rows = [["Läsår", "Antal besök", header], ["2022/23", "1200", ""], ["2023/24", "2400", "100"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2022-23.md", "measurements") == {"antal-besok": "1200"}
    assert value(made, "2023-24.md", "measurements") == {"antal-besok": {"value": "2400", "note": f"{header}: 100"}}


def test_targets_with_their_years_behind_them_are_of_those_years(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Utfall (år)", "Mål (år)"], ["Utsläpp (ton)", "12 (2022)", "högst 8 (2030)"],
            ["Avfall (kg)", "400 (2023)", "350 (2028)"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert [each["values"] for each in value(made, "plan.md", "targets")] == [
        {"2030": {"at_most": "8"}},
        {"2028": "350"},
    ]
    assert value(made, "2022.md", "measurements") == {"utslapp-ton": "12"}


@pytest.mark.parametrize("year", ["Mål 2024", "Utfall 2024"])
def test_parts_of_a_year_are_of_the_only_year_beside_them_with_a_question(tmp_path: Path, year: str) -> None:
    other = "Utfall helår" if year.startswith("Mål") else "Mål"
    made = proposed(
        tmp_path, [["Nyckeltal", year, "Tertial 1", "Tertial 2", other], ["Frånvaro (%)", "6", "7", "8", "9"]]
    )
    for file, number in (("2024-T1.md", "7"), ("2024-T2.md", "8")):
        assert value(made, file, "measurements") == {"franvaro": number}
    assert "period-beside" in doubts(made)
    assert value(made, "2024.md", "measurements") == {"franvaro": "9" if year.startswith("Mål") else "6"}
    assert value(made, "plan.md", "targets") == [
        {"indicator": "franvaro", "values": {"2024": "6" if year.startswith("Mål") else "9"}}
    ]


def test_parts_of_a_year_are_not_of_a_targets_year_to_come(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Mål 2045", "Tertial 1", "Tertial 2"], ["Frånvaro (%)", "6", "7", "8"]]
    proposed(tmp_path, rows)
    source, present = read_source(tmp_path / "tabell.csv", None, "sv"), Present({}, {}, frozenset())
    made = table_proposal(source, Language("sv"), present, TableAsked(year=2024))
    assert [file.path for file in made.files if "/results/" in file.path] == []
