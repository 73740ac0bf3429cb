"""The site map: addresses, volumes and views of one publication, made once and passed to all outputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.dependencies import compared, tracked_property
from publisher.language import Language
from publisher.link.accounts import Accounts
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.languages import ContentLanguage
from publisher.render.address import Addresses, addresses
from publisher.render.edition_contents import CONTENTS
from publisher.render.followed import Following
from publisher.render.menu import default_menu
from publisher.render.orphans import orphans
from publisher.render.version_addresses import version_addresses
from publisher.render.views import Views
from publisher.render.volumes import Volume, volumes


@dataclass(frozen=True)
class SiteMap:
    """The addresses, volumes and home pages of one publication, and the views for its templates."""

    publication: Publication
    language: Language
    content: ContentLanguage | None = None
    main: "SiteMap | None" = None

    @tracked_property
    def versions(self) -> tuple["SiteMap", ...]:
        """The site maps of the other languages in the settings: `content` is the language, `main` is this one."""
        own = self.publication.settings
        # Readers of a version depend on its content, not on everything that it was made from.
        with compared():
            return tuple(
                SiteMap(self.publication.in_language(each), Language(each.base, own.theme.language), each, self)
                for each in own.publication.languages
                if self.main is None
            )

    @property
    def tag(self) -> str:
        """The BCP 47 tag of the texts' language."""
        return self.content.tag if self.content else self.language.code

    @tracked_property
    def addresses(self) -> Addresses:
        """The path of every page, by id, list and file."""
        if self.content and self.main:
            own, main = self.main.publication, self.main.addresses
            return version_addresses(own, self.content, self.language, main)
        return addresses(self.publication, self.language)

    @tracked_property
    def views(self) -> Views:
        """The functions for templates."""
        return Views(self.publication, self.language, self.addresses)

    @tracked_property
    def accounts(self) -> Accounts:
        """The accounts of all plans and years."""
        return Accounts(self.publication)

    @tracked_property
    def following(self) -> Following:
        """The feeds and calendars."""
        return Following(self.publication, self.addresses)

    @tracked_property
    def orphans(self) -> tuple[Node, ...]:
        """The orphaned articles, which are therefore added to the navigation."""
        named = self.publication.settings.named_in_menu
        default = frozenset(path for _, path in self._default_menu)
        return orphans(self.publication, self.addresses, default if named is None else named)

    @tracked_property
    def added_to_menu(self) -> tuple[tuple[str, str], ...]:
        """Title and path of each page added to the navigation of the settings; without one, of all that are in it."""
        added = [(str(getattr(node.value, "title", node.id)), self.addresses.by_id[node.id]) for node in self.orphans]
        return (*self._default_menu, *added)

    @tracked_property
    def _default_menu(self) -> tuple[tuple[str, str], ...]:
        """The navigation if the settings have none; empty if they have."""
        given = self.publication.settings.named_in_menu is not None
        return () if given else default_menu(self.publication, self.language, self.addresses)

    @tracked_property
    def volumes(self) -> tuple[Volume, ...]:
        """Every printed file."""
        found = volumes(self.publication, self.addresses.folder)
        return tuple(each for each in found if self.home(each).startswith(self.addresses.folder))

    @tracked_property
    def homes(self) -> Mapping[str, str]:
        """The path of the page that links to each volume, by the volume's id."""
        return {volume.id: self.home(volume) for volume in self.volumes}

    @property
    def search_path(self) -> str:
        """The path of the search page."""
        return f"{self.addresses.folder}{self.language.text('address.search')}.md"

    def home(self, volume: Volume) -> str:
        """Return the path of the page that links to a volume: that of its subject, or the start page."""
        return CONTENTS[volume.kind].home(self.publication, self.addresses, volume.about)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A publication in the folder `root`, with its site map."""

    root: Path
    site_map: SiteMap

    @property
    def publication(self) -> Publication:
        """The linked publication."""
        return self.site_map.publication

    @property
    def language(self) -> Language:
        """The language of the site."""
        return self.site_map.language
