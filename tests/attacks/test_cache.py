"""Attacks by way of caches and of the output folder: what is kept is ours, and nothing else is touched."""

import os
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from publisher.own_cache import DiskCache, cache_folder, print_cache
from tests.program import REPOSITORY, build
from tests.publications import smallest, write
from tests.repository import commit, git

EDITIONS = """\
extra:
  publication:
    organisation: {name: Provköping}
    editions: [{id: helheten, title: Allt}]
"""


def printed(root: Path) -> Path:
    """Write a small publication with one edition."""
    settings = f"site_name: Prov\nsite_url: https://prov.example/\ntheme: {{language: sv}}\n{EDITIONS}"
    return write(root, {**smallest("Text.\n"), "mkdocs.yml": settings})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache folder of the test's own."""
    folder = tmp_path / "home-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home-data"))
    return folder


def test_nothing_in_the_publication_is_taken_for_the_cache(tmp_path: Path, home: Path) -> None:
    root = printed(tmp_path / "sajt")
    done = build("pdf", "--root", str(root))
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (root / "build").exists()
    kept = [path for path in (home / "roda-traden" / "print").iterdir() if len(path.name) == 64]
    assert kept
    # Whoever knows the digest commits what it shall mean, where caches used to be.
    for path in kept:
        evil = root / "build/cache/print" / path.name
        evil.parent.mkdir(parents=True, exist_ok=True)
        evil.write_bytes(path.read_bytes().replace(b"%PDF", b"%EVL"))
    good = next(root.glob("site/pdf/*.pdf")).read_bytes()
    shutil.rmtree(root / "site")
    done = build("pdf", "--root", str(root))
    assert next(root.glob("site/pdf/*.pdf")).read_bytes() == good


