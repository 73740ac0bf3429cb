"""Back matter: the register at the end of a long edition, which says on which pages each body is mentioned."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from publisher.pipeline import Loaded
from publisher.render.page import url_of


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A line of the register: its text, the label of its own page in the edition, and those of its mentions."""

    title: str
    to: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackMatter:
    """The register of one edition."""

    bodies: tuple[RegisterEntry, ...] = ()

    @property
    def links(self) -> tuple[str, ...]:
        """The text of each link in it, in print order."""
        return tuple(entry.title for entry in self.bodies if entry.to)


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What all editions of a publication share: the URL of every page by path, and the subjects of registers.

    `templates` are the files of the print template by name. `bodies` are title and path; `decimal` is the decimal mark.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)
    bodies: tuple[tuple[str, str], ...] = ()
    decimal: str = ","

    @property
    def noted(self) -> frozenset[str]:
        """The paths of the pages that registers may list."""
        return frozenset(path for _, path in self.bodies)


def print_context(loaded: Loaded, templates: Mapping[str, bytes]) -> PrintContext:
    """Return what all editions of a publication share."""
    publication, places = loaded.publication, loaded.site_map.addresses.by_id
    site = publication.settings.address
    bodies = ((body.title, places[body.id]) for body in publication.bodies)
    return PrintContext(
        # A link to a page that exists on screen only is reduced to its text.
        {
            page.path: site + (page.short or url_of(page.path)) if site and page.printed else ""
            for page in (*loaded.main, *loaded.pages)
        },
        templates,
        tuple(sorted(bodies, key=lambda pair: pair[0].casefold())),
        loaded.language.decimal,
    )


def back_matter(about: PrintContext, here: Set[str], mentions: Mapping[str, Sequence[str]]) -> BackMatter:
    """Return the back matter of an edition with the pages `here`; `mentions` are labels by the page mentioned."""
    named = ((title, path, tuple(mentions.get(path, ()))) for title, path in about.bodies)
    entries = (RegisterEntry(title, path if path in here else "", found) for title, path, found in named)
    return BackMatter(tuple(entry for entry in entries if entry.to or entry.mentions))
