"""A new site made of the spare one is as one made in an empty folder, and the last site stands as it was meanwhile."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from publisher.publish.output import spare_site
from publisher.publish.output.kept_site import KeptSite
from publisher.publish.output.spare_site import set_aside, take_spare
from publisher.publish.output.writer import MARKER, Writer
from tests.publications import write

STANDING = {f"pages/{n}/index.html": f"page {n}" for n in range(9)}


@pytest.fixture(autouse=True)
def _own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


def build(folder: Path, files: dict[str, str], index: str = "") -> list[str]:
    """Build a site of these files, each made of itself alone; return which could be reused."""
    reused = []
    with Writer(folder / "site", folder / "content").replace_site() as new:
        site = KeptSite(folder, folder / "site", new)
        for path, content in files.items():
            if site.reused(path, content):
                reused.append(path)
            else:
                site.put(path, content.encode(), content)
        site.clear("index")
        if not site.reused_folder("index", index):
            shutil.rmtree(new / "index", ignore_errors=True)
            write(new, {"index/words": index})
            site.put_folder("index", index, {})
        site.keep()
    return reused


def files(top: Path) -> dict[str, str]:
    found = (path for path in top.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(top).as_posix(): path.read_text() for path in found}


def folders(top: Path) -> set[str]:
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_dir()}


def spares(folder: Path) -> list[Path]:
    place = folder / "caches/roda-traden/spare"
    return sorted(place.iterdir()) if place.is_dir() else []


EDITIONS: list[dict[str, str]] = [
    {**STANDING, "a/index.html": "a"},
    {**STANDING, "a/index.html": "b", "b/c/index.html": "new"},
    {**STANDING, "a/index.html": "b"},
    {**STANDING, "pages/3/index.html": "another", "a/index.html": "c", "b": "a file where a folder was"},
    {**STANDING, "a": "a file where a folder was", "b/c": "a folder where a file was"},
    {**STANDING, "a/index.html": "a", "b/c/index.html": "new"},
    {"pages/3/index.html": "page 3"},
    {**STANDING, "a/index.html": "a"},
]


def test_a_site_made_of_the_spare_one_is_as_a_fresh_one(tmp_path: Path) -> None:
    aside = []
    for number, wanted in enumerate(EDITIONS):
        index = f"index {number // 2}"
        build(tmp_path, wanted, index)
        assert files(tmp_path / "site") == {**wanted, "index/words": index}
        parts = [path.split("/")[:-1] for path in [*wanted, "index/words"]]
        assert folders(tmp_path / "site") == {"/".join(each[:n]) for each in parts for n in range(1, len(each) + 1)}
        aside.append(len(spares(tmp_path)))
    # The last one has little in common with the one before.
    assert aside == [0, 1, 1, 1, 1, 1, 1, 0]


def test_only_what_differs_is_touched(tmp_path: Path) -> None:
    for text in ("a", "b", "c"):
        build(tmp_path, {**STANDING, "a/index.html": text}, "same")
    before = {path: path.stat() for path in (tmp_path / "site").rglob("*.html")}
    assert set(build(tmp_path, {**STANDING, "a/index.html": "d"}, "same")) == {*STANDING}
    changed = {path.parent.name for path, about in before.items() if path.stat() != about}
    # Neither its content nor its number of links has changed.
    assert changed == {"a"}


def test_a_page_that_somebody_changed_in_the_spare_site_is_not_published(tmp_path: Path) -> None:
    for text in ("a", "b"):
        build(tmp_path, {**STANDING, "a/index.html": text})
    (spare,) = spares(tmp_path)
    page = spare / "pages/3/index.html"
    page.unlink()
    page.write_text("poisoned")
    shutil.rmtree(spare / "pages/4")
    (spare / "pages/4").symlink_to(tmp_path / "content")
    (tmp_path / "content").mkdir(exist_ok=True)
    write(spare, {"more/index.html": "poisoned"})
    wanted = {**STANDING, "a/index.html": "c"}
    build(tmp_path, wanted, "index")
    assert files(tmp_path / "site") == {**wanted, "index/words": "index"}
    assert not [*(tmp_path / "content").iterdir()]
    assert not [path for path in (tmp_path / "site").rglob("*") if path.is_symlink()]


def test_a_site_that_shares_little_is_not_set_aside(tmp_path: Path) -> None:
    build(tmp_path, STANDING)
    build(tmp_path, {path: f"other {text}" for path, text in STANDING.items()})
    assert spares(tmp_path) == []


def test_few_sites_are_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare_site, "MOST", 2)
    for name in ("a", "b", "c"):
        set_aside(write(tmp_path / "old", {"index.html": name}), tmp_path / name)
        (tmp_path / name).mkdir()
    # What a killed build was about to remove goes, too.
    write(spares(tmp_path)[0].with_name(f"{'0' * 64}-{'0' * 32}"), {"index.html": "left"})
    set_aside(write(tmp_path / "old", {"index.html": "d"}), tmp_path / "c")
    assert len(spares(tmp_path)) == 2
    found = {}
    for name in ("a", "b", "c"):
        (tmp_path / "new").mkdir()
        if take_spare(tmp_path / name, tmp_path / "new"):
            found[name] = (tmp_path / "new/index.html").read_text()
        shutil.rmtree(tmp_path / "new")
    assert found == {"b": "b", "c": "d"}


def test_a_cache_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "caches/roda-traden").mkdir(parents=True)
    (tmp_path / "caches/roda-traden/spare").symlink_to(tmp_path / "elsewhere")
    for text in ("a", "b"):
        build(tmp_path, {**STANDING, "a/index.html": text})
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_a_build_killed_at_any_step_leaves_a_whole_site(tmp_path: Path) -> None:
    few = {f"{n}/index.html": "page" for n in range(3)}
    first, second = ({**few, "a/index.html": text, f"{text}.html": text} for text in ("first", "second"))

    def lived_until(step: int) -> bool:
        """Build in a process that is killed before this step; return whether it lived."""
        if child := os.fork():
            return os.waitpid(child, 0)[1] == 0
        left = step

        def hook(event: str, _: object) -> None:
            nonlocal left
            if event in {"open", "ctypes.dlsym"} or event.startswith(("os.", "shutil.")):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        build(tmp_path, second)
        os._exit(0)

    step, killed = 1, set()
    while True:
        build(tmp_path, first)
        lived = lived_until(step)
        found = files(tmp_path / "site")
        assert found in ({**first, "index/words": ""}, {**second, "index/words": ""}), step
        killed.add("first.html" in found)
        if lived:
            break
        step += 1
    assert killed == {True, False}
    assert step > 50
    build(tmp_path, first)
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith((".site-new", ".site-old"))]
    assert len(spares(tmp_path)) == 1
