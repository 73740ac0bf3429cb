"""Repositories for tests: the thread's publication in git, with commits on days that the test chooses."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from publisher.settings_file import read_settings
from tests.publications import HERE, write

THREAD = HERE / "cases" / "thread" / "input"
SETTINGS = read_settings(THREAD)
PLAN = "plans/vagen/plan.md"
# The settings of a site that other generators build, too, with editions.
WITH_EDITIONS = """\
site_name: Provköpings strategi
site_url: https://provkoping.example/
theme: {name: material, language: sv, font: false}
plugins: []
markdown_extensions: [attr_list, footnotes, sane_lists, tables, toc, publisher.render.markdown]
extra:
  publication:
    organisation: {name: Provköpings kommun}
    editions:
      - {id: helheten, title: Hela}
      - {id: planer, title: Plan, kind: plan}
"""


def git(root: Path, *arguments: str, day: str = "2023-01-01") -> str:
    """Run git in `root` as somebody who is nobody, at noon on a day, with nobody's own settings."""
    when = f"{day}T12:00:00Z"
    names = {f"GIT_{who}_{what}": "a@example.se" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{who}_DATE": when for who in ("AUTHOR", "COMMITTER")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**os.environ, **names, **dates, **own}
    done = subprocess.run(["git", "-C", root, *arguments], check=True, env=environment, capture_output=True, text=True)
    return done.stdout


def commit(root: Path, day: str, files: Mapping[str, str | None] | None = None) -> None:
    """Write files, or remove those that are None, and commit all there is."""
    for name, content in (files or {}).items():
        if content is None:
            (root / name).unlink()
    write(root, files or {})
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x", day=day)


def thread(root: Path, day: str = "2023-01-10") -> Path:
    """Make a repository of the thread's publication, committed once and tagged v1; return it."""
    shutil.copytree(THREAD, root, dirs_exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, day)
    git(root, "tag", "v1")
    return root


def changed(root: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace words in a file, each of which stands there once."""
    text = (root / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (root / file).write_text(text, encoding="utf-8")
