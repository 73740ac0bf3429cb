"""Owners: who may edit which file, according to the repository's CODEOWNERS. The library `codeowners` parses it.

Settings concern every page, so nobody may edit them unless they are named as an owner.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from publisher.edit.proposing.writing_git import run_git
from publisher.edit.team.people import Person
from publisher.problem import Place, Problem, ProblemsFound
from publisher.read.files import leads_within, read_text
from publisher.settings_file import SETTINGS

if TYPE_CHECKING:
    from codeowners import CodeOwners

_PLACES: Final = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".forgejo/CODEOWNERS", "docs/CODEOWNERS")
# A section of GitLab's: its name, how many must approve, and the owners of the lines below that name none.
# https://docs.gitlab.com/user/project/codeowners/reference/
_SECTION: Final = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?((?:\s+\S+)*)")


class Owners:
    """Decides who may edit a file: its owners, or everybody if it has none.

    The files are read anew each time, so that a right that has been withdrawn is gone at once.
    """

    def __init__(self, root: Path) -> None:
        inner = run_git(root, "rev-parse", "--show-prefix")
        # The publication may be a folder of its repository, whose paths begin at the top.
        self._prefix = inner.text if inner.good else ""
        self._root, self._top = root, root.resolve().parents[self._prefix.count("/") - 1] if self._prefix else root
        self.may_edit(Person("", "", ""), SETTINGS)  # so that the server does not start with rules that nobody can read

    def may_edit(self, person: Person, file: str) -> bool:
        """Return whether somebody may edit a file of the publication: one of its owners, or anybody if it has none.

        Raises ProblemsFound if the owners cannot be read.
        """
        found = [_owners(self._top, self._prefix + file)]
        found += [_owners(self._root, file)] if self._prefix else []
        given = [owners for owners in found if owners is not None]
        return (bool(given) or file != SETTINGS) and all(
            any(_is_owner(person, owner) for owner in owners) for owners in given
        )


def _owners(folder: Path, file: str) -> tuple[str, ...] | None:
    """Return the owners of a file by the rules in a folder; None where nobody is named.

    A line whose words name nobody who can be known leaves its files to nobody. Raises ProblemsFound.
    """
    name = next((each for each in _PLACES if (folder / each).is_file() and leads_within(folder, each)), None)
    text, problems = read_text(folder / name, name) if name else (None, [])
    if name is None or [each.code for each in problems] == ["file-empty"]:
        return None
    if text is None:
        raise ProblemsFound(problems)
    lines, rules = _rules(name, text)
    owners, number, _, _ = rules.matching_line(file)
    names_some = number is not None and len(lines[number - 1].replace("\\ ", "_").split()) > 1
    return tuple(owner for _, owner in owners) if names_some else None


@lru_cache(maxsize=4)
def _rules(name: str, text: str) -> tuple[list[str], "CodeOwners"]:
    """Return the lines of a CODEOWNERS, each with the owners of its section, and its rules. Raises ProblemsFound."""
    from codeowners import CodeOwners

    lines, common = [], ""
    for number, line in enumerate(text.split("\n"), start=1):
        entry = re.sub(r"(?:^|\s)#.*", "", line).strip()
        if section := _SECTION.fullmatch(entry):
            entry, common = "", section[1]
        elif common and len(entry.replace("\\ ", "_").split()) == 1:
            entry += common
        lines.append(entry)
        try:
            CodeOwners(entry)
        except ValueError as error:
            raise ProblemsFound([Problem.at(Place(name, number, 1), "invalid-value", key=entry.split()[0])]) from error
    return lines, CodeOwners("\n".join(lines))


def _is_owner(person: Person, owner: str) -> bool:
    """Return whether somebody is an owner: by e-mail address, by user id, or as a member of a group."""
    if not owner.startswith("@"):
        return owner.casefold() == person.email.casefold()
    name = owner.removeprefix("@")
    return name == person.id or name in person.groups or name.rpartition("/")[2] in person.groups
