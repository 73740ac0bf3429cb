"""The changes between two states of a publication, as a page and as a plain list."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from publisher.kinds import CHANGES
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.link.time.differences import Act, Change, changes
from publisher.model.parts import Decision
from publisher.render.change_texts import ChangeTexts
from publisher.render.change_words import ChangeWords
from publisher.render.links import resolved
from publisher.render.page import Page, Step
from publisher.render.site_map import SiteMap
from publisher.render.templates import Templates, part_names
from publisher.render.tidy import tidy

_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(ref:([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class State:
    """A publication at one time: its `name` and date (ISO); both are empty for the current working tree.

    `decision` is the one whose text it holds, if it is the state of a single decision; `is_proposal` says that it is
    what somebody is to decide about.
    """

    publication: Publication
    name: str = ""
    day: str = ""
    decision: Decision | None = None
    is_proposal: bool = False

    @property
    def address(self) -> str:
        """Its name in URLs: body and date of the decision, or else the name of the version."""
        decided = self.decision
        return f"{decided.body}-{decided.date}" if decided and decided.date else self.name


class Comparison:
    """Draws the differences between two states, with links to nodes that have a page on the site."""

    def __init__(self, before: State, after: State, language: Language, root: Path, linked: Collection[str]) -> None:
        self._before, self._after, self._language = before, after, language
        self._linked = linked
        site_map = SiteMap(after.publication, language)
        self._places = site_map.addresses
        self._words = ChangeWords(SiteMap(before.publication, language).views, site_map.views)
        extensions = after.publication.settings.markdown_extensions
        self._texts = ChangeTexts(self._words, language, extensions, part_names(root))
        self._templates = Templates(root, site_map)
        self.changes: tuple[Change, ...] = changes(before.publication, after.publication)
        self.name = "-".join(filter(None, (before.address, after.address)))

    def page(self, edition: str | None) -> Page:
        """Return the page; `edition` is the path of the printed version, to which that itself has no link."""
        words = self._language
        path = f"{words.text('address.changes')}/{self.name}.md"
        texts = self._texts.texts(self.changes)
        lead = "changes.lead" if texts else "changes.lead-translations" if self.changes else self._none()
        now = words.text("changes.proposal" if self._after.is_proposal else "changes.now-title")
        title = words.text("page.changes", before=self._called(self._before), after=self._called(self._after) or now)
        markdown = self._templates.page(
            CHANGES.file,
            page=path,
            title=title,
            facts=self.facts(),
            edition=self._places.relative(edition, path) if edition else None,
            texts=texts,
            lead=lead,
            **self._groups(),
        )
        return Page(
            path=path,
            title=title,
            markdown=resolved(self._unlinked(tidy(markdown), self._linked), path, self._places),
            section=CHANGES.section,
            kind=CHANGES,
            description=words.text(lead),
            updated=self._after.day,
            trail=(Step(words.text("page.start"), ""),),
        )

    def _none(self) -> str:
        """Return the key of the sentence that there are no changes: what is suppressed may have changed."""
        suppressed = self._after.publication.settings.publication.smallest_group is not None
        return "changes.none-shown" if suppressed else "changes.none"

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what is compared and how much differs, as label and value: for the page's fact box and the cover."""
        words = self._language
        counts = {str(act): sum(change.act is act for change in self.changes) for act in Act}
        return (
            (words.text("changes.from"), self._version(self._before)),
            (words.text("changes.to"), self._version(self._after)),
            (words.text("changes.count"), words.text("changes.numbers", **counts)),
        )

    def _called(self, state: State) -> str:
        decided = state.decision
        if not decided or not decided.date:
            return self._language.date(state.day) if state.day else ""
        body = self._before.publication.nodes.get(decided.body)
        title = str(getattr(body.value, "title", decided.body)) if body else decided.body
        return self._language.text("changes.decision", body=title, date=self._language.date(decided.date))

    def _version(self, state: State) -> str:
        words = self._language
        if not state.name:
            return words.text("changes.proposal" if state.is_proposal else "changes.now")
        return words.text("changes.version", name=state.name, date=words.date(state.day))

    def listing(self) -> str:
        """Return only the list, as Markdown without links, since its pages may not exist yet."""
        markdown = self._templates.page("changes-list.md", **self._groups())
        return self._unlinked(tidy(markdown), ())

    def _groups(self) -> dict[str, object]:
        groups = self._words.groups(self.changes)
        kinds = dict.fromkeys(group.kind for group in groups)
        return {
            "kinds": {kind: [group for group in groups if group.kind is kind] for kind in kinds},
            "unchanged": self._none(),
            "linked": frozenset(self._linked) & frozenset(self._after.publication.nodes),
        }

    def _unlinked(self, markdown: str, kept: Collection[str]) -> str:
        """Return Markdown with links to nodes without a page reduced to their text."""
        return _LINK.sub(lambda match: match[0] if match[2] in kept else match[1], markdown)
