"""The kinds of edition: their subjects, home page, pages and the facts on their covers.

A new kind of edition is one more class here, beside its word in the settings.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import ClassVar, Final, TypeAlias

from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.article import Section
from publisher.model.plan import Plan
from publisher.model.roles import NodeKind
from publisher.model.settings import EditionKind
from publisher.model.strategy import SteeringDocument
from publisher.render.address import Addresses
from publisher.render.document_words import type_of
from publisher.render.page import Page

Decided: TypeAlias = SteeringDocument | Plan
"""A document that can be adopted by a decision."""


class EditionContents:
    """The contents of an edition kind; this base class is that of the complete publication.

    `about` is the subject: the id of a plan or a body, a year, or "".
    """

    node: ClassVar[NodeKind | None] = None
    """The kind of its subjects, if they have ids."""
    stands_alone: ClassVar[bool] = True
    """Whether lists of editions include it; others are linked from the page of their subject."""
    facts: ClassVar[tuple[str, ...]] = (
        *("document", "decided-by", "decided-on", "paragraph", "reference"),
        *("period", "applies-to", "responsible", "owner", "next-review", "changed", "web"),
    )
    """The facts in the box on the cover, each a `print.fact.<name>` in the locale."""

    def subjects(self, publication: Publication) -> Sequence[str]:
        """Return the subjects that an edition of this kind can have; "" stands for the complete publication."""
        return [""]

    def home(self, publication: Publication, places: Addresses, about: str) -> str:
        """Return the path of the page that links to the edition."""
        return places.start

    def pages(self, publication: Publication, places: Addresses, pages: Iterable[Page], about: str) -> Sequence[Page]:
        """Return those of the printed `pages` that belong to the edition, in order."""
        return tuple(pages)

    def title(self, publication: Publication, words: Language, about: str) -> str:
        """Return the title on its cover."""
        only = publication.main_document if len(publication.documents) == 1 else None
        document = self.document(publication, about) or only
        return document.title if document else publication.settings.site_name

    def type(self, publication: Publication, words: Language, about: str) -> str:
        """Return the type of document, or ""."""
        document = self.document(publication, about)
        return type_of(document, words) if isinstance(document, SteeringDocument) else ""

    def document(self, publication: Publication, about: str) -> Decided | None:
        """Return the adopted document that it prints; None if it prints more than that, which nobody has decided."""
        alone = len(publication.documents) == 1 and not publication.plans
        return publication.main_document if alone else None

    def responsible(self, publication: Publication, about: str) -> Sequence[str]:
        """Return the ids of the bodies responsible for what it prints."""
        document = self.document(publication, about)
        return document.responsible if document else ()


class SubjectContents(EditionContents):
    """An edition about one node, whose own page comes first."""

    kind: ClassVar[EditionKind]
    stands_alone = False

    def paths(self, publication: Publication, places: Addresses, about: str) -> Set[str]:
        """Return the paths of its pages."""
        raise NotImplementedError

    def home(self, publication: Publication, places: Addresses, about: str) -> str:
        """Return the path of the subject's page."""
        return places.by_id[about]

    def pages(self, publication: Publication, places: Addresses, pages: Iterable[Page], about: str) -> Sequence[Page]:
        """Return its pages in order, with the home page first."""
        home, paths = self.home(publication, places, about), self.paths(publication, places, about)
        return sorted((page for page in pages if page.path in paths), key=lambda page: page.path != home)

    def type(self, publication: Publication, words: Language, about: str) -> str:
        """Return the words for this kind of edition."""
        return words.text(f"print.type.{self.kind}")

    def document(self, publication: Publication, about: str) -> Decided | None:
        """Return None: such an edition is a follow-up."""
        return None


class DocumentContents(EditionContents):
    """A steering document, chapter by chapter, without the plans."""

    node = NodeKind.STRATEGY

    def subjects(self, publication: Publication) -> Sequence[str]:
        """Return the ids of the steering documents; a single one needs none."""
        return [""] if len(publication.documents) == 1 else [document.id for document in publication.documents]

    def home(self, publication: Publication, places: Addresses, about: str) -> str:
        """Return the path of the document's page."""
        document = self._named(publication, about)
        return places.by_id[document.id] if document else places.start

    def pages(self, publication: Publication, places: Addresses, pages: Iterable[Page], about: str) -> Sequence[Page]:
        """Return the section's pages that belong to the document; if it is the only one, the registers too."""
        owners = publication.tree.document_of
        own = {places.by_id[name] for name, document in owners.items() if document.id == about}
        return tuple(
            page
            for page in pages
            if page.section is Section.STRATEGY
            and (not about or page.path in own or _by_file(publication, page) == about)
        )

    def document(self, publication: Publication, about: str) -> Decided | None:
        """Return the document itself."""
        return self._named(publication, about)

    def _named(self, publication: Publication, about: str) -> SteeringDocument | None:
        return publication.document(about) if about else publication.main_document


