"""Objectives of strategies, on several levels: by their headings, or in lists below a heading that names them."""

from pathlib import Path
from typing import Any

import docx
import pytest

from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source

THREE = {
    "sv": [
        (1, "Målområde 1 Ett tryggt Ekbacka"), (0, "Trygghet är grunden."),
        (2, "Mål 1.1 Alla barn växer upp tryggt"), (0, "Barn har rätt till trygghet."),
        (3, "Delmål 1.1.1 Fler vuxna i skolan"),
        (3, "Delmål 1.1.2 Tidigt stöd"), (0, "Kommunen ska erbjuda stöd."),
        (1, "Målområde 2 Ett grönt Ekbacka"), (2, "Mål 2.1 Rent vatten"),
    ],
    "da": [
        (1, "Indsatsområde 1: Børn"), (2, "Mål 1: Flere trives"), (0, "Trivsel er vigtigt."),
        (3, "Delmål 1.1: Færre er ensomme"), (3, "Delmål 1.2: Fælles leg"), (0, "Kommunen skal støtte legen."),
        (1, "Indsatsområde 2: Klima"), (2, "Mål 2: Mindre udledning"),
    ],
    "nb": [
        (1, "Satsingsområde 1: Barn"), (2, "Hovedmål 1: Flere trives"), (0, "Trivsel er viktig."),
        (3, "Delmål 1.1: Færre er ensomme"), (3, "Delmål 1.2: Felles lek"), (0, "Kommunen skal støtte leken."),
        (1, "Satsingsområde 2: Klima"), (2, "Hovedmål 2: Mindre utslipp"),
    ],
    "en": [
        (1, "Priority area 1: Children"), (2, "Strategic goal 1: More thrive"), (0, "To thrive is important."),
        (3, "Objective 1.1: Fewer are lonely"), (3, "Objective 1.2: Play"), (0, "The council shall support play."),
        (1, "Priority area 2: Climate"), (2, "Strategic goal 2: Less emissions"),
    ],
}  # fmt: skip


def read(folder: Path, blocks: list[tuple[int, str]], language: str = "sv") -> SourceFile:
    """Return a Word document with a title and blocks: headings with their levels, items as -1, paragraphs as 0."""
    document = docx.Document()
    document.add_heading("Ekbacka", 0)
    for level, text in blocks:
        if level > 0:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text, style="List Bullet" if level else None)
    document.save(str(folder / "mal.docx"))
    return read_source(folder / "mal.docx", None, language)


def values(proposal: Proposal, key: str) -> list[dict[str, Any]]:
    found = [file.fields[key] for file in proposal.files if key in file.fields]
    pieces = [piece for each in found for piece in ([each] if isinstance(each, ProposedValue) else each)]
    return [piece.value for piece in pieces if isinstance(piece.value, dict)]


def doubts(proposal: Proposal) -> list[str]:
    return [doubt.code for file in proposal.files for _, piece in file.pieces() for doubt in piece.doubts]


