"""What was typed and not saved: kept on the server, privately, and lost by nothing but saving or discarding it."""

import json
import re
import stat
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.files.unsaved import Unsaved, UnsavedForms, own_unsaved
from publisher.edit.web.application import Application
from tests.edit.filling import PLAN, fields_of, open_form, send

HERE = "http://127.0.0.1"
LEAD = "Halvfärdiga ord."
NOTICE = "Ett utkast från ditt förra besök har lagts in."


def typed(client: Client, **changes: str) -> None:
    answer = send(client, open_form(client), "save", "live", **changes)
    assert json.loads(answer.text)["kept"] is True


def test_what_was_typed_is_there_at_the_next_visit_also_for_another_browser_and_server(
    desk: tuple[Path, Client, str], original: tuple[Path, Application]
) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    typed(client, summary=LEAD)
    assert (root / PLAN).read_bytes() == before
    another = Client(Application(root, original[1].desk.follower))
    page = another.get(f"/.edit/form?file={PLAN}", base_url=HERE).text
    assert NOTICE in page and dict(fields_of(page))["summary"] == LEAD
    listed = another.get("/.edit/", base_url=HERE).text
    assert "inte sparat:" in listed and f'href="/.edit/form?file={PLAN}"' in listed
    assert send(another, fields_of(page), "save").location.endswith("done=saved")
    assert LEAD in (root / PLAN).read_text(encoding="utf-8")
    assert NOTICE not in client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text
    assert "inte sparat:" not in client.get("/.edit/", base_url=HERE).text


