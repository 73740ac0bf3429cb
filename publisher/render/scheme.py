"""Schemes: which addresses content may have, as a browser reads them."""

import html
import re
from typing import Final

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# Browsers ignore white space and control characters within a scheme.
_SCHEME: Final = re.compile(r"^[\s\x00-\x20]*([a-z][a-z0-9+.\-\s]*):", re.IGNORECASE)


def runs(address: str) -> bool:
    """Return whether an address has a scheme that content may not use, such as `javascript:`."""
    # An entity can spell a character: `javascript&#58;` is an address that runs, too.
    match = _SCHEME.match(html.unescape(address))
    return match is not None and re.sub(r"\s", "", match[1]).lower() not in SCHEMES
