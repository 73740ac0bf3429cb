"""Where the program's own words, templates and theme stand: beside the package, or within it where a wheel put them."""

from pathlib import Path
from typing import Final

_PACKED: Final = Path(__file__).resolve().parent / "house"
HOUSE: Final = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[1]
LOCALES: Final = HOUSE / "locale"


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the program speaks."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
