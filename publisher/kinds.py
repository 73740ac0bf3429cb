"""The kinds of document: where their files lie, what they become, how they are drawn, where they stand on the site."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from publisher.model.article import Article, Section
from publisher.model.fields import Model
from publisher.model.locks import Locks
from publisher.model.plan import Plan
from publisher.model.register import Bodies, Indicators
from publisher.model.result import Result
from publisher.model.strategy import FocusArea, Implementation, Strategy
from publisher.read.document import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its file pattern, its class, the template of its page and its section.

    A pattern's `*` stands for one name in a path, `**` for any number. Documents below `docs/` say
    their kind themselves, in `kind:`.
    """

    name: str
    pattern: str
    model: type[Model]
    template: str = ""
    section: Section | None = None

    @property
    def named_in_file(self) -> bool:
        """Whether a document of this kind says so itself."""
        return self.pattern == DOCS


DOCS: Final = "docs/**.md"

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("strategy", DOCS, Strategy, "strategy.md", Section.STRATEGY),
            Kind("focus-area", DOCS, FocusArea, "focus-area.md", Section.STRATEGY),
            Kind("implementation", DOCS, Implementation, "implementation.md", Section.STRATEGY),
            Kind("article", DOCS, Article, "article.md"),
            Kind("plan", "plans/*/plan.md", Plan, "plan.md", Section.PLANS),
            Kind("result", "plans/*/results/*.md", Result, "result.md", Section.RESULTS),
            Kind("bodies", "plans/bodies.yml", Bodies),
            Kind("indicators", "plans/indicators.yml", Indicators),
            Kind("locks", "plans/locks.yml", Locks),
        )
    }
)


@cache
def kinds_of(file: str) -> tuple[Kind, ...]:
    """Return the kinds that a file may be, by its name; none where it has no place in a publication."""
    return tuple(kind for kind in KINDS.values() if _names(kind.pattern).fullmatch(file))


def model_of(document: Document) -> type[Model] | None:
    """Return the model of a document: the only one for its place, or that of the kind that it names itself."""
    possible = {kind.name: kind for kind in kinds_of(document.file)}
    name = next(iter(possible)) if len(possible) == 1 else str(document.fields.get("kind"))
    return possible[name].model if name in possible else None


@cache
def _names(pattern: str) -> re.Pattern[str]:
    several = ("[^/]*".join(map(re.escape, part.split("*"))) for part in pattern.split("**"))
    return re.compile(".*".join(several), re.DOTALL)
