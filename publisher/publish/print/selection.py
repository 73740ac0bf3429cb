"""Selection: which pages a volume includes."""

from collections.abc import Sequence

from publisher.pipeline import Loaded
from publisher.render.edition_contents import CONTENTS
from publisher.render.page import Page
from publisher.render.volumes import Volume


def printed_pages(loaded: Loaded) -> tuple[Page, ...]:
    """Return the complete pages that editions can include, in order: those for screens only are left out."""
    return tuple(page.complete for page in loaded.pages if page.printed)


def pages_of(loaded: Loaded, volume: Volume, printed: Sequence[Page] | None = None) -> tuple[Page, ...]:
    """Return the pages of a volume in order, its own page first. For many volumes, pass in the `printed` pages."""
    contents, every = CONTENTS[volume.kind], printed_pages(loaded) if printed is None else printed
    return tuple(contents.pages(loaded.publication, loaded.site_map.addresses, every, volume.about))
