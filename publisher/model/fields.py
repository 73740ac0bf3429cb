"""The types of field values: ids, texts, years and numbers, each strict about its input."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar, Final
from urllib.parse import urlsplit, urlunsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from publisher.model.contact_address import is_mail_address, is_telephone
from publisher.model.roles import NodeKind
from publisher.read.scalar import CutOff, is_blank, is_plain

# Other YAML parsers turn these into booleans; a clerk who writes `title: no` means a text.
TRUTH_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false"})
# A file name contains an id and more, and may be 255 bytes long.
LONGEST_ID: Final = 100
# Characters in a title, which fits on a cover.
LONGEST_TITLE: Final = 300
_ID: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_NUMERAL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*")
# More digits than any budget has are a mistake, or an attempt to exhaust memory (1e999999999).
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,10})?")
_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9]*)?")
# Quotation marks within the YAML quotes, as if they were YAML's own.
_CURLY: Final = re.compile(r"[“”„»«][^“”„»«]*[“”«»\"]")
# One of them is there, and its other end is not; 5” is a measure.
_HALF_QUOTED: Final = re.compile(r"[“”„»«][^“”„»«\"]+|[^“”„»«\"]*[^“”„»«\"\d\s][“”«»]")
_YEAR: Final = re.compile(r"(?:19|20|21)[0-9]{2}")
# What RFC 3986 excludes from a URL would end it, or the HTML attribute that holds it.
_ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x20\x7f\"<>\\^`{|}]+")
_SCRIPT: Final = re.compile(r"^[\s\x00-\x1f]*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@cache  # asking a value for a field that its model lacks takes several times as long as for one that it has
def has_field(model: type[BaseModel], name: str) -> bool:
    """Return whether a model has a field of this name."""
    return name in model.model_fields


class Model(BaseModel):
    """A frozen value that rejects unknown keys; an empty key counts as not given.

    `node_kind` is its kind as a node of the publication, if it has an id there; `id_field` is the key of the id.
    """

    node_kind: ClassVar[NodeKind | None] = None
    id_field: ClassVar[str] = "id"

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, fields: object) -> object:
        if not isinstance(fields, dict) or not any(map(is_blank, fields.values())):
            return fields
        # An unknown empty key stays, to be rejected: in `{comment: Two, in May}` it is `in May`, whose words would be
        # lost.
        known = {name for key, field in cls.model_fields.items() for name in (key, field.alias)}
        return {key: value for key, value in fields.items() if key not in known or not is_blank(value)}


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id."""
    return bool(_ID.fullmatch(text)) and len(text) <= LONGEST_ID


def is_numeral(text: str) -> bool:
    """Return whether an id is a number in a document, such as 1 or 1.10."""
    return bool(_NUMERAL.fullmatch(text))


def is_in_curly_quotes(text: str) -> bool:
    """Return whether typographic quotation marks are around a text, or at one end alone: YAML has none as its own."""
    return bool(_CURLY.fullmatch(text) or _HALF_QUOTED.fullmatch(text))


def _id(value: object) -> object:
    if is_plain(value) and _NUMBER.fullmatch(value):
        raise PydanticCustomError("unquoted-id", "quote it", {"value": str(value)})
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise PydanticCustomError("bad-id", "not an id", {"value": str(value)})
    if isinstance(value, str) and len(value) > LONGEST_ID:
        raise PydanticCustomError("text-too-long", "too long an id", {"size": len(value), "limit": LONGEST_ID})
    return value


def _text(value: object) -> object:
    if isinstance(value, CutOff):
        raise PydanticCustomError("yaml-comment-cut", "cut off", {"rest": value.rest})
    if is_plain(value) and value.casefold() in TRUTH_WORDS:
        raise PydanticCustomError("truth-value", "quote it", {"value": str(value)})
    if is_plain(value) and is_in_curly_quotes(value):
        raise PydanticCustomError("curly-quotes", "other quotes", {"value": str(value)})
    return value


def _not_empty(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("text-empty", "empty text")
    return str(value)


# A comma for a full stop, two full stops, and other signs that no host's name has.
_NO_HOST: Final = re.compile(r"[,;!'()*|<>\"]|\.\.|^\.")


def _has_host(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        return bool(host) and not _NO_HOST.search(host) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def has_password(address: str) -> bool:
    """Return whether a URL has a name or a password before its host: https://name:password@example.se."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "@" in parts.netloc


def without_password(address: str) -> str:
    """Return a URL without the name and the password before its host."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _address(value: str) -> str:
    if _SCRIPT.match(value) or not _ADDRESS.fullmatch(value) or not _has_host(value):
        raise PydanticCustomError("bad-address", "not an address", {"value": value})
    if has_password(value):
        raise PydanticCustomError("address-with-password", "a password", {"near": without_password(value)})
    return value


Id = Annotated[
    str,
    BeforeValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": LONGEST_ID}),
]
"""The permanent id of an object: lower-case letters, digits, hyphens and full stops, quoted if it is a number."""


@dataclass(frozen=True, slots=True)
class _OneOrSeveral:
    """One or several ids; a single one needs no list around it.

    `first` says that open data gives only the first id in this field, and all of them in a second one.
    """

    first: bool

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        dumped = core_schema.plain_serializer_function_ser_schema(_marked) if self.first else None
        return core_schema.no_info_before_validator_function(_listed, handler(source), serialization=dumped)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


ALL_IDS: Final = "all ids"
"""The context key that says under which name open data lists all ids of a field that holds the first alone."""


def _marked(ids: tuple[str, ...]) -> dict[str, list[str]]:
    return {ALL_IDS: [*ids]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


OneOrSeveral = Annotated[tuple[Id, ...], _OneOrSeveral(first=True)]
"""One or several ids; one needs no list, and open data gives the first separately."""

Several = Annotated[tuple[Id, ...], _OneOrSeveral(first=False)]
"""Several ids, or one, which needs no list."""

Text = Annotated[str, BeforeValidator(_text), AfterValidator(_not_empty)]
"""Plain text without markup."""

Address = Annotated[str, AfterValidator(_address), WithJsonSchema({"type": "string", "pattern": r"^https?://\S+$"})]
"""A web address with http or https."""


def _mail_address(value: str) -> str:
    if not is_mail_address(value):
        raise PydanticCustomError("bad-mail-address", "not a mail address", {"address": value})
    return value


MailAddress = Annotated[str, BeforeValidator(_text), AfterValidator(_not_empty), AfterValidator(_mail_address)]
"""A mail address, without `mailto:`."""


def _telephone(value: str) -> str:
    if not is_telephone(value):
        raise PydanticCustomError("not-a-telephone", "not a telephone number", {"number": value})
    return value


Telephone = Annotated[str, BeforeValidator(_text), AfterValidator(_not_empty), AfterValidator(_telephone)]
"""A telephone number as people write it."""


def _number(value: object) -> object:
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise PydanticCustomError("not-a-number", "not a number", {"value": str(value)})
    return value


Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
"""A number with a decimal point; its unit is the indicator's."""


def _year(value: object) -> object:
    if isinstance(value, str) and not _YEAR.fullmatch(value):
        raise PydanticCustomError("not-a-year", "not a year", {"value": str(value)})
    return value


Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": 1900, "maximum": 2199})]
"""A calendar year of four digits."""
