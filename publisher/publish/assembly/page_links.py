"""Links between pages: converts paths of Markdown files, as texts write them, to URLs of the site."""

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from mkdocs.utils import get_relative_url

# As Python-Markdown writes elements: no attribute contains a bare `"` or `>`.
_LINKING: Final = re.compile(r"(<(?:a|img)\b[^>]*?\s(?:href|src)=\")([^\"]*)\"")
_REST: Final = re.compile(r"[?#].*", re.DOTALL)


class PageLinks:
    """Converts the links of one page to URLs, and records their targets.

    `addresses` maps the path of every page and file of the site to its URL; `url` is the page's own. `targets` are the
    paths that the page links to, with the fragment after a `#`; `lost` are broken links.
    """

    def __init__(self, path: str, url: str, addresses: Mapping[str, str]) -> None:
        self._path, self._url, self._addresses = path, url, addresses
        self.targets: set[str] = set()
        self.lost: set[str] = set()

    def led(self, html: str) -> str:
        """Return a page's HTML with the site's URLs in its links."""
        return _LINKING.sub(self._link, html)

    def _link(self, match: re.Match[str]) -> str:
        return f'{match[1]}{self._address(match[2])}"'

    def _address(self, written: str) -> str:
        rest = match[0] if (match := _REST.search(written)) else ""
        name = unescape(written.removesuffix(rest))
        if not name:
            if rest.startswith("#") and len(rest) > 1:
                self.targets.add(f"{self._path}{unescape(rest)}")
            return written
        if _elsewhere(name):
            return written
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), unquote(name)))
        if target not in self._addresses:
            self.lost.add(unescape(written))
            return written
        anchor = unescape(rest).partition("#")[2]
        self.targets.add(f"{target}#{anchor}" if anchor else target)
        return get_relative_url(self._addresses[target], self._url) + ("" if rest in {"#", "?"} else rest)


@lru_cache(maxsize=4096)
def _elsewhere(name: str) -> bool:
    """Return whether a link is not relative: another site, a mail address, or a path from the root."""
    parts = urlsplit(name)
    return bool(parts.scheme or parts.netloc) or name.startswith(("/", "\\"))
