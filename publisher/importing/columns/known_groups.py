"""Groups in tables: those that the publication declares, the sexes, which most tables use, and ages; and their cells.

A cell is where groups of several dimensions cross, named by their ids joined with +, as in women+16-24.
"""
# One meaning, so one file.

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from typing import Final

from slugify import slugify

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import header_words
from publisher.importing.columns.table_words import meaning, table_words, words_for
from publisher.language import Language
from publisher.locales import word_lists
from publisher.model.groups import Dimension, DimensionGroup, group_ids

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
_ONE_AGE: Final = re.compile(r"\d+(?:\s*-?[^\W\d]+)?")
# An age that nobody has.
_NO_AGE: Final = 999


@dataclass(frozen=True, slots=True)
class KnownGroups:
    """The dimensions that tables may use, their groups by words in lower case, and which are not declared yet.

    The id of all, "", may have words as well. `of_columns` are the dimensions that only a column of a table names,
    and `of_headers` those that only headers name, each with one of these.
    """

    words: Mapping[str, str]
    dimensions: tuple[Dimension, ...]
    fresh: frozenset[str] = frozenset()
    of_columns: frozenset[str] = frozenset()
    of_headers: Mapping[str, str] = field(default_factory=dict)

    def title(self, cell: str) -> str:
        """Return the title of a group, or of the groups that cross in a cell: Kvinnor, 16–24 år."""
        ids = group_ids(cell)
        return ", ".join(each.title for dimension in self.dimensions for each in dimension.groups if each.id in ids)

    def dimension_of(self, group: str) -> Dimension:
        """Return the dimension of a group."""
        return next(each for each in self.dimensions if any(one.id == group for one in each.groups))

    def dimensions_of(self, cell: str) -> tuple[Dimension, ...]:
        """Return the dimensions of the groups that cross in a cell; none for that of all."""
        ids = group_ids(cell)
        return tuple(each for each in self.dimensions if any(one.id in ids for one in each.groups))

    def cell(self, groups: Iterable[str]) -> str | None:
        """Return the cell in which groups and cells cross, "" for that of all; None if two are of one dimension."""
        ids = {group for each in groups if each for group in group_ids(each)}
        ordered = [one.id for each in self.dimensions for one in each.groups if one.id in ids]
        return "+".join(ordered) if len(self.dimensions_of("+".join(ordered))) == len(ids) else None


