"""URL schemes that content may use, as a browser parses them."""

import html
import re
from typing import Final

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# Browsers ignore white space and control characters within a scheme.
_SCHEME: Final = re.compile(r"^[\s\x00-\x20]*([a-z][a-z0-9+.\-\s]*):", re.IGNORECASE)


def runs(address: str) -> bool:
    """Return whether a URL has a scheme that content may not use, such as `javascript:`."""
    # Character references count: `javascript&#58;` is executable too.
    match = _SCHEME.match(html.unescape(address))
    return match is not None and re.sub(r"\s", "", match[1]).lower() not in SCHEMES
