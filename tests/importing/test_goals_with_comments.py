"""Follow-ups as planning systems print them: goals across the table, comments below, a ground behind each line."""

from functools import partial
from pathlib import Path

import pikepdf
import typst

from publisher.importing.columns.headers import begins_table, headed
from publisher.importing.form.source import BlockSort, Origin, SourceLine, SourceRow
from publisher.importing.meaning.actions import acted
from publisher.importing.printed.parted_tables import PlacedTable, add_table
from publisher.importing.printed.printed_tables import PrintedTable, ruled_table
from publisher.importing.printed.printed_words import Word
from publisher.importing.printed.spaced_tables import spaced_tables
from publisher.importing.printed.tables_of_pages import divides
from publisher.importing.readers.formats import read_source

HEAD = ("Aktivitet", "Status", "Färdiggrad")


def printed(*rows: tuple[str, ...], bands: tuple[int, ...] = ()) -> PrintedTable:
    count = len(rows)
    return PrintedTable((0.0, 0.0, 300.0, 20.0 * count), (0.0, 100.0, 200.0), rows, (False,) * count,
                        tuple(at in bands for at in range(count)))  # fmt: skip


def word(text: str, left: float, top: float) -> Word:
    return {"text": text, "x0": left, "x1": left + 5.0 * len(text), "top": top, "bottom": top + 9.0}


def test_a_goal_across_the_table_and_a_comment_below_belong_to_the_action() -> None:
    texts = ["Hamnen ska vara lugn.", "Måla planket", "Kommentar: Färgen kom sent.", "Laga bryggan",
             "Båtarna ska bli fler.", "Kommentar: Hon är lagad."]  # fmt: skip
    rows = [HEAD, *((text, "", "") for text in texts)]
    lines = [SourceLine(Origin(1, number), row[0]) for number, row in enumerate(rows, start=1)]
    made = [SourceRow(row, line, at in {1, 3, 5, 6}) for at, (row, line) in enumerate(zip(rows, lines, strict=True))]
    table = headed(made, "sv", {}, {})
    assert table is not None
    found = acted(table, made, "sv")
    assert [(each.title, each.about) for each in found] == [
        ("Måla planket", ["Hamnen ska vara lugn.", "Färgen kom sent."]),
        ("Laga bryggan", ["Hamnen ska vara lugn.", "Hon är lagad."]),
    ]
    assert {cell.line for cell in found[0].cells} == {lines[1], lines[2], lines[3]}


def test_grounds_behind_the_lines_of_a_cell_are_no_rows() -> None:
    tops = [0.0, 20.0, 32.0, 44.0, 56.0, 68.0]
    cells = [(left, top, left + 100, top + 12) for top in tops[:3] for left in (0.0, 100.0, 200.0)]
    cells += [(0.0, top, 300.0, top + 12) for top in tops[3:]]
    words = [word("Aktivitet", 5, 2), word("Status", 105, 2), word("Färdiggrad", 205, 2)]
    words += [word("Måla", 5, 22), word("planket", 5, 34), word("Kommentar:", 5, 46)]
    words += [word("Färgen", 5, 58), word("dröjde", 5, 70)]
    table = ruled_table(cells, words, frozenset(), lambda *_: True)
    assert table.rows == (HEAD, ("Måla planket", "", ""), ("Kommentar: Färgen dröjde", "", ""))
    assert table.bands == (False, False, True)


def test_the_tags_of_a_table_say_which_lines_are_one_cell() -> None:
    lines, whole = printed(HEAD, ("Måla", "", ""), ("Planket", "", "")), printed(HEAD, ("Måla Planket", "", ""))
    assert divides(lines, whole)
    assert not divides(whole, whole)
    assert not divides(lines, printed(HEAD, ("Måla bryggan", "", "")))


def test_tags_with_attributes_of_other_objects_are_read(tmp_path: Path) -> None:
    path = tmp_path / "hamn.pdf"
    typed = "#table(columns: 2, stroke: none, [Åtgärd], [Ansvarig], [Måla planket \\ vid ån], [Nämnden])"
    path.with_suffix(".typ").write_text(typed, encoding="utf-8")
    typst.compile(path.with_suffix(".typ"), path, pdf_tags=True)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        cells = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TD"]
        for cell in cells:
            cell["/A"] = pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=file.make_indirect(pikepdf.Array([0, 0, 9, 9])))
        file.save(path)
    assert cells
    [table] = [block for block in read_source(path, None, "sv").blocks if block.sort is BlockSort.TABLE]
    assert [row.cells for row in table.rows] == [("Åtgärd", "Ansvarig"), ("Måla planket vid ån", "Nämnden")]


def test_a_page_with_one_column_of_text_goes_on_no_table() -> None:
    text = [word(said, 10, 20.0 * number) for number, said in enumerate(("Hamnen", "är", "lugn"))]
    assert spaced_tables(text, [], frozenset(), lambda *_: True, [(0.0, 100.0), (110.0, 200.0)]) == []


def test_a_table_that_begins_with_a_header_of_its_own_goes_on_no_other() -> None:
    tables: list[PlacedTable] = []
    begins = partial(begins_table, "sv")
    add_table(printed(("Nämndmål", "", "Bedömning"), ("Lugn hamn", "", "")), 1, 0, [], tables, None, lambda *_: True)
    add_table(printed(HEAD, ("Måla", "", "")), 2, 0, [], tables, tables[0], lambda *_: True, begins)
    assert [each.table.rows[0] for each in tables] == [("Nämndmål", "", "Bedömning"), HEAD]
    add_table(printed(HEAD, ("Laga", "", "")), 3, 0, [], tables, tables[1], lambda *_: True, begins)
    add_table(printed(("Nämnden", "Pågår", "")), 4, 0, [], tables, tables[1], lambda *_: True, begins)
    assert [[row[0] for row in each.table.rows] for each in tables] == [
        ["Nämndmål", "Lugn hamn"],
        ["Aktivitet", "Måla", "Laga", "Nämnden"],
    ]
    assert [row.cells for row in tables[0].block().rows] == [("Nämndmål", "Bedömning"), ("Lugn hamn", "")]
