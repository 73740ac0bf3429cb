"""A plain text is understood: headings, numbered strategies, lists, contents and running heads, each for what it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import BlockSort, LeftOut, Origin, SourceBlock, SourceFile, SourceLine
from publisher.importing.layout.chunks import LineShape
from publisher.importing.layout.structure import structured
from publisher.importing.prose.commitments import commitments
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.prose.steering_words import words_of
from publisher.importing.readers.plain_text import lines_of
from publisher.model.modality import Modality
from tests.importing.pieces import entry, text_of
from tests.importing.texts import STRATEGY


def blocks() -> tuple[SourceBlock, ...]:
    return structured(lines_of(STRATEGY), "sv")[0]


def of(sort: BlockSort) -> list[tuple[str, str]]:
    return [(block.number, block.text) for block in blocks() if block.sort is sort]


def source(text: str) -> SourceFile:
    found, left = structured(lines_of(text), "sv")
    return SourceFile("kultur.txt", "0", found, left)


def test_sections_are_headings_and_strategies_with_the_same_numbers_are_not() -> None:
    assert of(BlockSort.HEADING) == [
        ("", "Kulturstrategi för Provköping"),
        ("1", "MÅLBILD"),
        ("2", "INRIKTNING"),
        ("2.1", "Område 1"),
        ("2.2", "Område 2"),
        ("3", "GENOMFÖRANDE"),
    ]
    assert [number for number, _ in of(BlockSort.ENTRY)] == ["1.1", "1.2", "2.1", "2.2", "", ""]


def test_a_word_divided_at_the_end_of_a_line_is_whole_again() -> None:
    assert of(BlockSort.PARAGRAPH)[0][1].endswith("när nämnderna planerar sitt arbete.")


def test_contents_and_page_numbers_are_left_out_with_the_reason() -> None:
    _, left = structured(lines_of(STRATEGY), "sv")
    assert {each.line.text: each.why for each in left} == {
        "Innehåll": "contents",
        "1. Målbild": "contents",
        "2. Inriktning": "contents",
        "2.1. Område 1: Kommunen ska öppna kulturen": "contents",
        "2.2. Område 2: Kommunen ska stödja dem som skapar": "contents",
        "3. Genomförande": "contents",
        "4 | PROVKÖPINGS KOMMUN": "page-number",
    }


WEB_PAGE = ("Hoppa till innehåll", "Du använder en gammal webbläsare. Byt gärna till en ny.", "Meny")


def test_lines_of_a_web_page_before_and_after_its_text_are_left_out_with_the_reason() -> None:
    text = "Kulturplan för Provköping\n\nKommunen ska öppna fler bibliotek i alla webbläsare.\n\nVi lyssnar på alla."
    made = source("\n\n".join((*WEB_PAGE, text, "Skriv ut", "Till toppen")))
    assert [block.text for block in made.blocks] == text.split("\n\n")
    assert [(left.line.text, left.why) for left in made.left] == [
        (line, "web-page") for line in (*WEB_PAGE, "Skriv ut", "Till toppen")
    ]
    # A file of nothing else is kept as it is.
    assert [block.text for block in source("Meny\n\nSkriv ut").blocks] == ["Meny", "Skriv ut"]


def test_commitments_have_their_words_their_modality_and_their_section() -> None:
    proposal = steering_document(source(STRATEGY), "sv", Asked(), set())
    found = {
        (file.kind, text_of(file.fields, "number"), fields["id"]): (fields["modality"], fields["text"])
        for file in proposal.files[1:]
        for way, piece in file.pieces()
        if way.startswith("commitments")
        for fields in [entry(piece)]
    }
    assert found == {
        ("focus-area", "1", "omrade-1-kommunen-ska-oppna-kulturen-for-alla"): (
            "shall", "Kommunen ska öppna kulturen för alla invånare.",
        ),
        ("focus-area", "1", "1.1"): (
            "shall-work-for",
            "Provköpings kommun ska verka för: Fler mötesplatser i byarna, bl.a. i samlingslokaler som redan "
            "finns men som i dag används alldeles för lite",
        ),
        ("focus-area", "1", "1.2"): (
            "shall-work-for",
            "Provköpings kommun ska verka för: Längre öppettider på biblioteken",
        ),
        ("focus-area", "1", "omrade-1-namnden-bor-darfor-prova-kvallsoppet"): (
            "should", "Nämnden bör därför pröva kvällsöppet.",
        ),
        ("focus-area", "2", "omrade-2-kommunen-ska-stodja-dem-som-skapar"): (
            "shall", "Kommunen ska stödja dem som skapar.",
        ),
        ("focus-area", "2", "2.1"): ("other", "Ateljéer till en hyra som går att betala"),
        ("focus-area", "2", "2.2"): ("other", "Ett stipendium varje år"),
        ("implementation", "3", "3-folja-upp-strategin-varje-ar"): (
            "shall", "Kulturnämnden ska: följa upp strategin varje år",
        ),
        ("implementation", "3", "3-beratta-om-resultatet-for-invanarna"): (
            "shall", "Kulturnämnden ska: berätta om resultatet för invånarna",
        ),
        ("implementation", "3", "3-kommunen-far-anlita-foreningar"): ("other", "Kommunen får anlita föreningar."),
        ("implementation", "3", "3-strategin-anger-ocksa-hur-den-ska-foljas"): (
            "shall", "Strategin anger också hur den ska följas upp av nämnden.",
        ),
    }  # fmt: skip


def test_what_is_no_plain_commitment_is_marked() -> None:
    read = source(STRATEGY)
    unsure = {
        each.line.text: [doubt.code for doubt in each.doubts]
        for each in account(read, steering_document(read, "sv", Asked(), set()))
        if each.fate is Fate.UNCERTAIN
    }
    assert unsure["2.2. Ett stipendium varje år"] == ["modality"]
    assert (
        "subordinate"
        in unsure["Kommunen får anlita föreningar. Strategin anger också hur den ska följas upp av nämnden."]
    )
    assert "1.2. Längre öppettider på biblioteken" not in unsure


@given(some.text(alphabet="aÅ1. \n*-–ska|\f:¢", max_size=300))
def test_every_line_that_says_something_is_accounted_for_once(text: str) -> None:
    read = source(text)
    accounted = account(read, steering_document(read, "sv", Asked(), set()))
    expected = [(line.origin, line.text) for line in lines_of(text) if line.text.strip()]
    assert [(each.line.origin, each.line.text) for each in accounted] == expected
    assert all(each.places or each.why for each in accounted)


def test_a_line_without_a_place_is_reported() -> None:
    found = SourceBlock(BlockSort.PARAGRAPH, "en rad", lines_of("en rad"))
    left = LeftOut(lines_of("\n\nen fot")[2], "running-head")
    assert [
        (each.line.text, each.why) for each in account(SourceFile("x.txt", "0", (found,), (left,)), Proposal())
    ] == [
        ("en rad", "unplaced"),
        ("en fot", "running-head"),
    ]


def test_a_heading_on_two_lines_is_one() -> None:
    text = "Handlingsplan för trygg skola\n2025–2027\n\nBakgrund\n1. Mål\nPlanen gäller alla skolor i kommunen.\n"
    lines = lines_of(text)
    shapes = {line: LineShape(1 if number < 2 else 2) for number, line in enumerate(lines) if number in {0, 1, 3, 4}}
    found, _ = structured(lines, "sv", shapes)
    headings = [(block.number, block.text, block.level) for block in found if block.sort is BlockSort.HEADING]
    assert headings == [("", "Handlingsplan för trygg skola 2025–2027", 1), ("", "Bakgrund", 2), ("1", "Mål", 2)]


@pytest.mark.parametrize(
    ("language", "first", "second", "whole"),
    [
        ("sv", "Strategi för levande byar i", "Provköpings kommun", True),
        ("da", "Strategi for levende landsbyer i", "Prøvekøbing Kommune", True),
        ("nb", "Strategi for levende bygder i", "Prøvevik kommune", True),
        ("de", "Strategie für lebendige Dörfer in", "Musterstadt", True),
        ("en", "A strategy for living villages in", "Sampleton", True),
        ("fi", "Elävien kylien ja", "Taajamien strategia", True),
        # A line that may be a title is one, and so is a list below it.
        ("sv", "Strategi för levande byar", "Provköpings kommun", False),
        ("sv", "Strategi för levande byar i", "1. Provköpings kommun", False),
    ],
)
def test_a_title_goes_on_below_a_word_that_ends_none(language: str, first: str, second: str, *, whole: bool) -> None:
    lines = f"{first}\n{second}\n\n2024-06-17, 17.6.2024 och så vidare i en hel mening som är lång nog.\n"
    head, *_ = structured(lines_of(lines), language)[0]
    assert (head.sort, head.text) == (BlockSort.HEADING, f"{first} {second}" if whole else first)


def test_numbers_behind_what_a_part_is_called() -> None:
    text = "Mål 1.1: Alla ska nå arbetet.\nMål 1.2 - Fler ska få stöd.\nStrategi-2.1: Vi bör samverka."
    found, _ = structured(lines_of(text), "sv")
    assert [(block.number, block.text) for block in found] == [
        ("1.1", "Alla ska nå arbetet."),
        ("1.2", "Fler ska få stöd."),
        ("2.1", "Vi bör samverka."),
    ]
    assert structured(lines_of("Tabell 3.1: Utfall"), "sv")[0][0].number == ""


def test_a_list_that_ends_where_a_sentence_begins() -> None:
    text = """Kommunen har en bred verksamhet inom arbetsmarknad och utbildning för alla unga och för äldre.

