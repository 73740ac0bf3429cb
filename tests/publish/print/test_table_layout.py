"""Tables on paper: columns fit their words, wide ones turn the sheet, and numbers meet at their decimal sign."""

from typing import Any

from lxml import html

from publisher.publish.print.table_layout import (
    ON_ITS_SIDE,
    UPRIGHT,
    align_numbers,
    is_landscape,
    measures,
    texts_of,
    with_turned_tables,
)


def aligned(*columns: str, decimal: str = ",") -> list[dict[str, Any]]:
    """Return the cells of one column below a row header."""
    body: list[list[dict[str, Any]]] = [[{"align": ""}, {"align": ""}] for _ in columns]
    align_numbers(body, [["mått", text] for text in columns], decimal)
    return [row[1] for row in body]


def test_numbers_get_what_they_lack_behind_the_decimal_sign() -> None:
    cells = aligned("79 %", "80,5 %", "ännu inte redovisat")
    assert [cell.get("rest") for cell in cells] == [",5", "", None]
    assert {cell["align"] for cell in cells} == {"right"}
    assert [cell.get("rest") for cell in aligned("1,234", "2.5", decimal=".")] == [".5", ""]


def test_text_with_numbers_in_it_is_no_column_of_numbers() -> None:
    assert {cell["align"] for cell in aligned("72 av 142", "80")} == {""}
    assert {cell["align"] for cell in aligned("2021", "2022")} == {""}
    assert {cell["align"] for cell in aligned("–", "–")} == {""}


def test_the_widths_fill_the_page() -> None:
    upright = measures([["Plan", "Status"], ["Lokala jobbspår", "Pågår"]])
    wide = measures([["Åtagande", *("Plan för kompetensförsörjning",) * 6], ["Fler i arbete", *("ja",) * 6]])
    assert (upright.wide, round(sum(upright.widths))) == (False, UPRIGHT)
    assert (wide.wide, round(sum(wide.widths))) == (True, ON_ITS_SIDE)
    assert wide.widths[0] > 3 * wide.widths[1]
    assert wide.hyphenate
    assert not upright.hyphenate


def test_a_status_is_one_word() -> None:
    row = html.fromstring('<table><tr><td>nu <strong class="status">Målet inte nått</strong></td></tr></table>')
    assert texts_of(row.findall(".//tr")) == [["nu Målet_inte_nått___"]]


def test_a_wide_table_takes_its_headings_along() -> None:
    heading, text = {"tag": "heading", "kids": []}, {"tag": "p", "kids": []}
    table = {"tag": "table", "wide": True, "kids": []}
    assert is_landscape([heading, text, table])
    assert not is_landscape([heading, *[text] * 9, table])
    assert [kid["tag"] for kid in with_turned_tables([text, heading, table, text])] == ["p", "div", "p"]  # type: ignore[index]
