"""Lists of changes that a command put into a site: which versions they compare, so that later builds remake them.

This is stored, authenticated, in this machine's cache. A list deleted from the site is not made again.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.own_cache import DiskCache, cache_folder

# The number of sites remembered, and of lists in one.
MOST: Final = 20
MOST_OF_ONE: Final = 50


@dataclass(frozen=True, slots=True)
class VersionsAsked:
    """The versions that a list compares, as given, and its address below the site."""

    since: str
    until: str | None
    url: str


def remember(out: Path, asked: VersionsAsked) -> None:
    """Store the lists requested for the site `out`."""
    others = [each for each in asked_for(out) if each.url != asked.url]
    rows = [[each.since, each.until, each.url] for each in [*others, asked][-MOST_OF_ONE:]]
    _cache().put(_name(out), json.dumps(rows).encode())


def asked_for(out: Path) -> list[VersionsAsked]:
    """Return the lists requested for the site `out` that still exist there."""
    return [each for each in _read(out) if (out / each.url / "index.html").is_file()]


def _read(out: Path) -> Iterator[VersionsAsked]:
    content = _cache().get(_name(out))
    with suppress(ValueError, TypeError):
        yield from [VersionsAsked(*row) for row in json.loads(content or b"[]")]


def _cache() -> DiskCache:
    return DiskCache(cache_folder("changes"), MOST)


def _name(out: Path) -> str:
    return str(out.absolute())
