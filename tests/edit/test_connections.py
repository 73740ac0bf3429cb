"""What a server bears from others: silent and slow connections, and bodies that are too large, slow or of no length."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from publisher.edit.web.team_application import Team, TeamApplication
from publisher.publish.preview import web_server
from publisher.publish.preview.web_server import SilentRequestHandler, WebServer
from tests.repository import thread
from tests.serving import following, served

NAME = "plan.ekbacka.example"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
POST = "POST /.edit/form HTTP/1.1\r\n"
MANY = 40


@pytest.fixture
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TeamApplication:
    """A server of a publication in a repository, whose git knows nobody."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = thread(tmp_path / "publication")
    return TeamApplication(root, following(root), Team(tmp_path / "team", NAME, ["127.0.0.1"]))


@pytest.fixture
def port(application: TeamApplication) -> Iterator[int]:
    """The port of that server, of which one person's desk is open."""
    with served(application._desk.follower, application) as (number, _):
        with asked(number, "GET /.edit/ HTTP/1.1\r\n", "\r\n") as opened:
            assert b" 200 " in opened.recv(100)
        yield number


def asked(port: int, head: str, rest: str = "") -> socket.socket:
    """Return a connection over which a request by a signed-in person was begun."""
    connection = socket.create_connection(("127.0.0.1", port), 10)
    connection.sendall(f"{head}Host: {NAME}\r\nX-Forwarded-User: asa\r\n{rest}".encode())
    return connection


def answers(port: int) -> bool:
    """Return whether the person's desk is shown."""
    with asked(port, "GET /.edit/ HTTP/1.1\r\n", "\r\n") as quick:
        return b" 200 " in quick.recv(100)


def sent(connection: socket.socket, piece: bytes, times: int) -> bytes:
    """Send a piece many times, or until the server closes, and return the beginning of the answer."""
    with connection:
        # Of what it has refused, the server reads no more once nothing has come for a hundredth of a second.
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(times):
                connection.sendall(piece)
        return connection.recv(100)


def test_silent_connections_beyond_the_limit_are_closed_and_stop_nobody(
    application: TeamApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "CONNECTIONS", MANY)
    follower = application._desk.follower
    with served(follower, application) as (port, _), ExitStack() as slow:
        # An open page, which follows changes, is no silent one.
        stream = slow.enter_context(asked(port, "GET /.preview/changes HTTP/1.1\r\n", "\r\n"))
        assert b" 200 " in stream.recv(1000)
        waiting = [slow.enter_context(asked(port, "GET / HTTP/1.1\r\n")) for _ in range(5 * MANY)]
        assert answers(port)
        # The end of the stream: the server has closed the connections that had waited longest.
        assert not any(each.recv(1) for each in waiting[: 4 * MANY])
        waiting[-1].sendall(b"\r\n")
        assert waiting[-1].recv(1) == b"H"
        stream.settimeout(0.1)
        with pytest.raises(TimeoutError):
            while stream.recv(1000):
                pass


def test_new_connections_are_closed_where_all_are_in_use(
    application: TeamApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "CONNECTIONS", 3)
    with served(application._desk.follower, application) as (port, _), ExitStack() as open_pages:
        for _ in range(3):
            stream = asked(port, "GET /.preview/changes HTTP/1.1\r\n", "\r\n")
            assert b" 200 " in open_pages.enter_context(stream).recv(1000)
        with socket.create_connection(("127.0.0.1", port), 10) as one_more:
            assert not one_more.recv(1)


def test_whoever_is_silent_is_disconnected(application: TeamApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SilentRequestHandler, "timeout", 0.5)
    with served(application._desk.follower, application) as (port, _), ExitStack() as slow:
        waiting = [slow.enter_context(asked(port, "GET / HTTP/1.1\r\n")) for _ in range(MANY)]
        assert answers(port)
        assert not any(each.recv(1) for each in waiting)


@pytest.mark.parametrize("begun", ["", f"{FORM}Content-Length: 1000\r\n\r\n"])
def test_whoever_sends_a_character_now_and_then_is_too(
    application: TeamApplication, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    monkeypatch.setattr(WebServer, "patience", 0.5)
    with served(application._desk.follower, application) as (port, _), asked(port, POST, begun) as slow:
        slow.settimeout(0.1)
        ended = time.monotonic() + 5
        while time.monotonic() < ended and _is_open(slow):
            pass
        assert time.monotonic() < ended


def _is_open(connection: socket.socket) -> bool:
    """Send one character, and return whether the server still waits for more."""
    try:
        connection.sendall(b"x")
        return bool(connection.recv(1000))
    except TimeoutError:
        return True
    except ConnectionError:
        return False


def test_a_body_that_is_too_large_is_refused_unread(port: int) -> None:
    # A hundred megabytes are announced, and none is sent.
    with asked(port, POST, f"{FORM}Content-Length: 100000000\r\n\r\n") as announced:
        assert b" 413 " in announced.recv(100)
    assert answers(port)


@pytest.mark.parametrize(
    ("length", "piece", "code"),
    [
        ("Content-Length: 100000000\r\n", bytes(1_000_000), b" 413 "),
        # In pieces, which cannot be cut to the limit in silence.
        ("Transfer-Encoding: chunked\r\n", b"F4240\r\n" + bytes(1_000_000) + b"\r\n", b" 411 "),
        # What has no length has no body.
        ("", bytes(1_000_000), b" 403 "),
    ],
)
def test_a_hundred_megabytes_are_refused(port: int, length: str, piece: bytes, code: bytes) -> None:
    assert code in sent(asked(port, POST, f"{FORM}{length}\r\n"), piece, 100)
    assert answers(port)


def test_nobody_waits_for_a_body_that_is_slow(port: int) -> None:
    with asked(port, POST, f"{FORM}Content-Length: 1000\r\n\r\n@token=") as slow:
        slow.settimeout(0.1)
        with pytest.raises(TimeoutError):
            slow.recv(1)
        assert answers(port)
