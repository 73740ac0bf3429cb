"""Tables of documents of which little is understood, and numbers that say their period or another unit themselves."""

from pathlib import Path

import docx
import pytest

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.source import BlockSort
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.printed.cell_texts import cell_text
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_row_names import doubts, lost, proposed, value


def test_a_table_of_which_nothing_was_placed_stays_in_the_text_of_a_plan(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Handlingsplan för klimatet", level=0)
    for heading, rows in (
        ("Läget", (("Sektor", "Kanske", "Mål 2030"), ("Energi", "412", "90"), ("Trafik", "98", "65"))),
        ("Arbetet", (("Åtgärd", "Ansvarig"), ("Byta pannor", "Tekniska nämnden"))),
    ):
        document.add_heading(heading, level=1)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    document.save(str(tmp_path / "plan.docx"))
    source = read_source(tmp_path / "plan.docx", None, "sv")
    made = action_plan(source, Language("sv"), Asked(), Present({}, {}, frozenset()), TableAsked())
    plan = made.files[0]
    assert [block.text for block in plan.prose if block.sort is BlockSort.HEADING] == ["Läget"]
    assert [len(block.rows) for block in plan.prose if block.sort is BlockSort.TABLE] == [3]
    assert [file.kind for file in made.files] == ["plan", "bodies"]
    assert all(line.fate is not Fate.LEFT_OUT for line in account(source, made))


def test_what_is_measured_and_a_year_beside_a_target_is_an_outcome(tmp_path: Path) -> None:
    rows = [["Sektor", "Utsläpp 2018", "Utsläpp 2023", "Mål 2030"], ["Energi (ton)", "412", "210", "90"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2018.md", "measurements") == {"energi-ton": "412"}
    assert value(made, "2023.md", "measurements") == {"energi-ton": "210"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2030": "90"}
    assert {"header-words", "name-of-column"} <= {*doubts(made)} and lost(source, made) == {}
    _, made = proposed(tmp_path, [["Sektor", "Utsläpp 2018", "Utsläpp 2023"], ["Energi (ton)", "412", "210"]])
    assert not made.files, "nothing says what these are"


@pytest.mark.parametrize("cell", ["412 (2020)", "412 (år 2020)"])
def test_a_number_with_its_year_in_brackets_is_of_that_year(tmp_path: Path, cell: str) -> None:
    rows = [["Resultatmål", "Nuläge", "Måltal 2024", "Bedömning"], ["Antal jobb", cell, "500", "Delvis uppfyllt"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2020.md", "measurements") == {"antal-jobb": "412"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2024": "500"}
    assert "name-of-column" not in doubts(made) and lost(source, made) == {}


def test_a_target_in_another_unit_than_the_outcome_stays_in_words(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2023", "Mål 2030"], ["Utsläpp (ton)", "412 ton", "70 % minskning"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets")[0]["values"] == {"2030": {"words": "70 % minskning"}}
    assert value(made, "2023.md", "measurements") == {"utslapp-ton": "412"}
    assert "target-change" in doubts(made) and lost(source, made) == {}


def words(*lines: str) -> list[dict[str, float | str]]:
    """Return the words of a cell, each line 50 points wide."""
    made: list[dict[str, float | str]] = []
    for number, line in enumerate(lines):
        for at, word in enumerate(line.split()):
            x0 = 2 + at * 25
            x1 = 52 if " " not in line else x0 + 20
            made.append({"text": word, "x0": x0, "x1": x1, "top": number * 12, "bottom": number * 12 + 10})
    return made


@pytest.mark.parametrize(
    ("lines", "text"),
    [(("matematik", ", kommun"), "matematik, kommun"), (("personal", "/dag"), "personal/dag"),
     (("personal", "/ dag"), "personal / dag")],
)  # fmt: skip
def test_punctuation_that_a_full_line_pushed_down_follows_its_word(lines: tuple[str, ...], text: str) -> None:
    found, _ = cell_text((0, 0, 54, 40), words(*lines), frozenset(), lambda one, other: True)
    assert found == text


def test_codes_of_indicators_are_no_names(tmp_path: Path) -> None:
    header = ["Indicator", "Description", "Last period", "This period", "Target", "Trend"]
    rows = [["Quarterly indicators, quarter 4 2024 to 2025"], header,
            ["1.1.2.PI", "Percentage of appeals upheld", "20%", "0%", "20%", "Getting better"],
            ["1.1.3.PI", "Number of visits", "10,966", "20,020", "19,625", "Worse"]]  # fmt: skip
    _, made = proposed(tmp_path, rows, "en")
    titles = [each["title"] for each in value(made, "indicators.yml", "indicators")]
    assert titles == ["Percentage of appeals upheld", "Number of visits"]
    results = {file.path for file in made.files if file.kind == "result"}
    assert [path.rpartition("/")[2] for path in results] == ["2024-25-Q4.md"]
    measured = value(made, "2024-25-Q4.md", "measurements")
    assert measured == {"percentage-of-appeals-upheld": "0", "number-of-visits": "20020"}
    reports = value(made, "2024-25-Q4.md", "targets")
    assert [each["judgement"] for each in reports.values()] == [{"trend": "improving"}, {"trend": "worsening"}]


def test_names_that_look_like_codes_beside_numbers_alone_stay_names(tmp_path: Path) -> None:
    _, made = proposed(tmp_path, [["Indikator", "Utfall 2024"], ["BMI30", "12"], ["BMI25", "30"]])
    assert [each["title"] for each in value(made, "indicators.yml", "indicators")] == ["BMI30", "BMI25"]


@pytest.mark.parametrize(
    ("text", "period"),
    [("Q4 2024 to 2025", "2024/25-Q4"), ("2024 to 2025", "2024/25"), ("2024 till 2027", "None"),
     ("increase from 2024 to 2025", "2024")],
)  # fmt: skip
def test_years_with_to_between_them(text: str, period: str) -> None:
    assert str(dated(text, "en").period) == period


def test_numbered_goals_are_no_targets(tmp_path: Path) -> None:
    rows = [["Mål", "Nyckeltal", "Senaste värde", "År", "Mål 2026"],
            ["1 Ingen fattigdom", "Hushåll med låg inkomst, andel (%)", "4,1", "2022", "≤4"],
            ["5 Jämställdhet", "Kvinnors inkomst av mäns, andel (%)", "78,9", "2021", "85"]]  # fmt: skip
    _, made = proposed(tmp_path, rows)
    targets = value(made, "plan.md", "targets")
    assert [(each["text"], each["values"]) for each in targets] == [
        ("1 Ingen fattigdom", {"2026": {"at_most": "4"}}), ("5 Jämställdhet", {"2026": "85"}),
    ]  # fmt: skip
    assert [*value(made, "2022.md", "measurements").values()] == ["4.1"]
    assert [*value(made, "2021.md", "measurements").values()] == ["78.9"]
    assert [each["unit"] for each in value(made, "indicators.yml", "indicators")] == ["percent", "percent"]


@pytest.mark.parametrize("cells", [("12 Mkr", "15 Mkr"), ("5 Personer", "7 Personer"), ("90 %", "95 %")])
def test_numbers_with_units_in_capitals_are_targets(tmp_path: Path, cells: tuple[str, str]) -> None:
    rows = [["Indikator", "Mål", "Utfall 2024"], *([f"Sak {at}", cell, "9"] for at, cell in enumerate(cells))]
    _, made = proposed(tmp_path, rows)
    assert all("values" in each for each in value(made, "plan.md", "targets"))


def test_a_heading_of_a_section_that_has_no_place_is_not_said_to_stand_somewhere(tmp_path: Path) -> None:
    rows = [
        ["Område", "Mått", "Utfall 2020", "Utfall 2019", "Riket 2019"],
        ["Barn och unga", "", "", "", ""],
        ["", "Kostnad för skolan, kr per elev", "118549", "119897", "117032"],
        ["", "Andel elever som når målen, andel (%)", "75", "55", "77"],
    ]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2019.md", "measurements")["kostnad-for-skolan-kr-per-elev"] == "119897"
    [row] = [each for each in account(source, made) if each.line.text.startswith("Barn och unga")]
    assert (row.fate, row.why) == (Fate.LEFT_OUT, "row-without-name")
