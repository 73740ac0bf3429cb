"""The rendering itself: a publication without errors in, every page as finished Markdown out."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from publisher.kinds import HISTORY, RECENT
from publisher.link.time.past import History
from publisher.model.fields import Model
from publisher.model.roles import Role, fields_playing
from publisher.problem import Place, Problem
from publisher.render.address import Addresses
from publisher.render.author_parts import expand
from publisher.render.change_words import ChangeWords
from publisher.render.chart import charts_of
from publisher.render.drawing import drawn
from publisher.render.linked_data import LinkedData
from publisher.render.links import relocated, resolved
from publisher.render.outline import Outline, PageDraft
from publisher.render.page import Page, Picture, Step, url_of
from publisher.render.page_parts import unmarked
from publisher.render.recent import months_of
from publisher.render.sharing import Sharing
from publisher.render.site_map import SiteMap
from publisher.render.templates import Templates
from publisher.render.tidy import tidy


class Renderer:
    """Draws the pages of a publication, one after the other, and gathers the problems met.

    `count` is how many pages there are. Where two want the same place, there is nothing to draw.
    """

    def __init__(self, site_map: SiteMap, root: Path, histories: Callable[[], Mapping[str, History]]) -> None:
        language = site_map.language
        self.publication = site_map.publication
        self._read_histories = histories
        self.places = site_map.addresses
        self.drafts = Outline(self.publication, language, self.places).drafts()
        self.views = site_map.views
        self.changes = ChangeWords(self.views, self.views)
        self.templates = Templates(root, site_map)
        self.linked = LinkedData(site_map)
        self.sharing = Sharing(site_map)
        self.following = site_map.following
        self.embed_folder = language.text("address.embed")
        self.short = {path: url_of(short) for short, path in reversed([*self.places.short.items()])}
        self.start = language.text("page.start")
        self.count = len(self.drafts)
        self.chart_folder = language.text("chart.folder")
        self.problems: list[Problem] = [
            *_start_missing(self.drafts),
            *_twice(self.drafts),
            *_taken(self.drafts, self.places, f"{language.text('address.search')}.md"),
        ]
        self._by_path = {draft.path: draft for draft in self.drafts}
        self._children: dict[str, list[PageDraft]] = {}
        for draft in self.drafts:
            self._children.setdefault(draft.parent, []).append(draft)

    def check(self) -> None:
        """Draw what authors asked parts for, and nothing else: all that can go wrong with content shows there."""
        for draft in self.drafts:
            if draft.node and "{{" in draft.node.document.body:
                self._body(draft)

    def pages(self) -> tuple[Page, ...]:
        """Return every page, in reading order."""
        return () if self.problems else tuple(self._page(draft) for draft in self.drafts)

    def page(self, path: str) -> Page:
        """Return one page alone. Raises KeyError where none has this path."""
        return self._page(self._by_path[path])

    def _page(self, draft: PageDraft) -> Page:
        value = draft.node.value if draft.node else None
        pictures = self._pictures(draft)
        body = self._body(draft)
        markdown = self.templates.page(
            draft.kind.file,
            page=draft.path,
            title=draft.title,
            it=value,
            body=_BODY if body else "",
            updated=self._updated(draft),
            pictures=pictures,
            **draft.values,
            **self._history(draft),
        )
        previous, following = self._neighbours(draft)
        trail, updated = self._trail(draft), self._updated(draft)
        # An author's text stays as it is: two spaces at the end of a line mean something.
        text, spans = unmarked(resolved(tidy(markdown), draft.path, self.places).replace(_BODY, body))
        about = _description(value) or str(draft.values.get("lead", ""))
        return Page(
            path=draft.path,
            title=draft.title,
            markdown=text,
            section=draft.section,
            kind=draft.kind,
            source=draft.node.document.file if draft.node else "",
            description=about,
            updated=updated,
            trail=trail,
            children=tuple(_step(child) for child in self._children.get(draft.path, ())[:MANY]),
            previous=previous,
            following=following,
            pictures=tuple(pictures.values()),
            short=self.short.get(draft.path, ""),
            feed=self.following.feed(url_of(draft.path), value),
            calendar=self.following.calendar(url_of(draft.path), value),
            embed=self._embed(draft),
            share=self.sharing.card(draft.path, draft.title, draft.kind, value, about),
            linked=self.linked.of_page(draft.path, draft.title, trail, value, updated),
            spans=spans,
        )

    def _body(self, draft: PageDraft) -> str:
        if not draft.node or not draft.own_document or not draft.node.document.body.strip():
            return ""
        document = draft.node.document
        around = self.publication.tree.document_of.get(draft.node.id)
        parts = self.templates.parts(draft.path, around.id if around else "") if "{{" in document.body else {}
        expansion = expand(document, parts)
        self.problems += expansion.problems
        # Only the author's own links are relative to the author's file; those of parts are `ref:` or the page's.
        return relocated(expansion.text, document, draft.path, self.places).strip("\n")

    def _history(self, draft: PageDraft) -> dict[str, object]:
        """Return what a page of history shows: each day with what changed on it, in words."""
        if draft.kind is RECENT:
            return {"months": months_of(self.publication, self._histories, self.changes)}
        if draft.kind is not HISTORY:
            return {}
        history = self._past(draft)
        days = [
            (edit, self.changes.lines(edit.changes, getattr(draft.values["subject"], "id", "")))
            for edit in history.edits
        ]
        return {"history": history, "days": days}

    @cached_property
    def _histories(self) -> Mapping[str, History]:
        """The histories by id, read only where one of their pages is drawn."""
        return self._read_histories()

    def _past(self, draft: PageDraft) -> History:
        subject = draft.values.get("subject")
        return self._histories.get(getattr(subject, "id", ""), History())

    def _embed(self, draft: PageDraft) -> str:
        """Return the address of the part of a page for other sites; empty where none is asked for."""
        settings = self.publication.settings
        asked = draft.kind.embedded and settings.publication.embeds and settings.site_url
        return f"{url_of(draft.path)}{self.embed_folder}/" if asked else ""

    def _pictures(self, draft: PageDraft) -> dict[str, Picture]:
        """Return the charts of a page by the id of what each shows."""
        if not draft.kind.charted or not draft.node:
            return {}
        folder = f"{draft.path.removesuffix('.md')}/{self.chart_folder}"
        style, language = self.templates.chart_style, self.views.language.code
        charts = charts_of(draft.node.value, self.views)
        return {chart.id: drawn(chart, f"{folder}/{chart.id}.svg", style, language) for chart in charts}

    def _updated(self, draft: PageDraft) -> str:
        """Return the ISO date of a page's last change: from git, or else from the front matter."""
        if draft.node:
            given = getattr(draft.node.value, "updated", None)
            return self.publication.changed.get(draft.node.document.file) or (str(given) if given else "")
        if draft.kind is HISTORY:
            edits = self._past(draft).edits
            return edits[0].day if edits else ""
        return self.publication.last_changed

    def _trail(self, draft: PageDraft) -> tuple[Step, ...]:
        trail: list[Step] = []
        parent = draft.parent
        while parent:
            trail.insert(0, _step(self._by_path[parent]))
            parent = self._by_path[parent].parent
        return (Step(self.start, ""), *trail) if draft.path != "index.md" else ()

    def _neighbours(self, draft: PageDraft) -> tuple[Step | None, Step | None]:
        """Return the previous and next page among the chapters of the strategy, or a chapter's commitments."""
        if not draft.kind.in_series:
            return None, None
        row = [sibling for sibling in self._children[draft.parent] if sibling.kind.in_series]
        at = row.index(draft)
        previous = _step(row[at - 1]) if at else None
        return previous, _step(row[at + 1]) if at + 1 < len(row) else None


