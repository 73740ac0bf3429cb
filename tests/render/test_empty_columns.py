"""A column in which nothing stands is an empty heading."""

from pathlib import Path

from tests.publications import page, smallest, without_problems, write

DOCUMENT = "---\nkind: steering-document\nform: policy\nid: {0}\ntitle: {0}\nsummary: S\n{1}---\n"


def _header(root: Path, first: str, second: str) -> str:
    files = {"docs/a/index.md": DOCUMENT.format("a", first), "docs/b/index.md": DOCUMENT.format("b", second)}
    loaded = without_problems(write(root, smallest() | files))
    lines = page(loaded, "styrdokument/index.md").markdown.splitlines()
    return next(line for line in lines if line.startswith("| Dokument"))


def test_what_is_known_of_no_document_has_no_column(tmp_path: Path) -> None:
    assert _header(tmp_path / "1", "", "") == "| Dokument | Dokumenttyp |"


def test_what_is_known_of_one_document_has_a_column(tmp_path: Path) -> None:
    known = "status: in-force\nperiod: {from: 2024}\n"
    assert _header(tmp_path / "2", known, "") == "| Dokument | Dokumenttyp | Status | Period |"
