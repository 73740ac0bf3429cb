"""Assembly of the site: each page is rebuilt only if its inputs have changed, in as many processes as cores."""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mkdocs.utils import get_build_date

from publisher.fingerprint import program_digest
from publisher.generator_settings import THEME
from publisher.publish.assembly.page_links import PageLinks
from publisher.publish.assembly.shell import Shell
from publisher.publish.output.kept_site import KeptSite
from publisher.publish.output.processes import in_processes
from publisher.publish.raster.share_pictures import drawn_cards, key_of_card
from publisher.publish.search.kept_index import index_beside
from publisher.publish.search.pagefind import FOLDER
from publisher.publish.search.search_index import digest_of_searched
from publisher.publish.site.inline_charts import with_drawings
from publisher.publish.site.soft_hyphens import with_soft_hyphens
from publisher.read.pictures import published
from publisher.render.markdown import converted
from publisher.render.page import Page, url_of

# As Python-Markdown writes elements.
_ID: Final = re.compile(r"<[a-z][a-z0-9]*\b[^>]*?\sid=\"([^\"]+)\"")
# A process is worth starting for this many pages.
_SHARE: Final = 40
ASSETS: Final = "assets"


def put_pages(
    shell: Shell,
    pages: Sequence[Page],
    others: Iterable[str],
    site: KeptSite,
    tick: Callable[[], object],
    language: str,
) -> list[tuple[str, str]]:
    """Put every page into the new site, and return its broken links, each with the page it is on.

    `others` are the paths of everything that is not a page, `language` is that of generated words.
    """
    addresses = {page.path: quote(url_of(page.path)) or "./" for page in pages} | {path: quote(path) for path in others}
    left: list[Page] = []
    for page in pages:
        if site.reused(file_of(page), shell.key_of(page)):
            tick()
        else:
            left.append(page)

    def draw(page: Page) -> tuple[str, dict[str, list[str]]]:
        return drawn_page(shell, page, addresses, language)

    for at, (html, about) in in_processes(draw, left, least=_SHARE):
        site.put(file_of(left[at]), html.encode("utf-8", errors="xmlcharrefreplace"), shell.key_of(left[at]), about)
        tick()
    return _lost(pages, site, addresses)


def file_of(page: Page) -> str:
    """Return the path of a page's file on the site."""
    return f"{page.url}index.html"


def drawn_page(
    shell: Shell, page: Page, addresses: Mapping[str, str], language: str
) -> tuple[str, dict[str, list[str]]]:
    """Return a finished page and what to record about it: its link targets, its anchors, its searchable text.

    `addresses` maps the path of every page and file of the site to its URL.
    """
    links = PageLinks(page.path, addresses[page.path], addresses)
    language = page.spoken or language
    drawn = with_drawings(links.led(converted(page.markdown, language).html), page.pictures)
    content = with_soft_hyphens(drawn, language)
    html = shell.html(page, content)
    about = {"targets": sorted(links.targets), "lost": sorted(links.lost), "article": [digest_of_searched(html)]}
    return html, {**about, "parts": sorted({*_ID.findall(html)})}


def _lost(pages: Sequence[Page], site: KeptSite, addresses: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the broken links, including those on unchanged pages, whose targets may be gone."""
    known = {page.path: site.files[file_of(page)].about for page in pages}
    parts = {path: frozenset(about["parts"]) for path, about in known.items()}
    lost = []
    for path, about in known.items():
        lost += [(path, target) for target in about["lost"]]
        for target in about["targets"]:
            file, _, part = target.partition("#")
            if file not in addresses or (part and file in parts and part not in parts[file]):
                lost.append((path, target))
    return lost


def put_pictures(pages: Iterable[Page], site: KeptSite) -> None:
    """Put the charts of all pages into the new site."""
    program = program_digest().hex()
    for page in pages:
        for picture in page.pictures:
            key = f"{program} {picture.digest}"
            if not site.reused(picture.path, key):
                site.put(picture.path, picture.draw(), key)


def put_share_pictures(pages: Iterable[Page], site: KeptSite) -> None:
    """Put the share pictures of all pages into the new site; unchanged ones are not redrawn."""
    keys = {page.share: key_of_card(page.share) for page in pages if page.share}
    left = [card for card, key in keys.items() if not site.reused(card.path, key)]
    for card, picture in zip(left, drawn_cards(left), strict=True):
        site.put(card.path, picture, keys[card])


def put_files(files: Mapping[str, bytes], site: KeptSite) -> None:
    """Put files into the new site, by path."""
    for path, content in files.items():
        site.write(path, content)


def put_shell_files(shell: Shell, pages: Sequence[Page], site: KeptSite) -> None:
    """Put the files of the shell into the new site: styles, scripts, sitemap and 404 page."""
    for path in sorted((THEME / ASSETS).rglob("*")):
        if path.is_file():
            site.write(path.relative_to(THEME).as_posix(), path.read_bytes())
    for name, text in shell.others(pages):
        content = text.encode()
        if content.strip():
            site.write(name, content)
            if name == "sitemap.xml":
                site.write(f"{name}.gz", _packed(name, content))


def _packed(name: str, content: bytes) -> bytes:
    target, midnight = BytesIO(), datetime.fromisoformat(get_build_date()).replace(tzinfo=UTC)
    with gzip.GzipFile(name, "wb", fileobj=target, mtime=midnight.timestamp()) as file:
        file.write(content)
    return target.getvalue()


def put_authors_files(assets: Mapping[str, Path], site: KeptSite) -> None:
    """Put authors' images and other files into the new site, as they are published."""
    for path, source in assets.items():
        key = sha256(program_digest() + source.suffix.encode() + sha256(source.read_bytes()).digest()).hexdigest()
        if not site.reused(path, key):
            site.put(path, published(source), key)


def put_search_index(pages: Iterable[Page], site: KeptSite, new: Path) -> None:
    """Put the search index into the new site, reusing the last one for unchanged texts.

    It is the last to be put there: it is made of the pages of the new site.
    """
    site.clear(FOLDER)
    articles = {file_of(page): site.files[file_of(page)].about["article"][0] for page in pages}
    program = program_digest().hex()
    key = sha256(f"{program}{sorted(articles.items())}".encode()).hexdigest()
    if not site.reused_folder(FOLDER, key):
        about = index_beside(new, site.out, articles, site.last_folder(FOLDER), program)
        site.put_folder(FOLDER, key, about)
