"""Volumes: the printed files made from the editions in the settings, one for each subject."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.link.graph.declarations import Ids
from publisher.link.publication import Publication
from publisher.model.article import Article
from publisher.model.roles import NodeKind
from publisher.model.settings import EditionKind, EditionSettings
from publisher.problem import Problem, nearest
from publisher.read.document import Document
from publisher.render.edition_contents import CONTENTS


@dataclass(frozen=True, slots=True)
class Volume:
    """One printed file: its id, also its path, the title of its edition, and the plan, body or year it is about.

    `folder` is that of the pages in its language, if that is not the main one.
    """

    id: str
    kind: EditionKind
    title: str
    about: str = ""
    folder: str = ""

    @property
    def stands_alone(self) -> bool:
        """Whether it has no subject with a page where readers would find it."""
        return CONTENTS[self.kind].stands_alone

    @property
    def edition(self) -> str:
        """The id of the edition that it belongs to."""
        return self.id.partition("/")[0]

    @property
    def path(self) -> str:
        """Its path below the site."""
        return f"{self.folder}pdf/{self.id}.pdf"


def word_path(volume: Volume) -> str:
    """Return the path below the site of a volume as a Word file."""
    return f"{volume.folder}word/{volume.id}.docx"


def volumes(publication: Publication, folder: str = "") -> tuple[Volume, ...]:
    """Return every printed file of a publication; none for a subject without pages, such as a year without results."""
    editions = publication.settings.publication.editions
    return tuple(volume for edition in editions for volume in _volumes(publication, edition, folder))


def _volumes(publication: Publication, edition: EditionSettings, folder: str) -> Iterator[Volume]:
    named = edition.about
    for name in CONTENTS[edition.kind].subjects(publication):
        if not name or named == name:
            yield Volume(edition.id, edition.kind, edition.title, name, folder)
        elif named is None:
            yield Volume(f"{edition.id}/{name}", edition.kind, edition.title, name, folder)


def misnamed(publication: Publication, settings: Document, ids: Ids) -> Iterator[Problem]:
    """Yield a Problem for each unknown id in the settings, and for each id that two editions share.

    `ids` are all that are declared: what could not be read has been reported, and is not unknown as well.
    """

    def is_unread(name: str) -> bool:
        return name in ids.current and name not in publication.nodes

    articles = [each.id for each in publication.of_kind(NodeKind.ARTICLE)]
    for key in ("about", "accessibility", "open_data"):
        name = getattr(publication.settings.publication, key)
        if name and name not in articles and not is_unread(name):
            place = settings.place("extra", "publication", key)
            yield Problem.at(place, "unknown-id", id=name, near=nearest(name, articles))
    yield from _without_statement(publication)
    seen: dict[str, int] = {}
    for at, edition in enumerate(publication.settings.publication.editions):
        way = ("extra", "publication", "editions", at)
        if edition.id in seen:
            first = settings.place(*way[:3], seen[edition.id], "id")
            yield Problem.at(settings.place(*way, "id"), "duplicate-id", id=edition.id, first=first)
        seen.setdefault(edition.id, at)
        if edition.about and (node := CONTENTS[edition.kind].node):
            known = [each.id for each in publication.of_kind(node)]
            if edition.about not in known and not is_unread(edition.about):
                place = settings.place(*way, edition.key)
                yield Problem.at(place, "unknown-id", id=edition.about, near=nearest(edition.about, known))
        elif edition.about and edition.about not in CONTENTS[edition.kind].subjects(publication):
            yield Problem.notice(settings.place(*way, edition.key), "edition-without-results", year=edition.about)


def _without_statement(publication: Publication) -> Iterator[Problem]:
    """Yield a notice if the page named as the accessibility statement contains none."""
    chosen = publication.nodes.get(publication.settings.publication.accessibility or "")
    if chosen and isinstance(chosen.value, Article) and chosen.value.statement is None:
        yield Problem.notice(chosen.document.place("title"), "statement-missing")


def matching(found: Iterable[Volume], edition: str) -> tuple[Volume, ...]:
    """Return the volumes with an id: one volume, or all of an edition; all volumes for ""."""
    return tuple(volume for volume in found if not edition or edition in (volume.id, volume.edition))
