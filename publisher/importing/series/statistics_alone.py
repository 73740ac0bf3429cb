"""Statistics that belong to no plan: which tables are that, and the rows of their files."""

from collections.abc import Iterable, Sequence
from typing import Final

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.headers import Headed
from publisher.importing.columns.numbers_together import numbers_together
from publisher.importing.columns.table_words import meaning, meaning_and_rest
from publisher.importing.form.proposal import ProposedValue
from publisher.importing.prose.steering_words import words_of

# A column with one of these, and anything in it, says more than numbers over time: what is wanted, done, or thought.
_OF_PLANS: Final = frozenset(
    {
        "action", "cost", "deviation", "due", "follow_up", "forecast", "goal", "judgement", "measures", "number_kind",
        "organisation", "partners", "percent", "responsible", "scheduled", "start", "status", "target", "target_period",
        "ticked", "trend", "direction", "outcome_period",
    }
)  # fmt: skip
_NAMES: Final = frozenset({"indicator", "goal"})
# The fields of a measurement that are columns of statistics.
_COLUMNS: Final = ("value", "preliminary", "note", "missing")


def is_statistical(table: Headed, titles: Sequence[str], language: str) -> bool:
    """Return whether a table has nothing but numbers of years, areas or groups, and no title says that it is a plan's.

    What is called an outcome is that of something wanted: it is a report.
    """
    called = any(_is_called_outcome(dated(title, language).rest, language) for title in titles)
    return has_only_numbers(table, titles, language) and not (called or _says_outcome(table, language))


def has_only_numbers(table: Headed, titles: Sequence[str], language: str) -> bool:
    """Return whether a table has nothing but numbers, perhaps called outcomes, and no title says that it is a plan's.

    In a document that is a plan, a table of indicators has those that the plan follows.
    """
    if any(each.role in _OF_PLANS and each.filled for each in table.columns):
        return False
    if not any(each.role == "outcome" for each in table.columns):
        return False
    words, said = words_of(language), [title.casefold() for title in titles]
    reports = (*words.follow_up, *words.follow_up_named)
    if any(word in title for title in said for word in reports):
        return False
    named = any(each.role in _NAMES for each in table.columns)
    return not (named and any(says_plan(title, language) for title in said))


def says_target(texts: Iterable[str], decimal: str, language: str) -> bool:
    """Return whether any text of a cell has a target beside its number, as in 18 377 (mål 19 000)."""
    parts = (numbers_together(text, (), "outcome", language, decimal) for text in texts)
    return any(part.role == "target" for several in parts for part in several)


def says_plan(title: str, language: str) -> bool:
    """Return whether a title is that of a plan or a budget."""
    words = words_of(language)
    return bool(words.called_plan.search(title.casefold()) or "budget" in words.forms_of(title))


def _is_called_outcome(text: str, language: str) -> bool:
    return meaning_and_rest(text, ("outcome",), language) == ("outcome", "")


def _says_outcome(table: Headed, language: str) -> bool:
    return any(
        each.role == "outcome" and not each.bare and meaning(each.dated.rest, ("outcome",), language)
        for each in table.columns
    )


def row_of(measured: ProposedValue) -> dict[str, object] | None:
    """Return a measurement as a row of statistics: its number or why there is none, its groups, and its note."""
    if not isinstance(measured.value, dict):
        return {"value": measured.value}
    row = {key: measured.value[key] for key in _COLUMNS if key in measured.value}
    groups = measured.value.get("groups", {})
    return {**row, **groups} if groups or {"value", "missing"} & row.keys() else None
