"""Runs Pagefind over the pages that have changed, and merges its index with that of the others."""

import os
import shutil
import subprocess
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias
from urllib.parse import unquote

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from publisher.publish.search.index_format import (
    LanguageIndex,
    moved_fragment,
    page_address,
    read_index,
    write_index,
)
from publisher.publish.search.joined_index import joined

FOLDER: Final = "pagefind"
# The name of a folder beside it, in which it is made, begins like this.
MAKING: Final = ".search-"
# Pagefind also writes ready-made search widgets; the theme has its own, so these are never requested.
UNUSED: Final = ("pagefind-*ui*", "pagefind-component*", "pagefind-highlight.js", "pagefind-modular*")
LIMIT_SECONDS: Final = 600
# Words on every page, which find no page in particular.
EVERYWHERE: Final = ".edition-note"
# If more than this share of the pages has changed, all are indexed again.
_MUCH: Final = 0.5
_PIECES: Final = ("index", "filter")
_FRAGMENTS: Final = "fragment"

# The pages of each language in index order, each as the digest of its indexed text and its path.
Indexed: TypeAlias = Mapping[str, list[str]]


class SearchIndexError(Exception):
    """The index could not be made; the message is Pagefind's."""


@dataclass(frozen=True, slots=True)
class LastIndex:
    """An existing index, as this machine wrote it: its folder and its pages.

    `copies` are the indexed texts of pages that have changed since, by path, as far as known.
    """

    folder: Path
    pages: Indexed = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)


NONE: Final = LastIndex(Path())


def put_index(
    folder: Path,
    copies: Mapping[str, str],
    words: Mapping[str, bytes],
    language: str,
    last: LastIndex,
    same: Collection[str] = (),
) -> Indexed:
    """Write an index into `folder`, replacing the existing one; return its pages.

    `copies` are the searchable texts of pages, by path; `words` are word files, by name; `same` are further pages,
    which are unchanged since the last index. Raises SearchIndexError.
    """
    known = dict(row.split(" ", 1)[::-1] for rows in last.pages.values() for row in rows)
    digests = {path: known[path] for path in same} | {path: _digest(text) for path, text in copies.items()}
    changed = sorted(path for path in copies if known.get(path) != digests[path])
    before = read_index(last.folder) if known and (same or len(changed) < _MUCH * len(copies)) else {}
    if not same and (not before or any(index.sorts for index in before.values())):
        changed, before = sorted(copies), {}
    with TemporaryDirectory(prefix=MAKING, dir=folder.parent) as temporary:
        new, made = Path(temporary) / FOLDER, Path(temporary) / "made"
        new.mkdir()
        if before and folder != last.folder:
            _adopt(folder / _FRAGMENTS, last.folder / _FRAGMENTS, new / _FRAGMENTS)
        changed_copies = {path: copies[path] for path in changed}
        fresh = _fresh(made, new, changed_copies, language) if changed or not before else {}
        if before:
            _carry(last.folder, new)
        gone = {path for path in known if path not in digests} | {*changed}
        was = _index_of_last(Path(temporary), {path: last.copies.get(path, "") for path in gone & known.keys()}, known)
        found = _joined(before, last.pages, gone, fresh, was)
        write_index(
            new, {code: index for code, (index, _) in found.items() if index.pages}, last.folder if before else None
        )
        _tidy(
            new,
            {name for index, _ in found.values() for name, _ in index.pages},
            {index.wasm or "unknown" for index, _ in found.values()},
        )
        for name, content in words.items():
            (new / name).write_bytes(content)
        shutil.rmtree(folder, ignore_errors=True)
        new.replace(folder)
    pages = {code: [f"{digests[path]} {path}" for path in paths] for code, (_, paths) in found.items()}
    left = digests.keys() - {path for _, paths in found.values() for path in paths}
    return {**pages, **({"": [f"{digests[path]} {path}" for path in sorted(left)]} if left else {})}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _joined(
    before: Mapping[str, LanguageIndex],
    pages: Indexed,
    gone: Collection[str],
    fresh: Mapping[str, tuple[LanguageIndex, list[str]]],
    was: Mapping[str, tuple[LanguageIndex, list[str]]] | None,
) -> dict[str, tuple[LanguageIndex, list[str]]]:
    """Return the index of each language with the paths of its pages; `was` is one of the removed pages."""
    found = {}
    for code in sorted({**before, **fresh}):
        paths = [row.partition(" ")[2] for row in pages[code]] if code in before else []
        index, own = fresh.get(code, (LanguageIndex(None), []))
        left = None if was is None else was.get(code, (LanguageIndex(None), []))
        found[code] = joined(before.get(code, LanguageIndex(None)), paths, gone, index, own, left)
    return {code: each for code, each in found.items() if each[0].pages or code in fresh}


