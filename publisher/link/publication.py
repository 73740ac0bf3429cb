"""The publication: all documents as one graph, with references that can be followed in both directions."""
# One meaning, so one file.

import calendar
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, TypeVar

from publisher.dependencies import TrackedCache, carry, tracked_method, tracked_property
from publisher.kinds import tongue_of, translation_of
from publisher.link.figures.gaps import Gaps
from publisher.link.figures.ledger import Ledger
from publisher.link.figures.progress import TargetPeriod, target_periods
from publisher.link.figures.series import Reading, divided, observed, readings_of
from publisher.link.figures.yearly import Yearly, yearly
from publisher.link.graph.document_tree import DocumentTree
from publisher.link.graph.duties import Duties, duties
from publisher.link.graph.in_language import is_translated, nodes_in, texts_in
from publisher.link.graph.node import Entry, Linked, Node, Reference
from publisher.link.graph.sdg_uses import sdg_uses
from publisher.model.article import Article, Section
from publisher.model.groups import Dimension
from publisher.model.judgement import DEFAULT_SCALE, Judgement, Level, TargetReport
from publisher.model.languages import ContentLanguage
from publisher.model.locks import Lock
from publisher.model.period import Day
from publisher.model.plan import Plan, Status, Target
from publisher.model.register import Body, Indicator
from publisher.model.result import Result
from publisher.model.roles import NodeKind, Relation
from publisher.model.settings import Settings
from publisher.model.settings_in_language import settings_in
from publisher.model.statistics import Observation
from publisher.model.strategy import Chapter, Commitment, FocusArea, Objective, SteeringDocument
from publisher.model.synonyms import Synonym, Synonyms
from publisher.model.time_period import TimePeriod
from publisher.model.translation import Way

Value = TypeVar("Value", bound=Linked)
SYNONYMS = "plans/synonyms.yml"


# Between the latest two days on which documents were changed.
_MOST_YEARS: Final = 10


