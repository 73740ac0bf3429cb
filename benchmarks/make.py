"""Makes a whole made-up publication of any size; the same seed gives the same bytes.

python -m benchmarks.make --plans 100 --years 5 --out build/publication
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import click
import yaml

from benchmarks.plans import Size, plan, plan_id, registers, result
from benchmarks.strategy import Fields, articles, commitment_ids, strategy_documents
from benchmarks.words import MUNICIPALITY, NOTE
from publisher.locales import HOUSE

# Whom to write to about the data: example addresses belong to nobody (RFC 2606).
CONTACT = {"name": f"Öppna data i {MUNICIPALITY}", "email": "oppnadata@exempelby.example"}

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def make(out: Path, size: Size, seed: int = 1) -> None:
    """Write a publication of this size into the folder `out`."""
    for file, text in (("mkdocs.yml", _yaml(settings())), *texts(size, seed)):
        path = out / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def texts(size: Size, seed: int) -> Iterator[tuple[str, str]]:
    """Yield every document and register: its file and its text."""
    # Each part has its own source of chance, so that more plans leave the first ones as they were.
    for file, (fields, body) in strategy_documents(Random(f"{seed} strategy"), size.commitments).items():
        yield file, _document(fields, body)
    for file, (fields, body) in articles(Random(f"{seed} articles")).items():
        yield file, _document(fields, body)
    for file, fields in registers(size).items():
        yield file, _yaml(fields)
    commitments = commitment_ids(size.commitments)
    for at in range(size.plans):
        random = Random(f"{seed} plan {at}")
        yield f"plans/{plan_id(at)}/plan.md", _document(*plan(random, at, size, commitments))
        for year in size.measured_years:
            yield f"plans/{plan_id(at)}/results/{year}.md", _document(*result(random, at, year))


def settings() -> dict[str, Any]:
    """Return the program's own settings as those of a made-up municipality."""
    own = yaml.safe_load((HOUSE / "mkdocs.yml").read_text(encoding="utf-8"))
    own |= {"site_name": "Påhittad arbetsstrategi", "site_description": NOTE, "site_url": "https://exempelby.example/"}
    publication = own["extra"]["publication"]
    publication |= {"organisation": {"name": MUNICIPALITY}, "note": NOTE, "covers": "complete"}
    publication["catalogue"]["contact"] = CONTACT
    return dict(own)


def _yaml(fields: Fields) -> str:
    return str(yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110))


def _document(fields: Fields, body: str) -> str:
    return f"---\n{_yaml(fields)}---\n\n{body}"


@click.command()
@click.option("--plans", type=click.IntRange(0), required=True, help="How many plans.")
@click.option("--years", type=click.IntRange(0, 100), required=True, help="How many years of results each plan has.")
@click.option("--commitments", type=click.IntRange(1), default=24, help="How many commitments. Default: 24.")
@click.option("--seed", type=int, default=1, help="Another number gives other texts and figures. Default: 1.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A new or empty folder.")
def main(plans: int, years: int, commitments: int, seed: int, out: Path) -> None:
    """Write a complete made-up publication."""
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty.")
    make(out, Size(plans, years, commitments), seed)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.make")
