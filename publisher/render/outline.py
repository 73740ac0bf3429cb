"""The outline: which pages there are, in the order in which they are read, and what each is drawn from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publisher.kinds import KINDS
from publisher.language import Language
from publisher.link.figures.ledger import Choice, Facet
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.article import Section
from publisher.model.plan import Plan
from publisher.model.strategy import Strategy
from publisher.render.address import Addresses
from publisher.render.views import chapter_name


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page to be: its path, title and template, the node it is about and the path of its parent."""

    path: str
    title: str
    template: str
    section: Section
    parent: str = ""
    node: Node | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def own_document(self) -> bool:
        """Whether the page is made from a document that holds nothing but this page."""
        return self.node is not None and self.template not in {"commitment.md", "body.md", "indicator.md"}


class Outline:
    """The pages of a publication, section by section."""

    def __init__(self, publication: Publication, language: Language, addresses: Addresses) -> None:
        self.publication = publication
        self.language = language
        self.addresses = addresses

    def drafts(self) -> tuple[PageDraft, ...]:
        """Return every page to be, in reading order."""
        return (
            *self._articles(Section.START),
            *self._strategy(),
            *self._plans(),
            *self._results(),
            *self._bodies(),
            *self._articles(Section.ABOUT),
        )

    def _node(self, name: str) -> Node:
        return self.publication.nodes[name]

    def _own(self, node: Node, title: str, template: str, section: Section, parent: str) -> PageDraft:
        return PageDraft(self.addresses.by_id[node.id], title, template, section, parent, node)

    def _list(self, name: str, section: Section, parent: str, **values: object) -> PageDraft:
        # What is drawn for each year has the year in its name.
        key = name.rpartition("-")[0] if values else name
        title = self.language.text(f"page.{key}", **values)
        return PageDraft(self.addresses.lists[name], title, f"{key}.md", section, parent, values=values)

    def _history(self, thing: Plan | Strategy, section: Section) -> PageDraft:
        title = self.language.text("page.history", title=thing.title)
        path, parent = self.addresses.histories[thing.id], self.addresses.by_id[thing.id]
        return PageDraft(path, title, "history.md", section, parent, values={"thing": thing})

    def _articles(self, section: Section, parent: str = "") -> Iterator[PageDraft]:
        head = parent
        for node, article in self.publication.articles_in(section):
            draft = self._own(node, article.title, KINDS["article"].template, section, head)
            # The first article of a part without a page of its own is that part's page.
            head = head or draft.path
            yield draft

    def _strategy(self) -> Iterator[PageDraft]:
        strategy = self.publication.strategy
        top = ""
        if strategy:
            draft = self._own(self._node(strategy.id), strategy.title, "strategy.md", Section.STRATEGY, "")
            top = draft.path
            yield draft
            yield self._history(strategy, Section.STRATEGY)
        for chapter in self.publication.chapters:
            title = chapter_name(chapter, self.language)
            yield self._own(self._node(chapter.id), title, f"{chapter.kind}.md", Section.STRATEGY, top)
        yield from self._articles(Section.STRATEGY, top)
        if self.publication.commitments:
            yield from self._commitments(top)

    def _commitments(self, top: str) -> Iterator[PageDraft]:
        yield self._list("commitments", Section.STRATEGY, top)
        for commitment in self.publication.commitments:
            chapter = self.publication.chapter_of[commitment.id]
            node = self._node(commitment.id)
            parent = self.addresses.by_id[chapter.id]
            yield self._own(node, commitment.title, "commitment.md", Section.STRATEGY, parent)
        top = self.addresses.lists["commitments"]
        yield self._list("matrix", Section.STRATEGY, top)
        for choices in self.publication.ledger.choices.values():
            for choice in choices:
                yield self._choice(choice, top)

    def _choice(self, choice: Choice, parent: str) -> PageDraft:
        if choice.facet is Facet.BODY:
            words = self.publication.body(choice.value).title
        else:
            words = self.language.text(f"{choice.facet}.{choice.value}")
        title = self.language.text(f"choice.{choice.facet}", words=words)
        lead = self.language.plural("choice.lead", len(choice.lines), total=len(self.publication.commitments))
        path, values = self.addresses.lists[choice.name], {"choice": choice, "lead": lead}
        return PageDraft(path, title, "choice.md", Section.STRATEGY, parent, values=values)

    def _plans(self) -> Iterator[PageDraft]:
        top = self._list("plans", Section.PLANS, "")
        yield top
        for plan in self.publication.plans:
            yield self._own(self._node(plan.id), plan.title, "plan.md", Section.PLANS, top.path)
            yield self._history(plan, Section.PLANS)
        yield from self._articles(Section.PLANS, top.path)

    def _results(self) -> Iterator[PageDraft]:
        top = self._list("results", Section.RESULTS, "")
        yield top
        for year in self.publication.years:
            listed = self._list(f"year-{year}", Section.RESULTS, top.path, year=year)
            yield listed
            for name in (f"year-areas-{year}", f"year-bodies-{year}"):
                if name in self.addresses.lists:
                    yield self._list(name, Section.RESULTS, listed.path, year=year)
            for result in self.publication.results:
                if result.year == year:
                    plan = self.publication.plan(result.plan)
                    title = self.language.text("result.label", plan=plan.title, year=year)
                    yield self._own(self._node(result.id), title, "result.md", Section.RESULTS, listed.path)
        if self.publication.indicators:
            yield from self._indicators(top.path)
        yield from self._articles(Section.RESULTS, top.path)

    def _indicators(self, top: str) -> Iterator[PageDraft]:
        listed = self._list("indicators", Section.RESULTS, top)
        yield listed
        for indicator in self.publication.indicators:
            node = self._node(indicator.id)
            yield self._own(node, indicator.title, "indicator.md", Section.RESULTS, listed.path)

    def _bodies(self) -> Iterator[PageDraft]:
        top = self._list("bodies", Section.BODIES, "")
        yield top
        for body in self.publication.bodies:
            yield self._own(self._node(body.id), body.title, "body.md", Section.BODIES, top.path)
        yield from self._articles(Section.BODIES, top.path)
