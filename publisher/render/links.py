"""Links between documents: converted from an author's text to paths between pages."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final
from urllib.parse import quote, unquote

from publisher.commonmark.body import Link, read_body
from publisher.read.document import Document
from publisher.render.address import Addresses

# As written in templates.
_LINKED: Final = re.compile(r"\]\((?P<ref>ref:(?P<id>[^)\s#>]+))")
# Including its existing attributes.
_TO_PAGE: Final = re.compile(r"\]\((?P<path>[^)\s:]+\.md)(?P<anchor>#[^)\s]*)?\)(?P<list>\{: )?")
# A target that is no path: an address with a scheme or a host, or a place in the same page.
ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
# What ends an address in Markdown, or begins something else: a file's name may have it.
_ENDS_ADDRESS: Final = re.compile(r"[\s()<>%\\]")


def file_of(target: str, document: Document) -> str:
    """Return the file below the publication's root that a relative link in a document points to."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.file), path))


def linked_files(document: Document, names: Iterable[str]) -> Iterator[str]:
    """Yield those of the files called `names` that a body links to or embeds."""
    # An address may be written with escapes of its own: a\\_b.pdf, a&amp;b.pdf, a%20b.pdf.
    plain = unescape(unquote(document.body.replace("\\", "")))
    near = [name for name in names if (file := posixpath.basename(name)) in plain or file in document.body]
    if near:
        found = {file_of(link.target, document) for link in read_body(document.body).links}
        yield from (name for name in near if name in found)


def relocated(body: str, document: Document, page: str, addresses: Addresses) -> str:
    """Return a body with its relative links and `ref:` links rewritten for `page`."""
    if "](" not in body and "]:" not in body:
        return body
    pieces: list[str] = []
    end = 0
    for link in read_body(body).links:
        target = led_to(link, document, addresses)
        if target and link.start >= end:
            path, anchor = target
            address = _ENDS_ADDRESS.sub(lambda match: quote(match[0]), addresses.relative(path, page))
            pieces += [body[end : link.start], address, f"#{anchor}" if anchor else ""]
            end = link.end
    return "".join([*pieces, body[end:]])


def led_to(link: Link, document: Document, addresses: Addresses) -> tuple[str, str] | None:
    """Return the site path and fragment of a link; None for an external or unknown target."""
    name, _, anchor = link.target.partition("#")
    if name.startswith("ref:"):
        path = addresses.by_id.get(name.removeprefix("ref:"))
    elif not name or ELSEWHERE.match(name):
        return None
    else:
        file = file_of(name, document)
        path = addresses.by_source.get(file) or addresses.assets.get(file)
    return (path, anchor) if path else None


def with_languages(markdown: str, page: str, folder: str, tag: str, own: str) -> str:
    """Return Markdown of `page` in which links to pages outside a folder are marked with the language of these.

    A link without an anchor leads to the sentence there that the page is not in the language `own`.
    """

    def marked(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), match["path"]))
        if path.startswith(folder):
            return match[0]
        anchor = match["anchor"] or f"#{absence_anchor(own)}"
        return f']({match["path"]}{anchor}){{: hreflang="{tag}" {"" if match["list"] else "}"}'

    return _TO_PAGE.sub(marked, markdown)


def absence_anchor(tag: str) -> str:
    """Return the anchor of the sentence that a page is not in a language."""
    return f"not-{tag}"


def resolved(markdown: str, page: str, addresses: Addresses) -> str:
    """Return a template's output for `page` with every `ref:` link as a path."""
    pieces: list[str] = []
    end = 0
    for match in _LINKED.finditer(markdown):
        if path := addresses.by_id.get(match["id"]):
            pieces += [markdown[end : match.start("ref")], addresses.relative(path, page)]
            end = match.end("ref")
    return "".join([*pieces, markdown[end:]])
