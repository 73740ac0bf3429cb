"""What a clerk stumbles over: pasted marks that nobody sees, files that cannot be read, lists of translations."""

import re
from pathlib import Path

from werkzeug.test import Client

from publisher.pipeline import load
from publisher.problem import stops
from tests.edit.filling import PLAN, fields_of, open_form, refused, send

HERE = "http://127.0.0.1"


def test_marks_that_nobody_sees_are_not_saved(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    summary = "Kommu\u00adnens spår\u200b för\u00a0alla."
    response = send(client, open_form(client), "save", title="Bransch\u00adspår\u00a0för alla\ufeff", summary=summary)
    assert response.status_code == 303, refused(response)
    text = (root / PLAN).read_text(encoding="utf-8")
    assert "title: Branschspår för alla\n" in text
    # A space that does not break is a choice in running text.
    assert "Kommunens spår för\u00a0alla." in text


def test_a_file_that_cannot_be_read_is_named_with_its_place(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = "plans/egen-forsorjning/plan.md"
    (root / file).write_text("---\nid: egen-forsorjning\ntitle: [oj\n---\nText\n", encoding="utf-8")
    overview = client.get("/.edit/", base_url=HERE).text
    assert "Filer som inte går att läsa" in overview and f"<code>{file}:3:8" in overview
    stopped = client.get(f"/.edit/form?file={file}", base_url=HERE)
    assert stopped.status_code == 409 and f"<code>{file}:3:8" in stopped.text
    assert "Be den som sköter webbplatsen om hjälp." in stopped.text
    # The others can be worked with.
    assert send(client, open_form(client), "save", title="Vägen fram").status_code == 303


def test_what_a_translation_leaves_empty_in_a_list_is_as_in_the_original(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = "plans/branschspar/plan.en.md"
    page = client.get(f"/.edit/form?file={file}", base_url=HERE).text
    # The members are those of the original, in its order.
    assert 'data-list="target_groups"' in page and 'value="remove:target_groups/0"' not in page
    assert 'value="add:target_groups"' not in page and 'value="down:target_groups/0"' not in page
    original = dict(open_form(client))["target_groups/0"]
    second = dict(fields_of(page))["target_groups/1"]
    response = send(client, fields_of(page), "save", target_groups__0="")
    assert response.status_code == 303, refused(response)
    kept = dict(open_form(client, file))
    assert (kept["target_groups/0"], kept["target_groups/1"]) == (original, second)
    assert not stops(load(root, draw=False).problems)


def test_what_a_member_of_a_list_lacks_is_said_at_that_field_and_unfolds_it(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    file = "plans/bodies.yml"
    page = client.get(f"/.edit/form?file={file}", base_url=HERE).text
    names = [name for name, _ in open_form(client, file) if re.fullmatch(r"bodies/\d+/title", name)]
    # Of all that have titles the fields are folded away.
    assert len(names) > 2 and page.count('<details class="folded">') >= len(names)
    lacking = send(client, open_form(client, file), "save", **{names[1].replace("/", "__"): ""})
    assert "Fyll i fältet ”Rubrik”." in refused(lacking)
    wrong = re.search(rf'data-error="{names[1]}"(?: hidden)?>', lacking.text)
    assert wrong and "hidden" not in wrong[0]
    assert lacking.text.count('<details class="folded">') == page.count('<details class="folded">') - 1


def test_members_that_are_called_the_same_differ_by_their_year_or_day(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    page = client.get("/.edit/form?file=plans/en-vag-in/plan.md", base_url=HERE).text
    settled = re.findall(r"<summary>Reglering: ([^<]+)</summary>", page)
    assert "Målet behölls (2021)" in settled and len(set(settled)) > 3
    assert "<legend>Beslut: Arbetsmarknadsnämnden (2020-12-10)</legend>" in page
    # What is added is said on the button.
    assert re.search(r'value="add:targets"[^>]*>Lägg till: Mål</button>', page)
