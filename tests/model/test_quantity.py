"""Quantities as people type them, each read as what it says and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model.quantity import Comparator, quantity
from publisher.model.quantity_words import number_words
from publisher.model.spelled import comparison, place_in_list, plus_minus, relative
from publisher.model.target_value import TargetValue


@pytest.mark.parametrize(
    ("text", "limit", "low", "high", "unit"),
    [
        ("142", Comparator.EXACTLY, "142", "", ""),
        ("19 625", Comparator.EXACTLY, "19625", "", ""),
        ("\u2212 5", None, "", "", ""),
        ("\u22120,7", Comparator.EXACTLY, "-0.7", "", ""),
        # Dashes and hyphens for the minus sign; with a space it may be that of a list.
        ("–0,7", Comparator.EXACTLY, "-0.7", "", ""),
        ("—41 dagar", Comparator.EXACTLY, "-41", "", "dagar"),
        ("\u201119 625", Comparator.EXACTLY, "-19625", "", ""),
        ("≥ –5", Comparator.AT_LEAST, "-5", "", ""),
        ("–5–2", Comparator.EXACTLY, "-5", "2", ""),
        ("– 41", None, "", "", ""),
        ("20 %", Comparator.EXACTLY, "20", "", "%"),
        ("20%", Comparator.EXACTLY, "20", "", "%"),
        ("19 625 kr", Comparator.EXACTLY, "19625", "", "kr"),
        ("140 kWh/m2", Comparator.EXACTLY, "140", "", "kWh/m2"),
        ("minst 70", Comparator.AT_LEAST, "70", "", ""),
        ("Højst 30", Comparator.AT_MOST, "30", "", ""),
        ("no more than 12.5", Comparator.AT_MOST, "12.5", "", ""),
        ("över 70", Comparator.ABOVE, "70", "", ""),
        ("< 5", Comparator.BELOW, "5", "", ""),
        ("≥30", Comparator.AT_LEAST, "30", "", ""),
        ("ca. 70", Comparator.ABOUT, "70", "", ""),
        ("70–80", Comparator.EXACTLY, "70", "80", ""),
        ("-5--2", Comparator.EXACTLY, "-5", "-2", ""),
        ("70 till 80 %", Comparator.EXACTLY, "70", "80", "%"),
        ("2024-01-01", None, "", "", ""),
        ("1e9", None, "", "", ""),
        ("1.2.3", None, "", "", ""),
        ("öka till 70", None, "", "", ""),
        ("minst två", None, "", "", ""),
        ("minstens 70", None, "", "", ""),
        ("1" * 16, None, "", "", ""),
    ],
)
def test_quantity(text: str, limit: Comparator | None, low: str, high: str, unit: str) -> None:
    found = quantity(text)
    if limit is None:
        assert found is None
    else:
        assert found
        assert (found.limit, found.low, found.high, found.unit) == (limit, low, high, unit)


@given(st.text(alphabet="0123456789 ,.-–%≥<minstøå", max_size=14))
def test_what_is_written_instead_reads_as_the_same(text: str) -> None:
    if found := quantity(text):
        again = quantity(found.text)
        assert again
        assert again.is_plain
        assert (again.limit, again.low, again.high, again.unit) == (found.limit, found.low, found.high, "")


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("minst 70", {"at_least": 70}),
        ("højst 30", {"at_most": 30}),
        ("at least 70", {"at_least": 70}),
        ("70–80", {"at_least": 70, "at_most": 80}),
        (">40", {"above": 40}),
        ("under 5", {"below": 5}),
        ("75", {"value": 75}),
        ("Fler ska vara nöjda", {"words": "Fler ska vara nöjda"}),
        ("ska öka till 2030", {"words": "ska öka till 2030"}),
    ],
)
def test_a_target_of_each_form(written: str, fields: dict[str, object]) -> None:
    assert TargetValue.model_validate(written) == TargetValue.model_validate(fields)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("400 tkr", "400000", "kr"),
        ("3 kkr", "3000", "kr"),
        ("2,5 mkr", "2500000", "kr"),
        ("2,5 Mkr", "2500000", "kr"),
        ("1,2 mnkr", "1200000", "kr"),
        ("1 mdkr", "1000000000", "kr"),
        ("12 MSEK", "12000000", "sek"),
        ("1,2 miljoner kronor", "1200000", "kronor"),
        ("7 tusen personer", "7000", "personer"),
        ("400 t.kr.", "400000", "kr"),
        ("50 mio. kr.", "50000000", "kr"),
        ("12 mia. kr", "12000000000", "kr"),
        ("3 mill. kr", "3000000", "kr"),
        ("£1.2m", "1200000", "£"),
        ("€3bn", "3000000000", "€"),
        ("$50k", "50000", "$"),
        ("12 M€", "12000000", "€"),
        ("5 milj. euroa", "5000000", "euroa"),
        ("1,2 Mio. €", "1200000", "€"),
        ("400 tkr per elev", "400000", "kr per elev"),
        ("5 promille", "0.5", "%"),
        # A letter alone is a unit like others: 5 metres, 5 tonnes.
        ("5 m", "5", "m"),
        ("5 t", "5", "t"),
        ("1 200,50 kr", "1200.50", "kr"),
        ("kr 1 200", "1200", "kr"),
        ("1,200.50", "1200.50", ""),
        ("1.200,50", "1200.50", ""),
        ("1,234,567", "1234567", ""),
        ("minst £50m", "minst 50000000", "£"),
        ("-£120,000", "-120000", "£"),
        ("$1,250", "1250", "$"),
        ("1,250 kr per elev", "1250", "kr per elev"),
    ],
)
def test_thousands_and_millions_are_written_in_full(text: str, number: str, unit: str) -> None:
    found = quantity(text)
    assert found
    assert (found.in_full.text, found.in_full.unit) == (number, unit)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mnst 70", "minst 70"),
        ("minst70", "minst 70"),
        ("högts 30,5 %", "högst 30.5"),
        ("minst sjuttio", "minst 70"),
        ("Minst tjugofem procent", "minst 25"),
        ("mindst femoghalvfjerds", "mindst 75"),
        ("mindestens fünfundsiebzig", "mindestens 75"),
        ("minst syttifem", "minst 75"),
        ("at leest 70 %", "at least 70"),
        ("at least seventy-five", "at least 75"),
        ("vähintään seitsemänkymmentäviisi", "vähintään 75"),
        ("sjuttio", "70"),
        ("sjuttio procent", "70"),
        # Words that are words.
        ("En plan finns", ""),
        ("one", ""),
        ("ska öka", ""),
        ("Alla 12 skolor deltar", ""),
        ("cirkus 70", ""),
        ("Enligt plan", ""),
        ("", ""),
    ],
)
def test_comparisons_that_are_misspelt_or_spelled_out(text: str, meant: str) -> None:
    assert comparison(text) == meant


def test_every_number_up_to_a_hundred_is_spelled_in_each_language() -> None:
    assert set(number_words().values()) == set(range(101))
    for word in ("nittionio", "nioghalvfems", "ninety-nine", "nittini", "yhdeksänkymmentäyhdeksän"):
        assert number_words()[word] == 99
    assert number_words()["enogtyve"] == 21


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # Swedish, Danish, Norwegian, English, German and Finnish.
        ("Minst 70", {"at_least": "70"}), ("ej under 70", {"at_least": "70"}), ("70 eller mer", {"at_least": "70"}),
        ("Högst 30", {"at_most": "30"}), ("upp till 30", {"at_most": "30"}), ("30 eller färre", {"at_most": "30"}),
        ("större än 4", {"above": "4"}), ("färre än 4", {"below": "4"}),
        ("mellan 30 och 60", {"at_least": "30", "at_most": "60"}), ("30 till 60", {"at_least": "30", "at_most": "60"}),
        ("Mindst 70", {"at_least": "70"}), ("ikke under 70", {"at_least": "70"}), ("70 og derover", {"at_least": "70"}),
        ("højst 30", {"at_most": "30"}), ("op til 30", {"at_most": "30"}), ("30 eller lavere", {"at_most": "30"}),
        ("flere end 4", {"above": "4"}), ("færre end 4", {"below": "4"}),
        ("mellem 30 og 60", {"at_least": "30", "at_most": "60"}),
        ("minst 70 prosent", {"at_least": "70"}), ("ikke mindre enn 70", {"at_least": "70"}),
        ("høyst 30", {"at_most": "30"}), ("opptil 30", {"at_most": "30"}), ("30 eller færre", {"at_most": "30"}),
        ("mer enn 4", {"above": "4"}), ("lavere enn 4", {"below": "4"}),
        ("mellom 30 og 60", {"at_least": "30", "at_most": "60"}),
        ("At least 70", {"at_least": "70"}), ("no less than 7", {"at_least": "7"}), ("70 or more", {"at_least": "70"}),
        ("At most 30", {"at_most": "30"}), ("no more than 30", {"at_most": "30"}), ("30 or fewer", {"at_most": "30"}),
        ("up to 30", {"at_most": "30"}), ("greater than 4", {"above": "4"}), ("fewer than 4", {"below": "4"}),
        ("between 30 and 60", {"at_least": "30", "at_most": "60"}),
        ("Vähintään 70", {"at_least": "70"}), ("70 tai enemmän", {"at_least": "70"}),
        ("enintään 30", {"at_most": "30"}), ("max 30", {"at_most": "30"}), ("30 tai vähemmän", {"at_most": "30"}),
        ("Mindestens 70", {"at_least": "70"}), ("70 oder mehr", {"at_least": "70"}), ("bis zu 30", {"at_most": "30"}),
        ("mehr als 4", {"above": "4"}), ("weniger als 4", {"below": "4"}),
        ("zwischen 30 und 60", {"at_least": "30", "at_most": "60"}),
        ("yli 4", {"above": "4"}), ("pienempi kuin 4", {"below": "4"}),
    ],
)  # fmt: skip
def test_targets_are_read_in_every_language(text: str, fields: dict[str, str]) -> None:
    if "prosent" in text:
        found = quantity(text)
        assert found
        assert (found.text, found.unit) == ("minst 70", "prosent")
    else:
        given = TargetValue.model_validate(text).model_dump()
        assert {key: str(number) for key, number in given.items()} == fields


@pytest.mark.parametrize("text", ["30 och 60", "mellan 30", "minst mellan 30 och 60", "minst 30 eller mer"])
def test_what_is_given_twice_or_in_part_is_no_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("20 procent lägre än 2015", "{change_percent: -20, since: 2015}"),
        ("mindst 30 % lavere end 2018", "{change_percent: -30, since: 2018}"),
        ("at least 2.5% higher than 1990", "{change_percent: 2.5, since: 1990}"),
        ("-20 % sedan 2015", "{change_percent: -20, since: 2015}"),
        ("minska med minst 30 % jämfört med 2018", "{change_percent: -30, since: 2018}"),
        ("reduce by 50% on 2010", "{change_percent: -50, since: 2010}"),
        ("plus 4 % gegenüber 2019", "{change_percent: 4, since: 2019}"),
        ("5 % per år", "{change_percent: 5, yearly: true}"),
        ("−5,5 % årligen", "{change_percent: -5.5, yearly: true}"),
        ("reducere med 7 procent om året", "{change_percent: -7, yearly: true}"),
        ("increase by at least 2% a year", "{change_percent: 2, yearly: true}"),
        ("3 % pro Jahr", "{change_percent: 3, yearly: true}"),
        ("minska med minst 2 % per år", "{change_percent: -2, yearly: true}"),
        ("minst 2 % per år", ""),
        ("minska med 5 %", ""),
        ("ned till 5 %", ""),
        ("30 % under 2018", ""),
        ("lägre än 2019", ""),
    ],
)
def test_changes_since_a_year_and_each_year(text: str, fields: str) -> None:
    assert relative(text) == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("+/- 2 %", "{at_least: -2, at_most: 2}"),
        ("±1,5", "{at_least: -1.5, at_most: 1.5}"),
        ("+ 2 %", ""),
        ("+/- några", ""),
    ],
)
def test_spans_plus_minus(text: str, fields: str) -> None:
    assert plus_minus(text) == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("bättre än plats 100", "{below: 100}"),
        ("Bedre end plads 10", "{below: 10}"),
        ("topp 10", "{at_most: 10}"),
        ("Top-20", "{at_most: 20}"),
        ("bland de 50 bästa kommunerna", "{at_most: 50}"),
        ("bland de 25 procent bästa", ""),
        ("top quartile", ""),
        ("bättre än 100", ""),
    ],
)
def test_places_in_a_list(text: str, fields: str) -> None:
    assert place_in_list(text) == fields
