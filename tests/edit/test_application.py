"""The forms as a browser meets them: what is sent is saved, line by line, and nothing of anybody's is lost."""

import errno
import json
import os
import re
import signal
from pathlib import Path

import pytest
from lxml import html
from werkzeug.test import Client

from publisher.edit.files.merging import merged_fields
from publisher.edit.files.state import moved
from publisher.edit.web.application import Application
from publisher.read.field_tree import Tree
from tests.edit.filling import PLAN, fields_of, open_form, refused, send


def test_everything_is_listed(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    page = client.get("/.edit/", base_url="http://127.0.0.1").text
    assert "Branschspår" in page and "Organisationer" in page and "Branschspår 2023" in page
    assert "locks.yml" not in page


def test_no_field_is_called_by_its_key(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    for file in (PLAN, "plans/bodies.yml", "plans/indicators.yml", "plans/branschspar/results/2024.md"):
        page = client.get(f"/.edit/form?file={file}", base_url="http://127.0.0.1").text
        labels = {re.sub(r"<[^>]*>", "", each).strip() for each in re.findall(r"<label[^>]*>(.*?)</label>", page, re.S)}
        assert "" not in labels and not [each for each in labels if re.fullmatch(r"[a-z_]+", each)], file


def test_saving_what_nobody_touched_changes_no_byte(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    assert send(client, open_form(client), "save").status_code == 303
    assert (root / PLAN).read_bytes() == before


def test_a_changed_title_changes_its_line(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_text(encoding="utf-8")
    response = send(client, open_form(client), "save", title="Nya branschspår")
    assert response.location == f"/.edit/form?file={PLAN}&done=saved"
    assert (root / PLAN).read_text(encoding="utf-8") == before.replace(
        "title: Branschspår", "title: Nya branschspår", 1
    )
    saved = open_form(client)
    assert send(client, saved, "undo").location.endswith("done=undone")
    assert (root / PLAN).read_text(encoding="utf-8") == before


def test_undo_takes_nobody_elses_change_back(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    send(client, open_form(client), "save", title="Nya branschspår")
    saved = open_form(client)
    assert send(client, open_form(client), "save", summary="En annans sammanfattning.").status_code == 303
    response = send(client, saved, "undo")
    assert response.location == f"/.edit/form?file={PLAN}&done=not-undone"
    assert "Något har ändrats sedan dess." in client.get(response.location, base_url="http://127.0.0.1").text
    text = (root / PLAN).read_text(encoding="utf-8")
    assert "title: Nya branschspår" in text and "En annans sammanfattning." in text


def test_an_error_is_reported_at_its_field_and_not_saved(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    response = send(client, open_form(client), "save", as_of="2024-02-30")
    assert response.status_code == 422
    assert (root / PLAN).read_bytes() == before
    assert re.search(r'data-error="as_of">\s*<p class="error"><strong>[^<]*2024-02-30', response.text)
    assert 'href="#f-as_of"' in response.text
    assert 'value="2024-02-30"' in response.text, "what was typed stays"


def test_a_number_that_may_mean_two_is_asked_about_and_not_saved(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = "plans/branschspar/results/2024.md"
    form = open_form(client, file)
    name = next(name for name, value in form if name.startswith("measurements/") and value == "57").replace("/", "__")
    before = (root / file).read_text(encoding="utf-8")
    response = send(client, form, "save", **{name: "1.250"})
    assert response.status_code == 422 and (root / file).read_text(encoding="utf-8") == before
    assert "”1.250” kan betyda 1250 eller 1,25. Skriv det ena av dem." in response.text
    assert 'value="1.250"' in response.text, "what was typed stays"
    asked = json.loads(send(client, form, "", "live", **{name: "1.250"}).text)["problems"]
    assert [each["message"][:8] for each in asked if each["name"] == name.replace("__", "/")] == ["”1.250” "]
    assert send(client, form, "save", **{name: "1 250"}).status_code == 303
    assert (root / file).read_text(encoding="utf-8") == before.replace("borjat: 57", "borjat: 1250")


def test_an_unseen_character_in_the_text_is_reported_there_and_not_saved(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    response = send(client, open_form(client), "save", body="Inklistrat\x00 ur en pdf.")
    assert response.status_code == 422 and (root / PLAN).read_bytes() == before
    assert re.search(r'data-error="@body"><p class="error"><strong>Här står ett styrtecken', response.text)


def test_what_may_be_wrong_is_said_at_its_field_and_prevents_nothing(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    file = "plans/egen-forsorjning/plan.md"
    page = send(client, open_form(client, file), "show")
    assert page.status_code == 200
    said = "Året 2025 är slut, men målet Långvarigt försörjningsstöd i planen"
    at_its_field = r'data-error="targets/0/values/4/@value/value"><p class="note">[^§]*?' + said
    assert re.search(at_its_field, page.text) and f"</strong>{said}" in page.text, "at its field, and above the form"
    assert "under Reglering:" in page.text and "regulations:" not in page.text
    listed = json.loads(send(client, fields_of(page.text), "", "live").text)["notices"]
    assert [each["name"] for each in listed if said in each["message"]] == ["targets/0/values/4/@value/value"]
    assert send(client, fields_of(page.text), "save", summary="En annan sammanfattning.").status_code == 303


def test_two_people_lose_no_word(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    mine, theirs = open_form(client), open_form(client)
    assert send(client, theirs, "save", title="Deras titel", status="paused").status_code == 303
    response = send(client, mine, "save", title="Min titel", summary="Min sammanfattning.")
    assert response.status_code == 409
    assert "<q>Deras titel</q>" in response.text and 'value="Min titel"' in response.text
    assert '<option value="paused" selected>' in response.text, "what only the other changed is there"
    assert "title: Deras titel" in (root / PLAN).read_text(encoding="utf-8")
    assert send(client, fields_of(response.text), "save").status_code == 303
    text = (root / PLAN).read_text(encoding="utf-8")
    assert "title: Min titel" in text and "status: paused" in text and "Min sammanfattning." in text


def test_without_a_script_members_come_move_and_go(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    pairs = fields_of(send(client, open_form(client), "add:serves").text)
    assert ("serves/new", "") in pairs
    pairs = fields_of(send(client, pairs, "up:serves/1", serves__new="3.2").text)
    assert [value for name, value in pairs if name.startswith("serves/") and name[-1].isdigit()] == [
        "3.1",
        "1.3",
        "3.2",
    ]
    pairs = fields_of(send(client, pairs, "remove:serves/1").text)
    assert send(client, pairs, "save").status_code == 303
    assert 'serves: ["3.1", "3.2"]' in (root / PLAN).read_text(encoding="utf-8")


def test_live_says_what_is_wrong_and_where_the_page_is(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    opened = client.get(f"/.edit/form?file={PLAN}", base_url="http://127.0.0.1").text
    links = re.findall(r'<option value="([^"]+)">', opened[opened.index('data-tool="link"') :])
    assert "branschspar/2022" in links and not [each for each in links if each.endswith(".md")]
    pairs = dict(open_form(client))
    answer = client.post("/.edit/live", data={**pairs, "title": "Utkast"}, base_url="http://127.0.0.1").get_json()
    assert answer["problems"] == []
    page = client.get(answer["page"], base_url="http://127.0.0.1")
    assert "<h1>Utkast</h1>" in re.sub(r"<h1[^>]*>", "<h1>", page.text)
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    wrong = client.post("/.edit/live", data={**pairs, "status": ""}, base_url="http://127.0.0.1").get_json()
    assert [each["name"] for each in wrong["problems"]] == ["status"] and wrong["page"] == ""


def test_a_translation_is_written_beside_its_original(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    file = "plans/branschspar/plan.en.md"
    page = client.get(f"/.edit/form?file={file}", base_url="http://127.0.0.1").text
    assert "I originalet: Branschspår" in page and "Originalets text" in page
    assert 'type="hidden" name="activities/0/id"' in page, "what belongs together is nothing to translate"
    assert 'name="decisions/@shown"' not in page, "nor is what the original does not say"
    before = (root / file).read_text(encoding="utf-8")
    pairs = open_form(client, file)
    answer = client.post("/.edit/live", data=dict(pairs), base_url="http://127.0.0.1").get_json()
    assert "/draft/en/" in answer["page"] and answer["problems"] == []
    assert send(client, pairs, "save", title="Tracks for trades").status_code == 303
    after = (root / file).read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()][-1] == "title: Tracks for trades"


@pytest.mark.parametrize(
    "file", ["build.py", "../mkdocs.yml", "../x.md", "plans/../mkdocs.yml", "docs/nothing.md", "/etc/passwd"]
)
def test_nothing_but_the_publication_is_opened(desk: tuple[Path, Client, str], file: str) -> None:
    _, client, _ = desk
    assert client.get("/.edit/form", query_string={"file": file}, base_url="http://127.0.0.1").status_code == 409


def test_a_form_of_another_site_is_refused(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    pairs = [(name, "guess" if name == "@token" else value) for name, value in open_form(client)]
    assert send(client, pairs, "save", title="Ond").status_code == 403
    assert client.get("/.edit/", base_url="http://evil.example").status_code == 400
    assert (root / PLAN).read_bytes() == before


def test_the_site_leads_to_the_form_of_each_page(
    desk: tuple[Path, Client, str], original: tuple[Path, Application]
) -> None:
    _, client, _ = desk
    preview = original[1].desk.follower.snapshot.preview
    assert preview
    page = client.get(f"{preview.prefix}planer/branschspar/", base_url="http://127.0.0.1")
    assert f'href="/.edit/form?file={PLAN}"' in page.text


def test_moving_keeps_the_order_of_all_else() -> None:
    pairs = [("a", "1"), ("l/@shown", "1"), ("l/0/x", "p"), ("l/0/y", "q"), ("l/1/x", "r"), ("b", "2")]
    assert moved(pairs, "down:l/0") == [*pairs[:2], ("l/1/x", "r"), ("l/0/x", "p"), ("l/0/y", "q"), ("b", "2")]
    assert moved(pairs, "remove:l/0") == [pairs[0], pairs[1], pairs[4], pairs[5]]
    assert moved(pairs, "up:l/0") == pairs


def test_joining_takes_what_each_did_and_shows_where_both_did() -> None:
    base: dict[str, Tree] = {"a": "1", "b": "2", "l": ["x"]}
    made, clashes = merged_fields(base, {"a": "mine", "b": "2", "l": ["x"]}, {"a": "1", "b": "theirs", "l": ["x", "y"]})
    assert (made, clashes) == ({"a": "mine", "b": "theirs", "l": ["x", "y"]}, [])
    made, clashes = merged_fields(base, {**base, "a": "m"}, {**base, "a": "t"})
    assert made["a"] == "m" and [(clash.path, clash.theirs) for clash in clashes] == [(("a",), "t")]


def test_a_form_from_before_a_restart_says_so(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    pairs = [(name, "0" * 64 if name == "@base" else value) for name, value in open_form(client)]
    response = send(client, pairs, "save", title="Ny")
    assert response.status_code == 409 and "startats om" in response.text


def test_a_file_that_cannot_be_kept_is_refused_in_words(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    # A line that ends in a way of its own, which nothing here knows how to keep.
    (root / PLAN).write_bytes((root / PLAN).read_bytes().replace(b"\n", b"\r", 1))
    before = (root / PLAN).read_bytes()
    response = send(client, open_form(client), "save", title="Nya branschspår")
    assert response.status_code == 409 and "inte kan ändra just detta" in response.text
    assert (root / PLAN).read_bytes() == before


@pytest.mark.parametrize("address", ["", "form?file=plans/branschspar/plan.md", "new?kind=plan"])
def test_settings_that_cannot_be_used_are_reported_with_their_line(
    desk: tuple[Path, Client, str], address: str
) -> None:
    root, client, _ = desk
    (root / "mkdocs.yml").write_text("site_name: [\n")
    response = client.get(f"/.edit/{address}", base_url="http://127.0.0.1")
    assert response.status_code in {200, 409}
    assert "mkdocs.yml:" in response.text


def test_undo_and_what_a_form_began_with_outlive_the_server(
    desk: tuple[Path, Client, str], original: tuple[Path, Application]
) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_text(encoding="utf-8")
    mine = open_form(client)
    assert send(client, open_form(client), "save", status="paused").status_code == 303
    anew = Application(root, original[1].desk.follower)
    token = anew.desk.token
    client = Client(anew)
    assert dict(mine)["@token"] == token, "the page is as it was before the server began anew"
    assert send(client, mine, "save", summary="Min sammanfattning.").status_code == 303
    text = (root / PLAN).read_text(encoding="utf-8")
    assert "status: paused" in text and "Min sammanfattning." in text, "both stand"
    again = Client(Application(root, original[1].desk.follower))
    assert send(again, open_form(again), "undo").location.endswith("done=undone")
    assert "Min sammanfattning." not in (root / PLAN).read_text(encoding="utf-8")
    assert before != (root / PLAN).read_text(encoding="utf-8")


def test_a_changed_setting_changes_its_line_and_is_seen_on_every_page(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / "mkdocs.yml").read_text()
    assert send(client, open_form(client, "mkdocs.yml"), "save").status_code == 303
    assert (root / "mkdocs.yml").read_text() == before, "what nobody touched stays, with its comments"
    changes = {"site_name": "Jobb åt fler", "extra__publication__colours__brand": "#123456"}
    assert send(client, open_form(client, "mkdocs.yml"), "save", **changes).location.endswith("done=saved")
    now = before.replace("site_name: Arbete åt fler", "site_name: Jobb åt fler").replace("#2b5b3c", "#123456")
    assert (root / "mkdocs.yml").read_text() == now
    assert "Jobb åt fler" in client.get("/arbete/", base_url="http://127.0.0.1").text


@pytest.mark.parametrize(("name", "value"), [("brand", "grön"), ("brand", "#ffff00"), ("link__light", "#eeeeee")])
def test_a_setting_that_cannot_be_used_is_reported_at_its_field_and_not_saved(
    desk: tuple[Path, Client, str], name: str, value: str
) -> None:
    root, client, _ = desk
    before = (root / "mkdocs.yml").read_bytes()
    fields = open_form(client, "mkdocs.yml")
    response = send(client, fields, "save", **{f"extra__publication__colours__{name}": value})
    assert response.status_code == 422
    assert '<details class="more part" open><summary>Färger</summary>' in response.text, "the others are folded"
    assert '<div class="field wrong colour">' in response.text
    assert (
        f'data-error="extra/publication/colours/{name.replace("__", "/")}"><p class="error"><strong>' in response.text
    )
    assert "mkdocs" not in refused(response)
    assert (root / "mkdocs.yml").read_bytes() == before


def test_no_form_offers_settings_that_are_for_whoever_runs_the_site(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    names = [name.removeprefix("extra/publication/") for name, _ in open_form(client, "mkdocs.yml")]
    assert {"site_name", "editions/0/title", "languages/1/note", "logo"} <= {*names}
    left = ("site_url", "theme/", "nav", "plugins", "smallest_group", "embeds", "languages/0/editions")
    assert not [name for name in names if name.startswith(left)]


def test_a_new_decision_shows_the_field_of_its_date(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    tree = html.fromstring(client.get(f"/.edit/form?file={PLAN}", base_url="http://127.0.0.1").text)
    (blank,) = tree.xpath("//*[@data-list='decisions']/template")
    seen = [each.get("name") for each in blank.xpath(".//*[@name][not(ancestor::details)]")]
    parts = ("body", "title", "date", "paragraph", "reference", "url")
    assert [each for each in seen if each != "@do"] == [f"decisions/new/{part}" for part in parts]
    # What there is much more of stays folded.
    (blank,) = tree.xpath("//*[@data-list='activities']/template")
    assert "activities/new/period/from" not in [
        each.get("name") for each in blank.xpath(".//*[@name][not(ancestor::details)]")
    ]


def test_a_full_disk_is_said_and_what_was_there_stands(desk: tuple[Path, Client, str]) -> None:
    resource = pytest.importorskip("resource")
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    pairs = open_form(client)
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        # As on a full disk, no file can grow: the error comes from the system itself.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, was[1]))
        answer = send(client, pairs, "save", title="Vägen fram")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
        signal.signal(signal.SIGXFSZ, handler)
    assert answer.status_code == 507 and "Disken är full, så ändringen är inte sparad." in answer.text
    assert (root / PLAN).read_bytes() == before and not [*(root / PLAN).parent.glob(".*")]
    assert send(client, pairs, "save", title="Vägen fram").status_code == 303
    assert b"title: V\xc3\xa4gen fram" in (root / PLAN).read_bytes()


def test_a_disk_that_fills_between_two_files_leaves_both(desk: tuple[Path, Client, str]) -> None:
    resource = pytest.importorskip("resource")
    root, client, _ = desk
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    small, large = (root / "plans/branschspar/results/2022.md"), root / PLAN
    room = (small.stat().st_size + large.stat().st_size) // 2
    assert small.stat().st_size < room
    pairs = [
        (name, "butik" if value == "handel" and name.endswith("/id") else value) for name, value in open_form(client)
    ]
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, was[1]))
        answer = send(client, pairs, "save:follow")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
        signal.signal(signal.SIGXFSZ, handler)
    assert answer.status_code == 507 and "Disken är full, så ändringen är inte sparad." in answer.text
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert send(client, pairs, "save:follow").status_code == 303
    assert small.read_bytes() != before[small] and large.read_bytes() != before[large]


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EROFS, "programmet får inte skriva i"), (errno.EIO, "Datorn svarade: Input/output error")],
)
def test_a_save_that_fails_says_why(
    desk: tuple[Path, Client, str], monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    root, client, _ = desk
    before, pairs, replace = (root / PLAN).read_bytes(), open_form(client), Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target == root / PLAN:
            raise OSError(number, os.strerror(number), str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    answer = send(client, pairs, "save", title="Vägen fram")
    assert answer.status_code == 500 and "Ändringen är inte sparad" in answer.text and said in answer.text
    assert (root / PLAN).read_bytes() == before and not [*(root / PLAN).parent.glob(".*")]


def test_a_problem_of_the_text_is_named_by_its_field_and_led_to(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    body = "# Rubrik\n\n<div>Ord</div>\n"
    sent = [(name, body if name == "@body" else value) for name, value in open_form(client)]
    found = send(client, sent, "save", "live").get_json()["problems"]
    assert found and {(each["name"], each["title"]) for each in found} == {("@body", "Text")}
    refused = html.fromstring(send(client, sent, "save").text)
    links = refused.xpath("//section[@id='problems']//a")
    assert [(each.get("href"), each.find("strong").text) for each in links] == [("#f-body", "Text: ")] * len(found)


def test_only_what_has_an_order_is_moved(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    tree = html.fromstring(client.get(f"/.edit/form?file={PLAN}", base_url="http://127.0.0.1").text)

    def acts(name: str) -> set[str]:
        buttons = (each.get("value", "").split(":") for each in tree.iter("button"))
        return {act for act, *of in buttons if re.fullmatch(rf"{name}/\d+", "".join(of))}

    assert acts("activities") == {"up", "down", "remove"}
    assert acts("targets/0/values") == {"remove"}


def test_a_translation_into_easy_language_is_called_so(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    overview = client.get("/.edit/", base_url="http://127.0.0.1").text
    assert "Branschspår (Lättläst)" in overview and "(engelska)" in overview and "sv-lattlast)" not in overview
