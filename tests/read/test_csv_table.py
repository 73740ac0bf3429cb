from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.mend.table import table_rewritten
from publisher.model.statistics import Statistics
from publisher.model.typed import typed
from publisher.read.csv_table import read_table

FILE = "plans/statistics/utslapp.csv"


def statistics(text: str) -> Statistics:
    document, problems = read_table(FILE, text)
    assert document and not problems
    value, problems = typed(document, Statistics)
    assert value and not problems
    return value


@pytest.mark.parametrize(
    "text",
    [
        "period,value,riket\n1990,8.40,7\n2024-Q3,-12345.5,\n",
        "period;value;riket\n1990;8,40;7\n\n2024-Q3;-12 345,5;\n",
        "riket\tperiod\tvalue\n7\t1990\t8,40\n\t2024-Q3\t\u221212\u00a0345,5\n",
        "År ;Värde; riket\n1990;8,40;7\n2024-Q3;-12345,5;\n",
        "PERIODE;Verdi;riket\n1990;8,40;7\n2024-Q3;-12345,5;\n",
        "\ufeffsep=;\nperiod;value;riket\n1990;8,40;7\n2024-Q3;-12345,5;\n",
        'period,value,riket\n"1990","8.40","7"\n2024-Q3,-12345.5,\n;'.removesuffix(";"),
    ],
)
def test_a_table_as_spreadsheets_write_it(text: str) -> None:
    found = statistics(text)
    assert found.indicator == "utslapp"
    rows = {str(period): (each.value, each.series) for period, each in found.periods.items()}
    assert rows == {"1990": (Decimal("8.40"), {"riket": Decimal(7)}), "2024-Q3": (Decimal("-12345.5"), {})}


def test_a_table_with_headings_in_words_keeps_them_where_it_is_changed() -> None:
    text = "År;Värde;Anmärkning\n2023;8,4;preliminärt\n"
    document, _ = read_table(FILE, text)
    assert document and document.fields["periods"] == {"2023": {"value": "8.4", "note": "preliminärt"}}
    periods = {"2023": {"value": "8.5", "note": "preliminärt"}, "2024": {"value": "9"}}
    assert table_rewritten(text, {"periods": periods}) == text.replace("8,4", "8,5") + "2024;9;\n"


def test_each_cell_has_its_place() -> None:
    document, _ = read_table(FILE, "period;value;riket\n1990;8,4;7\n1991;x;y\n")
    assert document
    places = [document.place("periods", "1991", "value"), document.place("periods", "1991", "series", "riket")]
    assert [(place.line, place.column) for place in places] == [(3, 6), (3, 8)]


@given(
    st.lists(st.tuples(st.integers(1800, 2199), st.decimals(-(10**9), 10**9, places=2)), unique_by=lambda row: row[0])
)
def test_every_number_is_read_as_it_is_written(rows: list[tuple[int, Decimal]]) -> None:
    english = "period,value\n" + "".join(f"{year},{number}\n" for year, number in rows)
    swedish = "period;value\n" + "".join(
        f"{year};{f'{number:,}'.replace(',', ' ').replace('.', ',')}\n" for year, number in rows
    )
    wanted = {str(year): number for year, number in rows}
    for text in (english, swedish):
        found = statistics(text)
        assert {str(period): each.value for period, each in found.periods.items()} == wanted


@pytest.mark.parametrize("text", ["sep=;\n", ";;\n;\n", "\n"])
def test_a_table_without_a_word_is_a_problem(text: str) -> None:
    document, problems = read_table(FILE, text)
    assert document is None
    assert [each.code for each in problems] == ["table-without-period"]


def test_a_period_has_the_place_of_its_column() -> None:
    document, found = read_table(FILE, "value;period\n4,18;hösten 2024\n4;Summa\n")
    assert document
    assert document.key_place("periods", "hösten 2024").column == 6
    assert [(each.code, each.place.line, each.place.column) for each in found] == [("row-without-period", 3, 3)]


def test_a_line_for_excel_alone_moves_no_other() -> None:
    document, _ = read_table(FILE, "sep=;\nperiod;value\n1990;8,4\n")
    assert document
    assert document.place("periods", "1990", "value").line == 3
