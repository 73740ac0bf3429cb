"""The script that comments on GitLab's merge requests is run against a server that answers as the Notes API does."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from tests.program import REPOSITORY

JOB = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))["comment"]
MARK = JOB["variables"]["MARK"]
pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="install the package `curl`")
NOTES = "/api/v4/projects/7/merge_requests/3/notes"
TOKEN = "glpat-only-a-test"
ME = 40
EACH = 100


@dataclass
class GitLab:
    """What the server knows and what it was asked: notes by id, and each request that changed them."""

    notes: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    address: str = ""

    def note(self, author: int, body: str) -> int:
        name = 1000 + len(self.notes)
        self.notes[name] = {"id": name, "author": {"id": author}, "body": body, "system": False}
        return name


def handler(gitlab: GitLab) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            gitlab.tokens.add(self.headers["PRIVATE-TOKEN"])
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/api/v4/user":
                return self.answer({"id": ME})
            assert (path, query["sort"], query["per_page"]) == (NOTES, ["asc"], [str(EACH)])
            page = int(query["page"][0])
            every = list(gitlab.notes.values())
            more = str(page + 1) if page * EACH < len(every) else ""
            return self.answer(every[(page - 1) * EACH : page * EACH], {"X-Next-Page": more})

        def do_POST(self) -> None:
            assert self.path == NOTES
            gitlab.note(ME, self.body())

        def do_PUT(self) -> None:
            gitlab.notes[int(self.path.removeprefix(f"{NOTES}/"))]["body"] = self.body()

        def body(self) -> str:
            gitlab.tokens.add(self.headers["PRIVATE-TOKEN"])
            gitlab.asked.append((self.command, self.path))
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), strict_parsing=True)
            assert set(fields) == {"body"}
            self.answer({})
            return fields["body"][0]

        def answer(self, value: object, headers: dict[str, str] | None = None) -> None:
            self.send_response(200)
            for name, text in (headers or {}).items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

    return Handler


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    known = GitLab()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(known))
    known.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


def comment(gitlab: GitLab, folder: Path, text: str | None = None, token: str = TOKEN) -> str:
    """Run the job's script as a runner does, and return what it said."""
    if text is not None:
        (folder / "changes.md").write_text(text, encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "TMPDIR": str(folder),
        "COMMENT_TOKEN": token,
        "MARK": MARK,
        "CI_API_V4_URL": f"{gitlab.address}/api/v4",
        "CI_MERGE_REQUEST_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": "3",
        "CI_PIPELINE_URL": "https://gitlab.example/p/-/pipelines/9",
    }
    script = ["bash", "-c", "\n".join(JOB["script"])]
    done = subprocess.run(script, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    return done.stdout


def test_a_second_push_mends_the_comment_of_the_first(gitlab: GitLab, tmp_path: Path) -> None:
    gitlab.note(1, "Bra!")
    comment(gitlab, tmp_path, "- **Plan Vägen**: mål 2023 70 → 75\n")
    comment(gitlab, tmp_path, "- **Plan Vägen**: mål 2023 70 → 80\n")
    assert gitlab.asked == [("POST", NOTES), ("PUT", f"{NOTES}/1001")]
    assert gitlab.tokens == {TOKEN}
    assert [note["body"] for note in gitlab.notes.values()] == [
        "Bra!",
        f"{MARK}\n- **Plan Vägen**: mål 2023 70 → 80\n\n\n"
        "[Den byggda webbplatsen och pdf-filerna](https://gitlab.example/p/-/pipelines/9)\n",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changes.md"], "nothing is left, least of all the token"


def test_a_comment_is_found_among_hundreds_and_never_taken_from_somebody_else(gitlab: GitLab, tmp_path: Path) -> None:
    gitlab.note(1, f"{MARK}\nsomebody else's")
    for number in range(EACH):
        gitlab.note(1, str(number))
    ours = gitlab.note(ME, f"{MARK}\nold")
    comment(gitlab, tmp_path, "new")
    assert gitlab.asked == [("PUT", f"{NOTES}/{ours}")]


def test_the_text_is_never_more_than_text(gitlab: GitLab, tmp_path: Path) -> None:
    hostile = '@everyone `id` $(id) & body=x %0a "}\n/merge\n  /close\n' + "å" * 60000
    comment(gitlab, tmp_path, hostile)
    body = gitlab.notes[1000]["body"]
    assert '@\u200beveryone `id` $(id) & body=x %0a "}\n\\/merge\n  \\/close\nå' in body
    assert len(body.encode()) < 60300
    assert not re.search(r"^\s*/", body, re.MULTILINE)


def test_a_link_in_the_place_of_the_text_is_not_followed(gitlab: GitLab, tmp_path: Path) -> None:
    (tmp_path / "changes.md").symlink_to("/proc/self/environ")
    comment(gitlab, tmp_path)
    assert not gitlab.notes


def test_without_a_token_the_file_remains_and_one_line_says_so(gitlab: GitLab, tmp_path: Path) -> None:
    said = comment(gitlab, tmp_path, "text", token="")
    assert "COMMENT_TOKEN" in said
    assert said.count("\n") == 1
    assert not gitlab.tokens


def test_only_this_job_is_given_the_token_and_it_runs_nothing_of_the_proposal() -> None:
    assert JOB["variables"]["GIT_STRATEGY"] == "none"
    assert JOB["before_script"] == []
    assert JOB["environment"] == {"name": "comment", "action": "access"}
    assert not re.search(r"build\.py|make ", "\n".join(JOB["script"]))
