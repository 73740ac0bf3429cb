"""Own tables: those once written by `data`, recognised by the names of their columns, with their current rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from publisher.importing.columns.table_words import table_words
from publisher.importing.form.source import SourceBlock, SourceCell, SourceFile, SourceRow
from publisher.link.publication import Publication
from publisher.render.data_column import ADDRESS, AnyTable, DataColumn, ValueType
from publisher.render.data_tables import DATA_TABLES

# The column that labels the rows of an example; and Excel's limit for the length of a text.
EXAMPLE: Final = "example"
LONGEST: Final = 32_767
_LOOKED_AT: Final = 3


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table with its name, its columns by position, and its rows below the header."""

    name: str
    columns: Mapping[int, str]
    rows: tuple[SourceRow, ...]

    @property
    def kind(self) -> AnyTable:
        """The definition of the table."""
        return DATA_TABLES[self.name]

    def cells(self, row: SourceRow) -> dict[str, str]:
        """Return the texts of a row by column name, with every column of the table."""
        found = dict.fromkeys(self.kind.columns, "")
        for at, name in self.columns.items():
            text = row.cells[at] if at < len(row.cells) else ""
            found[name] = _plain(text, self.kind.columns.get(name))
        return found

    def key(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        """Return what a row is found by."""
        return tuple(cells[name] for name in self.finding)

    @property
    def finding(self) -> tuple[str, ...]:
        """The columns by which a row is found."""
        return _finding(self.kind)


def _finding(table: AnyTable) -> tuple[str, ...]:
    return table.known_by or table.key or table.unique


def own_tables(source: SourceFile) -> Iterator[OwnTable]:
    """Yield the tables of a source that are the program's own."""
    for block in source.blocks:
        for at, row in enumerate(block.rows[:_LOOKED_AT]):
            if name := _name(source, block, row):
                columns = {place: text.strip() for place, text in enumerate(row.cells) if text.strip()}
                yield OwnTable(name, columns, block.rows[at + 1 :])
                break


def _name(source: SourceFile, block: SourceBlock, row: SourceRow) -> str:
    """Return the table whose columns a row names: all key columns, most of the others, and no more."""
    names = {text.strip() for text in row.cells} - {"", EXAMPLE}
    fits = [
        name
        for name, table in DATA_TABLES.items()
        if names <= {*table.columns} and {*_finding(table)} <= names and _finding(table)
    ]
    stem = source.name.rpartition(".")[0]
    fits = [name for name in fits if name in {stem, block.text}] or fits
    return max(fits, key=lambda name: len(names) / len(DATA_TABLES[name].columns)) if fits and len(names) > 2 else ""


def rows_now(table: OwnTable, publication: Publication) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the rows that the publication would write now, by primary key."""
    found = {}
    for row in table.kind.rows(publication):
        values = {name: column(row) for name, column in table.kind.columns.items()}
        cells = {name: "" if value is None else str(value) for name, value in values.items()}
        found[table.key(cells)] = cells
    return found


def is_same(now: str, cell: str, column: DataColumn) -> bool:
    """Return whether two texts of a column are the same value, however a spreadsheet has written it."""
    if now == cell or " ".join(now.split()) == " ".join(cell.split()):
        return True
    if column.type in {ValueType.NUMBER, ValueType.INTEGER}:
        known, given = _decimal(now), _decimal(cell)
        # A workbook stores numbers as floats.
        return known is not None and given is not None and (known == given or float(known) == float(given))
    # A program that keeps the formula alone, without its number, leaves nothing, and nothing is true.
    untrue = column.type is ValueType.BOOLEAN and {now, cell} <= {"", "false"}
    return untrue or (len(cell) >= LONGEST and now.startswith(cell))


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _plain(text: str, column: DataColumn | None) -> str:
    """Return a text as the program writes it: without the apostrophe before a formula or Excel's conversions."""
    plain = text.strip()
    if plain[:1] == "'" and plain[1:2] in "=+-@":
        plain = plain[1:]
    if column and column.type in {ValueType.NUMBER, ValueType.INTEGER}:
        number = "".join(plain.split()).replace("\u2212", "-").replace(",", ".")
        return number if _decimal(number) is not None else plain
    if column and column.type is ValueType.BOOLEAN:
        # LibreOffice makes a formula of it, with its number.
        small = {"1": "true", "0": "false"}.get(plain, plain.casefold())
        return next((name for name in ("true", "false") if small in table_words("en")[f"says_{name}"]), plain)
    return plain


def cell_of(table: OwnTable, row: SourceRow, name: str) -> SourceCell:
    """Return the cell of a row in a column."""
    return SourceCell(row.line, next(at for at, own in table.columns.items() if own == name))


def computed(name: str) -> bool:
    """Return whether a column is the URL of a row's page, or the label of an example."""
    return name in {ADDRESS, EXAMPLE}
