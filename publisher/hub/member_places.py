"""The folders below a hub's site: one for each publication, replaced in one step, with a record of its state."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import uuid4
from zipfile import ZipFile

from publisher.atomic import write_atomically
from publisher.publish.search.pagefind import MAKING

RECORDS: Final = ".hub"


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a publication's folder: the bundle that its site was built from, and why the latest one failed.

    `digest` is that of the bundle of the site, empty if none was ever built; `failed` is that of a later bundle that
    could not be built, with the messages of its `problems`, or `late` for a timeout.
    """

    id: str
    digest: str = ""
    failed: str = ""
    problems: str = ""
    late: bool = False
    is_data: bool = False


class Places:
    """The folder of a hub's site."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def record(self, name: str) -> Record:
        """Return the record of a publication's folder."""
        try:
            record = json.loads((self.out / RECORDS / f"{name}.json").read_text(encoding="utf-8"))
            found = Record(**record)
        except (OSError, ValueError, TypeError):
            return Record(name)
        if found.id != name:
            return Record(name)
        return found if (self.out / name).is_dir() else replace(found, digest="", is_data=False)

    def keep(self, record: Record) -> None:
        """Write a record."""
        write_atomically(self.out / RECORDS / f"{record.id}.json", json.dumps(asdict(record)).encode())

    def replace(self, name: str, site: bytes) -> None:
        """Replace the site of a publication; visitors see the old one or the new one."""
        new, old = (self.out / f".{name}-{kind}-{uuid4().hex}" for kind in ("new", "old"))
        try:
            with ZipFile(BytesIO(site)) as file:
                for each in file.namelist():
                    parts = PurePosixPath(each).parts
                    if parts and ".." not in parts and not each.startswith("/"):
                        path = new.joinpath(*parts)
                        path.parent.mkdir(parents=True, exist_ok=True)
                        path.write_bytes(file.read(each))
            new.mkdir(parents=True, exist_ok=True)
            if (self.out / name).exists():
                (self.out / name).rename(old)
            new.rename(self.out / name)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)

    def tidy(self, names: set[str]) -> None:
        """Remove the folders of publications that the hub no longer has, and leftovers of a killed run."""
        for path in sorted((self.out / RECORDS).glob("*.json")):
            if path.stem not in names:
                shutil.rmtree(self.out / path.stem, ignore_errors=True)
                path.unlink()
        for left in sorted(self.out.glob(".*-*-" + "[0-9a-f]" * 32)):
            name, kind, _ = left.name[1:].rsplit("-", 2)
            if kind == "old" and name in names and not (self.out / name).exists():
                # The run was killed between two renames.
                left.rename(self.out / name)
            shutil.rmtree(left, ignore_errors=True)
        for left in self.out.glob(f"{MAKING}*"):
            shutil.rmtree(left, ignore_errors=True)
