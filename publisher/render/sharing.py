"""Sharing: which pages have a share picture, and its contents.

It says no more than the page does, and suppressed numbers stay suppressed. It requires the site's address, since
pictures are fetched by absolute URL.
"""

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod
from typing import Final

from publisher.kinds import PageKind
from publisher.link.accounts import Outcome
from publisher.link.figures.tally import Tally, tally
from publisher.link.judgements import Judged
from publisher.model.colours import Colours
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.render.example_mark import example_words
from publisher.render.page import url_of
from publisher.render.palette import own_tokens, theme_tokens
from publisher.render.share_card import CardFact, ShareCard
from publisher.render.site_map import SiteMap

# More facts than this are illegible in a thumbnail.
MOST: Final = 3


class Sharing:
    """Makes the share cards of one publication."""

    def __init__(self, site_map: SiteMap) -> None:
        self._map, self._language = site_map, site_map.language
        self._publication = site_map.publication
        self._accounts = site_map.accounts
        self._settings = self._publication.settings
        own = self._settings.publication
        tokens = {**theme_tokens()["light"], **own_tokens(own.colours or Colours())["light"]}
        self._colours = (tokens["header"], tokens["thread"])
        self._example = example_words(own, self._language)
        self._name = self._language.text("address.share")

    def card(self, path: str, title: str, kind: PageKind, value: object = None, about: str = "") -> ShareCard | None:
        """Return the contents of a page's picture, or None."""
        first = path == "index.md"
        if not self._settings.site_url or not (kind.shared or first):
            return None
        facts = () if first else tuple(self._facts(value))[:MOST]
        return ShareCard(
            path=f"{url_of(path)}{self._name}.png",
            language=self._language.code,
            organisation=self._settings.publication.organisation.name,
            site=self._settings.site_name,
            sort="" if first else self._language.text(kind.name),
            title=self._settings.site_name if first else title,
            about="" if facts else about,
            facts=facts,
            example=self._example,
            colours=self._colours,
            large=isinstance(value, Result),
            comma=self._language.comma,
        )

    @singledispatchmethod
    def _facts(self, value: object) -> Iterator[CardFact]:
        """Yield the facts of a card, the most important first."""
        return iter(())

    @_facts.register
    def _(self, value: Plan) -> Iterator[CardFact]:
        status = self._language.text(f"status.{value.status}")
        if value.as_of:
            status = f"{status} {self._language.text('as-of', date=self._language.date(value.as_of))}"
        yield CardFact(self._language.text("plan.status"), status)
        outcomes = self._accounts.outcome_of_plan(value)
        if outcomes:
            years = {line.period.year_name for _, _, line in outcomes}
            views = self._map.views
            year = min(years) if len(years) == 1 else ""
            words = self._reached(tally(views.unjudged(outcomes)), views.judged(outcomes), year)
            yield CardFact(self._language.text("outcome"), words + self._early(outcomes))
        if value.responsible:
            bodies = self._language.listing(self._publication.body(each).title for each in value.responsible)
            yield CardFact(self._language.text("plan.responsible"), bodies)

    def _early(self, outcomes: Iterable[Outcome]) -> str:
        """Return the day of outcomes whose periods had not ended, or how many of them are such."""
        number, day = self._map.views.targets.counted_early(outcomes)
        if day:
            return f" {self._language.text('as-of', date=self._language.date(day))}"
        return f". {self._language.plural('outcome.early', number)}" if number else ""

    def _reached(self, went: Tally, people: Judged, year: str) -> str:
        """Return the numbers of reached, of judged and of unknown targets in words, as the pages' macro does."""
        counts = (
            ("outcome.in" if year else "outcome.latest", went.known, went.reached),
            ("outcome.judged-in" if year else "outcome.judged", people.total, people.reached),
            ("outcome.unknown", went.unknown, 0),
        )
        said, best = self._language, self._map.views.level_title(*people.best)
        return ". ".join(
            said.plural(key, count, reached=said.number(reached), year=year, level=best)
            for key, count, reached in counts
            if count
        )

    @_facts.register
    def _(self, value: Result) -> Iterator[CardFact]:
        figures = self._map.views.figures
        for name in value.numbered:
            yield CardFact(figures.numbered(value, name), figures.figure(value, name))
