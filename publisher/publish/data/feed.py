"""Feeds of the latest changes (Atom, RFC 4287).

There is one of everything, and one of each plan, focus area and body with something dated.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from feedgenerator import Atom1Feed

from publisher.kinds import RECENT
from publisher.model.period import Day
from publisher.render.followed import FEED
from publisher.render.page import Page, url_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

LATEST: Final = 20


def has_feed(site_map: SiteMap) -> bool:
    """Return whether there is a feed: it needs the site's address, since its URLs are absolute, and some date."""
    return bool(site_map.publication.settings.site_url and site_map.following.days)


def feed_files(site_map: SiteMap, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return every feed by its path: the latest changes, each with the permanent URL of its page as id."""
    publication, following = site_map.publication, site_map.following
    days = following.days
    dated = [(days[page.source], page) for page in pages if page.kind.in_feed and page.source in days]
    if not (publication.settings.site_url and dated):
        return {}
    by_source: dict[str, list[tuple[Day, Page]]] = {}
    for each in dated:
        by_source.setdefault(each[1].source, []).append(each)
    start = url_of(site_map.addresses.start)
    about = site_map.language.text("feed.about", name=publication.settings.site_name)
    # The page of the feed of everything lists the changes month by month.
    changes = next((page.url for page in pages if page.kind is RECENT), start)
    main = f"{site_map.addresses.folder}{FEED}"
    made = {main: _feed(site_map, main, publication.settings.site_name, about, changes, dated)}
    values = {site_map.addresses.by_id[name]: node.value for name, node in publication.nodes.items()}
    for page in pages:
        if page.feed:
            sources = sorted(following.sources(values[page.path]))
            own = [entry for source in sources for entry in by_source.get(source, ())]
            title = site_map.language.text("feed.of", title=page.title, name=publication.settings.site_name)
            made[page.feed] = _feed(site_map, page.feed, title, page.description or title, page.url, own)
    return made


def _feed(site_map: SiteMap, path: str, title: str, about: str, url: str, dated: Iterable[tuple[Day, Page]]) -> bytes:
    """Return one feed, at `path`, of the page with the URL `url`."""
    settings, root = site_map.publication.settings, site_map.publication.settings.address
    organisation = sender(settings.publication, site_map.language)
    feed = Atom1Feed(
        title=title,
        link=root + url,
        description=about,
        language=site_map.tag,
        author_name=organisation.name,
        author_link=organisation.url,
        feed_url=root + path,
        # The page's URL is the id of its own entry already.
        feed_guid=root + path,
    )
    for day, page in sorted(dated, key=_newest, reverse=True)[:LATEST]:
        address, when = root + page.url, datetime.combine(day.first, datetime.min.time(), UTC)
        words = escape(page.description or page.title, quote=False)
        feed.add_item(page.title, address, words, unique_id=address, updateddate=when)
    return str(feed.writeString("utf-8")).encode()


def _newest(dated: tuple[Day, Page]) -> tuple[Day, int]:
    """Return the sort key of entries: date, then results before plans before the rest, then the order of pages."""
    day, page = dated
    return day, page.kind.rank