@pytest.mark.parametrize(
    ("language", "names", "lower"),
    [
        ("sv", ["Mål 1.1 <", "Delmål 1.1.1 < Mål 1.1", "Delmål 1.1.2 < Mål 1.1", "Mål 2.1 <"], "Delmål"),
        ("da", ["Mål 1 <", "Delmål 1.1 < Mål 1", "Delmål 1.2 < Mål 1", "Mål 2 <"], "Delmål"),
        ("nb", ["Hovedmål 1 <", "Delmål 1.1 < Hovedmål 1", "Delmål 1.2 < Hovedmål 1", "Hovedmål 2 <"], "Delmål"),
        (
            "en",
            ["Strategic goal 1 <", "Objective 1.1 < Strategic goal 1", "Objective 1.2 < Strategic goal 1",
             "Strategic goal 2 <"],
            "Objective",
        ),
    ],
)  # fmt: skip
def test_goals_of_several_levels_are_nested_as_in_the_source(
    tmp_path: Path, language: str, names: list[str], lower: str
) -> None:
    source = read(tmp_path, THREE[language], language)
    made = steering_document(source, language, Asked(), set())
    levels = {each["id"]: each["one"] for each in values(made, "levels")}
    found = values(made, "objectives")
    called = {each["id"]: f"{levels[each['level']]} {each['number']}" for each in found}
    assert [f"{called[each['id']]} < {called.get(each.get('part_of'), '')}".strip() for each in found] == names
    assert [*levels.values()][-1] == lower
    # The text of a goal is its own, and what shall be done is part of it.
    texts = [text for level, text in THREE[language] if not level]
    assert [each["text"] for each in found if "text" in each] == [texts[-2]]
    (promise,) = values(made, "commitments")
    assert (promise["text"], called[promise["part_of"]]) == (texts[-1], called[found[2]["id"]])
    # Nothing of it is repeated in the text, and nothing is lost.
    assert [block.text for file in made.files for block in file.prose] == texts[:-2]
    assert [each.line.text for each in account(source, made) if each.fate is Fate.LEFT_OUT] == []


def test_goals_without_numbers_have_the_words_of_the_source(tmp_path: Path) -> None:
    blocks = [
        (1, "Fokusområde: Lärande"), (2, "Inriktningsmål: Alla lär för livet"), (3, "Effektmål: Fler läser"),
        (1, "Fokusområde: Arbete"), (2, "Inriktningsmål: Alla som kan arbetar"),
        (2, "Delmål: Fler får praktik"), (2, "Delmål: Fler får jobb"),
    ]  # fmt: skip
    made = steering_document(read(tmp_path, blocks), "sv", Asked(), set())
    assert [(each["title"], each["level"], each.get("part_of")) for each in values(made, "objectives")] == [
        ("Alla lär för livet", "inriktningsmal", None), ("Fler läser", "effektmal", "alla-lar-for-livet"),
        ("Alla som kan arbetar", "inriktningsmal", None), ("Fler får praktik", "delmal", "alla-som-kan-arbetar"),
        ("Fler får jobb", "delmal", "alla-som-kan-arbetar"),
    ]  # fmt: skip
    assert [file.fields["title"].value for file in made.files[1:]] == ["Fokusområde: Lärande", "Fokusområde: Arbete"]  # type: ignore[union-attr]


def test_a_goal_with_more_than_a_paragraph_keeps_its_heading_in_the_text(tmp_path: Path) -> None:
    blocks = [(1, "Miljö"), (2, "Mål 1: Rena sjöar"), (0, "Sjöarna är viktiga."), (0, "Så når vi dit."),
              (3, "Indikatorer"), (-1, "Siktdjup"), (2, "Mål 2: Ren luft")]  # fmt: skip
    made = steering_document(read(tmp_path, blocks), "sv", Asked(), set())
    assert [(each["title"], each.get("text")) for each in values(made, "objectives")] == [
        ("Rena sjöar", None),
        ("Ren luft", None),
    ]
    assert [block.text for block in made.files[1].prose] == [
        "Mål 1: Rena sjöar", "Sjöarna är viktiga.", "Så når vi dit.", "Indikatorer", "Siktdjup",
    ]  # fmt: skip


def test_a_list_below_the_heading_of_goals_is_asked_about(tmp_path: Path) -> None:
    blocks = [
        (1, "Bakgrund"),
        (-1, "Vi har sjöar"),
        (1, "Miljö"),
        (2, "Våra mål"),
        (-1, "Rena sjöar"),
        (-1, "Ren luft"),
    ]
    source = read(tmp_path, blocks)
    made = steering_document(source, "sv", Asked(), set())
    assert [(each["title"], each["level"]) for each in values(made, "objectives")] == [
        ("Rena sjöar", "vara-mal"), ("Ren luft", "vara-mal"),
    ]  # fmt: skip
    assert doubts(made).count("objective-listed") == 2
    assert [block.text for block in made.files[0].prose] == ["Bakgrund", "Vi har sjöar"]
    assert [each.line.text for each in account(source, made) if each.fate is Fate.LEFT_OUT] == []


