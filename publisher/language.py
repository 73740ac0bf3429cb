"""A language as the program speaks it: its words from `locale/`, its plurals, dates and numbers."""

# One meaning, so one file.

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import c2py

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_name, get_decimal_symbol, get_minus_sign_symbol
from babel.units import format_unit

from publisher.fingerprint import tree_digest
from publisher.locales import LOCALES, languages
from publisher.model.period import Day
from publisher.model.quantity_words import money_of
from publisher.model.time_period import Frequency, TimePeriod
from publisher.model.unit import Unit, UnitName, cldr_units
from publisher.model.untranslated import Untranslated, composed
from publisher.own_cache import DiskCache, cache_folder

# Any number of which every language uses the plural.
_MANY = 100
# European dates and lists; without a region Babel assumes American English.
REGIONS = {"en": "en_GB"}


def territory(code: str) -> str:
    """Return the country whose conventions a language without a region follows, such as SE for Swedish (CLDR)."""
    given = Locale.parse(REGIONS.get(code, code)).territory
    return given or Locale.parse(get_global("likely_subtags")[code]).territory or ""


class Language:
    """One language of the program, by its code (`sv`). Raises KeyError for a key that is in no catalogue.

    A language whose catalogues are partial takes missing words from `fallback`; one without any catalogue differs from
    it in name only.
    """

    def __init__(self, code: str, fallback: str = "") -> None:
        self._words, self._form = _catalogue(code)
        self._other = Language(fallback) if fallback and fallback != code and code not in languages() else None
        # Numbers and dates within sentences.
        self.spoken = code if self._words or not self._other else fallback
        self.code = code
        self._locale = _locale(self.spoken)

    def has(self, key: str) -> bool:
        """Return whether the catalogues hold `key`."""
        return key in self._words or bool(self._other and self._other.has(key))

    def _marked(self, key: str, words: str) -> str:
        """Return words, marked with their language if it is another than this one."""
        return Untranslated(words, self._other.code) if self._other and key not in self._words else words

    def _of(self, key: str) -> tuple[str, ...]:
        found = self._words.get(key)
        return self._other._words[key] if found is None and self._other else self._words[key]

    def text(self, key: str, /, **facts: object) -> str:
        """Return the words for `key`, with `{facts}` filled in."""
        return self._marked(key, composed(self._of(key)[0].format_map(facts), facts.values()))

    def field_key(self, field: str, model: str = "") -> str:
        """Return the catalogue key that explains a field: an entry for its model comes before a shared one."""
        own = f"field.{model}.{field}"
        return own if self.has(own) else f"field.{field}"

    def field_title(self, field: str, model: str = "") -> str:
        """Return a field's title, or "" if no catalogue explains it. `from_` is `from`."""
        key = self.field_key(field.rstrip("_"), model)
        return self._marked(key, self._of(key)[0].partition(": ")[0]) if self.has(key) else ""

    def plural(self, key: str, number: Decimal | int, /, **facts: object) -> str:
        """Return the words for `key` in the form that `number` takes; `{n}` is the number itself."""
        speaker = self._other if self._other and key not in self._words else self
        form = speaker._words[key][speaker._form(speaker._integer(number))]
        return self._marked(key, composed(form.format_map({"n": self.number(number), **facts}), facts.values()))

    def date(self, day: Day | date | str) -> str:
        """Return a date in words, as precisely as it is known: 15 september 2021, september 2021 or 2021."""
        return _date(day, self.spoken)

    def number(self, number: Decimal | int) -> str:
        """Return a number formatted for the language, with as many decimals as it was written with: 1 234,50."""
        return _number(str(number), self.spoken)

    def amount(self, number: Decimal | int, unit: Unit) -> str:
        """Return a number with its unit: 79 %, 1 200 kronor, 4,2 ton per invånare."""
        amount = self._in_unit(number, unit)
        return self.text("unit.per", amount=amount, per=unit.per) if unit.per else amount

    def _in_unit(self, number: Decimal | int, unit: Unit) -> str:
        if unit.name is None:
            word = unit.one if self._form_of(number) == "one" else unit.other
            return self._foreign_money(number, unit) or composed(f"{self.number(number)} {word}", [word])
        if unit.is_currency:
            pattern = _money_pattern(number, self.spoken)
            amount = format_currency(number, unit.name, pattern, self._locale, currency_digits=False)
            return _signed(_LETTER_AND_DIGIT.sub("\N{NO-BREAK SPACE}", amount), self.spoken)
        if unit.name in cldr_units():
            words = _signed(format_unit(number, unit.name, "long", _pattern(number), self._locale), self.spoken)
            # For a few units CLDR has only a form without a number: mile pr. gallon, in Danish.
            return words if any(each.isdigit() for each in words) else f"{self.number(number)} {words}"
        ends = {key: self.number(end) for key, end in (("low", unit.from_), ("high", unit.to)) if end is not None}
        if unit.name == UnitName.COUNT:
            return self.number(number)
        bounded = f"unit.{unit.name}.bounded" if "high" in ends else f"unit.{unit.name}"
        if self.has(bounded) and unit.name in {UnitName.RANK, UnitName.INDEX, UnitName.SCALE}:
            return self.text(bounded, n=self.number(number), **{"low": "", **ends})
        return self.plural(f"unit.{unit.name}", number)

    def _foreign_money(self, number: Decimal | int | None, unit: Unit) -> str:
        """Return an amount, or without a number its unit, for money in another language's word, such as tkr; or ""."""
        word = unit.other
        found = money_of(word, word.language) if isinstance(word, Untranslated) and word.language != self.code else None
        if not found:
            return ""
        scale, code = found
        if not scale:
            return self._unit_name(Unit(name=code)) if number is None else self._in_unit(number, Unit(name=code))
        shown = "" if number is None else self.number(number)
        # Where the currency comes first, its code does: SEK 80 thousand.
        leads = _money_pattern(0, self.spoken).startswith("¤")
        currency = code if leads else get_currency_name(code, count=2, locale=self._locale)
        return self.text(f"unit.money.{scale}", n=shown, currency=currency).replace("  ", " ").strip()

    def unit_name(self, unit: Unit) -> str:
        """Return a unit's name without a number: procent, svenska kronor, ton per invånare."""
        name = self._unit_name(unit)
        name = self.text("unit.of", name=name, whole=unit.of) if unit.of else name
        return self.text("unit.per", amount=name, per=unit.per) if unit.per else name

    def _unit_name(self, unit: Unit) -> str:
        if unit.name is None:
            return self._foreign_money(None, unit) or unit.other or ""
        if unit.is_currency:
            return get_currency_name(unit.name, count=2, locale=self._locale)
        if unit.name in cldr_units():
            # CLDR has no name without a number for every unit in every language.
            return format_unit(_MANY, unit.name, "long", locale=self._locale).replace(str(_MANY), "", 1).strip()
        return self.text(f"unit.name.{unit.name}")

    def period(self, period: TimePeriod) -> str:
        """Return a time period in words: 2024, kvartal 3 2024, mars 2024, januari–augusti 2024, 2024/25."""
        if period.frequency in {Frequency.MONTH, Frequency.DAY}:
            return self.date(period.name)
        if period.frequency is Frequency.YEAR:
            return period.name
        if parts := period.ends_of_span:
            letter, first, last = parts
            if letter == "M":
                return format_interval(period.first, period.last, "yMMMM", locale=self._locale)
            name = {"Q": "time.quarters", "T": "time.tertials"}[letter]
            return self.text(name, first=first, last=last, year=period.year_name)
        return self.text(f"time.{period.frequency}", n=period.number, year=period.year_name)

    def _integer(self, number: Decimal | int) -> int:
        """Return the integer that decides a number's plural form, as gettext takes only integers: 1,5 dagar as 2."""
        if number == int(number):
            return int(number)
        return 1 if self._form_of(number) == "one" else 2

    def called(self, code: str) -> str:
        """Return the name of a language in this one, as CLDR has it: "engelska"; "" if it has none."""
        return str(self._locale.languages.get(code, ""))

    def _form_of(self, number: Decimal | int) -> str:
        size: Decimal | int = number if number >= 0 else -number
        return str(self._locale.plural_form(size))

    def name_of(self, code: str) -> str:
        """Return the name of a language or of an easy-to-read variant; its code if the name is unknown (CLDR)."""
        if code.endswith(f"-{self.text('address.easy')}"):
            return self.text("language.easy")
        return str(self._locale.languages.get(code, code))

    @property
    def decimal(self) -> str:
        """The decimal mark."""
        return get_decimal_symbol(self._locale)

    def listing(self, words: Iterable[str]) -> str:
        """Return words joined into a list: a, b och c."""
        held = list(words)
        return composed(format_list(held, locale=self._locale), held)

    @property
    def comma(self) -> str:
        """The comma between the members of a row, with its space."""
        return f"{self._of('row.comma')[0]} "

    @property
    def semicolon(self) -> str:
        """The semicolon between the members of a row, with its space."""
        return f"{self._of('row.semicolon')[0]} "

    def within(self, text: str) -> str:
        """Return a title as it begins within a sentence: with a small letter, if the language and the word allow it."""
        if text[1:2].isupper() or self._of("row.within")[0] != "small":
            return text
        small = text[:1].lower() + text[1:]
        return text.said_as(small) if isinstance(text, Untranslated) else small

    def begun(self, text: str) -> str:
        """Return a text as it begins a sentence: with a capital letter."""
        large = text[:1].upper() + text[1:]
        return text.said_as(large) if isinstance(text, Untranslated) else large

    def commas(self, texts: Iterable[str]) -> str:
        """Return texts in a row, without a word before the last: a, b, c."""
        held = list(texts)
        return composed(self.comma.join(held), held)

    def semicolons(self, texts: Iterable[str]) -> str:
        """Return sentences without a full stop in a row: a; b; c."""
        held = list(texts)
        return composed(self.semicolon.join(held), held)

    def forms_under(self, prefix: str) -> dict[str, tuple[str, ...]]:
        """Return all words whose key begins with `prefix`, each in its plural forms, for libraries that choose one."""
        return {key: forms for key, forms in self._words.items() if key.startswith(prefix)}

    def under(self, prefix: str) -> dict[str, str]:
        """Return all plain words whose key begins with `prefix`, for scripts that look words up themselves."""
        others = self._other.under(prefix) if self._other else {}
        own = {key: self._words[key][0] for key in self._words if key.startswith(prefix)}
        return dict(sorted({**others, **own}.items()))


