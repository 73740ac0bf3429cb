"""Selection: which pages a volume includes."""

from publisher.pipeline import Loaded
from publisher.render.edition_contents import CONTENTS
from publisher.render.page import Page
from publisher.render.volumes import Volume


def pages_of(loaded: Loaded, volume: Volume) -> tuple[Page, ...]:
    """Return the pages of a volume in order; its own page comes first, and pages for screens only are left out."""
    printed = (page.complete for page in loaded.pages if page.printed)
    contents = CONTENTS[volume.kind]
    return tuple(contents.pages(loaded.publication, loaded.site_map.addresses, printed, volume.about))
