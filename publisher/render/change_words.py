"""Changes in words: the subject of each change, and its value before and after."""
# One meaning, so one file.

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup
from pydantic import BaseModel

from publisher.link.graph.node import Node
from publisher.link.time.differences import TRANSLATION, Act, Change, FieldStep
from publisher.model.judgement import Judgement
from publisher.model.parts import Decision
from publisher.model.period import Day, Period
from publisher.model.plan import Regulation, Target
from publisher.model.result import Measurement
from publisher.model.roles import NodeKind, has_words, word_key
from publisher.model.target_value import TargetValue
from publisher.model.time_period import TimePeriod, time_period
from publisher.model.unit import Unit
from publisher.render.changed_values import indicator_of, is_reference, key_word, unit_of, word_of
from publisher.render.escape import escape, in_tongue
from publisher.render.page_versions import name_and_tag
from publisher.render.views import Views

# Fields whose members are identified by the period that they are of.
_BY_PERIOD: Final = frozenset({"values", "periods", "statistics"})


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one node: its name, its id if it still has a page, and a line for each change."""

    id: str
    kind: NodeKind
    name: str
    lines: tuple[Markup, ...]


class Fact(NamedTuple):
    """What a change of a single value is about, and the value before and after, escaped; "" if there was none."""

    about: str
    before: Markup
    after: Markup


class _Side(NamedTuple):
    """A change, and the two states of the publication: first the one that the value to be said is from."""

    change: Change
    views: tuple[Views, Views]


class ChangeWords:
    """Describes changes in the site's language. A removed node has its last name."""

    def __init__(self, before: Views, after: Views) -> None:
        self._before, self._after = before, after
        self._language = after.language

    def groups(self, changes: Iterable[Change]) -> tuple[Group, ...]:
        """Return the changes by node, with nodes grouped by kind in the order of the publication."""
        by_id: dict[str, list[Change]] = {}
        for change in changes:
            by_id.setdefault(change.id, []).append(change)
        groups = [
            Group(name, found[0].kind, self.called(found[0]), tuple(self.line(change) for change in found))
            for name, found in by_id.items()
        ]
        kinds = list(NodeKind)
        return tuple(sorted(groups, key=lambda group: kinds.index(group.kind)))

    def lines(self, changes: Iterable[Change], subject: str, *, together: bool = False) -> list[Markup]:
        """Return changes as sentences; those of nodes other than `subject` are grouped, and name them.

        With `together`, the nodes that were only added are named in one last sentence.
        """
        found, fresh = [], []
        for name, own in groupby(changes, key=lambda change: change.id):
            group = list(own)
            if name == subject:
                found += [self.line(change, first=True) for change in group]
                continue
            called = self._after.link(name) if name in self._after.publication.nodes else escape(self.called(group[0]))
            if together and len(group) == 1 and not group[0].steps and group[0].act is Act.ADDED:
                fresh.append(called)
                continue
            said = [None, *(change.act if change.steps else None for change in group)]
            lines = [self.line(each, alike=each.act is before) for each, before in zip(group, said, strict=False)]
            found.append(Markup(f"{called}: {'; '.join(lines)}"))
        if len(fresh) > 1:
            return [*found, Markup(f"**{self._language.text('change.fresh')}** {'; '.join(fresh)}")]
        return [*found, *(Markup(f"{called}: **{self._language.text('change.whole.added')}**") for called in fresh)]

    def called(self, change: Change) -> str:
        """Return the name of a change's node; for a removed node, its last name."""
        last = getattr(change.before.value, "title", "") if isinstance(change.before, Node) else ""
        return str(last) or self.name(change.id)

    def _called_now(self, name: str) -> str:
        node = self._after.publication.nodes.get(name)
        return str(getattr(node.value, "title", "")) if node else ""

    def name(self, subject: str) -> str:
        """Return the name of a node by its id."""
        return next((views.label(subject) for views in self._views() if subject in views.publication.nodes), subject)

    def line(self, change: Change, *, first: bool = False, alike: bool = False) -> Markup:
        """Return one change as a sentence; a `first` change in a history is the publication.

        After an `alike` change the act is not repeated. For a title that is still the node's, and so stands above or
        before the line, only the earlier one is given.
        """
        text = self._language.text
        if not change.steps and first and change.act is Act.ADDED:
            return Markup(f"**{text('change.first')}**")
        if not change.steps:
            return Markup(f"**{text(f'change.whole.{change.act}')}**")
        facts = dict(zip(("before", "after"), self._both(change), strict=True))
        done = "" if alike else f"**{text(f'change.{change.act}')}** "
        what = f"{done}{escape(self._about(change))}"
        if change.steps[-1].prose:
            return Markup(what)
        own_title = change.steps == (FieldStep("title"),) and str(change.after) == self._called_now(change.id)
        if facts["before"] and own_title:
            return Markup(f"{what} {text('change.was', before=facts['before'])}")
        if facts["before"] and facts["after"]:
            return Markup(f"{what} {text('change.from-to', **facts)}")
        said = facts["before"] or facts["after"]
        return Markup(f"{what}: {said}" if said else what)

    def fact(self, change: Change) -> Fact:
        """Return a change of a single value in words, without its act."""
        steps, value = change.steps, change.after if change.before is None else change.before
        if len(steps) > 1 and steps[-2].title and steps[-2].title == str(value):
            # Such a title is the name of its member: "activity: Build" instead of "activity Build, title: Build".
            steps = (*steps[:-2], FieldStep(steps[-2].field))
        about = self._language.commas(self._step(step, change) for step in steps)
        return Fact(about[:1].upper() + about[1:], *self._both(change))

    def _views(self) -> tuple[Views, Views]:
        return self._after, self._before

    def _both(self, change: Change) -> tuple[Markup, Markup]:
        now = self._views()
        return self._said(change.before, _Side(change, now[::-1])), self._said(change.after, _Side(change, now))

    def _about(self, change: Change) -> str:
        """Return the fact that a change is about: "mål Vidare till arbete, år 2023"."""
        steps = change.steps
        # What has a value is named already: a measurement, a judgement, a period of statistics.
        if len(steps) > 1 and steps[-1] == FieldStep("value"):
            steps = steps[:-1]
        return self._language.commas(filter(None, (self._step(step, change) for step in steps)))

    def _step(self, step: FieldStep, change: Change) -> str:
        if step.field == TRANSLATION:
            return self._language.text("change.translation", language=self._own_name(step.key))
        # What a number is of is no time that something is in force.
        is_of = step.field == "period" and any(isinstance(each, TimePeriod) for each in (change.before, change.after))
        # Money has an outcome of its own, in money.
        is_spent = step.field == "outcome" and isinstance(change.after or change.before, Decimal)
        spent = self._language.text("change.field.spent")
        word = spent if is_spent else self._word("periods" if is_of else step.field)
        if not step.key:
            return word
        # A decision is given in full after the colon, and a number that names a node is in its title.
        if step.field == "decisions":
            return word
        period = time_period(step.key)
        if period and step.field in _BY_PERIOD and not str(period).isdigit():
            return self._language.period(period)
        named = any(step.key in views.publication.nodes for views in self._views())
        title = step.title or self._titled(step, change) or key_word(step, change, self._views())
        return f"{word} {self.name(step.key) if named else title or step.key}"

    def _own_name(self, code: str) -> str:
        """Return a language's own name, marked as being in it."""
        declared = self._after.publication.settings.publication.languages
        name, tag = name_and_tag(code, declared, self._language)
        return str(in_tongue(Markup(name), tag))  # not escaped here: the whole line is

    def _word(self, field: str) -> str:
        """Return the name of a kind of fact: a word of its own, or else its field's title."""
        language, own = self._language, f"change.field.{field}"
        if language.has(own):
            return language.text(own)
        title = language.field_title(field)
        return language.within(title) if title else language.text("change.field")

    def _titled(self, step: FieldStep, change: Change) -> str:
        """Return the title in its plan of a result's activity."""
        for views in self._views():
            node = views.publication.nodes.get(change.id)
            plan = views.publication.nodes.get(str(getattr(node.value, "plan", ""))) if node else None
            for part in getattr(plan.value, step.field, ()) if plan else ():
                if getattr(part, "id", "") == step.key:
                    return str(part.title)
        return ""

    def _said(self, value: object, side: _Side) -> Markup:
        """Return a value in words, escaped for Markdown; "" if it has no short form."""
        if value is None or value == ():
            return Markup("")
        if isinstance(value, Decision):
            return self._decision(value)
        if isinstance(value, BaseModel | Mapping) and not isinstance(value, Period | Unit | TargetValue):
            return Markup(self._language.comma).join(self._parts(value, side))
        return escape(self._plain(value, side))

    def _parts(self, value: object, side: _Side) -> Iterator[Markup]:
        match value:
            case Target():
                yield from self._parts(value.values, side)
            case Measurement():
                # A suppressed number has no words here.
                yield from (escape(self._plain(number, side)) for number in [value.number] if number is not None)
            case Regulation():
                yield escape(f"{self._plain(value.verdict, side)}: {value.reason}")
            case Mapping():
                for year, each in value.items():
                    facts = {"value": self._plain(each, side), "year": self._plain(year, side)}
                    yield escape(self._language.text("change.in-year", **facts))
            case Judgement():
                yield self._after.level(value)

    def _plain(self, value: object, side: _Side) -> str:
        language = self._language
        match value:
            case bool():
                return language.text("change.yes" if value else "change.no")
            case Decimal():
                return self._after.figures.number(value, unit_of(*side))
            case Day():
                return language.date(value)
            case Period():
                return self._after.period(value)
            case TimePeriod():
                return language.period(value)
            case Unit():
                return language.unit_name(value)
            case TargetValue():
                indicator = indicator_of(*side)
                return (
                    self._after.targets.target_value(value, indicator) if indicator else str(value.value or value.words)
                )
            case StrEnum() if has_words(type(value)):
                return language.text(word_key(value))
            case str() if is_reference(*side) and any(value in views.publication.nodes for views in self._views()):
                return self.name(value)
            case str():
                return word_of(value, *side) or value
        return str(value)

    def _decision(self, decision: Decision) -> Markup:
        if decision.body in self._after.publication.nodes:
            return self._after.decision(decision)
        return escape(self._language.date(decision.date) if decision.date else decision.body)
