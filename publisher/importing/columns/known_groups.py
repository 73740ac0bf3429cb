"""Groups in tables: those that the publication declares, and the sexes, which most tables use."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from slugify import slugify

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.table_words import words_for
from publisher.language import Language
from publisher.locales import word_lists
from publisher.model.groups import Dimension, DimensionGroup

# The roles of the words for the groups of each built-in dimension.
SEXES: Final = {"sex": ("women", "men"), "sex-of-children": ("girls", "boys")}
# A number with those of two groups behind it: 8,1 (K 8,9 / M 5,2), 8,1 (8,9/5,2); and a name with their order: (K/M).
_DIVIDED: Final = re.compile(r"(?P<all>[^()\[\]]+?)\s*[(\[](?P<parts>[^()\[\]]+)[)\]]")
_BETWEEN: Final = re.compile(r"\s*[/;|]\s*|,\s+|\s+[–-]\s+")
_LABELLED: Final = re.compile(
    r"(?P<before>[^\W\d]+)[.:=]*\s*(?P<number>[-+\u2212]?\d.*)|(?P<alone>[\d.,]+\s*%?)\s*(?P<behind>[^\W\d]+)\.?"
)
_ORDER: Final = re.compile(r"(?<![^\W\d])(?P<first>[^\W\d]+)\.?\s*[/–-]\s*(?P<second>[^\W\d]+)\.?")
_LETTERS: Final = re.compile(r"[(\[]\s*(?P<first>[^\W\d]+)\.?\s*/\s*(?P<second>[^\W\d]+)\.?\s*[)\]]")
_TWO: Final = 2
# The most groups of a dimension that only a table names; more are a register.
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class KnownGroups:
    """The dimensions that tables may use, their groups by words in lower case, and which are not declared yet.

    The id of all, "", may have words as well. `of_columns` are the dimensions that only a column of a table names.
    """

    words: Mapping[str, str]
    dimensions: tuple[Dimension, ...]
    fresh: frozenset[str] = frozenset()
    of_columns: frozenset[str] = frozenset()

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


def with_words(headers: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return headers with the words for the letters of groups, if both of a pair are there: 2023 K, 2023 M, 2023 T."""
    letters = _letters(language)
    ends = [header.rpartition(" ")[2].casefold() for header in headers]
    pairs = [{*roles} for roles in SEXES.values() if {*roles} <= {letters.get(end, "") for end in ends}]
    if not pairs:
        return headers
    words = {letter: words_for(role, language)[0] for letter, role in letters.items() if role in pairs[0]}
    words |= dict.fromkeys(words_for("short_everybody", language), words_for("everybody", language)[-1])
    return tuple(f"{header[: len(header) - len(end)]}{words[end]}" if end in words else header
                 for header, end in zip(headers, ends, strict=True))  # fmt: skip


def names_sex(header: str, language: str) -> bool:
    """Return whether a header is only the word for a sex, or for both: Kvinnor, Totalt."""
    roles = (*(role for roles in SEXES.values() for role in roles), "everybody")
    return any(header.casefold() in words_for(role, language) for role in roles)


def words_in_cells(texts: Iterable[str], groups: KnownGroups, language: str) -> Mapping[str, str]:
    """Return the groups of the letters in a column of groups, K, M and T, "" for all; empty if it has other words."""
    everybody = dict.fromkeys(words_for("short_everybody", language), "")
    letters = {**everybody, **_short(groups, language)}
    plain = {text.casefold().strip(" .") for text in texts if not is_missing(text)}
    said = {*groups.words, *words_for("everybody", language)}
    return {text: letters[text] for text in plain - said} if plain - said <= {*letters} else {}


