"""The source of every file of open data: the publication, and the URLs of its nodes."""

from collections.abc import Callable, Iterator

from publisher.model.languages import ContentLanguage
from publisher.model.untranslated import Untranslated
from publisher.render.example_mark import example_words
from publisher.render.page import url_of
from publisher.render.site_map import SiteMap


class OpenData:
    """The input of every output of open data: the publication, and the URL of each of its documents."""

    def __init__(self, site_map: SiteMap) -> None:
        self._map = site_map
        self.publication = site_map.publication
        self.language = site_map.language
        self._paths = site_map.addresses.by_id
        self._maps = {each.tag: each for each in site_map.versions}
        self.example = example_words(self.publication.settings.publication, self.language)
        self._base = str(self.publication.settings.site_url or "")

    def url(self, name: str) -> str:
        """Return the permanent URL of an id; absolute if the settings give the site's address."""
        return self._absolute(self._paths[name])

    def _absolute(self, path: str) -> str:
        return self._base.rstrip("/") + "/" + url_of(path) if self._base else url_of(path)

    def address_in(self, name: str, language: ContentLanguage) -> str:
        """Return the URL of an id in another language; "" if it has no page there."""
        there = self._maps[language.tag].addresses
        path = there.by_id[name]
        return self._absolute(path) if path.startswith(there.folder) else ""

    @property
    def languages(self) -> list[dict[str, str]]:
        """The other languages of the publication: their tags, the site's name in them, and their start pages."""
        return [
            {"tag": tag, "title": each.publication.settings.site_name, "address": self._absolute(each.addresses.start)}
            for tag, each in self._maps.items()
        ]

    def in_languages(self, say: Callable[[SiteMap], str | None]) -> Iterator[tuple[str, str]]:
        """Yield each language's tag with the text in it, omitting languages without a translation.

        A variant such as easy read is omitted where it has the words of its language: nobody has written other ones.
        """
        maps = {each.tag: each for each in (self._map, *self._maps.values())}
        for tag, each in maps.items():
            base = maps.get(each.content.base) if each.content and each.content.variant else None
            words = say(each)
            if words and not isinstance(words, Untranslated) and not (base and words == say(base)):
                yield tag, words
