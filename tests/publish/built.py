"""A built site: its pages, and its links that lead nowhere."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

from publisher.publish.site.soft_hyphens import SOFT
from tests.conftest import is_part, leads_on


@cache
def tree(path: Path) -> html.HtmlElement:
    """Return an HTML file as elements, its words as readers see them where none is broken."""
    text = path.read_text(encoding="utf-8").replace(SOFT, "")
    return html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return every id in an HTML file."""
    return frozenset(id_ for element in tree(path).iter() if (id_ := element.get("id")))


def pages_below(site: Path) -> set[str]:
    """Return the path of every page below a folder, without those that only lead on to another."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if not leads_on(path) and not is_part(path)
    }


def lost_links(site: Path) -> list[str]:
    """Return every link within a site that leads to no file or to no anchor in it, with the page it stands on."""
    return [f"{path.relative_to(site)}: {address}" for path in site.rglob("*.html") for address in _lost(site, path)]


def _lost(site: Path, path: Path) -> Iterator[str]:
    if path.name == "404.html":
        return  # its addresses begin at the root of the server
    here = path.relative_to(site).as_posix()
    for element in tree(path).xpath("//*[@href or @src]"):
        address = element.get("href") or element.get("src")
        if urlsplit(address).scheme:
            continue
        target, anchor = urldefrag(urljoin(f"/{here}", address))
        file = site / unquote(target).lstrip("/")
        file = file / "index.html" if target.endswith("/") else file
        if not file.is_file() or (anchor and file.suffix == ".html" and unquote(anchor) not in anchors(file)):
            yield address
