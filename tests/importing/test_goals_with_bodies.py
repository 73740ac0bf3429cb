"""Tables of goals in steering documents: who answers for a goal, whose goals they are, and what is done about them."""

from pathlib import Path

import docx
import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.adoption import with_bodies_of_objectives
from publisher.importing.meaning.plans import action_plan, is_plan, with_targets
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from tests.importing.test_cells import NOTHING, lost, proposed, value
from tests.importing.test_objectives import values
from tests.publications import swedish


def read(folder: Path, title: str, rows: list[list[str]]) -> SourceFile:
    """Return a Word document with a title, a section and a table."""
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_heading("Läsning", 1)
    document.add_paragraph("Läsning är viktigt.")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for made, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(made.cells, row, strict=True):
            cell.text = text
    document.save(str(folder / "mal.docx"))
    return read_source(folder / "mal.docx", None, "sv")


def document(source: SourceFile, present: Present = NOTHING) -> Proposal:
    made = steering_document(source, "sv", Asked(), set())
    made = with_targets(source, made, swedish(), present, TableAsked())
    return with_bodies_of_objectives(source, made, present, "sv")


def test_the_body_beside_a_goal_answers_for_it(tmp_path: Path) -> None:
    rows = [
        ["Målområde", "Mål", "Ansvarig nämnd"],
        ["Språk", "Alla läser", "Kulturnämnden"],
        ["", "Alla skriver", "Kulturnämnden och Skolnämnden"],
        ["Lokaler", "Öppet på kvällar", "Nämnden"],
    ]
    present = Present({}, {"kulturnämnden": "kun"}, frozenset({"kun"}))
    made = document(read(tmp_path, "Biblioteksstrategi för Ekbacka", rows), present)
    assert [(each["title"], each.get("responsible")) for each in values(made, "objectives")] == [
        ("Språk", None),
        ("Alla läser", "kun"),
        ("Alla skriver", ["kun", "skolnamnden"]),
        ("Lokaler", None),
        ("Öppet på kvällar", None),
    ]
    assert values(made, "bodies") == [{"id": "skolnamnden", "title": "Skolnämnden", "kind": "board"}]


def test_a_body_beside_a_goal_and_an_action_is_asked_about(tmp_path: Path) -> None:
    rows = [["Mål", "Insats", "Ansvarig"], ["Alla läser", "Låna ut böcker", "Kulturnämnden"]]
    made = document(read(tmp_path, "Biblioteksstrategi för Ekbacka", rows))
    assert values(made, "objectives")[0]["responsible"] == "kulturnamnden"
    pieces = [piece for file in made.files for _, piece in file.pieces()]
    assert "body-of-goal" in {doubt.code for piece in pieces for doubt in piece.doubts}


@pytest.mark.parametrize("header", ["Mål i Ekbacka", "Mål för Ekbacka kommun 2030", "Mål för barn och unga"])
def test_whose_goals_a_column_has_is_no_part_of_their_level(tmp_path: Path, header: str) -> None:
    made = document(read(tmp_path, "Biblioteksstrategi", [["Område", header], ["Språk", "Alla läser"]]))
    found = values(made, "objectives")
    assert [(each["title"], each["level"]) for each in found] == [("Språk", "omrade"), ("Alla läser", "mal")]


def test_goals_with_what_is_done_about_them_make_a_strategy_no_plan(tmp_path: Path) -> None:
    rows = [["Mål", "Så gör vi"], ["Alla läser", "Vi lånar ut böcker på förskolorna."]]
    source = read(tmp_path, "Biblioteksstrategi för Ekbacka", rows)
    assert not is_plan(source, "sv", Asked())
    made = document(source)
    assert [each["title"] for each in values(made, "objectives")] == ["Alla läser"]
    [chapter] = [file for file in made.files if file.kind == "focus-area"]
    assert [doubt.code for mark in chapter.marks for doubt in mark.doubts] == ["actions-in-text"]
    assert any("förskolorna" in row.line.text for block in chapter.prose for row in block.rows)


@pytest.mark.parametrize(
    ("heading", "items", "asked"),
    [
        ("3 Aktiviteter", ["Utbilda 40 språkombud", "Starta ett nätverk"], True),
        ("Åtgärder och insatser", ["Utbilda 40 språkombud", "Starta ett nätverk"], True),
        # What has become commitments is asked about no more, and other lists are none of actions.
        ("Åtgärder", ["Kommunen ska utbilda 40 språkombud.", "Kommunen bör starta ett nätverk."], False),
        ("Lokaler", ["Utbilda 40 språkombud", "Starta ett nätverk"], False),
        ("Aktiviteter", ["Utbilda 40 språkombud"], False),
    ],
)
def test_a_list_of_actions_that_stays_in_the_text_is_asked_about(
    tmp_path: Path, heading: str, items: list[str], asked: bool  # noqa: FBT001
) -> None:  # fmt: skip
    written = docx.Document()
    written.add_heading("Språkstrategi 2025", 0)
    written.add_heading(heading, 1)
    for item in items:
        written.add_paragraph(item, style="List Bullet")
    written.save(str(tmp_path / "plan.docx"))
    source = read_source(tmp_path / "plan.docx", None, "sv")
    made = document(source)
    found = [doubt for file in made.files for mark in file.marks for doubt in mark.doubts]
    assert [(each.code, each.facts["heading"]) for each in found] == [("actions-in-list", heading)] * asked
    lines = {each.line.text: each for each in account(source, made)}
    assert (lines[items[0]].fate is Fate.UNCERTAIN) is asked


