"""Copies of files, as file managers, browsers and synchronising programs leave them beside the original."""

import posixpath
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from publisher.locales import word_lists

# A number in brackets, the name of a computer as Windows makes it (plan-DESKTOP-4F2K), Syncthing's addition.
_OTHERS: Final = r"\(\d{1,3}\)|-(?:DESKTOP|LAPTOP)-[0-9A-Z]{4,}|\.sync-conflict-[\w-]+"


class Siblings:
    """The names of the files, or of the folders, in one folder."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        # By extension, since a copy has that of its original.
        self._stems: dict[str, frozenset[str]] = {}

    def original_of(self, name: str) -> str:
        """Return which of the names `name` is a copy of, by how it is called; "" if none.

        What is added to the name must be all that a program adds: `plan-konfliktlosning` is no copy of `plan`.
        """
        stem, extension = posixpath.splitext(name)
        stems = self._with_extension(extension)
        # The longest first. Comparing each name with each other would take longer than reading the files.
        for length in range(len(stem) - 1, 0, -1):
            for best in (stem[:length], stem[-length:] if stem[-length - 1] == " " else ""):
                if best in stems:
                    return f"{best}{extension}" if _copy_mark().fullmatch(stem.replace(best, "", 1)) else ""
        return ""

    def _with_extension(self, extension: str) -> frozenset[str]:
        if extension not in self._stems:
            named = (name.removesuffix(extension) for name in self._names if name.endswith(extension))
            self._stems[extension] = frozenset(named) - {""}
        return self._stems[extension]


@cache
def _copy_mark() -> re.Pattern[str]:
    """Return a pattern for what is added to the name of a copy, in all languages."""
    slips = word_lists("slips")
    copy, conflict = ("|".join(slips[key]) for key in ("copy_words", "conflict_words"))
    after = rf"[ _-]+(?i:{copy})(?:[ _-]*\(?\d{{1,3}}\)?)?"
    before = rf"(?:\(\d{{1,3}}\) )?(?i:{copy})(?: \(\d{{1,3}}\))?(?: \w+)? "
    return re.compile(rf" *(?:{_OTHERS}|\([^()]*(?i:{copy}|{conflict})[^()]*\)|{after}|{before})")
