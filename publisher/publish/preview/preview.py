"""A preview: one state of a publication as its site would be, with each page drawn when it is first requested."""

from functools import cached_property
from mimetypes import guess_type
from threading import RLock
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from publisher.generator_settings import THEME
from publisher.pipeline import Prepared
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.assembly.shell import paths_in_navigation
from publisher.publish.data.open_data import data_files
from publisher.publish.data.own_outputs import own_files
from publisher.publish.preview.finished_pages import FinishedPages, GeneratorPages, ShellPages
from publisher.publish.site.brand import brand_files
from publisher.publish.site.fonts import web_fonts
from publisher.publish.site.generator import generator_config
from publisher.publish.site.plugin import PagesPlugin, assets_of
from publisher.publish.site.theme_values import search_pages, theme_extra
from publisher.publish.site.website import files_from_pages, leading_files
from publisher.read.pictures import published
from publisher.render.data_files import FOLDER as DATA
from publisher.render.data_files import data_file_names
from publisher.render.division import FOLDER as DIVIDED
from publisher.render.followed import CALENDAR, FEED
from publisher.render.outline import PageDraft
from publisher.render.page import Page, pictures_of, url_of
from publisher.render.pages import Renderer
from publisher.settings_file import SETTINGS

HTML = "text/html"
UNKNOWN = "application/octet-stream"


