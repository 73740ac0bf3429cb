"""Volumes are the files that the editions of the settings become: one for the whole, one for each plan, and so on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.link.publication import Publication
from publisher.model.roles import NodeKind
from publisher.model.settings import EditionKind, EditionSettings
from publisher.problem import Problem, nearest
from publisher.read.document import Document


@dataclass(frozen=True, slots=True)
class Volume:
    """One printed file: its id, also its path, the title of its edition, and the plan, body or year it is about."""

    id: str
    kind: EditionKind
    title: str
    about: str = ""

    @property
    def edition(self) -> str:
        """The id of the edition that it belongs to."""
        return self.id.partition("/")[0]

    @property
    def path(self) -> str:
        """Where it lies below the site."""
        return f"pdf/{self.id}.pdf"


def volumes(publication: Publication) -> tuple[Volume, ...]:
    """Return every printed file of a publication; none for what has no pages, such as a year without results."""
    editions = publication.settings.publication.editions
    return tuple(volume for edition in editions for volume in _volumes(publication, edition))


def _volumes(publication: Publication, edition: EditionSettings) -> Iterator[Volume]:
    if edition.kind is EditionKind.WHOLE or (edition.kind is EditionKind.STRATEGY and publication.strategy):
        yield Volume(edition.id, edition.kind, edition.title)
    known, named = _subjects(publication, edition)
    for name in known:
        if named is None:
            yield Volume(f"{edition.id}/{name}", edition.kind, edition.title, name)
        elif named == name:
            yield Volume(edition.id, edition.kind, edition.title, name)


def _subjects(publication: Publication, edition: EditionSettings) -> tuple[list[str], str | None]:
    """Return what an edition of this kind can be about, and what this one says that it is about."""
    match edition.kind:
        case EditionKind.PLAN:
            return [plan.id for plan in publication.plans], edition.plan
        case EditionKind.YEAR:
            return [str(year) for year in publication.years], str(edition.year) if edition.year else None
        case EditionKind.BODY:
            answering = (body.id for body in publication.bodies if answers_for(publication, body.id))
            return list(answering), edition.body
        case _:
            return [], None


def answers_for(publication: Publication, body: str) -> frozenset[str]:
    """Return the ids of the plans and commitments that a body or a part of it answers for."""
    duties = [publication.duties_of(name) for name in with_parts(publication, body)]
    commitments = {commitment.id for each in duties for commitment in each.commitments}
    plans = {plan.id for each in duties for plan in (*each.plans, *(plan for plan, _ in each.activities))}
    return frozenset(commitments | plans)


def with_parts(publication: Publication, body: str) -> tuple[str, ...]:
    """Return a body and the parts of it, and theirs, each once."""
    found = [body]
    for name in found:  # it grows while it is read
        found += [part for part in publication.sources(name, "part-of") if part not in found]
    return tuple(found)


def misnamed(publication: Publication, settings: Document) -> Iterator[Problem]:
    """Yield a Problem for each edition whose id another has, or that is about something that is not there."""
    seen: dict[str, int] = {}
    for at, edition in enumerate(publication.settings.publication.editions):
        way = ("extra", "publication", "editions", at)
        if edition.id in seen:
            first = settings.place(*way[:3], seen[edition.id], "id")
            yield Problem.at(settings.place(*way, "id"), "duplicate-id", id=edition.id, first=first)
        seen.setdefault(edition.id, at)
        for key, kind in (("plan", NodeKind.PLAN), ("body", NodeKind.BODY)):
            name = getattr(edition, key)
            known = [node.id for node in publication.of_kind(kind)]
            if name and name not in known:
                yield Problem.at(settings.place(*way, key), "unknown-id", id=name, near=nearest(name, known))


def matching(found: Iterable[Volume], edition: str) -> tuple[Volume, ...]:
    """Return the volumes that an id means: a volume's own, or an edition's with all of its volumes."""
    return tuple(volume for volume in found if edition in (volume.id, volume.edition))
