"""Feeds and calendars: which pages have their own, and the contents of each."""

from collections.abc import Mapping, Sequence
from typing import Final

from publisher.dependencies import tracked_method, tracked_property
from publisher.kinds import OWN_DOCUMENT
from publisher.link.graph.node import Linked, Node
from publisher.link.publication import Publication
from publisher.link.time.due import Due, due_days
from publisher.model.period import Day
from publisher.model.plan import Plan
from publisher.model.register import Body
from publisher.model.strategy import Commitment, FocusArea, Objective, members_of
from publisher.render.address import Addresses

FEED: Final = "feed.xml"
CALENDAR: Final = "calendar.ics"
Followed = Plan | FocusArea | Body
"""What has a feed of its own, if something in it has a date; plans and bodies may have a calendar too."""


class Following:
    """The feeds and calendars of one publication."""

    def __init__(self, publication: Publication, addresses: Addresses) -> None:
        self._publication, self._addresses = publication, addresses

    @tracked_property
    def days(self) -> Mapping[str, Day]:
        """The date of the last change by file: from git, or else from the document itself."""
        found = {}
        for node in self._publication.nodes.values():
            if node.kind in OWN_DOCUMENT and (day := self._day(node)):
                found[node.document.file] = Day.parse(day)
        return found

    @tracked_property
    def due(self) -> tuple[Due, ...]:
        """Everything that is due, by day."""
        return due_days(self._publication)

    @tracked_property
    def _due_of(self) -> Mapping[str, tuple[Due, ...]]:
        found: dict[str, list[Due]] = {}
        for due in self.due:
            for name in dict.fromkeys((due.about, *due.bodies)):
                found.setdefault(name, []).append(due)
        return {name: tuple(several) for name, several in found.items()}

    def due_of(self, value: object) -> tuple[Due, ...]:
        """Return the due dates of a plan, or of a body's responsibilities; empty for other values."""
        return self._due_by_id(value.id) if isinstance(value, Plan | Body) else ()

    @tracked_method
    def _due_by_id(self, name: str) -> tuple[Due, ...]:
        return self._due_of.get(name, ())

    def sources(self, value: object) -> frozenset[str]:
        """Return the files whose changes belong in a value's feed: dated, and with a page in this language."""
        if not isinstance(value, Plan | FocusArea | Body):
            return frozenset()
        names = [name for each in self._subjects(value) for name in (str(each.id), *self._results(each))]
        paths = self._addresses.by_id
        here = [name for name in names if paths[name].startswith(self._addresses.folder)]
        return frozenset(self._publication.nodes[name].document.file for name in here) & self.days.keys()

    def _subjects(self, value: Followed) -> Sequence[Linked]:
        """Return what the feed of a value is about: itself and its plans, or all that a body is responsible for."""
        if isinstance(value, Plan):
            return (value,)
        if isinstance(value, FocusArea):
            return (value, *self._publication.plans_for(members_of(value)))
        duties = self._publication.duties_of(value.id)
        plans = [*duties.plans, *(plan for plan, _ in (*duties.activities, *duties.targets))]
        documents = [*duties.strategies, *(document for document, _ in duties.steps)]
        every = (*documents, *duties.objectives, *duties.commitments, *plans, *duties.partner_in)
        return [self._dated(each) for each in every]

    def _dated(self, value: Linked) -> Linked:
        """Return what has the page that a feed lists: for a commitment or an objective its chapter."""
        if isinstance(value, Commitment):
            return self._publication.chapter_of[value.id]
        return self._publication.tree.chapter_of_objective[value.id] if isinstance(value, Objective) else value

    def _results(self, value: Linked) -> Sequence[str]:
        return [result.id for result in self._publication.results_of(value.id)] if isinstance(value, Plan) else ()

    def feed(self, url: str, value: object) -> str:
        """Return the path of the feed of the page with this address, or ""."""
        return f"{url}{FEED}" if self._publication.settings.site_url and self.sources(value) else ""

    def calendar(self, url: str, value: object) -> str:
        """Return the path of the calendar of the page with this address, or ""."""
        return f"{url}{CALENDAR}" if self.due_of(value) else ""

    def _day(self, node: Node) -> str:
        given = getattr(node.value, "updated", None) or getattr(node.value, "as_of", None)
        return self._publication.changed_on(node.document.file) or str(given or "")
