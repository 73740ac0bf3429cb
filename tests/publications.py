"""Small publications for tests: files written into a folder, and read as the program reads them."""

import os
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.settings import Settings
from publisher.pipeline import FOLDERS, Loaded, load, published
from publisher.problem import Problem, ProblemsFound, stops
from publisher.read.files import read_folders
from publisher.render.page import Page

HERE: Final = Path(__file__).parent
# What a test finds is noticed only if it is made while a fault is planted (`make mutants`), so nothing is shared then.
MODULE: Final = "function" if "PLANTED_FAULTS" in os.environ else "module"
REWRITE: Final = bool(os.environ.get("REWRITE_EXPECTED"))

SETTINGS: Final = """\
site_name: Provköpings strategi
theme: {language: sv}
extra: {publication: {organisation: {name: Provköping}}}
"""
START: Final = """\
---
kind: article
section: start
title: Start
---
"""


def write(root: Path, files: Mapping[str, Any]) -> Path:
    """Write files below `root`: a text, a mapping that says how to make one, or None for a file that is not there."""
    for name, content in files.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Mapping) and "link" in content:
            path.symlink_to(content["link"])
        else:
            path.write_bytes(raw(content))
    return root


def raw(content: str | bytes | Mapping[str, Any]) -> bytes:
    """Return the bytes of a file: a text, text in Latin-1, one that repeats itself, or a picture."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    if "picture" in content:
        return picture(str(content["picture"]), str(content.get("mode", "RGB")))[: content.get("cut")]
    if "latin-1" in content:
        return str(content["latin-1"]).encode("latin-1")
    repeated = str(content["repeat"]) * int(content["times"])
    return f"{content.get('before', '')}{repeated}{content.get('after', '')}".encode()


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """Return a picture of one colour, of a kind that Pillow knows."""
    target = BytesIO()
    Image.new(mode, size, 128 if mode == "L" else (90,) * len(mode)).save(target, format=kind, **options)
    return target.getvalue()


def smallest(body: str = "", **files: Any) -> dict[str, Any]:
    """Return the files of a publication with only a start page."""
    return {"mkdocs.yml": SETTINGS, "docs/index.md": START + body, **files}


def problems_in(root: Path) -> tuple[Problem, ...]:
    """Return the problems of the publication in `root`, also where there is nothing to go by."""
    try:
        return load(root).problems
    except ProblemsFound as found:
        return found.problems


def without_problems(root: Path) -> Loaded:
    """Return the publication in `root`, in which nothing may stop a build."""
    loaded = load(root)
    assert not stops(loaded.problems)
    return loaded


def page(loaded: Loaded, path: str) -> Page:
    """Return the page with this path."""
    return next(page for page in loaded.pages if page.path == path)


def linked(root: Path, files: Mapping[str, Any]) -> Publication:
    """Return the publication that the files make."""
    return without_problems(write(root, files)).publication


def earlier(root: Path, settings: Settings) -> Publication:
    """Return the publication of the files in `root`, as one that another is compared with."""
    return published(read_folders(root, *FOLDERS), settings)[0]


def swedish() -> Language:
    """Return the language of the editors in the tests."""
    return Language("sv")


def with_block(source: str, key: str, text: str) -> str:
    """Return a YAML file with another text in the block scalar under `key`, its last key."""
    block = "".join(f"  {line}".rstrip() + "\n" for line in text.splitlines())
    return re.sub(
        rf"^{key}:.*\Z", lambda _: f"{key}: |\n{block}" if block else f"{key}: ''\n", source, flags=re.M | re.S
    )
