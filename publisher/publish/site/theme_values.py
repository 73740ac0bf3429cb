"""The shell: what the theme needs around the pages, and the one page that only a website has, the search."""

from collections.abc import Iterable, Mapping
from typing import Any

from publisher.language import Language
from publisher.link.publication import Publication
from publisher.link.volumes import volumes
from publisher.model.article import Section
from publisher.publish.data.feed import PATH as FEED
from publisher.publish.data.feed import has_feed
from publisher.render.address import addresses
from publisher.render.page import Page, Step, url_of


def search_page(language: Language) -> Page:
    """Return the search page, which the theme fills."""
    title = language.text("page.search")
    return Page(
        path=f"{language.text('address.search')}.md",
        title=title,
        markdown=f"# {title}\n",
        section=Section.START,
        kind="search",
        trail=(Step(language.text("page.start"), ""),),
    )


def theme_extra(
    publication: Publication, language: Language, pages: Iterable[Page] = ()
) -> dict[str, Mapping[str, Any]]:
    """Return what the theme reads from `config.extra`: its words, and the pages that every page links to.

    Among the `pages` is the document of changes, where there is one.
    """
    settings = publication.settings.publication
    paths = addresses(publication, language).by_id
    links = {"search": url_of(f"{language.text('address.search')}.md")}
    for name, target in (("accessibility", settings.accessibility), ("data", settings.open_data)):
        if target:
            links[name] = url_of(paths[target])
    if publication.settings.site_url:
        links["root"] = publication.settings.site_url.rstrip("/") + "/"
    if has_feed(publication):
        links["feed"] = FEED
    for volume in volumes(publication)[:1]:
        links["print"] = volume.path
    links |= {page.kind: page.url for page in pages if page.kind == "changes"}
    return {"words": language.under("theme."), "links": links}
