"""Where the program's own words, templates and theme stand: beside the package, or within it where a wheel put them."""

from pathlib import Path
from typing import Final

_PACKED: Final = Path(__file__).resolve().parent / "house"
HOUSE: Final = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[1]
LOCALES: Final = HOUSE / "locale"
EDITORS: Final = "problems.po"


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the program speaks, to readers and to editors.

    Of others it may know the words that readers meet on pages in them, and no more.
    """
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if (folder / EDITORS).is_file()))