def test_paragraphs_that_head_a_goal_are_headings_and_lists_of_goals_are_none(tmp_path: Path) -> None:
    blocks = [(1, "Miljö"), (0, "Mål 1.1 Rena sjöar"), (0, "Sjöarna är viktiga."), (0, "Mål 1.2 Ren luft"),
              (0, "Kommunen ska mäta luften."), (1, "Skola"), (0, "Mål 2.1 Läsning"), (0, "Mål 2.2 Räkning"),
              (0, "Målen följs upp."), (0, "Mål 3: Nämnden ska öppna fler skolor.")]  # fmt: skip
    made = steering_document(read(tmp_path, blocks), "sv", Asked(), set())
    assert [(each["number"], each["title"], each.get("text")) for each in values(made, "objectives")] == [
        ("1.1", "Rena sjöar", "Sjöarna är viktiga."), ("1.2", "Ren luft", None),
        ("2.1", "Läsning", None), ("2.2", "Räkning", None),
    ]  # fmt: skip
    assert [(each["text"], each.get("part_of")) for each in values(made, "commitments")] == [
        ("Kommunen ska mäta luften.", "mal-1.2"),
        ("Mål 3: Nämnden ska öppna fler skolor.", None),
    ]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("sv", "Ändamål: Ett museum"), ("sv", "Mål 75 % nöjda"), ("sv", "Mål 2030"), ("sv", "Mål och budget"),
        ("sv", "Mål 1 och 2"), ("sv", "Uppföljning av mål 1: Så gör vi"), ("sv", "Målbild: Ett grönt Ekbacka"),
        ("da", "Formål: Et godt liv"), ("nb", "Spørsmål 1: Hva nå"), ("sv", "Mål I kommunen"),
    ],
)  # fmt: skip
def test_other_headings_name_no_goal(tmp_path: Path, language: str, heading: str) -> None:
    source = read(tmp_path, [(1, heading), (0, "Text.")], language)
    made = steering_document(source, language, Asked(), set())
    assert values(made, "objectives") == []
    assert any(
        block.headline.endswith(heading.split()[-1]) for block in made.files[0].prose if block.sort is BlockSort.HEADING
    )


def test_chapters_without_numbers_have_files_in_the_order_of_the_source(tmp_path: Path) -> None:
    blocks = [block for name in ("Lärande", "Arbete", "Miljö")
              for block in ((1, f"Fokusområde: {name}"), (0, "Kommunen ska hjälpa."))]  # fmt: skip
    made = steering_document(read(tmp_path, blocks), "sv", Asked(folder="docs/s"), set())
    assert [file.path for file in made.files[1:]] == [
        "docs/s/01-fokusomrade-larande.md", "docs/s/02-fokusomrade-arbete.md", "docs/s/03-fokusomrade-miljo.md",
    ]  # fmt: skip
    # Those that are in order already keep their names.
    made = steering_document(read(tmp_path, blocks[2:4] + blocks[:2]), "sv", Asked(folder="docs/s"), set())
    assert [file.path for file in made.files[1:]] == ["docs/s/fokusomrade-arbete.md", "docs/s/fokusomrade-larande.md"]


@pytest.mark.parametrize(
    ("language", "blocks", "asked"),
    [
        ("nb", [(0, "Hovedmål: Alle bygder lever"), (0, "Kommunen skal bygge.")], ["Hovedmål: Alle bygder lever"]),
        ("nb", [(0, "Delmål:"), (-1, "Færre biler"), (-1, "Mer sol")], ["Delmål:"]),
        ("sv", [(0, "Inriktningsmål: Alla lär för livet."), (-1, "Mål: Fler läser")],
         ["Inriktningsmål: Alla lär för livet.", "Mål: Fler läser"]),
        # A target in numbers, a commitment, and what is no objective.
        ("sv", [(0, "Mål: 75 % år 2027"), (0, "Mål: Kommunen ska läsa."), (0, "Ändamål: Läsning"), (0, "Delmål:")], []),
    ],
)  # fmt: skip
def test_goals_in_running_text_are_asked_about(
    tmp_path: Path, language: str, blocks: list[tuple[int, str]], asked: list[str]
) -> None:
    made = steering_document(read(tmp_path, [(1, "Miljø"), *blocks], language), language, Asked(), set())
    marks = [(mark.value, doubt.facts["text"]) for file in made.files for mark in file.marks for doubt in mark.doubts
             if doubt.code == "objective-in-text"]  # fmt: skip
    assert marks == [(text, text) for text in asked]


