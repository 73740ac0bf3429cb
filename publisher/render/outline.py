"""The outline: which pages there are, in reading order, and what each is drawn from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publisher.kinds import (
    ADOPTED,
    BODY,
    CHOICE,
    COMMITMENT,
    DELAYED,
    DOCUMENTS,
    HISTORY,
    KINDS,
    MATRIX,
    OBJECTIVE,
    RECENT,
    SDG,
    SDGS,
    YEAR,
    YEAR_PARTS,
    Kind,
    PageKind,
    as_start,
    kind_of,
    registers,
)
from publisher.language import Language
from publisher.link.figures.ledger import Choice, Facet
from publisher.link.graph.node import Linked, Node
from publisher.link.publication import Publication
from publisher.model.article import Section
from publisher.model.result import Result
from publisher.model.strategy import Chapter, SteeringDocument
from publisher.render.address import Addresses
from publisher.render.document_words import verb_of, words_for_all
from publisher.render.views import chapter_name

PLAN, RESULT = KINDS["plan"], KINDS["result"]


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page to draw: its path, title, kind and section, its node and the path of its parent."""

    path: str
    title: str
    kind: PageKind
    section: Section
    parent: str = ""
    node: Node | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def own_document(self) -> bool:
        """Whether the page is made from a document that holds nothing else."""
        return self.node is not None and bool(kind_of(self.node.value).pattern)


