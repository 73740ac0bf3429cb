"""Redirects: pages at former and short addresses that lead to the current one.

`mkdocs-redirects` could do this, but its page is in English and runs a script, which the site's security policy and its
language rule both forbid.
"""

import posixpath
from collections.abc import Mapping
from functools import lru_cache

from publisher.language import Language
from publisher.publish.site.site_templates import drawn_file
from publisher.render.page import url_of
from publisher.render.site_map import SiteMap


def leading_pages(site_map: SiteMap) -> dict[str, bytes]:
    """Return an HTML file for each redirect: from former and short addresses, and those of lists that are empty now."""
    places, language = site_map.addresses, site_map.language
    return {
        **moved_pages(places.former, language),
        **moved_pages(places.short, language, "short"),
        **moved_pages(places.empty, language, "empty"),
        **moved_pages(places.empty_years, language, "empty-year"),
    }


def moved_pages(former: Mapping[str, str], language: Language, why: str = "moved") -> dict[str, bytes]:
    """Return an HTML file for each former path that leads to the new path; both are paths of Markdown files.

    `why` is the prefix of the locale keys of its text: `moved`, `short` for short addresses, or `empty` and
    `empty-year` for empty lists.
    """
    words = tuple((key, language.text(f"{why}.{key}")) for key in ("title", "about", "link"))
    return {
        url_of(old) + "index.html": _leading_page(
            posixpath.relpath(url_of(new), url_of(old)) + "/", language.spoken, words
        )
        for old, new in sorted(former.items())
    }


@lru_cache(maxsize=4096)  # a preview asks for hundreds of them at each change
def _leading_page(address: str, language: str, words: tuple[tuple[str, str], ...]) -> bytes:
    return drawn_file("moved.html", language=language, address=address, words=dict(words))
