"""Back matter: the registers at the end of an edition, who and what is found on which page, and the sources."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from publisher.link.publication import Publication
from publisher.model.parts import Source
from publisher.pipeline import Loaded
from publisher.render.page import url_of


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A line of a register: its words, the label of its own page here, and of the places that mention it elsewhere."""

    title: str
    to: str = ""
    mentions: tuple[str, ...] = ()
    below: tuple["RegisterEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """A source as it is printed: its title, its publisher and date in words, and its address or nothing."""

    title: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class BackMatter:
    """The registers and the sources of one edition. `counted`: what no plan serves can be said to have none."""

    commitments: tuple[RegisterEntry, ...] = ()
    bodies: tuple[RegisterEntry, ...] = ()
    sources: tuple[PrintedSource, ...] = ()
    counted: bool = True

    @property
    def links(self) -> tuple[str, ...]:
        """The words of each link in them, in the order of print."""
        entries = [each for entry in (*self.commitments, *self.bodies) for each in (entry, *entry.below)]
        return (*(entry.title for entry in entries if entry.to), *(each.title for each in self.sources if each.url))


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What all editions of a publication share: the address of every page by path, and what registers may name.

    `templates` are the files of the print template by name. `commitments` are title, path and plans, `bodies` title
    and path, each plan again title and path; `sources` are those of each page by path; `decimal` is the decimal mark.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)
    commitments: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()
    bodies: tuple[tuple[str, str], ...] = ()
    sources: Mapping[str, tuple[PrintedSource, ...]] = field(default_factory=dict)
    decimal: str = ","
    counted: bool = True

    @property
    def noted(self) -> frozenset[str]:
        """The paths of the pages that registers may name."""
        plans = (plan for _, _, plans in self.commitments for _, plan in plans)
        return frozenset({*(path for _, path, _ in self.commitments), *(path for _, path in self.bodies), *plans})


def print_context(loaded: Loaded, templates: Mapping[str, bytes]) -> PrintContext:
    """Return what all editions of a publication share."""
    publication, words = loaded.publication, loaded.language
    views, places = loaded.site_map.views, loaded.site_map.addresses.by_id
    site = publication.settings.address
    return PrintContext(
        # A link to a page that only a screen has is its words.
        {page.path: site + (page.short or url_of(page.path)) if site and page.printed else "" for page in loaded.pages},
        templates,
        tuple(
            (
                views.label(commitment),
                places[commitment.id],
                tuple((plan.title, places[plan.id]) for plan in publication.plans_serving(commitment.id)),
            )
            for commitment in publication.commitments
        ),
        tuple(
            sorted(((body.title, places[body.id]) for body in publication.bodies), key=lambda pair: pair[0].casefold())
        ),
        _sources(loaded, publication, places),
        words.decimal,
        publication.gaps.counted,
    )


def _sources(
    loaded: Loaded, publication: Publication, places: Mapping[str, str]
) -> dict[str, tuple[PrintedSource, ...]]:
    found = {places[name]: getattr(node.value, "sources", ()) for name, node in publication.nodes.items()}
    return {
        path: tuple(_printed_source(loaded, source) for source in sources) for path, sources in found.items() if sources
    }


def _printed_source(loaded: Loaded, source: Source) -> PrintedSource:
    words = loaded.language
    updated = words.text("source.updated", date=words.date(source.updated)) if source.updated else ""
    return PrintedSource(source.title, ", ".join(filter(None, (source.publisher, updated))), str(source.url or ""))


def back_matter(about: PrintContext, here: Set[str], mentions: Mapping[str, Sequence[str]]) -> BackMatter:
    """Return the back matter of an edition that holds the pages `here`; `mentions` are labels by the page mentioned."""

    def entry(
        title: str, path: str, below: Iterable[tuple[str, str]] = (), *, everywhere: bool = False
    ) -> RegisterEntry:
        to = path if path in here else ""
        labels = tuple(mentions.get(path, ())) if everywhere or not to else ()
        return RegisterEntry(title, to, labels, tuple(entry(*each) for each in below))

    def is_named(each: RegisterEntry) -> bool:
        return bool(each.to or each.mentions or any(map(is_named, each.below)))

    commitments = (entry(title, path, plans) for title, path, plans in about.commitments)
    bodies = (entry(title, path, everywhere=True) for title, path in about.bodies)
    sources = dict.fromkeys(source for path in about.sources if path in here for source in about.sources[path])
    return BackMatter(
        tuple(filter(is_named, commitments)),
        tuple(filter(is_named, bodies)),
        tuple(sorted(sources, key=lambda each: each.title)),
        about.counted,
    )
