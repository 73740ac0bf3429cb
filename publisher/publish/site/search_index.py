"""The search index: Pagefind's small pieces, written beside the finished pages."""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from publisher.publish.site.compounds import Splitter, words

FOLDER = "pagefind"
# Pagefind also writes ready-made search boxes; the theme has its own, so readers never ask for these.
UNUSED = ("pagefind-*ui*", "pagefind-component*", "pagefind-highlight.js", "pagefind-modular*")
LIMIT_SECONDS = 600
# What every page says finds no page.
EVERYWHERE = ".edition-note"
ARTICLE = re.compile(r"<article[^>]*\bdata-pagefind-body\b.*?</article>", re.DOTALL)
HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
END = "</article>"
# An excerpt is read cell by cell, and needs something between them.
CELL = re.compile(r"(?=</t[dh]>)")
BETWEEN = " ·"


class SearchIndexError(Exception):
    """The index could not be made; the text is what Pagefind said."""


def index_site(site: Path) -> None:
    """Index the built pages in `site` and write `pagefind/` there, in place of an older index.

    What Pagefind reads are copies of the articles, each with the parts of its compound words; readers never see those.
    """
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory(prefix="search-") as copies:
        _copy_articles(site, Path(copies))
        _run_pagefind(Path(copies), folder)
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()


def _copy_articles(site: Path, target: Path) -> None:
    """Write what is to be searched of every page, under the page's own address."""
    pages = {path.relative_to(site): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    found = {path: (html, match[0]) for path, html in pages.items() if (match := ARTICLE.search(html))}
    texts = {path: set(words(TAG.sub(" ", article))) for path, (_, article) in found.items()}
    splitter = Splitter(word for text in texts.values() for word in text)
    for path, (html, article) in found.items():
        title = set(words(TAG.sub(" ", heading[0]))) if (heading := HEADING.search(article)) else set()
        marks = _mark("parts", splitter, texts[path]) + _mark("name_parts", splitter, title)
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        head = html[: html.index(">", html.index("<html")) + 1]
        copy.write_text(
            f"{head}<body>{CELL.sub(BETWEEN, article.removesuffix(END))}{marks}{END}</body></html>", encoding="utf-8"
        )


def _mark(name: str, splitter: Splitter, text: set[str]) -> str:
    """Return an invisible mark by which Pagefind knows the parts of a text's words."""
    parts = sorted({tail for word in text for tail in splitter.tails(word)} - text)
    return f'<i data-pagefind-meta="{name}:{" ".join(parts)}"></i>' if parts else ""


def _run_pagefind(pages: Path, folder: Path) -> None:
    """Have the index of `pages` written into `folder`."""
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(folder), "--silent"]
    command += ["--exclude-selectors", EVERYWHERE]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchIndexError(str(error)) from error
    if run.returncode != 0 or not (folder / "pagefind.js").is_file():
        raise SearchIndexError((run.stderr or run.stdout).strip() or f"pagefind: {run.returncode}")
