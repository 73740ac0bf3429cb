"""Which key was meant by one that a model lacks: misspelt, of another program, or one that belongs within another."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from pydantic import BaseModel

from publisher.problem import nearest
from publisher.read.scalar import is_blank

# What other programs, or other fields here, call the same.
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "abstract": ("summary",),
    "actual": ("value",),
    "begin": ("from",),
    "budget": ("money",),
    "category": ("section",),
    "cost": ("money",),
    "deadline": ("due",),
    "description": ("summary",),
    "end": ("to",),
    "excerpt": ("summary",),
    "grade": ("value",),
    "heading": ("title",),
    "headline": ("title",),
    "highest": ("at_most", "to"),
    "id": ("indicator",),
    "intro": ("summary",),
    "level": ("value",),
    "lowest": ("at_least", "from"),
    "max": ("at_most", "to"),
    "maximum": ("at_most", "to"),
    "min": ("at_least", "from"),
    "minimum": ("at_least", "from"),
    "name": ("title",),
    "owner": ("responsible",),
    "parent": ("part_of",),
    "rating": ("value",),
    "start": ("from",),
    "stop": ("to",),
    "until": ("to",),
}


def key_meant(key: str, keys: Collection[str]) -> str:
    """Return which of the `keys` was probably meant by one that is none of them, or ""."""
    others = _OTHERS.get(key.strip().casefold(), ())
    return next((each for each in others if each in keys), "") or nearest(key, keys)


def inner_key(unknown: Iterable[str], inner: Mapping[str, type[BaseModel] | None], beside: Mapping[str, object]) -> str:
    """Return the key beside unknown ones that may hold them all; "" if there is none, or several.

    Of several it is the one that stands beside them without a value: they lack their indentation.
    """
    wanted = set(unknown)
    keys = {
        name: {field.alias or own for own, field in each.model_fields.items()} for name, each in inner.items() if each
    }
    holding = [name for name, own in keys.items() if wanted <= own]
    if len(holding) > 1:
        holding = [name for name in holding if name in beside and is_blank(beside[name])]
    return holding[0] if len(holding) == 1 else ""
