"""The kinds of documents, nodes (whatever has an id) and pages: all there is to know about each is declared here.

A document's kind says where its files are and which model validates them; a node's kind, where it appears on the site
and who can follow it; a page's kind, how it is drawn, read, printed and found.
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


@dataclass(frozen=True)
class PageKind:
    """A kind of page. Its name is that of its template in `macros/pages/` and the theme's name for it.

    `printed`: whether printed editions include it. `in_series`: whether it links to the previous and the next page.
    `charted`: whether it has charts. `coded`: whether it has a short address, printed as a QR code. `contents`: whether
    a long one begins with a table of contents. `named`: whether search results show its title as a name; `weight`: its
    weight in the search, 0 if it is left out. `in_feed`: whether the feed lists it; within a day, the highest `rank`
    comes first. `embedded`: whether other sites can embed part of it. `shared`: whether it has a preview image for
    social media.
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
    """One kind of document, or of node within a document.

    `pattern` says where its files are: `*` stands for one name in a path, `**` for any number of them; documents below
    `docs/` name their kind themselves, in `kind:`. A kind without files of its own has no pattern. `register` is the
    page that lists all of this kind; if there is one, the pages of the kind are in a folder named after it
    (`address.<register>` in the locale), otherwise at their path in `docs/`. A register that heads its section exists
    even when it is empty. `followed`: whether it has a history page; `translated`: whether separate files can hold its
    texts in other languages.
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
        """Its kind as a target of references; None if nothing can refer to it."""
        return self.model.node_kind


DOCS: Final = "docs/**.md"

# Search weights: of the subjects readers look for, and of lists, which contain the words of all of them.
SOUGHT: Final = 1.6
LISTED: Final = 0.3

HISTORY: Final = PageKind("history", printed=False, weight=0, in_feed=False)
"""The changes to one document, day by day."""
DOCUMENT: Final = PageKind("strategy", Section.STRATEGY, named=True)
"""A steering document."""
ADOPTED: Final = PageKind("adopted", Section.STRATEGY, weight=LISTED)
"""A steering document, reduced to its adopted wording."""
DOCUMENTS: Final = PageKind("documents", Section.STRATEGY, weight=LISTED)
"""The list of all steering documents, if there are several."""
MATRIX: Final = PageKind("matrix", Section.STRATEGY, weight=LISTED)
"""Commitments by body."""
CHOICE: Final = PageKind("choice", Section.STRATEGY, printed=False, contents=False, weight=0)
"""Commitments that share a value of a facet; printed editions leave these out."""
YEAR: Final = PageKind("year", Section.RESULTS, named=True, weight=SOUGHT)
YEAR_PARTS: Final = (
    PageKind("year-areas", Section.RESULTS, weight=LISTED),
    PageKind("year-bodies", Section.RESULTS, weight=LISTED),
)
"""The results reported for a year, also by chapter and by body."""
SDGS: Final = PageKind("sdgs", Section.STRATEGY, weight=LISTED)
"""The goals of Agenda 2030 that something in the publication says it serves."""
SDG: Final = PageKind("sdg", Section.STRATEGY)
"""One of these goals, with what serves it."""
DELAYED: Final = PageKind("delayed", Section.RESULTS, printed=False, weight=SOUGHT)
"""Everything delayed in any plan, and missed targets; each is shown with its plan too."""
RECENT: Final = PageKind("recent", printed=False, weight=SOUGHT)
"""Changes to the whole publication, month by month; each is also in a history."""
CHANGES: Final = PageKind("changes")
"""The differences between two versions of a publication."""
SEARCH: Final = PageKind("search", printed=False, weight=0)
"""The site's search page."""

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
            # How a steering document was declared before there could be several; still accepted.
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
            # Each language has its own synonyms; none of them is translated.
            Kind("synonyms", Synonyms, pattern="plans/synonyms.yml", translated=False),
            Kind("statistics", Statistics, pattern="plans/statistics/*.csv", translated=False),
        )
    }
)
"""The kinds of documents, by name."""

LINKED: Final = (*(kind for kind in KINDS.values() if kind.node), OBJECTIVE, COMMITMENT, BODY, INDICATOR)
"""The kinds of nodes: documents, then those that share a file with others."""
OWN_DOCUMENT: Final = frozenset(kind.node for kind in KINDS.values() if kind.node)
"""The kinds of nodes that have a file of their own; the rest share one."""

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
"""The kinds of pages, by name, except the start page, which is a page of some other kind."""


def kind_of(value: object) -> Kind:
    """Return the kind of a validated value. Raises KeyError if its type has none."""
    return _BY_MODEL[type(value)]  # type: ignore[index]  # a value of another type has no kind


def as_start(page: PageKind) -> PageKind:
    """Return the kind of a page as the start page of a site, which looks different from others of its kind."""
    return replace(page, name="start", template=page.template or page.name, contents=False, named=False)


def in_theme() -> dict[str, dict[str, bool | float]]:
    """Return the theme's settings for each kind of page, by the name that pages give as their kind."""
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
    """A translated file's `original`, and the code of the language that it is in."""

    original: str
    code: str


@cache
def tongue_of(file: str) -> Tongue | None:
    """Return the original and language of a translation, by its file name (`plan.en.md` for `plan.md`); else None."""
    stem, _, ending = file.rpartition(".")
    name, _, code = stem.rpartition(".")
    if not name or name.endswith("/") or ending == "csv" or not is_language(code):
        return None
    return Tongue(f"{name}.{ending}", code) if _possible(f"{name}.{ending}") else None


def translation_of(file: str, code: str) -> str:
    """Return the name of a document's translation: `plan.en.md` for `plan.md`."""
    name, _, ending = file.rpartition(".")
    return f"{name}.{code}.{ending}"


@cache
def kinds_of(file: str) -> tuple[Kind, ...]:
    """Return the possible kinds of a file, by its name; empty if it has no place in a publication."""
    if not (tongue := tongue_of(file)):
        return _possible(file)
    possible = _possible(tongue.original)
    return tuple(_translation(kind) if kind.translated else kind for kind in possible if kind is not KINDS["locks"])


def _possible(file: str) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS.values() if _names(kind.pattern).fullmatch(file))


@cache
def _translation(kind: Kind) -> Kind:
    """Return the kind of a document's translation: its texts, without a page of its own."""
    model = translation_model(kind.model)
    assert model  # a translated kind always has texts
    return Kind(kind.name, model, f"{kind.pattern.removesuffix('.md')}.*.md")


def translations() -> Mapping[str, type[Model]]:
    """Return the translation model of each kind that can be translated, by the kind's name."""
    return {name: _translation(kind).model for name, kind in KINDS.items() if kind.translated}


def model_of(document: Document) -> type[Model] | None:
    """Return the model of a document: the only one for its path, or that of the kind that it names itself."""
    possible = {kind.name: kind for kind in kinds_of(document.file)}
    name = next(iter(possible)) if len(possible) == 1 else str(document.fields.get("kind"))
    return possible[name].model if name in possible else None


@cache
def _names(pattern: str) -> re.Pattern[str]:
    several = ("[^/]*".join(map(re.escape, part.split("*"))) for part in pattern.split("**"))
    return re.compile(".*".join(several), re.DOTALL)