# Where an author's text comes in: control characters, which no text may hold.
_BODY = Markup("\x01body\x01")  # it is replaced by what has been checked
# A page's navigation draws its children; a list of hundreds is the page's own content instead.
MANY = 12


def _step(draft: PageDraft) -> Step:
    return Step(draft.title, url_of(draft.path))


def _description(value: object) -> str:
    """Return the words that say in short what a page is about."""
    names = fields_playing(type(value), Role.LEAD) if isinstance(value, Model) else ()
    return next((" ".join(words.split()) for name in names if (words := getattr(value, name))), "")


def _start_missing(drafts: Sequence[PageDraft]) -> list[Problem]:
    return [] if any(draft.path == "index.md" for draft in drafts) else [Problem.at(Place("docs"), "start-missing")]


def _twice(drafts: Sequence[PageDraft]) -> list[Problem]:
    """Return a Problem for each page that would stand where another already stands."""
    seen: dict[str, PageDraft] = {}
    problems = []
    for draft in drafts:
        first = seen.setdefault(draft.path.casefold(), draft)
        if first is not draft:
            # Of a written page and a generated one, the written one can be moved.
            node = draft.node or first.node
            file = node.document.file if node else draft.path
            problems.append(Problem.at(Place(file), "page-twice", path=draft.path))
    return problems


# Folders that hold files and no pages: a page there could stand where a file of the program's does.
_FOLDERS = ("assets", "data", "pagefind")


def _taken(drafts: Sequence[PageDraft], places: Addresses, search: str) -> list[Problem]:
    """Return a Problem for each page where an address leads on from, where the search stands, or among files."""
    leading = {path.casefold() for path in (*places.short, *places.former, *places.empty, search)}
    folders = {*_FOLDERS, places.files}
    return [
        Problem.at(Place(draft.node.document.file), "page-twice", path=draft.path)
        for draft in drafts
        if draft.node and (draft.path.casefold() in leading or draft.path.partition("/")[0].casefold() in folders)
    ]
