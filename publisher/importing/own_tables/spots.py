"""Spots: the source file and path of the value of each cell in the program's own tables.

Columns that are not listed here are computed, and cannot be edited in a table.
"""
# One meaning, so one file.

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from pydantic import BaseModel

from publisher.importing.own_tables.link_rows import NEW, link_place
from publisher.link.publication import Publication
from publisher.model.plan import Plan
from publisher.model.roles import Members, fields_playing
from publisher.model.time_period import TimePeriod, time_period
from publisher.model.translation import way_name, ways_of

Step: TypeAlias = str | int | tuple[str, str] | TimePeriod
"""A key; a list member, by its position from 1 or its identifying key and value; or a period, however written.

Position 0 is that of a new member, after the last.
"""
Cells: TypeAlias = Mapping[str, str]
LIST, FIELD = "[]", "{field}"


@dataclass(frozen=True, slots=True)
class Spot:
    """The location of a value: its file, its path, and whether it is a list that the cell separates by spaces."""

    file: str
    path: tuple[Step, ...]
    several: bool = False

    @property
    def words(self) -> str:
        """The path in words: commitments 1.3 title."""
        return " ".join(step[1] if isinstance(step, tuple) else str(step) for step in self.path if step != NEW)


@dataclass(frozen=True, slots=True)
class _Row:
    """The location of a row's values: a file, and the path of what holds them."""

    file: str
    path: tuple[Step, ...] = ()


Finder: TypeAlias = Callable[[Publication, Cells], _Row | None]


def _node(*steps: str) -> Finder:
    def found(publication: Publication, cells: Cells) -> _Row | None:
        node = publication.nodes.get(cells["id"])
        return _Row(node.document.file, tuple((*steps, ("id", node.id)) if steps else ())) if node else None

    return found


def _registered(file: str, name: str) -> Finder:
    """Return a function that finds a member of a register; a new one is appended."""
    return lambda publication, cells: _Row(file, (name, ("id", cells["id"]))) if cells["id"] else None


def _target(publication: Publication, cells: Cells) -> _Row | None:
    node = publication.nodes.get(cells["plan"])
    name, period = cells["indicator"], time_period(cells["period"])
    if node is None or period is None or not isinstance(node.value, Plan):
        return None
    own = any(each.indicator == name for each in node.value.targets)
    return _Row(node.document.file, ("targets", ("indicator", name))) if own else None


def _account(publication: Publication, cells: Cells) -> _Row | None:
    """Return the location of the report on a target in the result for its period."""
    period = time_period(cells["period"])
    found = (each for each in publication.results if each.plan == cells["plan"] and each.period == period)
    result = next(found, None)
    return _Row(publication.nodes[result.id].document.file, ("targets", cells["indicator"])) if result else None


def _measurement(publication: Publication, cells: Cells) -> _Row | None:
    period, name = time_period(cells["period"]), cells["indicator"]
    own = [each for each in publication.results if each.plan == cells["plan"] and str(each.year) == cells["year"]]
    there = (each for each in own if name in each.measurements and each.period_of(name) == period)
    result = next(there, None) or next((each for each in own if each.period == period), None)
    if result is None or name not in publication.nodes:
        return None
    return _Row(publication.nodes[result.id].document.file, ("measurements", name))


def _statistics(publication: Publication, cells: Cells) -> _Row | None:
    name, period = cells["indicator"], time_period(cells["period"])
    node = publication.nodes.get(name)
    if node is None or period is None:
        return None
    if "statistics" in _fields_of(publication, name):
        return _Row(node.document.file, ("indicators", ("id", name), "statistics", period))
    return _Row(f"plans/statistics/{name}.csv", ("periods", period))


def _fields_of(publication: Publication, indicator: str) -> Mapping[str, object]:
    entries = publication.nodes[indicator].document.fields.get("indicators")
    every = entries if isinstance(entries, list) else []
    return next((each for each in every if isinstance(each, dict) and str(each.get("id")) == indicator), {})


def _money(publication: Publication, cells: Cells) -> _Row | None:
    node, period = publication.nodes.get(cells["plan"]), time_period(cells["period"])
    if node is None or period is None:
        return None
    within: tuple[Step, ...] = ("activities", ("id", cells["activity"])) if cells["activity"] else ()
    return _Row(node.document.file, (*within, "money", "periods", period))


def _activity(publication: Publication, cells: Cells) -> _Row | None:
    """Return the location of an activity of a plan; a new one is appended."""
    node = publication.nodes.get(cells["plan"])
    known = node is not None and isinstance(node.value, Plan) and bool(cells["id"])
    return _Row(node.document.file, ("activities", ("id", cells["id"]))) if node and known else None


def _milestone(publication: Publication, cells: Cells) -> _Row | None:
    """Return the location of a milestone of an activity; a new one is appended."""
    node = publication.nodes.get(cells["plan"])
    name, title = cells["activity"], cells["title"]
    if node is None or not isinstance(node.value, Plan) or not title:
        return None
    own = any(each.id == name for each in node.value.activities)
    return _Row(node.document.file, ("activities", ("id", name), "milestones", ("title", title))) if own else None


def _translation(publication: Publication, cells: Cells) -> _Row | None:
    """Return the location of a text in the translation of its document.

    What only a position identifies has to have the same original as in the table: the list may have changed since.
    """
    languages = {each.tag: each for each in publication.settings.publication.languages}
    language, node = languages.get(cells["language"]), publication.nodes.get(cells["id"])
    if language is None or node is None:
        return None
    ways = {way_name(way): way for way in publication.texts_in(node.id, language)}
    way = ways.get(cells["field"])
    if way is None:
        return None
    if any(isinstance(step, int) for step in way) and cells.get("original") != dict(ways_of(node.value)).get(way):
        return None
    entry = publication.tongues[language.code][node.document.file]
    return _Row(entry.document.file, (*_way_to_member(entry.value, node.id), *way[:-1]))


