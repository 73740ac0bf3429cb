"""The examples on the page about open data run as they stand there: in Python, in a spreadsheet, with curl and jq."""

import csv
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, StringIO
from threading import Thread

import pytest
from openpyxl import load_workbook

from publisher.pipeline import Loaded, load
from publisher.publish.data.open_data import data_files
from tests.program import REPOSITORY
from tests.publications import MODULE


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # as its parent has it
        pass


@pytest.fixture(scope=MODULE)
def loaded() -> Loaded:
    return load(REPOSITORY / "examples" / "ekbacka")


@pytest.fixture(scope=MODULE)
def files(loaded: Loaded) -> dict[str, bytes]:
    return data_files(loaded.site_map)


@pytest.fixture(scope=MODULE)
def address(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("served")
    (root / "data").mkdir()
    for name, content in files.items():
        (root / name).write_bytes(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope=MODULE)
def examples(loaded: Loaded) -> dict[str, str]:
    """The code on the page, by its language."""
    (page,) = (page for page in loaded.pages if page.source == "docs/om/oppna-data.md")
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", page.markdown, re.MULTILINE | re.DOTALL))


def run(command: list[str], code: str = "") -> str:
    done = subprocess.run(command, input=code, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def rows(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[f"data/{table}.csv"].decode())))


def test_python(examples: dict[str, str], address: str, files: dict[str, bytes]) -> None:
    code = examples["python"].replace("https://ekbacka.example/arbete/", address)
    said = run([sys.executable, "-"], code).splitlines()
    assert said == [
        f"{row['id']} {row['title']} {row['standing']}" for row in rows(files, "commitments") if row["plans"]
    ]
    assert len(said) > 3


def test_spreadsheet(examples: dict[str, str], files: dict[str, bytes]) -> None:
    found = re.fullmatch(r"=ANTAL\.OM\('(.+)'!([A-Z]):\2; \"(\w+)\"\)\n", examples["text"])
    assert found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(files["data/tables.xlsx"]))
    cells = [cell.value for cell in book[found[1]][found[2]]]
    assert cells[1] == "standing"
    assert cells.count(found[3]) == sum(row["standing"] == found[3] for row in rows(files, "commitments")) > 0


@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("curl")), reason="curl or jq is not installed")
def test_command_line(examples: dict[str, str], address: str, files: dict[str, bytes]) -> None:
    code = examples["sh"].replace("https://ekbacka.example/arbete/", address)
    said = [line.split("\t") for line in run(["sh"], code).splitlines()]
    assert sorted(said) == sorted([row["id"], row["status"], row["title"]] for row in rows(files, "plans"))
