"""Rendering: a publication without errors in, every page as finished Markdown out."""
# One meaning, so one file.

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from markupsafe import Markup

from publisher.dependencies import TrackedMapping, compared, tracked_property
from publisher.kinds import HISTORY, RECENT
from publisher.link.time.past import History
from publisher.model.fields import Model
from publisher.model.roles import Role, fields_playing
from publisher.model.untranslated import Untranslated, on_one_line
from publisher.problem import Problem
from publisher.render.author_parts import expand
from publisher.render.change_words import ChangeWords
from publisher.render.chart import charts_of
from publisher.render.division import FOLDER as DIVIDED
from publisher.render.division import divided
from publisher.render.drawing import drawn
from publisher.render.in_another_language import VersionPages
from publisher.render.linked_data import LinkedData
from publisher.render.links import relocated, resolved
from publisher.render.outline import Outline, PageDraft
from publisher.render.page import Page, Picture, Step, url_of
from publisher.render.page_parts import unmarked
from publisher.render.page_places import misplaced
from publisher.render.page_versions import Versions
from publisher.render.recent import months_of
from publisher.render.sharing import Sharing
from publisher.render.site_map import SiteMap
from publisher.render.templates import Templates
from publisher.render.tidy import tidy


class Renderer:
    """Draws the pages of a publication one by one, and collects the problems found.

    `count` is the number of pages. If two have the same path, nothing is drawn.
    """

    def __init__(self, site_map: SiteMap, root: Path, histories: Callable[[], Mapping[str, History]]) -> None:
        language = site_map.language
        self.site_map = site_map
        self.publication = site_map.publication
        self._read_histories = histories
        self.places = site_map.addresses
        with compared():
            every = Outline(self.publication, language, self.places).drafts()
        self.drafts = tuple(draft for draft in every if draft.path.startswith(self.places.folder))
        self.views = site_map.views
        self.changes = ChangeWords(self.views, self.views)
        self.templates = Templates(root, site_map)
        self.linked = LinkedData(site_map)
        self.sharing = Sharing(site_map)
        self.following = site_map.following
        self.embed_folder = language.text("address.embed")
        self.short = {path: url_of(short) for short, path in reversed([*self.places.short.items()])}
        self.start, self.start_url = language.text("page.start"), url_of(self.places.start)
        self.count = len(self.drafts)
        self.chart_folder = language.text("chart.folder")
        with compared():
            self.problems: list[Problem] = [*misplaced(self.drafts, site_map)]
        self.versions = Versions(site_map)
        self.pages_in = VersionPages(site_map)
        self._by_path = {draft.path: draft for draft in every}
        self.children = TrackedMapping(f"{CHILDREN} {site_map.tag}", _by_parent(self.drafts))

    def check(self) -> None:
        """Draw only the macros that authors call: nothing else in the content can fail."""
        for draft in self.drafts:
            if draft.node and "{{" in draft.node.document.body:
                self._body(draft)

    def pages(self, known: Callable[[PageDraft, Callable[[PageDraft], Page]], Page] | None = None) -> tuple[Page, ...]:
        """Return every page, in reading order; the parts of a long one follow it.

        `known` may return a page for a draft without drawing it, or else calls the function that draws it.
        """
        if self.problems:
            return ()
        drawn = (known(draft, self._page) if known else self._page(draft) for draft in self.drafts)
        return tuple(each for page in drawn for each in self._with_parts(page))

    def page(self, path: str) -> Page:
        """Return one page, which may be a part of another. Raises KeyError for an unknown path."""
        if path in self._by_path:
            return self._page(self._by_path[path])
        for page in self._above(path):
            for part in self.parts_of(page):
                if part.path == path:
                    return part
        raise KeyError(path)

    def _above(self, path: str) -> Iterator[Page]:
        """Yield the page that a path is a part of."""
        stem, _, part = path.rpartition(f"{DIVIDED}/")
        owners = {f"{stem}index.md", f"{stem.removesuffix('/')}.md"} & self._by_path.keys()
        if not part or not owners:
            raise KeyError(path)
        yield from map(self.page, sorted(owners))

    def _with_parts(self, page: Page) -> Iterator[Page]:
        yield page
        yield from self.parts_of(page)

    def parts_of(self, page: Page) -> Iterator[Page]:
        """Yield the parts of a page that is too long for a screen; none for others."""
        kind = replace(page.kind, printed=False, in_feed=False, in_series=False, charted=False, contents=False)
        trail = (*(page.trail or (Step(self.start, self.start_url),)), Step(page.title, page.url))
        for part in page.parts:
            yield Page(part.path, part.title, part.markdown, page.section, kind, page.source, page.description,
                       page.updated, trail, tag=page.tag, spoken=page.spoken, versions=page.versions)  # fmt: skip

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
        # An author's text is kept verbatim: two spaces at the end of a line are a line break.
        drawn_text = resolved(tidy(markdown), draft.path, self.places)
        text, spans = unmarked(self.pages_in.page(draft.path, drawn_text.replace(_BODY, body)))
        short, parts = divided(draft.path, draft.title, self.pages_in.page(draft.path, drawn_text))
        lead = draft.values.get("lead")
        about = _description(value) or (lead if isinstance(lead, str) else "")
        return Page(
            path=draft.path,
            title=draft.title,
            markdown=unmarked(short.replace(_BODY, body))[0] if parts else text,
            section=draft.section,
            kind=draft.kind,
            source=draft.node.document.file if draft.node else "",
            description=about,
            updated=updated,
            trail=trail,
            children=tuple(self._step(child) for child in self.children.get(draft.path, ())[:MANY]),
            previous=previous,
            following=following,
            pictures=tuple(pictures.values()),
            short=self.short.get(draft.path, ""),
            feed=self.following.feed(url_of(draft.path), value),
            calendar=self.following.calendar(url_of(draft.path), value),
            embed=self._embed(draft),
            share=self.sharing.card(draft.path, draft.title, draft.kind, value, about),
            linked=self.linked.of_page(draft.path, draft.title, trail, value, updated),
            spans=() if parts else spans,
            parts=parts,
            undivided=(text, spans) if parts else None,
            tag=self.pages_in.tag,
            spoken=self.pages_in.spoken,
            versions=self.versions.of(draft.path),
        )

    def _body(self, draft: PageDraft) -> str:
        if not draft.node or not draft.own_document or not draft.node.document.body.strip():
            return ""
        document = draft.node.document
        above = self.publication.tree.document_of.get(draft.node.id)
        parts = self.templates.parts(draft.path, above.id if above else "") if "{{" in document.body else {}
        untranslated = self.pages_in.is_main(document)
        expansion = expand(document, self.pages_in.parts(parts) if untranslated else parts)
        self.problems += [each for each in expansion.problems if each not in self.problems]
        # Only the author's own links are relative to the author's file; those in macros are `ref:` links or the page's.
        text = relocated(expansion.text, document, draft.path, self.places).strip("\n")
        return self.pages_in.body(text) if untranslated else text

    def _history(self, draft: PageDraft) -> dict[str, object]:
        """Return the content of a history page: each day with its changes, in words."""
        if draft.kind is RECENT:
            return {"months": months_of(self.publication, self._histories, self.changes)}
        if draft.kind is not HISTORY:
            return {}
        history = self._past(draft)
        days = [
            (edit, self.changes.lines(edit.changes, getattr(draft.values["subject"], "id", ""), together=True))
            for edit in history.edits
        ]
        return {"history": history, "days": days}

    @tracked_property
    def _histories(self) -> Mapping[str, History]:
        """The histories by id, read only if one of their pages is drawn."""
        return self._read_histories()

    def _past(self, draft: PageDraft) -> History:
        subject = draft.values.get("subject")
        return self._histories.get(getattr(subject, "id", ""), History())

    def _embed(self, draft: PageDraft) -> str:
        """Return the address of a page's embeddable part; "" if the settings ask for none."""
        settings = self.publication.settings
        asked = draft.kind.embedded and settings.publication.embeds and settings.site_url
        return f"{url_of(draft.path)}{self.embed_folder}/" if asked else ""

    def _pictures(self, draft: PageDraft) -> dict[str, Picture]:
        """Return the charts of a page by the id of their subject."""
        if not draft.kind.charted or not draft.node:
            return {}
        folder = f"{draft.path.removesuffix('.md')}/{self.chart_folder}"
        style, language = self.templates.chart_style, self.views.language.code
        charts = charts_of(draft.node.value, self.views)
        example = self.views.language.text("example.bare") if self.publication.settings.publication.example else ""
        return {chart.id: drawn(chart, f"{folder}/{chart.id}.svg", style, language, example) for chart in charts}

    def _updated(self, draft: PageDraft) -> str:
        """Return the ISO date of a page's last change: from git, or else from the front matter."""
        if draft.node:
            given = getattr(draft.node.value, "updated", None)
            return self.publication.changed_on(draft.node.document.file) or (str(given) if given else "")
        if draft.kind is HISTORY:
            edits = self._past(draft).edits
            return edits[0].day if edits else ""
        # The only list of changes names those of every language.
        return self.publication.last_changed if draft.kind is RECENT else self.publication.last_changed_in_language

    def _trail(self, draft: PageDraft) -> tuple[Step, ...]:
        trail: list[Step] = []
        parent = draft.parent
        while parent:
            trail.insert(0, self._step(self._by_path[parent]))
            parent = self._by_path[parent].parent
        return (Step(self.start, self.start_url), *trail) if draft.path != self.places.start else ()

    def _neighbours(self, draft: PageDraft) -> tuple[Step | None, Step | None]:
        """Return the previous and next page among the chapters of the strategy, or a chapter's commitments."""
        if not draft.kind.in_series:
            return None, None
        row = [sibling for sibling in self.children[draft.parent] if sibling.kind.in_series]
        # Nothing of the other chapters is read, so that their content is no dependency of this page.
        at = next(place for place, sibling in enumerate(row) if sibling is draft)
        previous = self._step(row[at - 1]) if at else None
        return previous, self._step(row[at + 1]) if at + 1 < len(row) else None

    def _step(self, draft: PageDraft) -> Step:
        own = self.site_map.main is None or draft.path.startswith(self.places.folder)
        title = draft.title
        tag = "" if own and not isinstance(title, Untranslated) else self.publication.settings.theme.language
        return Step(title, url_of(draft.path), tag)


CHILDREN: Final = "children"
"""The name of the pages below each, by its path, before the language's tag."""
# Placeholder for the author's text: control characters, which no text may contain.
_BODY = Markup("\x01body\x01")  # replaced by checked text
# A page's navigation shows its children; a list of hundreds is the page's own content instead.
MANY = 12


def _by_parent(drafts: Iterable[PageDraft]) -> dict[str, tuple[PageDraft, ...]]:
    found: dict[str, list[PageDraft]] = {}
    for draft in drafts:
        found.setdefault(draft.parent, []).append(draft)
    return {parent: tuple(each) for parent, each in found.items()}


def _description(value: object) -> str:
    """Return the summary of a page's subject."""
    names = fields_playing(type(value), Role.LEAD) if isinstance(value, Model) else ()
    return next((on_one_line(words) for name in names if (words := getattr(value, name))), "")
