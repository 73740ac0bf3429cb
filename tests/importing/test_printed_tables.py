"""Tables of PDF files without ruling lines: rows whose cells are wrapped are one row, with or without tags."""

from pathlib import Path

import pytest
import typst

from publisher.importing.form.source import BlockSort
from publisher.importing.printed.cell_texts import cell_text
from publisher.importing.printed.printed_words import Word
from publisher.importing.printed.spaced_tables import spaced_tables
from publisher.importing.readers.formats import read_source

PAGE = """
#set page(paper: "a5", flipped: true, margin: 12mm)
#set par(leading: 0.4em)
#set text(size: 9pt, lang: "sv")
"""
# Rows with more space between them than between their lines; headers of several columns; numbers at the right edge.
MEASURES = """
#table(columns: (50mm, 20mm, 20mm, 20mm, 45mm), stroke: none, inset: 3pt, align: (left, right, right, right, left),
  [], table.cell(colspan: 2, align: center)[Utfall], [Mål], [],
  [Indikator], [2023], [2024], [2025], [Kommentar],
  [Andel invånare som känner sig trygga när de går ut på kvällen i sitt område], [68], [71], [75],
  [Enkäten besvarades av färre än tidigare år.],
  [Elförbrukning (kWh/m²)], [1 142], [1 138], [1 130], [],
  [Antal nattvandringar i centrum#super(typographic: false)[1]], [41], [38], [50],
  [Svårt att få ihop grupper varje helg])

Nämnderna ska redovisa avvikelser varje månad.
"""
READ_MEASURES = [
    ("Indikator", "2023", "2024", "2025", "Kommentar"),
    ("Andel invånare som känner sig trygga när de går ut på kvällen i sitt område", "68", "71", "75",
     "Enkäten besvarades av färre än tidigare år."),
    ("Elförbrukning (kWh/m²)", "1 142", "1 138", "1 130", ""),
    ("Antal nattvandringar i centrum¹", "41", "38", "50", "Svårt att få ihop grupper varje helg"),
]  # fmt: skip
# Rows as near to each other as their lines, centred cells, and a header on a ground.
ACTIONS = """
#table(columns: (50mm, 50mm, 30mm, 20mm), stroke: none, inset: (x: 3pt, y: 1.8pt), align: left + horizon,
  fill: (_, y) => if y == 0 { luma(200) },
  [Mål], [Åtgärd], [Ansvarig], [Klart],
  [Fler ska känna sig trygga i centrum och vid stationen], [Förbättra belysningen på gångvägar mellan
  stationen och bussterminalen samt vid skolorna], [Tekniska nämnden], [2025-06],
  [Fler ska vilja bo i Provköping], [Inrätta kvällspatruller], [Socialnämnden], [2025-09],
  [Färre brott], [Genomför grannsamverkan tillsammans med polisen], [Kommunstyrelsen], [2025-12])
"""
READ_ACTIONS = [
    ("Mål", "Åtgärd", "Ansvarig", "Klart"),
    ("Fler ska känna sig trygga i centrum och vid stationen",
     "Förbättra belysningen på gångvägar mellan stationen och bussterminalen samt vid skolorna",
     "Tekniska nämnden", "2025-06"),
    ("Fler ska vilja bo i Provköping", "Inrätta kvällspatruller", "Socialnämnden", "2025-09"),
    ("Färre brott", "Genomför grannsamverkan tillsammans med polisen", "Kommunstyrelsen", "2025-12"),
]  # fmt: skip
# The header of another table stands far below the rows of one with the same columns.
TWO = """
#table(columns: (60mm, 30mm, 30mm), stroke: none, inset: 3pt,
  [Nyckeltal], [Utfall 2023], [Utfall 2024], [Antal besök], [1 204], [1 311], [Antal lån], [9 810], [9 700])
#v(6mm)
#table(columns: (60mm, 30mm, 30mm), stroke: none, inset: 3pt,
  [Åtgärd], [Ansvarig], [Status], [Öppna en byggnad], [Nämnden], [Pågår], [Stänga en annan], [Nämnden], [Klar])
"""


