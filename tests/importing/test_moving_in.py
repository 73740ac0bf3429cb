"""The handbook's page about moving in is true: its files are imported by its own commands, to a published page."""

import csv
import re
import shlex
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from publisher.command.main import main
from publisher.language import Language
from publisher.locales import languages
from publisher.model.modality import Modality
from publisher.pipeline import Loaded, load
from publisher.problem import Severity
from publisher.start.program_files import program_files
from tests.program import REPOSITORY

PAGES = {"sv": "flytta-in", **dict.fromkeys((code for code in languages() if code != "sv"), "moving-in")}


def page(code: str) -> str:
    """Return the page in a language, as a new publication has it."""
    return program_files(Language(code))[f"handbook/{PAGES[code]}.md"].decode()


@pytest.mark.parametrize("code", PAGES)
def test_from_made_files_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    text = page(code)
    files = _made_files(text)
    every = re.findall(r"^python build\.py (.*)$", text, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    for name, sheets in files.items():
        _write(Path(name), sheets)
    assert list(files) == ["kultur.txt", "biblioteksplan.xlsx", "uppfoljning.csv"]
    at = every.index("--root kultur")
    commands, build, after = every[:at], every[at], every[at + 1 :]
    for command in commands:
        ran = CliRunner().invoke(main, shlex.split(command))
        assert ran.exit_code == 0, f"{command}\n{ran.output}"
        assert Path("kultur").exists() is ("--write" in command or "check" in command)
    # The last one builds the whole site, which other tests do with other publications.
    assert build == "--root kultur"
    loaded = load(Path("kultur").resolve())
    assert {problem.severity for problem in loaded.problems} == {Severity.NOTICE}
    assert loaded.language.code == code
    for command in after:
        ran = CliRunner().invoke(main, shlex.split(command))
        assert ran.exit_code == 0, f"{command}\n{ran.output}"
    assert [command.split()[0] for command in after] == ["data", "import", "import"]
    assert Language(code).text("import.edits.none") in ran.output
    _is_what_the_page_shows(loaded, text)


def _made_files(text: str) -> dict[str, dict[str, str]]:
    """Return the files of a page by name, with the texts of their sheets; a text file has one sheet."""
    files: dict[str, dict[str, str]] = {}
    for title, content in re.findall(r"^<!-- ([^\n]+) -->\n```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        name, _, sheet = title.partition(": ")
        files.setdefault(name, {})[sheet] = content
    return files


def _write(path: Path, sheets: dict[str, str]) -> None:
    """Write a file as the page shows it: a workbook with a row for each line, or text."""
    if path.suffix != ".xlsx":
        path.write_text(sheets[""], encoding="utf-8")
        return
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, content in sheets.items():
        sheet = book.create_sheet(title)
        for row in csv.reader(content.splitlines(), delimiter=";"):
            sheet.append(row)
    book.save(path)


def _is_what_the_page_shows(loaded: Loaded, text: str) -> None:
    pages = {page.path: page.markdown for page in loaded.pages}
    [document] = loaded.publication.documents
    assert document.vision and [each.modality for each in loaded.publication.commitments].count(Modality.SHOULD) == 1
    [plan] = loaded.publication.plans
    assert [activity.title in text for activity in plan.activities] == [True, True]
    # The outcomes of the export stand beside the targets of the workbook: one is reached, the other is not.
    visits, pleased = (target.indicator for target in plan.targets)
    aims = [{str(period): value for period, value in target.values.items()}["2025"] for target in plan.targets]
    [followed] = [result for result in loaded.publication.results if str(result.period) == "2025"]
    reported = {name: each.value for name, each in followed.measurements.items() if each.value is not None}
    assert reported == {visits: Decimal(5310), pleased: Decimal("83.5")}
    assert [each.value for each in aims] == [5000, 85]
    shown = next(each for path, each in pages.items() if path.endswith(f"2025/{plan.id}.md"))
    assert shown.count("progress-reached") == shown.count("progress-missed") == 2  # in the summary and in the table
    assert {Language(loaded.language.code).number(each) in shown for each in reported.values()} == {True}
    if loaded.language.code == "sv":
        [area] = [each for path, each in pages.items() if path.endswith("omrade-1.md")]
        assert "Provköpings kommun ska verka för" in area and "Längre öppettider på biblioteken" in area
        assert "1 av 2 mål nådda 2025" in shown and "Flest kom på torsdagarna." in shown
        plans = [each for path, each in pages.items() if "plan-for-biblioteken" in path]
        assert any("Öppna på kvällar i två byar" in each for each in plans)
        assert document.vision == "I Provköping är kulturen nära alla, och alla som vill kan skapa själva."


def test_the_page_is_in_the_contents() -> None:
    assert "](flytta-in.md)" in (REPOSITORY / "handbook" / "README.md").read_text(encoding="utf-8")
