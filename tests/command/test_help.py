"""What --help says is in the language of the site, and where there is none, of the system."""

from pathlib import Path

import pytest

from publisher.command.help_texts import language_of_help
from tests.conftest import build
from tests.publications import SETTINGS, smallest, write


@pytest.mark.parametrize(("code", "word"), [("sv", "Kontrollerar innehållet"), ("da", "Kontrollerer indholdet")])
def test_help_is_in_the_language_of_the_site(tmp_path: Path, code: str, word: str) -> None:
    settings = SETTINGS.replace("language: sv", f"language: {code}")
    write(tmp_path, smallest(**{"mkdocs.yml": settings}))
    assert word in " ".join(build("check", "--root", str(tmp_path), "--help").stdout.split())


def test_the_list_of_commands_is_too() -> None:
    said = build("--help").stdout
    assert "Publicerar styrdokument" in said
    assert "Kontrollerar innehållet" in said


def test_without_a_site_it_is_in_that_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = ["build.py", "--root", str(tmp_path)]
    monkeypatch.setattr("locale.getlocale", lambda: ("da_DK", "UTF-8"))
    assert language_of_help(here).code == "da"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert language_of_help(here).code == "en"
