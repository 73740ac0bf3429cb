"""Copies of files, as file managers, browsers and synchronising programs leave them beside the original."""

import posixpath
import re
from collections.abc import Collection
from functools import cache
from typing import Final

import yaml

from publisher.locales import LOCALES

# A number in brackets, or the name of a computer as Windows makes it.
_MARK: Final = r"\(\d{1,3}\)|\b(?:desktop|laptop)-\w+"


def original_of(name: str, names: Collection[str]) -> str:
    """Return which of the `names` in the same folder the file `name` is a copy of, by how it is called; "" if none."""
    stem, extension = posixpath.splitext(name)
    if not _copy_mark().search(stem):
        return ""
    others = (other.removesuffix(extension) for other in names if other.endswith(extension) and other != name)
    near = [other for other in others if other and (stem.startswith(other) or stem.endswith(f" {other}"))]
    best = max(near, key=len, default="")
    return f"{best}{extension}" if best and _copy_mark().search(stem.replace(best, "", 1)) else ""


@cache
def _copy_mark() -> re.Pattern[str]:
    """Return a pattern for what is added to the name of a copy, in all languages."""
    words = yaml.safe_load((LOCALES / "slips.yml").read_text(encoding="utf-8"))["copy_words"]
    return re.compile(rf"{_MARK}|(?<![^\W\d_])(?:{'|'.join(words)})", re.IGNORECASE)