def known_groups(declared: Iterable[Dimension], language: Language) -> KnownGroups:
    """Return the groups that a publication declares, plus the sexes if it does not."""
    own = tuple(declared)
    words = {word: group.id for each in own for group in each.groups for word in _words_of(group.title, language.code)}
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
    # A letter may stand before ages: K 16–24.
    headers = tuple(f"{rest} {first}" if first.casefold() in letters and age_span(rest, language) else header
                    for header in headers for first, _, rest in [header.partition(" ")])  # fmt: skip
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
    is known; if some are, the others are left to people. What stands beside a known group, Kvinnor 16–24, is a group of
    another dimension that it crosses.
    """
    if letters := words_in_cells(texts, groups, language):
        return replace(groups, words={**groups.words, **letters})
    everybody = words_for("everybody", language)
    names = list(dict.fromkeys(text for text in texts if text.casefold() not in everybody and not is_missing(text)))
    if whole := of_all(texts, language):
        groups = replace(groups, words={**groups.words, whole.casefold(): ""})
        names.remove(whole)
    if (beside := _beside_groups(names, groups, language)) or all(map(_is_span, names)):
        named = not beside and meaning(header, ("group",), language)
        ages = with_ages(groups, beside or names, language, title=header if named else "")
        if ages is not groups:
            return replace(ages, of_columns=ages.of_columns | (ages.fresh - groups.fresh))
    if beside and (crossed := _with_dimension(groups, header, beside, language)):
        return replace(crossed, of_columns=crossed.of_columns | (crossed.fresh - groups.fresh))
    known = [name for name in names if name.casefold() in groups.words]
    if beside or known or not 1 < len(names) <= _MOST:
        return groups
    made = _with_dimension(groups, header, names, language)
    return replace(made, of_columns=made.of_columns | (made.fresh - groups.fresh)) if made else groups


def of_all(texts: Iterable[str], language: str) -> str:
    """Return the only text of a column that says of what all it is: Total sjukfrånvaro; "" if none does, or several."""
    everybody, found = words_for("everybody", language), list[str]()
    for text in dict.fromkeys(texts):
        parts = text.casefold().split()
        if text.casefold().strip(" .") in everybody:
            return ""
        if len(parts) > 1 and (parts[0] in everybody or parts[-1] in everybody):
            found.append(text)
    return found[0] if len(found) == 1 else ""


def with_groups_of_headers(
    groups: KnownGroups, headers: Sequence[str], language: str, has_meaning: Callable[[str], bool]
) -> KnownGroups:
    """Return the known groups with those that stand in headers beside another, Kvinnor 16–24, or beside that of all.

    Ages are known as such. Other words are groups only where each stands beside both of a pair, as in Kvinnor heltid,
    Män heltid, Kvinnor deltid, Män deltid; those of which `has_meaning` is true are what the columns have.
    """
    said = [header_words(header, language, groups.words) for header in headers]
    found = [(each, match[0]) for each in said if (match := _ages(language).search(each.rest)) and _is_span(match[0])]
    whole = any(each.everybody and not each.rest for each in said)
    crossing = any(each.groups for each, _ in found)
    alone = whole and len({age for _, age in found}) > 1 and all(each.rest == age for each, age in found)
    if found and (crossing or alone):
        first = next(header for header, each in zip(headers, said, strict=True) if each is found[0][0])
        return _named_by(with_ages(groups, [age for _, age in found], language), groups, first)
    rests = [each.rest for each in said if each.groups and each.rest and not has_meaning(each.rest)]
    beside = _beside_groups(headers, groups, language, {*rests})
    if len(beside) > 1 and len(beside) == len({*rests}):
        first = next(header for header, each in zip(headers, said, strict=True) if each.rest == beside[0])
        title = Language(language).text("import.dimension.other")
        made = _with_dimension(groups, title, beside, language)
        return _named_by(made, groups, first) if made else groups
    return groups


def _named_by(made: KnownGroups, before: KnownGroups, header: str) -> KnownGroups:
    """Return groups whose new dimensions are named by a header alone."""
    return replace(made, of_headers={**made.of_headers, **dict.fromkeys(made.fresh - before.fresh, header)})


def _beside_groups(names: Iterable[str], groups: KnownGroups, language: str, only: Iterable[str] = ()) -> list[str]:
    """Return the words that stand beside known groups in names, each beside several of one dimension or an age."""
    found: dict[str, set[str]] = {}
    for name in names:
        said = header_words(name, language, groups.words)
        if said.groups and said.rest:
            found.setdefault(said.rest, set()).update(said.groups)
    kept = {*only} or {*found}
    return [rest for rest, ids in found.items() if rest in kept and (len(ids) > 1 or _is_span(rest))]


def with_ages_beside(groups: KnownGroups, names: Iterable[str], language: str) -> KnownGroups:
    """Return the known groups with the ages in names of rows: Kvinnor 16–24, or several ages below each other."""
    said = [(name, header_words(name, language, groups.words)) for name in names]
    spans = {name: each for name, each in said if each.rest and _is_span(each.rest) and age_span(each.rest, language)}
    ages = {each.rest: name for name, each in spans.items()}
    crossing = any(each.groups for each in spans.values())
    if len(ages) == 1 and not crossing:
        return groups
    return _named_by(with_ages(groups, ages, language), groups, next(iter(ages.values()))) if ages else groups


def with_ages(groups: KnownGroups, texts: Iterable[str], language: str, title: str = "") -> KnownGroups:
    """Return the known groups with ages, such as 16–24, as those of a dimension; unchanged if they overlap.

    Where a publication declares some of them, the others are left to people.
    """
    spans = {span: text for text in texts if (span := age_span(text, language))}
    known = {span: groups.words[text.casefold()] for span, text in spans.items() if text.casefold() in groups.words}
    more = [span for span in spans if span not in known]
    held = {groups.dimension_of(group).id for group in known.values()}
    if not more or len(held) > 1 or held - groups.fresh or _overlap(spans):
        return groups
    if held:
        dimension = groups.dimension_of(next(iter(known.values())))
        there = [span for each in dimension.groups if (span := age_span(each.title, language))]
        if _overlap([*there, *more]):
            return groups
        names = [each.title for each in dimension.groups] + [spans[span] for span in more]
        without = tuple(each for each in groups.dimensions if each is not dimension)
        words = {
            word: group for word, group in groups.words.items() if group not in {one.id for one in dimension.groups}
        }
        groups = replace(groups, dimensions=without, words=words)
        return _with_dimension(groups, dimension.title, names, language) or groups
    word = table_words(language)["age"][0]
    name = title or word[:1].upper() + word[1:]
    return _with_dimension(groups, name, [spans[span] for span in sorted(spans)], language) or groups


def _with_dimension(groups: KnownGroups, title: str, names: Sequence[str], language: str) -> KnownGroups | None:
    """Return the known groups with a dimension that nobody declares; None if its names cannot be ids."""
    if not all(map(slugify, (title, *names))):
        return None
    taken = {each.id for each in groups.dimensions} | {*groups.words.values()}
    own = _free(slugify(title, max_length=40), taken)
    parts = []
    for name in names:
        parts.append(DimensionGroup(id=_free(slugify(name, max_length=40), {*taken, own}), title=name))
        taken.add(parts[-1].id)
    words = {word: each.id for each in parts for word in _words_of(each.title, language)}
    dimension = Dimension(id=own, title=title, groups=tuple(parts))
    return replace(groups, words={**groups.words, **words}, dimensions=(*groups.dimensions, dimension),
                   fresh=groups.fresh | {own})  # fmt: skip


def cell_named(text: str, groups: KnownGroups, language: str) -> str | None:
    """Return the cell of the groups that a text names, "" for all: Kvinnor, 16–24 år; None if it says anything else."""
    plain = text.casefold().strip(" .")
    if plain in words_for("everybody", language):
        return ""
    if plain in groups.words:
        return groups.words[plain]
    said = header_words(text, language, groups.words)
    return groups.cell(said.groups) if said.groups and not said.rest and not said.dated.period else None


def names_ages(text: str, language: str, *, beside_group: bool = False) -> bool:
    """Return whether a text names a span of ages somewhere: 16–24 år, 65+; 16–24 alone only `beside_group`."""
    match = _ages(language).search(text)
    return match is not None and _is_span(match[0]) and bool(beside_group or match["years"] or match["older"])


def age_span(text: str, language: str) -> tuple[int, int] | None:
    """Return the youngest and the oldest of a span of ages; None for any other text."""
    match = _ages(language).fullmatch(text.casefold().strip())
    if match is None:
        return None
    low = int(match["low"])
    if match["before"]:
        under = match["before"] in _own("below", language)
        return (0, low - 1) if under else (low + 1, _NO_AGE)
    if match["plus"] or match["older"] or match["open"]:
        return low, _NO_AGE
    return (0, low) if match["younger"] or match["until"] else (low, int(match["high"] or low))


def _is_span(text: str) -> bool:
    """Return whether ages are more than one: 15 and 15 år may be anything."""
    return not _ONE_AGE.fullmatch(text.strip())


def _overlap(spans: Iterable[tuple[int, int]]) -> bool:
    return any(one[0] <= other[1] and other[0] <= one[1] for one, other in combinations(spans, 2))


@cache
def _ages(language: str) -> re.Pattern[str]:
    """Return a pattern for ages: 16–24, 16-24 år, 65+, 65– år, –29 år, 65 år och äldre, under 18 år."""
    # In another language the same words may mean all: alle.
    before = _one_of((*_own("above", language), *_own("below", language)))
    years, older, younger = (
        _one_of(words_for(role, language)) for role in ("years_of_age", "and_older", "and_younger")
    )
    return re.compile(
        rf"(?:(?P<until>\A[-–—]\s?(?=\d{{1,3}}(?!\s*[-–—+\d])))|(?<![\w.,–-]))"
        rf"(?:(?P<before>{before})\s+(?=\d{{1,3}}(?!\s*[-–—+\d])))?(?P<low>\d{{1,3}})"
        rf"(?:\s*[-–—]\s*(?P<high>\d{{1,3}})|(?P<plus>\s?\+)|(?P<open>\s?[-–—](?=\s*(?:\Z|(?:{years})(?!\w)))))?"
        rf"(?:\s*-?(?P<years>{years})(?!\w))?(?:\s*(?:(?P<older>{older})|(?P<younger>{younger}))(?!\w))?"
        rf"(?![\w–-]|[.,]\d|\s*[%‰])",
        re.IGNORECASE,
    )


def _own(role: str, language: str) -> tuple[str, ...]:
    return tuple(map(str, word_lists("tables", language).get(role, ())))


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _words_of(title: str, language: str) -> tuple[str, ...]:
    """Return the words for a group, in lower case: its title, and the ways in which its ages may be written."""
    plain = title.casefold()
    span = age_span(plain, language)
    if span is None or not _is_span(plain):
        return (plain,)
    low, high = span
    older, units = _own("and_older", language), _own("years_of_age", language)
    if high == _NO_AGE:
        ways = [
            f"{low}+",
            *(f"{low} {word}" for word in older),
            *(f"{low} {unit} {word}" for unit in units for word in older),
        ]
        ways += [f"{low}{dash}" for dash in ("–", "-", " –", " -")]
    else:
        ways = [f"{low}{dash}{high}" for dash in ("–", "-", " – ", " - ")]
        ways += [f"{dash}{high}" for dash in ("–", "-")] if not low else []
        ways += [f"{high} {unit} {word}" for unit in units for word in _own("and_younger", language)] if not low else []
    return tuple(dict.fromkeys((plain, *ways, *(f"{way} {unit}" for way in ways for unit in units))))


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
