"""Files that installed packages generate from the publication, each output in a folder of the site with its name."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from publisher.extensions import OUTPUTS, Extension, extensions
from publisher.problem import Problem, ProblemsFound
from publisher.render.site_map import SiteMap

# Folders of the theme and the search index, which are written after everything else.
_KEPT: Final = frozenset({"assets", "pagefind"})
_FOLDER: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The longest file name in bytes, on common file systems.
LONGEST_NAME: Final = 255


def own_files(site_map: SiteMap, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the files of every installed output, by path; `paths` are those of all pages and other files.

    Raises ProblemsFound with each output that fails, returns something other than files, or has a name already in use.
    """
    found = extensions(OUTPUTS)
    if not found:
        return {}
    search = site_map.language.text("address.search")
    used = {path.partition("/")[0].removesuffix(".md") for path in (*paths, *site_map.addresses.assets.values())}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for each in found:
        try:
            files |= _files(each, site_map, {search, *used, *_KEPT})
        except ProblemsFound as wrong:
            problems += wrong.problems
    if problems:
        raise ProblemsFound(problems)
    return files


def _files(output: Extension, site_map: SiteMap, used: set[str]) -> dict[str, bytes]:
    if output.name in used or not _FOLDER.fullmatch(output.name):
        raise output.refused("extension-name-taken")
    make = output.load()
    with output.watched():
        made: dict[str, bytes] = {}
        for path, content in sorted(dict(make(site_map)).items()):
            if not isinstance(content, bytes):
                raise TypeError(path)
            place = _place(path)
            if place in made or any(str(above) in made for above in PurePosixPath(place).parents):
                raise ValueError(path)
            made[place] = content
    return {f"{output.name}/{place}": content for place, content in made.items()}


def _place(path: str) -> str:
    """Return a normalised path. Raises ValueError if it leads outside, or is invalid on some file system."""
    place = PurePosixPath(path)
    short = all(len(part.encode()) <= LONGEST_NAME for part in place.parts)
    if not place.name or place.is_absolute() or ".." in place.parts or "\\" in path or not short:
        raise ValueError(path)
    if not path.isprintable():
        raise ValueError(repr(path))
    return str(place)
