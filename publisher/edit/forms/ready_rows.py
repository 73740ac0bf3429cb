"""Rows that stand ready to be filled in: what a plan measures, by the result that accounts for it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from publisher.edit.forms.form_field import Field, ReadyRow, every
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.plan import Plan
from publisher.model.pools import Picks, Pool
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.roles import Names, Path, Relation, Repeats
from publisher.model.time_period import time_period
from publisher.read.field_tree import Fields

Ready: TypeAlias = Callable[[Names | Repeats | Picks, Path], Sequence[ReadyRow]]
"""Returns the rows that stand ready in a mapping, by what its keys refer to and its path in the file."""

NO_ROWS: Final[Ready] = lambda reference, path: ()  # noqa: E731  # a value, as the other one is


def ready_rows(publication: Publication, tree: Fields, language: Language) -> Ready:
    """Return the ready rows of a result with the values of `tree`, by its plan and what was measured before."""
    node = publication.nodes.get(str(tree.get("plan", "")))
    plan = node.value if node else None
    if not isinstance(plan, Plan):
        return NO_ROWS
    period = time_period(str(tree.get("period") or tree.get("year") or ""))
    earlier = [each for each in publication.results_of(plan.id) if period is None or each.period < period]

    def rows(reference: Names | Repeats | Picks, path: Path) -> Sequence[ReadyRow]:
        match reference:
            case Names(relation=Relation.MEASURED_BY):
                return [_measured(publication, earlier, name, language) for name in plan.measured]
            case Repeats():
                return [ReadyRow(target.indicator) for target in plan.targets]
            case Picks(pool=Pool.ACTIVITY):
                return [ReadyRow(activity.id) for activity in plan.activities]
            case Picks(pool=Pool.GROUP) if len(path) > 1:
                last = _last(earlier, str(path[1]))
                return [ReadyRow(name) for name in last[1].groups] if last else ()
        return ()

    return rows


def _measured(publication: Publication, earlier: Iterable[Result], name: str, language: Language) -> ReadyRow:
    """Return the row of an indicator: what it was last time, and what it is a share of."""
    last = _last(earlier, name)
    known = last[1].number if last else None
    if last is None or known is None:
        node = publication.nodes.get(name)
        is_share = node is not None and isinstance(node.value, Indicator) and node.value.unit.is_share
        return ReadyRow(name, asks=("share", "of") if is_share else ("value",))
    result, measurement = last
    period, whole = result.period_of(name).name, publication.indicator(measurement.of) if measurement.of else None
    sort = "value" if measurement.share is None else "share"
    given = (("of", whole.id),) if whole else ()
    if sort == "share" and whole:
        number = language.number(known)
        hint = language.text("edit.last-share", period=period, number=number, whole=whole.as_whole or whole.title)
    else:
        indicator = publication.indicator(name)
        hint = language.text("edit.last", period=period, number=language.amount(known, indicator.unit))
    return ReadyRow(name, hint, given, (sort, *(key for key, _ in given)))


def _last(earlier: Iterable[Result], name: str) -> tuple[Result, Measurement] | None:
    """Return the latest measurement of an indicator, with its result."""
    return next(((each, each.measurements[name]) for each in earlier if name in each.measurements), None)


def touched(pairs: Sequence[tuple[str, str]], fields: Sequence[Field]) -> list[tuple[str, str]]:
    """Return the names and values that were sent, without those of ready rows that nobody filled in."""
    left = list(pairs)
    for row in (field for field in every(fields) if field.ready):
        own = [pair for pair in left if pair[0].startswith(f"{row.name}/")]
        as_shown = {field.name: field.value for field in every(row.fields)}
        if all(value == as_shown.get(name, value) for name, value in own):
            left = [pair for pair in left if pair not in own]
    return left
