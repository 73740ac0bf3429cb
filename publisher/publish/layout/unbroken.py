"""Unbreakable text: dates, and URLs except between their parts, and never with a hyphen.

Words longer than a line may break, as they would run off the page.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from publisher.publish.layout.elements import Element, Hyperlink

# URLs, mail addresses, and telephone numbers in European notation.
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>]+[^\s<>.,;:!?)]"
    # Searched for at the beginnings of words only: in a long word, each letter would be tried.
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.,])(?:\+\d{1,3}|0\d{1,4})(?:[ \u00a0-]{1,3}\d{1,4}){2,5}(?![\w])"
    # European letters and non-breaking spaces, without hyphens or break opportunities.
    r"|(?<![!-,.-\u00ac\u00ae-\u02ff\u0370-\u052f])[!-,.-\u00ac\u00ae-\u02ff\u0370-\u052f]{61,}"
)
# Where a URL may break: after these, or after so many letters without any.
_BREAK: Final = re.compile(r"[^/.@?&=_\u00a0-]{1,24}[/.@?&=_\u00a0-]{0,24}|[/.@?&=_\u00a0-]{1,24}")
_HYPHENED: Final = re.compile(r"(\b[^\W\d_]{1,20}-[^\W\d_]{1,20}\b)")
# A telephone number up to this length stays on one line.
_NUMBER: Final = re.compile(r"[+\d \u00a0-]{1,22}")
# A date in words, in languages that put the day before the month.
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2}\.?) ([^\W\d_]{3,14}) ((?:18|19|20|21)\d\d)(?!\d)")


def with_dates(text: str) -> str:
    """Return a text with unbreakable dates."""
    return _DATE.sub("\\1\u00a0\\2\u00a0\\3", text)


def with_addresses(text: str) -> Iterator[Element | str]:
    """Yield a text with each URL or address as an element, in unbreakable parts."""
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
    """Yield a title with each hyphenated word, such as a place name, unbreakable."""
    for at, piece in enumerate(_HYPHENED.split(text)):
        if piece:
            yield Element(tag="address", kids=(piece,)) if at % 2 else piece


def joined(parts: Iterable[Element | str]) -> Iterator[Element | str]:
    """Yield parts so that a word continuing after a link cannot break at the link's end.

    Breaking there makes Typst 0.15 fail (https://github.com/typst/typst/issues/8608).
    """
    before: Element | str = ""
    for part in parts:
        if isinstance(before, Hyperlink) and isinstance(part, str) and part[:1].isalpha():
            yield Element(tag="joined", kids=(part[:1],))
            yield part[1:]
        else:
            yield part
        before = part
