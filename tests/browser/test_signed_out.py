"""A sign-in that ends while somebody writes: no word is lost, and the form says what to do."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug import Response

from publisher.edit.web.team_application import Team, TeamApplication
from tests.repository import thread
from tests.serving import following, served

expect.set_options(timeout=20_000)
LOGIN = "<!doctype html><title>Inloggning</title><h1>Logga in</h1>"


class Login:
    """A proxy that asks people to sign in, in one of the ways in which proxies do."""

    def __init__(self, program: TeamApplication) -> None:
        self.program = program
        self.signed_in = True
        self.asks: Callable[[], Response | None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.signed_in:
            environ["HTTP_X_FORWARDED_USER"] = "kim"
        elif environ["PATH_INFO"] == "/login":
            return Response(LOGIN, mimetype="text/html")(environ, start_response)
        elif asked := self.asks():
            return asked(environ, start_response)
        return self.program(environ, start_response)


WAYS: dict[str, Callable[[], Response | None]] = {
    "the program itself": lambda: None,
    "a refusal": lambda: Response("", 401),
    "a page in its place": lambda: Response(LOGIN, mimetype="text/html"),
    "the way to a page": lambda: Response("", 302, {"Location": "/login"}),
    "the way to another server": lambda: Response("", 302, {"Location": "http://inloggning.example/"}),
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Login, str, Path]]:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = thread(tmp_path / "publication")
    follower = following(root)
    sign_in = Login(TeamApplication(root, follower, Team(tmp_path / "team", "127.0.0.1", ["127.0.0.1"])))
    with served(follower, sign_in) as (port, _):
        yield sign_in, f"http://127.0.0.1:{port}/.edit/", tmp_path / "team" / "copies"


def plan_of(copies: Path) -> tuple[Path, str]:
    """Return somebody's copy of a plan, and its name in the publication."""
    file = next(copies.glob("*/plans/*/plan.md"))
    return file, file.relative_to(next(copies.iterdir())).as_posix()


@pytest.mark.parametrize("way", WAYS)
def test_a_long_text_is_saved_after_signing_in_again(page: Page, office: tuple[Login, str, Path], way: str) -> None:
    sign_in, address, copies = office
    page.goto(address)
    file, name = plan_of(copies)
    before = file.read_bytes()
    page.goto(f"{address}form?file={name}")
    page.wait_for_load_state("networkidle")
    sign_in.signed_in, sign_in.asks = False, WAYS[way]
    words = "En lång text. " * 200
    page.locator("#f-body").fill(words)
    state = page.locator("#state")
    expect(state).to_contain_text("Inte sparat: inloggningen har gått ut. Låt den här sidan vara öppen")
    # Far down in the form, too, and also on a phone.
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 700})
        page.locator("#f-body").scroll_into_view_if_needed()
        assert page.evaluate("scrollY") > 300
        expect(state).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Control+s")
    expect(state).to_be_focused()
    expect(page.locator("#f-body")).to_have_value(words)
    assert file.read_bytes() == before
    sign_in.signed_in = True
    with page.context.expect_page() as opened:
        state.get_by_role("link", name="Logga in i en ny flik").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Redigera")
    opened.value.close()
    page.bring_to_front()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
    assert words.strip() in file.read_text(encoding="utf-8")


def test_a_save_after_the_session_has_ended_is_not_sent(page: Page, office: tuple[Login, str, Path]) -> None:
    sign_in, address, copies = office
    page.goto(address)
    file, name = plan_of(copies)
    page.goto(f"{address}form?file={name}")
    page.locator("#f-body").fill("En text.")
    expect(page.locator("#state")).to_contain_text("finns kvar om du stänger")
    sign_in.signed_in, sign_in.asks = False, WAYS["the way to a page"]
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("inloggningen har gått ut")
    expect(page.locator("#state")).to_be_focused()
    # A picture says the same, instead of nothing.
    page.locator("#uploading").evaluate("details => { details.open = true; }")
    page.get_by_role("button", name="Lägg in i texten").click()
    expect(page.locator("#state")).to_be_focused()
    sign_in.signed_in = True
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
    assert file.read_text(encoding="utf-8").rstrip().endswith("En text.")


@pytest.mark.parametrize("where", ["form", "form?file=", "live", "begun", "upload", "undo"])
def test_a_login_that_leads_back_to_where_a_form_was_sent_leads_to_what_was_begun(
    page: Page, office: tuple[Login, str, Path], where: str
) -> None:
    _, address, _ = office
    page.goto(address + where)
    expect(page).to_have_url(re.compile(r"/\.edit/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Redigera")


def test_a_server_that_is_gone_is_no_login(page: Page, office: tuple[Login, str, Path]) -> None:
    _, address, copies = office
    page.goto(address)
    _, name = plan_of(copies)
    page.goto(f"{address}form?file={name}")
    page.wait_for_load_state("networkidle")
    page.route("**/.edit/**", lambda route: route.abort())
    page.locator("#f-body").fill("En text.")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("försök spara igen om en stund")
    expect(page.locator("#state")).to_be_focused()
    expect(page.locator("#f-body")).to_have_value("En text.")
    page.unroute("**/.edit/**")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
