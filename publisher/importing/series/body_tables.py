"""Tables of bodies: each row names one or two organisations, as in a list of boards and their administrations."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.header_words import dated, is_figure
from publisher.importing.columns.headers import LOOKED_AT, ROLES
from publisher.importing.columns.table_words import body_kind, is_total, meaning, table_words
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import SourceCell, SourceRow
from publisher.locales import word_lists
from publisher.model.register import BodyKind

# What a column of such a table is, by its header; the last holds what a body has no field for.
_NAME, _CODE, _KIND, _WITHIN, _ABOUT, _URL, _CONTACT = "name", "code", "kind", "within", "about", "url", "contact"
_WORDS: Final = {
    _CODE: ("id", "body_code"), _KIND: ("body_kind",), _WITHIN: ("body_within",), _ABOUT: ("body_about",),
    _URL: ("body_url",), _CONTACT: ("body_contact",),
    _NAME: ("organisation", "body_name", "board", "administration", "council", "department"),
}  # fmt: skip
# A column with a header of another meaning makes the table one of something else.
_OTHERS: Final = tuple(each for each in ROLES if each not in {"organisation", "id", "body_kind", "unit", "responsible"})
_LEAST_ROWS: Final = 2
_LONGEST_NAME: Final = 8
_LINK: Final = re.compile(r"https?://\S+")


@dataclass
class BodyOfTable:
    """A body of a table: its fields, its abbreviations, its cells, and the body that it stands beside in its row."""

    title: str
    kind: str = ""
    within: str = ""
    about: str = ""
    url: str = ""
    beside: str = ""
    codes: list[str] = field(default_factory=list)
    cells: list[SourceCell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BodyTable:
    """A table of bodies: these by title in lower case, the headers that are used, and why other cells are left out."""

    bodies: Mapping[str, BodyOfTable]
    heads: tuple[SourceCell, ...]
    left: tuple[LeftCell, ...]


def body_table(rows: Sequence[SourceRow], language: str, mapped: Mapping[str, str]) -> BodyTable | None:
    """Return the bodies of a table in which nothing is measured or done; None for any other table.

    `mapped` are the roles that people have given to headers.
    """
    for number, row in enumerate(rows[:LOOKED_AT]):
        below = [each for each in rows[number + 1 :] if each.filled and not each.band]
        roles = _roles(row, below, language, mapped)
        if roles:
            return _read(rows, number + 1, roles, language)
    return None


def _roles(header: SourceRow, below: Sequence[SourceRow], language: str, mapped: Mapping[str, str]) -> dict[int, str]:
    """Return what each column is if a row is the header of a table of bodies; "" for one that is not known."""
    found: dict[int, str] = {}
    for cell in header.filled:
        text = header.text(cell)
        role = _role(text, language)
        given = mapped.get(text, "")
        if given and given not in {"organisation", "id", "body_kind", "comment", "responsible"}:
            return {}
        if not role and (meaning(text, _OTHERS, language) or dated(text, language).period or is_figure(text, language)):
            return {}
        found[cell.at] = role
    names = [at for at, role in found.items() if role == _NAME]
    names = [at for at in names if _are_names(header.cells[at], _texts(below, at), language)]
    found = {at: "" if role == _NAME and at not in names else role for at, role in found.items()}
    unknown = [at for at, role in found.items() if not role]
    if any(is_figure(text, language) for at in unknown for text in _texts(below, at)):
        return {}
    first = _texts(below, names[0]) if names else []
    alone = len(names) == 1 and len({*first}) < len(first)
    known = len(found) == 1 or len(found) - len(unknown) > 1
    beyond = any(len(row.cells) > at and row.cells[at].strip() for row in below for at in _unheaded(row, found))
    return found if known and len({*first}) >= _LEAST_ROWS and not alone and not beyond else {}


def _unheaded(row: SourceRow, found: Mapping[int, str]) -> Iterator[int]:
    yield from (at for at in range(len(row.cells)) if at not in found)


def _role(header: str, language: str) -> str:
    words, plain = table_words(language), " ".join(header.casefold().split()).strip(" .:*")
    return next((role for role, keys in _WORDS.items() if any(plain in words.get(key, ()) for key in keys)), "")


def _texts(rows: Iterable[SourceRow], at: int) -> list[str]:
    return [text for row in rows if at < len(row.cells) and (text := " ".join(row.cells[at].split()))]


def _are_names(header: str, texts: Sequence[str], language: str) -> bool:
    """Return whether the cells of a column are names of bodies, by their endings or by the header."""
    if not texts or not all(_may_be_name(text) for text in texts):
        return False
    sorts = [bool(body_kind(text, language)) for text in texts]
    return bool(_kind_of_header(header, language)) or sum(sorts) * 2 >= len(texts)


def _may_be_name(text: str) -> bool:
    return text[0].isupper() and text[-1] not in ".!?:" and len(text.split()) <= _LONGEST_NAME and "@" not in text


def _kind_of_header(header: str, language: str) -> str:
    """Return the sort of body that the header of a column names: Nämnd, Förvaltning, Bolag."""
    return _kind_said(header, language, only=("council", "board", "administration", "company"))


def _kind_said(text: str, language: str, only: Iterable[str] = tuple(BodyKind)) -> str:
    """Return the sort of body that a text is a word for, or ""."""
    plain, words, values = text.casefold().strip(" ."), table_words(language), word_lists("values", language)
    return next((kind for kind in only if plain in (kind, *words.get(kind, ()), *map(str, values.get(kind, ())))), "")


def _read(rows: Sequence[SourceRow], begin: int, roles: Mapping[int, str], language: str) -> BodyTable:
    """Return the bodies in the rows below a header, which ends before the row `begin`."""
    header, found = rows[begin - 1], dict[str, BodyOfTable]()
    left = [LeftCell(cell, "beside-table") for row in rows[: begin - 1] for cell in row.filled]
    for row in rows[begin:]:
        own = () if row.band or _is_total(row, language) else _of_row(header, row, roles, language)
        used = {cell for body in own for cell in body.cells}
        for cell in row.filled:
            if cell not in used:
                left.append(LeftCell(cell, *_reason(header, row, cell, roles, named=bool(own), language=language)))
        for body in own:
            _put(found, body)
    columns = {cell.at for body in found.values() for cell in body.cells}
    columns |= {at for at, role in roles.items() if role == _CODE}
    left += [LeftCell(cell, "body-column", {"column": header.text(cell)})
             for cell in header.filled if cell.at not in columns]  # fmt: skip
    return BodyTable(found, tuple(cell for cell in header.filled if cell.at in columns), tuple(left))


def _is_total(row: SourceRow, language: str) -> bool:
    return any(is_total(row.text(cell), language) for cell in row.filled[:1])


def _reason(
    header: SourceRow, row: SourceRow, cell: SourceCell, roles: Mapping[int, str], *, named: bool, language: str
) -> tuple[str, dict[str, str]]:
    """Return why a cell is left out: the row names no body, or a body has no place for it."""
    if row.band or _is_total(row, language):
        return ("band" if row.band else "total"), {}
    if not named:
        return "row-without-name", {}
    if is_missing(row.text(cell)):
        return "says-none", {}
    code = roles[cell.at] == _CODE
    return ("body-code", {}) if code else ("body-column", {"column": " ".join(header.cells[cell.at].split())})


def _of_row(header: SourceRow, row: SourceRow, roles: Mapping[int, str], language: str) -> list[BodyOfTable]:
    """Return the bodies that a row names; what else it says is about the first."""
    names = [cell for cell in row.filled if roles.get(cell.at) == _NAME and not is_missing(row.text(cell))]
    made = []
    for cell in names:
        kind = body_kind(row.text(cell), language) or _kind_of_header(header.cells[cell.at], language)
        made.append(BodyOfTable(row.text(cell), kind, cells=[cell]))
    for before, body in pairwise(made):
        before_board = before.kind in {"board", "council"}
        body.beside = before.title if before_board and body.kind in {"administration", "unit", ""} else ""
    for cell in row.filled if made else ():
        _add(made[0], row.text(cell), cell, roles.get(cell.at, ""), language)
    return made


def _add(body: BodyOfTable, text: str, cell: SourceCell, role: str, language: str) -> None:
    """Add what a cell says of a body; one of no use is not added."""
    if is_missing(text):
        return
    kind = _kind_said(text, language) if role == _KIND else ""
    if role == _CODE:
        body.codes.append(text)
    elif kind:
        body.kind = kind
        body.cells.append(cell)
    elif role in {_WITHIN, _ABOUT} or (role == _URL and _LINK.fullmatch(text)):
        setattr(body, role, text)
        body.cells.append(cell)


def _put(found: dict[str, BodyOfTable], body: BodyOfTable) -> None:
    """Put a body among those found; what is said of one more than once is merged, the first first."""
    there = found.get(body.title.casefold())
    if there is None:
        found[body.title.casefold()] = body
        return
    for name in ("kind", "within", "about", "url", "beside"):
        setattr(there, name, getattr(there, name) or getattr(body, name))
    there.codes += body.codes
    there.cells += body.cells
