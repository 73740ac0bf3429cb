"""The settings of a publication: the part of `mkdocs.yml` that this program needs.

The site generator uses the file too, so other keys are ignored; ours are strict.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import PydanticCustomError

from publisher.model.catalogue_settings import CatalogueSettings, Licence
from publisher.model.colours import Colours
from publisher.model.fields import Address, Id, Model, Text, Year
from publisher.model.judgement import Level
from publisher.model.kolada_settings import KoladaSettings
from publisher.model.languages import ContentLanguage
from publisher.model.period import Day
from publisher.model.pools import Picks, Pool
from publisher.model.roles import NodeKind, Repeats, worded
from publisher.model.short_form import ShortForm
from publisher.read.field_tree import texts_in


class Organisation(Model):
    """The publisher; or, if somebody else publishes (`publishes`), the organisation whose documents it is about."""

    name: Text
    url: Address | None = None
    publishes: bool = True


@worded("edition.kind")
class EditionKind(StrEnum):
    """What an edition covers: everything, the strategy, a plan, the results of a year, or a body's responsibilities."""

    COMPLETE = "whole"
    STRATEGY = "strategy"
    PLAN = "plan"
    YEAR = "year"
    BODY = "body"


class EditionSettings(Model):
    """One printed edition, or one kind of edition: its id names the file, its title is on the cover.

    An edition of a steering document (kind strategy), a plan, a year or a body that does not name one is made for each
    of them.
    """

    id: Id
    title: Text
    kind: EditionKind = EditionKind.COMPLETE
    document: Annotated[Id | None, Repeats(NodeKind.STRATEGY)] = None
    plan: Annotated[Id | None, Repeats(NodeKind.PLAN)] = None
    year: Year | None = None
    body: Annotated[Id | None, Repeats(NodeKind.BODY)] = None

    @property
    def key(self) -> str:
        """The key that names the subject of an edition of this kind."""
        return "document" if self.kind is EditionKind.STRATEGY else str(self.kind)

    @property
    def about(self) -> str | None:
        """The id of the plan or body, or the year, that the edition names as its subject."""
        given = getattr(self, self.key, None)
        return None if given is None else str(given)

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        for key in ("document", "plan", "year", "body"):
            if getattr(self, key) is not None and key != self.key:
                facts = {"at": key, "word": f"{key}:", "kind": f"kind: {self.kind}"}
                raise PydanticCustomError("edition-kind", "not of this kind", facts)
        return self


class EmbedSettings(Model):
    """The other sites that may embed parts of the publication in frames."""

    sites: tuple[Address, ...] = ()


class ChangesSettings(Model):
    """The list of changes that each build makes: the version in git to compare with."""

    since: Text


@worded("coverage.extent")
class Extent(StrEnum):
    """Whether a publication holds everything, or an excerpt from some sources."""

    COMPLETE = "complete"
    EXCERPT = "excerpt"


class Coverage(ShortForm):
    """What a publication covers, and since when. For an excerpt nobody can say what is missing."""

    short_field: ClassVar[str] = "extent"

    extent: Extent
    since: Day | None = None

    @classmethod
    def short_schemas(cls, long: JsonSchemaValue) -> list[JsonSchemaValue]:
        """Return the schema of the two words."""
        return [{"enum": [*Extent]}]

    def counts(self, year: int) -> bool:
        """Return whether something without an account for a year can be counted as missing it."""
        return self.extent is Extent.COMPLETE and (self.since is None or year >= self.since.year)


@worded("review.weight")
class ReviewWeight(StrEnum):
    """Whether the advice of a review is only shown, or stops a build."""

    ADVISES = "advises"
    STOPS = "stops"


