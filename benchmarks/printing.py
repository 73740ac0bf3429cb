"""Measures our printed edition against mkdocs-to-pdf (WeasyPrint) on the same staged pages, and prints a table.

    python -m benchmarks.printing

mkdocs-to-pdf goes into a virtual environment of its own, made for this and thrown away. WeasyPrint also needs
Debian's `libpango-1.0-0`, `libpangoft2-1.0-0` and `libharfbuzz-subset0`.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pypdfium2
import yaml

from benchmarks.measure import Cost, answer, publication, run

LONG = 120  # seconds
# Plans, years and commitments: about 20, 100 and 500 pages of the site.
SIZES = {"20": (1, 1, 2), "100": (6, 5, 12), "500": (70, 5, 24)}
OTHER = ("mkdocs-to-pdf", "mkdocs==1.6.1", "mkdocs-material==9.8.1", "pymdown-extensions")


@dataclass(frozen=True, slots=True)
class Printed:
    """One way of printing a publication of one size: how many sheets came out, and what they cost.

    `own` is what printing itself takes, in seconds of computing from the staged pages on.
    """

    pages: int
    name: str
    sheets: int
    cost: Cost
    own: float

    def line(self, ours: "Printed") -> str:
        """Return the row of the table, beside ours of the same size."""
        cost = self.cost
        cells = (self.pages, self.name, self.sheets, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{self.own:.1f}")
        times = (f"{cost.wall / ours.cost.wall:.1f}", f"{cost.cpu / ours.cost.cpu:.1f}", f"{self.own / ours.own:.1f}")
        return f"| {' | '.join(map(str, cells))} | {cost.memory:.0f} | {' | '.join(times)} |"


def other_program(folder: Path) -> Path:
    """Install mkdocs-to-pdf into a folder and return its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *OTHER], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-e", Path(__file__).parents[1]], check=True)
    missing = subprocess.run([python, "-c", "import weasyprint"], capture_output=True, text=True, check=False)
    if missing.returncode:
        raise click.ClickException(f"WeasyPrint does not start; is libpango there?\n{missing.stderr[-500:]}")
    return python


def measured(size: tuple[int, int, int], other: Path | None, tell: Callable[[str], None]) -> list[Printed]:
    """Return what a publication of this size costs to print, with ours and with the other."""
    with TemporaryDirectory() as place:
        root = Path(place) / "publication"
        plans, years, commitments = size
        pages = publication(root, plans, years, commitments)
        tell(f"{pages} pages: ours")
        cost, _ = run("build.py", "pdf", "--edition", "helheten", "--root", root)
        own = answer("-m", "benchmarks.steps", "print", root)["cpu"]
        found = [Printed(pages, "ours (Typst)", sheets(root / "site" / "pdf" / "helheten.pdf"), cost, own)]
        if other:
            tell(f"{pages} pages: mkdocs-to-pdf")
            config = with_plugin(root / "build" / "stock.yml")
            cost, _ = run("-m", "mkdocs", "build", "-q", "-f", config, python=other)
            count = sheets(config.parent / "stock" / "all.pdf")
            # The largest takes a quarter of an hour; there the start of Python is lost in the rest.
            own = answer("-m", "benchmarks.other", config, python=other)["cpu"] if cost.cpu < LONG else cost.cpu
            found.append(Printed(pages, "mkdocs-to-pdf (WeasyPrint)", count, cost, own))
        return found


def with_plugin(config: Path) -> Path:
    """Return a config that prints the staged pages with Material as it comes."""
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["plugins"] = [{"to-pdf": {"output_path": "all.pdf", "cover": False}}]
    target = config.with_name("to-pdf.yml")
    target.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return target


def sheets(path: Path) -> int:
    """Return how many sheets a PDF has."""
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def table(found: Sequence[Printed]) -> str:
    """Return what was measured as Markdown."""
    ours = {each.pages: each for each in reversed(found)}
    head = (
        "| Pages of the site | Program | Sheets | Wall s | CPU s | CPU s from the staged pages | Peak MB "
        "| Wall, times ours | CPU, times ours | From the staged pages, times ours |"
    )
    rule = "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    return "\n".join([head, rule, *(each.line(ours[each.pages]) for each in found)])


@click.command()
@click.option("--sizes", default=",".join(SIZES), help=f"Of {', '.join(SIZES)}. Default: all.")
@click.option("--ours", is_flag=True, help="Only our own, without mkdocs-to-pdf.")
def main(sizes: str, ours: bool) -> None:  # noqa: FBT001
    """Print what it costs to print, as Markdown."""

    def tell(line: str) -> None:
        click.echo(line, err=True)

    with TemporaryDirectory() as place:
        other = None if ours else other_program(Path(place) / "venv")
        click.echo(table([each for size in sizes.split(",") for each in measured(SIZES[size], other, tell)]))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.printing")
