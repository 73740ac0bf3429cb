"""Tables divided by several dimensions at once, as by sex and age: each number in its cell, or in none."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.known_groups import age_span, names_ages
from publisher.importing.form.accounting import account
from publisher.importing.meaning.tables import Present
from publisher.model.groups import Dimension
from tests.importing.test_cells import lost, proposed, value
from tests.importing.test_row_names import doubts

HEADERS = ["Kvinnor 16–24", "Män 16–24", "Kvinnor 25–64", "Män 25–64"]
NUMBERS = ["61", "66", "72", "70"]
CELLS = dict(zip(("kvinnor+16-24", "man+16-24", "kvinnor+25-64", "man+25-64"), NUMBERS, strict=True))


def groups(folder: Path, rows: list[list[str]], year: str = "2024", present: Present | None = None) -> Any:
    """Return the groups of the only number of a year, all of whose cells have their place."""
    source, made = proposed(folder, rows, present) if present else proposed(folder, rows)
    assert lost(account(source, made)) == {}
    [number] = value(made, f"{year}.md", "measurements").values()
    return number["groups"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Indikator", *(f"{each} 2024" for each in HEADERS), "Totalt 2024"], ["Andel trygga (%)", *NUMBERS, "69"]],
        [
            ["Indikator", *(f"Utfall 2024 {each.lower()}" for each in HEADERS), "Utfall 2024"],
            ["Andel trygga (%)", *NUMBERS, "69"],
        ],
        [["Utfall 2024"], ["Indikator", "K 16–24", "M 16–24", "K 25–64", "M 25–64", "Totalt"],
         ["Andel trygga (%)", *NUMBERS, "69"]],
        [["Indikator", "16–24", "16–24", "25–64", "25–64", "Totalt"], ["", "Kvinnor", "Män", "Kvinnor", "Män", "2024"],
         ["Andel trygga (%)", *NUMBERS, "69"]],
        [["Indikator", "Kvinnor", "", "Män", "", "Totalt"], ["", "16–24", "25–64", "16–24", "25–64", "2024"],
         ["Andel trygga (%)", "61", "72", "66", "70", "69"]],
        [["Nyckeltal", "Kön", "Ålder", "2024"], ["Andel trygga (%)", "Totalt", "Totalt", "69"],
         *(["Andel trygga (%)", *each.split(), number] for each, number in zip(HEADERS, NUMBERS, strict=True))],
        [["Nyckeltal", "Grupp", "Utfall 2024"], ["Andel trygga (%)", "Totalt", "69"],
         *(["Andel trygga (%)", each, number] for each, number in zip(HEADERS, NUMBERS, strict=True))],
        [["Nyckeltal", "Utfall 2024"], ["Andel trygga (%)", "69"],
         *([each, number] for each, number in zip(HEADERS, NUMBERS, strict=True))],
    ],
)  # fmt: skip
def test_sex_and_age_are_two_dimensions_that_cross(tmp_path: Path, rows: list[list[str]]) -> None:
    assert groups(tmp_path, rows) == CELLS
    _, made = proposed(tmp_path, rows)
    sex, age = value(made, "indicators.yml", "dimensions")
    assert (sex["id"], [each["title"] for each in sex["groups"]]) == ("kon", ["Kvinnor", "Män"])
    assert [(each["id"], each["title"]) for each in age["groups"]] == [("16-24", "16–24"), ("25-64", "25–64")]
    [file] = [each for each in made.files if each.path.endswith("indicators.yml")]
    doubts = {doubt.code for _, piece in file.pieces() for doubt in piece.doubts}
    assert doubts & {"groups-of-headers", "groups-of-column"}


def test_a_group_that_stands_once_above_its_ages(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Kön", "Ålder", "2024"], ["Andel trygga (%)", "Alla", "Alla", "69"],
            ["", "Kvinnor", "16–24", "61"], ["", "", "25–64", "72"], ["", "Män", "16–24", "66"],
            ["", "", "25–64", "70"]]  # fmt: skip
    assert groups(tmp_path, rows) == CELLS
    rows = [["Nyckeltal", "2024"], ["Andel trygga (%)", "69"], ["Kvinnor", "67"], ["16–24", "61"], ["25–64", "72"],
            ["Män", "68"], ["16–24", "66"], ["25–64", "70"]]  # fmt: skip
    assert groups(tmp_path, rows) == {"kvinnor": "67", "man": "68", **CELLS}


def test_ages_beside_the_sexes_are_of_all(tmp_path: Path) -> None:
    names = ["Kvinnor", "Män", "16–24 år", "25–64 år"]
    numbers = ["67", "68", "64", "71"]
    cells = dict(zip(("kvinnor", "man", "16-24-ar", "25-64-ar"), numbers, strict=True))
    header = ["Indikator", *(f"{each} 2024" for each in names), "Totalt 2024"]
    assert groups(tmp_path, [header, ["Andel trygga (%)", *numbers, "69"]]) == cells
    rows = [["Indikator", "2024"], ["Andel trygga (%)", "69"], *map(list, zip(names, numbers, strict=True))]
    assert groups(tmp_path, rows) == cells


def test_where_it_is_not_certain_whose_ages_they_are_they_are_left_out(tmp_path: Path) -> None:
    rows = [["Indikator", "2024"], ["Andel trygga (%)", "69"], ["Kvinnor", "67"], ["16–24 år", "61"],
            ["25–64 år", "72"]]  # fmt: skip
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"andel-trygga": {"value": "69", "groups": {"kvinnor": "67"}}}
    assert lost(account(source, made)) == {"61": "group-unknown", "72": "group-unknown"}


def test_ages_that_overlap_are_no_groups_and_never_those_of_their_sex(tmp_path: Path) -> None:
    header = ["Indikator", "Utfall 2024", "Utfall kvinnor 16–24 2024", "Utfall kvinnor 16–64 2024"]
    source, made = proposed(tmp_path, [header, ["Andel trygga (%)", "50", "40", "30"]])
    assert value(made, "2024.md", "measurements") == {"andel-trygga": "50"}
    fates = lost(account(source, made))
    assert {text: fates[text] for text in ("40", "30")} == {"40": "column-unknown", "30": "column-unknown"}


def test_a_sex_in_each_row_and_ages_across(tmp_path: Path) -> None:
    by_sex = (["Kvinnor", "61", "72", "67"], ["Män", "66", "70", "68"], ["Totalt", "64", "71", "69"])
    rows = [["Indikator", "Kön", "16–24", "25–64", "Totalt 2024"], *(["Andel trygga (%)", *each] for each in by_sex)]
    source, made = proposed(tmp_path, rows)
    [number] = value(made, "2024.md", "measurements").values()
    assert (number["value"], number["groups"]) == (
        "69",
        {**CELLS, "kvinnor": "67", "man": "68", "16-24": "64", "25-64": "71"},
    )
    assert lost(account(source, made)) == {}


def test_counts_that_cross_have_to_come_to_their_total(tmp_path: Path) -> None:
    header = ["Indikator", "Enhet", *(f"{each} 2024" for each in HEADERS), "Totalt 2024"]
    assert groups(tmp_path, [header, ["Deltagare", "st", "40", "35", "60", "50", "185"]])["man+25-64"] == "50"
    _, made = proposed(tmp_path, [header, ["Deltagare", "st", "40", "35", "60", "50", "200"]])
    sex, age = value(made, "indicators.yml", "dimensions")
    assert (sex.get("exhaustive"), age["exhaustive"]) == (None, "false")
    source, made = proposed(tmp_path, [header, ["Deltagare", "st", "40", "35", "60", "50", "100"]])
    assert value(made, "2024.md", "measurements") == {"deltagare": "100"}
    assert {why for text, why in lost(account(source, made)).items() if text in {"40", "35", "60", "50"}} == {
        "groups-do-not-fit"
    }


def test_without_a_number_of_all_there_are_groups_and_crossings(tmp_path: Path) -> None:
    header = ["Indikator", "Kvinnor 2024", "Män 2024", "Kvinnor 16–24 2024", "Män 16–24 2024"]
    _, made = proposed(tmp_path, [header, ["Andel trygga (%)", "50", "40", "30", "10"]])
    numbers = {"kvinnor": "50", "man": "40", "kvinnor+16-24": "30", "man+16-24": "10"}
    assert value(made, "2024.md", "measurements") == {"andel-trygga": {"groups": numbers}}


def test_groups_directly_below_a_heading_are_of_what_it_names(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "2024"], ["Andel nöjda (%)", "60"], ["Andel trygga (%)", ""], ["Kvinnor", "61"],
            ["Män", "64"]]  # fmt: skip
    _, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {
        "andel-nojda": "60",
        "andel-trygga": {"groups": {"kvinnor": "61", "man": "64"}},
    }


def test_other_words_beside_both_sexes_and_what_is_measured(tmp_path: Path) -> None:
    names = ["Kvinnor heltid", "Män heltid", "Kvinnor deltid", "Män deltid"]
    rows = [["Indikator", *(f"{each} 2024" for each in names), "Totalt 2024"],
            ["Antal anställda", "50", "40", "30", "10", "130"]]  # fmt: skip
    assert groups(tmp_path, rows) == {
        "kvinnor+heltid": "50", "man+heltid": "40", "kvinnor+deltid": "30", "man+deltid": "10",
    }  # fmt: skip
    header = ["Indikator", "Antal kvinnor 2024", "Antal män 2024", "Andel kvinnor 2024", "Andel män 2024"]
    _, made = proposed(tmp_path, [[*header, "Totalt 2024"], ["Chefer", "20", "10", "67", "33", "30"]])
    assert value(made, "2024.md", "measurements")["chefer"]["groups"] == {"kvinnor": "20", "man": "10"}


def test_ages_without_an_end(tmp_path: Path) -> None:
    header = [
        "Nyckeltal",
        "Kvinnor under 65 år",
        "Kvinnor 65 år eller äldre",
        "Män under 65 år",
        "Män 65 år eller äldre",
    ]
    rows = [["Utfall 2024"], [*header, "Totalt"], ["Andel trygga (%)", *NUMBERS, "69"]]
    assert [*groups(tmp_path, rows)] == [
        "kvinnor+under-65-ar", "kvinnor+65-ar-eller-aldre", "man+under-65-ar", "man+65-ar-eller-aldre",
    ]  # fmt: skip


def test_sexes_and_ages_down_and_years_across(tmp_path: Path) -> None:
    by_group = (("Totalt", "6,2"), ("Kvinnor", "7,2"), ("Män", "4,1"), ("29 år eller yngre", "4,2"),
                ("30–49 år", "5,5"), ("50 år eller äldre", "8,2"))  # fmt: skip
    rows = [["Sjukfrånvaro (%)", "2024"], *map(list, by_group)]
    assert groups(tmp_path, rows) == {
        "kvinnor": "7.2", "man": "4.1", "29-ar-eller-yngre": "4.2", "30-49-ar": "5.5", "50-ar-eller-aldre": "8.2",
    }  # fmt: skip
    one_sex = [row for row in rows if row[0] != "Män"]
    _, made = proposed(tmp_path, one_sex)
    assert made.files == (), "nobody says whether the ages are those of women"


def test_small_numbers_beside_the_word_for_all_are_groups(tmp_path: Path) -> None:
    parts = ("5 Flickor 70", "5 Pojkar 71", "8 Flickor 72", "8 Pojkar 73", "Totalt Totalt 72")
    rows = [["Indikator", "Årskurs", "Kön", "2024"], *(["Andel som trivs (%)", *each.split()] for each in parts)]
    assert groups(tmp_path, rows) == {"flickor+5": "70", "pojkar+5": "71", "flickor+8": "72", "pojkar+8": "73"}


@pytest.mark.parametrize(("header", "codes"), [("Skolkod", ("1001", "1002")), ("Distrikt", ("101", "102"))])
def test_the_number_of_one_code_is_not_that_of_all(tmp_path: Path, header: str, codes: tuple[str, str]) -> None:
    rows = [["Indikator", header, "2024"], *(["Andel nöjda (%)", code, f"7{at}"] for at, code in enumerate(codes))]
    source, made = proposed(tmp_path, rows)
    numbers = dict(zip(codes, ("70", "71"), strict=True))
    assert value(made, "2024.md", "measurements") == {"andel-nojda": {"groups": numbers}}
    assert "groups-of-column" in doubts(made)
    assert lost(account(source, made)) == {}


@pytest.mark.parametrize("number", ["40", "40 %"])
def test_a_share_of_women_is_no_part_of_a_count(tmp_path: Path, number: str) -> None:
    rows = [["Indikator", "Andel kvinnor 2024", "Antal 2024"], ["Chefer", number, "22"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"chefer": "22"}
    assert value(made, "indicators.yml", "indicators")[0]["unit"] != "percent"
    assert lost(account(source, made))[number] == "column-unknown"


def test_declared_ages_written_otherwise(tmp_path: Path) -> None:
    declared = tuple(
        Dimension.model_validate({"id": name, "title": title, "groups": [{"id": i, "title": t} for i, t in parts]})
        for name, title, parts in (
            ("s", "Kön", [("f", "Kvinnor"), ("m", "Män")]),
            ("a", "Ålder", [("u", "16–24 år"), ("v", "25–64 år")]),
        )
    )
    rows = [["Indikator", *(f"{each.replace('–', '-')} 2024" for each in HEADERS), "Totalt 2024"],
            ["Andel trygga (%)", *NUMBERS, "69"]]  # fmt: skip
    assert groups(tmp_path, rows, present=Present({}, {}, frozenset(), declared)) == dict(
        zip(("f+u", "m+u", "f+v", "m+v"), NUMBERS, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "language", "span"),
    [
        ("16–24", "sv", (16, 24)), ("16 - 24 år", "sv", (16, 24)), ("under 18 år", "sv", (0, 17)),
        ("65 år och äldre", "sv", (65, 999)), ("65+", "da", (65, 999)), ("0–5 vuotta", "fi", (0, 5)),
        ("18 Jahre und älter", "de", (18, 999)), ("16-24 years", "en", (16, 24)), ("2023", "sv", None),
        ("1 000", "sv", None), ("30–40 %", "sv", None), ("0,5", "sv", None),
    ],
)  # fmt: skip
def test_spans_of_ages(text: str, language: str, span: tuple[int, int] | None) -> None:
    assert age_span(text, language) == span


def test_a_scale_is_no_age() -> None:
    assert not names_ages("skala 1–6", "sv")
    assert names_ages("i åldern 16–24 år", "sv")
