"""Units of an indicator's numbers, exactly as the author gave them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, ClassVar, Final, Self

from babel import Locale
from babel.numbers import is_currency
from babel.units import format_unit
from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

from publisher.locales import languages
from publisher.model.fields import Number, Text
from publisher.model.pools import Picks, Pool
from publisher.model.quantity_words import currency_words, is_money, scaled, words_of
from publisher.model.roles import Role, worded
from publisher.model.short_form import ShortForm
from publisher.problem import nearest


@worded("unit.name")
class UnitName(StrEnum):
    """The units for which we have words; besides these there are currencies, CLDR's units and an author's own words."""

    COUNT = "count"
    SHARE = "share"
    PERCENT = "percent"
    POINTS = "points"
    DAYS = "days"
    KRONOR = "kronor"
    RANK = "rank"
    INDEX = "index"
    SCALE = "scale"


BOUNDED: Final = frozenset({UnitName.RANK, UnitName.INDEX, UnitName.SCALE})
# Attributes of percentages and scales that counts do not have.
_TAKES: Final[Mapping[str, frozenset[str]]] = {"of": frozenset({UnitName.PERCENT}), "from": BOUNDED, "to": BOUNDED}
# British spellings, beside the program's languages.
_LANGUAGES: Final = (*languages(), "en_GB")
PER_MILLE: Final = "concentr-permille"
# Words for parts and numbers that are names of units here.
_COUNTED: Final = {"per_cent": UnitName.PERCENT, "per_mille": PER_MILLE, "count": UnitName.COUNT}
# Words and signs between what is measured and what that is divided by, in the program's languages.
_BETWEEN: Final = (" per ", " pr. ", " pr ", " je ", "/")
_RAISED: Final = str.maketrans("²³", "23")
_OTHER_FORM: Final = "^(?:[A-Z]{3}|[a-z0-9]+-[a-z0-9-]+)$"


@cache
def cldr_units() -> frozenset[str]:
    """Return the ids of the CLDR units that have names in every language of the program, such as `mass-tonne`."""
    known = [set(Locale.parse(language).unit_display_names) for language in _LANGUAGES]
    return frozenset(set.intersection(*known))


def is_unit_name(name: str) -> bool:
    """Return whether a name is one of ours, a currency or a CLDR unit."""
    return name in [*UnitName] or name in cldr_units() or is_currency(name)


@cache
def _names() -> dict[str, str]:
    """Return the CLDR units by their names in the program's languages, and by the last part of their ids."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        names = Locale.parse(language).unit_display_names
        for unit in sorted(cldr_units()):
            counted = format_unit(100, unit, "long", locale=language).replace("100", "", 1).strip()
            for name in (names[unit].get("long", ""), counted):
                found.setdefault(str(name).casefold(), unit)
    ends = {unit.partition("-")[2]: unit for unit in sorted(cldr_units())}
    # CLDR also has a per cent unit, for concentrations.
    return {name: unit.replace("concentr-percent", "percent") for name, unit in (ends | found).items()}


@cache
def _symbols() -> dict[str, str]:
    """Return the CLDR units by their symbols in the program's languages, also without raised digits: kWh, m², m2."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for unit in sorted(cldr_units()):
            symbol = format_unit(100, unit, "short", locale=language).replace("100", "", 1).strip().casefold()
            for form in (symbol, symbol.translate(_RAISED)):
                found.setdefault(form, unit)
    return found


def meant(name: str) -> str:
    """Return what `name` was probably meant to be, as it has to be written, or "": tonne, kWh, ton per invånare."""
    return _named(name) or _divided(name, lambda unit: _named(unit) or near(unit)) or near(name)


def named(name: str) -> str:
    """Return the unit that has this name or symbol in one of the languages, as it has to be written, or ""."""
    return _named(name) or _divided(name, _named)


def _named(name: str) -> str:
    return _known(name) or _symbol(name)


def _divided(name: str, measure: Callable[[str], str]) -> str:
    """Return a unit per something as it has to be written, or "", with the unit that `measure` finds in its name."""
    for between in _BETWEEN:
        unit, found, per = (part.strip() for part in name.partition(between))
        if found and per and (known := unit if is_unit_name(unit) else measure(unit)):
            return f"{{name: {known}, per: {per}}}"
    return ""


def other_names(name: str, language: str) -> tuple[str, ...]:
    """Return the words and symbols, besides its name, that people write for a unit: %, st, kWh; without repetition."""
    words = [word for role, unit in _COUNTED.items() if unit == name for word in words_of(role)]
    symbols = ["%"] if name == UnitName.PERCENT else []
    if name in cldr_units():
        symbols.append(
            format_unit(100, name, "short", locale=Locale.parse(language, sep="-")).replace("100", "", 1).strip()
        )
    return tuple(dict.fromkeys((*symbols, *words)))


def near(name: str) -> str:
    """Return the name of a unit that `name` was probably meant to be, or ""."""
    upper = name.upper()
    return _known(name) or (upper if is_currency(upper) else nearest(name, [*UnitName, *cldr_units()]))


def _known(name: str) -> str:
    """Return the unit that has this name in one of the program's languages, or ""."""
    plain = name.casefold().strip()
    if plain == "%":
        return UnitName.PERCENT
    if unit := next((unit for role, unit in _COUNTED.items() if plain in words_of(role)), ""):
        return unit
    if codes := [code for code, words in currency_words().items() if name.casefold() in words]:
        # A name shared by the currencies of several countries.
        return codes[0] if len(codes) == 1 else UnitName.KRONOR
    return _names().get(name.casefold(), "")


