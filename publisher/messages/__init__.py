"""Messages: a problem in words, in the site's language, for people and for other programs."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from publisher.language import Language
from publisher.problem import Problem, Severity, nearest

# What an author typed is shown as it is in the file; these are numbers that the program computed.
COMPUTED: Final = frozenset({"ratio", "needed", "measured", "limit", "size"})

# Longer values are truncated: their beginning is enough to recognise them.
LONGEST_FACT: Final = 300
# Characters that nobody sees, and Greek and Cyrillic letters within a word in Latin ones, which look the same.
_UNSEEN: Final = re.compile(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
    r"|(?<=[a-zA-Z])[\u0370-\u03a8\u03aa-\u03bb\u03bd-\u03ff\u0400-\u04ff]|[\u0370-\u03a8\u03aa-\u03bb\u03bd-\u03ff\u0400-\u04ff](?=[a-zA-Z])"
)
# Facts that are kinds of nodes; an author's own name may read the same.
_KINDS: Final = frozenset({"kind", "expected"})


def message(problem: Problem, language: Language) -> str:
    """Return what is wrong, in one sentence."""
    return language.text(f"{problem.code}.message", **_in_words(problem, language))


def hint(problem: Problem, language: Language) -> str:
    """Return what to do about it, with the word that was probably meant, if any."""
    advice = language.text(f"{problem.code}.hint", **_in_words(problem, language))
    near = problem.facts.get("near") or _named(problem, language)
    return f"{language.text('problem.near', near=near)} {advice}" if near else advice


def _named(problem: Problem, language: Language) -> str:
    """Return the value whose word in the site's language an author wrote: `ongoing` for `pågår`."""
    value, words = problem.facts.get("value", "").casefold(), _words(problem, language)
    if not value:
        return ""
    # One of several words counts if only one value has it: bolag for the municipal company.
    within = [each for each, word in words.items() if value in word.split()]
    found = nearest(value, words.values()) if words else ""
    near = next((each for each, word in words.items() if word == found), "")
    return near or (within[0] if len(within) == 1 else "")


def _words(problem: Problem, language: Language) -> dict[str, str]:
    """Return the words in the site's language for the allowed values, in lower case."""
    prefix = problem.facts.get("words", "")
    allowed = problem.facts.get("allowed", "").split(", ") if prefix else []
    known = (each for each in allowed if language.has(f"{prefix}.{each}"))
    # A field's entry is its title, a colon and its explanation.
    return {each: language.text(f"{prefix}.{each}").partition(": ")[0].casefold() for each in known}


def _in_words(problem: Problem, language: Language) -> dict[str, str]:
    """Return the facts of a problem in the site's language: names of kinds, and computed numbers."""
    facts = {name: _in_word(name, fact, language) for name, fact in problem.facts.items()}
    if words := _words(problem, language):
        facts["allowed"] = ", ".join(_explained(each, words) for each in problem.facts["allowed"].split(", "))
    return facts


def _explained(value: str, words: Mapping[str, str]) -> str:
    """Return an allowed value with its word, if that differs."""
    word = words.get(value, value)
    return value if word == value else f"{value} ({word})"


def _in_word(name: str, fact: str, language: Language) -> str:
    if name in COMPUTED:
        return language.number(Decimal(fact))
    if name == "language":
        return language.name_of(fact)
    if name in _KINDS and language.has(f"node.{fact}"):
        return language.text(f"node.{fact}")
    fact = _UNSEEN.sub(_numbered, fact) if not fact.isascii() else fact
    return fact if len(fact) <= LONGEST_FACT else f"{fact[:LONGEST_FACT]} …"


def _numbered(match: re.Match[str]) -> str:
    """Return a character that does not show, or looks like another letter, as its number: U+0430 for a Cyrillic a."""
    return f"[U+{ord(match[0]):04X}]"


def as_text(problems: Iterable[Problem], language: Language) -> str:
    """Return problems as lines of text: place, message and code, and below it the hint.

    Notices of the same kind often come in a row; a hint that already stands directly above is not repeated for them.
    """
    lines: list[str] = []
    above = ""
    for problem in problems:
        is_notice = problem.severity is not Severity.ERROR
        weight = f"{language.text('problem.notice')}: " if is_notice else ""
        lines.append(f"{problem.place}: {weight}{message(problem, language)} [{problem.code}]")
        advice = f"    {hint(problem, language)}"
        if not is_notice or advice != above:
            lines.append(advice)
        above = advice if is_notice else ""
    return "\n".join(lines)