def with_groups_of(groups: KnownGroups, header: str, texts: Sequence[str], language: str) -> KnownGroups:
    """Return the known groups with those that a table's column of groups has in its cells.

    Letters are those of the sexes. Other words become groups of a new dimension, named by the header, if none of them
    is known; if some are, the others are left to people.
    """
    if letters := words_in_cells(texts, groups, language):
        return replace(groups, words={**groups.words, **letters})
    everybody = words_for("everybody", language)
    names = list(dict.fromkeys(text for text in texts if text.casefold() not in everybody and not is_missing(text)))
    known = [name for name in names if name.casefold() in groups.words]
    if known or not 1 < len(names) <= _MOST or not all(map(slugify, (header, *names))):
        return groups
    taken = {each.id for each in groups.dimensions} | {*groups.words.values()}
    own = _free(slugify(header, max_length=40), taken)
    parts = []
    for name in names:
        parts.append(DimensionGroup(id=_free(slugify(name, max_length=40), {*taken, own}), title=name))
        taken.add(parts[-1].id)
    words = {each.title.casefold(): each.id for each in parts}
    dimension = Dimension(id=own, title=header, groups=tuple(parts))
    return KnownGroups(
        {**groups.words, **words}, (*groups.dimensions, dimension), groups.fresh | {own}, groups.of_columns | {own}
    )


def groups_together(text: str, names: Iterable[str], groups: KnownGroups, language: str) -> Mapping[str, str]:
    """Return the numbers of a cell for all, by "", and for the two groups in brackets behind it; empty for any other.

    The cell says which they are, or one of the `names` of its row and its column says it in their order.
    """
    match = _DIVIDED.fullmatch(text.strip())
    parts = _BETWEEN.split(match["parts"].strip()) if match else []
    if match is None or len(parts) != _TWO or not cell_number(match["all"], language):
        return {}
    words = {**_short(groups, language), **groups.words}
    found = [each for part in parts if (each := _labelled(part, words))]
    if not found:
        found = [*zip(next(_orders(names, words), ()), parts, strict=False)]
    given = dict(found)
    dimensions = {groups.dimension_of(group).id for group in given}
    numbers = all(cell_number(number, language) for number in given.values())
    return {"": match["all"], **given} if len(given) == _TWO and len(dimensions) == 1 and numbers else {}


def _labelled(part: str, words: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the group that a part of a cell names, and its number; None if it names none."""
    match = _LABELLED.fullmatch(part.strip())
    group = words.get((match["before"] or match["behind"]).casefold()) if match else None
    return (group, match["number"] or match["alone"]) if match and group else None


def _orders(names: Iterable[str], words: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the two groups that names say beside each other."""
    for match in (match for name in names for match in _ORDER.finditer(name)):
        pair = [words.get(match[key].casefold(), "") for key in ("first", "second")]
        if all(pair):
            yield pair


def letters_in(header: str, words: Mapping[str, str], language: str) -> tuple[str, tuple[str, ...]]:
    """Return a header without the letters of two groups, (K/M), and the ids of these in their order.

    `words` are those for groups in lower case, with ids; without ids for both, none is returned.
    """
    match = _LETTERS.search(header)
    letters = _letters(language)
    pair = [letters.get(match[key].casefold(), "") for key in ("first", "second")] if match else []
    if match is None or not all(pair):
        return header, ()
    ids = [next((words[word] for word in words_for(role, language) if word in words), "") for role in pair]
    return f"{header[: match.start()]}{header[match.end() :]}".strip(), tuple(ids) if all(ids) else ()


def _letters(language: str) -> Mapping[str, str]:
    """Return the roles of the letters for groups in a language."""
    lists = word_lists("tables", language)
    return {
        str(letter): role for roles in SEXES.values() for role in roles for letter in lists.get(f"short_{role}", ())
    }


def _short(groups: KnownGroups, language: str) -> Mapping[str, str]:
    """Return the groups by the letters for them, which mean them only beside each other: K/M."""
    ids = {letter: next((groups.words[word] for word in words_for(role, language) if word in groups.words), "")
           for letter, role in _letters(language).items()}  # fmt: skip
    return {letter: group for letter, group in ids.items() if group}


def _dimension(name: str, roles: Iterable[str], language: Language, taken: set[str]) -> Dimension:
    title = language.text(f"import.dimension.{name}")
    groups = tuple(_group(language.text(f"import.group.{role}"), taken) for role in roles)
    return Dimension(id=_free(slugify(title), taken), title=title, groups=groups)


def _group(title: str, taken: set[str]) -> DimensionGroup:
    return DimensionGroup(id=_free(slugify(title), taken), title=title)


def _free(name: str, taken: set[str]) -> str:
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, 99))) if each not in taken)