def _symbol(name: str) -> str:
    """Return the unit with this symbol, or ""; one letter stands for too many of them."""
    plain = name.casefold().strip()
    return _symbols().get(plain, "") if len(plain) > 1 else ""


class Unit(ShortForm):
    """A unit: by `name`, or in the author's own words, singular (`one`) and plural (`other`).

    `name` is one of `UnitName`, a currency (ISO 4217: SEK) or a CLDR unit (mass-tonne). `per` is what it is divided by,
    in words; `of` is what a percentage is of; `from` and `to` bound a rank, an index or a scale.
    """

    is_one_value: ClassVar[bool] = True
    short_field: ClassVar[str] = "name"

    name: Annotated[UnitName | str | None, Picks(Pool.UNIT, own=("one", "other"))] = None
    per: Annotated[Text | None, Role.TERM] = None
    of: Annotated[Text | None, Role.TERM] = None
    one: Annotated[Text | None, Role.TERM] = None
    other: Annotated[Text | None, Role.TERM] = None
    from_: Number | None = Field(default=None, alias="from")
    to: Number | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if (self.name is None) == (self.one is None and self.other is None):
            raise PydanticCustomError("unit-name-or-words", "a name or words")
        if self.name is None and (self.one is None or self.other is None):
            raise PydanticCustomError("unit-one-and-other", "both forms")
        if self.name is not None and not is_unit_name(self.name):
            raise PydanticCustomError("unknown-unit", "no such unit", {"value": self.name, "near": meant(self.name)})
        given = {"of": self.of, "from": self.from_, "to": self.to}
        for key, names in _TAKES.items():
            if given[key] is not None and self.name not in names:
                raise PydanticCustomError("unit-does-not-take", "not here", {"at": key, "word": key})
        if self.name == UnitName.SCALE and (self.from_ is None or self.to is None):
            raise PydanticCustomError("scale-without-bounds", "bounds missing")
        return self

    @classmethod
    def short_schemas(cls, long: JsonSchemaValue) -> list[JsonSchemaValue]:
        """Return the schemas of our own names, currencies and CLDR units."""
        names, _, _ = long["properties"]["name"]["anyOf"]
        return [names, {"type": "string", "pattern": _OTHER_FORM}]

    @model_serializer(mode="wrap")
    def _serialized(self, handler: SerializerFunctionWrapHandler) -> object:
        fields = {key: value for key, value in handler(self).items() if value is not None}
        return self.name if fields.keys() == {"name"} else fields

    @property
    def is_share(self) -> bool:
        """Whether its numbers are shares of a counted total, in per cent."""
        return self.name == UnitName.SHARE

    @property
    def is_count(self) -> bool:
        """Whether its numbers are counts, not divided by anything."""
        return self.name == UnitName.COUNT and self.per is None

    @property
    def can_count_people(self) -> bool:
        """Whether its numbers may count people: counts, or the author's own words but for money, not divided."""
        return self.per is None and (self.is_count or (self.name is None and not is_money(scaled(self.label, "")[1])))

    @property
    def is_per_cent(self) -> bool:
        """Whether its numbers are per cent, so that their differences are percentage points."""
        return self.name in {UnitName.SHARE, UnitName.PERCENT}

    @property
    def is_currency(self) -> bool:
        """Whether its name is that of a currency."""
        return self.name is not None and is_currency(self.name)

    @property
    def is_money(self) -> bool:
        """Whether its numbers are amounts of money."""
        return self.is_currency or self.name == UnitName.KRONOR

    @property
    def label(self) -> str:
        """The author's own term: its name, or the plural of its words."""
        return self.name or self.other or ""

    @property
    def in_full(self) -> str:
        """The author's own term with what it is divided by or a percentage of: "count per 100 000 invånare"."""
        divided = f" per {self.per}" if self.per else ""
        return f"{self.label}{divided}{f' of {self.of}' if self.of else ''}"

    def holds(self, number: Number) -> bool:
        """Return whether a number is within the bounds of the unit."""
        return (self.from_ is None or number >= self.from_) and (self.to is None or number <= self.to)

    @property
    def ends(self) -> dict[str, object]:
        """The lowest and highest value that exist, as facts of a Problem."""
        return {key: "…" if end is None else end for key, end in (("from", self.from_), ("to", self.to))}


COUNT: Final = Unit(name=UnitName.COUNT)
SHARE: Final = Unit(name=UnitName.SHARE)
PERCENT: Final = Unit(name=UnitName.PERCENT)
DAYS: Final = Unit(name=UnitName.DAYS)
