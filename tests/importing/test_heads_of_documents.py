"""What stands in the heads and feet of pages, above a title, and in lines of one paragraph."""

from pathlib import Path

import pytest
from docx import Document

from publisher.importing.form.source import BlockSort, SourceBlock, SourceFile
from publisher.importing.meaning.adoption import with_adoption
from publisher.importing.prose.sections import Asked, titled
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from tests.importing.pieces import entry, text_of
from tests.importing.test_cells import NOTHING
from tests.importing.test_untidy_tables import doubts, proposed, value


def read(file: Path) -> SourceFile:
    return read_source(file, None, "sv")


def programme(folder: Path, foot: str, *paragraphs: str) -> SourceFile:
    made = Document()
    made.sections[0].footer.paragraphs[0].text = foot
    made.add_heading("Miljöprogram 2026–2030", 0)
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(folder / "program.docx"))
    return read(folder / "program.docx")


def test_the_adoption_in_the_foot_of_the_pages_is_read_and_asked_about(tmp_path: Path) -> None:
    source = programme(tmp_path, "Antaget av kommunfullmäktige 2025-10-27 § 97", "Dagvatten ska renas.")
    made = with_adoption(source, steering_document(source, "sv", Asked(), set()), NOTHING, "sv")
    [decision] = made.files[0].fields["decisions"]  # type: ignore[misc]
    assert {key: str(fact) for key, fact in entry(decision).items()} == {
        "body": "kommunfullmaktige", "date": "2025-10-27", "paragraph": "97",
    }  # fmt: skip
    assert [doubt.code for doubt in decision.doubts] == ["adoption-of-head"]


def test_what_the_document_says_itself_comes_before_its_feet(tmp_path: Path) -> None:
    foot = "Antaget av kommunfullmäktige 2025-10-27 § 97"
    source = programme(tmp_path, foot, "Antaget av kommunstyrelsen 2025-09-01 § 12", "Dagvatten ska renas.")
    made = with_adoption(source, steering_document(source, "sv", Asked(), set()), NOTHING, "sv")
    [decision] = made.files[0].fields["decisions"]  # type: ignore[misc]
    assert entry(decision)["body"] == "kommunstyrelsen"


def test_labelled_lines_of_one_paragraph_are_paragraphs_of_their_own(tmp_path: Path) -> None:
    source = programme(tmp_path, "", "Dokumenttyp: Program\nDokumentansvarig: Miljöenheten", "En rad\noch en till.")
    assert [block.text for block in source.blocks[1:]] == [
        "Dokumenttyp: Program", "Dokumentansvarig: Miljöenheten", "En rad och en till.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "is_title"),
    [("Handlingsplan för jämställdhet 2025–2027", True), ("Strategi för klimatet", True), ("Bakgrund", False),
     ("Planering av arbetet", False)],
)  # fmt: skip
def test_a_heading_below_the_municipality_that_names_the_document_is_its_title(
    heading: str,
    is_title: bool,  # noqa: FBT001
) -> None:
    blocks = [
        SourceBlock(BlockSort.PARAGRAPH, "Grannköpings kommun", ()),
        SourceBlock(BlockSort.HEADING, heading, (), 1),
        SourceBlock(BlockSort.PARAGRAPH, "Beslutad av kommunstyrelsen 2025-02-10 § 22.", ()),
    ]
    assert (titled(blocks) is not None) is is_title


def test_a_part_says_its_own_unit_and_a_source_its_id_in_the_open_database(tmp_path: Path) -> None:
    rows = [["Mått", "Utfall 2024", "Mål 2026", "Källa"], ["Elever i kulturskolan", "412", "460", "Egen"],
            ["varav flickor, %", "64", "55", "Egen"], ["Gymnasieexamen, %", "70", "75", "Kolada N17467"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    whole, part, exam = value(made, "indicators.yml", "indicators")
    assert part["unit"] == "percent"
    assert whole["unit"] != "percent"
    assert (exam["kolada"], exam["sources"]) == ("N17467", [{"title": "Kolada N17467"}])
    assert doubts(made).count("unit-missing") == 1


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Åtgärdsplan energi och klimat", "Gäller 2025–2027. Beslutad av tekniska nämnden."],
         "Åtgärdsplan energi och klimat"),
        (["Provköpings kommun", "Handlingsplan för trygga gator och torg i hela kommunen 2025–2027"],
         "Handlingsplan för trygga gator och torg i hela kommunen 2025–2027"),
        (["Vi arbetar efter en plan för energi.", "Den gäller alla."], None),
        (["Energi och klimat", "Gäller 2025–2027."], None),
    ],
)  # fmt: skip
def test_a_line_above_all_headings_that_names_the_document_is_its_title(
    tmp_path: Path, lines: list[str], title: str | None
) -> None:
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    made.add_heading("1 Energi", 1)
    made.add_paragraph("Lampor byts.")
    made.save(str(tmp_path / "plan.docx"))
    found = titled(read(tmp_path / "plan.docx").blocks)
    assert (found.text if found else None) == title
    # A heading that is a title is one, whatever stands above it.
    made = Document()
    made.add_paragraph("Bilaga till Budget och plan 2026")
    made.add_heading("Strategi för klimatet", 1)
    made.save(str(tmp_path / "plan.docx"))
    found = titled(read(tmp_path / "plan.docx").blocks)
    assert found and found.text == "Strategi för klimatet"


@pytest.mark.parametrize(
    ("language", "stated", "body"),
    [
        ("sv", "Godkänd av stadsfullmäktige 9.12.2024 § 88", "stadsfullmaktige"),
        ("en", "Adopted by Full Council on 9 December 2024", "full-council"),
    ],
)
def test_a_paragraph_that_says_no_more_than_its_decision_is_no_text(
    tmp_path: Path, language: str, stated: str, body: str
) -> None:
    made = Document()
    made.add_heading("Climate strategy", 0)
    made.add_paragraph(stated)
    made.add_paragraph("Homes are warm.")
    made.save(str(tmp_path / "s.docx"))
    source = read_source(tmp_path / "s.docx", None, language)
    found = with_adoption(source, steering_document(source, language, Asked(), set()), NOTHING, language)
    [decision] = found.files[0].fields["decisions"]  # type: ignore[misc]
    assert (entry(decision)["body"], str(entry(decision)["date"])) == (body, "2024-12-09")
    assert [block.text for block in found.files[0].prose] == ["Homes are warm."]


@pytest.mark.parametrize(
    "stated",
    [
        "Antaget av kommunfullmäktige den 23 februari 2026, § 18. Dnr KS 2025/412.",
        "Dnr KS 2025/412. Antaget av kommunfullmäktige den 23 februari 2026.",
    ],
)
def test_what_only_says_who_adopted_a_document_is_no_summary(tmp_path: Path, stated: str) -> None:
    made = steering_document(programme(tmp_path, "", stated, "Dagvatten ska renas."), "sv", Asked(), set())
    assert text_of(made.files[0].fields, "summary") == "Dagvatten ska renas."
