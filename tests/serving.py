"""A preview through a real server, for tests that look at it with and without a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.types import WSGIApplication

from publisher.publish.preview.follower import Follower
from publisher.publish.preview.server import ADDRESS, application
from publisher.publish.preview.web_server import WebServer


def following(root: Path) -> Follower:
    """Return a follower that has looked once."""
    follower = Follower(root)
    follower.refresh()
    return follower


@contextmanager
def served(follower: Follower, program: WSGIApplication | None = None) -> Iterator[tuple[int, str]]:
    """Serve what a follower sees, and give the port and the path that all addresses begin with."""
    server = WebServer(ADDRESS, 0, program or application(follower))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    preview = follower.snapshot.preview
    try:
        yield server.port, preview.prefix if preview else "/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