def _last_step(way: str) -> str | int:
    """Return the last step of a path as open data writes it: `target_groups[2]` ends with 2."""
    name = way.rpartition(".")[2]
    return int(name.rpartition("[")[2][:-1]) if name.endswith("]") else name


def _way_to_member(holder: object, name: str) -> tuple[Step, ...]:
    """Return the path of a document's part, by id; empty for the document itself."""
    for field in fields_playing(type(holder), Members) if isinstance(holder, BaseModel) else ():
        if any(member.id == name for member in getattr(holder, field)):
            return (field, ("id", name))
    return ()


@dataclass(frozen=True, slots=True)
class _Places:
    """The location of the values of some columns of a table, relative to what `find` returns for a row."""

    find: Finder
    columns: Mapping[str, str]


_NAMES: Final = ("title", "summary")
_SPAN: Final = {"from": "period.from", "to": "period.to"}
_KEPT: Final = {name: name for name in ("document_type", "applies_to", "owner", "reviewed", "next_review")}
_JUDGEMENT: Final = {
    "judgement": "judgement.value", "trend": "judgement.trend", "comment": "judgement.comment",
    "judged_by": "judgement.by", "judged_by_all[]": "judgement.by",
}  # fmt: skip


def _equal(*names: str) -> dict[str, str]:
    return {name: name for name in names}


PLACES: Final[Mapping[str, tuple[_Places, ...]]] = MappingProxyType(
    {
        "plans": (
            _Places(_node(), _equal(*_NAMES, "status", "as_of", "responsible[]") | _KEPT | _SPAN),
        ),
        "activities": (
            _Places(
                _activity,
                _equal("title", "text", "status", "responsible[]", "partners[]", "serves[]")
                | _equal("due", "complete", "after[]")
                | _SPAN,
            ),
        ),
        # Its title names it; that of a new one is written, since it may have no day.
        "milestones": (_Places(_milestone, _equal("title", "due", "reached")),),
        "documents": (
            _Places(
                _node(),
                _equal("title", "form", "status", "as_of", "responsible[]", "part_of", "replaces[]", "sdg[]")
                | _KEPT | _SPAN,
            ),
        ),
        "chapters": (_Places(_node(), _equal(*_NAMES, "number")),),
        "commitments": (
            _Places(
                _node("commitments"),
                _equal("title", "text", "number", "modality", "part_of", "until", "responsible[]", "sdg[]")
                | {
                    "adopted": "adopted.text",
                    "adopted_section": "adopted.section",
                    "adopted_page": "adopted.page",
                },
            ),
        ),
        "objectives": (
            _Places(_node("objectives"), _equal("title", "text", "number", "part_of", "responsible[]", "sdg[]")),
        ),
        "bodies": (_Places(_registered("plans/bodies.yml", "bodies"), _equal("title", "kind", "part_of", "until")),),
        "indicators": (
            _Places(
                _registered("plans/indicators.yml", "indicators"), _equal("title", "direction", "kolada", "sdg[]")
            ),
        ),
        "targets": (
            _Places(_target, {"theme": "theme", "wanted": "values.{period}.value", "words": "values.{period}.words"}),
            _Places(
                _account,
                _JUDGEMENT
                | {"forecast": "forecast.value", "forecast_text": "forecast.text"}
                | _equal("missing", "analysis", "next_steps"),
            ),
        ),
        "results": (
            _Places(_node(), _equal("summary", "as_of") | _JUDGEMENT),
        ),
        "measurements": (_Places(_measurement, _equal("value", "share", "of", "open", "preliminary", "missing")),),
        "statistics": (_Places(_statistics, _equal("value", "preliminary", "note", "missing")),),
        "money": (_Places(_money, _equal("budget", "outcome", "note", "missing")),),
        "links": (_Places(lambda of, cells: _Row(*to) if (to := link_place(of, cells)) else None, {"target": ""}),),
        "translations": (_Places(_translation, {"translation": FIELD}),),
    }
)  # fmt: skip


def spot_of(table: str, column: str, cells: Cells, publication: Publication) -> Spot | None:
    """Return the location of a cell's value; None if there is no such row, or the value is computed."""
    if cells.get("series") and column not in {"value", "preliminary"}:
        # What else stands beside a period is about the indicator's own number.
        return None
    for places in PLACES[table]:
        for name in (column, column + LIST):
            if name in places.columns and (row := places.find(publication, cells)):
                steps = tuple(_step(step, cells) for step in places.columns[name].removesuffix(LIST).split(".") if step)
                return Spot(row.file, (*row.path, *_within(table, column, cells, row, steps)), name != column)
    return None


def is_written(table: str, column: str) -> bool:
    """Return whether the values of a column come from authors' files."""
    return any(name in places.columns for places in PLACES[table] for name in (column, column + LIST))


def _step(step: str, cells: Cells) -> Step:
    if step == FIELD:
        return _last_step(cells["field"])
    period = time_period(cells["period"]) if step == "{period}" else None
    return period or step


def _within(table: str, column: str, cells: Cells, row: _Row, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the path within a row: the numbers of a group or of a comparison series are separate from the total."""
    group, series = cells.get("group", ""), cells.get("series", "")
    if column == "preliminary" and series:
        return ("preliminary_series", series)
    if column not in {"value", "share"} or not (group or series):
        return steps
    # In a table of statistics, groups and comparison series are columns alike.
    apart = "series" if series or (table == "statistics" and row.file.endswith(".csv")) else "groups"
    return (apart, group or series)
