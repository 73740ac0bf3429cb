"""The CSS classes that authors may use; all others are reserved for generated content."""

from collections.abc import Mapping
from typing import Final

AUTHOR_CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "p": frozenset({"lead", "caption"}),
    "a": frozenset({"action"}),
    "th": frozenset({"right", "center"}),
    "td": frozenset({"right", "center"}),
}
