"""The places below a hub's site: one folder for each publication, replaced in one step, and what is known of it."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import uuid4
from zipfile import ZipFile

from publisher.atomic import write_atomically

RECORDS: Final = ".hub"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a publication's place: of which bundle its site is, and why the latest one is not there.

    `digest` is of the bundle that the site was built of, empty where none ever was; `failed` is that of a later one
    that could not be built, with its `problems` in words, or `late`.
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
        """Return what is known of a publication's place."""
        try:
            record = json.loads((self.out / RECORDS / f"{name}.json").read_text(encoding="utf-8"))
            found = Record(**record)
        except (OSError, ValueError, TypeError):
            return Record(name)
        if found.id != name:
            return Record(name)
        return found if (self.out / name).is_dir() else replace(found, digest="", is_data=False)

    def keep(self, record: Record) -> None:
        """Write down what is known."""
        write_atomically(self.out / RECORDS / f"{record.id}.json", json.dumps(asdict(record)).encode())

    def replace(self, name: str, site: bytes) -> None:
        """Put a site in its place; readers meet the old one or the new one."""
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
        """Remove the places of publications that the hub no longer has, and what a killed run left."""
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
