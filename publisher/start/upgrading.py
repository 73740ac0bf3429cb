"""Upgrades: what a newer version of the program changes in its own files in a publication, and writing that."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.atomic import write_atomically
from publisher.language import Language
from publisher.read.files import leads_within
from publisher.start.program_files import (
    FIRST_RECORD,
    RECORD,
    digest_of,
    made_by_machine,
    program_files,
    record_of,
    recorded,
)

# Where the program has files. The record is content: anything that it lists elsewhere is never removed.
_FOLDERS: Final = frozenset({".github", ".vscode", "deploy", "handbook", "schemas"})


class Renewal(StrEnum):
    """What an upgrade does with a file."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class RenewedFile:
    """A file that differs from the program's current version: its content before and after.

    `after` is None if the file is to be removed, or if its path is not a regular file. Files that people have changed
    are kept.
    """

    path: str
    renewal: Renewal
    before: bytes = b""
    after: bytes | None = None


def renewed_files(root: Path, language: Language, replaced: Iterable[str] = ()) -> tuple[RenewedFile, ...]:
    """Return what this version of the program changes in the publication in `root`, by path; nothing is written.

    `replaced` are paths of files to overwrite although people have changed them.
    """
    there, given = root / RECORD, frozenset(replaced)
    record = there if leads_within(root, RECORD) and there.is_file() else FIRST_RECORD
    written = recorded(record.read_text(encoding="utf-8", errors="replace"))
    now = program_files(language)
    removable = {path for path in written if PurePosixPath(path).parts[0] in _FOLDERS}
    found = (_renewed(root, path, now.get(path), written.get(path)) for path in sorted(now.keys() | removable))
    return tuple(_replaced(each, given) for each in found if each)


def _renewed(root: Path, path: str, after: bytes | None, written: frozenset[str] | None) -> RenewedFile | None:
    """Return what is to be done with one file; `written` are the digests of earlier versions by the program."""
    if not leads_within(root, path) or ((root / path).exists() and not (root / path).is_file()):
        return RenewedFile(path, Renewal.KEPT) if after is not None else None
    if not (root / path).exists():
        # A file that was written before and is gone has been removed by somebody.
        return RenewedFile(path, Renewal.NEW, after=after) if after is not None and written is None else None
    before = (root / path).read_bytes()
    untouched = digest_of(before) in (written or ())
    if after is None:
        return RenewedFile(path, Renewal.REMOVED, before) if untouched else None
    if digest_of(before) == digest_of(after):
        return None
    if untouched or made_by_machine(path):
        return RenewedFile(path, Renewal.CHANGED, before, after)
    # If the program has nothing new to offer, people's changes do not matter.
    return None if digest_of(after) in (written or ()) else RenewedFile(path, Renewal.KEPT, before, after)


def _replaced(found: RenewedFile, replaced: frozenset[str]) -> RenewedFile:
    if found.renewal is not Renewal.KEPT or found.after is None or found.path not in replaced:
        return found
    return RenewedFile(found.path, Renewal.CHANGED, found.before, found.after)


def write_renewed(root: Path, language: Language, files: Iterable[RenewedFile]) -> None:
    """Write the renewed files, each atomically, and then the record. Raises OSError if that fails."""
    for each in files:
        if each.renewal is Renewal.REMOVED:
            (root / each.path).unlink()
            with suppress(OSError):  # the folder has other files
                (root / each.path).parent.rmdir()
        elif each.renewal is not Renewal.KEPT and each.after is not None:
            write_atomically(root / each.path, each.after)
    if leads_within(root, RECORD):
        write_atomically(root / RECORD, record_of(program_files(language)))


def as_texts(file: RenewedFile) -> Mapping[str, list[str]]:
    """Return the lines before and after, for comparison; empty for binary content."""
    try:
        return {
            "before": file.before.decode().splitlines(keepends=True),
            "after": (file.after or b"").decode().splitlines(keepends=True),
        }
    except UnicodeDecodeError:
        return {}
