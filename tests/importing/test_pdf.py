"""PDF files of several makers, and pages that are pictures: the same is read from all."""

import shutil
import subprocess
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2
import pytest
import typst
from PIL import Image, ImageDraw

from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.problem import ProblemsFound
from tests.importing.pieces import entry

PARAGRAPH = (
    "Provköpings kommun har många föreningar, och de gör ett viktigt arbete för kulturen i byarna och i staden. "
    "Biblioteken är välbesökta, men öppettiderna passar inte alla som arbetar på dagarna eller bor långt bort. "
    "Nämnden bör därför pröva kvällsöppet på några platser. Fritidsverksamheten för barn och unga offentliggörs "
    "varje termin i en egen affisch, så att flera familjer finner fram till något som passar."
)
PAGES = "\n\n".join(
    f"= {title}\n\n{PARAGRAPH}\n\n{PARAGRAPH}" for title in ("1. Vision", "2. Inriktning", "3. Genomförande")
)
TYPST = """
#set page(paper: "a5", columns: {columns}, header: [Kulturstrategi #h(1fr) Provköping], numbering: "1 (1)")
#set text(size: 10pt, lang: "sv", hyphenate: true)
#set par(justify: true)
{pages}

- öppna scenerna
- stödja föreningarna

#table(columns: 2, [Plats], [Öppet], [Byn], [kl. 10–16])
"""
HTML = """<!doctype html><meta charset="utf-8"><style>body { font: 12pt serif } h1 { font-size: 22pt }</style>"""


def printed(path: Path, columns: int) -> Path:
    path.with_suffix(".typ").write_text(TYPST.format(columns=columns, pages=PAGES), encoding="utf-8")
    typst.compile(path.with_suffix(".typ"), path)
    return path


def headings(source: SourceFile) -> list[str]:
    return [f"{each.number} {each.text}".strip() for each in source.blocks if each.sort is BlockSort.HEADING]


def paragraphs(source: SourceFile) -> list[str]:
    return [each.text for each in source.blocks if each.sort is BlockSort.PARAGRAPH]


@pytest.mark.parametrize("columns", [1, 2])
def test_columns_divided_words_and_running_heads(tmp_path: Path, columns: int) -> None:
    source = read_source(printed(tmp_path / "kultur.pdf", columns), None, "sv")
    assert headings(source) == ["1 Vision", "2 Inriktning", "3 Genomförande"]
    assert paragraphs(source) == [PARAGRAPH] * 6
    assert [each.text for each in source.blocks if each.sort is BlockSort.ENTRY] == [
        "öppna scenerna",
        "stödja föreningarna",
    ]
    [table] = [each for each in source.blocks if each.sort is BlockSort.TABLE]
    assert [row.cells for row in table.rows] == [("Plats", "Öppet"), ("Byn", "kl. 10–16")]
    assert {each.why for each in source.left} <= {"running-head", "page-number"}
    assert all("föreningar, och" not in each.line.text for each in source.left)


