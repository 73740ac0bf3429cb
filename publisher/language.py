"""A language is how the program speaks: its words from `locale/`, its plurals, dates and numbers."""

import gettext
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol

from publisher.model.period import Day

# Words, templates and theme lie beside the package, or within it where it was installed from a wheel.
_PACKED = Path(__file__).resolve().parent / "house"
HOUSE = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[1]
LOCALES = HOUSE / "locale"
# European dates and lists; without a region Babel takes English for American.
REGIONS = {"en": "en_GB"}


class Language:
    """One language of the program, by its code (`sv`). Raises KeyError for a key that no catalogue has."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = Locale.parse(REGIONS.get(code, code))
        self._words, self._keys = _catalogue(code)

    def has(self, key: str) -> bool:
        """Say whether the catalogues hold `key`."""
        return key in self._keys

    def text(self, key: str, /, **facts: object) -> str:
        """Return the words for `key`, with `{facts}` filled in."""
        if key not in self._keys:
            raise KeyError(key)
        return self._words.gettext(key).format_map(facts)

    def plural(self, key: str, number: int, /, **facts: object) -> str:
        """Return the words for `key` in the form that `number` takes; `{n}` is the number itself."""
        if key not in self._keys:
            raise KeyError(key)
        return self._words.ngettext(key, key, number).format_map({"n": self.number(number), **facts})

    def date(self, day: Day | date | str) -> str:
        """Return a day in words, as exactly as it is known: 15 september 2021, september 2021 or 2021."""
        known = Day.parse(day.isoformat() if isinstance(day, date) else day)
        if known.day:
            return _date(known.first, self._locale)
        if known.month:
            return format_skeleton("yMMMM", known.first, locale=self._locale)
        return str(known.year)

    def number(self, number: Decimal | int) -> str:
        """Return a number in the language's form: 1 234,5."""
        return _number(number, self._locale)

    @property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        return get_decimal_symbol(self._locale)

    def listing(self, words: Iterable[str]) -> str:
        """Return words joined as a sentence joins them: a, b och c."""
        return format_list(list(words), locale=self._locale)

    def under(self, prefix: str) -> dict[str, str]:
        """Return all plain words whose key begins with `prefix`, for media that look words up themselves."""
        return {key: self._words.gettext(key) for key in sorted(self._keys) if key.startswith(prefix)}


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the program speaks."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


def forget() -> None:
    """Let the catalogues be read anew, for a run in which somebody may change them."""
    _catalogue.cache_clear()


# The same numbers and days stand on many pages, and a publication of hundreds of plans says them 100,000 times.
@lru_cache(maxsize=10_000)
def _number(number: Decimal | int, locale: Locale) -> str:
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=10_000)
def _date(day: date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache
def _catalogue(code: str) -> tuple[gettext.GNUTranslations, frozenset[str]]:
    whole = Catalog(locale=code)
    for path in sorted((LOCALES / code).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    keys = (message.id for message in whole if message.id)
    return gettext.GNUTranslations(compiled), frozenset(key if isinstance(key, str) else key[0] for key in keys)
