"""The shell: what surrounds the text of each page, from the templates in `theme/`, rendered as MkDocs would.

MkDocs provides its settings, filters and navigation. MkDocs page objects are made only for pages in the navigation,
since preparing thousands takes longer than rendering them, and the templates need little of the page. Plain `mkdocs
build` renders the same pages from the same templates, byte for byte; a test compares them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_build_date

from publisher.fingerprint import program_digest
from publisher.read.field_tree import texts_in
from publisher.render.markdown import converted
from publisher.render.page import Page, url_of
from publisher.render.templates import SealedBytecodeCache

LOST: Final = "404.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as the templates see it, with MkDocs' attribute names."""

    title: str
    url: str
    meta: Mapping[str, object]
    canonical_url: str | None
    abs_url: str | None
    update_date: str
    content: str = ""
    toc: object = ()
    is_link: bool = False

    @property
    def page(self) -> "Shown":
        """The page itself: the sitemap template expects files, which have pages."""
        return self


class Shell:
    """Renders pages in the shell of one site; `extra` is what the theme needs, `code` the language of the site.

    `key` is a digest of everything that all pages depend on, besides their own text.
    """

    def __init__(
        self, config: MkDocsConfig, pages: Sequence[Page], extra: Mapping[str, Mapping[str, object]], code: str
    ) -> None:
        config.extra.update(extra)
        self._config, self._language = config, code
        self._env = config.theme.get_env()
        self._env.auto_reload = False
        self._env.bytecode_cache = SealedBytecodeCache()
        self._nav = _navigation(config, pages)

    @cached_property
    def _day(self) -> str:
        return get_build_date()

    @cached_property
    def key(self) -> str:
        """The digest of program, settings and navigation, in hexadecimal digits."""
        config = {name: getattr(self._config, name) for name in ("site_name", "site_url", "site_description", "extra")}
        # Templates only use the section of other pages, so nothing else about them matters here.
        heads = [
            [each.title, getattr(each, "url", ""), getattr(each, "meta", {}).get("section")] for each in self._nav.items
        ]
        given = json.dumps([config, self._language, heads], default=str)
        return sha256(program_digest() + given.encode()).hexdigest()

    def key_of(self, page: Page) -> str:
        """Return the digest of everything that one page depends on."""
        return sha256(f"{self.key}\0{page.digest}".encode()).hexdigest()

    def html(self, page: Page, content: str) -> str:
        """Return a finished page with its text, whose links are URLs of the site."""
        headings = converted(page.markdown, page.spoken or self._language).headings
        shown = self._shown_page(page, content, get_toc(headings))  # type: ignore[arg-type]  # what the extension gives
        context = get_context(self._nav, (), self._config, shown)  # type: ignore[arg-type]  # it has what they ask for
        return str(self._env.get_template("main.html").render(context))

    def others(self, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
        """Yield the files that the theme renders once for a site, by name: the 404 page and the sitemap."""
        listed = [self._listed_page(page) for page in pages]
        for name in sorted(self._config.theme.static_templates):
            yield name, self._rendered(name, listed)

    def other(self, name: str, pages: Sequence[Page]) -> str:
        """Return one of the files that the theme renders once for a site of these pages."""
        return self._rendered(name, [self._listed_page(page) for page in pages])

    def _rendered(self, name: str, listed: list[Shown]) -> str:
        base = urlsplit(self._config.site_url or "/").path if name == LOST else "."
        context = get_context(self._nav, listed, self._config, base_url=base)  # type: ignore[arg-type]
        return self._env.get_template(name).render(context)

    def _listed_page(self, page: Page) -> Shown:
        """Return a page as the sitemap sees it, which uses no more of its front matter."""
        return self._shown(page, {"updated": page.updated, "versions": [each.plain for each in page.versions]})

    def _shown_page(self, page: Page, content: str, toc: object) -> Shown:
        return self._shown(page, page.head, content, toc)

    def _shown(self, page: Page, head: Mapping[str, object], content: str = "", toc: object = ()) -> Shown:
        site = self._config.site_url
        url = quote(url_of(page.path))
        canonical = urljoin(site if site.endswith("/") else f"{site}/", url) if site else None
        own = urlsplit(canonical).path if canonical else None
        return Shown(page.title, url, head, canonical, own, self._day, content, toc)


def paths_in_navigation(config: MkDocsConfig) -> frozenset[str] | None:
    """Return what the settings list as navigation, also titles; None if they list nothing, so that all pages are in."""
    return None if config.nav is None else frozenset(texts_in(config.nav))


def _navigation(config: MkDocsConfig, pages: Sequence[Page]) -> Navigation:
    """Return the navigation, with the pages that the settings list, or all pages if they list none."""
    named = paths_in_navigation(config)
    heads = {page.path: page.head for page in pages if named is None or page.path in named}
    site = config.site_dir
    files = [File(path, None, site, use_directory_urls=True, inclusion=InclusionLevel.INCLUDED) for path in heads]
    nav = get_navigation(Files(files), config)
    for each in nav.pages:
        each.markdown, each.meta = "", heads[each.file.src_uri]
    return nav
