"""Names of rows that do not say alone what a row is about: parts of the row above, and names that several rows have."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.headers import NUMBERS, Headed
from publisher.importing.columns.known_groups import KnownGroups, cell_named
from publisher.importing.columns.table_words import table_words, words_for
from publisher.importing.form.source import SourceLine, SourceRow
from publisher.importing.sheets.row_headings import RowHeading

NamedRow: TypeAlias = tuple[SourceRow, str, RowHeading | None]
"""A row of a table, its name, and the heading that it stands below."""
# What may stand before the name of a part: – varav kvinnor.
_BULLET: Final = re.compile(r"\A[\s\u00a0–—•·*-]+(?=\w)")
# The columns that may say of whom a repeated name is, in the order in which they are taken.
_DISTINGUISHING: Final = ("theme", "goal", "responsible")
# Rows that differ in these are of one indicator.
_PARTING: Final = ("group", "period", "number_kind", "area")
_SEVERAL: Final = 2


def nested_groups(
    names: Iterable[tuple[SourceLine, str]], groups: KnownGroups, language: str
) -> Mapping[SourceLine, str]:
    """Return the words of groups that stand below other groups, by their rows: Kvinnor 16–24, for 16–24 below Kvinnor.

    `names` are those of the rows below a header. The groups of a dimension stand beside each other, unless each has
    those of another one below it. Where that is not certain, the words are of no group that anybody knows.
    """
    found: dict[SourceLine, str] = {}
    block: list[tuple[SourceLine, str, str]] = []
    for line, name in names:
        cell = cell_named(name, groups, language) if name else None
        if cell is None:
            found |= _nested(block, groups)
            block = []
        elif cell:
            block.append((line, name, cell))
    return found | dict(_nested(block, groups))


def _nested(block: Sequence[tuple[SourceLine, str, str]], groups: KnownGroups) -> Iterator[tuple[SourceLine, str]]:
    """Yield the rows of groups below others, with the words for both."""
    of = [tuple(each.id for each in groups.dimensions_of(cell)) for _, _, cell in block]
    runs = [key for key, _ in groupby(of)]
    if len({*runs}) < _SEVERAL or any(len(each) > 1 for each in runs):
        return
    repeated, above = len({*runs}) < len(runs), ""
    # One group alone above those of another dimension may be what they are of, or not.
    unclear = of.count(of[0]) == 1
    for (line, name, _), dimensions in zip(block, of, strict=True):
        above = name if dimensions == of[0] else above
        if dimensions != of[0] and (repeated or unclear):
            yield line, f"{above} {name}" if repeated else f"{above} … {name}"


def without_bullet(name: str) -> str:
    """Return the name of a row without what stands before that of a part."""
    return _BULLET.sub("", name)


def part_of_above(name: str, language: str) -> str:
    """Return which part of the row above a row says it is: timavlönade, for – varav timavlönade; "" for any other."""
    plain = without_bullet(name)
    word = next((word for word in words_for("of_which", language) if plain.casefold().startswith(f"{word} ")), "")
    return plain[len(word) :].strip(" :") if word else ""


def comment_of_row(row: SourceRow, language: str) -> str:
    """Return the comment that is alone in its row, behind a word that says so: Kommentar: Färre svarade; or ""."""
    texts = {row.text(cell) for cell in row.filled}
    label, colon, said = next(iter(texts)).partition(":") if len(texts) == 1 else ("", "", "")
    return said.strip() if colon and label.strip().casefold() in table_words(language).get("comment", ()) else ""


def is_of_fraction(name: str, language: str) -> bool:
    """Return whether a row is only the numerator or the denominator of the one above."""
    return without_bullet(name).casefold().strip(" :.") in table_words(language).get("of_fraction", ())


def distinguishing(table: Headed, rows: Iterable[NamedRow]) -> Mapping[SourceLine, str]:
    """Return what distinguishes rows with one name and other numbers, by line: their heading, area, goal or body.

    Rows that nothing distinguishes are not in it.
    """
    alike: dict[tuple[str, ...], list[NamedRow]] = {}
    for row, name, heading in rows:
        key = name.casefold(), *(_text(table, row, role) for role in _PARTING)
        alike.setdefault(key, []).append((row, name, heading))
    found: dict[SourceLine, str] = {}
    for several in alike.values():
        if len(several) > 1 and _differ(table, [row for row, _, _ in several]):
            found |= _ways_to_distinguish(table, several)
    return found


def _ways_to_distinguish(table: Headed, rows: Sequence[NamedRow]) -> dict[SourceLine, str]:
    ways: list[Callable[[NamedRow], str]] = [lambda each: each[2].text if each[2] else ""]
    ways += [lambda each, role=role: _text(table, each[0], role) for role in _DISTINGUISHING]  # type: ignore[misc]
    for way in ways:
        texts = [way(each) for each in rows]
        if all(texts) and len({*texts}) == len(texts) and not {*texts} & {name for _, name, _ in rows}:
            return {row.line: text for (row, _, _), text in zip(rows, texts, strict=True)}
    return {}


def _differ(table: Headed, rows: Sequence[SourceRow]) -> bool:
    """Return whether rows have different numbers in one column."""
    columns = [each.at for each in table.columns if each.role in NUMBERS]
    found = ({row.cells[at] for row in rows if at < len(row.cells) and not is_missing(row.cells[at])} for at in columns)
    return any(len(texts) > 1 for texts in found)


def _text(table: Headed, row: SourceRow, role: str) -> str:
    column = table.first(role)
    return " ".join(row.cells[column.at].split()) if column and column.at < len(row.cells) else ""
