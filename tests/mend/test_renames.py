"""Files whose names are only a matter of form are renamed, and no others; nothing is overwritten."""

import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.command.check import check
from publisher.mend.renames import Renaming, rename, renamings
from tests.publications import smallest, write

BODIES = "bodies: []\n"
IN_PIECES = unicodedata.normalize("NFD", "docs/år.pdf")


def renamed(root: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    write(root, smallest() | files)
    return [(each.file, each.right) for each in renamings(root)]


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("plans/bodies.yaml", "plans/bodies.yml"),
        ("plans/a/plan.markdown", "plans/a/plan.md"),
        ("plans/a/plan.MD", "plans/a/plan.md"),
        ("plans/a/plan.md.txt", "plans/a/plan.md"),
        ("plans/statistics/a.tsv", "plans/statistics/a.csv"),
        (IN_PIECES, "docs/år.pdf"),
    ],
)
def test_a_name_that_is_a_matter_of_form_is_put_right(tmp_path: Path, file: str, right: str) -> None:
    assert renamed(tmp_path, {file: BODIES}) == [(file, right)]
    rename(tmp_path, Renaming(file, right))
    assert (tmp_path / right).read_text(encoding="utf-8") == BODIES
    assert [*renamings(tmp_path)] == []


@pytest.mark.parametrize(
    "files",
    [
        # Its right name is taken, whatever the case.
        {"plans/bodies.yaml": BODIES, "plans/bodies.yml": BODIES},
        {"plans/bodies.yaml": BODIES, "plans/Bodies.yml": BODIES},
        # A text leads to it.
        {"docs/om.markdown": "Text.", "docs/text.md": "---\nkind: article\n---\n[Om](om.markdown)\n"},
        # A result whose period differs from its name: nobody knows which of them is right.
        {"plans/a/results/2023.md": "---\nplan: a\nyear: 2024\nsummary: S.\n---\n"},
    ],
)
def test_what_is_not_certain_keeps_its_name(tmp_path: Path, files: dict[str, str]) -> None:
    assert renamed(tmp_path, files) == []


def test_of_two_that_would_have_one_name_the_second_keeps_its_own(tmp_path: Path) -> None:
    files = {"plans/bodies.YML": BODIES, "plans/bodies.yaml": "bodies: []  # b\n"}
    assert renamed(tmp_path, files) == [("plans/bodies.YML", "plans/bodies.yml")]


def test_nothing_that_has_come_meanwhile_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "1", "a.yml": "2"})
    with pytest.raises(FileExistsError):
        rename(tmp_path, Renaming("a.yaml", "a.yml"))
    assert (tmp_path / "a.yml").read_text(encoding="utf-8") == "2"


def test_the_command_names_each(tmp_path: Path) -> None:
    write(tmp_path, smallest() | {"plans/bodies.yaml": BODIES})
    ran = CliRunner().invoke(check, ["--root", str(tmp_path), "--fix"])
    assert "plans/bodies.yaml: Filen heter nu plans/bodies.yml" in ran.stderr
    assert (tmp_path / "plans/bodies.yml").is_file()
    assert not (tmp_path / "plans/bodies.yaml").exists()
