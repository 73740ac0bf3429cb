"""URLs that content may use, as a browser parses them: their schemes and hosts."""

import html
import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from publisher.read.authors_files import TYPES

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# Browsers ignore white space and control characters within a scheme.
_SCHEME: Final = re.compile(r"^[\s\x00-\x20]*([a-z][a-z0-9+.\-\s]*):", re.IGNORECASE)

# The name of a file that would be read as a scheme and what follows it.
_FILE_NAME: Final = re.compile(rf"[^/:?#]+:[^/:?#]*(?:{'|'.join(map(re.escape, TYPES))})", re.IGNORECASE)
# A path on somebody's computer or on a file server: C:/, file:, a server after two strokes, /Users/, /home/.
_ON_COMPUTER: Final = re.compile(
    r"[a-z]:[\\/]|file:|\\+[\w-]|/(?:Users|home|Volumes|mnt|media)/|//[\w-]+[/\\]", re.IGNORECASE
)


def is_on_computer(address: str) -> bool:
    """Return whether what was typed is a path on the author's own computer or on a file server."""
    return _ON_COMPUTER.match(address) is not None


def runs(address: str) -> bool:
    """Return whether a URL has a scheme that content may not use, such as `javascript:`."""
    # Character references count: `javascript&#58;` is executable too.
    match = _SCHEME.match(html.unescape(address))
    return match is not None and re.sub(r"\s", "", match[1]).lower() not in SCHEMES


def is_file_name(address: str) -> bool:
    """Return whether a URL with another scheme is probably the name of a file with a colon in it: beslut:1.pdf."""
    return runs(address) and _FILE_NAME.fullmatch(address) is not None


def host_of(target: str) -> str:
    """Return the host of a URL, or ""."""
    try:
        parts = urlsplit(target)
        return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def is_internal(target: str) -> bool:
    """Return whether a URL only works on the internal network."""
    host = host_of(target)
    try:
        return ip_address(host).is_private
    except ValueError:
        return bool(host) and ("." not in host or host.endswith((".local", ".internal", ".lan")))