def read(path: Path, typed: str, *, tags: bool) -> list[list[tuple[str, ...]]]:
    path.with_suffix(".typ").write_text(PAGE + typed, encoding="utf-8")
    typst.compile(path.with_suffix(".typ"), path, pdf_tags=tags)
    source = read_source(path, None, "sv")
    return [[row.cells for row in each.rows] for each in source.blocks if each.sort is BlockSort.TABLE]


@pytest.mark.parametrize("tags", [True, False])
def test_lines_of_a_cell_are_no_rows(tmp_path: Path, tags: bool) -> None:  # noqa: FBT001
    [measures] = read(tmp_path / "m.pdf", MEASURES, tags=tags)
    assert measures[1:] == READ_MEASURES
    assert measures[0][:2] == ("", "Utfall")
    assert read(tmp_path / "a.pdf", ACTIONS, tags=tags) == [READ_ACTIONS]
    assert [table[0] for table in read(tmp_path / "t.pdf", TWO, tags=tags)] == [
        ("Nyckeltal", "Utfall 2023", "Utfall 2024"), ("Åtgärd", "Ansvarig", "Status"),
    ]  # fmt: skip


def test_a_row_that_two_pages_share_is_one_without_lines_too(tmp_path: Path) -> None:
    typed = ACTIONS.replace("flipped: true", "").replace("[Mål]", "table.header([Mål]").replace("[Klart]", "[Klart])")
    [table] = read(tmp_path / "b.pdf", "#set page(height: 42mm)\n" + typed, tags=False)
    assert table == READ_ACTIONS


def test_headers_that_run_upwards_are_read_in_their_order(tmp_path: Path) -> None:
    typed = """
    #let up(body) = rotate(-90deg, reflow: true, body)
    #table(columns: 3, [Indikator], up[Utfall T2 2024], rotate(90deg, reflow: true)[Mål 2024], [Antal], [43], [45])
    """
    for tags in (True, False):
        assert read(tmp_path / "u.pdf", typed, tags=tags) == [
            [("Indikator", "Utfall T2 2024", "Mål 2024"), ("Antal", "43", "45")]
        ]


def test_a_word_with_hyphens_keeps_them_at_the_end_of_a_line() -> None:
    words: list[Word] = [
        {"text": text, "x0": 0.0, "x1": 40.0, "top": top, "bottom": top + 10}
        for top, text in ((0.0, "out-"), (12.0, "of-work"), (24.0, "bene-"), (36.0, "fits"))
    ]
    assert cell_text((0.0, 0.0, 60.0, 50.0), words, set(), lambda one, other: True) == ("out-of-work benefits", False)


def test_text_in_columns_is_no_table() -> None:
    """Lines of running text in three columns are as near to each other as possible and begin within sentences."""
    words: list[Word] = [
        {"text": text, "x0": 200.0 * column + 40 * at, "x1": 200.0 * column + 40 * at + 36, "top": 12.0 * line,
         "bottom": 12.0 * line + 10}
        for line in range(12)
        for column in range(3)
        for at, text in enumerate(("Vi" if (line + 2 * column) % 5 == 0 else "och", "alla", "bygger", "en"))
    ]  # fmt: skip
    assert spaced_tables(words, (), set(), lambda one, other: True) == []


@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_a_header_of_several_columns_is_that_of_each(tmp_path: Path, side: str) -> None:
    typed = f"""
    #table(columns: (50mm, auto, auto, auto, auto, auto, 40mm), stroke: none, align: left,
      [Indikator], table.cell(colspan: 3, align: {side})[Utfall],
      table.cell(colspan: 2, align: {side})[Mål], [Ansvarig],
      [], [2022], [2023], [aug 2024], [2024], [2026], [],
      [Nöjda med maten, %], [70], [71], [69], [75], [80], [Nämnden],
      [Sjukfrånvaro, %], [9,8], [9,1], [8,7], [8,0], [7,5], [Nämnden],
      [Antal fall], [412], [398], [255], [380], [350], [Nämnden])
    """
    [[header, *rows]] = read(tmp_path / "s.pdf", typed, tags=False)
    # In a spreadsheet, too, it stands above the first of its columns.
    outcome, target = ("", "") if side == "left" else ("Utfall ", "Mål ")
    assert header == (
        "Indikator", "Utfall 2022", f"{outcome}2023", f"{outcome}aug 2024", "Mål 2024", f"{target}2026", "Ansvarig",
    )  # fmt: skip
    assert rows[-1] == ("Antal fall", "412", "398", "255", "380", "350", "Nämnden")


