"""Moved pages: whoever follows an old address is led to the new one.

`mkdocs-redirects` would do this too, but its page is in English and runs a script, which the site's security
policy and its language rule both forbid.
"""

import posixpath
from collections.abc import Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publisher.language import HOUSE, Language
from publisher.render.page import url_of


def moved_pages(former: Mapping[str, str], language: Language) -> dict[str, bytes]:
    """Return an HTML file for each old path that leads to the new path; both are paths of Markdown files."""
    folder = FileSystemLoader(HOUSE / "macros" / "site")
    template = Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template("moved.html")
    return {
        url_of(old) + "index.html": template.render(
            language=language.code,
            address=posixpath.relpath(url_of(new), url_of(old)) + "/",
            words={key: language.text(f"moved.{key}") for key in ("title", "about", "link")},
        ).encode()
        for old, new in sorted(former.items())
    }
