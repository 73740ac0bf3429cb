"""The questions of an import in the forms: shown where they belong, and gone once somebody has answered them."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.mend.edited import without_questions
from tests.edit.filling import PLAN, fields_of, open_form, send

OF_SUMMARY = "stycke 3; kontrollera: sammanfattningen (den är textens första stycke)"
OF_TEXT = "stycke 9; kontrollera: <om> det är ett mål"


@pytest.fixture
def asked(desk: tuple[Path, Client, str]) -> tuple[Path, Client]:
    """A desk whose plan has a question about its summary and one about its text."""
    root, client, _ = desk
    text = (root / PLAN).read_text(encoding="utf-8")
    text = text.replace("\nsummary:", f"\n# importerat: {OF_SUMMARY}\nsummary:", 1)
    head, fence, body = text.partition("\n---\n")
    (root / PLAN).write_text(f"{head}\n# importerat: {OF_TEXT}{fence}{body}", encoding="utf-8")
    return root, client


def _shown(page: str) -> list[tuple[str, str, bool]]:
    """Return the questions of a form: text, the field that they lead to, and whether they are ticked."""
    found = re.findall(r'name="@checked" value="([^"]*)"( checked)?>.*?<a href="#([^"]*)"', page)
    return [(unescape(text), name, bool(ticked)) for text, ticked, name in found]


def test_a_form_has_the_questions_of_the_import_and_where_they_belong(asked: tuple[Path, Client]) -> None:
    _, client = asked
    page = client.get(f"/.edit/form?file={PLAN}", base_url="http://127.0.0.1").text
    assert _shown(page) == [(OF_SUMMARY, "f-summary", False), (OF_TEXT, "f-body", False)]
    overview = client.get("/.edit/", base_url="http://127.0.0.1").text
    assert overview.count('<span class="asked">') == 1
    assert re.search(rf'file={PLAN}">[^<]*</a> <span class="asked">2 frågor från importen</span>', overview)


def test_an_answered_question_is_gone_and_no_other_line_changes(asked: tuple[Path, Client]) -> None:
    root, client = asked
    before = (root / PLAN).read_text(encoding="utf-8")
    form = [*open_form(client), ("@checked", OF_SUMMARY)]
    # What is in the way of saving is said, and the tick stays.
    tried = send(client, form, "save", title="")
    assert tried.status_code == 422 and (OF_SUMMARY, "f-summary", True) in _shown(tried.text)
    assert send(client, form, "save").status_code == 303
    left = (root / PLAN).read_text(encoding="utf-8")
    assert left == before.replace(f"# importerat: {OF_SUMMARY}\n", "")
    page = client.get(f"/.edit/form?file={PLAN}&done=saved", base_url="http://127.0.0.1").text
    assert _shown(page) == [(OF_TEXT, "f-body", False)]
    assert send(client, fields_of(page), "undo").status_code == 303
    assert (root / PLAN).read_text(encoding="utf-8") == before


def test_a_changed_field_leaves_its_question_until_somebody_answers_it(asked: tuple[Path, Client]) -> None:
    root, client = asked
    assert send(client, open_form(client), "save", summary="En annan.").status_code == 303
    text = (root / PLAN).read_text(encoding="utf-8")
    assert f"# importerat: {OF_SUMMARY}\nsummary:" in text and "En annan." in text
    hint = "kryssa för frågan överst i formuläret"
    assert hint in send(client, open_form(client), "show").text


def test_a_question_is_in_its_own_list_and_at_its_field_and_in_no_other_list(asked: tuple[Path, Client]) -> None:
    _, client = asked
    form = open_form(client)
    listed = json.loads(send(client, form, "", "live").text)
    assert [(each["name"], text in each["message"]) for each, text in zip(
        listed["asked"], (OF_SUMMARY, OF_TEXT), strict=True
    )] == [("summary", True), ("@body", True)]  # fmt: skip
    assert not [each for each in listed["notices"] if "importe" in each["message"]]
    page = send(client, form, "show").text
    others = re.search(r'<details class="notice" id="notices".*?</details>', page, re.DOTALL)
    at_field = re.search(r'data-error="summary">(.*?)</div>', page, re.DOTALL)
    assert others and OF_SUMMARY not in unescape(others[0]) and OF_TEXT not in unescape(others[0])
    assert at_field and OF_SUMMARY in unescape(at_field[1])


def test_what_is_no_question_of_the_file_takes_nothing_away(asked: tuple[Path, Client]) -> None:
    root, client = asked
    before = (root / PLAN).read_bytes()
    form = [*open_form(client), *(("@checked", text) for text in ("", "stycke 3", "rad 1; kontrollera: allt", "*"))]
    assert send(client, form, "save").status_code == 303
    assert (root / PLAN).read_bytes() == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_all_other_bytes_are_kept(ends: str, mark: str) -> None:
    asked = "# importerat: x; kontrollera: y"
    lines = ["---", "title: A  ", f"  {asked}", "list:", asked, f"  - a {asked}", "# importerat: z", "---", asked, ""]
    text = mark + ends.join(lines)
    made = without_questions(text.encode(), "importerat: ", {"x; kontrollera: y"}).decode()
    # A comment behind a value is none of an import's, and what stands in the text is text.
    assert made == mark + ends.join([*lines[:2], lines[3], *lines[5:]])
