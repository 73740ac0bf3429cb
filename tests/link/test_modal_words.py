"""The modal verb of a commitment: its document's own word, in every output, and no other."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from publisher.link.figures.ledger import Facet
from publisher.model.modality import Modality, modal_verbs, modality_of
from publisher.pipeline import load
from publisher.publish.data.open_data import data_files
from publisher.render.data_files import stratml_name
from tests.publications import linked, page, problems_in, smallest, without_problems, write

AREA = """\
---
kind: focus-area
id: o
title: Homes
summary: S
document: s
commitments:
  - {id: a, title: A, text: The council will build homes., modality: other, modal_word: will}
  - {id: b, title: B, text: The council shall repair homes., modality: shall}
  - {id: c, title: C, text: The council will also sell homes., modality: other, modal_word: Will}
---
"""
FILES = smallest() | {
    "docs/strategy.md": "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n",
    "docs/area.md": AREA,
}


def in_english() -> dict[str, object]:
    return {name: text.replace("language: sv", "language: en") if name == "mkdocs.yml" else text
            for name, text in FILES.items()}  # fmt: skip


def test_the_ledger_groups_by_the_word_that_is_shown(tmp_path: Path) -> None:
    ledger = linked(tmp_path, in_english()).ledger
    found = {each.value: [line.commitment.id for line in each.lines] for each in ledger.choices[Facet.MODALITY]}
    assert found == {"shall": ["b"], "will": ["a", "c"]}
    assert ledger.line("a").names[0] == "modality:will"


def test_pages_and_data_show_the_word_and_no_other(tmp_path: Path) -> None:
    loaded = without_problems(write(tmp_path, in_english()))
    files = data_files(loaded.site_map)
    texts = {name: page(loaded, name).markdown for name in ("commitments/a.md", "commitments/index.md")}
    assert "**will**{ .modality .modality-other }" in texts["commitments/a.md"]
    assert "shall" not in texts["commitments/a.md"] and "other words" not in texts["commitments/a.md"]
    assert "[will](binding/will.md)" in texts["commitments/index.md"]
    assert "“will”" in page(loaded, "commitments/binding/will.md").title
    rows = csv.DictReader(StringIO(files["data/commitments.csv"].decode()))
    assert [row["modal_word"] for row in rows] == ["will", "", "Will"]
    assert b"<OtherInformation>will</OtherInformation>" in files[f"data/{stratml_name('s')}"]


@pytest.mark.parametrize(
    ("text", "declared", "asked"),
    [
        ("Kommunen ska bygga.", "modality: shall", ""),
        ("Kommunen skall bygga.", "modality: shall", ""),
        ("Kommunen måste bygga.", "modality: shall", "modality-without-word"),
        ("Kommunen måste bygga.", "modality: other, modal_word: måste", ""),
        ("Kommunen måste bygga.", "modality: other, modal_word: lär", "modal-word-differs"),
        ("Kommunen lär bygga.", "modality: other, modal_word: lär", ""),
        ("Kommunen bygger.", "modality: other, modal_word: lovar", ""),
        ("Kommunen ska arbeta för hem.", "modality: shall-work-for", "modality-without-word"),
        ("Kommunen ska bygga.", "modality: other, modal_word: ska", "modal-word-known"),
        ("Kommunen bör bygga.", "modality: shall", "modality-differs"),
        ("Kommunen ska, om det går, bygga där den kan.", "modality: may", ""),
    ],
)
def test_a_word_that_the_text_lacks_is_asked_about(tmp_path: Path, text: str, declared: str, asked: str) -> None:
    area = f"---\nkind: focus-area\nid: o\ntitle: O\nsummary: S\ndocument: s\ncommitments:\n  - {{id: a, title: A, text: '{text}', {declared}}}\n---\n"  # noqa: E501  # one file
    found = problems_in(write(tmp_path, FILES | {"docs/area.md": area}))
    assert [each.code for each in found if "modal" in each.code] == ([asked] if asked else [])


def test_every_language_shows_a_form_of_its_own_verbs() -> None:
    for code in ("sv", "da", "en", "nb", "fi", "de"):
        assert set(modal_verbs(code)) == set(Modality) - {Modality.OTHER}
    assert [modality_of(word, "sv") for word in ("ska", "Skall", "måste", "bör")] == ["shall", "shall", None, "should"]


def test_a_section_stands_only_where_somebody_gave_it(tmp_path: Path) -> None:
    area = AREA.replace("id: o\n", 'id: o\nnumber: "3"\n')
    linked(tmp_path, FILES | {"docs/area.md": area})
    assert "avsnitt 3" not in page(load(tmp_path), "ataganden/b.md").markdown
    write(tmp_path, {"docs/area.md": area.replace("title: Homes", 'title: Homes\nsection: "2.1"')})
    assert "avsnitt 2.1" in page(load(tmp_path), "ataganden/b.md").markdown
