"""The settings of open data: its licence, and what a data portal needs that no other setting says.

The terms are those of DCAT-AP 3 and its Swedish profile; values come from the authority tables named below.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from publisher.model.fields import Address, MailAddress, Model, Text
from publisher.model.roles import worded

# Creative Commons has many URLs for one licence; portals use this form.
_CREATIVE_COMMONS: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/((?:licenses|publicdomain)/[a-z-]+/[0-9.]+)"
)


class Licence(Model):
    """The licence of the publication's content and data."""

    title: Text
    url: Address

    @property
    def known_as(self) -> str:
        """The URL by which programs know the licence: for Creative Commons, the one without a language."""
        known = _CREATIVE_COMMONS.match(self.url)
        return f"http://creativecommons.org/{known[1]}/" if known else self.url


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


@worded("data-availability")
class DataAvailability(StrEnum):
    """How long the data will be there (EU, http://publications.europa.eu/resource/authority/planned-availability/)."""

    STABLE = "stable"
    AVAILABLE = "available"
    EXPERIMENTAL = "experimental"
    TEMPORARY = "temporary"


@worded("data-frequency")
class DataFrequency(StrEnum):
    """How often the data is updated (EU, http://publications.europa.eu/resource/authority/frequency/)."""

    ANNUAL = "annual"
    SEMIANNUAL = "semiannual"
    THREE_TIMES_A_YEAR = "three-times-a-year"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    CONTINUOUS = "continuous"
    IRREGULAR = "irregular"


class DataContact(Model):
    """The contact for users of the data."""

    name: Text
    email: MailAddress


class CatalogueSettings(Model):
    """What a catalogue says about its publisher and its subject. All are optional, and `check` reports those missing.

    `area` is the URI of the place that the data covers, from an authority table. `keywords` are in the language of the
    publication.
    """

    publisher_type: PublisherType | None = None
    contact: DataContact | None = None
    themes: tuple[DataTheme, ...] = ()
    keywords: tuple[Text, ...] = ()
    area: Address | None = None
    frequency: DataFrequency | None = None
    availability: DataAvailability | None = None

    @property
    def lacking(self) -> Iterator[str]:
        """The fields that portals require and that are missing."""
        return (name for name in ("publisher_type", "contact", "themes") if not getattr(self, name))
