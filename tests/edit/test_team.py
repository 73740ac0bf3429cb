"""Several people at one server: believed only through the proxy, each with a copy, and no saved word is ever lost."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import httpx
import pytest
from click.testing import CliRunner
from werkzeug.test import Client, TestResponse

from publisher.command.edit import edit
from publisher.edit.files.editor import Editor
from publisher.edit.files.kept_states import Deed
from publisher.edit.team.owners import Owners
from publisher.edit.team.people import Person, person_of
from publisher.edit.web.team_application import STREAMS, Team, TeamApplication
from publisher.problem import ProblemsFound
from tests.edit.filling import fields_of, refused
from tests.program import REPOSITORY
from tests.repository import thread
from tests.serving import following, served

NAME = "plan.ekbacka.example"
SHARED = "0123456789abcdef" * 2
PEOPLE = 20


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, check=True, text=True
    ).stdout.strip()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication in a repository, on a server whose git knows nobody."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return thread(tmp_path / "publication")


def server(root: Path) -> TeamApplication:
    return TeamApplication(root, following(root), Team(root.parent / "team", NAME, ["127.0.0.1"]))


def plans(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in sorted(root.glob("plans/*/plan.md"))]


class Desk:
    """A person's browser behind the proxy."""

    def __init__(self, application: TeamApplication, who: str, groups: str = "") -> None:
        self.client = Client(application)
        self.headers = {"X-Forwarded-User": who, "X-Forwarded-Name": f"Åsa {who}", "X-Forwarded-Groups": groups,
                        "X-Forwarded-Email": f"{who}@ekbacka.example"}  # fmt: skip

    def ask(self, method: str, path: str, **more: object) -> TestResponse:
        headers = {key: value.encode().decode("latin-1") for key, value in self.headers.items()}
        return self.client.open(path, method=method, headers=headers, base_url=f"http://{NAME}",
                                environ_overrides={"REMOTE_ADDR": "127.0.0.1"}, **more)  # type: ignore[arg-type]  # fmt: skip

    def save(self, file: str, title: str) -> TestResponse:
        page = self.ask("GET", f"/.edit/form?file={file}")
        pairs = [(name, title if name == "title" else value) for name, value in fields_of(page.text)]
        return self.ask("POST", "/.edit/form", data={**dict(pairs), "@do": "save"})


def test_nobody_is_believed_but_the_proxy(root: Path) -> None:
    application = server(root)
    asa = Desk(application, "asa")
    page = asa.ask("GET", "/.edit/")
    assert page.status_code == 200, refused(page)
    client = Client(application)
    given = {"X-Forwarded-User": "asa"}
    from_afar = {"REMOTE_ADDR": "192.0.2.7"}
    answer = client.get("/.edit/", headers=given, base_url=f"http://{NAME}", environ_overrides=from_afar)
    assert answer.status_code == 403 and "inloggad" in answer.text
    here = {"REMOTE_ADDR": "127.0.0.1"}
    assert client.get("/.edit/", base_url=f"http://{NAME}", environ_overrides=here).status_code == 403
    assert client.get("/", headers=given, base_url="http://evil.example", environ_overrides=here).status_code == 400
    odd = {"X-Forwarded-User": "../../x y"}
    assert client.get("/", headers=odd, base_url=f"http://{NAME}", environ_overrides=here).status_code == 403


def test_a_program_on_the_same_machine_cannot_pose_as_the_proxy(root: Path) -> None:
    team = Team(root.parent / "team", NAME, ["127.0.0.1"], SHARED)
    asa = Desk(TeamApplication(root, following(root), team), "asa")
    for wrong in ({}, {"X-Forwarded-Secret": ""}, {"X-Forwarded-Secret": SHARED[:-1]}, {"X-Forwarded-Secret": "å"}):
        asa.headers = {key: value for key, value in asa.headers.items() if not key.endswith("Secret")} | wrong
        assert asa.ask("GET", "/.edit/").status_code == 403
    asa.headers["X-Forwarded-Secret"] = SHARED
    assert asa.ask("GET", "/.edit/").status_code == 200
    assert SHARED not in repr(team)


