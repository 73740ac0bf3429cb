"""Orphans: articles that no navigation, text or part of the shell links to."""

import re
from collections.abc import Iterator, Set
from pathlib import PurePosixPath

from publisher.commonmark.body import read_body
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.article import Section
from publisher.model.roles import NodeKind
from publisher.render.address import Addresses
from publisher.render.links import led_to


def orphans(publication: Publication, places: Addresses, named: Set[str]) -> tuple[Node, ...]:
    """Return the articles that are orphaned if the navigation has the paths or titles in `named`."""
    known = {node.id for node in publication.nodes.values() if places.by_id.get(node.id) in named}
    shell = {*_of_shell(publication, known)}
    left = [
        node
        for node in publication.nodes.values()
        if node.kind is NodeKind.ARTICLE and node.id not in shell | known and places.by_id.get(node.id) != "index.md"
    ]
    return tuple(node for node in left if not _is_linked(node, publication, places))


def _of_shell(publication: Publication, known: Set[str]) -> Iterator[str]:
    """Yield the ids of articles that the shell links to: in its footer and through the article `about`."""
    own = publication.settings.publication
    yield from filter(None, (own.about, own.accessibility, own.open_data))
    about = {node.id for node, _ in publication.articles_in(Section.ABOUT)}
    yield from about if about & known else ()


def _is_linked(node: Node, publication: Publication, places: Addresses) -> bool:
    """Return whether the text of another document links to an article."""
    path, name = places.by_id[node.id], PurePosixPath(node.document.file).name
    for other in {each.document.file: each.document for each in publication.nodes.values()}.values():
        if other is node.document or not (node.id in other.body or name in other.body):
            continue
        if any((led := led_to(link, other, places)) and led[0] == path for link in read_body(other.body).links):
            return True
    return False


def is_named(node: Node, text: str) -> bool:
    """Return whether a text refers to an article, as a template may: by `ref:`, its file, or its name in quotes."""
    names = (re.escape(node.id), re.escape(PurePosixPath(node.document.file).name))
    return bool(re.search(rf"(?:ref:|[\"'/(])(?:{'|'.join(names)})(?![\w-])", text))