def test_a_heading_that_ends_like_a_sentence_is_asked_about(tmp_path: Path) -> None:
    blocks = [(1, "Miljö"), (2, "Mål 1: Rena sjöar Nämnden mäter dem."), (2, "Mål 2: Ren luft")]
    made = steering_document(read(tmp_path, blocks), "sv", Asked(), set())
    assert [each["title"] for each in values(made, "objectives")] == ["Rena sjöar Nämnden mäter dem.", "Ren luft"]
    assert [code for code in doubts(made) if code.startswith("objective")] == ["objective-joined"]


def table_of(folder: Path, rows: list[list[str]], language: str = "sv", heading: str = "Det vi vill") -> Proposal:
    """Return the proposal for a Word document with a table in a section, and a promise in another one."""
    document = docx.Document()
    document.add_heading("Ekbacka", 0)
    document.add_heading(heading, 1)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=False):
            cell.text = text
    document.save(str(folder / "mal.docx"))
    source = read_source(folder / "mal.docx", None, language)
    made = steering_document(source, language, Asked(), set())
    assert not [line for line in account(source, made) if line.fate is Fate.LEFT_OUT]
    return made


def nested(proposal: Proposal) -> list[str]:
    """Return the objectives of a proposal as level: title < the id of what each is part of."""
    return [f"{each['level']}: {each['title']} < {each.get('part_of', '')}".rstrip(" <") for each in
            values(proposal, "objectives")]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "rows", "found"),
    [
        (
            "sv",
            [["Inriktning", "Mål", "Delmål", "Indikator"], ["Vatten", "Rena sjöar", "Inga nya avlopp", "Antal avlopp"],
             ["", "", "Färre båtar", "Antal båtar"], ["Luft", "Ren luft", "Färre bilar", "Antal bilar"]],
            ["inriktning: Vatten", "mal: Rena sjöar < vatten", "delmal: Inga nya avlopp < rena-sjoar",
             "delmal: Färre båtar < rena-sjoar", "inriktning: Luft", "mal: Ren luft < luft",
             "delmal: Färre bilar < ren-luft"],
        ),
        (
            "sv",
            [["Nr", "Mål 2030", "Ansvarig"], ["1", "Fler läser", "Bildningsnämnden"], ["2", "Fler sjunger", "Kören"]],
            ["mal: Fler läser", "mal: Fler sjunger"],
        ),
        (
            "da",
            [["Indsatsområde", "Mål", "Ansvarlig"], ["Trivsel", "Flere børn leger", "Børneudvalget"]],
            ["indsatsomrade: Trivsel", "mal: Flere børn leger < trivsel"],
        ),
        (
            "en",
            [["Priority", "Objective", "Lead"], ["Homes", "Every home is warm", "Housing"]],
            ["priority: Homes", "objective: Every home is warm < homes"],
        ),
        # A title above the header; merged cells repeat what they say.
        (
            "sv",
            [["Vatten"] * 2, ["Effektmål", "Etappmål"], ["Rena sjöar", "Färre avlopp"], ["Rena sjöar", "Färre båtar"]],
            ["effektmal: Rena sjöar", "etappmal: Färre avlopp < rena-sjoar", "etappmal: Färre båtar < rena-sjoar"],
        ),
        # Of several in one cell nobody knows which one the others are part of.
        (
            "sv",
            [["Målområde", "Mål", "Delmål"], ["Mat", "• God mat\n• Närodlad mat", "Fler kockar"]],
            ["malomrade: Mat", "mal: God mat < mat", "mal: Närodlad mat < mat", "delmal: Fler kockar < mat"],
        ),
        # Cells that say themselves what they are.
        (
            "sv",
            [["Mål 1: Ren luft"], ["Delmål 1.1 Färre bilar"], ["Delmål 1.2 Fler cyklar"]],
            ["mal: Ren luft", "delmal: Färre bilar < mal-1", "delmal: Fler cyklar < mal-1"],
        ),
        # Amounts are targets, and a list of words has no objectives.
        ("sv", [["Mål", "Nuläge", "Målvärde"], ["Fler cyklar", "12 %", "25 %"]], []),
        ("sv", [["Mål"], ["25 %"], ["Högst 12"]], []),
        ("sv", [["Begrepp", "Förklaring"], ["Delmål", "Något på vägen"], ["Indikator", "Något som mäts"]], []),
    ],
)  # fmt: skip
def test_the_goals_in_a_table_are_objectives_with_a_question(
    tmp_path: Path, language: str, rows: list[list[str]], found: list[str]
) -> None:
    made = table_of(tmp_path, rows, language)
    assert nested(made) == found
    assert doubts(made).count("objective-in-table") == len(found)
    # What was decided stands as it was.
    assert [block.sort for file in made.files for block in file.prose].count(BlockSort.TABLE) == 1


