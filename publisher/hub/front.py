"""The front of a hub: a small publication of generated pages and charts, built like any other.

So it has the same shell, search, print and data as every publication.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Final

import yaml
from jinja2 import Environment
from markupsafe import Markup

from publisher.hub.facts import Area, KnownPublication
from publisher.hub.hub_settings import HubSettings
from publisher.hub.joined_data import ALL
from publisher.hub.member_places import Record
from publisher.hub.shared import SharedIndicator, areas, goals, shared_indicators
from publisher.hub.shared_chart import chart_of, has_chart, target_in_words
from publisher.language import Language
from publisher.locales import HOUSE
from publisher.model.time_period import TimePeriod
from publisher.render.data_tables import DATA_TABLES
from publisher.render.empty_columns import without_empty_columns
from publisher.render.environment import template_environment
from publisher.render.escape import escape

# A longer page is split by first letter, so that a phone can still show it.
MOST_ROWS: Final = 300
# The number of periods that a comparison shows side by side.
MOST_PERIODS: Final = 5


@dataclass(frozen=True)
class Front:
    """The inputs of the front: the settings, the publications that have a site, and the records of all."""

    settings: HubSettings
    publications: tuple[KnownPublication, ...]
    records: Mapping[str, Record]
    tables: tuple[str, ...] = tuple(DATA_TABLES)
    """The tables of open data that any of the publications has."""

    @cached_property
    def language(self) -> Language:
        """The language of the front."""
        return Language(self.settings.language)

    @cached_property
    def shared(self) -> tuple[SharedIndicator, ...]:
        """The indicators that several publications follow."""
        return shared_indicators(self.publications, MOST_PERIODS)

    def address(self, page: str) -> str:
        """Return the folder of a sort of pages, in the language's words."""
        return self.language.text(f"hub.address.{page}")

    def files(self) -> dict[str, bytes]:
        """Return every file of the front's publication, by its path."""
        charts = {self._chart(each): chart_of(each, self.language) for each in self.shared if has_chart(each)}
        texts = {path: text.encode() for path, text in self._pages.items()}
        every = {**self._own_pages, **texts, **charts}
        return {"mkdocs.yml": self._mkdocs(), **{f"docs/{path}": file for path, file in every.items()}}

    def names(self) -> frozenset[str]:
        """Return the first path segments of the front's pages, which no publication may use as id."""
        return frozenset(path.split("/")[0].removesuffix(".md") for path in (*self._pages, *self._own_pages))

    @cached_property
    def _own_pages(self) -> dict[str, bytes]:
        """The articles that the hub's publisher has written, and the files beside them, by path."""
        folder = Path(self.settings.pages) if self.settings.pages else None
        found = sorted(folder.rglob("*")) if folder else []
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found
                if folder and path.is_file() and not path.is_symlink()}  # fmt: skip

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The Markdown of each page, by its path."""
        return {
            "index.md": self._draw("index.md", goals=goals(self.publications)),
            **dict(self._publications()),
            **dict(self._areas()),
            **dict(self._goals()),
            **dict(self._indicators()),
            f"{self.address('data')}.md": self._draw("data.md", tables=[*(f"{name}.csv" for name in self.tables), ALL]),
        }

    def _publications(self) -> Iterator[tuple[str, str]]:
        for each in self.publications:
            shared = [one for one in self.shared if each.id in one.publishers]
            yield (
                f"{self.address('publications')}/{each.id}.md",
                self._draw("publication.md", it=each, shared_with=shared),
            )

    def _areas(self) -> Iterator[tuple[str, str]]:
        found = areas(self.publications)
        if not found:
            return
        parts = _by_letter(found) if len(found) > MOST_ROWS else {}
        first = self._draw("areas.md", order=0, rows=() if parts else found, letters=sorted(parts))
        yield f"{self.address('areas')}/index.md", first
        for letter, rows in parts.items():
            yield f"{self.address('areas')}/{letter}.md", self._draw("areas.md", rows=rows, letters=(), letter=letter)

    def _goals(self) -> Iterator[tuple[str, str]]:
        served, folder = goals(self.publications), self.address("goals")
        if served:
            yield f"{folder}/index.md", self._draw("goals.md", order=0, goals=served)
        for goal in served:
            yield f"{folder}/{goal.goal}.md", self._draw("goal.md", it=goal)

    def _indicators(self) -> Iterator[tuple[str, str]]:
        folder = self.address("indicators")
        if self.shared:
            yield f"{folder}/index.md", self._draw("shared-indicators.md", order=0)
        for each in self.shared:
            chart = PurePosixPath(self._chart(each)).name if has_chart(each) else ""
            yield f"{folder}/{each.key}.md", self._draw("shared-indicator.md", it=each, chart=chart)

    def _chart(self, indicator: SharedIndicator) -> str:
        return f"{self.address('indicators')}/{indicator.key}.svg"

    def _draw(self, template: str, **values: object) -> str:
        words = self.language
        asked = {
            "front": self, "t": words.text, "n": words.plural, "number": words.number,
            "amount": words.amount, "unit_name": words.unit_name,
            "period": lambda name: words.period(TimePeriod.parse(name)),
            "target_value": lambda aim, unit: target_in_words(aim, unit, words),
            "record": lambda name: self.records.get(name, Record(name)),
            "quoted": lambda text: Markup(json.dumps(text, ensure_ascii=False)),
        }  # fmt: skip
        drawn = _templates().get_template(template).render(**asked, **{"order": 1, "letter": "", **values})
        return without_empty_columns(drawn)

    def _mkdocs(self) -> bytes:
        words, settings = self.language, self.settings
        lists = [(name, f"{self.address(name)}/index.md") for name in ("areas", "indicators")]
        nav = [{words.text("hub.start"): "index.md"}]
        nav += [{words.text(f"hub.{name}"): path} for name, path in lists if path in self._pages]
        nav += [{words.text("hub.data"): f"{self.address('data')}.md"}]
        edition = {"id": self.address("edition"), "title": words.text("hub.edition"), "kind": "whole"}
        content = {
            "site_name": settings.title,
            "site_url": settings.site_url,
            "site_description": settings.description or words.text("hub.description"),
            "theme": {"name": "material", "language": settings.language, "font": False},
            "nav": nav,
            "extra": {
                "publication": {
                    "organisation": settings.organisation.model_dump(mode="json", exclude_none=True),
                    "open_data": self.address("data"),
                    **({"accessibility": settings.accessibility} if settings.accessibility else {}),
                    "editions": [edition],
                }
            },
        }
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()


def _by_letter(rows: Sequence[tuple[KnownPublication, Area]]) -> dict[str, list[tuple[KnownPublication, Area]]]:
    """Return the rows by the first letter of their title, in a form for URLs."""
    found: dict[str, list[tuple[KnownPublication, Area]]] = {}
    for row in rows:
        first = row[1].title[:1].casefold()
        letter = first if re.fullmatch("[a-z]", first) else f"{ord(first):x}"
        found.setdefault(letter, []).append(row)
    return found


@cache
def _templates() -> Environment:
    return template_environment(
        [HOUSE / "macros" / "hub"],
        finalize=escape,
        lstrip_blocks=True,
        # `{#` begins the id of a heading in Markdown.
        comment_start_string="<##",
        comment_end_string="##>",
    )
