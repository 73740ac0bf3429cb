"""Bodies: which responsible bodies the cells of a source name, one or several, and which are new."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from slugify import slugify

from publisher.importing.columns.table_words import (
    body_kind,
    is_collective,
    is_generic_body,
    table_words,
    without_collective,
    words_for,
)
from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock, SourceLine
from publisher.importing.prose.steering_words import adoption_words, words_of

# The longest abbreviation that is taken for a body's name: KS, BUN.
_SHORT: Final = 6
_KINDS: Final = ("board", "administration", "council", "department")
_WITH_SHORT: Final = re.compile(rf"(?P<full>[^(),;/]+?)\s*\((?P<short>[A-ZÅÄÖÆØ]{{2,{_SHORT}}})\)")
# An abbreviation behind what it stands for, before it in a list, and alone in a cell.
_IN_TEXT: Final = re.compile(rf"\s\(([A-ZÅÄÖÆØ]{{2,{_SHORT}}})\)")
_LISTED: Final = re.compile(rf"([A-ZÅÄÖÆØ]{{2,{_SHORT}}})\s*[=:–—-]\s*(\S.*?)\.?")
_ALONE: Final = re.compile(rf"[A-ZÅÄÖÆØ]{{2,{_SHORT}}}")
# The most words of a body's name.
_WORDS: Final = 6
# Two words in capitals that are not abbreviations may be a person's name, and so may one behind an initial.
_PERSON: Final = re.compile(
    r"(?:[A-ZÅÄÖÆØ][a-zåäöæøéü]+(?:-[A-ZÅÄÖÆØ][a-zåäöæøéü]+)? |(?:[A-ZÅÄÖÆØ]\.\s?){1,2})"
    r"[A-ZÅÄÖÆØ][a-zåäöæøéü]+(?:-[A-ZÅÄÖÆØ][a-zåäöæøéü]+)?"
)


@dataclass(frozen=True, slots=True)
class NamedBodies:
    """The ids of the body or bodies that each name means, and the bodies to add."""

    ids: Mapping[str, str | list[str]]
    fresh: tuple[ProposedValue, ...]


def short_bodies(blocks: Iterable[SourceBlock], language: str) -> dict[str, str]:
    """Return the full names of bodies by the abbreviations that a source explains, in lower case.

    It does so in its text, Kommunstyrelsen (KS), in a list, KS – Kommunstyrelsen, or in a table of both. One that
    stands for two names stands for neither.
    """
    found: dict[str, set[str]] = {}
    for block in blocks:
        for short, full in _explained(block, language):
            found.setdefault(short.casefold(), set()).add(full[:1].upper() + full[1:])
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def _explained(block: SourceBlock, language: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation in a block with the body that it is explained as: one whose initials it is."""
    for match in _IN_TEXT.finditer(block.text):
        before = re.split(r"[,;:.()]\s+", block.text[: match.start()])[-1].split()
        names = (" ".join(before[-count:]) for count in range(1, _WORDS + 1) if count <= len(before))
        if full := next((name for name in names if _has_initials(name, match[1], language)), ""):
            yield match[1], full
    if (listed := _LISTED.fullmatch(block.text.strip())) and _has_initials(listed[2], listed[1], language):
        yield listed[1], listed[2]
    for row in block.rows:
        texts = [row.text(cell) for cell in row.filled]
        for short, full in pairwise(texts):
            if _ALONE.fullmatch(short) and _has_initials(full, short, language):
                yield short, full


def mentioned_bodies(blocks: Iterable[SourceBlock], language: str) -> frozenset[str]:
    """Return the names of bodies that the running text of a source mentions: Utbildningsnämnden."""
    joining = "|".join(map(re.escape, sorted(words_of(language).joining)))
    name = re.compile(rf"(?:[^\W\d_]+-(?:,| (?:{joining}))? )*[^\W\d_]+")
    found: set[str] = set()
    for block in blocks:
        for match in name.finditer(block.text):
            said, before = match[0], block.text[: match.start()].split()[-1:]
            if body_kind(said, language):
                said = " ".join((*before, said)) if is_generic_body(said, language) else said
                found.add(said[:1].upper() + said[1:])
    return frozenset(found)


