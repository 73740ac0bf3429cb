"""Presence: which facts exist, so that no empty row, column or sentence is printed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, get_args
from urllib.parse import urlsplit

from publisher.language import Language
from publisher.link.figures.series import Reading
from publisher.link.graph.node import Linked
from publisher.link.publication import Publication
from publisher.model.plan import Plan, Status
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.strategy import Commitment, SteeringDocument
from publisher.model.time_period import TimePeriod
from publisher.model.untranslated import composed

# Only plans with these statuses can have results.
AT_WORK: Final = frozenset({Status.ONGOING, Status.DONE})
# More targets than this are counted in a sentence, not named.
_FEW_NAMES: Final = 3

_ByPeriod: TypeAlias = Mapping[TimePeriod, Sequence[str]]
_NONE: Final[Mapping[str, _ByPeriod]] = {}


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """The number of plans and commitments of each body, by its id, and the columns that are not empty."""

    columns: tuple[str, ...]
    of: Mapping[str, Mapping[str, int]]


class Presence:
    """Template functions that decide whether a heading, a column or a sentence is printed."""

    def __init__(self, publication: Publication, language: Language) -> None:
        self.publication = publication
        self.language = language

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        names = ("latest_of", "latest_measured", "duty_counts", "gap_words", "host", "shares_first")
        return {name: getattr(self, name) for name in names}

    def latest_of(self, plans: Iterable[Plan], about: Collection[str] = ()) -> dict[str, Result]:
        """Return the latest result of each plan that has one, by the plan's id.

        If commitments or objectives are given, it is the latest about any of these.
        """
        results = ((plan, self._results(plan, about)) for plan in plans)
        return {plan.id: max(own, key=lambda result: result.period) for plan, own in results if own}

    def _results(self, plan: Plan, about: Collection[str]) -> tuple[Result, ...]:
        if not about:
            return self.publication.reports_of(plan.id)
        return tuple(each for one in about for each in self.publication.results_about(plan, one))

    def latest_measured(self, indicators: Iterable[str]) -> dict[str, tuple[Reading, ...]]:
        """Return the latest value of each indicator that has one, or that of each plan, by the indicator's id."""
        return {name: found for name in indicators if (found := self.publication.latest_readings(name))}

    def duty_counts(self, bodies: Iterable[Body]) -> DutyCounts:
        """Return what each body answers for and takes part in, counted without plans that are only mentioned."""
        mentioned, found = self.publication.mentioned_plans, {}
        for body in bodies:
            duties = self.publication.duties_of(body.id)
            counts: dict[str, tuple[Linked, ...]] = {
                "documents": duties.strategies,
                "plans": duties.plans,
                "commitments": duties.commitments,
                "objectives": duties.objectives,
                "partner-in": duties.partner_in,
            }
            found[body.id] = {name: sum(value not in mentioned for value in values) for name, values in counts.items()}
        columns = dict.fromkeys(name for counts in found.values() for name, count in counts.items() if count)
        return DutyCounts(tuple(columns), found)

    def gap_words(self, value: Plan | Commitment | SteeringDocument, targets: Mapping[str, _ByPeriod] = _NONE) -> str:
        """Return in words the fields declared as empty, and in a complete publication also the missing ones.

        `targets` are those that lack something, by what they lack and by period, as ids of indicators.
        """
        none = [self.language.text(f"without.{name}") for name in value.without]
        untold = [self.language.text(f"untold.{name}") for name in self._untold(value)]
        untold += [
            self.language.text(f"untold.{name}", period=self.language.period(period), targets=self._targets(indicators))
            for name, periods in targets.items()
            for period, indicators in sorted(periods.items())
        ]
        words = [self.language.text("untold", facts=self.language.listing(untold))] if untold else []
        return composed(" ".join([*none, *words]), words)

    def _targets(self, indicators: Sequence[str]) -> str:
        """Return the titles of a few indicators, or how many there are."""
        if len(indicators) > _FEW_NAMES:
            return self.language.plural("untold.targets-count", len(indicators))
        return self.language.listing(self.publication.indicator(name).title for name in indicators)

    def _untold(self, value: Plan | Commitment | SteeringDocument) -> list[str]:
        """Return the fields of a node without a value, if the publication is declared complete."""
        if not self.publication.gaps.counted or (isinstance(value, Plan) and value.status is Status.MENTIONED):
            return []
        if isinstance(value, Commitment) and not self.publication.tree.is_in_force(value):
            return []
        known = _facts(type(value))
        found = [fact for fact in known if fact not in value.without and getattr(value, fact) in (None, ())]
        if isinstance(value, SteeringDocument) and (value.adopted_on or value.reference) and "decisions" in found:
            found.remove("decisions")
        if isinstance(value, Plan) and value.status in AT_WORK and not self.publication.reports_of(value.id):
            found.append("results")
        return found

    def shares_first(self, result: Result) -> tuple[str, ...]:
        """Return the indicators that have a number in a result, first those with a share: they say what came of it."""
        return tuple(sorted(result.numbered, key=lambda name: result.measurements[name].share is None))

    def host(self, url: str) -> str:
        """Return the host name of a URL, for display."""
        return (urlsplit(url).hostname or "").removeprefix("www.")


def _facts(model: type[Plan | Commitment | SteeringDocument]) -> tuple[str, ...]:
    """Return the fields that an author can declare empty (`none`)."""
    return tuple(str(fact) for fact in get_args(model.model_fields["without"].annotation)[0])
