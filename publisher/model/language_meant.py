"""Which language was probably meant by a country's code, a name, or a code with a region: se, Svenska, sv_SE."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from babel import Locale
from babel.languages import get_official_languages

from publisher.locales import languages
from publisher.problem import nearest

# What people call countries whose own codes are others.
_COUNTRIES: Final = {"uk": "GB", "en": "GB"}


def language_meant(value: str, allowed: Collection[str]) -> str:
    """Return the allowed code of a language that a value probably means, or ""."""
    plain = value.strip().casefold()
    base = re.split(r"[-_. ]", plain)[0]
    for each in (plain, base):
        if each in allowed:
            return each
    if len(plain) == len("sv") and (found := [each for each in _spoken_in(plain) if each in allowed]):
        return found[0]
    named = {name: code for name, code in _names().items() if code in allowed}
    return named.get(plain) or named.get(nearest(plain, named) if len(plain) > 3 else "", "")


def _spoken_in(country: str) -> tuple[str, ...]:
    """Return the official languages of a country, by its code; Norwegian as Bokmål, its most common form."""
    spoken = get_official_languages(_COUNTRIES.get(country, country.upper()), de_facto=True)
    return tuple({"no": "nb"}.get(each, each) for each in spoken)


@cache
def _names() -> Mapping[str, str]:
    """Return the codes of languages by their names, and by those of their countries, in the program's languages."""
    found: dict[str, str] = {}
    known = languages()
    for spoken in (Locale(code) for code in known):
        for country, name in spoken.territories.items():
            own = [each for each in _spoken_in(country.casefold()) if each in known] if len(country) == 2 else []
            found |= {name.casefold(): own[0]} if own else {}
        found |= {name.casefold(): {"no": "nb"}.get(code, code) for code, name in spoken.languages.items()}
    return found | {
        "swe": "sv",
        "dan": "da",
        "nob": "nb",
        "nor": "nb",
        "fin": "fi",
        "eng": "en",
        "deu": "de",
        "ger": "de",
    }
