"""The sites' HTML is right by the Nu HTML checker, the one behind validator.w3.org, run on this machine."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.program import REPOSITORY

JAR = REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def checked(*paths: Path) -> list[dict[str, Any]]:
    """Return every error that the checker finds in files, or in all HTML below folders; skips where it is missing."""
    if not shutil.which("java"):
        pytest.skip("no Nu HTML checker here: install the package `openjdk-17-jre-headless`")
    if not JAR.exists():
        pytest.skip("no Nu HTML checker here: install npm's package `vnu-jar` with `npm ci --ignore-scripts`")
    command = ["java", "-jar", str(JAR), "--skip-non-html", "--format", "json", "--stdout", *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(run.stdout)["messages"]
    # Notes are no errors: a file on disk has no origin, so that its own style sheets are said to break the policy.
    return [message for message in messages if message["type"] != "info"]


def test_every_page_is_right(site: Path, large: Path) -> None:
    errors = checked(site, large)
    assert sorted({f"{error['url']}:{error.get('lastLine')}: {error['message']}" for error in errors}) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><title>x</title><img src=x><p id=a><p id=a>", encoding="utf-8")
    assert len(checked(page)) >= 2
