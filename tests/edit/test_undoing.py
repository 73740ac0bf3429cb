"""What was done in a session can be undone from anywhere, until something else touches the same files."""

from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from publisher.edit.web.application import Application
from publisher.publish.preview.follower import Follower
from tests.edit.filling import PLAN, fields_of, open_form, refused, send
from tests.edit.test_additions import texts
from tests.edit.test_consequences import remove

HERE = "http://127.0.0.1"


def _page(client: Client, address: str) -> str:
    return client.get(f"/.edit/{address}", base_url=HERE).text


def _undo_on_overview(client: Client, token: str, said: str) -> TestResponse:
    before, found, _ = _page(client, "").partition(f">{said}<")
    assert found, _page(client, "")[:3000]
    receipt = before.rpartition('value="')[2].partition('"')[0]
    return client.post("/.edit/undo", data={"@token": token, "@receipt": receipt}, base_url=HERE)


def test_a_save_can_be_undone_from_its_form_after_a_walk(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    # What other tests have saved and taken back is known, as it should be; nobody has saved this.
    plan = root / PLAN
    plan.write_text(plan.read_text(encoding="utf-8") + "\nSkriven utan formuläret.\n", encoding="utf-8")
    before = texts(root)
    assert 'id="undo"' not in _page(client, f"form?file={PLAN}")
    assert send(client, open_form(client), "save", title="Vägen fram").status_code == 303
    _page(client, "form?file=plans/bodies.yml")
    page = _page(client, f"form?file={PLAN}")
    assert 'id="undo"' in page and "Ta tillbaka den sparade ändringen" in page
    value = page.partition('id="undo"')[0].rpartition('value="')[2].partition('"')[0]
    assert send(client, open_form(client), value).location.endswith("done=undone")
    assert texts(root) == before
    assert 'id="undo"' not in _page(client, f"form?file={PLAN}")


def test_a_removal_is_undone_from_the_overview_after_a_walk(desk: tuple[Path, Client, str]) -> None:
    root, client, token = desk
    before = texts(root)
    code, _, _ = remove(client, "plans/en-vag-in/plan.md", "clear")
    assert code == 303
    assert send(client, open_form(client), "save", title="Vägen fram").status_code == 303
    # What was removed has no page of its own; a text that it changed has a button for it.
    assert _undo_on_overview(client, token, "Ta tillbaka borttagningen: En väg in").location.endswith("done=undone")
    assert {file: text for file, text in texts(root).items() if file != PLAN} == {
        file: text for file, text in before.items() if file != PLAN
    }
    assert _undo_on_overview(client, token, "Ta tillbaka ändringen: Vägen fram").location.endswith("done=undone")
    assert texts(root) == before


def test_what_others_refer_to_since_is_not_undone(desk: tuple[Path, Client, str]) -> None:
    root, client, token = desk
    page = _page(client, "new?kind=plan")
    made = send(client, fields_of(page), "save", "new", title="Ny plan", summary="En plan.", status="ongoing")
    assert made.status_code == 303, refused(made)
    file = "docs/lika-villkor/arbetsliv.md"
    body = dict(open_form(client, file))["@body"]
    assert send(client, open_form(client, file), "save", body=f"{body}\nSe [planen](ref:ny-plan).\n").status_code == 303
    stopped = _undo_on_overview(client, token, "Ta tillbaka det nya: Ny plan")
    assert stopped.status_code == 409 and "Ny plan finns inte" in stopped.text and f"form?file={file}" in stopped.text
    assert (root / "plans/ny-plan/plan.md").exists()


def test_what_is_typed_stays_a_draft_when_a_save_is_undone(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    assert send(client, open_form(client), "save", title="Vägen fram").status_code == 303
    pairs = open_form(client)
    assert send(client, pairs, "", "live", title="Vägen vidare").status_code == 200
    assert send(client, pairs, "undo", title="Vägen vidare").location.endswith("done=undone")
    assert texts(root) == before
    assert "Vägen vidare" in _page(client, f"form?file={PLAN}")


def test_locked_texts_name_no_command_in_a_form(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    file = "docs/strategi/omrade-1.md"
    pairs = [pair for pair in open_form(client, file) if not pair[0].startswith("commitments/0/")]
    said = send(client, pairs, "save").text
    assert "Texten är låst" in said and "be den som sköter webbplatsen" in said and "build.py" not in said


def test_locks_are_shown_and_not_changed(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    page = _page(client, "form?file=plans/locks.yml")
    assert "Låsningarna av beslutade texter syns bara här." in page and 'value="save"' not in page
    pairs = [pair for pair in open_form(client, "plans/locks.yml") if not pair[0].startswith("locks/0")]
    assert send(client, pairs, "save").status_code != 303
    assert texts(root) == before


@pytest.mark.parametrize("at", [0, 2])
def test_a_language_goes_with_its_translations_if_asked(desk: tuple[Path, Client, str], at: int) -> None:
    root, client, _ = desk
    before = texts(root)
    member = f"extra/publication/languages/{at}"
    code = dict(open_form(client, "mkdocs.yml"))[f"{member}/code"]
    pairs = [pair for pair in open_form(client, "mkdocs.yml") if not pair[0].startswith(f"{member}/")]
    asked = send(client, pairs, "save")
    assert asked.status_code == 409 and "försvinner också" in asked.text, refused(asked)
    assert texts(root) == before
    assert send(client, fields_of(asked.text), "save:clear").status_code == 303
    assert not [file for file in texts(root) if f".{code}." in file]
    value = _page(client, "form?file=mkdocs.yml").partition('id="undo"')[0].rpartition('value="')[2].partition('"')[0]
    assert send(client, open_form(client, "mkdocs.yml"), value).status_code == 303
    assert texts(root) == before


def test_what_was_done_can_be_undone_after_a_restart(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    code, _, _ = remove(client, "plans/en-vag-in/plan.md", "clear")
    assert code == 303
    follower = Follower(root)
    follower.refresh()
    again = Application(root, follower)
    response = _undo_on_overview(Client(again), again.desk.token, "Ta tillbaka borttagningen: En väg in")
    assert response.location.endswith("done=undone")
    assert texts(root) == before
