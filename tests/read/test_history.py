from pathlib import Path

from publisher.read.history import published_since, read_contents, read_log
from tests.publications import write
from tests.repository import commit, git


def test_each_file_has_the_day_of_its_last_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2023-01-02", {"sajt/docs/å.md": "ett", "sajt/docs/två ord.md": "ett", "annat.md": "x"})
    commit(tmp_path, "2024-03-04", {"sajt/docs/å.md": "två"})
    log = read_log(tmp_path / "sajt")
    assert log.complete
    assert log.changed == {"docs/å.md": "2024-03-04", "docs/två ord.md": "2023-01-02"}


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    log = read_log(tmp_path)
    assert not log.complete
    assert log.changed == {}


def test_versions_lead_to_what_a_file_held(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2023-01-02", {"a.md": "ett\r\n"})
    commit(tmp_path, "2023-01-03", {"a.md": "två\n"})
    latest, first = read_log(tmp_path).versions["a.md"]
    assert (first.before, first.after) == ("", latest.before)
    texts = read_contents(tmp_path, [latest.before, latest.after, "", "0" * 40])
    assert texts == {latest.before: "ett\n", latest.after: "två\n"}


def test_a_renamed_file_keeps_what_it_was(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2023-01-02", {"a.md": "en text som är lång nog att kännas igen\n"})
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    commit(tmp_path, "2023-01-03")
    commit(tmp_path, "2023-01-04", {"a.md": "en helt annan\n"})
    versions = read_log(tmp_path).versions
    assert [version.day for version in versions["b.md"]] == ["2023-01-03", "2023-01-02"]
    assert [version.day for version in versions["a.md"]] == ["2023-01-04"]


def test_what_was_written_before_a_publication_is_its_first_version(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2023-01-02", {"a.md": "ett\n", "b.md": "x\n", "bort.md": "en text som ingen liknar\n"})
    commit(tmp_path, "2023-01-03", {"a.md": "två\n"})
    (tmp_path / "bort.md").unlink()
    commit(tmp_path, "2023-02-01")
    commit(tmp_path, "2023-03-01", {"a.md": "tre\n"})
    commit(tmp_path, "2023-03-02", {"a.md": "fyra\n", "c.md": "nytt\n"})
    every = read_log(tmp_path)
    log = published_since(every, "2023-03-01")
    texts = read_contents(tmp_path, [name for it in every.versions["a.md"] for name in (it.before, it.after)])
    states = [(it.day, texts.get(it.before, ""), texts[it.after]) for it in log.versions["a.md"]]
    assert states == [("2023-03-02", "tre\n", "fyra\n"), ("2023-03-01", "två\n", "tre\n"), ("2023-03-01", "", "två\n")]
    assert {name: [it.day for it in found] for name, found in log.versions.items() if name != "a.md"} == {
        "b.md": ["2023-03-01"],
        "c.md": ["2023-03-02"],
    }
    assert log.changed == {"a.md": "2023-03-02", "b.md": "2023-03-01", "c.md": "2023-03-02"}
    assert log.complete


def test_only_what_reached_the_main_line_counts_and_on_that_day(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "2023-01-01", {"a.md": "ett"})
    git(tmp_path, "switch", "--quiet", "--create", "utkast")
    commit(tmp_path, "2023-01-02", {"a.md": "tv"})
    commit(tmp_path, "2023-01-03", {"a.md": "två"})
    git(tmp_path, "switch", "--quiet", "main")
    commit(tmp_path, "2023-01-04", {"b.md": "x"})
    git(tmp_path, "merge", "--quiet", "--no-edit", "utkast", day="2023-01-05")
    assert [version.day for version in read_log(tmp_path).versions["a.md"]] == ["2023-01-05", "2023-01-01"]


def test_of_the_latest_commits_alone_the_history_is_not_known(tmp_path: Path) -> None:
    origin = write(tmp_path / "origin", {"a.md": "ett"})
    git(origin, "init", "--quiet")
    commit(origin, "2023-01-02")
    commit(origin, "2023-01-03", {"a.md": "två"})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", "copy")
    log = read_log(tmp_path / "copy")
    assert not log.complete
    # All that came before is in the first commit that is here.
    assert log.changed == {}
