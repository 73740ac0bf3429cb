"""Calendars of due dates: one of everything, and one of each plan and body (iCalendar, RFC 5545).

The icalendar library folds and escapes lines as the standard requires. No clock is read: events carry the date of the
last change.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vUri

from publisher.link.time.due import Due
from publisher.model.result import Result
from publisher.model.roles import word_key
from publisher.model.time_period import TimePeriod
from publisher.render.example_mark import example_words
from publisher.render.followed import CALENDAR
from publisher.render.page import Page, url_of
from publisher.render.site_map import SiteMap

PRODUCT: Final = "-//roda-traden//calendar//{language}"
"""The formal public identifier of what made a calendar; it ends with the language of its texts."""


def calendar_files(site_map: SiteMap, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return every calendar by its path; empty if nothing is due."""
    following, settings = site_map.following, site_map.publication.settings
    if not following.due:
        return {}
    values = {site_map.addresses.by_id[name]: node.value for name, node in site_map.publication.nodes.items()}
    made = {f"{site_map.addresses.folder}{CALENDAR}": _calendar(site_map, settings.site_name, following.due)}
    for page in pages:
        if page.calendar:
            title = site_map.language.text("feed.of", title=page.title, name=settings.site_name)
            made[page.calendar] = _calendar(site_map, title, following.due_of(values[page.path]))
    return made


def _calendar(site_map: SiteMap, title: str, due: Iterable[Due]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(language=site_map.tag.partition("-")[0].upper()))
    calendar.add("version", "2.0")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    if example := _example(site_map):
        calendar.add("description", example)
        calendar.add("x-wr-caldesc", example)
    for each in due:
        calendar.add_component(_event(site_map, each))
    return bytes(calendar.to_ical())


def _event(site_map: SiteMap, due: Due) -> Event:
    """Return one event: an all-day event that does not block time, with the URL of its subject's page."""
    publication, language = site_map.publication, site_map.language
    root = publication.settings.address
    subject = publication.nodes[due.about].value
    assert not isinstance(subject, Result)
    period = language.period(TimePeriod.parse(due.period)) if due.period else ""
    event = Event()
    # A milestone that comes before another changes nothing of that one: calendars follow an event by its UID.
    name = sha256(due.named.encode()).hexdigest()[:16] if due.named else due.key
    event.add("uid", f"{due.occasion}-{name}@{urlsplit(root).hostname or 'localhost'}")
    event.add("dtstamp", datetime.fromtimestamp(publication.epoch, UTC))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", language.text(word_key(due.occasion), title=due.title, subject=subject.title, period=period))
    if root:
        event.add("url", vUri(root + url_of(site_map.addresses.by_id[due.about])))
    if example := _example(site_map):
        # In a calendar of one's own it stands among real events.
        event.add("description", example)
    event.add("transp", "TRANSPARENT")
    return event


def _example(site_map: SiteMap) -> str:
    return example_words(site_map.publication.settings.publication, site_map.language)
