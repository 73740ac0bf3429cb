"""Word documents, made here as Word makes them, with what reviewers leave in them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt
from PIL import Image

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.plain_marks import plain
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.meaning.adoption import with_adoption
from publisher.importing.meaning.plans import action_plan, is_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked, title_of
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.importing.stated.unread_facts import without_read_facts
from publisher.problem import ProblemsFound
from tests.importing.pieces import entry, text_of
from tests.publications import swedish

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADINGS = """<w:abstractNum {w} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>"""


def made(path: Path, write: Callable[[Document], None]) -> SourceFile:
    document = docx.Document()
    write(document)
    document.save(str(path))
    return read_source(path, None, "sv")


def strategy(document: Document) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(HEADINGS.format(w=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    document.add_heading("Kulturstrategi", 0)
    document.add_paragraph("Strategin anger vad kommunen vill med kulturen.")
    heading(document, "Vision", 1, 0)
    document.add_paragraph("Kulturen är nära alla.")
    heading(document, "Inriktning", 1, 0)
    heading(document, "Öppna kulturen", 2, 1)
    changed = document.add_paragraph("Kommunen ska ")
    paragraph: Any = changed._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>stänga</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>öppna</w:t></w:r></w:ins>"))
    changed.add_run(" scenerna. Nämnden bör pröva kvällsöppet.")
    document.add_paragraph("Kommunen ska också")
    document.add_paragraph("stödja föreningarna", style="List Bullet")
    document.add_paragraph("bygga en ateljé", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Plats", "Öppet"], strict=False):
        cell.text = text
    table.cell(1, 0).text, table.cell(1, 1).text = "Byn", "kl. 10–16"


def heading(document: Document, text: str, level: int, depth: int) -> None:
    paragraph = document.add_heading(text, level)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'))


@pytest.fixture
def read(tmp_path: Path) -> SourceFile:
    return made(tmp_path / "kultur.docx", strategy)


def test_headings_have_the_numbers_that_word_counts(read: SourceFile) -> None:
    found = [(block.number, block.text) for block in read.blocks if block.sort is BlockSort.HEADING]
    assert found == [("", "Kulturstrategi"), ("1", "Vision"), ("2", "Inriktning"), ("2.1", "Öppna kulturen")]


def test_tracked_changes_are_accepted_and_reported(read: SourceFile) -> None:
    assert [problem.code for problem in read.notices] == ["import-tracked"]
    said = " ".join(block.text for block in read.blocks)
    assert "Kommunen ska öppna scenerna." in said and "stänga" not in said


def test_commitments_vision_and_table(read: SourceFile) -> None:
    document, chapter = steering_document(read, "sv", Asked(), set()).files
    assert text_of(document.fields, "vision") == "Kulturen är nära alla."
    found = [entry(piece) for way, piece in chapter.pieces() if "commitments" in way]
    assert [(each["text"], each["modality"]) for each in found] == [
        ("Kommunen ska öppna scenerna.", "shall"),
        ("Nämnden bör pröva kvällsöppet.", "should"),
        ("Kommunen ska också: stödja föreningarna", "shall"),
        ("Kommunen ska också: bygga en ateljé", "shall"),
    ]
    assert [row.cells for row in chapter.prose[-1].rows] == [("Plats", "Öppet"), ("Byn", "kl. 10–16")]
    assert all(each.fate is not Fate.LEFT_OUT for each in account(read, steering_document(read, "sv", Asked(), set())))


def test_a_table_of_actions_becomes_a_plan(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_heading("Handlingsplan för biblioteken", 0)
        document.add_paragraph("Planen gäller alla bibliotek.")
        document.add_heading("Åtgärder", 1)
        rows = [
            ("Nr", "Åtgärd", "Ansvarig", "Tidplan", "Status"),
            ("1", "Öppna på kvällar", "Kulturnämnden", "2025–2026", "Pågår"),
            ("2", "Köpa hyllor", "Vaktmästaren", "våren", "väntar på besked"),
        ]
        table = document.add_table(rows=0, cols=5)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    source = made(tmp_path / "plan.docx", write)
    assert is_plan(source, "sv", Asked())
    present = Present({}, {"kulturnämnden": "kulturnamnden"}, frozenset())
    plan, bodies = action_plan(source, swedish(), Asked(), present, TableAsked()).files
    assert plan.path == "plans/handlingsplan-for-biblioteken/plan.md"
    activities = [piece for way, piece in plan.pieces() if "activities" in way]
    assert [(entry(each)["title"], entry(each)["status"], entry(each)["responsible"]) for each in activities] == [
        ("Öppna på kvällar", "ongoing", "kulturnamnden"),
        ("Köpa hyllor", "unknown", "vaktmastaren"),
    ]
    assert [doubt.code for doubt in activities[1].doubts] == ["no-date", "status-unknown"]
    assert [entry(piece)["id"] for _, piece in bodies.pieces()] == ["vaktmastaren"]
    assert [block.text for block in plan.prose] == ["Planen gäller alla bibliotek."], "no heading stands above nothing"
    assert [
        (fate.line.text, fate.fate)
        for fate in account(source, Proposal((plan, bodies)))
        if fate.line.text == "Åtgärder"
    ] == [("Åtgärder", Fate.PLACED)]


def test_a_damaged_document_is_one_sentence(tmp_path: Path, read: SourceFile) -> None:
    good = (tmp_path / "kultur.docx").read_bytes()
    broken = tmp_path / "trasig.docx"
    broken.write_bytes(good.replace(b"word/document.xml", b"word/dokument.xml"))
    with pytest.raises(ProblemsFound) as found:
        read_source(broken, None, "sv")
    assert [problem.code for problem in found.value.problems] == ["import-damaged"]


@given(some.text(alphabet="a1.-+#>*_`[]{}<&|~^!\\@:/= (x)w", max_size=30))
def test_text_in_a_draft_shows_just_itself(text: str) -> None:
    drawn = MarkdownIt("commonmark").render(f"{plain(text)}\n")
    shown = re.sub(r"</?p>|\n", "", drawn)
    assert "<" not in shown
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, character)
    assert shown == " ".join(text.split())


def test_a_list_of_contents_is_no_summary_and_lines_of_a_cell_stay_apart(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_heading("Kulturprogram", 0)
        document.add_paragraph("Innehåll")
        document.add_paragraph("KS 2024/112")
        document.add_paragraph("Kommunen har ett rikt\nkulturliv.")
        table = document.add_table(1, 2)
        table.rows[0].cells[0].text = "Socialnämnden\nRegionen"
        table.rows[0].cells[1].text = "Nämnd"

    source = made(tmp_path / "program.docx", write)
    assert [(each.line.text, each.why) for each in source.left] == [("Innehåll", "contents")]
    assert source.blocks[-1].rows[0].cells == ("Socialnämnden\nRegionen", "Nämnd")
    [document] = steering_document(source, "sv", Asked(), set()).files
    assert text_of(document.fields, "summary") == "Kommunen har ett rikt kulturliv."


def unstyled(document: Document) -> None:
    """Write a document as people do who know no styles: headings in bold and larger letters."""
    for text, size in [("Miljöstrategi", 22), ("Antagen av kommunfullmäktige 2024-11-25 § 131", 0), ("1. Bakgrund", 14),
                       ("Strategin gäller alla nämnder.", 0), ("2. Mål", 14), ("2.1 Vatten", 12),
                       ("Kommunen ska skydda sjöarna.", 0), ("Viktigt: läs planen.", 12),
                       ("2.2 Natur", 12), ("Skolorna bör använda skogen.", 0)]:  # fmt: skip
        run = document.add_paragraph().add_run(text)
        run.bold = bool(size) or None
        run.font.size = docx.shared.Pt(size) if size else None


def test_headings_without_styles_are_those_in_bold_and_larger_letters(tmp_path: Path) -> None:
    source = made(tmp_path / "miljo.docx", unstyled)
    found = [(block.level, block.number, block.text) for block in source.blocks if block.sort is BlockSort.HEADING]
    assert found == [
        (1, "", "Miljöstrategi"), (2, "1", "Bakgrund"), (2, "2", "Mål"), (4, "2.1", "Vatten"), (4, "2.2", "Natur"),
    ]  # fmt: skip
    present = Present({}, {}, frozenset())
    proposal = with_adoption(source, steering_document(source, "sv", Asked(), set()), present, "sv")
    document, water, nature, bodies = proposal.files
    assert [entry(piece)["text"] for each in (water, nature) for way, piece in each.pieces() if "commit" in way] == [
        "Kommunen ska skydda sjöarna.",
        "Skolorna bör använda skogen.",
    ]
    assert [block.text for block in document.prose if block.sort is BlockSort.HEADING] == ["1 Bakgrund"]
    [(_, decision)] = [piece for piece in document.pieces() if piece[0] == "decisions 1"]
    assert decision.value == {"body": "kommunfullmaktige", "date": "2024-11-25", "paragraph": "131"}
    assert bodies.path == "plans/bodies.yml"
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, proposal))


def test_bold_facts_above_a_bold_title_are_no_titles(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        for text in ("Dokumenttyp: Plan", "Diarienummer: KS 2024/12", "Handlingsplan för lek 2025", "Bakgrund"):
            document.add_paragraph().add_run(text).bold = True
            if text == "Bakgrund":
                document.add_paragraph("Planen handlar om alla barn.")

    source = made(tmp_path / "lek.docx", write)
    assert [block.text for block in source.blocks if block.sort is BlockSort.HEADING] == [
        "Handlingsplan för lek 2025",
        "Bakgrund",
    ]
    assert title_of(source, Asked(), "sv").value == "Handlingsplan för lek 2025"


def test_the_table_of_a_front_page_gives_its_fields(tmp_path: Path) -> None:
    facts = {
        "Dokumenttyp": "Policy", "Diarienummer": "KS 2024/12", "Beslutad av": "Kommunfullmäktige § 131",
        "Beslutsdatum": "2024-11-25", "Gäller för": "Alla nämnder och bolag", "Giltighetstid": "2025–2028",
        "Dokumentägare": "Kommunstrategen", "Senast reviderad": "3 mars 2025", "Nästa översyn": "2027",
        "Bilagor": "Ordlista; Karta", "Revideras": "vid behov",
    }  # fmt: skip

    def write(document: Document) -> None:
        document.add_paragraph("Policy för kultur", style="Title")
        table = document.add_table(rows=len(facts), cols=2)
        for cell, text in zip(table._cells, [text for pair in facts.items() for text in pair], strict=True):
            cell.text = text
        document.add_paragraph("Policyn säger vad kommunen vill.")

    source = made(tmp_path / "policy.docx", write)
    present = Present({}, {"kommunfullmäktige": "kommunfullmaktige"}, frozenset())
    proposal = with_adoption(source, steering_document(source, "sv", Asked(), set()), present, "sv")
    given = {key: piece.value for key, piece in proposal.files[0].pieces() if key not in {"kind", "id", "sources 1"}}
    del given["summary"], given["title"], given["form"]
    assert given == {
        "document_type": "Policy", "applies_to": "Alla nämnder och bolag", "owner": "Kommunstrategen",
        "reviewed": "2025-03-03", "next_review": "2027", "period": {"from": "2025", "to": "2028"},
        "appendices": [{"title": "Ordlista"}, {"title": "Karta"}],
        "decisions 1": {
            "body": "kommunfullmaktige", "date": "2024-11-25", "paragraph": "131", "reference": "KS 2024/12",
        },
    }  # fmt: skip
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, proposal))


@pytest.mark.parametrize(
    ("facts", "columns", "kept"),
    [
        (["Dokumenttyp", "Policy", "Beslutad av", "Kommunfullmäktige", "Gäller för", "Alla nämnder"], 2, []),
        # What is no field stands in the text.
        (["Dokumenttyp", "Policy", "Beslutad av", "Kommunfullmäktige", "Version", "1.2"], 2, ["Version: 1.2"]),
        (["Dokumenttyp", "Policy", "Dokumentägare", "Anna Provsson", "Beslutad av", "Kommunfullmäktige"], 2,
         ["Dokumentägare: Anna Provsson"]),
        # A label without a fact says nothing.
        (["Beslutad av", "Kommunfullmäktige", "Version", "", "Gäller för", "Alla nämnder"], 2, []),
        (["Beslutad av", "Kommunfullmäktige", "Version", "1.2"], 4, ["Version: 1.2"]),
        (["Dokumenttyp", "Dokumentägare", "Version", "Förvaltning",
          "Policy", "Kulturchefen", "1.2", "Kultur och fritid", "Beslutad av", "Kommunfullmäktige"], 4,
         ["Version: 1.2", "Förvaltning: Kultur och fritid"]),
    ],
)  # fmt: skip
def test_the_facts_of_a_front_table_are_not_repeated_in_the_text(
    tmp_path: Path, facts: list[str], columns: int, kept: list[str]
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Policy för kultur", style="Title")
        texts = [*facts, "Beslutsdatum", "2024-11-25"]
        table = document.add_table(rows=-(-len(texts) // columns), cols=columns)
        for cell, text in zip(table._cells, texts, strict=False):
            cell.text = text
        document.add_paragraph("Policyn säger vad kommunen vill.")

    source = made(tmp_path / "policy.docx", write)
    present = Present({}, {"kommunfullmäktige": "kommunfullmaktige"}, frozenset())
    proposal = with_adoption(source, steering_document(source, "sv", Asked(), set()), present, "sv")
    proposal = without_read_facts(source, proposal, "sv")
    prose = proposal.files[0].prose
    assert not any(block.sort is BlockSort.TABLE for block in prose)
    assert [block.text for block in prose if block.sort is BlockSort.ENTRY] == kept
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, proposal))


def test_a_front_page_with_labels_above_their_facts_below_a_word_of_what_it_is(tmp_path: Path) -> None:
    cells = [
        "Fastställt av", "Gäller från", "Giltigt till och med", "Diarienummer",
        "Kommunstyrelsen 2026-02-03", "1 mars 2026", "2029-12-31", "2026-00045",
        "Dokumentansvarig", "Gäller för", "Revideras", "Version",
        "Säkerhetschef", "Alla förvaltningar", "Senast 2028", "1.2",
    ]  # fmt: skip

    def write(document: Document) -> None:
        document.add_paragraph("Styrdokument")
        document.add_paragraph("Plan för krisberedskap", style="Title")
        for cell, text in zip(document.add_table(rows=4, cols=4)._cells, cells, strict=True):
            cell.text = text
        document.add_heading("1. Ansvar", 1)
        document.add_paragraph("Varje förvaltning ska ha en plan.")

    source = made(tmp_path / "kris.docx", write)
    given = dict(steering_document(source, "sv", Asked(), set()).files[0].pieces())
    assert {key: given[key].value for key in ("title", "owner", "applies_to", "next_review", "period")} == {
        "title": "Plan för krisberedskap", "owner": "Säkerhetschef", "applies_to": "Alla förvaltningar",
        "next_review": "2028", "period": {"from": "2026-03-01", "to": "2029-12-31"},
    }  # fmt: skip


@pytest.mark.parametrize(("fact", "owner"), [("Kanslichef", "Kanslichef"), ("Anna Provsson", None)])
def test_an_owner_is_an_office_and_no_person(tmp_path: Path, fact: str, owner: str | None) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Policy för resor", style="Title")
        document.add_paragraph(f"Dokumentansvarig: {fact}")
        document.add_heading("Inledning", 1)

    source = made(tmp_path / "policy.docx", write)
    given = dict(steering_document(source, "sv", Asked(), set()).files[0].pieces())
    assert (given["owner"].value if "owner" in given else None) == owner


def test_styles_of_a_municipality_are_headings_by_their_outline(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        style = document.styles.add_style("Kommunrubrik", 1)
        style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
        document.styles.add_style("Kommunrubrik smal", 1).base_style = style
        document.add_paragraph("Kulturplan", style="Title")
        document.add_paragraph("Bakgrund", style="Kommunrubrik smal")
        document.add_paragraph("Planen gäller.").runs[0].bold = True

    source = made(tmp_path / "plan.docx", write)
    assert [(block.sort.value, block.level) for block in source.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_what_stands_in_a_diagram_is_named_as_left_out(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Plan", style="Title")
        texts = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in ("Vision", "Mål", "Mål"))
        drawn = f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}">{texts}</dgm:dataModel>'
        part = Part(PackURI("/word/diagrams/data1.xml"), "application/xml", drawn.encode(), document.part.package)
        name = document.part.relate_to(part, f"{RELATIONS}/diagramData")
        run: Any = document.add_paragraph().add_run()._r
        run.append(parse_xml(
            f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline><wp:docPr id="1" name="SmartArt"/><a:graphic>'
            f'<a:graphicData uri="{DIAGRAM}"><dgm:relIds xmlns:dgm="{DIAGRAM}" r:dm="{name}"/></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing>"
        ))  # fmt: skip

    source = made(tmp_path / "plan.docx", write)
    assert [(each.line.text, each.why) for each in source.left] == [("Vision", "diagram"), ("Mål", "diagram")]


def test_texts_and_numbers_of_a_chart_are_named_as_left_out(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        drawn = (
            f'<c:chartSpace xmlns:c="{chart}" xmlns:a="{DRAWING}"><a:p><a:r><a:t>Olyckor</a:t></a:r></a:p>'
            "<c:pt><c:v>2024</c:v></c:pt><c:pt><c:v>14</c:v></c:pt></c:chartSpace>"
        )
        part = Part(PackURI("/word/charts/chart1.xml"), "application/xml", drawn.encode(), document.part.package)
        name = document.part.relate_to(part, f"{RELATIONS}/chart")
        run: Any = document.add_paragraph("Olyckorna minskar.").add_run()._r
        run.append(parse_xml(f'<c:chart xmlns:c="{chart}" xmlns:r="{RELATIONS}" r:id="{name}"/>'))

    source = made(tmp_path / "diagram.docx", write)
    assert [(each.line.text, each.why) for each in source.left] == [
        (text, "chart") for text in ("Olyckor", "2024", "14")
    ]


def test_a_picture_in_a_cell_follows_its_table_but_not_if_it_is_a_symbol(tmp_path: Path) -> None:
    picture = tmp_path / "karta.png"
    Image.new("RGB", (40, 30), "green").save(picture)

    def write(document: Document) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "Karta"
        for width in (Cm(4), Cm(0.5)):
            table.cell(0, 1).paragraphs[0].add_run().add_picture(str(picture), width=width)

    source = made(tmp_path / "karta.docx", write)
    assert [block.sort for block in source.blocks] == [BlockSort.TABLE, BlockSort.PICTURE]
    assert [each.why for each in source.left] == ["picture"]


def test_characters_that_no_font_for_print_has_become_ones_that_mean_the_same(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("☒ Klart ➢ nu \uf0fc \U0001f9ff\u2bd0")
        document.add_table(rows=1, cols=1).cell(0, 0).text = "★☆"

    source = made(tmp_path / "kryss.docx", write)
    assert source.blocks[0].text.startswith("☑ Klart ► nu • ")
    # A box, which has a question beside it.
    assert source.blocks[0].text.endswith("□")
    assert source.blocks[1].rows[0].cells == ("●○",)
    assert source.blocks[1].rows[0].line.text == "●○"


@pytest.mark.parametrize(
    "below",
    [("Strategi för Provköping 2025–2030", "Subtitle"), ("Antagen av kommunfullmäktige 2024-11-25, § 143", "Normal")],
)
def test_what_has_the_style_of_a_title_is_the_title_whatever_its_cover_says(
    tmp_path: Path, below: tuple[str, str]
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Provköpings kommun")
        document.add_paragraph("Hela Provköping växer", style="Title")
        document.add_paragraph(below[0], style=below[1])
        document.add_heading("Trygghet", 1)
        document.add_paragraph("Kommunen ska byta belysning.")

    [document, _] = steering_document(made(tmp_path / "slutversion_2.docx", write), "sv", Asked(), set()).files
    assert (text_of(document.fields, "title"), text_of(document.fields, "id")) == (
        "Hela Provköping växer", "hela-provkoping-vaxer",
    )  # fmt: skip


def chapters(document: Document) -> None:
    document.add_paragraph("Hela Provköping växer", style="Title")
    for level, text in [
        (1, "1 Trygghet"), (0, "Så blir det tryggt."), (2, "1.1 Mötesplatser"), (0, "Text om mötesplatser."),
        (3, "1.1.1 Delmål"), (0, "Kommunen ska byta belysning."), (1, "2 Skola"), (2, "2.1 Delmål"),
        (0, "Nämnden bör öppna skolgårdar."), (1, "3 Bakgrund"), (0, "Så kom strategin till."),
    ]:  # fmt: skip
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)


def test_a_chapter_is_the_highest_heading_with_commitments_and_keeps_the_text_of_its_sections(tmp_path: Path) -> None:
    source = made(tmp_path / "strategi.docx", chapters)
    proposal = steering_document(source, "sv", Asked(), set())
    prose = {
        text_of(each.fields, "title"): [(block.level, block.text) for block in each.prose] for each in proposal.files
    }
    assert prose == {
        "Hela Provköping växer": [(2, "3 Bakgrund"), (0, "Så kom strategin till.")],
        "Trygghet": [
            (0, "Så blir det tryggt."), (2, "1.1 Mötesplatser"), (0, "Text om mötesplatser."),
            (3, "1.1.1 Delmål"), (0, "Kommunen ska byta belysning."),
        ],
        "Skola": [(2, "2.1 Delmål"), (0, "Nämnden bör öppna skolgårdar.")],
    }  # fmt: skip
    assert [entry(piece)["id"] for each in proposal.files for way, piece in each.pieces() if "commit" in way] == [
        "1.1.1-kommunen-ska-byta-belysning", "2.1-namnden-bor-oppna-skolgardar",
    ]  # fmt: skip
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, proposal))


def inserted(document: Document, *paragraphs: str) -> None:
    body = document.element.body
    for each in paragraphs:
        body.insert(len(body) - 1, parse_xml(each.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def test_hidden_and_struck_text_and_empty_fields_are_left_out_and_said(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("Budgeten är två miljoner.")
        paragraph.add_run(" Säg inget än.").font.hidden = True
        paragraph.add_run(" Eller tre.").font.strike = True
        paragraph.add_run(" Om året.").font.strike = False
        cell = document.add_table(1, 2).cell(0, 1).paragraphs[0]
        cell.add_run("Klart")
        cell.add_run(" nästan").font.double_strike = True
        hint = (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Skriv här</w:t></w:r></w:sdtContent>"
        )
        inserted(document, f"<w:p><w:r><w:t>Kontakt: </w:t></w:r>{hint}</w:sdt></w:p>")

    source = made(tmp_path / "plan.docx", write)
    assert [block.text for block in source.blocks if not block.rows] == [
        "Budgeten är två miljoner. Om året.",
        "Kontakt:",
    ]
    assert [row.cells for block in source.blocks for row in block.rows] == [("", "Klart")]
    assert {(each.line.text, each.why) for each in source.left} == {
        ("Säg inget än.", "hidden-text"),
        ("Eller tre.", "struck-text"),
        ("nästan", "struck-text"),
        ("Skriv här", "form-hint"),
    }


def test_paragraphs_joined_in_tracked_changes_are_one_and_text_boxes_their_own(tmp_path: Path) -> None:
    deleted = '<w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>'
    joined = f'<w:p>{deleted}<w:r><w:t xml:space="preserve">Vi ser </w:t></w:r></w:p>'
    within = "<w:txbxContent><w:p><w:r><w:t>I rutan.</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:t>Före.</w:t></w:r><w:r><w:pict>{within}</w:pict></w:r></w:p>"
    source = made(
        tmp_path / "plan.docx",
        lambda document: inserted(document, joined, "<w:p><w:r><w:t>över taxorna.</w:t></w:r></w:p>", box),
    )
    assert [block.text for block in source.blocks] == ["Vi ser över taxorna.", "Före.", "I rutan."]


def test_a_table_of_contents_is_known_by_its_field(tmp_path: Path) -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begin = (
        f'{field("begin")}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>{field("separate")}'
    )
    page = "<w:r><w:instrText> PAGEREF _1 </w:instrText></w:r>"
    source = made(
        tmp_path / "plan.docx",
        lambda document: inserted(
            document,
            f"<w:p>{begin}<w:r><w:t>Bakgrund</w:t></w:r>{field('begin')}{page}{field('separate')}<w:r><w:t>3</w:t></w:r>{field('end')}</w:p>",
            f"<w:p><w:r><w:t>Mål 4</w:t></w:r>{field('end')}</w:p>",
            "<w:p><w:r><w:t>Vi börjar.</w:t></w:r></w:p>",
        ),
    )
    assert [(each.line.text, each.why) for each in source.left] == [("Bakgrund3", "contents"), ("Mål 4", "contents")]
    assert [block.text for block in source.blocks] == ["Vi börjar."]


def test_notes_have_the_numbers_that_word_shows_and_those_of_deleted_text_are_gone(tmp_path: Path) -> None:
    words = nsdecls("w")

    def noted(document: Document) -> None:
        notes = "".join(f'<w:footnote w:id="{at}"><w:p><w:r><w:t>Not {at}.</w:t></w:r></w:p></w:footnote>'
                        for at in (2, 5, 7))  # fmt: skip
        named = "/word/footnotes.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI(named[0]), named[1], f"<w:footnotes {words}>{notes}</w:footnotes>".encode(),
                    document.part.package)  # fmt: skip
        document.part.relate_to(part, f"{RELATIONS}/footnotes")
        paragraph: Any = document.add_paragraph("Först den sista")._p
        gone = f'<w:del {words}><w:r><w:footnoteReference w:id="5"/></w:r></w:del>'
        marks = [f'<w:r {words}><w:footnoteReference w:id="7"/></w:r>', gone]
        for mark in (*marks, f'<w:r {words}><w:t>, sedan den första</w:t><w:footnoteReference w:id="2"/></w:r>'):
            paragraph.append(parse_xml(mark))

    blocks = made(tmp_path / "noter.docx", noted).blocks
    assert blocks[0].text == "Först den sista (1), sedan den första (2)"
    assert [(each.number, each.text) for each in blocks if each.sort is BlockSort.NOTE] == [
        ("1", "Not 7."),
        ("2", "Not 2."),
    ]
