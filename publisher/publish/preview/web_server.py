"""The HTTP server of the preview and the forms: Werkzeug's, with limits on connections and on the time of a request."""

import socket
import sys
from contextlib import suppress
from contextvars import copy_context
from threading import Lock
from time import monotonic
from typing import Any, Final
from wsgiref.types import WSGIApplication

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

PATIENCE_SECONDS: Final = 60
CONNECTIONS: Final = 500
"""Connections at a time, or fewer where the system allows few open files: each needs one, and answers need others."""


class WebServer(ThreadedWSGIServer):
    """Answers with a WSGI program, each connection in a thread of its own.

    Nothing is read of a connection that is older than `patience` seconds; what is being answered is still written. Of
    more than `connections` at a time those that have waited longest without sending a request are closed, and if there
    are none, new ones are.
    """

    daemon_threads = True
    patience: float = PATIENCE_SECONDS

    def __init__(self, address: str, port: int, program: WSGIApplication, door: socket.socket | None = None) -> None:
        # By socket, the time when it was opened; the oldest first.
        self._open: dict[Any, float] = {}
        self._silent: dict[Any, float] = {}
        self._lock = Lock()
        # Threads begin without what the command line allows.
        self._context = copy_context()
        self.connections = _most()
        super().__init__(address, port, program, SilentRequestHandler, fd=door.fileno() if door else None)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin to answer a connection, or close it if there are too many (socketserver)."""
        with self._lock:
            oldest = next(iter(self._silent), None) if len(self._open) >= self.connections else request
            if oldest is not None:
                self._open[request] = self._silent[request] = monotonic()
            if oldest not in (None, request):
                self._silent.pop(oldest)
                _hang_up(oldest, socket.SHUT_RDWR)
        if oldest is None:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a connection, in its thread, in the context in which the server was made (socketserver)."""
        self._context.copy().run(super().process_request_thread, request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection (socketserver)."""
        with self._lock:
            self._open.pop(request, None)
            self._silent.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Stop reading of connections that are too old (socketserver calls this twice a second)."""
        super().service_actions()
        with self._lock:
            now = monotonic()
            for request, opened in self._open.items():
                if opened + self.patience > now:
                    break
                _hang_up(request, socket.SHUT_RD)

    def has_asked(self, request: Any) -> None:
        """Note that the head of a request has been read."""
        with self._lock:
            self._silent.pop(request, None)


class SilentRequestHandler(WSGIRequestHandler):
    """Logs no requests: the terminal is for problems to mend. Whoever sends nothing for a minute is disconnected."""

    timeout = PATIENCE_SECONDS

    def run_wsgi(self) -> None:
        """Answer a request, of which the head has been read."""
        if isinstance(self.server, WebServer):
            self.server.has_asked(self.request)
        super().run_wsgi()

    def log(self, type: str, message: str, *args: object) -> None:
        """Log nothing."""


def _hang_up(request: socket.socket, how: int) -> None:
    with suppress(OSError):  # it is closed already
        request.shutdown(how)


def _most() -> int:
    """Return how many connections there may be at a time."""
    if sys.platform == "win32":
        return CONNECTIONS
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS if files == resource.RLIM_INFINITY else min(CONNECTIONS, files // 2)
