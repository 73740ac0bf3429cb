"""The words that occur in tables: `locale/<language>/tables.yml`, for all languages together.

A Swedish publication may contain a Danish table, and few words have different meanings in tables of two languages.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from publisher.importing.prose.steering_words import words_of
from publisher.locales import languages, word_lists

# Roles whose headers are often compounds, and the least length of a compound's last part.
_COMPOUNDED: Final = ("indicator", "theme", "action", "comment", "forecast", "judgement")
_LEAST_PART: Final = 5
# A text in brackets at the end of another, and the longest abbreviation of a body: KS, BUN.
_BEHIND: Final = re.compile(r"(?P<text>.*[^\s(])\s*\((?P<inner>(?:[^()]|\([^()]*\))+)\)")
_SHORT: Final = 6
# The words of the longest name of an area.
_AREA_WORDS: Final = 4


@cache
def table_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each column role and each sort of value, those of `language` first."""
    found: dict[str, dict[str, None]] = {}
    for code in sorted(languages(), key=lambda code: code != language):
        for role, words in word_lists("tables", code).items():
            found.setdefault(role, {}).update(dict.fromkeys(str(word).casefold() for word in words))
    return MappingProxyType({role: tuple(words) for role, words in found.items()})


@cache
def words_for(role: str, language: str) -> tuple[str, ...]:
    """Return the words of one role, longest first, for searching in a text."""
    return tuple(sorted(table_words(language).get(role, ()), key=len, reverse=True))


def meaning(text: str, roles: Iterable[str], language: str) -> str:
    """Return the role of a text by its words, or "": an exact match comes before the longest prefix."""
    return meaning_and_rest(text, roles, language)[0]


def meaning_and_rest(text: str, roles: Iterable[str], language: str) -> tuple[str, str]:
    """Return the role of a text by its words, and the rest of the text after the matching word."""
    return _meaning(" ".join(text.casefold().split()).strip(" .:*"), tuple(roles), language)


# A sheet's cells are looked at as headers many times, and the same texts stand in many of them.
@lru_cache(maxsize=10_000)
def _meaning(plain: str, known: tuple[str, ...], language: str) -> tuple[str, str]:
    words = table_words(language)
    if not plain:
        return "", ""
    for role in known:
        if plain in words.get(role, ()):
            return role, ""
    starts = [(len(word), role) for role in known for word in words.get(role, ()) if _begins(plain, word)]
    length, role = max(starts, default=(0, ""))
    return (role, plain[length:].strip()) if role else (_last_part(plain, known, words), "")


def _last_part(plain: str, known: Sequence[str], words: Mapping[str, tuple[str, ...]]) -> str:
    """Return the role of the last part of a single compound, or "": måleindikator, politikområde."""
    if not plain.isalpha():
        return ""
    ends = ((len(word), role) for role in _COMPOUNDED for word in words.get(role, ()) if plain.endswith(word))
    return max(((length, role) for length, role in ends if length >= _LEAST_PART and role in known), default=(0, ""))[1]


def is_total(text: str, language: str) -> bool:
    """Return whether a text is only the word for a total, perhaps with a number, and names nothing that is counted."""
    plain, words = " ".join(text.casefold().split()).strip(" .:*"), table_words(language).get("total", ())
    return plain in words or any(re.match(rf"{re.escape(word)}:? \d", plain) for word in words)


def names_budget(text: str, language: str) -> bool:
    """Return whether a text is only a word for a budget, perhaps with its unit: Budget (tkr), Kommunbidrag, mnkr."""
    plain = re.split(r"[(,\[]", _plain_area(text.replace("(", ",")), maxsplit=1)[0].strip(" :")
    return plain in table_words(language).get("budget_row", ())


def names_area(text: str, language: str) -> bool:
    """Return whether a text is only the name of an area: Riket, Stockholms län, Kommunen."""
    parts = _plain_area(text).split()
    kinds = table_words(language).get("area_kind", ())
    ends = 1 < len(parts) <= _AREA_WORDS and bool({parts[0], parts[-1]} & {*kinds})
    return ends or is_known_area(text, language)


def is_known_area(text: str, language: str) -> bool:
    """Return whether a text is a word for an area that has no other meaning: Riket, Kommunen."""
    words = table_words(language)
    return _plain_area(text) in {*words.get("other_area", ()), *words.get("own_area", ())}


