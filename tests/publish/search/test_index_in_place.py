"""An index made in place of the last one is the index of a site that was never indexed before, byte for byte."""

import gzip
import os
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeAlias

import cbor2
import pytest

from publisher.publish.output.kept_site import Kept
from publisher.publish.search import joined_index, pagefind
from publisher.publish.search.index_format import LanguageIndex
from publisher.publish.search.kept_index import index_beside, index_in_place
from publisher.publish.search.packed_words import PackedWord, Word, as_array, packed, repacked, unpacked
from publisher.publish.search.pagefind import FOLDER
from publisher.publish.search.search_index import digest_of_searched, index_site
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


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of the last index that are read for the next one, whole or posting by posting."""
    words: list[str] = []

    def noting(it: PackedWord) -> Word:
        words.append(it.word)
        return unpacked(it)

    def splicing(it: PackedWord, gone: Collection[int], new: Word) -> PackedWord | None:
        words.append(it.word)
        return repacked(it, gone, new)

    monkeypatch.setattr(joined_index, "unpacked", noting)
    monkeypatch.setattr(joined_index, "repacked", splicing)
    return words


def test_only_words_that_stand_elsewhere_are_read_again(tmp_path: Path, read_again: list[str]) -> None:
    pages = {f"{at}/index.html": PAGE.format(f"Sida {at}", f"{words} och café") for at, words in enumerate(WORDS)}
    known, found = None, []
    for step, words in enumerate(("jobbspår", "café och vuxna", "café och vuxna ännu")):
        pages["3/index.html"] = PAGE.format("Sida 3", words)
        site, last = write(tmp_path / f"site-{step}", pages), tmp_path / f"site-{step - 1}"
        read_again.clear()
        articles = {path: digest_of_searched(html) for path, html in pages.items()}
        known = Kept("", "", index_beside(site, last, articles, known, "program"))
        found.append({*read_again})
        index_site(write(tmp_path / f"fresh-{step}", pages))
        assert index(site) == index(tmp_path / f"fresh-{step}")
    assert found == [set(), {"jobbsp", "och", "caf", "vuxn"}, set()]


def test_fragments_that_an_earlier_site_shares_with_the_last_are_used_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[str] = []

    def placing(path: str, target: str) -> None:
        placed.append(Path(path).name)
        shutil.copyfile(path, target)

    pages = {f"{at}/index.html": PAGE.format(f"Sida {at}", words) for at, words in enumerate(WORDS)}
    known = None
    for step, words in enumerate(("jobbspår", "spår", "nya spår")):
        pages["3/index.html"] = PAGE.format("Sida 3", words)
        site, last = write(tmp_path / f"site-{step}", pages), tmp_path / f"site-{step - 1}"
        if step == 2:
            # The site set aside two builds ago: with the same files as the last one, and two that somebody put there.
            shutil.copytree(last / FOLDER, site / FOLDER, copy_function=os.link)
            damaged = min(path for path in (site / FOLDER / "fragment").iterdir() if "Sida 0" in fragment(path))
            damaged.unlink()
            damaged.write_bytes(b"other")
            (site / FOLDER / "fragment" / "sv_0.pf_fragment").write_bytes(b"other")
            monkeypatch.setattr(pagefind, "_place", placing)
        articles = {path: digest_of_searched(html) for path, html in pages.items()}
        known = Kept("", "", index_beside(site, last, articles, known, "program"))
    index_site(write(tmp_path / "fresh", pages))
    assert index(tmp_path / "site-2") == index(tmp_path / "fresh")
    assert [name for name in placed if name.endswith(".pf_fragment")] == [damaged.name]


def fragment(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode(errors="ignore")


@pytest.mark.parametrize("damage", [lambda page: page.unlink(), lambda page: page.write_text(PAGE.format("Sida", "a"))])
def test_a_page_of_the_last_site_that_somebody_changed_takes_no_words_away(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    pages = {f"{at}/index.html": PAGE.format(f"Sida {at}", words) for at, words in enumerate(WORDS)}
    known = None
    for step, words in enumerate(("jobbspår", "spår")):
        pages["3/index.html"] = PAGE.format("Sida 3", words)
        site, last = write(tmp_path / f"site-{step}", pages), tmp_path / f"site-{step - 1}"
        articles = {path: digest_of_searched(html) for path, html in pages.items()}
        known = Kept("", "", index_beside(site, last, articles, known, "program"))
        damage(site / "3/index.html")
    index_site(write(tmp_path / "fresh", pages))
    assert index(tmp_path / "site-1") == index(tmp_path / "fresh")


@pytest.mark.parametrize("count", [0, 1, 23, 24, 255, 256, 65_535, 65_536])
def test_words_behind_each_other_are_the_array_of_them(count: int) -> None:
    word = packed("ord", Word([[1, [2], []]], {"örd": [[1, [7], [-2]]]}))
    assert as_array([word] * count).startswith(cbor2.dumps([[0] * count])[: -count or None])