För att nå dit krävs att

• avgifterna ses över vart fjärde år,
• rådet ges möjlighet att yttra sig över förslag.
Nämnden ansvarar för att åtgärderna genomförs och redovisar utfallet för styrelsen varje år."""
    found, _ = structured(lines_of(text), "sv")
    assert [(block.sort, block.text[:22]) for block in found[1:]] == [
        (BlockSort.PARAGRAPH, "För att nå dit krävs a"),
        (BlockSort.ENTRY, "avgifterna ses över va"),
        (BlockSort.ENTRY, "rådet ges möjlighet at"),
        (BlockSort.PARAGRAPH, "Nämnden ansvarar för a"),
    ]


def test_what_counts_up_is_no_heading_and_an_area_begins_anew_wherever_it_stands() -> None:
    text = """Kommunen ska:
* bygga tomter,
+» rusta skolor.
Kommunen bör lyssna.
Område 2: Arbete
och näring

Strategi | 1
Nämnden ska stödja alla som vill.
Område 3: Kultur
Nämnden ska öppna scenen.

Strategi | 2
"""
    found, left = structured(lines_of(text), "sv")
    assert [(block.sort.value, block.text) for block in found] == [
        ("paragraph", "Kommunen ska:"), ("entry", "bygga tomter,"), ("entry", "rusta skolor."),
        ("paragraph", "Kommunen bör lyssna."), ("heading", "Område 2: Arbete och näring"),
        ("paragraph", "Nämnden ska stödja alla som vill."), ("heading", "Område 3: Kultur"),
        ("paragraph", "Nämnden ska öppna scenen."),
    ]  # fmt: skip
    assert [(each.line.origin.line, each.why) for each in left] == [(13, "page-number"), (8, "page-number")]


def test_a_list_whose_bullets_were_drawn_has_its_entries_by_their_commas() -> None:
    entries = "planlägga minst 40 tomter i byarna före\nutgången av 2028,\nverka för hyresrätter,\nbygga.\n"
    text = f"Kommunen ska:\n{entries}\nSkolan bör.\n"
    found, _ = structured(lines_of(text), "sv")
    assert [(block.sort.value, block.text) for block in found][:4] == [
        ("paragraph", "Kommunen ska:"),
        ("entry", "planlägga minst 40 tomter i byarna före utgången av 2028,"),
        ("entry", "verka för hyresrätter,"),
        ("entry", "bygga."),
    ]


def test_a_part_on_how_it_is_carried_out_needs_no_number() -> None:
    given = source(STRATEGY)
    bare = tuple(replace(block, number="") if block.text == "GENOMFÖRANDE" else block for block in given.blocks)
    files = steering_document(replace(given, blocks=bare), "sv", Asked(), set()).files
    assert ["number" in file.fields for file in files if file.kind == "implementation"] == [False]


def test_a_title_stands_below_the_facts_of_a_cover_and_a_section_in_capitals_begins_anywhere() -> None:
    text = """Dokumenttyp: Strategi