def named_bodies(
    named: Iterable[tuple[str, Sequence[SourceLine]]], there: Mapping[str, str], taken: Set[str], language: str,
    explained: Mapping[str, str] = MappingProxyType({}), mentioned: Set[str] = frozenset(),
) -> NamedBodies:  # fmt: skip
    """Return the bodies that names mean, each given with its lines; `there` maps existing names in lower case to ids.

    `explained` are the full names of bodies by abbreviations in lower case, as the source itself explains them, and
    `mentioned` are the names in its text, of which one may be what an abbreviation stands for.

    A cell names several bodies if every part of it certainly is one; otherwise it names one, possibly with a doubt.
    """
    lines: dict[str, tuple[SourceLine, ...]] = {}
    for name, own in named:
        if name:
            lines.setdefault(name, tuple(own))
    alone = {name: without_collective(name, language) for name in lines}
    if alone != {name: name for name in lines}:
        made = named_bodies(((alone[name], own) for name, own in lines.items()), there, taken, language, explained,
                            mentioned)  # fmt: skip
        whole = {plain: name for name, plain in alone.items() if name != plain}
        return NamedBodies(
            {name: made.ids[plain] for name, plain in alone.items()},
            tuple(_with_others(each, whole) for each in made.fresh),
        )
    stopped = _stopped_names(lines, language)
    initials = _initials(lines, {*there, *mentioned}, language)
    sure = _sure_names(lines, there, language)
    stopped |= _meant(initials, there.keys() - {name.casefold() for name in (*lines, *mentioned)}, sure)
    said = {key: full for key, full in explained.items() if key not in there}
    short = {key: full for key, (full, _) in stopped.items() if key not in said} | sure | said | _short_names(lines)
    known = {*there, *short, *(name.casefold() for name in lines if not _are_several(name, language))}
    found: dict[str, str | list[str]] = {}
    ids, fresh = dict(there), []
    for name, own in lines.items():
        parts = _parts(name, known, language)
        for part in (short.get(each.casefold(), each) for each in parts):
            if part.casefold() not in ids:
                unique, is_new = _id_of(part, there, taken, ids)
                ids[part.casefold()] = unique
                if not is_new:
                    continue
                body = _body(unique, part, own[:1], language)
                own_words = [written for key, (full, written) in stopped.items() if full == part and key not in said]
                same = initials[part.casefold()][0] if part.casefold() in initials else ""
                fresh.append(_asked(body, own_words, same))
        several = list(dict.fromkeys(ids[short.get(part.casefold(), part).casefold()] for part in parts))
        found[name] = several[0] if len(several) == 1 else several
    return NamedBodies(found, tuple(fresh))


