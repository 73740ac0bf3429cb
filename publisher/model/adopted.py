"""Adopted wording: the text as it was decided, quoted beside the plain language that paraphrases it."""

import re
from typing import Annotated, ClassVar

from publisher.model.fields import Model, Text
from publisher.model.roles import Role
from publisher.model.short_form import ShortForm

__all__ = ["AdoptedChapter", "AdoptedDocument", "Quotation"]


class Quotation(ShortForm):
    """Text as adopted, with the section and page of its source. A string alone is short for `text`."""

    short_field: ClassVar[str] = "text"
    short_type: ClassVar[str] = "string"

    text: Annotated[Text, Role.QUOTED]
    section: Annotated[Text | None, Role.LATER] = None
    page: Annotated[Text | None, Role.LATER] = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, separated by blank lines, or by single line ends in a folded YAML scalar."""
        parts = re.split(r"\n\s*\n", self.text) if "\n\n" in self.text else self.text.split("\n")
        return tuple(" ".join(part.split()) for part in parts if part.strip())


class AdoptedDocument(Model):
    """The adopted wording of a steering document: of its summary, vision and running text."""

    summary: Annotated[Quotation | None, Role.QUOTED] = None
    vision: Annotated[Quotation | None, Role.QUOTED] = None
    text: Annotated[Quotation | None, Role.QUOTED] = None


class AdoptedChapter(Model):
    """The adopted wording of a chapter: of its summary and running text."""

    summary: Annotated[Quotation | None, Role.QUOTED] = None
    text: Annotated[Quotation | None, Role.QUOTED] = None
