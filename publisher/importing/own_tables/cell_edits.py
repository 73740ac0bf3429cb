"""Cell edits: changes in the program's own tables, as new texts of the files that the values come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.entries import READERS
from publisher.importing.form.proposal import LeftCell, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import SourceCell, SourceFile, SourceRow
from publisher.importing.own_tables.own_table import OwnTable, cell_of, computed, is_same, own_tables, rows_now
from publisher.importing.own_tables.spots import Spot, is_written, spot_of
from publisher.importing.own_tables.tree_edits import with_value
from publisher.kinds import kinds_of, model_of
from publisher.link.publication import Publication
from publisher.mend.edited import edited
from publisher.mend.patch import NotWritable
from publisher.read.scalar import Plain
from publisher.render.data_column import ValueType
from publisher.render.data_tables import DATA_TABLES
from publisher.shortening import shortened

# The reason for a cell that is equal to the publication's value.
SAME = "said-already"
LINKS = "links"


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that differs from the publication: its row and column, and the location of its value."""

    cell: SourceCell
    table: str
    column: str
    was: str
    now: str
    spot: Spot


@dataclass
class CellEdits:
    """The changes in the tables of a source: cells, new texts of files by path, and cells left out.

    `missing` is the number of the publication's rows that the tables lack.
    """

    edits: list[CellEdit] = field(default_factory=list)
    left: list[LeftCell] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    missing: int = 0

    @property
    def lost(self) -> list[LeftCell]:
        """The cells that differ from the publication and cannot be written."""
        return [each for each in self.left if each.why != SAME]

    def proposal(self) -> Proposal:
        """Return the edits as an import's proposals, so that its report covers each cell."""
        files = []
        for file in self.files:
            own = [each for each in self.edits if each.spot.file == file]
            fields: dict[str, tuple[ProposedValue, ...]] = {}
            for each in own:
                fields[each.spot.words] = (
                    *fields.get(each.spot.words, ()), ProposedValue(each.now, (), (), (each.cell,)),
                )  # fmt: skip
            files.append(Proposed(file, kinds_of(file)[0].name, fields))
        return Proposal(tuple(files), tuple(self.left))


def is_own(source: SourceFile) -> bool:
    """Return whether a source is a table that the program wrote, or a workbook of them."""
    return next(own_tables(source), None) is not None


def cell_edits(source: SourceFile, publication: Publication, texts: Mapping[str, str]) -> CellEdits:
    """Return the changes in the tables of a source against a publication, whose files' texts are given by path."""
    made = CellEdits()
    for table in own_tables(source):
        now = rows_now(table, publication)
        seen = set()
        for row in table.rows:
            cells = table.cells(row)
            seen.add(table.key(cells))
            _compare(made, table, row, cells, now.get(table.key(cells)), publication)
        made.missing += len(now.keys() - seen)
    _write(made, texts)
    return made


def _compare(
    made: CellEdits, table: OwnTable, row: SourceRow, cells: Mapping[str, str], now: Mapping[str, str] | None,
    publication: Publication,
) -> None:  # fmt: skip
    names, before = {*table.columns.values()}, len(made.edits)
    named: list[SourceCell] = []
    for name, column in table.kind.columns.items():
        was, given = now[name] if now else "", cells[name]
        names_new = now is None and _of_key(table, name) and not is_written(table.name, name)
        if name not in names or computed(name) or is_same(was, given, column) or names_new:
            if given and name in names and names_new:
                named.append(cell_of(table, row, name))
            elif given and name in names:
                made.left.append(LeftCell(cell_of(table, row, name), SAME))
            continue
        cell = cell_of(table, row, name)
        spot = spot_of(table.name, name, cells, publication)
        if spot is None:
            why = "worked-out" if now or not is_written(table.name, name) else "no-such-row"
            why = "link-elsewhere" if table.name == LINKS and cells["source"] in publication.nodes else why
            made.left.append(LeftCell(cell, why, {"column": name, "text": shortened(was, 60)}))
        else:
            made.edits.append(CellEdit(cell, table.name, name, was, given, spot))
    # What names a row that the publication lacks is known by the values beside it, if there are any to write.
    why = SAME if len(made.edits) > before else "no-such-row"
    made.left += [LeftCell(cell, why) for cell in named]


def _of_key(table: OwnTable, name: str) -> bool:
    return name in table.finding


def _write(made: CellEdits, texts: Mapping[str, str]) -> None:
    """Apply the edits to each file; those of a file that cannot be written are left out, each with the reason."""
    for file in dict.fromkeys(each.spot.file for each in made.edits):
        own = [each for each in made.edits if each.spot.file == file]
        text = _written(file, texts.get(file, ""), own) if file in texts else None
        if text is None:
            made.edits = [each for each in made.edits if each.spot.file != file]
            made.left += [LeftCell(each.cell, "not-writable", {"file": file}) for each in own]
        else:
            made.files[file] = text


def _written(file: str, text: str, edits: list[CellEdit]) -> str | None:
    document, problems = READERS[PurePosixPath(file).suffix](file, text)
    model = model_of(document) if document else None
    if document is None or model is None or problems:
        return None
    tree: object = dict(document.fields)
    for each in edits:
        tree = with_value(tree, each.spot.path, _value(each))
    try:
        return edited(text.encode(), model, tree).decode() if isinstance(tree, dict) else None
    except NotWritable:
        return None


def _value(edit: CellEdit) -> object:
    """Return the value of a cell in file format; None if it is empty."""
    column = DATA_TABLES[edit.table].columns[edit.column]
    if not edit.now or (column.type is ValueType.BOOLEAN and edit.now == "false"):
        return None
    if edit.spot.several:
        return edit.now.split()
    plain = column.type is not ValueType.STRING or column.day
    return Plain(edit.now) if plain else edit.now
