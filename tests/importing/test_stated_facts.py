"""What documents say of themselves in lone lines, tables of contents that people typed, and tables within tables."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.meaning.adoption import with_adoption
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.stated_facts import day_stated
from publisher.importing.prose.steering import steering_document
from publisher.importing.prose.steering_words import fact_words, front_page_words
from publisher.importing.readers.formats import read_source
from publisher.importing.stated.unread_facts import without_read_facts
from publisher.locales import languages
from tests.importing.test_cells import NOTHING
from tests.publications import swedish

KNOWN = {"kulturplan för provköping": "kulturplan", "kulturplan för provköping 2015–2019": "kulturplan-2015"}


def source(folder: Path, lines: Sequence[str], name: str = "policy.md") -> SourceFile:
    file = folder / name
    file.write_text("# Policy för kultur\n\n" + "\n\n".join(lines) + "\n\n## Syfte\n\nText.\n", encoding="utf-8")
    return read_source(file, None, "sv")


def facts(made: Proposal) -> dict[str, Any]:
    known = ("period", "replaces", "reviewed", "next_review", "summary")
    return {key: piece.value for key, piece in made.files[0].pieces() if key in known}


@pytest.mark.parametrize(
    ("line", "found", "doubts"),
    [
        ("Gäller fr.o.m. 2024-01-01 t.o.m. 2027-12-31", {"period": {"from": "2024-01-01", "to": "2027-12-31"}}, []),
        ("Gäller 1 januari 2024 – 31 december 2027", {"period": {"from": "2024-01-01", "to": "2027-12-31"}}, []),
        ("Giltighet: 2024-01-01 till den 31 dec 2027", {"period": {"from": "2024-01-01", "to": "2027-12-31"}}, []),
        ("Policyn gäller 2024–2027.", {"period": {"from": "2024", "to": "2027"}}, []),
        ("Policyn gäller för perioden 2024–2027.", {"period": {"from": "2024", "to": "2027"}}, []),
        ("Policyn gäller alla.", {"summary": "Policyn gäller alla."}, []),
        ("Gäller 2024–2027", {"period": {"from": "2024", "to": "2027"}}, []),
        ("Giltig från den 1 mars 2024", {"period": {"from": "2024-03-01"}}, []),
        ("Giltig till 2027-12-31", {}, ["valid-until"]),
        ("Gäller t.o.m. 2027", {}, ["valid-until"]),
        ("Senast reviderad 2025-02-03", {"reviewed": "2025-02-03"}, []),
        ("Gäller alla som arbetar i kommunen 2024.", {"summary": "Gäller alla som arbetar i kommunen 2024."}, []),
        ("Ersätter: Kulturplan för Provköping 2015–2019 (KF § 12)", {"replaces": ["kulturplan-2015"]}, []),
        ("Policyn ersätter Kulturplan för Provköping.", {"replaces": ["kulturplan"]}, []),
        ("Ersätter Biblioteksplan 2018", {}, ["replaces"]),
        ("Ersätter: Nytt dokument", {}, []),
        ("En robot ersätter ingen lärare.", {"summary": "En robot ersätter ingen lärare."}, []),
    ],
)  # fmt: skip
def test_lone_lines_of_a_front_page(tmp_path: Path, line: str, found: dict[str, Any], doubts: list[str]) -> None:
    read = source(tmp_path, [line])
    made = steering_document(read, "sv", Asked(), set(), KNOWN)
    assert facts(made) == {"summary": "Text."} | found
    assert [doubt.code for mark in made.files[0].marks for doubt in mark.doubts] == doubts
    # The line itself stays in the text.
    [row] = [each for each in account(read, made) if each.line.text == line]
    assert row.fate is not Fate.LEFT_OUT and [doubt.code for doubt in row.doubts if doubt.code in doubts] == doubts


def test_two_periods_are_none_and_the_years_of_a_title_are_one_if_nothing_else_is(tmp_path: Path) -> None:
    made = steering_document(source(tmp_path, ["Gäller 2024–2027", "Gäller 2025–2027"]), "sv", Asked(), set())
    assert "period" not in facts(made)
    named = Asked(title="Policy för kultur 2024–2027")
    document = steering_document(source(tmp_path, ["Gäller alla."]), "sv", named, set()).files[0]
    [(value, [doubt])] = [(piece.value, piece.doubts) for key, piece in document.pieces() if key == "period"]
    assert (value, doubt.code) == ({"from": "2024", "to": "2027"}, "years-of-title")


def test_an_action_plan_has_its_period_and_what_it_replaces(tmp_path: Path) -> None:
    lines = [
        "Gäller 2024–2027",
        "Ersätter Kulturplan för Provköping.",
        "| Åtgärd | Status |\n| --- | --- |\n| A | Klar |",
    ]
    read, asked = source(tmp_path, lines), Asked(title="Handlingsplan för kultur")
    made = action_plan(read, swedish(), asked, Present({}, {}, frozenset(), plans=KNOWN), TableAsked())
    assert facts(made) == {
        "period": {"from": "2024", "to": "2027"}, "replaces": ["kulturplan"], "summary": "Text.",
    }  # fmt: skip


@pytest.mark.parametrize("label", ["Datum", "Beslutsdatum"])
def test_a_date_is_that_of_the_decision_if_the_box_names_the_body(tmp_path: Path, label: str) -> None:
    present = Present({}, {"kommunfullmäktige": "kommunfullmaktige"}, frozenset())
    read = source(tmp_path, ["Beslutad av: Kommunfullmäktige", f"{label}: 2024-05-13"])
    made = with_adoption(read, steering_document(read, "sv", Asked(), set()), present, "sv")
    [decision] = [piece.value for key, piece in made.files[0].pieces() if key == "decisions 1"]
    assert decision == {"body": "kommunfullmaktige", "date": "2024-05-13"}
    alone = source(tmp_path, ["Datum: 2024-05-13"])
    made = with_adoption(alone, steering_document(alone, "sv", Asked(), set()), present, "sv")
    assert not {"decisions", "adopted_on"} & {*made.files[0].fields}, "nobody says what happened on that day"


def word(folder: Path, write: Callable[[Document], None]) -> SourceFile:
    document = docx.Document()
    document.add_heading("Kulturprogram", 0)
    write(document)
    for title in ("Bakgrund", "Våra mål", "Uppföljning"):
        document.add_heading(title, 1)
        document.add_paragraph("Kommunen ska läsa.")
    document.save(str(folder / "program.docx"))
    return read_source(folder / "program.docx", None, "sv")


@pytest.mark.parametrize(
    ("head", "lines", "is_contents"),
    [
        ("Innehåll", ["Bakgrund\t3", "Våra mål\t4", "Uppföljning\t9"], True),
        ("Innehåll", ["1. Bakgrund .......... 3", "2. Våra mål ………… 4", "3. Uppföljning _____ 9"], True),
        ("Innehållsförteckning", ["Bakgrund", "Våra mål", "Uppföljning"], True),
        ("Detta dokument", ["Bakgrund  3", "Våra mål  4", "Uppföljning  9"], True),
        ("Programmet handlar om", ["Bakgrund", "Våra mål", "Uppföljning"], False),
        ("Antal", ["Böcker 3", "Scener 4", "Bio 9"], False),
        ("Antal", ["Bakgrund 30", "Våra mål 4", "Uppföljning 9"], False),
    ],
)
def test_a_typed_table_of_contents_is_left_out(
    tmp_path: Path, head: str, lines: list[str], *, is_contents: bool
) -> None:
    def write(document: Document) -> None:
        for text in (head, *lines):
            document.add_paragraph(text)

    read = word(tmp_path, write)
    left = [each.line.origin.line for each in read.left if each.why == "contents"]
    assert left == (([2] if head.startswith("Inneh") else []) + [3, 4, 5] if is_contents else [])
    assert [block.text for block in read.blocks if block.sort is BlockSort.HEADING] == [
        "Kulturprogram", "Bakgrund", "Våra mål", "Uppföljning",
    ]  # fmt: skip


def test_a_typed_table_of_contents_in_plain_text_and_in_markdown(tmp_path: Path) -> None:
    file = tmp_path / "program.md"
    file.write_text("# A\n\n## Innehåll\n\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\n## B\n\nx\n\n## C\n\ny\n\n## D\n\nz\n")
    read = read_source(file, None, "sv")
    assert [block.text for block in read.blocks] == ["A", "B", "x", "C", "y", "D", "z"]


def test_tables_in_a_frame_and_in_cells_are_tables(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        frame = document.add_table(rows=1, cols=2)
        frame.cell(0, 0).text = "Till vänster"
        inner = frame.cell(0, 1).add_table(rows=2, cols=2)
        for cell, text in zip(inner._cells, ["Åtgärd", "Status", "Måla", "Klar"], strict=True):
            cell.text = text
        grid = document.add_table(rows=2, cols=2)
        for cell, text in zip(grid._cells, ["Område", "Mått", "Skola", "Se nedan"], strict=True):
            cell.text = text
        within = grid.cell(1, 1).add_table(rows=1, cols=2)
        within.cell(0, 0).text, within.cell(0, 1).text = "Lärare", "12"

    read = word(tmp_path, write)
    tables = [[row.cells for row in block.rows] for block in read.blocks if block.sort is BlockSort.TABLE]
    assert tables == [
        [("Åtgärd", "Status"), ("Måla", "Klar")],
        [("Område", "Mått"), ("Skola", "Se nedan")],
        [("Lärare", "12")],
    ]
    assert read.blocks[1].text == "Till vänster"


def test_numbers_from_before_a_plan_are_its_history(tmp_path: Path) -> None:
    table = (
        "| Nyckeltal | Utfall 2023 | Utfall kvinnor 2023 | Utfall 2024 | Mål 2025 |\n| --- | --- | --- | --- | --- |\n"
        "| Nöjda (%) | 54 | 50 | 51,5 | ≥ 55 |\n| Brott | ca 3 | – | 4 | 2 |"
    )
    read, asked = source(tmp_path, ["Gäller 2024–2027", table]), Asked(title="Handlingsplan för kultur")
    made = action_plan(read, swedish(), asked, Present({}, {}, frozenset()), TableAsked())
    files = {
        file.path: {key: piece.value for key, piece in file.fields.items() if isinstance(piece, ProposedValue)}
        for file in made.files
    }
    assert not [path for path in files if path.startswith("plans/statistics/")]
    results = {path.rpartition("/")[2]: fields["measurements"] for path, fields in files.items() if "/results/" in path}
    before = {"nojda": {"value": "54", "groups": {"kvinnor": "50"}}, "brott": {"value": "3", "note": "ca 3"}}
    assert results == {"2023.md": before, "2024.md": {"nojda": "51.5", "brott": "4"}}
    left = {cell.text: cell.why for each in account(read, made) for cell in each.cells if cell.why}
    assert left == {
        "–": "says-none",
    }


def test_a_heading_whose_tables_became_fields_is_gone_with_their_source(tmp_path: Path) -> None:
    actions = "## Insatser\n\n| Åtgärd | Status |\n| --- | --- |\n| A | Klar |"
    targets = "### Mål\n\n| Nyckeltal | Utfall 2024 |\n| --- | --- |\n| Nöjda (%) | 54 |\n\nKälla: Kulturenkäten"
    read, asked = source(tmp_path, ["Text.", actions, targets]), Asked(title="Handlingsplan för kultur")
    made = action_plan(read, swedish(), asked, Present({}, {}, frozenset()), TableAsked())
    assert [block.text for block in made.files[0].prose] == ["Text.", "Syfte", "Text."]
    [register] = [file for file in made.files if file.kind == "indicators"]
    [indicator] = [piece.value for key, piece in register.pieces() if key == "indicators 1"]
    assert isinstance(indicator, dict) and indicator["sources"] == [{"title": "Kulturenkäten"}]
    assert all(each.fate is not Fate.LEFT_OUT for each in account(read, made) if not each.line.text.startswith("| -"))


@pytest.mark.parametrize("language", languages())
def test_the_words_of_facts_are_texts_and_find_what_is_replaced(language: str) -> None:
    words = fact_words(language)
    every = (*words.before_days, *words.documents, *words.replaces_none, *front_page_words(language))
    assert all(isinstance(each, str) for each in every), "YAML takes on, off, yes and no for truth values"
    assert day_stated("2027-12-31", words) == "2027-12-31" and day_stated("alla", words) == ""


def test_a_british_document_says_until_when_it_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "policy.md"
    file.write_text(
        "# Culture policy\n\nValid from 1 March 2024 until 31 December 2027\n\n# Aim\n\nText.\n", encoding="utf-8"
    )
    made = steering_document(read_source(file, None, "en"), "en", Asked(), set())
    assert facts(made)["period"] == {"from": "2024-03-01", "to": "2027-12-31"}


def test_a_danish_document_says_what_it_replaces(tmp_path: Path) -> None:
    file = tmp_path / "politik.md"
    lines = "Gælder fra 1. januar 2024 til og med 31. december 2027.\n\nPolitikken erstatter Kulturplan.\n"
    file.write_text(f"# Kulturpolitik\n\n{lines}", encoding="utf-8")
    made = steering_document(read_source(file, None, "da"), "da", Asked(), set(), {"kulturplan": "kulturplan"})
    assert facts(made)["period"] == {"from": "2024-01-01", "to": "2027-12-31"}
    assert facts(made)["replaces"] == ["kulturplan"]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Taxa för bygglov", "Taxa"),
        ("Reglemente för nämnderna", "Reglemente"),
        ("Verksamhetsplan 2025 med budget", "Verksamhetsplan"),
        ("Klimatåtgärdsplan", "Åtgärdsplan"),
        ("Biblioteksplan", None),
        ("Regler om taxan", "Regler"),
        ("Kulturstrategi", None),
    ],
)
def test_a_document_is_called_by_its_own_word(tmp_path: Path, title: str, word: str | None) -> None:
    (tmp_path / "d.md").write_text(f"# {title}\n\nKommunen ska.\n", encoding="utf-8")
    made = steering_document(read_source(tmp_path / "d.md", None, "sv"), "sv", Asked(), set())
    field = made.files[0].fields.get("document_type")
    assert (field.value if isinstance(field, ProposedValue) else None) == word


def test_labels_above_their_facts_line_by_line(tmp_path: Path) -> None:
    text = "\n\n".join(["Dokumentansvarig", "Säkerhetschef", "Gäller från", "2025-01-01", "Beslutsdatum", "Omgående"])
    (tmp_path / "d.md").write_text(f"# Riktlinje\n\n{text}\n\n## A\n\nKommunen ska.\n", encoding="utf-8")
    made = steering_document(read_source(tmp_path / "d.md", None, "sv"), "sv", Asked(), set())
    fields = made.files[0].fields
    assert [getattr(fields.get(key), "value", None) for key in ("owner", "period")] == [
        "Säkerhetschef",
        {"from": "2025-01-01"},
    ]


def test_a_labelled_fact_that_is_a_field_is_no_text_and_any_other_is(tmp_path: Path) -> None:
    lines = ["Dokumenttyp: Policy", "Beslutat av: Kommunfullmäktige", "Datum: 2024-05-13",
             "Diarienummer: KS 2024/12", "Giltighetstid: 2024–2027", "Version: 1.2",
             "Dokumentansvarig: Kulturchefen, som också svarar för att policyn är känd av alla"]  # fmt: skip
    read = source(tmp_path, lines)
    made = with_adoption(read, steering_document(read, "sv", Asked(), set()), NOTHING, "sv")
    [file, *_] = without_read_facts(read, made, "sv").files
    assert {"document_type", "decisions", "period", "owner"} <= file.fields.keys()
    assert [block.text for block in file.prose] == [*lines[5:], "Syfte", "Text."]
