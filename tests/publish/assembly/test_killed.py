"""A build that is killed in the midst, at any moment, leaves nothing that the next build takes for its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import DAY, REPOSITORY
from tests.publications import smallest, write

PAGES = {
    f"docs/om/a{n}.md": f"---\nkind: article\nid: a{n}\nsection: about\ntitle: A{n}\n---\n\nText.\n" for n in range(90)
}


def started(root: Path, out: Path, caches: Path) -> "subprocess.Popen[bytes]":
    """Start a build in a group of processes of its own."""
    own = {"SOURCE_DATE_EPOCH": DAY, "XDG_CACHE_HOME": str(caches), "XDG_DATA_HOME": str(caches.parent / "data")}
    command = [sys.executable, str(REPOSITORY / "build.py"), "site", "--root", str(root), "--out", str(out)]
    return subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL, start_new_session=True)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("moment", [0.2, 0.5, 0.8, 1.1, 1.5])
def test_a_killed_build_is_as_if_it_had_never_begun(tmp_path: Path, moment: float) -> None:
    root, out, caches = write(tmp_path / "prov", smallest("Text.\n", **PAGES)), tmp_path / "site", tmp_path / "caches"
    assert started(root, out, caches).wait() == 0
    before = files(out)
    path = root / "docs/om/a7.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")
    killed = started(root, out, caches)
    time.sleep(moment)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert files(out) == before or "En rad till." in (out / "om/a7/index.html").read_text(encoding="utf-8")
    assert started(root, out, caches).wait() == 0
    assert started(root, tmp_path / "clean", tmp_path / "others").wait() == 0
    assert files(out) == files(tmp_path / "clean")
    assert not [each for each in tmp_path.iterdir() if "-new-" in each.name or "-old-" in each.name]
