"""Tables as office programs draw them in PDF files, and what makes a draft that its own check would stop at."""

from publisher.importing.drafts.drafting import draft, markdown
from publisher.importing.drafts.fitting_titles import fitting
from publisher.importing.form.proposal import Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, Origin, SourceBlock, SourceFile, SourceLine, SourceRow
from publisher.importing.layout.structure import structured
from publisher.importing.printed.printed_tables import PrintedTable, ruled_table
from publisher.importing.printed.printed_words import Box, Word
from publisher.importing.prose.sections import Asked, title_of
from publisher.importing.prose.steering_words import words_of
from publisher.importing.readers.plain_text import lines_of
from publisher.language import Language
from publisher.model.fields import LONGEST_TITLE

LINE = SourceLine(Origin(1, 1), "x")


def words_at(*lines: tuple[float, float, str]) -> list[Word]:
    """Return words of six points a letter, with three points between them, from the left edge and top of each line."""
    made: list[Word] = []
    for left, top, text in lines:
        for word in text.split():
            made.append({"text": word, "x0": left, "x1": left + 6.0 * len(word), "top": top, "bottom": top + 9.0})
            left += 6.0 * len(word) + 3.0
    return made


def table(cells: list[Box], words: list[Word]) -> PrintedTable:
    return ruled_table(cells, words, frozenset({"och"}), lambda *_: True)


def test_margins_of_cells_are_no_columns_and_no_rows() -> None:
    # Each cell is drawn within a frame, five points from the next; the headers stand at two heights.
    lefts = [0.0, 100.0, 200.0]
    cells = [(left, 20.0, left + 5, 60.0) for left in lefts] + [(left + 95, 20.0, left + 100, 60.0) for left in lefts]
    cells += [(left + 5, 20.0, left + 95, 60.0) for left in lefts]
    cells += [
        (left, top, left + 100, end) for left in (0.0, 200.0) for top, end in ((0.0, 5.0), (5.0, 15.0), (15.0, 20.0))
    ]
    cells += [(100.0, 0.0, 200.0, 10.0), (100.0, 10.0, 200.0, 20.0)]
    words = words_at((10, 6, "Mål"), (110, 1, "Nämndens"), (110, 11, "område"), (210, 6, "Varför"),
                     (10, 30, "Fler böcker"), (110, 30, "2"), (210, 30, "Många läser"))  # fmt: skip
    assert table(cells, words).rows == (("Mål", "Nämndens område", "Varför"), ("Fler böcker", "2", "Många läser"))


def test_a_ground_behind_a_row_is_no_cell_but_a_heading_across_the_table_is_one() -> None:
    heads = [(30.0, 0.0, 60.0, 20.0), (60.0, 0.0, 150.0, 20.0), (150.0, 0.0, 270.0, 20.0), (270.0, 0.0, 400.0, 20.0)]
    cells = [*heads, (30.0, 20.0, 400.0, 50.0), (30.0, 50.0, 400.0, 70.0)]
    words = words_at((80, 5, "Vad"), (200, 5, "Vem"), (320, 5, "När"),
                     (35, 22, "Måla planket"), (155, 22, "Nämnden"), (275, 22, "Våren"), (35, 34, "vid ån"),
                     (35, 52, "Mål tre är att alla får plats på bryggan om våren och"))  # fmt: skip
    found = table(cells, words)
    assert found.rows == (
        ("", "Vad", "Vem", "När"),
        ("", "Måla planket vid ån", "Nämnden", "Våren"),
        ("Mål tre är att alla får plats på bryggan om våren och", "", "", ""),
    )
    assert found.bands == (False, False, True)


def test_words_beside_a_line_end_stay_two_and_a_dash_stays_one() -> None:
    words = words_at((2, 0, "Solceller"), (2, 12, "på taket"), (2, 30, "Nes–"), (2, 42, "Vik"), (70, 0, "1"))
    cells = [(left, top, left + 58.0, top + 26) for top in (0.0, 28.0) for left in (0.0, 60.0)]
    found = ruled_table(cells, words, words_of("nb").joining, lambda *_: False)
    assert [row[0] for row in found.rows] == ["Solceller på taket", "Nes–Vik"]


def test_a_number_that_nothing_counts_up_to_is_no_number_of_a_section() -> None:
    typed = "6 Year Harbour Plan\n\nThe plan says what the harbour does.\n\n1) More boats\n2) Fewer waves\n6) Calm\n"
    found, _ = structured(lines_of(typed), "en")
    assert (found[0].number, found[0].text) == ("", "6 Year Harbour Plan")
    assert [each.number for each in found[2:]] == ["1", "2", "6"]
    later, _ = structured(lines_of("3 Mål\n\nHamnen ska vara lugn.\n\n4 Genomförande\n\nNämnden följer upp.\n"), "sv")
    assert [(each.number, each.text) for each in later if each.number] == [("3", "Mål"), ("4", "Genomförande")]


def test_a_list_that_stands_twice_is_no_table_of_contents() -> None:
    goals = "1) Fler båtar i hamnen\n2) Färre vågor vid bryggan\n3) Lugn på kajen\n"
    found, left = structured(lines_of(f"Planen har tre mål:\n\n{goals}\nDe är:\n\n{goals}"), "sv")
    assert not left
    assert [each.text for each in found if each.sort is BlockSort.ENTRY].count("Lugn på kajen") == 2


def test_a_running_head_that_names_the_document_is_its_title_with_a_question() -> None:
    page = "Hamnplan för Provköping\n\nMål: En lugn hamn.\n\nHamnen ska vara öppen.\n"
    found, left = structured(
        lines_of("\f".join([page, *[f"Hamnplan för Provköping\n\nRad {n}.\n" for n in "abc"]])), "sv"
    )
    title = title_of(SourceFile("a.pdf", "0", found, left), Asked(), "sv")
    assert (title.value, title.doubts) == ("Hamnplan för Provköping", (Doubt("title-of-head"),))


def test_a_title_that_is_too_long_is_shortened_and_its_words_are_kept() -> None:
    long = " ".join(["Måla", *["om"] * 130, "planket"])
    entry = {"id": "a", "title": long, "text": "Pågår."}
    file = Proposed("plans/hamn/plan.md", "plan", {
        "title": ProposedValue(long, (LINE,)),
        "activities": (ProposedValue(entry, (LINE,)),),
    }, (SourceBlock(BlockSort.HEADING, long, (LINE,), 2),))  # fmt: skip
    made = fitting(file)
    title, activities = made.fields["title"], made.fields["activities"]
    assert isinstance(title, ProposedValue)
    assert isinstance(activities, tuple)
    assert isinstance(activities[0].value, dict)
    assert len(str(title.value)) <= LONGEST_TITLE
    assert title.doubts == (Doubt("title-cut", {"text": long}),)
    assert str(activities[0].value["title"]).endswith("om …")
    assert activities[0].value["text"] == f"{long}. Pågår."
    assert activities[0].doubts == (Doubt("title-shortened"),)
    assert f"\n{long}\n" in draft(made, Language("sv"))


def test_bullets_are_lists_in_text_and_semicolons_in_cells() -> None:
    rows = (SourceRow(("Ort", "Byar"), LINE), SourceRow(("Söder", "• Ekby • Alby"), LINE))
    blocks = [
        SourceBlock(BlockSort.PARAGRAPH, "● Ekby ● Alby", (LINE,)),
        SourceBlock(BlockSort.TABLE, "", (), rows=rows),
    ]
    assert markdown(blocks) == "- Ekby\n- Alby\n\n| Ort | Byar |\n| --- | --- |\n| Söder | Ekby; Alby |\n"