def test_a_header_whose_words_are_near_each_other_belongs_to_the_rows_below_it(tmp_path: Path) -> None:
    typed = """
    #set page(header: text(7pt)[Provköpings kommun | Klimatprogram], margin: (top: 20mm))
    #text(18pt)[Klimatprogram 2024–2030]

    Programmet gäller för alla.

    #table(columns: (1fr, auto, auto, auto), stroke: none, inset: 3pt,
      [*Indikator*], [*2021*], [*2023*], [*Mål 2030*],
      [Utsläpp, ton per invånare], [4,3], [3,9], [2,0], [Cykelandel, %], [14], [17], [25],
      [Energi i lokaler, kWh/m²], [142], [138], [118])
    """
    [[header, first, *_]] = read(tmp_path / "n.pdf", typed, tags=False)
    assert (header, first) == (
        ("Indikator", "2021", "2023", "Mål 2030"),
        ("Utsläpp, ton per invånare", "4,3", "3,9", "2,0"),
    )
    source = read_source(tmp_path / "n.pdf", None, "sv")
    assert [each.text for each in source.blocks][:1] == ["Klimatprogram 2024–2030"]
    assert [(each.line.text, each.why) for each in source.left] == [
        ("Provköpings kommun | Klimatprogram", "running-head")
    ]


def test_two_columns_without_lines_are_a_table_below_a_header_of_one(tmp_path: Path) -> None:
    rows = "[Öppna mötesplatser i byn], [Socialnämnden], [Utbilda volontärer], [Kulturnämnden]"
    typed = "#table(columns: (80mm, 50mm), stroke: none, inset: 3pt, {}, " + rows + ")\n\nPlanen följs upp varje år."
    [table] = read(tmp_path / "two.pdf", typed.format("[Åtgärd], [Ansvarig]"), tags=False)
    assert table == [
        ("Åtgärd", "Ansvarig"),
        ("Öppna mötesplatser i byn", "Socialnämnden"),
        ("Utbilda volontärer", "Kulturnämnden"),
    ]
    assert read(tmp_path / "text.pdf", typed.format("[Byn vid ån], [Staden]"), tags=False) == []


def test_colours_of_cells_are_read_or_asked_about(tmp_path: Path) -> None:
    typed = """
    #let green = rgb("#92d050")
    #let red = rgb("#ff0000")
    #table(columns: 4,
      fill: (x, y) => if y == 0 {{ green }} else if x == {at} {{ if y == 1 {{ green }} else {{ red }} }},
      [Nyckeltal], [Mål 2024], [Utfall 2024], [Status],
      [Ekologisk mat, %], [45], [47], [], [Matsvinn, gram], [30], [38], [])
    """

    def rows(at: int) -> tuple[list[tuple[str, ...]], list[set[str]]]:
        (tmp_path / "c.pdf").unlink(missing_ok=True)
        [table] = read(tmp_path / "c.pdf", typed.format(at=at), tags=False)
        [block] = [each for each in read_source(tmp_path / "c.pdf", None, "sv").blocks if each.rows]
        return table[1:], [{doubt.code for doubt in row.line.doubts} for row in block.rows]

    table, doubts = rows(3)
    assert [row[3] for row in table] == ["🟢", "🔴"]
    assert doubts == [set(), {"colour-alone"}, {"colour-alone"}]
    table, doubts = rows(2)
    assert [row[2:] for row in table] == [("47", ""), ("38", "")]
    assert doubts == [set(), {"colour-of-number"}, {"colour-of-number"}]


def test_coloured_areas_outside_tables_are_said(tmp_path: Path) -> None:
    squares = "".join(f'#rect(width: 5mm, height: 5mm, fill: rgb("{colour}"))\n' for colour in ("#92d050", "#ff0000"))
    read(tmp_path / "s.pdf", f"Nämnden följer målen varje år och redovisar dem för alla.\n\n{squares}", tags=False)
    source = read_source(tmp_path / "s.pdf", None, "sv")
    assert [(each.line.text, each.why) for each in source.left] == [("🟢 🔴", "colours")]
