"""Texts of LibreOffice (ODT), written here part by part, with what reviewers leave in them."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.meaning.plans import action_plan, is_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.problem import ProblemsFound
from tests.importing.pieces import entry, text_of
from tests.publications import swedish

NAMES = ("office", "text", "table", "style")
SPACES = " ".join(
    [f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES]
    + ['xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
       'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
       'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
       'xmlns:xlink="http://www.w3.org/1999/xlink"']
)  # fmt: skip
STYLES = f"""<office:document-styles {SPACES}><office:styles>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>
<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>
<text:list-style style:name="Punkter"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>
<text:list-style style:name="Siffror"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>
</office:styles><office:master-styles><style:master-page style:name="Standard"><style:header>
<text:p>Provköpings kommun</text:p></style:header></style:master-page></office:master-styles>
</office:document-styles>"""
AUTOMATIC = """<office:automatic-styles>
<style:style style:name="Struken" style:family="text"><style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="Dold" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Fet" style:family="paragraph">
<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>
<style:style style:name="Grön" style:family="table-cell"><style:table-cell-properties fo:background-color="#00b050"/>
</style:style>
<style:style style:name="Röd" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/>
</style:style></office:automatic-styles>"""
STRATEGY = """<text:tracked-changes><text:changed-region text:id="c1">
<text:deletion><text:p>stänga</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">Kulturstrategi</text:p>
<text:table-of-content><text:index-body><text:p>1. Vision<text:tab/>2</text:p></text:index-body></text:table-of-content>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Vision</text:h>
<text:p>Kulturen är nära<text:s text:c="2"/>alla<text:note text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>Enligt enkäten 2024.</text:p>
</text:note-body></text:note>.</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Inriktning</text:h>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Öppna kulturen</text:h>
<text:p>Kommunen ska <text:change text:change-id="c1"/>öppna scenerna.<office:annotation><text:p>Vem betalar?</text:p>
</office:annotation> Nämnden bör pröva <text:span text:style-name="Struken">dagsöppet </text:span>kvällsöppet.
<text:span text:style-name="Dold">Utkast.</text:span></text:p>
<text:p>Kommunen ska också</text:p>
<text:list text:style-name="Punkter"><text:list-item><text:p>stödja föreningarna</text:p>
<text:list><text:list-item><text:p>även de små</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>bygga en ateljé</text:p></text:list-item></text:list>
<text:p>Arbetet har en ordning.</text:p>
<text:list text:style-name="Siffror"><text:list-item><text:p>Först</text:p></text:list-item>
<text:list-item><text:p>Sedan</text:p>
<text:list><text:list-item><text:p>till slut</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>Läs <text:a xlink:href="https://exempel.se/kultur">mer här</text:a>.</text:p>
<text:p><draw:frame svg:width="5cm" svg:height="3cm"><draw:image xlink:href="Pictures/a.png"/>
<svg:desc>Biblioteket i Byn</svg:desc></draw:frame></text:p>
<text:p><draw:frame><draw:text-box><text:p>Kommunen kan hyra ut scenen.</text:p>
</draw:text-box></draw:frame></text:p>"""


def written(path: Path, body: str, **parts: bytes) -> SourceFile:
    """Write a text, and return it as it is read."""
    content = (
        f"<office:document-content {SPACES}>{AUTOMATIC}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
        file.writestr("styles.xml", STYLES)
        for name, raw in parts.items():
            file.writestr(name.replace("__", "/"), raw)
    return read_source(path, None, "sv")


def picture(colour: tuple[int, int, int]) -> bytes:
    made = BytesIO()
    Image.new("RGB", (30, 30), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> SourceFile:
    return written(tmp_path / "kultur.odt", STRATEGY, **{"Pictures__a.png": picture((20, 90, 160))})


def test_each_part_is_what_its_document_marks(read: SourceFile) -> None:
    assert [(str(each.sort), each.level, each.number, each.text) for each in read.blocks] == [
        ("heading", 1, "", "Kulturstrategi"),
        ("heading", 1, "1", "Vision"),
        ("paragraph", 0, "", "Kulturen är nära alla (1)."),
        ("heading", 1, "2", "Inriktning"),
        ("heading", 2, "2.1", "Öppna kulturen"),
        ("paragraph", 0, "", "Kommunen ska öppna scenerna. Nämnden bör pröva kvällsöppet."),
        ("paragraph", 0, "", "Kommunen ska också"),
        ("entry", 0, "", "stödja föreningarna"),
        ("entry", 1, "", "även de små"),
        ("entry", 0, "", "bygga en ateljé"),
        ("paragraph", 0, "", "Arbetet har en ordning."),
        ("entry", 0, "1", "Först"),
        ("entry", 0, "2", "Sedan"),
        ("entry", 1, "a", "till slut"),
        ("paragraph", 0, "", "Läs mer här (https://exempel.se/kultur)."),
        ("picture", 0, "", "Biblioteket i Byn"),
        ("paragraph", 0, "", "Kommunen kan hyra ut scenen."),
        ("note", 0, "1", "Enligt enkäten 2024."),
    ]


def test_what_is_left_out_has_its_reason(read: SourceFile) -> None:
    assert [(each.why, each.line.text) for each in read.left] == [
        ("contents", "1. Vision 2"),
        ("struck-text", "dagsöppet"),
        ("hidden-text", "Utkast."),
        ("running-head", "Provköpings kommun"),
    ]
    assert sorted(problem.code for problem in read.notices) == ["import-comments", "import-tracked"]
    assert "stänga" not in " ".join(block.text for block in read.blocks)


def test_commitments_have_their_modality(read: SourceFile) -> None:
    document, chapter = steering_document(read, "sv", Asked(), set()).files
    assert text_of(document.fields, "title") == "Kulturstrategi"
    found = [entry(piece) for way, piece in chapter.pieces() if "commitments" in way]
    assert [(each["text"], each["modality"]) for each in found] == [
        ("Kommunen ska öppna scenerna.", "shall"),
        ("Nämnden bör pröva kvällsöppet.", "should"),
        ("Kommunen ska också: stödja föreningarna", "shall"),
        ("Kommunen ska också: även de små", "shall"),
        ("Kommunen ska också: bygga en ateljé", "shall"),
        ("Kommunen kan hyra ut scenen.", "may"),
    ]
    accounted = account(read, steering_document(read, "sv", Asked(), set()))
    assert {each.why for each in accounted if each.fate is Fate.LEFT_OUT} == {
        "contents", "struck-text", "hidden-text", "running-head",
    }  # fmt: skip


def cells(*texts: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return "".join(f"<table:table-cell{named}><text:p>{text}</text:p></table:table-cell>" for text in texts)


def test_a_table_has_merged_cells_colours_and_a_band(tmp_path: Path) -> None:
    head = '<table:table-cell table:number-columns-spanned="4"><text:p>Mål 1: Trygghet</text:p></table:table-cell>'
    merged = '<table:table-cell table:number-rows-spanned="2"><text:p>Trygghet</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    table = (
        "<table:table><table:table-header-rows><table:table-row>"
        f"{cells('Område', 'Indikator', 'Utfall 2024', 'Bedömning')}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{head}{covered * 3}</table:table-row>"
        f"<table:table-row>{merged}{cells('Andel trygga', '71 %')}{cells('', style='Grön')}</table:table-row>"
        f"<table:table-row>{covered}{cells('Antal brott', '1 240')}{cells('', style='Röd')}</table:table-row>"
        "</table:table>"
    )
    source = written(tmp_path / "t.odt", table)
    (block,) = source.blocks
    assert [(row.cells, row.band) for row in block.rows] == [
        (("Område", "Indikator", "Utfall 2024", "Bedömning"), False),
        (("Mål 1: Trygghet", "", "", ""), True),
        (("Trygghet", "Andel trygga", "71 %", "🟢"), False),
        (("Trygghet", "Antal brott", "1 240", "🔴"), False),
    ]
    assert [[(at, doubt.code) for at, doubt in row.doubts] for row in block.rows] == [
        [], [], [(3, "colour-alone")], [(3, "colour-alone")],
    ]  # fmt: skip


def test_pictures_alone_in_cells_judge_by_their_words_or_colours(tmp_path: Path) -> None:
    frame = '<draw:frame svg:width="0.5cm" svg:height="0.5cm"><draw:image xlink:href="Pictures/{}.png"/>{}</draw:frame>'
    red = frame.format("r", "")
    said = frame.format("b", "<svg:title>Pågår</svg:title>")
    rows = "".join(f"<table:table-row>{cells(*row)}</table:table-row>" for row in [("A", red), ("B", said)])
    parts = {"Pictures__r.png": picture((230, 20, 20)), "Pictures__b.png": picture((20, 90, 160))}
    source = written(tmp_path / "t.odt", f"<table:table>{rows}</table:table>", **parts)
    assert [row.cells for row in source.blocks[0].rows] == [("A", "🔴"), ("B", "")]
    assert [(each.why, each.line.text) for each in source.left[:1]] == [("picture", "Pågår")]
    assert [[each.code for each in row.line.doubts] for row in source.blocks[0].rows] == [[], ["icon-unread"]]


def test_a_table_of_actions_becomes_a_plan(tmp_path: Path) -> None:
    rows = [
        ("Nr", "Åtgärd", "Ansvarig", "Tidplan", "Status"),
        ("1", "Öppna på kvällar", "Kulturnämnden", "2025–2026", "Pågår"),
    ]
    table = "".join(f"<table:table-row>{cells(*row)}</table:table-row>" for row in rows)
    body = f'<text:p text:style-name="Title">Handlingsplan för biblioteken</text:p><table:table>{table}</table:table>'
    source = written(tmp_path / "plan.odt", body)
    assert is_plan(source, "sv", Asked())
    present = Present({}, {"kulturnämnden": "kulturnamnden"}, frozenset())
    (plan,) = action_plan(source, swedish(), Asked(), present, TableAsked()).files
    (activity,) = [entry(piece) for way, piece in plan.pieces() if "activities" in way]
    assert (activity["title"], activity["status"], activity["responsible"]) == (
        "Öppna på kvällar", "ongoing", "kulturnamnden",
    )  # fmt: skip


def test_without_styles_large_bold_paragraphs_are_headings(tmp_path: Path) -> None:
    body = (
        '<text:p text:style-name="Fet">Trygghet</text:p><text:p>Kommunen ska göra parkerna tryggare för alla.</text:p>'
        '<text:p text:style-name="Fet">Kultur</text:p><text:p>Kommunen ska öppna fler scener i byarna.</text:p>'
    )
    found = written(tmp_path / "t.odt", body).blocks
    assert [each.text for each in found if each.sort is BlockSort.HEADING] == ["Trygghet", "Kultur"]


@pytest.mark.parametrize(
    ("part", "raw", "code"),
    [
        ("META-INF__manifest.xml", b"<manifest:encryption-data/>", "import-encrypted"),
        ("Basic__Standard__Module1.xml", b"<script/>", "import-macros"),
    ],
)
def test_what_is_encrypted_or_has_programs_is_refused(tmp_path: Path, part: str, raw: bytes, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        written(tmp_path / "t.odt", "<text:p>Text</text:p>", **{part: raw})
    assert [each.code for each in found.value.problems] == [code]


@pytest.mark.parametrize("body", ["<text:p>Text", "<!DOCTYPE a><text:p>Text</text:p>"])
def test_a_part_that_breaks_off_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        written(tmp_path / "t.odt", body)
    assert [each.code for each in found.value.problems] == ["import-damaged"]


def test_no_picture_is_fetched(tmp_path: Path) -> None:
    body = '<text:p><draw:frame><draw:image xlink:href="https://exempel.se/a.png"/></draw:frame>Text</text:p>'
    source = written(tmp_path / "t.odt", body)
    assert [(each.code, each.facts["names"]) for each in source.notices] == [("import-outside", "a.png")]
    assert [(each.why, each.line.text) for each in source.left[:1]] == [("picture", "–")]
