"""The values that the theme needs around the pages, and the search page, which only a website has."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from publisher.kinds import CHANGES, DOCUMENTS, RECENT, SEARCH, in_theme
from publisher.model.article import Section
from publisher.model.untranslated import Untranslated
from publisher.publish.data.feed import has_feed
from publisher.publish.site.soft_hyphens import parted
from publisher.render.address import START
from publisher.render.document_words import section_title
from publisher.render.example_mark import note_words
from publisher.render.followed import CALENDAR, FEED
from publisher.render.linked_data import LinkedData
from publisher.render.menu import section_heads
from publisher.render.outline import Outline, PageDraft
from publisher.render.page import Page, Step, url_of
from publisher.render.page_versions import Versions
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

# The element that the search script looks for; in English the heading's own id would be the same.
_TAKEN: Final = "search"
_NAMED: Final = " {: #search-title }"
# Lists that pages link to if they exist, by the theme's names.
LISTS: Final = {"recent": RECENT, "documents": DOCUMENTS}


def search_page(site_map: SiteMap) -> Page:
    """Return the search page, whose content the theme provides."""
    language, content = site_map.language, site_map.content
    title = language.text("page.search")
    trail = (Step(language.text("page.start"), url_of(site_map.addresses.start)),)
    return Page(
        path=site_map.search_path,
        title=title,
        markdown=f"# {title}{_NAMED if title.casefold() == _TAKEN else ''}\n",
        section=SEARCH.section,
        kind=SEARCH,
        trail=trail,
        linked=LinkedData(site_map).of_search(site_map.search_path, title, trail),
        tag=content.tag if content else "",
        spoken=language.spoken if content else "",
        versions=Versions(site_map).of_search(),
    )


def search_pages(site_map: SiteMap) -> tuple[Page, ...]:
    """Return the search page of each language of the site, the main language first."""
    return tuple(search_page(each) for each in (site_map, *site_map.versions))


def theme_extra(
    site_map: SiteMap, pages: Iterable[Page] = (), made: Container[str] | None = None
) -> dict[str, Mapping[str, object]]:
    """Return what the theme reads from `config.extra`: its words, and the pages linked from every page.

    The `pages` include the list of changes, if there is one. `made` are the paths of the existing printed editions, if
    some may be missing. Other languages have the same values in `versions`, by their tag.
    """
    versions = {each.tag: _version(each, made) for each in site_map.versions}
    return {**_values(site_map, pages, made), "kinds": in_theme(), **({"versions": versions} if versions else {})}


def _version(site_map: SiteMap, made: Container[str] | None) -> Mapping[str, object]:
    """Return what the theme reads about the pages in another language than the main one."""
    settings, language, content = site_map.publication.settings, site_map.language, site_map.content
    assert content  # a version always has one
    texts = {
        "site_name": settings.site_name,
        "site_description": settings.site_description,
        "organisation": settings.publication.organisation.name,
        "note": note_words(settings.publication, language),
    }
    main = settings.theme.language
    return {
        **_values(site_map, (), made),
        "site_name": str(settings.site_name),
        "site_description": str(settings.site_description or ""),
        # Untranslated texts carry their language, and so do the program's words.
        "tags": {name: text.language for name, text in texts.items() if isinstance(text, Untranslated)},
        "spoken": "" if language.spoken == language.code else main,
        "dir": content.direction,
        "start": url_of(site_map.addresses.start),
        "nav": _menu(site_map),
    }


def _menu(site_map: SiteMap) -> list[dict[str, str]]:
    """Return the navigation in another language: counterparts of the main one's, else each section's first page."""
    drafts = Outline(site_map.publication, site_map.language, site_map.addresses).drafts()
    named = site_map.publication.settings.nav
    if not isinstance(named, list) or site_map.main is None:
        return [_head(site_map, draft) for draft in section_heads(drafts)]
    by_path, moved, lists = {draft.path: draft for draft in drafts}, site_map.addresses.moved, site_map.main.addresses
    places = [(title, target) for title, target in _in_menu(named) if target != START]
    documents = lists.lists.get(DOCUMENTS.name)
    if documents and documents not in {target for _, target in places}:
        places.insert(0, ("", documents))
    found = []
    for title, target in [*places, *site_map.main.added_to_menu]:
        if draft := by_path.get(moved.get(target, target)):
            found.append(_head(site_map, draft))
        elif "://" in target and title:
            main = site_map.publication.settings.theme.language
            found.append({"title": title, "url": target, "section": "", "tag": main, "leads": main})
    return found


def _in_menu(named: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Yield the title and the path or URL of each entry in the navigation of the settings."""
    for each in named:
        for title, target in each.items() if isinstance(each, Mapping) else [("", each)]:
            if isinstance(target, str):
                yield str(title), target


def _head(site_map: SiteMap, draft: PageDraft) -> dict[str, str]:
    own = draft.path.startswith(site_map.addresses.folder)
    main = site_map.publication.settings.theme.language
    tags = {"tag": main if isinstance(draft.title, Untranslated) else "", "leads": "" if own else main}
    return {"title": str(draft.title), "url": url_of(draft.path), "section": str(draft.section), **tags}


def _values(site_map: SiteMap, pages: Iterable[Page], made: Container[str] | None) -> dict[str, Mapping[str, object]]:
    publication, language = site_map.publication, site_map.language
    settings = publication.settings.publication
    paths = site_map.addresses.by_id
    folder = site_map.addresses.folder
    links = {"search": url_of(site_map.search_path)}
    articles = {"about": settings.about, "accessibility": settings.accessibility, "data": settings.open_data}
    for name, target in articles.items():
        if target:
            links[name] = url_of(paths[target])
    if publication.settings.site_url:
        links["root"] = publication.settings.site_url.rstrip("/") + "/"
    lists = site_map.addresses.lists
    links |= {name: url_of(lists[kind.name]) for name, kind in LISTS.items() if kind.name in lists}
    if has_feed(site_map):
        links["feed"] = f"{folder}{FEED}"
    if publication.settings.publication.embeds:
        links["embed_how"] = f"{language.text('address.embed-how')}/"
    if site_map.following.due:
        links["calendar"] = f"{folder}{CALENDAR}"
    for volume in site_map.volumes[:1]:
        if made is None or volume.path in made:
            links["print"] = volume.path
    links |= {page.kind.name: page.url for page in pages if page.kind is CHANGES}
    words = {**language.under("theme."), f"theme.section.{Section.STRATEGY}": section_title(publication, language)}
    named = settings.model_dump(mode="json", exclude_none=True)
    # The settings name files by their paths for authors, the theme by those on the site.
    named |= {key: site_map.addresses.in_docs(named[key]) for key in ("logo", "icon", "font") if key in named}
    # The header is as narrow as a phone, and names are long.
    names = {"name": publication.settings.site_name, "organisation": sender(settings, language).name}
    named["note"] = note_words(settings, language)
    named["parted"] = {key: parted(name, language.spoken) for key, name in names.items()}
    return {"words": words, "links": links, "publication": named}
