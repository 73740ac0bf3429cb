"""The cache of drawn pages, reused if nothing has changed that they depend on.

For each page the cache has the fields and values that it depends on, and the digest of each. Everything else (settings,
ids, references, templates, the program) has one common digest: if that differs, all pages are redrawn.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeAlias, get_args

from publisher.allowed import ALLOWED
from publisher.dependencies import Reads, TrackedMapping, note, noted
from publisher.earlier import histories_of
from publisher.fingerprint import program_digest, tree_digest
from publisher.language import Language
from publisher.link.graph.node import Linked
from publisher.link.publication import Publication
from publisher.link.time.past import History, files_of, translations_of
from publisher.memory import Memory, Same
from publisher.own_cache import DiskCache, cache_folder
from publisher.read.document import Document
from publisher.read.history import Log
from publisher.redraw.kept_pages import FreshPages, KeptPages, PageWriter
from publisher.redraw.page_groups import BESIDE, PageGroups
from publisher.redraw.page_groups import MOST as GROUPS
from publisher.redraw.source_names import CHANGED, LOG, SourceNames
from publisher.redraw.value_digests import value_digest
from publisher.redraw.watched_fields import watched
from publisher.render.outline import PageDraft
from publisher.render.page import Page
from publisher.render.pages import Renderer
from publisher.render.site_map import SiteMap

Files: TypeAlias = Mapping[str, bytes]
# Not the path of any page.
_FILES: Final = f"{BESIDE}files"
# The number of publications whose pages are cached.
MOST: Final = 20
_SLOTS: Final = {Document: ("fields", "marks", "body", "body_line"), PageDraft: ("title", "values")}


class PageMemory:
    """Draws the pages of a publication, in all its languages, reusing cached ones."""

    def __init__(self, root: Path, publication: Publication, language: Language, log: Log, memory: Memory) -> None:
        self._root, self._log, self._key = root, log, f"{program_digest().hex()} {root}"
        self._cache, self._memory = DiskCache(cache_folder("pages"), MOST * (1 + GROUPS)), memory
        # Made anew, so that everything computed from now on is recorded.
        self._publication = replace(publication, changed=TrackedMapping(CHANGED, publication.changed))
        self.site_map = SiteMap(self._publication, language)
        """The site map, whose values must not be read before drawing except while `recording`."""
        self._names = SourceNames(publication.changed, log, _files_of(publication), memory)
        self._before = Reads()

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record, within the block, what values are computed from; what the block itself reads counts for no page."""
        with watched(get_args(Linked), _SLOTS), noted(Reads()):
            yield

    @cached_property
    def renderers(self) -> tuple[Renderer, ...]:
        """The renderer of each language, the main one first. To be read while `recording` for the first time."""
        with noted(self._before):
            maps = (self.site_map, *self.site_map.versions)
            return tuple(Renderer(each, self._root, self._histories) for each in maps)

    def drawn(self, beside: Callable[[SiteMap], Files] | None) -> tuple[list[tuple[Renderer, tuple[Page, ...]]], Files]:
        """Return the renderer and the pages of each language, and the files made `beside` them."""
        known = self._read()
        groups = PageGroups(self._cache, self._key, known.groups)
        writer = PageWriter(known, self._names)
        with self.recording():
            renderers = self.renderers
            for renderer in renderers:
                self._names.add(renderer)
            context, always = self._context(renderers), writer.sources(self._before)
            fresh = FreshPages(known, groups, context, self._names.digest)
            drawn = [(each, each.pages(partial(_page, fresh, writer, each.site_map.tag))) for each in renderers]
            files = _files(fresh, writer, beside and partial(beside, self.site_map))
            kept = writer.finished(context, always, fresh.unchanged)
        if not any(renderer.problems for renderer in renderers):
            with suppress(Exception):  # a cache only ever saves time
                kept.groups = groups.put(writer.contents, frozenset(writer.new))
            if kept.groups and kept != known:
                self._cache.put(self._key, pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
        return drawn, files

    def _histories(self) -> Mapping[str, History]:
        found = histories_of(self._root, self._publication, self._log)
        if self._publication.settings.publication.smallest_group is not None:
            # What one version withholds depends on all the others.
            note(LOG)
        return TrackedMapping(LOG, found)

    def _context(self, renderers: Iterable[Renderer]) -> bytes:
        """Return the digest of everything that pages depend on and that has no name."""
        own = self._publication
        macros = tree_digest(self._root, ("macros",))
        # There are tens of thousands, and while no field has changed they are those of the last build.
        references = self._memory.recall("references digest", "", Same(own.references), _digest_of, weighs=False)
        held = (own.settings, references, own.assets, own.every_lock, own.dimensions, own.synonyms, own.tongues)
        return value_digest([macros, ALLOWED.get(), self._names.outline(renderers), held])

    def _read(self) -> KeptPages:
        content = self._cache.get(self._key)
        with suppress(Exception):  # what cannot be loaded counts as missing
            kept = pickle.loads(content) if content else None
            return kept if isinstance(kept, KeptPages) else KeptPages()
        return KeptPages()


def _files_of(publication: Publication) -> dict[str, list[str]]:
    """Return the files in the history of each document, in all languages, by its id."""
    files = files_of(publication)
    others = [translations_of(files, code) for code in publication.tongues]
    return {name: [file for each in (files, *others) for file in each[name]] for name in files}


def _digest_of(it: Same) -> bytes:
    return value_digest(it.value)


def _files(fresh: FreshPages, writer: PageWriter, make: Callable[[], Files] | None) -> Files:
    files = fresh.content(_FILES)
    if isinstance(files, dict):
        writer.copy(_FILES, files)
        return files if make else {}
    if make is None:
        return {}
    with noted(Reads()) as notes:
        made = make()
    writer.add(_FILES, made, notes)
    return made


def _page(
    fresh: FreshPages, writer: PageWriter, tag: str, draft: PageDraft, draw: Callable[[PageDraft], Page]
) -> Page:  # fmt: skip
    key = f"{tag} {draft.path}"
    known = fresh.page(key, draft.kind)
    if known is not None:
        writer.copy(key, known)
        return known
    with noted(Reads()) as notes:
        page = draw(draft)
    writer.add(key, page, notes)
    return page
