"""Web pages of municipalities as browsers save them: with menus, banners and scripts, which are no part of a plan."""

import base64
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

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0036)https://www.provkoping.se/kultur.html -->
<html lang="sv"><head><meta charset="utf-8"><title>Kulturstrategi - Provköpings kommun</title>
<link rel="stylesheet" href="https://www.provkoping.se/stil.css"><style>p { color: red }</style>
<script>document.write("<h1>Nej</h1>")</script></head><body class="page">
<div id="cookie-banner" role="dialog"><h2>Vi använder kakor</h2><p>Vi ska bli bättre.</p><button>Godkänn</button></div>
<a class="skip-link" href="#innehall">Hoppa till innehållet</a>
<header><nav><ul><li><a href="/bygga">Bygga och bo</a></li><li><a href="/kultur">Uppleva</a></li></ul></nav></header>
<div class="wrap"><nav class="breadcrumb">Start / Kultur</nav>
<main id="innehall"><h1>Kulturstrategi</h1>
<p class="intro">Strategin anger vad kommunen vill med kulturen.<sup><a href="#not1">1</a></sup></p>
<div class="readspeaker_button"><a href="/lyssna">Lyssna</a></div>
<h2>1. Vision</h2><p>Kulturen är nära<br>alla.</p>
<h2><button aria-expanded="false" aria-controls="a2">2. Inriktning</button></h2>
<div id="a2" hidden>
<h3>2.1 Öppna kulturen</h3>
<p>Kommunen ska <del>stänga</del><ins>öppna</ins> scenerna. Nämnden bör pröva kvällsöppet.
   <a href="/scener?id=1">Våra scener</a> <s>Gäller inte.</s></p>
