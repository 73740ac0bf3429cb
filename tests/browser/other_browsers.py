"""Firefox and WebKit, driven by WebDriver: each runs a script in a page and returns its value.

Firefox speaks Marionette itself, so that no geckodriver is needed, which Debian does not have. WebKitGTK has a driver,
and needs a screen, which Xvfb is. Neither makes a window as narrow as a telephone, so pages stand in a frame.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from tests.browser.chromium import SilentRequestHandler

# Debian has it in a folder for each machine and each version.
MINIBROWSERS: Final = sorted(str(path) for path in Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
FRAME: Final = "frame-of-a-telephone"
PATIENCE: Final = 20  # seconds


class Browser(Protocol):
    """What is asked of a browser."""

    def open(self, address: str) -> None:
        """Open a page."""

    def run(self, script: str) -> Any:
        """Run a script in the page and return what it returns."""


class Firefox:
    """Firefox by its own Marionette."""

    def __init__(self, path: str) -> None:
        # Here, for what it imports warns of its age before any test can say that this is known.
        from marionette_driver.marionette import Marionette  # type: ignore[import-untyped]

        # Its log goes to the output: a file named here is removed first, whatever it is.
        self._driver = Marionette(bin=path, headless=True, port=0, gecko_log="-")
        self._driver.start_session()
        self._driver.set_window_rect(width=1340, height=900)
        self.open, self.end = self._driver.navigate, self._driver.cleanup

    def run(self, script: str) -> Any:
        """Run a script in the page and return what it returns."""
        return self._driver.execute_script(script, sandbox=None)

    def fill(self, selector: str, text: str) -> None:
        """Type a text into a field, in the place of what stands there, key by key."""
        self._driver.execute_script(f"document.querySelector({selector!r}).select()", sandbox=None)
        self._driver.find_element("css selector", selector).send_keys(text)

    def press(self, selector: str) -> None:
        """Press a button by the keyboard."""
        self._driver.find_element("css selector", selector).send_keys("\ue007")

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file, as the dialogue of a field for files does."""
        self._driver.find_element("css selector", selector).send_keys(str(path))


class WebKit:
    """WebKitGTK's MiniBrowser by WebKitWebDriver."""

    def __init__(self, browser: str, driver: str) -> None:
        from selenium import webdriver

        options = webdriver.WebKitGTKOptions()
        options.binary_location = browser
        options.add_argument("--automation")
        self._driver = webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService(executable_path=driver))
        self._driver.set_window_size(1340, 900)
        self.open, self.run, self.end = self._driver.get, self._driver.execute_script, self._driver.quit


@contextmanager
def screen() -> Iterator[None]:
    """Give programs a screen that nobody sees, where there is none."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        before = os.environ.get("DISPLAY")
        # WebKit's own sandbox needs rights that a container has not.
        os.environ |= {"DISPLAY": f":{number}", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        try:
            yield
        finally:
            os.environ.pop("DISPLAY")
            if before is not None:
                os.environ["DISPLAY"] = before
            server.terminate()


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox, and end it."""
    started = Firefox(str(shutil.which("firefox-esr") or shutil.which("firefox")))
    try:
        yield started
    finally:
        started.end()


@contextmanager
def webkit() -> Iterator[Browser]:
    """Start WebKitGTK on a screen of its own, and end it."""
    with screen():
        started = WebKit(MINIBROWSERS[-1], str(shutil.which("WebKitWebDriver")))
        try:
            yield started
        finally:
            started.end()


def lacking(name: str) -> str:
    """Return the package that a browser lacks here, or nothing."""
    if name == "firefox":
        return "" if shutil.which("firefox-esr") or shutil.which("firefox") else "firefox-esr"
    if not shutil.which("WebKitWebDriver") or not MINIBROWSERS:
        return "webkit2gtk-driver"
    return "" if shutil.which("Xvfb") else "xvfb"


class FramingHandler(SilentRequestHandler):
    """Serves a site, and beside it a page that shows one of its pages in a frame: ?320 ataganden/."""

    def do_GET(self) -> None:  # noqa: N802  # the server's own name
        """Answer with the frame where that is asked for."""
        if FRAME not in self.path:
            super().do_GET()
            return
        width, _, target = self.path.partition("?")[2].partition("&")
        style = f"width:{width}px;height:800px;border:0"
        body = (
            f'<!doctype html><title>frame</title><iframe style="{style}" src="{self.prefix}{target}"></iframe>'.encode()
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Tab:
    """A page in a browser, so wide: scripts see its `page` (document) and its `win` (window)."""

    def __init__(self, browser: Browser, root: str) -> None:
        self._browser, self._root = browser, root

    def open(self, width: int, path: str) -> None:
        """Open a page of the site and wait until it stands."""
        self._browser.open(f"{self._root}{FRAME}?{width}&{path}")
        self.wait("page.readyState === 'complete' && page.querySelector('main h1')")

    def run(self, script: str) -> Any:
        """Return what an expression comes to in the page."""
        within = "const win = document.querySelector('iframe').contentWindow; const page = win.document;"
        return self._browser.run(f"{within} return {script};")

    def wait(self, condition: str) -> None:
        """Wait until an expression holds. Raises TimeoutError where it never does."""
        until = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise TimeoutError(condition)
            time.sleep(0.1)
