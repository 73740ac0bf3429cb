"""What a form says of a mistake is in the words of the form: its fields, its buttons, and numbers as people write."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from tests.edit.filling import PLAN, open_form, send

HERE = "http://127.0.0.1"
RESULT = "plans/branschspar/results/2025.md"
TABLE = "plans/statistics/utslapp-resor.csv"


def said_of(client: Client, file: str, field: str, typed: str) -> list[tuple[str, str]]:
    """Return message and hint of each problem that the form has when something is typed in a field."""
    sent: dict[str, list[str]] = {}
    for name, value in open_form(client, file):
        sent.setdefault(name, []).append(typed if name == field else value)
    assert field in sent
    answer = client.post("/.edit/live", data=sent, base_url=HERE)
    assert answer.status_code == 200 and answer.get_json()["kept"]
    return [(each["message"], each["hint"]) for each in answer.get_json()["problems"] if each["name"] in (field, "")]


@pytest.mark.parametrize(
    ("file", "field", "typed", "message", "hint"),
    [
        (PLAN, "@body", "# Rubrik", "En rubrik med ett #", "Sidans egen rubrik står i fältet Rubrik."),
        (PLAN, "@body", "<b>x</b>", "HTML får inte", "Knapparna ovanför texten"),
        (PLAN, "@body", "![En väg](vag.png)", "Bilden vag.png finns inte.", "lägg till bilden under texten"),
        (PLAN, "@body", "[en fil](file:///c)", "file:///c är en sökväg på en dator", "Lägg till filen under texten"),
        (PLAN, "@body", "[kod](javascript:a)", "Adressen javascript:a", "välj en sida i listan ”Länk till”"),
        (PLAN, "targets/0/values/0/@value/value", "1 000,50", "Andelen 1\u00a0000,50 är", "Ange andelen i procent."),
        (RESULT, "measurements/0/@value/value", "abc", "Startade branschspår ska vara ett tal", "till exempel 79,5"),
    ],
)
def test_a_mistake_is_named_by_what_the_form_shows(
    desk: tuple[Path, Client, str], file: str, field: str, typed: str, message: str, hint: str
) -> None:
    ((said, advice), *_) = said_of(desk[1], file, field, typed)
    assert message in said and hint in advice


@pytest.mark.parametrize("typed", ["..", "...", "e.u.", "−x", "12,5 %", "1,2,3"])
def test_what_is_no_number_in_a_table_is_said_at_its_cell(desk: tuple[Path, Client, str], typed: str) -> None:
    root, client, _ = desk
    text = (root / TABLE).read_text(encoding="utf-8")
    field = "periods/0/@value/value"
    assert text.splitlines()[1].startswith("1990;2,31;")
    assert said_of(client, TABLE, field, typed)
    assert send(client, open_form(client, TABLE), "save", **{field.replace("/", "__"): typed}).status_code == 422
    assert (root / TABLE).read_text(encoding="utf-8") == text
    assert send(client, open_form(client, TABLE), "save", **{field.replace("/", "__"): "−2,5"}).status_code == 303
    assert (root / TABLE).read_text(encoding="utf-8") == text.replace("1990;2,31;", "1990;-2,5;")
