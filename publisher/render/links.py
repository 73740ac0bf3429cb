"""Links between documents: checked where an author wrote them, then turned into paths between pages."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from publisher.problem import Problem, nearest
from publisher.read.document import Document
from publisher.render.address import Addresses
from publisher.render.prose import Link, links, position, without_code
from publisher.render.scheme import runs

# Each begins with a certain character, or is searched for only where there is one, which is what makes it quick.
_REF: Final = r"\s*<?(?P<ref>ref:(?P<id>[^)\s#>]+))(?:#[^)\s>]*)?"
_LINKED: Final = re.compile(rf"\]\({_REF}")
_DEFINED: Final = re.compile(rf"^ {{0,3}}\[[^\[\]]+\]:{_REF}", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What links may lead to: every id, and every file from the publication's root. Old ids name the new one."""

    ids: frozenset[str]
    renamed: Mapping[str, str]
    files: frozenset[str]


def check_links(document: Document, text: str, found: Iterable[Link], known: Known) -> Iterator[Problem]:
    """Yield a Problem for each link or image found that leads nowhere; `text` is the body without code."""
    for link in found:
        problem = _checked(link, document, known)
        if problem:
            code, facts = problem
            yield Problem.at(document.body_place(*position(text, link.start)), code, **facts)


def _checked(link: Link, document: Document, known: Known) -> tuple[str, dict[str, str]] | None:
    if link.target.startswith("ref:") and not link.image:
        name = link.target.removeprefix("ref:").partition("#")[0]
        if name in known.renamed:
            return "renamed-id", {"id": name, "new": known.renamed[name]}
        return None if name in known.ids else ("unknown-id", {"id": name, "near": nearest(name, known.ids)})
    if runs(link.target) and not link.target.startswith("ref:"):
        # The address itself is refused where the prose is checked.
        return None
    if link.image and _ELSEWHERE.match(link.target) and not link.target.startswith("ref:"):
        return "image-elsewhere", {"target": link.target}
    if _ELSEWHERE.match(link.target) and not link.image:
        return None
    file = _file(link.target, document)
    if file == ".." or file.startswith("../"):
        return "outside-publication", {"target": link.target}
    # A register is a file of the publication, but no page is made of it.
    if file in known.files and not file.endswith(".yml"):
        return None
    code = "image-missing" if link.image else "broken-link"
    return code, {"target": link.target, "near": _near(link, document, known)}


def _near(link: Link, document: Document, known: Known) -> str:
    """Return what was probably meant by a link, as it is written in the document."""
    folder = posixpath.dirname(document.file)
    texts = (".md", ".yml") if link.image else (".yml",)
    return nearest(link.target, (posixpath.relpath(file, folder) for file in known.files if not file.endswith(texts)))


def _file(target: str, document: Document) -> str:
    """Return the file, from the publication's root, that a relative link from a document means."""
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.file), path))


def relocated(body: str, document: Document, page: str, addresses: Addresses) -> str:
    """Return a body with its relative links as they must read on `page`."""
    pieces: list[str] = []
    end = 0
    for link in sorted(links(without_code(body)), key=lambda link: link.start):
        if link.target.startswith("ref:") or _ELSEWHERE.match(link.target) or not link.target:
            continue
        file, anchor = _file(link.target, document), link.target.partition("#")[2]
        target = addresses.by_source.get(file) or addresses.assets.get(file)
        if target:
            pieces += [body[end : link.start], addresses.relative(target, page), f"#{anchor}" if anchor else ""]
            end = link.start + len(link.target)
    return "".join([*pieces, body[end:]])


def resolved(markdown: str, page: str, addresses: Addresses) -> str:
    """Return the Markdown of `page` with every `ref:` link as a path."""
    code_free = without_code(markdown)
    pieces: list[str] = []
    end = 0
    definitions = _DEFINED.finditer(code_free) if "]:" in code_free else ()
    for match in sorted([*_LINKED.finditer(code_free), *definitions], key=re.Match.start):
        # What only looks like a link, such as `x](ref:y)`, has been checked by nobody and is left as it is.
        if path := addresses.by_id.get(match["id"]):
            pieces += [markdown[end : match.start("ref")], addresses.relative(path, page)]
            end = match.end("ref")
    return "".join([*pieces, markdown[end:]])
