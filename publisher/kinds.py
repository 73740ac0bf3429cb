"""The kinds of documents, of what has an id, and of pages: each says here, and nowhere else, all there is to know.

A document's kind says where its files lie and which class understands them; the kind of what has an id, where it
stands on the site and who can follow it; the kind of a page, how it is drawn, read, printed and found.
"""
# One meaning, so one file.

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from publisher.model.article import Article, Section
from publisher.model.fields import Model
from publisher.model.languages import is_language
from publisher.model.locks import Locks
from publisher.model.plan import Plan
from publisher.model.register import Bodies, Body, Indicator, Indicators
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.model.statistics import Statistics
from publisher.model.strategy import Commitment, FocusArea, Implementation, Objective, SteeringDocument
from publisher.model.synonyms import Synonyms
from publisher.model.translation import translation_model
from publisher.read.document import Document


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. Its name is that of its template in `macros/pages/` and what the theme knows it by.

    `printed`: whether printed editions hold it. `in_series`: whether its neighbours are the previous and the next page.
    `charted`: whether it has charts. `coded`: whether it has a short address, and a QR code with it in print.
    `contents`: whether a long one begins with its contents. `named`: whether the search shows its title as a name, and
    `weight` how much its words count there, which is nothing where the search does not find it. `in_feed`: whether the
    feed reports it; of one day, the highest `rank` comes first. `embedded`: whether other sites can
    show a part of it. `shared`: whether it has a picture for those who share it.
    """

    name: str
    section: Section = Section.START
    template: str = ""
    printed: bool = True
    in_series: bool = False
    charted: bool = False
    coded: bool = False
    contents: bool = True
    named: bool = False
    weight: float = 1
    in_feed: bool = True
    rank: int = 0
    embedded: bool = False
    shared: bool = False

    @property
    def file(self) -> str:
        """The name of its template's file."""
        return f"{self.template or self.name}.md"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document, or of what stands in one and has an id of its own.

    `pattern` says where its files lie: a `*` stands for one name in a path, `**` for any number; documents below
    `docs/` say their kind themselves, in `kind:`. What has no file of its own has no pattern. `register` is the page
    that lists all of this kind; where it has one, its pages stand in a folder of that name (`address.<register>` in
    the locale), or else by its path in `docs/`. The register is there without members too where it heads its
    section. `followed`: whether it has a history page; `translated`: whether files beside its own can say its texts
    in other languages.
    """

    name: str
    model: type[Model]
    pattern: str = ""
    page: PageKind | None = None
    register: PageKind | None = None
    heads_section: bool = False
    followed: bool = False
    translated: bool = True

    @property
    def node(self) -> NodeKind | None:
        """What it is to those that refer to it; none, for what nobody can refer to."""
        return self.model.node_kind


DOCS: Final = "docs/**.md"

# How much what readers look for counts in a search, and lists, which hold the words of all.
SOUGHT: Final = 1.6
LISTED: Final = 0.3

HISTORY: Final = PageKind("history", printed=False, weight=0, in_feed=False)
"""What changed in one document, day by day."""
DOCUMENT: Final = PageKind("strategy", Section.STRATEGY, named=True)
"""A steering document."""
ADOPTED: Final = PageKind("adopted", Section.STRATEGY, weight=LISTED)
"""A steering document in its adopted words alone."""
DOCUMENTS: Final = PageKind("documents", Section.STRATEGY, weight=LISTED)
"""All steering documents, where there are several."""
MATRIX: Final = PageKind("matrix", Section.STRATEGY, weight=LISTED)
"""Commitments by body."""
CHOICE: Final = PageKind("choice", Section.STRATEGY, printed=False, contents=False, weight=0)
"""The commitments that have one value in a facet; paper cannot offer the choice."""
YEAR: Final = PageKind("year", Section.RESULTS, named=True, weight=SOUGHT)
YEAR_PARTS: Final = (
    PageKind("year-areas", Section.RESULTS, weight=LISTED),
    PageKind("year-bodies", Section.RESULTS, weight=LISTED),
)
"""What was reported for a year, and the same by chapter and by body."""
SDGS: Final = PageKind("sdgs", Section.STRATEGY, weight=LISTED)
"""The goals of Agenda 2030 that something here says it serves."""
SDG: Final = PageKind("sdg", Section.STRATEGY)
"""One of them, with what says so."""
DELAYED: Final = PageKind("delayed", Section.RESULTS, printed=False, weight=SOUGHT)
"""What is delayed, of all plans, and the targets that were missed: each stands with its plan too."""
RECENT: Final = PageKind("recent", printed=False, weight=SOUGHT)
"""What changed in the whole publication, month by month: each change stands in a history too."""
CHANGES: Final = PageKind("changes")
"""What differs between two versions of a publication."""
SEARCH: Final = PageKind("search", printed=False, weight=0)
"""The page on which a site is searched."""

COMMITMENT: Final = Kind(
    "commitment",
    Commitment,
    page=PageKind("commitment", Section.STRATEGY, coded=True, named=True, weight=SOUGHT, in_feed=False, embedded=True),
    register=PageKind("commitments", Section.STRATEGY, contents=False, weight=LISTED),
)
OBJECTIVE: Final = Kind(
    "objective",
    Objective,
    page=PageKind("objective", Section.STRATEGY, named=True, in_feed=False),
    register=PageKind("objectives", Section.STRATEGY, weight=LISTED),
)
BODY: Final = Kind(
    "body",
    Body,
    page=PageKind("body", Section.BODIES, named=True, in_feed=False),
    register=PageKind("bodies", Section.BODIES, weight=LISTED),
    heads_section=True,
)
INDICATOR: Final = Kind(
    "indicator",
    Indicator,
    page=PageKind("indicator", Section.RESULTS, charted=True, in_feed=False, embedded=True),
    register=PageKind("indicators", Section.RESULTS, weight=LISTED),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            # What a steering document is in files from before there were several; it still may be written so.
            Kind("strategy", SteeringDocument, DOCS, DOCUMENT, followed=True),
            Kind("steering-document", SteeringDocument, DOCS, DOCUMENT, followed=True),
            Kind(
                "focus-area",
                FocusArea,
                DOCS,
                PageKind("focus-area", Section.STRATEGY, in_series=True, named=True, embedded=True),
            ),
            Kind(
                "implementation",
                Implementation,
                DOCS,
                PageKind("implementation", Section.STRATEGY, in_series=True),
            ),
            Kind("article", Article, DOCS, PageKind("article")),
            Kind(
                "plan",
                Plan,
                "plans/*/plan.md",
                PageKind(
                    "plan",
                    Section.PLANS,
                    charted=True,
                    coded=True,
                    named=True,
                    weight=SOUGHT,
                    rank=1,
                    embedded=True,
                    shared=True,
                ),
                register=PageKind("plans", Section.PLANS, weight=LISTED),
                heads_section=True,
                followed=True,
            ),
            Kind(
                "result",
                Result,
                "plans/*/results/*.md",
                PageKind("result", Section.RESULTS, charted=True, rank=2, shared=True),
                register=PageKind("results", Section.RESULTS, weight=LISTED),
                heads_section=True,
            ),
            Kind("bodies", Bodies, pattern="plans/bodies.yml"),
            Kind("indicators", Indicators, pattern="plans/indicators.yml"),
            Kind("locks", Locks, pattern="plans/locks.yml", translated=False),
            # Each language has words of its own for the same; nothing of them is translated.
            Kind("synonyms", Synonyms, pattern="plans/synonyms.yml", translated=False),
            Kind("statistics", Statistics, pattern="plans/statistics/*.csv", translated=False),
        )
    }
)
"""The kinds of document, by name."""

LINKED: Final = (*(kind for kind in KINDS.values() if kind.node), OBJECTIVE, COMMITMENT, BODY, INDICATOR)
"""The kinds of what has an id of its own: documents, then what stands in one with others."""
OWN_DOCUMENT: Final = frozenset(kind.node for kind in KINDS.values() if kind.node)
"""What has a file of its own; the rest shares one with others."""

_BY_MODEL: Final = {kind.model: kind for kind in LINKED}

PAGE_KINDS: Final = MappingProxyType(
    {
        page.name: page
        for page in (
            *(
                ADOPTED,
                DOCUMENTS,
                HISTORY,
                SDGS,
                SDG,
                MATRIX,
                CHOICE,
                YEAR,
                *YEAR_PARTS,
                DELAYED,
                RECENT,
                CHANGES,
                SEARCH,
            ),
            *(kind.page for kind in LINKED if kind.page),
            *(kind.register for kind in LINKED if kind.register),
        )
    }
)
"""The kinds of page, by name, but for the start, which is a page of some other kind."""


def kind_of(value: object) -> Kind:
    """Return the kind of a value that a model has understood. Raises KeyError where it is of none."""
    return _BY_MODEL[type(value)]  # type: ignore[index]  # a value of another type has no kind


def as_start(page: PageKind) -> PageKind:
    """Return the kind of a page as the first page of a site, which looks like no other of its kind."""
    return replace(page, name="start", template=page.template or page.name, contents=False, named=False)


def in_theme() -> dict[str, dict[str, bool | float]]:
    """Return what the theme asks of each kind of page, by the name that the page gives as its kind."""
    pages = {**PAGE_KINDS, "start": as_start(PAGE_KINDS["article"])}
    names = ("contents", "named", "weight")
    return {name: {asked: getattr(page, asked) for asked in names} for name, page in pages.items()}


def registers() -> Iterator[tuple[Kind, PageKind]]:
    """Yield each kind that has a register, with the register's page, in the order of LINKED."""
    for kind in LINKED:
        if kind.register:
            yield kind, kind.register


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a file is to another of which it says the texts in a language: the `original`, and the language's code."""

    original: str
    code: str