class Preview:
    """Answers requests with what the built site would have there, except printed editions and search index.

    Pages go through the same settings, Markdown and theme as in a build, and are identical to the byte. Raises
    ProblemsFound if the generator rejects the settings.
    """

    def __init__(self, ready: Prepared, renderer: Renderer) -> None:
        self._ready, self._renderer = ready, renderer
        self._search = {page.path: page for page in search_pages(ready.site_map)}
        self._drafts = [draft for each in (renderer, *ready.versions) for draft in each.drafts]
        self._renderers = {draft.path: each for each in (renderer, *ready.versions) for draft in each.drafts}
        self._pictures: dict[str, bytes] = {}
        self._pages: dict[str, str] = {}
        self._parts: dict[str, Page] = {}
        self._lock = RLock()
        maps = (ready.site_map, *ready.site_map.versions)
        editions = (volume.path for each in maps for volume in each.volumes)
        self._later = frozenset([*(f"{DATA}/{name}" for name in data_file_names(ready.publication)), *editions])
        self._made = self._made_files()
        self._assets = assets_of(ready.publication, ready.root, ready.site_map.addresses.assets)
        self._paths = {url_of(path): path for path in (*self._renderers, *self._search)}
        try:
            config = generator_config(ready.root, menu=ready.site_map.added_to_menu)
            # It may be another than on disk: one that is not saved yet.
            config.site_name = ready.publication.settings.site_name
        except (Abort, ConfigurationError) as error:
            raise ProblemsFound([Problem.at(Place(SETTINGS), "site-failed", reason=error)]) from error
        self._site_url = config.site_url
        self._finished = self._finishing(config)

    @property
    def prefix(self) -> str:
        """The path at which all URLs of the site begin."""
        return urlsplit(self._site_url or "/").path or "/"

    def answer(self, address: str) -> tuple[bytes, str] | None:
        """Return content and media type for a path below the prefix, or None if the site has nothing there."""
        with self._lock:
            self._draw_above(address)
            if path := self._paths.get(address):
                return self._html(path).encode(), HTML
            content = self._content(f"{address}index.html" if address.endswith("/") else address)
            kind = HTML if address.endswith("/") or not address else guess_type(address)[0] or UNKNOWN
            return None if content is None else (content, kind)

    def address_of(self, source: str) -> str | None:
        """Return the path, below the prefix, of the page made from a file, or None."""
        return next((address for address, file in self._sources.items() if file == source), None)

    def source_of(self, address: str) -> str:
        """Return the source file of the page at this path, or ""."""
        return self._sources.get(address, "")

    @cached_property
    def _sources(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for renderer in (self._renderer, *self._ready.versions):
            for each in renderer.drafts:
                if each.node and each.own_document:
                    found[url_of(each.path)] = self._in_tongue(each.node.document.file, renderer.site_map.tag)
        return found

    def _in_tongue(self, original: str, code: str) -> str:
        """Return the translation of a file in a language; the file itself if there is none."""
        name, _, ending = original.rpartition(".")
        translation = f"{name}.{code}.{ending}"
        return translation if translation in self._ready.texts else original

    def lost(self) -> bytes:
        """Return the site's 404 page."""
        with self._lock:
            return self._finished.lost().encode()

    def _made_files(self) -> dict[str, bytes]:
        """Return the files beside pages that are made at once; those made on request are empty."""
        site_map = self._ready.site_map
        made = {**dict.fromkeys(self._later, b""), **web_fonts(), **brand_files(site_map)}
        for each in (site_map, *site_map.versions):
            made |= leading_files(each)
        return made | own_files(site_map, (*made, *(draft.path for draft in self._drafts)))

    def _finishing(self, config: MkDocsConfig) -> FinishedPages:
        site_map = self._ready.site_map
        extra, code = theme_extra(site_map), site_map.language.code
        shelled = config.theme.custom_dir == str(THEME)
        named = paths_in_navigation(config) if shelled else None
        # Making a page of each of thousands of drafts takes time, and our own shell needs those in the navigation only.
        pages = [_blank(draft, self._renderers[draft.path]) for draft in self._drafts
                 if named is None or draft.path in named]  # fmt: skip
        pages += self._search.values()
        if shelled:
            paths = (*self._renderers, *self._search)
            return ShellPages(config, pages, paths, (*self._made, *self._assets), extra, code)
        return GeneratorPages(config, PagesPlugin(pages, self._made, self._assets, extra, code))

    def _html(self, path: str) -> str:
        if path not in self._pages:
            page = self._drawn_page(path)
            self._pictures |= pictures_of([page])
            self._pages[path] = self._finished.html(page)
        return self._pages[path]

    def _drawn_page(self, path: str) -> Page:
        if search := self._search.get(path):
            return search
        if part := self._parts.get(path):
            return part
        page = self._renderers[path].page(path)
        for part in self._renderers[path].parts_of(page):
            self._parts[part.path] = part
            self._paths[part.url] = part.path
            self._finished.add(part)
        return page

    def _draw_above(self, address: str) -> None:
        """Draw the page of which a path may name a part, so that its parts are known."""
        owner, _, part = address.partition(f"{DIVIDED}/")
        if part and address not in self._paths and (path := self._paths.get(owner)):
            self._html(path)

    def _content(self, path: str) -> bytes | None:
        if path in self._later:
            return self._data.get(path)
        if path in self._made:
            return self._made[path]
        if source := self._assets.get(path):
            return published(source)
        if (content := self._finished.file(path)) is not None:
            return content
        # Making these draws every page, so they are not made for any other request.
        embeds = {each.embed_folder for each in (self._renderer, *self._ready.versions)}
        follows = path.rpartition("/")[2] in {FEED, CALENDAR} or not embeds.isdisjoint(path.split("/"))
        if follows and path in self._from_pages:
            return self._from_pages[path]
        # A chart is in a folder below its page.
        owner = self._paths.get(path.rpartition("/")[0].rpartition("/")[0] + "/")
        if path not in self._pictures and owner:
            self._html(owner)
        return self._pictures.get(path)

    @cached_property
    def _data(self) -> dict[str, bytes]:
        return data_files(self._ready.site_map)

    @cached_property
    def _from_pages(self) -> dict[str, bytes]:
        made: dict[str, bytes] = {}
        for each in (self._renderer, *self._ready.versions):
            made |= files_from_pages(each.site_map, [each.page(draft.path) for draft in each.drafts])
        return made


def _blank(draft: PageDraft, renderer: Renderer) -> Page:
    """Return the page of a draft before it is drawn."""
    spoken = renderer.site_map.language.spoken if renderer.site_map.main else ""
    source = draft.node.document.file if draft.node else ""
    return Page(draft.path, draft.title, "", draft.section, draft.kind, source, spoken=spoken)