def forget() -> None:
    """Clear the caches, so that catalogues that may have changed are read again."""
    _catalogue.cache_clear()


# The same numbers and dates recur on many pages: 100,000 times in a publication of hundreds of plans.
@lru_cache(maxsize=10_000)
def _number(written: str, code: str) -> str:
    # By text: 2 and 2.0 are equal, and so one key, but written differently.
    number = Decimal(written)
    return _signed(format_decimal(number, _pattern(number), _locale(code)), code)


# A hyphen that no letter or digit precedes.
_MINUS = re.compile(r"(?<!\w)-(?=\W*[\dA-Z])")


def _signed(text: str, code: str) -> str:
    """Return a number's text with the language's minus sign, which our own patterns do not use.

    It is first, or where a currency is, after that: -1 200 kr, kr -1 200.
    """
    return _MINUS.sub(str(get_minus_sign_symbol(_locale(code))), text, count=1)


# A quotient may have endless decimals; no source gives that many.
_MOST_DECIMALS = 10


def _pattern(number: Decimal | int) -> str:
    """Return CLDR's pattern for a number, with as many decimals as it was written with."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    decimals = max(0, -int(exponent))
    return "#,##0.###" if decimals > _MOST_DECIMALS else "#,##0" + "." * bool(decimals) + "0" * decimals


# Babel puts no space between the code of a currency and a number, which CLDR does (UTS 35, currencySpacing).
_LETTER_AND_DIGIT = re.compile(r"(?<=[A-Z])(?=\d)")


def _money_pattern(number: Decimal | int, code: str) -> str:
    """Return CLDR's pattern for money in a language, with as many decimals as the number was written with."""
    standard = _locale(code).currency_formats["standard"].pattern
    return re.sub(r"#,##0(\.0+)?", _pattern(number), standard)


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
    """Return each key's words in all plural forms, and the function that picks the form for a number.

    Parsing takes longer than checking a small publication, so the parsed catalogues are cached.
    """
    if not (LOCALES / code).is_dir():
        return {}, int
    names = sorted(path.name for path in (LOCALES / code).glob("*.po"))
    key = f"{code} {tree_digest(LOCALES / code, names).hex()}"
    kept = DiskCache(cache_folder("catalogues")).get_or_make(key, lambda: json.dumps(_parsed(code, names)).encode())
    plural, words = json.loads(kept)
    return {key: tuple(forms) for key, forms in words.items()}, c2py(plural)


def _parsed(code: str, names: Iterable[str]) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return the plural rule of the catalogues (the library has another for Arabic), and their words by key."""
    from babel.messages.pofile import read_po

    rule, words = "0", dict[str, tuple[str, ...]]()
    for name in names:
        with (LOCALES / code / name).open("rb") as file:
            for message in (catalogue := read_po(file, locale=code)):
                key = message.id if isinstance(message.id, str) else message.id[0]
                words[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        rule = catalogue.plural_expr
    words.pop("", None)  # the catalogue's header
    return rule, words
