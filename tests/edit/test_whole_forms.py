"""Every form of a publication as a whole: each field stands there once, and a long one is kept like a short one."""

import gzip
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from werkzeug.test import Client

from publisher.edit.web.application import SCRIPTS, Application
from publisher.fingerprint import unsaved_digest
from publisher.states import Contents
from tests.edit.filling import PLAN, fields_of

HERE = "http://127.0.0.1"
REGISTER = "plans/indicators.yml"
# What the browser loads for one form, compressed.
MOST_BYTES = 250_000


def addresses(client: Client) -> list[str]:
    """Return the addresses of all forms, as the overview has them."""
    page = html.fromstring(client.get("/.edit/", base_url=HERE).text)
    found = page.xpath("//main//a[starts-with(@href, '/.edit/form?') or starts-with(@href, '/.edit/new?')]/@href")
    return [*dict.fromkeys(str(each) for each in found)]


def test_each_form_is_light_and_has_each_field_once_and_what_describes_it(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    found = addresses(client)
    assert "/.edit/form?file=docs/index.md" in found and len(found) > 50
    names = ("edit.css", *SCRIPTS)
    scripts = sum(len(gzip.compress(client.get(f"/.edit/{name}", base_url=HERE).data)) for name in names)
    for address in found:
        whole = client.get(address, base_url=HERE).text
        assert len(gzip.compress(whole.encode())) + scripts < MOST_BYTES, address
        text = re.sub(r"<template.*?</template>", "", whole, flags=re.DOTALL)
        page = html.fromstring(text)
        ids: Counter[str] = Counter(page.xpath("//@id"))
        sent: Counter[str] = Counter(page.xpath("//*[self::input or self::select]/@name"))
        twice = [each for each, count in ids.items() if count > 1]
        twice += [each for each, count in sent.items() if count > 1 and not each.startswith("@")]
        assert twice == [], address
        given = page.xpath("//@aria-describedby | //@aria-labelledby | //@for")
        assert {name for each in given for name in each.split()} <= {*ids}, address


def test_an_id_is_given_to_a_page_that_has_none(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = root / "docs" / "index.md"
    before = file.read_text(encoding="utf-8")
    pairs = fields_of(client.get("/.edit/form?file=docs/index.md", base_url=HERE).text)
    data = [(name, "start" if name == "id" else value) for name, value in pairs]
    sent: dict[str, list[str]] = {}
    for name, value in [*data, ("@do", "save")]:
        sent.setdefault(name, []).append(value)
    assert client.post("/.edit/form", data=sent, base_url=HERE).status_code == 303
    after = file.read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ["id: start"]


def test_what_is_typed_in_a_form_of_more_than_a_thousand_fields_is_kept(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    pairs = fields_of(client.get(f"/.edit/form?file={REGISTER}", base_url=HERE).text)
    assert len(pairs) > 1_000
    first = next(name for name, _ in pairs if name.endswith("/title"))
    sent: dict[str, list[str]] = {}
    for name, value in pairs:
        sent.setdefault(name, []).append("Ett annat namn" if name == first else value)
    # A script sends it in parts, as browsers do with forms that may have files.
    answer = client.post("/.edit/live", data=sent, base_url=HERE, content_type="multipart/form-data")
    assert answer.status_code == 200 and answer.get_json()["kept"]
    again = client.get(f"/.edit/form?file={REGISTER}", base_url=HERE).text
    assert dict(fields_of(again))[first] == "Ett annat namn"


def test_a_form_of_many_members_has_the_fields_of_a_new_one_once(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    page = html.fromstring(client.get(f"/.edit/form?file={REGISTER}", base_url=HERE).text)
    held = [str(each) for each in page.xpath("//template//*[@data-member]/@data-member")]
    assert "indicators/new" in held and "indicators/new/sdg/new" in held
    # Those of members that are there are made from it.
    assert [each for each in held if re.search(r"/\d+(/|$)", each)] == []


def test_the_publication_as_it_is_is_read_once_however_much_is_typed(original: tuple[Path, Application]) -> None:
    root, application = original
    editor = application.desk.editor
    content, present = (root / PLAN).read_bytes(), editor.look()
    for number in range(5):
        assert editor.look({PLAN: content.replace(b"title: ", b"title: %d " % number, 1)}) is not present
        assert editor.look() is present


def test_a_change_looks_at_the_files_once_for_each_state(
    original: tuple[Path, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, application = original
    client, looked = Client(application), []
    pairs = fields_of(client.get(f"/.edit/form?file={PLAN}", base_url=HERE).text)

    def digest(top: Path, changed: Contents, *rest: Callable[[str], bytes]) -> bytes:
        looked.append([*changed])
        return unsaved_digest(top, changed, *rest)

    monkeypatch.setattr("publisher.states.unsaved_digest", digest)
    sent = {name: "Ett annat namn" if name == "title" else value for name, value in pairs}
    assert client.post("/.edit/live", data=sent, base_url=HERE).get_json()["kept"]
    # As it is, and as it would be.
    assert sorted(looked) == [[], [PLAN]]
    before = len(looked)
    client.get(f"/.edit/form?file={PLAN}", base_url=HERE)
    assert len(looked) == before + 1
    # What is on disk the next moment is seen: nothing is remembered from one request to the next.
    file = root / PLAN
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: Ny ", 1), encoding="utf-8")
    try:
        assert 'value="Ny ' in client.get(f"/.edit/form?file={PLAN}&draft=-", base_url=HERE).text
    finally:
        file.write_text(text, encoding="utf-8")
        for draft in application.desk.unsaved.all_of(PLAN):
            application.desk.unsaved.forget(PLAN, draft.window)
