"""The work of a worker: unpack a bundle, build it in a process of its own, and pack the site.

This runs on whichever machine the scheduler chooses, in a temporary folder.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from publisher.hub.bundle import DATA, FILES, HISTORY, WHERE
from publisher.locales import HOUSE
from publisher.read.git import ask_git, make_repository

# The name of a publication, and the prefix of a repository, are untrusted input.
_ALLOWED: Final = ("PATH", "LANG", "LC_ALL", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a worker's build: the site as a ZIP file, or the messages of the problems that prevented it.

    `late`: whether it timed out.
    """

    id: str
    digest: str
    site: bytes | None = None
    problems: str = ""
    late: bool = False


def build(name: str, digest: str, content: bytes, address: str, seconds: float) -> Built:
    """Return a bundle's site, built for a URL below the hub, with a timeout in seconds."""
    with TemporaryDirectory(prefix="hub-") as place:
        top = Path(place)
        root = _unpacked(content, top)
        if root is None:
            return Built(name, digest, _packed(top / "site"))
        answer = top / "answer.json"
        command = [sys.executable, "-m", "publisher.hub.child", str(root), str(top / "site"), address, str(answer)]
        code = _run(command, top, seconds)
        if code is None:
            return Built(name, digest, late=True)
        found = _answer(answer)
        if not found.get("ok"):
            # Killed by the system, which left no message.
            return Built(name, digest, problems=str(found.get("problems", "")))
        return Built(name, digest, _packed(top / "site"))


def _answer(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _run(command: list[str], folder: Path, seconds: float) -> int | None:
    """Return a process's exit code; None if it timed out and was killed, with its children."""
    kept = {name: os.environ[name] for name in _ALLOWED if name in os.environ}
    environment = {**kept, "PYTHONPATH": str(HOUSE), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder)}
    with subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, SIGKILL)


def _unpacked(content: bytes, top: Path) -> Path | None:
    """Write a bundle's files below `top` and return the publication's folder; None if it is built already."""
    with ZipFile(BytesIO(content)) as file:
        names = {name: parts for name in file.namelist() if (parts := _safe(name))}
        if any(parts[0] == DATA for parts in names.values()):
            for name, parts in names.items():
                _write(top / "site" / Path(*parts), file.read(name))
            return None
        work, prefix, where = top / "work", "", f"{HISTORY}/{WHERE}"
        if where in names:
            answer = json.loads(file.read(where))
            prefix = str(answer["prefix"])
            _write(top / "pack", file.read(f"{HISTORY}/pack"))
            work.mkdir()
            make_repository(work, top / "pack", str(answer["head"]))
        root = work.joinpath(*_safe(prefix))
        root.mkdir(parents=True, exist_ok=True)
        for name, parts in names.items():
            if parts[0] == FILES:
                _write(root.joinpath(*parts[1:]), file.read(name))
    if (work / ".git").is_dir():
        ask_git(work, "read-tree", "HEAD")
    return root


def _safe(name: str) -> tuple[str, ...]:
    """Return the parts of a path that stays below its root; empty for any other."""
    parts = PurePosixPath(name).parts
    wrong = any(part in {"..", "/", ".git"} or "\\" in part or ":" in part[:2] for part in parts)
    return () if wrong else parts


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _packed(folder: Path) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as file:
        for path in _files(folder):
            file.writestr(ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes(), ZIP_DEFLATED)
    return packed.getvalue()


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
