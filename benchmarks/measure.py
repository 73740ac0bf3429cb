"""Measures what each command costs for publications of several sizes, beside plain MkDocs, and prints a table.

    python -m benchmarks.measure --sizes 10,100,500
    python -m benchmarks.measure --full-tree 2000

It imports nothing of the program: a process that is started by a large one seems large itself.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import click

HOUSE = Path(__file__).resolve().parents[1]
COMMANDS = "check,data,pdf,site"
MEGABYTE = 1024  # Linux counts peak memory in kilobytes


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of computing, seconds on the clock, megabytes at the most."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """One step for one size."""

    plans: int
    pages: int
    step: str
    cost: Cost

    @property
    def per_page(self) -> float:
        """Milliseconds of computing for each page."""
        return 1000 * self.cost.cpu / self.pages


def run(*command: str | Path, python: str | Path = sys.executable) -> tuple[Cost, str]:
    """Run a Python module or file as a process of its own; return what it and its own processes cost, and its words."""
    with TemporaryFile("w+", encoding="utf-8") as words:
        before = time.perf_counter()
        process = subprocess.Popen([python, *command], cwd=HOUSE, stdout=words, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        words.seek(0)
        said = words.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MEGABYTE), said


def answer(*command: str | Path, python: str | Path = sys.executable) -> dict[str, Any]:
    """Run a step that answers in JSON."""
    _, said = run(*command, python=python)
    return dict(json.loads(said.splitlines()[-1]))


def publication(folder: Path, plans: int, years: int, commitments: int = 24) -> int:
    """Make a publication in `folder` with its staged pages in `folder`/build; return the number of its pages."""
    size = ("--plans", str(plans), "--years", str(years), "--commitments", str(commitments))
    run("-m", "benchmarks.make", *size, "--out", folder)
    return int(answer("-m", "benchmarks.steps", "stage", folder, folder / "build")["pages"])


def rows_of(plans: int, years: int, commands: Sequence[str], tell: Callable[[str], None]) -> list[Row]:
    """Return what each step costs for a publication of this size."""
    with TemporaryDirectory() as place:
        root = Path(place) / "publication"
        pages = publication(root, plans, years)
        steps: dict[str, Sequence[str | Path]] = {
            **{f"`{name}`": ("build.py", name, "--root", root) for name in commands},
            "plain `mkdocs build`": ("-m", "mkdocs", "build", "-q", "-f", root / "build" / "mkdocs.yml"),
        }
        rows = []
        for step, command in steps.items():
            tell(f"{plans} plans: {step}")
            rows.append(Row(plans, pages, step, run(*command)[0]))
        tell(f"{plans} plans: read to render")
        cpu = answer("-m", "benchmarks.steps", "read", root)["cpu"]
        return [*rows, Row(plans, pages, "read to render, without Python's start", Cost(cpu, 0, 0))]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as Markdown. Growth is per page, against the smallest size; share is of plain MkDocs."""
    lines = [
        "| Plans | Pages | Step | CPU s | Wall s | Peak MB | CPU ms a page | Growth per page | Share of MkDocs |",
        "|---:|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    smallest = {row.step: row for row in reversed(rows)}
    mkdocs = {row.plans: row.cost.cpu for row in rows if "mkdocs" in row.step}
    for row in rows:
        cost = row.cost
        measured = (f"{cost.wall:.1f}", f"{cost.memory:.0f}") if cost.wall else ("", "")
        growth, share = row.per_page / smallest[row.step].per_page, cost.cpu / mkdocs[row.plans]
        cells = (row.plans, row.pages, row.step, f"{cost.cpu:.2f}", *measured)
        lines.append(f"| {' | '.join(map(str, cells))} | {row.per_page:.2f} | {growth:.2f} | {share:.0%} |")
    return "\n".join(lines)


def full_tree(pages: int, years: int, tell: Callable[[str], None]) -> str:
    """Return how much longer stock Material takes with all pages in its navigation, as a table."""
    with TemporaryDirectory() as place:
        root = Path(place) / "publication"
        made = publication(root, -(-pages // (years + 1)), years)
        tell(f"{made} pages: our theme")
        own, _ = run("-m", "mkdocs", "build", "-q", "-f", root / "build" / "mkdocs.yml")
        tell(f"{made} pages: stock Material")
        stock, _ = run("-m", "mkdocs", "build", "-q", "-f", root / "build" / "stock.yml")
    lines = ["| Pages | Theme | CPU s | Wall s | Peak MB | Times ours |", "|---:|---|---:|---:|---:|---:|"]
    for name, cost in (("ours", own), ("stock Material, full tree", stock)):
        times = cost.cpu / own.cpu
        lines.append(f"| {made} | {name} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.memory:.0f} | {times:.1f} |")
    return "\n".join(lines)


@click.command()
@click.option("--sizes", default="10,100,500", help="Numbers of plans. Default: 10,100,500.")
@click.option("--years", type=click.IntRange(1), default=5, help="Years of results for each plan. Default: 5.")
@click.option("--commands", default=COMMANDS, help=f"What to measure. Default: {COMMANDS}.")
@click.option("--full-tree", "pages", type=int, help="Compare with stock Material's whole tree on so many pages.")
def main(sizes: str, years: int, commands: str, pages: int | None) -> None:
    """Print what publications cost, as Markdown."""

    def tell(line: str) -> None:
        click.echo(line, err=True)

    if pages:
        click.echo(full_tree(pages, years, tell))
        return
    named = commands.split(",")
    plans = sorted(int(size) for size in sizes.split(","))
    click.echo(table([row for size in plans for row in rows_of(size, years, named, tell)]))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.measure")
