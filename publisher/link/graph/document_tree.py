"""The tree of steering documents: their chapters, objectives and commitments in reading order."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from publisher.dependencies import tracked_property
from publisher.link.graph.membership import Folders, folders, owner_of
from publisher.link.graph.node import Linked, Node
from publisher.link.graph.numbering import natural
from publisher.model.plan import Plan
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.strategy import (
    Chapter,
    Commitment,
    DocumentLevel,
    DocumentStatus,
    FocusArea,
    Implementation,
    Objective,
    SteeringDocument,
)

DOCUMENTS_OVER: Final = frozenset({DocumentStatus.REPLACED, DocumentStatus.EXPIRED})
NOT_IN_FORCE: Final = DOCUMENTS_OVER | {DocumentStatus.DRAFT}
"""The statuses of a document that is no longer in force."""
_Value = TypeVar("_Value", bound=Linked)


@dataclass(frozen=True)
class DocumentTree:
    """The steering documents of a publication, built from its `nodes`."""

    nodes: Mapping[str, Node]

    @tracked_property
    def documents(self) -> tuple[SteeringDocument, ...]:
        """Every steering document: those in force first, by file, each followed by those that are part of it.

        Then come those whose status nobody has given, then drafts, and last what no longer holds.
        """
        found = sorted(self._values(SteeringDocument), key=lambda one: (_rank(one), _by_number(self._file(one))))
        known = {one.id for one in found}
        rest = [one for one in reversed(found) if one.part_of not in known]
        ordered: dict[str, SteeringDocument] = {}
        while rest:
            one = rest.pop()
            ordered[one.id] = one
            rest += [each for each in reversed(found) if each.part_of == one.id and each.id not in ordered]
        return tuple(ordered.values())

    @property
    def holding(self) -> tuple[SteeringDocument, ...]:
        """The steering documents that have not been replaced and have not expired."""
        return tuple(one for one in self.documents if one.status not in DOCUMENTS_OVER)

    @tracked_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters with commitments, document by document: focus areas, then implementation, each by number."""
        rank = {one.id: at for at, one in enumerate(self.documents)}
        parts: list[Chapter] = [*self._values(FocusArea), *self._values(Implementation)]
        return tuple(sorted(parts, key=lambda part: (rank.get(self._owner(part), len(rank)), *_place(part))))

    @tracked_property
    def commitments(self) -> tuple[Commitment, ...]:
        """Every commitment, in the order of its document."""
        return tuple(commitment for chapter in self.chapters for commitment in chapter.commitments)

    @tracked_property
    def chapter_of(self) -> Mapping[str, Chapter]:
        """The chapter that each commitment belongs to, by the commitment's id."""
        return {commitment.id: chapter for chapter in self.chapters for commitment in chapter.commitments}

    @tracked_property
    def objectives(self) -> tuple[Objective, ...]:
        """Every objective, document by document; children follow their parent."""
        return tuple(objective for chapter in self.chapters for objective in self.objectives_in(chapter))

    def objectives_in(self, chapter: Chapter) -> tuple[Objective, ...]:
        """Return the objectives of a chapter in reading order: each followed by its children."""
        own = {objective.id for objective in chapter.objectives}
        parts: dict[str | None, list[Objective]] = {}
        for one in reversed(chapter.objectives):
            parts.setdefault(one.part_of if one.part_of in own else None, []).append(one)
        rest = parts.get(None, [])
        ordered: dict[str, Objective] = {}
        while rest:
            one = rest.pop()
            ordered[one.id] = one
            rest += [each for each in parts.get(one.id, ()) if each.id not in ordered]
        return tuple(ordered.values())

    @tracked_property
    def _members_of(self) -> Mapping[str, tuple[Objective | Commitment, ...]]:
        found: dict[str, list[Objective | Commitment]] = {}
        members: list[Objective | Commitment] = [*self.objectives, *self.commitments]
        for one in members:
            if one.part_of:
                found.setdefault(one.part_of, []).append(one)
        return {name: tuple(members) for name, members in found.items()}

    def objectives_under(self, objective: str) -> tuple[Objective, ...]:
        """Return the direct children of an objective that are objectives."""
        return tuple(one for one in self._members_of.get(objective, ()) if isinstance(one, Objective))

    def commitments_under(self, objective: str) -> tuple[Commitment, ...]:
        """Return the direct children of an objective that are commitments."""
        return tuple(one for one in self._members_of.get(objective, ()) if isinstance(one, Commitment))

    def commitments_below(self, name: str) -> tuple[Commitment, ...]:
        """Return all commitments of a document, a chapter, or an objective and its descendants."""
        if any(one.id == name for one in self.documents):
            within = (each for one in self.within(name) for each in self.commitments_below(one.id))
            return (*self.commitments_of(name), *within)
        chapter = next((each for each in self.chapters if each.id == name), None)
        if chapter:
            return chapter.commitments
        deeper = (each for one in self.objectives_under(name) for each in self.commitments_below(one.id))
        return (*self.commitments_under(name), *deeper)

    def objectives_below(self, objective: str) -> tuple[Objective, ...]:
        """Return all descendants of an objective that are objectives, in reading order."""
        under = self.objectives_under(objective)
        return tuple(each for one in under for each in (one, *self.objectives_below(one.id)))

    def above(self, name: str) -> tuple[Objective, ...]:
        """Return the ancestors of an objective or a commitment, topmost first."""
        found: dict[str, Objective] = {}
        part_of: str | None = getattr(self.nodes[name].value, "part_of", None)
        while part_of and part_of not in found and (one := self._objective_by_id.get(part_of)):
            found[part_of] = one
            part_of = one.part_of
        return tuple(reversed(found.values()))

    @tracked_property
    def _objective_by_id(self) -> Mapping[str, Objective]:
        return {one.id: one for one in self.objectives}

    @tracked_property
    def chapter_of_objective(self) -> Mapping[str, Chapter]:
        """The chapter of each objective, by the objective's id."""
        return {one.id: chapter for chapter in self.chapters for one in chapter.objectives}

    def level_of(self, objective: Objective) -> DocumentLevel | None:
        """Return the level of an objective: the one that it names, or else the one for its depth.

        Depth counts from the nearest objective above that names its level. None below the lowest level of the document.
        """
        document = self.document_of.get(objective.id)
        levels = document.levels if document else ()
        path = (*self.above(objective.id), objective)
        named = max((at for at, one in enumerate(path) if one.level), default=None)
        first = next((at for at, each in enumerate(levels) if named is not None and each.id == path[named].level), None)
        if named is not None and first is None:
            return None
        depth = len(path) - 1 - (named or 0) + (first or 0)
        return levels[depth] if depth < len(levels) else None

    @tracked_property
    def document_of(self) -> Mapping[str, SteeringDocument]:
        """The steering document of each chapter and commitment, by id; also each document's own."""
        found = {one.id: one for one in self.documents}
        for chapter in self.chapters:
            if owner := found.get(self._owner(chapter)):
                commitments = (each.id for each in chapter.commitments)
                objectives = (each.id for each in chapter.objectives)
                found |= dict.fromkeys((chapter.id, *objectives, *commitments), owner)
        return found

    @tracked_property
    def not_in_force(self) -> tuple[Commitment, ...]:
        """The commitments that do not hold: of a draft or a document that no longer holds, or ended themselves."""
        return tuple(each for each in self.commitments if not self.is_in_force(each))

    def is_in_force(self, commitment: Commitment) -> bool:
        """Return whether something may be missing of a commitment: no draft makes it, and it has not ended."""
        document = self.document_of.get(commitment.id)
        return not self.has_ended(commitment) and not (document and document.status in NOT_IN_FORCE)

    def has_ended(self, value: Body | Commitment) -> bool:
        """Return whether the last day is before the latest known day; no clock is read.

        One that lay ahead when somebody gave it has not been reached, as far as anybody has said.
        """
        if value.until is None or (value.as_of and value.as_of.last < value.until.last):
            return False
        return value.until.last < self._known

    @tracked_property
    def _known(self) -> date:
        """The latest day of which anything is known: the last one of a result, or one that a status refers to."""
        held: tuple[Plan | Body | Commitment, ...] = (*self._values(Plan), *self._values(Body), *self.commitments)
        spoken = [each.as_of.first for each in held if each.as_of]
        return max([*spoken, *(result.period.earliest_last for result in self._values(Result))], default=date.min)

    def by_file(self, file: str) -> SteeringDocument | None:
        """Return the steering document whose folder contains a file, or None."""
        name = self._folders.owner(file)
        return next((one for one in self.documents if one.id == name), None)

    def has_adopted(self, document: str) -> bool:
        """Return whether any part of a steering document quotes its adopted wording."""
        own = [each for each in self.documents if each.id == document]
        parts = [*own, *self.chapters_of(document), *self.commitments_of(document)]
        return any(each.adopted for each in parts)

    def chapters_of(self, document: str) -> tuple[Chapter, ...]:
        """Return the chapters of one steering document."""
        return tuple(chapter for chapter in self.chapters if self._owner(chapter) == document)

    def commitments_of(self, document: str) -> tuple[Commitment, ...]:
        """Return the commitments of one steering document, in its order."""
        return tuple(each for chapter in self.chapters_of(document) for each in chapter.commitments)

    def served(self, commitments: Iterable[str]) -> tuple[SteeringDocument, ...]:
        """Return the steering documents that commitments belong to, in the order of documents."""
        names = {self.document_of[name].id for name in commitments if name in self.document_of}
        return tuple(one for one in self.documents if one.id in names)

    def within(self, document: str) -> tuple[SteeringDocument, ...]:
        """Return the steering documents that are part of one."""
        return tuple(one for one in self.documents if one.part_of == document)

    @tracked_property
    def _folders(self) -> Folders:
        return folders(self.nodes)

    def _owner(self, chapter: Chapter) -> str:
        return owner_of(self.nodes[chapter.id], self._folders)

    def _file(self, document: SteeringDocument) -> str:
        return self.nodes[document.id].document.file

    def _values(self, kind: type[_Value]) -> list[_Value]:
        return [node.value for node in self.nodes.values() if isinstance(node.value, kind)]


def _rank(document: SteeringDocument) -> int:
    """Return the place of a document among others by its status."""
    if document.status in DOCUMENTS_OVER:
        return 3
    return {DocumentStatus.IN_FORCE: 0, None: 1}.get(document.status, 2)


def _by_number(file: str) -> list[str | int]:
    """Return the sort key of a file name, with numbers compared as numbers: program-10 after program-9."""
    return [int(each) if each.isdecimal() else each for each in re.split(r"(\d+)", file)]


def _place(chapter: Chapter) -> tuple[bool, object]:
    """Return the sort key of a chapter: focus areas before the implementation, each by number."""
    return isinstance(chapter, Implementation), natural(chapter.number) if chapter.number else ()
