"""What is checked in authors' prose before anything is drawn, so that all problems come in one run."""

from collections.abc import Iterable, Iterator

from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.author_parts import expand
from publisher.render.links import Known, check_links
from publisher.render.prose import check_crowds, check_prose, links, without_code


def check_body(document: Document, known: Known, parts: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems in the body of a document: its marks, its links and the parts that it calls."""
    crowds = list(check_crowds(document))
    yield from crowds
    if document.body.strip() and not crowds:
        prose = without_code(document.body)
        found = list(links(prose))
        yield from check_prose(document, prose, found)
        yield from check_links(document, prose, found, known)
        # Only whether the calls are well formed; what the parts give is drawn when all else is right.
        yield from expand(document, dict.fromkeys(parts, _nothing)).problems


def _nothing(*_positional: object, **_named: object) -> str:
    return ""