def test_a_short_secret_starts_no_server(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODA_TRADEN_PROXY_SECRET", "hemligt")
    arguments = ["--root", str(root), "--serve-for", str(root.parent / "team"), "--name", NAME]
    answer = CliRunner().invoke(edit, arguments)
    assert answer.exit_code == 2 and "32" in answer.output


def test_each_has_a_copy_a_key_and_a_name_of_their_own(root: Path) -> None:
    application = server(root)
    asa, bo = Desk(application, "asa"), Desk(application, "bo")
    file = plans(root)[0]
    before = (root / file).read_text(encoding="utf-8")
    assert asa.save(file, "Åsas titel").status_code == 303
    assert "Åsas titel" in asa.ask("GET", f"/.edit/form?file={file}").text
    page = bo.ask("GET", f"/.edit/form?file={file}").text
    assert "Åsas titel" not in page
    assert (root / file).read_text(encoding="utf-8") == before
    token = dict(fields_of(page))["@token"]
    stolen = {**dict(fields_of(asa.ask("GET", f"/.edit/form?file={file}").text)), "@token": token, "@do": "save"}
    assert asa.ask("POST", "/.edit/form", data=stolen).status_code == 403, "another's key is no key"
    proposed = asa.ask("POST", "/.edit/propose", data={"@token": _token(asa), "@do": "propose"})
    assert proposed.status_code == 303, proposed.text
    copy = next((root.parent / "team" / "copies").glob("asa-*"))
    assert git(copy, "log", "-1", "--format=%an <%ae> %cn") == "Åsa asa <asa@ekbacka.example> Åsa asa"
    assert git(root, "symbolic-ref", "--short", "HEAD") == "main" and not git(root, "status", "--porcelain")
    assert git(root, "branch", "--list", "forslag/*").strip("+ ") == "forslag/asas-titel"


def _token(desk: Desk) -> str:
    found = re.search(r'name="@token" value="([^"]+)"', desk.ask("GET", "/.edit/propose").text)
    assert found
    return found[1]


def test_only_owners_change_what_has_owners(root: Path) -> None:
    mine, other = plans(root)
    (root / "CODEOWNERS").write_text(f"/{mine.rpartition('/')[0]}/ @kommunen/naringsliv\n", encoding="utf-8")
    application = server(root)
    asa, bo = Desk(application, "asa", "naringsliv, alla"), Desk(application, "bo", "skola")
    assert asa.save(mine, "Näringslivets titel").status_code == 303
    refused = bo.save(mine, "Skolans titel")
    assert refused.status_code == 409 and "får inte ändra den här sidan" in refused.text
    assert bo.save(other, "Skolans titel").status_code == 303
    page = bo.ask("GET", f"/.edit/form?file={mine}")
    data = {"@token": dict(fields_of(page.text))["@token"], "@file": mine, "@do": "clear"}
    assert bo.ask("POST", "/.edit/remove", data=data).status_code == 409
    assert (next((root.parent / "team/copies").glob("bo-*")) / mine).is_file()
    lines = [json.loads(line) for line in (root.parent / "team/audit.jsonl").read_text().splitlines()]
    assert [(line["person"], list(line["files"])) for line in lines] == [("asa", [mine]), ("bo", [other])]
    assert all(before != after for line in lines for before, after in line["files"].values())


def test_owners_are_known_by_mail_login_or_group(tmp_path: Path) -> None:
    (tmp_path / "CODEOWNERS").write_text("/plans/a/ asa@k.example\n/plans/b/ @bo\n/plans/c/ @org/skola\n")
    owners = Owners(tmp_path)
    asa, bo = Person("x", "Å", "Asa@k.example"), Person("bo", "B", "b@k.example", frozenset({"skola"}))
    files = ("plans/a/plan.md", "plans/b/plan.md", "plans/c/plan.md", "plans/d/plan.md")
    assert [owners.may_edit(asa, file) for file in files] == [True, False, False, True]
    assert [owners.may_edit(bo, file) for file in files] == [False, True, True, True]


def test_nobody_changes_the_settings_of_all_without_being_named(tmp_path: Path) -> None:
    person = Person("bo", "B", "b@k.example")
    assert not Owners(tmp_path).may_edit(person, "mkdocs.yml")
    for rules, may in (
        ("/plans/ @bo\n", False),
        ("/mkdocs.yml @asa\n", False),
        ("/mkdocs.yml @bo\n", True),
        ("* @bo\n", True),
    ):
        (tmp_path / "CODEOWNERS").write_text(rules)
        assert Owners(tmp_path).may_edit(person, "mkdocs.yml") is may


def test_a_publication_within_a_repository_has_the_owners_of_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "webb" / "strategi"
    root.mkdir(parents=True)
    git(tmp_path, "init", "--quiet")
    owners, bo = Owners(root), Person("bo", "B", "b@k.example")
    assert owners.may_edit(bo, "plans/a/plan.md")
    # Rights that are given or withdrawn are so at once.
    (tmp_path / "CODEOWNERS").write_text("/webb/strategi/plans/a/ @asa\n/webb/strategi/plans/b/ @bo\n")
    assert [owners.may_edit(bo, f"plans/{each}/plan.md") for each in "abc"] == [False, True, True]
    (root / "CODEOWNERS").write_text("/plans/c/ @asa\n")
    assert [owners.may_edit(bo, f"plans/{each}/plan.md") for each in "abc"] == [False, True, False]


@pytest.mark.parametrize(
    "rules",
    [
        "[Skola] @skola\n/plans/a/\n",
        "^[Skola][2] @org/skola @rektor\n\n/plans/a/ # skolans plan\n",
        "/plans/a/ skola\n",
        "/plans/a/ @@maintainer\n",
        "\ufeff/plans/a/ @skola\n",
        "/plans/b/ @bo\r\n/plans/a/ @skola\r\n",
    ],
)
def test_what_somebody_owns_is_open_to_nobody_else_however_it_is_written(tmp_path: Path, rules: str) -> None:
    (tmp_path / "CODEOWNERS").write_text(rules, encoding="utf-8", newline="")
    assert not Owners(tmp_path).may_edit(Person("bo", "B", "b@k.example"), "plans/a/plan.md")
    assert Owners(tmp_path).may_edit(Person("bo", "B", "b@k.example"), "plans/c/plan.md")


def test_a_section_names_the_owners_of_its_lines(tmp_path: Path) -> None:
    rules = "[Skola] @skola\n/plans/a/\n/plans/b/ @rektor\n[Annat]\n/plans/c/\n"
    (tmp_path / "CODEOWNERS").write_text(rules, encoding="utf-8")
    asa = Person("asa", "Å", "a@k.example", frozenset({"skola"}))
    assert [Owners(tmp_path).may_edit(asa, f"plans/{each}/plan.md") for each in "abc"] == [True, False, True]


@pytest.mark.parametrize(("rules", "place"), [(b"# x\n/plans/[ab/ @bo\n", "CODEOWNERS:2:1"),
                                              (b"/plans/\xe5/ @bo\n", "CODEOWNERS:1:8")])  # fmt: skip
def test_rules_that_cannot_be_read_start_no_server(tmp_path: Path, rules: bytes, place: str) -> None:
    (tmp_path / "CODEOWNERS").write_bytes(rules)
    with pytest.raises(ProblemsFound) as found:
        Owners(tmp_path)
    assert [str(each.place) for each in found.value.problems] == [place]


def test_a_linked_folder_leads_to_no_other_copy(root: Path) -> None:
    file = plans(root)[0]
    elsewhere = thread(root.parent / "elsewhere") / file
    before = elsewhere.read_bytes()
    (root / "plans" / "lank").symlink_to(elsewhere.parent)
    editor, linked = Editor(root), "plans/lank/plan.md"
    with pytest.raises(ProblemsFound, match="file-missing"):
        editor.open(linked)
    for content in (b"x", None):
        with pytest.raises(ProblemsFound, match="symbolic-link"):
            editor.carry_out({file: b"x", linked: content}, Deed.SAVED, file, "")
    assert editor.content_of(linked) is None
    assert elsewhere.read_bytes() == before and (root / file).read_bytes() == before


def test_a_name_from_the_proxy_is_text_and_no_more() -> None:
    given = {"REMOTE_ADDR": "::1", "HTTP_X_FORWARDED_USER": "KOMMUN\\asa", "HTTP_X_FORWARDED_NAME": "Å <x>\r\nEvil: 1"}
    person = person_of(given, ["::1"])
    assert person and person.name == "Å xEvil: 1" and person.email == "KOMMUN\\asa@invalid"
    assert person_of({**given, "HTTP_X_FORWARDED_USER": ""}, ["::1"]) is None
    assert Person("a/b", "", "").key != Person("a-b", "", "").key


def test_who_asks_too_often_must_wait(root: Path) -> None:
    application = server(root)
    asa = Desk(application, "asa")
    codes = [asa.ask("GET", "/.edit/edit.css").status_code for _ in range(601)]
    assert codes[0] == 200 and codes[-1] == 429
    assert Desk(application, "bo").ask("GET", "/.edit/edit.css").status_code == 200


def test_a_person_has_a_limited_number_of_event_streams(root: Path) -> None:
    application = server(root)
    asa = Desk(application, "asa")
    streams = [asa.ask("GET", "/.preview/changes") for _ in range(STREAMS)]
    assert {each.status_code for each in streams} == {200}
    assert asa.ask("GET", "/.preview/changes").status_code == 429
    assert asa.ask("GET", "/.edit/").status_code == 200
    bo = Desk(application, "bo").ask("GET", "/.preview/changes")
    assert bo.status_code == 200
    bo.close()
    streams.pop().close()
    streams.append(asa.ask("GET", "/.preview/changes"))
    assert streams[-1].status_code == 200
    for each in streams:
        each.close()


class Browser:
    """A person's browser before a real server."""

    def __init__(self, port: int, who: str) -> None:
        headers = {"X-Forwarded-User": who, "X-Forwarded-Email": f"{who}@ekbacka.example", "Host": NAME}
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=120, trust_env=False)

    def save(self, file: str, title: str) -> bool:
        page = self.http.get(f"/.edit/form?file={file}")
        assert page.status_code == 200
        pairs = {name: title if name == "title" else value for name, value in fields_of(page.text)}
        return self.http.post("/.edit/form", data={**pairs, "@do": "save"}).status_code == 303


