"""The settings of a catalogue of open data: what a data portal needs to know that no other setting says.

The words are those of DCAT-AP 3 and of its Swedish profile; the values are terms of the authorities that they name.
"""

from collections.abc import Iterator
from enum import StrEnum

from publisher.model.fields import Address, Model, Text
from publisher.model.roles import worded


@worded("publisher-type")
class PublisherType(StrEnum):
    """What sort of organisation publishes (ADMS, http://purl.org/adms/publishertype/)."""

    LOCAL = "local-authority"
    REGIONAL = "regional-authority"
    NATIONAL = "national-authority"
    COMPANY = "company"
    NON_PROFIT = "non-profit-organisation"


@worded("data-theme")
class DataTheme(StrEnum):
    """What data is about (EU, http://publications.europa.eu/resource/authority/data-theme/)."""

    AGRI = "agri"
    ECON = "econ"
    EDUC = "educ"
    ENER = "ener"
    ENVI = "envi"
    GOVE = "gove"
    HEAL = "heal"
    JUST = "just"
    REGI = "regi"
    SOCI = "soci"
    TECH = "tech"
    TRAN = "tran"


class DataContact(Model):
    """Whom those who use the data can ask."""

    name: Text
    email: Text


class CatalogueSettings(Model):
    """What a catalogue says of who publishes and of what. Each may be left out, and `check` says so.

    `area` is the address of a term for the place that the data is about, in an authority's list.
    """

    publisher_type: PublisherType | None = None
    contact: DataContact | None = None
    themes: tuple[DataTheme, ...] = ()
    area: Address | None = None

    @property
    def lacking(self) -> Iterator[str]:
        """The fields that portals ask for and that are not given."""
        return (name for name in ("publisher_type", "contact", "themes") if not getattr(self, name))
