"""Words for objectives: the names of levels, their progress, and the goals of Agenda 2030 they serve."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from publisher.kinds import SDG
from publisher.language import Language
from publisher.link.graph.node import Linked
from publisher.link.publication import Publication
from publisher.model.judgement import Judgement
from publisher.model.result import Result
from publisher.model.sdg import goal_of, target_order
from publisher.model.strategy import Chapter, Commitment, Objective, SteeringDocument, members_of
from publisher.model.time_period import TimePeriod
from publisher.model.untranslated import composed
from publisher.render.address import Addresses
from publisher.render.escape import escape


class ObjectiveWords:
    """Template functions for objectives and goals."""

    def __init__(self, publication: Publication, language: Language, addresses: Addresses) -> None:
        self._publication = publication
        self._language = language
        self._addresses = addresses

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        names = (
            "level_name", "come_how_far", "sdg_links",
            "served_objectives", "served_commitments", "judged_values", "judged_in",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def served_objectives(self, served: Iterable[Commitment | Objective | str]) -> list[Linked]:
        """Return the objectives among what is served."""
        return [each for each in self._values(served) if isinstance(each, Objective)]

    def served_commitments(self, served: Iterable[Commitment | Objective | str]) -> list[Linked]:
        """Return the commitments among what is served."""
        return [each for each in self._values(served) if not isinstance(each, Objective)]

    def judged_values(self, result: Result) -> list[Linked]:
        """Return the objectives and commitments that a result judges."""
        return self._values((*result.objectives, *result.commitments))

    def judged_in(self, year: int) -> list[tuple[Objective | Commitment, TimePeriod, Judgement]]:
        """Return the objectives and commitments judged in a year, each with its latest judgement of the year."""
        found: list[tuple[Objective | Commitment, TimePeriod, Judgement]] = []
        for one in (each for chapter in self._publication.chapters for each in members_of(chapter)):
            judged = [pair for pair in self._publication.judgements_of(one.id) if pair[0].year == year]
            found += [(one, *pair) for pair in judged[:1]]
        return found

    def _values(self, names: Iterable[Commitment | Objective | str]) -> list[Linked]:
        nodes = self._publication.nodes
        return [nodes[each].value if isinstance(each, str) else each for each in names]

    def level_name(self, objective: Objective) -> str:
        """Return an objective's name in its document: the name of its level, with its number.

        Below the lowest level of a document that names its levels, nobody has said what it is called: only the number
        is returned, or "".
        """
        level = self._publication.tree.level_of(objective)
        document = self._publication.tree.document_of.get(objective.id)
        if not level and document and document.levels:
            return objective.number or ""
        name = level.one if level else self._language.text("objective")
        return composed(f"{name} {objective.number}", [name]) if objective.number else name

    def come_how_far(self, value: SteeringDocument | Chapter | Objective) -> str:
        """Return in words how many commitments below a node are reached or done; "" if there are none."""
        below: tuple[Commitment, ...] = self._publication.tree.commitments_below(value.id)
        counts = self._publication.ledger.passed_up(below)
        if not counts.total:
            return ""
        words = self._language.plural("passed-up", counts.total, there=self._language.number(counts.there))
        over = sum(not self._publication.tree.is_in_force(each) for each in below)
        # Of a document that is not in force at all, its page says so.
        if over and over < counts.total:
            words += f" {self._language.begun(self._language.plural('commitments.not-in-force', over))}."
        if counts.not_known:
            words += " " + self._language.plural("passed-up.not-known", counts.not_known)
        return words

    def sdg_links(self, numbers: Iterable[str], page: str) -> Markup:
        """Return links from a page to the goals of Agenda 2030 that the numbers belong to, joined as a list."""
        return Markup(self._language.listing([self._link(each, page) for each in sorted(numbers, key=target_order)]))

    def _link(self, number: str, page: str) -> Markup:
        goal = goal_of(number)
        words = self._language.text("sdg.title", number=goal, name=self._language.text(f"sdg.{goal}"))
        if "." in number:
            words = f"{self._language.text('sdg.as-target', number=number)} ({words})"
        path = self._addresses.lists[f"{SDG.name}-{goal}"]
        return Markup(f"[{escape(words)}]({self._addresses.relative(path, page)})")
