"""Tables of objectives: columns such as Målområde, Mål and Delmål, whose cells name objectives on several levels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.importing.form.leading_numbers import NUMBERED_HEADING
from publisher.importing.form.source import BlockSort, SourceBlock, SourceCell, SourceRow
from publisher.importing.prose.steering_words import SteeringWords

# Title rows may stand above the header of a table.
_LOOKED_AT: Final = 3
_YEAR: Final = re.compile(r"\s+(?:[^\W\d]{1,4}\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d))?$")
_BULLET: Final = re.compile(r"^\s*[•‣▪◦●·*–-]\s+")
# The number of a row: 1, 1.2, B.
_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-ZÅÄÖ]\d?")
_FIGURE: Final = re.compile(r"[<>≤≥\s−-]*\d[\d\s.,]*\D{0,12}")
# A cell of so few words with a number in it says how much, not what.
_AMOUNT: Final = 3


@dataclass(frozen=True, slots=True)
class ObjectiveColumn:
    """A column of objectives: its position from 0, its header, the word for its level, the column of its numbers."""

    at: int
    head: str
    label: str
    numbers: int | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveTable:
    """A table with columns of objectives, the highest level first, the row of its header and the rows below that."""

    columns: tuple[ObjectiveColumn, ...]
    rows: tuple[SourceRow, ...]
    head: SourceRow

    @property
    def names(self) -> str:
        """The headers of its columns of objectives, for people: Målområde, Mål 2030."""
        return ", ".join(" ".join(column.head.split()) for column in self.columns)

    @property
    def places(self) -> frozenset[int]:
        """The positions of the columns that name or number objectives."""
        return frozenset(at for each in self.columns for at in (each.at, each.numbers) if at is not None)


@dataclass(frozen=True, slots=True)
class TabledObjective:
    """An objective in a row: its column, its number and its words, and its cell.

    `level` is the position of its column among the columns of objectives, and `lone` whether its cell has no other.
    """

    column: ObjectiveColumn
    level: int
    number: str
    title: str
    text: str
    row: SourceRow
    cell: SourceCell
    lone: bool


def objective_table(block: SourceBlock, words: SteeringWords) -> ObjectiveTable | None:
    """Return a table of objectives in words, or None: what is measured in numbers is a table of targets."""
    if block.sort is not BlockSort.TABLE:
        return None
    for at, head in enumerate(block.rows[:_LOOKED_AT]):
        rows = block.rows[at + 1 :]
        if any(len({*row.cells} - {""}) > 1 for row in block.rows[:at]):
            break  # it is a row of another table, not its header
        labels = {place: _label(cell, words) for place, cell in enumerate(head.cells)}
        goals = [place for place, label in labels.items() if label and _is_goal(label, words)]
        if not goals or not rows:
            continue
        places = [place for place, label in labels.items() if label and (place in goals or place < goals[0])]
        numbers = {place for place in range(len(head.cells)) if _are(_NUMBER, _texts(rows, place))}
        others = [place for place in range(len(head.cells)) if place not in numbers]
        if any(_are(_FIGURE, _texts(rows, place)) for place in others) or not all(
            _in_words(_texts(rows, place)) for place in places
        ):
            return None
        return ObjectiveTable(
            tuple(
                ObjectiveColumn(place, head.cells[place], labels[place], beside)
                for place in places
                for beside in [place - 1 if place - 1 in numbers - {*places} else None]
            ),
            rows,
            head,
        )
    return None


def tabled(table: ObjectiveTable) -> Iterator[TabledObjective]:
    """Yield the objectives of a table in reading order, each once: a cell that repeats the one above names no other.

    An empty cell and a merged one have the objective above them, as long as nothing higher has changed.
    """
    above: dict[int, str] = {}
    for row in table.rows:
        for level, column in enumerate(table.columns):
            text = row.cells[column.at].strip() if column.at < len(row.cells) else ""
            if not text or row.band or above.get(level) == text:
                continue
            above = {each: said for each, said in above.items() if each < level} | {level: text}
            own = _number_of(row, column)
            cell = SourceCell(row.line, column.at)
            found = [*_entries(text)]
            for said, more in found:
                number, title = _numbered(said) if not own else (own, said)
                yield TabledObjective(column, level, number, title, more, row, cell, len(found) == 1)


def other_cells(block: SourceBlock, words: SteeringWords) -> Iterator[tuple[SourceRow, str]]:
    """Yield the cells of a table that name no objectives, below its header, each line of them with its row."""
    table = objective_table(block, words)
    places = table.places if table else frozenset()
    for row in table.rows if table else block.rows[1:]:
        for at, text in enumerate(row.cells):
            # A merged cell is read once.
            if at not in places and not row.band and text not in row.cells[:at]:
                yield from ((row, _BULLET.sub("", line)) for line in text.split("\n") if line.strip())


def is_measured(block: SourceBlock) -> bool:
    """Return whether a column of a table, but for one of the numbers of its rows, has how much of something."""
    width = max(len(row.cells) for row in block.rows)
    texts = [_texts(block.rows[1:], at) for at in range(width)]
    return any(_are(_FIGURE, each) and not _are(_NUMBER, each) for each in texts)


def _label(head: str, words: SteeringWords) -> str:
    """Return the word for a level that a header is, without its year and whose it is; "" if it is none."""
    text = _YEAR.sub("", " ".join(head.split()).strip(" :."))
    text = _YEAR.sub("", words.of_whom.sub("", text))
    is_area = words.named_area.fullmatch(f"{text}: x") or text.casefold() in words.upper_objectives
    return text[:1].upper() + text[1:] if text and (is_area or _is_goal(text, words)) else ""


def _is_goal(label: str, words: SteeringWords) -> bool:
    return bool(
        words.objectives_heading.fullmatch(label) and label.casefold().split()[-1] not in words.other_objectives
    )


def _texts(rows: Sequence[SourceRow], at: int) -> list[str]:
    return [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip() and not row.band]


def _are(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    return bool(texts) and 2 * sum(bool(pattern.fullmatch(text)) for text in texts) > len(texts)


def _in_words(texts: Sequence[str]) -> bool:
    """Return whether most cells name something in words, and not how much."""
    said = [text for text in texts if re.search(r"[^\W\d_]{3}", text)
            and not (re.search(r"\d", text) and len(text.split()) <= _AMOUNT)]  # fmt: skip
    return bool(texts) and 2 * len(said) > len(texts)


def _number_of(row: SourceRow, column: ObjectiveColumn) -> str:
    at = column.numbers
    text = row.cells[at].strip() if at is not None and at < len(row.cells) else ""
    return text.rstrip(".") if _NUMBER.fullmatch(text) else ""


def _numbered(text: str) -> tuple[str, str]:
    """Return the number at the beginning of a text, "" without one, and the rest: 1.2 Fler läser."""
    match = NUMBERED_HEADING.match(text)
    return (match[1], text[match.end() :]) if match and text[match.end()].isupper() else ("", text)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield the objectives of a cell, each with what is said of it: the lines of a list, or one with its text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    listed = [bool(_BULLET.match(line)) for line in lines]
    plain = [_BULLET.sub("", line) for line in lines]
    several = all(listed) or not any(line.endswith((".", ",", ";", ":", "!", "?")) for line in lines)
    if several and all(line[:1].isupper() or line[:1].isdigit() for line in plain):
        yield from ((line, "") for line in plain)
    else:
        yield plain[0], " ".join(plain[1:])
