"""Whether two versions of a file mean the same. A commit that only reformats a file does not date it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from publisher.read.document import read_document, read_register
from publisher.read.files import as_text

MARK: Final = "translated_from"
"""The field of a translation that holds the fingerprint of its original, and is published nowhere."""


def says_the_same(
    file: str, before: bytes | None, after: bytes | None, renamed: Mapping[str, str] = MappingProxyType({})
) -> bool:
    """Return whether two contents of a file differ in nothing that is published; if unsure, False.

    Line ends, surrounding white space, comments, quotation marks and the order of keys are formatting; that a
    translation has been looked through again is no change of its text, and no more is a new name for what it refers to:
    `renamed` maps former ids to present ones.
    """
    old, new = (None if each is None else as_text(each) for each in (before, after))
    if old is None or new is None:
        return False
    if renamed:
        former = _former_ids(frozenset(renamed))
        old, new = (former.sub(lambda match: renamed[match[0]], each) for each in (old, new))
    if _lines(old) == _lines(new):
        return True
    # The same lines in another order may mean the same, and only then is parsing worth the time.
    if not file.endswith((".md", ".yml")) or _normalized_lines(old) != _normalized_lines(new):
        return False
    first = _read(file, old)
    return first is not None and first == _read(file, new)


@lru_cache(maxsize=1)
def _former_ids(ids: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return re.compile(rf"(?<![\w.-])(?:{names})(?![\w-])(?!\.\w)")


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")]


def _normalized_lines(text: str) -> list[str]:
    """Return the lines, sorted, without white space, quotation marks and possible comments."""
    lines = (line.replace('"', "").replace("'", "").partition(" #")[0].split() for line in text.split("\n"))
    return sorted("".join(line) for line in lines if line and not line[0].startswith(("#", f"{MARK}:")))


def _read(file: str, text: str) -> tuple[Mapping[str, object], list[str]] | None:
    document, problems = (read_register if file.endswith(".yml") else read_document)(file, text)
    if document is None or problems:
        return None
    return {key: value for key, value in document.fields.items() if key != MARK}, _lines(document.body)
