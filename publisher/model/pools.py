"""Pools: the values that a field chooses from where they are no nodes of the publication."""

from dataclasses import dataclass
from enum import StrEnum


class Pool(StrEnum):
    """Where the values stand."""

    ACTIVITY = "activity"
    """The activities of the plan."""
    THEME = "theme"
    """The themes of the plan."""
    LEVEL = "level"
    """The levels of the steering document."""
    SCALE = "scale"
    """The scale of judgements, of the settings or of the program."""
    GROUP = "group"
    """The groups of the dimensions, and where groups of two cross."""
    SERIES = "series"
    """The comparisons of the indicators, and the groups."""
    UNIT = "unit"
    """The units of the program, and those of CLDR."""


@dataclass(frozen=True, slots=True)
class Picks:
    """The field holds one of the values of a pool, or several. With `keys`, they are the keys of a mapping."""

    pool: Pool
    keys: bool = False