def _index_of_last(
    folder: Path, copies: Mapping[str, str], digests: Mapping[str, str]
) -> dict[str, tuple[LanguageIndex, list[str]]] | None:
    """Return an index of pages as they were in the last one; None if the indexed text of any is unknown."""
    if any(_digest(text) != digests[path] for path, text in copies.items()):
        return None
    old = folder / "old"
    old.mkdir()
    return _fresh(folder / "made-of-old", old, copies, "") if copies else {}


def _fresh(
    made: Path, folder: Path, copies: Mapping[str, str], language: str
) -> dict[str, tuple[LanguageIndex, list[str]]]:
    """Run Pagefind on pages into `made`; return the index of each language, and the paths of its pages.

    Its program, and the fragments of pages, are moved into `folder`.
    """
    with TemporaryDirectory(prefix="search-") as temporary:
        for path, text in copies.items():
            copy = Path(temporary) / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
        _run_pagefind(Path(temporary), made, language)
    for unused in (path for pattern in UNUSED for path in made.glob(pattern)):
        unused.unlink()
    by_address = {_address(path): path for path in copies}
    found = {}
    for code, index in read_index(made).items():
        own = [by_address[_address(unquote(page_address(made, name)))] for name, _ in index.pages]
        index.pages = [(moved_fragment(made, folder, code, name), count) for name, count in index.pages]
        found[code] = index, own
    for file in made.iterdir():
        if file.is_file() and file.suffix != ".pf_meta":
            file.replace(folder / file.name)
    return found


def _address(path: str) -> str:
    return path.removeprefix("/").removesuffix("index.html")


def _adopt(standing: Path, last: Path, new: Path) -> None:
    """Move fragments that stand in the folder to be replaced into the new one, if they are the same files as the last.

    They are of an earlier index and hard-linked: to remove thousands and link them again would take seconds.
    """
    try:
        standing.replace(new)
    except OSError:
        return
    same_system = new.stat().st_dev == last.stat().st_dev
    with os.scandir(last) as entries:
        known = {entry.name: entry.inode() for entry in entries}
    with os.scandir(new) as entries:
        others = [entry.path for entry in entries if not same_system or known.get(entry.name) != entry.inode()]
    for path in others:
        Path(path).unlink()


def _carry(old: Path, new: Path) -> None:
    """Hard-link the fragments of pages, and Pagefind's program, from the old folder into the new one."""
    for where, folders, names in os.walk(old):
        folders[:] = [name for name in folders if name not in _PIECES]
        target = new / Path(where).relative_to(old)
        target.mkdir(exist_ok=True)
        # Thousands of Path objects would take longer than the links.
        with os.scandir(target) as entries:
            there = {entry.name for entry in entries}
        for name in names:
            if name not in there and not name.endswith(".pf_meta"):
                _place(f"{where}/{name}", f"{target}/{name}")


def _place(path: str, target: str) -> None:
    """Hard-link a file to another path, if it will be replaced there and never written to."""
    if path.endswith(".pf_fragment"):
        with suppress(OSError):  # a file system without hard links
            os.link(path, target)
            return
    shutil.copyfile(path, target)


def _tidy(folder: Path, fragments: Collection[str], rules: Collection[str]) -> None:
    """Remove the fragments of removed pages, and the stemming rules of languages that no page has."""
    for path in (folder / _FRAGMENTS).glob("*.pf_fragment"):
        if path.stem not in fragments:
            path.unlink()
    for path in folder.glob("wasm.*.pagefind"):
        if path.name.split(".")[1] not in {"unknown", *rules}:
            path.unlink()


def _run_pagefind(pages: Path, folder: Path, language: str) -> None:
    """Run Pagefind to write the index of `pages` into `folder`."""
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(folder), "--silent"]
    command += ["--exclude-selectors", EVERYWHERE, *(["--force-language", language] if language else [])]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchIndexError(str(error)) from error
    if run.returncode != 0 or not (folder / "pagefind.js").is_file():
        raise SearchIndexError((run.stderr or run.stdout).strip() or f"pagefind: {run.returncode}")
