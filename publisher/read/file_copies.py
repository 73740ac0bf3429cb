"""Copies of files, as file managers, browsers and synchronising programs leave them beside the original."""

import posixpath
import re
from collections.abc import Collection
from functools import cache
from typing import Final

from publisher.locales import word_lists

# A number in brackets, the name of a computer as Windows makes it (plan-DESKTOP-4F2K), Syncthing's addition.
_OTHERS: Final = r"\(\d{1,3}\)|-(?:DESKTOP|LAPTOP)-[0-9A-Z]{4,}|\.sync-conflict-[\w-]+"


def original_of(name: str, names: Collection[str]) -> str:
    """Return which of the `names` in the same folder the file `name` is a copy of, by how it is called; "" if none.

    What is added to the name must be all that a program adds: `plan-konfliktlosning` is no copy of `plan`.
    """
    stem, extension = posixpath.splitext(name)
    others = (other.removesuffix(extension) for other in names if other.endswith(extension) and other != name)
    near = [other for other in others if other and (stem.startswith(other) or stem.endswith(f" {other}"))]
    best = max(near, key=len, default="")
    return f"{best}{extension}" if best and _copy_mark().fullmatch(stem.replace(best, "", 1)) else ""


@cache
def _copy_mark() -> re.Pattern[str]:
    """Return a pattern for what is added to the name of a copy, in all languages."""
    slips = word_lists("slips")
    copy, conflict = ("|".join(slips[key]) for key in ("copy_words", "conflict_words"))
    after = rf"[ _-]+(?i:{copy})(?:[ _-]*\(?\d{{1,3}}\)?)?"
    before = rf"(?:\(\d{{1,3}}\) )?(?i:{copy})(?: \(\d{{1,3}}\))?(?: \w+)? "
    return re.compile(rf" *(?:{_OTHERS}|\([^()]*(?i:{copy}|{conflict})[^()]*\)|{after}|{before})")