def test_twenty_people_at_once_lose_nothing(root: Path) -> None:
    application, file = server(root), plans(root)[0]
    with served(following(root), application) as (port, _):

        def work(number: int) -> tuple[str, str]:
            who, browser = f"p{number}", Browser(port, f"p{number}")
            for turn in range(2):
                assert browser.save(file, f"Titel {turn} av {who}")
            browser.http.close()
            return who, f"Titel 1 av {who}"

        began = time.monotonic()
        with ThreadPoolExecutor(PEOPLE) as pool:
            done = list(pool.map(work, range(PEOPLE)))
        assert time.monotonic() - began < 240
    for who, title in done:
        copy = next((root.parent / "team/copies").glob(f"{who}-*"))
        assert f"title: {title}\n" in (copy / file).read_text(encoding="utf-8")
    assert len((root.parent / "team/audit.jsonl").read_text().splitlines()) == 2 * PEOPLE


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        found = door.getsockname()[1]
    yield found


def started(root: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(REPOSITORY / "build.py"), "edit", "--root", str(root), "--port", str(port),
               "--serve-for", str(root.parent / "team"), "--name", NAME]  # fmt: skip
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return run
        except OSError:
            assert run.poll() is None
            time.sleep(0.1)
    raise AssertionError("it never answered")


