from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from publisher.model.fields import Address, Id, Model, Number, Text, Year
from publisher.model.parts import Decision
from publisher.read.scalar import Plain


def code(kind: Any, value: object) -> str:
    """Return the name of what is wrong with a value, or nothing."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


@pytest.mark.parametrize("name", ["1.10", "jobbspar", "3.1-samordning", "social-och-aldreforvaltningen", "2024"])
def test_quoted_ids(name: str) -> None:
    assert not code(Id, name)


@pytest.mark.parametrize("name", ["1.10", "2024", "010", "1_000", "-1"])
def test_number_without_quotes_is_no_id(name: str) -> None:
    assert code(Id, Plain(name)) == "unquoted-id"


@pytest.mark.parametrize("name", ["", "Jobbspår", "a b", "a/b", "../a", "a--b", "-a", "a.", "a#b", "å", "a\n"])
def test_what_cannot_be_an_address_is_no_id(name: str) -> None:
    assert code(Id, name) == "bad-id"


@pytest.mark.parametrize("word", ["no", "Yes", "ON", "off", "true", "n"])
def test_word_that_others_read_as_a_truth_value(word: str) -> None:
    assert code(Text, Plain(word)) == "truth-value"
    assert not code(Text, word)


@pytest.mark.parametrize("written", ["1", "-1.5", "+0", "999999999999999.0123456789"])
def test_numbers(written: str) -> None:
    assert TypeAdapter(Number).validate_python(written) == Decimal(written)


@pytest.mark.parametrize("written", ["NaN", "Infinity", "1e9", "1,5", "1 000", "1_000", "٣", "", "9" * 16])
def test_no_numbers(written: str) -> None:
    assert code(Number, written) == "not-a-number"


@pytest.mark.parametrize("written", ["21", "2021.0", "1899", "2200", "２０２１", "2021-01"])
def test_no_years(written: str) -> None:
    assert code(Year, written) == "not-a-year"


@pytest.mark.parametrize(
    "written",
    ["www.a.se", "//a.se", "javascript:alert(1)", " https://a.se", "https://a.se b", "data:text/html,x", "http:"],
)
def test_no_addresses(written: str) -> None:
    assert code(Address, written) == "bad-address"


def test_key_left_empty_counts_as_not_given() -> None:
    class Titled(Model):
        title: Text = "utan"

    assert Titled.model_validate({"title": Plain("")}).title == "utan"
    assert Titled.model_validate({"title": Plain("~")}).title == "utan"
    with pytest.raises(ValidationError, match="empty"):
        Titled.model_validate({"title": ""})
    with pytest.raises(ValidationError, match="frozen"):
        Titled().title = "annan"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(
    ("written", "number"), [("87", "87"), ("§ 87", "87"), ("§87", "87"), ("§§ 87–88", "87–88"), ("4 §", "4 §")]
)
def test_the_mark_before_a_section_is_the_programs(written: str, number: str) -> None:
    assert Decision.model_validate({"body": "kf", "paragraph": written}).paragraph == number
