"""The settings for fetching statistics from Kolada, the open database of Swedish municipalities."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from publisher.model.fields import Id, Model, Year


def _kolada_code(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9G][0-9]{3,5}", value):
        raise PydanticCustomError("bad-kolada-code", "no code", {"value": str(value)})
    return value


KoladaCode = Annotated[str, BeforeValidator(_kolada_code), WithJsonSchema({"type": "string"})]
"""The code of a municipality, a region or the country in Kolada: four digits, in quotation marks."""


class KoladaSettings(Model):
    """Whose key figures the command `statistics` fetches: the municipality's code, and those of comparison series.

    `comparisons` maps the ids of series declared by indicators to codes: of a municipality, or 0000 for the country.
    """

    municipality: KoladaCode
    comparisons: dict[Id, KoladaCode] = Field(default_factory=dict)
    since: Year = 2010
