"""People: who has signed in, according to the reverse proxy; no other source is trusted."""

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from publisher.start.drafts import slug

PREFIX: Final = "X-Forwarded-"
_ID: Final = re.compile(r"[\w.@+\\-]{1,120}")


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in user: the id, name and e-mail address, and the groups."""

    id: str
    name: str
    email: str
    groups: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """A unique name for files of this person."""
        return f"{slug(self.id)[:40] or 'x'}-{sha256(self.id.encode()).hexdigest()[:12]}"


def person_of(environ: Mapping[str, object], proxies: Collection[str], secret: str = "") -> Person | None:
    """Return the user in a request's headers; None if it does not come from the proxy, or names nobody.

    The headers are X-Forwarded-User, -Name, -Email and -Groups, the last separated by commas. If there is a `secret`,
    which only the proxy and this program know, it must be in X-Forwarded-Secret: other programs have the same address.
    """
    if environ.get("REMOTE_ADDR", "") not in proxies:
        return None
    if secret and not secrets.compare_digest(_header(environ, "Secret").encode(), secret.encode()):
        return None
    given = {key: _header(environ, key) for key in ("User", "Name", "Email", "Groups")}
    if not _ID.fullmatch(given["User"]):
        return None
    email = given["Email"] if re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", given["Email"]) else ""
    name = re.sub(r"[<>\x00-\x1f]", "", given["Name"]).strip() or given["User"]
    groups = frozenset(filter(None, (each.strip() for each in given["Groups"].split(","))))
    return Person(given["User"], name, email or f"{given['User']}@invalid", groups)


def _header(environ: Mapping[str, object], key: str) -> str:
    """Return a header as text: WSGI decodes its bytes as Latin-1, and proxies send UTF-8."""
    raw = str(environ.get(f"HTTP_{PREFIX}{key}".upper().replace("-", "_"), ""))
    try:
        return raw.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return raw.strip()