def test_a_table_in_a_column_stands_below_its_own_heading(tmp_path: Path) -> None:
    table = "#table(columns: 3, [Indikator], [2024], [Mål 2028], [Besök], [900], [1200], [Lån], [40], [50])"
    typed = (
        '#set page(paper: "a4", columns: 2)\n#set text(size: 10pt, lang: "sv")\n'
        f"= 1 Vision\n{PARAGRAPH}\n= 2 Inriktning\n{PARAGRAPH}\n#colbreak()\n= 3 Indikatorer\n{table}\n"
        f"= 4 Uppföljning\n{PARAGRAPH}\n"
    )
    (tmp_path / "k.typ").write_text(typed, encoding="utf-8")
    typst.compile(tmp_path / "k.typ", tmp_path / "k.pdf")
    source = read_source(tmp_path / "k.pdf", None, "sv")
    assert [each.text if each.sort is BlockSort.HEADING else str(each.sort) for each in source.blocks] == [
        "Vision", "paragraph", "Inriktning", "paragraph", "Indikatorer", "table", "Uppföljning", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize("height", ["13cm", "9.5cm"])
def test_three_columns_are_read_one_after_another(tmp_path: Path, height: str) -> None:
    chapters = {"Skola": PARAGRAPH, "Vård": PARAGRAPH, "Klimat": PARAGRAPH, "Trygghet": PARAGRAPH}
    text = "\n".join(f"== {title}\n{text}" for title, text in chapters.items())
    typed = (
        '#set page(paper: "a4", margin: 1.8cm)\n#set text(size: 9pt, lang: "sv")\n#set par(justify: true)\n'
        f"= Budget 2026\nAntagen av kommunfullmäktige den 24 november 2025, § 187\n"
        f"#block(height: {height}, columns(3, gutter: 14pt)[\n{text}\n])\n= Uppföljning\n{PARAGRAPH}\n"
    )
    (tmp_path / "k.typ").write_text(typed, encoding="utf-8")
    typst.compile(tmp_path / "k.typ", tmp_path / "k.pdf")
    source = read_source(tmp_path / "k.pdf", None, "sv")
    assert headings(source) == ["Budget 2026", *chapters, "Uppföljning"]
    assert paragraphs(source)[1:] == [PARAGRAPH] * 5


def test_short_texts_in_three_columns_are_no_table(tmp_path: Path) -> None:
    columns = {"Service nära": "Varje ort ska ha en butik. Biblioteksbussen bör stanna i tolv byar varannan vecka.",
               "Vägar": "Alla hushåll ska ha fiber senast 2028. Enskilda vägar bör få bidrag efter längd och trafik.",
               "Boende": "Kommunen ska peka ut mark för minst tjugo tomter om året."}  # fmt: skip
    cells = ", ".join(f"[*{head}* \\\n {text} {text} {text}]" for head, text in columns.items())
    typed = (
        f'#set page(paper: "a4")\n#set text(size: 9pt, lang: "sv")\n= Program\n#grid(columns: 3, gutter: 12pt, {cells})'
    )
    (tmp_path / "k.typ").write_text(typed, encoding="utf-8")
    typst.compile(tmp_path / "k.typ", tmp_path / "k.pdf")
    source = read_source(tmp_path / "k.pdf", None, "sv")
    assert not [each for each in source.blocks if each.sort is BlockSort.TABLE]
    said = " ".join(each.text for each in source.blocks)
    assert all(f"{text} {text} {text}" in said for text in columns.values())


def test_the_foot_of_an_only_page_is_no_text(tmp_path: Path) -> None:
    foot = "footer: context [Handlingsplan trafik #h(1fr) #counter(page).display() (1)]"
    typed = f'#set page(paper: "a4", {foot})\n#set text(size: 10pt, lang: "sv")\n= Vision\n{PARAGRAPH}\n'
    (tmp_path / "k.typ").write_text(typed, encoding="utf-8")
    typst.compile(tmp_path / "k.typ", tmp_path / "k.pdf")
    source = read_source(tmp_path / "k.pdf", None, "sv")
    assert paragraphs(source) == [PARAGRAPH]
    assert [(each.line.text, each.why) for each in source.left] == [("Handlingsplan trafik 1 (1)", "running-head")]


def test_another_maker(tmp_path: Path) -> None:
    if not shutil.which("wkhtmltopdf"):
        pytest.skip("wkhtmltopdf is not installed")
    body = "".join(f"<h1>{title}</h1><p>{PARAGRAPH}</p>" for title in ("Vision", "Inriktning"))
    (tmp_path / "k.html").write_text(HTML + body, encoding="utf-8")
    subprocess.run(["wkhtmltopdf", "-q", "k.html", "k.pdf"], cwd=tmp_path, check=True)
    source = read_source(tmp_path / "k.pdf", None, "sv")
    assert headings(source) == ["Vision", "Inriktning"]
    assert paragraphs(source) == [PARAGRAPH] * 2


def test_a_picture_of_a_page_is_read_and_repaired(tmp_path: Path) -> None:
    if not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed")
    document = pypdfium2.PdfDocument(printed(tmp_path / "kultur.pdf", 1))
    picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    picture.save(tmp_path / "sida.png")
    picture.save(tmp_path / "skannad.pdf", resolution=150)
    for name in ("sida.png", "skannad.pdf"):
        source = read_source(tmp_path / name, None, "sv")
        assert PARAGRAPH in paragraphs(source)
        [chapter] = [
            file
            for file in steering_document(source, "sv", Asked("Kulturstrategi"), set()).files
            if file.kind != "strategy"
        ][:1]
        found = [entry(piece) for way, piece in chapter.pieces() if way.startswith("commitments")]
        assert [(each["text"], str(each["modality"])) for each in found][:1] == [
            ("Nämnden bör därför pröva kvällsöppet på några platser.", "should")
        ]


def test_a_page_with_dust_is_read_without_it(tmp_path: Path) -> None:
    if not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed")
    chapters = {"1. Bakgrund": "Arterna blir färre – i kommunen som i landet.", "2. Mål": "Träd bör sparas.",
                "3. Uppföljning": "Miljönämnden ska följa upp strategin vartannat år."}  # fmt: skip
    typed = "\n".join(f"== {title}\n{text}" for title, text in chapters.items())
    (tmp_path / "k.typ").write_text(f'#set page(paper: "a4")\n= Naturstrategi\n{typed}\n', encoding="utf-8")
    typst.compile(tmp_path / "k.typ", tmp_path / "k.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "k.pdf")
    page = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    dust = Random(7)
    for _ in range(400):
        x, y = dust.randrange(page.width), dust.randrange(page.height)
        ImageDraw.Draw(page).ellipse((x, y, x + dust.choice((0, 1, 2, 3)), y + 2), fill=dust.randrange(100))
    page.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC).save(tmp_path / "s.pdf", resolution=200)
    source = read_source(tmp_path / "s.pdf", None, "sv")
    assert headings(source)[-3:] == ["1 Bakgrund", "2 Mål", "3 Uppföljning"]
    assert paragraphs(source)[-3:] == [*chapters.values()]


def lettered(path: Path, lines: list[str], widths: dict[str, int]) -> SourceFile:
    """Return what is read of a page whose letters are mapped to those of the lines; `widths` are in thousandths."""
    codes = {letter: at for at, letter in enumerate(dict.fromkeys("".join(lines)), start=33)}
    pairs = "".join(f"<{at:02X}> <{letter.encode('utf-16-be').hex()}>\n" for letter, at in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar\nendcmap end end"
    )
    shown = "".join("<" + "".join(f"{codes[letter]:02X}" for letter in line) + "> Tj T*\n" for line in lines)
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Ekbacka, FirstChar=33,
        LastChar=32 + len(codes), Widths=pikepdf.Array([widths.get(letter, 556) for letter in codes]),
        ToUnicode=pdf.make_stream(table.encode()),
    )  # fmt: skip
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=[0, 0, 595, 842],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font))),
        Contents=pdf.make_stream(f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET".encode()),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(page))
    pdf.save(path)
    return read_source(path, None, "sv")


def test_ligatures_are_letters_and_unseen_soft_hyphens_are_nothing(tmp_path: Path) -> None:
    lines = [
        "O\ufb00entlig \ufb01nansiering ska vara \ufb02exibel, e\ufb00ektiv och o\ufb03ciell i en ra\ufb04an.",
        "Kommun\u00adfullmäktige beslutar om kultur\u00adverksamhet och om sko\u00ad",
        "lornas bibliotek, och det gäller barn- och ungdoms\u2010",
        "verksamheten på \ufb01nska.",
    ]
    text = (
        "Offentlig finansiering ska vara flexibel, effektiv och officiell i en rafflan. {} "
        "och om skolornas bibliotek, och det gäller barn- och ungdomsverksamheten på finska."
    )
    unseen = lettered(tmp_path / "k.pdf", lines, {"\u00ad": 0})
    assert paragraphs(unseen) == [text.format("Kommunfullmäktige beslutar om kulturverksamhet")]
    # Programs write printed hyphens in the same way: Värmland-Dal.
    seen = lettered(tmp_path / "s.pdf", lines, {"\u00ad": 333})
    assert paragraphs(seen) == [text.format("Kommun-fullmäktige beslutar om kultur-verksamhet")]


@pytest.mark.parametrize(("name", "code"), [("låst.pdf", "import-encrypted"), ("halv.pdf", "import-damaged")])
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, code: str) -> None:
    good = printed(tmp_path / "kultur.pdf", 1)
    if code == "import-encrypted":
        with pikepdf.open(good) as file:
            file.save(tmp_path / name, encryption=pikepdf.Encryption(user="hemligt", owner="hemligt"))
    else:
        (tmp_path / name).write_bytes(good.read_bytes()[:700])
    with pytest.raises(ProblemsFound) as found:
        read_source(tmp_path / name, None, "sv")
    assert [problem.code for problem in found.value.problems] == [code]


