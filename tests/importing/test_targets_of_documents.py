"""A steering document whose tables have targets: they stand in its text, and are proposed as targets of a plan too."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from publisher.command.imports import import_
from publisher.link.publication import Publication
from publisher.pipeline import load
from publisher.problem import stops
from tests.importing.test_row_names import proposed, value

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
    assert "om det som står i dokumentets tabeller ska vara en plan för sig" in text
    prose = "".join(path.read_text(encoding="utf-8") for path in root.rglob("docs/**/*.md"))
    assert "| Nöjda brukare (%) | 84 | ≥85 |" in prose


def test_a_table_without_years_is_text_alone(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    imported(budget(tmp_path / "budget.docx", [("Område", "Mål", "Not"), ("Skola", "Fler", "1")]), root)
    assert not load(root, draw=False).publication.plans


def plan_file(root: Path) -> Path:
    [file] = root.rglob("plans/*/plan.md")
    return file.relative_to(root)


def plan_of(path: Path, title: str, rows: Sequence[tuple[str, ...]]) -> Publication:
    """Return the publication imported from a document with a title and one table below a heading."""
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_heading("Övergripande mål: Trygga elever", level=2)
    document.add_paragraph("Skolan ska vara trygg.")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.save(str(path / "skola.docx"))
    imported(path / "skola.docx", path / "publication")
    return load(path / "publication", draw=False).publication


def test_targets_without_a_year_are_of_the_year_in_the_title(tmp_path: Path) -> None:
    rows = [("Nämndens indikatorer", ""), ("Indikator", "Mål"), ("Andel trygga elever (%)", "Minst 90 %")]
    [plan] = plan_of(tmp_path, "Verksamhetsplan 2024", rows).plans
    [target] = plan.targets
    assert target.text == "Övergripande mål: Trygga elever"
    assert {str(when): value.at_least for when, value in target.values.items()} == {"2024": 90}


def test_targets_of_no_year_are_asked_about(tmp_path: Path) -> None:
    publication = plan_of(tmp_path, "Verksamhetsplan för skolan", [("Indikator", "Mål"), ("Trygga elever", "90 %")])
    assert [indicator.title for indicator in publication.indicators] == ["Trygga elever"]
    assert not publication.plans[0].targets
    [report] = (tmp_path / "publication" / "imports").glob("*.md")
    assert "period" in report.read_text(encoding="utf-8")


def test_the_first_column_in_words_has_the_names_whatever_its_header(tmp_path: Path) -> None:
    head = ("Så vet vi det", "Utfall\n2021", "Utfall\n2022", "Målvärde\n2022", "Ansikte")
    rows = [
        head,
        ("Andel nöjda barn", "80 %", "84 %", "90 %", "😒"),
        ("Andel trygga barn", "91 %", "95 %", "90 %", "😊"),
    ]
    publication = plan_of(tmp_path, "Så gick det", rows)
    [plan] = publication.plans
    targets = {each.indicator: {str(when): one.value for when, one in each.values.items()} for each in plan.targets}
    assert targets == {"andel-nojda-barn": {"2022": 90}, "andel-trygga-barn": {"2022": 90}}
    results = {str(each.period): each for each in publication.results}
    assert {name: each.value for name, each in results["2021"].measurements.items()} == {
        "andel-nojda-barn": 80, "andel-trygga-barn": 91,
    }  # fmt: skip
    assert {name: each.value for name, each in results["2022"].measurements.items()} == {
        "andel-nojda-barn": 84, "andel-trygga-barn": 95,
    }  # fmt: skip
    judged = {name: each.judgement and each.judgement.value for name, each in results["2022"].targets.items()}
    assert judged == {"andel-nojda-barn": "unfulfilled", "andel-trygga-barn": "fulfilled"}
    asked = (tmp_path / "publication" / "plans/indicators.yml").read_text(encoding="utf-8")
    assert "ingen vet vad kolumnen ”Så vet vi det” är" in asked


@pytest.mark.parametrize(
    "rows",
    [
        [("Nämnd", "Budget 2024", "Utfall 2024"), ("Skola", "100", "90"), ("Omsorg", "200", "210")],
        [("Intäkter", "Budget", "Utfall"), ("Avgifter", "12", "13"), ("Bidrag", "5", "6")],
        [("Område", "Mål", "Resultat"), ("Skola", "Fler ska trivas", "Fler trivs")],
    ],
)
def test_budgets_and_goals_in_words_stay_text(tmp_path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    publication = plan_of(tmp_path, "Verksamhetsplan 2024", rows)
    assert not publication.plans and not publication.indicators


@pytest.mark.parametrize(("text", "said"), [("Upp", "Förändring: Upp."), ("Ingen", "Förändring: Ingen")])
def test_a_change_in_words_is_said_with_its_header(tmp_path: Path, text: str, said: str) -> None:
    rows = [["Mått", "Utfall 2023", "Utfall 2024", "Förändring"], ["Väntetid", "22", "29", text]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"vantetid": {"value": "29", "note": said}}


def test_a_change_in_numbers_is_no_direction(tmp_path: Path) -> None:
    rows = [["Mått", "Utfall 2023", "Utfall 2024", "Förändring"], ["Väntetid", "22", "29", "7"], ["Kö", "9", "4", "-5"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"vantetid": "29", "ko": "4"}


DOWN = [("År", "Anmälda brott", "Trygga, %"), ("2022", "402", "74"), ("2023", "377", "75")]
ACROSS = [("", "2022", "2023"), ("Anmälda brott", "402", "377"), ("Trygga, %", "74", "75")]
MONEY = [("", "2022", "2023"), ("Löner, tkr", "402", "377"), ("Hyror, tkr", "74", "75")]


def with_statistics(folder: Path, title: str, rows: Sequence[tuple[str, ...]]) -> Path:
    """Return a new publication made from a Word file that has statistics and a table of actions, or a promise."""
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_heading("Nuläge", 1)
    document.add_paragraph("Så här ser det ut i Ekbacka.")
    actions = [("Åtgärd", "Ansvarig"), ("Vandra om natten", "Fritidsnämnden"), ("Lys upp parken", "Parknämnden")]
    for heading, each in (("Statistik", rows), *((("Åtgärder", actions),) if "plan" in title else ())):
        document.add_heading(heading, 1)
        table = document.add_table(rows=len(each), cols=len(each[0]))
        for cell, text in zip(table._cells, (text for row in each for text in row), strict=True):
            cell.text = text
    document.add_heading("Det vi vill", 1)
    document.add_paragraph("Kommunen ska vara trygg.")
    document.save(str(folder / "nulage.docx"))
    imported(folder / "nulage.docx", folder / "publication")
    return folder / "publication"


def series_of(publication: Publication) -> dict[str, dict[str, object]]:
    """Return the outcomes of each indicator by period, and its statistics."""
    found: dict[str, dict[str, object]] = {}
    for one in publication.indicators:
        for period, observation in one.statistics.items():
            found.setdefault(one.id, {})[str(period)] = observation.value
    for result in publication.results:
        for name, each in result.measurements.items():
            found.setdefault(name, {})[str(result.period)] = each.value
    return found


@pytest.mark.parametrize("title", ["Trygghetsstrategi", "Handlingsplan för trygghet"])
@pytest.mark.parametrize("rows", [DOWN, ACROSS])
def test_statistics_in_a_document_are_series_and_stay_in_its_text(
    tmp_path: Path, title: str, rows: list[tuple[str, ...]]
) -> None:
    root = with_statistics(tmp_path, title, rows)
    found = series_of(load(root, draw=False).publication)
    assert found == {"anmalda-brott": {"2022": 402, "2023": 377}, "trygga": {"2022": 74, "2023": 75}}
    text = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.md") if "imports" not in path.parts)
    # In a plan, a table of outcomes becomes its own.
    assert (f"| {' | '.join(rows[1])} |" in text) == (rows is DOWN or "strategi" in title)


@pytest.mark.parametrize("title", ["Trygghetsstrategi", "Handlingsplan för trygghet"])
def test_amounts_below_years_alone_are_no_outcomes(tmp_path: Path, title: str) -> None:
    root = with_statistics(tmp_path, title, MONEY)
    assert series_of(load(root, draw=False).publication) == {}
    text = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.md") if "imports" not in path.parts)
    assert "| Löner, tkr | 402 | 377 |" in text
