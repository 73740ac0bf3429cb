"""The files of a publication, read safely: nothing outside the root, no links, no surprises in names."""

import os
import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.scalar import CONTROL

# A long plan is some 20 kB; a megabyte is a mistake, or an attempt to make the build hang.
MAX_BYTES: Final = 1_000_000
TEXTS: Final = (".md", ".yml")
# Where tables are read; everywhere else they are files of an author's that the site offers.
TABLES: Final = "plans/statistics/"
# What a text is sometimes called instead, and what it should be.
MEANT: Final = {".md": ".md", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".yml": ".yml", ".yaml": ".yml"}


@dataclass(frozen=True, slots=True)
class Folder:
    """The files below a publication's folders: texts by name, the names of all others, and problems."""

    texts: dict[str, str]
    others: frozenset[str]
    problems: tuple[Problem, ...]


def read_folders(root: Path, *folders: str) -> Folder:
    """Return every file below `folders` of `root`. Names are relative to `root`, with `/`, in order.

    A text that cannot be read as UTF-8, is empty or is too large becomes a Problem.
    """
    texts: dict[str, str] = {}
    others: set[str] = set()
    problems: list[Problem] = []
    for name, problem in _walk(root, folders):
        if problem:
            problems.append(problem)
        elif not is_text(name):
            others.add(name)
            problems += _wrong_extension(name)
        else:
            text, found = read_text(root / name, name)
            problems += found
            if text is not None:
                texts[name] = text
    problems += same_names([*texts, *others])
    return Folder(texts, frozenset(others), tuple(problems))


def is_text(name: str) -> bool:
    """Say whether a file is read, by its name."""
    return name.endswith(TEXTS) or (name.startswith(TABLES) and name.endswith(".csv"))


def read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text of one file, without a byte order mark and with the line ends of Unix."""
    if not path.is_file():
        return None, [Problem.at(Place(name), "file-missing")]
    if (size := path.stat().st_size) > MAX_BYTES:
        return None, [Problem.at(Place(name), "file-too-large", size=size, limit=MAX_BYTES)]
    return text_in(path.read_bytes(), name)


def text_in(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text that the bytes of one file are, as `read_text` does."""
    if len(raw) > MAX_BYTES:
        return None, [Problem.at(Place(name), "file-too-large", size=len(raw), limit=MAX_BYTES)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return None, [Problem.at(Place(name, line, column), "not-utf-8")]
    if not text.strip():
        return None, [Problem.at(Place(name), "file-empty")]
    text = _plain_lines(text)
    if found := CONTROL.search(text):
        line, start = text.count("\n", 0, found.start()) + 1, text.rfind("\n", 0, found.start())
        return None, [Problem.at(Place(name, line, found.start() - start), "control-character")]
    return text, []


def as_text(raw: bytes) -> str | None:
    """Return what the bytes of a text say, as `read_text` does; None where they are no text."""
    try:
        return _plain_lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _walk(root: Path, folders: tuple[str, ...]) -> Iterator[tuple[str, Problem | None]]:
    """Yield each file's name; a symbolic link is yielded with a Problem and never followed."""
    for folder in folders:
        if (root / folder).is_symlink():
            yield folder, Problem.at(Place(folder), "symbolic-link")
            continue
        for where, directories, files in os.walk(root / folder):
            here = Path(where).relative_to(root).as_posix()
            # Paths for thousands of names would take longer than all else here.
            modes = {name: os.lstat(f"{where}/{name}").st_mode for name in (*directories, *files)}
            links = {name for name, mode in modes.items() if S_ISLNK(mode)}
            for name in sorted([*directories, *files]):
                relative = f"{here}/{name}"
                if is_unreadable(name):
                    yield relative, Problem.at(Place(ascii(relative)[1:-1]), "bad-file-name")
                elif name in links:
                    yield relative, Problem.at(Place(relative), "symbolic-link")
                elif name in files and not S_ISREG(modes[name]):
                    yield relative, Problem.at(Place(relative), "not-a-file")
                elif name in files and not name.startswith("."):
                    yield relative, None
            directories[:] = sorted(d for d in directories if not d.startswith(".") and d not in links)


def is_unreadable(name: str) -> bool:
    """Say whether a name holds bytes that are not UTF-8, which Python keeps as surrogates, or control characters."""
    return bool(CONTROL.search(name)) or not name.isprintable()


def _wrong_extension(name: str) -> Iterator[Problem]:
    """Yield a Problem for a text whose name ends in another way than those that are read: it would be passed over."""
    stem, dot, end = name.rpartition(".")
    extension = dot + end
    if right := MEANT.get(extension.lower()):
        facts = {"extension": extension, "right": f"{posixpath.basename(stem)}{right}"}
        yield Problem.at(Place(name), "wrong-extension", **facts)


def same_names(names: list[str]) -> Iterator[Problem]:
    """Yield a Problem for each name that differs from another only in Unicode form or in case."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        first = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if first != name:
            same_form = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", name)
            code = "same-name-unicode" if same_form else "same-name-case"
            yield Problem.at(Place(name), code, first=first)
