"""Adopted wording: the words as they were decided, quoted beside the plain language that stands for them."""

import re
from typing import Annotated

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from publisher.model.fields import Model, Text
from publisher.model.roles import Role

__all__ = ["AdoptedChapter", "AdoptedDocument", "Quotation"]


class Quotation(Model):
    """The text as decided, with the section and the page of the source. A text alone is short for `text`."""

    text: Annotated[Text, Role.QUOTED]
    section: Annotated[Text | None, Role.LATER] = None
    page: Annotated[Text | None, Role.LATER] = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: object) -> object:
        return {"text": given} if isinstance(given, str) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # Through the reference to the definition itself, which then has both forms.
        definition = handler.resolve_ref_schema(handler(schema))
        long = dict(definition)
        definition.clear()
        definition["anyOf"] = [{"type": "string"}, long]
        return definition

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs: what blank lines part, or single line ends where the file's own lines were folded."""
        parts = re.split(r"\n\s*\n", self.text) if "\n\n" in self.text else self.text.split("\n")
        return tuple(" ".join(part.split()) for part in parts if part.strip())


class AdoptedDocument(Model):
    """The adopted words of a steering document: those that its summary, its vision and its running text retell."""

    summary: Annotated[Quotation | None, Role.QUOTED] = None
    vision: Annotated[Quotation | None, Role.QUOTED] = None
    text: Annotated[Quotation | None, Role.QUOTED] = None


class AdoptedChapter(Model):
    """The adopted words of a part of a steering document: those that its summary and its running text retell."""

    summary: Annotated[Quotation | None, Role.QUOTED] = None
    text: Annotated[Quotation | None, Role.QUOTED] = None
