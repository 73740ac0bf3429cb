"""What stands above a table about its adoption: the plan's decision, or a question."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from publisher.importing.form.accounting import account, cells_of
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine
from publisher.importing.meaning.adoption import adoption, with_adoption_of_tables
from publisher.importing.meaning.tables import Present
from publisher.importing.readers.formats import read_source
from tests.importing.test_untidy_tables import doubts, made_of, value

TABLE = [["Nyckeltal", "Utfall 2023", "Mål 2024"], ["Resor (km)", "12", "13"]]


def adopted(folder: Path, above: list[list[str]], language: str = "sv") -> tuple[SourceFile, Proposal]:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [*above, *TABLE]:
        sheet.append(row)
    book.save(folder / "mal.xlsx")
    source = read_source(folder / "mal.xlsx", None, language)
    present = Present({}, {}, frozenset())
    return source, with_adoption_of_tables(source, made_of(source, language), present, language)


@pytest.mark.parametrize(
    ("above", "language", "decision"),
    [
        ([["Antagen av kommunfullmäktige 2024-05-13 § 120"]], "sv",
         {"body": "kommunfullmaktige", "date": "2024-05-13", "paragraph": "120"}),
        ([["Beslutad av kommunstyrelsen den 13 maj 2024, § 12"], ["Dnr: KS 2024/123"]], "sv",
         {"body": "kommunstyrelsen", "date": "2024-05-13", "paragraph": "12", "reference": "KS 2024/123"}),
        ([["Antagen av:", "Kommunfullmäktige"], ["Antagen datum:", "2024-05-13"]], "sv",
         {"body": "kommunfullmaktige", "date": "2024-05-13"}),
        ([["Vedtaget af kommunalbestyrelsen 13. maj 2024"]], "da",
         {"body": "kommunalbestyrelsen", "date": "2024-05-13"}),
    ],
)  # fmt: skip
def test_an_adoption_above_a_table_is_the_decision(
    tmp_path: Path, above: list[list[str]], language: str, decision: dict[str, str]
) -> None:
    source, made = adopted(tmp_path, [["Klimatplan för Ekbacka"], *above], language)
    assert value(made, "plan.md", "title") == "Klimatplan för Ekbacka"
    assert value(made, "plan.md", "decisions") == [decision]
    body = {"id": decision["body"], "title": decision["body"].replace("maktige", "mäktige").capitalize()}
    assert [{key: each[key] for key in ("id", "title")} for each in value(made, "bodies.yml", "bodies")] == [body]
    assert [each.text for each in cells_of(account(source, made)) if each.why not in {"", "beside-table"}] == []
    assert doubts(made).count("adoption") == 1


def test_an_adoption_without_a_day_is_asked_about(tmp_path: Path) -> None:
    source, made = adopted(tmp_path, [["Klimatplan"], ["Antagen av kommunfullmäktige § 120"]])
    assert "decisions" not in made.files[0].fields
    assert [(each.text, each.why) for each in cells_of(account(source, made)) if each.why] == [
        ("Antagen av kommunfullmäktige § 120", "adoption-unclear")
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fi", "Kunnanvaltuusto on hyväksynyt suunnitelman 12.3.2024 § 23", ("Kunnanvaltuusto", "2024-03-12", "23")),
        ("sv", "Kommunfullmäktige antog planen den 12 mars 2024.", ("Kommunfullmäktige", "2024-03-12", "")),
        ("da", "Byrådet vedtog strategien den 12. marts 2024", ("Byrådet", "2024-03-12", "")),
        # Of another document, or of none.
        ("sv", "Kommunfullmäktige antog budgeten 2024-03-12", None),
        ("sv", "Kommunfullmäktige antog en motion 2024-03-12", None),
        ("sv", "Kommunfullmäktige antog planen 2024-03-12 som ersätts av en ny", None),
    ],
)
def test_a_sentence_says_which_body_has_adopted_the_document(
    language: str, text: str, found: tuple[str, str, str] | None
) -> None:
    line = SourceLine(Origin(), text)
    made = adoption((SourceBlock(BlockSort.PARAGRAPH, text, (line,)),), language)
    assert (made and (made.body, made.day, made.paragraph)) == found
