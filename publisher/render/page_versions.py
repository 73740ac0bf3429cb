"""The same page in every language of the site: for the language switch, and for search engines."""

from publisher.dependencies import tracked_property
from publisher.model.languages import ContentLanguage, direction_of
from publisher.render.page import PageVersion, url_of
from publisher.render.site_map import SiteMap


class Versions:
    """The counterparts of a page in all languages of the site; none if there is only one language."""

    def __init__(self, site_map: SiteMap) -> None:
        main = site_map.main or site_map
        self._own = site_map
        self._all = (main, *main.versions) if main.versions else ()

    @tracked_property
    def _main_paths(self) -> dict[str, str]:
        return {path: main for main, path in self._own.addresses.moved.items()}

    def of(self, path: str) -> tuple[PageVersion, ...]:
        """Return the versions of the page with this path in its own language, the main language first."""
        main = self._main_paths.get(path, path)
        return tuple(_version(each, each.addresses.moved.get(main) if each.main else main) for each in self._all)

    def of_search(self) -> tuple[PageVersion, ...]:
        """Return the versions of the search page."""
        return tuple(_version(each, each.search_path) for each in self._all)


def _version(site_map: SiteMap, path: str | None) -> PageVersion:
    """Return the counterpart in one language; that language's start page if `path` is None."""
    content, words = site_map.content, site_map.language
    name = content.own_name if content else ContentLanguage(code=words.code).own_name
    if content and content.variant == words.text("address.easy") and not content.title:
        name = words.text("language.easy")
    direction = direction_of(site_map.tag)
    if path:
        return PageVersion(site_map.tag, name, url_of(path), direction)
    return PageVersion(site_map.tag, name, url_of(site_map.addresses.start), direction, words.text("language.start"))
