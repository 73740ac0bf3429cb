"""The classes that authors may give: the others belong to what the program makes."""

from collections.abc import Mapping
from typing import Final

AUTHOR_CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "p": frozenset({"lead", "caption"}),
    "a": frozenset({"action"}),
    "th": frozenset({"right", "center"}),
    "td": frozenset({"right", "center"}),
}
