"""The plain engine: editions through wkhtmltopdf, for those who prefer it and know its limits.

Debian's wkhtmltopdf writes no tags, so the file is not accessible, and no page numbers in the table of contents; and it
dates files by the clock. It gets no network and no files: images are embedded in the page, and scripts are off.
"""

import base64
import mimetypes
import posixpath
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final
from urllib.parse import unquote

from lxml import html
from markupsafe import Markup

from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.print.cover import Edition
from publisher.render.environment import template_environment
from publisher.render.page import Page

PROGRAM: Final = "wkhtmltopdf"
OPTIONS: Final[Mapping[str, str]] = {
    "quiet": "",
    "encoding": "UTF-8",
    "page-size": "A4",
    "margin-top": "25mm",
    "margin-bottom": "25mm",
    "margin-left": "28mm",
    "margin-right": "28mm",
    "disable-javascript": "",
    "disable-local-file-access": "",
    # Nothing listens on the discard port (RFC 863), so all its requests are refused.
    "proxy": "http://127.0.0.1:9",
    "load-error-handling": "ignore",
    "load-media-error-handling": "ignore",
}


def print_plain(
    edition: Edition, pages: Sequence[tuple[Page, str]], images: Mapping[str, Path | bytes], template: Path
) -> bytes:
    """Return the edition as PDF from the same HTML, rendered by an HTML template; `images` are pictures by path.

    Raises ProblemsFound if pdfkit or wkhtmltopdf is missing, an image is unknown, or the program fails.
    """
    pdfkit = _pdfkit()
    bodies = [(page, _with_images(page, content, images)) for page, content in pages]
    document = template_environment([template.parent]).get_template(template.name).render(edition=edition, pages=bodies)
    try:
        printed = pdfkit.from_string(document, output_path=False, options=dict(OPTIONS))
    except OSError as error:
        raise ProblemsFound([Problem.at(Place(edition.id), "print-failed", reason=error)]) from error
    return bytes(printed)


def _pdfkit() -> ModuleType:
    try:
        import pdfkit
    except ImportError:
        raise ProblemsFound([Problem.at(Place("pdfkit"), "engine-missing", name="pdfkit")]) from None
    if not shutil.which(PROGRAM):
        raise ProblemsFound([Problem.at(Place(PROGRAM), "engine-missing", name=PROGRAM)])
    module: ModuleType = pdfkit
    return module


def _with_images(page: Page, content: str, images: Mapping[str, Path | bytes]) -> Markup:
    """Return a page's HTML with its images embedded and its links to pages removed."""
    root = html.fragment_fromstring(content, create_parent="article")
    for image in root.iter("img"):
        # A page placed within another names itself.
        within = (section.get("data-page", "") for section in image.iterancestors("section"))
        folder = posixpath.dirname(next(filter(None, within), page.path))
        path = posixpath.normpath(posixpath.join(folder, unquote(image.get("src", ""))))
        if path not in images:
            raise ProblemsFound([Problem.at(Place(page.source or page.path), "image-missing", target=path, near="")])
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        image.set("src", f"data:{kind};base64,{base64.b64encode(_bytes(images[path])).decode()}")
    for link in root.iter("a"):
        if not link.get("href", "").startswith(("http:", "https:", "mailto:", "tel:")):
            link.attrib.pop("href", None)
    return Markup(html.tostring(root, encoding="unicode"))


def _bytes(image: Path | bytes) -> bytes:
    return image if isinstance(image, bytes) else image.read_bytes()
