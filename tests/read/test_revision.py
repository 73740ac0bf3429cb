from pathlib import Path

import pytest

from publisher.problem import Place, ProblemsFound
from publisher.read.revision import find_revision, read_revision
from tests.repository import commit, git, thread

SINCE = Place("mkdocs.yml", 8, 7)


def test_a_tag_names_a_revision_and_other_words_its_commit(tmp_path: Path) -> None:
    root = thread(tmp_path)
    tagged, latest = find_revision(root, "v1", SINCE), find_revision(root, "HEAD", SINCE)
    assert (tagged.name, tagged.day) == ("v1", "2023-01-10")
    assert latest.name == latest.commit[:8]


def test_what_was_is_read_without_touching_what_is(tmp_path: Path) -> None:
    root = thread(tmp_path)
    (root / "plans/vagen/plan.md").write_text("nytt", encoding="utf-8")
    before = git(root, "status", "--porcelain")
    folder = read_revision(root, find_revision(root, "v1", SINCE), "docs", "plans")
    assert "Vägen till arbete" in folder.texts["plans/vagen/plan.md"]
    assert not folder.problems
    assert git(root, "status", "--porcelain") == before


def test_a_publication_below_the_top_is_found_there(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    git(root, "init", "--quiet", str(tmp_path))
    (root / ".git").rename(tmp_path / "was")
    git(tmp_path, "add", "sajt")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    assert "docs/index.md" in read_revision(root, find_revision(root, "HEAD", SINCE), "docs").texts


@pytest.mark.parametrize(("given", "near"), [("v10", "v1"), ("--all", ""), ("v1 --", ""), ("HEAD:plans", "")])
def test_an_unknown_revision_is_a_problem(tmp_path: Path, given: str, near: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        find_revision(thread(tmp_path), given, SINCE)
    (problem,) = found.value.problems
    assert (problem.code, problem.place) == ("unknown-revision", SINCE)
    assert problem.facts["near"] == near


def test_an_unknown_revision_of_a_part_of_the_history_says_to_fetch_the_rest(tmp_path: Path) -> None:
    whole = thread(tmp_path / "whole")
    commit(whole, "2023-02-01", {"docs/index.md": None})
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-tags", whole.as_uri(), "part")
    with pytest.raises(ProblemsFound) as found:
        find_revision(tmp_path / "part", "v1", SINCE)
    assert [(problem.code, problem.place) for problem in found.value.problems] == [("shallow-clone", SINCE)]


def test_a_folder_without_git_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        find_revision(tmp_path, "v1", SINCE)
    assert [problem.code for problem in found.value.problems] == ["no-git"]


def test_a_repository_that_git_does_not_read_is_not_said_to_be_none(tmp_path: Path) -> None:
    # As one of another user's, or where git is not installed.
    (tmp_path / ".git").mkdir()
    with pytest.raises(ProblemsFound) as found:
        find_revision(tmp_path, "v1", SINCE)
    (problem,) = found.value.problems
    assert (problem.code, problem.facts["folder"]) == ("git-silent", str(tmp_path))


def test_a_revision_before_the_publication_is_a_problem(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2023-01-01", {"readme.txt": "x"})
    with pytest.raises(ProblemsFound) as found:
        read_revision(tmp_path, find_revision(tmp_path, "HEAD", SINCE), "docs")
    assert [problem.code for problem in found.value.problems] == ["file-missing"]
