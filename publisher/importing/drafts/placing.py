"""Placing drafts in a publication: what is new, unchanged, updated by a newer source, or edited by people."""

import csv
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Final

import yaml
from slugify import slugify

from publisher.importing.form.source import SourceFile
from publisher.mend.dump import as_yaml
from publisher.mend.rewrite import rewritten
from publisher.mend.spans import Span, span_of
from publisher.read.document import read_document
from publisher.read.files import is_text

FOLDER: Final = "imports"
_SCHEMA: Final = "# yaml-language-server"
_PERIOD: Final = "period"  # the first column of statistics


class Way(StrEnum):
    """How a draft relates to an existing file."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    ADDED = "added"
    ROWS = "rows"
    DIFFERS = "differs"
    THERE = "there"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Placing:
    """A draft with its path and its relation to the existing file; one that people or another source made is kept."""

    path: str
    text: str
    way: Way

    @property
    def written(self) -> bool:
        """Whether the draft is to be written."""
        return self.way in {Way.NEW, Way.NEWER, Way.ADDED, Way.ROWS}


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """The record of an earlier import of a source with the same name: the source's digest, and its files' by path."""

    digest: str
    files: Mapping[str, str]

    @property
    def folder(self) -> str:
        """The folder of the steering document that was written, or ""."""
        return next((path.removesuffix("/index.md") for path in self.files if path.endswith("/index.md")), "")


def record_path(source: SourceFile) -> str:
    """Return the path of a source's record, relative to the publication's folder."""
    return f"{FOLDER}/{slugify(source.name)}.yml"


def read_record(root: Path, source: SourceFile) -> ImportRecord | None:
    """Return the record of an earlier import of a source with this name, or None."""
    path = root / record_path(source)
    if not path.is_file():
        return None
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return ImportRecord(str(read["sha256"]), {str(name): str(each) for name, each in (read.get("files") or {}).items()})


def record_text(source: SourceFile, files: Mapping[str, str], about: str, before: ImportRecord | None) -> str:
    """Return the record of an import as text: its files and those of the record before; `about` is a comment on top."""
    digests = {**(before.files if before else {}), **{path: digest(text) for path, text in files.items()}}
    made = {"source": source.name, "sha256": source.digest, "files": dict(sorted(digests.items()))}
    return f"# {about}\n{as_yaml(made)}"


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def placings(root: Path, drafts: Mapping[str, str], record: ImportRecord | None) -> tuple[Placing, ...]:
    """Return every draft with its relation to the files in the folder `root`."""
    written = record.files if record else {}
    return tuple(_placing(root, path, text, written.get(path)) for path, text in drafts.items())


def _placing(root: Path, path: str, text: str, written: str | None) -> Placing:
    if path.endswith(".yml") and (root / path).is_file():
        return Placing(path, extended((root / path).read_text(encoding="utf-8-sig"), text), Way.ADDED)
    if is_text(path) and path.endswith(".csv") and (root / path).is_file():
        return _placed_statistics(path, (root / path).read_bytes().decode("utf-8"), text, written)
    return Placing(path, text, _way(root / path, text, written))


def _placed_statistics(path: str, there: str, draft: str, written: str | None) -> Placing:
    """Return the statistics of a draft beside those that are there: rows for other periods are added to them."""
    if (whole := with_rows(there, draft)) is not None:
        return Placing(path, whole, Way.SAME if whole == there else Way.ROWS)
    # A newer version of all that is there replaces it, if nobody has written in it.
    replaced = written == digest(there) and _rows(there)[1].keys() <= _rows(draft)[1].keys()
    return Placing(path, draft, Way.NEWER if replaced else Way.DIFFERS)


def with_rows(there: str, draft: str) -> str | None:
    """Return a table of statistics with the rows of a draft for periods that it lacks.

    None if the two say different things of a period, or the draft has a column that the table lacks.
    """
    (names, known), (added, given) = _rows(there), _rows(draft)
    same = all({**known[period], **row} == known[period] for period, row in given.items() if period in known)
    if names[:1] != [_PERIOD] or not {*added} <= {*names} or not same:
        return None
    lines = there.splitlines(keepends=True)
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if not lines[-1].endswith("\n"):
        lines[-1] += ending
    periods = [*known]
    in_order = periods == sorted(periods) and len(lines) == len(periods) + 1
    for period, row in given.items():
        if period not in known:
            at = bisect_left(periods, period) if in_order else len(periods)
            periods.insert(at, period)
            lines.insert(
                at + 1 if in_order else len(lines), _row([period, *(row.get(name, "") for name in names[1:])], ending)
            )
    return "".join(lines) if len(periods) > len(known) else there


def _row(cells: Sequence[str], ending: str) -> str:
    text = StringIO()
    csv.writer(text, lineterminator=ending).writerow(cells)
    return text.getvalue()


def _rows(text: str) -> tuple[list[str], dict[str, dict[str, str]]]:
    """Return the columns of a table of statistics, and its cells that are not empty by period and column."""
    table = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    rows = {row[_PERIOD].strip(): {key: value.strip() for key, value in row.items()
                                   if key != _PERIOD and key and value and value.strip()}
            for row in table if row.get(_PERIOD)}  # fmt: skip
    return [*(table.fieldnames or [])], rows


def extended(there: str, draft: str) -> str:
    """Return a register with the members of a draft appended; nothing in it is changed."""
    more = span_of(draft)
    assert more is not None  # a draft of a register always has members
    begins = [begin - len(_comments(draft[:begin])) for _, begin, _ in more.members]
    for (key, begin, fresh), first, end in zip(more.members, begins, [*begins[1:], len(draft)], strict=True):
        there = _with_members(there, str(key), draft[first:begin], draft[begin:end], fresh)
    return there


def _comments(text: str) -> str:
    """Return the comments at the end of a text: what is asked about several members stands above them all."""
    lines = text.splitlines(keepends=True)
    found = [*takewhile(lambda line: line.startswith("# ") and not line.startswith(_SCHEMA), reversed(lines))]
    return "".join(reversed(found))


def _with_members(there: str, key: str, above: str, block: str, fresh: Span) -> str:
    """Return a register with the members of a draft's list, whose lines are `block`, appended to its own.

    The comments `above` the list in the draft stand above the first of them.
    """
    there = there if there.endswith("\n") else f"{there}\n"
    span = span_of(there)
    begin, own = next(((at, value) for name, at, value in span if name == key), (0, None)) if span else (0, None)
    if own is None and (span is None or not span.flow):
        return f"{there.rstrip()}\n\n{above}{block.rstrip()}\n".lstrip("\n")
    if own is not None and own.tree in ([], "") and not own.members:
        rest = there[own.end :].partition("\n")
        return f"{there[:begin]}{above}{block.rstrip()}{rest[0]}\n{rest[2]}"
    if own is None or own.flow or not own.members:
        # There is nothing to append to: the list is empty, or written in brackets.
        tree: dict[str, object] = dict(span.tree) if span and isinstance(span.tree, dict) else {}
        members = own.tree if own and isinstance(own.tree, list) else []
        return rewritten(there, {**tree, key: [*members, *(fresh.tree if isinstance(fresh.tree, list) else [])]})
    lines = block.splitlines()[1:]
    moved = "".join(f"{' ' * own.indent}{line}\n" for line in above.splitlines())
    moved += "".join(f"{' ' * own.indent}{line[fresh.indent :]}\n" if line.strip() else "\n" for line in lines).rstrip()
    at = _end_of_members(there, own)
    return f"{there[:at]}{moved}\n{there[at:]}"


def _end_of_members(there: str, own: Span) -> int:
    """Return where the last member of a list ends: before a template in comments, but behind comments of its own."""
    end = len(there[: there.index("\n", own.end - 1)].rstrip()) + 1
    for line in there[end:].splitlines(keepends=True):
        within = len(line) - len(line.lstrip(" "))
        if within <= own.indent or line.lstrip()[:1] != "#":
            break
        end += len(line)
    return end


def _way(path: Path, text: str, written: str | None) -> Way:
    if not path.exists():
        return Way.NEW
    there = path.read_text(encoding="utf-8")
    if there == text or _said(there) == _said(text):
        return Way.SAME
    if written is None:
        return Way.THERE
    return Way.NEWER if written == digest(there) else Way.KEPT


def _said(text: str) -> object:
    """Return what a Markdown file says: its fields and its text, without the comments."""
    document, _ = read_document("", text)
    return (document.fields, document.body.strip()) if document else text


def texts(placed: Iterable[Placing]) -> dict[str, str]:
    """Return the texts to write, by path."""
    return {each.path: each.text for each in placed if each.written}
