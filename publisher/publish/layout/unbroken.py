"""Addresses in running text: no line breaks within one but where its parts meet, and never with a hyphen."""

import re
from collections.abc import Iterator
from typing import Final

from publisher.publish.layout.elements import Element

# Web and mail addresses, and telephone numbers as they are written in Europe.
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>]+[^\s<>.,;:!?)]"
    # Looked for where a word begins: in a long one each letter would be tried anew.
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.,])(?:\+\d{1,3}|0\d{1,4})(?:[ \u00a0-]{1,3}\d{1,4}){2,5}(?![\w])"
)
# Where an address may go on in the next line: behind these, or after so many letters without any.
_BREAK: Final = re.compile(r"[^/.@?&=_-]{1,24}[/.@?&=_-]*|[/.@?&=_-]+")
_HYPHENED: Final = re.compile(r"(\b[^\W\d_]{1,20}-[^\W\d_]{1,20}\b)")
# A telephone number of this length stands in one line.
_NUMBER: Final = re.compile(r"[+\d \u00a0-]{1,22}")


def with_addresses(text: str) -> Iterator[Element | str]:
    """Yield a text with each address in it as an element of its own, whose parts are what no line may break."""
    at = 0
    for found in _ADDRESS.finditer(text):
        if at < found.start():
            yield text[at : found.start()]
        yield Element(tag="address", kids=tuple(_parts(found[0])))
        at = found.end()
    if at < len(text):
        yield text[at:]


def _parts(address: str) -> list[str]:
    return [address] if _NUMBER.fullmatch(address) else _BREAK.findall(address)


def with_names(text: str) -> Iterator[Element | str]:
    """Yield a title with each word that has a hyphen of its own, such as a place's name, as what no line may break."""
    for at, piece in enumerate(_HYPHENED.split(text)):
        if piece:
            yield Element(tag="address", kids=(piece,)) if at % 2 else piece