def test_a_picture_of_a_page_with_text_is_said(tmp_path: Path) -> None:
    Image.new("RGB", (90, 90), "green").save(tmp_path / "bild.png")
    path = tmp_path / "plan.typ"
    path.write_text(f'{PARAGRAPH}\n\n#image("bild.png", width: 60pt)\n\n#image("bild.png", width: 20pt)', "utf-8")
    typst.compile(path, path.with_suffix(".pdf"))
    left = read_source(path.with_suffix(".pdf"), None, "sv").left
    assert [(each.line.origin.page, each.why) for each in left] == [(1, "picture")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # Word has small headings no larger than the text, close above it and as long as its lines.
        (["*Alla barn möter kultur i sin skola*", "Skolorna ska samarbeta."],
         ["Alla barn möter kultur i sin skola", "Skolorna ska samarbeta."]),
        (["*Mål 1.1 Alla barn möter kultur i sin skola*", "Skolorna ska samarbeta."],
         ["Alla barn möter kultur i sin skola", "Skolorna ska samarbeta."]),
        # A label, and the beginning of a sentence, are none.
        (["*Ansvarig för all kultur i byarna och i staden:*", "Kulturnämnden"],
         ["Ansvarig för all kultur i byarna och i staden: Kulturnämnden"]),
        (["*Kommunen ger alla barn i skolan mer kultur*", "och mer musik."],
         ["Kommunen ger alla barn i skolan mer kultur och mer musik."]),
        (["*Kommunen ger alla barn i skolan mer kultur,*", "Provköping mer musik."],
         ["Kommunen ger alla barn i skolan mer kultur, Provköping mer musik."]),
    ],
)  # fmt: skip
def test_a_line_in_bold_is_no_part_of_the_paragraph_below_it(
    tmp_path: Path, lines: list[str], found: list[str]
) -> None:
    page = '#set page(paper: "a5")\n#set text(size: 10pt)\n= Kultur\n\nByarna är nära.\n\n' + " \\\n".join(lines)
    (tmp_path / "k.typ").write_text(page, encoding="utf-8")
    typst.compile(tmp_path / "k.typ", tmp_path / "k.pdf")
    source = read_source(tmp_path / "k.pdf", None, "sv")
    assert [block.text for block in source.blocks][2:] == found
