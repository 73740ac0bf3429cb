"""Follow-ups of plans that the publication has: results of those plans, or a question which plan it is."""

from pathlib import Path
from shutil import copytree

import docx
import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from publisher.command.main import main
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.followed_plans import HeldPlan, _activity, plans_followed
from publisher.importing.drafts.placing import with_rows
from publisher.importing.form.accounting import Fate, account
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from tests.publications import swedish

PLAN = "plans/handlingsplan-for-trygghet-2023-2026"
TITLES = ["Handlingsplan för trygghet 2023–2026", "Klimatplan 2024–2030", "Handlingsplan för äldres trygghet"]


def write(path: Path, title: str, *parts: str | list[list[str]]) -> None:
    document = docx.Document()
    document.add_heading(title, 0)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(path))


def run(root: Path, file: Path, *options: str) -> str:
    ran = CliRunner().invoke(main, ["import", str(file), "--into", str(root), "--write", *options])
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication with a plan of two activities and a target."""
    folder = tmp_path_factory.mktemp("ekbacka")
    actions = [["Aktivitet", "Klart", "Status"], ["Belysa gångvägar", "2024", "Pågår"], ["Utbilda värdar", "2025", ""]]
    targets = [["Indikator", "Mål 2024", "Mål 2026"], ["Andel trygga (%)", "80", "90"]]
    write(folder / "plan.docx", TITLES[0], "Planen gäller alla.", actions, targets)
    run(folder / "p", folder / "plan.docx", "--name", "Ekbacka kommun", "--language", "sv")
    return folder / "p"


def front_matter(path: Path) -> dict[str, object]:
    read: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return read


def test_a_follow_up_is_a_result_of_the_plan_that_its_title_names(root: Path, tmp_path: Path) -> None:
    done = [["Aktivitet", "Status", "Kommentar"], ["Belysa gångvägar", "Klar", "Alla är belysta."],
            ["Bygga en park", "Pågår", ""]]  # fmt: skip
    numbers = [["Indikator", "Mål 2024", "Utfall 2024", "Kommentar"], ["Andel trygga (%)", "80", "78", "Nära målet."]]
    write(tmp_path / "u.docx", "Uppföljning av handlingsplanen för trygghet 2024", "Det gick bra.", done, numbers)
    output = run(root, tmp_path / "u.docx")
    assert [path.name for path in (root / "plans").iterdir() if path.is_dir() and path.name != "statistics"] == [
        PLAN[6:]
    ]
    result = front_matter(root / PLAN / "results/2024.md")
    assert {key: result[key] for key in ("plan", "year", "summary", "activities", "measurements", "targets")} == {
        "plan": PLAN[6:], "year": 2024, "summary": "Det gick bra.",
        "activities": {"belysa-gangvagar": {"status": "done", "comment": "Alla är belysta."}},
        "measurements": {"andel-trygga": 78}, "targets": {"andel-trygga": {"analysis": "Nära målet."}},
    }  # fmt: skip
    text = (root / PLAN / "results/2024.md").read_text(encoding="utf-8")
    assert "gäller planen ”Handlingsplan för trygghet 2023–2026” och 2024 (titeln säger det)" in text
    # The plan has no such activity, and its targets are its own.
    assert "planen har ingen med den titeln" in text and "| Bygga en park | Pågår |" in text
    assert "”80”: hör till planen som uppföljningen gäller" in output


def workbook(path: Path, *rows: list[str | int]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_the_year_before_the_plan_is_results_and_history(tmp_path: Path) -> None:
    root, name = tmp_path / "p", "plans/handlingsplan-for-klimat-2025-2030"
    table = [["Indikator", "Enhet", "Utgångsläge 2022", "Mål 2027", "Mål 2030"],
             ["Energi i lokaler", "kWh", "168", "150", "135"], ["Förnybar andel", "%", "86", "95", "100"]]  # fmt: skip
    write(tmp_path / "plan.docx", "Handlingsplan för klimat 2025–2030", "Planen gäller alla.", table)
    run(root, tmp_path / "plan.docx", "--name", "Ekbacka kommun", "--language", "sv")
    # What was measured before the plan, of what it has targets for, is history in its own results.
    history = root / name / "results/2022.md"
    assert front_matter(history)["measurements"] == {"energi-i-lokaler": 168, "fornybar-andel": 86}
    assert not (root / "plans/statistics").is_dir()
    series = root / "plans/statistics/energi-i-lokaler.csv"
    series.parent.mkdir()
    # The energy of the years between, as somebody has typed it.
    series.write_text("period,value,note\n2022,168,\n2025-03,41,Bara mars\n", encoding="utf-8", newline="\r\n")
    file = workbook(
        tmp_path / "u.xlsx",
        ["Uppföljning av handlingsplanen för klimat 2025"],
        ["Indikator", "Utfall 2024", "Utfall 2025", "Mål 2027", "Bedömning", "Kommentar"],
        ["Energi i lokaler (kWh)", 164, 159, 150, "Delvis", "Minskar."],
        ["Förnybar andel (%)", 88, 91, 96, "Uppfyllt", ""],
    )
    output = run(root, file)
    assert sorted(path.name for path in (root / "plans").iterdir() if (path / "plan.md").is_file()) == [name[6:]]
    results = sorted(path.name for path in (root / name / "results").iterdir())
    assert results == ["2022.md", "2024.md", "2025.md"]
    # An indicator with a series of its own goes on with that.
    assert front_matter(root / name / "results/2024.md")["measurements"] == {"fornybar-andel": 88}
    result = front_matter(root / name / "results/2025.md")
    assert {key: result[key] for key in ("plan", "year", "summary", "measurements", "targets")} == {
        "plan": name[6:], "year": 2025, "summary": "Utfall, bedömningar och kommentarer för 2025.",
        "measurements": {"energi-i-lokaler": 159, "fornybar-andel": 91},
        "targets": {"energi-i-lokaler": {"judgement": {"value": "partly", "comment": "Minskar."}},
                    "fornybar-andel": {"judgement": "fulfilled"}},
    }  # fmt: skip
    assert series.read_bytes().decode() == "period,value,note\r\n2022,168,\r\n2024,164,\r\n2025-03,41,Bara mars\r\n"
    # The plan's targets are its own, and another number is asked about.
    text = (root / name / "results/2025.md").read_text(encoding="utf-8")
    assert "målet för ”Förnybar andel (%)” 2027 är 96 här och 95 i planen" in text and "150" not in text
    assert "nyckeltal som redan finns" not in text
    assert "”150”: hör till planen som uppföljningen gäller" in output
    assert "energi-i-lokaler.csv: rader läggs till" in output
    # The same once more changes nothing.
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run(root, file)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    # Another number of a period that is there stays outside.
    other = workbook(tmp_path / "u2.xlsx", ["Uppföljning av handlingsplanen för klimat 2026"],
                     ["Indikator", "Utfall 2024", "Utfall 2026"], ["Energi i lokaler (kWh)", 165, 150])  # fmt: skip
    assert "energi-i-lokaler.csv: lämnas som den är, för den säger annat om samma period" in run(root, other)
    assert series.read_bytes() == before[series]


@pytest.mark.parametrize(
    ("titles", "plans"),
    [
        (("Verksamhetsplan 2025", "Verksamhetsplan 2025"), 1),
        (("Verksamhetsplan, tertial 1 2025", "Verksamhetsplan, tertial 2 2025"), 1),
        (("Uppföljning av välfärd 2024–2027, tertial 1 2025", "Uppföljning av välfärd 2024–2027, tertial 2 2025"), 1),
        # Another year or another span is another plan.
        (("Verksamhetsplan 2025", "Verksamhetsplan 2026"), 2),
        (("Mål och budget 2024–2026", "Mål och budget 2025–2027"), 2),
    ],
)
def test_a_report_is_of_the_plan_with_its_title_but_for_the_part_of_the_year(
    tmp_path: Path, titles: tuple[str, str], plans: int
) -> None:
    root = tmp_path / "p"
    for name, title, period, options in zip(
        "ab", titles, ("T1 2025", "T2 2025"), (["--name", "Ekbacka"], []), strict=True
    ):
        header: list[str | int] = ["Indikator", "Mål 2025", f"Utfall {period}"]
        file = workbook(tmp_path / f"{name}.xlsx", [title], header, ["Andel trygga (%)", 90, 88])
        run(root, file, *options)
    found = [path.parent for path in (root / "plans").glob("*/plan.md")]
    assert len(found) == plans
    if plans == 1:
        assert sorted(path.name for path in (found[0] / "results").iterdir()) == ["2025-T1.md", "2025-T2.md"]


def test_the_next_report_with_the_title_of_a_plan_is_a_result_of_it(tmp_path: Path) -> None:
    head = ["Indikator", "Utfall 2024", "Mål 2025"]
    rows: list[list[str | int]] = [
        ["Andel trygga (%)", 86, 90],
        ["Engagemang (HME), index 0–100", 78, 80],
        ["Lärare (antal)", 118, 125],
    ]
    done = [["Aktivitet", "Ansvarig", "Klart", "Status"], ["Belysa gångvägar", "Tekniska nämnden", "2025-06", "Pågår"]]

    def report(name: str, period: str, numbers: list[int], status: str) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet
        sheet.title = "Mål"
        measured = [[*row, number] for row, number in zip(rows, numbers, strict=True)]
        sheet.append(["Verksamhetsplan 2025"])
        sheet.append([*head, f"Utfall {period}"])
        for row in measured:
            sheet.append(row)
        other = book.create_sheet("Aktiviteter")
        other.append(done[0])
        other.append([*done[1][:3], status])
        book.save(tmp_path / name)
        return tmp_path / name

    root = tmp_path / "p"
    run(root, report("t1.xlsx", "T1 2025", [87, 78, 120], "Pågår"), "--name", "Ekbacka kommun", "--language", "sv")
    before = (root / "plans/verksamhetsplan-2025/plan.md").read_text(encoding="utf-8")
    output = run(root, report("t2.xlsx", "T2 2025", [88, 79, 121], "Klar"))
    assert [path.name for path in (root / "plans").iterdir() if path.is_dir() and path.name != "statistics"] == [
        "verksamhetsplan-2025"
    ]
    assert (root / "plans/verksamhetsplan-2025/plan.md").read_text(encoding="utf-8") == before
    results = root / "plans/verksamhetsplan-2025/results"
    assert sorted(path.name for path in results.iterdir()) == ["2024.md", "2025-T1.md", "2025-T2.md"]
    result = front_matter(results / "2025-T2.md")
    assert result["measurements"] == {"andel-trygga": 88, "engagemang-hme-index-0-100": 79, "larare-antal": 121}
    assert result["activities"] == {"belysa-gangvagar": {"status": "done"}}
    text = (results / "2025-T2.md").read_text(encoding="utf-8")
    assert "gäller planen ”Verksamhetsplan 2025” och tertial 2 2025" in text
    # What the plan says of its activities already stands there, and nobody has written in what is the same.
    assert "| Belysa" not in text and "results/2024.md: oförändrad" in output
    # Of a period that is there with another number, what is there stays.
    rows[0][1] = 85
    output = run(root, report("t3.xlsx", "T3 2025", [89, 80, 122], "Klar"))
    assert "results/2024.md: finns redan och lämnas som den är" in output
    assert front_matter(results / "2024.md")["measurements"] == {
        "andel-trygga": 86, "engagemang-hme-index-0-100": 78, "larare-antal": 118
    }  # fmt: skip


@pytest.mark.parametrize(
    ("there", "draft", "whole"),
    [
        ("period,value\n2022,1\n", "period,value\n2023,2\n2021,0\n", "period,value\n2021,0\n2022,1\n2023,2\n"),
        # What is not in order is added to at its end, as is one without a line end.
        ("period,value\n2023,1\n2022,1", "period,value\n2021,0\n", "period,value\n2023,1\n2022,1\n2021,0\n"),
        (
            "\ufeffperiod,value,lanet\n2022,1,3\n",
            "period,lanet\n2023,2\n",
            "\ufeffperiod,value,lanet\n2022,1,3\n2023,,2\n",
        ),
        ("period,value,note\n2022,1,Ja\n", "period,value\n2022,1\n", "period,value,note\n2022,1,Ja\n"),
        # Another number, a column that is not there, and what is no table with commas.
        ("period,value\n2022,1\n", "period,value\n2022,2\n", None),
        ("period,value\n2022,1\n", "period,value,lanet\n2023,2,3\n", None),
        ("period;value\n2022;1\n", "period,value\n2023,2\n", None),
    ],
)
def test_statistics_keep_their_lines_and_get_new_ones(there: str, draft: str, whole: str | None) -> None:
    assert with_rows(there, draft) == whole


@pytest.mark.parametrize(
    ("title", "table"),
    [
        # No plan or no period is named, the period is not the plan's, or the plan has no such indicator.
        ("Lägesrapport 2024", [["Aktivitet", "Status"], ["Belysa gångvägar", "Klar"]]),
        ("Uppföljning av handlingsplan för trygghet", [["Aktivitet", "Status"], ["Belysa gångvägar", "Klar"]]),
        ("Uppföljning av handlingsplan för trygghet 2019", [["Aktivitet", "Status"], ["Belysa gångvägar", "Klar"]]),
        ("Uppföljning av handlingsplan för trygghet 2025", [["Indikator", "Utfall 2025"], ["Antal lampor", "12"]]),
    ],
)
def test_which_plan_is_asked_if_that_is_not_certain(
    root: Path, tmp_path: Path, title: str, table: list[list[str]]
) -> None:
    write(tmp_path / "u.docx", title, "Det gick bra.", table)
    report = tmp_path / "report.md"
    dry = ["import", str(tmp_path / "u.docx"), "--into", str(root), "--report", str(report)]
    ran = CliRunner().invoke(main, dry)
    assert ran.exit_code == 0, ran.output
    assert "vilken plan det är en uppföljning av: Handlingsplan för trygghet 2023–2026?" in report.read_text("utf-8")
    assert PLAN not in ran.output


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("Uppföljning av handlingsplanen för trygghet 2024", "sv", [0]),
        ("Årsrapport 2024 för klimatplanen", "sv", [1]),
        ("Status på Klimatplan 2024–2030", "sv", [1]),
        ("Lägesrapport 2024", "sv", []),
        # As often of a whole organisation as of a plan.
        ("Årsredovisning 2024", "sv", None),
        ("Delårsrapport 2024 för klimatplanen", "sv", [1]),
        ("Handlingsplan för trygghet 2027–2030", "sv", None),
        ("Opfølgning på Klimatplan 2024", "da", [1]),
        ("Oppfølging av Klimatplan 2024", "nb", [1]),
        ("Annual report 2024 of the Klimatplan", "en", [1]),
    ],
)
def test_titles_of_follow_ups_name_their_plans(title: str, language: str, found: list[int] | None) -> None:
    plans = [HeldPlan(str(at), each, "", None, {}, frozenset(), {}) for at, each in enumerate(TITLES)]
    named = plans_followed(title, plans, language)
    assert (None if named is None else [int(each.id) for each in named]) == found


@pytest.mark.parametrize(
    ("heading", "kept"),
    [("Status", ""), ("Resultat", ""), ("Uppföljning", ""), ("Aktiviteter", ""), ("Trygga gator", "Trygga gator.")],
)
def test_a_heading_that_only_says_what_follows_is_no_text_of_an_activity(
    tmp_path: Path, heading: str, kept: str
) -> None:
    document = docx.Document()
    document.add_heading("Handlingsplan för lek", 0)
    document.add_heading(heading, 1)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Aktivitet", "Status", "Bygga en park", "Klar"], strict=True):
        cell.text = text
    document.save(str(tmp_path / "lek.docx"))
    source = read_source(tmp_path / "lek.docx", None, "sv")
    made = action_plan(source, swedish(), Asked(), Present({}, {}, frozenset()), TableAsked())
    (activity,) = [piece.value for way, piece in made.files[0].pieces() if way == "activities 1"]
    assert isinstance(activity, dict)
    assert (activity["title"], activity.get("text", "")) == ("Bygga en park", kept)
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, made))


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Uppföljning 2024 av klimatplanen", "Klimatplanen"),
        ("Klimatplan för Ekbacka – uppföljning 2024", "Klimatplan för Ekbacka"),
        ("Årsrapport 2024: Klimatplan för Ekbacka 2023–2026", "Klimatplan för Ekbacka 2023–2026"),
        ("Klimatplanens uppföljning 2024", "Klimatplanen"),
        ("Lägesrapport för klimatplanen, augusti 2024", "Klimatplanen"),
        ("Uppföljning 2024 av skolan", ""),
        ("Årsrapport 2024", ""),
        ("Plan för uppföljning av klimatarbetet", ""),
    ],
)
def test_the_first_report_of_a_plan_gives_it_the_plans_title(tmp_path: Path, title: str, named: str) -> None:
    root = tmp_path / "p"
    table: list[list[str | int]] = [[title], ["Indikator", "Mål 2024", "Utfall 2024"], ["Andel trygga (%)", 80, 78]]
    run(root, workbook(tmp_path / "u.xlsx", *table), "--name", "Ekbacka kommun", "--language", "sv")
    [plan] = [path for path in (root / "plans").iterdir() if path.is_dir()]
    text = (plan / "plan.md").read_text(encoding="utf-8")
    assert front_matter(plan / "plan.md")["title"] == (named or title)
    assert front_matter(plan / "results/2024.md")["plan"] == front_matter(plan / "plan.md")["id"] == plan.name
    assert (f"heter ”{title}”" in text) is bool(named)
    if named:
        # The next one is a report of the plan that is there.
        later = title.replace("2024", "2025")
        run(root, workbook(tmp_path / "v.xlsx", [later], ["Indikator", "Utfall 2025"], ["Andel trygga (%)", 79]))
        assert [path for path in (root / "plans").iterdir() if path.is_dir()] == [plan]
        assert front_matter(plan / "results/2025.md")["measurements"] == {"andel-trygga": 79}


def test_an_action_is_known_without_the_code_before_its_title() -> None:
    held = HeldPlan("p", "Klimatplan", "plans/p", None, {"t1 byt till elbilar": "a", "t2 byt": "b"}, frozenset(), {})
    assert [_activity(each, held) for each in ("Byt till elbilar", "T9 Byt", "Byt", "2 nya parker")] == [
        "a", "b", "b", "",
    ]  # fmt: skip


def test_a_series_that_begins_long_before_the_plan_is_statistics(tmp_path: Path) -> None:
    root, name = tmp_path / "p", "plans/handlingsplan-for-klimat-2025-2030"
    table = [["Indikator", "Enhet", "Utfall 1990", "Utfall 2024", "Mål 2030"], ["Utsläpp", "ton", "900", "500", "300"],
             ["Träd", "antal", "", "70", ""]]  # fmt: skip
    write(tmp_path / "plan.docx", "Handlingsplan för klimat 2025–2030", "Planen gäller alla.", table)
    run(root, tmp_path / "plan.docx", "--name", "Ekbacka kommun", "--language", "sv")
    assert (root / "plans/statistics/utslapp.csv").read_text("utf-8") == "period,value\n1990,900\n2024,500\n"
    # What no target is about belongs to no plan.
    assert (root / "plans/statistics/trad.csv").read_text("utf-8") == "period,value\n2024,70\n"
    assert not (root / name / "results").exists()


def test_an_indicator_that_the_plan_does_not_follow_makes_no_second_plan(tmp_path: Path) -> None:
    root, plan = tmp_path / "p", "plans/handlingsplan-for-halsa-2025-2027"
    table = [["Indikator", "Mål 2025"], ["Andel trygga (%)", "80"], ["Antal besök", "500"]]
    write(tmp_path / "plan.docx", "Handlingsplan för hälsa 2025–2027", "Planen gäller alla.", table)
    run(root, tmp_path / "plan.docx", "--name", "Ekbacka kommun", "--language", "sv")
    file = workbook(
        tmp_path / "u.xlsx",
        ["Uppföljning 2025 av handlingsplan för hälsa 2025–2027"],
        ["Indikator", "Utfall 2025", "Kvinnor 16–24 år 2025", "Män 16–24 år 2025", "Bedömning"],
        ["Andel trygga (%)", 78, "", "", "Delvis"],
        ["Antal besök", 510, "", "", "Uppfyllt"],
        ["Andel nöjda (%)", 70, 68, 72, "Ej uppfyllt"],
    )
    output = run(root, file)
    assert [path.name for path in (root / "plans").iterdir() if path.is_dir() and path.name != "statistics"] == [
        plan[6:]
    ]
    result = front_matter(root / plan / "results/2025.md")
    assert result["measurements"] == {"andel-trygga": 78, "antal-besok": 510}
    assert result["targets"] == {"andel-trygga": {"judgement": "partly"}, "antal-besok": {"judgement": "fulfilled"}}
    assert "planen ska följa andel-nojda" in (root / plan / "results/2025.md").read_text(encoding="utf-8")
    series = (root / "plans/statistics/andel-nojda.csv").read_text(encoding="utf-8")
    assert series == "period,value,kvinnor+16-24-ar,man+16-24-ar\n2025,70,68,72\n"
    assert "”Ej uppfyllt”: planen följer inte det nyckeltalet" in output


def test_a_report_with_other_indicators_than_the_plan_asks_which_plan_it_is_of(root: Path, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "u.xlsx",
        ["Uppföljning 2026 av handlingsplan för trygghet 2023–2026"],
        ["Indikator", "Utfall 2026"],
        ["Andel trygga (%)", 81],
        ["Andel oroliga (%)", 20],
    )
    copied = copytree(root, tmp_path / "p")
    run(copied, file)
    [other] = (copied / "plans").glob("uppfoljning-2026*")
    assert "vilken plan" in (other / "plan.md").read_text(encoding="utf-8").casefold()
