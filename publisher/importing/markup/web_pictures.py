"""Pictures of web pages: in the page itself, or in a folder beside it, as browsers save them; none is fetched."""

import base64
import binascii
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, unquote_to_bytes

from publisher.importing.layout.word_pictures import picture_file
from publisher.importing.markup.marked_source import MarkedSource

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DATA: Final = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,(.*)", re.DOTALL)
_SIZE: Final = re.compile(r"\s*(\d+)(?:px)?\s*")
# So small a picture is an icon, in pixels, and so large a file is looked at, in bytes.
_SMALL: Final = 40
_LARGEST: Final = 20_000_000


class WebPictures:
    """Adds the pictures of a page to its source; `outside` are the addresses of those that are not with it."""

    def __init__(self, folder: Path, made: MarkedSource) -> None:
        self._folder, self._made = folder, made
        self.outside: list[str] = []

    def add(self, element: "Element", *, in_table: bool = False) -> None:
        """Add a picture; one of a table that is small is an icon, and one without alternative text is decoration."""
        words = " ".join(str(element.get("alt") or "").split())
        content = self.content(element)
        decorative = element.get("alt") == "" or element.get("role") in {"presentation", "none"}
        if content is None and decorative:
            return
        small = in_table and _is_small(element)
        why = "picture-decorative" if decorative else "picture" if small else ""
        self._made.picture(picture_file(content, words), words, why)

    def content(self, element: "Element") -> bytes | None:
        """Return the content of a picture, None if it is not with the page."""
        address = str(element.get("src") or "")
        if data := _DATA.fullmatch(address):
            try:
                return base64.b64decode(data[2]) if data[1] else unquote_to_bytes(data[2])
            except (binascii.Error, ValueError):
                return None
        if (path := self._beside(address)) is not None:
            return path.read_bytes()
        if address and element.get("alt") != "":
            self.outside.append(address)
        return None

    def _beside(self, address: str) -> Path | None:
        """Return the file that an address names below the folder of the page."""
        if not address or ":" in address or "\0" in unquote(address):
            return None
        path = (self._folder / unquote(address.partition("?")[0])).resolve()
        found = path.is_relative_to(self._folder) and path.is_file() and path.stat().st_size <= _LARGEST
        return path if found else None


def _is_small(element: "Element") -> bool:
    sizes = [_SIZE.fullmatch(str(element.get(name) or "")) for name in ("width", "height")]
    return all(size and int(size[1]) <= _SMALL for size in sizes)