<p>Kommunen ska också</p>
<ul><li>stödja föreningarna<ul><li><p>även de små</p></li></ul></li><li>bygga en ateljé på 40 m<sup>2</sup></li></ul>
<p>Arbetet har en ordning.</p>
<ol start="3"><li>Först</li><li value="7">Sedan</li></ol></div>
<figure><img alt="Biblioteket i Byn" src="data:image/png;base64,PICTURE">
<figcaption>Foto: kommunen</figcaption></figure>
<img src="https://www.provkoping.se/karta.png" alt="Karta">
<dl><dt>Beslutad av</dt><dd>Kommunfullmäktige</dd></dl>
<details><summary>Uppföljning</summary><p>Nämnden följer upp strategin varje år.</p></details>
<ol class="notes"><li id="not1">1. Enligt enkäten. <a href="#ref1">↩</a></li></ol>
<form action="/tyck"><label>Hjälpte sidan dig?</label><button>Ja</button></form>
<p style="display: none">Mall: skriv här</p>
</main><aside><h2>Kontakt</h2><p>Kontaktcenter</p></aside></div>
<footer><p>Provköpings kommun ska nås på telefon.</p></footer></body></html>"""


def picture(colour: tuple[int, int, int]) -> str:
    made = BytesIO()
    Image.new("RGB", (30, 30), colour).save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode("ascii")


def saved(path: Path, page: str, encoding: str = "utf-8") -> SourceFile:
    path.write_bytes(page.encode(encoding))
    return read_source(path, None, "sv")


@pytest.fixture
def read(tmp_path: Path) -> SourceFile:
    return saved(tmp_path / "kultur.html", PAGE.replace("PICTURE", picture((20, 90, 160))))


def test_only_the_main_part_of_a_page_is_the_document(read: SourceFile) -> None:
    assert [(str(each.sort), each.level, each.number, each.text) for each in read.blocks] == [
        ("heading", 1, "", "Kulturstrategi"),
        ("paragraph", 0, "", "Strategin anger vad kommunen vill med kulturen. (1)"),
        ("heading", 2, "1", "Vision"),
        ("paragraph", 0, "", "Kulturen är nära alla."),
        ("heading", 2, "2", "Inriktning"),
        ("heading", 3, "2.1", "Öppna kulturen"),
        ("paragraph", 0, "",
         "Kommunen ska öppna scenerna. Nämnden bör pröva kvällsöppet. "
         "Våra scener (https://www.provkoping.se/scener?id=1)"),
        ("paragraph", 0, "", "Kommunen ska också"),
        ("entry", 0, "", "stödja föreningarna"),
        ("entry", 1, "", "även de små"),
        ("entry", 0, "", "bygga en ateljé på 40 m²"),
        ("paragraph", 0, "", "Arbetet har en ordning."),
        ("entry", 0, "3", "Först"),
        ("entry", 0, "7", "Sedan"),
        ("picture", 0, "", "Biblioteket i Byn"),
        ("paragraph", 0, "", "Foto: kommunen"),
        ("paragraph", 0, "", "Beslutad av: Kommunfullmäktige"),
        ("heading", 3, "", "Uppföljning"),
        ("paragraph", 0, "", "Nämnden följer upp strategin varje år."),
        ("note", 0, "1", "Enligt enkäten."),
    ]  # fmt: skip


def test_all_else_of_the_page_is_left_out_with_its_reason(read: SourceFile) -> None:
    assert {(each.why, each.line.text) for each in read.left} == {
        ("web-page", "Vi använder kakor | Vi ska bli bättre. | Godkänn"),
        ("web-page", "Hoppa till innehållet"),
        ("web-page", "Bygga och bo | Uppleva"),
        ("web-page", "Start / Kultur"),
        ("web-page", "Lyssna"),
        ("web-page", "Hjälpte sidan dig? | Ja"),
        ("web-page", "Kontakt | Kontaktcenter"),
        ("web-page", "Provköpings kommun ska nås på telefon."),
        ("struck-text", "Gäller inte."),
        ("hidden-text", "Mall: skriv här"),
        ("picture", "Karta"),
    }
    assert [(each.code, dict(each.facts)) for each in read.notices] == [
        ("import-tracked", {}), ("import-outside", {"names": "karta.png"}),
    ]  # fmt: skip


def test_commitments_have_their_modality(read: SourceFile) -> None:
    document, *chapters = steering_document(read, "sv", Asked(), set()).files
    assert text_of(document.fields, "title") == "Kulturstrategi"
    found = [entry(piece) for chapter in chapters for way, piece in chapter.pieces() if "commitments" in way]
    assert [(each["text"], each["modality"]) for each in found] == [
        ("Kommunen ska öppna scenerna.", "shall"),
        ("Nämnden bör pröva kvällsöppet.", "should"),
        ("Kommunen ska också: stödja föreningarna", "shall"),
        ("Kommunen ska också: även de små", "shall"),
        ("Kommunen ska också: bygga en ateljé på 40 m²", "shall"),
    ]
    accounted = account(read, steering_document(read, "sv", Asked(), set()))
    why = {each.why for each in accounted if each.fate is Fate.LEFT_OUT}
    assert why == {"web-page", "struck-text", "hidden-text", "picture"}


def test_tables_have_captions_spans_colours_and_icons(tmp_path: Path) -> None:
    icon = '<img src="data:image/png;base64,{}">'
    source = saved(tmp_path / "t.html", f"""<main><h1>Uppföljning</h1><table><caption>Tabell 1. Trygghet</caption>
<thead><tr><th>Område</th><th>Indikator</th><th>Utfall 2024</th><th>Bedömning</th></tr></thead>
<tr><td colspan="4"><strong>Mål 1</strong></td></tr>
<tr><td rowspan="3">Trygghet</td><td>Andel<br>trygga</td><td>71&nbsp;%</td><td style="background:#00b050"></td></tr>
<tr><td>Antal brott</td><td>1&nbsp;240</td><td><span class="red" title="Ej uppnått"></span></td></tr>
<tr><td>Antal lag</td><td>7</td><td>{icon.format(picture((230, 20, 20)))}</td></tr></table></main>""")  # fmt: skip
    assert [each.text for each in source.blocks[:2]] == ["Uppföljning", "Tabell 1. Trygghet"]
    assert [(row.cells, row.band) for row in source.blocks[2].rows] == [
        (("Område", "Indikator", "Utfall 2024", "Bedömning"), False),
        (("Mål 1", "", "", ""), True),
        (("Trygghet", "Andel\ntrygga", "71 %", "🟢"), False),
        (("Trygghet", "Antal brott", "1 240", "Ej uppnått"), False),
        (("Trygghet", "Antal lag", "7", "🔴"), False),
    ]
    assert [[(at, doubt.code) for at, doubt in row.doubts] for row in source.blocks[2].rows] == [
        [], [], [(3, "colour-alone")], [], [(3, "icon-alone")],
    ]  # fmt: skip


def test_a_table_of_actions_becomes_a_plan(tmp_path: Path) -> None:
    source = saved(tmp_path / "plan.htm", """<body><div class="page"><div class="menu"><a href="/">Start</a></div>
