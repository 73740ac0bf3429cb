"""Headers: which row or two rows of a table name its columns, and what each column holds, of whom and for when."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, decimal_mark
from publisher.importing.columns.header_words import Dated, dated, header_words
from publisher.importing.columns.ratings import rates_by_colours, rates_by_letters
from publisher.importing.columns.table_words import body_kind, meaning, meaning_and_rest, table_words
from publisher.importing.columns.units import is_unit, same_unit
from publisher.importing.form.source import SourceRow
from publisher.model.time_period import TimePeriod

# What a column may hold, in the order in which an ambiguous word is understood.
ROLES: Final = (
    "indicator", "target", "outcome", "judgement", "trend", "forecast", "comment", "period", "unit", "direction",
    "source", "action", "status", "responsible", "start", "due", "percent", "id", "organisation", "theme", "goal",
    "group", "body_kind", "value", "number_kind", "area", "cost", "follow_up", "partners",
)  # fmt: skip
# What an activity has no field for stands in its text, with its header.
IN_WORDS: Final = ("cost", "follow_up", "partners")
LOOKED_AT: Final = 25
DATED: Final = frozenset({"target", "outcome", "judgement", "trend", "forecast", "comment", "value"})
NUMBERS: Final = frozenset({"target", "outcome", "forecast"})
# In the order in which a word that means two of them is understood.
NUMBERS_SAID: Final = ("target", "outcome", "forecast")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where it stands, its header, what it holds ("" where that is not known), and of what.

    `groups` are the ids of the groups that its numbers are of, `unit` what the header says that they are in, and
    `beyond` the words of the header that say something that is not understood. `bare` says that the header names a
    year or a group alone, and nothing of what the numbers are, `continued`, that it goes on with what stands before it,
    and `letters`, that its cells judge by letters.
    """

    at: int
    header: str
    role: str
    dated: Dated = field(default_factory=lambda: Dated(None, ""))
    groups: tuple[str, ...] = ()
    unit: str = ""
    preliminary: bool = False
    beyond: str = ""
    bare: bool = False
    letters: bool = False
    continued: bool = False

    @property
    def period(self) -> TimePeriod | None:
        """The period that its header names."""
        return self.dated.period

    @property
    def place(self) -> tuple[str, TimePeriod | None, tuple[str, ...], bool]:
        """What two columns cannot both hold."""
        return self.role, self.period, self.groups, self.dated.outside


@dataclass(frozen=True, slots=True)
class Headed:
    """A table with its columns: `begin` is the row after its header, which has `height` rows.

    `decimal` is the mark that stands before decimals in its numbers, where they show one.
    """

    columns: tuple[Column, ...]
    begin: int
    height: int = 1
    decimal: str = ""

    def first(self, role: str) -> Column | None:
        """Return the first column that holds something and is about no certain period."""
        return next((each for each in self.columns if each.role == role and each.period is None), None)

    def all(self, role: str) -> tuple[Column, ...]:
        """Return every column that holds something."""
        return tuple(each for each in self.columns if each.role == role)

    def before(self, column: Column) -> Dated | None:
        """Return the time of the dated column that an undated one stands behind, where there are several like it."""
        alike = [each for each in self.columns if each.place == column.place]
        if column.period or column.role not in DATED or len(alike) < 2:
            return None
        dates = [each.dated for each in self.columns[: column.at] if each.role in {"target", "outcome"} and each.period]
        return dates[-1] if dates else None

    def other(self, column: Column) -> Column | None:
        """Return the column that holds what this one would hold too; None where no other does.

        Of several the one whose header is understood wholly holds it, or else the first. Comments stand together.
        """
        if column.role in {"", "comment"}:
            return None
        same = [
            each for each in self.columns if each.place == column.place and self.before(each) == self.before(column)
        ]
        first = min(same, key=lambda each: (bool(each.beyond), each.at))
        return None if first is column else first


def headed(
    rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str], groups: Mapping[str, str]
) -> Headed | None:
    """Return a table with its columns; None where no row looks like a header.

    `mapping` says of headers what their columns hold, where people have said so; `groups` has ids by words.
    """
    best: tuple[tuple[int, int, int, int], tuple[Column, ...]] | None = None
    for at, height, cells in _candidates(rows[:LOOKED_AT], language):
        columns = tuple(_column(number, cell, language, mapping, groups) for number, cell in enumerate(cells))
        known = len({column.place for column in columns if column.role and column.role not in IN_WORDS})
        # Two rows say more than the lower one alone where the upper one says what the numbers of its years are.
        score = (known, -sum(column.bare for column in columns), -height, -at)
        if known >= 2 and (best is None or score > best[0]):
            best = score, columns
    if best is None:
        return None
    (_, _, height, at), columns = best
    begin = -at - height
    decimal = decimal_mark(cell for row in rows[begin:] for cell in row.cells)
    decided = _decided(columns, rows[begin:], language, mapping)
    return Headed(tuple(_continued(decided, language)), begin, -height, decimal)


