"""Covers: the facts about a printed edition, on its cover and in its colophon; unknown ones are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from publisher.language import Language
from publisher.link.graph.document_tree import DOCUMENTS_OVER, NOT_IN_FORCE
from publisher.link.publication import epoch_of
from publisher.model.languages import LEFT_TO_RIGHT, direction_of
from publisher.model.parts import Decision
from publisher.model.plan import Plan, Status
from publisher.model.strategy import SteeringDocument
from publisher.pipeline import Loaded
from publisher.publish.site.brand import print_colours
from publisher.read.commits import last_commits
from publisher.render.document_words import in_minutes
from publisher.render.edition_contents import CONTENTS
from publisher.render.example_mark import example_words, note_words
from publisher.render.page import Page, url_of
from publisher.render.sender import sender
from publisher.render.volumes import Volume

HEAD_FACTS: Final = ("decided-by", "decided-on", "paragraph", "reference", "changed", "web")
"""The facts at the head of a short edition; the others are in the box of the page below."""
_NO_PLAN_NOW: Final = frozenset({Status.PROPOSED, Status.REPLACED, Status.DROPPED})


@dataclass(frozen=True, slots=True)
class Edition:
    """The facts about a printed edition. `facts` and `colophon` are label and value.

    `address` is the site's own, or "", and `home` the path of the edition's page below it; `epoch` dates the file, in
    Unix seconds; `colours` are the publication's own, `brand` and `accent`; `logo` is the path of an image; `note` says
    what sort of text it is, `example` that it is an example; `trimmed` says that the sheet is larger than the page and
    has crop marks. `head` are those of the facts that a short edition has at its head, right above its first page.
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
    note: str = ""
    example: str = ""
    direction: str = LEFT_TO_RIGHT
    head: tuple[tuple[str, str], ...] = ()


def described(loaded: Loaded, volume: Volume, pages: Sequence[Page], *, trimmed: bool = False) -> Edition:
    """Return the facts about a volume. It is dated by its own pages, so that changes to others do not affect it."""
    publication, words = loaded.publication, loaded.language
    settings, contents = publication.settings, CONTENTS[volume.kind]
    changed = max((page.updated for page in pages), default="")
    return Edition(
        id=volume.id,
        title=contents.title(publication, words, volume.about),
        subtitle=volume.title,
        organisation=sender(settings.publication, words).name,
        document_type=contents.type(publication, words, volume.about),
        language=words.code,
        direction=direction_of(loaded.site_map.tag),
        facts=_facts(loaded, volume, changed, contents.facts),
        head=_facts(loaded, volume, changed, HEAD_FACTS),
        address=settings.address,
        epoch=epoch_of(changed),
        words={**words.under("print."), "comma": words.comma},
        colours=print_colours(settings.publication.colours),
        home=url_of(loaded.site_map.home(volume)),
        logo=loaded.site_map.addresses.in_docs(settings.publication.logo),
        colophon=_colophon(loaded, volume, pages, changed),
        trimmed=trimmed,
        note=note_words(settings.publication, words),
        example=example_words(settings.publication, words),
    )


def _facts(loaded: Loaded, volume: Volume, changed: str, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the box of facts that is customary in Swedish policy documents."""
    publication, words, contents = loaded.publication, loaded.language, CONTENTS[volume.kind]
    document = contents.document(publication, volume.about)
    responsible = contents.responsible(publication, volume.about)
    known = {
        "document": contents.type(publication, words, volume.about),
        **_adopted(loaded, document),
        "period": loaded.site_map.views.period(document.period) if document and document.period else None,
        "responsible": words.listing(publication.body(each).title for each in responsible) or None,
        **_ownership(document, words),
        "changed": words.date(changed) if changed else None,
        "web": _web(loaded, volume),
    }
    over = isinstance(document, SteeringDocument) and document.status in DOCUMENTS_OVER
    labels = {"period": words.text("document.held")} if over else {}
    given = ((name, known[name]) for name in names)
    facts = ((labels.get(name) or words.text(f"print.fact.{name}"), value) for name, value in given if value)
    return (*_not_in_force(document, words), *facts)


def _not_in_force(document: SteeringDocument | Plan | None, words: Language) -> tuple[tuple[str, str], ...]:
    """Return that a document is over, or not decided yet: a cover can be seen alone."""
    if not document or document.status is None or document.status not in NOT_IN_FORCE | _NO_PLAN_NOW:
        return ()
    known = f" {words.text('as-of', date=words.date(document.as_of))}" if document.as_of else ""
    return ((words.text("plan.status"), words.text(f"status.{document.status}") + known),)


def _adopted(loaded: Loaded, document: SteeringDocument | Plan | None) -> dict[str, str | None]:
    """Return what is known about a document's adoption: from its last decision, or else from its own fields."""
    known = _decided(loaded, document.decisions[-1] if document and document.decisions else None)
    if isinstance(document, SteeringDocument):
        known["decided-on"] = known["decided-on"] or (
            loaded.language.date(document.adopted_on) if document.adopted_on else None
        )
        known["reference"] = known["reference"] or document.reference
    return known


def _ownership(document: SteeringDocument | Plan | None, words: Language) -> dict[str, str | None]:
    """Return to whom a document applies, which office owns it, and when it is next reviewed."""
    if document is None:
        return {"applies-to": None, "owner": None, "next-review": None}
    day = words.date(document.next_review) if document.next_review else None
    return {"applies-to": document.applies_to, "owner": document.owner, "next-review": day}


def _decided(loaded: Loaded, decision: Decision | None) -> dict[str, str | None]:
    own = loaded.publication.settings.theme.language
    return {
        "decided-by": loaded.publication.body(decision.body).title if decision else None,
        "decided-on": loaded.language.date(decision.date) if decision and decision.date else None,
        "paragraph": (in_minutes(decision, loaded.language, own) or None) if decision else None,
        "reference": decision.reference if decision else None,
    }


def _web(loaded: Loaded, volume: Volume) -> str:
    address = loaded.publication.settings.address
    return address and address + url_of(loaded.site_map.home(volume))


def _colophon(loaded: Loaded, volume: Volume, pages: Sequence[Page], changed: str) -> tuple[tuple[str, str], ...]:
    """Return the last lines of an edition: what it is, and the version of the texts that it was made from."""
    words = loaded.language
    known = last_commits(loaded.root)
    commits = [known[file] for page in pages for file in loaded.publication.files_of(page.source) if file in known]
    facts = {
        "edition": f"{volume.title} ({volume.id})",
        "changed": words.date(changed) if changed else "",
        "commit": min(commits)[1] if commits else "",
    }
    return tuple((words.text(f"print.fact.{name}"), value) for name, value in facts.items() if value)
