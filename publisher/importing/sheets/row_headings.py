"""Headings within a table: rows with one text, above the rows that it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.header_words import is_figure
from publisher.importing.columns.headers import Headed
from publisher.importing.columns.table_words import is_total, meaning_and_rest
from publisher.importing.columns.units import names_unit
from publisher.importing.form.source import Doubt, SourceCell, SourceLine, SourceRow

# A longer text is a note.
_LONGEST: Final = 120
# With what notes between the rows begin.
_NOTES: Final = ("comment", "source", "note")


@dataclass(frozen=True, slots=True)
class RowHeading:
    """A heading: its text, after that of the heading directly above it, and the cells that it comes from."""

    text: str
    cells: tuple[SourceCell, ...]


def headings_within(table: Headed, rows: Sequence[SourceRow], language: str) -> Mapping[SourceLine, RowHeading]:
    """Return the headings within a table by their lines; what stands below its last row is no heading."""
    body = rows[table.begin :]
    action = table.first("action")
    full = [
        at
        for at, row in enumerate(body)
        if len({*filter(None, row.cells)}) > 1
        or (action and not row.band and "".join(row.cells[action.at : action.at + 1]))
    ]
    found: dict[SourceLine, RowHeading] = {}
    above: RowHeading | None = None
    for row in body[: max(full, default=0)]:
        heading = _heading(table, row, language)
        if heading and above:
            heading = RowHeading(f"{above.text} – {heading.text}", (*above.cells, *heading.cells))
        if heading:
            found[row.line] = heading
        above = heading
    return found


def filled_down(table: Headed, rows: Sequence[SourceRow]) -> tuple[SourceRow, ...]:
    """Return rows with the area and the goal of the row above where a column names each only once, with a question.

    People leave such cells empty below the first one, or merge them. So they do with the first of several columns of
    groups: below the women are their ages.
    """
    made = [*_filled_groups(table, rows)]
    for column in (*table.all("theme"), *table.all("goal")):
        texts = [row.cells[column.at].strip() if column.at < len(row.cells) else "" for row in rows[table.begin :]]
        named = [text for text in texts if text]
        above = ""
        for at, text in enumerate(texts if len(named) == len({*named}) < len(texts) else [], start=table.begin):
            full = len({*filter(None, made[at].cells)}) > 1
            # A text alone is a heading of the rows below it.
            above = (text if full else "") if text else above
            if above and not text and full and column.at < len(made[at].cells):
                cells = (*made[at].cells[: column.at], above, *made[at].cells[column.at + 1 :])
                doubt = column.at, Doubt("filled-down", {"column": column.header})
                made[at] = replace(made[at], cells=cells, doubts=(*made[at].doubts, doubt))
    return tuple(made)


def _filled_groups(table: Headed, rows: Sequence[SourceRow]) -> Iterator[SourceRow]:
    """Yield rows with the group of the row above where only a later column of groups says one, with a question."""
    columns = [each.at for each in table.all("group")]
    names = [each.at for role in ("indicator", "goal") for each in table.all(role)]
    above: dict[int, str] = {}
    for number, row in enumerate(rows):
        cells, doubts = [*row.cells], [*row.doubts]
        above = {} if number < table.begin or any(cells[at] for at in names if at < len(cells)) else above
        for at in (each for each in columns if each < len(cells)):
            later = any(cells[other] for other in columns if at < other < len(cells))
            if not cells[at] and later and above.get(at):
                cells[at] = above[at]
                header = next(each.header for each in table.columns if each.at == at)
                doubts.append((at, Doubt("filled-down", {"column": header})))
            above[at] = cells[at]
        yield replace(row, cells=tuple(cells), doubts=tuple(doubts))


def _heading(table: Headed, row: SourceRow, language: str) -> RowHeading | None:
    texts = {row.text(cell) for cell in row.filled}
    if len(texts) != 1:
        return None
    [text], first = texts, row.filled[0]
    column = next((each for each in table.columns if each.at == first.at), None)
    # An action of which nothing else is said is one.
    names = not row.band and column is not None and column.role == "action"
    role, rest = meaning_and_rest(text.partition(":")[0], _NOTES, language)
    # A sentence across a table of actions is the goal that these serve.
    goal = row.band and table.first("action") is not None
    is_note = text.startswith("*") or (role and not rest) or len(text) > (2 if goal else 1) * _LONGEST
    is_note = is_note or (text.endswith(".") and not goal)
    # With its unit it is an indicator that has no numbers.
    measured = not row.band and names_unit(text, language)
    plain = not is_figure(text, language) and not is_total(text, language) and text[0].isalnum() and not measured
    return None if names or is_note or not plain else RowHeading(text, row.filled)
