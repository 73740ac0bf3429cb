"""The form of the settings: which of them can be changed in it, and how they are grouped.

What changes every address, whom the numbers could reveal, or who may show or stop the publication is left to the person
who runs it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from publisher.edit.forms.form_field import Field, Widget

KIND: Final = "settings"
"""The name of the kind of document, as in the schemas."""

_OWN: Final = ("extra", "publication")
LEFT_OUT: Final = frozenset(
    {
        *(("site_url",), ("theme",)),
        *((*_OWN, each) for each in ("changes", "embeds", "font", "kolada", "review", "smallest_group")),
        (*_OWN, "languages", "editions"),
    }
)
"""The keys on the path of each setting that no form changes."""


def offered(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields of settings that a form may change, also within lists."""
    return tuple(_offered(field) for field in fields if _keys(field) not in LEFT_OUT)


def _offered(field: Field) -> Field:
    return replace(field, fields=offered(field.fields), blank=field.blank and _offered(field.blank))


def _keys(field: Field) -> tuple[str, ...]:
    return tuple(key for key in field.path if isinstance(key, str))


def side_by_side(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield the fields without the groups that only the file has around them."""
    for field in fields:
        if field.widget is Widget.GROUP and _OWN[: len(field.path)] == field.path:
            yield from side_by_side(field.fields)
        else:
            yield field
