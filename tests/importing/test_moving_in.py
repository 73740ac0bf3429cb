"""The handbook's page about moving in is true: its files are imported by its own commands, to a published page."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.command.main import main
from publisher.model.modality import Modality
from publisher.pipeline import load
from publisher.problem import Severity
from tests.program import REPOSITORY

PAGE = (REPOSITORY / "handbook" / "flytta-in.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^<!-- (\S+) -->\n```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^python build\.py (.*)$", PAGE, re.MULTILINE)


def test_from_made_files_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    assert list(FILES) == ["kultur.txt", "biblioteksplan.csv"]
    at = COMMANDS.index("--root kultur")
    commands, build, after = COMMANDS[:at], COMMANDS[at], COMMANDS[at + 1 :]
    for command in commands:
        ran = CliRunner().invoke(main, shlex.split(command))
        assert ran.exit_code == 0, f"{command}\n{ran.output}"
        assert Path("kultur").exists() is ("--write" in command or "check" in command)
    # The last one builds the whole site, which other tests do with other publications.
    assert build == "--root kultur"
    loaded = load(Path("kultur").resolve())
    assert {problem.severity for problem in loaded.problems} == {Severity.NOTICE}
    for command in after:
        ran = CliRunner().invoke(main, shlex.split(command))
        assert ran.exit_code == 0, f"{command}\n{ran.output}"
    assert [command.split()[0] for command in after] == ["data", "import", "import"]
    assert "Tabellerna säger det som redan står. Inget ändras." in ran.output
    pages = {page.path: page.markdown for page in loaded.pages}
    [area] = [text for path, text in pages.items() if path.endswith("omrade-1.md")]
    assert "Provköpings kommun ska verka för" in area
    assert "Längre öppettider på biblioteken" in area
    assert any("Öppna på kvällar i två byar" in text for path, text in pages.items() if "plan-for-biblioteken" in path)
    [document] = loaded.publication.documents
    assert document.vision == "I Provköping är kulturen nära alla, och alla som vill kan skapa själva."
    assert [each.modality for each in loaded.publication.commitments].count(Modality.SHOULD) == 1


def test_the_page_is_in_the_contents() -> None:
    assert "](flytta-in.md)" in (REPOSITORY / "handbook" / "README.md").read_text(encoding="utf-8")
