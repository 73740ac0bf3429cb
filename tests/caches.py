"""Caches of a test's own, with what takes ten seconds to make and is of the program and its language alone."""

import shutil
from pathlib import Path
from typing import Final

from publisher.own_cache import PROGRAM, cache_folder

# Nothing of a publication is in them.
LASTING: Final = ("fonts", "words", "word-forms")


def with_lasting(caches: Path, known: Path | None = None) -> Path:
    """Put fonts and words into a folder of caches, as this user's caches have them or those that are given.

    What neither has is made by the first build. The machine's secret is to be this user's, as without XDG_DATA_HOME.
    """
    for name in LASTING:
        folder = caches / PROGRAM / name
        folder.mkdir(parents=True, exist_ok=True)
        # Finished entries alone: others may be writing more.
        for path in (known / PROGRAM / name if known else cache_folder(name)).glob("[0-9a-f]*"):
            shutil.copy(path, folder)
    return caches
