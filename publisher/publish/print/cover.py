"""Covers: what a printed edition says of itself, on its cover and in its colophon, also what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publisher.link.publication import epoch_of
from publisher.link.volumes import Volume
from publisher.model.parts import Decision
from publisher.model.plan import Plan
from publisher.model.settings import EditionKind
from publisher.model.strategy import Strategy
from publisher.pipeline import Loaded
from publisher.publish.print.selection import home_of
from publisher.publish.site.brand import print_colours
from publisher.read.commits import last_commits
from publisher.render.address import addresses
from publisher.render.page import Page, url_of
from publisher.render.views import Views


@dataclass(frozen=True, slots=True)
class Edition:
    """What a printed edition says of itself. `facts` and `colophon` are label and value.

    `address` is the site's own, or empty, and `home` the part of it that leads to the edition's page; `epoch` dates
    the file, in seconds since 1970; `colours` are the publication's own, `brand` and `accent`; `logo` is the path
    of an image; `trimmed` says that the sheet is larger than the page and shows where to cut.
    """

    id: str
    title: str
    subtitle: str
    organisation: str
    document_type: str
    language: str
    facts: tuple[tuple[str, str], ...]
    address: str
    epoch: int
    words: Mapping[str, str]
    colours: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    logo: str = ""
    colophon: tuple[tuple[str, str], ...] = ()
    trimmed: bool = False


def described(loaded: Loaded, volume: Volume, pages: Sequence[Page], *, trimmed: bool = False) -> Edition:
    """Return what a volume says of itself. Its date is that of its own pages, so that others leave it as it is."""
    publication, words = loaded.publication, loaded.language
    settings = publication.settings
    changed = max((page.updated for page in pages), default="")
    return Edition(
        id=volume.id,
        title=_title(loaded, volume),
        subtitle=volume.title,
        organisation=settings.publication.organisation.name,
        document_type=_type(loaded, volume) or "",
        language=words.code,
        facts=_facts(loaded, volume, changed),
        address=settings.address,
        epoch=epoch_of(changed),
        words=words.under("print."),
        colours=print_colours(settings.publication.colours),
        home=url_of(home_of(loaded, volume)),
        logo=settings.publication.logo or "",
        colophon=_colophon(loaded, volume, pages, changed),
        trimmed=trimmed,
    )


def _title(loaded: Loaded, volume: Volume) -> str:
    publication = loaded.publication
    match volume.kind:
        case EditionKind.PLAN:
            return publication.plan(volume.about).title
        case EditionKind.BODY:
            return publication.body(volume.about).title
        case EditionKind.YEAR:
            return loaded.language.text("page.year", year=volume.about)
        case _:
            return publication.strategy.title if publication.strategy else publication.settings.site_name


def _type(loaded: Loaded, volume: Volume) -> str | None:
    if volume.kind in {EditionKind.WHOLE, EditionKind.STRATEGY}:
        return loaded.publication.strategy.document_type if loaded.publication.strategy else None
    return loaded.language.text(f"print.type.{volume.kind}")


def _facts(loaded: Loaded, volume: Volume, changed: str) -> tuple[tuple[str, str], ...]:
    """Return the box of facts that Swedish policy documents have."""
    publication, words = loaded.publication, loaded.language
    document = _document(loaded, volume)
    decision = document.decisions[-1] if document and document.decisions else None
    responsible = volume.about if volume.kind is EditionKind.BODY else document.responsible if document else None
    facts = {
        "document": _type(loaded, volume),
        **(_decided(loaded, decision) if volume.kind is not EditionKind.BODY else {}),
        "period": _views(loaded).period(document.period) if document and document.period else None,
        "responsible": publication.body(responsible).title if responsible else None,
        "changed": words.date(changed) if changed else None,
        "web": _web(loaded, volume) or None,
    }
    if volume.kind is EditionKind.BODY:
        del facts["period"]
    missing = words.text("print.not-decided")
    return tuple((words.text(f"print.fact.{name}"), value or missing) for name, value in facts.items())


def _views(loaded: Loaded) -> Views:
    return Views(loaded.publication, loaded.language, addresses(loaded.publication, loaded.language))


def _document(loaded: Loaded, volume: Volume) -> Strategy | Plan | None:
    """Return the decided document that a volume prints; a follow-up and a body's own have none."""
    if volume.kind is EditionKind.PLAN:
        return loaded.publication.plan(volume.about)
    return loaded.publication.strategy if volume.kind in {EditionKind.WHOLE, EditionKind.STRATEGY} else None


def _decided(loaded: Loaded, decision: Decision | None) -> dict[str, str | None]:
    return {
        "decided-by": loaded.publication.body(decision.body).title if decision else None,
        "decided-on": loaded.language.date(decision.date) if decision and decision.date else None,
        "paragraph": f"§ {decision.paragraph}" if decision and decision.paragraph else None,
        "reference": decision.reference if decision else None,
    }


def _web(loaded: Loaded, volume: Volume) -> str:
    address = loaded.publication.settings.address
    return address and address + url_of(home_of(loaded, volume))


def _colophon(loaded: Loaded, volume: Volume, pages: Sequence[Page], changed: str) -> tuple[tuple[str, str], ...]:
    """Return the last lines of an edition: what it is, and from which state of the texts it was made."""
    words = loaded.language
    known = last_commits(loaded.root)
    commits = [known[page.source] for page in pages if page.source in known]
    facts = {
        "edition": f"{volume.title} ({volume.id})",
        "changed": words.date(changed) if changed else "",
        "commit": min(commits)[1] if commits else "",
    }
    return tuple((words.text(f"print.fact.{name}"), value) for name, value in facts.items() if value)
