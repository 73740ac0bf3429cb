"""The files that installed packages make of the publication, each in a folder of the site that has its name."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from publisher.extensions import OUTPUTS, Extension, extensions
from publisher.render.site_map import SiteMap

# Where the theme and the search index lie, which are made after everything else.
_KEPT: Final = frozenset({"assets", "pagefind"})
_FOLDER: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def own_files(site_map: SiteMap, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the files of every output that is installed, by path; `paths` are those of all pages and other files.

    Raises ProblemsFound where an output fails, gives something else than files, or has a name that is in use.
    """
    found = extensions(OUTPUTS)
    if not found:
        return {}
    search = site_map.language.text("address.search")
    used = {path.partition("/")[0].removesuffix(".md") for path in (*paths, *site_map.addresses.assets.values())}
    return dict(file for each in found for file in _files(each, site_map, {search, *used, *_KEPT}))


def _files(output: Extension, site_map: SiteMap, used: set[str]) -> Iterator[tuple[str, bytes]]:
    if output.name in used or not _FOLDER.fullmatch(output.name):
        raise output.refused("extension-name-taken")
    make = output.load()
    with output.watched():
        made = sorted(make(site_map).items())
        for path, content in made:
            place = PurePosixPath(path)
            if not place.name or place.is_absolute() or ".." in place.parts or "\\" in path:
                raise ValueError(path)
            if not isinstance(content, bytes):
                raise TypeError(path)
    for path, content in made:
        yield f"{output.name}/{PurePosixPath(path)}", content
