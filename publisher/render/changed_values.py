"""What a changed value is, by the models that it is in: the unit of a number, the word of a level or a group."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import BaseModel

from publisher.link.time.differences import Change, FieldStep, keyed
from publisher.model.money import Money
from publisher.model.pools import Picks, Pool
from publisher.model.register import Indicator
from publisher.model.roles import Names
from publisher.model.unit import COUNT, PERCENT, Unit
from publisher.render.document_words import level_word
from publisher.render.group_tables import group_name
from publisher.render.views import Views

# Members of a plan that other fields of it name, by their ids.
_PARTS: Final[Mapping[Pool, str]] = {Pool.ACTIVITY: "activities", Pool.THEME: "themes"}


def unit_of(change: Change, sides: Sequence[Views]) -> Unit:
    """Return the unit of the numbers in a change: a currency, per cent completed, or that of their indicator.

    `sides` are the two states of the publication, first the one that the numbers are from.
    """
    if change.steps and change.steps[-1].field == "complete":
        return PERCENT
    if found := next(
        (model for views in sides for model, _ in _along(change, views) if isinstance(model, Money)), None
    ):
        return Unit(name=found.currency)
    indicator = indicator_of(change, sides)
    return indicator.unit if indicator else COUNT


def indicator_of(change: Change, sides: Sequence[Views]) -> Indicator | None:
    """Return the indicator that a change is about, if it is about one."""
    for views in sides:
        along = [getattr(model, "indicator", None) for model, _ in _along(change, views)]
        for name in (*(step.key for step in change.steps), *along, change.id):
            node = views.publication.nodes.get(str(name))
            if node and isinstance(node.value, Indicator):
                return node.value
    return None


def is_reference(change: Change, sides: Sequence[Views]) -> bool:
    """Return whether a changed value is the id of something, and not a text that only looks like one.

    Of a value whose model is no longer there it is taken to be one.
    """
    for views in sides:
        along = [*_along(change, views)]
        if along and len(along) == len(change.steps):
            model, step = along[-1]
            return any(isinstance(one, Names) for one in type(model).model_fields[step.field].metadata)
    return True


def word_of(value: str, change: Change, sides: Sequence[Views]) -> str:
    """Return the word for a value that is picked among others, a level's or a currency's; "" if it is no such value."""
    for views in sides:
        if any(isinstance(model, Money) and step.field == "currency" for model, step in _along(change, views)):
            return views.language.unit_name(Unit(name=value))
    found = _last_picked(change.steps, change, sides)
    return _picked(value, found[1].pool, change, found[0]) if found and not found[1].keys else ""


def key_word(step: FieldStep, change: Change, sides: Sequence[Views]) -> str:
    """Return the word for the key of a mapping whose keys are picked among others: a group's; "" if it is no such."""
    steps = change.steps[: change.steps.index(step) + 1] if step in change.steps else ()
    found = _last_picked(steps, change, sides)
    return _picked(step.key, found[1].pool, change, found[0]) if found and found[1].keys else ""


def _last_picked(steps: Sequence[FieldStep], change: Change, sides: Sequence[Views]) -> tuple[Views, Picks] | None:
    """Return the pool of the field that the steps lead to, and the state of the publication that has it."""
    for views in sides:
        along = [*_along(change, views)][: len(steps)]
        if steps and len(along) == len(steps):
            model, step = along[-1]
            return next(((views, one) for one in type(model).model_fields[step.field].metadata
                         if isinstance(one, Picks)), None)  # fmt: skip
    return None


def _picked(value: str, pool: Pool, change: Change, views: Views) -> str:
    if pool is Pool.SCALE:
        level = views.publication.level(value)
        return level_word(level, views.language) if level else ""
    node = views.publication.nodes.get(change.id)
    if pool is Pool.SERIES or pool is Pool.GROUP:
        compared = getattr(node.value, "comparisons", ()) if node else ()
        title = next((str(each.title) for each in compared if each.id == value), "")
        return title or group_name(value, views.publication.dimensions, views.language)
    if pool is Pool.LEVEL:
        document = views.publication.tree.document_of.get(change.id)
        return next((each.one for each in (document.levels if document else ()) if each.id == value), "")
    parts = getattr(node.value, _PARTS[pool], ()) if node and pool in _PARTS else ()
    return next((str(each.title) for each in parts if each.id == value), "")


def _along(change: Change, views: Views) -> Iterator[tuple[BaseModel, FieldStep]]:
    """Yield each model on the path to a changed value, with the step that leads on from it."""
    node = views.publication.nodes.get(change.id)
    value: object = node.value if node else None
    for step in change.steps:
        if not isinstance(value, BaseModel) or step.field not in type(value).model_fields:
            return
        yield value, step
        value = getattr(value, step.field)
        if step.key and isinstance(value, tuple | Mapping):
            members = keyed(value) if isinstance(value, tuple) else {str(key): each for key, each in value.items()}
            value = members.get(step.key)
