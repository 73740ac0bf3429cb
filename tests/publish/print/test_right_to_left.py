"""An edition in Arabic runs from the right, and words in Latin letters within it keep their own order."""

import re
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pdfplumber
import pytest
from babel import Locale

from publisher.locales import HOUSE
from publisher.model.languages import RIGHT_TO_LEFT, direction_of
from publisher.pipeline import load
from publisher.publish.print.editions import edition_files
from tests.publications import HERE, MODULE


@pytest.fixture(scope=MODULE)
def pages() -> list[Any]:
    """The pages of a plan in Arabic, some of whose names are in Swedish."""
    loaded = load(HERE / "cases" / "languages" / "input")
    arabic = next(each for each in loaded.versions if each.site_map.tag == "ar")
    (content,) = edition_files(arabic).values()
    return pdfplumber.open(BytesIO(content)).pages


def words_of(page: Any) -> dict[str, dict[str, Any]]:
    """Return each run of words of a page with its place, without the marks of direction."""
    found = {}
    for each in page.extract_words():
        found[re.sub("[\u2066-\u2069]", "", each["text"]).strip()] = each
    return found


def test_a_number_after_a_name_in_latin_letters_stands_to_its_left(pages: list[Any]) -> None:
    # The last on the page is in the box of facts: the committee that decided, and the day.
    words = words_of(pages[0])
    name, day = words["Arbetsnämnden"], words["18"]
    assert abs(name["top"] - day["top"]) < 3
    assert day["x1"] <= name["x0"]


def test_a_sentence_in_latin_letters_ends_at_its_right(pages: list[Any]) -> None:
    words = words_of(pages[0])
    # The full stop is part of the last word, and not in front of the first.
    assert words["Ett"]["x1"] < words["prov."]["x0"]


def test_tables_and_boxes_begin_at_the_right(pages: list[Any]) -> None:
    page, words = pages[0], words_of(pages[0])
    edge = max(line["x1"] for line in page.lines if line["x1"] - line["x0"] > 300)
    for name in ("Dagar i kö", "Klara som fick arbete"):
        assert edge - 8 < words[name]["x1"] <= edge, name
    thread = words["Strategi för arbete :"]
    beside = [line for line in page.rects if line["top"] <= thread["top"] <= line["bottom"]]
    assert [line["x0"] > thread["x1"] for line in beside] == [True]


def test_print_knows_the_direction_of_each_language() -> None:
    look = (HOUSE / "macros" / "print" / "look.typ").read_text(encoding="utf-8")
    listed = set(look.partition("#let from-the-right = (")[2].partition(")")[0].replace('"', "").split(", "))
    codes = {str(code) for code in Locale("en").languages}
    assert listed == {code for code in codes if "_" not in code and direction_of(code) == RIGHT_TO_LEFT}


def test_the_address_below_a_code_runs_from_the_left(tmp_path: Path) -> None:
    source = copytree(HERE / "cases" / "languages" / "input", tmp_path / "publication")
    settings = (source / "mkdocs.yml").read_text(encoding="utf-8")
    whole = settings.replace("editions: [{id: planen,", "editions: [{id: allt, title: Allt}, {id: planen,")
    (source / "mkdocs.yml").write_text(whole, encoding="utf-8")
    arabic = next(each for each in load(source).versions if each.site_map.tag == "ar")
    (content,) = (content for path, content in edition_files(arabic).items() if path.endswith("allt.pdf"))
    found = []
    for page in pdfplumber.open(BytesIO(content)).pages:
        # In the outer margin there are codes alone, and their addresses below them.
        beside = [each for each in page.chars if not 75 < each["x0"] < page.width - 75]
        found += [each["text"] for each in sorted(beside, key=lambda each: (round(each["top"]), each["x0"]))]
    assert "".join(found).strip() == "/ar/p/vagen"
