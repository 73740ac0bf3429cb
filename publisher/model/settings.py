"""The settings of a publication: what `mkdocs.yml` says that this program needs to know.

The file belongs to the site generator too, so its other keys are left alone; ours are strict.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.json_schema import SkipJsonSchema

from publisher.model.colours import Colours
from publisher.model.fields import Address, Id, Model, Text


class Organisation(Model):
    """Whose publication it is."""

    name: Text
    url: Address | None = None


class Licence(Model):
    """Under which terms the publication's content and data may be used."""

    title: Text
    url: Address


class EditionSettings(Model):
    """One printed edition: its id names the file, its title stands on the cover."""

    id: Id
    title: Text


class ReviewWeight(StrEnum):
    """Whether the advice of a review is only told, or stops a build."""

    ADVISES = "advises"
    STOPS = "stops"


class PublicationSettings(Model):
    """Our own part of the settings, `extra.publication`.

    `note` stands under each title. `accessibility` and `open_data` are the ids of the articles that every
    page links to: the accessibility statement and the page on open data. `logo`, `icon` and `font` are paths
    of files below docs/; `colours` and these stand in place of the theme's own. Where `smallest_group` is
    given, no output tells of a smaller group of people. `review` says what advice weighs,
    `accepted_words` which words and short names it leaves in peace.
    """

    organisation: Organisation
    note: Text | None = None
    accessibility: Id | None = None
    open_data: Id | None = None
    licence: Licence | None = None
    colours: Colours | None = None
    logo: Text | None = None
    icon: Text | None = None
    font: Text | None = None
    smallest_group: Annotated[int, Field(ge=2)] | None = None
    editions: tuple[EditionSettings, ...] = ()
    review: ReviewWeight = ReviewWeight.ADVISES
    accepted_words: tuple[Text, ...] = ()


class Extra(BaseModel):
    """The settings' free part, of which only `publication` is ours."""

    model_config = ConfigDict(frozen=True)

    publication: PublicationSettings


class Theme(BaseModel):
    """The theme's settings, of which we need the language of the site."""

    model_config = ConfigDict(frozen=True)

    language: str = "sv"


class Settings(BaseModel):
    """What a publication's `mkdocs.yml` says. `markdown_extensions` maps each extension to its options."""

    model_config = ConfigDict(frozen=True)

    site_name: Text
    site_url: Address | None = None
    site_description: Text | None = None
    theme: Theme = Theme()
    extra: Extra
    markdown_extensions: SkipJsonSchema[dict[str, dict[str, Any]]] = Field(default_factory=dict)

    @field_validator("markdown_extensions", mode="before")
    @classmethod
    def _by_name(cls, extensions: Any) -> Any:
        if not isinstance(extensions, list):
            return extensions
        named: dict[str, Any] = {}
        for extension in extensions:
            named |= extension if isinstance(extension, dict) else {str(extension): {}}
        return named

    @property
    def publication(self) -> PublicationSettings:
        """Our own part of the settings."""
        return self.extra.publication
