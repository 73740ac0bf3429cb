"""Judgements beside numbers: what people judge of targets, and where the two differ, so that they must explain why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from publisher.link.figures.progress import Progress, TargetPeriod
from publisher.link.publication import Publication
from publisher.link.scale_words import scale_titles
from publisher.model.judgement import Judgement, Level, Meaning, Trend
from publisher.model.plan import Plan, Target
from publisher.model.register import Direction, Indicator
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.model.strategy import Chapter, FocusArea, Implementation
from publisher.model.time_period import TimePeriod
from publisher.model.word_meant import word_meant
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document
from publisher.read.field_tree import Path

# The judgement that agrees with each outcome; other outcomes cannot be compared.
SAME: Final[Mapping[Progress, Meaning]] = MappingProxyType(
    {Progress.REACHED: Meaning.REACHED, Progress.NEARLY: Meaning.NEARLY, Progress.MISSED: Meaning.MISSED}
)

# The sign of a change for the better, and the trends that say that there was a change.
_BETTER: Final = MappingProxyType({Direction.HIGHER: 1, Direction.LOWER: -1})
_TRENDS: Final = frozenset({Trend.IMPROVING, Trend.WORSENING})
_ALIKE: Final = MappingProxyType({meaning: progress for progress, meaning in SAME.items()})


@dataclass(frozen=True, slots=True)
class Judged:
    """How many targets people have put on each level of the scale, in its order; levels without any are left out.

    `total` counts those of which a judgement says how they went, and `reached` those on the `best` levels: of the
    scale, those that mean that a target is reached. Without any such level nothing is counted.
    """

    levels: tuple[tuple[Level, int], ...]
    best: tuple[Level, ...]
    reached: int
    total: int


def judged(lines: Iterable[TargetPeriod], publication: Publication) -> Judged:
    """Return how people judge targets, each in one period."""
    found = Counter(level for line in lines if (level := _level(line, publication)))
    best = tuple(level for level in publication.scale if level.meaning is Meaning.REACHED)
    total = sum(count for level, count in found.items() if level.meaning is not Meaning.UNKNOWN)
    if not best or not total:
        return Judged((), best, 0, 0)
    counts = tuple((level, found[level]) for level in publication.scale if found[level])
    return Judged(counts, best, sum(found[level] for level in best), total)


def went(line: TargetPeriod, publication: Publication) -> Progress:
    """Return how a target went in a period: by its numbers or, if these do not say, as people judge it."""
    meaning = meaning_of(line, publication)
    return line.progress if line.progress in SAME or meaning is None else _ALIKE[meaning]


def is_only_judged(line: TargetPeriod, publication: Publication) -> bool:
    """Return whether people say how a target went in a period, and its numbers do not."""
    return line.progress not in SAME and meaning_of(line, publication) is not None


def is_missing(line: TargetPeriod, publication: Publication) -> bool:
    """Return whether there is no number of a target that is reported: in an excerpt, only if a source says so."""
    said = bool(line.report and line.report.missing)
    return line.has_target and line.progress is Progress.UNREPORTED and (said or publication.gaps.counted)


def by_numbers(lines: Iterable[TargetPeriod], publication: Publication) -> list[Progress]:
    """Return how targets went by their numbers; of one without, only if that is missing or people cannot judge it."""
    return [
        line.progress
        for line in lines
        if line.has_target and not is_only_judged(line, publication)
        if line.progress is not Progress.UNREPORTED or is_missing(line, publication) or _level(line, publication)
    ]


def meaning_of(line: TargetPeriod, publication: Publication) -> Meaning | None:
    """Return what people say of a target in a period; None without a judgement, and if that cannot be said."""
    level = _level(line, publication)
    return level.meaning if level and level.meaning is not Meaning.UNKNOWN else None


def _level(line: TargetPeriod, publication: Publication) -> Level | None:
    judgement = line.report.judgement if line.report else None
    return publication.level(judgement.value) if judgement and judgement.value else None


def differs(line: TargetPeriod, publication: Publication) -> bool:
    """Return whether the judgement of a target contradicts its progress."""
    meaning = meaning_of(line, publication)
    return meaning is not None and line.progress in SAME and meaning is not SAME[line.progress]


def differs_at(name: str, period: TimePeriod, judgement: Judgement, publication: Publication) -> bool:
    """Return whether the judgement of a plan, a commitment or an objective contradicts the targets of that period.

    Those are the plan's targets, or the ones that serve the commitment, or the objective with what is below it.
    """
    level = publication.level(judgement.value) if judgement.value else None
    went = _progress_at(name, period, publication)
    if level is None or level.meaning is Meaning.UNKNOWN or not went:
        return False
    if level.meaning is Meaning.REACHED:
        return not went.isdisjoint({Progress.NEARLY, Progress.MISSED})
    # Of a target without a number nobody can say that it would not have been missed, or reached.
    if level.meaning is Meaning.MISSED:
        return went <= SAME.keys() and Progress.MISSED not in went
    # What is partly reached may have some targets reached and others missed, but not all of them alike.
    return went in ({Progress.REACHED}, {Progress.MISSED})


def _progress_at(name: str, period: TimePeriod, publication: Publication) -> set[Progress]:
    """Return how the targets of a plan or those that serve something went in a period, by their numbers alone."""
    below = {name} | {each.id for each in publication.tree.commitments_below(name)}
    return {
        line.progress
        for plan in publication.plans
        for target in plan.targets
        if plan.id == name or not below.isdisjoint(plan.serves_of(target))
        for line in publication.target_periods(plan.id, target)
        if line.period == period and line.progress not in {Progress.UNTARGETED, Progress.NONE}
    }


def misjudged(publication: Publication) -> Iterator[Problem]:
    """Yield a Problem for each judgement that is not on the scale, and a notice where one lacks its explanation."""
    for node in publication.nodes.values():
        match node.value:
            case Result() as result:
                for path, judgement in _judgements(result):
                    yield from _unknown_word(publication, node.document, path, judgement)
            case FocusArea() | Implementation() as chapter:
                for path, judgement in _of_members(chapter):
                    yield from _unknown_word(publication, node.document, path, judgement)
    yield from _uncommented(publication)
    yield from _uncommented_of_parts(publication)


def _uncommented_of_parts(publication: Publication) -> Iterator[Problem]:
    """Yield a notice for each judgement of a plan, commitment or objective that contradicts targets without saying why.

    Those of targets are reported by themselves.
    """
    for node in publication.nodes.values():
        for path, name, period, judgement in _of_parts(node.value):
            known = name in publication.nodes and not judgement.comment
            if known and differs_at(name, period, judgement, publication):
                yield Problem.notice(node.document.place(*path), "judgement-without-comment", id=name, year=period)


def _of_parts(value: object) -> Iterator[tuple[Path, str, TimePeriod, Judgement]]:
    """Yield the judgements of plans, commitments and objectives in a document: path, id of what is judged, period."""
    match value:
        case Result():
            if value.judgement:
                yield ("judgement",), value.plan, value.period, value.judgement
            for field, judged_parts in (("commitments", value.commitments), ("objectives", value.objectives)):
                yield from (((field, name), name, value.period, each) for name, each in judged_parts.items())
        case FocusArea() | Implementation():
            members = [(("commitments", at), one.id, one.judgements) for at, one in enumerate(value.commitments)]
            members += [(("objectives", at), one.id, one.judgements) for at, one in enumerate(value.objectives)]
            for path, name, judgements in members:
                for at, each in enumerate(judgements):
                    yield (*path, "judgements", at), name, each.period, each


def _of_members(chapter: Chapter) -> Iterator[tuple[Path, Judgement]]:
    for index, commitment in enumerate(chapter.commitments):
        yield from _dated(("commitments", index), commitment.judgements)
    for index, objective in enumerate(chapter.objectives):
        yield from _dated(("objectives", index), objective.judgements)


def _dated(path: Path, judgements: Iterable[Judgement]) -> Iterator[tuple[Path, Judgement]]:
    yield from (((*path, "judgements", at), each) for at, each in enumerate(judgements))


def _judgements(result: Result) -> Iterator[tuple[Path, Judgement]]:
    if result.judgement:
        yield ("judgement",), result.judgement
    for name, report in result.targets.items():
        if report.judgement:
            yield ("targets", name, "judgement"), report.judgement
    for name, judgement in result.commitments.items():
        yield ("commitments", name), judgement
    for name, judgement in result.objectives.items():
        yield ("objectives", name), judgement
    for name, activity in result.activities.items():
        if activity.judgement:
            yield ("activities", name, "judgement"), activity.judgement


def _unknown_word(publication: Publication, document: Document, path: Path, judgement: Judgement) -> Iterator[Problem]:
    titles = scale_titles(publication.settings)
    if judgement.value is not None and judgement.value not in titles:
        facts = {"key": "judgement", "value": judgement.value}
        allowed = ", ".join(f"{name} ({title})" for name, title in titles.items())
        found = nearest(judgement.value, [*titles, *titles.values()])
        near = found if found in titles else next((name for name, title in titles.items() if title == found), "")
        near = near or word_meant(judgement.value, titles)
        yield Problem.at(document.place(*path, "value"), "unknown-value", near=near, allowed=allowed, **facts)


def _judged(publication: Publication, plan: Plan, indicators: Collection[str]) -> list[Target]:
    """Return the targets of a plan that a result judges; a missing indicator is reported elsewhere."""
    reports = [report for result in publication.results_of(plan.id) for report in result.targets.items()]
    judged = {name for name, report in reports if report.judgement}.intersection(indicators)
    return [target for target in plan.targets if target.indicator in judged]


def _uncommented(publication: Publication) -> Iterator[Problem]:
    indicators = {node.id for node in publication.of_kind(NodeKind.INDICATOR)}
    for node in publication.of_kind(NodeKind.PLAN):
        if not isinstance(node.value, Plan):
            continue
        results = {result.period: result.id for result in publication.results_of(node.value.id)}
        for target in _judged(publication, node.value, indicators):
            for line in publication.target_periods(node.value.id, target):
                judgement = line.report.judgement if line.report else None
                if judgement and not judgement.comment and differs(line, publication):
                    document = publication.nodes[results[line.period]].document
                    place = document.place("targets", target.indicator, "judgement")
                    yield Problem.notice(place, "judgement-without-comment", id=target.indicator, year=line.period)
                if judgement and not judgement.comment:
                    document = publication.nodes[results[line.period]].document
                    place = document.place("targets", target.indicator, "judgement")
                    yield from _other_trend(publication.indicator(target.indicator), judgement, line, place)


def _other_trend(indicator: Indicator, judgement: Judgement, line: TargetPeriod, place: Place) -> Iterator[Problem]:
    """Yield a notice for a trend that the number and the one before it contradict."""
    before = line.before.measurement.number if line.before else None
    now = line.measured.number if line.measured else None
    better = _BETTER.get(indicator.direction) if indicator.direction else None
    if before is None or now is None or before == now or better is None or judgement.trend not in _TRENDS:
        return
    if (judgement.trend is Trend.IMPROVING) != (better * (now - before) > 0):
        facts = {"id": indicator.id, "trend": judgement.trend, "before": before, "value": now}
        yield Problem.notice(place, "trend-differs", **facts)
