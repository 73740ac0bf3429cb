"""Attacks by way of git: what a repository or a machine has configured neither runs nor gets into what is published."""

import os
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from publisher.pipeline import load
from publisher.problem import Place, ProblemsFound
from publisher.publish.changes.versions import compared
from publisher.read import git as asking
from publisher.read.commits import last_commits
from publisher.read.git import ask_git
from publisher.read.history import read_contents, read_log
from publisher.read.revision import find_revision, read_revision
from publisher.render.comparison import Comparison
from tests.repository import PLAN, changed, commit, git, thread

SINCE = Place("--since")
LATIN_1 = os.fsdecode(b"\xe4ndring")


def comparison(root: Path) -> Comparison:
    return compared(load(root), "v1", SINCE)


def commit_of(root: Path, seconds: str) -> None:
    """Commit what there is at a time that git takes and no calendar may have."""
    git(root, "add", "--all")
    who = f"a <a@example.se> {seconds} +0000"
    tree = git(root, "write-tree").strip()
    text = f"tree {tree}\nparent {git(root, 'rev-parse', 'HEAD').strip()}\nauthor {who}\ncommitter {who}\n\nx\n"
    command = ["git", "-C", str(root), "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
    made = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.strip()
    git(root, "reset", "--quiet", "--soft", made)


def trap(root: Path) -> tuple[str, Path]:
    """Return a program that would leave a trace, and the trace."""
    trace = root.parent / "trace"
    program = root.parent / "trap"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {trace}\ncat\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program), trace


def test_attributes_have_no_say_in_what_was(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    changed(root, PLAN, ("title: Vägen till arbete", "title: Vägen $Format:%an %ae %s$"))
    commit(root, "2023-01-11", {".gitattributes": f"{PLAN} export-subst\nplans/*/results/* export-ignore\n"})
    git(root, "tag", "--force", "v1")
    changed(root, PLAN, ("title: Vägen $Format:%an %ae %s$", "title: Vägen till arbete"))
    texts = read_revision(root, find_revision(root, "v1", SINCE), "docs", "plans").texts
    assert "title: Vägen $Format:%an %ae %s$" in texts[PLAN]
    listing = comparison(root).listing()
    assert "a@example.se" not in listing
    # The results are there in both versions, so nothing of them is new.
    assert "plans/vagen/results/2024.md" in texts


def test_no_program_that_is_configured_runs(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    program, trace = trap(root)
    names = (
        "core.fsmonitor", "gpg.program", "filter.x.smudge", "filter.x.clean", "diff.x.textconv", "diff.external",
        "core.pager", "core.sshCommand", "credential.helper", "core.alternateRefsCommand",
    )  # fmt: skip
    for name in names:
        git(root, "config", name, program)
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "core.hooksPath", str(root.parent))
    (root / ".gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    changed(root, PLAN, ("title: Vägen till arbete", "title: Vägen till ett arbete"))
    assert comparison(root).listing()
    assert read_log(root).complete
    assert not trace.exists()


@pytest.mark.parametrize(
    "line",
    [
        "* ident", "* working-tree-encoding=UTF-16LE-BOM", "* text eol=crlf", "[attr]own export-subst filter=x\n* own",
        "* -diff binary export-ignore", "* merge=x filter=x diff=x -text",
    ],
)  # fmt: skip
def test_no_attribute_changes_what_was_written(tmp_path: Path, line: str) -> None:
    root = thread(tmp_path / "sajt")
    program, trace = trap(root)
    for name in ("filter.x.smudge", "filter.x.process", "diff.x.command", "diff.x.textconv", "merge.x.driver"):
        git(root, "config", name, program)
    (root / ".git" / "info").mkdir(exist_ok=True)
    for folder in (".git/info/attributes", ".gitattributes", "docs/.gitattributes"):
        (root / folder).write_text(f"{line}\n", encoding="utf-8")
    revision = find_revision(root, "v1", SINCE)
    assert "title: Vägen till arbete" in read_revision(root, revision, "docs", "plans").texts[PLAN]
    assert comparison(root).listing()
    assert not trace.exists()


def test_nothing_is_fetched_and_no_other_repository_speaks(tmp_path: Path) -> None:
    """A repository that lacks an object names a program to get it by; another lies among the files, with settings."""
    root = thread(tmp_path / "sajt")
    program, trace = trap(root)
    settings = {
        "remote.origin.url": f"ext::sh -c {program}", "remote.origin.promisor": "true", "protocol.ext.allow": "always",
        "remote.origin.uploadpack": program, "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
        "uploadpack.packObjectsHook": program, "core.gitProxy": program,
    }  # fmt: skip
    for name, value in settings.items():
        git(root, "config", name, value)
    blob = git(root, "rev-parse", f"v1:{PLAN}").strip()
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with suppress(ProblemsFound):
        comparison(root)
    read_log(root)
    (root / ".git").rename(root / "docs" / "annat")
    (root / ".git").write_text("gitdir: docs/annat\n", encoding="utf-8")
    with suppress(ProblemsFound):
        comparison(root)
    assert not trace.exists()


def test_the_environment_cannot_speak_to_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = thread(tmp_path / "sajt")
    program, trace = trap(root)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", program)
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "traced"))
    monkeypatch.setenv("GIT_EDITOR", program)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", program)
    assert PLAN in read_log(root).versions
    assert not trace.exists()


