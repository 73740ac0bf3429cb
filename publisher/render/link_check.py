"""Links between documents: checked in the author's text."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from publisher.commonmark.body import Link, ReadBody
from publisher.model.contact_address import contact_problem
from publisher.model.fields import has_password, without_password
from publisher.model.meant import address_meant
from publisher.problem import Problem, Severity, nearest
from publisher.read.authors_files import PICTURES, TYPES
from publisher.read.document import Document
from publisher.read.files import composed
from publisher.render.links import ELSEWHERE, file_of
from publisher.render.own_addresses import is_own
from publisher.render.prose import problem_at
from publisher.render.scheme import host_of, is_file_name, is_internal, is_on_computer, runs

# The target of a link, typed as text.
_REF_TYPED: Final = re.compile(r"(?:^|\s)[(<{\[]?(?P<ref>ref:(?P<id>[a-z0-9][a-z0-9.-]*))(?!\w)")
_NOTE_APART: Final = re.compile(r" {0,3}\[\^[^\]\n]* [^\]\n]*\]:")
# Hosts through which mail programs and services lead links, with the address, and often the recipient, inside.
_WRAPPERS: Final = re.compile(
    r"(?:[\w-]+\.)?safelinks\.protection\.outlook\.com|urldefense\.(?:com|proofpoint\.com)|l\.(?:facebook|instagram)\.com"
    r"|www\.google\.[a-z.]+",
    re.IGNORECASE,
)
# Where an organisation keeps files for those who sign in.
_SIGNED_IN: Final = re.compile(
    r"(?:.+\.sharepoint\.com|teams\.microsoft\.com|.+\.teams\.microsoft\.com|onedrive\.live\.com|1drv\.ms"
    r"|(?:docs|drive)\.google\.com)\Z"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What links may point to: every id, and every file below the publication's root. Former ids map to new ones.

    `site` is the URL of the site itself, or "".
    """

    ids: frozenset[str]
    renamed: Mapping[str, str]
    files: frozenset[str]
    site: str = ""


def may_link(body: ReadBody) -> bool:
    """Return whether a body has anything that `check_links` looks at."""
    return bool(body.links) or any(_REF_TYPED.search(text.content) for text in body.texts)


def check_links(document: Document, body: ReadBody, known: Known) -> Iterator[Problem]:
    """Yield a Problem for each link or image that leads nowhere."""
    for text in body.texts:
        for match in _REF_TYPED.finditer(text.content):
            if match["id"].rstrip(".") in known.ids:
                yield problem_at(document, text.start + match.start("ref"), "link-not-read", words=match["ref"])
    for link in body.links:
        if _NOTE_APART.match(_line_of(document.body, link.start)):
            # A footnote whose name has a space, which the parser reads as a link reference, is reported as that.
            continue
        problem = _checked(link, document, known)
        if problem:
            code, facts = problem
            yield problem_at(document, link.start, code, **facts)
        elif inner := _wrapped(link.target):
            found = problem_at(document, link.start, "link-wrapped", target=host_of(link.target), near=inner)
            yield replace(found, severity=Severity.NOTICE)
        elif _SIGNED_IN.match(host_of(link.target)):
            yield replace(
                problem_at(document, link.start, "link-signed-in", target=link.target), severity=Severity.NOTICE
            )
        elif is_own(link.target, known.site):
            found = problem_at(document, link.start, "link-own-address", target=link.target, near="")
            yield replace(found, severity=Severity.NOTICE)
        elif is_internal(link.target):
            yield replace(problem_at(document, link.start, "link-inside", target=link.target), severity=Severity.NOTICE)


def _wrapped(target: str) -> str:
    """Return the address inside one that a mail program or a service has wrapped around it; "" if it is none."""
    match = _WRAPPERS.match(host_of(target))
    given = parse_qs(urlsplit(target).query) if match else {}
    return next((values[0] for key in ("url", "u", "q") if (values := given.get(key))), "")


