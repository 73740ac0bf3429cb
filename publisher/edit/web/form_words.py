"""Problems in the words of a form: titles in place of ids and field names, and hints for the form."""

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from publisher.language import Language
from publisher.link.publication import Publication
from publisher.messages import hint, message
from publisher.model.result import Result
from publisher.model.target_value import TargetValue
from publisher.model.time_period import time_period
from publisher.problem import Problem
from publisher.settings_file import SETTINGS

# Typed or suggested values stay as they are, and so does an id if the problem is about that.
_AS_TYPED: Final = frozenset({"value", "near", "new", "right", "file", "first", "words", "allowed"})
# Values with words of their own, and where these are in the catalogues.
_VALUES: Final = MappingProxyType({"unit": "unit.name", "modality": "modality", "direction": "direction"})
_DECIMALS: Final = re.compile(r"-?\d+\.\d+")
# Other numbers in file format; ids such as 1.10 look like numbers.
_NUMBERS: Final = frozenset({"share", "before", "from", "to"})
# Names of fields, and what is suggested for a target value in file format: {change_percent: -20, since: 2015}.
_KEYS: Final = frozenset({"key", "keys", "fact", "facts"})
_FILLED: Final = re.compile(r"\{(.+)\}")
# Days and periods, which a message names in file format.
_TIMES: Final = frozenset({"year", "period", "date", "start", "begin", "end"})
_OF_IDS: Final = frozenset({"duplicate-id", "duplicate-number", "renamed-id", "bad-id", "unquoted-id"})


def form_words(problem: Problem, publication: Publication | None, language: Language) -> dict[str, str]:
    """Return a problem as the message and the hint of a field, with its place if no form can correct it.

    Without a `publication`, whose settings may be what is wrong, ids have no titles.
    """
    facts = {name: _called(name, fact, publication, language) for name, fact in problem.facts.items()}
    if publication and "first" in facts:
        facts["first"] = _title_at(facts["first"], publication, language)
    called = problem if problem.code in _OF_IDS else replace(problem, facts=facts)
    advice = hint(called, language)
    own = f"edit.problem.{problem.code}"
    place = str(problem.place) if problem.place.file == SETTINGS else ""
    advice = language.text(own, **facts) if language.has(own) else advice
    said = f"edit.message.{problem.code}"
    words = language.text(said, **facts) if language.has(said) else message(called, language)
    return {"message": words, "hint": advice, "place": place}


def _title_at(place: str, publication: Publication, language: Language) -> str:
    """Return the title of what stands at a place, file:line:column; the place itself if nothing there has one."""
    nodes = [node for node in publication.nodes.values() if node.document.file == place.partition(":")[0]]
    found = next((node.value for node in nodes if len(nodes) == 1 or str(node.place) == place), None)
    if isinstance(found, Result):
        plan = publication.nodes.get(found.plan)
        when = language.period(found.period)
        return f"{getattr(plan.value, 'title', found.plan) if plan else found.plan} {when}"
    return str(getattr(found, "title", "") or place)


def _called(name: str, fact: str, publication: Publication | None, language: Language) -> str:
    if name in _AS_TYPED:
        # A number with decimals is in the file's format, which nobody has typed in a form.
        return language.number(Decimal(fact)) if _DECIMALS.fullmatch(fact) else fact
    if name in _NUMBERS and _DECIMALS.fullmatch(fact):
        return language.number(Decimal(fact))
    if name in _KEYS:
        return ", ".join(_title(each.rstrip(":"), publication, language) for each in fact.split(", "))
    if filled := _FILLED.fullmatch(fact):
        return ", ".join(_filled(each, language) for each in filled[1].split(", "))
    if name in _TIMES:
        return " – ".join(_time(each, language) for each in fact.split(" – "))
    word = f"{_VALUES[name]}.{fact}" if name in _VALUES else ""
    if word and language.has(word):
        return language.text(word)
    return _name(fact, publication)


def _name(id: str, publication: Publication | None) -> str:
    """Return the title of what has an id; the id itself if that has none."""
    node = publication.nodes.get(id) if publication else None
    return str(getattr(node.value, "title", "") or id) if node else id


def _time(fact: str, language: Language) -> str:
    """Return a day or a period in words; anything else as it is."""
    period = time_period(fact)
    return fact if period is None or period.is_either else language.period(period)


def _title(key: str, publication: Publication | None, language: Language) -> str:
    """Return the title of a field by its key, which may also be the id of what a row is about."""
    return language.field_title(key) or language.field_title(key, TargetValue.__name__) or _name(key, publication)


def _filled(pair: str, language: Language) -> str:
    """Return one field with its value as the form of a target value shows it: Sedan: 2015."""
    key, _, value = pair.partition(": ")
    shown = language.text("edit.true") if value == "true" else value.replace("-", "\u2212")
    number = language.number(Decimal(value)) if _DECIMALS.fullmatch(value) else shown
    return f"{language.field_title(key, TargetValue.__name__) or key}: {number}"
