"""A language is how the program speaks: its words from `locale/`, its plurals, dates and numbers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol

from publisher.model.period import Day

# Words, templates and theme stand beside the package, or within it where it was installed from a wheel.
_PACKED = Path(__file__).resolve().parent / "house"
HOUSE = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[1]
LOCALES = HOUSE / "locale"
# European dates and lists; without a region Babel takes English for American.
REGIONS = {"en": "en_GB"}


def territory(code: str) -> str:
    """Return the country whose conventions a language follows where it names none, such as SE for Swedish (CLDR)."""
    given = Locale.parse(REGIONS.get(code, code)).territory
    return given or Locale.parse(get_global("likely_subtags")[code]).territory or ""


class Language:
    """One language of the program, by its code (`sv`). Raises KeyError for a key that no catalogue has."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = _locale(code)
        self._words, self._form = _catalogue(code)

    def has(self, key: str) -> bool:
        """Say whether the catalogues hold `key`."""
        return key in self._words

    def text(self, key: str, /, **facts: object) -> str:
        """Return the words for `key`, with `{facts}` filled in."""
        return self._words[key][0].format_map(facts)

    def plural(self, key: str, number: Decimal | int, /, **facts: object) -> str:
        """Return the words for `key` in the form that `number` takes; `{n}` is the number itself."""
        return self._words[key][self._form(self._whole(number))].format_map({"n": self.number(number), **facts})

    def date(self, day: Day | date | str) -> str:
        """Return a day in words, as exactly as it is known: 15 september 2021, september 2021 or 2021."""
        return _date(day, self.code)

    def number(self, number: Decimal | int) -> str:
        """Return a number in the language's form: 1 234,5."""
        return _number(number, self.code)

    def _whole(self, number: Decimal | int) -> int:
        """Return the whole number whose form a number takes, for gettext counts nothing else: 1,5 dagar as 2 dagar."""
        if number == int(number):
            return int(number)
        return 1 if self._locale.plural_form(number) == "one" else 2

    @property
    def decimal(self) -> str:
        """The decimal mark: what stands before the decimals of a number."""
        return get_decimal_symbol(self._locale)

    def listing(self, words: Iterable[str]) -> str:
        """Return words joined as a sentence joins them: a, b och c."""
        return format_list(list(words), locale=self._locale)

    def under(self, prefix: str) -> dict[str, str]:
        """Return all plain words whose key begins with `prefix`, for media that look words up themselves."""
        return {key: self._words[key][0] for key in sorted(self._words) if key.startswith(prefix)}


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the program speaks."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


def forget() -> None:
    """Let the catalogues be read anew, for a run in which somebody may change them."""
    _catalogue.cache_clear()


# The same numbers and days stand on many pages, and a publication of hundreds of plans says them 100,000 times.
@lru_cache(maxsize=10_000)
def _number(number: Decimal | int, code: str) -> str:
    return format_decimal(number, locale=_locale(code))


@lru_cache(maxsize=10_000)
def _date(day: Day | date | str, code: str) -> str:
    known = Day.parse(day.isoformat() if isinstance(day, date) else day)
    if known.day:
        return format_date(known.first, "long", locale=_locale(code))
    if known.month:
        return format_skeleton("yMMMM", known.first, locale=_locale(code))
    return str(known.year)


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse(REGIONS.get(code, code))


@lru_cache
def _catalogue(code: str) -> tuple[Mapping[str, tuple[str, ...]], Callable[[int], int]]:
    """Return each key's words in all their forms, and which of the forms a number takes."""
    words: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALES / code).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                key = message.id if isinstance(message.id, str) else message.id[0]
                words[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    del words[""]  # what a catalogue says of itself
    return words, c2py(Catalog(locale=code).plural_expr)
