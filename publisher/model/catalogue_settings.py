"""The settings of an open data catalogue: what a data portal needs that no other setting says.

The terms are those of DCAT-AP 3 and its Swedish profile; values come from the authority tables named below.
"""

from collections.abc import Iterator
from enum import StrEnum

from publisher.model.fields import Address, Model, Text
from publisher.model.roles import worded


@worded("publisher-type")
class PublisherType(StrEnum):
    """The type of the publishing organisation (ADMS, http://purl.org/adms/publishertype/)."""

    LOCAL = "local-authority"
    REGIONAL = "regional-authority"
    NATIONAL = "national-authority"
    COMPANY = "company"
    NON_PROFIT = "non-profit-organisation"


@worded("data-theme")
class DataTheme(StrEnum):
    """The theme of the data (EU, http://publications.europa.eu/resource/authority/data-theme/)."""

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
    """The contact for users of the data."""

    name: Text
    email: Text


class CatalogueSettings(Model):
    """What a catalogue says about its publisher and its subject. All are optional, and `check` reports those missing.

    `area` is the URI of the place that the data covers, from an authority table.
    """

    publisher_type: PublisherType | None = None
    contact: DataContact | None = None
    themes: tuple[DataTheme, ...] = ()
    area: Address | None = None

    @property
    def lacking(self) -> Iterator[str]:
        """The fields that portals require and that are missing."""
        return (name for name in ("publisher_type", "contact", "themes") if not getattr(self, name))
