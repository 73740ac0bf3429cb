"""An index made in place of the last one is the index of a site that was never indexed before, byte for byte."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from publisher.publish.search import pagefind
from publisher.publish.search.index_format import LanguageIndex
from publisher.publish.search.kept_index import index_in_place
from publisher.publish.search.pagefind import FOLDER
from publisher.publish.search.search_index import index_site
from tests.publications import write

Fresh: TypeAlias = dict[str, tuple[LanguageIndex, list[str]]]
PAGE = '<!doctype html><html lang="sv"><body><article data-pagefind-body><h1>{0}</h1><p>{1}</p></article></body></html>'
WORDS = ("arbetsmarknad", "praktik i skolan", "jobbspår och utbildning", "marknad", "vuxna")


def index(site: Path) -> dict[str, bytes]:
    files = (path for path in (site / FOLDER).rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_an_index_in_place_is_a_fresh_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    fresh = pagefind._fresh

    def counting(made: Path, folder: Path, copies: Mapping[str, str], language: str) -> Fresh:
        read.append(len(copies))
        return fresh(made, folder, copies, language)

    monkeypatch.setattr(pagefind, "_fresh", counting)
    pages = {f"kommun-{at % 2}/{at}/index.html": PAGE.format(f"Sida {at}", words) for at, words in enumerate(WORDS)}
    names = {"kommun-0": "Alby", "kommun-1": "Berga"}
    site, other = write(tmp_path / "site", pages), tmp_path / "other"
    index_in_place(site, "sv", names)
    for path, words in (("kommun-0/2/index.html", "spår"), ("kommun-1/9/index.html", "något nytt om vuxna")):
        pages[path] = PAGE.format("Annat", words)
        write(site, {path: pages[path]})
        index_in_place(site, "sv", names)
        index_site(write(other, pages), "sv", names)
        assert index(site) == index(other)
    # All the first time and for each that is fresh; in between the one page that had changed.
    assert read == [5, 1, 5, 1, 6]
    damaged = next((site / FOLDER / "fragment").iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-1])
    index_in_place(site, "sv", names)
    assert index(site) == index(other)