<div class="content"><h1>Handlingsplan för biblioteken</h1><table>
<tr><th>Nr</th><th>Åtgärd</th><th>Ansvarig</th><th>Tidplan</th><th>Status</th></tr>
<tr><td>1</td><td>Öppna på kvällar</td><td>Kulturnämnden</td><td>2025–2026</td><td>Pågår</td></tr></table>
</div></div></body>""")  # fmt: skip
    assert is_plan(source, "sv", Asked())
    present = Present({}, {"kulturnämnden": "kulturnamnden"}, frozenset())
    (plan,) = action_plan(source, swedish(), Asked(), present, TableAsked()).files
    (activity,) = [entry(piece) for way, piece in plan.pieces() if "activities" in way]
    assert (activity["title"], activity["status"], activity["responsible"]) == (
        "Öppna på kvällar", "ongoing", "kulturnamnden",
    )  # fmt: skip


def test_tables_that_lay_out_a_page_are_no_tables(tmp_path: Path) -> None:
    page = """<main><table><tr><td><h2>Mål</h2><p>Kommunen ska växa.</p></td></tr></table>
<table role="presentation"><tr><td>Text till vänster</td><td>Text till höger</td></tr></table></main>"""
    found = saved(tmp_path / "t.html", page).blocks
    assert [(str(each.sort), each.text) for each in found] == [
        ("heading", "Mål"),
        ("paragraph", "Kommunen ska växa."),
        ("paragraph", "Text till vänster"),
        ("paragraph", "Text till höger"),
    ]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("cp1252", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-8", '<?xml version="1.0" encoding="utf-8"?>'),
    ],
)
def test_letters_are_read_in_each_encoding(tmp_path: Path, encoding: str, head: str) -> None:
    source = saved(tmp_path / "t.html", f"{head}<p>Kommunen ska värna ån – och älven.</p>", encoding)
    assert [each.text for each in source.blocks] == ["Kommunen ska värna ån – och älven."]


def test_pictures_are_read_from_the_folder_beside_the_page_and_from_nowhere_else(tmp_path: Path) -> None:
    raw = base64.b64decode(picture((20, 90, 160)))
    (tmp_path / "hemlig.png").write_bytes(raw)
    (tmp_path / "sida" / "sida_files").mkdir(parents=True)
    (tmp_path / "sida" / "sida_files" / "bro.png").write_bytes(raw)
    page = '<p>Bron</p><img alt="Bron" src="sida_files/bro.png"><img alt="Hemlig" src="../hemlig.png">'
    source = saved(tmp_path / "sida" / "sida.html", page)
    assert [each.text for each in source.blocks if each.sort is BlockSort.PICTURE] == ["Bron"]
    assert [each.line.text for each in source.left] == ["Hemlig"]


@pytest.mark.parametrize(("page", "code"), [("<script>a</script>", "import-empty"), ("<div>" * 5000, "import-damaged")])
def test_pages_without_a_text_are_refused(tmp_path: Path, page: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        saved(tmp_path / "t.html", page)
    assert [each.code for each in found.value.problems] == [code]


@pytest.mark.parametrize(
    "title",
    [
        '<p class="MsoTitle">Miljöprogram 2025</p>',
        '<p align="center"><font style="font-size: 26pt"><span>Miljöprogram 2025</span></font></p>',
        '<p><span style="font-size:32px">Miljöprogram 2025</span></p>',
    ],
)
def test_pages_of_word_processors_have_a_title_by_its_class_or_its_size(tmp_path: Path, title: str) -> None:
    page = f"{title}<p>Programmet gäller alla.</p><h1>Inledning</h1><p>Vi ska börja.</p><h1>Mål</h1><p>Ett mål.</p>"
    found = [each for each in saved(tmp_path / "t.html", page).blocks if each.sort is BlockSort.HEADING]
    assert [(each.text, each.is_title) for each in found] == [
        ("Miljöprogram 2025", True), ("Inledning", False), ("Mål", False),
    ]  # fmt: skip