def _candidates(rows: Sequence[SourceRow], language: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield each row, and each two of which the upper one parts what the lower one names, with its texts."""
    plain = [tuple(" ".join(cell.split()) for cell in row.cells) for row in rows]
    for at, cells in enumerate(plain):
        yield at, 1, cells
    for at, (upper, lower) in enumerate(pairwise(plain)):
        if any(_is_figure(cell, language) for cell in lower) or not any(lower):
            continue
        if together := _joined(upper, lower, language):
            yield at, 2, together


def _joined(upper: Sequence[str], lower: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the texts of two rows of headers as one; nothing where the upper one does not part the lower one.

    Where a file knows no merged cells, what heads several columns stands above the first of them.
    """
    made, above, parts = [], "", 0
    for at, text in enumerate(lower):
        own = upper[at] if at < len(upper) else ""
        parts += bool(text and above and own in {"", above})
        above = own or (above if text and _parts_columns(above, language) else "")
        alone = not above or text == above or (meaning(text, ROLES, language) and not _parts_columns(above, language))
        made.append(text if alone else f"{above} {text}".strip())
    return tuple(made) if parts else ()


def _is_figure(cell: str, language: str) -> bool:
    """Return whether a cell holds a number that is no year: years head columns, too."""
    said = dated(cell, language)
    return cell_number(cell, language) is not None and not (said.period and not said.rest)


def _parts_columns(header: str, language: str) -> bool:
    """Return whether a header can stand above several: it names a period, or what numbers are of one."""
    return bool(dated(header, language).period) or meaning(header, ROLES, language) in DATED


def _column(at: int, header: str, language: str, mapping: Mapping[str, str], groups: Mapping[str, str]) -> Column:
    words = header_words(header, language, groups)
    role, beyond = meaning_and_rest(words.rest, ROLES, language)
    bare = False
    if header in mapping:
        role, beyond = mapping[header], ""
    elif not role and not words.rest.strip() and (words.dated.period or words.groups or words.dated.outside):
        # A year or a group alone heads the outcome of it.
        role, bare = "outcome", True
    if role == "goal" and words.dated.period:
        role = "target"
    if role == "due" and same_unit(words.unit) == "%":
        # How much is ready in per cent, not when.
        role = "percent"
    if role not in DATED:
        return Column(at, header, role, words.dated if role in {"", "status"} else Dated(None, ""))
    left = [word for word in beyond.strip("()").split() if word.strip(".,:()") not in table_words(language)["filler"]]
    return Column(at, header, role, words.dated, words.groups, words.unit, words.preliminary, " ".join(left), bare)


def _continued(columns: Sequence[Column], language: str) -> Iterator[Column]:
    """Yield the columns; one that names a year alone goes on with what the one before it holds.

    Behind a target of a year stand those of the next, and behind where one started, where one is to be.
    """
    before: Column | None = None
    for column in columns:
        if column.bare and before and before.period and column.period and column.period > before.period:
            wanted = before.role == "target" or bool(meaning(before.dated.rest, ("baseline",), language))
            before = replace(column, role="target" if wanted else column.role, continued=True)
            yield before
            continue
        before = column if column.role in NUMBERS else before
        yield column


def _decided(
    columns: tuple[Column, ...], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return the columns with ambiguous headers, decided by their cells."""
    roles = {each.role for each in columns}
    made = []
    for column in columns:
        texts = [row.cells[column.at] for row in rows if column.at < len(row.cells) and row.cells[column.at]]
        # Where people have said that a column holds nothing, its cells do not say otherwise.
        role = "" if mapping.get(column.header) == "" else _role(column, texts, roles, language)
        letters = role == "judgement" and rates_by_letters(column.header, texts, language)
        made.append(replace(column, role=role, letters=letters))
    return tuple(made)


def _role(column: Column, texts: Sequence[str], roles: Set[str], language: str) -> str:
    """Return what a column holds by its texts; `roles` are those of all columns of its table, by their headers."""
    role, figures = column.role, bool({"target", "outcome", "value"} & roles) and "action" not in roles
    if role in {"target", "goal"} and column.period is None:
        numbers = sum(cell_number(text, language) is not None for text in texts)
        return "target" if texts and numbers * 2 >= len(texts) else "goal"
    if role == "status" and column.period and figures:
        # Before a year it may be said of how a number went, or be that number.
        return "outcome" if all(cell_number(text, language) for text in texts) else "judgement"
    if role in {"", "status"} and figures and "judgement" not in roles:
        # Where nothing is to be done, it is said of how a number went.
        rates = role or rates_by_colours(texts, language) or rates_by_letters(column.header, texts, language)
        return "judgement" if rates else ""
    if role == "area" and any(cell_number(text, language) for text in texts):
        return ""
    if role == "due" and texts and all(cell_number(text, language) and text.rstrip().endswith("%") for text in texts):
        return "percent"
    if role == "percent" and texts and not any(cell_number(text, language) for text in texts):
        return "comment"
    if role == "body_kind" and figures and any(meaning(text, NUMBERS_SAID, language) for text in texts):
        return "number_kind"
    if role == "unit" and "organisation" not in roles and _are_bodies(texts, language):
        return "organisation"
    return "outcome" if role == "value" else role


def _are_bodies(texts: Sequence[str], language: str) -> bool:
    """Return whether the cells of a column name organisations: one names its kind, and none is a unit of numbers."""
    names = dict.fromkeys(texts)
    return any(body_kind(name, language) for name in names) and not any(is_unit(name) for name in names)
