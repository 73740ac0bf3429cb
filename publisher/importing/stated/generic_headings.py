"""Headings that only say what stands below them, Mål och indikatorer, and texts that are names like a heading."""

import re
from typing import Final

from publisher.importing.columns.table_words import meaning, table_words
from publisher.importing.form.source import BlockSort, SourceBlock
from publisher.importing.prose.sections import LABELLED
from publisher.importing.prose.steering_words import words_of

# What a heading that says no more than its table has names, and the words of one that says it with an adjective.
_LISTED: Final = ("indicator", "goal", "target", "action", "follow_up", "outcome")
_FEW: Final = 2
# What a heading that says no more than the facts below it names: Ansvar och uppföljning.
_FACTS: Final = (*_LISTED, "responsible", "status", "start", "due", "period", "comment", "judgement", "theme", "source")
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:\s*[-–—/]\s*\d{2,4})?")
# A longer text is a sentence.
_LONGEST: Final = 90


def is_generic_heading(heading: SourceBlock, language: str) -> bool:
    """Return whether a heading only says what its table has: Handlingsplan, Mål och indikatorer, Key actions."""
    known = words_of(language)
    words = [word for word in re.findall(r"[^\W\d_]+", heading.text) if word.casefold() not in known.joining]
    said = [
        bool(meaning(word, _LISTED, language)) or any(part in word.casefold() for part in known.plan) for word in words
    ]
    few = len(words) <= _FEW and bool(words) and bool(meaning(words[-1], _LISTED, language))
    return not heading.number and not heading.label and (all(said) or few)


def names_actions(heading: SourceBlock, language: str) -> bool:
    """Return whether a heading only says that actions follow: Aktiviteter 2026, Viktiga insatser, Så gör vi."""
    plain = " ".join(_YEARS.sub(" ", heading.text).casefold().split()).strip(" .:?")
    if plain in table_words(language)["action"]:
        return True
    joining, marks = words_of(language).joining, table_words(language)["marks_of_actions"]
    words = re.findall(r"[^\W\d_]+", plain)
    said = [word for word in words if word not in joining and word not in marks]
    return bool(said) and all(meaning(word, ("action",), language) for word in said)


def names_facts(heading: SourceBlock, language: str) -> bool:
    """Return whether a heading names no goal and no action: it says which facts stand below it, or is for any text."""
    if " ".join(heading.text.casefold().split()).strip(" .:") in words_of(language).general_headings:
        return True
    words = re.findall(r"[^\W\d_]+", heading.text)
    known = words_of(language).joining
    plain = " ".join(heading.text.casefold().split()).strip(" .:?")
    if names_actions(heading, language) or plain in table_words(language)["follow_up"]:
        return True
    facts = all(word.casefold() in known or meaning(word, _FACTS, language) for word in words)
    return facts or is_generic_heading(heading, language)


def names_something(before: SourceBlock, first: SourceBlock, language: str) -> bool:
    """Return whether a text above others is their name: short, no sentence, no fact, no item of the same list."""
    text = before.text.strip()
    within = before.sort is BlockSort.ENTRY and first.sort is BlockSort.ENTRY and first.level <= before.level
    sentence = text.endswith((".", ",", ";", "!", "?")) or LABELLED.match(text)
    return not within and not sentence and len(text) <= _LONGEST and not names_facts(before, language)