Beslutad av: Kommunfullmäktige
Beslutsdatum: 2022-05-23 § 64

KULTURSTRATEGI FÖR
PROVBY 2025-
2035

1 UTGÅNGSPUNKTER
Kulturen är nära alla i kommunen, och alla som vill får vara med.
2 MÅLBILD 2035
Alla sjunger.
3 ANSVAR
Nämnden ska följa upp strategin varje år, och berätta vad den ser.
"""
    document, *chapters = steering_document(source(text), "sv", Asked(), set()).files
    assert text_of(document.fields, "title") == "KULTURSTRATEGI FÖR PROVBY 2025-2035"
    assert text_of(document.fields, "vision") == "Alla sjunger."
    assert [text_of(each.fields, "title") for each in chapters] == ["ANSVAR"]
    headings = [block.text for block in document.prose if block.sort is BlockSort.HEADING]
    assert headings == ["1 UTGÅNGSPUNKTER"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I dokumentet betyder ”ska” att det är ett krav.", []),
        ("Med »bör« menas det som nämnderna måste pröva.", []),
        ("Nämnden ska läsa ”Att kunna” varje år.", [Modality.SHALL]),
        ("Kommunen kan ge bidrag.", [Modality.MAY]),
        ("Föreningar kan få bidrag.", []),
    ],
)
def test_a_sentence_about_a_word_in_quotation_marks_is_no_commitment(text: str, found: list[Modality]) -> None:
    line = SourceLine(Origin(line=1), text)
    for sort in (BlockSort.PARAGRAPH, BlockSort.ENTRY):
        assert [each.modality for each in commitments([SourceBlock(sort, text, (line,))], words_of("sv"))] == found


def test_assignments_are_commitments_in_the_words_that_assign_them() -> None:
    text = """1 Uppdrag till nämnderna

