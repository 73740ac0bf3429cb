"""The catalogue of open data, for data portals that harvest it (DCAT-AP-SE 3.0.1, DCAT-AP 3).

Everything has a URI, since the profile allows no blank nodes. Media types are texts in `dcterms:format`, for the
Swedish profile, and URIs in `dcat:mediaType`, for the European one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Final

from lxml import etree
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from publisher.model.catalogue_settings import CatalogueSettings, DataFrequency, PublisherType
from publisher.model.period import Day
from publisher.model.untranslated import Untranslated
from publisher.publish.data.open_data_source import OpenData
from publisher.render.data_column import AnyTable
from publisher.render.data_files import DATA_FILES, FOLDER, PACKAGE, PUBLICATION, WORKBOOK
from publisher.render.data_tables import tables_of
from publisher.render.example_mark import example_words
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

EU: Final = Namespace("http://publications.europa.eu/resource/authority/")
ADMS: Final = Namespace("http://purl.org/adms/publishertype/")
IANA: Final = Namespace("https://www.iana.org/assignments/media-types/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
CC0: Final = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
"""The profile requires that the catalogue itself, as distinct from its data, be free to use."""
PUBLISHER_TYPES: Final[Mapping[PublisherType, URIRef]] = {
    PublisherType.LOCAL: ADMS.LocalAuthority,
    PublisherType.REGIONAL: ADMS.RegionalAuthority,
    PublisherType.NATIONAL: ADMS.NationalAuthority,
    PublisherType.COMPANY: ADMS.Company,
    PublisherType.NON_PROFIT: ADMS.NonProfitOrganisation,
}
FREQUENCIES: Final[Mapping[DataFrequency, str]] = {
    DataFrequency.ANNUAL: "ANNUAL",
    DataFrequency.SEMIANNUAL: "ANNUAL_2",
    DataFrequency.THREE_TIMES_A_YEAR: "ANNUAL_3",
    DataFrequency.QUARTERLY: "QUARTERLY",
    DataFrequency.MONTHLY: "MONTHLY",
    DataFrequency.CONTINUOUS: "UPDATE_CONT",
    DataFrequency.IRREGULAR: "IRREG",
}
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
Triple = tuple[URIRef, URIRef, URIRef | Literal]
Said = Callable[[SiteMap], str | None]
"""A text in the language of a site map."""
_MANY_LANGUAGES: Final = frozenset({"publication", "translations"})
"""The datasets whose texts are in all languages of the publication."""


def catalogue_files(source: OpenData, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the catalogue of the files of open data in both serialisations, by file name."""
    graph = Graph(bind_namespaces="core")
    for prefix, space in {
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "vcard": VCARD,
        "spdx": SPDX,
        "dcatap": DCATAP,
    }.items():
        graph.bind(prefix, space)
    for triple in _Catalogue(source).triples(files):
        graph.add(triple)
    return {
        "catalogue.rdf": _in_order(graph.serialize(format="xml", encoding="utf-8")),
        "catalogue.ttl": graph.serialize(format="turtle", encoding="utf-8"),
    }