def test_a_folder_that_looks_like_a_repository_is_none(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    program, trace = trap(root)
    git(tmp_path, "init", "--quiet", "--bare", "false")
    for name in ("HEAD", "objects", "refs"):
        (tmp_path / "false" / name).rename(root / name)
    (root / "config").write_text(f"[core]\nbare = false\nworktree = .\nfsmonitor = {program}\n", encoding="utf-8")
    inner = root / "docs"
    for name in ("HEAD", "objects", "refs", "config"):
        (root / name).rename(inner / name)
    assert ask_git(inner, "status") is None or not trace.exists()
    assert not trace.exists()


def test_file_names_in_any_encoding_are_borne(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    picture = root / "docs" / f"{LATIN_1}.png"
    picture.write_bytes(b"x")
    odd = root / "docs" / "rad\nbryt\t\x01.png"
    odd.write_bytes(b"x")
    commit(root, "2023-01-11")
    git(root, "tag", "--force", "v1")
    picture.unlink()
    odd.unlink()
    commit(root, "2023-01-12")
    assert not comparison(root).listing().count("ndring.png")
    assert f"docs/{LATIN_1}.png" in read_log(root).versions
    assert last_commits(root)[PLAN][1]


def test_a_document_with_such_a_name_is_reported(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    (root / "docs" / f"{LATIN_1}.md").write_text("x", encoding="utf-8")
    commit(root, "2023-01-11")
    folder = read_revision(root, find_revision(root, "HEAD", SINCE), "docs")
    assert [(problem.code, problem.place.file) for problem in folder.problems] == [
        ("bad-file-name", "docs/\\udce4ndring.md")
    ]


@pytest.mark.parametrize("seconds", ["0", "2147483647", "253402300801", "9223372036854775807", "-62135596800"])
def test_days_of_any_year_are_borne(tmp_path: Path, seconds: str) -> None:
    root = thread(tmp_path / "sajt")
    changed(root, PLAN, ("title: Vägen till arbete", "title: Vägen till ett arbete"))
    commit_of(root, seconds)
    loaded = load(root)
    assert [page for page in loaded.pages if page.path.endswith("planer/vagen.md")]
    day = read_log(root).changed[PLAN]
    assert day in {"1970-01-01", "2038-01-19", "2023-01-10"}
    assert find_revision(root, "HEAD", SINCE).day == day


def test_a_symbolic_link_in_an_earlier_version_is_a_problem(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    (root / "docs/hemligt.md").symlink_to("/etc/passwd")
    commit(root, "2023-01-11")
    folder = read_revision(root, find_revision(root, "HEAD", SINCE), "docs")
    assert [problem.code for problem in folder.problems] == ["symbolic-link"]
    assert "docs/hemligt.md" not in folder.texts


def test_what_was_too_large_is_not_read(tmp_path: Path) -> None:
    root = thread(tmp_path / "sajt")
    commit(root, "2023-01-11", {"docs/stor.md": "x" * 1_000_001})
    latest = read_log(root).versions["docs/stor.md"][0]
    assert read_contents(root, [latest.after]) == {}
    folder = read_revision(root, find_revision(root, "HEAD", SINCE), "docs")
    assert [problem.code for problem in folder.problems] == ["file-too-large"]


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_SECONDS"])
def test_what_git_says_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    root = thread(tmp_path / "sajt")
    ask_git(root, "version")
    if limit == "MOST_BYTES":
        monkeypatch.setattr(asking, limit, 10)
        arguments = ("log",)
    else:
        monkeypatch.setattr(asking, limit, 0.2)
        git(root, "config", "alias.slow", "!sleep 30")
        arguments = ("slow",)
    with pytest.raises(ProblemsFound) as found:
        ask_git(root, *arguments)
    assert [problem.code for problem in found.value.problems] == ["git-limit"]


# More than a pipe holds, and enough that anything squared would take a minute.
COMMITS = 20_000


def test_many_commits_are_read_quickly(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    lines = []
    for number in range(COMMITS):
        lines += [f"commit refs/heads/main\ncommitter a <a@example.se> {1_600_000_000 + number * 3600} +0000\ndata 0"]
        lines += [f"M 100644 inline plans/a/plan.md\ndata {len(str(number))}\n{number}\n"]
    stream = "\n".join(lines).encode()
    subprocess.run(["git", "-C", str(tmp_path), "fast-import", "--quiet"], input=stream, check=True)
    versions = read_log(tmp_path).versions["plans/a/plan.md"]
    assert len(versions) == COMMITS
    assert len(read_contents(tmp_path, [version.after for version in versions])) == COMMITS
