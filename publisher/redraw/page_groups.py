"""The contents of cached pages, in groups: a file for each, so that only groups with a changed page are written again.

A group of pages is also loaded in less time than its pages one by one.
"""

import pickle
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copyreg import dispatch_table
from io import BytesIO
from secrets import token_bytes
from typing import Final, cast
from zlib import crc32

from publisher.kinds import PageKind
from publisher.own_cache import DiskCache
from publisher.render.page import Page

# The number of pages in a group when the groups are made, and by what factor it may grow or shrink until they are made
# anew.
_PAGES: Final = 64
_FACTOR: Final = 4
# The most groups of one publication.
MOST: Final = 64
BESIDE: Final = "/"
"""How keys begin that are not those of pages."""
_TOKEN_BYTES: Final = 16


class PageGroups:
    """The groups of a publication's pages, by the key of each page. `tokens` has one for each group, by number.

    A group whose file has another token is one that the list of pages does not know: it counts as missing.
    """

    def __init__(self, cache: DiskCache, name: str, tokens: Sequence[bytes]) -> None:
        self._cache, self._name, self._tokens = cache, name, tokens
        self._loaded: dict[int, Mapping[str, object]] = {}

    def content(self, key: str) -> object:
        """Return the content of a page, or None. Its kind is that of no page, since kinds are singletons."""
        at = _group(key, len(self._tokens))
        if at not in self._loaded:
            self._loaded[at] = self._load(at)
        return self._loaded[at].get(key)

    def _load(self, at: int) -> Mapping[str, object]:
        stored = self._cache.get(_file(self._name, at)) if at < len(self._tokens) else None
        with suppress(Exception):  # what cannot be loaded counts as missing
            token, contents = pickle.loads(stored) if stored else (None, {})
            if token == self._tokens[at]:
                return cast(Mapping[str, object], contents)
        return {}

    def put(self, contents: Mapping[str, object], new: frozenset[str]) -> list[bytes]:
        """Store the contents of all pages, of which those of `new` are new, and return the tokens of the groups."""
        count = _count(len(contents), len(self._tokens))
        groups: list[dict[str, object]] = [{} for _ in range(count)]
        for key, content in contents.items():
            groups[_group(key, count)][key] = content
        same = count == len(self._tokens)
        tokens, files = [], {}
        for at, group in enumerate(groups):
            if same and new.isdisjoint(group) and group.keys() == self._loaded.get(at, {}).keys():
                tokens.append(self._tokens[at])
            else:
                tokens.append(token_bytes(_TOKEN_BYTES))
                files[_file(self._name, at)] = _pickled((tokens[at], group))
        self._cache.put_all(files)
        return tokens


def _count(pages: int, before: int) -> int:
    """Return the number of groups: that of the last time, unless they have become too large or too small."""
    wanted = max(2, min(MOST, pages // _PAGES))
    return before if before and wanted <= before * _FACTOR and before <= wanted * _FACTOR else wanted


def _group(key: str, count: int) -> int:
    """Return the group of a key: the first is for what is made beside pages, since that is large."""
    return 0 if key.startswith(BESIDE) or count < 2 else 1 + crc32(key.encode()) % (count - 1)


def _file(name: str, at: int) -> str:
    return f"{name} {at}"


def _pickled(value: object) -> bytes:
    target = BytesIO()
    pickler = pickle.Pickler(target, pickle.HIGHEST_PROTOCOL)
    # Page kinds are singletons, which unpickling must preserve.
    pickler.dispatch_table = {**dispatch_table, PageKind: lambda _: (PageKind, ("",))}
    pickler.dump(value)
    return target.getvalue()


def with_kind(page: Page, kind: PageKind) -> Page:
    """Let a page that has just been loaded have its kind, and return it."""
    # Nothing else has it yet, and to copy thousands takes longer than to load them.
    vars(page)["kind"] = kind
    return page