def _in_order(written: bytes) -> bytes:
    """Return RDF/XML with its statements sorted, since a graph has no order."""
    root = etree.fromstring(written, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    for described in root:
        described[:] = sorted(described, key=etree.tostring)
    root[:] = sorted(root, key=etree.tostring)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


class _Catalogue:
    """The catalogue of one publication. Settings without a value yield no statement."""

    def __init__(self, source: OpenData) -> None:
        self.source = source
        settings = source.publication.settings
        self.settings, self.own = settings, settings.publication
        self.asked = self.own.catalogue or CatalogueSettings()
        self.folder = f"{settings.address}{FOLDER}/"
        self.address = URIRef(f"{self.folder}catalogue.rdf#catalogue")
        self.publisher = URIRef(f"{self.folder}catalogue.rdf#publisher")
        self.contact = URIRef(f"{self.folder}catalogue.rdf#contact")

    def triples(self, files: Mapping[str, bytes]) -> Iterator[Triple]:
        """Yield all statements about the catalogue, the publisher and the files."""
        yield from self._itself()
        yield from self._publisher()
        for name, table in tables_of(self.source.publication).items():
            if any(True for _ in table.rows(self.source.publication)):
                changed = table.changed(self.source.publication)
                yield from self._dataset(name, partial(_named, f"data.table.{name}"), [f"{name}.csv"], files, changed)
                yield from self._years(name, [table])
        in_all_formats = [name for name in (PUBLICATION, WORKBOOK, PACKAGE) if name in files]
        yield from self._years("publication", tables_of(self.source.publication).values())
        yield from self._dataset("publication", _site_name, in_all_formats, files, self.source.publication.last_changed)

    def _itself(self) -> Iterator[Triple]:
        address = self.address
        yield address, RDF.type, DCAT.Catalog
        yield from self._texts(address, DCTERMS.title, _site_name)
        yield from self._texts(address, DCTERMS.description, lambda each: each.publication.settings.site_description)
        yield address, DCTERMS.publisher, self.publisher
        yield address, DCTERMS.license, CC0
        yield CC0, RDF.type, DCTERMS.LicenseDocument
        yield address, FOAF.homepage, URIRef(self.settings.address)
        yield address, DCAT.themeTaxonomy, URIRef(str(EU)[:-1] + "/data-theme")
        if self.own.published:
            yield address, DCTERMS.issued, _dated(self.own.published)
        yield from self._of_any(address, self.source.publication.last_changed, every=True)

    def _of_any(self, address: URIRef, changed: str, *, every: bool) -> Iterator[Triple]:
        """Yield statements common to the catalogue and each dataset; `every` is whether it has all languages."""
        codes = [code for _, code in self.source.in_languages(partial(_named, "authority.language"))]
        for code in codes if every else codes[:1]:
            yield address, DCTERMS.language, EU[f"language/{code}"]
        if changed:
            yield address, DCTERMS.modified, Literal(changed, datatype=XSD.date)
        if self.asked.area:
            yield address, DCTERMS.spatial, URIRef(self.asked.area)

    def _publisher(self) -> Iterator[Triple]:
        yield self.publisher, RDF.type, FOAF.Agent
        named = sender(self.own, self.source.language)
        yield self.publisher, FOAF.name, Literal(named.name)
        if named.url:
            yield self.publisher, FOAF.homepage, URIRef(named.url)
        if self.asked.publisher_type:
            yield self.publisher, DCTERMS.type, PUBLISHER_TYPES[self.asked.publisher_type]
        if contact := self.asked.contact:
            yield self.contact, RDF.type, VCARD.Organization
            yield self.contact, VCARD.fn, Literal(contact.name)
            yield self.contact, VCARD.hasEmail, URIRef(f"mailto:{contact.email}")

    def _dataset(
        self, name: str, title: Said, held: list[str], files: Mapping[str, bytes], changed: str
    ) -> Iterator[Triple]:
        address = URIRef(f"{self.folder}catalogue.rdf#{name}")
        yield self.address, DCAT.dataset, address
        yield address, RDF.type, DCAT.Dataset
        yield from self._texts(address, DCTERMS.title, title)
        yield from self._texts(address, DCTERMS.description, partial(_about, held[0]))
        yield address, DCTERMS.publisher, self.publisher
        yield address, DCTERMS.accessRights, EU["access-right/PUBLIC"]
        if self.own.open_data:
            yield address, DCAT.landingPage, URIRef(self.source.url(self.own.open_data))
        if self.asked.contact:
            yield address, DCAT.contactPoint, self.contact
        for theme in self.asked.themes:
            yield address, DCAT.theme, EU[f"data-theme/{theme.upper()}"]
        for keyword in self.asked.keywords:
            yield address, DCAT.keyword, Literal(keyword, lang=self.source.language.code)
        if self.asked.frequency:
            yield address, DCTERMS.accrualPeriodicity, EU[f"frequency/{FREQUENCIES[self.asked.frequency]}"]
        yield from self._of_any(address, changed, every=name in _MANY_LANGUAGES)
        for file in held:
            yield from self._distribution(address, file, files[file])

    def _years(self, name: str, tables: Iterable[AnyTable]) -> Iterator[Triple]:
        """Yield the first and last year of a dataset; a split year is known by its years alone."""
        known = [years for table in tables if (years := table.years(self.source.publication))]
        if known:
            address, time = (URIRef(f"{self.folder}catalogue.rdf#{each}") for each in (name, f"{name}-years"))
            yield address, DCTERMS.temporal, time
            yield time, RDF.type, DCTERMS.PeriodOfTime
            yield time, DCAT.startDate, Literal(str(min(first for first, _ in known)), datatype=XSD.gYear)
            yield time, DCAT.endDate, Literal(str(max(last for _, last in known)), datatype=XSD.gYear)

    def _distribution(self, dataset: URIRef, name: str, content: bytes) -> Iterator[Triple]:
        address, place = URIRef(f"{self.folder}catalogue.rdf#{name}"), URIRef(f"{self.folder}{name}")
        yield dataset, DCAT.distribution, address
        yield address, RDF.type, DCAT.Distribution
        yield address, DCTERMS.title, Literal(name)
        yield from self._texts(address, DCTERMS.description, partial(_named, f"data.{name}"))
        yield address, DCAT.accessURL, place
        yield address, DCAT.downloadURL, place
        yield address, DCTERMS["format"], Literal(DATA_FILES[name])
        yield address, DCAT.mediaType, IANA[DATA_FILES[name]]
        yield address, DCAT.byteSize, Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        if self.asked.availability:
            yield address, DCATAP.availability, EU[f"planned-availability/{self.asked.availability.upper()}"]
        yield from self._checksum(address, name, content)
        if self.own.licence:
            licence = URIRef(self.own.licence.known_as)
            yield address, DCTERMS.license, licence
            yield licence, RDF.type, DCTERMS.LicenseDocument

    def _checksum(self, distribution: URIRef, name: str, content: bytes) -> Iterator[Triple]:
        address = URIRef(f"{self.folder}catalogue.rdf#{name}-sha256")
        yield distribution, SPDX.checksum, address
        yield address, RDF.type, SPDX.Checksum
        yield address, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
        yield address, SPDX.checksumValue, Literal(sha256(content).hexdigest(), datatype=XSD.hexBinary)

    def _texts(self, subject: URIRef, relation: URIRef, say: Said) -> Iterator[Triple]:
        """Yield a text in each language in which it exists, tagged."""
        for tag, words in self.source.in_languages(say):
            yield subject, relation, Literal(words, lang=tag)


def _dated(day: Day) -> Literal:
    """Return a day, or a month or year where no more is known."""
    kind = XSD.date if day.day else XSD.gYearMonth if day.month else XSD.gYear
    return Literal(str(day), datatype=kind)


def _site_name(site_map: SiteMap) -> str | None:
    return site_map.publication.settings.site_name


def _named(key: str, site_map: SiteMap) -> str:
    return site_map.language.text(key)


def _about(file: str, site_map: SiteMap) -> str:
    """Return the description of a file; for an example, with the label that says so."""
    words = site_map.language.text(f"data.{file}")
    example = example_words(site_map.publication.settings.publication, site_map.language)
    if isinstance(words, Untranslated) or not example:
        return words if isinstance(words, Untranslated) else f"{words}."
    return f"{words}. {example}"
