"""Telling: a problem in the words of the site's language, as people and as other programs read it."""

from collections.abc import Iterable

from publisher.language import Language
from publisher.problem import Problem, Severity


def message(problem: Problem, language: Language) -> str:
    """Return what is wrong, in one sentence."""
    return language.text(f"{problem.code}.message", **_in_words(problem, language))


def hint(problem: Problem, language: Language) -> str:
    """Return what to do about it, with the word that was probably meant where there is one."""
    advice = language.text(f"{problem.code}.hint", **_in_words(problem, language))
    near = problem.facts.get("near")
    return f"{language.text('problem.near', near=near)} {advice}" if near else advice


def _in_words(problem: Problem, language: Language) -> dict[str, str]:
    """Return the facts of a problem, with the kinds of thing that they name in the site's language."""
    return {
        name: language.text(f"node.{fact}") if language.has(f"node.{fact}") else fact
        for name, fact in problem.facts.items()
    }


def told(problems: Iterable[Problem], language: Language) -> str:
    """Return problems as a text to read: place, what is wrong and its code, and below it what to do."""
    lines = []
    for problem in problems:
        weight = "" if problem.severity is Severity.ERROR else f"{language.text('problem.notice')}: "
        lines += [
            f"{problem.place}: {weight}{message(problem, language)} [{problem.code}]",
            f"    {hint(problem, language)}",
        ]
    return "\n".join(lines)