@pytest.mark.parametrize(
    ("title", "columns", "asked"),
    [
        ("Miljöprogram för Ekbacka", {"Klart": "2026"}, True),
        ("Ett grönt Ekbacka", {}, True),
        ("Ett grönt Ekbacka", {"Klart": "2026"}, False),
        ("Handlingsplan för miljön", {}, False),
    ],
)
def test_what_only_a_table_makes_a_plan_is_asked_about(
    tmp_path: Path, title: str, columns: dict[str, str], asked: bool  # noqa: FBT001
) -> None:  # fmt: skip
    rows = [["Mål", "Åtgärd", *columns], ["Mindre utsläpp", "Byt till elbilar", *columns.values()]]
    source = read(tmp_path, title, rows)
    assert is_plan(source, "sv", Asked())
    made = action_plan(source, swedish(), Asked(), NOTHING, TableAsked())
    title_of_plan = made.files[0].fields["title"]
    assert isinstance(title_of_plan, ProposedValue)
    assert ("plan-by-table" in {doubt.code for doubt in title_of_plan.doubts}) is asked
    assert [each["title"] for each in values(made, "activities")] == ["Byt till elbilar"]


def test_the_goals_of_a_municipality_beside_targets_of_the_same_year(tmp_path: Path) -> None:
    rows = [["Mål för Ekbacka kommun 2024", "Indikator", "Mål 2024", "Utfall 2024"],
            ["Trygghet", "Andel trygga (%)", "80", "78"]]  # fmt: skip
    source, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets") == [
        {"indicator": "andel-trygga", "text": "Trygghet", "values": {"2024": "80"}}
    ]
    assert lost(account(source, made)) == {}


ACTED = [["Åtgärd", "Ansvarig", "Klart", "Status"], ["Byt till elbilar", "Tekniska nämnden", "2026", "Pågår"],
         ["Sätt upp solceller", "Tekniska nämnden", "2027", "Planerad"]]  # fmt: skip


def binding(folder: Path, title: str, *, numbered: bool = True, text: str = "") -> SourceFile:
    """Return a Word document with two sections that say what shall and should be done, and a table of actions."""
    written = docx.Document()
    written.add_heading(title, 0)
    said = text or "Kommunen ska minska utsläppen. Nämnderna bör samarbeta om resor."
    for at, (heading, words) in enumerate({"Inriktning": said, "Resor": "Vi reser ofta till Enköping."}.items(), 1):
        written.add_heading(f"{at} {heading}" if numbered else heading, 1)
        written.add_paragraph(words)
    written.add_heading("3 Åtgärder" if numbered else "Åtgärder", 1)
    table = written.add_table(rows=len(ACTED), cols=len(ACTED[0]))
    for made, row in zip(table.rows, ACTED, strict=True):
        for cell, words in zip(made.cells, row, strict=True):
            cell.text = words
    written.save(str(folder / "k.docx"))
    return read_source(folder / "k.docx", None, "sv")


@pytest.mark.parametrize("title", ["Klimatstrategi för Ekbacka", "Klimatprogram 2025–2030", "Klimatplan för Ekbacka"])
def test_a_document_that_binds_has_commitments_and_its_table_of_actions_is_a_plan(tmp_path: Path, title: str) -> None:
    source = binding(tmp_path, title)
    assert not is_plan(source, "sv", Asked())
    made = document(source)
    assert [(each["title"], str(each["modality"])) for each in values(made, "commitments")] == [
        ("Kommunen ska minska utsläppen", "shall"), ("Nämnderna bör samarbeta om resor", "should"),
    ]  # fmt: skip
    found = [(each["title"], each["responsible"], str(each["status"])) for each in values(made, "activities")]
    assert found == [("Byt till elbilar", "tekniska-namnden", "ongoing"),
                     ("Sätt upp solceller", "tekniska-namnden", "planned")]  # fmt: skip
    [plan] = [file for file in made.files if file.kind == "plan"]
    named = plan.fields["title"]
    assert isinstance(named, ProposedValue)
    assert "plan-of-tables" in {doubt.code for doubt in named.doubts}
    # They are read, so that nobody is asked about actions that stay text.
    asked = {doubt.code for file in made.files for mark in file.marks for doubt in mark.doubts}
    assert "actions-in-text" not in asked
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, made))


@pytest.mark.parametrize(
    ("title", "numbered", "text"),
    [
        ("Handlingsplan för klimatet", True, ""),
        ("Verksamhetsplan 2026", True, ""),
        ("Klimatplan för Ekbacka", False, ""),
        ("Klimatet i Ekbacka", True, ""),
        # One sentence, or what may be done, makes no document binding.
        ("Klimatstrategi för Ekbacka", True, "Kommunen ska minska utsläppen. Resorna är många."),
        ("Klimatstrategi för Ekbacka", True, "Kommunen får bygga. Nämnden får köpa. Nämnden får sälja."),
    ],
)
def test_other_documents_with_a_table_of_actions_are_plans(
    tmp_path: Path, title: str, numbered: bool, text: str  # noqa: FBT001
) -> None:  # fmt: skip
    assert is_plan(binding(tmp_path, title, numbered=numbered, text=text), "sv", Asked())
