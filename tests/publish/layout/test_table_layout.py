"""Tables on paper: columns fit their words, wide ones turn the sheet, and numbers align at their decimal separator."""

from lxml import html

from publisher.kinds import PageKind
from publisher.model.article import Section
from publisher.publish.layout.column_widths import BOLD, EDGES, LETTER
from publisher.publish.layout.elements import Element, Heading, Hyperlink, Table, elements_in
from publisher.publish.layout.geometry import SHEET
from publisher.publish.layout.table_layout import (
    is_landscape,
    is_wider,
    measures,
    number_columns,
    opening,
    texts_of,
    with_landscape_tables,
    with_references,
)
from publisher.publish.layout.tree import TreeBuilder
from publisher.publish.layout.turned_tables import turned
from publisher.render.page import Page


def lacking(*column: str, decimal: str = ",") -> list[str] | None:
    """Return what the numbers of one column below a row header lack, or None where it is no column of numbers."""
    return number_columns([["mått", text] for text in column], decimal).get(1)


def test_numbers_get_what_they_lack_behind_the_decimal_mark() -> None:
    assert lacking("79 %", "80,5 %", "ännu inte redovisat") == [",5", "", ""]
    assert lacking("1,234", "2.5", decimal=".") == [".5", ""]
    assert lacking("79 %", "80 %") == ["", ""]


def test_text_with_numbers_in_it_is_no_column_of_numbers() -> None:
    assert lacking("72 av 142", "80") is None
    assert lacking("2021", "2022") is None
    assert lacking("–", "–") is None


def test_the_widths_fill_the_page() -> None:
    upright = measures([["Plan", "Status"], ["Lokala jobbspår", "Pågår"]])
    wide = measures([["Åtagande", *("Plan för kompetensförsörjning",) * 6], ["Fler i arbete", *("ja",) * 6]])
    assert (upright.wide, round(sum(upright.widths))) == (False, SHEET.text_width)
    assert (wide.wide, round(sum(wide.widths))) == (True, SHEET.landscape_text_width)
    assert wide.widths[0] > 3 * wide.widths[1]


def test_more_than_six_columns_turn_the_sheet() -> None:
    narrow = [["a"] * 7, ["ja"] * 7]
    assert [measures([row[:count] for row in narrow]).wide for count in (5, 6, 7)] == [False, False, True]
    # And so do fewer, where their words need a quarter more than a sheet holds upright.
    assert [measures([["k"] * count, ["k" * 25] * count]).wide for count in (5, 6)] == [False, True]


def test_a_few_more_columns_of_short_numbers_stand_upright() -> None:
    table = [["Period", *("Kvinnor, 16–24 år",) * 8], ["2024", *("117",) * 8]]
    assert [measures([row[:count] for row in table]).wide for count in (7, 8, 9)] == [False, False, True]
    # A word with a number in it is a word.
    assert measures([table[0][:8], ["2024", *("Nr 7",) * 7]]).wide


def test_the_digits_of_a_number_never_part_nor_reach_into_the_next_column() -> None:
    amount = "57\u202f000\u202f000 kronor"
    row = html.fromstring(f"<table><tr><td>{amount}</td><td>60 200 000\n kronor</td></tr></table>")
    assert texts_of(row.findall(".//tr")) == [[amount, "60 200 000 kronor"]]
    crowded = measures([["Nyckeltal", *("Bedömningen",) * 5], ["Försörjningsstöd", amount, *("förvaltningarna",) * 4]])
    assert crowded.widths[1] >= len("57 000 000") * LETTER + EDGES
    assert (crowded.wide, round(sum(crowded.widths))) == (False, SHEET.text_width)


def test_a_column_of_much_text_takes_room_from_those_of_little() -> None:
    head = ["Nyckeltal", "Mål", "Redovisat", "Förändring", "Utfall"]
    row = ["Kostnad för försörjningsstöd, Från försörjningsstöd till egen försörjning", "57 dagar", "60 dagar"]
    rows = [[*row, "upp 3 procentenheter", "Målet_inte_nått___"]] * 4
    # One long text in a row does not decide over all of them.
    rows.append([*row, "–", "Målet_inte_nått___ · Bedömning: Uppfyllt___ Bedömningen skiljer sig från utfallet"])
    found = measures([head, *rows])
    assert max(found.widths) == found.widths[0]
    assert (found.wide, round(sum(found.widths))) == (False, SHEET.text_width)


def test_a_link_has_room_for_its_page() -> None:
    row = html.fromstring('<table><tr><th><a href="../a/">A</a></th><td><a href="https://a.se">B</a></td></tr></table>')
    rows = row.findall(".//tr")
    assert with_references(rows, texts_of(rows), lambda address: address.startswith("..")) == [["A (p. 99)", "B"]]


def test_a_link_that_leaves_the_edition_or_stays_on_its_page_has_no_page_number() -> None:
    builder = TreeBuilder(elsewhere={"b.md": "https://a.se/b/"})
    row = "<tr><th>A</th><td><a href='b.md'>B</a> <a href='a.md'>A</a> <a href='c.md'>C</a></td></tr>"
    builder.labels.add("c.md")
    builder.add(_page(), f"<table><thead><tr><th>Var</th><th>Vad</th></tr></thead><tbody>{row}</tbody></table>")
    links = [each for each in elements_in(builder.pages) if isinstance(each, Hyperlink)]
    assert [(each.tag, each.text, each.to or each.url) for each in links] == [
        ("a", "B", "https://a.se/b/"),
        ("span", "A", None),
        ("a", "C", "c.md"),
    ]


def _page() -> Page:
    return Page("a.md", "A", "", Section.PLANS, PageKind("plan"))