@cache
def tongue_of(file: str) -> Tongue | None:
    """Return of which file this one says the texts in another language, by its name: `plan.en.md` of `plan.md`."""
    stem, _, ending = file.rpartition(".")
    name, _, code = stem.rpartition(".")
    if not name or name.endswith("/") or ending == "csv" or not is_language(code):
        return None
    return Tongue(f"{name}.{ending}", code) if _possible(f"{name}.{ending}") else None


@cache
def kinds_of(file: str) -> tuple[Kind, ...]:
    """Return the kinds that a file may be, by its name; none where it has no place in a publication."""
    if not (tongue := tongue_of(file)):
        return _possible(file)
    possible = _possible(tongue.original)
    return tuple(_translation(kind) if kind.translated else kind for kind in possible if kind is not KINDS["locks"])


def _possible(file: str) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS.values() if _names(kind.pattern).fullmatch(file))


@cache
def _translation(kind: Kind) -> Kind:
    """Return what a kind of document is in another language: its texts, without a page of its own."""
    model = translation_model(kind.model)
    assert model  # what is translated has texts
    return Kind(kind.name, model, f"{kind.pattern.removesuffix('.md')}.*.md")


def translations() -> Mapping[str, type[Model]]:
    """Return the model of the translations of each kind of document that has any, by the kind's name."""
    return {name: _translation(kind).model for name, kind in KINDS.items() if kind.translated}


def model_of(document: Document) -> type[Model] | None:
    """Return the model of a document: the only one for its place, or that of the kind that it names itself."""
    possible = {kind.name: kind for kind in kinds_of(document.file)}
    name = next(iter(possible)) if len(possible) == 1 else str(document.fields.get("kind"))
    return possible[name].model if name in possible else None


@cache
def _names(pattern: str) -> re.Pattern[str]:
    several = ("[^/]*".join(map(re.escape, part.split("*"))) for part in pattern.split("**"))
    return re.compile(".*".join(several), re.DOTALL)
