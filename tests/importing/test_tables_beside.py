"""Tables beside each other, each below its own title, and tables on several sheets that measure the same."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.tables import Present
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_untidy_tables import doubts, value

HEADER = ["Indikator", "Mål 2026", "Utfall 2024"]
ENVIRONMENT = [HEADER, ["Ekologisk mat (%)", "45", "38"], ["Avfall (kg)", "400", "455"]]
SOCIAL = [HEADER, ["Vräkningar (antal)", "0", "3"]]
ACTIONS = [["Åtgärd", "Ansvarig", "Klart"], ["Byt lampor", "Tekniska nämnden", "2026"]]


def sheet(folder: Path, *tables: tuple[int, int, list[list[str]]]) -> SourceFile:
    """Return a sheet with tables, each with the row and the column that it begins at."""
    return sheets(folder, {"Översikt": tables})


def sheets(folder: Path, named: dict[str, tuple[tuple[int, int, list[list[str]]], ...]]) -> SourceFile:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, tables in named.items():
        page = book.create_sheet(name)
        for top, left, rows in tables:
            for down, row in enumerate(rows):
                for across, text in enumerate(row):
                    page.cell(top + down, left + across, text or None)
    book.save(folder / "bok.xlsx")
    return read_source(folder / "bok.xlsx", None, "sv")


def made_of(source: SourceFile) -> Proposal:
    return proposal_of_tables(source, Language("sv"), Present({}, {}, frozenset()), TableAsked(year=2026))


def targets(made: Proposal) -> dict[str, list[str]]:
    """Return the indicators of each plan's targets."""
    return {path: [each["indicator"] for each in value(made, path, "targets")]
            for path in (file.path for file in made.files if file.kind == "plan")}  # fmt: skip


@pytest.mark.parametrize("down", [1, 2, 4])
def test_each_table_has_its_own_title(tmp_path: Path, down: int) -> None:
    made = made_of(sheet(tmp_path, (1, 1, [["Miljömål"], *ENVIRONMENT]), (down, 6, [["Sociala mål"], *SOCIAL])))
    assert targets(made) == {
        "plans/miljomal/plan.md": ["ekologisk-mat", "avfall-kg"], "plans/sociala-mal/plan.md": ["vrakningar-antal"],
    }  # fmt: skip
    assert value(made, "sociala-mal/results/2024.md", "measurements") == {"vrakningar-antal": "3"}
    assert made.left == ()


def test_a_title_above_both_is_that_of_both(tmp_path: Path) -> None:
    title = [["Miljöprogram 2024–2027"], [], ["Nyckeltal"], *ENVIRONMENT]
    made = made_of(sheet(tmp_path, (1, 1, title), (3, 6, [["Åtgärder"], *ACTIONS])))
    assert targets(made) == {"plans/miljoprogram-2024-2027/plan.md": ["ekologisk-mat", "avfall-kg"]}
    assert [each["title"] for each in value(made, "plan.md", "activities")] == ["Byt lampor"]


def test_a_title_above_the_first_column_is_no_part_of_its_header(tmp_path: Path) -> None:
    halves = [["Per kön"], ["Indikator", "Flickor 2024", "Pojkar 2024"], ["Ekologisk mat (%)", "39", "37"]]
    made = made_of(sheet(tmp_path, (1, 1, [["Mål för skolan"], *ENVIRONMENT]), (1, 5, halves)))
    assert value(made, "2024.md", "measurements")["ekologisk-mat"] == {
        "value": "38", "groups": {"flickor": "39", "pojkar": "37"},
    }  # fmt: skip
    assert doubts(made).count("header-words") == 0


def test_statistics_beside_each_other_are_of_what_their_titles_say(tmp_path: Path) -> None:
    library = [
        ["Bibliotek"],
        ["År", "Antal besök", "Antal lån"],
        ["2022", "10200", "301"],
        ["2023", "11034", "298"],
    ]
    bath = [["Simhall"], ["År", "Antal besök"], ["2022", "54000"], ["2023", "56100"]]
    made = made_of(sheet(tmp_path, (1, 1, library), (1, 5, bath)))
    assert value(made, "2023.md", "measurements") == {
        "antal-lan": "298", "bibliotek-antal-besok": "11034", "simhall-antal-besok": "56100",
    }  # fmt: skip
    assert doubts(made).count("distinguished") == 2


def test_one_name_with_other_numbers_on_another_sheet_is_of_that(tmp_path: Path) -> None:
    rows = [HEADER, ["Sjukfrånvaro (%)", "6", "7,1"]]
    other = [HEADER, ["Sjukfrånvaro (%)", "7", "9,1"], ["Nöjda (%)", "80", "72"]]
    third = [["Indikator", "Utfall 2023"], ["Nöjda (%)", "71"]]
    made = made_of(sheets(tmp_path, {"Skola": ((1, 1, rows),), "Omsorg": ((1, 1, other),), "Mål": ((1, 1, third),)}))
    assert value(made, "2024.md", "measurements") == {
        "skola-sjukfranvaro": "7.1", "omsorg-sjukfranvaro": "9.1", "nojda": "72",
    }  # fmt: skip
    assert value(made, "2023.md", "measurements") == {"nojda": "71"}
    assert made.left == ()
