"""Two steering documents may both have a commitment with the number 1.1: its id is then another."""

import csv
import json
from io import StringIO
from pathlib import Path

from publisher.pipeline import Loaded
from publisher.publish.data.open_data import data_files
from tests.link.test_document_tree import DOCUMENT
from tests.publications import page, smallest, without_problems, write

_PART = (
    "---\nkind: focus-area\nid: del-{0}\ntitle: Del {0}\nsummary: Om del {0}.\n"
    "commitments: [{{{1}, title: Åtagande {0}, text: Det ska göras., modality: shall}}]\n---\n"
)


def _both(root: Path) -> Loaded:
    files = {f"docs/d{at}/index.md": DOCUMENT.format(at, "programme", "") for at in (1, 2)}
    files |= {
        "docs/d1/del.md": _PART.format(1, "id: '1.1'"),
        "docs/d2/del.md": _PART.format(2, "id: program-1.1, number: '1.1'"),
        "plans/p/plan.md": "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nserves: ['1.1', program-1.1]\n---\n",
    }
    return without_problems(write(root, smallest() | files))


def test_pages_show_the_number_of_each_and_addresses_keep_the_id(tmp_path: Path) -> None:
    loaded = _both(tmp_path)
    assert "# 1.1 Åtagande 1\n" in page(loaded, "ataganden/1.1.md").markdown
    assert "# 1.1 Åtagande 2\n" in page(loaded, "ataganden/program-1.1.md").markdown
    assert "### [1.1 Åtagande 2](../ataganden/program-1.1.md)" in page(loaded, "d2/del.md").markdown
    for path in ("ataganden/index.md", "planer/p.md"):
        shown = page(loaded, path).markdown
        assert "[1.1 Åtagande 1](" in shown and "[1.1 Åtagande 2](" in shown, path


def test_data_have_the_number_of_each(tmp_path: Path) -> None:
    files = data_files(_both(tmp_path).site_map)
    rows = csv.DictReader(StringIO(files["data/commitments.csv"].decode()))
    assert {row["id"]: row["number"] for row in rows} == {"1.1": "1.1", "program-1.1": "1.1"}
    objects = {each["id"]: each for each in json.loads(files["data/publication.json"])["objects"]}
    assert [objects[name]["number"] for name in ("1.1", "program-1.1")] == ["1.1", "1.1"]
    assert b"<SequenceIndicator>1.1</SequenceIndicator>" in files["data/stratml-d2.xml"]
