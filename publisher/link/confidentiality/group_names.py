"""One name of each crossed group: `kvinnor+unga` and `unga+kvinnor` are the same people."""

from publisher.model.groups import group_ids
from publisher.model.result import Measurement, Result


def one_name(cell: str) -> str:
    """Return the canonical name of a cell: its group ids in sorted order, joined by +."""
    return "+".join(sorted(group_ids(cell)))


def with_one_name(result: Result) -> Result:
    """Return a result whose groups have their canonical names."""
    crossed = {
        name: each.model_copy(update={"groups": {one_name(cell): number for cell, number in each.groups.items()}})
        for name, each in result.measurements.items()
        if any("+" in cell for cell in each.groups)
    }
    return _updated(result, crossed)


def with_names_of(written: Result, result: Result) -> Result:
    """Return a result whose groups have the names as written; of one written twice, the examined number."""
    crossed = {
        name: each.model_copy(
            update={
                "groups": {
                    cell: number if each.groups.get(one_name(cell)) == number else None
                    for cell, number in written.measurements[name].groups.items()
                }
            }
        )
        for name, each in result.measurements.items()
        if any("+" in cell for cell in written.measurements[name].groups)
    }
    return _updated(result, crossed)


def _updated(result: Result, crossed: dict[str, Measurement]) -> Result:
    return result.model_copy(update={"measurements": {**result.measurements, **crossed}}) if crossed else result
