"""A bundle: all inputs of one publication's build, as one file named by a digest of its content.

It is sent to whichever machine builds, so that no shared disk is needed. Symbolic links are not followed, and only
regular files of the publication, and its git history, are included.
"""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from publisher.fingerprint import program_digest
from publisher.problem import Place, Problem, ProblemsFound
from publisher.read.git import ask_git
from publisher.read.history import read_blobs
from publisher.read.revision import LINK

FILES: Final = "files"
DATA: Final = "data"
HISTORY: Final = "history"
WHERE: Final = "where.json"
# What a publication's folder may contain beside the publication.
_LEFT: Final = frozenset({"build", "node_modules", "site", "__pycache__"})
MOST_BYTES: Final = 500_000_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """A publication's id, the digest of all inputs of its build, and its content as a ZIP file.

    `is_data`: whether it is built already and only its data are known.
    """

    id: str
    digest: str
    content: bytes
    is_data: bool = False


def bundle_of(name: str, source: Path) -> Bundle:
    """Return the bundle of a folder, of a bare repository's latest commit, or of a built `publication.json`.

    Raises ProblemsFound if there is no publication.
    """
    if source.is_file() and source.suffix == ".json":
        files = {f"{DATA}/{path.name}": _read(path) for path in _open_data_files(source)}
        return _packed(name, files, "", is_data=True)
    if (source / "mkdocs.yml").is_file():
        head = (ask_git(source, "rev-parse", "--verify", "--quiet", "HEAD") or b"").decode().strip()
        prefix = (ask_git(source, "rev-parse", "--show-prefix") or b"").decode().strip() if head else ""
        files = {f"{FILES}/{path}": content for path, content in _folder(source)}
        # Named outright, since git takes - for a file of that name when run in a subfolder.
        where = os.fsdecode(ask_git(source, "rev-parse", "--absolute-git-dir") or b"").strip()
        return _packed(name, {**files, **_history(source, head, prefix, "--git-dir", where)}, head)
    repository = source if (source / "HEAD").is_file() else source / ".git"
    if (repository / "HEAD").is_file():
        return _of_repository(name, repository)
    raise ProblemsFound([Problem.at(Place(str(source)), "hub-no-publication")])


def _packed(name: str, files: Mapping[str, bytes], head: str, *, is_data: bool = False) -> Bundle:
    # Git's packs differ from run to run; their content is identified by the commit.
    seen = {path: sha256(content).hexdigest() for path, content in files.items() if not path.startswith(HISTORY)}
    described = json.dumps([name, head, program_digest().hex(), seen], sort_keys=True).encode()
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=3) as file:
        for path in sorted(files):
            file.writestr(ZipInfo(path), files[path], ZIP_DEFLATED)
    return Bundle(name, sha256(described).hexdigest(), packed.getvalue(), is_data)


def _open_data_files(source: Path) -> Iterator[Path]:
    """Yield a `publication.json` and the other files of open data beside it."""
    yield from (path for path in sorted(source.parent.iterdir()) if path.suffix in {".csv", ".json"} and _regular(path))


def _folder(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every regular file in a publication's folder, by its path; symbolic links are skipped."""
    total = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(each for each in folders if each not in _LEFT and not each.startswith("."))
        for each in sorted(names):
            path = Path(folder, each)
            if _regular(path) and not each.startswith("."):
                content = _read(path)
                total += len(content)
                if total > MOST_BYTES:
                    raise ProblemsFound([Problem.at(Place(str(root)), "hub-too-large", limit=MOST_BYTES // 1_000_000)])
                yield path.relative_to(root).as_posix(), content


def _regular(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _read(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _history(root: Path, head: str, prefix: str, *where: str) -> dict[str, bytes]:
    """Return the git history as a bundle, with the commit and the publication's path in its repository."""
    pack = ask_git(root, *where, "bundle", "create", "--quiet", "-", "HEAD") if head else None
    if not pack:
        return {}
    described = json.dumps({"head": head, "prefix": prefix}).encode()
    return {f"{HISTORY}/pack": pack, f"{HISTORY}/{WHERE}": described}


def _of_repository(name: str, repository: Path) -> Bundle:
    where = ("--git-dir", ".")
    head = (ask_git(repository, *where, "rev-parse", "--verify", "--quiet", "HEAD") or b"").decode().strip()
    listing = os.fsdecode(ask_git(repository, *where, "ls-tree", "-r", "-z", "HEAD") or b"")
    entries = [
        (about.split(" "), path) for about, _, path in (it.partition("\t") for it in listing.split("\0")) if path
    ]
    kept = {path: about[2] for about, path in entries if about[0] != LINK and about[1] == "blob" and _is_kept(path)}
    if "mkdocs.yml" not in kept:
        raise ProblemsFound([Problem.at(Place(str(repository)), "hub-no-publication")])
    blobs = read_blobs(repository, kept.values(), *where, most=MOST_BYTES)
    files = {f"{FILES}/{path}": blobs[blob] for path, blob in kept.items() if blob in blobs}
    return _packed(name, {**files, **_history(repository, head, "", *where)}, head)


def _is_kept(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not any(part in _LEFT or part.startswith(".") or part == ".." for part in parts)
