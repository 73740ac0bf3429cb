"""The Sustainable Development Goals: the numbers of the goals and their targets (UN, A/RES/70/1)."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from publisher.read.scalar import is_plain

# The number of numbered targets of each goal, and of lettered ones: means of implementation.
_COUNTS: Final = {
    1: (5, 2),
    2: (5, 3),
    3: (9, 4),
    4: (7, 3),
    5: (6, 3),
    6: (6, 2),
    7: (3, 2),
    8: (10, 2),
    9: (5, 3),
    10: (7, 3),
    11: (7, 3),
    12: (8, 3),
    13: (3, 2),
    14: (7, 3),
    15: (9, 3),
    16: (10, 2),
    17: (19, 0),
}
GOALS: Final = tuple(_COUNTS)
"""The numbers of the 17 goals."""
TARGETS: Final = frozenset(
    f"{goal}.{each}"
    for goal, (numbered, lettered) in _COUNTS.items()
    for each in (*range(1, numbered + 1), *"abcd"[:lettered])
)
"""The numbers of the 169 targets, such as 8.5 and 8.a."""
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_KNOWN: Final = TARGETS | {str(goal) for goal in GOALS}


def _checked(value: object) -> object:
    if is_plain(value) and _NUMBER.fullmatch(value):
        raise PydanticCustomError("unquoted-id", "quote it", {"value": str(value)})
    if not isinstance(value, str) or value not in _KNOWN:
        near = next((each for each in _NUMBER.findall(str(value)) if each in _KNOWN), "")
        raise PydanticCustomError("sdg-unknown", "no such goal or target", {"value": str(value), "near": near})
    return value


Sdg = Annotated[
    str,
    BeforeValidator(_checked),
    WithJsonSchema({"type": "string", "pattern": r"^(?:[1-9]|1[0-7])(?:\.(?:1?[0-9]|[a-d]))?$"}),
]
"""A goal or a target of Agenda 2030 by its number, always quoted."""


def goal_of(number: str) -> int:
    """Return the number of the goal that a number belongs to: 8 for 8.5."""
    return int(number.partition(".")[0])


def target_order(number: str) -> tuple[int, bool, int, str]:
    """Return a sort key for goals and targets: 8 before 8.2 before 8.10 before 8.a."""
    goal, _, target = number.partition(".")
    return int(goal), target.isalpha(), int(target) if target.isdigit() else 0, target
