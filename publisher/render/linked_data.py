"""Linked data: the subject and breadcrumb of each page for machines (schema.org, as JSON-LD).

It says no more than the page does. It requires the site's address, since its URLs are absolute.
"""

from collections.abc import Mapping, Sequence
from functools import singledispatchmethod
from typing import Final

from publisher.model.article import Article
from publisher.model.plan import Plan
from publisher.model.register import Body, BodyKind, Indicator
from publisher.model.result import Result
from publisher.model.strategy import Commitment, FocusArea, Implementation, Objective, SteeringDocument
from publisher.render.data_files import FOLDER, data_file_names, media_type, stratml_name
from publisher.render.example_mark import example_words
from publisher.render.linked_json import Described, as_json, given
from publisher.render.page import Step, url_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

NOT_PUBLIC: Final = frozenset({BodyKind.PARTNER, BodyKind.COMPANY, BodyKind.OTHER})
"""Kinds of bodies that may not be part of any government."""
NOT_WORKS: Final = frozenset({"Organization", "GovernmentOrganization", "DefinedTerm"})
"""Types that are no creative works: they have neither a day of their last change nor translations."""


class LinkedData:
    """Makes the linked data of a publication's pages."""

    def __init__(self, site_map: SiteMap) -> None:
        self._map = site_map
        self._publication, self._language = site_map.publication, site_map.language
        self._root = site_map.publication.settings.address
        self._own = site_map.publication.settings.publication
        # Each language is a site of its own: two of one id would be one thing with two names.
        self._site_id = f"{self._root}{url_of(site_map.addresses.start)}#site"
        self._originals = {path: main for main, path in site_map.addresses.moved.items()}

    def of_page(self, path: str, title: str, trail: Sequence[Step], value: object = None, updated: str = "") -> str:
        """Return a page's linked data as JSON that is safe in HTML; "" without the site's address."""
        if not self._root:
            return ""
        graph = [each for each in (self._about(path, value, updated), self._trail(path, title, trail)) if each]
        if not graph:
            return ""
        return as_json(graph)

    def of_search(self, path: str, title: str, trail: Sequence[Step]) -> str:
        """Return the linked data of the search page, in the same form."""
        if not self._root:
            return ""
        address = self._root + url_of(path)
        about = {"@type": "SearchResultsPage", "@id": f"{address}#it", "url": address, "name": title}
        within = {"inLanguage": self._map.tag, "isPartOf": {"@id": self._site_id}}
        return as_json([{**about, **within}, self._trail(path, title, trail)])

    def _about(self, path: str, value: object, updated: str) -> Described:
        if path == self._map.addresses.start:
            return {**self._site(), **self._original(f"{self._root}#site")}
        described = self._described(value)
        if not described:
            return {}
        address = self._root + url_of(path)
        common: Described = {"@id": f"{address}#it", "url": address}
        if described["@type"] not in NOT_WORKS:
            common |= given(dateModified=updated or None)
            original = self._originals.get(path)
            common |= self._original(f"{self._root}{url_of(original)}#it") if original else {}
        mark = example_words(self._own, self._language)
        return {
            "@type": described.pop("@type"),
            **common,
            **described,
            **given(disambiguatingDescription=mark or None),
        }

    def _original(self, of: str) -> Described:
        """Return the link to the original of what this is a translation of; a variant in the same language is none."""
        content, main = self._map.content, self._map.main
        return {"translationOfWork": {"@id": of}} if main and content and content.base != main.tag else {}

    def _trail(self, path: str, title: str, trail: Sequence[Step]) -> Described:
        steps = [*((step.title, self._root + step.url) for step in trail), (title, self._root + url_of(path))]
        if len(steps) < 2:
            return {}
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": name, "item": address}
                for at, (name, address) in enumerate(steps, 1)
            ],
        }

    def _site(self) -> Described:
        settings = self._publication.settings
        named = sender(self._own, self._language)
        organisation: Described = {"@type": "Organization", "name": named.name, **given(url=named.url)}
        return {
            "@type": "WebSite",
            "@id": self._site_id,
            "url": self._site_id.removesuffix("#site"),
            "name": settings.site_name,
            **given(description=settings.site_description, license=self._licence),
            "inLanguage": self._map.tag,
            "publisher": organisation,
        }

    @property
    def _licence(self) -> str | None:
        return self._own.licence.known_as if self._own.licence else None

    def _address(self, name: str) -> str:
        return self._root + url_of(self._map.addresses.by_id[name])

    def _it(self, name: str) -> Described:
        return {"@id": f"{self._address(name)}#it"}

    def _work(self, name: str, short: str | None, **more: object) -> Described:
        """Return the facts common to all texts: name, language, description and publisher."""
        return {
            "@type": "CreativeWork",
            "name": name,
            **given(abstract=short, license=self._licence),
            "inLanguage": self._map.tag,
            "isPartOf": {"@id": self._site_id},
            **given(**more),
        }

    @singledispatchmethod
    def _described(self, value: object) -> Described:
        """Return the facts of a value, its type first; empty if schema.org has no type for it."""
        return {}

    @_described.register
    def _(self, value: SteeringDocument) -> Described:
        form = self._language.text(f"form.{value.called}")
        period = value.period
        covers = f"{period.from_}/{period.to or '..'}" if period else None
        within = {"isPartOf": self._it(value.part_of)} if value.part_of else {}
        made = self._work(value.title, value.summary, genre=form, temporalCoverage=covers, **within)
        if not self._publication.tree.chapters_of(value.id):
            return made
        (file,) = self._file(stratml_name(value.id))["distribution"]
        return {**made, "encoding": {**file, "@type": "MediaObject"}}

    @_described.register
    def _(self, value: FocusArea) -> Described:
        return self._chapter(value)

    @_described.register
    def _(self, value: Implementation) -> Described:
        return self._chapter(value)

    def _chapter(self, value: FocusArea | Implementation) -> Described:
        return self._work(value.title, value.summary, **self._within(value.id))

    @_described.register
    def _(self, value: Commitment) -> Described:
        adopted = value.adopted.text if value.adopted else None
        within = {"isPartOf": self._it(self._publication.chapter_of[value.id].id)}
        return self._work(value.title, value.text, text=adopted, identifier=value.id, **within)

    @_described.register
    def _(self, value: Objective) -> Described:
        within = {"isPartOf": self._it(self._publication.tree.chapter_of_objective[value.id].id)}
        return self._work(value.title, value.text, identifier=value.id, **within)

    @_described.register
    def _(self, value: Plan) -> Described:
        period = value.period
        covers = f"{period.from_}/{period.to or '..'}" if period else None
        status = self._language.text(f"status.{value.status}")
        served = [self._it(name) for name in value.serves]
        return self._work(
            value.title, value.summary, creativeWorkStatus=status, temporalCoverage=covers, isBasedOn=served or None
        )

    @_described.register
    def _(self, value: Result) -> Described:
        title = self._map.views.label(value)
        period = str(value.period) if str(value.period).isdecimal() else None
        made = self._work(title, value.summary, temporalCoverage=period, about=self._it(value.plan))
        return {**made, "@type": "Report"}

    @_described.register
    def _(self, value: Body) -> Described:
        above = self._it(value.part_of) if value.part_of else None
        kind = "Organization" if value.kind in NOT_PUBLIC else "GovernmentOrganization"
        ended = str(value.until) if value.until else None
        return {
            "@type": kind,
            "name": value.title,
            **given(description=value.text, sameAs=value.url, parentOrganization=above, dissolutionDate=ended),
        }

    @_described.register
    def _(self, value: Indicator) -> Described:
        if not value.statistics:
            # What is measured is known, and no series of it.
            return {"@type": "DefinedTerm", "name": value.title, **given(description=value.text), "termCode": value.id}
        first, last = min(value.statistics), max(value.statistics)
        made = self._work(value.title, None, temporalCoverage=f"{first.year}/{last.year}")
        measured = {"@type": "PropertyValue", "name": value.title, "unitText": self._language.unit_name(value.unit)}
        file = self._file("statistics.csv")
        return {**made, **given(description=value.text), "@type": "Dataset", "variableMeasured": measured} | file

    @_described.register
    def _(self, value: Article) -> Described:
        if value.id is None or value.id != self._own.open_data:
            return {}
        made = self._work(self._publication.settings.site_name, None)
        about = value.description or self._publication.settings.site_description
        files = self._file(*data_file_names(self._publication))
        return {**made, **given(description=about), "@type": "Dataset"} | files

    def _file(self, *names: str) -> dict[str, list[Described]]:
        return {
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": f"{self._root}{FOLDER}/{name}",
                    "encodingFormat": media_type(name),
                }
                for name in names
            ]
        }

    def _within(self, chapter: str) -> Mapping[str, object]:
        document = self._publication.tree.document_of.get(chapter)
        return {"isPartOf": self._it(document.id)} if document else {}
