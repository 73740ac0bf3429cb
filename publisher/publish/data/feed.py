"""The feed: what changed last, for those who follow rather than visit (Atom, RFC 4287)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from feedgenerator import Atom1Feed

from publisher.kinds import OWN_DOCUMENT
from publisher.language import Language
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.period import Day
from publisher.render.page import Page

PATH: Final = "feed.xml"
LATEST: Final = 20


def has_feed(publication: Publication) -> bool:
    """Say whether there is a feed: its addresses are absolute, so the site's own must be known, and some date."""
    return bool(publication.settings.site_url and _days(publication))


def feed_files(publication: Publication, language: Language, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return the feed of the latest changes, each with its page's permanent address for id; or nothing."""
    days = _days(publication)
    dated = [(days[page.source], page) for page in pages if page.kind.in_feed and page.source in days]
    if not (publication.settings.site_url and dated):
        return {}
    feed = _feed(publication, language)
    root = str(feed.feed["link"])
    for day, page in sorted(dated, key=_newest, reverse=True)[:LATEST]:
        address, when = root + page.url, datetime.combine(day.first, datetime.min.time(), UTC)
        about = escape(page.description or page.title, quote=False)
        feed.add_item(page.title, address, about, unique_id=address, updateddate=when)
    return {PATH: feed.writeString("utf-8").encode()}


def _feed(publication: Publication, language: Language) -> Atom1Feed:
    settings = publication.settings
    root = str(settings.site_url).rstrip("/") + "/"
    organisation = settings.publication.organisation
    return Atom1Feed(
        title=settings.site_name,
        link=root,
        description=language.text("feed.about", name=settings.site_name),
        language=language.code,
        author_name=organisation.name,
        author_link=organisation.url,
        feed_url=root + PATH,
        # The start page has the site's address for its id already.
        feed_guid=root + PATH,
    )


def _newest(dated: tuple[Day, Page]) -> tuple[Day, int]:
    """Return what orders the entries: the day, then results before plans before the rest, then the order of pages."""
    day, page = dated
    return day, page.kind.rank


def _days(publication: Publication) -> Mapping[str, Day]:
    """Return the day of the last change by file: from git, or else what the document itself says."""
    found = {}
    for node in publication.nodes.values():
        if node.kind in OWN_DOCUMENT and (day := _day(publication, node)):
            found[node.document.file] = Day.parse(day)
    return found


def _day(publication: Publication, node: Node) -> str:
    given = getattr(node.value, "updated", None) or getattr(node.value, "as_of", None)
    return publication.changed.get(node.document.file) or str(given or "")
