"""The browser that the tests look through, and the server that they look at; both on this machine alone."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

# The shell draws pages as the browser does, and no window around them: half the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
# Each page runs the checkers' scripts once, so that to compile them well, or to tidy up behind them often, takes
# longer than it saves; what is compiled is kept for the next page.
HASTE = "--js-flags=--no-turbofan --no-maglev --single-threaded-gc --min-semi-space-size=32 --no-flush-bytecode"


def executable() -> str | None:
    """Return the browser's path, or None where none is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Start a browser without a window, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, HASTE])
        yield browser
        browser.close()


TYPES = {**SimpleHTTPRequestHandler.extensions_map, ".woff2": "font/woff2", ".pagefind": "application/wasm"}


class SilentRequestHandler(SimpleHTTPRequestHandler):
    """A static web server as a municipality would set it up: no log, and the site's own page for lost addresses."""

    extensions_map = TYPES
    prefix = "/"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests report what went wrong."""

    def translate_path(self, path: str) -> str:
        """Find the site below the folder that its own address names."""
        return super().translate_path(path.removeprefix(self.prefix.rstrip("/")) or "/")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with 404.html."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def base_path(site: Path) -> str:
    """Return the path of the site's own address, which its page for lost addresses is the only one to need."""
    found = re.search(r'href="([^"]*)assets/tokens\.css"', (site / "404.html").read_text(encoding="utf-8"))
    return found[1] if found and found[1].startswith("/") else "/"


@contextmanager
def served(site: Path, kind: type[SilentRequestHandler] = SilentRequestHandler) -> Iterator[str]:
    """Serve a site on the loopback address, below the path it was built for, and give the address of its root."""
    prefix = base_path(site)
    handler = type("Handler", (kind,), {"prefix": prefix})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