def test_what_cells_bind_is_a_commitment_of_the_goal_in_its_row(tmp_path: Path) -> None:
    rows = [
        ["Mål", "Så gör vi"],
        ["Fler läser", "Vi ska öppna bokhyllor i byarna\nKartor finns"],
        ["", "Kommunen bör köpa fler böcker. Ska minska."],
        ["Fler sjunger", "Kören övar"],
    ]
    made = table_of(tmp_path, rows)
    assert [(each["text"], str(each["modality"]), each["part_of"]) for each in values(made, "commitments")] == [
        ("Vi ska öppna bokhyllor i byarna", "shall", "fler-laser"),
        ("Kommunen bör köpa fler böcker.", "should", "fler-laser"),
    ]
    assert doubts(made).count("commitment-in-table") == 2


def test_a_goal_in_two_tables_is_one(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Ekbacka", 0)
    for heading, other, said in (("Våra mål", "Indikator", "Antal lån"), ("Så gör vi", "Väg", "Vi ska köpa böcker")):
        document.add_heading(heading, 1)
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ["Mål", other, "Fler läser", said], strict=True):
            cell.text = text
    document.save(str(tmp_path / "mal.docx"))
    made = steering_document(read_source(tmp_path / "mal.docx", None, "sv"), "sv", Asked(), set())
    assert nested(made) == ["mal: Fler läser"]
    assert [each["part_of"] for each in values(made, "commitments")] == ["fler-laser"]


@pytest.mark.parametrize("heads", [["Målområde", "Mål", "Delmål"], ["Mål", "Kommentar"]])
def test_a_table_of_goals_above_all_chapters_is_asked_about(tmp_path: Path, heads: list[str]) -> None:
    document = docx.Document()
    document.add_heading("Ekbackas klimatstrategi", 0)
    document.add_paragraph("Så vill vi ha det.")
    table = document.add_table(rows=2, cols=len(heads))
    for cell, text in zip(table._cells, [*heads, "Energi", "Mindre energi", "Solceller"], strict=False):
        cell.text = text
    document.add_heading("Läsanvisning", 1)
    document.add_paragraph("Här står inget mer.")
    document.save(str(tmp_path / "mal.docx"))
    made = steering_document(read_source(tmp_path / "mal.docx", None, "sv"), "sv", Asked(), set())
    asked = [doubt for file in made.files for mark in file.marks for doubt in mark.doubts]
    found = [doubt.facts["text"] for doubt in asked if doubt.code == "objectives-in-table"]
    assert found == [", ".join(head for head in heads if head != "Kommentar")]
