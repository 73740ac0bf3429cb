"""Rows of printed tables that go on at the top of the next page, also within a divided word."""

from pathlib import Path

import pikepdf
import pytest
import typst

from publisher.importing.form.source import BlockSort
from publisher.importing.printed.cell_texts import is_divided, undivided
from publisher.importing.printed.parted_tables import are_apart
from publisher.importing.readers.formats import read_source

TEXT = "Kommunen ska förbättra verksamhetsutvecklingen och tillgängligheten för alla invånare i hela kommunen under år"
PAGE = """
#set page(paper: "a5", margin: 2cm)
#set text(lang: "sv", hyphenate: true)
#set par(justify: true)
= Handlingsplan
Text om planen.
#v(3cm)
#table(columns: (3fr, 2fr, 1fr, 1fr), stroke: {stroke}, [Åtgärd], [Ansvarig], [Klart], [Status], {rows})
{after}
"""


def printed(folder: Path, stroke: str, count: int, after: str = "", *, tagged: bool = True) -> Path:
    """Return a file with a table of so many actions, each row of six lines."""
    rows = "".join(
        f"[Åtgärd {at}: {TEXT}], [Nämnd {'ABCDEFGHIJKLMNOPQR'[at]}], [203{at % 8}], [Pågår]," for at in range(count)
    )
    path = folder / "plan.pdf"
    (folder / "plan.typ").write_text(PAGE.format(stroke=stroke, rows=rows, after=after), encoding="utf-8")
    typst.compile(folder / "plan.typ", output=path)
    if not tagged:
        with pikepdf.open(path, allow_overwriting_input=True) as file:
            del file.Root.StructTreeRoot
            for page in file.pages:
                kept = [each for each in pikepdf.parse_content_stream(page)
                        if str(each.operator) not in {"BDC", "BMC", "EMC"}]  # fmt: skip
                page.Contents = file.make_stream(pikepdf.unparse_content_stream(kept))
            file.save()
    return path


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("stroke", ["1pt", "none", "(x: none, y: 0.5pt)"])
@pytest.mark.parametrize("count", [9, 10, 17])
def test_a_row_of_two_pages_is_one_row(tmp_path: Path, stroke: str, count: int, tagged: bool) -> None:  # noqa: FBT001
    source = read_source(printed(tmp_path, stroke, count, tagged=tagged), None, "sv")
    [table] = [block for block in source.blocks if block.sort is BlockSort.TABLE]
    assert [row.cells[0] for row in table.rows[1:]] == [f"Åtgärd {at}: {TEXT}" for at in range(count)]
    assert [row.cells[2] for row in table.rows[1:]] == [f"203{at % 8}" for at in range(count)]
    parted = [row.line for row in table.rows if "row-joined" in {doubt.code for doubt in row.line.doubts}]
    rest = [each.line.text for each in source.left if each.why == "row-above"]
    assert len(parted) == len(rest) > 0
    assert not [block for block in source.blocks if block.text in rest]


def test_text_at_the_top_of_the_next_page_stays_text(tmp_path: Path) -> None:
    after = "#pagebreak()\nsådant som beslutas senare står inte i tabellen, utan i en text som går över hela sidan."
    source = read_source(printed(tmp_path, "none", 2, after), None, "sv")
    assert source.blocks[-1].sort is BlockSort.PARAGRAPH
    assert source.blocks[-1].text.startswith("sådant som beslutas")


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("för al-", "la invånare", "för alla invånare"),
        ("till HR-", "avdelningen", "till HR-avdelningen"),
        ("CO2-", "utsläpp", "CO2-utsläpp"),
        ("barn-", "och ungdom", None),
        ("för alla", "invånare", None),
        ("åren 2024-", "2025", None),
    ],
)
def test_divided_words(above: str, below: str, whole: str | None) -> None:
    divided = is_divided(above, below, frozenset({"och"}))
    assert (undivided(above, below) if divided else None) == whole


@pytest.mark.parametrize(
    ("before", "text", "apart"),
    [
        ("vid Norrbadet", "vid sjön", True),
        ("högst 60", "dB", True),
        ("som KFN", "ansvarar för", True),
        ("utveck", "lingen", False),
    ],
)
def test_words_at_the_end_of_a_page(before: str, text: str, *, apart: bool) -> None:
    assert are_apart(before, text, lambda _one, _other: False) is apart
