"""Indicators that paragraphs state below a goal: their baselines and targets, in Danish, English and Swedish."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.plans import action_plan, with_targets
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.importing.stated.stated_indicators import stated_indicators
from publisher.language import Language
from tests.importing.test_cells import NOTHING
from tests.importing.test_row_names import value


def source(folder: Path, title: str, text: str, language: str) -> SourceFile:
    (folder / "plan.md").write_text(f"# {title}\n\n{text}", encoding="utf-8")
    return read_source(folder / "plan.md", None, language)


def plan(folder: Path, text: str, language: str) -> tuple[SourceFile, Proposal]:
    read = source(folder, {"da": "Handleplan", "en": "Action plan", "sv": "Handlingsplan"}[language], text, language)
    return read, action_plan(read, Language(language), Asked(), NOTHING, TableAsked())


def measured(made: Proposal) -> dict[str, Any]:
    """Return the outcomes of a proposal by period, also those before the plan begins."""
    found = {}
    for file in made.files:
        if file.kind == "result":
            found[file.path.rpartition("/")[2].removesuffix(".md")] = value(made, file.path, "measurements")
    return found


@pytest.mark.parametrize(
    ("language", "text", "name", "unit"),
    [
        ("da", "Indikator: Andel cyklister\n\nBaseline: 20 % (2023)\n\nMåltal: 30 % i 2027", "Andel cyklister",
         "percent"),
        ("da", "Indikator: Antal cyklister. Baseline: 20 (2023). Måltal: 30 (2027).", "Antal cyklister", "count"),
        ("da", "Indikator: Antal cyklister Baseline 2023: 20 Måltal 2027: 30", "Antal cyklister", "count"),
        ("en", "Measure: Share of cyclists\n\nBaseline: 20% (2023)\n\nTarget: 30% by 2027", "Share of cyclists",
         "percent"),
        ("en", "Measure: Number of cyclists. Baseline: 20 (2023). Target: 30 by 2027.", "Number of cyclists", "count"),
        ("sv", "Indikator: Andel som cyklar\n\nUtgångsläge: 20 % (2023)\n\nMålvärde: 30 % år 2027", "Andel som cyklar",
         "percent"),
        ("sv", "- Nyckeltal: Antal cyklister\n- Basvärde 2023: 20\n- Målvärde 2027: 30", "Antal cyklister", "count"),
    ],
)  # fmt: skip
def test_an_indicator_with_its_baseline_and_target(
    tmp_path: Path, language: str, text: str, name: str, unit: str
) -> None:
    read, made = plan(tmp_path, f"## Mål 1: Flere på cykel\n\nVi vil.\n\n{text}\n\nMere tekst.", language)
    [indicator] = value(made, "indicators.yml", "indicators")
    assert (indicator["title"], indicator["unit"]) == (name, unit)
    [target] = value(made, "plan.md", "targets")
    assert target["values"] == {"2027": "30"}
    assert [each["title"] for each in value(made, "plan.md", "themes")] == ["Mål 1: Flere på cykel"]
    assert measured(made) == {"2023": {indicator["id"]: "20"}}
    assert {doubt.code for file in made.files for _, piece in file.pieces() for cell in piece.cells
            for doubt in cell.doubts} == {"indicator-of-text"}  # fmt: skip
    # The paragraphs stay in the text.
    assert not [each for each in account(read, made) if each.fate is Fate.LEFT_OUT]
    assert any("Mere tekst" in block.text for block in made.files[0].prose)
    assert any(name in block.text for block in made.files[0].prose)


def test_statements_without_a_period_are_words_and_facts_have_their_fields(tmp_path: Path) -> None:
    text = (
        "Indikator: Andel som cyklar\n\nUtgångsläge: 20 %\n\nMålvärde: 30 % år 2027\n\n"
        "Källa: Resvanor\n\nAnsvarig: Tekniska nämnden"
    )
    _, made = plan(tmp_path, text, "sv")
    [target] = value(made, "plan.md", "targets")
    assert (target["values"], target["text"], target["responsible"]) == (
        {"2027": "30"}, "Utgångsläge: 20 %.", "tekniska-namnden",
    )  # fmt: skip
    assert value(made, "indicators.yml", "indicators")[0]["sources"] == [{"title": "Resvanor"}]
    assert measured(made) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Indikator: Andel som cyklar",
        "Målvärde: 30 % år 2027",
        "En indikator: Andel som cyklar. Målvärde: 30 % år 2027",
        "Indikator: Andel som cyklar\n\nMer text.\n\nMålvärde: 30 % år 2027",
        "Indikator: Andel som cyklar\n\n## Mål\n\nMålvärde: 30 % år 2027",
        "## Cykel\n\nVi cyklar mer.\n\nMålvärde: 30 % år 2027",
    ],
)
def test_other_paragraphs_state_no_indicator(tmp_path: Path, text: str) -> None:
    read = source(tmp_path, "Handlingsplan", text, "sv")
    assert stated_indicators(read.blocks, "sv") == []


def test_several_indicators_of_a_steering_document_are_a_plan_of_their_own(tmp_path: Path) -> None:
    text = ("## Mål 1\n\nKommunen ska underlätta.\n\nIndikator: A\n\nMålvärde: 1 år 2027\n\nIndikator: B\n\n"
            "Målvärde: minst 2 år 2027")  # fmt: skip
    read = source(tmp_path, "Program för cykel", text, "sv")
    document = steering_document(read, "sv", Asked(), set())
    made = with_targets(read, document, Language("sv"), NOTHING, TableAsked())
    [targets] = [file.fields["targets"] for file in made.files if file.kind == "plan"]
    assert not isinstance(targets, ProposedValue)
    assert [each.value["values"] for each in targets if isinstance(each.value, dict)] == [
        {"2027": "1"}, {"2027": {"at_least": "2"}},
    ]  # fmt: skip


def test_a_target_in_words_is_no_commitment(tmp_path: Path) -> None:
    labels = "Indikator: Resor\n\nMålvärde: Ska öka\n\nNämnden: Ska bygga fler cykelvägar."
    text = f"## Mål 1\n\nKommunen ska cykla.\n\n{labels}"
    document = steering_document(source(tmp_path, "Program för cykel", text, "sv"), "sv", Asked(), set())
    chapter = next(file.fields["commitments"] for file in document.files if "commitments" in file.fields)
    assert isinstance(chapter, tuple)
    assert [each.value["title"] for each in chapter if isinstance(each.value, dict)] == [
        "Kommunen ska cykla",
        "Nämnden: Ska bygga fler cykelvägar",
    ]
