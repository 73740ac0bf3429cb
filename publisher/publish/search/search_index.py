"""The search index: Pagefind's small chunks, written beside the finished pages."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from types import MappingProxyType

from publisher.publish.search.compounds import Splitter, words
from publisher.publish.search.pagefind import FOLDER, NONE, Indexed, LastIndex, put_index
from publisher.publish.search.word_forms import words_files

ARTICLE = re.compile(r"<article[^>]*\bdata-pagefind-body\b.*?</article>", re.DOTALL)
HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
END = "</article>"
_OPENING = re.compile(r"<html\b[^>]*>")
LANGUAGE = re.compile(r'<html[^>]*\blang="([\w-]+)"')
# A page's answer in brief is shown with it in the search results.
ANSWER = '<p class="answer"'
FIGURE = re.compile(r'(<div class="numbers">\s*<ul>\s*<li)>')
# Soft hyphens are not searched for.
SOFT = "\u00ad"
# An excerpt is read cell by cell, and needs separators.
CELL = re.compile(r"(?=</t[dh]>)")
BETWEEN = " ·"
# What a search result shows beside its title.
SECTION = 'data-pagefind-meta="section:'
# The page that determines a site's language.
START = "index.html"
NOBODY: Mapping[str, str] = MappingProxyType({})


def index_site(site: Path, language: str = "", names: Mapping[str, str] = NOBODY, last: LastIndex = NONE) -> Indexed:
    """Index the built pages in `site` and write `pagefind/` there, replacing an older index; return its pages.

    Pagefind reads copies of the articles, in which compound words are followed by their parts; visitors never see
    those. Unchanged entries of the last index are reused. If several publications share the site, `names` are those of
    their publishers by folder, shown in search results, and all pages are found by words of one `language`.
    """
    found = searched_pages(site, sorted(path.relative_to(site) for path in site.rglob("*.html")))
    main = language or language_of(found)
    counts = counted_in(found.values(), main if language else "")
    return put_index(
        site / FOLDER, copies_of(found, Splitter(every_word(counts)), names), words_files(counts, main), language, last
    )


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """The searchable content of a page: its HTML, the article in that, and its words."""

    html: str
    article: str
    words: frozenset[str]
    language: str = ""


def searched_pages(site: Path, paths: Iterable[Path]) -> dict[str, SearchedPage]:
    """Return the searchable content of pages in `site`, by their paths below it."""
    pages = {path.as_posix(): (site / path).read_text(encoding="utf-8").replace(SOFT, "") for path in paths}
    found = {path: (html, match[0]) for path, html in pages.items() if (match := ARTICLE.search(html))}
    return {
        path: SearchedPage(html, own, frozenset(words(TAG.sub(" ", own))), _language_in(html))
        for path, (html, own) in found.items()
    }


def counted_in(pages: Iterable[SearchedPage], language: str = "") -> dict[str, Counter[str]]:
    """Return on how many pages each word occurs, by language tag; for one `language` only, if given."""
    counts: dict[str, Counter[str]] = {}
    for page in pages:
        counts.setdefault(language or page.language, Counter()).update(page.words)
    return counts


def every_word(counts: Mapping[str, Mapping[str, int]]) -> frozenset[str]:
    """Return the words of all languages."""
    return frozenset(word for own in counts.values() for word in own)


def digest_of_searched(html: str) -> str:
    """Return the digest of everything on a page that its index entry depends on."""
    parts = (*_OPENING.findall(html)[:1], match[0]) if (match := ARTICLE.search(html)) else ()
    return sha256("".join(parts).encode()).hexdigest()


def article_digest(path: Path) -> str:
    """Return the digest of a page file's searchable content, or "" if there is no such file."""
    try:
        return digest_of_searched(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def language_of(found: Mapping[str, SearchedPage]) -> str:
    """Return the language of the site: that of its start page, if there are pages in several."""
    first = found.get(START) or next(iter(found.values()))
    return first.language


def _language_in(html: str) -> str:
    match = LANGUAGE.search(html)
    return match[1] if match else ""


def copies_of(
    found: Mapping[str, SearchedPage], splitter: Splitter, names: Mapping[str, str] = NOBODY
) -> dict[str, str]:
    """Return the text for Pagefind of every page, by the page's path; `names` are as for `index_site`."""
    return {path: _copy(page, splitter, names.get(path.partition("/")[0], "")) for path, page in found.items()}


def _copy(page: SearchedPage, splitter: Splitter, name: str) -> str:
    title = set(words(TAG.sub(" ", heading[0]))) if (heading := HEADING.search(page.article)) else set()
    marks = _parts_of_compounds("parts", splitter, page.words) + _parts_of_compounds("name_parts", splitter, title)
    article = _with_answer(page.article)
    if name:
        article = article.replace(SECTION, f"{SECTION}{escape(name)} · ", 1)
    head = page.html[: page.html.index(">", page.html.index("<html")) + 1]
    return f"{head}<body>{CELL.sub(BETWEEN, article.removesuffix(END))}{marks}{END}</body></html>"


def _with_answer(article: str) -> str:
    """Return an article marked with its answer in brief for Pagefind: a sentence, or else its first key figure."""
    if ANSWER in article:
        return article.replace(ANSWER, f'{ANSWER} data-pagefind-meta="answer"', 1)
    return FIGURE.sub(r'\1 data-pagefind-meta="answer">', article, count=1)


def _parts_of_compounds(name: str, splitter: Splitter, text: Set[str]) -> str:
    """Return an invisible element with which Pagefind knows the parts of compound words in a text."""
    parts = sorted({tail for word in text for tail in splitter.tails(word)} - set(text))
    return f'<i data-pagefind-meta="{name}:{" ".join(parts)}"></i>' if parts else ""
