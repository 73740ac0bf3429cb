"""A plan typed in a plain text file: numbered actions with their label, and a table with tabs or bars."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.meaning.adoption import with_adoption
from publisher.importing.meaning.plans import action_plan
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.plain_text import read
from publisher.language import Language
from tests.importing.test_cells import NOTHING
from tests.importing.test_row_names import value

SV = """\
Handlingsplan för klimat 2024–2027

Antagen av kommunfullmäktige 2023-12-14, § 112

Inledning
Planen gäller hela kommunens verksamhet.

Mål 1: Lägre utsläpp från transporter
Åtgärd 1.1: Alla nya bilar ska vara elbilar. Ansvar: Tekniska kontoret. Klart: 2025-12-31.
Åtgärd 1.2: Kommunen bör bygga laddplatser. Ansvar: Tekniska kontoret. Klart: 2026. Kostnad: 2,4 mnkr.

Mål 2: Mindre energi i byggnader
Åtgärd 2.1: Energin i byggnader ska minska med 15 % till 2027. Ansvar: Fastighetsenheten.
Åtgärd 2.2: Alla lokaler får ny belysning.

Indikatorer

{table}
"""
ROWS = (
    ("Indikator", "2022", "2023", "Mål 2027"),
    ("Andel elbilar (%)", "34", "41", "80"),
    ("Utsläpp (ton)", "12 450", "11 980", "8 000"),
)


def source(folder: Path, text: str) -> SourceFile:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return read(folder / "plan.txt", "", "sv")


def plan(folder: Path, asked: Asked = Asked()) -> Proposal:  # noqa: B008 - nothing asked
    table = "\n".join("\t".join(row) for row in ROWS)
    return action_plan(source(folder, SV.format(table=table)), Language("sv"), asked, NOTHING, TableAsked())


def test_an_action_is_one_by_its_label_and_keeps_the_goal_above_it(tmp_path: Path) -> None:
    made: Any = value(plan(tmp_path), "plan.md", "activities")
    assert [(each["title"], each.get("text"), str(each.get("due", ""))) for each in made] == [
        ("Alla nya bilar ska vara elbilar", "Mål 1: Lägre utsläpp från transporter.", "2025-12-31"),
        ("Kommunen bör bygga laddplatser", "Kostnad: 2,4 mnkr. Mål 1: Lägre utsläpp från transporter.", "2026"),
        ("Energin i byggnader ska minska med 15 % till 2027", "Mål 2: Mindre energi i byggnader.", ""),
    ]
    assert [each["responsible"] for each in made] == ["tekniska-kontoret", "tekniska-kontoret", "fastighetsenheten"]


def test_what_stays_in_the_text_keeps_its_label_and_the_decision_is_no_heading(tmp_path: Path) -> None:
    blocks = plan(tmp_path).files[0].prose
    assert [(block.sort, block.text, block.label) for block in blocks] == [
        (BlockSort.PARAGRAPH, "Antagen av kommunfullmäktige 2023-12-14, § 112", ""),
        (BlockSort.HEADING, "Inledning", ""),
        (BlockSort.PARAGRAPH, "Planen gäller hela kommunens verksamhet.", ""),
        (BlockSort.HEADING, "Mål 2: Mindre energi i byggnader", ""),
        (BlockSort.ENTRY, "Alla lokaler får ny belysning.", "Åtgärd"),
    ]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Antagen av kommunfullmäktige 2023-12-14, § 112", False),
        ("Antagen av kommunfullmäktige den 14 december 2023", False),
        ("Antagen av KF 2023-12-14, dnr KS 2023/45", False),
        ("Antagen av kommunfullmäktige 2023-12-14, § 112, och reviderad 2025", True),
        ("Antagen av kommunfullmäktige 2023-12-14. Gäller alla nämnder.", True),
    ],
)
def test_what_the_decision_says_stands_once(tmp_path: Path, line: str, *, kept: bool) -> None:
    read = source(tmp_path, f"Handlingsplan för klimat\n\n{line}\n\nPlanen gäller hela kommunens verksamhet.\n")
    made = with_adoption(read, action_plan(read, Language("sv"), Asked(), NOTHING, TableAsked()), NOTHING, "sv")
    [decision] = value(made, "plan.md", "decisions")
    assert (decision["body"], str(decision["date"])) == ("kommunfullmaktige", "2023-12-14")
    assert (line in [block.text for block in made.files[0].prose]) is kept


def test_another_title_keeps_the_years_of_the_document(tmp_path: Path) -> None:
    made = plan(tmp_path, Asked(title="Klimatplan"))
    assert value(made, "plan.md", "title") == "Klimatplan"
    assert {key: str(day) for key, day in value(made, "plan.md", "period").items()} == {"from": "2024", "to": "2027"}


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("\t".join(row) for row in ROWS),
        "\n".join("\t\t".join(row) for row in ROWS),
        "\n".join(" | ".join(row) for row in ROWS),
        "\n".join(["| " + " | ".join(row) + " |" for row in ROWS[:1]] + ["|---|---|---|---|"]
                  + ["| " + " | ".join(row) + " |" for row in ROWS[1:]]),
    ],
)  # fmt: skip
def test_lines_with_tabs_or_bars_are_a_table(tmp_path: Path, text: str) -> None:
    blocks = source(tmp_path, f"Plan\n\nFöre tabellen står det här.\n{text}\nEfter den står det här.\n").blocks
    assert [block.sort for block in blocks][1:] == [BlockSort.PARAGRAPH, BlockSort.TABLE, BlockSort.PARAGRAPH]
    [table] = [block for block in blocks if block.sort is BlockSort.TABLE]
    assert [row.cells for row in table.rows] == [*ROWS]


@pytest.mark.parametrize(
    "text",
    [
        "Ansvarig:\tTekniska nämnden\nKlart:\t2026",
        "1.\tBakgrund\t3\n2.\tSyfte\t4\n2.1\tMål\t5",
        "En rad med en | i sig.\nOch en till | med en.",
        "•\tEn punkt\n•\tEn till",
        "Ensam\trad\tmed tabbar",
    ],
)
def test_labels_lists_and_contents_with_tabs_are_no_table(tmp_path: Path, text: str) -> None:
    assert not [block for block in source(tmp_path, f"Plan\n\n{text}\n").blocks if block.sort is BlockSort.TABLE]


def test_an_empty_cell_stays_empty(tmp_path: Path) -> None:
    blocks = source(tmp_path, "Plan\n\nA\tB\tC\n1\t\t3\n4\t5\t\n").blocks
    assert [row.cells for row in blocks[-1].rows] == [("A", "B", "C"), ("1", "", "3"), ("4", "5", "")]
