"""What was saved is proposed: a commit of just that, in words, sent to a bare repository and asked for on a host."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import keyring
import pytest
from keyring.backend import KeyringBackend
from werkzeug.test import Client, TestResponse

from benchmarks.make import make
from benchmarks.plans import Size
from publisher.edit.proposing.branches import checkout_of, lack_of
from publisher.edit.proposing.first_version import begin_repository
from publisher.edit.proposing.hosts import Host, HostKind, host_of, requested, token_for
from publisher.edit.web.application import Application
from publisher.edit.web.proposal_page import HostGiven
from publisher.language import Language
from publisher.messages import message
from publisher.problem import ProblemsFound
from tests.edit.filling import fields_of, open_form, send
from tests.edit.hosting import TOKEN, Hosting, hosting
from tests.serving import following

HERE = "http://127.0.0.1"


def git(root: Path, *arguments: str) -> str:
    return run(["git", "-C", str(root), *arguments], capture_output=True, check=True, text=True).stdout.strip("\n")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of somebody's own, whose git knows who that is."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = Kim Ek\n\temail = kim@ekbacka.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("RODA_TRADEN_TOKEN", "")


@pytest.fixture
def copy(tmp_path: Path, machine: None) -> Path:
    """A publication in a repository of its own, cloned from a bare one."""
    first, bare, root = tmp_path / "first", tmp_path / "bare.git", tmp_path / "copy"
    make(first, Size(plans=2, years=1, commitments=3))
    git(tmp_path, "init", "-q", "-b", "main", "first")
    git(first, "add", "-A")
    git(first, "commit", "-q", "-m", "Först")
    git(tmp_path, "clone", "-q", "--bare", "first", str(bare))
    git(tmp_path, "clone", "-q", str(bare), "copy")
    return root


@pytest.fixture
def host(tmp_path: Path, copy: Path) -> Iterator[Hosting]:
    with hosting(tmp_path / "bare.git") as server:
        yield server


def desk(root: Path, given: HostGiven | None = None) -> Client:
    return Client(Application(root, following(root), given or HostGiven()))


def plan_of(root: Path) -> str:
    return next(path.relative_to(root).as_posix() for path in sorted(root.glob("plans/*/plan.md")))


def change(client: Client, file: str, title: str) -> None:
    assert send(client, open_form(client, file), "save", title=title).status_code == 303


def propose(client: Client, do: str = "propose", **more: str) -> TestResponse:
    page = client.get("/.edit/propose", base_url=HERE).text
    token = re.search(r'name="@token" value="([^"]+)"', page) or re.search("x", "x")
    assert token
    return client.post("/.edit/propose", data={"@token": token[1], "@do": do, **more}, base_url=HERE)


def test_without_a_remote_the_change_is_kept_and_can_be_mailed(copy: Path, tmp_path: Path) -> None:
    git(copy, "remote", "remove", "origin")
    client, file = desk(copy), plan_of(copy)
    (copy / "notes.txt").write_text("Min egen fil.")
    git(copy, "add", "notes.txt")
    old = git(copy, "show", f"HEAD:{file}")
    change(client, file, "Nya stigar")
    page = client.get("/.edit/propose", base_url=HERE).text
    assert "Nya stigar" in page and "Kim Ek" in page
    assert propose(client, **{"@note": "Nämndens beslut 14."}).location.endswith("done=kept")
    assert git(copy, "show", "--name-only", "--format=", "HEAD") == file, "nothing else goes along"
    message = git(copy, "log", "-1", "--format=%an <%ae>%n%B")
    assert message.splitlines()[:3] == ["Kim Ek <kim@ekbacka.example>", "Ändring av Nya stigar", ""]
    assert "rubrik (förut " in message and "Nya stigar" in message and message.endswith("Nämndens beslut 14.")
    assert "**" not in message and "&#" not in message
    assert git(copy, "status", "--porcelain") == "A  notes.txt", "what somebody else had begun is as it was"
    assert git(copy, "symbolic-ref", "--short", "HEAD") == "forslag/nya-stigar"
    patch = client.get("/.edit/patch", base_url=HERE)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(tmp_path / "bare.git"), str(other))
    (tmp_path / "proposal.patch").write_bytes(patch.data)
    git(other, "am", "-q", str(tmp_path / "proposal.patch"))
    assert (other / file).read_text() == (copy / file).read_text() != old


@pytest.mark.parametrize("kind", [*HostKind])
def test_a_request_is_made_once_and_grows(
    copy: Path, host: Hosting, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODA_TRADEN_TOKEN", TOKEN)
    client, file = desk(copy, HostGiven(kind, host.address)), plan_of(copy)
    before = git(copy, "rev-parse", "HEAD")
    change(client, file, "Nya stigar")
    page = propose(client).text
    assert f'href="{host.address}/requests/1"' in page and "Förslaget är inskickat." in page
    (request,) = host.requests[kind]
    assert request["branch"] == "forslag/nya-stigar" and request["target"] == "main"
    assert request["title"] == "Ändring av Nya stigar" and "rubrik (förut " in request["text"]
    assert git(host.repository, "rev-parse", "main") == before, "what holds is as it was"
    change(client, file, "Ännu fler stigar")
    assert f'href="{host.address}/requests/1"' in propose(client).text
    assert len(host.requests[kind]) == 1
    tip = git(host.repository, "rev-parse", "forslag/nya-stigar")
    assert tip == git(copy, "rev-parse", "HEAD") and git(copy, "rev-parse", "HEAD~2") == before
    assert TOKEN not in "".join(
        path.read_text(errors="replace") for path in (copy / ".git").rglob("*") if path.is_file()
    )
    # The proposal is taken in, and the work goes on from what holds.
    git(host.repository, "update-ref", "refs/heads/main", tip)
    assert propose(client, "fresh").location.endswith("done=fresh")
    assert git(copy, "symbolic-ref", "--short", "HEAD") == "main" and git(copy, "rev-parse", "HEAD") == tip


def test_a_refused_key_loses_nothing_and_the_proposal_can_be_sent_again(
    copy: Path, host: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, file = desk(copy, HostGiven("forgejo", host.address)), plan_of(copy)
    monkeypatch.setenv("RODA_TRADEN_TOKEN", "old")
    change(client, file, "Nya stigar")
    answer = propose(client)
    assert answer.status_code == 409 and "godtar inte nyckeln" in answer.text and "Traceback" not in answer.text
    assert f'href="{host.address}/compare/main...forslag/nya-stigar"' in answer.text, "a person can ask for it"
    assert host.has("forslag/nya-stigar") and not host.requests["forgejo"]
    monkeypatch.setenv("RODA_TRADEN_TOKEN", TOKEN)
    assert f"{host.address}/requests/1" in propose(client).text
    assert host.requests["forgejo"][0]["title"] == "Ändring av Nya stigar"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, {"message": "Bad credentials"}, "propose-host-key"),
        (403, {"message": "Resource not accessible by personal access token"}, "propose-host-forbidden"),
        (404, {"message": "404 Project Not Found"}, "propose-host-missing"),
        (301, {"message": "Moved Permanently"}, "propose-host-missing"),
        (409, {"message": ["Another open merge request already exists"]}, "propose-host-rejected"),
        (422, {"message": "Validation Failed", "errors": []}, "propose-host-rejected"),
        (429, {}, "propose-host-busy"),
        (502, b"<html>Bad gateway</html>", "propose-host-busy"),
        (200, b"<html>Sign in</html>", "propose-host-failed"),
        (200, {"message": "not a list"}, "propose-host-failed"),
    ],
)
def test_each_failure_of_a_host_has_a_sentence_of_its_own(tmp_path: Path, status: int, body: object, code: str) -> None:
    with hosting(tmp_path) as server:
        server.fails = status, body
        for kind in HostKind:
            with pytest.raises(ProblemsFound) as found:
                requested(Host(kind, server.address), TOKEN, "forslag/x", "main", "Titel", "Text")
            (problem,) = found.value.problems
            assert problem.code == code and problem.facts["host"] == f"127.0.0.1:{server.server_port}"
            said = message(problem, Language("sv"))
            assert said.startswith("Förslaget är inskickat, men ") and TOKEN not in said
            assert "Another open" in said if status == 409 else "{" not in said


def test_a_host_that_does_not_answer_is_waited_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publisher.edit.proposing.hosts._SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(ProblemsFound, match="propose-host-silent"):
            requested(Host(HostKind.FORGEJO, f"http://127.0.0.1:{port}/a/b"), TOKEN, "x", "main", "T", "T")
    with pytest.raises(ProblemsFound, match="propose-host-silent"):
        requested(Host(HostKind.FORGEJO, f"http://127.0.0.1:{port}/a/b"), TOKEN, "x", "main", "T", "T")


def test_a_proposal_that_was_not_sent_can_be_sent_again_from_the_same_page(copy: Path, tmp_path: Path) -> None:
    """Somebody else has changed the same branch: nothing is forced, and nothing is lost."""
    client, file = desk(copy), plan_of(copy)
    change(client, file, "Nya stigar")
    assert "done=sent" in propose(client).location
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", "-b", "forslag/nya-stigar", str(tmp_path / "bare.git"), str(other))
    git(other, "commit", "-q", "--allow-empty", "-m", "Annans")
    git(other, "push", "-q")
    change(client, file, "Ännu fler stigar")
    answer = propose(client)
    assert answer.status_code == 409 and "någon annan har ändrat i samma förslag" in answer.text
    assert 'value="propose">Skicka förslaget igen' in answer.text and 'href="/.edit/patch"' in answer.text
    assert "Ännu fler stigar" in git(copy, "show", f"HEAD:{file}")


def test_without_a_key_it_is_sent_and_a_person_asks(copy: Path, host: Hosting) -> None:
    client, file = desk(copy, HostGiven("gitlab", host.address)), plan_of(copy)
    change(client, file, "Nya stigar")
    response = propose(client)
    assert response.location.endswith("done=sent&branch=forslag/nya-stigar")
    page = client.get(response.location, base_url=HERE).text
    assert f"{host.address}/-/merge_requests/new?" in page
    assert host.has("forslag/nya-stigar")


def test_a_remote_that_is_gone_is_said_and_the_change_is_kept(copy: Path, tmp_path: Path) -> None:
    client, file = desk(copy), plan_of(copy)
    change(client, file, "Nya stigar")
    git(copy, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    answer = propose(client)
    assert (
        answer.status_code == 409 and "kunde inte skickas in" in answer.text and "Skicka förslaget igen" in answer.text
    )
    assert git(copy, "log", "-1", "--format=%s") == "Ändring av Nya stigar"


@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock", "config.lock", "refs/heads/forslag/nya-stigar.lock"])
def test_a_lock_that_git_left_is_named_and_nothing_is_lost(copy: Path, lock: str) -> None:
    git(copy, "remote", "remove", "origin")
    client, file = desk(copy), plan_of(copy)
    change(client, file, "Nya stigar")
    left = copy / ".git" / lock
    left.parent.mkdir(parents=True, exist_ok=True)
    left.touch()
    answer = propose(client)
    assert answer.status_code == 409
    # The file is named for whoever looks after the site; the words are for a clerk.
    assert f"<code>.git/{lock}</code>" in answer.text and "ett annat program skriver på samma ställe" in answer.text
    assert "Nya stigar" in (copy / file).read_text(encoding="utf-8")
    left.unlink()
    assert propose(client).status_code == 303
    assert "Nya stigar" in git(copy, "show", f"HEAD:{file}")
    assert git(copy, "symbolic-ref", "--short", "HEAD").startswith("forslag/nya-stigar")
    assert not git(copy, "status", "--porcelain")


def test_nobody_proposes_without_a_name(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / ".gitconfig").write_text("")
    client, file = desk(copy), plan_of(copy)
    change(client, file, "Nya stigar")
    before = git(copy, "rev-parse", "HEAD")
    answer = propose(client)
    assert answer.status_code == 409 and "vet inte vem du är" in answer.text
    assert "ange ditt namn" in answer.text and not re.search(r"\bgit\b", answer.text, re.IGNORECASE)
    assert git(copy, "rev-parse", "HEAD") == before


def test_a_folder_without_git_says_so(tmp_path: Path, machine: None) -> None:
    root = tmp_path / "plain"
    make(root, Size(plans=1, years=1, commitments=1))
    page = desk(root).get("/.edit/propose", base_url=HERE)
    assert page.status_code == 409 and "Det du har sparat står kvar." in page.text
    assert not re.search(r"\bgit\b", page.text, re.IGNORECASE)


def test_a_repository_without_a_version_says_so_and_offers_no_proposal(tmp_path: Path, machine: None) -> None:
    root = tmp_path / "new"
    make(root, Size(plans=1, years=1, commitments=1))
    git(tmp_path, "init", "-q", "-b", "main", "new")
    client = desk(root)
    assert "propose" not in client.get("/.edit/", base_url=HERE).text
    page = client.get("/.edit/propose", base_url=HERE)
    assert page.status_code == 409 and "tomt än" in page.text and "Det du har sparat står kvar." in page.text
    assert not re.search(r"\bgit\b", page.text, re.IGNORECASE)


def test_a_new_publication_has_a_first_version_to_propose_changes_of(tmp_path: Path, machine: None) -> None:
    root = tmp_path / "ny"
    (root / "plans").mkdir(parents=True)
    (root / "plans" / "bodies.yml").write_text("[]\n", encoding="utf-8")
    assert begin_repository(root, "Ny publikation för Ekby")
    assert git(root, "log", "--format=%an: %s") == "Kim Ek: Ny publikation för Ekby"
    assert git(root, "symbolic-ref", "--short", "HEAD") == "main" and git(root, "ls-files") == "plans/bodies.yml"
    # What is in a repository already is left alone.
    (root / "plans" / "more.yml").write_text("[]\n", encoding="utf-8")
    assert begin_repository(root / "plans", "En till")
    assert git(root, "log", "--format=%s") == "Ny publikation för Ekby" and git(root, "status", "--porcelain")


def test_without_a_name_a_new_publication_is_a_repository_without_a_version(tmp_path: Path, machine: None) -> None:
    (tmp_path / "home" / ".gitconfig").write_text("")
    (tmp_path / "ny").mkdir()
    (tmp_path / "ny" / "mkdocs.yml").write_text("site_name: Ny\n", encoding="utf-8")
    assert begin_repository(tmp_path / "ny", "Ny publikation")
    assert lack_of(tmp_path / "ny").code == "propose-no-version" and checkout_of(tmp_path / "ny") is None


def test_several_changes_and_new_pages_are_counted(copy: Path) -> None:
    client, file = desk(copy), plan_of(copy)
    change(client, file, "Nya stigar")
    page = client.get("/.edit/new?kind=plan", base_url=HERE).text
    send(client, fields_of(page), "save", "new", title="Badplatser", summary="Fler bad.", status="proposed")
    send(client, open_form(client, "mkdocs.yml"), "save", site_name="Stigar och bad")
    # What is not compared value by value is named all the same: nobody approves what they have not seen.
    (copy / file).with_name("plan.en.md").write_text("---\ntitle: New paths\n---\n", encoding="utf-8")
    (copy / "docs" / "karta.png").write_bytes(b"")
    assert "done=sent&branch=forslag/" in propose(client).location
    subject = git(copy, "log", "-1", "--format=%s")
    assert subject in {"Ändring av Nya stigar och 1 till", "Ändring av Badplatser och 1 till"}
    named = git(copy, "log", "-1", "--format=%b")
    others = named.partition("Övriga filer\n")[2]
    assert all(f"- {each}" in others for each in ("Inställningar", "karta.png", "plan.en.md"))
    assert {"plans/badplatser/plan.md", "mkdocs.yml"} <= {
        *git(copy, "show", "--name-only", "--format=", "HEAD").split()
    }


@pytest.mark.parametrize(
    ("remote", "kind", "address"),
    [
        ("https://github.com/a/b.git", "github", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "github", "https://github.com/a/b"),
        ("ssh://git@gitlab.kommun.example:2222/a/b/c.git", "gitlab", "https://gitlab.kommun.example/a/b/c"),
        ("https://me:secret@codeberg.org/a/b", "forgejo", "https://codeberg.org/a/b"),
    ],
)
def test_a_host_is_known_by_its_remote(remote: str, kind: str, address: str) -> None:
    assert host_of(remote) == Host(HostKind(kind), address)


def test_a_host_that_is_not_known_is_none() -> None:
    assert host_of("/srv/git/plan.git") is None
    assert host_of("https://git.kommun.example/a/b") is None
    assert host_of("https://git.kommun.example/a/b", "forgejo") == Host(
        HostKind.FORGEJO, "https://git.kommun.example/a/b"
    )


def test_addresses_of_the_apis() -> None:
    assert Host(HostKind.GITHUB, "https://github.com/a/b").requests() == "https://api.github.com/repos/a/b/pulls"
    assert (
        Host(HostKind.GITHUB, "https://git.k.example/a/b").requests() == "https://git.k.example/api/v3/repos/a/b/pulls"
    )


def test_a_key_goes_to_its_own_host_alone() -> None:
    host = Host(HostKind.FORGEJO, "https://git.k.example/a/b")
    assert list(host.for_git("https://git.k.example/a/b.git", "x")) == ["http.https://git.k.example/.extraHeader"]
    assert host.for_git("https://elsewhere.example/a/b.git", "x") == {}
    assert host.for_git("git@git.k.example:a/b.git", "x") == {}


def test_a_key_may_come_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return "a key" if (service, username) == ("roda-traden", "git.k.example") else None

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

    monkeypatch.delenv("RODA_TRADEN_TOKEN", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    try:
        assert token_for(Host(HostKind.FORGEJO, "https://git.k.example/a/b")) == "a key"
        assert token_for(Host(HostKind.FORGEJO, "https://other.example/a/b")) == ""
    finally:
        keyring.set_keyring(before)
