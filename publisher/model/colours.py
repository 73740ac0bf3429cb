"""The brand colours of a municipality; all other colours are the theme's."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Model
from publisher.read.scalar import is_blank

_HEX: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _colour(value: object) -> object:
    if is_blank(value) or not isinstance(value, str) or not _HEX.fullmatch(value):
        raise PydanticCustomError("bad-colour", "not a colour", {"value": value if isinstance(value, str) else ""})
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


Colour = Annotated[str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "pattern": f"^{_HEX.pattern}$"})]
"""A colour in CSS hexadecimal notation, normalised to # and six lower-case digits; three-digit ones are expanded."""


class _Coloured(Model):
    """Colours, none of which may be blank: YAML reads an unquoted #1b4f72 as a comment, and leaves nothing."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, fields: object) -> object:
        return fields


class Schemes(_Coloured):
    """One colour for each of the two colour schemes (light, dark) that a reader's device may prefer."""

    light: Colour
    dark: Colour


class Colours(_Coloured):
    """A publication's brand colours: `brand` is behind white text, `link` is text, `accent` marks and underlines."""

    brand: Colour | None = None
    link: Schemes | None = None
    accent: Schemes | None = None
