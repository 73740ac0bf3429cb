"""The files of a publication, read safely: nothing outside the root, no symbolic links, no dangerous names."""

import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import Final, TypeAlias

from publisher.problem import Place, Problem
from publisher.read.file_copies import Siblings
from publisher.read.file_formats import MEANT, OPENING, TABLES, format_of, wrong_extension
from publisher.read.scalar import CONTROL

# A long plan is some 20 kB; a megabyte is a mistake, or an attempt to stall the build.
MAX_BYTES: Final = 1_000_000
TEXTS: Final = (".md", ".yml")
# Names that Windows reserves or forbids, and characters that delimit URLs. Site generators treat README as an index.
_RESERVED: Final = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[<>:\"|?*#\\]|%[0-9a-f]{2}|[. ]$")
# The problems for which a text is not read.
_UNREAD: Final = frozenset({"not-utf-8", "control-character"})
_LEFT_BEHIND: Final = re.compile(r"(?is)\..*|~\$.*|~wr[a-z]\d+\.tmp|.*~|thumbs\.db|desktop\.ini")  # by Word and others
# Returns the text of the file with this name, and its problems.
Reading: TypeAlias = Callable[[str, os.stat_result], tuple[str | None, list[Problem]]]
_CONFLICT: Final = re.compile(r"^(?:<{7} |>{7} (?=\S)|\|{7} (?=\S)|(?<!\S\n)={7}$)", re.MULTILINE)  # no underline


@dataclass(frozen=True, slots=True)
class Folder:
    """The files in a publication's folders: texts by name, the names of all others, and problems.

    `misnamed` are texts that are not read because of their names, and those not encoded as UTF-8.
    """

    texts: dict[str, str]
    others: frozenset[str]
    problems: tuple[Problem, ...]
    misnamed: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the texts, and of files with a problem: one that cannot be read is there all the same."""
        return frozenset({*self.texts, *(problem.place.file for problem in self.problems)})


def read_folders(root: Path, *folders: str, read: Reading | None = None) -> Folder:
    """Return every file below the `folders` of `root`. Names are relative to `root`, with `/`, sorted.

    A text that is not UTF-8, empty or too large becomes a Problem. `read` may know a text; it is `read_text` otherwise.
    """
    read = read or (lambda name, _: read_text(root / name, name))
    texts: dict[str, str] = {}
    others: set[str] = set()
    misnamed: list[str] = []
    problems: list[Problem] = [*_wrong_folders(root, folders)]
    for name, about in _walk(root, folders):
        if isinstance(about, Problem):
            problems.append(about)
        elif not is_text(name):
            others.add(name)
            if wrong := wrong_extension(name):
                problems.append(wrong)
                misnamed.append(read_text(root / name, name)[0] or "")
        else:
            text, found = read(name, about)
            problems += found
            if text is not None:
                texts[name] = text
            elif found[0].code in _UNREAD:
                misnamed.append(_probable((root / name).read_bytes()))
    problems += same_names([*texts, *others])
    # Where the same name exists twice, that is the problem to report.
    names = {*texts, *others}
    pieces = sorted(name for name in names if composed(name) not in names)
    problems += [Problem.at(Place(name), "name-in-pieces") for name in pieces]
    return Folder(texts, frozenset(others), tuple(problems), tuple(misnamed))


def composed(name: str) -> str:
    """Return a name in NFC, as keyboards produce it; some systems store å as a and a combining ring."""
    return unicodedata.normalize("NFC", name)


def leads_within(root: Path, path: str) -> bool:
    """Return whether a path leads to a place below `root`, without `..` and without symbolic links."""
    parts = PurePosixPath(path).parts
    if PurePosixPath(path).is_absolute() or ".." in parts:
        return False
    return not any(root.joinpath(*parts[: at + 1]).is_symlink() for at in range(len(parts)))


def is_text(name: str) -> bool:
    """Return whether a file of this name is read as text."""
    return name.endswith(TEXTS) or (name.startswith(TABLES) and name.endswith(".csv"))


def read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text of one file, without a byte order mark and with Unix line ends."""
    if not path.is_file():
        return None, [Problem.at(Place(name), "file-missing")]
    if (size := path.stat().st_size) > MAX_BYTES:
        with path.open("rb") as file:
            other = format_of(file.read(OPENING))
        if other:
            return None, [Problem.at(Place(name), "file-of-other-format", format=other)]
        return None, [Problem.at(Place(name), "file-too-large", size=size, limit=MAX_BYTES)]
    return text_in(path.read_bytes(), name)


