"""What every file of open data is made from: the publication, and the address of each thing in it."""

import re
from typing import Final

from publisher.render.example_mark import example_words
from publisher.render.page import url_of
from publisher.render.site_map import SiteMap

# Creative Commons' own addresses of one licence are many; portals know it by this form.
_CREATIVE_COMMONS: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/((?:licenses|publicdomain)/[a-z-]+/[0-9.]+)"
)


class OpenData:
    """What every output reads: the publication and the address of each document in it."""

    def __init__(self, site_map: SiteMap) -> None:
        self.publication = site_map.publication
        self.language = site_map.language
        self._paths = site_map.addresses.by_id
        self.example = example_words(self.publication.settings.publication, self.language)
        self._base = str(self.publication.settings.site_url or "")

    def url(self, name: str) -> str:
        """Return the permanent address of what has an id, absolute where the settings give the site's address."""
        return self._base.rstrip("/") + "/" + url_of(self._paths[name]) if self._base else url_of(self._paths[name])


def licence_address(url: str) -> str:
    """Return the address by which portals know a licence: of Creative Commons' many, the one without a language."""
    known = _CREATIVE_COMMONS.match(url)
    return f"http://creativecommons.org/{known[1]}/" if known else url
