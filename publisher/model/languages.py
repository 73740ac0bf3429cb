"""The languages that a publication has beside its own: what they are called, where their pages stand, how they run.

A code is a language as BCP 47 has it: `en`, `ar`, `pt-BR`. What is no region and no script in it is a variant of the
language, such as `sv-lattlast`; BCP 47 knows no such variant, so that its tag is a private one: `sv-x-lattlast`. What
Swedish authorities ask for is that a text in easy language is marked and linked from the one that it stands for
(Webbriktlinjer 12, of Digg); none gives it a tag.
"""

import re
from typing import Annotated, Final

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from publisher.model.fields import Id, Model, Text

_CODE: Final = re.compile(r"(?P<base>[a-z]{2,3})(?:-(?P<rest>[A-Z]{2}|[A-Z][a-z]{3}|[a-z0-9]{3,8}))?")
RIGHT_TO_LEFT: Final = "rtl"
LEFT_TO_RIGHT: Final = "ltr"


def is_language(code: str) -> bool:
    """Return whether a code is a language known to CLDR, with at most a region, script or variant."""
    match = _CODE.fullmatch(code)
    return match is not None and match["base"] in Locale("en").languages


def _code(value: str) -> str:
    if not is_language(value):
        raise PydanticCustomError("bad-language", "no language", {"value": value})
    return value


def direction_of(tag: str) -> str:
    """Return in which direction a language is written: `ltr` or `rtl`, by the script that it mostly has (CLDR)."""
    base, _, rest = tag.partition("-")
    script = f"_{rest}" if len(rest) == len("Latn") and rest.istitle() else ""
    try:
        return str(Locale.parse(f"{base}{script}").text_direction)
    except (UnknownLocaleError, ValueError):
        return LEFT_TO_RIGHT


Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^{_CODE.pattern}$"})]
"""The code of a language, or of a variant of one."""


class ContentLanguage(Model):
    """A language that texts are translated into, and what the settings say in it.

    `title` is what the language is called in itself, where CLDR does not know it. With `complete`, everything is
    promised in it. `untranslated` is said once on each page of what is not translated there. `editions` are
    the titles of editions by their ids; the other texts stand in place of those of the settings.
    """

    code: Code
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
        """The language itself, without region, script or variant."""
        return self.code.partition("-")[0]

    @property
    def variant(self) -> str:
        """What makes it a variant of a language, such as `lattlast`, or nothing."""
        rest = self.code.partition("-")[2]
        return rest if rest.islower() or rest.isdigit() else ""

    @property
    def tag(self) -> str:
        """The language as BCP 47 has it."""
        return f"{self.base}-x-{self.variant}" if self.variant else self.code

    @property
    def folder(self) -> str:
        """The folder of its pages, with a slash at its end."""
        return f"{(self.variant or self.code).lower()}/"

    @property
    def direction(self) -> str:
        """In which direction it is written: `ltr` or `rtl`."""
        return direction_of(self.code)

    @property
    def own_name(self) -> str:
        """What it is called in itself, with a capital where it has such letters; its code where nobody knows."""
        if self.title or self.variant:
            return self.title or self.variant
        try:
            name = Locale.parse(self.code, sep="-").get_display_name()
        except (UnknownLocaleError, ValueError):
            name = None
        return f"{name[:1].upper()}{name[1:]}" if name else self.code
