"""Measures how soon a saved change is in the browser: from the write of a plan to its new page, through a real server.

python -m benchmarks.serve                    Haninge, and a publication of 500 plans
python -m benchmarks.serve --root DIR --times 10
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import urlopen

import click
import yaml

HOUSE = Path(__file__).resolve().parents[1]
LIMIT_SECONDS = 120
OWN = ("docs", "plans", "mkdocs.yml")


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a publication in a process of its own and give its address when the first page is there."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    command = [sys.executable, str(HOUSE / "build.py"), "serve", "--root", str(root), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    settings = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    address = f"http://127.0.0.1:{port}{urlsplit(settings.get('site_url', '/')).path}"
    try:
        _until(lambda: b"<h1" in _body(address))
        yield address
    finally:
        process.terminate()
        process.wait()


def _body(address: str) -> bytes:
    with urlopen(address, timeout=LIMIT_SECONDS) as answer:
        return bytes(answer.read())


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        try:
            if done():
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise click.ClickException("The page never came.")


def seconds(plan: Path, address: str, word: str) -> float:
    """Return how long it takes from the write of a plan until the server tells of it and its page has the new word."""
    old = _body(address).decode()
    seen = old.partition('data-seen="')[2].partition('"')[0]
    server = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    with urlopen(f"{server}/.preview/changes?seen={seen}", timeout=LIMIT_SECONDS) as news:
        news.readline()
        text = plan.read_text(encoding="utf-8")
        before = time.perf_counter()
        plan.write_text(f"{text}\n{word}\n", encoding="utf-8")
        while not news.readline().startswith(b"data:"):
            pass
        if word not in _body(address).decode():
            raise click.ClickException(f"{plan} has changed and its page has not.")
        return time.perf_counter() - before


def row(root: Path, times: int) -> str:
    """Return a line of the table: how many pages, and the median and the longest time."""
    plan = sorted(root.glob("plans/*/plan.md"))[0]
    with served(root) as address:
        page = f"{address}planer/{plan.parent.name}/"
        taken = [seconds(plan, page, f"Mätning{number}") for number in range(times)]
    plans = len(list(root.glob("plans/*/plan.md")))
    return f"| {plans} | {median(taken):.2f} | {max(taken):.2f} |"


@click.command()
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Another publication.")
@click.option("--times", type=click.IntRange(1), default=10, help="How many changes. Default: 10.")
def main(root: Path | None, times: int) -> None:
    """Print how soon a change is seen, as Markdown. Nothing is changed but a copy."""
    click.echo("| Plans | From save to page, s | Longest, s |\n|---:|---:|---:|")
    with TemporaryDirectory() as folder:
        copy, large = Path(folder) / "copy", Path(folder) / "large"
        copy.mkdir()
        for name in OWN:
            source = (root or HOUSE) / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
        click.echo(row(copy, times))
        if root is None:
            make = [sys.executable, "-m", "benchmarks.make", "--plans", "500", "--years", "5", "--out", str(large)]
            subprocess.run(make, cwd=HOUSE, check=True)
            click.echo(row(large, times))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.serve")
