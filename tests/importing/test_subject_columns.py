"""Tables without a column of names: years down, groups down, and columns that tell rows apart; as CSV of any sort."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import account, cells_of
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.readers.formats import read_source
from publisher.importing.sheets.unread_tables import why_unread
from publisher.language import Language
from publisher.problem import ProblemsFound
from tests.importing.test_untidy_tables import doubts, made_of, proposed, value

EMISSIONS = "Utsläpp i Ekbacka\n\nÅr;Utsläpp (kiloton)\n2021;12,4\n2022;11,9\n\nKälla: Mätningar\n"
HALVES = [{"id": "kvinnor", "title": "Kvinnor"}, {"id": "man", "title": "Män"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_years_down_and_what_is_measured_across(tmp_path: Path, encoding: str, mark: str) -> None:
    file = tmp_path / "utslapp.csv"
    file.write_bytes(EMISSIONS.replace(";", mark).replace("\n", "\r\n").encode(encoding))
    made = made_of(read_source(file, None, "sv"))
    [indicator] = value(made, "indicators.yml", "indicators")
    assert indicator == {
        "id": "utslapp-kiloton", "title": "Utsläpp (kiloton)", "unit": {"one": "kiloton", "other": "kiloton"},
        "text": "Utsläpp i Ekbacka", "sources": [{"title": "Mätningar"}],
    }  # fmt: skip
    assert [value(made, f"{year}.md", "measurements") for year in (2021, 2022)] == [
        {"utslapp-kiloton": "12.4"}, {"utslapp-kiloton": "11.9"},
    ]  # fmt: skip
    assert "name-of-header" in doubts(made)


def test_each_column_of_numbers_is_an_indicator(tmp_path: Path) -> None:
    rows = [["Kvartal", "Besök (st)", "Sjuktal (%)", "Kommunkod"], ["Q1 2024", "54", "5,1", "0180"],
            ["Q2 2024", "–3", "..", "0180"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert value(made, "2024-Q1.md", "measurements") == {"besok-st": "54", "sjuktal": "5.1"}
    assert value(made, "2024-Q2.md", "measurements") == {"besok-st": "-3", "sjuktal": {"missing": "källan anger ”..”"}}
    # A code is no measurement.
    assert {each.why for each in made.left} == {"own-area", "column-has-no-place"}


def test_what_it_cost_by_year_is_a_number_and_a_budget_is_asked_about(tmp_path: Path) -> None:
    rows = [["År", "Hushåll (antal)", "Kostnad (tkr)", "Budget (tkr)", "Kostnad per hushåll (kr)"],
            ["2021", "412", "18 340", "19 000", "44515"], ["2022", "398", "17 985", "18 500", "45188"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert value(made, "2022.md", "measurements") == {
        "hushall-antal": "398", "kostnad-tkr": "17985", "kostnad-per-hushall-kr": "45188",
    }  # fmt: skip
    assert [each.why for each in made.left if each.cell.at == 3] == ["column-unknown"] * 3
    # Below a title of a budget nobody has said that it was spent; nor has an estimate been.
    made = proposed(tmp_path, [["Budget 2021–2022"], *rows])
    assert value(made, "2022.md", "measurements") == {"hushall-antal": "398"}
    made = proposed(
        tmp_path, [["År", "Hushåll (antal)", "Beräknad kostnad (tkr)"], ["2021", "4", "3"], ["2022", "5", "3"]]
    )
    assert value(made, "2022.md", "measurements") == {"hushall-antal": "5"}


def test_a_target_beside_all_that_is_measured_is_its_own(tmp_path: Path) -> None:
    made = proposed(tmp_path, [["År", "Utsläpp (ton)", "Mål"], ["2021", "54", "50"], ["2022", "52", "45"]])
    assert value(made, "2022.md", "measurements") == {"utslapp-ton": "52"}
    assert value(made, "plan.md", "targets") == [{"indicator": "utslapp-ton", "values": {"2021": "50", "2022": "45"}}]


def test_a_year_to_come_has_no_outcome(tmp_path: Path) -> None:
    file = tmp_path / "utslapp.csv"
    file.write_text("År;Utsläpp (ton)\n2021;54\n2045;0\n", encoding="utf-8")
    source = read_source(file, None, "sv")
    made = table_proposal(source, Language("sv"), Present({}, {}, frozenset()), TableAsked(year=2024))
    assert [each.path for each in made.files if each.kind != "indicators"] == ["plans/statistics/utslapp-ton.csv"]
    assert (value(made, "2021.md", "measurements"), value(made, "2045.md", "measurements")) == (
        {"utslapp-ton": "54"}, {},
    )  # fmt: skip
    assert [each.why for each in made.left if each.why == "year-to-come"] == ["year-to-come"]


@pytest.mark.parametrize(
    ("names", "dimension", "groups"),
    [
        (("K", "M", "T"), {"id": "kon", "title": "Kön", "groups": HALVES}, ("kvinnor", "man")),
        (("Kvinnor", "Män", "Totalt"), {"id": "kon", "title": "Kön", "groups": HALVES}, ("kvinnor", "man")),
        (
            ("Norra byn", "Södra byn", "Samtliga"),
            {"id": "kon", "title": "Kön",
             "groups": [{"id": "norra-byn", "title": "Norra byn"}, {"id": "sodra-byn", "title": "Södra byn"}]},
            ("norra-byn", "sodra-byn"),
        ),
    ],
)  # fmt: skip
def test_rows_of_groups_are_brought_over(
    tmp_path: Path, names: tuple[str, str, str], dimension: dict[str, object], groups: tuple[str, str]
) -> None:
    rows = [[year, name, number] for year in ("2021", "2022")
            for name, number in zip(names, ("12", "14", "26"), strict=True)]  # fmt: skip
    header = "Kön" if names[0] != "Norra byn" else "By"
    made = proposed(tmp_path, [["År", header, "Antal företagare"], *rows])
    expected = dict(dimension) if header == "Kön" else {**dimension, "id": "by", "title": "By"}
    assert value(made, "indicators.yml", "dimensions") == [expected]
    for year in ("2021", "2022"):
        assert value(made, f"{year}.md", "measurements") == {
            "antal-foretagare": {"value": "26", "groups": dict(zip(groups, ("12", "14"), strict=True))},
        }  # fmt: skip
    assert ("groups-of-column" in doubts(made)) == (header == "By")


def test_groups_down_and_years_across(tmp_path: Path) -> None:
    rows = [["Andel trygga (%)", "2021", "2022"], ["Kvinnor", "54", "55"], ["Män", "50", "51"], ["Totalt", "52", "53"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2022.md", "measurements") == {
        "andel-trygga": {"value": "53", "groups": {"kvinnor": "55", "man": "51"}}
    }
    # Names that nobody knows are groups only if the last row is their sum, and a title says of what.
    rows = [["Antal företagare i byarna"], ["By", "2021"], ["Norra", "12"], ["Södra", "14"], ["Totalt", "26"]]
    made = proposed(tmp_path, rows)
    [numbers] = value(made, "2021.md", "measurements").values()
    assert numbers == {"value": "26", "groups": {"norra": "12", "sodra": "14"}}
    assert proposed(tmp_path, [*rows[:-1], ["Totalt", "27"]]).files == ()
    rows = [
        ["Andel trygga i procent"],
        ["Ålder", "2022"],
        ["16–24", "50"],
        ["25–64", "60"],
        ["65+", "70"],
        ["Alla", "61"],
    ]
    [numbers] = value(proposed(tmp_path, rows), "2022.md", "measurements").values()
    assert numbers == {"value": "61", "groups": {"16-24": "50", "25-64": "60", "65": "70"}}


def test_the_number_of_a_part_is_never_that_of_all(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "År", "Kön", "Ålder", "Värde"],
        ["Trygga (%)", "2021", "K", "16–24", "54"],
        ["Trygga (%)", "2021", "T", "16–24", "52"],
        ["Trygga (%)", "2021", "T", "65+", "58"],
    ]
    made = proposed(tmp_path, rows)
    numbers = {"16-24": "52", "65": "58", "kvinnor+16-24": "54"}
    assert value(made, "2021.md", "measurements") == {"trygga": {"groups": numbers}}
    assert not any(each.why == "group-unknown" for each in made.left)
    rows = [["År", "Årskurs", "Antal elever"], ["2021", "7", "54"], ["2021", "8", "50"], ["2022", "7", "52"],
            ["2022", "8", "53"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert value(made, "2021.md", "measurements") == {"antal-elever": {"groups": {"7": "54", "8": "50"}}}


def test_every_cell_of_such_a_table_is_accounted_for(tmp_path: Path) -> None:
    file = tmp_path / "tal.csv"
    file.write_text(EMISSIONS, encoding="utf-8")
    source = read_source(file, None, "sv")
    assert [each.text for each in cells_of(account(source, made_of(source))) if each.why] == []


def test_columns_of_women_and_men_beside_that_of_all(tmp_path: Path) -> None:
    header = ["År", "Andel trygga kvinnor (%)", "Andel trygga män (%)", "Andel trygga totalt (%)"]
    made = proposed(tmp_path, [header, ["2021", "54", "50", "52"], ["2022", "55", "51", "53"]])
    assert value(made, "2021.md", "measurements") == {
        "andel-trygga": {"value": "52", "groups": {"kvinnor": "54", "man": "50"}}
    }


def test_a_code_beside_a_name_is_its_id(tmp_path: Path) -> None:
    rows = [["nyckeltal_id", "nyckeltal", "kommun", "år", "kön", "värde"],
            ["N00001", "Klimat", "Ekbacka", "2023", "T", "3,6"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    [indicator] = value(made, "indicators.yml", "indicators")
    assert (indicator["title"], indicator["kolada"]) == ("Klimat", "N00001")
    assert value(made, "2023.md", "measurements") == {"klimat": "3.6"}


@pytest.mark.parametrize(("text", "low"), [("–300", "-300"), ("−1 200", "-1200"), ("5–10", "5"), ("-", None)])
def test_a_dash_before_a_number_is_a_minus(text: str, low: str | None) -> None:
    found = cell_number(text, "sv")
    assert (found.low if found else None) == low


@pytest.mark.parametrize(
    ("text", "code", "line", "facts"),
    [
        ("Titel\nÅr;Utsläpp (ton)\n2021;54\n2021;50\n", "import-rows-alike", 4, {"text": "2021", "lines": "3, 4"}),
        ("2021;54\n2022;50\n", "import-no-header", 1, {"texts": "”2021”, ”54”"}),
        ("\nNågot;annat\nHej;12\n", "import-header-unknown", 2, {"texts": "”Något”, ”annat”"}),
        ("Titel\nÅr,Utsläpp (ton)\n2021,12,4\n2022,11,9\n", "import-decimal-commas", 3, {"text": "2021,12,4"}),
        ("Utsläpp\n12\n", "import-no-table", 0, {}),
    ],
)
def test_what_is_not_understood_is_said_of_its_line(
    tmp_path: Path, text: str, code: str, line: int, facts: dict[str, str]
) -> None:
    file = tmp_path / "tal.csv"
    file.write_text(text, encoding="utf-8")
    try:
        source = read_source(file, None, "sv")
        assert made_of(source).files == ()
        problem = why_unread(source, "sv")
    except ProblemsFound as found:
        [problem] = found.problems
    assert (problem.code, problem.place.line, dict(problem.facts)) == (code, line, facts)


def test_commas_between_columns_and_points_in_numbers_are_read(tmp_path: Path) -> None:
    file = tmp_path / "tal.csv"
    file.write_text('År,Utsläpp (ton)\n2021,12.4\n2022,"11,9"\n', encoding="utf-8")
    made = made_of(read_source(file, None, "sv"))
    assert [value(made, f"{year}.md", "measurements") for year in (2021, 2022)] == [
        {"utslapp-ton": "12.4"}, {"utslapp-ton": "11.9"},
    ]  # fmt: skip


def test_such_tables_below_each_other_are_each_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Antal företagare i byarna"], ["Område", 2021], ["Norra byn", 12], ["Södra byn", 14], ["Totalt", 26], [],
        ["År", "Utsläpp (ton)", "Bussar (number)"], [2021, 12, 3], [2022, 11, 4], [],
        ["Nyckeltal", "Utfall 2022", "Mål 2023"], ["Nöjda (%)", 50, 60],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "byar.xlsx")
    source = read_source(tmp_path / "byar.xlsx", None, "sv")
    made = made_of(source)
    assert [len(each.rows) for each in source.blocks] == [5, 3, 2]
    found = value(made, "2021.md", "measurements")
    assert found.pop("antal-foretagare-i-byarna") == {"value": "26", "groups": {"norra-byn": "12", "sodra-byn": "14"}}
    assert found == {"utslapp-ton": "12", "bussar-number": "3"}
    assert value(made, "results/2022.md", "measurements") == {"nojda": "50"}
    assert {each.path for each in made.files if each.kind == "statistics" and "2022" in each.fields} == {
        "plans/statistics/utslapp-ton.csv", "plans/statistics/bussar-number.csv",
    }  # fmt: skip
    assert [each.text for each in cells_of(account(source, made)) if each.why] == []


def test_areas_across_are_compared_and_never_each_other(tmp_path: Path) -> None:
    rows = [
        ["Trygga i procent"],
        ["År", "Kommunen", "Riket", "Länet"],
        ["2021", "50", "60", "55"],
        ["2022", "51", "61", "56"],
    ]
    made = proposed(tmp_path, rows)
    [indicator] = value(made, "indicators.yml", "indicators")
    assert value(made, "2021.md", "measurements") == {indicator["id"]: "50"}
    statistics = next(each for each in made.files if each.kind == "statistics")
    assert value(made, "statistics/" + statistics.path.split("/")[-1], "2022") == {
        "value": "51",
        "riket": "61",
        "lanet": "56",
    }
    rows = [["År", "Trygga (%)", "Riket"], ["2021", "50", "60"], ["2022", "51", "61"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2022.md", "measurements") == {"trygga": "51"}
    statistics = next(each for each in made.files if each.kind == "statistics")
    assert value(made, "statistics/" + statistics.path.split("/")[-1], "2021") == {"value": "50", "riket": "60"}
    rows = [["År", "Trygga (%)", "Resor (km)", "Riket"], ["2021", "50", "7", "60"], ["2022", "51", "8", "61"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2022.md", "measurements") == {"trygga": "51", "resor-km": "8"}
    assert [each.why for each in made.left] == ["column-unknown"] * 3


SEXES = {"value": "55", "groups": {"kvinnor": "50", "man": "60"}}


@pytest.mark.parametrize(
    "rows",
    [
        [["Nyckeltal", "2023 K", "2023 M", "2023 T", "2022 K", "2022 M", "2022 T"]],
        [["Nyckeltal", "2023", "", "", "2022", "", ""], ["", "K", "M", "T", "K", "M", "T"]],
        [["Nyckeltal", "2023", "2023", "2023", "2022", "2022", "2022"], ["Nyckeltal", "K", "M", "T", "K", "M", "T"]],
    ],
)
def test_letters_in_headers_are_the_sexes(tmp_path: Path, rows: list[list[str]]) -> None:
    made = proposed(tmp_path, [*rows, ["Trygga (%)", "50", "60", "55", "49", "59", "54"]])
    assert value(made, "2023.md", "measurements") == {"trygga": SEXES}
    assert value(made, "2022.md", "measurements") == {
        "trygga": {"value": "54", "groups": {"kvinnor": "49", "man": "59"}}
    }


def test_sexes_above_years_divide_them(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Kvinnor", "", "Män", "", "Totalt", ""], ["", "2022", "2023", "2022", "2023", "2022", "2023"]]
    made = proposed(tmp_path, [*rows, ["Trygga (%)", "49", "50", "59", "60", "54", "55"]])
    assert value(made, "2023.md", "measurements") == {"trygga": SEXES}


def test_a_year_that_stands_twice_is_not_placed(tmp_path: Path) -> None:
    rows = [["", "Ekskolan", "", "Björkskolan", ""], ["Nyckeltal", "2022", "2023", "2022", "2023"],
            ["Trygga (%)", "49", "50", "59", "60"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert not any("results" in each.path for each in made.files)
    assert [each.why for each in made.left].count("same-place") == 4
