"""The website: every page rendered by the site generator into a folder, then checked and indexed."""

import logging
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.exceptions import Abort, ConfigurationError

from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.data.feed import feed_files
from publisher.publish.data.open_data import data_files
from publisher.publish.data.own_outputs import own_files
from publisher.publish.raster.share_pictures import share_files
from publisher.publish.search.pagefind import SearchIndexError
from publisher.publish.search.search_index import index_site
from publisher.publish.search.synonym_file import synonym_files
from publisher.publish.site.brand import brand_files
from publisher.publish.site.embedded import embedded_files, frame_ancestors
from publisher.publish.site.fonts import web_fonts
from publisher.publish.site.generator import generator_config
from publisher.publish.site.plugin import NAME, PagesPlugin, assets_of
from publisher.publish.site.redirects import leading_pages
from publisher.publish.site.theme_values import search_pages, theme_extra
from publisher.render.page import Page, pictures_of
from publisher.render.site_map import SiteMap


def pages_plugin(
    site_map: SiteMap,
    pages: Sequence[Page],
    root: Path,
    editions: Mapping[str, bytes],
    tick: Callable[[], object] = lambda: None,
) -> PagesPlugin:
    """Return the plugin that hands a publication to the site generator. `editions` are the PDF files."""
    files = site_files(site_map, pages, editions)
    assets = assets_of(site_map.publication, root, site_map.addresses.assets)
    every_page = [*pages, *search_pages(site_map)]
    return PagesPlugin(every_page, files, assets, theme_extra(site_map, pages, editions), site_map.language.code, tick)


def site_files(site_map: SiteMap, pages: Sequence[Page], editions: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return every file made beside pages: fonts, pictures, data, redirects, printed editions."""
    return {**pictures_of(pages), **share_files(pages), **made_files(site_map, pages, editions)}


def made_files(
    site_map: SiteMap, pages: Sequence[Page], editions: Mapping[str, bytes], data: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the files made beside pages and their charts; those of open `data` may be passed in."""
    made = {
        **web_fonts(),
        **brand_files(site_map),
        **(data or data_files(site_map)),
        **files_of_languages(site_map, pages),
        **editions,
        **frame_ancestors(site_map),
    }
    return {**made, **own_files(site_map, (*made, *(page.path for page in pages)))}


def files_of_languages(site_map: SiteMap, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return the files that each language has for itself: those made from pages, redirects, synonyms."""
    made: dict[str, bytes] = {}
    for each in (site_map, *site_map.versions):
        own = each.content.tag if each.content else ""
        made |= files_from_pages(each, [page for page in pages if page.tag == own])
        made |= leading_files(each)
    return made


def leading_files(site_map: SiteMap) -> dict[str, bytes]:
    """Return the files of one language that do not depend on pages: redirects, and synonyms for its search."""
    own = site_map.content.tag if site_map.content else ""
    return {
        **leading_pages(site_map),
        **synonym_files(site_map.publication.synonyms, site_map.language.spoken, own),
    }


def files_from_pages(site_map: SiteMap, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return the files made from the pages' content: feeds, calendars, embeddable parts."""
    return {**feed_files(site_map, pages), **due_calendars(site_map, pages), **embedded_files(site_map, pages)}


def due_calendars(site_map: SiteMap, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return the calendars, by path; the library is imported only if something is due."""
    if not site_map.following.due:
        return {}
    from publisher.publish.data.due_calendar import calendar_files

    return calendar_files(site_map, pages)


def page_plugin(site_map: SiteMap, page: Page, files: Mapping[str, bytes], made: Container[str]) -> PagesPlugin:
    """Return the plugin that supplies the site generator with one page of an existing site.

    `files` are those that come with the page, `made` the paths of the existing printed editions.
    """
    paths = {each.search_path for each in (site_map, *site_map.versions)}
    for each in (site_map, *site_map.versions):
        places = each.addresses
        paths |= {*places.by_id.values(), *places.lists.values(), *places.histories.values()}
    return PagesPlugin(
        [page], files, {}, theme_extra(site_map, (), made), site_map.language.code, elsewhere=sorted(paths)
    )


def build_site(
    root: Path,
    folder: Path,
    pages: Sequence[Page],
    plugin: PagesPlugin,
    *,
    strict: bool,
    menu: Sequence[tuple[str, str]] = (),
) -> list[Problem]:
    """Build the website of the publication in `root` into `folder` and return the generator's warnings.

    Raises ProblemsFound if the site cannot be built or lacks a page, and, if `strict`, for any warning.
    """
    settings = Place("mkdocs.yml")
    found = render_site(root, folder, plugin, strict=strict, menu=menu)
    if missing := list(_missing(pages, folder)):
        raise ProblemsFound(missing)
    try:
        index_site(folder)
    except SearchIndexError as error:
        raise ProblemsFound([Problem.at(settings, "search-failed", reason=error)]) from error
    return found


def render_site(
    root: Path, folder: Path, plugin: PagesPlugin, *, strict: bool, menu: Sequence[tuple[str, str]] = ()
) -> list[Problem]:
    """Run the site generator on what the plugin supplies, into `folder`; return its warnings.

    Raises ProblemsFound if that fails, and, if `strict`, for any warning.
    """
    settings = Place("mkdocs.yml")
    try:
        # The pages are supplied as they are: the plugin in the settings would read everything again.
        config = generator_config(root, folder, menu)
        config.plugins[NAME] = plugin
        with generator_warnings() as warnings:
            build(config)
    except (Abort, ConfigurationError) as error:
        raise ProblemsFound([Problem.at(settings, "site-failed", reason=error)]) from error
    found = [Problem.at(settings, "site-warning", reason=text) for text in warnings]
    if found and strict:
        raise ProblemsFound(found)
    return found


def _missing(pages: Sequence[Page], folder: Path) -> Iterator[Problem]:
    """Yield a Problem for each page that the generator silently left out."""
    for page in pages:
        if not (folder / page.url / "index.html").is_file():
            yield Problem.at(Place(page.source or page.path), "page-not-built", path=page.path)


@contextmanager
def generator_warnings() -> Iterator[list[str]]:
    """Collect the generator's warnings, instead of letting it print them."""
    texts: list[str] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            texts.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler = Gather(logging.WARNING)
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield texts
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