def _meant(
    initials: Mapping[str, tuple[str, str]], elsewhere: Set[str], sure: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return the initials that are those of a body of the source itself, and not only of one of the publication."""
    return {short: found for short, found in initials.items()
            if short not in sure and found[0].casefold() not in elsewhere}  # fmt: skip


def _id_of(name: str, there: Mapping[str, str], taken: Set[str], used: Mapping[str, str]) -> tuple[str, bool]:
    """Return the id of a body whose name is no known title, and whether the body is new.

    An earlier import of the same source may have made it, and people may have given it another title.
    """
    plain = slugify(name, max_length=60, save_order=True) or "organisation"
    if plain in there and plain not in taken:
        return there[plain], False
    return _free(plain, {*taken, *used.values()}), True


def _asked(body: ProposedValue, short: Sequence[str], same: str) -> ProposedValue:
    """Return a body with doubts: about its short forms in the source, and whether it is the `same` as another."""
    doubts = [Doubt("body-short", {"text": each}) for each in dict.fromkeys(short)]
    doubts += [Doubt("body-same", {"title": same})] if same else []
    return replace(body, doubts=(*body.doubts, *doubts))


def _with_others(body: ProposedValue, whole: Mapping[str, str]) -> ProposedValue:
    """Return a body with a doubt if the source names others with it, by its own name: HR (alla förvaltningar)."""
    title = str(body.value["title"]) if isinstance(body.value, dict) else ""
    doubts = (Doubt("body-others", {"text": whole[title][:60]}),) if title in whole else ()
    return replace(body, doubts=(*body.doubts, *doubts))


def _short_names(names: Iterable[str]) -> dict[str, str]:
    """Return the full names of bodies by what stands for them: Tekniska nämnden, for that with (TN) behind it and TN.

    A short form that stands behind two names stands for neither.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        if match := _WITH_SHORT.fullmatch(name):
            found.setdefault(match["short"].casefold(), set()).add(match["full"])
    sure = {short: next(iter(full)) for short, full in found.items() if len(full) == 1}
    return sure | {f"{full} ({short})".casefold(): full for short, full in sure.items()}


def _stopped_names(names: Iterable[str], language: str) -> dict[str, tuple[str, str]]:
    """Return the full names of bodies by their abbreviations with a full stop: Fastighetsavd., Barn- och utb.nämnden.

    Each is given in lower case, with and without the stop at its end, and as it is written behind its full name. One
    that fits two names of the source stands for neither.
    """
    every = list(names)
    full = [each for each in every if "." not in each and not _are_several(each, language)]
    parts = {part.strip() for each in every for part in re.split(r"\s*[,;/\n]\s*", each) if "." in part}
    found: dict[str, tuple[str, str]] = {}
    for part in sorted(parts):
        ends = re.sub(r"\\\.", r"[^\\W\\d]+", re.escape(part))
        fits = [each for each in full if re.fullmatch(ends, each, re.IGNORECASE)]
        if len(fits) == 1 and part[:2].isalpha():
            # A list is read without the full stops at the ends of its parts.
            found |= dict.fromkeys((part.casefold(), part.casefold().strip(" .")), (fits[0], part))
    # The full stop may have been taken for that of a sentence: Ansvarig: Fastighetsavd.
    for part in every:
        fits = [each for each in full if not body_kind(part, language) and _is_cut(part, each, language)]
        if len(fits) == 1:
            found.setdefault(part.casefold(), (fits[0], part))
    return found


def _is_cut(part: str, name: str, language: str) -> bool:
    """Return whether a text is a name whose last word for a sort of body is cut: Fastighetsavd."""
    plain, short, ending = name.casefold(), part.casefold(), _ending(name.casefold(), language)
    stem = plain.removesuffix(ending)
    rest = short.removeprefix(stem)
    return bool(stem and ending and short != rest) and 1 < len(rest) < len(ending) and ending.startswith(rest)


def _ending(plain: str, language: str) -> str:
    """Return the word for a sort of body that a name in lower case ends with, or ""."""
    words = (word for kind in _KINDS for word in table_words(language).get(kind, ()))
    return max((word for word in words if plain.endswith(word)), key=len, default="")


def _sure_names(names: Iterable[str], there: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the full names of bodies, named or known, by abbreviations that mean the same everywhere: KS."""
    full = {each.casefold(): each for each in names}
    known = {short: full.get(name, name) for short, name in adoption_words(language).short.items()
             if name in full or name in there}  # fmt: skip
    return {short: name for short, name in known.items() if short not in there}


def _initials(names: Iterable[str], there: Set[str], language: str) -> dict[str, tuple[str, str]]:
    """Return the names of bodies whose initials an abbreviation is, by it in lower case, with it as it is written.

    Barn- och utbildningsnämnden is meant by BUN, of the source or of the publication. One that fits two stands for
    neither.
    """
    every = list(names)
    found: dict[str, tuple[str, str]] = {}
    full = {each.casefold(): each for each in (*there, *every) if body_kind(each, language) and " (" not in each}
    full = {key: each for key, each in full.items() if not _are_several(each, language)}
    for part in sorted({part for each in every for part in re.split(r"\W+", each)}):
        if part.isalpha() and part.isupper() and 1 < len(part) <= _SHORT and part.casefold() not in there:
            fits = {each for each in full.values() if each != part and _has_initials(each, part, language)}
            if len(fits) == 1:
                [name] = fits
                found[part.casefold()] = (name[:1].upper() + name[1:], part)
    return found


def _has_initials(name: str, short: str, language: str) -> bool:
    """Return whether the letters of an abbreviation begin the words of a name, or are within them, in order."""
    plain, letters = name.casefold(), short.casefold()
    ending = _ending(plain, language)
    before = [word for word in re.split(r"[\s-]+", plain.removesuffix(ending)) if word]
    words = [word for word in before if word not in words_of(language).joining]
    within = r"\w*".join(rf"{re.escape(letter)}" for letter in letters[:-1])
    if not ending or not words or letters[-1] != ending[0] or letters[0] != words[0][0]:
        return False
    # Each word gives its first letter.
    initials = "".join(word[0] for word in words)
    ordered = re.search(r"\w*".join(map(re.escape, initials)), letters[:-1])
    return bool(ordered) and bool(re.match(within, "".join(words)))


def _body(name: str, title: str, lines: tuple[SourceLine, ...], language: str) -> ProposedValue:
    kind = body_kind(title, language)
    # In running text names of bodies have small letters.
    title = f"{title[:1].upper()}{title[1:]}" if kind and title.islower() else title
    person = not kind and bool(_PERSON.fullmatch(title))
    together = is_collective(title, language)
    asked = (
        ("body-collective", together),
        ("body-kind", not kind and not together),
        ("body-several", _are_several(title, language)),
        ("body-person", person),
    )
    value = {"id": name, "title": title, "kind": kind or "unit"}
    return ProposedValue(value, lines, tuple(Doubt(code) for code, holds in asked if holds))


def _parts(name: str, known: Set[str], language: str) -> tuple[str, ...]:
    """Return the names listed in a cell; the whole cell if any part may not be a name."""
    if name.casefold() in known:
        return (name,)
    between = _between(language)
    split = re.compile(rf"\s*[,;/&+]\s*(?:(?:{between})\s+)?|(?<!-)\s+(?:{between})\s+", re.IGNORECASE)
    parts = [part for part in (each.strip(" .") for each in split.split(name)) if part]
    sure = [_is_body(part, known, language) for part in parts]
    # Beside a certain name, a text after a comma or on a separate line is one too: "…förvaltningen, Polisen".
    listed = any(sure) and all(
        (part[0].isupper() or _is_body(part, known, language)) and len(part.split()) <= 3 and part[-1] != "-"
        for part in re.split(r"\s*[,;/]\s*", name) if part
    )  # fmt: skip
    if len(parts) < 2 or not (all(sure) or (listed and len(re.split(r"[,;/]", name)) == len(parts))):
        return (name,)
    return tuple(part[0].upper() + part[1:] for part in parts)


def _is_body(part: str, known: Set[str], language: str) -> bool:
    """Return whether a text is certainly the name of one body: in another cell, an abbreviation, or by its ending.

    "Nämnden" alone is not a name, and words before a capitalised name are a comment on it.
    """
    if (
        part.casefold() in known
        or is_collective(part, language)
        or (part.isalpha() and part.isupper() and 1 < len(part) <= _SHORT)
    ):
        return True
    kind, (*before, last) = body_kind(part, language), part.split()
    if not kind:
        return False
    bare = last.casefold() in table_words(language)["department" if kind == "unit" else kind]
    return bool(before) if bare else not (before and last[0].isupper())


def _are_several(name: str, language: str) -> bool:
    """Return whether a name may be of several bodies; "Barn- och utbildningsnämnden" is one."""
    return bool(re.search(rf"[,;/&+]|(?<!-) (?:{_between(language)}) ", name, re.IGNORECASE))


def _between(language: str) -> str:
    return "|".join(map(re.escape, words_for("between_bodies", language)))


def _free(name: str, taken: Set[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique
