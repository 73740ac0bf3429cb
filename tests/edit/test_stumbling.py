"""What a clerk stumbles over: pasted marks that nobody sees, files that cannot be read, lists of translations."""

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
