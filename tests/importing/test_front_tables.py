"""Front pages: who adopted a document, when, and under which number, in lines, tables and lines run together."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.drafting import draft
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.meaning.adoption import with_adoption
from publisher.importing.meaning.plans import action_plan, is_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.front_page import front_tables
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from publisher.model.plan import Plan

NOTHING = Present({}, {}, frozenset())
ACTIONS = {
    "sv": (("Åtgärd", "Ansvarig", "Klart"), ("Måla bron", "Tekniska nämnden", "2025")),
    "da": (("Hvad", "Hvem", "Hvornår"), ("Male broen", "Teknisk Forvaltning", "2025")),
    "en": (("What", "Who", "When"), ("Paint the bridge", "Highways Committee", "2025")),
}


def document(
    folder: Path, title: str, table: Sequence[Sequence[str]], lines: Sequence[str], language: str, *, acts: bool
) -> tuple[SourceFile, Proposal]:
    """Return a Word file with a table and lines below its title, and the proposal made from it."""
    made = docx.Document()
    made.add_heading(title, 0)
    tables = [table] if table else []
    for line in lines:
        made.add_paragraph(line)
    made.add_paragraph("Texten handlar om broar.")
    for rows in [*tables, *([ACTIONS[language]] if acts else [])]:
        drawn = made.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                drawn.cell(at, column).text = text
    made.save(str(folder / "broar.docx"))
    source = read_source(folder / "broar.docx", None, language)
    if is_plan(source, language, Asked()):
        proposal = action_plan(source, Language(language), Asked(), NOTHING, TableAsked())
    else:
        proposal = steering_document(source, language, Asked(), set())
    return source, with_adoption(source, proposal, NOTHING, language)


def fields(made: Proposal) -> dict[str, Any]:
    known = ("decisions 1", "adopted_on", "reference", "owner", "next_review", "document_type", "period")
    return {key: piece.value for key, piece in made.files[0].pieces() if key in known}


SWEDISH = {"body": "kommunfullmaktige", "date": "2024-05-13", "reference": "KS 2024/123"}


@pytest.mark.parametrize(
    ("language", "title", "table", "decision", "facts"),
    [
        ("sv", "Handlingsplan för broar",
         (("Beslutad av", "Kommunfullmäktige"), ("Datum", "2024-05-13"), ("Diarienummer", "KS 2024/123"),
          ("Dokumentansvarig", "Brochefen"), ("Revideras", "2026"), ("Version", "1.0")), SWEDISH,
         {"owner": "Brochefen", "next_review": "2026"}),
        ("en", "Bridges action plan",
         (("Approved by", "Cabinet"), ("Date", "13 May 2024"), ("Reference", "RD/2024/12"),
          ("Document owner", "Head of Highways"), ("Review date", "May 2026"), ("Version", "1.0")),
         {"body": "cabinet", "date": "2024-05-13", "reference": "RD/2024/12"},
         {"owner": "Head of Highways", "next_review": "2026-05"}),
        ("da", "Handleplan for broer",
         (("Godkendt af", "Kommunalbestyrelsen"), ("Dato", "13. maj 2024"), ("Sagsnr.", "24/1234")),
         {"body": "kommunalbestyrelsen", "date": "2024-05-13", "reference": "24/1234"}, {}),
    ],
)  # fmt: skip
def test_a_front_table_of_a_plan_is_its_decision_and_its_facts_and_no_indicators(
    tmp_path: Path, language: str, title: str, table: Sequence[Sequence[str]], decision: object, facts: dict[str, str]
) -> None:
    source, made = document(tmp_path, title, table, (), language, acts=True)
    assert [block.rows[0].cells[0] for block in front_tables(source.blocks, language)] == [table[0][0]]
    plan = made.files[0]
    assert fields(made) == {"decisions 1": decision, **facts} and not {"targets", "indicators"} & {*plan.fields}
    acts = plan.fields["activities"]
    assert isinstance(acts, tuple) and len(acts) == 1
    written = [key for key in draft(plan, Language(language)).splitlines() if key[:1].isalpha()]
    order = [name for name in Plan.model_fields if any(line.startswith(f"{name}:") for line in written)]
    assert [line.partition(":")[0] for line in written][: len(order)] == order and {"decisions", *facts} <= {*order}
    assert {file.kind for file in made.files} == {"plan", "bodies"}


@pytest.mark.parametrize(
    ("table", "lines", "found"),
    [
        ((("Dokumenttyp", "Program"), ("Beslutad av/datum", "Kommunfullmäktige 2024-05-13 § 45"),
          ("Diarienummer", "KS 2024/123")), (),
         {"document_type": "Program", "decisions 1": SWEDISH | {"paragraph": "45"}}),
        ((("Beslutad av", "Datum", "Diarienummer", "Version"),
          ("Kommunfullmäktige", "2024-05-13", "KS 2024/123", "1"),
          ("Dokumentansvarig", "Förvaltning", "Giltig t.o.m.", "Sidor"),
          ("Brochefen", "Tekniska förvaltningen", "2027-12-31", "9")), (),
         {"decisions 1": SWEDISH, "owner": "Brochefen"}),
        ((), ("Beslutad av Kommunfullmäktige\tDatum 2024-05-13\tDnr KS 2024/123\tDokumentansvarig Brochefen",),
         {"decisions 1": SWEDISH, "owner": "Brochefen"}),
        ((), ("1(6) Dokumentnamn: Broar Dokumenttyp: Riktlinje Version: 1.0 Beslutad av: Kommunfullmäktige "
              "Diarienummer: KS 2024/123 Dokumentansvarig: Brochefen Beslutad: 2024-05-13 Revideras:",),
         {"decisions 1": SWEDISH, "owner": "Brochefen", "document_type": "Riktlinje"}),
        ((), ("Giltighetstid Dokumentansvarig Till beslut om upphörande Brochefen Diarienummer KS 2024/123",), {}),
        ((), ("Dokumenttyp Beslutad av", "Program Kommunfullmäktige", "Beslutsdatum Diarienummer",
              "2024-05-13 KS 2024/123"), {"decisions 1": SWEDISH, "document_type": "Program"}),
        ((), ("Dokumenttyp Beslutad av", "Program Barn- och utbildningsnämnden"), {}),
        ((), ("Antagen: Kommunfullmäktige 2024-05-13 § 45",),
         {"decisions 1": {"body": "kommunfullmaktige", "date": "2024-05-13", "paragraph": "45"}}),
        ((), ("Diarienummer: KS 2024/123",), {"reference": "KS 2024/123"}),
        ((), ("Datum är viktigt. Version ett var bra.",), {}),
    ],
)  # fmt: skip
def test_facts_of_a_steering_document(
    tmp_path: Path, table: Sequence[Sequence[str]], lines: Sequence[str], found: dict[str, Any]
) -> None:
    _, made = document(tmp_path, "Policy för broar", table, lines, "sv", acts=False)
    assert fields(made) == found


@pytest.mark.parametrize(
    "table",
    [
        (("Åtgärd", "Måla bron"), ("Ansvarig", "Tekniska nämnden"), ("Datum", "2025"), ("Version", "2")),
        (("Åtgärd", "Ansvarig", "Datum"), ("Måla bron", "Tekniska nämnden", "2025-01-01")),
        (("Indikator", "Utfall 2024", "Dokumenttyp"), ("Broar", "3", "Rapport")),
    ],
)
def test_other_tables_at_the_beginning_are_no_front_tables(tmp_path: Path, table: Sequence[Sequence[str]]) -> None:
    source, _ = document(tmp_path, "Handlingsplan för broar", table, (), "sv", acts=False)
    assert front_tables(source.blocks, "sv") == []


def test_large_rows_of_labels_are_no_headings(tmp_path: Path) -> None:
    text = "# Dokumenttyp Beslutad av\n\nProgram Kommunfullmäktige\n\n# Beslutad\n\n# Program för broar\n\n## Syfte\n"
    (tmp_path / "broar.md").write_text(text, encoding="utf-8")
    source = read_source(tmp_path / "broar.md", None, "sv")
    assert [(block.sort, block.text) for block in source.blocks] == [
        (BlockSort.PARAGRAPH, "Dokumenttyp Beslutad av"), (BlockSort.PARAGRAPH, "Program Kommunfullmäktige"),
        (BlockSort.HEADING, "Beslutad"), (BlockSort.HEADING, "Program för broar"), (BlockSort.HEADING, "Syfte"),
    ]  # fmt: skip


def test_the_day_of_a_decision_with_the_short_name_of_who_made_it(tmp_path: Path) -> None:
    table = [("Typ:", "Plan"), ("Giltighetstid:", "Tills vidare"), ("Version:", "1:0"),
             ("Fastställd:", "KF 2024-05-13, § 57"), ("Uppdateras:", "2028")]  # fmt: skip
    _, made = document(tmp_path, "Plan för broar", table, [], "sv", acts=False)
    found = {key: piece.value for key, piece in made.files[0].pieces()}
    assert found["decisions 1"] == {"body": "kommunfullmaktige", "date": "2024-05-13", "paragraph": "57"}
    assert (found["document_type"], found["next_review"]) == ("Plan", "2028")
