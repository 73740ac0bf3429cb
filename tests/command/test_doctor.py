"""What the program needs is said line by line: what is here, what is missing, and what works without it."""

import shutil
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publisher.command import doctor
from publisher.command.main import main
from publisher.language import Language
from publisher.locales import languages
from publisher.ocr.ocr_names import ocr_names
from tests.program import REPOSITORY
from tests.publications import SETTINGS, smallest, write

PROGRAMS = {
    "git": "git",
    "tesseract-ocr": "tesseract",
    "wkhtmltopdf": "wkhtmltopdf",
    "chromium": "chromium",
    "libreoffice-writer": "soffice",
    "openjdk-17-jre-headless": "java",
}


def asked(root: Path = REPOSITORY) -> Result:
    return CliRunner().invoke(main, ["doctor", "--root", str(root)])


def program(folder: Path, name: str, prints: str = "") -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nprintf '{prints}'\n", encoding="utf-8")
    path.chmod(0o755)


def test_with_nothing_but_python_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = asked()
    assert said.exit_code == 0, said.output
    for package in (*PROGRAMS, "tesseract-ocr-swe", "tesseract-ocr-dan"):
        assert f"\nsaknas  {package}. " in said.stdout
    missing = "saknas  git. Visar vad som ändrades och när, och sparar förslag. Utan det byggs allt, men utan datum,"
    assert missing in said.stdout
    assert said.stdout.endswith("Inget som programmet måste ha saknas.\n")


def test_what_is_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in PROGRAMS.values():
        program(tmp_path, name, r"List\nswe\n" if name == "tesseract" else "")
    said = asked()
    for package, name in PROGRAMS.items():
        assert f"\nfinns   {package} ({shutil.which(name)}). " in said.stdout
    assert "\nfinns   tesseract-ocr-swe (swe). " in said.stdout
    assert "\nsaknas  tesseract-ocr-dan. " in said.stdout


def test_each_language_that_needs_one_names_its_package_and_the_fonts_have_a_line() -> None:
    lines = asked().stdout.splitlines()
    for code in languages():
        names = ocr_names(code)
        for package in (f"tesseract-ocr-{names.tesseract}", names.package):
            assert not package or [line for line in lines if line.split()[1].rstrip(".") == package], package
    assert [line for line in lines if "fontpkg-source-serif-4" in line]


@pytest.mark.parametrize("code", languages())
def test_it_speaks_the_language_of_the_site(tmp_path: Path, code: str) -> None:
    write(tmp_path, smallest(**{"mkdocs.yml": SETTINGS.replace("language: sv", f"language: {code}")}))
    assert asked(tmp_path).stdout.endswith(f"{Language(code).text('doctor.ready')}\n")


def test_without_what_it_cannot_do_without_it_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    there = metadata.distribution

    def without(name: str) -> metadata.Distribution:
        if name in {"pagefind", "manimgx-fonts", "limits"}:
            raise metadata.PackageNotFoundError(name)
        return there(name)

    monkeypatch.setattr("publisher.command.doctor.distribution", without)
    said = asked()
    assert said.exit_code == 1
    assert "\nsaknas  pagefind. Biblioteken" in said.stdout
    assert "\nsaknas  manimgx-fonts. Typsnitten" in said.stdout
    assert "\nsaknas  roda-traden[team]. " in said.stdout
    assert said.stdout.endswith("Programmet kan inte arbeta utan: pagefind, manimgx-fonts\n")


def test_an_older_version_is_as_good_as_none() -> None:
    assert doctor.installed("click")
    assert not doctor.installed("click>=1000")
    assert doctor.installed("click>=1000; python_version < '3'")
