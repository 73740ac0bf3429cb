"""Links between pages, as the site has them: from the Markdown file that a text names to the address of its page."""

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from mkdocs.utils import get_relative_url

# As Python-Markdown writes elements: no attribute holds a bare `"` or `>`.
_LINKING: Final = re.compile(r"(<(?:a|img)\b[^>]*?\s(?:href|src)=\")([^\"]*)\"")
_REST: Final = re.compile(r"[?#].*", re.DOTALL)


class PageLinks:
    """What the links of one page lead to, found while they are turned into addresses.

    `addresses` are those of every page and file of the site by its path; `url` is the page's own.
    `targets` are the paths that the page needs, with the part of the page after a `#`; `lost` leads nowhere.
    """

    def __init__(self, path: str, url: str, addresses: Mapping[str, str]) -> None:
        self._path, self._url, self._addresses = path, url, addresses
        self.targets: set[str] = set()
        self.lost: set[str] = set()

    def led(self, html: str) -> str:
        """Return a page's HTML with its links as the site has them."""
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
    """Return whether an address is none of a file beside the page: another site, a mail, or from the root."""
    parts = urlsplit(name)
    return bool(parts.scheme or parts.netloc) or name.startswith(("/", "\\"))
