"""Facts as a document states them: the days between which it is valid, and what it replaces."""

import re
from collections.abc import Mapping
from typing import Final

from publisher.importing.prose.steering_words import FactWords
from publisher.model.time_meant import day_meant
from publisher.model.time_period import Frequency, time_period

_YEARS: Final = re.compile(r"((?:19|20|21)\d{2})\s*[-–—]\s*((?:19|20|21)\d{2})(?![-–—\d])")
_MARKS: Final = "\"'”“„’‘»«›‹ ."
# A shorter title may be but a word of another one.
_SHORTEST: Final = 6


def day_stated(text: str, words: FactWords) -> str:
    """Return the day, month or year that a text names and nothing else, in file format; "" if it names none."""
    plain = text.casefold().strip(" .")
    for word in words.before_days:
        plain = plain.removeprefix(f"{word} ").strip()
    when = time_period(day_meant(plain) or plain)
    known = when and when.frequency in {Frequency.DAY, Frequency.MONTH, Frequency.YEAR} and not when.split
    return when.name if when and known else ""


def span_stated(text: str, words: FactWords) -> tuple[str, str] | None:
    """Return the first and the last day, month or year that a text gives and nothing else, in file format."""
    for parts in (re.split(r"\s*[–—]\s*|\s+-\s+", text), words.until.split(text)):
        days = [day_stated(part, words) for part in parts]
        if len(days) == 2 and all(days):
            return days[0], days[1]
    return years_stated(text) if _YEARS.fullmatch(text.strip(" .")) else None


def years_stated(text: str) -> tuple[str, str] | None:
    """Return the first and the last year of the only range of years in a text; None without one, or with several.

    A year directly before it belongs to it: budget 2025 med plan 2026–2027.
    """
    found = _YEARS.findall(text)
    if len(found) != 1 or found[0][0] > found[0][1]:
        return None
    [(first, last)] = found
    before = str(int(first) - 1)
    return (before if re.search(rf"(?<!\d){before}(?!\d)", _YEARS.sub(" ", text)) else first), last


def replaced_stated(text: str, words: FactWords) -> str:
    """Return what a statement without a label says that its document replaces; "" if it says nothing of that.

    The document is its own subject: "Ersätter …", "Planen ersätter …".
    """
    match = words.replaces.match(text)
    subject = (match["subject"] or "").casefold() if match else ""
    own = not subject or (len(subject.split()) <= 3 and any(word in subject for word in words.documents))
    return match["replaced"].strip(_MARKS) if match and own else ""


def documents_named(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the ids of the documents whose titles a text has; `known` are the ids by title in lower case."""
    plain = " ".join(text.casefold().split())
    titles = [title for title in known if len(title) >= _SHORTEST and title in plain]
    return [known[title] for title in titles if not any(title != other and title in other for other in titles)]
