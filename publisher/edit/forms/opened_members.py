"""Which members of a long list are open in a form: a register of a thousand entries is opened one at a time.

The others have their title and a button, and stay as they are when the form is sent.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from publisher.edit.forms.answers import KEPT, SHOWN
from publisher.edit.forms.form_field import Field, Widget, containing, every

OPEN: Final = "@open"
"""The name, below that of a member, of what asks for it to be opened."""
# Longer lists are opened one member at a time.
_MOST_AT_ONCE: Final = 60
MOST_WRONG: Final = 20
"""As many members are opened at most because of what is in them, or because they were open before."""


def closed_members(fields: Iterable[Field], opened: Collection[str], wrong: Collection[str] = ()) -> frozenset[str]:
    """Return the names of the members that a form has closed: those of long lists that are not `opened`.

    Of the members with fields in `wrong` the first are open, too.
    """
    found: set[str] = set()
    for field in every(fields):
        group = field.blank is not None and field.blank.widget is Widget.GROUP
        if field.widget is Widget.LIST and group and not field.parallel and len(field.fields) > _MOST_AT_ONCE:
            names = [each.name for each in field.fields]
            amiss = containing(field.fields, wrong)
            found.update({*names}.difference(opened, [each for each in names if each in amiss][:MOST_WRONG]))
    return frozenset(found)


def opened_in(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the members that were open in a form as it was sent, by their names in the form that is made of it.

    Empty new members are not in that.
    """
    lists = dict.fromkeys(name.removesuffix(f"/{KEPT}").rpartition("/")[0]
                          for name, _ in pairs if name.endswith(f"/{KEPT}"))  # fmt: skip
    opened: list[str] = []
    for above in lists:
        is_open: dict[str, bool] = {}
        for name, value in pairs:
            member, _, field = name.removeprefix(f"{above}/").partition("/")
            if value and field and name.startswith(f"{above}/") and not field.endswith(SHOWN):
                is_open[member] = is_open.get(member, False) or field != KEPT
        opened += [f"{above}/{at}" for at, member in enumerate(is_open) if is_open[member]]
    return tuple(opened)
