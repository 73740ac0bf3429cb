"""What is unchanged is not set again, and what is kept is never wrong."""

from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from publisher.own_cache import CAPACITY, DiskCache
from publisher.pipeline import Loaded
from publisher.publish.print import editions
from publisher.publish.print.editions import Printer, edition_files, volumes_of
from publisher.publish.print.manuscript import Manuscript
from publisher.publish.print.typeset import Typesetting, prepared, typeset


def test_it_gives_back_what_it_keeps_and_nothing_else(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "new" / "cache")
    assert cache.get("a") is None
    cache.put("a", b"one")
    assert cache.get("a") == b"one"
    assert cache.get("b") is None


def test_what_was_cut_short_or_changed_is_not_given(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.put("a", b"one and two")
    (file,) = tmp_path.iterdir()
    kept = file.read_bytes()
    for wrong in (b"", kept[:-1], kept[:10], kept[:-1] + b"x"):
        file.write_bytes(wrong)
        assert cache.get("a") is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for cache in (DiskCache(None), DiskCache(tmp_path / "file" / "below")):
        cache.put("a", b"one")
        assert cache.get("a") is None


def test_two_builds_at_once_do_no_harm(tmp_path: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in range(4)]
    builds = [Thread(target=lambda content=content: DiskCache(tmp_path).put("a", content)) for content in contents]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert DiskCache(tmp_path).get("a") in contents
    assert len([*tmp_path.iterdir()]) == 1


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    for number in range(CAPACITY + 5):
        cache.put(f"{number}", b"x")
    assert len([*tmp_path.iterdir()]) == CAPACITY
    assert cache.get(f"{CAPACITY + 4}") == b"x"


def test_an_unchanged_plan_is_not_set_again(haninge: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [*volumes_of(haninge, "planer"), *volumes_of(haninge, "strategin")][:2]
    first = edition_files(haninge, plans, Printer(cache=DiskCache(tmp_path)))
    set_again: list[str] = []
    real = typeset

    def listening(work: Typesetting) -> bytes:
        set_again.append(work.id)
        return real(work)

    monkeypatch.setattr(editions, "typeset", listening)
    assert edition_files(haninge, plans, Printer(cache=DiskCache(tmp_path))) == first
    assert set_again == []
    # Another word in the one plan's text sets that one, and leaves the other.
    path = "planer/jobbspar.md"
    changed = [
        replace(page, markdown=page.markdown + "\nEtt ord till.\n") if page.path == path else page
        for page in haninge.pages
    ]
    edition_files(replace(haninge, pages=tuple(changed)), plans, Printer(cache=DiskCache(tmp_path)))
    assert set_again == ["planer/jobbspar"]
    # What is cut by a print shop is another file.
    edition_files(haninge, plans[1:], Printer(cache=DiskCache(tmp_path), crop_marks=True))
    assert set_again == ["planer/jobbspar", plans[1].id]


def test_an_edition_whose_pages_are_unchanged_is_not_prepared_again(
    haninge: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = volumes_of(haninge, "planer")[:1]
    prepared_ids: list[str] = []
    real = prepared

    def counted(manuscript: Manuscript, *rest: Any) -> Typesetting:
        prepared_ids.append(manuscript.edition.id)
        return real(manuscript, *rest)

    def printed(loaded: Loaded) -> bytes:
        prepared_ids.clear()
        [content] = edition_files(loaded, plan, Printer(cache=DiskCache(tmp_path))).values()
        return content

    monkeypatch.setattr(editions, "prepared", counted)
    path = haninge.site_map.addresses.by_id[plan[0].about]
    first = printed(haninge)
    assert prepared_ids == [plan[0].id]
    assert printed(haninge) == first
    assert prepared_ids == []
    # Each of these is in the edition, or may be.
    [own] = [page for page in haninge.pages if page.path == path]
    pictures = tuple(replace(each, digest=f"{each.digest}x") for each in own.pictures)
    for other in (replace(own, title="En annan"), replace(own, spans=own.spans[1:]), replace(own, pictures=pictures)):
        pages = tuple(other if page is own else page for page in haninge.pages)
        printed(replace(haninge, pages=pages))
        assert prepared_ids == [plan[0].id]
    # Without its PDF it is prepared, and the same.
    printed(haninge)
    for file in tmp_path.iterdir():
        if b"%PDF-" in file.read_bytes()[:64]:
            file.unlink()
    assert printed(haninge) == first
    assert prepared_ids == [plan[0].id]