def test_a_link_where_the_cache_is_leads_nowhere(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    for number in range(5):
        (precious / str(number)).write_text("mine", encoding="utf-8")
    (tmp_path / "cache").symlink_to(precious)
    cache = DiskCache(tmp_path / "cache", capacity=2)
    for number in range(4):
        cache.put(f"{number}" * 64, b"x")
    assert sorted(path.name for path in precious.iterdir()) == list("01234")
    assert cache.get("0" * 64) is None


def test_only_what_the_cache_has_written_is_evicted(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, capacity=1)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for name in "abc":
        cache.put(name * 64, b"x")
    assert (tmp_path / "mine.txt").exists()
    assert len([path for path in tmp_path.iterdir() if len(path.name) == 64]) == 1


def test_what_others_put_there_is_not_given(tmp_path: Path) -> None:
    """Without the secret of the machine nobody can write what the cache takes for its own."""
    key = "a" * 64
    cache = DiskCache(tmp_path)
    cache.put(key, b"good")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(sha256(b"evil").digest() + b"evil")
    assert cache.get(key) is None
    DiskCache(tmp_path / "other").put("b" * 64, b"evil")
    shutil.copy(next((tmp_path / "other").iterdir()), kept)
    assert cache.get(key) is None


@pytest.mark.parametrize("state", ["a file", "read-only", "a link", "flipped", "full of rubbish"])
def test_a_damaged_cache_of_the_user_stops_nothing(tmp_path: Path, home: Path, state: str) -> None:
    # A publication's own templates are drawn by each check.
    root = write(tmp_path / "sajt", smallest("Text.\n", **{"macros/parts/own.md": "{% macro own() %}x{% endmacro %}"}))
    assert build("check", "--root", str(root)).returncode == 0
    ours = home / "roda-traden"
    if state == "a file":
        shutil.rmtree(ours)
        ours.write_text("x", encoding="utf-8")
    elif state == "read-only":
        shutil.rmtree(ours)
        home.chmod(0o500)
    elif state == "a link":
        shutil.rmtree(ours)
        ours.symlink_to("/proc/1")
    else:
        for path in filter(Path.is_file, ours.rglob("*")):
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 0xFF
            content[-1] ^= 0xFF
            path.write_bytes(bytes(content) if state == "flipped" else b"\x00rubbish" * 100)
    done = build("check", "--root", str(root))
    home.chmod(0o700)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_compiled_templates_are_run_only_if_this_machine_wrote_them(tmp_path: Path, home: Path) -> None:
    # A publication's own templates are drawn by each check.
    root = write(tmp_path / "sajt", smallest("Text.\n", **{"macros/parts/own.md": "{% macro own() %}x{% endmacro %}"}))
    assert build("check", "--root", str(root)).returncode == 0
    for path in (home / "roda-traden" / "templates-1").iterdir():
        path.write_bytes(path.read_bytes()[:-40] + b"\x00" * 40)
    assert build("check", "--root", str(root)).returncode == 0


@pytest.mark.parametrize("out", ["docs", "plans", "docs/om", "plans/vagen", ".", "macros", ".git", "docs/../docs/ny"])
def test_no_output_goes_into_content(tmp_path: Path, out: str) -> None:
    root = write(tmp_path / "sajt", smallest("Text.\n"))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for command in ("data", "stage"):
        done = build(command, "--root", str(root), "--out", str(root / out))
        assert done.returncode == 1, command
        assert "[output-holds-content]" in done.stderr, done.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_link_to_content_is_no_output_either(tmp_path: Path) -> None:
    root = write(tmp_path / "sajt", smallest("Text.\n"))
    (tmp_path / "ut").symlink_to(root / "docs")
    done = build("data", "--root", str(root), "--out", str(tmp_path / "ut" / "ny"))
    assert (done.returncode, "[output-holds-content]" in done.stderr) == (1, True)
    assert sorted(path.name for path in (root / "docs").iterdir()) == ["index.md"]


@pytest.mark.parametrize("name", [".site-new-1", ".site-old-1", ".site.lock"])
def test_a_link_where_a_build_leaves_something_leads_nowhere(tmp_path: Path, name: str) -> None:
    """Somebody commits a link under the name of a leftover, of which a build removes everything."""
    root = write(tmp_path / "sajt", smallest("Text.\n"))
    precious = write(tmp_path / "precious", {"a/b/c.txt": "mine", "d.txt": "mine"})
    (root / name).symlink_to(precious / "d.txt" if name.endswith(".lock") else precious)
    before = {path: path.read_bytes() for path in precious.rglob("*") if path.is_file()}
    done = build("data", "--root", str(root))
    assert {path: path.read_bytes() for path in precious.rglob("*") if path.is_file()} == before
    if name.endswith(".lock"):
        assert (done.returncode, "[output-failed]" in done.stderr) == (1, True), done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert not (root / name).is_symlink()
        assert not (root / "site").is_symlink()


@pytest.mark.parametrize("name", ["pdf", ".roda-traden"])
def test_a_link_within_the_site_leads_nowhere(tmp_path: Path, home: Path, name: str) -> None:
    root = printed(tmp_path / "sajt")
    precious = write(tmp_path / "precious", {"helheten.pdf": "mine"})
    write(root, {"site/index.html": "x", "site/.roda-traden": "" if name == "pdf" else None})
    (root / "site" / name).symlink_to(precious if name == "pdf" else precious / "helheten.pdf")
    age = (precious / "helheten.pdf").stat().st_mtime_ns
    done = build("pdf", "--root", str(root))
    expected = "[output-not-a-folder]" if name == "pdf" else "[output-not-ours]"
    assert (done.returncode, expected in done.stderr) == (1, True), done.stderr
    assert [path.read_text() for path in precious.iterdir()] == ["mine"]
    assert (precious / "helheten.pdf").stat().st_mtime_ns == age


@pytest.mark.parametrize("name", ["site", ".site-old-1"])
def test_a_site_that_somebody_committed_is_not_added_to(tmp_path: Path, home: Path, name: str) -> None:
    """A mark can be committed too: with a page beside it, it would be published among ours."""
    root = printed(tmp_path / "sajt")
    git(root, "init", "--quiet")
    commit(root, "2024-01-01", {f"{name}/index.html": "evil", f"{name}/.roda-traden": ""})
    for command in ("data", "pdf"):
        done = build(command, "--root", str(root))
        assert (done.returncode, "[output-committed]" in done.stderr) == (1, True), done.stderr
    assert build("all", "--root", str(root)).returncode == 0
    assert "evil" not in (root / "site/index.html").read_text(encoding="utf-8")


def test_a_page_that_somebody_commits_into_a_built_site_is_noticed(tmp_path: Path, home: Path) -> None:
    root = printed(tmp_path / "sajt")
    git(root, "init", "--quiet")
    commit(root, "2024-01-01")
    assert [build("all", "--root", str(root)).returncode, build("data", "--root", str(root)).returncode] == [0, 0]
    write(root, {"site/evil.html": "evil"})
    git(root, "add", "--force", "site/evil.html")
    done = build("data", "--root", str(root))
    assert (done.returncode, "[output-committed]" in done.stderr) == (1, True), done.stderr
    assert build("site", "--root", str(root)).returncode == 0
    assert not (root / "site/evil.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_leaves_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / ".roda-traden").touch()
    (out / "index.html").write_text("the last good one", encoding="utf-8")
    own = tmp_path / "temporary"
    own.mkdir()
    command = [sys.executable, str(REPOSITORY / "build.py"), "site", "--root", str(REPOSITORY), "--out", str(out)]
    (tmp_path / "site/pdf").mkdir()
    # With nothing in its cache, the build has much to do after its folder is there.
    environment = {**os.environ, "TMPDIR": str(own), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    limit = time.monotonic() + 120
    while not list(tmp_path.glob(".site-new-*")) and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.02)
    process.send_signal(sent)
    assert process.wait(60) == 128 + sent
    assert (out / "index.html").read_text(encoding="utf-8") == "the last good one"
    assert not list(tmp_path.glob(".site-new-*"))
    assert not list(own.iterdir())


def test_the_cache_is_outside_every_publication(home: Path) -> None:
    assert cache_folder("print") == home / "roda-traden" / "print"
    assert print_cache() is not None
