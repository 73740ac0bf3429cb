"""A build that is killed in the midst, at any moment, leaves nothing that the next build takes for its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.caches import with_lasting
from tests.program import DAY, REPOSITORY
from tests.publications import smallest, write

PAGES = {
    f"docs/om/a{n}.md": f"---\nkind: article\nid: a{n}\nsection: about\ntitle: A{n}\n---\n\nText.\n" for n in range(90)
}


def started(root: Path, out: Path, caches: Path) -> "subprocess.Popen[bytes]":
    """Start a build in a group of processes of its own."""
    own = {"SOURCE_DATE_EPOCH": DAY, "XDG_CACHE_HOME": str(caches)}
    command = [sys.executable, str(REPOSITORY / "build.py"), "site", "--root", str(root), "--out", str(out)]
    return subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL, start_new_session=True)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication with its site and its caches; beside it stand `kept`, the same, and `clean`, what comes next."""
    folder = tmp_path_factory.mktemp("killed")
    work, other = folder / "work", folder / "other"
    for each in (work, other):
        write(each / "prov", smallest("Text.\n", **PAGES))
    change(other / "prov")
    assert started(work / "prov", work / "site", with_lasting(work / "caches")).wait() == 0
    # Fonts and words are of the program and its language; nothing else is known of the other.
    caches = with_lasting(other / "caches", work / "caches")
    assert started(other / "prov", folder / "clean", caches).wait() == 0
    shutil.copytree(work, folder / "kept")
    return work


def change(root: Path) -> None:
    path = root / "docs/om/a7.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")


@pytest.mark.parametrize("moment", [0.2, 0.5, 0.8, 1.1, 1.5])
def test_a_killed_build_is_as_if_it_had_never_begun(work: Path, moment: float) -> None:
    # In the same place each time, since what is kept of a build knows where it was.
    shutil.rmtree(work)
    shutil.copytree(work.parent / "kept", work)
    root, out, caches = work / "prov", work / "site", work / "caches"
    before = files(out)
    change(root)
    killed = started(root, out, caches)
    time.sleep(moment)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert files(out) == before or "En rad till." in (out / "om/a7/index.html").read_text(encoding="utf-8")
    assert started(root, out, caches).wait() == 0
    assert files(out) == files(work.parent / "clean")
    assert not [each for each in work.iterdir() if "-new-" in each.name or "-old-" in each.name]