class PublicationSettings(Model):
    """The program's own part of the settings, `extra.publication`.

    `covers` says what it contains, by default an excerpt. `published` is the day since when readers can see it: no
    output shows how anything was before. If it is an `example`, every file says so. `note` is shown
    under each title, and links to the article `about`. `accessibility` and `open_data` are the ids of articles linked
    from every page: the accessibility statement and the page on open data. `logo`, `icon` and `font` are paths of files
    below docs/; these and `colours` replace the theme's own. With `smallest_group`, no output shows a smaller group of
    people. `changes` makes each build list the changes since a version. `judgements` is the scale of judgements.
    `kolada` says whose statistics are fetched, `catalogue` what data portals need, `embeds` which sites may embed parts
    of it, `languages` which other languages it has. `review` says how much advice counts, `accepted_words` which words
    and abbreviations it accepts.
    """

    organisation: Organisation
    covers: Coverage = Coverage(extent=Extent.EXCERPT)
    published: Day | None = None
    example: bool = False
    note: Text | None = None
    about: Annotated[Id | None, Repeats(NodeKind.ARTICLE)] = None
    accessibility: Annotated[Id | None, Repeats(NodeKind.ARTICLE)] = None
    open_data: Annotated[Id | None, Repeats(NodeKind.ARTICLE)] = None
    licence: Licence | None = None
    colours: Colours | None = None
    logo: Annotated[Text | None, Picks(Pool.PICTURE)] = None
    icon: Annotated[Text | None, Picks(Pool.PICTURE)] = None
    font: Text | None = None
    smallest_group: Annotated[int, Field(ge=2)] | None = None
    editions: tuple[EditionSettings, ...] = ()
    changes: ChangesSettings | None = None
    judgements: tuple[Level, ...] = ()
    kolada: KoladaSettings | None = None
    catalogue: CatalogueSettings | None = None
    embeds: EmbedSettings | None = None
    languages: tuple[ContentLanguage, ...] = ()
    review: ReviewWeight = ReviewWeight.ADVISES
    accepted_words: tuple[Text, ...] = ()


# The extension that parses all Markdown. It is always active, listed or not.
EXTENSION: Final = "publisher.render.markdown"


class Extra(BaseModel):
    """The free part of the settings, of which only `publication` is ours."""

    model_config = ConfigDict(frozen=True)

    publication: PublicationSettings


class ThemeSettings(BaseModel):
    """The theme's settings, of which we need the site's language."""

    model_config = ConfigDict(frozen=True)

    language: str = "sv"


class Settings(BaseModel):
    """What a publication's `mkdocs.yml` says. `markdown_extensions` maps each extension to its options."""

    model_config = ConfigDict(frozen=True)

    site_name: Text
    site_url: Address | None = None
    site_description: Text | None = None
    theme: ThemeSettings = ThemeSettings()
    extra: Extra
    nav: SkipJsonSchema[object] = None
    markdown_extensions: SkipJsonSchema[dict[str, dict[str, object]]] = Field(default_factory=dict)

    @field_validator("markdown_extensions", mode="before")
    @classmethod
    def _by_name(cls, extensions: object) -> object:
        if not isinstance(extensions, list):
            return extensions
        named: dict[str, object] = {}
        for extension in extensions:
            named |= extension if isinstance(extension, dict) else {str(extension): {}}
        return named

    @model_validator(mode="after")
    def _speaking(self) -> Self:
        # The site generator makes heading ids even if the settings do not ask for it, and print must have the same ids.
        self.markdown_extensions.setdefault("toc", {})
        # Generated text, such as the title of an admonition, is in the site's language.
        self.markdown_extensions.setdefault(EXTENSION, {})["language"] = self.theme.language
        return self

    @property
    def named_in_menu(self) -> frozenset[str] | None:
        """The pages listed in the navigation; None if it is generated."""
        return frozenset(texts_in(self.nav)) if self.nav else None

    @property
    def publication(self) -> PublicationSettings:
        """The program's own part of the settings."""
        return self.extra.publication

    @property
    def address(self) -> str:
        """The site's address with a trailing slash, or ""."""
        return f"{self.site_url.rstrip('/')}/" if self.site_url else ""
