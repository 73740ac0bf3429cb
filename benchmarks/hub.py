"""Measures what a hub of many made-up municipalities costs: the first time, with nothing changed, and with one changed.

python -m benchmarks.hub --publications 290 --plans 20 --years 5 --workers 1,2
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.make import make
from benchmarks.measure import HOUSE, run
from benchmarks.plans import Size

HUB = "title: Påhittat land\nsite_url: https://land.example/\norganisation: {name: Påhittat land}\npublications:\n"


@click.command()
@click.option("--publications", "count", type=click.IntRange(2), default=10, help="How many. Default: 10.")
@click.option("--plans", type=click.IntRange(1), default=20, help="How many plans each has. Default: 20.")
@click.option("--years", type=click.IntRange(0), default=5, help="How many years of results. Default: 5.")
@click.option("--workers", default="1,2", help="With how many processes, one run for each. Default: 1,2.")
def main(count: int, plans: int, years: int, workers: str) -> None:
    """Print a table: seconds of computing and on the clock, and the share of the clock that workers were busy."""
    print(f"{count} publications × {plans} plans × {years} years, {os.cpu_count()} cores\n")
    print("| Workers | Step | CPU s | Wall s | CPU s a publication | CPU ÷ (wall × workers) |")
    print("|---:|---|---:|---:|---:|---:|")
    with TemporaryDirectory() as temporary:
        top = Path(temporary)
        for at in range(count):
            make(top / f"kommun-{at}", Size(plans, years, 24), seed=at)
        listed = top / "hub.yml"
        names = "".join(f"  - {{id: kommun-{at}, source: kommun-{at}}}\n" for at in range(count))
        listed.write_text(HUB + names, encoding="utf-8")
        for each in map(int, workers.split(",")):
            out = top / f"out-{each}"
            for step in ("first", "unchanged", "one changed"):
                if step == "one changed":
                    page = top / "kommun-0" / "docs" / "index.md"
                    page.write_text(page.read_text(encoding="utf-8") + f"\nNytt {each}.\n", encoding="utf-8")
                # A publication that was built with other workers is not in the cache of printed editions.
                os.environ["XDG_CACHE_HOME"] = str(top / f"cache-{each}")
                cost, said = run(
                    HOUSE / "build.py",
                    "hub",
                    "--list",
                    listed,
                    "--out",
                    out,
                    "--workers",
                    str(each),
                    "--seconds",
                    "3600",
                )
                assert "kunde inte" not in said, said
                share = cost.cpu / cost.wall / each
                print(
                    f"| {each} | {step} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.cpu / count:.2f} | {share:.0%} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
