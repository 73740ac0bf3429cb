"""The plain engine prints where it is installed, says what it lacks, and asks nobody for anything."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from publisher.pipeline import Loaded
from publisher.problem import ProblemsFound
from publisher.publish.print.pdfkit_engine import OPTIONS, print_plain
from publisher.render.markdown import to_html
from tests.program import REPOSITORY
from tests.publish.pdf_text import words_of
from tests.publish.print.test_print import edition, page

TEMPLATE = REPOSITORY / "macros" / "print" / "plain.html"
needs_program = pytest.mark.skipif(not shutil.which("wkhtmltopdf"), reason="install the package `wkhtmltopdf`")


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this machine, and the list of what it is asked for."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@needs_program
def test_it_prints_the_same_words_and_says_that_it_is_not_accessible(haninge: Loaded) -> None:
    content = to_html("# Titel\n\nEtt stycke om åtaganden.\n", haninge.publication.settings.markdown_extensions)
    found = words_of(print_plain(edition(haninge), [(page("a.md", ""), content)], {}, TEMPLATE))
    assert "åtaganden" in found
    assert "wkhtmltopdf" in found


@needs_program
def test_the_engine_itself_asks_nobody() -> None:
    import pdfkit

    with listening() as (address, asked):
        hostile = (
            f"<p>text</p><img src='{address}/image.png'><iframe src='{address}/frame'></iframe>"
            f"<link rel='stylesheet' href='{address}/style.css'><script>location='{address}/script'</script>"
        )
        # It also ends with an error, since what it asked for was refused.
        with suppress(OSError):
            pdfkit.from_string(hostile, output_path=False, options=dict(OPTIONS))
    assert asked == []


@needs_program
def test_the_engine_itself_reads_no_file(tmp_path: Path) -> None:
    import pdfkit

    secret = tmp_path / "secret.html"
    secret.write_text("<p>hemligheten</p>", encoding="utf-8")
    try:
        content = pdfkit.from_string(
            f"<iframe src='file://{secret}'></iframe>", output_path=False, options=dict(OPTIONS)
        )
    except OSError as refused:
        assert "ProtocolUnknownError" in str(refused)
    else:
        assert "hemligheten" not in words_of(content)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/a.png", "../../../etc/passwd"])
@needs_program
def test_an_image_from_elsewhere_is_a_problem(haninge: Loaded, address: str) -> None:
    content = f"<h1>T</h1><p><img alt='bild' src='{address}'></p>"
    with pytest.raises(ProblemsFound) as found:
        print_plain(edition(haninge), [(page("a.md", ""), content)], {}, TEMPLATE)
    assert [problem.code for problem in found.value.problems] == ["image-missing"]


def test_a_missing_program_is_reported_in_one_line(haninge: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ProblemsFound) as found:
        print_plain(edition(haninge), [], {}, TEMPLATE)
    assert [problem.facts["name"] for problem in found.value.problems] == ["wkhtmltopdf"]
