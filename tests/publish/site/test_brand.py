"""A municipality's own look, from its settings alone, on the site and on paper."""

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from pypdfium2 import raw

from tests.program import build
from tests.publications import smallest, write

SETTINGS = """\
site_name: Provköpings strategi
site_url: https://provkoping.example/
theme: {language: sv}
extra:
  publication:
    organisation: {name: Provköpings kommun}
    colours:
      brand: "#7a1f5c"
      accent: {light: "#c8102e", dark: "#ff9a85"}
    logo: märke.svg
    font: typsnitt/ny.woff2
    editions: [{id: helheten, title: Hela webbplatsen}]
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>'
# Eight sheets and more, so that the edition has a cover and a table of contents.
LONG = "---\nkind: article\nid: lang\nsection: about\ntitle: Lång\n---\n" + "\n## Rubrik\n\nText.\n" * 99


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication in a municipality's own clothes, built."""
    root = write(tmp_path_factory.mktemp("branded"), {
        **smallest(), "mkdocs.yml": SETTINGS, "docs/om/lang.md": LONG, "docs/märke.svg": LOGO,
        "docs/typsnitt/ny.woff2": b"wOF2",
    })  # fmt: skip
    built = build("--root", str(root))
    assert built.returncode == 0, built.stdout + built.stderr
    return root / "site"


def test_the_style_sheet_stands_between_the_themes_values_and_their_use(branded: Path) -> None:
    page = html.parse(branded / "index.html")
    sheets = [str(link) for link in page.xpath("//link[@rel='stylesheet']/@href")]
    assert sheets[:3] == ["assets/tokens.css", "assets/brand.css", "assets/site.css"]
    style = (branded / "assets" / "brand.css").read_text(encoding="utf-8")
    assert "--header: #7a1f5c;" in style
    assert "--thread: #ff9a85;" in style.partition("prefers-color-scheme: dark")[2]
    assert 'url("../filer/typsnitt/ny.woff2")' in style


def test_logo_and_font_are_there_and_asked_for(branded: Path) -> None:
    page = html.parse(branded / "om" / "lang" / "index.html", html.HTMLParser(encoding="utf-8"))
    assert page.xpath("//img[@class='brand-logo']/@src")[0] in {"../../filer/märke.svg", "../../filer/m%C3%A4rke.svg"}
    assert page.xpath("//link[@rel='preload']/@href") == ["../../filer/typsnitt/ny.woff2"]
    assert (branded / "filer" / "märke.svg").is_file()


def test_a_publication_without_a_look_of_its_own_asks_for_no_more(site: Path) -> None:
    assert not (site / "assets" / "brand.css").exists()
    assert "brand.css" not in (site / "index.html").read_text(encoding="utf-8")


def test_print_wears_the_brand_too(branded: Path, site: Path) -> None:
    brand, stock = (0x7A, 0x1F, 0x5C), (0x1B, 0x4F, 0x72)
    assert brand in colours_of(branded) and stock not in colours_of(branded)
    assert stock in colours_of(site)


def colours_of(folder: Path) -> set[tuple[int, int, int]]:
    """Return the colours that the words of the printed edition's cover and first chapter have."""
    document = pypdfium2.PdfDocument(folder / "pdf" / "helheten.pdf")
    assert len(document) > 8
    found = set()
    for number in (0, 3):
        page = document[number]
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            parts = [ctypes.c_uint() for _ in range(4)]
            if raw.FPDFPageObj_GetFillColor(item.raw, *parts):
                red, green, blue, _ = (part.value for part in parts)
                found.add((red, green, blue))
        page.close()
    document.close()
    return found