def _checked(link: Link, document: Document, known: Known) -> tuple[str, dict[str, str]] | None:
    if link.target.startswith("ref:") and not link.image:
        name = link.target.removeprefix("ref:").partition("#")[0]
        if not name:
            return "broken-link", {"target": link.target, "near": ""}
        if name in known.renamed:
            return "renamed-id", {"id": name, "new": known.renamed[name]}
        return None if name in known.ids else ("unknown-id", {"id": name, "near": nearest(name, known.ids)})
    if (contact := contact_problem(link.target)) and not link.image:
        return contact
    is_name = is_file_name(link.target)
    if is_on_computer(link.target) and file_of(link.target, document) not in known.files:
        return "path-on-computer", {"target": link.target, "near": _of_that_name(link, document, known)}
    if runs(link.target) and not link.target.startswith("ref:") and not is_name:
        # The URL itself is rejected by the check of prose.
        return None
    is_elsewhere = ELSEWHERE.match(link.target) and not is_name
    if link.image and is_elsewhere and not link.target.startswith("ref:"):
        return "image-elsewhere", {"target": link.target}
    if is_elsewhere and not link.image:
        return _without_host(link.target) or _with_password(link.target)
    file = file_of(link.target, document)
    if file == ".." or file.startswith("../"):
        return "outside-publication", {"target": link.target}
    # A register is a file of the publication, but has no page.
    if file in known.files and not file.endswith(".yml"):
        # A type that is not published at all is reported at the file.
        shown = not link.image or file.lower().endswith(PICTURES) or not file.lower().endswith((".md", *TYPES))
        return None if shown else ("image-kind", {"target": link.target})
    written = posixpath.normpath(posixpath.join(posixpath.dirname(document.file), link.target))
    if (written != file and written in known.files) or any(
        name != file and composed(name) == composed(file) for name in known.files
    ):
        # The file's name is reported at the file: one that ends an address at # or ? is none.
        return None
    code = "image-missing" if link.image else "broken-link"
    if not link.target.strip():
        return code, {"target": "()", "near": ""}
    near = "" if link.image or link.target.endswith(".md") else address_meant(link.target)
    return code, {"target": link.target, "near": near or _near(link, document, known)}


def _line_of(text: str, at: int) -> str:
    """Return the line of a text that the character offset `at` is on."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _without_host(target: str) -> tuple[str, dict[str, str]] | None:
    """Return the problem with a URL without a host: `https:/example.se`, `https://https://…`, `https://example,se`."""
    if target.startswith("//"):
        # Of the page's own scheme, which a printed page does not have.
        return "broken-link", {"target": target, "near": f"https:{target}"}
    if twice := re.match(r"https?:/*(?=https?:/)", target, re.IGNORECASE):
        return "broken-link", {"target": target, "near": target[twice.end() :]}
    if comma := re.match(r"(https?://[\w.-]+),([a-z]{2,6})(?![\w.-])", target, re.IGNORECASE):
        return "broken-link", {"target": target, "near": f"{comma[1]}.{comma[2]}{target[comma.end() :]}"}
    match = re.fullmatch(r"(?P<scheme>https?):/*(?P<rest>[^/].*)?", target, re.IGNORECASE)
    if not match or host_of(target):
        return None
    return "broken-link", {"target": target, "near": f"{match['scheme']}://{match['rest']}" if match["rest"] else ""}


def _with_password(target: str) -> tuple[str, dict[str, str]] | None:
    """Return the problem with a URL that has a name or a password before its host: they would be published."""
    return ("address-with-password", {"near": without_password(target)}) if has_password(target) else None


def _near(link: Link, document: Document, known: Known) -> str:
    """Return the probable target of a link, in the form that the document would use."""
    # Of a path that Windows writes only the name says for certain which file is meant.
    named = _of_that_name(link, document, known) if "\\" in link.target else _from_root(link, document, known)
    return named or nearest(link.target.strip("/"), _linkable(link, document, known))


def _from_root(link: Link, document: Document, known: Known) -> str:
    """Return what an id, or a path from the publication's root, means as the target of a link; "" if it is neither."""
    name, _, anchor = unquote(link.target).partition("#")
    if name in known.ids and not link.image:
        return f"ref:{name}" + (f"#{anchor}" if anchor else "")
    path = posixpath.relpath(name, posixpath.dirname(document.file)) if name.strip("./") else ""
    return path + (f"#{anchor}" if anchor else "") if path in _linkable(link, document, known) else ""


def _of_that_name(link: Link, document: Document, known: Known) -> str:
    """Return the only file with the name at the end of a path on somebody's computer, or ""."""
    name = re.split(r"[\\/]", unquote(link.target).rstrip("\\/"))[-1].casefold()
    named = [file for file in _linkable(link, document, known) if posixpath.basename(file).casefold() == name]
    return named[0] if len(named) == 1 else ""


def _linkable(link: Link, document: Document, known: Known) -> list[str]:
    """Return the paths from a document to the files that a link or an image in it may mean."""
    folder = posixpath.dirname(document.file)
    texts = (".md", ".yml") if link.image else (".yml",)
    return [posixpath.relpath(file, folder) for file in known.files if not file.endswith(texts)]
