"""Columns of generated tables in which no row has a value: they are left out, with their headers."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

# A table of pipes with the caption above it, which tables that are one table in print have in common.
_TABLE: Final = re.compile(
    r"(?:^(?P<caption>[^\n|][^\n]*)\n\{: \.caption \}\n+)?(?P<table>^\|[^\n]*\n\|[-:|]+\|\n(?:\|[^\n]*(?:\n|\Z))+)",
    re.MULTILINE,
)
_SECTIONS: Final = re.compile(r"^(?=#)", re.MULTILINE)
_BETWEEN_CELLS: Final = re.compile(r"(?<!\\)\|")
_EMPTY: Final = frozenset({"", "–"})


def without_empty_columns(markdown: str) -> str:
    """Return generated Markdown without the columns in which every row is empty; the first column names the rows.

    Tables of one section with one caption and one header are parts of one table: a column that some part fills stays
    in all of them.
    """
    return "".join(map(_of_section, _SECTIONS.split(markdown)))


def _of_section(markdown: str) -> str:
    filled: dict[tuple[str, str], set[int]] = {}
    for match in _TABLE.finditer(markdown):
        filled.setdefault(_name_of(match), set()).update(_filled(_rows_of(match["table"])))
    return _TABLE.sub(lambda match: _with_columns(match, filled), markdown)


def _name_of(match: re.Match[str]) -> tuple[str, str]:
    return match["caption"] or "", match["table"].partition("\n")[0]


def _rows_of(table: str) -> list[list[str]]:
    return [_BETWEEN_CELLS.split(line)[1:-1] for line in table.rstrip("\n").split("\n")]


def _filled(rows: list[list[str]]) -> Iterable[int]:
    """Return the columns with a value, by position; all of them where rows are of different lengths."""
    head, _, *body = rows
    if any(len(row) != len(head) for row in rows):
        return range(len(head))
    return (at for at in range(len(head)) if at == 0 or any(row[at].strip() not in _EMPTY for row in body))


def _with_columns(match: re.Match[str], filled: Mapping[tuple[str, str], set[int]]) -> str:
    rows, kept = _rows_of(match["table"]), filled[_name_of(match)]
    if len(kept) >= len(rows[0]):
        return match[0]
    lines = ("|".join(["", *(cell for at, cell in enumerate(row) if at in kept), ""]) for row in rows)
    before = match[0].removesuffix(match["table"])
    return before + "\n".join(lines) + "\n" * match["table"].endswith("\n")
