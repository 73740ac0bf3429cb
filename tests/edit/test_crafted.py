"""Requests that no form of ours sends: whatever a form leaves out cannot be changed by one, and nothing else either."""

import json
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from publisher.own_cache import SEAL_BYTES
from tests.edit.filling import PLAN, open_form

HERE = "http://127.0.0.1"
SEAL = 2 * SEAL_BYTES


def post(client: Client, where: str, pairs: list[tuple[str, str]], **more: str) -> TestResponse:
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return client.post(f"/.edit/{where}", data={**data, **more}, base_url=HERE)


@pytest.mark.parametrize(
    ("key", "value"),
    [("extra/publication/smallest_group", "1"), ("site_url", "https://evil.example/"), ("plugins/0", "macros"),
     ("extra/publication/embeds/0", "https://evil.example"), ("theme/name", "other")],
)  # fmt: skip
def test_a_field_that_the_form_leaves_out_is_ignored(desk: tuple[Path, Client, str], key: str, value: str) -> None:
    root, client, _ = desk
    before = (root / "mkdocs.yml").read_bytes()
    answer = post(client, "form", [*open_form(client, "mkdocs.yml"), (key, value)], **{"@do": "save"})
    assert answer.status_code == 303
    assert (root / "mkdocs.yml").read_bytes() == before


@pytest.mark.parametrize("where", ["form", "live"])
def test_what_the_form_began_with_is_believed_only_as_it_was_sent_out(
    desk: tuple[Path, Client, str], where: str
) -> None:
    root, client, _ = desk
    before = (root / "mkdocs.yml").read_bytes()
    pairs = open_form(client, "mkdocs.yml")
    sent = dict(pairs)["@tree"]
    tree = {"site_name": "Ekbacka", "site_url": "https://evil.example/"}
    other = dict(open_form(client))["@tree"]
    for made in (json.dumps(tree), f"{sent[:SEAL]}{json.dumps(tree)}", f"{'0' * SEAL}{json.dumps(tree)}", other, ""):
        rest = [(name, made if name == "@tree" else value) for name, value in pairs]
        assert post(client, where, rest, **{"@do": "save"}).status_code == 409
    assert (root / "mkdocs.yml").read_bytes() == before


def test_what_only_the_file_says_is_not_changed(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    pairs = [(name, "article" if name == "kind" else value) for name, value in open_form(client)]
    assert dict(pairs).get("kind", "article") == "article"
    assert post(client, "form", pairs, **{"@do": "save"}).status_code == 303
    assert (root / PLAN).read_bytes() == before


def test_nothing_is_added_removed_or_laid_where_no_form_does(desk: tuple[Path, Client, str]) -> None:
    root, client, token = desk
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    member = {"@token": token, "@do": "save", "@add": "focus-area.commitment", "@in": "mkdocs.yml", "title": "X"}
    assert client.post("/.edit/new", data={**member, "text": "X"}, base_url=HERE).status_code in {409, 422}
    for file in ("mkdocs.yml", "plans/bodies.yml"):
        assert client.get(f"/.edit/remove?file={file}", base_url=HERE).status_code == 404
        data = {"@token": token, "@file": file, "@do": "clear"}
        assert client.post("/.edit/remove", data=data, base_url=HERE).status_code == 404
        upload = {"@token": token, "@file": file, "@words": "X", "@upload": (b"%PDF", "x.pdf")}
        assert client.post("/.edit/upload", data=upload, base_url=HERE).status_code in {404, 400}
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_page_of_another_site_sends_nothing_even_with_a_token(desk: tuple[Path, Client, str]) -> None:
    root, client, token = desk
    data = {"@token": token, "@file": PLAN, "@do": "clear"}
    for origin in ("https://evil.example", "null", "http://[", "https://evil.example\\@127.0.0.1", "127.0.0.1"):
        answer = client.post("/.edit/remove", data=data, base_url=HERE, headers={"Origin": origin})
        assert answer.status_code == 403
    here = "http://127.0.0.1:8123"
    elsewhere = ({"Origin": "http://127.0.0.1:8124"}, {"Origin": "http://127.0.0.1"}, {"Sec-Fetch-Site": "same-site"})
    for headers in (*elsewhere, {"Origin": here, "Sec-Fetch-Site": "cross-site"}):
        assert client.post("/.edit/remove", data=data, base_url=here, headers=headers).status_code == 403
    assert (root / PLAN).is_file()
    own: list[tuple[str, dict[str, str]]] = [
        (HERE, {"Origin": HERE}),
        (here, {"Origin": here, "Sec-Fetch-Site": "same-origin"}),
        (HERE, {"Origin": "https://127.0.0.1:8443"}),  # as of a proxy that leaves out its port
        (here, {"Sec-Fetch-Site": "none"}),
    ]
    for base, headers in own:
        saved = {**dict(open_form(client)), "@do": "save"}
        assert client.post("/.edit/form", data=saved, base_url=base, headers=headers).status_code == 303


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(desk: tuple[Path, Client, str], method: str) -> None:
    _, client, _ = desk
    for where in ("", "form", "live"):
        assert client.open(f"/.edit/{where}", method=method, base_url=HERE).status_code == 405


@pytest.mark.parametrize(
    "file",
    ["", ".git/config", "docs/index.md\0", "docs/./index.md", "docs//index.md", "./docs/index.md", "docs/../mkdocs.yml",
     f"docs/{'a' * 300}.md", f"plans/{'ö' * 200}/plan.md"],
)  # fmt: skip
def test_a_file_has_one_name_and_others_are_answered_as_missing(desk: tuple[Path, Client, str], file: str) -> None:
    root, client, _ = desk
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    pairs = [(name, file if name == "@file" else value) for name, value in open_form(client)]
    for where in ("form", "live", "upload", "remove"):
        do = "clear" if where == "remove" else "save"
        assert post(client, where, pairs, **{"@do": do}).status_code in {404, 409}, where
    for where in ("form", "remove"):
        # Without a name it is where a sign-in leads back to, and leads on to the overview.
        expected = {302} if where == "form" and not file else {404, 409}
        assert client.get(f"/.edit/{where}", query_string={"file": file}, base_url=HERE).status_code in expected
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