def _wheel(columns: int, cell: str = "Redovisar sina handlingsplaner") -> html.HtmlElement:
    """Return a table of two bodies' work, month by month."""
    head = "".join(f"<th>Månad {number}</th>" for number in range(columns))
    rows = "".join(f"<tr><td>{body}</td>{f'<td>{cell}</td>' * columns}</tr>" for body in ("Nämnden", "Styrelsen"))
    return html.fromstring(f"<table><thead><tr><th>Vem</th>{head}</tr></thead><tbody>{rows}</tbody></table>")


def test_a_table_of_words_too_wide_for_any_sheet_stands_with_its_rows_as_columns() -> None:
    found = turned(_wheel(12), ",")
    texts = texts_of(found.findall(".//tr"))
    assert texts[0] == ["Vem", "Nämnden", "Styrelsen"]
    assert texts[1] == ["Månad 0", *["Redovisar sina handlingsplaner"] * 2]
    assert (len(texts), {cell.tag for cell in found.findall("thead/tr/*")}) == (13, {"th"})
    assert not measures(texts).wide


def test_a_table_that_fits_or_holds_numbers_stands_as_it_is() -> None:
    for table in (_wheel(4), _wheel(12, "57 000 000 kronor"), _wheel(12, "ja")):
        assert turned(table, ",") is table
    linked = _wheel(12)
    linked.findall("tbody/tr/td")[0].append(html.fromstring("<a href='b.md'>B</a>"))
    assert turned(linked, ",") is linked, "a header that is repeated holds no link"


def test_short_names_of_rows_are_not_hyphenated() -> None:
    cell = "Beslutar om förvaltningarnas verksamhetsplaner"
    found = measures([["Månad", *("Arbetsmarknadsnämnden",) * 5], ["September", *(cell,) * 5]])
    assert found.widths[0] >= len("September") * LETTER + EDGES


def test_a_short_word_is_never_hyphenated() -> None:
    long = "sysselsättningsåtgärdernas utvecklingsmöjligheter"
    found = measures([["Nyckeltal", "Period", *("Redovisat",) * 4], *[[long, "2025", *(long,) * 4]] * 3])
    assert found.widths[1] >= len("Period") * BOLD * LETTER + EDGES
    assert not is_wider("Period", found.widths[1]) and is_wider(long, found.widths[2])


def test_a_status_is_one_word() -> None:
    row = html.fromstring('<table><tr><td>nu <strong class="status">Målet inte nått</strong></td></tr></table>')
    assert texts_of(row.findall(".//tr")) == [["nu Målet_inte_nått___"]]


def test_a_wide_table_takes_its_headings_along() -> None:
    heading, text = Heading(tag="heading", level=2, first=False), Element(tag="p")
    table = Table(tag="table", caption=(), head=(), body=(), columns=(), wide=True)
    assert is_landscape((heading, text, table))
    assert not is_landscape((heading, *[text] * 9, table))
    long = Element(tag="p", kids=("ord " * 200,))
    found = with_landscape_tables((text, heading, table, long))
    assert [(each.tag, each.style) for each in found if isinstance(each, Element)] == [
        ("p", ""),
        ("div", "landscape"),
        ("p", ""),
    ]
    assert found[1] == Element(tag="div", style="landscape", kids=(heading, table))
    # What little follows stands on its sheet, not alone on the next.
    assert with_landscape_tables((table, text)) == (Element(tag="div", style="landscape", kids=(table, text)),)


def _table(*years: int, head: str = "År") -> str:
    rows = "".join(f"<tr><th>{year}</th><td>{year % 10} %</td></tr>" for year in years)
    header = f"<thead><tr><th>{head}</th><th>Mål</th></tr></thead>"
    return f'<div class="table rows"><table>{header}<tbody>{rows}</tbody></table></div>'


def test_rows_that_a_screen_folds_are_one_table_again() -> None:
    folded, table = (2021, 2022), (2023, 2024)
    shut = f"<details class='older'><summary>Tidigare</summary>{_table(*folded)}</details>"
    assert _years(shut + _table(*table)) == [[2021, 2022, 2023, 2024]]
    assert _years(_table(*table) + shut) == [[2023, 2024, 2021, 2022]], "where they stood"
    # One with other columns is a table of its own.
    assert _years(shut + _table(*table, head="Plan")) == [[*folded], [*table]]


def _years(content: str) -> list[list[int]]:
    """Return the years in each table of a printed page."""
    builder = TreeBuilder()
    builder.add(_page(), content)
    tables = [each for each in elements_in(builder.pages) if isinstance(each, Table)]
    return [[int(str(row[0].kids[0])) for row in each.body] for each in tables]


def test_a_word_breaks_only_where_it_is_wider_than_its_column() -> None:
    assert is_wider("33 % av 151 i aktivitetsansvaret", 25)
    assert not is_wider("uppgift saknas", 25)


def test_the_first_rows_are_as_high_as_their_words_make_them() -> None:
    # Two words that do not fit beside each other take two lines, though their letters would fit in one and a half.
    narrow = opening([["Nyckeltal"], ["sysselsättning personer"]], [30.0])
    wide = opening([["Nyckeltal"], ["sysselsättning personer"]], [60.0])
    assert narrow > wide


def test_a_high_table_of_few_rows_may_break_between_them() -> None:
    low, high = [["År"], *[["sex"]] * 4], [["År"], *[["ord " * 60]] * 4]
    assert opening(low, [60.0]) > opening(low[:3], [60.0])
    assert opening(high, [60.0]) == opening(high[:3], [60.0])
    # Of three rows none may stand alone.
    assert opening(high[:4], [60.0]) > opening(high[:3], [60.0])
