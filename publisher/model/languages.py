"""The languages that a publication has beside its own: their names, folders and writing directions.

A code is a BCP 47 language: `en`, `ar`, `pt-BR`. A subtag that is neither region nor script names a variant, such as
`sv-lattlast`; BCP 47 has no such subtag, so the tag is a private-use one: `sv-x-lattlast`. Swedish guidelines require
easy-to-read text to be marked and linked from its original (Webbriktlinjer 12, Digg); none assigns it a tag.
"""

import re
from collections.abc import Iterable
from typing import Annotated, Final

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from publisher.model.fields import Id, Model, Text
from publisher.model.language_meant import language_meant
from publisher.model.pools import Picks, Pool

_CODE: Final = re.compile(r"(?P<base>[a-z]{2,3})(?:-(?P<rest>[A-Z]{2}|[A-Z][a-z]{3}|[a-z0-9]{3,8}))?")
RIGHT_TO_LEFT: Final = "rtl"
LEFT_TO_RIGHT: Final = "ltr"


def is_language(code: str) -> bool:
    """Return whether a code is a language known to CLDR, with at most a region, script or variant."""
    match = _CODE.fullmatch(code)
    return match is not None and match["base"] in Locale("en").languages


def _code(value: str) -> str:
    if not is_language(value):
        near = language_meant(value, Locale("en").languages)
        raise PydanticCustomError("bad-language", "no language", {"value": value, "near": near})
    return value


def direction_of(tag: str) -> str:
    """Return the writing direction of a language, `ltr` or `rtl`, by its most common script (CLDR)."""
    base, _, rest = tag.partition("-")
    script = f"_{rest}" if len(rest) == len("Latn") and rest.istitle() else ""
    try:
        return str(Locale.parse(f"{base}{script}").text_direction)
    except (UnknownLocaleError, ValueError):
        return LEFT_TO_RIGHT


Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^{_CODE.pattern}$"})]
"""The code of a language, or of a variant of one."""


class ContentLanguage(Model):
    """A language that texts are translated into, and the settings' texts in it.

    `title` is the language's own name, if CLDR does not know it. `complete` promises that everything is translated.
    `untranslated` is shown once on each page that has untranslated texts. `editions` are the titles of editions by
    their ids; the other texts replace those of the settings.
    """

    code: Annotated[Code, Picks(Pool.LANGUAGE)]
    title: Text | None = None
    complete: bool = False
    untranslated: Text | None = None
    site_name: Text | None = None
    site_description: Text | None = None
    organisation: Text | None = None
    note: Text | None = None
    editions: dict[Id, Text] = Field(default_factory=dict)

    @property
    def base(self) -> str:
        """The language without region, script or variant."""
        return self.code.partition("-")[0]

    @property
    def variant(self) -> str:
        """The variant, such as `lattlast`, or ""."""
        rest = self.code.partition("-")[2]
        return rest if rest.islower() or rest.isdigit() else ""

    @property
    def tag(self) -> str:
        """The BCP 47 tag."""
        return f"{self.base}-x-{self.variant}" if self.variant else self.code

    @property
    def direction(self) -> str:
        """The writing direction: `ltr` or `rtl`."""
        return direction_of(self.code)

    @property
    def own_name(self) -> str:
        """Its own name, capitalised if the script has capitals; its code if the name is unknown."""
        if self.title or self.variant:
            return self.title or self.variant
        try:
            name = Locale.parse(self.code, sep="-").get_display_name()
        except (UnknownLocaleError, ValueError):
            name = None
        return f"{name[:1].upper()}{name[1:]}" if name else self.code


def folder_of(language: ContentLanguage, languages: Iterable[ContentLanguage]) -> str:
    """Return the folder of a language's pages, with a trailing slash: that of its variant or its code.

    Where several of the `languages` have the same variant, only the first one's folder is called after it.
    """
    alike = (each.code for each in languages if each.variant == language.variant)
    is_first = next(alike, language.code) == language.code
    return f"{(language.variant if language.variant and is_first else language.code).lower()}/"