def test_what_was_typed_is_discarded_when_somebody_says_so_or_puts_it_back(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    old = dict(open_form(client))["summary"]
    typed(client, summary=LEAD)
    assert send(client, open_form(client), "discard").status_code == 303
    assert dict(open_form(client))["summary"] == old
    typed(client, summary=LEAD)
    typed(client, summary=old)
    assert NOTICE not in client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text


def test_a_state_that_arrives_late_takes_the_place_of_no_later_one(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    page = open_form(client)
    old = dict(page)["summary"]

    def sent(number: int, summary: str, visit: str = "1700000000000.1") -> str:
        fields = [*page, ("@sent", f"{visit} {number}")]
        assert json.loads(send(client, fields, "save", "live", summary=summary).text)["kept"] is True
        return dict(open_form(client))["summary"]

    # A form asks about itself when it is opened, and what is typed meanwhile may be there first.
    assert sent(2, LEAD) == LEAD
    assert sent(1, old) == LEAD
    assert sent(4, "Mer.") == "Mer."
    assert sent(3, LEAD) == "Mer."
    assert sent(1, LEAD, visit="1700000000009.5") == LEAD, "another window begins anew"
    assert sent(5, old) == old


def test_a_state_that_arrives_after_the_form_was_saved_is_no_draft(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    page = open_form(client)
    fields = [*page, ("@sent", "1700000000000.1 1")]
    send(client, fields, "save", "live", summary=LEAD)
    assert send(client, [*page, ("@sent", "1700000000000.1 3")], "save", summary=LEAD).status_code == 303
    # It was on its way when the form was sent.
    late = send(client, [*page, ("@sent", "1700000000000.1 2")], "save", "live", summary="Ledig.")
    assert json.loads(late.text)["kept"] is True
    assert NOTICE not in client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text
    # Who goes back in the browser and types more has a draft again.
    send(client, [*page, ("@sent", "1700000000000.1 4")], "save", "live", summary="Mer.")
    assert "Mer." in client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text


ANOTHER = "i ett annat fönster"


def summary_of(page: str) -> str:
    return dict(fields_of(page))["summary"]


def test_two_windows_of_one_form_take_nothing_from_each_other(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    first, second = open_form(client), open_form(client)

    def type_in(window: list[tuple[str, str]], text: str) -> None:
        assert json.loads(send(client, window, "save", "live", summary=text).text)["kept"] is True

    type_in(first, "Från det ena.")
    type_in(second, "Från det andra.")
    page = client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text
    assert NOTICE in page and ANOTHER in page and summary_of(page) == "Från det andra."
    (link,) = re.findall(r'href="(/\.edit/form\?file=[^"]+draft=[^"]+)"', page)
    assert summary_of(client.get(unescape(link), base_url=HERE).text) == "Från det ena."
    # What is saved in one window leaves the words of the other, and is what is seen afterwards.
    saved = send(client, second, "save", summary="Från det andra.")
    after = client.get(saved.location, base_url=HERE).text
    assert summary_of(after) == "Från det andra." and ANOTHER in after and "Ändringen är sparad." in after
    clash = client.get(unescape(link), base_url=HERE).text
    assert "<q>Från det andra.</q>" in clash and summary_of(clash) == "Från det ena."
    assert send(client, fields_of(clash), "save").status_code == 303
    assert "Från det ena." in (root / PLAN).read_text(encoding="utf-8")
    assert ANOTHER not in client.get(f"/.edit/form?file={PLAN}&done=saved", base_url=HERE).text


def test_a_window_that_goes_on_keeps_what_another_began_with(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    first = open_form(client)
    send(client, first, "save", "live", summary="Början.")
    second = open_form(client)
    assert dict(second)["summary"] == "Början."
    send(client, first, "save", "live", summary="Början, och mer.")
    send(client, second, "save", "live", summary="Något annat.")
    assert send(client, second, "discard").location.endswith("&draft=-")
    page = client.get(f"/.edit/form?file={PLAN}&draft=-", base_url=HERE).text
    assert NOTICE not in page and ANOTHER in page and summary_of(page) not in {"Början.", "Något annat."}
    assert dict(open_form(client))["summary"] == "Början, och mer."
    third = open_form(client)
    send(client, third, "save", "live", summary="Bara en kvar.")
    assert ANOTHER not in client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text


def test_two_additions_are_begun_beside_each_other(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    first, second = (fields_of(client.get("/.edit/new?kind=plan", base_url=HERE).text) for _ in range(2))
    send(client, first, "save", "begun", title="Badplatser", summary="Fler bad.")
    send(client, second, "save", "begun", title="Lekplatser", summary="Fler lekar.")
    added = send(client, second, "save", "new", title="Lekplatser", summary="Fler lekar.", status="ongoing")
    assert added.status_code == 303 and (root / "plans" / "lekplatser" / "plan.md").exists()
    page = client.get("/.edit/new?kind=plan", base_url=HERE).text
    assert NOTICE in page and dict(fields_of(page))["title"] == "Badplatser"


def test_a_person_has_a_bounded_number_of_drafts_of_one_form(tmp_path: Path) -> None:
    forms = UnsavedForms(tmp_path)
    kept = [forms.keep(Unsaved("docs/a.md", b"", (("title", str(n)),)), f"{n:x} ") for n in range(60)]
    assert kept == [True] * 50 + [False] * 10 and len(list(tmp_path.iterdir())) == 50
    assert forms.keep(Unsaved("docs/a.md", b"", (("title", "igen"),)), "3 ")
    assert forms.keep(Unsaved("docs/b.md", b"", ()), "3 ")


def test_what_was_typed_meets_what_somebody_saved_meanwhile(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    typed(client, summary=LEAD)
    text = (root / PLAN).read_text(encoding="utf-8")
    (root / PLAN).write_text(text.replace("title: Branschspår", "title: Deras titel", 1), encoding="utf-8")
    found = dict(open_form(client))
    assert (found["summary"], found["title"]) == (LEAD, "Deras titel")


def test_a_text_that_is_begun_and_not_added_is_kept_too(desk: tuple[Path, Client, str]) -> None:
    _, client, token = desk
    begun = {"@token": token, "@add": "plan", "title": "Badplatser", "summary": "Fler bad."}
    assert client.post("/.edit/begun", data=begun, base_url=HERE).json == {"kept": True}
    page = client.get("/.edit/new?kind=plan", base_url=HERE).text
    assert NOTICE in page and dict(fields_of(page))["title"] == "Badplatser"
    assert 'href="/.edit/new?kind=plan">Lägg till en handlingsplan' in client.get("/.edit/", base_url=HERE).text
    assert send(client, fields_of(page), "discard", "new").location == "/.edit/new?kind=plan"
    assert dict(fields_of(client.get("/.edit/new?kind=plan", base_url=HERE).text))["title"] == ""


def test_a_kept_form_is_for_its_writer_alone_and_outside_the_publication(tmp_path: Path) -> None:
    forms = UnsavedForms(tmp_path / "state" / "asa")
    assert forms.keep(Unsaved("docs/a.md", b"\xff", (("title", "Å"),)))
    (path,) = (tmp_path / "state" / "asa").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert forms.of("docs/a.md") == Unsaved("docs/a.md", b"\xff", (("title", "Å"),))
    assert list(forms.names()) == ["docs/a.md"] and forms.of("docs/b.md") is None
    path.write_text("{")
    assert forms.of("docs/a.md") is None and list(forms.names()) == []
    forms.forget("docs/a.md")
    assert not path.exists()
    own = own_unsaved(tmp_path)
    assert own.keep(Unsaved("a", b"", ())) and not list(tmp_path.rglob("drafts"))


def test_a_form_that_cannot_be_kept_says_so(
    desk: tuple[Path, Client, str], original: tuple[Path, Application], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, client, _ = desk
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(original[1].desk, "unsaved", UnsavedForms(tmp_path / "file" / "folder"))
    answer = send(client, open_form(client), "save", "live", summary=LEAD)
    assert json.loads(answer.text)["kept"] is False
