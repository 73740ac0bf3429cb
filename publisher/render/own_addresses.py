"""Links that were typed as an address of the site itself, as copied from a browser: what to write instead."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, urlsplit

from publisher.problem import Problem
from publisher.render.address import Addresses

# What may be an address of the site, by the code of its problem.
_OF_LINKS: Final = frozenset({"broken-link", "link-own-address"})


def is_own(target: str, site: str) -> bool:
    """Return whether a link's target is an address of the site at the URL `site`."""
    return bool(site) and f"{target.partition('#')[0].rstrip('/')}/".startswith(f"{site.rstrip('/')}/")


def with_own_pages(problems: Iterable[Problem], site: str, addresses: Callable[[], Addresses]) -> list[Problem]:
    """Return the problems; where a link is the address of a page of the site, the hint says what leads to that page.

    `site` is the site's URL, `addresses` makes the addresses of its pages: most publications do not need them here. A
    full address of a page that nothing else leads to, such as a list, is no problem.
    """
    found = [*problems]
    if not any(_is_typed(problem, site) for problem in found):
        return found
    known = addresses()
    pages = _pages(known)
    return [kept for problem in found for kept in _named(problem, pages, known, site)]


def _is_typed(problem: Problem, site: str) -> bool:
    target = problem.facts.get("target", "")
    return problem.code in _OF_LINKS and (target.startswith("/") or is_own(target, site))


def _named(problem: Problem, pages: Mapping[str, str], addresses: Addresses, site: str) -> Iterator[Problem]:
    if not _is_typed(problem, site):
        yield problem
        return
    target = problem.facts["target"]
    path, _, anchor = target.partition("#")
    typed = list(_typed(path, site))
    name = next((pages[each] for each in typed if each in pages), "")
    fragment = f"#{anchor}" if anchor else ""
    if name:
        near = posixpath.relpath(name, posixpath.dirname(problem.place.file)) if "/" in name else f"ref:{name}"
        yield replace(problem, facts={**problem.facts, "near": near + fragment})
    elif problem.code == "broken-link":
        lists = {_address(page) for page in addresses.lists.values()}
        known = next((each for each in typed if each in lists), None)
        near = f"{site.rstrip('/')}/{known}/{fragment}" if known and site else problem.facts["near"]
        yield replace(problem, facts={**problem.facts, "near": near})


def _pages(addresses: Addresses) -> dict[str, str]:
    """Return the id of each page's document by the page's address on the site; of an article without id its file."""
    by_page = {path: name for name, path in addresses.by_id.items()}
    other = {**addresses.former, **addresses.short}
    return {_address(page): by_page[path] for page, path in {**other, **{each: each for each in by_page}}.items()}


def _address(page: str) -> str:
    """Return the address on the site of a Markdown page, without the slash at its end."""
    return page.removesuffix(".md").removesuffix("index").strip("/")


def _typed(path: str, site: str) -> Iterator[str]:
    """Yield the addresses on the site that a path or a full address may mean, without slashes at their ends."""
    below = urlsplit(site).path.strip("/")
    given = unquote(urlsplit(path).path).strip("/").removesuffix("index.html").strip("/")
    if below and f"{given}/".startswith(f"{below}/"):
        yield given[len(below) :].strip("/")
    yield given
