"""A preview is one state of a publication as its site will be, each page drawn when somebody first asks for it."""

from functools import cached_property
from mimetypes import guess_type
from threading import RLock
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from publisher.pipeline import Prepared
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.data.open_data import data_files
from publisher.publish.data.own_outputs import own_files
from publisher.publish.site.brand import brand_files
from publisher.publish.site.fonts import web_fonts
from publisher.publish.site.generator import generator_config
from publisher.publish.site.plugin import NAME, PagesPlugin, assets_of
from publisher.publish.site.theme_values import search_pages, theme_extra
from publisher.publish.site.website import files_from_pages, leading_files
from publisher.render.data_files import FOLDER as DATA
from publisher.render.data_files import data_file_names
from publisher.render.division import FOLDER as DIVIDED
from publisher.render.followed import CALENDAR, FEED
from publisher.render.outline import PageDraft
from publisher.render.page import Page, pictures_of, url_of
from publisher.render.pages import Renderer
from publisher.render.templates import SealedBytecodeCache
from publisher.settings_file import SETTINGS

HTML = "text/html"
UNKNOWN = "application/octet-stream"


class Preview:
    """Answers addresses with what the built site would hold there, but for print and search index.

    It goes through the site generator's own settings, Markdown and theme, so that a page is the same to the byte.
    Raises ProblemsFound where the generator refuses the settings.
    """

    def __init__(self, ready: Prepared, renderer: Renderer) -> None:
        self._ready, self._renderer = ready, renderer
        self._search = {page.path: page for page in search_pages(ready.site_map)}
        self._renderers = {draft.path: each for each in (renderer, *ready.versions) for draft in each.drafts}
        self._pictures: dict[str, bytes] = {}
        self._pages: dict[str, str] = {}
        self._parts: dict[str, Page] = {}
        self._lock = RLock()
        maps = (ready.site_map, *ready.site_map.versions)
        editions = (volume.path for each in maps for volume in each.volumes)
        self._later = frozenset([*(f"{DATA}/{name}" for name in data_file_names(ready.publication)), *editions])
        try:
            self._config = generator_config(ready.root, menu=ready.site_map.added_to_menu)
        except (Abort, ConfigurationError) as error:
            raise ProblemsFound([Problem.at(Place(SETTINGS), "site-failed", reason=error)]) from error
        self._env = self._config.theme.get_env()
        self._env.bytecode_cache = SealedBytecodeCache()
        self._files = self._all_files()
        self._nav = self._navigation()
        self._documents = self._files.documentation_pages()
        self._by_address = {url_of(file.src_uri): file for file in self._documents}
        self._others = {file.dest_uri: file for file in self._files if not file.is_documentation_page()}

    @property
    def prefix(self) -> str:
        """The path that all addresses of the site begin with."""
        return urlsplit(self._config.site_url or "/").path or "/"

    def answer(self, address: str) -> tuple[bytes, str] | None:
        """Return content and media type of an address below the prefix, or None where the site has nothing."""
        with self._lock:
            self._draw_above(address)
            if file := self._by_address.get(address):
                return self._html(file).encode(), HTML
            content = self._content(f"{address}index.html" if address.endswith("/") else address)
            kind = HTML if address.endswith("/") or not address else guess_type(address)[0] or UNKNOWN
            return None if content is None else (content, kind)

    def address_of(self, source: str) -> str | None:
        """Return the address of the page that is made from a file, below the prefix; None where none is."""
        return next((address for address, file in self._sources.items() if file == source), None)

    def source_of(self, address: str) -> str:
        """Return the file that the page with this address is made from, or nothing."""
        return self._sources.get(address, "")

    @cached_property
    def _sources(self) -> dict[str, str]:
        drafts = [draft for each in (self._renderer, *self._ready.versions) for draft in each.drafts]
        return {url_of(draft.path): draft.node.document.file for draft in drafts if draft.node and draft.own_document}

    def lost(self) -> bytes:
        """Return the site's page for lost addresses."""
        with self._lock:
            context = get_context(self._nav, self._documents, self._config, base_url=self.prefix)
            return self._env.get_template("404.html").render(context).encode()

    def _all_files(self) -> Files:
        files = get_files(self._config)
        files.add_files_from_theme(self._env, self._config)
        publication, site_map = self._ready.publication, self._ready.site_map
        drafts = [draft for each in (self._renderer, *self._ready.versions) for draft in each.drafts]
        made: dict[str, bytes] = {
            # Links lead there, so the generator must know of them.
            **dict.fromkeys(self._later, b""),
            **web_fonts(),
            **brand_files(site_map),
        }
        for each in (site_map, *site_map.versions):
            made |= leading_files(each)
        made |= own_files(site_map, (*made, *(draft.path for draft in drafts)))
        assets = assets_of(publication, self._ready.root, site_map.addresses.assets)
        blank = [_blank(draft, each) for each in (self._renderer, *self._ready.versions) for draft in each.drafts]
        plugins = self._config.plugins
        extra, code = theme_extra(site_map), site_map.language.code
        plugins[NAME] = self._plugin = PagesPlugin([*blank, *self._search.values()], made, assets, extra, code)
        plugins.on_pre_build(config=self._config)
        return plugins.on_files(files, config=self._config)

    def _navigation(self) -> Navigation:
        """Return the heads of the sections, with what the theme asks of pages that are not drawn yet."""
        nav = get_navigation(self._files, self._config)
        for page in nav.pages:
            page.read_source(self._config)
        return nav

    def _html(self, file: File) -> str:
        path = file.src_uri
        if path not in self._pages:
            page = self._drawn_page(path)
            self._plugin.pictures[path] = page.pictures
            for place, drawn in pictures_of([page]).items():
                self._files.append(File.generated(self._config, place, content=drawn))
                self._pictures[place] = drawn
            file.content_string = page.document
            shown = file.page
            assert shown  # every documentation page has one, since the navigation was made
            shown.read_source(self._config)
            plugins = self._config.plugins
            plugins.on_page_markdown(page.markdown, page=shown, config=self._config, files=self._files)
            shown.render(self._config, self._files)
            shown.content = self._config.plugins.on_page_content(
                shown.content or "", page=shown, config=self._config, files=self._files
            )
            context = get_context(self._nav, self._documents, self._config, shown)
            shown.active = True
            self._pages[path] = self._env.get_template("main.html").render(context)
            shown.active = False
        return self._pages[path]

    def _drawn_page(self, path: str) -> Page:
        if search := self._search.get(path):
            return search
        if part := self._parts.get(path):
            return part
        page = self._renderers[path].page(path)
        for part in self._renderers[path].parts_of(page):
            # The page leads to its parts, so the generator must know of them.
            self._parts[part.path] = part
            file = File.generated(self._config, part.path, content=part.document)
            self._files.append(file)
            MkDocsPage(None, file, self._config)
            self._by_address[url_of(part.path)] = file
        return page

    def _draw_above(self, address: str) -> None:
        """Draw the page that an address names a part of, so that its parts are known."""
        owner, _, part = address.partition(f"{DIVIDED}/")
        if part and address not in self._by_address and (file := self._by_address.get(owner)):
            self._html(file)

    def _content(self, path: str) -> bytes | None:
        if path in self._later:
            return self._data.get(path)
        if file := self._others.get(path):
            return file.content_bytes
        # To make these every page is drawn, so no other address may ask for them.
        embeds = {each.embed_folder for each in (self._renderer, *self._ready.versions)}
        follows = path.rpartition("/")[2] in {FEED, CALENDAR} or not embeds.isdisjoint(path.split("/"))
        if follows and path in self._from_pages:
            return self._from_pages[path]
        # A chart is in a folder below its page.
        owner = self._by_address.get(path.rpartition("/")[0].rpartition("/")[0] + "/")
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
