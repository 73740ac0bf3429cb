"""Embeddable parts for other sites: a small page to frame for each plan, commitment, focus area and indicator.

Each has a page for an `<iframe>`, the same as an HTML fragment for a component or to paste, oEmbed, and a page with
instructions. They are made from the page's own content, and need no generator.
"""
# One meaning, so one file.

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from posixpath import relpath
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from publisher.model.languages import direction_of
from publisher.model.period import Day
from publisher.model.plan import Plan
from publisher.model.register import Indicator
from publisher.model.strategy import Commitment, FocusArea
from publisher.model.time_period import TimePeriod
from publisher.model.untranslated import Untranslated
from publisher.publish.site.inline_charts import inlined
from publisher.publish.site.site_templates import drawn_file
from publisher.render.document_words import verb_of
from publisher.render.example_mark import note_words
from publisher.render.page import Page, Picture, url_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

WIDTH, HEIGHT = 640, 320
ANCESTORS: Final = "assets/frame-ancestors.conf"
"""The file that the web server includes, with the sites that may frame parts."""
_OPEN: Final = "add_header Access-Control-Allow-Origin * always;"
# In nginx a location with a header of its own has none of those around it: they are written again.
_KEPT: Final = (
    "    add_header X-Content-Type-Options nosniff always;\n"
    "    add_header Referrer-Policy strict-origin-when-cross-origin always;\n"
)
_HOST: Final = re.compile(r"(?:\*\.)?[a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class PartFact:
    """One fact of a part: its label, its values, and words that come before them."""

    name: str
    texts: tuple[str, ...]
    before: str = ""


def embedded_files(site_map: SiteMap, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return every file of the embeddable parts, by path; empty if the settings do not request them."""
    values = {site_map.addresses.by_id[name]: node.value for name, node in site_map.publication.nodes.items()}
    parts = _Parts(site_map)
    made: dict[str, bytes] = {}
    for page in pages:
        if page.embed:
            made |= parts.files(page, values[page.path])
    return made


class _Parts:
    """Makes the embeddable parts of one publication."""

    def __init__(self, site_map: SiteMap) -> None:
        self._map, self._text = site_map, site_map.language.text
        self._publication = site_map.publication
        settings = site_map.publication.settings
        self._settings, self._own, self._root = settings, settings.publication, settings.address
        self._words = {key.removeprefix("embed."): words for key, words in site_map.language.under("embed.").items()}
        self._words["comma"] = site_map.language.comma
        self._how = self._text("address.embed-how")
        sites = self._own.embeds.sites if self._own.embeds else ()
        self._sites = " ".join(filter(None, map(origin_of, sites)))
        self._branded = bool(self._own.colours or self._own.font)

    def files(self, page: Page, value: object) -> dict[str, bytes]:
        """Return the files of one page's part."""
        part, top = self._part(page, value, self._root), relpath(".", page.embed) + "/"
        address = self._root + page.embed
        title = _quoted(page.title)
        frame = (
            f'<iframe src="{address}" title="{title}" width="100%" height="{HEIGHT}" loading="lazy" data-part></iframe>'
        )
        # In a frame it is a page of this site, so its relative links work wherever the site is.
        within = self._part(page, value, top)
        shared = {"part": part, "words": self._words, "branded": self._branded, "heading": "h2"}
        script = f'<script src="{self._root}assets/part.js" async></script>'
        link = f'<a href="{self._root}{page.url}">{title}</a>'
        component = f'<publication-part src="{address}">{link}</publication-part>'
        how = {
            "frame": f"{frame}\n{script}",
            "component": f"{component}\n{script}",
            "sheet": f'<link rel="stylesheet" href="{self._root}assets/part.css">',
            "headers": self._headers(),
        }
        return {
            f"{page.embed}index.html": drawn_file(
                "part.html",
                canonical=self._root + page.url,
                assets=f"{top}assets/",
                sites=self._sites,
                **shared | {"part": within, "heading": "h1"},
            ),
            f"{page.embed}fragment.txt": drawn_file("_part.html", **shared),
            f"{page.embed}oembed.json": self._oembed(page, frame),
            f"{page.embed}{self._how}/index.html": drawn_file(
                "part-how.html", assets=f"../{top}assets/", **shared, **how
            ),
        }

    def _part(self, page: Page, value: object, root: str) -> dict[str, object]:
        """Return the values of a part for its template; its URLs begin with `root`, which leads to the start page."""
        day = self._map.language.date(page.updated) if page.updated else ""
        facts = [fact for fact in self._facts(value) if any(fact.texts)]
        texts = (page.title, page.description, *(text for fact in facts for text in fact.texts))
        foreign = any(isinstance(text, Untranslated) for text in texts)
        return {
            "language": self._map.tag,
            "direction": direction_of(self._map.tag),
            "address": root + page.url,
            "title": page.title,
            "section": self._text(f"theme.section.{page.section}") if len(page.trail) > 1 else "",
            "about": page.description,
            "facts": facts,
            "note": note_words(self._own, self._map.language),
            "untranslated": self._map.views.untranslated_words(self._map.content) if foreign else "",
            "picture": _picture(page.pictures),
            "caption": "" if isinstance(value, Indicator) else next((each.caption for each in page.pictures), ""),
            "site": root + url_of(self._map.addresses.start),
            "name": self._settings.site_name,
            "organisation": sender(self._own, self._map.language).name,
            "updated": self._text("embed.updated", date=day) if day else "",
        }

    @singledispatchmethod
    def _facts(self, value: object) -> Iterator[PartFact]:
        """Yield the facts of a part, without empty ones."""
        return iter(())

    @_facts.register
    def _(self, value: Plan) -> Iterator[PartFact]:
        yield PartFact(self._text("plan.status"), self._said(f"status.{value.status}", value.as_of))
        yield PartFact(self._text("plan.period"), (self._map.views.period(value.period) if value.period else "",))
        yield PartFact(self._text("plan.responsible"), self._titles(value.responsible))
        for result in self._publication.reports_of(value.id)[:1]:
            when = self._map.language.period(result.period)
            yield PartFact(self._text("result.latest"), (result.summary,), f"{when}: ")

    @_facts.register
    def _(self, value: Commitment) -> Iterator[PartFact]:
        line = self._publication.ledger.line(value.id)
        yield PartFact(self._text("embed.binding"), (verb_of(value, self._map.language),))
        standing = self._said(f"standing.{line.standing}", line.as_of or line.decided_in)
        yield PartFact(self._text("commitment.standing"), standing)
        yield PartFact(self._text("plan.responsible"), self._titles(value.responsible))
        yield PartFact(self._text("commitment.plans"), tuple(plan.title for plan in line.plans))

    @_facts.register
    def _(self, value: FocusArea) -> Iterator[PartFact]:
        held = self._publication.ledger.passed_up(value.commitments)
        yield PartFact(self._text("data.table.commitments"), (str(held.total),))
        for standing, count in held.counts.items():
            yield PartFact(self._text(f"standing.{standing}"), (str(count),))

    @_facts.register
    def _(self, value: Indicator) -> Iterator[PartFact]:
        readings, views = self._publication.latest_readings(value.id), self._map.views
        for reading in (each for each in readings if value.id in each.measurements):
            when = self._map.language.period(reading.period) if len(readings) == 1 else views.label(reading.source)
            apart = reading.measurements[value.id].is_by_group
            said = views.figures.in_short if apart else views.figures.measured
            yield PartFact(when, (said(reading, value.id),))
        yield PartFact(self._text("indicator.unit"), (self._map.language.unit_name(value.unit),))
        yield PartFact(self._text("indicator.better"), (views.targets.better(value),))

    def _said(self, key: str, when: Day | TimePeriod | None) -> tuple[str, ...]:
        """Return a status in words with the day or the period that it is about; empty if it is unknown."""
        language = self._map.language
        date = language.period(when) if isinstance(when, TimePeriod) else language.date(when) if when else ""
        words = f"{self._text(key)} {self._text('as-of', date=date)}" if date else self._text(key)
        return () if key.endswith(".unknown") else (words,)

    def _titles(self, bodies: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._publication.body(name).title for name in bodies)

    def _oembed(self, page: Page, frame: str) -> bytes:
        """Return the oEmbed response for a page's URL, by which a content system embeds it (oEmbed 1.0)."""
        content = {
            "version": "1.0",
            "type": "rich",
            "title": page.title,
            "provider_name": self._settings.site_name,
            "provider_url": self._root + url_of(self._map.addresses.start),
            "html": frame,
            "width": WIDTH,
            "height": HEIGHT,
        }
        return (json.dumps(content, ensure_ascii=False) + "\n").encode()

    def _headers(self) -> str:
        """Return the HTTP headers that parts need, as nginx directives."""
        base = re.escape(urlsplit(self._root).path)
        policy = f'add_header Content-Security-Policy "{_ancestors(self._sites)}" always;'
        return (
            f"location ~ ^{base}.+/{_folders(self._map)}/ {{\n    {policy}\n    {_OPEN}\n{_KEPT}}}\n"
            f"location ~ ^{base}assets/part {{\n    {_OPEN}\n{_KEPT}}}\n"
        )


def frame_ancestors(site_map: SiteMap) -> dict[str, bytes]:
    """Return the lines for `map` in nginx that say who may frame parts, in every language; empty without parts.

    `deploy/nginx.conf` includes them, so that the settings alone decide.
    """
    settings = site_map.publication.settings
    if not settings.publication.embeds or not settings.site_url:
        return {}
    sites = " ".join(filter(None, map(origin_of, settings.publication.embeds.sites)))
    return {ANCESTORS: f'"~/{_folders(site_map)}/" "{_ancestors(sites)}";\n'.encode()}


def origin_of(url: str) -> str:
    """Return the origin of a URL as browsers write it; "" if its host is no name that a header can hold."""
    site = urlsplit(url)
    try:
        host = (site.hostname or "").encode("idna").decode()
    except UnicodeError:
        return ""
    return f"{site.scheme}://{host}{f':{site.port}' if site.port else ''}" if _HOST.fullmatch(host) else ""


def _ancestors(sites: str) -> str:
    return " ".join(["frame-ancestors 'self'", *sites.split()])


def _folders(site_map: SiteMap) -> str:
    """Return the names of the folder of a part in all languages of the site, as a regular expression."""
    main = site_map.main or site_map
    names = dict.fromkeys(each.language.text("address.embed") for each in (main, *main.versions))
    return f"(?:{'|'.join(map(re.escape, names))})"


def _picture(pictures: Sequence[Picture]) -> Markup:
    """Return the first chart as part of the page, in the colours of the part, which an image could not know."""
    words = 'class="part-picture" role="img" aria-label="{}"'
    return Markup("".join(inlined(each, words.format(_quoted(each.alternative))) for each in pictures[:1]))


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
