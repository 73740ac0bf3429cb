"""Steps that are run in a process of their own: `python -m benchmarks.steps STEP ROOT [FOLDER]`, answers in JSON."""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from publisher.pipeline import Loaded, load
from publisher.publish.output.writer import mark, write_files
from publisher.publish.print.cover import described
from publisher.publish.print.editions import edition_files, volumes_of
from publisher.publish.print.selection import pages_of
from publisher.publish.site.staged import stage
from publisher.render.page import Page
from publisher.render.volumes import volumes


def read(root: Path) -> dict[str, float]:
    """Return what it takes to get from files to finished pages, without the start of Python."""
    # As the commands do: see publisher/command/work.py.
    gc.set_threshold(100_000, 50, 50)
    before = time.process_time()
    loaded = load(root)
    return {"cpu": time.process_time() - before, "pages": len(loaded.pages)}


def printed(root: Path) -> dict[str, float]:
    """Return what it takes to get from finished pages to the whole edition as PDF, without the start of Python."""
    gc.set_threshold(100_000, 50, 50)
    loaded = load(root.resolve())
    # A large edition is set in processes of its own.
    before = sum(os.times()[:4])
    edition_files(loaded, volumes_of(loaded, "helheten"))
    return {"cpu": sum(os.times()[:4]) - before}


def described_editions(root: Path) -> dict[str, float]:
    """Return what it takes to choose the pages of every edition and to describe it, with nothing set or drawn."""
    gc.set_threshold(100_000, 50, 50)
    loaded = load(root.resolve())
    before = time.process_time()
    found = volumes_of(loaded)
    for volume in found:
        described(loaded, volume, pages_of(loaded, volume))
    return {"cpu": time.process_time() - before, "volumes": len(found)}


def staged(root: Path, folder: Path) -> dict[str, float]:
    """Write the pages for plain MkDocs, a config for stock Material beside them, and an empty site of ours."""
    loaded = load(root.resolve())
    editions = {volume.path: b"" for volume in volumes(loaded.publication)}
    stage(loaded, folder, editions)
    (folder / "stock.yml").write_text(json.dumps(stock(loaded), ensure_ascii=False), encoding="utf-8")
    # With a site and editions in place, each command does its own work only.
    site = root / "site"
    write_files(site, editions)
    mark(site)
    return {"pages": len(loaded.pages)}


def stock(loaded: Loaded) -> dict[str, Any]:
    """Return the config that builds the same pages with Material as it comes, and all pages in its navigation."""
    own = yaml.safe_load((loaded.root / "mkdocs.yml").read_text(encoding="utf-8"))
    return {
        "site_name": own["site_name"],
        "theme": {"name": "material", "language": "sv", "font": False},
        "docs_dir": "docs",
        "site_dir": "stock",
        "plugins": [],
        "markdown_extensions": own["markdown_extensions"],
        "nav": tree(loaded.pages),
    }


def tree(pages: tuple[Page, ...]) -> list[dict[str, Any]]:
    """Return all pages as MkDocs' `nav`, each below the page that leads to it."""
    below: dict[str, list[Page]] = {}
    for page in pages:
        # The first step of a trail is the start page, which holds the heads of the sections.
        below.setdefault(page.trail[-1].url if len(page.trail) > 1 else "", []).append(page)

    def entry(page: Page) -> dict[str, Any]:
        children = below.get(page.url, []) if page.url else []
        return {page.title: [{page.title: page.path}, *map(entry, children)] if children else page.path}

    return [entry(page) for page in below[""]]


STEPS: dict[str, Callable[..., dict[str, float]]] = {
    "read": read,
    "stage": staged,
    "print": printed,
    "describe": described_editions,
}

if __name__ == "__main__":
    step, *paths = sys.argv[1:]
    print(json.dumps(STEPS[step](*map(Path, paths))))
