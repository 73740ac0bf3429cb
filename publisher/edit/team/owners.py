"""Owners: who may edit which file, according to the repository's CODEOWNERS. The library `codeowners` parses it.

Settings concern every page, so nobody may edit them unless they are named as an owner.
"""

from pathlib import Path
from typing import Final

from publisher.edit.team.people import Person
from publisher.settings_file import SETTINGS

_PLACES: Final = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".forgejo/CODEOWNERS", "docs/CODEOWNERS")


class Owners:
    """Decides who may edit a file: its owners, or everybody if it has none."""

    def __init__(self, root: Path) -> None:
        from codeowners import CodeOwners

        found = next((root / place for place in _PLACES if (root / place).is_file()), None)
        self._rules = CodeOwners(found.read_text(encoding="utf-8")) if found else None

    def may_edit(self, person: Person, file: str) -> bool:
        """Return whether somebody may edit a file of the publication: one of its owners, or anybody if it has none."""
        owners = self._rules.of(file) if self._rules else []
        return (not owners and file != SETTINGS) or any(_is_owner(person, owner) for _, owner in owners)


def _is_owner(person: Person, owner: str) -> bool:
    """Return whether somebody is an owner: by e-mail address, by user id, or as a member of a group."""
    if not owner.startswith("@"):
        return owner.casefold() == person.email.casefold()
    name = owner.removeprefix("@")
    return name == person.id or name in person.groups or name.rpartition("/")[2] in person.groups
