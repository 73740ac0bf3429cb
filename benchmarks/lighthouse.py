"""Asks Lighthouse about pages of a built site as a phone would load them, and prints its four scores.

    python -m benchmarks.lighthouse
    python -m benchmarks.lighthouse --site site --page planer/jobbspar/ --page resultat/

It needs Chromium and npm, which fetches Lighthouse. Performance is a measured time: run it on a quiet
computer.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.browser.chromium import FLAGS, executable, served

VERSION = "12.8.2"
SCORES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("", "planer/jobbspar/", "resultat/", "strategi/")


def scores(address: str, chromium: str) -> dict[str, int]:
    """Return Lighthouse's scores of one page, 0 to 100, with its own profile of a phone."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        command = [
            "npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json", f"--output-path={path}",
            f"--only-categories={','.join(SCORES)}", f"--chrome-flags=--headless {' '.join(FLAGS)}",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": chromium}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if run.returncode:
            raise click.ClickException(run.stderr[-2000:])
        answer = json.loads(path.read_text(encoding="utf-8"))
    return {name: round(100 * answer["categories"][name]["score"]) for name in SCORES}


@click.command()
@click.option("--site", type=click.Path(path_type=Path, exists=True), default=Path("site"), help="The built site.")
@click.option(
    "--page", "pages", multiple=True, default=PAGES, help="A page's address below the site's; may be repeated."
)
def main(site: Path, pages: Sequence[str]) -> None:
    """Print what Lighthouse says about pages of a built site."""
    chromium = executable()
    if chromium is None:
        raise click.ClickException("no browser here: install the package `chromium`")
    print(f"| Page | {' | '.join(SCORES)} |\n|---|{'---:|' * len(SCORES)}")
    with served(site) as root:
        for page in pages:
            found = scores(root + page, chromium)
            print(f"| {page or 'start'} | {' | '.join(str(found[name]) for name in SCORES)} |", flush=True)


if __name__ == "__main__":
    main()
