"""Tables of statistics in a form: a row for each period, a column for each series that it has or may have."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from publisher.edit.forms.form_field import VALUE, Field, Option
from publisher.kinds import KINDS
from publisher.link.publication import Publication
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.statistics import Statistics

_BESIDE = ("preliminary", "note", "missing")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: the field of its period, the list of its series, and its cells in the order of the columns.

    The cell of a series has its key; one of the number itself or of a note has none.
    """

    name: str
    period: Field
    series: str
    cells: tuple[tuple[str, Field], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table: the list in the form, the titles of its columns after the period, its rows, and a blank row to add.

    `others` are the dimensions that it does not use yet.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    blank: GridRow
    others: tuple[Option, ...]


def grid_of(
    file: str, fields: tuple[Field, ...], publication: Publication, divided: Set[str] = frozenset()
) -> Grid | None:
    """Return the table of a statistics form; None for any other form.

    It has the groups of each dimension that it uses and of those in `divided`.
    """
    periods = next((field for field in fields if field.key == "periods"), None)
    pattern = next(kind.pattern for kind in KINDS.values() if kind.model is Statistics)
    if periods is None or periods.blank is None or not PurePosixPath(file).match(pattern):
        return None
    node = publication.nodes.get(PurePosixPath(file).stem)
    used = [Option(str(each.fields[0].value), str(each.fields[0].value))
            for row in periods.fields for each in _part(row, "series").fields]  # fmt: skip
    indicator = node.value if node and isinstance(node.value, Indicator) else None
    named = {each.value for each in used}
    chosen = [each for each in publication.dimensions if each.id in divided or named & {one.id for one in each.groups}]
    declared = _declared(indicator, chosen) if indicator else ()
    series = {each.value: each for each in (*used, *declared)}
    ordered = tuple(series[name] for name in dict.fromkeys(each.value for each in (*declared, *used)))
    return Grid(
        periods.name,
        (_part(periods.blank, "value").title, *(each.title for each in ordered),
         *(_part(periods.blank, key).title for key in _BESIDE)),
        tuple(_row(row, ordered) for row in periods.fields),
        _row(periods.blank, ordered),
        tuple(Option(each.id, each.title) for each in publication.dimensions if each not in chosen),
    )  # fmt: skip


def _declared(indicator: Indicator, divided: Sequence[Dimension]) -> tuple[Option, ...]:
    """Return the comparison series of an indicator, and all groups of the dimensions that divide it."""
    compared = [Option(each.id, each.title) for each in indicator.comparisons]
    groups = [Option(group.id, group.title) for each in divided for group in each.groups]
    return (*compared, *groups)


def _part(row: Field, key: str) -> Field:
    return next(field for field in row.fields[1].fields if field.key == key)


def _row(row: Field, series: tuple[Option, ...]) -> GridRow:
    held = _part(row, "series")
    own = {each.fields[0].value: each.fields[1] for each in held.fields}
    cells = [("", _part(row, "value"))]
    for at, each in enumerate(series):
        cells.append((each.value, own.get(each.value) or _empty(held, f"c{at}")))
    cells += [("", _part(row, key)) for key in _BESIDE]
    return GridRow(row.name, row.fields[0], held.name, tuple(cells))


def _empty(series: Field, at: str) -> Field:
    """Return the field of a number that a series does not have yet."""
    assert series.blank is not None  # every list has a blank member
    name = f"{series.name}/{at}/{VALUE}"
    return replace(series.blank.fields[1], name=name)
