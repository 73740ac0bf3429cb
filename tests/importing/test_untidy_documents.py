"""Action plans as they are published: goals as headings above tables, titles on covers, columns with no field."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Pt

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.drafting import draft
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import BlockSort, SourceBlock
from publisher.importing.layout.structure import structured
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.printed.parted_tables import continued
from publisher.importing.printed.printed_tables import PrintedTable
from publisher.importing.prose.sections import Asked, levelled, titled
from publisher.importing.readers.formats import read_source
from publisher.importing.readers.plain_text import lines_of
from publisher.language import Language
from tests.importing.pieces import field_of


def line(document: Document, text: str, size: int = 0) -> None:
    run = document.add_paragraph().add_run(text)
    if size:
        run.bold = True
        run.font.size = Pt(size)


def grid(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text


def plan(path: Path, document: Document, language: str = "sv") -> Proposal:
    document.save(str(path))
    source = read_source(path, None, language)
    return action_plan(source, Language(language), Asked(), Present({}, {}, frozenset()), TableAsked())


def value(made: Proposal, path: str, key: str) -> Any:
    return field_of(made, path, key)


def test_goals_above_tables_go_with_their_rows_and_are_lost_nowhere(tmp_path: Path) -> None:
    document = docx.Document()
    for text, size in (("Provköpings kommun", 0), ("Klimathandlingsplan 2024–2027", 20),
                       ("Antagen av kommunfullmäktige 2024-03-18 § 41", 0), ("Inledning", 14),
                       ("Planen gäller alla.", 0), ("Mål 1. Transporter", 13), ("Mål 1.1 Fossilfri fordonsflotta", 11),
                       ("Nämnderna ska välja elbilar.", 0)):  # fmt: skip
        line(document, text, size)
    grid(
        document,
        [["Åtgärd", "Ansvarig", "Koldioxideffekt", "Kostnad"], ["Byta bilar", "Tekniska nämnden", "9 ton", "–"]],
    )
    line(document, "Mål 1.2 Mer kollektivtrafik", 11)
    line(document, "Andelen ska öka.")
    line(document, "Mål 2. Byggnader", 13)
    line(document, "Mål 2.1 Energin ska minska med 20 %", 11)
    grid(document, [["Indikator", "Utfall 2024", "Mål 2025"], ["Energi, kWh", "147", "140"]])
    line(document, "Källa: Fastighetsbolaget")
    line(document, "Åtgärder", 13)
    grid(document, [["Åtgärd", "Klart senast"], ["Tilläggsisolera", "löpande"]])
    made = plan(tmp_path / "plan.docx", document)
    assert value(made, "plan.md", "title") == "Klimathandlingsplan 2024–2027"
    first, second = value(made, "plan.md", "activities")
    assert first["text"] == "Koldioxideffekt: 9 ton. Mål 1.1 Fossilfri fordonsflotta."
    assert second["text"] == "Klart senast: löpande."
    [target] = value(made, "plan.md", "targets")
    assert target["text"] == "Mål 2. Byggnader. Mål 2.1 Energin ska minska med 20 %"
    prose = [(each.level, each.text) for each in made.files[0].prose if each.sort is BlockSort.HEADING]
    assert prose == [
        (2, "Inledning"), (3, "Mål 1. Transporter"), (4, "Mål 1.1 Fossilfri fordonsflotta"),
        (4, "Mål 1.2 Mer kollektivtrafik"),
    ]  # fmt: skip


def test_rows_of_groups_below_an_indicator_are_its_groups(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, "Handlingsplan 2024", 20)
    line(document, "Så går det.")
    rows = [
        ["Indikator", "Utfall 2023", "Mål 2025"],
        ["Behöriga, %", "80", "86"],
        ["   flickor", "84", ""],
        ["pojkar", "76", ""],
    ]
    grid(document, rows)
    made = plan(tmp_path / "plan.docx", document)
    assert value(made, "2023.md", "measurements") == {
        "behoriga": {"value": "80", "groups": {"flickor": "84", "pojkar": "76"}}
    }


def test_progress_in_words_is_a_status_and_in_per_cent_a_share_done(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, "Action plan 2024", 20)
    rows = [
        ["Action", "Due", "Progress"],
        ["Plant trees", "March 2025", "75%"],
        ["Adopt a strategy", "ongoing", "On track"],
    ]
    grid(document, rows)
    made = plan(tmp_path / "plan.docx", document, "en")
    trees, strategy = value(made, "plan.md", "activities")
    assert (trees["complete"], trees["status"]) == ("75", "unknown")
    assert (strategy["status"], strategy["text"]) == ("ongoing", "Progress: On track. Due: ongoing.")


def block(sort: BlockSort, text: str, level: int = 0) -> SourceBlock:
    return SourceBlock(sort, text, (), level)


def test_headings_of_one_level_stay_beside_each_other() -> None:
    source = [
        block(BlockSort.HEADING, text, level) for text, level in (("A", 1), ("B", 3), ("C", 5), ("D", 5), ("E", 3))
    ]
    assert [(each.level, each.text) for each in levelled(source)] == [(2, "A"), (3, "B"), (4, "C"), (4, "D"), (3, "E")]


@pytest.mark.parametrize(("below", "found"), [("Antagen 2024-03-18 § 41", "Plan"), ("Den gäller alla.", None)])
def test_a_title_on_a_cover_is_above_all_other_headings(below: str, found: str | None) -> None:
    blocks = [block(BlockSort.PARAGRAPH, "Provköpings kommun"), block(BlockSort.HEADING, "Plan", 1),
              block(BlockSort.PARAGRAPH, below), block(BlockSort.HEADING, "Mål", 2)]  # fmt: skip
    title = titled(blocks)
    assert (title and title.text) == found


def test_a_label_before_a_number_stays_with_its_heading() -> None:
    parts = [
        "Inledning",
        "Vi börjar här.",
        "Mål 1.1 Våra bilar",
        "Bilarna ska bytas.",
        "Mål 1.2 Våra hus",
        "Husen värms.",
    ]
    text = "\n\n".join(parts)
    blocks, _ = structured(lines_of(text), "sv")
    assert [each.headline for each in blocks if each.number] == ["Mål 1.1 Våra bilar", "Mål 1.2 Våra hus"]


def test_a_row_that_two_pages_share_is_one_though_its_first_cell_begins_with_a_capital() -> None:
    def page(*rows: tuple[str, ...]) -> PrintedTable:
        plain = tuple(False for _ in rows)
        return PrintedTable((0, 0, 90, 90), (0, 30, 60), rows, plain, plain)

    above = page(("Delmål", "Indikator", "Mål 2025"), ("1.5", "Utsläpp", "804"))
    below = page(("Utsläppen ska minska", "från byggande, ton", ""), ("1.6 Resor", "Resor, ton", "9"))
    together = continued(above, below, lambda *_: True)
    assert together is not None
    assert together.rows[1:] == (
        ("1.5 Utsläppen ska minska", "Utsläpp från byggande, ton", "804"), ("1.6 Resor", "Resor, ton", "9"),
    )  # fmt: skip
    fresh = page(("1.6 Resor", "från tåg", ""))
    ended = continued(page(("Delmål", "Indikator", "Mål 2025"), ("1.5 Hus", "Utsläpp", "804")), fresh, lambda *_: True)
    assert ended is not None
    assert len(ended.rows) == 3


def test_a_number_from_before_the_plan_stays_preliminary_and_has_its_direction(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Handlingsplan 2025–2028", 0)
    grid(document, [["Åtgärd", "Ansvarig"], ["Bygga", "Nämnden"]])
    document.add_heading("Indikatorer", 1)
    grid(document, [["Indikator", "2022", "2024", "Önskad utveckling"], ["Ensamma, %", "31", "29*", "Minska"]])
    line(document, "* Preliminärt")
    made = plan(tmp_path / "plan.docx", document)
    file = next(each for each in made.files if each.kind == "statistics")
    assert {key: piece.value for key, piece in file.fields.items() if isinstance(piece, ProposedValue)} == {
        "2022": {"value": "31"}, "2024": {"value": "29", "preliminary": "true"},
    }  # fmt: skip
    assert value(made, "indicators.yml", "indicators")[0]["direction"] == "lower"
    assert "2024,29,true" in draft(file, Language("sv"))