@dataclass(frozen=True)
class Publication:
    """The whole graph; `changed` has the ISO date of each file's last change, `every_lock` the latest lock last.

    `tongues` are its translations by language code, then by the file of the original; `code` is that of the language in
    which it is shown, empty for its own.
    """

    settings: Settings
    nodes: Mapping[str, Node]
    references: tuple[Reference, ...]
    changed: Mapping[str, str] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()
    every_lock: tuple[Lock, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    tongues: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    code: str = ""

    def take_over(self, known: "Publication") -> None:
        """Take over what a publication of the same values has computed: texts below the fields may be others."""
        for name in ("ledger", "_target_periods"):
            carry(known, self, name)

    @tracked_property
    def tree(self) -> DocumentTree:
        """The steering documents as a tree."""
        return DocumentTree(self.nodes)

    @property
    def documents(self) -> tuple[SteeringDocument, ...]:
        """Every steering document: those in force first, each followed by the documents that are part of it."""
        return self.tree.documents

    @property
    def main_document(self) -> SteeringDocument | None:
        """The default steering document, if none is named: the first; None without any."""
        return next(iter(self.documents), None)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of steering documents that contain commitments, document by document."""
        return self.tree.chapters

    @property
    def areas(self) -> tuple[FocusArea, ...]:
        """The focus areas, document by document and by number."""
        return tuple(chapter for chapter in self.chapters if isinstance(chapter, FocusArea))

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Every commitment, in the order of its document."""
        return self.tree.commitments

    @tracked_property
    def sdg_uses(self) -> Mapping[int, Mapping[str, tuple[Linked, ...]]]:
        """The nodes that serve the goals of Agenda 2030, by goal and then by the number named."""
        return sdg_uses(self.nodes)

    @tracked_property
    def scale(self) -> tuple[Level, ...]:
        """The judgement scale."""
        return self.settings.publication.judgements or DEFAULT_SCALE

    def level(self, name: str) -> Level | None:
        """Return the level of the scale with this id; None if there is none, as may be in an earlier version."""
        return next((level for level in self.scale if level.id == name), None)

    @tracked_property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan: ongoing ones first, then by status and title."""
        order = ["ongoing", "decided", "paused", "proposed", "done", "replaced", "dropped", "unknown", "mentioned"]
        return tuple(sorted(self._values(Plan), key=lambda plan: (order.index(plan.status), plan.title.casefold())))

    @tracked_property
    def action_plans(self) -> tuple[Plan, ...]:
        """The plans, without those that some document only mentions."""
        return tuple(plan for plan in self.plans if plan.status is not Status.MENTIONED)

    @tracked_property
    def mentioned_plans(self) -> tuple[Plan, ...]:
        """The plans that some document only mentions, as an example or a need."""
        return tuple(plan for plan in self.plans if plan.status is Status.MENTIONED)

    @tracked_property
    def results(self) -> tuple[Result, ...]:
        """Every result, the latest first, then by the title of its plan."""
        titles = {plan.id: plan.title.casefold() for plan in self.plans}
        by_title = sorted(self._values(Result), key=lambda result: titles.get(result.plan, ""))
        return tuple(sorted(by_title, key=lambda result: result.period, reverse=True))

    @tracked_property
    def bodies(self) -> tuple[Body, ...]:
        """Every body, in the order of the register."""
        return tuple(self._values(Body))

    @tracked_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in the order of the register."""
        return tuple(self._values(Indicator))

    def articles_in(self, section: Section) -> tuple[tuple[Node, Article], ...]:
        """Return a section's articles with their nodes, by their order, then by file: an article needs no id."""
        found = [(node, node.value) for node in self.nodes.values() if isinstance(node.value, Article)]
        found.sort(key=lambda pair: (pair[1].order, pair[0].document.file))
        return tuple(pair for pair in found if pair[1].section is section)

    @tracked_property
    def years(self) -> tuple[int, ...]:
        """The years that have a result, the latest first."""
        return tuple(sorted({result.year for result in self.results}, reverse=True))

    def year_names(self, year: int) -> tuple[str, ...]:
        """Return the names of a year by the periods reported in it: 2024/25, or 2025, or both."""
        periods = sorted(result.period for result in self.results if result.year == year)
        return tuple(dict.fromkeys(period.year_name for period in periods)) or (str(year),)

    @property
    def chapter_of(self) -> Mapping[str, Chapter]:
        """The chapter that each commitment belongs to, by the commitment's id."""
        return self.tree.chapter_of

    @tracked_property
    def last_changed(self) -> str:
        """The ISO date of the last change to anything: from git, or else the latest day that a document gives.

        A day many years after all others is mistyped.
        """
        if self.changed:
            return max(self.changed.values())
        given = sorted(str(getattr(node.value, "updated", None) or "") for node in self.nodes.values())
        while len(given) > 1 and given[-2] and int(given[-1][:4]) - int(given[-2][:4]) > _MOST_YEARS:
            given.pop()
        return given[-1] if given else ""

    @tracked_property
    def last_changed_in_language(self) -> str:
        """The ISO date of the last change to what is shown in this language: translations to others are left out."""
        tongues = ((tongue_of(file), day) for file, day in self.changed.items())
        days = [day for tongue, day in tongues if not tongue or tongue.code == self.code]
        return max(days, default=self.last_changed)

    def changed_on(self, file: str) -> str:
        """Return the ISO date of the last change to a document, or to its texts in this language; "" if unknown."""
        return max(self.changed.get(each, "") for each in self.files_of(file))

    def files_of(self, file: str) -> tuple[str, ...]:
        """Return the file of a document and, in another language, that of its translation; either may be given."""
        tongue = tongue_of(file)
        original = tongue.original if tongue else file
        return (original, translation_of(original, self.code)) if self.code else (original,)

    @property
    def epoch(self) -> int:
        """The last change as Unix time in seconds, for files that carry a date; 0 if unknown."""
        return epoch_of(self.last_changed)

    def document(self, name: str) -> SteeringDocument:
        """Return the steering document with this id."""
        return self._value(name, SteeringDocument)

    def documents_replacing(self, document: str) -> tuple[SteeringDocument, ...]:
        """Return the steering documents that replace one."""
        return tuple(self.document(name) for name in self.sources(document, Relation.REPLACES))

    def plan(self, name: str) -> Plan:
        """Return the plan with this id."""
        return self._value(name, Plan)

    def body(self, name: str) -> Body:
        """Return the body with this id."""
        return self._value(name, Body)

    def indicator(self, name: str) -> Indicator:
        """Return the indicator with this id."""
        return self._value(name, Indicator)

    def targets(self, source: str, relation: Relation | str) -> tuple[str, ...]:
        """Return the ids that `source` refers to by this relation, without duplicates."""
        return self._forward.get((source, str(relation)), ())

    def sources(self, target: str, relation: Relation | str) -> tuple[str, ...]:
        """Return the ids that refer to `target` by this relation, without duplicates."""
        return self._backward.get((target, str(relation)), ())

    @tracked_method
    def targets_on(self, indicator: str) -> tuple[tuple[Plan, Target], ...]:
        """Return the targets on an indicator with their plans, without plans that are only mentioned."""
        return self._targets_by_indicator.get(indicator, ())

    @tracked_property
    def _targets_by_indicator(self) -> Mapping[str, tuple[tuple[Plan, Target], ...]]:
        found: dict[str, list[tuple[Plan, Target]]] = {}
        for plan in self.action_plans:
            for target in plan.targets:
                found.setdefault(target.indicator, []).append((plan, target))
        return {indicator: tuple(pairs) for indicator, pairs in found.items()}

    @tracked_method
    def has_regulations(self, plan: str) -> bool:
        """Return whether anybody has said what was decided about some target of a plan."""
        return any(target.regulations for target in self.plan(plan).targets)

    @tracked_method
    def plans_serving(self, commitment: str) -> tuple[Plan, ...]:
        """Return the plans that serve a commitment or an objective, without those that are only mentioned."""
        serving = self.sources(commitment, Relation.SERVES)
        return tuple(plan for plan in self.action_plans if plan.id in serving) if serving else ()

    def plans_for(self, commitments: Iterable[Commitment | Objective]) -> tuple[Plan, ...]:
        """Return the plans that serve any of the given commitments or objectives, without duplicates."""
        return self._plans_serving_any(*(one.id for one in commitments))

    @tracked_method
    def _plans_serving_any(self, *commitments: str) -> tuple[Plan, ...]:
        serving = {plan.id for one in commitments for plan in self.plans_serving(one)}
        return tuple(plan for plan in self.action_plans if plan.id in serving)

    @tracked_method
    def mentioned_for(self, commitment: str) -> tuple[Plan, ...]:
        """Return the plans that are only mentioned and would serve a commitment."""
        return tuple(plan for plan in self.mentioned_plans if commitment in plan.all_serves)

    @tracked_method
    def results_of(self, plan: str) -> tuple[Result, ...]:
        """Return a plan's results, the latest first."""
        return tuple(sorted(self._results_by_plan.get(plan, ()), key=lambda result: result.period, reverse=True))

    @tracked_method
    def reports_of(self, plan: str) -> tuple[Result, ...]:
        """Return a plan's results without those of periods before it began, which are history, the latest first."""
        return tuple(result for result in self.results_of(plan) if not self.is_history(result))

    def is_history(self, result: Result) -> bool:
        """Return whether a result is about a period before its plan began."""
        period = self.plan(result.plan).period
        return period is not None and period.is_after(result.period)

    @tracked_method
    def latest_result(self, commitment: str) -> Result | None:
        """Return the latest result about a commitment, of any plan that serves it."""
        results = [each for plan in self.plans_serving(commitment) for each in self.results_about(plan, commitment)[:1]]
        return max(results, key=lambda result: result.period, default=None)

    def results_about(self, plan: Plan, commitment: str) -> tuple[Result, ...]:
        """Return a plan's results that are about a commitment, the latest first: all, if the plan itself serves it.

        Otherwise those with a number, a judgement or an account of what serves it.
        """
        results = self.reports_of(plan.id)
        if commitment in plan.serves:
            return results
        parts = [part.id for part in plan.activities if commitment in plan.serves_of(part)]
        aims = [target.indicator for target in plan.targets if commitment in plan.serves_of(target)]
        return tuple(
            each
            for each in results
            if not {*each.commitments, *each.objectives}.isdisjoint({commitment})
            or not {*each.activities}.isdisjoint(parts)
            or not {*each.targets, *each.measurements}.isdisjoint(aims)
        )

    def replaced_by(self, plan: str) -> tuple[Plan, ...]:
        """Return the plans that replace a plan."""
        return tuple(self.plan(name) for name in self.sources(plan, Relation.REPLACES))

    def target_periods(self, plan: str, target: Target) -> tuple[TargetPeriod, ...]:
        """Return the periods of a plan's target in chronological order, from its values and the plan's results.

        None if there is no such indicator, as before an error is mended.
        """
        if not self._has_indicator(target):
            return ()
        return self._target_periods.recall(id(target), lambda: (target, self._known_periods(plan, target)))[1]

    def _known_periods(self, plan: str, target: Target) -> tuple[TargetPeriod, ...]:
        own = readings_of(target.indicator, self.results_of(plan))
        since = {since for period, each in target.values.items() if (since := each.counts_from(period))}
        return self._periods(plan, target, own.keys() | since)

    def target_history(self, plan: str, target: Target) -> tuple[TargetPeriod, ...]:
        """Return the periods of a plan's target, with every known reading from before the plan and from elsewhere.

        Those are among them of which the statistics only say why they have no number.
        """
        if not self._has_indicator(target) or not self.indicator(target.indicator).statistics:
            return self.target_periods(plan, target)
        explained = {period for period, each in self.indicator(target.indicator).statistics.items() if each.missing}
        return self._periods(plan, target, self._known(plan, target).keys() | explained)

    def _has_indicator(self, target: Target) -> bool:
        node = self.nodes.get(target.indicator)
        return node is not None and isinstance(node.value, Indicator)

    def _known(self, plan: str, target: Target) -> dict[TimePeriod, Reading]:
        own = readings_of(target.indicator, self.results_of(plan))
        return {**observed(self.indicator(target.indicator)), **own}

    def _periods(self, plan: str, target: Target, shown: Set[TimePeriod]) -> tuple[TargetPeriod, ...]:
        name, known = target.indicator, self._known(plan, target)
        reports = self._reports(plan, target, {*shown, *target.values} - known.keys())
        return target_periods(target, self.indicator(name), known, reports, shown & known.keys())

    def _reports(self, plan: str, target: Target, shown: Set[TimePeriod]) -> dict[TimePeriod, TargetReport]:
        """Return what a plan's results say of a target; in `shown` periods also why its statistics have no number."""
        name = target.indicator
        observed = self.indicator(name).statistics.items()
        found = {period: TargetReport(missing=each.missing) for period, each in observed if each.missing}
        found = {period: each for period, each in found.items() if period in shown}
        for result in self.results_of(plan):
            if said := result.report_of(name):
                why = found[result.period].missing if result.period in found and not said.missing else said.missing
                found[result.period] = said.model_copy(update={"missing": why})
        return found

    @tracked_property
    def _target_periods(self) -> TrackedCache[int, tuple[Target, tuple[TargetPeriod, ...]]]:
        # Cached by the target's identity: every page of a plan and of its commitments asks for them.
        return TrackedCache()

    def yearly(self, plan: Plan) -> tuple[Yearly, ...]:
        """Return the years of a plan's targets, the latest first."""
        return tuple(yearly({target.indicator: self.target_periods(plan.id, target) for target in plan.targets}))

    def judgements_of(self, name: str) -> tuple[tuple[TimePeriod, Judgement], ...]:
        """Return the judgements of a commitment or an objective, its own and those in results, latest period first."""
        value = self.nodes[name].value
        dated = value.judgements if isinstance(value, Commitment | Objective) else ()
        own: list[tuple[TimePeriod, Judgement]] = [(each.period, each) for each in dated]
        for result in self.results:
            judged = {**result.commitments, **result.objectives}
            own += [(result.period, judged[name])] if name in judged else []
        return tuple(sorted(own, key=lambda pair: pair[0], reverse=True))

    def measured_for(self, result: Result, commitment: str) -> tuple[str, ...]:
        """Return the indicators of a result that measure a commitment: all, unless some targets serve others.

        A number serves what its target does, and so does its total; one without a target serves what the plan does.
        """
        plan = self.plan(result.plan)
        aimed = {target.indicator: False for target in plan.targets}
        aimed |= {target.indicator: True for target in plan.targets if commitment in plan.serves_of(target)}
        # A total without a target of its own is listed with its parts.
        totals = {result.measurements[name].of for name in aimed if name in result.measurements}
        served = commitment in plan.serves
        own = {name for name in result.measurements if aimed.get(name, served and name not in totals)}
        for name in [*own]:
            whole = result.measurements[name].of
            while whole in result.measurements and whole not in own:
                own.add(whole)
                whole = result.measurements[whole].of
        return tuple(name for name in result.numbered if name in own)

    def measured_last(self, commitments: Collection[str]) -> tuple[Result, tuple[str, ...]] | None:
        """Return the latest of the last results about commitments that measures any of them, and its indicators."""
        latest = {found.id: found for each in commitments if (found := self.latest_result(each))}
        for result in sorted(latest.values(), key=lambda each: (each.period, each.id), reverse=True):
            own = {name for each in commitments for name in self.measured_for(result, each)}
            if own:
                return result, tuple(name for name in result.numbered if name in own)
        return None

    def result(self, plan: str, period: TimePeriod | str | int) -> Result:
        """Return a plan's result for a period. Raises KeyError if there is none."""
        return self._value(f"{plan}/{TimePeriod.parse(period).slug}", Result)

    def readings_of(self, indicator: str) -> dict[TimePeriod, Reading]:
        """Return every reading of an indicator by period, from its statistics and the results of all plans.

        Results of plans that count their own part each are not one series, and left out.
        """
        found = {**observed(self.indicator(indicator)), **readings_of(indicator, self._of_one_series(indicator))}
        return dict(sorted(found.items()))

    def _of_one_series(self, indicator: str) -> tuple[Result, ...]:
        return () if self.is_counted_apart(indicator) else self.measurements_of(indicator)

    def is_counted_apart(self, indicator: str) -> bool:
        """Return whether several plans measure an indicator, each its own part: their numbers are not one series.

        They are one if plans agree on a period, or follow upon each other, and nowhere have different numbers.
        """
        numbers: dict[TimePeriod, dict[str, Decimal | None]] = {}
        for each in self.measurements_of(indicator):
            if not each.measurements[indicator].missing:
                numbers.setdefault(each.period_of(indicator), {})[each.plan] = each.measurements[indicator].number
        if any(len({*found.values()}) > 1 for found in numbers.values()):
            return True
        measuring = {plan for found in numbers.values() for plan in found}
        series = [{plan, *measuring.intersection(self.plan(plan).replaces)} for plan in sorted(measuring)]
        series += [{*found} for found in numbers.values()]
        return len(_connected(series)) > 1

    def divided(self, indicator: Indicator) -> dict[TimePeriod, Observation]:
        """Return the numbers of an indicator that are broken down by groups, by period."""
        return divided(indicator, self._of_one_series(indicator.id))

    def latest_reading(self, indicator: str) -> Reading | None:
        """Return the latest reading of an indicator: from the latest result that measures it, or its statistics."""
        return next(iter(self.latest_readings(indicator)), None)

    def latest_readings(self, indicator: str) -> tuple[Reading, ...]:
        """Return the latest reading of an indicator; that of each plan, the latest first, if each counts its own."""
        results = [each for each in self.measurements_of(indicator) if not each.measurements[indicator].missing]
        latest = {each.plan: each for each in reversed(results)}
        shown = (
            [each for each in results if latest[each.plan] is each] if self.is_counted_apart(indicator) else results[:1]
        )
        if shown:
            return tuple(Reading(indicator, each.period_of(indicator), each.id, each.measurements) for each in shown)
        return tuple([*self.readings_of(indicator).values()][-1:])

    def measurements_of(self, indicator: str) -> tuple[Result, ...]:
        """Return the results that measure an indicator, or say why they have no number, latest first."""
        results = (value for value in self._measuring(indicator) if isinstance(value, Result))
        # When two versions are compared, a number may be withheld although a reference leads to it.
        return tuple(result for result in results if indicator in result.measurements)

    def followers_of(self, indicator: str) -> tuple[Linked, ...]:
        """Return the plans, commitments and focus areas that refer to an indicator."""
        return tuple(value for value in self._measuring(indicator) if not isinstance(value, Result))

    def _measuring(self, indicator: str) -> list[Linked]:
        values = [self.nodes[name].value for name in self.sources(indicator, Relation.MEASURED_BY)]
        results = [value for value in values if isinstance(value, Result)]
        others = [value for value in values if not isinstance(value, Result)]
        return [*others, *sorted(results, key=lambda result: result.period, reverse=True)]

    @tracked_property
    def ledger(self) -> Ledger:
        """Every commitment with its standing."""
        return Ledger(self)

    @tracked_property
    def gaps(self) -> Gaps:
        """The gaps of the publication, as far as it can know them."""
        return Gaps(self)

    @tracked_property
    def bodies_by_kind(self) -> Mapping[str, tuple[Body, ...]]:
        """The bodies of each kind, in the order of the register."""
        kinds = dict.fromkeys(body.kind for body in self.bodies)
        return {kind: tuple(body for body in self.bodies if body.kind is kind) for kind in kinds}

    def duties_of(self, body: str) -> Duties:
        """Return what a body is responsible for or takes part in."""
        return duties(self.nodes, self.sources(body, Relation.RESPONSIBLE), self.sources(body, Relation.PARTNER), body)

    def plans_of(self, body: str) -> tuple[Plan, ...]:
        """Return the plans for which, or for parts of which, a body is responsible."""
        named = self.sources(body, Relation.RESPONSIBLE)
        return tuple(plan for plan in self.action_plans if plan.id in named) if named else ()

    @tracked_property
    def _results_by_plan(self) -> Mapping[str, tuple[Result, ...]]:
        found: dict[str, list[Result]] = {}
        for result in self._values(Result):
            found.setdefault(result.plan, []).append(result)
        return {plan: tuple(results) for plan, results in found.items()}

    @tracked_property
    def _forward(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _index(((ref.source, ref.relation), ref.target) for ref in self.references)

    @tracked_property
    def _backward(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _index(((ref.target, ref.relation), ref.source) for ref in self.references)

    def in_language(self, language: ContentLanguage) -> "Publication":
        """Return the publication in another language; untranslated texts stay as they are."""
        entries, own = self.tongues[language.code], self.settings.theme.language
        settings = settings_in(self.settings, language)
        synonyms = entries.get(SYNONYMS)
        other = synonyms.value.synonyms if synonyms and isinstance(synonyms.value, Synonyms) else ()
        nodes = nodes_in(self.nodes, entries, own)
        return replace(self, settings=settings, nodes=nodes, synonyms=other, code=language.code)

    def is_translated(self, name: str, language: ContentLanguage) -> bool:
        """Return whether a node has a title or a text of its own in a language."""
        node = self.nodes[name]
        return is_translated(node, self.tongues[language.code].get(node.document.file))

    def texts_in(self, name: str, language: ContentLanguage) -> Mapping[Way, str]:
        """Return the texts of a node in a language, by their paths."""
        node = self.nodes[name]
        return texts_in(node, self.tongues[language.code].get(node.document.file))

    def _values(self, kind: type[Value]) -> list[Value]:
        return [node.value for node in self.nodes.values() if isinstance(node.value, kind)]

    def _value(self, name: str, kind: type[Value]) -> Value:
        value = self.nodes[name].value
        if not isinstance(value, kind):
            raise KeyError(name)
        return value

    def of_kind(self, kind: NodeKind) -> tuple[Node, ...]:
        """Return the nodes of one kind."""
        return tuple(node for node in self.nodes.values() if node.kind == kind)


def epoch_of(day: str) -> int:
    """Return an ISO date as Unix time in seconds (UTC); 0 if it is empty."""
    return calendar.timegm(Day.parse(day).first.timetuple()) if day else 0


def _index(pairs: Iterable[tuple[tuple[str, str], str]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault((key[0], str(key[1])), {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _connected(sets: Iterable[set[str]]) -> list[set[str]]:
    """Return sets as unions of those that have members in common."""
    found: list[set[str]] = []
    for each in sets:
        together = [other for other in found if other & each]
        found = [other for other in found if not other & each] + [each.union(*together)]
    return found
