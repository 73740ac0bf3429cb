"""Incremental indexing: starts from the last site's index, and only indexes pages whose searchable text has changed.

How compound words are split depends on the words of all pages. If an added or removed word changes that for a word of
an unchanged page, all pages are indexed again.
"""

import json
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from publisher.fingerprint import program_digest, tree_digest
from publisher.own_cache import DiskCache, cache_folder
from publisher.publish.output.kept_site import MOST, Kept
from publisher.publish.search.compounds import Splitter
from publisher.publish.search.pagefind import FOLDER, NONE, Indexed, LastIndex, put_index
from publisher.publish.search.search_index import (
    START,
    SearchedPage,
    article_digest,
    copies_of,
    counted_in,
    every_word,
    index_site,
    language_of,
    searched_pages,
)
from publisher.publish.search.word_forms import words_files

_PROGRAM: Final = "program"
_ARTICLES: Final = "articles"
_COUNTS: Final = "counts"
_LANGUAGE: Final = "of words"
_OURS: Final = frozenset({_PROGRAM, _ARTICLES, _COUNTS, _LANGUAGE})


def index_in_place(site: Path, language: str, names: Mapping[str, str]) -> None:
    """Replace the index of a site, reusing whatever is unchanged.

    `language` and `names` are as for `index_site`. The existing index is trusted only if this machine wrote it. Raises
    SearchIndexError.
    """
    cache, name = DiskCache(cache_folder("indexes"), MOST), str(site.absolute())
    recipe = f"{program_digest().hex()} {language}"
    try:
        known = json.loads(cache.get(name) or b"{}")
    except ValueError:
        known = {}
    stands = bool(known) and known["made"] == [recipe, tree_digest(site, (FOLDER,)).hex()]
    pages = index_site(site, language, names, LastIndex(site / FOLDER, known["pages"]) if stands else NONE)
    made = [recipe, tree_digest(site, (FOLDER,)).hex()]
    cache.put(name, json.dumps({"made": made, "pages": dict(pages)}).encode())


@dataclass(frozen=True, slots=True)
class _Changes:
    """What was added and removed since the last index: pages, and the number of pages with each word now."""

    last: LastIndex
    changed: list[Path]
    same: frozenset[str]
    counts: dict[str, Counter[str]]
    language: str


def index_beside(
    new: Path, out: Path, articles: Mapping[str, str], known: Kept | None, program: str
) -> dict[str, list[str]]:
    """Write the index of the site in `new` based on that of the site in `out`, and return what to record about it.

    `articles` are digests of the searchable texts by page path; `known` is the record returned for the last index, if
    that is unchanged. Raises SearchIndexError.
    """
    # Another version of the program may have written another format.
    about = known.about if known and known.about.get(_PROGRAM) == [program] else {}
    last = LastIndex(out / FOLDER, {code: rows for code, rows in about.items() if code not in _OURS}) if about else NONE
    changes = _changes(new, out, articles, about, last) if about else None
    if changes is None:
        pages: Indexed = index_site(new, last=last)
        found = searched_pages(new, [Path(row.partition(" ")[2]) for rows in pages.values() for row in rows])
        counts, language = counted_in(found.values()), language_of(found) if found else ""
    else:
        counts, language = changes.counts, changes.language
        copies = copies_of(searched_pages(new, changes.changed), Splitter(every_word(counts)))
        pages = put_index(new / FOLDER, copies, words_files(counts, language), "", changes.last, changes.same)
    return {
        **pages,
        _PROGRAM: [program],
        _ARTICLES: [f"{digest} {path}" for path, digest in sorted(articles.items())],
        _COUNTS: [f"{tag} {n} {word}" for tag, own in sorted(counts.items()) for word, n in sorted(own.items())],
        _LANGUAGE: [language],
    }


def _changes(
    new: Path, out: Path, articles: Mapping[str, str], about: Mapping[str, list[str]], last: LastIndex
) -> _Changes | None:
    """Return what was added and removed, or None if all pages must be indexed."""
    before = dict(row.split(" ", 1)[::-1] for row in about[_ARTICLES])
    indexed = {row.partition(" ")[2] for rows in last.pages.values() for row in rows}
    changed = [path for path, digest in articles.items() if before.get(path) != digest]
    same = indexed & articles.keys() - {*changed}
    if not same:
        return None
    counts: dict[str, Counter[str]] = {}
    for row in about[_COUNTS]:
        tag, number, word = row.split(" ")
        counts.setdefault(tag, Counter())[word] = int(number)
    old = every_word(counts)
    # The words of pages that somebody changed or removed in the last site are unknown.
    if any(article_digest(out / path) != before.get(path) for path in indexed - same):
        return None
    was = searched_pages(out, [Path(path) for path in indexed - same])
    now = searched_pages(new, [Path(path) for path in changed])
    gone, come = counted_in(was.values()), counted_in(now.values())
    counts = {
        tag: own
        for tag in (counts | come)
        if (own := +(counts.get(tag, Counter()) - gone.get(tag, Counter()) + come.get(tag, Counter())))
    }
    if _part_otherwise(old, every_word(counts)) or not _speaks(about[_LANGUAGE][0], articles, {*changed}, now):
        return None
    last = replace(last, copies=copies_of(was, Splitter(old)))
    return _Changes(last, [Path(path) for path in changed], frozenset(same), counts, about[_LANGUAGE][0])


def _speaks(language: str, articles: Mapping[str, str], changed: Set[str], now: Mapping[str, SearchedPage]) -> bool:
    """Return whether the page that determines the site's language is known to be unchanged in that."""
    first = START if START in articles else min(articles, default="")
    return first not in changed or (first in now and now[first].language == language)


def _part_otherwise(old: Set[str], new: Set[str]) -> bool:
    """Return whether any existing word is split differently now that words were added or removed."""
    moved = (old | new) - (old & new)
    if not moved:
        return False
    heads = tuple(moved) + tuple(word[:-1] for word in moved if word[-1] in "ae")
    tails = tuple(moved)
    near = [word for word in old & new if word.startswith(heads) or word.endswith(tails)]
    before, after = Splitter(old), Splitter(new)
    return any(before.tails(word) != after.tails(word) for word in near)
