"""The shell: what the theme needs around the pages, and the one page that only a website has, the search."""

from collections.abc import Container, Iterable, Mapping
from typing import Final

from publisher.kinds import CHANGES, DOCUMENTS, RECENT, SEARCH, in_theme
from publisher.language import Language
from publisher.model.article import Section
from publisher.publish.data.feed import has_feed
from publisher.publish.site.soft_hyphens import parted
from publisher.render.document_words import section_title
from publisher.render.followed import CALENDAR, FEED
from publisher.render.page import Page, Step, url_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

# Lists that pages lead to where there are such, by the theme's names.
LISTS: Final = {"recent": RECENT, "documents": DOCUMENTS}


def search_page(language: Language) -> Page:
    """Return the search page, which the theme fills."""
    title = language.text("page.search")
    return Page(
        path=f"{language.text('address.search')}.md",
        title=title,
        markdown=f"# {title}\n",
        section=SEARCH.section,
        kind=SEARCH,
        trail=(Step(language.text("page.start"), ""),),
    )


def theme_extra(
    site_map: SiteMap, pages: Iterable[Page] = (), made: Container[str] | None = None
) -> dict[str, Mapping[str, object]]:
    """Return what the theme reads from `config.extra`: its words, and the pages that every page links to.

    Among the `pages` is the document of changes, where there is one. `made` are the paths of the printed editions that
    are there, where some may be missing.
    """
    publication, language = site_map.publication, site_map.language
    settings = publication.settings.publication
    paths = site_map.addresses.by_id
    links = {"search": url_of(f"{language.text('address.search')}.md")}
    articles = {"about": settings.about, "accessibility": settings.accessibility, "data": settings.open_data}
    for name, target in articles.items():
        if target:
            links[name] = url_of(paths[target])
    if publication.settings.site_url:
        links["root"] = publication.settings.site_url.rstrip("/") + "/"
    lists = site_map.addresses.lists
    links |= {name: url_of(lists[kind.name]) for name, kind in LISTS.items() if kind.name in lists}
    if has_feed(site_map):
        links["feed"] = FEED
    if publication.settings.publication.embeds:
        links["embed_how"] = f"{language.text('address.embed-how')}/"
    if site_map.following.due:
        links["calendar"] = CALENDAR
    for volume in site_map.volumes[:1]:
        if made is None or volume.path in made:
            links["print"] = volume.path
    links |= {page.kind.name: page.url for page in pages if page.kind is CHANGES}
    words = {**language.under("theme."), f"theme.section.{Section.STRATEGY}": section_title(publication, language)}
    named = settings.model_dump(mode="json", exclude_none=True)
    # The settings name files as authors know them, the theme as they stand on the site.
    named |= {key: site_map.addresses.in_docs(named[key]) for key in ("logo", "icon", "font") if key in named}
    # The header is as narrow as a telephone, and names are long.
    names = {"name": publication.settings.site_name, "organisation": sender(settings, language).name}
    named["parted"] = {key: parted(name, language.code) for key, name in names.items()}
    return {"words": words, "links": links, "kinds": in_theme(), "publication": named}
