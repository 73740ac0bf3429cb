"""Short forms: models that may be written as the value of one field alone, as in `covers: complete`."""

from typing import ClassVar

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from publisher.model.fields import Model


class ShortForm(Model):
    """A model that may be written as the value of its field `short_field` alone.

    `short_type` is the type of that value in JSON Schema, which knows both forms.
    """

    short_field: ClassVar[str] = "value"
    short_type: ClassVar[str] = "number"

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, given: object) -> object:
        return {cls.short_field: given} if isinstance(given, str) else given

    @classmethod
    def short_schemas(cls, long: JsonSchemaValue) -> list[JsonSchemaValue]:
        """Return the schemas of the short form; `long` is the schema with all fields."""
        return [{"type": cls.short_type}]

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # Through a reference to the definition itself, which then has both forms.
        definition = handler.resolve_ref_schema(handler(schema))
        long = dict(definition)
        definition.clear()
        definition["anyOf"] = [*cls.short_schemas(long), long]
        return definition
