"""Tables of documents of which little is understood, and numbers that say their period or another unit themselves."""

from pathlib import Path

import docx
import pytest

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
    assert "target-other-unit" in doubts(made) and lost(source, made) == {}


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
