"""The search index: Pagefind's small pieces, written beside the finished pages."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Set
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from publisher.publish.search.compounds import Splitter, words
from publisher.publish.search.filter_order import put_in_order
from publisher.publish.search.word_forms import FILE, counted, words_file

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
_OPENING = re.compile(r"<html\b[^>]*>")
LANGUAGE = re.compile(r'<html[^>]*\blang="([\w-]+)"')
# What a page answers first is shown with it among what was found.
ANSWER = '<p class="answer"'
FIGURES = re.compile(r'(<div class="numbers")(>.*?</div>)', re.DOTALL)
# Where a long word may part is nothing that anybody searches for.
SOFT = "\u00ad"
# An excerpt is read cell by cell, and needs something between them.
CELL = re.compile(r"(?=</t[dh]>)")
BETWEEN = " ·"
# What an answer says beside its title.
SECTION = 'data-pagefind-meta="section:'
NOBODY: Mapping[str, str] = MappingProxyType({})


class SearchIndexError(Exception):
    """The index could not be made; the text is what Pagefind said."""


def index_site(site: Path, language: str = "", names: Mapping[str, str] = NOBODY) -> None:
    """Index the built pages in `site` and write `pagefind/` there, in place of an older index.

    What Pagefind reads are copies of the articles, each with the parts of its compound words; readers never see those.
    Where several publications stand in the site, `names` are those of their publishers by folder, which answers show,
    and all pages are found by words of one `language`.
    """
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    found = _articles(site)
    with TemporaryDirectory(prefix="search-") as copies:
        _copy_articles(found, Path(copies), names)
        _run_pagefind(Path(copies), folder, language)
    put_in_order(folder)
    if found:
        (folder / FILE).write_bytes(
            words_file(counted(page.words for page in found.values()), language or _language(found))
        )
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """What is to be searched of a page: its HTML, of that the article, and the words in it."""

    html: str
    article: str
    words: frozenset[str]


def _articles(site: Path) -> dict[Path, SearchedPage]:
    """Return what is to be searched of every page, by its path below `site`."""
    pages = {
        path.relative_to(site): path.read_text(encoding="utf-8").replace(SOFT, "")
        for path in sorted(site.rglob("*.html"))
    }
    found = {path: (html, match[0]) for path, html in pages.items() if (match := ARTICLE.search(html))}
    return {path: SearchedPage(html, own, frozenset(words(TAG.sub(" ", own)))) for path, (html, own) in found.items()}


def searched(html: str) -> str:
    """Return all of a page that its place in the index depends on, or nothing where it is not searched."""
    return "".join((*_OPENING.findall(html)[:1], match[0])) if (match := ARTICLE.search(html)) else ""


def _language(found: Mapping[Path, SearchedPage]) -> str:
    """Return the language of the site."""
    match = LANGUAGE.search(next(iter(found.values())).html)
    return match[1] if match else ""


def _copy_articles(found: Mapping[Path, SearchedPage], target: Path, names: Mapping[str, str]) -> None:
    """Write what is to be searched of every page, under the page's own address."""
    splitter = Splitter(word for page in found.values() for word in page.words)
    for path, page in found.items():
        title = set(words(TAG.sub(" ", heading[0]))) if (heading := HEADING.search(page.article)) else set()
        marks = _mark("parts", splitter, page.words) + _mark("name_parts", splitter, title)
        article = _with_answer(page.article)
        if name := names.get(path.parts[0]):
            article = article.replace(SECTION, f"{SECTION}{escape(name)} · ", 1)
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        head = page.html[: page.html.index(">", page.html.index("<html")) + 1]
        copy.write_text(
            f"{head}<body>{CELL.sub(BETWEEN, article.removesuffix(END))}{marks}{END}</body></html>", encoding="utf-8"
        )


def _with_answer(article: str) -> str:
    """Return an article in which Pagefind knows what it answers first: a sentence, or else its key figures."""
    if ANSWER in article:
        return article.replace(ANSWER, f'{ANSWER} data-pagefind-meta="answer"', 1)
    return FIGURES.sub(
        lambda it: f'{it[1]} data-pagefind-meta="answer"{it[2].replace("</li>", f"{BETWEEN}</li>")}', article, count=1
    )


def _mark(name: str, splitter: Splitter, text: Set[str]) -> str:
    """Return an invisible mark by which Pagefind knows the parts of a text's words."""
    parts = sorted({tail for word in text for tail in splitter.tails(word)} - set(text))
    return f'<i data-pagefind-meta="{name}:{" ".join(parts)}"></i>' if parts else ""


def _run_pagefind(pages: Path, folder: Path, language: str) -> None:
    """Have the index of `pages` written into `folder`."""
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(folder), "--silent"]
    command += ["--exclude-selectors", EVERYWHERE, *(["--force-language", language] if language else [])]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchIndexError(str(error)) from error
    if run.returncode != 0 or not (folder / "pagefind.js").is_file():
        raise SearchIndexError((run.stderr or run.stdout).strip() or f"pagefind: {run.returncode}")
