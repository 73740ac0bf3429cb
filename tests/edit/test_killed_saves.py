"""The server is killed around a save and an upload: each file is what it was or is to be, and the next one works."""

import os
import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.web.application import Application
from publisher.publish.preview.follower import Follower
from tests.edit.filling import open_form, refused, send
from tests.faulty import Machine
from tests.publications import HERE as TESTS
from tests.publications import picture
from tests.repository import PLAN

HERE = "http://127.0.0.1"


def _is_killed(root: Path, number: int, act: Callable[[], object]) -> bool:
    """Return whether a server, a copy of this process, is killed just before its change of a number below a folder."""
    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(Machine("kill", number, os.path.realpath(root)).hook)
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Client]:
    """A publication that is looked at quickly: it is so after each of dozens of kills."""
    root = tmp_path / "publication"
    shutil.copytree(TESTS / "cases" / "thread" / "input", root)
    follower = Follower(root)
    follower.refresh()
    return root, Client(Application(root, follower))


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("what", ["save", "upload"])
def test_each_file_is_the_last_or_the_new_one(small: tuple[Path, Client], what: str) -> None:
    root, client = small
    plan, shown = root / PLAN, root / PLAN.replace("plan.md", "kurs.png")
    before, pairs = plan.read_bytes(), open_form(client, PLAN)

    def act() -> int:
        if what == "save":
            return send(client, pairs, "save", title="Vägen fram").status_code
        given = (BytesIO(picture("PNG")), "kurs.png")
        sent = {"@token": dict(pairs)["@token"], "@file": PLAN, "@words": "Kurs", "@upload": given}
        return client.post("/.edit/upload", data=sent, base_url=HERE).status_code

    states = []
    for number in range(1, 100):
        ended = not _is_killed(root, number, act)
        states.append((plan.read_bytes(), shown.read_bytes() if shown.exists() else b""))
        plan.write_bytes(before)
        shown.unlink(missing_ok=True)
        if ended:
            break
    assert 4 <= len(states) < 100, "killed at no moment, or at each of them"
    # What a server that is not killed writes.
    wanted, drawn = states[-1]
    assert wanted != before and bool(drawn) == (what == "upload")
    assert {text for text, _ in states} == {before, wanted}
    assert {image for _, image in states} == {b"", drawn}
    # No text shows a picture that is not there.
    assert all(image or text == before for text, image in states) or what == "save"
    answer = send(client, open_form(client, PLAN), "save", title="Vägen fram")
    assert answer.status_code == 303, refused(answer)