def _plain_area(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .:*()")


def role_behind_owner(text: str, language: str) -> str:
    """Return the role of a header that begins with whose it is: Fritidsnämndens mål, KF:s bedömning; "" if none."""
    owners, parts = tuple(table_words(language).get("goal_owner", ())), _plain_area(text).split()
    roles = ("indicator", "goal", "target", "action", "judgement", "comment", "forecast")
    named = ((at, meaning(part, roles, language)) for at, part in enumerate(parts) if at)
    found = next((role for at, role in named if role and " ".join(parts[:at]).endswith(owners)), "")
    return "goal" if found == "target" else found


def ends_as_goal(header: str, language: str) -> bool:
    """Return whether the last word of a header is one for goals, or ends with one: Globalt mål, Effektmål."""
    last, words = (_plain_area(header).split() or [""])[-1], words_for("goal", language)
    return last.endswith(words)


def area_of(text: str, language: str) -> tuple[str, str]:
    """Return the area that a header begins with, and the rest: Rikets utfall → riket, utfall; ("", text) if none."""
    first, _, rest = text.casefold().partition(" ")
    area = first.removesuffix("s").removesuffix("'").removesuffix("’")
    return (area, rest) if rest and first.endswith("s") and is_known_area(area, language) else ("", text)


def names_share(title: str, language: str) -> bool:
    """Return whether a name, or a part of it behind a comma, begins as that of a share: Nöjdhet, andel nöjda."""
    words = "|".join(map(re.escape, words_for("share_name", language)))
    return bool(re.search(rf"(?:^|[,:;–—]\s*)(?:{words})", title.casefold()))


def body_kind(name: str, language: str) -> str:
    """Return the type of organisation that a name's ending indicates, or what stands before *for*; or ""."""
    words, plain = table_words(language), name.casefold()
    if parts := re.match(rf"(?P<body>\S+(?: \S+)?)(?:{words_of(language).clauses.behind_bodies})\S", plain):
        plain = parts["body"]
    kinds = ("board", "administration", "council", "department")
    # The longest ending is the most specific: "kommunestyre" over "styre".
    ends = ((len(word), kind) for kind in kinds for word in words.get(kind, ()) if plain.endswith(word))
    kind = max(ends, default=(0, ""))[1]
    return "unit" if kind == "department" else kind


def is_generic_body(name: str, language: str) -> bool:
    """Return whether a text is only the word for a sort of body, of which there are several: Nämnden, förvaltningen."""
    words, plain = table_words(language), " ".join(name.casefold().split()).strip(" .")
    return any(plain in words.get(kind, ()) for kind in ("board", "administration", "department"))


def is_collective(name: str, language: str) -> bool:
    """Return whether a name is of several bodies together: samtliga förvaltningar."""
    first, *others = name.casefold().split() or [""]
    return bool(others) and first in table_words(language).get("collective", ())


def bodies_behind(text: str, language: str) -> tuple[str, str]:
    """Return a text without the bodies in brackets behind it, and these: Utred en simhall (KFN, Kommunstyrelsen).

    The second is "" if what stands there may be something else: an abbreviation alone is one only if it is known.
    """
    match = _BEHIND.fullmatch(text.strip())
    if not match:
        return text, ""
    words = table_words(language)
    between = "|".join(map(re.escape, words_for("between_bodies", language)))
    parts = [each for each in re.split(rf"\s*[,;/&+]\s*|(?<!-)\s+(?:{between})\s+", match["inner"]) if each]
    sure = [_is_body(part, language) for part in parts]
    known = any(sure) or any(part.casefold() in words.get("body_short", ()) for part in parts)
    short = (part.isalpha() and part.isupper() and 1 < len(part) <= _SHORT for part in parts)
    holds = known and all(one or other for one, other in zip(sure, short, strict=True))
    return (match["text"], match["inner"].strip()) if holds else (text, "")


def _is_body(name: str, language: str) -> bool:
    plain = without_collective(name, language)
    return is_collective(plain, language) or (bool(body_kind(plain, language)) and not is_generic_body(plain, language))


def without_collective(name: str, language: str) -> str:
    """Return a body's name without brackets that only name others together: HR-avdelningen (alla förvaltningar)."""
    match = _BEHIND.fullmatch(name.strip())
    return match["text"] if match and is_collective(match["inner"], language) else name


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not (word[-1].isalnum() and text[len(word) : len(word) + 1].isalnum())