Kommunfullmäktige ger följande uppdrag:
• att utreda en ny simhall
• att minska matsvinnet

Kommunstyrelsen får i uppdrag
• att se över hur lokaler kan användas

Socialnämnden ges i uppdrag att införa hembesök. Nämnden får hyra ut lokaler.

2 Uppdrag

• att ta fram en plan

3 Syfte

Syftet är
• att fler läser
"""
    found: list[ProposedValue] = []
    for file in steering_document(source(text), "sv", Asked(), set()).files:
        held = file.fields.get("commitments", ())
        found += [held] if isinstance(held, ProposedValue) else held
    assert [(entry(each)["title"], entry(each).get("modal_word", "")) for each in found] == [
        ("Utreda en ny simhall", "ger följande uppdrag"),
        ("Minska matsvinnet", "ger följande uppdrag"),
        ("Se över hur lokaler kan användas", "får i uppdrag"),
        ("Socialnämnden ges i uppdrag att införa hembesök", "ges i uppdrag"),
        ("Nämnden får hyra ut lokaler", "får"),
        ("Ta fram en plan", ""),
    ]
    assert {str(entry(each)["modality"]) for each in found} == {"other"}
    assert [doubt.code for each in found for doubt in each.doubts] == ["assignment"]


def test_a_quotation_commits_nobody() -> None:
    line = SourceLine(Origin(line=1), "”Vi ska kunna se våra barnbarn i ögonen.”")
    assert not [*commitments([SourceBlock(BlockSort.PARAGRAPH, line.text, (line,))], words_of("sv"))]


def test_the_number_of_a_goal_is_no_section() -> None:
    read = [
        *[(1, "1", "", "Inledning", "Om resor."), (2, "1.2", "", "Ord", "Vad orden betyder.")],
        *[(1, "3", "", "Resor", "Kommunen ska resa mindre."), (2, "3.1", "", "Bilar", "Kommunen ska dela bilar.")],
        *[(3, "1.2.1", "Delmål", "Färre bilar", "Kommunen bör sälja bilar.")],
        *[(2, "1.2", "Delmål", "Fler tåg", "Kommunen ska åka tåg.")],
    ]
    found = [
        SourceBlock(sort, text, (SourceLine(Origin(line=at), text),), level, number, label=label)
        for at, (level, number, label, heading, body) in enumerate(read)
        for sort, text, level, number, label in (
            (BlockSort.HEADING, heading, level, number, label),
            (BlockSort.PARAGRAPH, body, 0, "", ""),
        )
    ]
    made = steering_document(SourceFile("resor.docx", "0", tuple(found)), "sv", Asked("Resor"), set())
    pieces = [piece.value for file in made.files for key, piece in file.pieces() if key.startswith("commitments")]
    assert [(each["text"], each.get("section", "")) for each in pieces if isinstance(each, dict)] == [
        ("Kommunen ska resa mindre.", ""),
        ("Kommunen ska dela bilar.", "3.1"),
        ("Kommunen bör sälja bilar.", "3.1"),
        ("Kommunen ska åka tåg.", ""),
    ]
