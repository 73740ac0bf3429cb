"""No cell of a table is lost, and none is written over: by sex, by season, in other units, beside each other."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Accounted, Fate, account
from publisher.importing.form.proposal import Proposal, Proposed
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.follow_up import HeldIndicator
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.table_readers.delimited import read
from publisher.model.groups import Dimension
from tests.importing.pieces import field_of
from tests.publications import swedish

NOTHING = Present({}, {}, frozenset())


def proposed(folder: Path, rows: list[list[str]], present: Present = NOTHING) -> tuple[SourceFile, Proposal]:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    file = folder / "tabell.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    source = read(file, "", "sv")
    return source, table_proposal(source, swedish(), present, TableAsked())


def value(proposal: Proposal, path: str, key: str) -> Any:
    return field_of(proposal, path, key)


def lost(accounted: tuple[Accounted, ...]) -> dict[str, str]:
    return {cell.text: cell.why for each in accounted for cell in each.cells if cell.fate is Fate.LEFT_OUT}


def of_kind(proposal: Proposal, kind: str) -> list[Proposed]:
    return [each for each in proposal.files if each.kind == kind]


@pytest.mark.parametrize(
    "header",
    [
        ["Indikator", "Utfall kvinnor 2024", "Utfall män 2024", "Utfall 2024 totalt"],
        ["Indikator", "Kvinnor 2024", "Män 2024", "Totalt 2024"],
        ["Nyckeltal", "Utfall 2024 (kvinnor)", "Utfall 2024 (män)", "Utfall 2024"],
    ],
)
def test_columns_by_sex_are_groups_of_one_number(tmp_path: Path, header: list[str]) -> None:
    _, made = proposed(tmp_path, [header, ["Andel som röstar (%)", "84,5", "80,1", "82,3"]])
    assert value(made, "2024.md", "measurements") == {
        "andel-som-rostar": {"value": "82.3", "groups": {"kvinnor": "84.5", "man": "80.1"}}
    }
    assert value(made, "indicators.yml", "dimensions") == [
        {"id": "kon", "title": "Kön", "groups": [
            {"id": "kvinnor", "title": "Kvinnor"}, {"id": "man", "title": "Män"},
        ]},
    ]  # fmt: skip


def test_a_header_of_two_rows_and_children(tmp_path: Path) -> None:
    rows = [
        ["", "Utfall 2023", "", "", "Utfall 2024", "", ""],
        ["Nyckeltal", "Flickor", "Pojkar", "Totalt", "Flickor", "Pojkar", "Totalt"],
        ["Behöriga till gymnasiet, andel (%)", "88", "84", "86", "89", "85", "87"],
    ]
    _, made = proposed(tmp_path, rows)
    for year, numbers in (("2023", ("86", "88", "84")), ("2024", ("87", "89", "85"))):
        [number] = value(made, f"{year}.md", "measurements").values()
        assert (number["value"], number["groups"]["flickor"], number["groups"]["pojkar"]) == numbers


def test_two_groups_in_one_cell_and_a_sex_in_each_row(tmp_path: Path) -> None:
    rows = [["Indikator", "Flickor/pojkar 2024", "Utfall 2024"], ["Simkunniga (%)", "91/88", "90"]]
    _, made = proposed(tmp_path, rows)
    [number] = value(made, "2024.md", "measurements").values()
    assert number == {"value": "90", "groups": {"flickor": "91", "pojkar": "88"}}
    rows = [["Indikator", "Kön", "Utfall 2024"], *(["Sjuka (%)", sex, n] for sex, n in (
        ("Kvinnor", "7,9"), ("Män", "4,1"), ("Totalt", "6,8")))]  # fmt: skip
    _, made = proposed(tmp_path, rows)
    [number] = value(made, "2024.md", "measurements").values()
    assert number == {"value": "6.8", "groups": {"kvinnor": "7.9", "man": "4.1"}}


@pytest.mark.parametrize(
    ("total", "said"),
    [(None, {}), ("", {}), ("–", {"missing": "källan anger ”–”"}), ("mäts inte", {"missing": "mäts inte"})],
)
def test_groups_without_a_number_of_all_are_groups(tmp_path: Path, total: str | None, said: dict[str, str]) -> None:
    rows = [["Indikator", "Utfall kvinnor 2024", "Utfall män 2024"], ["Sjuka (%)", "7,9", "4,1"]]
    if total is not None:
        rows = [[*row, cell] for row, cell in zip(rows, ("Utfall 2024", total), strict=True)]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"sjuka": {"groups": {"kvinnor": "7.9", "man": "4.1"}, **said}}
    assert [each["title"] for each in value(made, "indicators.yml", "indicators")] == ["Sjuka (%)"]
    assert lost(account(source, made)) == ({"Utfall 2024": "column-empty"} if total == "" else {})


def test_groups_that_do_not_come_to_the_total(tmp_path: Path) -> None:
    header = ["Indikator", "Enhet", "Utfall kvinnor 2024", "Utfall män 2024", "Utfall 2024"]
    _, made = proposed(tmp_path, [header, ["Anställda", "st", "70", "20", "95"]])
    assert value(made, "indicators.yml", "dimensions")[0]["exhaustive"] == "false"
    source, made = proposed(tmp_path, [header, ["Anställda", "st", "70", "30", "95"]])
    assert value(made, "2024.md", "measurements") == {"anstallda": "95"}
    fates = lost(account(source, made))
    assert {text: fates[text] for text in ("70", "30")} == {"70": "groups-do-not-fit", "30": "groups-do-not-fit"}


def test_a_declared_dimension_is_used(tmp_path: Path) -> None:
    sex = Dimension.model_validate(
        {"id": "s", "title": "Kön", "groups": [{"id": "f", "title": "Kvinnor"}, {"id": "m", "title": "Män"}]}
    )
    age = Dimension.model_validate(
        {"id": "a", "title": "Ålder", "groups": [{"id": "u", "title": "16–24 år"}], "exhaustive": "false"}
    )
    header = ["Indikator", "Utfall 2024", "Utfall kvinnor 2024", "Utfall män 2024", "Utfall 16–24 år 2024"]
    _, made = proposed(tmp_path, [header, ["Sjuka (%)", "6", "7", "5", "3"]], Present({}, {}, frozenset(), (sex, age)))
    [number] = value(made, "2024.md", "measurements").values()
    assert number["groups"] == {"f": "7", "m": "5", "u": "3"}
    assert "dimensions" not in of_kind(made, "indicators")[0].fields


def test_target_values_of_groups_stand_in_words(tmp_path: Path) -> None:
    header = ["Indikator", "Mål 2024", "Mål kvinnor 2024", "Mål män 2024", "Utfall 2024"]
    _, made = proposed(tmp_path, [header, ["Sjuka (%)", "≤6", "≤7", "≤5", "6,8"]])
    assert value(made, "plan.md", "targets")[0]["values"] == {"2024": {"at_most": "6", "words": "Kvinnor: ≤7; Män: ≤5"}}


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        (("Utfall 2024", "Utfall enkät 2024"), "1"),
        (("Utfall enkät 2024", "Utfall 2024"), "2"),
        (("Utfall 2024", "Resultat 2024"), "1"),
    ],
)
def test_of_two_columns_for_one_place_the_second_is_reported(
    tmp_path: Path, headers: tuple[str, str], kept: str
) -> None:
    source, made = proposed(tmp_path, [["Indikator", *headers], ["Sjuka (%)", "1", "2"]])
    assert value(made, "2024.md", "measurements") == {"sjuka": kept}
    assert lost(account(source, made)) == {"2" if kept == "1" else "1": "same-place"} | {
        next(each for each in headers if (each == headers[0]) != (kept == "1")): "column-empty"
    }


def test_rows_that_say_otherwise_do_not_write_over_each_other(tmp_path: Path) -> None:
    source, made = proposed(tmp_path, [["Indikator", "Utfall 2024"], ["Sjuka (%)", "6"], ["Sjuka (%)", "7"]])
    assert value(made, "2024.md", "measurements") == {"sjuka": "6"}
    assert lost(account(source, made)) == {"7": "place-taken"}


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Utfall våren 2025", "2025-H1"),
        ("Utfall hösten 2025", "2025-H2"),
        ("VT25", "2025-H1"),
        ("Höstterminen 2025", "2025-H2"),
        ("Utfall mars 2025", "2025-03"),
        ("Utfall jan-mar 2025", "2025-Q1"),
        ("Utfall jan–aug 2025", "2025-M01-M08"),
        ("Utfall vecka 34 2025", None),
        ("Utfall 2025-08-31", "2025-08-31"),
        ("3:e kvartalet 2025", "2025-Q3"),
        ("Vår bedömning 2025", "2025"),
    ],
)
def test_parts_of_a_year(header: str, period: str | None) -> None:
    found = dated(header, "sv")
    assert (found.period.name if found.period else None) == period
    assert found.outside == (period is None)


def test_seasons_stand_apart_and_are_doubted(tmp_path: Path) -> None:
    header = ["Indikator", "Utfall våren 2025", "Utfall hösten 2025", "Utfall jan–aug 2025"]
    source, made = proposed(tmp_path, [header, ["Frånvaro (%)", "8", "9", "8,5"]])
    assert value(made, "2025-H1.md", "measurements") == {"franvaro": "8"}
    assert value(made, "2025-H2.md", "measurements") == {"franvaro": "9"}
    [row] = [each for each in account(source, made) if each.line.text.startswith("Frånvaro")]
    assert {doubt.code for doubt in row.doubts} >= {"season"}
    assert value(made, "2025-M01-M08.md", "measurements") == {"franvaro": "8.5"}


def test_a_judgement_belongs_to_what_its_table_says(tmp_path: Path) -> None:
    quarters = ["Utfall Q1 2025", "Utfall Q2 2025"]
    row = ["Frånvaro (%)", "8", "9", "Uppfyllt"]
    source, made = proposed(tmp_path, [["Indikator", *quarters, "Bedömning"], row])
    assert value(made, "/2025-Q2.md", "targets") == {"franvaro": {"judgement": "fulfilled"}}
    assert "period-latest" in {doubt.code for each in account(source, made) for doubt in each.doubts}
    _, made = proposed(tmp_path, [["Indikator", "Mål 2025", *quarters, "Bedömning"], [row[0], "≤7", *row[1:]]])
    assert value(made, "/2025-Q2.md", "targets") == {"franvaro": {"judgement": "fulfilled"}}
    header = ["Indikator", "Utfall Q1 2025", "Bedömning", "Utfall Q2 2025", "Bedömning"]
    _, made = proposed(tmp_path, [header, ["Frånvaro (%)", "8", "Uppfyllt", "9", "Delvis"]])
    assert value(made, "2025-Q1.md", "targets") == {"franvaro": {"judgement": "fulfilled"}}
    assert value(made, "2025-Q2.md", "targets") == {"franvaro": {"judgement": "partly"}}


def test_amounts_in_thousands_and_millions_are_not_mixed(tmp_path: Path) -> None:
    header = ["Indikator", "Utfall 2023 (tkr)", "Utfall 2024 (mnkr)", "Mål 2024 (mnkr)"]
    _, made = proposed(tmp_path, [header, ["Bistånd", "19 625", "20,1", "högst 18,5"]])
    assert value(made, "2023.md", "measurements") == {"bistand": "19625000"}
    assert value(made, "2024.md", "measurements") == {"bistand": "20100000"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2024": {"at_most": "18500000"}}
    assert value(made, "indicators.yml", "indicators")[0]["unit"] == "SEK"
    source, made = proposed(tmp_path, [["Indikator", "Utfall 2023", "Utfall 2024"], ["Bistånd", "12 tkr", "3 st"]])
    assert value(made, "2023.md", "measurements") == {"bistand": "12"}
    assert lost(account(source, made))["3 st"] == "other-unit"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        # What is no number of another area has no place beside that number.
        ([["Utfall riket 2024", "Indikator", "Område", "Mål"], ["12", "Sjuka", "8,5", "12"]],
         {"8,5": "column-has-no-place", "12": "period-unclear"}),
        # A unit, and a period, belong to the figure of which they say something, if that is kept.
        ([["Indikator", "Mål", "Mål 2024", "Enhet"], ["Sjuka", "12 mnkr", "13", "40 %"]],
         {"40 %": "column-has-no-place", "13": "place-taken"}),
        ([["Indikator", "Period", "Bedömning", "Utfall T1 2025"], ["Sjuka", "2024", "7", "12"]],
         {"2024": "column-has-no-place", "7": "column-has-no-place"}),
        ([["Indikator", "Enhet", "Utfall 2024"], ["Sjuka", "40 %", "≥30"]], {"40 %": "column-has-no-place"}),
    ],
)  # fmt: skip
def test_a_cell_beside_a_number_is_placed_only_where_it_says_something_of_it(
    tmp_path: Path, rows: list[list[str]], why: dict[str, str]
) -> None:
    source, made = proposed(tmp_path, rows)
    below = [cell for each in account(source, made)[1:] for cell in each.cells]
    assert {cell.text: cell.why for cell in below if cell.why} == why


def test_what_another_area_says_of_itself_is_left_out_unless_it_says_the_same(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Kommun", "Utfall 2024", "Källa", "Ansvarig"],
        ["Sjuka (%)", "Provköping", "6", "SCB", "Skolnämnden"],
        ["Sjuka (%)", "Riket", "7", "SCB", "Regeringen"],
    ]
    source, made = proposed(tmp_path, rows, Present({}, {}, frozenset(), municipality="Provköpings kommun"))
    assert value(made, "sjuka.csv", "2024") == {"value": "6", "riket": "7"}
    own, other = [{cell.text: cell.why for cell in each.cells} for each in account(source, made)[1:]]
    assert own["SCB"] == "" and (other["7"], other["SCB"], other["Regeringen"]) == ("", "said-already", "other-area")


def test_facts_of_an_indicator_that_the_publication_has_are_said_already_or_left(tmp_path: Path) -> None:
    known = HeldIndicator("sjuka", "lower", "percent", sources=("SCB",))
    present = Present({"sjuka": known}, {}, frozenset({"sjuka"}))
    rows = [["Indikator", "Utfall 2024", "Källa", "Riktning"], ["Sjuka", "6", "SCB", "minska"]]
    source, made = proposed(tmp_path, rows, present)
    assert lost(account(source, made)) | {"Källa": "", "Riktning": ""} == {
        "SCB": "said-already", "minska": "said-already", "Källa": "", "Riktning": ""
    }  # fmt: skip
    source, made = proposed(tmp_path, [rows[0], ["Sjuka", "6", "Egen", "minska"]], present)
    assert lost(account(source, made))["Egen"] == "of-publication"


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Väntetid (dagar)"], ["vantan"]),
        (["Väntetid (år)"], ["vantetid-ar"]),
        (["Väntetid (alla)"], ["vantetid-alla"]),
        # A table that has both says that they are two.
        (["Väntetid", "Väntetid (dagar)"], ["vantan", "vantetid-dagar"]),
    ],
)
def test_an_indicator_with_its_own_unit_behind_its_name_is_the_one_that_is_there(
    tmp_path: Path, names: list[str], ids: list[str]
) -> None:
    present = Present({"väntetid": HeldIndicator("vantan", "lower", "days")}, {}, frozenset({"vantan"}))
    _, made = proposed(
        tmp_path, [["Indikator", "Mål 2024", "Utfall 2024"], *([name, "30", "37"] for name in names)], present
    )
    assert value(made, "2024.md", "measurements") == dict.fromkeys(ids, "37")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Åtgärder", "next_steps"),
        ("Åtgärder framåt", "next_steps"),
        ("Nästa steg", "next_steps"),
        ("Tiltag", "next_steps"),
        ("Corrective actions", "next_steps"),
        ("Vidtagna åtgärder", "analysis"),
    ],
)
def test_actions_behind_the_outcomes_of_indicators_are_what_is_done_about_them(
    tmp_path: Path, header: str, key: str
) -> None:
    table = [["Indikator", "Mål 2025", "Utfall 2025", header], ["Andel trygga (%)", "90", "88", "Vi gör mer."],
             ["Nöjdhet (%)", "80", "81", ""]]  # fmt: skip
    _, made = proposed(tmp_path, table)
    assert value(made, "2025.md", "measurements") == {"andel-trygga": "88", "nojdhet": "81"}
    assert value(made, "2025.md", "targets") == {"andel-trygga": {key: "Vi gör mer."}}
    # Before what is measured, or without outcomes, they are what the rows are about.
    for rows in (
        [[row[3], *row[:3]] for row in table],
        [["Åtgärd", "Indikator", "Mål 2025"], ["Vi gör mer.", "A", "9"]],
    ):
        _, other = proposed(tmp_path, rows)
        plan = next(file for file in other.files if file.path.endswith("plan.md"))
        assert ("activities" in plan.fields) == (rows[0][0] in {"Åtgärder", "Åtgärder framåt", "Tiltag", "Åtgärd"})


def test_every_cell_of_a_row_of_actions_is_accounted_for(tmp_path: Path) -> None:
    header = [
        "Nr",
        "Åtgärd",
        "Mål",
        "Ansvarig",
        "Start",
        "Klart senast",
        "Status",
        "% klart",
        "Kommentar",
        "Analys",
        "Budget",
    ]
    row = [
        "7",
        "Rekrytera",
        "Fler lärare",
        "Skolnämnden",
        "2025-02-01",
        "hösten 2025",
        "?",
        "40 %",
        "Bra.",
        "Sent.",
        "2 mnkr",
    ]
    source, made = proposed(tmp_path, [header, row])
    [activity] = value(made, "plan.md", "activities")
    assert activity == {
        "id": "rekrytera", "title": "Rekrytera", "status": "unknown",
        "text": "Fler lärare. Bra. Sent. Budget: 2 mnkr. Status: ? Klart senast: hösten 2025.",
        "responsible": "skolnamnden", "period": {"from": "2025-02-01", "to": "2025-12"}, "complete": "40",
    }  # fmt: skip
    assert value(made, "plan.md", "status") == "unknown", "nobody said how it stands"
    accounted = account(source, made)
    assert lost(accounted) == {"7": "row-number", "Nr": "row-number"}
    assert accounted[1].fate is Fate.UNCERTAIN and {each.code for each in accounted[1].doubts} == {
        "status-unknown",
        "season-of-months",
        "money-in-words",
    }


def test_how_much_is_ready_is_no_day(tmp_path: Path) -> None:
    header = ["Aktivitet", "Slutdatum", "Läge", "Färdigt (%)"]
    _, made = proposed(tmp_path, [header, ["Ny belysning", "2025-10-01", "Försenad", "25"]])
    [activity] = value(made, "plan.md", "activities")
    assert (activity["due"], activity["complete"], activity["status"]) == ("2025-10-01", "25", "delayed")


TEXTS = st.sampled_from(
    ["", "", "12", "8,5", "≥30", "70–80", "ska öka", "–", "Uppfyllt", "Pågår", "Kulturnämnden", "2025-03-01", "våren",
     "12 mnkr", "40 %", "335*", "Totalt", "Fler elever", "Kvinnor", "Andel nöjda", "🟢", "mnkr", "2024", "x/y", "82/78"]
)  # fmt: skip
HEADERS = st.sampled_from(
    ["Indikator", "Mål", "Mål 2024", "Utfall 2023", "Utfall 2024", "Utfall kvinnor 2024", "Utfall män 2024", "Kön",
     "Utfall 2024 (tkr)", "Utfall T1 2025", "Utfall våren 2025", "Bedömning", "Kommentar", "Prognos", "Trend", "Enhet",
     "Åtgärd", "Ansvarig", "Start", "Klart senast", "Status", "% klart", "Nr", "Område", "Källa", "Riktning", "Period",
     "Flickor/pojkar 2024", "Eget", "Utfall riket 2024", "2024", ""]
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_cell_is_ever_lost_or_called_placed_where_nothing_has_it(tmp_path: Path, data: st.DataObject) -> None:
    header = data.draw(st.lists(HEADERS, min_size=2, max_size=9))
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=len(header), max_size=len(header)), min_size=1, max_size=6))
    source, made = proposed(tmp_path, [["Titel"], header, *rows])
    accounted = account(source, made)
    filled = [row.text(cell) for block in source.blocks for row in block.rows for cell in row.filled]
    assert sorted(cell.text for each in accounted for cell in each.cells) == sorted(filled)
    everything = str([(name, piece.value) for file in made.files for name, piece in file.pieces()])
    for each in accounted:
        for cell in each.cells:
            assert bool(cell.why) == (cell.fate is Fate.LEFT_OUT) == (not cell.places)
            places = {way for _, way in cell.places}
            number = cell.text.strip("≥* %").replace(",", ".")
            # A number that is called placed stands among what is proposed, an amount perhaps counted out in kronor.
            if places and number.replace(".", "").isdecimal() and "header" not in places:
                counted = [f"{Decimal(number) * many:f}" for many in (1000, 1_000_000)]
                shown = [
                    number,
                    cell.text,
                    *(text.rstrip("0").rstrip(".") if "." in text else text for text in counted),
                ]
                assert any(text in everything for text in shown), cell


def test_a_wanted_number_below_a_merged_head_is_no_outcome(tmp_path: Path) -> None:
    """Cells that are merged downwards say the same in both rows, and the years alone would be outcomes."""
    head = ["Nyckeltal", "Enhet", "Utfall", "Utfall", "Målvärde", "Målvärde", "Kommentar"]
    rows = [head, ["Nyckeltal", "Enhet", "2023", "2024", "2025", "2026", "Kommentar"]]
    found, proposal = proposed(tmp_path, [*rows, ["Platser", "st", "12", "14", "≥ 15", "≥ 20", ""]])
    results = {
        file.path: value(proposal, file.path, "measurements") for file in proposal.files if "results" in file.path
    }
    assert {path[-7:]: numbers for path, numbers in results.items()} == {
        "2023.md": {"platser": "12"},
        "2024.md": {"platser": "14"},
    }
    [target] = value(proposal, "plan.md", "targets")
    assert target["values"] == {"2025": {"at_least": "15"}, "2026": {"at_least": "20"}}
    assert all(each.places for each in account(found, proposal))


def test_rows_of_groups_below_one_name(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Kön", "Utfall 2023"],
        ["God hälsa (%)", "Kvinnor", "68"],
        ["", "Män", "75"],
        ["", "Totalt", "71,5"],
    ]
    found, proposal = proposed(tmp_path, rows)
    assert value(proposal, "2023.md", "measurements") == {
        "god-halsa": {"value": "71.5", "groups": {"kvinnor": "68", "man": "75"}}
    }
    assert all(each.places for each in account(found, proposal))


def test_a_part_of_a_year_ends_with_its_last_month_and_bodies_stand_below_each_other(tmp_path: Path) -> None:
    rows = [["Åtgärd", "Ansvarig", "Start", "Klart"], ["Ny rutin", "Socialnämnden\nRegionen", "Q1 2025", "Q3 2025"]]
    _, proposal = proposed(tmp_path, [*rows, ["Utbilda", "Socialnämnden", "", "T2 2026"]])
    first, second = value(proposal, "plan.md", "activities")
    assert first["period"] == {"from": "2025-01", "to": "2025-09"} and second["due"] == "2026-08"
    assert [each["title"] for each in value(proposal, "bodies.yml", "bodies")] == [
        "Socialnämnden",
        "Regionen",
    ]


def test_a_danish_plan_with_its_days_areas_and_progress(tmp_path: Path) -> None:
    rows = [
        ["Handleplan for klima 2025-2028", "", "", "", ""],
        ["Opdateret 01-09-2025", "", "", "", ""],
        ["Indsatsområde", "Indsats", "Start", "Slut", "Fremdrift"],
        ["Transport", "Ladestandere", "01-01-2025", "31-12-2026", "40 %"],
    ]
    found, proposal = proposed(tmp_path, rows)
    [made] = value(proposal, "plan.md", "activities")
    assert made["period"] == {"from": "2025-01-01", "to": "2026-12-31"} and made["complete"] == "40"
    assert made["text"] == "Indsatsområde: Transport."
    assert value(proposal, "plan.md", "title") == "Handleplan for klima 2025-2028"
    assert lost(account(found, proposal)) == {"Opdateret 01-09-2025": "beside-table"}


def test_pounds_and_thousands_of_them(tmp_path: Path) -> None:
    rows = [
        ["Measure", "Outcome 2023", "Target 2024"],
        ["Grants", "£1 204", "≥ £1 300"],
        ["Arrears (£000)", "£80", "70"],
    ]
    _, proposal = proposed(tmp_path, rows)
    assert value(proposal, "2023.md", "measurements") == {"grants": "1204", "arrears-ps000": "80"}
    units = [each["unit"] for each in value(proposal, "indicators.yml", "indicators")]
    assert units == ["GBP", {"one": "£000", "other": "£000"}]


def test_periods_without_a_word_beside_named_columns_are_outcomes_doubted_once(tmp_path: Path) -> None:
    header = ["Nyckeltal", "Utfall 2024", "Mål 2025", "T1 2025", "T2 2025"]
    rows = [["Lån", "5", "9", "3", "6"], ["Besök", "7", "8", "2", "4"]]
    _, made = proposed(tmp_path, [header, *rows])
    assert [each["values"] for each in value(made, "plan.md", "targets")] == [{"2025": "9"}, {"2025": "8"}]
    assert [file.path.rpartition("/")[2] for file in of_kind(made, "result")] == ["2024.md", "2025-T1.md", "2025-T2.md"]
    found = [doubt.code for file in made.files for _, piece in file.pieces() for doubt in piece.doubts]
    assert found.count("bare-period") + found.count("bare-year") <= 1


@pytest.mark.parametrize(
    ("title", "header", "found"),
    [
        ("Uppföljning 2025 T2", "Utfall T2", {"2024": "5", "2025-T2": "7"}),
        ("Uppföljning 2025", "Utfall T2", {"2024": "5", "2025-T2": "7"}),
        # Without a year it is nobody's number, and not that of the last year.
        ("Uppföljning", "Utfall T2", {"2024": "5"}),
        ("Uppföljning", "Ut-\nfall 2023", {"2023": "7", "2024": "5"}),
    ],
)
def test_a_part_of_a_year_without_its_year(tmp_path: Path, title: str, header: str, found: dict[str, str]) -> None:
    source, made = proposed(tmp_path, [[title], ["Indikator", "Utfall 2024", header], ["Lån", "5", "7"]])
    results = {
        str(file.fields[key].value): value(made, file.path, "measurements")["lan"]  # type: ignore[union-attr]
        for file in of_kind(made, "result")
        for key in ("year", "period")
        if key in file.fields
    }
    assert results == found
    assert lost(account(source, made)).get("7") == ("period-unclear" if len(found) == 1 else None)


def test_thousands_in_a_title_are_the_unit_in_its_own_words(tmp_path: Path) -> None:
    _, made = proposed(tmp_path, [["Indikator", "Utfall 2024", "Prognos 2025"], ["Avvikelse (tkr)", "1 800", "5"]])
    assert value(made, "indicators.yml", "indicators")[0]["unit"] == {"one": "tkr", "other": "tkr"}
    assert value(made, "2024.md", "summary") == "Utfall för 2024."
    assert value(made, "2025.md", "summary") == "Prognoser för 2025."


@pytest.mark.parametrize(
    ("rows", "summary"),
    [
        ([["Aktivitet", "Status"], ["Bygga en park", "Klar"]], "Aktiviteter."),
        ([["Indikator", "Mål 2024"], ["Antal lån (st)", "1800"]], "Mål."),
        ([["Biblioteksplan"], ["Indikator", "Utfall 2024"], ["Antal lån (st)", "1800"]], "Utfall."),
        ([["Indikator", "Mål 2024", "Utfall 2024"], ["Antal lån (st)", "1800", "1700"]], "Mål och utfall."),
        (
            [["Indikator", "Mål 2024", "Bedömning 2024", "Kommentar"], ["Antal lån (st)", "1800", "Uppfyllt", "Bra."]],
            "Mål och kommentarer.",
        ),
    ],
)
def test_a_summary_names_what_there_is(tmp_path: Path, rows: list[list[str]], summary: str) -> None:
    _, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "summary") == summary


def test_the_summary_of_a_result_names_what_it_has(tmp_path: Path) -> None:
    header = ["Indikator", "Mål 2024", "Bedömning 2024", "Kommentar 2024", "Utfall 2023"]
    _, made = proposed(tmp_path, [header, ["Antal lån (st)", "1800", "Uppfyllt", "Bra.", "mättes inte"]])
    assert value(made, "2024.md", "summary") == "Bedömningar och kommentarer för 2024."
    assert value(made, "2023.md", "summary") == "Varför utfall saknas för 2023."


@pytest.mark.parametrize(
    ("code", "title"),
    [("T1", "T1 Byt till elbilar"), ("A-3", "A-3 Byt till elbilar"), ("2.3", "2.3 Byt till elbilar"),
     ("7", "Byt till elbilar"), ("7.", "Byt till elbilar")],
)  # fmt: skip
def test_the_code_of_an_action_is_part_of_its_title_and_the_number_of_a_row_is_not(
    tmp_path: Path, code: str, title: str
) -> None:
    rows = [["Nr", "Åtgärd", "Status"], [code, "Byt till elbilar", "Pågår"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "activities") == [{"id": "byt-till-elbilar", "title": title, "status": "ongoing"}]
    left = {} if title.startswith(code) else {code: "row-number", "Nr": "row-number"}
    assert lost(account(source, made)) == left
