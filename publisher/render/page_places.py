"""Path conflicts: a missing start page, or two pages with the same path."""

from collections.abc import Iterator, Sequence

from publisher.problem import Place, Problem
from publisher.render.outline import PageDraft
from publisher.render.page import url_of
from publisher.render.site_map import SiteMap


def misplaced(drafts: Sequence[PageDraft], site_map: SiteMap) -> Iterator[Problem]:
    """Yield a Problem if the start page is missing, and for each page whose path is taken."""
    yield from _start_missing(drafts, site_map.addresses.start)
    yield from _twice(drafts)
    yield from _collisions(drafts, site_map)


def _start_missing(drafts: Sequence[PageDraft], start: str) -> list[Problem]:
    return [] if any(draft.path == start for draft in drafts) else [Problem.at(Place("docs"), "start-missing")]


def _twice(drafts: Sequence[PageDraft]) -> list[Problem]:
    """Return a Problem for each page whose path another page has."""
    seen: dict[str, PageDraft] = {}
    problems = []
    for draft in drafts:
        # a.md and a/index.md are two paths of one address.
        first = seen.setdefault(url_of(draft.path.casefold()), draft)
        if first is not draft:
            # If a written page conflicts with a generated one, the written one can be moved.
            node = draft.node or first.node
            file = node.document.file if node else draft.path
            problems.append(Problem.at(Place(file), "page-twice", path=draft.path))
    return problems


# Folders of files, not pages: a page there could clash with one of the program's files.
_FOLDERS = ("assets", "data", "pagefind")


def _collisions(drafts: Sequence[PageDraft], site_map: SiteMap) -> list[Problem]:
    """Return a Problem for each page at the path of a redirect, of the search page, or in a folder of files.

    This includes the folders of other languages.
    """
    places = site_map.addresses
    leading = {
        url_of(path.casefold())
        for path in (*places.short, *places.former, *places.empty, *places.empty_years, site_map.search_path)
    }
    folders = {*_FOLDERS, places.files, *(each.addresses.folder.rstrip("/") for each in site_map.versions)}
    return [
        Problem.at(Place(draft.node.document.file), "page-twice", path=draft.path)
        for draft in drafts
        if draft.node
        and (url_of(draft.path.casefold()) in leading or draft.path.partition("/")[0].casefold() in folders)
    ]
