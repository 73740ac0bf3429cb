"""Cached pages are stored in groups: a change writes its group only, and a damaged group is drawn again."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from publisher.kinds import DOCUMENTS
from publisher.model.article import Section
from publisher.own_cache import DiskCache
from publisher.redraw.page_groups import BESIDE, PageGroups
from publisher.render.page import Page

KEYS = tuple(f"sv om/sida-{number}.md" for number in range(300))


def page(key: str, text: str = "Text.") -> Page:
    return Page(key.removeprefix("sv "), "Sida", f"# Sida\n\n{text}\n", Section.ABOUT, DOCUMENTS)


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.iterdir()}


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "pages"


def contents(groups: PageGroups, keys: Iterable[str]) -> dict[str, object]:
    return {key: groups.content(key) for key in keys}


def test_a_changed_page_and_a_removed_one_write_their_groups_alone(folder: Path) -> None:
    cache = DiskCache(folder)
    beside = f"{BESIDE}files"
    first = {**{key: page(key) for key in KEYS}, beside: {"data/plan.csv": b"id\n"}}
    tokens = PageGroups(cache, "prov", []).put(first, frozenset(first))
    groups, before = PageGroups(cache, "prov", tokens), stamps(folder)
    known = contents(groups, first)
    assert len(before) == len(tokens) == 4
    assert [each.digest for each in known.values() if isinstance(each, Page)] == [page(key).digest for key in KEYS]
    assert known[beside] == {"data/plan.csv": b"id\n"}
    again = groups.put({**known, KEYS[7]: page(KEYS[7], "Nytt.")}, frozenset({KEYS[7]}))
    now = stamps(folder)
    assert sum(now[name] != before[name] for name in before) == 1 and now.keys() == before.keys()
    assert sum(one != other for one, other in zip(tokens, again, strict=True)) == 1
    changed = PageGroups(cache, "prov", again).content(KEYS[7])
    assert isinstance(changed, Page) and changed.markdown.endswith("Nytt.\n")
    # The digest that is stored with a page is the page's own, and nobody else's kind.
    assert changed.digest == page(KEYS[7], "Nytt.").digest != page(KEYS[7]).digest
    third = PageGroups(cache, "prov", again)
    fewer = {key: content for key, content in contents(third, first).items() if key != KEYS[9]}
    last = PageGroups(cache, "prov", third.put(fewer, frozenset()))
    assert last.content(KEYS[9]) is None and last.content(KEYS[8]) is not None


def test_a_group_that_is_damaged_or_of_another_build_counts_as_missing(folder: Path) -> None:
    cache = DiskCache(folder)
    first = {key: page(key) for key in KEYS}
    tokens = PageGroups(cache, "prov", []).put(first, frozenset(first))
    # A build that was stopped before its list of pages was stored.
    PageGroups(cache, "prov", []).put(first, frozenset(first))
    assert not [key for key in KEYS if PageGroups(cache, "prov", tokens).content(key)]
    tokens = PageGroups(cache, "prov", []).put(first, frozenset(first))
    for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_size)[-1:]:
        path.write_bytes(path.read_bytes()[:-1])
    left = [key for key in KEYS if PageGroups(cache, "prov", tokens).content(key)]
    assert 0 < len(left) < len(KEYS)
    assert PageGroups(cache, "another", tokens).content(KEYS[0]) is None


def test_the_number_of_groups_follows_that_of_the_pages_and_stays_within_its_limit(folder: Path) -> None:
    cache = DiskCache(folder)
    many = {f"sv om/{number}.md": {"n": number} for number in range(20_000)}
    tokens = PageGroups(cache, "prov", []).put(many, frozenset(many))
    assert len(tokens) == 64
    few = {key: many[key] for key in [*many][:100]}
    assert len(PageGroups(cache, "prov", tokens).put(few, frozenset())) == 2
