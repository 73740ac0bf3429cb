"""The preview server: shows the publication in a browser, on this machine only, following every change."""

import gc
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final
from wsgiref.types import WSGIApplication

from werkzeug import Request, Response
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.utils import redirect

from publisher.locales import HOUSE
from publisher.messages import hint, message
from publisher.problem import Place, Problem, ProblemsFound, Severity
from publisher.publish.output.build_options import Listener
from publisher.publish.preview.follower import Follower, Snapshot
from publisher.publish.preview.preview import HTML
from publisher.publish.preview.watcher import Watcher
from publisher.publish.preview.web_server import WebServer
from publisher.publish.site.site_templates import drawn_file
from publisher.read.git import places_of_commits
from publisher.settings_file import SETTINGS

ADDRESS: Final = "127.0.0.1"
NAMES: Final = [ADDRESS, "localhost"]
OWN: Final = "/.preview/"
CHANGES: Final = f"{OWN}changes"
FILES: Final = {"preview.js": "text/javascript", "preview.css": "text/css"}
WATCHED: Final = ("docs", "plans", "macros", "theme", "locale")
ALIVE_SECONDS: Final = 15.0
NOTHING: Final = ":\n\n"
HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY: Final = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:"
BODY: Final = re.compile(rb"<body[^>]*>")


def serve_site(
    root: Path,
    port: int,
    listener: Listener,
    program: Callable[[Path, Follower], WSGIApplication],
    start: str = "",
    address: str = ADDRESS,
) -> None:
    """Serve the publication in `root` with a WSGI program until interrupted; `start` is the path to open first.

    Other machines can connect only if `address` is not the loopback address.

    Raises ProblemsFound if the port is taken.
    """
    follower = Follower(root)
    git_files, git_folders = places_of_commits(root)
    watcher = Watcher([root / SETTINGS, *git_files], partial(_folders, root, git_folders))
    with listening(port, address) as door:
        answering = program(root, follower)
        _announce(follower.refresh(), listener)
        # Loaded values stay; garbage collection passes over them would only slow down every change.
        gc.freeze()
        gc.set_threshold(100_000, 50, 50)
        server = WebServer(address, port, answering, door)
        Thread(target=server.serve_forever, daemon=True).start()
        words = follower.snapshot.language
        try:
            listener.say(words.text("serve.ready", address=f"http://{address}:{server.port}/{start}"))
            for changed in watcher.changes():
                _announce(follower.refresh(changed), listener)
        except KeyboardInterrupt:
            listener.say(words.text("serve.ended"))
        finally:
            server.shutdown()


def listening(port: int, address: str = ADDRESS) -> socket.socket:
    """Return a listening socket, on this machine only by default. Raises ProblemsFound if the port is taken."""
    try:
        return socket.create_server((address, port))
    except OSError as error:
        place = Place(f"{address}:{port}")
        raise ProblemsFound(
            [Problem.at(place, "port-taken", port=port, reason=os.strerror(error.errno or 0))]
        ) from error


def application(
    follower: Follower, editing: Callable[[str], str] = lambda source: "", names: Sequence[str] = NAMES
) -> WSGIApplication:
    """Return the WSGI program: pages of the latest snapshot with its state, and an event stream for newer ones.

    `editing` gives the address of the form for a page's source file, if there is one.

    It answers to the host names in `names` only, by default this machine's own: any other could be DNS rebinding.
    """

    @Request.application
    def answer(request: Request) -> WSGIApplication:
        request.trusted_hosts = list(names)
        request.host  # noqa: B018  # to ask for the name is to have it checked
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(["GET", "HEAD"])
        if request.path == CHANGES:
            return Response(
                _events(follower, request.args.get("seen", "")), mimetype="text/event-stream", headers=HEADERS
            )
        if kind := FILES.get(request.path.removeprefix(OWN)):
            return Response(drawn_file(request.path.removeprefix(OWN)), mimetype=kind, headers=HEADERS)
        return _page(follower, follower.snapshot, request.path, editing)

    return answer


def _page(follower: Follower, snapshot: Snapshot, path: str, editing: Callable[[str], str]) -> Response:
    preview = snapshot.preview
    if preview is None:
        return _html(_panel(snapshot, alone=True), 503)
    if not path.startswith(preview.prefix):
        return redirect(preview.prefix)
    try:
        found = preview.answer(path.removeprefix(preview.prefix))
        content, kind = found or (preview.lost(), HTML)
    except Exception as error:  # a template in the middle of being edited
        problems = (*snapshot.problems, follower.failed(error))
        return _html(_panel(replace(snapshot, problems=problems), alone=True), 500)
    if kind != HTML:
        return Response(content, mimetype=kind, headers=HEADERS)
    source = preview.source_of(path.removeprefix(preview.prefix))
    return _html(with_panel(content, _panel(snapshot, edit=editing(source) if source else "")), 200 if found else 404)


def _html(content: bytes, status: int) -> Response:
    return Response(content, status, {**HEADERS, "Content-Security-Policy": POLICY}, mimetype=HTML)


def with_panel(content: bytes, panel: bytes) -> bytes:
    """Return a page with the panel inserted as the first element of its body."""
    return BODY.sub(lambda match: match[0] + panel, content, count=1)


def _panel(snapshot: Snapshot, *, alone: bool = False, edit: str = "") -> bytes:
    """Return the state as HTML: the problems with file and line, and what a preview lacks."""
    words = snapshot.language
    errors = [
        {"place": problem.place, "message": message(problem, words), "hint": hint(problem, words)}
        for problem in snapshot.problems
        if problem.severity is Severity.ERROR
    ]
    return drawn_file(
        "preview.html",
        alone=alone,
        edit=edit,
        language=words.code,
        problems=errors,
        count=words.plural("serve.problems", len(errors)),
        words=words.under("serve."),
        seen=_snapshot_id(snapshot),
    )


def _events(follower: Follower, seen: str) -> Iterator[str]:
    """Yield a line of the event stream whenever there is news for a page."""
    # A line that begins with a colon is a comment, but shows whether the client is still connected.
    yield NOTHING
    while True:
        snapshot = follower.snapshot
        if _snapshot_id(snapshot) == seen:
            snapshot = follower.wait(snapshot.number, ALIVE_SECONDS)
        yield f"data: {_snapshot_id(snapshot)}\n\n" if _snapshot_id(snapshot) != seen else NOTHING
        seen = _snapshot_id(snapshot)


def _snapshot_id(snapshot: Snapshot) -> str:
    """Return an id of a snapshot that is unique across runs."""
    return f"{os.getpid()}-{snapshot.number}"


def _folders(root: Path, others: Iterable[Path]) -> set[Path]:
    """Return the existing folders that pages depend on: the publication's, the program's, and others."""
    own = (place / name for place in (root, HOUSE) for name in WATCHED)
    return {folder for folder in (*own, *others) if folder.is_dir()}


def _announce(snapshot: Snapshot, listener: Listener) -> None:
    words = snapshot.language
    listener.problems(snapshot.problems, words)
    errors = sum(problem.severity is Severity.ERROR for problem in snapshot.problems)
    listener.say(words.plural("serve.problems", errors) if errors else words.text("serve.fresh"))