class PlanContents(SubjectContents):
    """A plan with its results."""

    kind = EditionKind.PLAN
    node = NodeKind.PLAN

    def subjects(self, publication: Publication) -> Sequence[str]:
        """Return the ids of the plans, without those that are only mentioned, which have nothing to print."""
        return [plan.id for plan in publication.action_plans]

    def paths(self, publication: Publication, places: Addresses, about: str) -> Set[str]:
        """Return the plan's own page and those of its results."""
        return {places.by_id[name] for name in {about, *_results_of(publication, {about})}}

    def title(self, publication: Publication, words: Language, about: str) -> str:
        """Return the plan's title."""
        return publication.plan(about).title

    def type(self, publication: Publication, words: Language, about: str) -> str:
        """Return the plan's own word for what it is, or else the word for this kind of edition."""
        return publication.plan(about).document_type or super().type(publication, words, about)

    def document(self, publication: Publication, about: str) -> Decided | None:
        """Return the plan."""
        return publication.plan(about)


class YearContents(SubjectContents):
    """Everything reported for a year."""

    kind = EditionKind.YEAR
    stands_alone = True

    def subjects(self, publication: Publication) -> Sequence[str]:
        """Return the years that have results."""
        return [str(year) for year in publication.years]

    def home(self, publication: Publication, places: Addresses, about: str) -> str:
        """Return the path of the year's page."""
        return places.lists[f"year-{about}"]

    def paths(self, publication: Publication, places: Addresses, about: str) -> Set[str]:
        """Return the year's lists and results."""
        lists = {path for name, path in places.lists.items() if name.endswith(f"-{about}")}
        return lists | {places.by_id[each.id] for each in publication.results if str(each.year) == about}

    def title(self, publication: Publication, words: Language, about: str) -> str:
        """Return the year in words."""
        return words.text("page.year", year=words.listing(publication.year_names(int(about))))


class BodyContents(SubjectContents):
    """Everything that a body and its parts are responsible for: commitments, objectives, plans and their results."""

    kind = EditionKind.BODY
    node = NodeKind.BODY
    facts = ("document", "responsible", "changed", "web")

    def subjects(self, publication: Publication) -> Sequence[str]:
        """Return the ids of the bodies that are responsible for something."""
        return [body.id for body in publication.bodies if answers_for(publication, body.id)]

    def paths(self, publication: Publication, places: Addresses, about: str) -> Set[str]:
        """Return the pages of the body, its parts and their responsibilities."""
        names = {*with_parts(publication, about), *answers_for(publication, about)}
        return {places.by_id[name] for name in names | _results_of(publication, names)}

    def title(self, publication: Publication, words: Language, about: str) -> str:
        """Return the body's name."""
        return publication.body(about).title

    def responsible(self, publication: Publication, about: str) -> Sequence[str]:
        """Return the body itself."""
        return (about,)


CONTENTS: Final[Mapping[EditionKind, EditionContents]] = MappingProxyType(
    {
        EditionKind.COMPLETE: EditionContents(),
        EditionKind.STRATEGY: DocumentContents(),
        EditionKind.PLAN: PlanContents(),
        EditionKind.YEAR: YearContents(),
        EditionKind.BODY: BodyContents(),
    }
)
"""The contents of an edition, by its kind."""


def answers_for(publication: Publication, body: str) -> frozenset[str]:
    """Return the ids of the plans, commitments and objectives that a body or a part of it is responsible for."""
    duties = [publication.duties_of(name) for name in with_parts(publication, body)]
    commitments = {commitment.id for each in duties for commitment in each.commitments}
    objectives = {objective.id for each in duties for objective in each.objectives}
    in_parts = {plan.id for each in duties for plan, _ in (*each.activities, *each.targets)}
    return frozenset(commitments | objectives | in_parts | {plan.id for each in duties for plan in each.plans})


def with_parts(publication: Publication, body: str) -> tuple[str, ...]:
    """Return a body and its parts, and theirs, without duplicates."""
    found = [body]
    for name in found:  # the list grows during the loop
        found += [part for part in publication.sources(name, "part-of") if part not in found]
    return tuple(found)


def _results_of(publication: Publication, plans: Set[str]) -> set[str]:
    return {result.id for plan in plans for result in publication.results_of(plan)}


def _by_file(publication: Publication, page: Page) -> str:
    """Return the id of the steering document whose folder holds a page's source file, or ""."""
    document = publication.tree.by_file(page.source) if page.source else None
    return document.id if document else ""
