"""What was probably meant by a value that its field cannot take: 1 200,5 for 1200.5, an address without https."""

import re
from typing import Final

_SPACES: Final = re.compile(r"[ \u00a0\u2007\u202f]")
_NUMBER: Final = re.compile(r"[-+\u2212]?[0-9]{1,15}(?:[.,][0-9]{1,10})?")
# By its beginning or its end; report.pdf is no host.
_HOST: Final = re.compile(
    r"(?:www\.(?:[\w-]+\.)+[a-z]{2,}|(?:[\w-]+\.)+(?:com|dk|eu|fi|info|net|no|nu|org|se))(?:[/?#]\S*)?", re.IGNORECASE
)
_MAIL: Final = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def meant(code: str, value: str) -> str:
    """Return what the value of a problem should probably be, or nothing where that cannot be said."""
    if code == "not-a-number":
        return _number(value)
    return address_meant(value) if code == "bad-address" else ""


def _number(value: str) -> str:
    figures = _SPACES.sub("", value).removesuffix("%").removesuffix("kr")
    if not _NUMBER.fullmatch(figures):
        return ""
    return figures.replace(",", ".").replace("\u2212", "-")


def address_meant(value: str) -> str:
    """Return the whole address of what looks like one: of a web page with https, of somebody with mailto."""
    bare = value.strip()
    if _MAIL.fullmatch(bare):
        return f"mailto:{bare}"
    return f"https://{bare}" if _HOST.fullmatch(bare) else ""
