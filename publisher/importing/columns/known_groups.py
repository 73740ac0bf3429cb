"""Groups in tables: those that the publication declares, and the sexes, which most tables use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from slugify import slugify

from publisher.importing.columns.table_words import words_for
from publisher.language import Language
from publisher.model.groups import Dimension, DimensionGroup

# The roles of the words for the groups of each built-in dimension.
SEXES: Final = {"sex": ("women", "men"), "sex-of-children": ("girls", "boys")}


@dataclass(frozen=True, slots=True)
class KnownGroups:
    """The dimensions that tables may use, their groups by words in lower case, and which are not declared yet."""

    words: Mapping[str, str]
    dimensions: tuple[Dimension, ...]
    fresh: frozenset[str] = frozenset()

    def title(self, group: str) -> str:
        """Return the title of a group."""
        return next(each.title for dimension in self.dimensions for each in dimension.groups if each.id == group)

    def dimension_of(self, group: str) -> Dimension:
        """Return the dimension of a group."""
        return next(each for each in self.dimensions if any(one.id == group for one in each.groups))


def known_groups(declared: Iterable[Dimension], language: Language) -> KnownGroups:
    """Return the groups that a publication declares, plus the sexes if it does not."""
    own = tuple(declared)
    words = {group.title.casefold(): group.id for each in own for group in each.groups}
    fresh: list[Dimension] = []
    for name, roles in SEXES.items():
        found = {
            role: next((words[word] for word in words_for(role, language.code) if word in words), "") for role in roles
        }
        if not all(found.values()):
            fresh.append(_dimension(name, roles, language, {each.id for each in own} | {*words.values()}))
            found = dict(zip(roles, (group.id for group in fresh[-1].groups), strict=True))
        words |= {word: group for role, group in found.items() for word in words_for(role, language.code)}
    return KnownGroups(words, (*own, *fresh), frozenset(each.id for each in fresh))


def _dimension(name: str, roles: Iterable[str], language: Language, taken: set[str]) -> Dimension:
    title = language.text(f"import.dimension.{name}")
    groups = tuple(_group(language.text(f"import.group.{role}"), taken) for role in roles)
    return Dimension(id=_free(slugify(title), taken), title=title, groups=groups)


def _group(title: str, taken: set[str]) -> DimensionGroup:
    return DimensionGroup(id=_free(slugify(title), taken), title=title)


def _free(name: str, taken: set[str]) -> str:
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, 99))) if each not in taken)
