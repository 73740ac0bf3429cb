"""The program calls no publisher a municipality: it may be a region, an authority or a museum, in every language."""

import re
from pathlib import Path
from typing import Final

import pytest

from publisher.locales import languages
from publisher.model.register import BodyKind
from publisher.publish.data.open_data import data_files
from tests.publications import without_problems, write
from tests.publish.data.test_columns import FILES

# Municipality, and what belongs to one, in every language of the program and of its readers.
MUNICIPALITY: Final = re.compile(
    r"kommun|municipal|\bgemeinde(?!n\b)|\bkun(?:ta|nan|nal)|\bkaupungin|\u0628\u0644\u062f\u064a\u0629", re.IGNORECASE
)


@pytest.mark.parametrize("code", languages())
def test_no_publisher_is_called_a_municipality(code: str, tmp_path: Path) -> None:
    own = "{organisation: {name: Museet}, smallest_group: 5, languages: [{code: ar, site_name: Museum}]}"
    settings = f"site_name: Museum\nsite_url: https://example.org/\ntheme: {{language: {code}}}\n"
    originals = {name: text for name, text in FILES.items() if ".en." not in name}
    bodies = "".join(f"\n  - {{id: own-{kind}, title: {kind.title()}, kind: {kind}}}" for kind in BodyKind)
    files = originals | {
        "mkdocs.yml": f"{settings}extra: {{publication: {own}}}\n",
        # Only what is translated has a page in Arabic.
        "plans/bodies.ar.yml": "bodies: [{id: own-company, title: A}, {id: own-council, title: B}]\n",
        "plans/bodies.yml": originals["plans/bodies.yml"].rstrip() + bodies + "\n",
    }
    loaded = without_problems(write(tmp_path, files))
    assert any(page.path.startswith("ar/") and page.path.endswith("/own-company.md") for page in loaded.every_page)
    texts = {page.path: page.document for page in loaded.every_page}
    data = data_files(loaded.site_map)
    texts |= {name: content.decode() for name, content in data.items() if not name.endswith(".xlsx")}
    assert {name: MUNICIPALITY.search(text) for name, text in texts.items() if MUNICIPALITY.search(text)} == {}
