"""Pools: values for a field to choose from that are not nodes of the publication."""

from dataclasses import dataclass
from enum import StrEnum


class Pool(StrEnum):
    """The source of the values."""

    ACTIVITY = "activity"
    """The activities of the plan."""
    THEME = "theme"
    """The themes of the plan."""
    LEVEL = "level"
    """The levels of the steering document."""
    SCALE = "scale"
    """The judgement scale, of the settings or the built-in one."""
    GROUP = "group"
    """The groups of the dimensions, and crossings of groups of two."""
    SERIES = "series"
    """The comparison series of the indicators, and the groups."""
    UNIT = "unit"
    """The program's own units, and those of CLDR."""
    SDG = "sdg"
    """The goals and targets of Agenda 2030."""
    PICTURE = "picture"
    """The pictures beside the texts."""
    LANGUAGE = "language"
    """The languages of the world."""


@dataclass(frozen=True, slots=True)
class Picks:
    """The field holds one or several values of a pool. With `keys`, they are the keys of a mapping.

    `own` are the keys of the fields beside it for words that the pool lacks; the last takes what was typed.
    """

    pool: Pool
    keys: bool = False
    own: tuple[str, ...] = ()
