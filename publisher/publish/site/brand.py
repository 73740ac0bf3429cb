"""The brand: makes a publication look like its municipality, on the site and in print."""

from publisher.model.colours import Colours
from publisher.publish.site.site_templates import drawn_file
from publisher.render.palette import own_tokens
from publisher.render.site_map import SiteMap

PATH = "assets/brand.css"


def brand_files(site_map: SiteMap) -> dict[str, bytes]:
    """Return the style sheet of a publication's own colours and font; empty if it uses the theme's."""
    settings = site_map.publication.settings.publication
    if not (settings.colours or settings.font):
        return {}
    tokens = own_tokens(settings.colours or Colours())
    font = site_map.addresses.in_docs(settings.font)
    return {PATH: drawn_file("brand.css", font=font, light=tokens["light"], dark=tokens["dark"])}


def print_colours(colours: Colours | None) -> dict[str, str]:
    """Return the colours for white paper, by their use; the print template has defaults for the others."""
    given = {
        "brand": colours.brand if colours else None,
        "accent": colours.accent.light if colours and colours.accent else None,
    }
    return {name: colour for name, colour in given.items() if colour}