@pytest.mark.parametrize("seed", range(2))
def test_a_server_that_is_killed_keeps_every_saved_word(root: Path, port: int, seed: int) -> None:
    file, saved, tried = plans(root)[0], "", ""
    run = started(root, port)
    browser = Browser(port, "asa")
    try:
        assert browser.save(file, "Titel 0")
        saved, stop = "Titel 0", time.monotonic() + Random(seed).uniform(0.2, 1.5)
        with ThreadPoolExecutor(1) as pool:
            for turn in range(1, 200):
                tried = f"Titel {turn}"
                answer = pool.submit(browser.save, file, tried)
                if time.monotonic() > stop:
                    os.killpg(run.pid, signal.SIGKILL)
                try:
                    saved = tried if answer.result() else saved
                except httpx.HTTPError:
                    break
    finally:
        run.kill()
        run.wait()
        browser.http.close()
    copy = next((root.parent / "team/copies").glob("asa-*"))
    text = (copy / file).read_text(encoding="utf-8")
    assert f"title: {saved}\n" in text or f"title: {tried}\n" in text
    assert not Editor(copy).errors(), "no half file"
    again = started(root, port)
    browser = Browser(port, "asa")
    try:
        assert browser.save(file, "Efteråt")
    finally:
        again.kill()
        again.wait()
        browser.http.close()