def text_in(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text in the bytes of one file, as `read_text` does."""
    if len(raw) > MAX_BYTES:
        return None, [Problem.at(Place(name), "file-too-large", size=len(raw), limit=MAX_BYTES)]
    if other := format_of(raw[:OPENING]):
        return None, [Problem.at(Place(name), "file-of-other-format", format=other)]
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


def _probable(raw: bytes) -> str:
    """Return a best guess at a text in another encoding: enough to find the ids in it."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    # In UTF-16 every second byte of plain letters is zero, the second of each or the first.
    zero = next((at for at in (1, 0) if raw[at : at + 200 : 2].count(0) > 50), None)
    wide = "utf-16" if marked else {None: "latin-1", 0: "utf-16-be", 1: "utf-16-le"}[zero]
    return _plain_lines(raw.decode(wide, errors="replace")).lstrip("\ufeff")


def as_text(raw: bytes) -> str | None:
    """Return the text in bytes, as `read_text` does; None if they are not text."""
    try:
        return _plain_lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _walk(root: Path, folders: tuple[str, ...]) -> Iterator[tuple[str, Problem | os.stat_result]]:
    """Yield each file's name with what the system knows of it; a symbolic link, which is never followed, a Problem."""
    for folder in folders:
        if (root / folder).is_symlink():
            yield folder, Problem.at(Place(folder), "symbolic-link")
        else:
            yield from _below(f"{root}/{folder}", folder)


def _below(where: str, here: str) -> Iterator[tuple[str, Problem | os.stat_result]]:
    """Yield what is in the folder at the path `where`, whose name is `here`."""
    # Path objects for thousands of names would take longer than everything else here.
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(where) as entries:
        found = {entry.name: entry.stat(follow_symlinks=False) for entry in entries}
        folders = {name for name, about in found.items() if S_ISDIR(about.st_mode)}
        beside = {True: Siblings(folders), False: Siblings(found.keys() - folders)}
        within = []
        for name in sorted(found):
            relative, is_folder = f"{here}/{name}", name in folders
            if problem := _misplaced(relative, found[name], beside[is_folder]):
                yield relative, problem
            elif not is_folder and not _LEFT_BEHIND.fullmatch(name):
                yield relative, found[name]
            if is_folder and not name.startswith(".") and not beside[True].original_of(name):
                within.append(name)
        for name in within:
            yield from _below(f"{where}/{name}", f"{here}/{name}")


def _misplaced(path: str, about: os.stat_result, siblings: Siblings) -> Problem | None:
    """Return the Problem of a file or folder that cannot be read as what it is, or by its name."""
    folder, _, name = path.rpartition("/")
    is_folder = S_ISDIR(about.st_mode)
    if is_unreadable(name):
        return Problem.at(Place(ascii(path)[1:-1]), "bad-file-name")
    if S_ISLNK(about.st_mode):
        return Problem.at(Place(path), "symbolic-link")
    if not is_folder and not S_ISREG(about.st_mode):
        return Problem.at(Place(path), "not-a-file")
    if not is_folder and _LEFT_BEHIND.fullmatch(name):
        return None
    if _is_reserved(name) or (folder.startswith("docs") and posixpath.splitext(name)[0] == "README"):
        return Problem.at(Place(path), "name-reserved", name=name)
    if first := siblings.original_of(name):
        return Problem.at(Place(path), "folder-copy" if is_folder else "file-copy", first=first)
    return None


@lru_cache(maxsize=4096)  # the files of a publication have few names
def _is_reserved(name: str) -> bool:
    return bool(_RESERVED.search(name))


@lru_cache(maxsize=4096)
def is_unreadable(name: str) -> bool:
    """Return whether a name has control characters, or bytes that are not UTF-8, which Python holds as surrogates."""
    return bool(CONTROL.search(name)) or not name.isprintable()


def wrong_settings_name(root: Path, right: str) -> Problem | None:
    """Return a Problem for a settings file whose name differs slightly from the `right` one."""
    stem = Path(right).stem
    for path in sorted(root.iterdir() if root.is_dir() else ()):
        if path.name != right and path.stem.lower() == stem and path.suffix.lower() in MEANT:
            return Problem.at(Place(path.name), "wrong-extension", extension=path.suffix, right=right)
    return None


def _wrong_folders(root: Path, folders: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a Problem for each folder whose name differs only in case from one that is read."""
    for entry in sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else ():
        if entry not in folders and entry.lower() in folders:
            yield Problem.at(Place(entry), "wrong-folder", right=entry.lower())


def conflict(file: str, text: str) -> Problem | None:
    """Return a Problem if the text contains git's conflict markers, or one of them that was left behind."""
    if not (marks := [*_CONFLICT.finditer(text)]):
        return None
    code = "merge-conflict" if {"<", ">"} <= {each[0][0] for each in marks} else "merge-mark"
    return Problem.at(Place(file, text.count("\n", 0, marks[0].start()) + 1, 1), code)


def same_names(names: list[str]) -> Iterator[Problem]:
    """Yield a Problem for each file or folder whose own name differs from another there in normalisation or case."""
    inner = {name.rpartition("/")[0] for name in names}
    folders = {str(each) for name in inner for each in (PurePosixPath(name), *PurePosixPath(name).parents)}
    seen: dict[str, str] = {}
    for name in sorted({*names, *folders}):
        folder, _, own = name.rpartition("/")
        first = seen.setdefault(f"{composed(folder)}/{composed(own).casefold()}", name)
        if first != name:
            code = "same-name-unicode" if composed(first) == composed(name) else "same-name-case"
            yield Problem.at(Place(name), code, first=first)
