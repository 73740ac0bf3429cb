"""What people do in the forms, each as one command: for tests of a machine that fails meanwhile."""

import sys
from io import BytesIO
from pathlib import Path

from werkzeug.test import Client, TestResponse

from publisher.edit.web.application import Application
from publisher.publish.preview.follower import Follower
from tests.edit.filling import fields_of, open_form, refused, send
from tests.publications import picture
from tests.repository import PLAN, git

HERE = "http://127.0.0.1"


def _client(root: str) -> Client:
    follower = Follower(Path(root))
    follower.refresh()
    return Client(Application(Path(root), follower))


def _ended(response: TestResponse) -> None:
    """End with what the page says, as a command does, unless all went well."""
    if response.status_code != 303:
        sys.exit(refused(response))


def save(root: str) -> None:
    """Save another title of the plan."""
    client = _client(root)
    response = send(client, open_form(client, PLAN), "save", title="Vägen fram")
    _ended(response)


def upload(root: str) -> None:
    """Put a picture into the text of the plan, unless that has been done."""
    client = _client(root)
    if "![Kursen]" in (Path(root) / PLAN).read_text(encoding="utf-8"):
        return
    token = dict(open_form(client, PLAN))["@token"]
    given = (BytesIO(picture("PNG")), "kurs.png")
    sent = {"@token": token, "@file": PLAN, "@words": "Kursen", "@upload": given}
    response = client.post("/.edit/upload", data=sent, base_url=HERE)
    _ended(response)


def remove(root: str) -> None:
    """Remove the plan with all that refers to it, unless that has been done."""
    if not (Path(root) / PLAN).exists():
        return
    client = _client(root)
    page = client.get(f"/.edit/remove?file={PLAN}", base_url=HERE).text
    pairs = fields_of(page.replace("<form ", '<form id="form" ', 1))
    response = client.post("/.edit/remove", data={**dict(pairs), "@do": "clear"}, base_url=HERE)
    _ended(response)


def propose(root: str) -> None:
    """Propose what differs from the last commit, unless that has been done: it is one commit on a branch of its own."""
    folder = Path(root)
    if git(folder, "status", "--porcelain"):
        client = _client(root)
        page = client.get("/.edit/propose", base_url=HERE).text
        token = dict(fields_of(page.replace("<form ", '<form id="form" ', 1)))["@token"]
        response = client.post("/.edit/propose", data={"@token": token, "@do": "propose"}, base_url=HERE)
        _ended(response)
    assert git(folder, "fsck", "--strict") == ""
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "rev-list", "--count", "main..HEAD").strip() == "1"
    assert git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()[1:] == ["main"]


def add(root: str) -> None:
    """Add a plan, unless that has been done."""
    client = _client(root)
    if (Path(root) / "plans" / "ny-plan" / "plan.md").exists():
        return
    page = client.get("/.edit/new?kind=plan", base_url=HERE).text
    response = send(client, fields_of(page), "save", "new", title="Ny plan", summary="En plan.", status="ongoing")
    _ended(response)
