"""Feeds of the latest changes (Atom, RFC 4287).

There is one of everything, and one of each plan, focus area and body with something dated. Writing hundreds of them
takes a while, so those of the last build are kept, and only those with other entries are written anew.
"""

import pickle
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from typing import Final

from feedgenerator import Atom1Feed

from publisher.fingerprint import program_digest
from publisher.kinds import RECENT
from publisher.model.period import Day
from publisher.own_cache import DiskCache, cache_folder
from publisher.render.example_mark import example_words
from publisher.render.followed import FEED
from publisher.render.page import Page, url_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

LATEST: Final = 20
# The number of sites whose feeds are kept.
MOST: Final = 20


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
    feeds = [_feed(site_map, main, publication.settings.site_name, about, changes, dated)]
    values = {site_map.addresses.by_id[name]: node.value for name, node in publication.nodes.items()}
    for page in pages:
        if page.feed:
            sources = sorted(following.sources(values[page.path]))
            own = [entry for source in sources for entry in by_source.get(source, ())]
            title = site_map.language.text("feed.of", title=page.title, name=publication.settings.site_name)
            feeds.append(_feed(site_map, page.feed, title, page.description or title, page.url, own))
    return _written(f"{program_digest().hex()} {feeds[0].root} {main}", feeds)


@dataclass(frozen=True)
class _Entry:
    """A page in a feed, and the day of its last change."""

    title: str
    url: str
    words: str
    day: date


@dataclass(frozen=True)
class _Feed:
    """What a feed has, before it is written; `root` is the site's address, to which paths and URLs are relative."""

    root: str
    path: str
    title: str
    about: str
    url: str
    language: str
    author: tuple[str, str | None]
    entries: tuple[_Entry, ...]

    def content(self) -> bytes:
        """Return its file."""
        feed = Atom1Feed(
            title=self.title,
            link=self.root + self.url,
            description=self.about,
            language=self.language,
            author_name=self.author[0],
            author_link=self.author[1],
            feed_url=self.root + self.path,
            # The page's URL is the id of its own entry already.
            feed_guid=self.root + self.path,
        )
        for each in self.entries:
            address, when = self.root + each.url, datetime.combine(each.day, datetime.min.time(), UTC)
            feed.add_item(each.title, address, each.words, unique_id=address, updateddate=when)
        return str(feed.writeString("utf-8")).encode()


def _feed(site_map: SiteMap, path: str, title: str, about: str, url: str, dated: Iterable[tuple[Day, Page]]) -> _Feed:
    """Return one feed, at `path`, of the page with the URL `url`."""
    own = site_map.publication.settings.publication
    organisation, example = sender(own, site_map.language), example_words(own, site_map.language)
    about = _labelled(about, example)
    entries = tuple(
        _Entry(page.title, page.url, escape(_labelled(page.description or page.title, example), quote=False), day.first)
        for day, page in sorted(dated, key=_newest, reverse=True)[:LATEST]
    )
    root, author = site_map.publication.settings.address, (organisation.name, organisation.url)
    return _Feed(root, path, title, about, url, site_map.tag, author, entries)


def _labelled(words: str, example: str) -> str:
    """Return words with the sentence that labels an example, since each entry is read by itself."""
    return f"{words} {example}".rstrip()


def _written(name: str, feeds: Sequence[_Feed]) -> dict[str, bytes]:
    """Return the files of feeds by path; those that the last build with this `name` wrote of the same entries stand."""
    cache = DiskCache(cache_folder("feeds"), MOST)
    known: Mapping[_Feed, bytes] = {}
    with suppress(Exception):  # what cannot be loaded counts as missing
        known = pickle.loads(cache.get(name) or b"") or {}
    made = {each: known.get(each) or each.content() for each in feeds}
    if made.keys() - known.keys():
        cache.put(name, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return {each.path: content for each, content in made.items()}


def _newest(dated: tuple[Day, Page]) -> tuple[Day, int]:
    """Return the sort key of entries: date, then results before plans before the rest, then the order of pages."""
    day, page = dated
    return day, page.kind.rank
