"""Messages: a problem in the words of the site's language, as people and as other programs read it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from publisher.language import Language
from publisher.problem import Problem, Severity, nearest

# What an author typed is shown as it stands in the file; these are figures that the program counted or compared.
COMPUTED: Final = frozenset({"ratio", "needed", "measured", "limit", "size"})

# Of what is longer an author knows by its beginning what is meant.
LONGEST_FACT: Final = 300
# Facts that are kinds of what has an id; a name that an author gave may read the same.
_KINDS: Final = frozenset({"kind", "expected"})


def message(problem: Problem, language: Language) -> str:
    """Return what is wrong, in one sentence."""
    return language.text(f"{problem.code}.message", **_in_words(problem, language))


def hint(problem: Problem, language: Language) -> str:
    """Return what to do about it, with the word that was probably meant where there is one."""
    advice = language.text(f"{problem.code}.hint", **_in_words(problem, language))
    near = problem.facts.get("near") or _named(problem, language)
    return f"{language.text('problem.near', near=near)} {advice}" if near else advice


def _named(problem: Problem, language: Language) -> str:
    """Return the value whose word in the site's language an author wrote: `pågår` is `ongoing`."""
    value, words = problem.facts.get("value", "").casefold(), _words(problem, language)
    if not value:
        return ""
    # A word of several counts where only one value has it: bolag is the municipal company.
    within = [each for each, word in words.items() if value in word.split()]
    found = nearest(value, words.values()) if words else ""
    near = next((each for each, word in words.items() if word == found), "")
    return near or (within[0] if len(within) == 1 else "")


def _words(problem: Problem, language: Language) -> dict[str, str]:
    """Return the words in the site's language for the values that are allowed, in small letters."""
    prefix = problem.facts.get("words", "")
    allowed = problem.facts.get("allowed", "").split(", ") if prefix else []
    known = (each for each in allowed if language.has(f"{prefix}.{each}"))
    # The words of a field are its title, a colon and what it means.
    return {each: language.text(f"{prefix}.{each}").partition(": ")[0].casefold() for each in known}


def _in_words(problem: Problem, language: Language) -> dict[str, str]:
    """Return the facts of a problem in the site's language: names of kinds, and numbers that were computed."""
    facts = {name: _in_word(name, fact, language) for name, fact in problem.facts.items()}
    if words := _words(problem, language):
        facts["allowed"] = ", ".join(_explained(each, words) for each in problem.facts["allowed"].split(", "))
    return facts


def _explained(value: str, words: Mapping[str, str]) -> str:
    """Return a value to choose with what it means, where its own name is another word."""
    word = words.get(value, value)
    return value if word == value else f"{value} ({word})"


def _in_word(name: str, fact: str, language: Language) -> str:
    if name in COMPUTED:
        return language.number(Decimal(fact))
    if name == "language":
        return language.name_of(fact)
    if name in _KINDS and language.has(f"node.{fact}"):
        return language.text(f"node.{fact}")
    return fact if len(fact) <= LONGEST_FACT else f"{fact[:LONGEST_FACT]} …"


def as_text(problems: Iterable[Problem], language: Language) -> str:
    """Return problems as lines of text: place, what is wrong and its code, and below it what to do."""
    lines = []
    for problem in problems:
        weight = "" if problem.severity is Severity.ERROR else f"{language.text('problem.notice')}: "
        lines += [
            f"{problem.place}: {weight}{message(problem, language)} [{problem.code}]",
            f"    {hint(problem, language)}",
        ]
    return "\n".join(lines)
