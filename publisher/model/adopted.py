"""Adopted wording: the words as they were decided, quoted beside the plain language that stands for them."""

import re
from typing import Annotated, ClassVar

from publisher.model.fields import Model, Text
from publisher.model.roles import Role
from publisher.model.short_form import ShortForm

__all__ = ["AdoptedChapter", "AdoptedDocument", "Quotation"]


class Quotation(ShortForm):
    """The text as decided, with the section and the page of the source. A text alone is short for `text`."""

    short_field: ClassVar[str] = "text"
    short_type: ClassVar[str] = "string"

    text: Annotated[Text, Role.QUOTED]
    section: Annotated[Text | None, Role.LATER] = None
    page: Annotated[Text | None, Role.LATER] = None

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
