"""Anchors: checks that link targets within pages exist. Only the pages that such links lead to are drawn for it.

In a publication with errors, a heading may be missing because of one of them. Then only those anchors are reported that
no line of the other text could be the heading of.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

from publisher.commonmark.body import read_body
from publisher.kinds import tongue_of
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document
from publisher.render.links import led_to
from publisher.render.page import Page
from publisher.render.pages import Renderer
from publisher.render.prose import position

# A heading line has a space after its `#`.
_PART: Final = re.compile(r"#[^\s#]")
_ID: Final = re.compile(r"<[a-z][^<>]*?\sid=\"(?P<id>[^\"]+)\"")
# The number of a heading that is there several times.
_NUMBER: Final = re.compile(r"[_-]\d+\Z")


def lost_anchors(renderer: Renderer, drawn: Iterable[Page] = (), wrong: Collection[str] = ()) -> list[Problem]:
    """Return a Problem for each link in an author's text to an unknown anchor.

    `drawn` are pages drawn already, `wrong` the files with errors.
    """
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
    texts = {draft.path: draft.node.document for draft in renderer.drafts if draft.node and draft.own_document}
    found: list[Problem] = []
    for path, links in linked.items():
        text = texts.get(path)
        unsure = text.body if text and text.file in wrong else ""
        sure = [] if "{{" in unsure else [each for each in links if not _may_be_in(each[0], unsure)]
        found += _lost(renderer, path, sure, pages.get(path)) if sure else ()
    return found


def lost_headings(
    documents: Iterable[Document], extensions: Mapping[str, Mapping[str, object]], *, own_templates: bool = False
) -> Iterator[Problem]:
    """Yield a Problem for each link to a heading that an article lacks: no page need be drawn for that.

    Whatever else an article has than its text, its page has headings of, and is not looked at. With `own_templates` a
    page may have more; only what is misspelt is reported then.
    """
    documents = tuple(documents)
    plain = {each.file: each for each in documents if _has_own_headings_alone(each)}
    named = {f"ref:{each.fields['id']}": each for each in plain.values() if "id" in each.fields}
    ids: dict[str, frozenset[str]] = {}
    for document in documents:
        links = read_body(document.body).links if _PART.search(document.body) else ()
        for link in links:
            name, _, anchor = link.target.partition("#")
            path = normpath(join(dirname(document.file), unquote(name))) if name else document.file
            page = named.get(name) or plain.get(path)
            # A text in another language leads to the pages in that.
            if link.image or not anchor or page is None or (name and tongue_of(document.file)):
                continue
            anchor, title = unquote(anchor), str(page.fields.get("title", ""))
            if page.file not in ids:
                ids[page.file] = _ids_of(f"# {title}\n\n{page.body}", extensions)
            near = nearest(anchor, ids[page.file])
            unsure = (own_templates and not near) or _may_be_in(anchor, page.body)
            if anchor not in ids[page.file] and not unsure:
                place = document.body_place(*position(document.body, link.start))
                yield Problem.at(place, "anchor-missing", anchor=anchor, title=title, near=near)


def _has_own_headings_alone(document: Document) -> bool:
    fields = document.fields.keys() - {"id", "kind", "title", "section", "summary", "description", "updated"}
    return document.fields.get("kind") == "article" and not fields and "{{" not in document.body


def _may_be_in(anchor: str, body: str) -> bool:
    """Return whether a line of a body, once its errors are mended, could have an anchor."""
    from markdown.extensions.toc import slugify

    name = _NUMBER.sub("", anchor)
    return any(name in slugify(line, "-") for line in body.splitlines() if f"#{anchor}" not in line)


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
    page = page or renderer.page(path)
    ids = _ids_of(page.markdown, renderer.publication.settings.markdown_extensions)
    for anchor, place in links:
        if anchor not in ids:
            facts = {"anchor": anchor, "title": page.title, "near": nearest(anchor, ids)}
            yield Problem.at(place, "anchor-missing", **facts)


def _ids_of(text: str, extensions: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    # It takes as long to import as a small check, and few texts link to a fragment.
    from publisher.render.markdown import to_html

    return frozenset(match["id"] for match in _ID.finditer(to_html(text, extensions)))
