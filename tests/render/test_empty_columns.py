"""A column in which nothing stands is an empty heading."""

from itertools import pairwise
from pathlib import Path

import pytest

from publisher.render.tidy import tidy
from tests.publications import SETTINGS, page, smallest, without_problems, write

DOCUMENT = "---\nkind: steering-document\nform: policy\nid: {0}\ntitle: {0}\nsummary: S\n{1}---\n"
AREA = """\
---
kind: focus-area
id: {0}-area
title: Resor
summary: S
commitments:
  - {{id: {0}-here, title: Bussar, text: Vi ska ha bussar., modality: shall{1}}}
---
"""
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
serves: [a-here]
activities:
  - {{id: buy, title: Köp bussar, status: delayed{0}}}
---
"""


def _header(root: Path, first: str, second: str) -> str:
    files = {"docs/a/index.md": DOCUMENT.format("a", first), "docs/b/index.md": DOCUMENT.format("b", second)}
    return _headers(root, files, "styrdokument/index.md")[0]


def _headers(root: Path, files: dict[str, str], path: str) -> list[str]:
    lines = page(without_problems(write(root, smallest() | files)), path).markdown.splitlines()
    return [line for line, after in pairwise(lines) if after.startswith("|---")]


def test_what_is_known_of_no_document_has_no_column(tmp_path: Path) -> None:
    assert _header(tmp_path / "1", "", "") == "| Dokument | Dokumenttyp |"


def test_what_is_known_of_one_document_has_a_column(tmp_path: Path) -> None:
    known = "status: in-force\nperiod: {from: 2024}\n"
    assert _header(tmp_path / "2", known, "") == "| Dokument | Dokumenttyp | Status | Period |"


@pytest.mark.parametrize("covers", ["complete", "excerpt"])
def test_each_table_of_the_ledger_has_the_columns_that_its_own_commitments_fill(tmp_path: Path, covers: str) -> None:
    files = {
        "mkdocs.yml": SETTINGS.replace("{organisation", f"{{covers: {covers}, organisation"),
        "docs/a/index.md": DOCUMENT.format("a", ""),
        "docs/a/area.md": AREA.format("a", ""),
        "docs/b/index.md": DOCUMENT.format("b", ""),
        "docs/b/area.md": AREA.format("b", ""),
        "plans/p/plan.md": PLAN.format(""),
    }
    first, second = _headers(tmp_path, files, "ataganden/index.md")
    assert first == "| Åtagande | Ordval | Handlingsplaner | Genomförande |"
    # That a commitment has no plan is said where a publication is complete.
    assert second == {
        "complete": "| Åtagande | Ordval | Genomförande |",
        "excerpt": "| Åtagande | Ordval |",
    }[covers]  # fmt: skip


def test_a_delayed_activity_has_the_columns_that_somebody_filled(tmp_path: Path) -> None:
    files = {"docs/a/index.md": DOCUMENT.format("a", ""), "docs/a/area.md": AREA.format("a", "")}
    for name, more, header in (
        ("bare", "", "| Aktivitet | Handlingsplan | Status |"),
        ("due", ", due: 2024-02-01", "| Aktivitet | Handlingsplan | Status | Skulle vara klar |"),
    ):
        found = _headers(tmp_path / name, {**files, "plans/p/plan.md": PLAN.format(more)}, "forsenat.md")
        assert found == [header], name


TABLE = "Mål\n{{: .caption }}\n\n| A | B | C |\n|---|--:|---|\n| x | {} | {} |\n| y | – |  |\n"


def test_a_column_of_dashes_goes_with_its_header_and_its_alignment() -> None:
    assert tidy(TABLE.format("–", "1")).splitlines()[3:] == ["| A | C |", "|---|---|", "| x | 1 |", "| y |  |"]
    assert tidy(TABLE.format("–", "–")).splitlines()[3:] == ["| A |", "|---|", "| x |", "| y |"]


def test_the_first_column_names_the_rows_and_an_escaped_pipe_parts_no_cells() -> None:
    table = "| A | B |\n|---|---|\n| – | a \\| b |\n"
    assert tidy(table) == table


def test_tables_that_are_one_in_print_keep_the_same_columns() -> None:
    older, newer = TABLE.format("–", "1"), TABLE.format("2", "–")
    assert tidy(f"{older}\n///\n\n{newer}") == f"{older}\n///\n\n{newer}"


def test_a_dash_that_is_an_answer_is_none_that_stands_for_nothing() -> None:
    table = "| A | B |\n|---|---|\n| x | &#8211; |\n"
    assert tidy(table) == table
