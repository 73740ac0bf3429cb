"""A steering document whose tables have targets: they stand in its text, and are proposed as targets of a plan too."""

from collections.abc import Sequence
from pathlib import Path

import docx
from click.testing import CliRunner

from publisher.command.imports import import_
from publisher.pipeline import load
from publisher.problem import stops

ROWS = [
    ("Indikator", "Utfall 2024", "Mål 2025"),
    ("Nöjda brukare (%)", "84", "≥85"),
    ("Sjukfrånvaro (%)", "7,1", "högst 6,5"),
]


def budget(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    document = docx.Document()
    document.add_heading("Mål och budget 2025", level=1)
    document.add_paragraph("Fullmäktige styr kommunen med mål.")
    document.add_heading("Omsorg", level=2)
    document.add_paragraph("Nämnden ska öka tryggheten.")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.save(str(path))
    return path


def imported(file: Path, root: Path) -> str:
    arguments = [str(file), "--into", str(root), "--name", "Provköping", "--language", "sv", "--write"]
    done = CliRunner().invoke(import_, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert not stops(load(root, draw=False).problems)
    return done.output


def test_targets_in_a_table_of_a_budget_are_proposed(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    shown = imported(budget(tmp_path / "budget.docx", ROWS), root)
    publication = load(root, draw=False).publication
    assert [document.title for document in publication.documents] == ["Mål och budget 2025"]
    [plan] = publication.plans
    values = {target.indicator: {str(when): each for when, each in target.values.items()} for target in plan.targets}
    assert {name: [*each] for name, each in values.items()} == {"nojda-brukare": ["2025"], "sjukfranvaro": ["2025"]}
    assert values["sjukfranvaro"]["2025"].at_most == 6.5 and values["nojda-brukare"]["2025"].at_least == 85
    assert "nojda-brukare" in shown, "the dry run shows them too"
    text = (root / plan_file(root)).read_text(encoding="utf-8")
    assert "om målen i dokumentets tabeller ska stå i en plan för sig" in text
    prose = "".join(path.read_text(encoding="utf-8") for path in root.rglob("docs/**/*.md"))
    assert "| Nöjda brukare (%) | 84 | ≥85 |" in prose


def test_a_table_without_years_is_text_alone(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    imported(budget(tmp_path / "budget.docx", [("Område", "Mål", "Not"), ("Skola", "Fler", "1")]), root)
    assert not load(root, draw=False).publication.plans


def plan_file(root: Path) -> Path:
    [file] = root.rglob("plans/*/plan.md")
    return file.relative_to(root)
