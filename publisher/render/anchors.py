"""Anchors: checks that link targets within pages exist. Only the pages that such links lead to are drawn for it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from publisher.commonmark.body import read_body
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document
from publisher.render.links import led_to
from publisher.render.page import Page
from publisher.render.pages import Renderer
from publisher.render.prose import position

# A heading line has a space after its `#`.
_PART: Final = re.compile(r"#[^\s#]")
_ID: Final = re.compile(r"<[a-z][^<>]*?\sid=\"(?P<id>[^\"]+)\"")


def lost_anchors(renderer: Renderer, drawn: Iterable[Page] = ()) -> list[Problem]:
    """Return a Problem for each link in an author's text to an unknown anchor. `drawn` are pages drawn already."""
    known = {draft.path for draft in renderer.drafts}
    linked: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for draft in renderer.drafts:
        if draft.node and draft.own_document and _PART.search(draft.node.document.body):
            for path, anchor, place in _anchors(draft.node.document, draft.path, renderer):
                if path in known:
                    linked[path].append((anchor, place))
    if not linked:
        return []
    pages = {page.path: page for page in drawn}
    return [problem for path, links in linked.items() for problem in _lost(renderer, path, links, pages.get(path))]


def _anchors(document: Document, own: str, renderer: Renderer) -> Iterator[tuple[str, str, Place]]:
    """Yield the page, the fragment and the place of each link to a fragment of a page."""
    for link in read_body(document.body).links:
        if link.image or "#" not in link.target:
            continue
        name, _, anchor = link.target.partition("#")
        found = (own, anchor) if not name else led_to(link, document, renderer.places)
        if found and found[1]:
            yield found[0], unquote(found[1]), document.body_place(*position(document.body, link.start))


def _lost(renderer: Renderer, path: str, links: list[tuple[str, Place]], page: Page | None) -> Iterator[Problem]:
    # It takes as long to import as a small check, and few texts link to a fragment.
    from publisher.render.markdown import to_html

    page = page or renderer.page(path)
    html = to_html(page.markdown, renderer.publication.settings.markdown_extensions)
    ids = {match["id"] for match in _ID.finditer(html)}
    for anchor, place in links:
        if anchor not in ids:
            facts = {"anchor": anchor, "title": page.title, "near": nearest(anchor, ids)}
            yield Problem.at(place, "anchor-missing", **facts)
