"""Duties: what a body is responsible for, and what it takes part in as a partner."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publisher.link.graph.node import Linked, Node
from publisher.model.parts import Tier
from publisher.model.plan import Activity, Plan, Target, Theme
from publisher.model.strategy import Commitment, Objective, SteeringDocument


@dataclass(frozen=True, slots=True)
class Duties:
    """What a body is responsible for, by kind of node, and what it takes part in without being responsible.

    `steps` are those of the chains of steering documents: who answers for a step does not answer for its document.
    `targets` are the themes and targets of plans that name the body themselves.
    """

    strategies: tuple[SteeringDocument, ...]
    steps: tuple[tuple[SteeringDocument, Tier], ...]
    plans: tuple[Plan, ...]
    commitments: tuple[Commitment, ...]
    objectives: tuple[Objective, ...]
    activities: tuple[tuple[Plan, Activity], ...]
    targets: tuple[tuple[Plan, Theme | Target], ...]
    partner_in: tuple[Linked, ...]

    def __bool__(self) -> bool:
        own = (self.strategies, self.plans, self.commitments, self.objectives, self.activities, self.targets)
        return any((*own, self.steps, self.partner_in))


def duties(nodes: Mapping[str, Node], responsible: Iterable[str], partner: Iterable[str], body: str) -> Duties:
    """Return the duties of `body`, from the nodes that name it as responsible or as a partner."""
    values = [nodes[name].value for name in responsible]
    plans = [value for value in values if isinstance(value, Plan)]
    documents = [value for value in values if isinstance(value, SteeringDocument)]
    own = {value.id for value in values if not isinstance(value, Plan) or body in value.responsible}
    return Duties(
        tuple(document for document in documents if body in document.responsible),
        tuple((document, step) for document in documents for step in document.chain if body in step.responsible),
        tuple(plan for plan in plans if body in plan.responsible),
        tuple(value for value in values if isinstance(value, Commitment)),
        tuple(value for value in values if isinstance(value, Objective)),
        tuple((plan, activity) for plan in plans for activity in plan.activities if body in activity.responsible),
        tuple((plan, part) for plan in plans for part in _aims(plan) if body in part.responsible),
        tuple(nodes[name].value for name in partner if name not in own),
    )


def _aims(plan: Plan) -> Iterator[Theme | Target]:
    yield from plan.themes
    yield from plan.targets
