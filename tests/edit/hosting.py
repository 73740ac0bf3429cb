"""A host on the loopback that takes requests as GitHub, GitLab and Forgejo describe their APIs, and refuses the rest.

Sources: docs.github.com/en/rest/pulls/pulls (2022-11-28), docs.gitlab.com/api/merge_requests, Forgejo's /api/swagger.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import run
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "only-for-tests"
PATH = "kommunen/plan"
LISTS = {
    f"/api/v3/repos/{PATH}/pulls": "github",
    "/api/v4/projects/kommunen%2Fplan/merge_requests": "gitlab",
    f"/api/v1/repos/{PATH}/pulls": "forgejo",
}
ASKED = {
    "github": ("Authorization", f"Bearer {TOKEN}"),
    "gitlab": ("PRIVATE-TOKEN", TOKEN),
    "forgejo": ("Authorization", f"token {TOKEN}"),
}
# The fields of a new request: branch, what it is for, title, text.
FIELDS = {
    "github": ("head", "base", "title", "body"),
    "gitlab": ("source_branch", "target_branch", "title", "description"),
    "forgejo": ("head", "base", "title", "body"),
}
EXISTS = {"github": 422, "gitlab": 409, "forgejo": 409}


class Hosting(ThreadingHTTPServer):
    """The host: its bare repository, and the requests that were made, by program."""

    def __init__(self, repository: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.repository = repository
        self.requests: dict[str, list[dict[str, str]]] = {kind: [] for kind in FIELDS}
        self.fails: tuple[int, object] | None = None
        """The status and the body of every answer, if the host fails."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/{PATH}"

    def has(self, branch: str) -> bool:
        command = ["git", "-C", str(self.repository), "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"]
        return run(command, capture_output=True, check=False).returncode == 0


class _Handler(BaseHTTPRequestHandler):
    server: Hosting

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if kind := self._allowed(parts.path):
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            wanted = asked.get("source_branch") or asked.get("head", "").partition(":")[2]
            found = [each for each in self.server.requests[kind] if not wanted or each["branch"] == wanted]
            self._answer(200, [self._shown(kind, each) for each in found])

    def do_POST(self) -> None:
        if not (kind := self._allowed(self.path)):
            return
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        names = FIELDS[kind]
        if set(given) != set(names) or not all(given.values()):
            self._answer(422, {"message": "Validation Failed"})
            return
        branch, target, title, text = (given[name] for name in names)
        if not (self.server.has(branch) and self.server.has(target)):
            self._answer(404 if kind == "forgejo" else 422, {"message": "no such branch"})
        elif any(each["branch"] == branch for each in self.server.requests[kind]):
            self._answer(EXISTS[kind], {"message": "already exists"})
        else:
            made = {"branch": branch, "target": target, "title": title, "text": text}
            self.server.requests[kind].append(made)
            self._answer(201, self._shown(kind, made))

    def _allowed(self, path: str) -> str:
        if self.server.fails:
            self._answer(*self.server.fails)
            return ""
        kind = LISTS.get(path, "")
        if not kind:
            self._answer(404, {"message": "Not Found", "path": unquote(path)})
            return ""
        name, value = ASKED[kind]
        if self.headers.get(name) != value:
            self._answer(401, {"message": "Bad credentials"})
            return ""
        return kind

    def _shown(self, kind: str, request: dict[str, str]) -> dict[str, object]:
        page = f"{self.server.address}/requests/{self.server.requests[kind].index(request) + 1}"
        if kind == "gitlab":
            return {"web_url": page, "source_branch": request["branch"], "state": "opened"}
        return {"html_url": page, "head": {"ref": request["branch"]}, "state": "open"}

    def _answer(self, code: int, value: object) -> None:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def hosting(repository: Path) -> Iterator[Hosting]:
    server = Hosting(repository)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
