from datetime import date
from decimal import Decimal

import pytest

from publisher.language import Language, territory
from publisher.link.graph.in_language import put_in
from publisher.locales import languages
from publisher.model.period import Day
from publisher.model.unit import Unit

SV, DA, EN = Language("sv"), Language("da"), Language("en")


def test_day_is_written_as_exactly_as_it_is_known() -> None:
    assert [SV.date(day) for day in ("2021-09-15", "2021-09", "2021")] == [
        "15 september 2021",
        "september 2021",
        "2021",
    ]
    assert SV.date(Day(2021, 9)) == "september 2021"
    assert SV.date(date(2021, 9, 5)) == "5 september 2021"
    assert DA.date("2021-09-15") == "15. september 2021"
    assert EN.date("2021-09") == "September 2021"


def test_numbers_have_the_form_of_the_language() -> None:
    assert SV.number(1234567) == "1\u00a0234\u00a0567"
    assert SV.number(Decimal("1234.5")) == "1\u00a0234,5"
    assert DA.number(Decimal("1234.5")) == "1.234,5"
    assert EN.number(Decimal("1234.5")) == "1,234.5"


@pytest.mark.parametrize(("number", "words"), [(0, "0 åtaganden"), (1, "1 åtagande"), (2, "2 åtaganden")])
def test_plural_forms(number: int, words: str) -> None:
    assert SV.plural("commitments", number) == words


def test_a_number_keeps_its_decimals_whatever_was_written_before() -> None:
    texts = ("2", "2.0", "2.00", "2", "0", "0.0")
    assert [SV.number(Decimal(text)) for text in texts] == ["2", "2,0", "2,00", "2", "0", "0,0"]


@pytest.mark.parametrize(
    ("number", "swedish", "danish", "english"),
    [
        ("0", "0 dagar", "0 dage", "0 days"),
        ("1", "1 dag", "1 dag", "1 day"),
        ("1.0", "1,0 dag", "1,0 dag", "1.0 day"),
        ("1.5", "1,5 dagar", "1,5 dag", "1.5 days"),
        ("2", "2 dagar", "2 dage", "2 days"),
        ("-1", "-1 dagar", "-1 dage", "-1 days"),
    ],
)
def test_a_number_with_decimals_has_the_plural_of_the_language(
    number: str, swedish: str, danish: str, english: str
) -> None:
    written = [words.plural("unit.days", Decimal(number)).replace("\u2212", "-") for words in (SV, DA, EN)]
    assert written == [swedish, danish, english]


def test_listing_ends_with_and() -> None:
    assert [SV.listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]
    assert DA.listing(["a", "b"]) == "a og b"


def test_facts_are_filled_in_as_they_are() -> None:
    assert SV.text("unknown-id.message", id="{id} %s {0}") == "Id:t {id} %s {0} finns inte."
    assert SV.text("block-statement.message") == "{% … %} får inte användas i texter."


def test_unknown_words_are_an_error() -> None:
    assert SV.has("page.start")
    assert not SV.has("page.stort")
    for key in ("page.stort", "unknown-id.message"):
        with pytest.raises(KeyError):
            SV.text(key)
    with pytest.raises(KeyError):
        SV.plural("page.stort", 2)


def test_words_under_a_prefix() -> None:
    words = SV.under("status.")
    assert words["status.ongoing"] == "Pågår"
    assert all(key.startswith("status.") for key in words)


def test_languages_of_the_program() -> None:
    assert set(languages()) >= {"da", "en", "fi", "sv"}
    assert list(languages()) == sorted(languages())


def test_a_language_is_at_home_in_a_country_also_one_that_has_no_words_yet() -> None:
    assert [territory(code) for code in ("sv", "da", "en", "nb", "fi")] == ["SE", "DK", "GB", "NO", "FI"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "التزام واحد"), (2, "التزامان"), (5, "5 التزامات"), (11, "11 التزامًا"), (100, "100 التزام")],
)
def test_the_forms_of_a_plural_follow_the_rule_of_the_catalogue(number: int, words: str) -> None:
    assert Language("ar", "sv").plural("commitments", number) == words


def test_money_in_another_language_is_in_words_of_this_one() -> None:
    def unit(words: str) -> Unit:
        return put_in(Unit(one=words, other=words), None, "sv")

    def shown(code: str, words: str, number: str = "80900") -> str:
        return Language(code, "sv").amount(Decimal(number), unit(words)).replace("\xa0", " ")

    assert shown("en", "tkr") == "SEK 80,900 thousand"
    assert shown("en", "mnkr", "80.9") == "SEK 80.9 million"
    assert shown("en", "miljarder kronor", "2") == "SEK 2 billion"
    assert shown("en", "kr") == "SEK 80,900"
    assert shown("da", "tkr") == "80.900 tusind svenske kroner"
    assert shown("fi", "mkr", "80.9") == "80,9 miljoonaa Ruotsin kruunua"
    assert "\N{NO-BREAK SPACE}900 tusen" in Language("nb", "sv").amount(Decimal(80900), unit("tkr"))
    # Other words stay as they are, and so does the author's own language.
    assert shown("en", "timmar") == "80,900 timmar"
    assert shown("sv", "tkr") == "80 900 tkr"
    # A unit alone, as in the head of a table.
    assert Language("en", "sv").unit_name(unit("tkr")) == "SEK thousand"
    assert Language("de", "sv").unit_name(unit("tkr")) == "Tausend Schwedische Kronen"


@pytest.mark.parametrize("unit", ["SEK", "EUR", "kronor", "points", "count", "mass-tonne", "percent"])
@pytest.mark.parametrize("code", ["sv", "nb", "fi"])
def test_a_negative_number_has_the_minus_of_the_language_in_every_unit(unit: str, code: str) -> None:
    words = Language(code).amount(Decimal("-1200.50"), Unit(name=unit))
    assert words.startswith("\N{MINUS SIGN}1"), words
    assert "-" not in words
    assert ",50" in words


def test_a_currency_that_comes_first_follows_the_minus() -> None:
    assert EN.amount(Decimal(-700), Unit(name="SEK")) == "-SEK\u00a0700"


def test_a_title_within_a_sentence_begins_small_where_the_language_allows_it() -> None:
    assert [Language(code).within("Elever med behörighet till EU-program") for code in ("sv", "de")] == [
        "elever med behörighet till EU-program",
        "Elever med behörighet till EU-program",
    ]
    assert Language("sv").within("SFI-elever") == "SFI-elever"
    assert Language("da").within("") == ""
