"""Actions: tables of what is to be done, by whom and when, as the activities of a plan."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slugify import slugify

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import Doubt, SourceLine, SourceRow
from publisher.importing.meaning.headers import Headed
from publisher.importing.meaning.table_words import meaning
from publisher.model.plan import Activity
from publisher.read.scalar import Plain

STATUSES: Final = ("planned", "ongoing", "delayed", "done", "stopped")
_DATE: Final = re.compile(
    r"(?P<iso>\d{4}(?:-\d\d(?:-\d\d)?)?)|(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Acted:
    """One action as a table has it."""

    title: str
    status: str
    responsible: str
    start: str
    due: str
    percent: str
    text: str
    lines: tuple[SourceLine, ...]
    doubts: tuple[Doubt, ...]


def acted(table: Headed, rows: Sequence[SourceRow], language: str) -> list[Acted]:
    """Return the actions of a table, one for each row that names one."""

    def cell(row: SourceRow, role: str) -> str:
        column = table.first(role)
        return " ".join(row.cells[column.at].split()) if column and column.at < len(row.cells) else ""

    found = []
    for row in rows[table.begin :]:
        title = cell(row, "action")
        if not title:
            continue
        said = cell(row, "status")
        status = meaning(said, STATUSES, language)
        doubts = [] if status else [Doubt("status-guessed")]
        days = {}
        for key in ("start", "due"):
            days[key] = _day(cell(row, key))
            if cell(row, key) and not days[key]:
                doubts.append(Doubt("no-date", {"text": cell(row, key)[:40]}))
        about = [cell(row, "goal"), cell(row, "comment"), said if not status else ""]
        about += [cell(row, key) for key in ("start", "due") if cell(row, key) and not days[key]]
        percent = re.sub(r"[^\d.,]", "", cell(row, "percent")).replace(",", ".")
        found.append(
            Acted(title, status or "ongoing", cell(row, "responsible"), days["start"], days["due"], percent,
                  " ".join(filter(None, about)), (row.line,), tuple(doubts))
        )  # fmt: skip
    return found


def _day(text: str) -> str:
    """Return a day as files have it, or nothing where a text is none."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return ""
    return match["iso"] or f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"


def activity_values(found: Iterable[Acted], bodies: Mapping[str, str]) -> tuple[ProposedValue, ...]:
    """Return the activities of a plan. What the model has no field of its own for stands in their text."""
    made: list[ProposedValue] = []
    taken: set[str] = set()
    known = Activity.model_fields
    for each in found:
        name = slugify(each.title, max_length=50, word_boundary=True, save_order=True) or "aktivitet"
        unique, number = name, 2
        while unique in taken:
            unique, number = f"{name}-{number}", number + 1
        taken.add(unique)
        fields: dict[str, object] = {"id": unique, "title": each.title, "status": each.status}
        text = each.text
        if each.percent and "percent_complete" not in known:
            text = f"{text} ({each.percent} %)".strip()
        if text:
            fields["text"] = text
        if each.responsible in bodies:
            fields["responsible"] = bodies[each.responsible]
        if each.start:
            fields["period"] = {"from": Plain(each.start), **({"to": Plain(each.due)} if each.due else {})}
        if each.due and not each.start and "due" in known:
            fields["due"] = Plain(each.due)
        elif each.due and not each.start:
            fields["text"] = f"{text} {each.due}".strip()
        if each.percent and "percent_complete" in known:
            fields["percent_complete"] = Plain(each.percent)
        made.append(ProposedValue(fields, each.lines, each.doubts))
    return tuple(made)
