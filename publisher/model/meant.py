"""What was probably meant by a value that its field cannot take: 1 200,5 for 1200.5, an address without https."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from publisher.model.quantity import quantity
from publisher.read.scalar import is_blank

# By its beginning or its end; report.pdf is no host.
_HOST: Final = re.compile(
    r"(?:www\.(?:[\w-]+\.)+[a-z]{2,}|(?:[\w-]+\.)+(?:com|dk|eu|fi|info|net|no|nu|org|se))(?:[/?#]\S*)?", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
_MAIL: Final = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def meant(code: str, value: str) -> str:
    """Return what the value of a problem should probably be, or nothing where that cannot be said."""
    if code == "not-a-number":
        return _number(value)
    return address_meant(value) if code == "bad-address" else ""


def _number(value: str) -> str:
    typed = quantity(value)
    return typed.low if typed and typed.is_number else ""


def comma_parts(fields: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Yield each key whose value a comma in braces cut, and the keys that its rest became: of 0,7 the key 7.

    A key that is a year may be one whose value is still to come.
    """
    known, at = [*fields], 0
    while at < len(known):
        key, at = known[at], at + 1
        parts: list[str] = []
        while at < len(known) and is_blank(fields[known[at]]) and not _YEAR.fullmatch(str(known[at])):
            if not quantity(",".join([str(fields[key]), *parts, str(known[at])])):
                break
            parts.append(str(known[at]))
            at += 1
        if parts:
            yield str(key), parts


def address_meant(value: str) -> str:
    """Return the whole address of what looks like one: of a web page with https, of somebody with mailto."""
    bare = value.strip()
    if _MAIL.fullmatch(bare):
        return f"mailto:{bare}"
    return f"https://{bare}" if _HOST.fullmatch(bare) else ""
