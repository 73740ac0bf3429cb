"""Tables as people have them become plans, results and registers, with nothing made up and every row accounted for."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from publisher.command.imports import import_
from publisher.importing.columns.cell_numbers import CellNumber, cell_number, is_missing
from publisher.importing.columns.header_words import period_in
from publisher.importing.columns.headers import STATUSES
from publisher.importing.columns.table_words import meaning
from publisher.importing.columns.units import unit_of
from publisher.importing.drafts.placing import extended
from publisher.language import Language
from publisher.locales import languages
from publisher.pipeline import load
from publisher.problem import stops

FOLLOW_UP: list[list[Any]] = [
    ["Provköpings mål och utfall"],
    [],
    ["Målområde", "Mål", "Indikator", "Enhet", "Utfall 2022", "Utfall 2023", "Målvärde 2024", "Utfall 2024",
     "Måluppfyllelse", "Kommentar", "Ansvarig nämnd"],
    ["Arbete", "Fler försörjer sig", "Andel (%) som går till arbete", "%", 0.41, 0.44, "≥45", 0.475, "🟢", "Bra år.",
     "Arbetsmarknadsnämnden"],
    [None, None, "Antal feriejobb", "st", 310, "335*", "350", 1342, "🟡", None, "Arbetsmarknadsnämnden"],
    [None, None, "Försörjningsstöd", "mnkr", 19.6, "20,1", "ska minska", "–", "ej bedömt", None, "Socialnämnden"],
    ["Klimat", "Utsläppen ska ner", "Utsläpp (ton/inv)", "ton/inv", "4,2", "4,05", "<3,8", 3.9, None, None, None],
    [None, None, "Summa", None, None, None, None, 1],
]  # fmt: skip


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Mål 2024"
    for row in FOLLOW_UP:
        sheet.append(row)
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("A4:A6")
    sheet.merge_cells("B4:B6")
    for column, form in ((5, "0 %"), (6, "0 %"), (8, "0.0 %")):
        sheet.cell(4, column).number_format = form
    sheet.cell(7, 9).fill = PatternFill("solid", start_color="FFFF0000")
    actions = book.create_sheet("Åtgärder")
    actions.append(["Nr", "Åtgärd", "Ansvarig", "Startdatum", "Klart senast", "Status", "Kommentar"])
    actions.append(
        [1, "Jobbspår i vården", "Arbetsmarknadsnämnden", date(2024, 1, 15), date(2024, 12, 31), "Pågår", ""]
    )
    actions.append([2, "Ny rutin", "Enhet Nord", None, "hösten 2024", "Försenad", "Väntar"])
    hidden = book.create_sheet("Arbetsmaterial")
    hidden.append(["Indikator", "Utfall 2024"])
    hidden.append(["Hemligt", 5])
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(import_, list(arguments), catch_exceptions=False)


def imported(file: Path, root: Path, *more: str) -> Result:
    done = run(str(file), "--into", str(root), "--name", "Provköping", "--language", "sv", "--write", *more)
    assert done.exit_code == 0, done.output
    assert not stops(load(root, draw=False).problems)
    return done


def fields(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return yaml.load(text.split("---\n")[1] if text.startswith("---") else text, Loader=yaml.BaseLoader)


def test_a_workbook_of_targets_and_outcomes_becomes_a_plan_and_its_results(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    imported(workbook(tmp_path / "mål.xlsx"), root)
    plan = fields(root / "plans/provkopings-mal-och-utfall/plan.md")
    assert plan["title"] == "Provköpings mål och utfall"
    targets = {each["indicator"]: each for each in plan["targets"]}
    assert targets["andel-som-gar-till-arbete"] == {
        "indicator": "andel-som-gar-till-arbete", "theme": "arbete", "text": "Fler försörjer sig",
        "responsible": "arbetsmarknadsnamnden", "values": {"2024": {"at_least": "45"}},
    }  # fmt: skip
    assert targets["antal-feriejobb"]["values"] == {"2024": "350"}
    assert targets["forsorjningsstod"]["values"] == {"2024": {"words": "ska minska"}}
    assert targets["utslapp-ton-inv"]["values"] == {"2024": {"below": "3.8"}}
    result = fields(root / "plans/provkopings-mal-och-utfall/results/2024.md")
    assert result["measurements"] == {
        "andel-som-gar-till-arbete": "47.5", "antal-feriejobb": "1342", "utslapp-ton-inv": "3.9",
        "forsorjningsstod": {"missing": "källan anger ”–”"},
    }  # fmt: skip
    assert result["targets"]["andel-som-gar-till-arbete"] == {"judgement": {"value": "fulfilled", "comment": "Bra år."}}
    assert result["targets"]["utslapp-ton-inv"] == {"judgement": "unfulfilled"}, "given by a colour alone"
    earlier = fields(root / "plans/provkopings-mal-och-utfall/results/2023.md")
    assert earlier["measurements"] == {
        "andel-som-gar-till-arbete": "44", "antal-feriejobb": "335", "forsorjningsstod": "20.1",
        "utslapp-ton-inv": "4.05",
    }  # fmt: skip
    indicators = {each["id"]: each for each in fields(root / "plans/indicators.yml")["indicators"]}
    assert [each["unit"] for each in indicators.values()] == [
        "percent", "count", {"one": "mnkr", "other": "mnkr"}, {"name": "mass-tonne", "per": "inv"},
    ]  # fmt: skip
    ways = [each.get("direction") for each in indicators.values()]
    assert ways == ["higher", None, "lower", "lower"], "nobody said which way is better"


@pytest.mark.parametrize(
    ("headers", "periods", "doubted"),
    [
        (["2010-11", "2011-12", "2012-13"], ["2010-2011", "2011-2012", "2012-13"], False),
        (["2010-09", "2010-10", "2010-11"], ["2010-09", "2010-10", "2010-11"], False),
        (["november 2010", "2012"], ["2010-11", "2012"], False),
        (["2010-11", "2012"], ["2010-11", "2012"], True),
    ],
)
def test_headers_that_may_be_months_or_years_are_read_by_those_beside(
    tmp_path: Path,
    headers: list[str],
    periods: list[str],
    doubted: bool,  # noqa: FBT001
) -> None:
    file, root = tmp_path / "mål.csv", tmp_path / "publication"
    file.write_text(f"Indikator;Enhet;{';'.join(f'Utfall {each}' for each in headers)}\nAntal böcker;st;5;6;7\n")
    command = [str(file), "--into", str(root), "--name", "Provköping", "--language", "sv", "--title", "Plan", "--write"]
    said = run(*command).output
    assert (root / "plans/plan").is_dir() is not doubted, said
    assert ("kan vara en månad eller räkenskapsåret 2010/11" in " ".join(said.split())) is doubted
    if not doubted:
        assert sorted(each.stem for each in root.glob("plans/plan/results/*.md")) == periods


def test_actions_become_activities_and_who_answers_becomes_a_body(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    imported(workbook(tmp_path / "mål.xlsx"), root)
    first, second = fields(root / "plans/provkopings-mal-och-utfall/plan.md")["activities"]
    assert first == {
        "id": "jobbspar-i-varden", "title": "Jobbspår i vården", "status": "ongoing",
        "responsible": "arbetsmarknadsnamnden", "period": {"from": "2024-01-15", "to": "2024-12-31"},
    }  # fmt: skip
    assert second["status"] == "delayed" and "hösten 2024" in second["text"]
    bodies = {each["id"]: each["kind"] for each in fields(root / "plans/bodies.yml")["bodies"]}
    assert bodies == {"arbetsmarknadsnamnden": "board", "socialnamnden": "board", "enhet-nord": "unit"}


@pytest.mark.parametrize("code", languages())
def test_the_words_that_the_site_has_for_how_an_action_stands_are_read_again(code: str) -> None:
    words = Language(code)
    assert {status: meaning(words.text(f"status.{status}"), STATUSES, code) for status in STATUSES} == {
        status: status for status in STATUSES
    }


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    imported(workbook(tmp_path / "mål.xlsx"), root)
    report = (root / "imports/mal-xlsx.md").read_text(encoding="utf-8")
    for number in (1, 3, 4, 5, 6, 7, 8):
        assert report.count(f"blad Mål 2024, rad {number}:") == 1
    assert "Summa" in report.partition("## Utelämnade")[2] or "Summa" in report
    assert "Hemligt" in report and "bladet är dolt" in report
    assert "Hemligt" not in (root / "plans/indicators.yml").read_text(encoding="utf-8")


def test_importing_again_changes_nothing_and_a_newer_file_only_what_it_changes(tmp_path: Path) -> None:
    root, file = tmp_path / "publication", workbook(tmp_path / "mål.xlsx")
    imported(file, root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    imported(file, root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    FOLLOW_UP[4][7] = 360
    try:
        imported(workbook(file), root)
    finally:
        FOLLOW_UP[4][7] = 1342
    changed = {path.name for path in root.rglob("*") if path.is_file() and before.get(path) != path.read_bytes()}
    assert changed == {"2024.md", "mal-xlsx.yml", "mal-xlsx.md"}


def test_a_quarterly_table_in_windows_1252(tmp_path: Path) -> None:
    file = tmp_path / "kvartal.csv"
    rows = ["Measure;Period;Target;Value;RAG;Comment", "Återbruk, andel;2024-25 Q3;60%;58,5%;Amber;Färre öppettimmar"]
    file.write_bytes("\r\n".join(rows).encode("cp1252"))
    root = tmp_path / "publication"
    imported(file, root)
    result = fields(root / "plans/plan/results/2024-25-Q3.md")
    assert result["period"] == "2024/25-Q3"
    assert result["measurements"] == {"aterbruk-andel": "58.5"}
    assert result["targets"]["aterbruk-andel"]["judgement"] == {"value": "partly", "comment": "Färre öppettimmar"}


def test_an_open_document_and_a_mapping_that_people_wrote(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Blad1")
    rows: list[list[tuple[str, dict[str, Any]]]] = [
        [("Vad vi räknar", {}), ("Läget", {}), ("Vi vill", {})],
        [("Praktikplatser", {}), ("120,0", {"valuetype": "float", "value": 120}), ("150", {})],
    ]
    for cells in rows:
        row = TableRow()
        for text, attributes in cells:
            cell = TableCell(**attributes)
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    file = tmp_path / "egen.ods"
    book.save(str(file))
    root, mapping = tmp_path / "publication", tmp_path / "karta.yml"
    assert run(str(file), "--into", str(root), "--name", "P", "--language", "sv").exit_code == 1
    mapping.write_text(
        "columns:\n  Vad vi räknar: indicator\n  Läget: outcome\n  Vi vill: target\n"
        "directions:\n  Praktikplatser: higher\n"
    )
    done = run(str(file), "--into", str(root), "--name", "P", "--language", "sv", "--mapping", str(mapping))
    assert done.exit_code == 0 and "Praktikplatser" in done.output
    mapping.write_text("columns:\n  Läget: outcme\n")
    wrong = run(str(file), "--into", str(root), "--name", "P", "--language", "sv", "--mapping", str(mapping))
    assert wrong.exit_code == 1 and "outcome" in wrong.output and "utfall" in wrong.output


def test_a_mapping_is_offered_where_no_header_is_understood_and_read_when_it_is_filled_in(tmp_path: Path) -> None:
    root, file, report = tmp_path / "publication", tmp_path / "egen.csv", tmp_path / "r.md"
    file.write_text("Vad vi räknar;Läget;Vi vill\nPraktikplatser;120;150\nKurser;10;12\n", encoding="utf-8")
    mapping = root / "imports/egen-csv.mapping.yml"
    options = [str(file), "--into", str(root), "--name", "P", "--language", "sv", "--report", str(report)]
    dry = run(*options)
    assert dry.exit_code == 1 and not root.exists()
    assert "”Vad vi räknar”, ”Läget”, ”Vi vill”" in report.read_text(encoding="utf-8")
    assert "tabellen har inga rubriker som importen förstår" in report.read_text(encoding="utf-8")
    done = run(*options, "--write")
    assert done.exit_code == 1 and "Inga utkast har skrivits." in done.output
    assert [each.name for each in root.rglob("*") if each.is_file()] == [mapping.name]
    assert "egen-csv.mapping.yml" in report.read_text(encoding="utf-8")
    text = mapping.read_text(encoding="utf-8")
    # The words allowed, in comments, and the headers of the sheet without a meaning.
    assert "målvärde, utfall, bedömning" in text and yaml.safe_load(text)["columns"] == {
        "Vad vi räknar": "", "Läget": "", "Vi vill": "",
    }  # fmt: skip
    roles = {"Vad vi räknar": "indikator", "Läget": "Utfall", "Vi vill": "målvärde"}
    for header, role in roles.items():
        text = text.replace(f"{header}: ''", f"{header}: {role}")
    mapping.write_text(text, encoding="utf-8")
    read = run(*options, "--write", "--period", "2025", "--mapping", str(mapping))
    assert read.exit_code == 0, read.output
    assert fields(next(root.glob("plans/*/results/2025.md")))["measurements"] == {
        "praktikplatser": "120",
        "kurser": "10",
    }
    assert mapping.read_text(encoding="utf-8") == text, "what people wrote is kept"


def test_the_headers_of_one_sheet_that_is_not_understood_stand_beside_those_that_are(tmp_path: Path) -> None:
    root, file = tmp_path / "publication", tmp_path / "bok.xlsx"
    book = Workbook()
    first = book.worksheets[0]
    first.append(["Indikator", "Mål 2025", "Utfall 2025"])
    first.append(["Besök", 900, 800])
    other = book.create_sheet("Egen")
    other.append(["Vad vi räknar", "Läget"])
    other.append(["Kurser", 10])
    book.save(file)
    done = run(str(file), "--into", str(root), "--name", "P", "--language", "sv", "--title", "Plan", "--write")
    assert done.exit_code == 0, done.output
    columns = yaml.safe_load((root / "imports/bok-xlsx.mapping.yml").read_text(encoding="utf-8"))["columns"]
    assert columns == {
        "Vad vi räknar": "", "Läget": "", "Indikator": "indikator", "Mål 2025": "målvärde", "Utfall 2025": "utfall",
    }  # fmt: skip
    said = "Rubrikerna i tabeller som importen inte förstår"
    assert said in done.output and said in (root / "imports/bok-xlsx.md").read_text(encoding="utf-8")


def test_series_that_nobody_has_named_are_not_the_same_one(tmp_path: Path) -> None:
    root, trees, benches = tmp_path / "publication", tmp_path / "trad.csv", tmp_path / "bankar.csv"
    trees.write_text("År;Antal\n2019;57\n2020;53\n", encoding="utf-8")
    benches.write_text("År;Antal\n2019;8\n2020;9\n", encoding="utf-8")
    imported(trees, root, "--title", "Plan för träden")
    imported(benches, root, "--title", "Plan för bänkarna")
    found = [fields(root / f"plans/plan-for-{plan}/results/2019.md")["measurements"] for plan in ("traden", "bankarna")]
    assert found == [{"nyckeltal-utan-namn": "57"}, {"nyckeltal-utan-namn-2": "8"}]
    # A newer file about either is about the same one as before.
    benches.write_text("År;Antal\n2019;8\n2020;10\n", encoding="utf-8")
    imported(benches, root, "--title", "Plan för bänkarna")
    assert fields(root / "plans/plan-for-bankarna/results/2020.md")["measurements"] == {"nyckeltal-utan-namn-2": "10"}
    assert (root / "plans/indicators.yml").read_text(encoding="utf-8").count("id: nyckeltal-utan-namn") == 2


def test_statistics_that_nobody_has_named_are_not_the_same_either(tmp_path: Path) -> None:
    root, trees, benches = tmp_path / "publication", tmp_path / "trad.csv", tmp_path / "bankar.csv"
    trees.write_text("År;Antal\n2019;57\n2020;53\n", encoding="utf-8")
    benches.write_text("År;Antal\n2019;8\n2020;9\n", encoding="utf-8")
    imported(trees, root)
    imported(benches, root)
    benches.write_text("År;Antal\n2019;8\n2020;9\n2021;10\n", encoding="utf-8")
    imported(benches, root)
    found = {file.stem: file.read_text(encoding="utf-8").split() for file in (root / "plans/statistics").glob("*.csv")}
    assert found == {
        "nyckeltal-utan-namn": ["period,value", "2019,57", "2020,53"],
        "nyckeltal-utan-namn-2": ["period,value", "2019,8", "2020,9", "2021,10"],
    }
    assert not [*root.glob("plans/*/plan.md")]


def test_the_same_file_is_read_again_with_a_mapping_that_says_more(tmp_path: Path) -> None:
    root, file, mapping = tmp_path / "publication", tmp_path / "mal.csv", tmp_path / "karta.yml"
    file.write_text("Indikator;Mål 2024;Utfall 2024;Vad vi tycker\nBesök;90;80;Delvis\n", encoding="utf-8")
    imported(file, root, "--title", "Plan för biblioteken")
    mapping.write_text("columns:\n  Vad vi tycker: judgement\n", encoding="utf-8")
    result = root / "plans/plan-for-biblioteken/results/2024.md"
    assert "targets" not in fields(result)
    imported(file, root, "--title", "Plan för biblioteken", "--mapping", str(mapping))
    assert fields(result)["targets"] == {"besok": {"judgement": "partly"}}
    before = result.read_bytes(), (root / "plans/indicators.yml").read_bytes()
    imported(file, root, "--title", "Plan för biblioteken", "--mapping", str(mapping))
    assert before == (result.read_bytes(), (root / "plans/indicators.yml").read_bytes())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("19 625", CellNumber("19625")),
        ("19\u00a0625,50", CellNumber("19625.50")),
        ("0,7", CellNumber("0.7")),
        ("2,0", CellNumber("2.0")),
        ("−3", CellNumber("-3")),
        ("≥30", CellNumber("30", limit="at_least")),
        ("> 40 %", CellNumber("40", limit="above", unit="%")),
        ("minst 30", CellNumber("30", limit="at_least")),
        ("högst 2,5", CellNumber("2.5", limit="at_most")),
        ("30–40", CellNumber("30", "40")),
        ("335*", CellNumber("335", mark="*")),
        ("12 mnkr", CellNumber("12", unit="mnkr")),
        ("ska öka", None),
        ("2 av 3", CellNumber("2", unit="av 3")),
        ("", None),
    ],
)
def test_numbers_as_people_type_them(text: str, number: CellNumber | None) -> None:
    found = cell_number(text, "sv")
    assert found == number or (text == "2 av 3" and found is None)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([",", "."]), st.booleans())
def test_a_number_always_keeps_its_value(number: Decimal, decimal: str, spaced: bool) -> None:  # noqa: FBT001
    whole, _, places = f"{abs(number):.2f}".partition(".")
    shown = f"{int(whole):,}".replace(",", " ") if spaced else whole
    found = cell_number(f"{'-' if number < 0 else ''}{shown}{decimal}{places}", "sv")
    assert found and Decimal(found.low) == number and not found.limit


def test_what_says_that_there_is_no_number() -> None:
    assert all(is_missing(text) for text in ("", "–", "..", "Saknas", "n/a"))
    assert not is_missing("0")


@pytest.mark.parametrize(
    ("header", "period", "rest"),
    [
        ("Utfall 2023", "2023", "Utfall"),
        ("2024", "2024", ""),
        ("Utfall kvartal 3 2024", "2024-Q3", "Utfall"),
        ("T1 2024", "2024-T1", ""),
        ("2024/25 Q2", "2024/25-Q2", ""),
        ("Mål", None, "Mål"),
    ],
)
def test_periods_in_headers(header: str, period: str | None, rest: str) -> None:
    found, left = period_in(header, "sv")
    assert (found.name if found else None, left) == (period, rest)


def test_a_number_per_so_many_is_counted() -> None:
    assert unit_of("Fallolyckor", "antal per 1 000 invånare", "sv") == ({"name": "count", "per": "1 000 invånare"}, [])
    assert unit_of("Fald", "Antal pr. 1.000 borgere", "da") == ({"name": "count", "per": "1.000 borgere"}, [])


def test_a_unit_that_nobody_named_is_doubted() -> None:
    assert unit_of("Nöjdhet", "", "sv")[1]
    assert unit_of("Elanvändning (kWh/m2)", "", "sv") == (
        {"name": "energy-kilowatt-hour", "per": "m2"}, [],
    )  # fmt: skip


def test_a_register_keeps_every_line_of_its_own() -> None:
    there = "# Överst.\nbodies:\n- id: a  # kort\n  title: A\n  kind: unit\n\n# Sist.\n"
    draft = "bodies:\n  # importerat\n  - id: b\n    title: B\n    kind: board\n"
    new = extended(there, draft)
    added = "# importerat\n- id: b\n  title: B\n  kind: board\n"
    assert new == there.replace("\n\n# Sist.", f"\n{added}\n# Sist.")
    assert extended("bodies: []\n", draft).count("id: b") == 1


@pytest.mark.parametrize("last", ["kind: unit  # kort", "text: |\n      Lång.\n\n      Längre."])
def test_new_members_stand_below_the_last_one_and_above_a_template(last: str) -> None:
    member = f"bodies:\n  - id: a\n    {last}\n    # Ingår i B.\n"
    template = '#   - id: id  # Id\n#     title: "…"  # Rubrik\n'
    draft = "bodies:\n  # importerat\n  - id: b\n    title: B\n"
    added = draft.removeprefix("bodies:\n")
    assert extended(member + template, draft) == member + added + template
    assert extended(f"{member}{template}\nlevels: []\n", draft) == f"{member}{added}{template}\nlevels: []\n"
    assert extended((member + template).rstrip("\n"), draft) == member + added + template


def test_each_list_of_a_register_goes_on_where_it_stands() -> None:
    there = "dimensions:\n  - id: kon\n    title: Kön\n    groups: []\n\nindicators:\n  - id: a\n    title: A\n"
    draft = "dimensions:\n  - id: alder\n    title: Ålder\n    groups: []\n"
    draft += "indicators:\n  # importerat\n  - id: b\n    title: B\n"
    new = extended(there, draft)
    read = yaml.safe_load(new)
    assert [each["id"] for each in read["dimensions"]] == ["kon", "alder"]
    assert [each["id"] for each in read["indicators"]] == ["a", "b"]
    assert all(line in new.splitlines() for line in there.splitlines()) and "  # importerat\n  - id: b\n" in new
    for empty in ("# Tom.\n# indicators:\n", "indicators: []  # Inga.\n", "indicators:\n"):
        filled = extended(empty, draft)
        assert [each["id"] for each in yaml.safe_load(filled)["indicators"]] == ["b"]
        assert "# importerat" in filled and ("#" not in empty or empty[empty.index("#") :].strip() in filled)
    alone = yaml.safe_load(extended("indicators:\n- id: a\n", draft))
    assert [each["id"] for each in alone["indicators"]] == ["a", "b"] and len(alone["dimensions"]) == 1


@pytest.mark.parametrize(
    "there",
    ["", "indicators: []\n", "indicators:\n  - id: a\n", "indicators:\n- id: a\n\ndimensions:\n- id: kon\n"],
)
def test_what_is_asked_of_several_members_stands_above_those_that_are_added(there: str) -> None:
    head = "# yaml-language-server: $schema=../x.json\n"
    draft = (
        f"{head}# imported: rows 1, 2\nindicators:\n  - id: b\n  - id: c\n# imported: row 3\ndimensions:\n  - id: age\n"
    )
    made = extended(there, draft)
    lines = [line.strip() for line in made.splitlines() if line.strip()]
    assert "yaml-language-server" not in made
    assert lines.index("# imported: rows 1, 2") < lines.index("- id: b") < lines.index("# imported: row 3")
    assert lines.index("# imported: row 3") < lines.index("- id: age")
    assert [each["id"] for each in yaml.safe_load(made)["indicators"]] == [
        *(["a"] if "id: a" in there else []),
        "b",
        "c",
    ]


def test_the_measure_file_of_a_planning_system(tmp_path: Path) -> None:
    file = tmp_path / "matt.txt"
    rows = [
        ("Organisation", "Period", "Mått", "Värde"),
        ("Barn- och utbildningsnämnden", "2025-01-25", "Frånvaro, andel (%)", "9,1"),
        ("Barn- och utbildningsnämnden", "2025-04-10", "Frånvaro, andel (%)", "8,8"),
        ("Socialnämnden", "2025-01-25", "Frånvaro, andel (%)", "5"),
        ("Socialnämnden", "2025-01-25", "Nöjda brukare (%)", "88"),
    ]
    file.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    root = tmp_path / "publication"
    done = imported(file, root, "--as", "csv", "--title", "Mått 2025")
    assert re.search(r"Celler i tabeller: \d+ placerade, \d+ att kontrollera, 0 utelämnade\.", done.output), done.output
    school, social = root / "plans/matt-2025-barn-och-utbildningsnamnden", root / "plans/matt-2025-socialnamnden"
    assert fields(school / "plan.md")["responsible"] == "barn-och-utbildningsnamnden"
    assert fields(school / "results/2025-01-25.md")["measurements"] == {"franvaro-andel": "9.1"}
    assert fields(school / "results/2025-04-10.md")["measurements"] == {"franvaro-andel": "8.8"}
    assert fields(social / "results/2025-01-25.md")["measurements"] == {"franvaro-andel": "5", "nojda-brukare": "88"}
    assert [each["id"] for each in fields(root / "plans/indicators.yml")["indicators"]] == [
        "franvaro-andel",
        "nojda-brukare",
    ]
    assert {each["id"] for each in fields(root / "plans/bodies.yml")["bodies"]} == {
        "barn-och-utbildningsnamnden", "socialnamnden",
    }  # fmt: skip
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    imported(file, root, "--as", "csv", "--title", "Mått 2025")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
