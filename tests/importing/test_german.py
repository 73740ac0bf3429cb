"""A German strategy and a table of targets become drafts by the words of their own language."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.command.main import main
from publisher.model.modality import Modality
from publisher.pipeline import load
from publisher.problem import Severity

STRATEGY = """Strategie für Arbeit und Bildung

Leitbild

Alle, die in Beispielstadt wohnen, finden Arbeit oder Ausbildung.

Handlungsfeld 1: Wege in Arbeit

Die Stadt soll junge Menschen in Ausbildung begleiten.
Der Ausschuss sollte jedes Jahr über die Ergebnisse beraten.
Die Verwaltung kann Praktikumsplätze anbieten.
Noch ist offen, wie die Stadt dabei helfen soll.

Umsetzung

Die Verwaltung soll die Strategie jedes Jahr überprüfen.
"""
DOUBTED = "Noch ist offen, wie die Stadt dabei helfen soll"
TARGETS = """Kennzahl;Zielwert 2024;Istwert 2024;Einheit;Bewertung;Zuständig
Teilnehmende;mindestens 70;72;Personen;erreicht;Jobcenter
"""


def test_from_a_text_and_a_table_to_a_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("strategie.txt").write_text(STRATEGY, encoding="utf-8")
    Path("ziele.csv").write_text(TARGETS, encoding="utf-8")
    commands = [["new", "publication", "neu", "--name", "Beispielstadt", "--language", "de"]]
    commands += [["import", name, "--into", "neu", "--write"] for name in ("strategie.txt", "ziele.csv")]
    for command in commands:
        ran = CliRunner().invoke(main, command)
        assert ran.exit_code == 0, f"{command}\n{ran.output}"
    loaded = load(Path("neu").resolve())
    assert {problem.severity for problem in loaded.problems} == {Severity.NOTICE}
    publication = loaded.publication
    made = {each.title: each.modality for each in publication.commitments if each.id != "1.1"}
    assert made == {
        "Die Stadt soll junge Menschen in Ausbildung begleiten": Modality.SHALL,
        "Der Ausschuss sollte jedes Jahr über die Ergebnisse beraten": Modality.SHOULD,
        "Die Verwaltung kann Praktikumsplätze anbieten": Modality.MAY,
        "Die Verwaltung soll die Strategie jedes Jahr überprüfen": Modality.SHALL,
        DOUBTED: Modality.SHALL,
    }
    drafts = [path.read_text(encoding="utf-8") for path in Path("neu/docs").rglob("*.md")]
    doubted = [line for draft in drafts for line in draft.splitlines() if "Nebensatz" in line]
    assert doubted == ["  # importiert: Zeile 12; zu prüfen: ob es eine Zusage ist (das Wort steht in einem Nebensatz)"]
    assert any(each.vision and each.vision.startswith("Alle, die in Beispielstadt") for each in publication.documents)
    [plan] = publication.plans
    [target] = plan.targets
    wanted = {str(period): value for period, value in target.values.items()}
    assert (target.indicator, str(wanted["2024"].at_least)) == ("teilnehmende", "70")
    [result] = publication.results
    assert result.measurements["teilnehmende"].number == 72
