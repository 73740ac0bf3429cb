import os
import unicodedata
from pathlib import Path

import pytest

from publisher.problem import Place
from publisher.read.files import MAX_BYTES, read_folders, read_text
from tests.publications import write


def test_files_come_in_order_with_names_from_the_root(tmp_path: Path) -> None:
    write(
        tmp_path, {"plans/b/plan.md": "b", "docs/a.md": "a", "docs/bild.png": "x", "docs/.dold/x.md": "x", "x.md": "x"}
    )
    folder = read_folders(tmp_path, "docs", "plans")
    assert folder.texts == {"docs/a.md": "a", "plans/b/plan.md": "b"}
    assert folder.others == {"docs/bild.png"}
    assert not folder.problems


def test_byte_order_mark_and_line_ends_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfett\r\ntv\xc3\xa5\rtre\n")
    assert read_text(tmp_path / "a.md", "a.md") == ("ett\ntvå\ntre\n", [])


def test_wrong_byte_is_shown_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"ett\ntv\xe5\n")
    text, problems = read_text(tmp_path / "a.md", "a.md")
    assert text is None
    assert [(problem.code, problem.place) for problem in problems] == [("not-utf-8", Place("a.md", 2, 3))]


def test_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"repeat": "a", "times": MAX_BYTES}, "b.md": {"repeat": "a", "times": MAX_BYTES + 1}})
    assert read_text(tmp_path / "a.md", "a.md")[0]
    assert read_text(tmp_path / "b.md", "b.md")[0] is None


def test_nothing_behind_a_link_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"hemligt/a.md": "hemligt", "docs/in": {"link": "../hemligt"}, "docs/b.md": {"link": "../hemligt/a.md"}},
    )
    folder = read_folders(tmp_path, "docs")
    assert not folder.texts
    assert not folder.others
    assert [problem.place.file for problem in folder.problems] == ["docs/b.md", "docs/in"]


def test_folder_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"hemligt/a.md": "hemligt", "docs": {"link": "hemligt"}})
    folder = read_folders(tmp_path, "docs")
    assert not folder.texts
    assert [problem.code for problem in folder.problems] == ["symbolic-link"]


def test_name_that_is_not_utf_8_can_be_reported(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with open(os.path.join(os.fsencode(tmp_path), b"docs", b"\xff.md"), "wb") as file:  # noqa: PTH118, PTH123  # bytes
        file.write(b"x")
    (problem,) = read_folders(tmp_path, "docs").problems
    assert problem.code == "bad-file-name"
    assert str(problem.place).encode()


def test_pipe_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    os.mkfifo(tmp_path / "docs" / "a.md")
    assert [problem.code for problem in read_folders(tmp_path, "docs").problems] == ["not-a-file"]


def test_two_forms_of_one_name(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "docs/år.md") for form in ("NFC", "NFD")]
    write(tmp_path, dict.fromkeys(names, "x"))
    (problem,) = read_folders(tmp_path, "docs").problems
    assert problem.code == "same-name-unicode"
    assert {problem.place.file, problem.facts["first"]} == set(names)


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$plan.docx", "~WRL0003.tmp", "plan.md~", ".~lock.plan.odt#"]
)
def test_what_programs_leave_behind_is_no_file_of_the_publication(tmp_path: Path, name: str) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / name).write_bytes(b"\xff")
    (tmp_path / "plans" / "a~b.pdf").write_bytes(b"")
    found = read_folders(tmp_path, "plans")
    assert found.others == {"plans/a~b.pdf"}
    assert not found.texts and not found.problems
