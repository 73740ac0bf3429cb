"""The joint open data of a hub: each table once, with the publication of every row."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from publisher.hub.facts import KnownPublication
from publisher.render.data_files import FOLDER
from publisher.render.data_tables import DATA_TABLES

ALL: Final = "publications.json"
_PUBLICATION: Final = "publication"


def tables_in(out: Path, publications: Sequence[KnownPublication]) -> tuple[str, ...]:
    """Return the names of the tables that any publication with a folder in `out` has."""
    there = {path.stem for each in publications for path in (out / each.id / FOLDER).glob("*.csv")}
    return tuple(name for name in DATA_TABLES if name in there)


def write_joined(out: Path, folder: Path, publications: Sequence[KnownPublication]) -> None:
    """Write the joint data of the publications with folders in `out` into `folder`.

    Ids are unique only within a publication: the first column of each row says which, and so does every object.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = {each.id: out / each.id / FOLDER for each in publications}
    tables = sorted({path.name for source in sources.values() for path in source.glob("*.csv")})
    for table in tables:
        there = {name: source / table for name, source in sources.items() if (source / table).is_file()}
        columns = list(dict.fromkeys(column for path in there.values() for column in _columns(path)))
        with (folder / table).open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, (_PUBLICATION, *columns), restval="", lineterminator="\r\n")
            rows.writeheader()
            for name, path in there.items():
                rows.writerows({**row, _PUBLICATION: name} for row in _rows(path))
    with (folder / ALL).open("w", encoding="utf-8") as file:
        file.writelines(_joined(sources))


def _joined(sources: dict[str, Path]) -> Iterator[str]:
    yield '{"publications": [\n'
    for at, (name, source) in enumerate(sources.items()):
        published = json.loads((source / "publication.json").read_text(encoding="utf-8-sig"))
        yield json.dumps({"id": name, **published}, ensure_ascii=False) + (",\n" if at + 1 < len(sources) else "\n")
    yield "]}\n"


def _columns(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value or "" for key, value in row.items() if key}
