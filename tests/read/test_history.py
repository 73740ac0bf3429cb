import subprocess
from pathlib import Path

from publisher.read.history import last_changed
from tests.publications import write


def commit(root: Path, day: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.se", "-c", "commit.gpgsign=false"]
    dates = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z"}
    subprocess.run(["git", "-C", root, "add", "."], check=True)
    subprocess.run(
        ["git", "-C", root, *identity, "commit", "-q", "-m", day], check=True, env={"PATH": "/usr/bin:/bin", **dates}
    )


def test_each_file_has_the_day_of_its_last_commit(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    write(tmp_path, {"sajt/docs/å.md": "ett", "sajt/docs/två ord.md": "ett", "annat.md": "x"})
    commit(tmp_path, "2023-01-02")
    write(tmp_path, {"sajt/docs/å.md": "två"})
    commit(tmp_path, "2024-03-04")
    changed = last_changed(tmp_path / "sajt")
    assert changed == {"docs/å.md": "2024-03-04", "docs/två ord.md": "2023-01-02"}


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    assert last_changed(tmp_path) == {}
