"""What came of the targets of a plan, beside what is wanted of them in its form: what was measured and judged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.edit.forms.form_field import NEW, Field
from publisher.link.figures.progress import TargetPeriod
from publisher.model.plan import Plan, Target
from publisher.model.time_period import time_period
from publisher.pipeline import Prepared
from publisher.render.document_words import level_word
from publisher.render.figures import Figures

_NOTHING: Final = "–"  # as in tables


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """The number measured for a target in one period and its judgement, in words; `file` is where the number stands."""

    measured: str
    judged: str
    file: str


def target_outcomes(file: str, fields: Sequence[Field], ready: Prepared) -> Mapping[str, Mapping[str, TargetOutcome]]:
    """Return what came of each target of the plan in a file, by the names of its table and of the row of a period.

    Empty for the form of anything but a plan.
    """
    publication = ready.publication
    plan = next((each for each in publication.plans if publication.nodes[each.id].document.file == file), None)
    targets = next((field for field in fields if field.key == "targets"), None)
    if plan is None or targets is None:
        return {}
    known = {each.indicator: each for each in plan.targets}
    found: dict[str, Mapping[str, TargetOutcome]] = {f"{targets.name}/{NEW}/values": {}}
    for each in targets.fields:
        parts = {field.key: field for field in each.fields}
        target = known.get(parts["indicator"].value)
        came = _of_target(plan, target, ready) if target else {}
        found[parts["values"].name] = dict(_by_row(parts["values"].fields, came))
    return found


def _by_row(rows: Iterable[Field], came: Mapping[str, TargetOutcome]) -> Iterable[tuple[str, TargetOutcome]]:
    for row in rows:
        period = time_period(row.fields[0].value)
        if period and (outcome := came.get(period.name)):
            yield row.name, outcome


def _of_target(plan: Plan, target: Target, ready: Prepared) -> dict[str, TargetOutcome]:
    """Return what came of a target by the name of each period that has anything."""
    figures = Figures(ready.publication, ready.language)
    lines = ready.publication.target_periods(plan.id, target)
    return {
        line.period.name: TargetOutcome(_measured(line, target, figures), _judged(line, ready), _file(line, ready))
        for line in lines
        if line.reading or line.report
    }


def _measured(line: TargetPeriod, target: Target, figures: Figures) -> str:
    if line.reading:
        return figures.in_short(line.reading, target.indicator)
    return (line.report and line.report.missing) or _NOTHING


def _judged(line: TargetPeriod, ready: Prepared) -> str:
    value = line.report.judgement.value if line.report and line.report.judgement else None
    level = ready.publication.level(value) if value else None
    return level_word(level, ready.language) if level else value or _NOTHING


def _file(line: TargetPeriod, ready: Prepared) -> str:
    """Return the file of a measured number: a result, the statistics of the indicator, or the register."""
    node = ready.publication.nodes.get(line.reading.source) if line.reading else None
    table = f"plans/statistics/{node.id}.csv" if node else ""
    return table if table in ready.texts else node.document.file if node else ""