class Outline:
    """The pages of a publication, section by section."""

    def __init__(self, publication: Publication, language: Language, addresses: Addresses) -> None:
        self.publication = publication
        self.language = language
        self.addresses = addresses
        self.words = words_for_all(publication, language)

    def drafts(self) -> tuple[PageDraft, ...]:
        """Return every page to draw, in reading order."""
        return (
            *self._articles(Section.START),
            *self._recent(),
            *self._steering(),
            *self._headed(PLAN),
            *self._results(),
            *self._headed(BODY),
            *self._articles(Section.ABOUT),
        )

    def _own(self, value: Linked, title: str, parent: str) -> PageDraft:
        node, page = self.publication.nodes[str(value.id)], kind_of(value).page
        assert page
        return self._page(node, title, page.section, parent)

    def _page(self, node: Node, title: str, section: Section, parent: str) -> PageDraft:
        path, page = self.addresses.by_id[node.id], kind_of(node.value).page
        assert page
        return PageDraft(path, title, as_start(page) if path == self.addresses.start else page, section, parent, node)

    def _list(self, page: PageKind | None, parent: str, name: str = "", **values: object) -> PageDraft:
        """Return the page of a list; one that is drawn several times, such as for each year, also has a `name`."""
        assert page
        title = self.language.text(f"page.{page.name}", **values)
        return PageDraft(self.addresses.lists[name or page.name], title, page, page.section, parent, values=values)

    def _history(self, value: Linked, section: Section) -> PageDraft:
        title = self.language.text("page.history", title=value.title)  # type: ignore[union-attr]  # it has one
        path, parent = self.addresses.histories[str(value.id)], self.addresses.by_id[str(value.id)]
        return PageDraft(path, title, HISTORY, section, parent, values={"subject": value})

    def _articles(
        self, section: Section, parent: str = "", document: SteeringDocument | None = None
    ) -> Iterator[PageDraft]:
        """Yield the articles of a section; among steering documents, only those that belong to `document`."""
        head, main = parent, self.publication.main_document
        for node, article in self.publication.articles_in(section):
            if document and (self.publication.tree.by_file(node.document.file) or main) != document:
                continue
            draft = self._page(node, article.title, section, head)
            # Without a page of its own, a section has its first article as such. The start page is above all anyway.
            head = head or (draft.path if section is not Section.START else "")
            yield draft

    def _headed(self, kind: Kind) -> Iterator[PageDraft]:
        """Yield a section that a register heads: its members, the section's other registers, and its articles."""
        assert kind.register
        section, head = kind.register.section, self.addresses.lists.get(kind.register.name, "")
        if head:
            yield from self._register(kind, "")
        yield from self._other_registers(section, head)
        yield from self._articles(section, head)

    def _other_registers(self, section: Section, head: str) -> Iterator[PageDraft]:
        for kind, page in registers():
            # Objectives and commitments come with the document that they belong to.
            elsewhere = kind in (OBJECTIVE, COMMITMENT) or kind.heads_section or page.section is not section
            if not elsewhere and page.name in self.addresses.lists:
                yield from self._register(kind, head)

    def _register(self, kind: Kind, parent: str) -> Iterator[PageDraft]:
        """Yield the register of a kind, and each member, with its history if it has one."""
        listed = self._list(kind.register, parent)
        yield listed
        for value in self._members(kind):
            yield self._own(value, value.title, listed.path)  # type: ignore[union-attr]  # what has a register has one
            if kind.followed:
                yield self._history(value, listed.section)

    def _members(self, kind: Kind) -> Sequence[Linked]:
        if kind is PLAN:
            return self.publication.plans
        return [node.value for node in self.publication.nodes.values() if node.kind is kind.node]

    def _steering(self) -> Iterator[PageDraft]:
        """Yield the section of steering documents: each with its chapters, then the commitments of all."""
        documents, head = self.publication.documents, ""
        if DOCUMENTS.name in self.addresses.lists:
            listed = self._list(DOCUMENTS, "")
            head = listed.path
            yield listed
        for document in documents:
            above = self.addresses.by_id[document.part_of] if document.part_of else head
            yield from self._document(document, above)
        top = head or next((self.addresses.by_id[document.id] for document in documents), "")
        for chapter in self.publication.chapters:
            if chapter.id not in self.publication.tree.document_of:
                yield from self._chapter(chapter, top)
        if not documents:
            yield from self._articles(Section.STRATEGY)
        if self.publication.tree.objectives:
            yield self._list(OBJECTIVE.register, top)
        if self.publication.commitments:
            yield from self._commitments(top)
        yield from self._sdgs(top)
        yield from self._other_registers(Section.STRATEGY, top)

    def _document(self, document: SteeringDocument, parent: str) -> Iterator[PageDraft]:
        draft = self._own(document, document.title, parent)
        yield draft
        yield self._history(document, Section.STRATEGY)
        name = f"{ADOPTED.name}-{document.id}"
        if name in self.addresses.lists:
            yield self._list(ADOPTED, draft.path, name, named=document.title, document=document)
        for chapter in self.publication.tree.chapters_of(document.id):
            yield from self._chapter(chapter, draft.path)
        yield from self._articles(Section.STRATEGY, draft.path, document)

    def _chapter(self, chapter: Chapter, parent: str) -> Iterator[PageDraft]:
        """Yield a chapter of a document, then its objectives, each below its parent."""
        yield self._own(chapter, chapter_name(chapter, self.language), parent)
        for objective in self.publication.tree.objectives_in(chapter):
            above = (self.publication.tree.above(objective.id) or (chapter,))[-1]
            yield self._own(objective, objective.title, self.addresses.by_id[above.id])

    def _sdgs(self, top: str) -> Iterator[PageDraft]:
        if not self.publication.sdg_uses:
            return
        listed = self._list(SDGS, top)
        yield listed
        for goal, uses in self.publication.sdg_uses.items():
            title = self.language.text("sdg.title", number=goal, name=self.language.text(f"sdg.{goal}"))
            path, values = self.addresses.lists[f"{SDG.name}-{goal}"], {"goal": goal, "uses": uses}
            yield PageDraft(path, title, SDG, SDG.section, listed.path, values=values)

    def _commitments(self, top: str) -> Iterator[PageDraft]:
        listed = self._list(COMMITMENT.register, top)
        yield listed
        for commitment in self.publication.commitments:
            chapter = self.publication.chapter_of[commitment.id]
            parent = (self.publication.tree.above(commitment.id) or (chapter,))[-1]
            yield self._own(commitment, commitment.title, self.addresses.by_id[parent.id])
        yield self._list(MATRIX, listed.path)
        for choices in self.publication.ledger.choices.values():
            for choice in choices:
                yield self._choice(choice, listed.path)

    def _choice(self, choice: Choice, parent: str) -> PageDraft:
        if choice.facet is Facet.BODY:
            words = self.publication.body(choice.value).title
        elif choice.facet is Facet.DOCUMENT:
            words = next(one.title for one in self.publication.documents if one.id == choice.value)
        elif choice.facet is Facet.MODALITY:
            words = verb_of(choice.lines[0].commitment, self.language)
        else:
            words = self.language.text(f"{choice.facet}.{choice.value}")
        key = "choice.modality-other" if choice.name == "modality:other" else f"choice.{choice.facet}"
        title = self.language.text(key, words=words)
        total = len(self.publication.commitments)
        lead = self.language.plural("choice.lead", len(choice.lines), total=total, **self.words)
        path, values = self.addresses.lists[choice.name], {"choice": choice, "lead": lead}
        return PageDraft(path, title, CHOICE, CHOICE.section, parent, values=values)

    def _results(self) -> Iterator[PageDraft]:
        if "results" not in self.addresses.lists:
            yield from self._articles(Section.RESULTS)
            return
        top = self._list(RESULT.register, "")
        yield top
        if DELAYED.name in self.addresses.lists:
            yield self._list(DELAYED, top.path)
        for year in self.publication.years:
            called = self.language.listing(self.publication.year_names(year))
            listed = self._list(YEAR, top.path, f"{YEAR.name}-{year}", year_number=year, year=called)
            yield listed
            for part in YEAR_PARTS:
                if (name := f"{part.name}-{year}") in self.addresses.lists:
                    yield self._list(part, listed.path, name, year_number=year, year=called)
            yield from (self._result(result, listed.path) for result in self.publication.results if result.year == year)
        yield from self._other_registers(Section.RESULTS, top.path)
        yield from self._articles(Section.RESULTS, top.path)

    def _recent(self) -> Iterator[PageDraft]:
        if RECENT.name in self.addresses.lists:
            yield self._list(RECENT, "")

    def _result(self, result: Result, parent: str) -> PageDraft:
        plan = self.publication.plan(result.plan)
        title = self.language.text("result.label", plan=plan.title, year=self.language.period(result.period))
        return self._own(result, title, parent)
