"""The paths of the program's own locale, templates and theme: beside the package, or inside an installed wheel."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

# libyaml's parser takes a tenth of the time.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PACKED: Final = Path(__file__).resolve().parent / "house"
HOUSE: Final = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[1]
LOCALES: Final = HOUSE / "locale"
EDITORS: Final = "problems.po"


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the program speaks to both readers and editors.

    For other languages it may have only the words that readers see on pages in them.
    """
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if (folder / EDITORS).is_file()))


@cache
def word_lists(name: str, language: str = "") -> Mapping[str, Any]:
    """Return the lists of words of `locale/<language>/<name>.yml`, or of all languages; none if there is no such file.

    What each holds is said where it is used. A file is read once: some are asked for at each cell of a table.
    """
    path = LOCALES / language / f"{name}.yml"
    return MappingProxyType(yaml.load(path.read_text(encoding="utf-8"), _Loader) if path.is_file() else {})
